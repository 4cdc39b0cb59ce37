"""How does drag bring an orbit down, and when does it end?

Semi-analytic: King-Hele's changes of the semi-major axis and of the eccentricity per revolution, with the density
averaged beforehand over the orbit, the perigee's circulation and local time. Decades take milliseconds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, EARTH_ROTATION_RAD_PER_S, S_PER_DAY
from spacefaring.kernels.atmosphere import (
    ALTITUDE_NODES_M,
    AP_NODES,
    F107_NODES_SFU,
    INCLINATION_NODES_RAD,
    mean_density_table,
)
from spacefaring.kernels.compiled import compiled, inner
from spacefaring.tables import Array

END_ALTITUDE_M = 120e3  # an orbit does not complete another revolution below: ISO 27852:2016, sec. 6
_STEP_OF_SCALE_HEIGHT = 0.15
_LONGEST_STEP_S = 10.0 * S_PER_DAY
_SHORTEST_STEP_S = 1.0


class Decay(NamedTuple):
    """When each orbit ends, and its shape at the month boundaries until then (nan afterwards)."""

    lifetime_day: Array
    perigee_m: Array
    apogee_m: Array


def decay(
    perigee_m: ArrayLike,
    apogee_m: ArrayLike,
    inclination_rad: ArrayLike,
    ballistic_m2_per_kg: ArrayLike,
    *,
    start_day: ArrayLike,
    month_start_day: Array,
    month_of_year: NDArray[np.int64],
    f107_sfu: Array,
    ap_index: Array,
) -> Decay:
    """Lifetime of n orbits under drag; shapes (n,) for orbits, (m,) for months, (m + 1,) for `month_start_day`.

    Altitudes are above the Earth's equatorial radius, mean over a revolution (mean semi-major axis times 1 ± e).
    `ballistic_m2_per_kg` is the drag coefficient times the mean area over the mass. `start_day` counts on the same
    scale as `month_start_day`; `month_of_year` runs from 0 (January). `lifetime_day` counts from the start and is
    infinite when the orbit outlasts the months given.

    Not for eccentricities above 0.2, nor for orbits that the Sun and Moon or radiation pressure change much (high area
    to mass above 700 km). The density model alone errs by some 15 %, the area usually by more.

    Source
    ------
    D. King-Hele, Satellite Orbits in an Atmosphere, Blackie, 1987, ch. 4 (changes per revolution, turning atmosphere).
    """
    orbits = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(v, dtype=float)) for v in (perigee_m, apogee_m, inclination_rad)),
        np.asarray(ballistic_m2_per_kg, dtype=float), np.asarray(start_day, dtype=float),
    )  # fmt: skip
    perigee, apogee, inclination, ballistic, start = (np.array(v) for v in orbits)
    axis = EARTH_RADIUS_M + 0.5 * (perigee + apogee)
    found = _decay_all(
        axis, 0.5 * (apogee - perigee), inclination, ballistic, start, np.asarray(month_start_day, dtype=float),
        np.asarray(month_of_year, dtype=np.int64), np.asarray(f107_sfu, dtype=float), np.asarray(ap_index, dtype=float),
        mean_density_table().log_density, INCLINATION_NODES_RAD, AP_NODES, F107_NODES_SFU, ALTITUDE_NODES_M,
    )  # fmt: skip
    return Decay(*found)


def co_rotation_factor(semi_major_axis_m: ArrayLike, inclination_rad: ArrayLike) -> Array:
    """Factor on drag because the atmosphere turns with the Earth: below 1 eastward, above 1 westward.

    Source
    ------
    D. King-Hele, Satellite Orbits in an Atmosphere, Blackie, 1987, sec. 3.2 (F, with a rotation rate of one).

    Examples
    --------
    >>> print(f"{co_rotation_factor(6878137.0, 0.0):.3f}, {co_rotation_factor(6878137.0, np.pi / 2):.3f}")
    0.873, 1.000
    """
    axis = np.asarray(semi_major_axis_m, dtype=float)
    return np.asarray(
        (1.0 - EARTH_ROTATION_RAD_PER_S * np.sqrt(axis**3 / EARTH_MU_M3_PER_S2) * np.cos(inclination_rad)) ** 2
    )


@inner
def _at(nodes: Array, value: float) -> tuple[int, float]:
    """Row below a value and the share of the way to the next; held at both ends."""
    row = int(np.searchsorted(nodes, value, side="right")) - 1
    row = min(max(row, 0), nodes.size - 2)
    share = (value - nodes[row]) / (nodes[row + 1] - nodes[row])
    return row, min(max(share, 0.0), 1.0)


@inner
def _log_density(profile: Array, nodes: Array, altitude: float) -> float:
    """ln(density) at an altitude; goes on with the last slope beyond the nodes."""
    row = min(max(int(np.searchsorted(nodes, altitude, side="right")) - 1, 0), nodes.size - 2)
    share = (altitude - nodes[row]) / (nodes[row + 1] - nodes[row])
    return float(profile[row] * (1.0 - share) + profile[row + 1] * share)


@inner
def _rates(
    axis: float, offset: float, drag: float, cos_i: float, profile: Array, nodes: Array, points: int
) -> tuple[float, float]:
    """Mean rates of the semi-major axis and of axis times eccentricity (`offset`), metres per second."""
    eccentricity = offset / axis
    motion = np.sqrt(EARTH_MU_M3_PER_S2 / axis**3)
    turning = (1.0 - EARTH_ROTATION_RAD_PER_S / motion * cos_i) ** 2
    along, inward = 0.0, 0.0
    for k in range(points):
        cosine = np.cos(np.pi * (k + 0.5) / points) if points > 1 else 0.0
        density = np.exp(_log_density(profile, nodes, axis - offset * cosine - EARTH_RADIUS_M))
        ratio = np.sqrt((1.0 + eccentricity * cosine) / (1.0 - eccentricity * cosine))
        along += density * ratio * (1.0 + eccentricity * cosine)
        inward += density * ratio * (cosine + eccentricity)
    scale = -drag * turning * motion * axis * axis / points
    return scale * along, scale * inward


@inner
def _profile_of_month(
    table: Array, month: int, ap_at: int, ap_share: float, flux_at: int, flux_share: float, profile: Array
) -> None:
    for h in range(profile.size):
        low = table[month, ap_at, flux_at, h] * (1 - flux_share) + table[month, ap_at, flux_at + 1, h] * flux_share
        high = table[month, ap_at + 1, flux_at, h] * (1 - flux_share)
        high += table[month, ap_at + 1, flux_at + 1, h] * flux_share
        profile[h] = low * (1 - ap_share) + high * ap_share


@inner
def _point_count(offset: float, scale_height: float) -> int:
    """Points of the average over half a revolution: enough for 0.1 % (the midpoint rule converges exponentially)."""
    ratio = offset / scale_height
    if ratio < 0.02:
        return 1
    return 4 if ratio < 0.5 else (8 if ratio < 3.0 else 40)


@inner
def _decay_one(
    axis: float, offset: float, drag: float, cos_i: float, start: float, month_start: Array, months: NDArray[np.int64],
    flux: Array, ap: Array, table: Array, ap_nodes: Array, flux_nodes: Array, nodes: Array, perigee: Array,
    apogee: Array,
) -> float:  # fmt: skip
    profile = np.empty(nodes.size)
    for m in range(months.size):
        if month_start[m + 1] <= start:
            continue
        perigee[m], apogee[m] = axis - offset - EARTH_RADIUS_M, axis + offset - EARTH_RADIUS_M
        ap_at, ap_share = _at(ap_nodes, ap[m])
        flux_at, flux_share = _at(flux_nodes, flux[m])
        _profile_of_month(table, months[m], ap_at, ap_share, flux_at, flux_share, profile)
        now = max(month_start[m], start) * S_PER_DAY
        until = month_start[m + 1] * S_PER_DAY
        while now < until:
            low = axis - offset - EARTH_RADIUS_M
            if not low > END_ALTITUDE_M:
                return float(now / S_PER_DAY - start)
            here = _log_density(profile, nodes, low)
            height = 1e4 / max(here - _log_density(profile, nodes, low + 1e4), 1e-3)
            points = _point_count(offset, height)
            da, dx = _rates(axis, offset, drag, cos_i, profile, nodes, points)
            step = min(_LONGEST_STEP_S, until - now, _STEP_OF_SCALE_HEIGHT * height / max(abs(da) + abs(dx), 1e-30))
            step = max(step, min(_SHORTEST_STEP_S, until - now))
            da2, dx2 = _rates(axis + 0.5 * step * da, offset + 0.5 * step * dx, drag, cos_i, profile, nodes, points)
            da3, dx3 = _rates(axis + 0.75 * step * da2, offset + 0.75 * step * dx2, drag, cos_i, profile, nodes, points)
            axis += step * (2.0 * da + 3.0 * da2 + 4.0 * da3) / 9.0
            offset = max(offset + step * (2.0 * dx + 3.0 * dx2 + 4.0 * dx3) / 9.0, 0.0)
            now += step
    perigee[months.size], apogee[months.size] = axis - offset - EARTH_RADIUS_M, axis + offset - EARTH_RADIUS_M
    return np.inf


@compiled
def _decay_all(
    axis: Array, offset: Array, inclination: Array, drag: Array, start: Array, month_start: Array,
    months: NDArray[np.int64], flux: Array, ap: Array, table: Array, inc_nodes: Array, ap_nodes: Array,
    flux_nodes: Array, nodes: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    lifetime = np.empty(axis.size)
    perigee = np.full((axis.size, months.size + 1), np.nan)
    apogee = np.full((axis.size, months.size + 1), np.nan)
    for k in range(axis.size):
        if not (drag[k] >= 0.0 and axis[k] > 0.0 and np.isfinite(inclination[k])):
            lifetime[k] = np.nan
            continue
        row, share = _at(inc_nodes, np.arcsin(np.abs(np.sin(inclination[k]))))
        own = table[row] * (1.0 - share) + table[row + 1] * share
        lifetime[k] = _decay_one(
            axis[k], offset[k], drag[k], np.cos(inclination[k]), start[k], month_start, months, flux, ap, own,
            ap_nodes, flux_nodes, nodes, perigee[k], apogee[k],
        )  # fmt: skip
    return lifetime, perigee, apogee
