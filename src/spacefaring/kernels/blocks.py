"""Which points lie close together? Compact blocks let whole neighbourhoods be passed over at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spacefaring.kernels.compiled import compiled
from spacefaring.tables import Array

IntArray = NDArray[np.int64]


def compact_blocks(direction: Array, largest_count: int, largest_side: float) -> tuple[IntArray, IntArray]:
    """Order of the points (n,) and offsets (blocks + 1,) of neighbourhoods in that order.

    `direction` is (n, 3) and of unit length. Boxes are halved across their longest side until they hold at most
    `largest_count` points and no side is longer than `largest_side`. Poles and antimeridian are nothing special.
    """
    order = np.arange(len(direction), dtype=np.int64)
    edges = np.zeros(len(direction) + 1, dtype=np.int64)
    ends = np.empty(len(direction) + 1, dtype=np.int64)
    count = _split(np.ascontiguousarray(direction), order, edges, ends, largest_count, largest_side)
    return order, edges[: count + 1].copy()


def block_caps(direction: Array, order: IntArray, edges: IntArray) -> tuple[Array, Array]:
    """Middle (blocks, 3) and angular radius (blocks,) of the cap around each block."""
    centre = np.add.reduceat(direction[order], edges[:-1], axis=0)
    centre /= np.linalg.norm(centre, axis=1, keepdims=True)
    chord = np.linalg.norm(direction[order] - np.repeat(centre, np.diff(edges), axis=0), axis=1)
    return centre, 2.0 * np.arcsin(np.minimum(0.5 * np.maximum.reduceat(chord, edges[:-1]), 1.0))


@compiled
def _split(
    direction: Array, order: IntArray, edges: IntArray, ends: IntArray, largest_count: int, largest_side: float
) -> int:
    """Halve boxes until they are small; fills `order` and `edges`, returns the number of blocks.

    Boxes still to be looked at lie one behind the other: their `ends` are a stack, the nearest on top.
    """
    ends[0] = len(order)
    waiting, first, block = 1, 0, 0
    while waiting > 0:
        last = ends[waiting - 1]
        axis, side, middle = 0, -1.0, 0.0
        for candidate in range(3):
            low, high = np.inf, -np.inf
            for place in range(first, last):
                value = direction[order[place], candidate]
                low, high = value if value < low else low, value if value > high else high
            if high - low > side:
                axis, side, middle = candidate, high - low, 0.5 * (low + high)
        cut = first
        if last - first > largest_count or side > largest_side:
            for place in range(first, last):
                point = order[place]
                if direction[point, axis] < middle:
                    order[place] = order[cut]
                    order[cut] = point
                    cut += 1
        if first < cut < last:
            ends[waiting] = cut
            waiting += 1
        else:
            block += 1
            edges[block] = last
            first = last
            waiting -= 1
    return block
