"""Where does the vehicle drop the satellite, and what does it take to reach the operational orbit from there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spacefaring import catalog
from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.orbits import j2_rates_rad_per_s, orbit_axes, sun_synchronous_inclination_rad
from spacefaring.kernels.propagator import Air, Forces, propagate
from spacefaring.kernels.sun import shadow_clearance_rad, sun_direction_eci
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.ride import Ride, Target
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import HOUR_PER_DAY, M_PER_KM, S_PER_HOUR

if TYPE_CHECKING:
    from spacefaring.spacecraft import Spacecraft

INJECTION_LINE = "injection"
QUANTILES = (0.1, 0.5, 0.9, 0.99)
SAMPLES_PER_ORBIT = 60


class Acquisition(Table):
    """What reaching the operational orbit takes, by how unlucky the injection is."""

    probability_frac: Array = column("Share of the draws that need no more than this.")
    perigee_error_km: Array = column("Height to gain or lose at the perigee, as drawn, in size.")
    inclination_error_deg: Array = column("Inclination to correct, as drawn, in size.")
    delta_v_m_per_s: Array = column(
        "Delta-v to the operational orbit.",
        formula="v/4a · (|Δr_p| + |Δr_a|) + 2 v sin(|Δi|/2)",
        source="Vallado 2013, sec. 6.3 and 6.4, small changes",
    )
    aboard_m_per_s: Array = column("Delta-v aboard for it.")


class PlaneChange(NamedTuple):
    """What it takes to reach the wanted local time from that of the ride; zeros where they agree."""

    angle_deg: float
    delta_v_m_per_s: float
    drift_day: float
    drift_delta_v_m_per_s: float


class Drop(NamedTuple):
    """Where the ride goes, and the spread of where it arrives."""

    altitude_m: float
    inclination_rad: float
    altitude_sigma_m: float
    inclination_sigma_rad: float
    sigma_source: str


class Climb(NamedTuple):
    """What a simulated climb took."""

    duration_s: float
    delta_v_m_per_s: float
    eclipse_count: int
    mean_axis_m: float


def drop(inputs: Inputs, target: Target, chosen: Ride) -> Drop:
    """A shared ride goes to the nearest orbit it is sold to, at that orbit's own sun-synchronous inclination."""
    altitude, inclination = target.altitude_m, target.inclination_rad
    if chosen.mode != "dedicated" and target.sun_synchronous():
        bounds = inputs.rideshare_altitude_min_km * M_PER_KM, inputs.rideshare_altitude_max_km * M_PER_KM
        altitude = float(np.clip(altitude, *bounds))
        inclination += float(
            np.diff(sun_synchronous_inclination_rad(EARTH_RADIUS_M + np.array([target.altitude_m, altitude])))[0]
        )
    row = catalog.read("vehicles").row(chosen.vehicle)
    level = row["accuracy_sigma_level"]
    stated = bool(level) and np.isfinite(row["altitude_sigma_km"])
    height_km = row["altitude_sigma_km"] / float(level) if stated else inputs.altitude_sigma_km
    tilt_deg = row["inclination_sigma_deg"] / float(level) if stated else inputs.inclination_sigma_deg
    source = f"vehicles, row {chosen.vehicle} (recalled)" if stated else "launch.altitude_sigma_km"
    return Drop(altitude, inclination, height_km * M_PER_KM, float(np.radians(tilt_deg)), source)


def plane_change(inputs: Inputs, target: Target, ltan_hour: float) -> PlaneChange:
    """Turn the node at once by thrust, or wait at another height until the nodes have drifted together.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 6.4.2, eq. 6-40 (change
    of the node alone) and sec. 9.6 (drift).
    """
    if inputs.ride_ltan_hour is None or not target.sun_synchronous():
        return PlaneChange(0.0, 0.0, 0.0, 0.0)
    hours = (ltan_hour - inputs.ride_ltan_hour + 12.0) % 24.0 - 12.0
    angle, axis = abs(hours) * 2.0 * np.pi / HOUR_PER_DAY, EARTH_RADIUS_M + target.altitude_m
    speed, step = np.sqrt(EARTH_MU_M3_PER_S2 / axis), inputs.plane_drift_height_km * M_PER_KM
    rates = [float(j2_rates_rad_per_s(a, 0.0, target.inclination_rad)[0]) for a in (axis, axis - step)]
    wait = angle / abs(rates[1] - rates[0]) / S_PER_DAY
    turned = 2.0 * speed * np.sin(target.inclination_rad) * np.sin(0.5 * angle)  # sine of half the plane angle, exact
    return PlaneChange(
        float(np.degrees(angle)), float(turned), float(wait), float(speed / axis * step) if angle else 0.0
    )


def draw(inputs: Inputs, target: Target, where: Drop) -> tuple[Array, Array, Array]:
    """Errors to correct at perigee and apogee in metres, and in inclination in radians, one per draw."""
    generator = np.random.default_rng(inputs.seed)
    noise = generator.standard_normal((3, inputs.draw_count))
    heights = target.altitude_m - where.altitude_m - where.altitude_sigma_m * noise[:2]
    tilt = target.inclination_rad - where.inclination_rad - where.inclination_sigma_rad * noise[2]
    return heights[0], heights[1], tilt


def delta_v_m_per_s(target: Target, perigee_m: Array, apogee_m: Array, tilt_rad: Array) -> Array:
    """Delta-v that corrects small errors of a near-circular orbit: one burn per apsis, one at a node.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 6.3.1 and 6.4.1.
    """
    axis = EARTH_RADIUS_M + target.altitude_m
    speed = np.sqrt(EARTH_MU_M3_PER_S2 / axis)
    in_plane = 0.25 * speed / axis * (np.abs(perigee_m) + np.abs(apogee_m))
    return np.asarray(in_plane + 2.0 * speed * np.sin(0.5 * np.abs(tilt_rad)))


def acquisition(inputs: Inputs, target: Target, chosen: Ride, spacecraft: Spacecraft) -> tuple[Acquisition, float]:
    """The table of the first candidate, and the share of draws that the delta-v aboard covers (nan when unknown)."""
    where = drop(inputs, target, chosen)
    errors = draw(inputs, target, where)
    needed = delta_v_m_per_s(target, *errors)
    aboard = _aboard_m_per_s(spacecraft)
    table = Acquisition(
        probability_frac=np.array(QUANTILES), perigee_error_km=np.quantile(np.abs(errors[0]), QUANTILES) / M_PER_KM,
        inclination_error_deg=np.degrees(np.quantile(np.abs(errors[2]), QUANTILES)),
        delta_v_m_per_s=np.quantile(needed, QUANTILES), aboard_m_per_s=np.array([aboard]),
    )  # fmt: skip
    return table, float(np.mean(needed <= aboard)) if np.isfinite(aboard) else float("nan")


def none() -> tuple[Acquisition, float]:
    """No row: a geostationary satellite climbs from its transfer orbit, which the spacecraft's budget holds."""
    empty = np.array([])
    return Acquisition(
        probability_frac=empty,
        perigee_error_km=empty,
        inclination_error_deg=empty,
        delta_v_m_per_s=empty,
        aboard_m_per_s=empty,
    ), float("nan")


def _aboard_m_per_s(spacecraft: Spacecraft) -> float:
    """What the spacecraft's budget sets aside for the injection, margin included."""
    table = getattr(spacecraft, "delta_v", None)
    if table is None or str(getattr(spacecraft, "propulsion_kind", "")) == "none":
        return float("nan")
    lines: TextArray = table.line
    return float(np.sum(table.total_m_per_s[lines == INJECTION_LINE]))


def simulate(
    start_m: float, end_m: float, inclination_rad: float, epoch_jd: float, *, thrust_m_per_s2: float | None, air: Air,
    forces: Forces,
) -> Climb:  # fmt: skip
    """Climb between two circular orbits step by step: two impulses, or a steady thrust along the motion.

    `forces` may hold drag and radiation; `mean_axis_m` is the osculating axis averaged over the last revolution, which
    for a perfect climb stands a few kilometres from the osculating axis at any one point.
    """
    axis = EARTH_RADIUS_M + start_m
    along, ahead = orbit_axes(inclination_rad, 0.0, 0.0)
    position, velocity = axis * along, np.sqrt(EARTH_MU_M3_PER_S2 / axis) * ahead
    if thrust_m_per_s2 is None:
        return _two_burns(position, velocity, start_m, end_m, epoch_jd, forces, air)
    return _steady(position, velocity, end_m - start_m, epoch_jd, forces._replace(thrust_m_per_s2=thrust_m_per_s2), air)


def _two_burns(
    position: Array, velocity: Array, start_m: float, end_m: float, epoch_jd: float, forces: Forces, air: Air
) -> Climb:
    """Half a transfer ellipse between two tangential burns of the size that Hohmann gives."""
    low, high = EARTH_RADIUS_M + start_m, EARTH_RADIUS_M + end_m
    transfer = 0.5 * (low + high)
    at = [np.sqrt(EARTH_MU_M3_PER_S2 * (2.0 / r - 1.0 / transfer)) for r in (low, high)]
    burns = at[0] - np.sqrt(EARTH_MU_M3_PER_S2 / low), np.sqrt(EARTH_MU_M3_PER_S2 / high) - at[1]
    half = np.pi * np.sqrt(transfer**3 / EARTH_MU_M3_PER_S2)
    times = np.linspace(0.0, half, SAMPLES_PER_ORBIT)
    positions, velocities = propagate(position, _faster(velocity, burns[0]), epoch_jd, times, forces, air)
    end_jd = epoch_jd + half / S_PER_DAY
    mean = _mean_axis_m(positions[-1], _faster(velocities[-1], burns[1]), end_jd, forces, air)
    return Climb(half, float(abs(burns[0]) + abs(burns[1])), _eclipse_count(positions, epoch_jd, times), mean)


def _steady(position: Array, velocity: Array, gain_m: float, epoch_jd: float, forces: Forces, air: Air) -> Climb:
    """Thrust until the mean axis has changed by the gain; hour by hour, the last hour in part."""
    coast = forces._replace(thrust_m_per_s2=0.0)
    before = _mean_axis_m(position, velocity, epoch_jd, coast, air)
    speed, axis = np.linalg.norm(velocity), np.linalg.norm(position)
    signed = forces._replace(thrust_m_per_s2=float(np.copysign(forces.thrust_m_per_s2, gain_m)))
    guess = abs(gain_m) * speed / (2.0 * axis * forces.thrust_m_per_s2)
    times = np.arange(0.0, 1.5 * guess + 4.0 * S_PER_HOUR, 120.0)
    positions, velocities = propagate(position, velocity, epoch_jd, times, signed, air)
    end = int(np.clip(np.searchsorted(times, guess), 1, times.size - 1))
    for _ in range(3):  # the gain is nearly linear in time: secant on the mean axis
        after = _mean_axis_m(positions[end], velocities[end], epoch_jd + times[end] / S_PER_DAY, coast, air)
        end = int(np.clip(round(end * gain_m / (after - before)), 1, times.size - 1))
    after = _mean_axis_m(positions[end], velocities[end], epoch_jd + times[end] / S_PER_DAY, coast, air)
    eclipses = _eclipse_count(positions[: end + 1], epoch_jd, times[: end + 1])
    return Climb(float(times[end]), float(times[end] * forces.thrust_m_per_s2), eclipses, after)


def _faster(velocity: Array, burn_m_per_s: float) -> Array:
    return np.asarray(velocity * (1.0 + burn_m_per_s / np.linalg.norm(velocity)))


def _mean_axis_m(position: Array, velocity: Array, epoch_jd: float, forces: Forces, air: Air) -> float:
    radius, speed = np.linalg.norm(position), np.linalg.norm(velocity)
    axis = 1.0 / (2.0 / radius - speed**2 / EARTH_MU_M3_PER_S2)
    period = 2.0 * np.pi * np.sqrt(axis**3 / EARTH_MU_M3_PER_S2)
    times = period * np.arange(SAMPLES_PER_ORBIT) / SAMPLES_PER_ORBIT
    found, moving = propagate(position, velocity, epoch_jd, times, forces, air)
    radii, speeds = np.linalg.norm(found, axis=1), np.linalg.norm(moving, axis=1)
    return float(np.mean(1.0 / (2.0 / radii - speeds**2 / EARTH_MU_M3_PER_S2)))


def _eclipse_count(positions: Array, epoch_jd: float, times_s: Array) -> int:
    """How often the satellite enters the Earth's shadow."""
    dark = shadow_clearance_rad(positions, sun_direction_eci(epoch_jd + times_s / S_PER_DAY)) < 0.0
    return int(np.sum(dark[1:] & ~dark[:-1]) + dark[0])
