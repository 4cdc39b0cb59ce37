"""Which satellites, and where are they? TLE, OMM, SGP4 records, mean elements and ephemerides, all as tracks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import numpy as np
from sgp4 import omm
from sgp4.api import Satrec

from spacefaring.constants import S_PER_DAY
from spacefaring.errors import StudyError
from spacefaring.kernels import near_earth
from spacefaring.kernels.orbits import j2_rates_rad_per_s, mean_elements_to_state
from spacefaring.kernels.time import JULIAN_DAY_MJD_ZERO, mjd_utc_from_datetime
from spacefaring.messages import Message, message
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM, MIN_PER_DAY

# How far SGP4's periodic terms lead from its mean elements, in radians: 0.2 degrees of J2, 0.15 of J3; with a margin.
COARSE_SLACK_RAD = 0.012
ANCHOR_STEP_S = 86_400.0
INTERPOLATION_POINTS = 8
DECAYED = 6  # of SGP4's error codes
# Below so many in all the package, at a microsecond each, is done before our own code for many is even loaded.
FEW_MOMENTS = 2_000


@dataclass(frozen=True)
class MeanOrbits:
    """Mean orbits under J2, as the orbit stage makes them: elements (n, 6) in the order of `kernels.orbits`."""

    elements: Array
    epoch_utc: datetime


@dataclass(frozen=True)
class Ephemeris:
    """Tables of positions (n, t, 3), mean equinox of date, at times (t,) after an epoch; read by eight points."""

    time_s: Array
    position_eci_m: Array
    epoch_utc: datetime


Satellites: TypeAlias = (
    MeanOrbits | Ephemeris | Satrec | Sequence[Satrec] | Sequence[tuple[str, str]] | Sequence[Mapping[str, Any]]
)


@dataclass(frozen=True)
class Track:
    """One satellite from the start of the span: where it is, how large its orbit, and a coarse path if known."""

    semi_major_axis_m: float
    eccentricity: float
    position_at: Callable[[Array], Array]  # seconds (t,) -> positions (t, 3) in metres
    state_at: Callable[[Array], tuple[Array, Array]]  # the same with velocities
    mean_time_s: Array  # (k,) moments of the coarse path; empty when there is none
    mean: Array  # (k, 5) as `kernels.segments.pieces_near` wants it
    slack_rad: float


def tracks(satellites: Satellites, start_utc: datetime, span_s: float) -> list[Track]:
    """Tracks of any satellites we know how to read, in their order."""
    start_mjd = mjd_utc_from_datetime(start_utc)
    if isinstance(satellites, MeanOrbits):
        since_s = (start_mjd - mjd_utc_from_datetime(satellites.epoch_utc)) * S_PER_DAY
        rows = np.atleast_2d(satellites.elements)
        _refuse_holes(rows)
        return [_mean_track(row, since_s, span_s) for row in rows]
    if isinstance(satellites, Ephemeris):
        since_s = (start_mjd - mjd_utc_from_datetime(satellites.epoch_utc)) * S_PER_DAY
        _refuse_holes(satellites.position_eci_m)
        return [_table_track(satellites.time_s - since_s, row, span_s) for row in satellites.position_eci_m]
    given = [satellites] if isinstance(satellites, Satrec) else list(satellites)
    few = FEW_MOMENTS // max(1, len(given))
    return [_sgp4_track(index, _record(one), start_mjd, span_s, few) for index, one in enumerate(given)]


def _refuse_holes(values: Array) -> None:
    """Every satellite (first axis) must be numbers throughout: one without a position is not one without passes."""
    holes = ~np.isfinite(np.asarray(values, dtype=float).reshape(len(values), -1)).all(axis=1)
    if holes.any():
        raise StudyError(
            message(
                "satellite {index} holds a value that is not a number; mend it or leave the satellite out",
                index=int(np.argmax(holes)),
            )
        )


def _record(satellite: Satrec | tuple[str, str] | Mapping[str, Any]) -> Satrec:
    """An SGP4 record from one of the forms in which element sets travel."""
    if isinstance(satellite, Satrec):
        return satellite
    if isinstance(satellite, Mapping):
        record = Satrec()
        omm.initialize(record, satellite)
        return record
    lines = tuple(satellite)
    if len(lines) != 2 or not all(isinstance(line, str) and line[:2] in ("1 ", "2 ") for line in lines):
        raise StudyError(
            message(
                "a satellite is {given}; give the two lines of a TLE, an OMM mapping or a Satrec", given=repr(satellite)
            )
        )
    return Satrec.twoline2rv(*lines)


def _sgp4_track(index: int, record: Satrec, start_mjd: float, span_s: float, few: int) -> Track:
    whole = float(np.floor(start_mjd))
    day, fraction = whole + JULIAN_DAY_MJD_ZERO, start_mjd - whole

    def state_at(time_s: Array) -> tuple[Array, Array]:
        _, position, velocity = record.sgp4_array(np.full(time_s.shape, day), fraction + time_s / S_PER_DAY)
        return position * M_PER_KM, velocity * M_PER_KM

    quick = _near_earth(record)

    def position_at(time_s: Array) -> Array:
        if quick is None or len(time_s) < few:
            return state_at(time_s)[0]
        return near_earth.positions_m(quick, (epoch_day + time_s / S_PER_DAY) * MIN_PER_DAY)

    epoch_day = (day - record.jdsatepoch) + (fraction - record.jdsatepochF)
    moments = np.linspace(0.0, span_s, max(3, int(span_s / ANCHOR_STEP_S) + 2))
    mean = _sgp4_mean_path(index, record, day, fraction, moments)
    semi_major_axis_m = record.a * record.radiusearthkm * M_PER_KM
    return Track(semi_major_axis_m, record.ecco, position_at, state_at, moments, mean, COARSE_SLACK_RAD)


def _near_earth(record: Satrec) -> near_earth.Theory | None:
    """The near-Earth theory of a record, where it holds; None leaves it to the `sgp4` package."""
    gentle = record.ecco <= near_earth.LARGEST_ECCENTRICITY and abs(record.bstar) <= near_earth.LARGEST_BSTAR
    if record.method != "n" or not gentle:
        return None
    constants = record.radiusearthkm, record.xke, record.j2, record.j3, record.j4
    elements = record.ecco, record.inclo, record.nodeo, record.argpo, record.mo, record.no_kozai
    return near_earth.prepared(*constants, *elements, record.bstar)


def _sgp4_mean_path(index: int, record: Satrec, day: float, fraction: float, moments: Array) -> Array:
    """Mean elements that SGP4 itself arrives at (drag, resonance and all), angles without jumps."""
    path = np.empty((len(moments), 5))
    for k, moment in enumerate(moments):
        failed, _, _ = record.sgp4(day, fraction + moment / S_PER_DAY)
        if failed:
            raise StudyError(_lost(index, record, failed, moment / S_PER_DAY))
        path[k] = record.em, record.im, record.Om, record.om, record.mm + record.om
    step_s = moments[1] - moments[0]
    per_s = np.array([record.nodedot, record.argpdot, record.mdot + record.argpdot]) / 60.0
    for column, rate in zip((2, 3, 4), per_s, strict=True):
        path[:, column] = _without_jumps(path[:, column], rate * step_s)
    return path


def _lost(index: int, record: Satrec, failed: int, after_day: float) -> Message:
    """Why an element set leads nowhere: a satellite that has come down is not one that merely has no passes."""
    values = {"index": index, "number": record.satnum, "day": after_day, "code": failed}
    if failed == DECAYED:
        return message(
            "satellite {index} (catalogue number {number}) has decayed by SGP4, {day:.1f} days after the start at the "
            "latest; end the span earlier, give a newer element set or leave it out",
            **values,
        )
    return message(
        "satellite {index} (catalogue number {number}) cannot be propagated by SGP4 (its error {code}) {day:.1f} days "
        "after the start; give a newer element set or leave it out",
        **values,
    )


def _without_jumps(angle_rad: Array, step_rad: float) -> Array:
    """Angles with whole turns added so that each step is nearest to the one before, the first to `step_rad`."""
    smooth = angle_rad.copy()
    for k in range(1, len(smooth)):
        guess = smooth[k - 1] + step_rad
        smooth[k] = guess + (smooth[k] - guess + np.pi) % (2.0 * np.pi) - np.pi
        step_rad = smooth[k] - smooth[k - 1]
    return smooth


def _mean_track(elements: Array, since_s: float, span_s: float) -> Track:
    rates = np.array(j2_rates_rad_per_s(elements[0], elements[1], elements[2]))
    moments = np.array([0.0, span_s])
    node, perigee, anomaly = (elements[3 + k] + rates[k] * (since_s + moments) for k in range(3))
    shape = np.full(2, elements[1]), np.full(2, elements[2])
    mean = np.stack([*shape, node, perigee, perigee + anomaly], axis=1)

    def state_at(time_s: Array) -> tuple[Array, Array]:
        position, velocity = mean_elements_to_state(elements, since_s + time_s)
        return position[0], velocity[0]

    return Track(
        float(elements[0]), float(elements[1]), lambda time_s: state_at(time_s)[0], state_at, moments, mean, 1e-4
    )


def _table_track(time_s: Array, position_m: Array, span_s: float) -> Track:
    if time_s[0] > 0.0 or time_s[-1] < span_s or len(time_s) < INTERPOLATION_POINTS:
        raise StudyError(
            message(
                "the ephemeris runs from {first_s:.0f} s to {last_s:.0f} s after the start, the span to "
                "{span_s:.0f} s; give at least {count} rows and the whole span",
                first_s=float(time_s[0]),
                last_s=float(time_s[-1]),
                span_s=float(span_s),
                count=INTERPOLATION_POINTS,
            )
        )

    def state_at(moment_s: Array) -> tuple[Array, Array]:
        return _interpolated(moment_s, time_s, position_m)

    radius_m = np.linalg.norm(position_m, axis=1)
    nearest, farthest = radius_m.min(), radius_m.max()
    shape = float((farthest - nearest) / (farthest + nearest))
    axis_m, nothing = float(0.5 * (farthest + nearest)), np.empty(0)
    return Track(axis_m, shape, lambda t: state_at(t)[0], state_at, nothing, nothing.reshape(0, 5), 0.0)


def _interpolated(moment_s: Array, time_s: Array, position_m: Array) -> tuple[Array, Array]:
    """Lagrange interpolation through the eight nearest rows; velocity from its derivative by central difference."""

    def at(moment: Array) -> Array:
        first = np.clip(
            np.searchsorted(time_s, moment) - INTERPOLATION_POINTS // 2, 0, len(time_s) - INTERPOLATION_POINTS
        )
        rows = first[:, None] + np.arange(INTERPOLATION_POINTS)
        knots = time_s[rows]
        weight = np.ones(knots.shape)
        for k in range(INTERPOLATION_POINTS):
            for other in range(INTERPOLATION_POINTS):
                if other != k:
                    weight[:, k] *= (moment - knots[:, other]) / (knots[:, k] - knots[:, other])
        return np.asarray(np.einsum("tk,tkx->tx", weight, position_m[rows]))

    return at(moment_s), at(moment_s + 0.5) - at(moment_s - 0.5)
