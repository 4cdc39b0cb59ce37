"""Where do the satellites of a constellation stand among each other?"""

from __future__ import annotations

import numpy as np

from spacefaring.kernels.earth import TURN_RAD
from spacefaring.tables import Array, IntArray


def walker(satellite_count: int, plane_count: int, phasing_index: int) -> tuple[IntArray, Array]:
    """The plane of each satellite and its angle along the orbit, of a Walker pattern T/P/F.

    Satellites of a plane stand evenly; from one plane to the next they are ahead by F/T of a turn.

    Source
    ------
    J. G. Walker, Satellite constellations, Journal of the British Interplanetary Society 37, 1984.
    """
    plane = np.repeat(np.arange(plane_count), satellite_count // plane_count)
    place = np.tile(np.arange(satellite_count // plane_count), plane_count)
    turns = place * plane_count / satellite_count + plane * phasing_index / satellite_count
    return plane, np.mod(turns, 1.0) * TURN_RAD


def train(satellite_count: int, spacing_s: float, period_s: float) -> tuple[IntArray, Array]:
    """Satellites of one plane that follow each other by a fixed time; the first of them leads."""
    behind = np.arange(satellite_count) * spacing_s / period_s
    return np.zeros(satellite_count, dtype=np.int64), np.mod(-behind, 1.0) * TURN_RAD
