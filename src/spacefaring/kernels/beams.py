"""Where do the beams of a geostationary satellite fall, and how strongly is each place lit or disturbed?

Vectors are Earth-fixed and of unit length, from the satellite; beams are round.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.kernels.earth import geodetic_to_ecef_m, geodetic_up
from spacefaring.tables import Array, IntArray

NEAR_SIDE_LOBE_DB = -25.0  # ITU-R S.672-4, annex 1: design objective for the first side lobe
CLEARANCE_FRAC = 0.5 * np.sqrt(3.0)  # rows of a triangular lattice over its step


def sight(satellite_ecef_m: Array, latitude_rad: ArrayLike, longitude_rad: ArrayLike) -> tuple[Array, Array, Array]:
    """Direction from the satellite to places (..., 3), distance in metres, and elevation of the satellite there."""
    ground = geodetic_to_ecef_m(latitude_rad, longitude_rad)
    line = ground - satellite_ecef_m
    range_m = np.linalg.norm(line, axis=-1)
    towards = line / range_m[..., None]
    rise = -np.sum(towards * geodetic_up(latitude_rad, longitude_rad), axis=-1)
    return towards, range_m, np.asarray(np.arcsin(np.clip(rise, -1.0, 1.0)))


def pattern_db(offset_rad: ArrayLike, half_power_rad: ArrayLike) -> Array:
    """Gain relative to the axis: a parabola in the main lobe, then a flat side lobe of −25 dB. Never above 0.

    Source
    ------
    Recommendation ITU-R S.672-4, 1997, annex 1 (single-feed circular beam), its near-in side-lobe level held further
    out: pessimistic for interference far from the beam.
    """
    ratio = np.asarray(offset_rad, dtype=float) / np.asarray(half_power_rad, dtype=float)
    return np.asarray(np.maximum(-12.0 * ratio**2, NEAR_SIDE_LOBE_DB))


def offset_rad(towards: Array, axes: Array) -> Array:
    """Angle between each place and each beam's axis, (places, beams)."""
    return np.asarray(np.arccos(np.clip(towards @ axes.T, -1.0, 1.0)))


def lattice(towards: Array, step_rad: float) -> tuple[Array, IntArray]:
    """Axes of a triangular lattice of beams that covers the places, and their colour among three; empty ones left out.

    `step_rad` is the angle between neighbours: √3/2 of the half-power width leaves no place below about −3 dB.
    """
    centre = towards.mean(axis=0)
    centre = centre / np.linalg.norm(centre)
    east = np.cross([0.0, 0.0, 1.0], centre)
    east = east / np.linalg.norm(east)
    north = np.cross(centre, east)
    x, y = towards @ east, towards @ north
    row_step = step_rad * CLEARANCE_FRAC
    row = np.round(y / row_step)
    column = np.round(x / step_rad - 0.5 * row)
    cells = np.unique(np.stack([row, column], axis=-1), axis=0)
    u, v = (cells[:, 1] + 0.5 * cells[:, 0]) * step_rad, cells[:, 0] * row_step
    axes = centre + u[:, None] * east + v[:, None] * north
    colour = np.mod(cells[:, 1] - cells[:, 0], 3).astype(np.int64)
    return axes / np.linalg.norm(axes, axis=-1, keepdims=True), colour


def interference_db(level_dbw: Array, beam: IntArray, colour: IntArray) -> Array:
    """Carrier over the sum of the other beams of the same colour at each place; +inf where there is none.

    `level_dbw` is (places, beams): what each beam lays down at each place.
    """
    own = level_dbw[np.arange(len(beam)), beam]
    same = (colour[None, :] == colour[beam][:, None]) & (np.arange(level_dbw.shape[1])[None, :] != beam[:, None])
    other = np.sum(np.where(same, 10.0 ** (level_dbw / 10.0), 0.0), axis=1)
    with np.errstate(divide="ignore"):
        return np.asarray(own - 10.0 * np.log10(other))
