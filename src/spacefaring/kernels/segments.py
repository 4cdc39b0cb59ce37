"""How is a flight cut into short pieces that a polynomial follows to a centimetre?

A piece spans about one radian of the satellite's motion; on it anything smooth is known from its values at eight
Chebyshev nodes. Only pieces that come near the points are ever computed: a coarse path decides which.
"""

from __future__ import annotations

import numpy as np

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, EARTH_ROTATION_RAD_PER_S
from spacefaring.kernels.compiled import compiled, inner
from spacefaring.kernels.earth import ECCENTRICITY_SQUARED, POLAR_RADIUS_M
from spacefaring.tables import Array, BoolArray

NODE_COUNT = 8
# Truncation at eight nodes is (angle / 4)^8 / (128 * 8!) of the radius: 5 mm for a low orbit at one radian.
SEGMENT_ANGLE_RAD = 1.0
# From what ratio of the satellite's slowest rate to the Earth's a pass has one summit only; checked by dense scans.
FAST_RATE_RATIO = 6.0


def chebyshev_nodes() -> Array:
    """The nodes in (-1, 1), ascending."""
    return np.asarray(-np.cos(np.pi * (2.0 * np.arange(NODE_COUNT) + 1.0) / (2.0 * NODE_COUNT)))


def monomials_from_nodes() -> Array:
    """Matrix (8, 8) that turns values at the nodes into coefficients of 1, x, x^2 and so on."""
    return np.linalg.inv(np.vander(chebyshev_nodes(), increasing=True)).astype(np.float64)


def perigee_rate_rad_per_s(semi_major_axis_m: float, eccentricity: float) -> float:
    """Angular speed at perigee, the fastest of the orbit, by Kepler's second law."""
    motion = np.sqrt(EARTH_MU_M3_PER_S2 / semi_major_axis_m**3)
    return float(motion * np.sqrt(1.0 - eccentricity**2) / (1.0 - eccentricity) ** 2)


def apogee_rate_rad_per_s(semi_major_axis_m: float, eccentricity: float) -> float:
    """Angular speed at apogee, the slowest of the orbit."""
    return perigee_rate_rad_per_s(semi_major_axis_m, -eccentricity)


def segment_count(semi_major_axis_m: float, eccentricity: float, span_s: float) -> int:
    """Number of equal pieces of a span that are short enough for eight nodes."""
    rate = perigee_rate_rad_per_s(semi_major_axis_m, eccentricity) + EARTH_ROTATION_RAD_PER_S
    return max(1, int(np.ceil(span_s * rate / SEGMENT_ANGLE_RAD)))


def has_single_summits(semi_major_axis_m: float, eccentricity: float) -> bool:
    """Whether the satellite outruns the Earth so clearly that each point sees it rise and fall once per piece."""
    return apogee_rate_rad_per_s(semi_major_axis_m, eccentricity) > FAST_RATE_RATIO * EARTH_ROTATION_RAD_PER_S


@compiled
def pieces_near(
    time_s: Array,
    sidereal_rad: Array,
    mean_time_s: Array,
    mean: Array,
    centre: Array,
    toward: Array,
    aside: Array,
) -> BoolArray:
    """Which pieces come near any of some caps (n, 3), judged at their middle times on the coarse path.

    `mean` is (k, 5): eccentricity, inclination, node, argument of perigee and mean argument of latitude at
    `mean_time_s`, angles without jumps. A piece is near a cap when the cosine of the angle between their middles is at
    least `toward` and the sine of that between the cap and the orbit's plane at most `aside`, one value per cap. The
    first cap must hold all others; it is the only one when they are many.
    """
    near = np.empty(len(time_s), dtype=np.bool_)
    row = 0
    for piece in range(len(time_s)):
        near[piece] = False
        while row < len(mean_time_s) - 2 and time_s[piece] > mean_time_s[row + 1]:
            row += 1
        share = (time_s[piece] - mean_time_s[row]) / (mean_time_s[row + 1] - mean_time_s[row])
        inclination = mean[row, 1] + share * (mean[row + 1, 1] - mean[row, 1])
        east = mean[row, 2] + share * (mean[row + 1, 2] - mean[row, 2]) - sidereal_rad[piece]
        cos_i, sin_i, cos_o, sin_o = np.cos(inclination), np.sin(inclination), np.cos(east), np.sin(east)
        n0, n1 = sin_o * sin_i, -cos_o * sin_i
        if abs(n0 * centre[0, 0] + n1 * centre[0, 1] + cos_i * centre[0, 2]) > aside[0]:
            continue  # most orbits' planes pass the points by
        cos_u, sin_u = _coarse_latitude(share, mean, row)
        x, y, z = cos_o * cos_u - sin_o * sin_u * cos_i, sin_o * cos_u + cos_o * sin_u * cos_i, sin_u * sin_i
        for cap in range(len(centre)):
            cx, cy, cz = centre[cap, 0], centre[cap, 1], centre[cap, 2]
            meets = x * cx + y * cy + z * cz >= toward[cap] and abs(n0 * cx + n1 * cy + cos_i * cz) <= aside[cap]
            if meets and (cap > 0 or len(centre) == 1):
                near[piece] = True
                break
            if not meets and cap == 0:
                break
    return near


@inner
def _coarse_latitude(share: float, mean: Array, row: int) -> tuple[float, float]:
    """Cosine and sine of the angle from the ascending node, from mean elements between two dates."""
    eccentricity = mean[row, 0] + share * (mean[row + 1, 0] - mean[row, 0])
    perigee = mean[row, 3] + share * (mean[row + 1, 3] - mean[row, 3])
    anomaly = mean[row, 4] + share * (mean[row + 1, 4] - mean[row, 4]) - perigee
    eccentric = anomaly + eccentricity * np.sin(anomaly)
    for _ in range(3 if eccentricity > 0.01 else 1):
        miss = eccentric - eccentricity * np.sin(eccentric) - anomaly
        eccentric -= miss / (1.0 - eccentricity * np.cos(eccentric))
    forward = np.cos(eccentric) - eccentricity
    sideways = np.sqrt(1.0 - eccentricity * eccentricity) * np.sin(eccentric)
    scale = 1.0 / np.sqrt(forward * forward + sideways * sideways)
    cos_w, sin_w = np.cos(perigee), np.sin(perigee)
    return (forward * cos_w - sideways * sin_w) * scale, (sideways * cos_w + forward * sin_w) * scale


def nadir_shift_m(position_m: Array) -> Array:
    """How far below the centre the geodetic vertical through each position (n, 3) meets the polar axis.

    Source
    ------
    B. R. Bowring, The accuracy of geodetic latitude and height equations, Survey Review 28 (218), 1985, eq. 6 and 7:
    better than 1e-8 rad at any height above ground.
    """
    z = position_m[:, 2]
    across = np.sqrt(position_m[:, 0] ** 2 + position_m[:, 1] ** 2)
    second = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
    up = POLAR_RADIUS_M / EARTH_RADIUS_M * z * (1.0 + second * POLAR_RADIUS_M / np.sqrt(across**2 + z**2))
    scale = 1.0 / np.sqrt(across**2 + up**2)
    rise = z + second * POLAR_RADIUS_M * (up * scale) ** 3
    run = across - ECCENTRICITY_SQUARED * EARTH_RADIUS_M * (across * scale) ** 3
    sine_squared = rise**2 / (rise**2 + run**2)
    curvature = EARTH_RADIUS_M / np.sqrt(1.0 - ECCENTRICITY_SQUARED * sine_squared)
    return np.asarray(ECCENTRICITY_SQUARED * curvature * np.copysign(np.sqrt(sine_squared), rise))
