"""Which orbit and constellation suit the territory?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.bands import access_frac, reach_rad
from spacefaring.kernels.earth import TURN_RAD
from spacefaring.kernels.geostationary import stationary_radius_m
from spacefaring.kernels.orbits import (
    j2_rates_rad_per_s,
    mean_elements_to_state,
    mean_motion_rad_per_s,
    nodal_period_s,
)
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime
from spacefaring.messages import Message, mark
from spacefaring.orbit import kinds, track
from spacefaring.orbit.inputs import Inputs
from spacefaring.orbit.season import year_of_shadow
from spacefaring.places import Places
from spacefaring.stage import StageResult
from spacefaring.tables import Array, IntArray, Table, TextArray, column
from spacefaring.units import M_PER_KM, MIN_PER_DAY, S_PER_MIN

__all__ = ["Inputs", "Orbit", "solve"]

FRAME = "true equator and mean equinox of date (TEME)"
J2_MODEL = "Vallado 2013, eq. 9-37 to 9-41: secular J2"
EPHEMERIS_STEP_S = 60.0
TRADE_ALTITUDE_KM = np.arange(400.0, 901.0, 50.0)
# Heights up to which a satellite of 0.022 m2/kg (drag coefficient times area over mass) falls within 1, 5 and 25 years
# under mean solar activity: kernels/decay with NRLMSIS 2.1, launches of 2029 and 2033, rounded to 10 km.
DRAG_CLASSES = ((390.0, mark("strong drag")), (490.0, mark("moderate drag")), (600.0, mark("weak drag")))
NO_DRAG_KM = 2_000.0
SUN_YEARS = (1950, 2050)
# The month of passes that follows is centred on the March equinox: no country is in polar night or midnight sun.
EPOCH_MONTH_DAY = (3, 5)


class SatelliteTable(Table):
    """Mean elements of each satellite at the epoch."""

    satellite_index: IntArray = column("Number of the satellite, from 0.")
    plane_index: IntArray = column("Number of its plane, from 0.")
    semi_major_axis_km: Array = column("Mean semi-major axis.")
    eccentricity: Array = column("Mean eccentricity.")
    inclination_deg: Array = column("Mean inclination.")
    raan_deg: Array = column("Mean right ascension of the ascending node.", limits=FRAME)
    argument_of_perigee_deg: Array = column("Mean argument of perigee.")
    mean_anomaly_deg: Array = column("Mean anomaly.")


class BetaTable(Table):
    """The Sun through the year of launch, at noon UTC of each day, for the plane that is shaded longest."""

    date_utc: TextArray = column("Date.")
    day_of_year_index: IntArray = column("Day of the year, from 1.")
    beta_deg: Array = column("Angle of the Sun above the plane of the orbit.", source="Wertz and Larson 1999, sec. 5.3")
    eclipse_min: Array = column(
        "Time in the Earth's shadow in each revolution.",
        formula="P/π · acos(cos ρ / cos β), sin ρ = R/a",
        source="Wertz and Larson 1999, sec. 5.1",
        limits="cylindrical shadow of a sphere; up to half a minute long",
    )


class EphemerisTable(Table):
    """Positions of one day from the epoch, by the same mean elements as coverage."""

    satellite_index: IntArray = column("Number of the satellite, from 0.")
    time_s: Array = column("Time since the epoch.")
    position_x_km: Array = column("Position, towards the mean equinox of date.", limits=FRAME)
    position_y_km: Array = column("Position, in the equator, a quarter turn east.", limits=FRAME)
    position_z_km: Array = column("Position, towards the north pole.", limits=FRAME)
    velocity_x_km_per_s: Array = column("Velocity, towards the mean equinox of date.", limits=FRAME)
    velocity_y_km_per_s: Array = column("Velocity, in the equator, a quarter turn east.", limits=FRAME)
    velocity_z_km_per_s: Array = column("Velocity, towards the north pole.", limits=FRAME)


class TradeTable(Table):
    """The same kind of orbit at other heights."""

    altitude_km: Array = column("Height of the orbit above the equatorial radius.")
    inclination_deg: Array = column("Inclination.")
    period_min: Array = column("Time from one ascending node to the next.")
    eclipse_max_min: Array = column("Longest shadow of the year in one revolution.")
    orbits_per_day_count: Array = column("Revolutions in a day.")
    reach_km: Array = column("Distance on the ground from the nadir to 30 degrees off it.", limits="spherical Earth")
    access_min_per_day: Array = column(
        "Mean time in a day that one satellite has the middle of the territory within 30 degrees of its nadir.",
        limits="day and night alike; spherical Earth, mean over longitudes",
    )
    repeat_day: Array = column("Days after which the ground track repeats.")
    look_gap_max_day: Array = column(
        "Longest time between looks within 30 degrees of the nadir, by day where the orbit is sun-synchronous.",
        source="Vallado 2013, sec. 11.4.2",
        limits="up to 24 satellites; at the southern, middle and northern latitude; over 30 days, then the longest",
    )
    drag_class: TextArray = column("Drag, as of the orbit.")


class Orbit(StageResult):
    """Orbit and constellation."""

    kind: str = column("Kind of orbit.")
    epoch_utc: str = column("Instant of the elements: the first of January of the year of launch.")
    altitude_km: Array = column(
        "Height of the orbit above the equatorial radius.",
        formula="a − R",
        limits="geostationary: of the radius flown, 1.6 km below the mean semi-major axis",
    )
    semi_major_axis_km: Array = column("Mean semi-major axis.")
    eccentricity: Array = column("Mean eccentricity.")
    inclination_deg: Array = column(
        "Inclination.",
        formula="sun-synchronous: cos i = −(Ω̇☉ / 1.5 J2 n) (a/R)²",
        source=J2_MODEL,
        limits="first order in J2: 0.02 degrees from flown missions",
    )
    ltan_hour: Array = column("Mean local solar time at the ascending node of the first plane; none when it drifts.")
    longitude_deg: Array = column("Longitude of a geostationary satellite, positive east.")
    satellite_count: IntArray = column("Number of satellites.")
    plane_count: IntArray = column("Number of orbital planes.")
    period_min: Array = column("Time from one ascending node to the next.", source="Vallado 2013, eq. 11-23")
    orbits_per_day_count: Array = column("Revolutions in a day.")
    look_gap_max_day: Array = column(
        "Longest time between looks within 30 degrees of the nadir, by day where the orbit is sun-synchronous.",
        source="Vallado 2013, sec. 11.4.2",
        limits="up to 24 satellites; at the southern, middle and northern latitude; over 30 days, then the longest",
    )
    drag_class: str = column(
        "Drag: strong, moderate, weak or slight where a small satellite falls in 1, 5, 25 or more years; or no drag.",
        limits="for 0.022 m²/kg and mean solar activity; the launch stage finds the lifetime of this satellite",
    )
    within_range: bool = column("Whether the Sun's position is good to 0.01 degree in that year (1950 to 2050).")
    velocity_m_per_s: Array = column("Speed along the orbit.", formula="√(µ/a)")
    raan_rate_deg_per_day: Array = column("Drift of the ascending node.", source=J2_MODEL)
    beta_max_deg: Array = column("Largest angle of the Sun above the plane in the year, either side.")
    eclipse_max_min: Array = column(
        "Longest shadow of the year in one revolution.",
        source="Wertz and Larson 1999, sec. 5.1",
        limits="cylindrical shadow of a sphere; up to half a minute long",
    )
    eclipse_mean_min: Array = column("Mean shadow of the year in one revolution.")
    repeat_day: Array = column(
        "Days after which the ground track repeats.", source="Vallado 2013, sec. 11.4.2", limits="without drag"
    )
    repeat_orbit_count: Array = column("Revolutions after which the ground track repeats.")
    repeat_miss_km: Array = column("How far the track then misses itself along the equator.")
    repeat_altitude_km: Array = column("Height at which it would close exactly.")
    reasons: tuple[Message, ...] = column("Why these elements were chosen.")
    satellites: SatelliteTable = column("Mean elements of each satellite.")
    beta: BetaTable = column("Sun and shadow through the year.")
    ephemeris: EphemerisTable = column("Positions of one day.")
    trade: TradeTable = column("The same kind of orbit at other heights.")


def solve(inputs: Inputs, *, launch_year: int, places: Places) -> Orbit:
    """The elements of every satellite, and what they mean for light, speed and repetition."""
    epoch = datetime(launch_year, *EPOCH_MONTH_DAY, tzinfo=UTC)
    epoch_jd = mjd_utc_from_datetime(epoch) + JULIAN_DAY_MJD_ZERO
    found = kinds.elements(inputs, epoch_jd, places)
    axis_m, eccentricity, inclination = found.elements[:1, 0], found.elements[:1, 1], found.elements[:1, 2]
    beta, shadow_s = year_of_shadow(_planes(found), epoch_jd, _noons(epoch))
    period_s = _period_s(inputs, axis_m, eccentricity, inclination)
    repeat = track.repeat(inputs, axis_m, inclination)
    return Orbit(
        kind=inputs.kind,
        epoch_utc=f"{epoch:%Y-%m-%dT%H:%M:%SZ}",
        altitude_km=(_radius_m(inputs, axis_m, epoch_jd) - EARTH_RADIUS_M) / M_PER_KM,
        semi_major_axis_km=axis_m / M_PER_KM,
        eccentricity=eccentricity,
        inclination_deg=np.degrees(inclination),
        ltan_hour=np.array([found.ltan_hour]),
        longitude_deg=np.array([found.longitude_deg]),
        satellite_count=np.array([len(found.elements)]),
        plane_count=np.array([int(found.plane_index.max()) + 1]),
        period_min=period_s / S_PER_MIN,
        orbits_per_day_count=S_PER_DAY / period_s,
        look_gap_max_day=np.array([track.look_gap_day(inputs, found.elements, places)]),
        drag_class=drag_class(float(axis_m[0] - EARTH_RADIUS_M) / M_PER_KM),
        within_range=SUN_YEARS[0] <= launch_year <= SUN_YEARS[1],
        velocity_m_per_s=mean_motion_rad_per_s(axis_m) * axis_m,
        raan_rate_deg_per_day=np.degrees(j2_rates_rad_per_s(axis_m, eccentricity, inclination)[0]) * S_PER_DAY,
        beta_max_deg=np.degrees(np.abs(beta).max(keepdims=True)[0]),
        eclipse_max_min=shadow_s.max(keepdims=True)[0] / S_PER_MIN,
        eclipse_mean_min=shadow_s.mean(keepdims=True)[0] / S_PER_MIN,
        repeat_day=repeat.day,
        repeat_orbit_count=repeat.orbit_count,
        repeat_miss_km=repeat.miss_km,
        repeat_altitude_km=repeat.altitude_km,
        reasons=found.reasons,
        satellites=_satellites(found),
        beta=_beta(launch_year, beta, shadow_s),
        ephemeris=_ephemeris(found.elements),
        trade=_trade(inputs, epoch_jd, places),
        used=found.used,
    )


def drag_class(altitude_km: float) -> str:
    """How soon air brings a small satellite down from a height, as a word."""
    if altitude_km > NO_DRAG_KM:
        return mark("no drag")
    return next((word for top_km, word in DRAG_CLASSES if altitude_km <= top_km), mark("slight drag"))


def _radius_m(inputs: Inputs, axis_m: Array, epoch_jd: float) -> Array:
    """The radius that the height is told of."""
    return stationary_radius_m(np.array([epoch_jd])) if inputs.kind == "geostationary" else axis_m


def _period_s(inputs: Inputs, axis_m: Array, eccentricity: Array, inclination: Array) -> Array:
    """From node to node; over the equator, where there is no node, one turn among the stars."""
    if inputs.kind == "geostationary":
        return np.asarray(TURN_RAD / sum(j2_rates_rad_per_s(axis_m, eccentricity, inclination)))
    return nodal_period_s(axis_m, eccentricity, inclination)


def _noons(epoch: datetime) -> Array:
    """Every noon of the epoch's year, in days after the epoch."""
    first, last = datetime(epoch.year, 1, 1, tzinfo=UTC), datetime(epoch.year + 1, 1, 1, tzinfo=UTC)
    return np.arange((first - epoch).days + 0.5, (last - epoch).days + 0.5, dtype=np.float64)


def _planes(found: kinds.Elements) -> Array:
    """The first satellite of each plane stands for the plane."""
    first = [int(np.flatnonzero(found.plane_index == plane)[0]) for plane in np.unique(found.plane_index)]
    return found.elements[first]


def _satellites(found: kinds.Elements) -> SatelliteTable:
    axis_m, eccentricity, *angles = found.elements.T
    inclination, raan, perigee, anomaly = np.degrees(angles)
    return SatelliteTable(
        satellite_index=np.arange(len(found.elements)),
        plane_index=found.plane_index,
        semi_major_axis_km=axis_m / M_PER_KM,
        eccentricity=eccentricity,
        inclination_deg=inclination,
        raan_deg=raan,
        argument_of_perigee_deg=perigee,
        mean_anomaly_deg=anomaly,
    )


def _beta(year: int, beta: Array, shadow_s: Array) -> BetaTable:
    first = datetime(year, 1, 1, tzinfo=UTC)
    plane = int(np.argmax(shadow_s.max(axis=1)))
    day = np.arange(beta.shape[1])
    return BetaTable(
        date_utc=np.array([f"{first + timedelta(days=int(d)):%Y-%m-%d}" for d in day]),
        day_of_year_index=day + 1,
        beta_deg=np.degrees(beta[plane]),
        eclipse_min=shadow_s[plane] / S_PER_MIN,
    )


def _ephemeris(elements: Array) -> EphemerisTable:
    time_s = np.arange(0.0, S_PER_DAY + EPHEMERIS_STEP_S / 2.0, EPHEMERIS_STEP_S)
    position, velocity = (state / M_PER_KM for state in mean_elements_to_state(elements, time_s))
    flat = {f"position_{axis}_km": position[..., i].ravel() for i, axis in enumerate("xyz")}
    flat |= {f"velocity_{axis}_km_per_s": velocity[..., i].ravel() for i, axis in enumerate("xyz")}
    satellite = np.repeat(np.arange(len(elements)), len(time_s))
    return EphemerisTable(satellite_index=satellite, time_s=np.tile(time_s, len(elements)), **flat)


def _trade(inputs: Inputs, epoch_jd: float, places: Places) -> TradeTable:
    altitude_km = np.zeros(0) if inputs.kind == "geostationary" else TRADE_ALTITUDE_KM
    others = [inputs.model_copy(update={"altitude_km": float(height)}) for height in altitude_km]
    whole = [kinds.elements(other, epoch_jd, places).elements for other in others]
    first = np.concatenate([found[:1] for found in whole] or [np.zeros((0, 6))])
    axis_m, inclination = first[:, 0], first[:, 2]
    period_s = nodal_period_s(axis_m, first[:, 1], inclination)
    _, shadow_s = year_of_shadow(first, epoch_jd, np.arange(0.5, 366.0, dtype=np.float64))
    reach = reach_rad(axis_m - EARTH_RADIUS_M, np.radians(track.LOOK_DEG))
    middle = np.radians(np.average(places.points.lat_deg, weights=places.points.area_km2))
    cycles = [track.cycle(o, f[:1, 0], f[:1, 2])[0] + 1.0 for o, f in zip(others, whole, strict=True)]
    return TradeTable(
        altitude_km=altitude_km,
        inclination_deg=np.degrees(inclination),
        period_min=period_s / S_PER_MIN,
        eclipse_max_min=shadow_s.max(axis=1, initial=0.0) / S_PER_MIN,
        orbits_per_day_count=S_PER_DAY / period_s,
        reach_km=reach * EARTH_RADIUS_M / M_PER_KM,
        access_min_per_day=access_frac(middle, inclination, reach) * MIN_PER_DAY,
        repeat_day=np.array(cycles),
        look_gap_max_day=np.array([track.look_gap_day(o, f, places) for o, f in zip(others, whole, strict=True)]),
        drag_class=np.array([drag_class(float(height)) for height in altitude_km], dtype=str),
    )
