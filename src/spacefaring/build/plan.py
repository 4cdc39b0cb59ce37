"""Which class is it, which models are made, which phases and tests follow, and what is made at home?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spacefaring import catalog
from spacefaring.build.inputs import Inputs
from spacefaring.kernels.schedule import NORMAL_AT_P80, sum_of_lognormals
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, IntArray, Table, TextArray, column

# phase, column of build_classes, review that ends it; ECSS-M-ST-10C rev. 1, 2009, sec. 4.4
PHASES = (
    ("A", "phase_a_month", mark("PRR: preliminary requirements")),
    ("B", "phase_b_month", mark("SRR and PDR: requirements, preliminary design")),
    ("C", "phase_c_month", mark("CDR: critical design")),
    ("D", "phase_d_month", mark("QR and AR: qualification, acceptance")),
    ("E1", "campaign_month", mark("FRR and LRR: flight and launch readiness")),
    ("E2", "commissioning_month", mark("CRR: end of in-orbit commissioning")),
)
FROM_CONTRACT = slice(1, 5)  # B to the launch: what a contract for a spacecraft covers
HERITAGES = {"buy": "recurring", "co_build": "adapted", "build": "new"}
MODELS = {
    "recurring": ("protoflight",),
    "adapted": ("engineering", "protoflight"),
    "new": ("structural", "engineering", "protoflight"),
}
MODEL_NAMES = {
    "structural": ("STM", mark("structural and thermal model: strength, heat")),
    "engineering": ("EFM", mark("engineering and functional model: electronics, software, interfaces")),
    "protoflight": ("PFM", mark("protoflight model: qualified, then flown")),
    "flight": ("FM", mark("further flight model: accepted, then flown")),
}
LEVELS = {
    "structural": mark("qualification"),
    "engineering": mark("functional"),
    "protoflight": mark("protoflight"),
    "flight": mark("acceptance"),
}
SHARED_FROM_FRAC, HOME_FROM_FRAC = 0.10, 0.60
MASS_LIKENESS_LN = 0.7  # spacecraft within a factor of two in mass are taken as alike
ABROAD, SHARED, HOME = mark("abroad"), mark("together"), mark("at home")


class Phases(Table):
    """The phases from the feasibility study to the end of commissioning; month 0 is the contract."""

    phase: TextArray = column("Phase of the project.", source="ECSS-M-ST-10C rev. 1, 2009")
    review: TextArray = column("Reviews that end it.")
    start_month: Array = column("Median start, counted from the contract.")
    duration_p50_month: Array = column("Median duration.")
    duration_p80_month: Array = column("Duration not exceeded with 80 %.")


class ProductTree(Table):
    """What the spacecraft is made of and how much of each part is made in the country."""

    level: TextArray = column("Depth in the tree; 1 is right below the spacecraft.")
    item: TextArray = column("Part or task.")
    mass_kg: Array = column("Mass of the part on one spacecraft; empty for tasks.")
    value_weight_frac: Array = column("Share of the value of the whole.", source="SMAD 3rd ed., table 20-9 (recalled)")
    made: TextArray = column("Where it is made: abroad, together or at home.")
    local_share_frac: Array = column("Share of its value made by people and firms of the country.", source="guess")


class Models(Table):
    """The models that are built."""

    model: TextArray = column("Short name of the model.")
    made_count: Array = column("How many are made.")
    purpose: TextArray = column("What it is for.")


class Tests(Table):
    """The system tests, on which model and at which level, and where a spacecraft of this mass could be tested."""

    test: TextArray = column("Test of the whole spacecraft.", source="ECSS-E-ST-10-03C rev. 1")
    model: TextArray = column("Model that is tested.")
    level: TextArray = column("Level of the test.")
    detail: TextArray = column("What it comprises.")
    facility: TextArray = column("Means it takes: clean room, vibration, thermal vacuum or EMC chamber.")
    places: TextArray = column("Facilities of the catalogue that could take it.", limits="Recalled; ask the facility.")


class People(Table):
    """Who was trained in flown programmes."""

    case: TextArray = column("Flown programme.")
    strategy: TextArray = column("How its spacecraft were made.")
    launch_mass_kg: Array = column("Mass at launch.")
    engineer_count: Array = column("Engineers of the buying country trained; empty where not found.")
    duration_month: Array = column("Contract to launch; empty where not found.")
    source: TextArray = column("Who says so.")


def class_rows(wet_mass_kg: Array, geostationary: bool) -> IntArray:
    """Row of `build_classes` for each candidate, by mass at launch; the heaviest class beyond the table."""
    classes = catalog.read("build_classes")
    if geostationary:
        return np.full(wet_mass_kg.shape, classes.keys.index("geostationary"), dtype=np.int64)
    limits = classes["mass_max_kg"][:-1]
    return np.asarray(np.minimum(np.searchsorted(limits, np.nan_to_num(wet_mass_kg)), limits.size - 1), dtype=np.int64)


def heritage(inputs: Inputs) -> str:
    return HERITAGES[inputs.strategy] if inputs.heritage == "auto" else inputs.heritage


def stretch(inputs: Inputs) -> float:
    """Durations over those of a bought spacecraft."""
    return {"buy": 1.0, "co_build": inputs.co_build_stretch_ratio, "build": inputs.build_stretch_ratio}[inputs.strategy]


def phase_medians_month(inputs: Inputs, rows: IntArray, satellite_count: float) -> Array:
    """Median duration of each phase (last axis) for each candidate; further satellites lengthen phase D."""
    classes = catalog.read("build_classes")
    medians = np.stack([classes[name][rows] for _, name, _ in PHASES], axis=-1)
    medians[..., 3] += classes["next_unit_month"][rows] * (satellite_count - 1.0)
    return np.asarray(medians * stretch(inputs))


def from_contract_to_launch_month(inputs: Inputs, rows: IntArray, satellite_count: float) -> tuple[Array, Array]:
    """Median and 80th percentile of the time from the contract to the launch, for each candidate."""
    ratio = catalog.read("build_classes")["spread_ratio"][rows][..., None]
    medians = phase_medians_month(inputs, rows, satellite_count)[..., FROM_CONTRACT]
    middle, spread = sum_of_lognormals(medians, ratio, inputs.phase_correlation_frac)
    return middle, middle * np.exp(NORMAL_AT_P80 * spread)


def phases(inputs: Inputs, row: int, satellite_count: float) -> Phases:
    """The phases of the first candidate."""
    medians = phase_medians_month(inputs, np.array([row]), satellite_count)[0]
    ratio = catalog.read("build_classes")["spread_ratio"][row]
    starts = np.concatenate([[0.0], np.cumsum(medians)[:-1]]) - medians[0]
    return Phases(
        phase=np.array([name for name, _, _ in PHASES]), review=np.array([review for _, _, review in PHASES]),
        start_month=starts, duration_p50_month=medians, duration_p80_month=medians * ratio,
    )  # fmt: skip


def models(inputs: Inputs, satellite_count: int) -> Models:
    """What is built before and for flight."""
    kinds = [(kind, 1) for kind in MODELS[heritage(inputs)]]
    kinds += [("flight", satellite_count - 1)] if satellite_count > 1 else []
    return Models(
        model=np.array([MODEL_NAMES[kind][0] for kind, _ in kinds]), made_count=np.array([float(n) for _, n in kinds]),
        purpose=np.array([MODEL_NAMES[kind][1] for kind, _ in kinds]),
    )  # fmt: skip


def product_tree(inputs: Inputs, masses_kg: dict[str, float]) -> ProductTree:
    """The lines that this spacecraft has; a part without mass (no propulsion, say) is left out."""
    lines = catalog.read("product_tree")
    masses = np.array([masses_kg.get(str(name), np.nan) if name else np.nan for name in lines["mass_field"]])
    kept = (lines["mass_field"] == "") | (masses > 0.0)
    shares = lines[f"{inputs.strategy}_frac"]
    made = np.where(shares < SHARED_FROM_FRAC, ABROAD, np.where(shares < HOME_FROM_FRAC, SHARED, HOME))
    weights = np.where(kept, lines["value_weight_frac"], 0.0)
    whole: ProductTree = ProductTree(
        level=lines["level_index"].astype(int).astype(str), item=lines["item"], mass_kg=masses,
        value_weight_frac=weights / weights.sum(), made=made, local_share_frac=shares,
    ).where(kept)  # fmt: skip
    return whole


def local_share_frac(inputs: Inputs, has_part: dict[str, BoolArray]) -> Array:
    """Share of the value made in the country, for each candidate: lines it does not have carry no weight."""
    lines = catalog.read("product_tree")
    always = np.ones_like(next(iter(has_part.values())))
    has = np.stack([has_part[str(name)] if name else always for name in lines["mass_field"]], axis=-1)
    carried = has * lines["value_weight_frac"]
    return np.asarray(carried @ lines[f"{inputs.strategy}_frac"] / carried.sum(axis=-1))


def tests(inputs: Inputs, mass_kg: float, satellite_count: int) -> Tests:
    """Every system test on every model that is built, with the facilities that take the mass."""
    listed = catalog.read("spacecraft_tests")
    kinds = list(MODELS[heritage(inputs)]) + (["flight"] if satellite_count > 1 else [])
    rows = [(i, kind) for kind in kinds for i in np.flatnonzero(listed[f"{kind}_model"] == "yes")]
    index = np.array([i for i, _ in rows])
    return Tests(
        test=listed["test"][index], model=np.array([MODEL_NAMES[kind][0] for _, kind in rows]),
        level=np.array([LEVELS[kind] for _, kind in rows]), detail=listed["clause"][index],
        facility=listed["facility"][index], places=_places(listed["facility"][index], mass_kg, inputs.strategy),
    )  # fmt: skip


def _places(means: NDArray[np.str_], mass_kg: float, strategy: str) -> TextArray:
    known = catalog.read("test_facilities")
    able = {m: (known[str(m)] == "yes") & (known["mass_max_kg"] >= mass_kg) for m in set(means.tolist())}
    if strategy == "build":  # nobody else's site is at hand
        able = {m: mask & (known["country"] != "supplier") for m, mask in able.items()}
    return np.array(["; ".join(known["facility"][able[str(m)]]) for m in means])


def people() -> People:
    """The flown programmes that the number of people trained is taken from."""
    cases = catalog.read("build_cases")
    return People(
        case=cases["case"], strategy=cases["strategy"], launch_mass_kg=cases["launch_mass_kg"],
        engineer_count=cases["engineer_count"], source=cases["source"],
        duration_month=np.array(list(map(_months, cases["contract_utc"], cases["launch_utc"]))),
    )  # fmt: skip


def _months(contract: str, launch: str) -> float:
    if not contract:
        return float("nan")
    return 12.0 * (int(launch[:4]) - int(contract[:4])) + int(launch[5:7]) - int(contract[5:7])


def trained_people_count(inputs: Inputs, wet_mass_kg: Array) -> tuple[Array, BoolArray]:
    """Engineers trained for each candidate, and whether a flown programme of about its mass says so.

    Mean of the flown programmes of the same strategy, those of nearest mass weighing most. None was built at home alone
    from the start: a co-built programme times a ratio stands in, and is never said to be within range.
    """
    if inputs.trained_people_count is not None:
        return np.full(wet_mass_kg.size, inputs.trained_people_count), np.ones(wet_mass_kg.size, dtype=bool)
    cases = catalog.read("build_cases")
    like = "co_build" if inputs.strategy == "build" else inputs.strategy
    kept = (cases["strategy"] == like) & np.isfinite(cases["engineer_count"])
    distance = np.log(np.nan_to_num(wet_mass_kg, nan=1.0)[:, None] / cases["launch_mass_kg"][kept])
    weight = np.exp(-0.5 * (distance / MASS_LIKENESS_LN) ** 2) + 1e-12
    count = weight @ cases["engineer_count"][kept] / weight.sum(axis=1)
    near = np.min(np.abs(distance), axis=1) <= 2.0 * MASS_LIKENESS_LN
    if inputs.strategy == "build":
        return count * inputs.build_people_ratio, np.zeros(near.size, dtype=bool)
    return count, near
