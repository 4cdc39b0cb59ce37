"""Compile the engines now rather than at the first question: `python -m spacefaring.kernels.warm`.

`make setup` runs it once; the result stays beside the source or in the user's cache.
"""

from __future__ import annotations

import numpy as np

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels import careful, decay, events, gaps, light, near_earth, propagator
from spacefaring.kernels.blocks import block_caps, compact_blocks
from spacefaring.kernels.segments import NODE_COUNT, pieces_near
from spacefaring.tables import Array

# SGP4's constants: radius in km, root of its gravity per minute, J2, J3, J4.
WGS72 = (6378.135, 0.0743669161, 1.082616e-3, -2.53881e-6, -1.65597e-6)


def warm() -> None:
    """Run every compiled kernel on one point and one piece, with the types of every later call."""
    up = np.array([[1.0, 0.0, 0.0]])
    order, edge = compact_blocks(up, events.LANE_COUNT, 0.4)
    blocks = events.Blocks(edge, *block_caps(up, order, edge))
    points, flight, half_rad = _point(up), _piece(), 0.5
    pieces_near(np.zeros(1), np.zeros(1), np.arange(2.0), np.zeros((2, 5)), up, np.ones(1), np.ones(1))
    for masked in (None, True):
        for best in (None, True):
            found = events.smooth_windows(0, 1, points, blocks, flight, half_rad, masked, best)
    events.strip_moments(0, 1, points, blocks, flight, 1e3)
    careful.careful_windows(0, 1, points, blocks, flight, half_rad, None)
    found = gaps.joined(found, careful.careful_windows(0, 1, points, blocks, flight, half_rad, True))
    found = light.in_daylight(found, 0, points, light.Daylight(1.0, 0.0, 0.0, np.ones((2, 3)), np.zeros(2)))
    theory = near_earth.prepared(*WGS72, 0.001, 1.0, 0.0, 0.0, 0.0, 0.065, 1e-5)
    near_earth.positions_m(theory, np.zeros(1))
    light.light_of_pieces(flight.position_m, up, EARTH_RADIUS_M, 1.0)
    gaps.gap_statistics(found, np.empty((1, 7)))
    begin, total = np.zeros(1, dtype=np.int64), len(found.row)
    who, point = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    gaps.put_in_order(0, found, order, begin, np.empty((4, total)), who, point)
    warm_falls()


def warm_falls() -> None:
    """The fall of one orbit over one month, and one satellite step by step over a minute."""
    month, one = np.zeros(1, dtype=np.int64), np.ones(1)
    decay.decay(
        300e3, 300e3, 1.0, 0.01, start_day=0.0, month_start_day=np.array([0.0, 30.0]), month_of_year=month,
        f107_sfu=100.0 * one, ap_index=8.0 * one,
    )  # fmt: skip
    place, speed = np.array([7e6, 0.0, 0.0]), np.array([0.0, 7.5e3, 0.0])
    propagator.propagate(place, speed, 2_460_000.5, [0.0, 60.0], propagator.Forces(), propagator.no_air())


def _point(up: Array) -> events.Points:
    one, place = np.ones(1), np.ascontiguousarray(up.T)
    return events.Points(
        position_m=place * EARTH_RADIUS_M, square_m2=one * EARTH_RADIUS_M**2, up=place, shift_m=0.0 * one,
        arm_m=one * EARTH_RADIUS_M, sin_mask=0.0 * one, cos_mask=one,
    )  # fmt: skip


def _piece() -> events.Flight:
    angle = np.linspace(-0.5, 0.5, NODE_COUNT)
    place = np.stack([np.cos(angle), np.sin(angle), 0.0 * angle], axis=1)[None]
    one, axes = np.ones(1), np.eye(3)
    return events.Flight(
        time_s=500.0 * one, half_s=500.0 * one, satellite=np.zeros(1, dtype=np.int64), mode=np.zeros(1, dtype=np.int64),
        position_m=place * 1.1 * EARTH_RADIUS_M, shift_m=np.zeros((1, NODE_COUNT)), middle=axes[:1], ahead=axes[1:2],
        arc_rad=0.5 * one, off_rad=0.01 * one, reach_rad=0.3 * one, lit=np.array([[-1.0, 1.0, 2.0, -2.0]]),
        along=np.roll(place, 1, axis=2), across=np.roll(place, 1, axis=2),
    )  # fmt: skip


if __name__ == "__main__":
    warm()
