"""What do windows add up to, and in which order are they told?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled, inner
from spacefaring.kernels.events import COLUMN_COUNT, END, RANGE, SATELLITE, SINE, START, TOUCH_S, ZERO, Windows
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
    found: float = values[rank]
    return found


@compiled
def gap_statistics(found: Windows, out: Array) -> None:
    """Fill rows (points, 7): merged windows, mean, 90th percentile and largest gap, time seen, first start, last end.

    Windows that overlap or touch within a millisecond are one. The percentile is linear between ranks. Seconds; nan
    where a point has no gap or no window.
    """
    row, longest = found.row, 1
    for point in range(len(found.per_point)):
        longest = max(longest, found.per_point[point])
    gaps = np.empty(longest)
    k = 0
    for point in range(len(found.per_point)):
        for column in range(7):
            out[point, column] = np.nan
        out[point, 0], out[point, 4] = 0.0, 0.0
        last = k + found.per_point[point]
        if k == last:
            continue
        start, end = row[k, START], row[k, END]
        out[point, 5] = start
        seen, total, largest, count = 0.0, 0.0, 0.0, ZERO
        for window in range(k + 1, last):
            gap = row[window, START] - end
            if gap > TOUCH_S:
                gaps[count] = gap
                count += 1
                total += gap
                largest = max(largest, gap)
                seen += end - start
                start = row[window, START]
            end = max(end, row[window, END])
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


@inner
def _runs_on(row: Array, begin: int, k: int) -> bool:
    """Whether row k continues an earlier window of its satellite from `begin` on, which is then made longer."""
    before = k - 1
    while before >= begin and row[before, SATELLITE] != row[k, SATELLITE]:
        before -= 1
    if before < begin or row[before, END] < row[k, START] - TOUCH_S:
        return False
    row[before, END] = max(row[before, END], row[k, END])
    row[before, RANGE] = min(row[before, RANGE], row[k, RANGE])
    row[before, SINE] = max(row[before, SINE], row[k, SINE])
    return True


@compiled
def joined(one: Windows, other: Windows) -> Windows:
    """The windows of the same points from two sources, by point and time; one that runs on from the other is one."""
    row, count = np.empty((len(one.row) + len(other.row), COLUMN_COUNT)), np.empty(len(one.per_point), dtype=np.int64)
    a, b, k = 0, 0, 0
    for point in range(len(one.per_point)):
        end_a, end_b, begin = a + one.per_point[point], b + other.per_point[point], k
        while a < end_a or b < end_b:
            if b == end_b or (a < end_a and one.row[a, START] <= other.row[b, START]):
                row[k] = one.row[a]
                a += 1
            else:
                row[k] = other.row[b]
                b += 1
            if not _runs_on(row, begin, k):
                k += 1
        count[point] = k - begin
    return Windows(row[:k], count)


@compiled
def put_in_order(
    first: int, found: Windows, order: IntArray, begin: IntArray, out: Array, who: IntArray, point: IntArray
) -> None:
    """Copy the windows of points `first` and on (block order) to where each point's windows begin.

    Rows of `out` (4, total): start and end in seconds, smallest range in metres, highest elevation in radians.
    """
    k, row = 0, found.row
    for i in range(len(found.per_point)):
        mine = order[first + i]
        at = begin[mine]
        for _ in range(found.per_point[i]):
            out[0, at], out[1, at], out[2, at] = row[k, START], row[k, END], row[k, RANGE]
            out[3, at] = np.arcsin(min(max(row[k, SINE], -1.0), 1.0))
            who[at], point[at] = int(row[k, SATELLITE]), mine
            at += 1
            k += 1
