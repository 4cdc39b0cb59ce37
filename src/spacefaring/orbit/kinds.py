"""Which plane does each kind of orbit fly in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.errors import NoSolution, StudyError
from spacefaring.kernels.bands import access_frac, reach_rad
from spacefaring.kernels.earth import TURN_RAD, gmst_rad
from spacefaring.kernels.geostationary import stationary_semi_major_axis_m
from spacefaring.kernels.orbits import nodal_period_s, sun_synchronous_inclination_rad
from spacefaring.kernels.sun import raan_for_local_time_rad
from spacefaring.messages import Message, message
from spacefaring.orbit import constellation
from spacefaring.orbit.inputs import Inputs
from spacefaring.places import Places
from spacefaring.stage import Assumption
from spacefaring.tables import Array, IntArray
from spacefaring.units import M_PER_KM, S_PER_MIN

# Co-located geostationary satellites keep apart within one slot of 0.2 degrees.
SLOT_SPACING_DEG = 0.1
# Inclinations that are tried, from and beyond the highest latitude of the territory.
TRIED_DEG = np.arange(-40, 11) / 2.0
BAND_LATITUDE_COUNT = 15


@dataclass(frozen=True)
class Elements:
    """Mean elements (n, 6) at the epoch, the plane of each satellite, and why they were chosen."""

    elements: Array
    plane_index: IntArray
    ltan_hour: float = np.nan
    longitude_deg: float = np.nan
    reasons: tuple[Message, ...] = ()
    used: tuple[Assumption, ...] = ()


def elements(inputs: Inputs, epoch_jd: float, places: Places) -> Elements:
    """The mean elements of every satellite at the epoch."""
    return KINDS[inputs.kind](inputs, epoch_jd, places)


def sun_synchronous(inputs: Inputs, epoch_jd: float, places: Places) -> Elements:
    """The node keeps its mean local time: inclination from height, node from local time at the epoch."""
    axis_m = EARTH_RADIUS_M + inputs.altitude_km * M_PER_KM
    inclination = float(sun_synchronous_inclination_rad(axis_m))
    share = np.linspace(0.0, 1.0, inputs.plane_count) if inputs.plane_count > 1 else np.zeros(1)
    raan = raan_for_local_time_rad(epoch_jd, np.mod(inputs.ltan_hour + share * inputs.ltan_span_hour, 24.0))
    made, plane = _constellation(inputs, axis_m, inclination, raan)
    why = message(
        "At {altitude_km:g} km an inclination of {inclination_deg:.2f} deg keeps the local time of the passes.",
        altitude_km=inputs.altitude_km,
        inclination_deg=float(np.degrees(inclination)),
    )
    return Elements(made, plane, ltan_hour=inputs.ltan_hour, reasons=(why,))


def inclined(inputs: Inputs, epoch_jd: float, places: Places) -> Elements:
    """The inclination that the study states."""
    if inputs.inclination_deg is None:
        raise StudyError(message("orbit.inclination_deg is missing; kind inclined needs it"))
    return _tilted(inputs, inputs.inclination_deg, ())


def equatorial_band(inputs: Inputs, epoch_jd: float, places: Places) -> Elements:
    """The low inclination that serves the latitudes of the territory best, unless the study states one."""
    if inputs.inclination_deg is not None:
        return _tilted(inputs, inputs.inclination_deg, ())
    low_deg, high_deg = float(places.points.lat_deg.min()), float(places.points.lat_deg.max())
    chosen_deg = best_inclination_deg(low_deg, high_deg, inputs.altitude_km, inputs.off_nadir_deg)
    why = message(
        "Between {low_deg:.1f} and {high_deg:.1f} deg of latitude, {inclination_deg:g} deg gives the least seen "
        "latitude the most time within {off_nadir_deg:g} deg of the nadir.",
        low_deg=low_deg,
        high_deg=high_deg,
        inclination_deg=chosen_deg,
        off_nadir_deg=inputs.off_nadir_deg,
    )
    chosen = Assumption(key="orbit.inclination_deg", value=chosen_deg, source="longest view of the least seen latitude")
    return replace(_tilted(inputs, chosen_deg, (why,)), used=(chosen,))


def best_inclination_deg(low_deg: float, high_deg: float, altitude_km: float, off_nadir_deg: float) -> float:
    """The inclination, on half degrees, at which the least seen latitude of a band is in view for the longest."""
    latitude = np.radians(np.linspace(low_deg, high_deg, BAND_LATITUDE_COUNT))
    reach = reach_rad(altitude_km * M_PER_KM, np.radians(off_nadir_deg))
    tried_deg = np.unique(np.clip(np.ceil(max(-low_deg, high_deg)) + TRIED_DEG, 0.0, 90.0))
    share = access_frac(latitude[None, :], np.radians(tried_deg)[:, None], reach)
    return float(tried_deg[np.argmax(share.min(axis=1))])


def geostationary(inputs: Inputs, epoch_jd: float, places: Places) -> Elements:
    """A place above the equator that turns with the Earth; several satellites share one slot."""
    longitude_deg = inputs.longitude_deg if inputs.longitude_deg is not None else middle_longitude_deg(places)
    count = inputs.satellite_count
    apart_deg = (np.arange(count) - (count - 1) / 2.0) * SLOT_SPACING_DEG
    anomaly = np.mod(np.radians(longitude_deg + apart_deg) + gmst_rad(epoch_jd), TURN_RAD)
    made = np.zeros((count, 6))
    made[:, 0] = stationary_semi_major_axis_m(epoch_jd)
    made[:, 5] = anomaly
    still = Elements(made, np.zeros(count, dtype=np.int64), longitude_deg=longitude_deg)
    if inputs.longitude_deg is not None:
        return still
    why = message(
        "The middle of the territory lies at {longitude_deg:.0f} deg east; the slot must be coordinated at the ITU.",
        longitude_deg=longitude_deg,
    )
    chosen = Assumption(key="orbit.longitude_deg", value=longitude_deg, source="guess: the middle of the territory")
    return replace(still, reasons=(why,), used=(chosen,))


def middle_longitude_deg(places: Places) -> float:
    """Longitude of the middle of the ground points by area, to whole degrees."""
    lon, weight = np.radians(places.points.lon_deg), places.points.area_km2
    middle = np.arctan2(np.sum(weight * np.sin(lon)), np.sum(weight * np.cos(lon)))
    return float(np.round(np.degrees(middle)))


def _tilted(inputs: Inputs, inclination_deg: float, reasons: tuple[Message, ...]) -> Elements:
    axis_m = EARTH_RADIUS_M + inputs.altitude_km * M_PER_KM
    raan = np.radians(inputs.raan_deg) + np.arange(inputs.plane_count) / inputs.plane_count * TURN_RAD
    made, plane = _constellation(inputs, axis_m, float(np.radians(inclination_deg)), np.mod(raan, TURN_RAD))
    return Elements(made, plane, reasons=reasons)


def _constellation(inputs: Inputs, axis_m: float, inclination: float, raan: Array) -> tuple[Array, IntArray]:
    if not np.isfinite(inclination):
        raise NoSolution(
            message("no inclination is sun-synchronous at {altitude_km:g} km", altitude_km=inputs.altitude_km)
        )
    if inputs.pattern == "train":
        period_s = float(nodal_period_s(axis_m, 0.0, inclination))
        plane, along = constellation.train(inputs.satellite_count, inputs.train_spacing_min * S_PER_MIN, period_s)
    else:
        plane, along = constellation.walker(inputs.satellite_count, inputs.plane_count, inputs.phasing_index)
    made = np.zeros((inputs.satellite_count, 6))
    made[:, 0], made[:, 2], made[:, 3], made[:, 5] = axis_m, inclination, raan[plane], along
    return made, plane


KINDS: Mapping[str, Callable[[Inputs, float, Places], Elements]] = {
    "sun_synchronous": sun_synchronous,
    "inclined": inclined,
    "equatorial_band": equatorial_band,
    "geostationary": geostationary,
}
