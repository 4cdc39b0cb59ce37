"""Which units on the market would make this platform, and does their weight agree with the laws?

Bottom-up beside top-down, for one candidate. Each need that the loop found (momentum, dipole, error, power, memory,
band) picks the lightest unit of `data/equipment.csv` that meets it, as often as the platform's redundancy asks. Where
the catalogue holds no unit that fits, the law's mass is kept and the table says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.messages import mark
from spacefaring.spacecraft import loop
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.loop import Closed
from spacefaring.spacecraft.result import BottomUpTable, EquipmentTable
from spacefaring.tables import IntArray

COPIES = {"cubesat": 1, "small": 2, "classical": 2, "geostationary": 2}  # redundancy of electronics by standard
# Lightest and heaviest computer, receiver and power unit that a standard takes: guess from the buses that flew them.
SIZES_KG = {"cubesat": (0.0, 0.5), "small": (0.5, 4.0), "classical": (4.0, 30.0), "geostationary": (4.0, 30.0)}
BOARD_W = 30.0  # what a CubeSat power board handles where its sheet is silent: guess
RIGID_ARRAY_W_PER_KG = 95.0  # Solar Array, rigid (equipment.csv): 90 to 100 W/kg
PACK_FACTOR = 1.35  # battery over its cells: guess for structure, heaters and protection
ANTENNA_SHARE = 0.5  # of the data link's mass that is antenna and cables: guess
TANK_SHARE = 0.6  # of the propulsion's mass that is tanks and lines: guess
ERROR_SHARE = 0.25  # of the pointing error that the star tracker may take: guess
STATES = {
    "units": mark("units of the catalogue"),
    "partly": mark("units of the catalogue, the law's rest"),
    "law": mark("no unit in the catalogue, law kept"),
}


@dataclass(frozen=True)
class Pick:
    """One line of the bottom-up list."""

    subsystem: str
    category: str
    unit: str
    maker: str
    nation: str
    count: int
    each_kg: float
    asked: str


def _fits(category: str, need: float, offer: str, *, at_most: bool = False) -> IntArray:
    """Rows of a category whose figure meets a need, lightest first."""
    t = catalog.read("equipment")
    value = np.asarray(t[offer], dtype=float)
    with np.errstate(invalid="ignore"):
        good = value <= need if at_most else value >= need
    rows = np.flatnonzero((t["category"] == category) & good & np.isfinite(t["mass_kg"]))
    return np.asarray(rows[np.argsort(t["mass_kg"][rows], kind="stable")])


def _pick(subsystem: str, rows: IntArray, count: int, asked: str) -> list[Pick]:
    if not len(rows) or count < 1:
        return []
    t, i = catalog.read("equipment"), int(rows[0])
    return [Pick(subsystem, str(t["category"][i]), str(t["unit"][i]), str(t["maker"][i]), str(t["nation"][i]), count,
                 float(t["mass_kg"][i]), asked)]  # fmt: skip


def picks(asked: Asked, found: Closed, i: int = 0) -> list[Pick]:
    """Every unit that a need of the loop asks for."""
    standard = catalog.read("platform_standards").keys[int(asked.standard[i])]
    return [*_attitude(asked, found, standard, i), *_computer(found, standard, i), *_radio(found, standard, i),
            *_power(found, standard, i), *_propulsion(asked, standard, i)]  # fmt: skip


def _attitude(asked: Asked, found: Closed, standard: str, i: int) -> list[Pick]:
    copies, wheels = COPIES[standard], int(found.sensors.wheels[i])
    momentum, dipole = float(found.attitude.wheel_nms[i]), float(found.attitude.rod_am2[i])
    error = float(np.degrees(found.sensors.error_rad[i])) * 3_600.0 * ERROR_SHARE
    fine = error < 400.0  # finer than sun sensors hold
    lines = _pick("adcs", _fits("reaction_wheel", momentum, "momentum_nms"), wheels, f"{momentum:.3g} N·m·s")
    if dipole > 0.0:
        lines += _pick("adcs", _fits("magnetorquer", dipole, "dipole_am2"), 3, f"{dipole:.3g} A·m²")
    if fine:
        lines += _pick("adcs", _fits("star_tracker", error, "error_arcsec", at_most=True), 2, f"{error:.3g}″")
        lines += _pick("adcs", _sized("gyro", standard), copies - 1, "")
        lines += _pick("adcs", _sized("gnss_receiver", standard), 0 if asked.geostationary[i] else copies, "")
    lines += _pick("adcs", _fits("sun_sensor", 2.0 * 3_600.0, "error_arcsec", at_most=True), 4, "2°")
    return lines + _pick("adcs", _sized("magnetometer", standard), 0 if asked.geostationary[i] else copies, "")


def _sized(category: str, standard: str) -> IntArray:
    """Rows of a category within the sizes of the standard, lightest first; the nearest size when none is."""
    t, (low, high) = catalog.read("equipment"), SIZES_KG[standard]
    mine = np.flatnonzero((t["category"] == category) & np.isfinite(t["mass_kg"]))
    mine = mine[np.argsort(t["mass_kg"][mine], kind="stable")]
    inside = mine[(t["mass_kg"][mine] >= low) & (t["mass_kg"][mine] <= high)]
    return np.asarray(inside if inside.size else mine[-1:] if low > 0.5 else mine[:1])


def _computer(found: Closed, standard: str, i: int) -> list[Pick]:
    gbit = float(found.link.storage_bit[i]) / 1e9
    lines = _pick("data_handling", _sized("computer", standard), COPIES[standard], "")
    if gbit > 32.0:  # what a CubeSat computer stores by itself: ISIS On Board Computer, 4 GByte
        rows = _fits("memory", 1.0, "storage_gbit")
        each = float(catalog.read("equipment")["storage_gbit"][rows[0]])
        lines += _pick("data_handling", rows, int(np.ceil(gbit / each)), f"{gbit:.0f} Gbit")
    return lines


def _radio(found: Closed, standard: str, i: int) -> list[Pick]:
    t, copies, row = catalog.read("equipment"), COPIES[standard], int(found.link.row[i])
    lines = _pick("ttc", _sized("transceiver" if standard == "cubesat" else "receiver", standard), copies, "")
    if row >= 0:
        band = catalog.read("downlinks").keys[row].split("_")[0]
        word = {"uhf": "UHF", "s": "S-Band", "x": "X-Band"}.get(band, "-")
        named = np.array(
            [word.lower() in str(u).lower() or (word == "X-Band" and "sxbd" in str(u).lower()) for u in t["unit"]]
        )
        rows = np.flatnonzero((t["category"] == "transmitter") & named & np.isfinite(t["mass_kg"]))
        enough = rows[np.nan_to_num(t["rf_power_w"][rows], nan=8.0) >= float(found.link.rf_w[i])]
        lines += _pick("ttc", enough[np.argsort(t["mass_kg"][enough], kind="stable")], 1, f"{found.link.rf_w[i]:.2g} W")
    return lines


def _power(found: Closed, standard: str, i: int) -> list[Pick]:
    t, watt, wh = catalog.read("equipment"), float(found.energy.begin_w[i]), float(found.energy.battery_wh[i])
    if standard == "cubesat":
        boards = np.flatnonzero((t["category"] == "power_unit") & np.isnan(t["power_handled_w"]) & (t["mass_kg"] < 0.2))
        lines = _pick("power", boards[np.argsort(t["mass_kg"][boards])], int(np.ceil(watt / BOARD_W)), f"{watt:.0f} W")
    else:
        lines = _pick("power", _fits("power_unit", watt, "power_handled_w"), 1, f"{watt:.0f} W")
    cells = np.flatnonzero((t["category"] == "battery_cell") & np.isfinite(t["specific_energy_wh_per_kg"]))
    cell = cells[np.argsort(t["specific_energy_wh_per_kg"][cells], kind="stable")][:1]  # space-grade cells hold least
    if cell.size:
        each = float(t["specific_energy_wh_per_kg"][cell[0]] * t["mass_kg"][cell[0]])
        lines += _pick("power", cell, int(np.ceil(wh / each)), f"{wh:.0f} Wh")
    return lines


def _propulsion(asked: Asked, standard: str, i: int) -> list[Pick]:
    t, kind = catalog.read("equipment"), catalog.read("propulsion").keys[int(asked.propulsion[i])]
    words = {
        "cold_gas": "cold gas",
        "resistojet": "butane",
        "hydrazine": "thruster, hydrazine",
        "hall": "thruster, Hall",
    }
    if kind not in words:
        return []
    rows = np.flatnonzero(np.array([words[kind] in str(k) for k in t["kind"]]) & np.isfinite(t["mass_kg"]))
    count = 4 if kind == "hydrazine" else 1
    return _pick("propulsion", rows[np.argsort(t["mass_kg"][rows], kind="stable")], count, kind)


def tables(asked: Asked, found: Closed, i: int = 0) -> tuple[EquipmentTable, BottomUpTable]:
    """The list of units, and subsystem by subsystem what it weighs against the laws."""
    lines = picks(asked, found, i)
    listed = EquipmentTable(
        subsystem=np.array([p.subsystem for p in lines]), category=np.array([p.category for p in lines]),
        unit=np.array([p.unit for p in lines]), maker=np.array([p.maker for p in lines]),
        nation=np.array([p.nation for p in lines]), asked=np.array([p.asked for p in lines]),
        unit_count=np.array([float(p.count) for p in lines]), unit_kg=np.array([p.each_kg for p in lines]),
        total_kg=np.array([p.count * p.each_kg for p in lines]),
    )  # fmt: skip
    rows = [(name, *_both(asked, found, lines, name, i)) for name in loop.SUBSYSTEMS]
    subsystem, down, up, basis = (np.array(column) for column in zip(*rows, strict=True))
    return listed, BottomUpTable(
        subsystem=subsystem, top_down_kg=down, bottom_up_kg=up, difference_kg=up - down, basis=basis
    )


def _both(asked: Asked, found: Closed, lines: list[Pick], name: str, i: int) -> tuple[float, float, str]:
    """Law, units with what no unit stands for, and how far the catalogue reached."""
    law = float(found.basic_kg[name][i])
    units = sum(
        p.count * p.each_kg * (PACK_FACTOR if p.category == "battery_cell" else 1.0)
        for p in lines
        if p.subsystem == name
    )
    if units == 0.0:
        return law, law, STATES["law"]
    rest = _rest_kg(found, {p.category for p in lines}, name, i)
    return law, units + rest, STATES["partly" if rest else "units"]


def _rest_kg(found: Closed, have: set[str], name: str, i: int) -> float:
    """What no unit stands for, by the laws: array, antenna of the data link, tanks, and units that were not found."""
    if name == "power":
        regulator = 0.0 if "power_unit" in have else float(found.energy.regulator_kg[i])
        return float(found.energy.begin_w[i]) / RIGID_ARRAY_W_PER_KG + regulator
    if name == "ttc":
        return float(found.link.mass_kg[i]) * (ANTENNA_SHARE if "transmitter" in have else 1.0)
    return float(found.basic_kg["propulsion"][i]) * TANK_SHARE if name == "propulsion" else 0.0
