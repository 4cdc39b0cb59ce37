"""What do the radio regulations ask of the satellite, and what of it can be computed here?"""

from __future__ import annotations

from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.kernels import links
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

LOW_ANGLE_DEG, HIGH_ANGLE_DEG = 5.0, 25.0
TRANSMIT_ELEVATION_DEG = 3.0
STATION_KEEPING_DEG = 0.1
BROADCAST_PLAN_GHZ = (11.7, 12.5)
HZ_PER_KHZ = 1_000.0
# Arc within which other networks must be coordinated, by band: appendix 5, table 5-1.
COORDINATION_ARC_DEG = {"c": 7.0, "ku": 6.0, "ka": 8.0}
KEPT, BROKEN, TO_DO = mark("kept"), mark("exceeded"), mark("to be done by the administration")


class RegulationTable(Table):
    """Checklist of the radio regulations for each transponder."""

    mission: TextArray = column("Mission.")
    rule: TextArray = column("What is asked.")
    reference: TextArray = column("Where it is written.")
    limit: TextArray = column("Allowed value with its unit, where there is one.")
    obtained: TextArray = column("Computed value with its unit, where there is one.")
    verdict: TextArray = column("Kept, exceeded, or left to the administration.")


def flux_limit_db(row: dict[str, Any], arrival_deg: Array) -> Array:
    """Limit of power flux density for an angle of arrival above the horizon (art. 21, table 21-4)."""
    low, high = row["low_angle_dbw_per_m2"], row["high_angle_dbw_per_m2"]
    rise = row["slope_db_per_deg"] * (np.clip(arrival_deg, LOW_ANGLE_DEG, HIGH_ANGLE_DEG) - LOW_ANGLE_DEG)
    return np.asarray(np.minimum(low + rise, high))


def flux_db(eirp_dbw: Array, range_m: Array, symbol_hz: float, reference_khz: float) -> Array:
    """Power flux density at the ground in the reference bandwidth, clear sky, a flat spectrum."""
    share = min(reference_khz * HZ_PER_KHZ / symbol_hz, 1.0)
    return np.asarray(links.power_flux_dbw_per_m2(eirp_dbw, range_m) + links.decibel(share))


def flux_row(down_ghz: float) -> dict[str, Any] | None:
    """Row of the limits that a downlink falls under; None where the table has none."""
    table = catalog.read("flux_limits")
    inside = (table["low_ghz"] <= down_ghz) & (down_ghz <= table["high_ghz"])
    return table.row(table.keys[int(np.argmax(inside))]) if inside.any() else None


def checklist(
    mission: str, band: str, down_ghz: float, *, eirp_dbw: Array, range_m: Array, elevation_deg: Array, symbol_hz: float
) -> dict[str, Any]:
    """Columns of the table: flux at the sites, elevation, and what only an administration can do."""
    lines = [_flux_line(down_ghz, eirp_dbw, range_m, elevation_deg, symbol_hz)]
    lowest = float(np.min(elevation_deg))
    lines.append(
        (mark("earth stations transmit above this elevation only"), "ITU RR No. 21.14", f"{TRANSMIT_ELEVATION_DEG:g} °",
         f"{lowest:.1f} °", KEPT if lowest >= TRANSMIT_ELEVATION_DEG else BROKEN)
    )  # fmt: skip
    arc = COORDINATION_ARC_DEG.get(band)
    lines += [
        (mark("longitude held within"), "ITU RR No. 22.6", f"±{STATION_KEEPING_DEG:g} °", "", TO_DO),
        (mark("coordination with networks within this arc"), "ITU RR No. 9.7, App. 5", f"±{arc:g} °" if arc else "", "",
         TO_DO),
        (mark("filing, at most seven years before use"), "ITU RR art. 9 and 11", "", "", TO_DO),
        (mark("due diligence: maker and launcher named"), "Resolution 49 (Rev. WRC-19)", "", "", TO_DO),
        (mark("off-axis emission of the earth stations"), "ITU-R S.524-9", "", "", TO_DO),
        (mark("entry in the register of objects launched"), "United Nations Convention of 1975", "", "", TO_DO),
    ]  # fmt: skip
    if BROADCAST_PLAN_GHZ[0] <= down_ghz <= BROADCAST_PLAN_GHZ[1]:
        lines.append((mark("downlink lies in the broadcasting plan of region 1"), "ITU RR App. 30", "", "", TO_DO))
    rule, reference, limit, obtained, verdict = (np.array(c, dtype=str) for c in zip(*lines, strict=True))
    return {
        "mission": np.full(len(lines), mission), "rule": rule, "reference": reference, "limit": limit,
        "obtained": obtained, "verdict": verdict,
    }  # fmt: skip


def _flux_line(
    down_ghz: float, eirp_dbw: Array, range_m: Array, elevation_deg: Array, symbol_hz: float
) -> tuple[str, str, str, str, str]:
    """The place where the flux comes nearest to the limit."""
    name, row = mark("power flux density at the ground"), flux_row(down_ghz)
    if row is None:
        return name, "ITU RR art. 21, table 21-4", "", "", mark("no limit in this band")
    flux = flux_db(eirp_dbw, range_m, symbol_hz, row["reference_khz"])
    limit = flux_limit_db(row, elevation_deg)
    worst = int(np.argmax(flux - limit))
    unit = f"dBW/m² / {row['reference_khz']:g} kHz"
    verdict = KEPT if flux[worst] <= limit[worst] else BROKEN
    return name, "ITU RR art. 21, table 21-4", f"{limit[worst]:.1f} {unit}", f"{flux[worst]:.1f} {unit}", verdict
