"""How does each candidate leave its orbit, which rules does that meet, and how is it said?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spacefaring.errors import StudyError
from spacefaring.launch import lifetime
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.ride import Target
from spacefaring.messages import Message, mark, message
from spacefaring.space_weather import SCENARIOS
from spacefaring.tables import Array, BoolArray
from spacefaring.units import M_PER_KM

if TYPE_CHECKING:
    from spacefaring.spacecraft import Spacecraft

LOWEST_ALTITUDE_M = 100e3
DRAG, MANOEUVRE, NOTHING = mark("drag alone"), mark("the disposal manoeuvre aboard"), mark("nothing: it is broken")


class Leave(NamedTuple):
    """The way down, for all candidates, with the tables of the first."""

    years: dict[str, Array]
    after_year: Array
    free_after_year: Array
    within_25: BoolArray
    within_5: BoolArray
    needed_25_m_per_s: float
    needed_5_m_per_s: float
    graveyard_m_per_s: Array
    disposal: lifetime.Disposal
    lifetimes: lifetime.Lifetimes
    history: lifetime.DecayHistory
    path: lifetime.Path | None


def _column(value: object, count: int) -> Array:
    return np.array(np.broadcast_to(np.ravel(np.asarray(value, dtype=float)), (count,)))


def body(inputs: Inputs, target: Target, spacecraft: Spacecraft, count: int) -> lifetime.Body:
    """What the fall depends on; refuses an area or a perigee that no satellite can have."""
    area = _column(spacecraft.area_to_mass_m2_per_kg, count)
    coefficient = _column(spacecraft.drag_coefficient, count)
    if np.any(area <= 0.0):
        raise StudyError(
            message(
                "spacecraft.area_to_mass_m2_per_kg is {area_m2_per_kg:g}, it must be above 0; check drag area and mass",
                area_m2_per_kg=float(np.nanmin(area)),
            )
        )
    if target.altitude_m < LOWEST_ALTITUDE_M:
        raise StudyError(
            message(
                "orbit.altitude_km is {altitude_km:g}, below 100 km, where no orbit lasts a revolution; raise it",
                altitude_km=target.altitude_m / M_PER_KM,
            )
        )
    held = _column(spacecraft.delta_v_drag_m_per_s, count) > 0.0
    return lifetime.Body(
        altitude_m=np.full(count, target.altitude_m), inclination_rad=np.full(count, target.inclination_rad),
        ballistic_m2_per_kg=coefficient * area, operation_year=np.nan_to_num(_column(spacecraft.life_year, count)),
        held=held, disposal_m_per_s=np.nan_to_num(_column(spacecraft.delta_v_disposal_m_per_s, count)),
    )  # fmt: skip


def leave(inputs: Inputs, target: Target, body: lifetime.Body, spacecraft: Spacecraft) -> Leave:
    """Fall and disposal below the geostationary ring, graveyard on it."""
    return _graveyard(inputs, body, spacecraft) if target.geostationary else _fall(inputs, body)


def _fall(inputs: Inputs, body: lifetime.Body) -> Leave:
    courses = {
        scenario: lifetime.course(body, launch_year=inputs.year, scenario=scenario, horizon_year=inputs.horizon_year)
        for scenario in SCENARIOS
    }
    after, end_altitude_m = courses["mean"].lowered_after_year, float(courses["mean"].end_altitude_m[0])
    needed = [
        lifetime.disposal_delta_v_m_per_s(body, end_altitude_m, allowed, launch_year=inputs.year)
        for allowed in lifetime.RULES_YEAR.values()
    ]
    return Leave(
        {name: found.from_launch_year for name, found in courses.items()}, after, courses["mean"].free_after_year,
        after <= 25.0, after <= 5.0,
        needed[0], needed[1], np.full(after.size, np.nan), lifetime.disposal(courses, body, inputs.horizon_year),
        lifetime.lifetimes(courses, inputs.horizon_year), lifetime.history(courses), courses["mean"].path,
    )  # fmt: skip


def _graveyard(inputs: Inputs, body: lifetime.Body, spacecraft: Spacecraft) -> Leave:
    area = _column(spacecraft.area_to_mass_m2_per_kg, body.altitude_m.size)
    needed = lifetime.graveyard_delta_v_m_per_s(lifetime.graveyard_raise_m(area, inputs.reflectivity_ratio))
    met, unknown = body.disposal_m_per_s >= needed, np.full(needed.size, np.nan)
    return Leave(
        dict.fromkeys(SCENARIOS, unknown), unknown, unknown, met, met, np.nan, np.nan, needed,
        lifetime.graveyard(body.disposal_m_per_s, needed), lifetime.no_lifetimes(), lifetime.no_history(), None,
    )  # fmt: skip


def said(left: Leave, body: lifetime.Body, horizon_year: int) -> Message:
    """The first candidate's disposal in one sentence: how long, by which means, and which rules that keeps."""
    if np.isfinite(left.graveyard_m_per_s[0]):
        return _graveyard_said(float(left.graveyard_m_per_s[0]), float(body.disposal_m_per_s[0]))
    return message("{course} {verdict}", course=_course(left, body, horizon_year), verdict=_verdict(left))


def _course(left: Leave, body: lifetime.Body, horizon_year: int) -> Message:
    alone = _years(float(left.free_after_year[0]), horizon_year)
    if not left.free_after_year[0] > 0.0:
        return message("By drag alone it re-enters before its operations end.")
    if not body.disposal_m_per_s[0] > 0.0:
        return message("By drag alone it leaves orbit {alone} after operations.", alone=alone)
    return message(
        "With the disposal manoeuvre aboard ({aboard_m_per_s:.0f} m/s) it leaves orbit {time} after operations; by "
        "drag alone that would take {alone}.",
        aboard_m_per_s=float(body.disposal_m_per_s[0]),
        time=_years(float(left.after_year[0]), horizon_year),
        alone=alone,
    )


def _years(years: float, horizon_year: int) -> Message:
    if years > horizon_year:
        return message("more than {horizon_year:.0f} years", horizon_year=horizon_year)
    return message("{time_year:.1f} years", time_year=years)


def _verdict(left: Leave) -> Message:
    five, quarter = left.needed_5_m_per_s, left.needed_25_m_per_s
    if left.within_5[0]:
        if left.free_after_year[0] <= 5.0:
            return message("Both disposal rules are kept without any manoeuvre.")
        if left.free_after_year[0] <= 25.0:
            return message("The 5-year rule is kept by that manoeuvre only, the 25-year rule without it.")
        return message("Both disposal rules are kept by that manoeuvre only.")
    if left.within_25[0]:
        return message(
            "The 25-year rule is kept, the 5-year rule is not: it would take {five_m_per_s:.0f} m/s of braking.",
            five_m_per_s=five,
        )
    return message(
        "Neither disposal rule is kept: {quarter_m_per_s:.0f} m/s of braking would keep the 25-year rule, "
        "{five_m_per_s:.0f} m/s the 5-year rule.",
        quarter_m_per_s=quarter,
        five_m_per_s=five,
    )


def means(left: Leave, body: lifetime.Body, allowed_year: float) -> str:
    """By what the first candidate keeps a rule that allows so many years after operations."""
    if np.isfinite(left.graveyard_m_per_s[0]):
        return MANOEUVRE if left.within_25[0] else NOTHING
    if not left.after_year[0] <= allowed_year:
        return NOTHING
    return DRAG if left.free_after_year[0] <= allowed_year else MANOEUVRE


def _graveyard_said(needed: float, aboard: float) -> Message:
    if aboard >= needed:
        return message(
            "The graveyard orbit is reached: {needed_m_per_s:.1f} m/s needed, {aboard_m_per_s:.1f} m/s aboard.",
            needed_m_per_s=needed,
            aboard_m_per_s=aboard,
        )
    return message(
        "The graveyard orbit asks for {needed_m_per_s:.1f} m/s, only {aboard_m_per_s:.1f} m/s are aboard.",
        needed_m_per_s=needed,
        aboard_m_per_s=aboard,
    )
