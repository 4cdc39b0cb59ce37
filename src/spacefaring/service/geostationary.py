"""How does a geostationary transponder of the programme light the sites, and what does rain leave of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring import catalog
from spacefaring.constants import LIGHT_SPEED_M_PER_S
from spacefaring.kernels import beams, links, propagation
from spacefaring.kernels.earth import gmst_rad, turn_to_ecef
from spacefaring.kernels.orbits import mean_elements_to_state
from spacefaring.operations.tracks import elements_of, julian_day
from spacefaring.service import communication
from spacefaring.service.communication import PERCENT, Beams, Served, Terminal
from spacefaring.tables import Array
from spacefaring.units import HZ_PER_GHZ, HZ_PER_MHZ

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.places import Places

POINTING_RAD = np.radians(0.1)  # as the payload stage sizes its beam
ROLL_OFF = 1.2
CLEAR_UP_DB = 24.0  # as the payload stage holds its uplink
EFFICIENCY = 0.65
GATEWAY_M = 9.0


@dataclass(frozen=True)
class Lit:
    """The sites under one transponder. Arrays over sites; the outage is that of both ways."""

    served: Served
    band: str
    down_ghz: float
    up_ghz: float
    channel_hz: float
    symbol_hz: float
    eirp_dbw: Array
    range_m: Array
    up_outage_percent: float
    outage_percent: Array
    month_outage_percent: Array  # (sites, 12)


def channel_of(payload: Any) -> dict[str, Any] | None:
    """Row of the transponder catalogue that the payload was made from; None when it does not say."""
    for told in payload.used:
        parts = str(told.key).split(".")
        if parts[:2] == ["payload", "transponders"]:
            return {"band": parts[2], **catalog.read("transponders").row(parts[2])}
    return None


def light(
    mission: Mission, places: Places, lat_deg: Array, lon_deg: Array, *, antenna_m: float, up_margin_db: float,
    gateway: int,
) -> Lit | None:  # fmt: skip
    """Follow the links of the sites. `gateway` is the site beside which the gateway stands.

    Outages of the two ways are added, as if they never fell together: a little too long.
    """
    row = channel_of(mission.payload)
    if row is None:
        return None
    beam, terminal = _beam(mission, places, row), terminal_of(row, antenna_m)
    served = communication.serve(lat_deg, lon_deg, beam, terminal)
    towards, range_m, _ = beams.sight(beam.satellite_ecef_m, np.radians(lat_deg), np.radians(lon_deg))
    level = beam.peak_eirp_dbw + beams.pattern_db(beams.offset_rad(towards, beam.axes), beam.half_power_rad).max(axis=1)
    up, up_months = _uplink(row, served, lat_deg[[gateway]], lon_deg[[gateway]], gateway, up_margin_db)
    return Lit(
        served=served, band=row["band"], down_ghz=row["down_ghz"], up_ghz=row["up_ghz"],
        channel_hz=row["bandwidth_mhz"] * HZ_PER_MHZ, symbol_hz=terminal.symbol_hz, eirp_dbw=level, range_m=range_m,
        up_outage_percent=up, outage_percent=np.minimum(served.outage_percent + up, 100.0),
        month_outage_percent=np.minimum(served.month_outage_percent + up_months, 100.0),
    )  # fmt: skip


def _beam(mission: Mission, places: Places, row: dict[str, Any]) -> Beams:
    """One beam on the middle of the territory, with the antenna and the edge power of the payload stage."""
    satellite = satellite_of(mission)
    points = places.points
    towards, _, _ = beams.sight(satellite, np.radians(points.lat_deg), np.radians(points.lon_deg))
    axis = towards.mean(axis=0) / np.linalg.norm(towards.mean(axis=0))
    wide = float(np.arccos(np.clip(towards @ axis, -1.0, 1.0)).max()) + POINTING_RAD
    antenna_m = float(np.atleast_1d(mission.payload.antenna_diameter_m)[0])
    half_power = float(np.radians(70.0) * LIGHT_SPEED_M_PER_S / (row["down_ghz"] * HZ_PER_GHZ) / antenna_m)
    drop = float(links.pointing_loss_db(wide, half_power))
    edge = float(np.atleast_1d(mission.payload.eirp_dbw)[0])
    return Beams(satellite, axis[None, :], half_power, edge + drop, np.zeros(1, dtype=np.int64))


def satellite_of(mission: Mission) -> Array:
    """Earth-fixed position of the satellite, which stands still."""
    position, _ = mean_elements_to_state(elements_of(mission.orbit)[:1], 0.0)
    return turn_to_ecef(position[0, 0], gmst_rad(julian_day(mission.orbit.epoch_utc)))


def terminal_of(row: dict[str, Any], antenna_m: float) -> Terminal:
    return Terminal(
        down_ghz=row["down_ghz"], antenna_m=antenna_m, efficiency_frac=EFFICIENCY, receiver_k=row["user_receiver_k"],
        sky_k=row["user_sky_k"], symbol_hz=row["bandwidth_mhz"] * HZ_PER_MHZ / ROLL_OFF, up_db=CLEAR_UP_DB,
        interference_db=row["interference_db"],
    )  # fmt: skip


def up_fade_db(up_ghz: float, lat_deg: Array, lon_deg: Array, elevation_rad: Array, percent: Array) -> Array:
    """Fade of the gateway's uplink at percentages of the year."""
    climate, _, _ = communication.climates(lat_deg, lon_deg)
    return propagation.attenuation_db(up_ghz, elevation_rad[:, None], percent, climate, antenna_m=GATEWAY_M)


def _uplink(
    row: dict[str, Any], served: Served, lat_deg: Array, lon_deg: Array, gateway: int, margin_db: float
) -> tuple[float, Array]:
    """Percentage of the year, and of each month, in which the gateway's uplink fades beyond its margin."""
    fade = up_fade_db(row["up_ghz"], lat_deg, lon_deg, served.elevation_rad[[gateway]], PERCENT)
    percent = communication.percent_reaching(fade, margin_db)
    percent = np.where(fade[:, 0] < margin_db, 0.0, percent)
    _, (rain, warmth), _ = communication.climates(lat_deg, lon_deg)
    return float(percent[0]), propagation.month_percent(percent, rain, warmth)[0]
