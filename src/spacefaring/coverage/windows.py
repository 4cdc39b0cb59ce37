"""Who is seen when, and how long are the gaps? `passes` gives every window, `revisit` only what they add up to.

Time counts in seconds of UTC days from the start; a leap second inside the span is not counted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.coverage.satellites import Satellites
from spacefaring.coverage.scene import Question, Scene, laid_out
from spacefaring.kernels import events, gaps
from spacefaring.kernels.compiled import is_cold
from spacefaring.messages import environment_language, message
from spacefaring.tables import Array, BoolArray, IntArray, Table, column
from spacefaring.units import M_PER_KM, S_PER_HOUR

CUT_S = 1e-6
LARGEST_GROUP = 16
Answer = TypeVar("Answer")


class Passes(Table):
    """Every window in which a point is served by a satellite, by point and time."""

    satellite_index: IntArray = column("Which satellite, in the order given.")
    point_index: IntArray = column("Which point, in the order given.")
    start_s: Array = column(
        "Beginning of the window, after the start of the span.", limits="0.01 s at equal orbit and UT1"
    )
    end_s: Array = column("End of the window, after the start of the span.", limits="0.01 s at equal orbit and UT1")
    minimum_range_km: Array = column(
        "Smallest distance to the satellite during the pass.", limits="before light on the ground cuts the window"
    )
    maximum_elevation_deg: Array = column(
        "Highest elevation of the satellite above the ellipsoid's tangent plane during the pass.",
        limits="no refraction; before light on the ground cuts the window",
    )
    start_cut: BoolArray = column("Whether the span begins inside this window.")
    end_cut: BoolArray = column("Whether the span ends inside this window.")
    ut1_known: BoolArray = column("Whether the shipped table of UT1 covers the whole span; otherwise UT1 = UTC.")


class Revisit(Table):
    """For every point: how often it is served by any satellite, and how long it waits in between."""

    window_count: IntArray = column("Windows, those of all satellites merged where they overlap.")
    gap_mean_hour: Array = column("Mean gap between merged windows.", limits="none before the first nor after the last")
    gap_p90_hour: Array = column("Gap that nine in ten gaps do not exceed.", limits="linear between ranks")
    gap_max_hour: Array = column(
        "Longest gap between merged windows.", limits="none before the first nor after the last"
    )
    access_hour: Array = column("Time served in all.")
    first_start_s: Array = column("Beginning of the first window, after the start of the span.")
    last_end_s: Array = column("End of the last window, after the start of the span.")
    ut1_known: BoolArray = column("Whether the shipped table of UT1 covers the whole span; otherwise UT1 = UTC.")


def passes(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    *,
    half_angle_deg: float | None = None,
    elevation_deg: ArrayLike | None = None,
    swath_km: float | None = None,
    sunlit: bool | None = None,
    satellite_sunlit: bool | None = None,
    sun_elevation_deg: float = 0.0,
    minimum_duration_s: float = 0.0,
    nadir: str = "geodetic",
    height_m: ArrayLike = 0.0,
) -> Passes:
    """Every window of every point with every satellite.

    Fields of regard: `half_angle_deg` is a cone about the nadir, `elevation_deg` a mask above the horizon (one value or
    one per point), both together bind both; `swath_km` is the full width of a line of sensors across the track, whose
    windows are moments (start = end). `sunlit` wants the Sun above `sun_elevation_deg` over the point (False: below),
    `satellite_sunlit` the satellite outside (False: inside) the Earth's shadow. `nadir` is "geodetic" or "geocentric".
    """
    asked = Question(
        half_angle_deg,
        elevation_deg,
        swath_km,
        sunlit,
        satellite_sunlit,
        sun_elevation_deg,
        minimum_duration_s,
        nadir,
        height_m,
    )
    _say_if_cold()
    scene = laid_out(satellites, lat_deg, lon_deg, start_utc, duration_day, asked)
    found = _side_by_side(lambda first, last: (int(scene.blocks.edge[first]), scene.windows(first, last, True)), scene)
    return _table(scene, found)


def revisit(
    satellites: Satellites,
    lat_deg: ArrayLike,
    lon_deg: ArrayLike,
    start_utc: datetime | str,
    duration_day: float,
    *,
    half_angle_deg: float | None = None,
    elevation_deg: ArrayLike | None = None,
    swath_km: float | None = None,
    sunlit: bool | None = None,
    satellite_sunlit: bool | None = None,
    sun_elevation_deg: float = 0.0,
    minimum_duration_s: float = 0.0,
    nadir: str = "geodetic",
    height_m: ArrayLike = 0.0,
) -> Revisit:
    """What the windows of each point add up to, without keeping them; arguments as for `passes`.

    Gaps run from the end of a merged window to the start of the next; `nan` where a point has fewer than two.
    """
    asked = Question(
        half_angle_deg,
        elevation_deg,
        swath_km,
        sunlit,
        satellite_sunlit,
        sun_elevation_deg,
        minimum_duration_s,
        nadir,
        height_m,
    )
    _say_if_cold()
    scene = laid_out(satellites, lat_deg, lon_deg, start_utc, duration_day, asked)
    sums = np.empty((len(scene.order), 7))

    def part(first: int, last: int) -> None:
        found = scene.windows(first, last, None)
        gaps.gap_statistics(found, sums[scene.blocks.edge[first] : scene.blocks.edge[last]])

    _side_by_side(part, scene)
    found = np.empty_like(sums)
    found[scene.order] = sums
    return Revisit(
        window_count=found[:, 0].astype(np.int64),
        gap_mean_hour=found[:, 1] / S_PER_HOUR,
        gap_p90_hour=found[:, 2] / S_PER_HOUR,
        gap_max_hour=found[:, 3] / S_PER_HOUR,
        access_hour=found[:, 4] / S_PER_HOUR,
        first_start_s=found[:, 5],
        last_end_s=found[:, 6],
        ut1_known=np.full(len(found), scene.ut1_known),
    )


def _say_if_cold() -> None:
    """Why the first answer on a machine takes seconds, said to whoever waits for it at a terminal."""
    if sys.stderr.isatty() and is_cold(events.smooth_windows):
        sentence = message("compiling the coverage kernels, once for this machine; some seconds …")
        print(sentence.said(environment_language()), file=sys.stderr)


def _side_by_side(part: Callable[[int, int], Answer], scene: Scene) -> list[Answer]:
    """Answers for consecutive groups of blocks, several at a time, in order: the same whatever the number of cores."""
    count = len(scene.blocks.edge) - 1
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = min(max(1, count // (6 * workers)), LARGEST_GROUP)
    first = range(0, count, size)
    last = [min(begin + size, count) for begin in first]
    if len(first) == 1 or workers == 1:
        return list(map(part, first, last))
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(part, first, last))


def _table(scene: Scene, found: list[tuple[int, events.Windows]]) -> Passes:
    """Windows in block order, put in the order of the points as given."""
    count = np.empty(len(scene.order), dtype=np.int64)
    count[scene.order] = np.concatenate([windows.per_point for _, windows in found])
    begin = np.cumsum(count) - count
    total = int(count.sum())
    out = np.empty((4, total))
    who, point = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    for first, windows in found:
        gaps.put_in_order(first, windows, scene.order, begin, out, who, point)
    return Passes(
        satellite_index=who,
        point_index=point,
        start_s=out[0],
        end_s=out[1],
        minimum_range_km=out[2] / M_PER_KM,
        maximum_elevation_deg=np.degrees(out[3]),
        start_cut=out[0] <= CUT_S,
        end_cut=out[1] >= scene.span_s - CUT_S,
        ut1_known=np.full(total, scene.ut1_known),
    )
