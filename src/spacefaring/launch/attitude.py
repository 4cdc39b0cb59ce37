"""How does the way the satellite flies change its area across the motion, and its time in orbit?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spacefaring.constants import JULIAN_YEAR_DAY
from spacefaring.kernels.decay import decay
from spacefaring.launch import lifetime, ride
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

if TYPE_CHECKING:
    from spacefaring.spacecraft import Spacecraft

FLOWN, TUMBLING = mark("as flown in operation"), mark("tumbling")
EDGE_ON, BROADSIDE = mark("wings edge-on"), mark("wings across the motion")


class Attitudes(Table):
    """How the way it flies changes the drag and the time in orbit of the first candidate, under mean activity."""

    attitude: TextArray = column("How the satellite flies.")
    area_m2: Array = column(
        "Mean area across the motion.",
        formula="tumbling: a quarter of the surface of the body, half of one face of the wings",
        limits="The body is a cube; wings are what the array has beyond one face of it.",
    )
    lifetime_year: Array = column("Time from launch to re-entry if nobody manoeuvres; capped at the horizon.")


class Areas(NamedTuple):
    """Mean areas across the motion, by attitude; one entry per candidate."""

    flown_m2: Array
    tumbling_m2: Array
    edge_on_m2: Array
    broadside_m2: Array


def areas_m2(spacecraft: Spacecraft, craft: ride.Craft) -> Areas:
    """A cube, and wings with what the array has beyond one of its faces; the drag area where no side is known."""
    shape = craft.wet_kg.shape
    flown = np.asarray(known(spacecraft, "area_to_mass_m2_per_kg", shape) * craft.wet_kg)
    face = np.where(np.isnan(craft.side_m), flown, craft.side_m**2)
    array = np.nan_to_num(known(spacecraft, "array_area_m2", shape))
    wings = np.where(array > face, array, 0.0)
    return Areas(flown, 1.5 * face + 0.5 * wings, face, face + wings)


def known(spacecraft: Spacecraft, name: str, shape: tuple[int, ...]) -> Array:
    """A figure of the spacecraft for every candidate; `nan` where it has none."""
    value = np.asarray(getattr(spacecraft, name, np.nan), dtype=float)
    return np.array(np.broadcast_to(np.ravel(value), shape))


def attitudes(inputs: Inputs, target: ride.Target, body: lifetime.Body, areas: Areas) -> Attitudes:
    if target.geostationary:
        empty = np.array([])
        return Attitudes(attitude=empty.astype(str), area_m2=empty, lifetime_year=empty)
    names = (FLOWN, TUMBLING, EDGE_ON, BROADSIDE)
    each = {name: float(values[0]) for name, values in zip(names, areas, strict=True)}
    return _lifetimes(body, each, float(areas.flown_m2[0]), inputs.year, inputs.horizon_year)


def _lifetimes(
    body: lifetime.Body, areas_m2: dict[str, float], flown_m2: float, launch_year: int, horizon_year: int
) -> Attitudes:
    """The first candidate with other areas across the motion, mass and drag coefficient unchanged."""
    table, days, of_year = lifetime.months("mean", launch_year, horizon_year)
    areas = np.array(list(areas_m2.values()))
    same = np.ones(areas.size)
    found = decay(
        body.altitude_m[0] * same, body.altitude_m[0] * same, body.inclination_rad[0] * same,
        body.ballistic_m2_per_kg[0] * areas / flown_m2, start_day=days[0], month_start_day=days, month_of_year=of_year,
        f107_sfu=table.f107_sfu, ap_index=table.ap_index,
    )  # fmt: skip
    years = np.minimum(found.lifetime_day / JULIAN_YEAR_DAY, horizon_year)
    return Attitudes(attitude=np.array(list(areas_m2)), area_m2=areas, lifetime_year=years)
