"""Do flown programmes fall inside the band that the cost stage states? Run: python benchmarks/cost_calibration.py

Each programme of `data/programmes.csv` with a published price and scope is designed back from its mass and sampling
distance (fractions of SME-SMAD, table 14-18), costed with the lines of its scope in the prices of its contract, and
compared. A second column repeats it without the programme itself: bias and spread are fitted on the others only.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.cost import chances
from spacefaring.cost.inputs import Inputs
from spacefaring.cost.lines import DEVELOPMENT, Line
from spacefaring.cost.prices import escalation
from spacefaring.cost.solve import mission_lines
from spacefaring.tables import Array

# Fractions of dry mass: J. R. Wertz et al., Space Mission Engineering: The New SMAD, 2011, table 14-18.
LOW_ORBIT = {"payload": 0.31, "structure": 0.27, "thermal": 0.02, "power": 0.21, "ttc": 0.02, "data_handling": 0.05,
             "adcs": 0.06, "propulsion": 0.03, "harness": 0.03}  # fmt: skip
HIGH_ORBIT = {"payload": 0.32, "structure": 0.24, "thermal": 0.04, "power": 0.17, "ttc": 0.04, "data_handling": 0.03,
              "adcs": 0.06, "propulsion": 0.07, "harness": 0.03}  # fmt: skip
DRY_FRAC = {"communication": 0.45, "observation": 0.94, "cubesat": 1.0}  # RASCOM 1R 0.46, Azerspace 0.44, THEOS 0.94
POWER_W_PER_KG = {"communication": 3.6, "observation": 1.5, "cubesat": 3.0}  # of dry mass; guess
LIFE_YEAR = {"communication": 15.0, "observation": 5.0, "cubesat": 1.0}
BUILD_MONTH = {"communication": 36.0, "observation": 36.0, "cubesat": 24.0}
# Launch prices of their time, 2018 dollars: PSLV 26 M$ for 1,750 kg and Vega 37 M$ for 1,500 kg (CSIS 2022); Long March
# and Falcon 9 to transfer orbit 12 to 18 thousand a kilogram, Ariane 5 28 for Azerspace-1.
LAUNCH_MUSD_PER_KG = {"communication": 0.018, "observation": 0.02, "cubesat": 0.085}
LAUNCH_CAP_MUSD = {"communication": 100.0, "observation": 40.0, "cubesat": 1.0}
SECOND_UNITS = ("sentinel_2b",)  # the price is for building a design that exists
MODEL_ERRORS = ("model_error_cv_frac", "model_error_cubesat_cv_frac", "model_error_communication_cv_frac")
Z80 = 1.2815515655446004


@dataclass(frozen=True)
class Compared:
    """One flown programme: published price and what the cost stage says of the same scope."""

    name: str
    kind: str
    mass_kg: float
    price_musd: float
    p10_musd: float
    p50_musd: float
    p90_musd: float
    own_sigma_ln: float

    @property
    def error_ln(self) -> float:
        return float(np.log(self.price_musd / self.p50_musd))

    @property
    def inside(self) -> bool:
        return self.p10_musd <= self.price_musd <= self.p90_musd


def designed(row: dict[str, Any]) -> SimpleNamespace:
    """A mission of the mass of a flown programme."""
    kind, count = row["kind"], row["satellite_count"]
    wet = row["mass_total_kg"] / count
    dry = wet * DRY_FRAC[kind]
    fractions = HIGH_ORBIT if kind == "communication" else LOW_ORBIT
    masses = {f"{name}_mass_kg": np.array([dry * part]) for name, part in fractions.items()}
    masses |= {"dry_mass_kg": np.array([dry]), "wet_mass_kg": np.array([wet])}
    masses["bus_dry_mass_kg"] = np.array([dry * (1.0 - fractions["payload"])])
    masses["propellant_mass_kg"] = np.array([wet - dry])
    power = dry * POWER_W_PER_KG[kind]
    relay = kind == "communication"
    return SimpleNamespace(
        id=row["key"],
        orbit=SimpleNamespace(kind="geostationary" if relay else "sun_synchronous"),
        payload=SimpleNamespace(kind="transponder" if relay else "imager", power_w=np.array([0.25 * power]),
                                gsd_m=np.array([row["gsd_m"]]),
                                data_rate_mbit_per_s=np.array([100.0])),
        spacecraft=SimpleNamespace(**masses, power_bol_w=np.array([power]), power_eol_w=np.array([0.85 * power]),
                                   pointing_deg=np.array([0.1]), satellite_count=np.array([float(count)]),
                                   downlink_mbit_per_s=np.array([1.0 if kind == "cubesat" else 50.0]),
                                   life_year=np.array([row["operations_year"] or LIFE_YEAR[kind]])),
        build=SimpleNamespace(duration_p50_month=np.array([BUILD_MONTH[kind]]), strategy="buy",
                              trained_people_count=np.array([5.0 if kind == "cubesat" else 20.0])),
        launch=SimpleNamespace(mode="rideshare", year=2020, price_source="rule of the benchmark",
                               price_musd=np.array([_launch_musd(kind, row["mass_total_kg"], count)]),
                               price_year=np.array([2018.0]), success_frac=np.array([0.95])),
    )  # fmt: skip


def _launch_musd(kind: str, mass_kg: float, count: float) -> float:
    return min(LAUNCH_MUSD_PER_KG[kind] * mass_kg, LAUNCH_CAP_MUSD[kind] * count)


def in_scope(one: Line, row: dict[str, Any]) -> bool:
    """Whether a line of cost is in the published price."""
    if one.element in ("owner team and procurement", "frequency and orbit filing", "local assembly facility"):
        return row["kind"] == "cubesat" and one.element == "owner team and procurement"
    if one.phase == "launch":
        wanted = "insurance" if "insurance" in one.element else "launch"
        return bool(row[wanted] == "yes")
    if one.phase == "ground and skills":
        return bool(row["ground" if one.element.startswith("ground") else "training"] == "yes")
    if one.phase in ("operations", "end of life"):
        return bool(row["operations_year"] > 0 and one.phase == "operations")
    return True


def compare(row: dict[str, Any], inputs: Inputs) -> Compared:
    """Cost a flown programme in its own prices."""
    if row["key"] in SECOND_UNITS:
        inputs = inputs.model_copy(update={"new_design_frac": 0.0})
    alone = inputs.model_copy(update=dict.fromkeys(MODEL_ERRORS, 0.0))
    stated, own = _draws(row, inputs), _draws(row, alone)
    low, middle, high = np.quantile(stated, [0.1, 0.5, 0.9])
    return Compared(row["name"], row["kind"], row["mass_total_kg"], row["price_musd"], low, middle, high,
                    float(np.log(own).std()))  # fmt: skip


def _draws(row: dict[str, Any], inputs: Inputs) -> Array:
    lines = [one for one in mission_lines(inputs, designed(row), int(row["price_year"]), 1) if in_scope(one, row)]
    if row["key"] in SECOND_UNITS:
        lines = [one for one in lines if one.phase != DEVELOPMENT]
    return chances.draw(lines, inputs, chances.normals(lines, inputs, 1)).total_musd


def compared(inputs: Inputs | None = None) -> list[Compared]:
    """All programmes whose scope is known."""
    table = catalog.read("programmes")
    rows = [table.row(key) for key in table.keys]
    return [compare(row, inputs or Inputs(draw_count=5_000)) for row in rows if row["fit"] == "yes"]


def left_out(found: list[Compared]) -> list[bool]:
    """For each programme: does it fall in an 80 % band whose bias and spread were fitted on all the others?"""
    errors = np.array([one.error_ln for one in found])
    own = np.array([one.own_sigma_ln for one in found])
    inside = []
    for i in range(len(found)):
        others = np.arange(len(found)) != i
        bias = errors[others].mean()
        extra = max(float(((errors[others] - bias) ** 2 - own[others] ** 2).mean()), 0.0)
        width = np.sqrt(extra * (1.0 + 1.0 / others.sum()) + own[i] ** 2)
        inside.append(bool(abs(errors[i] - bias) <= Z80 * width))
    return inside


def main() -> None:
    found = compared()
    outside = left_out(found)
    print(f"{'programme':28} {'kg':>6} {'price':>7} {'P10':>7} {'P50':>7} {'P90':>7}  in  left out")
    for one, held in zip(found, outside, strict=True):
        print(
            f"{one.name:28} {one.mass_kg:6.0f} {one.price_musd:7.1f} {one.p10_musd:7.1f} {one.p50_musd:7.1f} "
            f"{one.p90_musd:7.1f}  {'yes' if one.inside else 'NO ':3} {'yes' if held else 'NO'}"
        )
    errors = np.array([one.error_ln for one in found])
    print(f"inside the stated 80 % band: {np.mean([one.inside for one in found]):.0%} of {len(found)}")
    print(f"inside, bias and spread fitted on the others: {np.mean(outside):.0%}")
    print(f"mean error of the logarithm {errors.mean():+.2f}, spread {errors.std(ddof=1):.2f}")
    for kind in dict.fromkeys(one.kind for one in found):
        own = np.array([one.error_ln for one in found if one.kind == kind])
        print(f"  {kind:14} {len(own):2d} programmes: mean {own.mean():+.2f}, spread {own.std(ddof=1):.2f}")
    print(f"prices of {escalation(2010, 2026):.2f} times those of 2010 in 2026")


if __name__ == "__main__":
    main()
