"""What do windows add up to, and in which order are they told?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled, inner
from spacefaring.kernels.events import TOUCH_S, Windows
from spacefaring.tables import Array

IntArray = NDArray[np.int64]


@inner
def _ranked(values: Array, count: int, rank: int) -> float:
    """The value of a rank, counted from 0, by quickselect; values of lower ranks end up before it, others behind."""
    low, high = 0, count - 1
    while low < high:
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if rank <= j:
            high = j
        elif rank >= i:
            low = i
        else:
            break
    return values[rank]


@compiled
def gap_statistics(found: Windows, out: Array) -> None:
    """Fill rows (points, 7): merged windows, mean, 90th percentile and largest gap, time seen, first start, last end.

    Windows that overlap or touch within a millisecond are one. The percentile is linear between ranks. Seconds; nan
    where a point has no gap or no window.
    """
    longest = 1
    for point in range(len(found.count)):
        longest = max(longest, found.count[point])
    gaps = np.empty(longest)
    k = 0
    for point in range(len(found.count)):
        for column in range(7):
            out[point, column] = np.nan
        out[point, 0], out[point, 4] = 0.0, 0.0
        last = k + found.count[point]
        if k == last:
            continue
        start, end = found.start_s[k], found.end_s[k]
        out[point, 5] = start
        seen, total, largest, count = 0.0, 0.0, 0.0, 0
        for window in range(k + 1, last):
            gap = found.start_s[window] - end
            if gap > TOUCH_S:
                gaps[count] = gap
                count += 1
                total += gap
                largest = max(largest, gap)
                seen += end - start
                start = found.start_s[window]
            end = max(end, found.end_s[window])
        out[point, 0], out[point, 4], out[point, 6] = count + 1, seen + end - start, end
        if count > 0:
            place = 0.9 * (count - 1)
            rank = int(place)
            lower = _ranked(gaps, count, rank)
            higher = lower
            if rank + 1 < count:
                higher = gaps[rank + 1]
                for other in range(rank + 2, count):
                    higher = min(higher, gaps[other])
            out[point, 1], out[point, 3] = total / count, largest
            out[point, 2] = lower + (place - rank) * (higher - lower)
        k = last


@compiled
def joined(one: Windows, other: Windows) -> Windows:
    """The windows of the same points from two sources, by point and time."""
    size = len(one.start_s) + len(other.start_s)
    both = Windows(
        np.empty(size), np.empty(size), np.empty(size), np.empty(size), np.empty(size, dtype=np.int64),
        one.count + other.count,
    )  # fmt: skip
    a, b, k = 0, 0, 0
    for point in range(len(one.count)):
        end_a, end_b = a + one.count[point], b + other.count[point]
        while a < end_a or b < end_b:
            if b == end_b or (a < end_a and one.start_s[a] <= other.start_s[b]):
                both.start_s[k], both.end_s[k], both.satellite[k] = one.start_s[a], one.end_s[a], one.satellite[a]
                both.range_m[k], both.sine[k] = one.range_m[a], one.sine[a]
                a += 1
            else:
                both.start_s[k], both.end_s[k], both.satellite[k] = other.start_s[b], other.end_s[b], other.satellite[b]
                both.range_m[k], both.sine[k] = other.range_m[b], other.sine[b]
                b += 1
            k += 1
    return both


@compiled
def put_in_order(
    first: int, found: Windows, order: IntArray, begin: IntArray, out: Array, who: IntArray, point: IntArray
) -> None:
    """Copy the windows of points `first` and on (block order) to where each point's windows begin.

    Rows of `out` (4, total): start and end in seconds, smallest range in metres, highest elevation in radians.
    """
    k = 0
    for i in range(len(found.count)):
        mine = order[first + i]
        at = begin[mine]
        for _ in range(found.count[i]):
            out[0, at], out[1, at], out[2, at] = found.start_s[k], found.end_s[k], found.range_m[k]
            out[3, at] = np.arcsin(min(max(found.sine[k], -1.0), 1.0))
            who[at], point[at] = found.satellite[k], mine
            at += 1
            k += 1
