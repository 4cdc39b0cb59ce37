"""How do satellites dropped together spread along their orbit and over planes, how fast, for which delta-v?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.atmosphere import orbit_mean_density_kg_per_m3
from spacefaring.kernels.orbits import j2_rates_rad_per_s
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.lifetime import Body
from spacefaring.launch.ride import Target
from spacefaring.messages import mark
from spacefaring.space_weather import activity
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import M_PER_KM

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit

ALONG, DRAG = mark("along the orbit, by height"), mark("along the orbit, by drag")
PLANES = mark("over the planes, by height")


class Phasing(Table):
    """The last satellite to arrive sets the time; no row for a single satellite or the geostationary ring."""

    way: TextArray = column("What is spread, and how.")
    angle_deg: Array = column("Largest angle to drift through.")
    height_offset_km: Array = column("Difference of height that makes the drift; by drag the greatest that is reached.")
    duration_day: Array = column(
        "Time of the drift.",
        formula="angle over the difference of mean motions, or of node rates",
        source="Vallado 2013, sec. 6.6 and 9.6",
    )
    delta_v_m_per_s: Array = column("Delta-v to leave the height and come back.")


def phasing(inputs: Inputs, target: Target, body: Body, orbit: Orbit) -> Phasing:
    """By a step in height where there is delta-v to hold the orbit, by differential drag always."""
    if target.geostationary or target.satellite_count < 2:
        return Phasing(**dict.fromkeys(Phasing.names(), np.array([])))
    rows = []
    in_plane = int(np.ceil(target.satellite_count / target.plane_count))
    if in_plane > 1:
        angle = (in_plane // 2) * 2.0 * np.pi / in_plane
        if body.held[0]:
            rows.append((ALONG, angle, *_along(target, inputs.drift_height_km * M_PER_KM, angle)))
        rows.append((DRAG, angle, *_by_drag(inputs, target, body, angle)))
    if target.plane_count > 1 and body.held[0]:
        turned = np.ravel(orbit.satellites.raan_deg) - np.ravel(orbit.satellites.raan_deg)[0]
        angle = float(np.radians(np.max(np.abs(np.mod(turned + 180.0, 360.0) - 180.0))))
        rows.append((PLANES, angle, *_over_planes(target, inputs.plane_drift_height_km * M_PER_KM, angle)))
    if not rows:
        return Phasing(**dict.fromkeys(Phasing.names(), np.array([])))
    ways, angles, heights, days, costs = (np.array(part) for part in zip(*rows, strict=True))
    return Phasing(
        way=ways, angle_deg=np.degrees(angles), height_offset_km=heights / M_PER_KM, duration_day=days,
        delta_v_m_per_s=costs,
    )  # fmt: skip


def _motion(target: Target) -> tuple[float, float]:
    axis = EARTH_RADIUS_M + target.altitude_m
    return axis, float(np.sqrt(EARTH_MU_M3_PER_S2 / axis**3))


def _there_and_back_m_per_s(target: Target, height_m: float) -> float:
    _, motion = _motion(target)
    return motion * height_m  # half of n·Δa each way


def _along(target: Target, height_m: float, angle_rad: float) -> tuple[float, float, float]:
    """Drift of the mean anomaly at a step in height: 3/2 n Δa/a."""
    axis, motion = _motion(target)
    rate = 1.5 * motion * height_m / axis
    return height_m, angle_rad / rate / S_PER_DAY, _there_and_back_m_per_s(target, height_m)


def _over_planes(target: Target, height_m: float, angle_rad: float) -> tuple[float, float, float]:
    """Drift of the node between two heights at one inclination."""
    axis, _ = _motion(target)
    here, _, _ = j2_rates_rad_per_s(axis, 0.0, target.inclination_rad)
    there, _, _ = j2_rates_rad_per_s(axis - height_m, 0.0, target.inclination_rad)
    return height_m, angle_rad / abs(float(there - here)) / S_PER_DAY, _there_and_back_m_per_s(target, height_m)


def _by_drag(inputs: Inputs, target: Target, body: Body, angle_rad: float) -> tuple[float, float, float]:
    """One satellite turned to a larger area over the first half, the other over the second: θ = 3/8 n (ȧ/a) t².

    Source
    ------
    C. Foster et al., Orbit determination and differential-drag control of Planet Labs CubeSat constellations, AAS
    15-524, 2015 (the method; the formula follows from da/dt held for half the time and taken back in the other half).
    """
    axis, motion = _motion(target)
    sun = activity("mean", f"{inputs.year:04d}-01", 12)
    density = orbit_mean_density_kg_per_m3(
        target.altitude_m, target.inclination_rad, f107_sfu=sun.f107_sfu.mean(), ap_index=sun.ap_index.mean()
    )
    pull = float(body.ballistic_m2_per_kg[0]) * (inputs.drag_area_ratio - 1.0)
    rate = pull * float(density) * np.sqrt(EARTH_MU_M3_PER_S2 * axis)
    duration = np.sqrt(angle_rad * axis * 8.0 / (3.0 * motion * rate))
    return float(0.5 * rate * duration), float(duration / S_PER_DAY), 0.0
