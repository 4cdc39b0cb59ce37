"""Where is a satellite after days under all forces that matter in low orbit? Step by step, by quadrature of motion.

Zonal harmonics, drag, Sun, Moon, radiation pressure and a steady thrust along the motion. The frame is `eci` of date;
its slow turn with precession (50 arcseconds a year) is left out, like the tesseral harmonics (some hundred metres).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import ArrayLike
from scipy.integrate import DOP853

from spacefaring.constants import (
    ASTRONOMICAL_UNIT_M,
    EARTH_J2,
    EARTH_MU_M3_PER_S2,
    EARTH_RADIUS_M,
    EARTH_ROTATION_RAD_PER_S,
    LIGHT_SPEED_M_PER_S,
    S_PER_DAY,
    SUN_IRRADIANCE_W_PER_M2,
    SUN_RADIUS_M,
)
from spacefaring.kernels.atmosphere import MODEL_VERSION, density_kg_per_m3
from spacefaring.kernels.earth import POLAR_RADIUS_M, TURN_RAD
from spacefaring.kernels.moon import moon_position_eci_m
from spacefaring.kernels.sun import sun_position_eci_m
from spacefaring.tables import Array

# J3 to J6 of EGM96 (NASA/TP-1998-206861), unnormalised as in Vallado 2013, table D-1.
ZONALS = np.array([EARTH_J2, -2.532_656_485e-6, -1.619_621_591e-6, -2.272_960_829e-7, 5.406_812_391e-7])
SUN_MU_M3_PER_S2 = 1.327_124_400_41e20  # IAU 2015 resolution B3
MOON_MU_M3_PER_S2 = 4.902_800_066e12  # DE430, Folkner et al. 2014, table 8
SUN_PRESSURE_PA = SUN_IRRADIANCE_W_PER_M2 / LIGHT_SPEED_M_PER_S
STEP_S = 30.0
BODY_GRID_S = 1_800.0
_STAGES, _A, _B, _C = 12, np.array(DOP853.A), np.array(DOP853.B), np.array(DOP853.C)


class Air(NamedTuple):
    """ln(density) on a grid of altitude above the ellipsoid, latitude, and local time counted from the Sun."""

    altitude_m: Array
    latitude_rad: Array
    log_density: Array


class Forces(NamedTuple):
    """What acts on one satellite; a zero switches a force off."""

    zonals: Array = ZONALS
    sun: bool = True
    moon: bool = True
    ballistic_m2_per_kg: float = 0.0
    radiation_m2_per_kg: float = 0.0
    thrust_m_per_s2: float = 0.0


def no_air() -> Air:
    """An empty sky, for propagation without drag."""
    return Air(np.array([0.0, 1e6]), np.array([-2.0, 2.0]), np.full((2, 2, 2), -np.inf))


def exponential_air(reference_m: float, density: float, scale_m: float) -> Air:
    """Density that falls by e every `scale_m`, everywhere alike: for comparisons."""
    altitude = np.array([0.0, 2_000e3])
    profile = np.log(density) - (altitude - reference_m) / scale_m
    return Air(altitude, np.array([-2.0, 2.0]), np.tile(profile[:, None, None], (1, 2, 2)))


def air_of_day(
    date_utc: ArrayLike, f107_sfu: float, f107a_sfu: float, ap_index: float, version: float = MODEL_VERSION
) -> Air:
    """NRLMSIS of one day; longitude matters only through local time here, which errs by some per cent."""
    altitude = np.concatenate([np.arange(100e3, 200e3, 5e3), np.arange(200e3, 1_001e3, 20e3)])
    latitude, hours = np.radians(np.linspace(-90.0, 90.0, 13)), np.arange(25)
    noon = np.asarray(date_utc, dtype="datetime64[D]").astype("datetime64[m]") + np.timedelta64(720, "m")
    longitude = (hours - 12.0) * TURN_RAD / 24.0
    density = density_kg_per_m3(
        noon, latitude[None, :, None], longitude[None, None, :], altitude[:, None, None],
        f107_sfu=f107_sfu, f107a_sfu=f107a_sfu, ap_index=ap_index, version=version,
    )  # fmt: skip
    return Air(altitude, latitude, np.log(density))


def propagate(
    position_m: ArrayLike, velocity_m_per_s: ArrayLike, epoch_jd: float, times_s: ArrayLike, forces: Forces, air: Air
) -> tuple[Array, Array]:
    """Position and velocity, each (t, 3), at times (t,) after the epoch, in rising order, from one state (3,).

    Runge-Kutta of order 8 with a step of 30 s: round-off and truncation stay below a centimetre a week in low orbit.
    `radiation_m2_per_kg` is the pressure coefficient times area over mass.

    Source
    ------
    E. Hairer, S. Nørsett and G. Wanner, Solving Ordinary Differential Equations I, 2nd ed., 1993, sec. II.5 (DOP853);
    O. Montenbruck and E. Gill, Satellite Orbits, Springer, 2000, ch. 3 (forces).
    """
    times = np.asarray(times_s, dtype=float)
    grid = np.arange(-2.0, max(times[-1], 0.0) / BODY_GRID_S + 4.0) * BODY_GRID_S
    sun, moon = (body(epoch_jd + grid / S_PER_DAY) for body in (sun_position_eci_m, moon_position_eci_m))
    state = np.concatenate([np.asarray(position_m, dtype=float), np.asarray(velocity_m_per_s, dtype=float)])
    switches = np.array([
        forces.ballistic_m2_per_kg, forces.radiation_m2_per_kg, forces.thrust_m_per_s2, forces.sun, forces.moon,
    ])  # fmt: skip
    found = _run(state, times, grid[0], sun, moon, np.asarray(forces.zonals), switches, *air, _A, _B, _C)
    return found[:, :3], found[:, 3:]


@njit(cache=True)
def _run(state, times, grid_start, sun, moon, zonals, switches, heights, latitudes, log_density, a, b, c):  # type: ignore[no-untyped-def]
    found = np.empty((times.size, 6))
    stage = np.empty((_STAGES, 6))
    now, y = 0.0, state.copy()
    for k in range(times.size):
        count = int(np.ceil(max(times[k] - now, 0.0) / STEP_S))
        for i in range(count):
            step = (times[k] - now) / (count - i)
            for s in range(_STAGES):
                at = y.copy()
                for j in range(s):
                    at += step * a[s, j] * stage[j]
                when = (now + c[s] * step - grid_start) / BODY_GRID_S
                _derivative(
                    at,
                    _body_at(sun, when),
                    _body_at(moon, when),
                    zonals,
                    switches,
                    heights,
                    latitudes,
                    log_density,
                    stage[s],
                )
            for s in range(_STAGES):
                y += step * b[s] * stage[s]
            now += step
        found[k] = y
    return found


@njit(cache=True)
def _body_at(table, when):  # type: ignore[no-untyped-def]
    """Cubic through four rows of a uniform table."""
    row = min(max(int(np.floor(when)), 1), table.shape[0] - 3)
    t = when - row
    return (
        -t * (t - 1.0) * (t - 2.0) / 6.0 * table[row - 1]
        + (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0 * table[row]
        - (t + 1.0) * t * (t - 2.0) / 2.0 * table[row + 1]
        + (t + 1.0) * t * (t - 1.0) / 6.0 * table[row + 2]
    )


@njit(cache=True)
def _derivative(y, sun, moon, zonals, switches, heights, latitudes, log_density, out):  # type: ignore[no-untyped-def]
    position, velocity = y[:3], y[3:]
    pull = _gravity(position, zonals)
    if switches[3] > 0.0:
        pull += _third_body(position, sun, SUN_MU_M3_PER_S2)
    if switches[4] > 0.0:
        pull += _third_body(position, moon, MOON_MU_M3_PER_S2)
    if switches[0] > 0.0:
        through = velocity.copy()
        through[0] += EARTH_ROTATION_RAD_PER_S * position[1]
        through[1] -= EARTH_ROTATION_RAD_PER_S * position[0]
        density = np.exp(_log_density(position, sun, heights, latitudes, log_density))
        pull -= 0.5 * density * switches[0] * np.sqrt(np.sum(through**2)) * through
    if switches[1] > 0.0:
        away = position - sun
        distance = np.sqrt(np.sum(away**2))
        light = _light_frac(position, sun)
        pull += light * SUN_PRESSURE_PA * switches[1] * (ASTRONOMICAL_UNIT_M / distance) ** 2 * away / distance
    if switches[2] != 0.0:
        pull += switches[2] * velocity / np.sqrt(np.sum(velocity**2))
    out[:3] = velocity
    out[3:] = pull


@njit(cache=True)
def _gravity(position, zonals):  # type: ignore[no-untyped-def]
    """Central pull and zonal harmonics by the recursion of Legendre polynomials and their derivatives."""
    x, y, z = position
    radius = np.sqrt(x * x + y * y + z * z)
    sine = z / radius
    before, now = 1.0, sine
    slope_before, slope_now = 0.0, 1.0
    radial, polar = 1.0, 0.0
    ratio = EARTH_RADIUS_M / radius
    scale = ratio
    for n in range(2, zonals.size + 2):
        after = ((2 * n - 1) * sine * now - (n - 1) * before) / n
        slope_after = slope_before + (2 * n - 1) * now
        before, now, slope_before, slope_now = now, after, slope_now, slope_after
        scale *= ratio
        strength = zonals[n - 2] * scale
        radial -= strength * ((n + 1) * now + sine * slope_now)
        polar += strength * slope_now
    factor = -EARTH_MU_M3_PER_S2 / radius**2
    pull = factor * radial * position / radius
    pull[2] += factor * polar
    return pull


@njit(cache=True)
def _third_body(position, body, mu):  # type: ignore[no-untyped-def]
    apart = body - position
    near, far = np.sqrt(np.sum(apart**2)), np.sqrt(np.sum(body**2))
    return mu * (apart / near**3 - body / far**3)


@njit(cache=True)
def _log_density(position, sun, heights, latitudes, log_density):  # type: ignore[no-untyped-def]
    """Linear in height, latitude and local time; goes on with the last slope above and below the heights."""
    x, y, z = position
    radius = np.sqrt(x * x + y * y + z * z)
    sine = z / radius
    squashed = 1.0 / np.sqrt((1.0 - sine * sine) / EARTH_RADIUS_M**2 + sine * sine / POLAR_RADIUS_M**2)
    latitude = np.arctan(np.tan(np.arcsin(sine)) * (EARTH_RADIUS_M / POLAR_RADIUS_M) ** 2)
    turn = (np.arctan2(y, x) - np.arctan2(sun[1], sun[0])) / TURN_RAD + 0.5
    turn -= np.floor(turn)
    height = radius - squashed
    i = min(max(np.searchsorted(heights, height, side="right") - 1, 0), heights.size - 2)
    j = min(max(np.searchsorted(latitudes, latitude, side="right") - 1, 0), latitudes.size - 2)
    hours = turn * (log_density.shape[2] - 1)
    k = min(int(hours), log_density.shape[2] - 2)
    u = (height - heights[i]) / (heights[i + 1] - heights[i])
    v = (latitude - latitudes[j]) / (latitudes[j + 1] - latitudes[j])
    w = hours - k
    total = 0.0
    for p in range(2):
        for q in range(2):
            for r in range(2):
                weight = (u if p else 1.0 - u) * (v if q else 1.0 - v) * (w if r else 1.0 - w)
                if weight != 0.0:
                    total += weight * log_density[i + p, j + q, k + r]
    return total


@njit(cache=True)
def _light_frac(position, sun):  # type: ignore[no-untyped-def]
    """Share of the Sun's disc seen past the Earth; stretching the polar axis makes a sphere of the ellipsoid."""
    stretch = EARTH_RADIUS_M / POLAR_RADIUS_M
    position = np.array([position[0], position[1], position[2] * stretch])
    apart = np.array([sun[0], sun[1], sun[2] * stretch]) - position
    radius = np.sqrt(np.sum(position**2))
    distance = np.sqrt(np.sum(apart**2))
    sun_angle, earth_angle = np.arcsin(SUN_RADIUS_M / distance), np.arcsin(min(EARTH_RADIUS_M / radius, 1.0))
    cosine = -np.sum(position * apart) / (radius * distance)
    between = np.arccos(min(max(cosine, -1.0), 1.0))
    if between >= sun_angle + earth_angle:
        return 1.0
    if between <= earth_angle - sun_angle:
        return 0.0
    along = (between**2 + sun_angle**2 - earth_angle**2) / (2.0 * between)
    across = np.sqrt(max(sun_angle**2 - along**2, 0.0))
    hidden = sun_angle**2 * np.arccos(min(max(along / sun_angle, -1.0), 1.0))
    hidden += earth_angle**2 * np.arccos(min(max((between - along) / earth_angle, -1.0), 1.0)) - between * across
    return 1.0 - hidden / (np.pi * sun_angle**2)
