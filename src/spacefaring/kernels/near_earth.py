"""Where is a satellite of the SGP4 theory, at thousands of moments at once?

The near-Earth half of SGP4, several moments side by side: the same theory and constants as the `sgp4` package, which
reads the element sets and stays in charge of deep space (periods of 225 minutes and more), of eccentricities above 0.2
and of the last hours of a decay (drag terms above 0.01). Several times quicker than one call per moment; the two agree
to a centimetre.

Source
------
D. Vallado, P. Crawford, R. Hujsak and T. Kelso, Revisiting Spacetrack Report #3, AIAA 2006-6753, 2006, and its code.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from spacefaring.kernels.compiled import compiled, inner
from spacefaring.tables import Array

LOW_DRAG_HEIGHT_KM = 220.0
KEPLER_ROUNDS = 4
LARGEST_ECCENTRICITY = 0.2
LARGEST_BSTAR = 0.01
M_PER_KM = 1_000.0
# pi / 2 in three parts, and minimax polynomials of sine and cosine on half an eighth of a turn: fdlibm, Sun, 1993.
PIO2_1, PIO2_2, PIO2_3 = 1.57079632673412561417e00, 6.07710050630396597660e-11, 2.02226624879595063154e-21


class Theory(NamedTuple):
    """An element set made ready: numbers only, Earth radii and minutes."""

    radius_km: float
    xke: float
    j2: float
    j3oj2: float
    eccentricity: float
    inclination: float
    node: float
    perigee: float
    anomaly: float
    motion: float  # Brouwer's mean motion, rad/min
    bstar: float
    anomaly_rate: float
    perigee_rate: float
    node_rate: float
    node_drag: float
    semi_major: float
    eta: float
    c1: float
    c4: float
    c5: float
    d2: float
    d3: float
    d4: float
    t2: float
    t3: float
    t4: float
    t5: float
    omega_drag: float
    mean_drag: float
    delta_start: float
    sine_start: float


def prepared(
    radius_km: float, xke: float, j2: float, j3: float, j4: float, eccentricity: float, inclination: float, node: float,
    perigee: float, anomaly: float, kozai_motion: float, bstar: float,
) -> Theory:  # fmt: skip
    """Constants of an element set; `kozai_motion` is its mean motion in rad/min, angles are radians, at the epoch."""
    cosio, sinio = math.cos(inclination), math.sin(inclination)
    cosio2, omeosq = cosio**2, 1.0 - eccentricity**2
    rteosq = math.sqrt(omeosq)
    motion = _brouwer_motion(kozai_motion, xke, 0.75 * j2 * (3.0 * cosio2 - 1.0) / (rteosq * omeosq))
    ao = (xke / motion) ** (2.0 / 3.0)
    po, con42, con41 = ao * omeosq, 1.0 - 5.0 * cosio2, 3.0 * cosio2 - 1.0
    posq, rp = po * po, ao * (1.0 - eccentricity)
    simple = rp < LOW_DRAG_HEIGHT_KM / radius_km + 1.0
    height_km = (rp - 1.0) * radius_km
    s_km = 78.0 if height_km >= 156.0 else 20.0 if height_km < 98.0 else height_km - 78.0
    qzms24 = ((120.0 - s_km) / radius_km) ** 4
    sfour = s_km / radius_km + 1.0
    pinvsq, tsi = 1.0 / posq, 1.0 / (ao - sfour)
    eta = ao * eccentricity * tsi
    etasq, eeta = eta * eta, eccentricity * eta
    psisq = abs(1.0 - etasq)
    coef = qzms24 * tsi**4
    coef1 = coef / psisq**3.5
    cc2 = coef1 * motion * (
        ao * (1.0 + 1.5 * etasq + eeta * (4.0 + etasq))
        + 0.375 * j2 * tsi / psisq * con41 * (8.0 + 3.0 * etasq * (8.0 + etasq))
    )  # fmt: skip
    cc1 = bstar * cc2
    j3oj2 = j3 / j2
    cc3 = -2.0 * coef * tsi * j3oj2 * motion * sinio / eccentricity if eccentricity > 1.0e-4 else 0.0
    x1mth2 = 1.0 - cosio2
    cc4 = 2.0 * motion * coef1 * ao * omeosq * (
        eta * (2.0 + 0.5 * etasq) + eccentricity * (0.5 + 2.0 * etasq)
        - j2 * tsi / (ao * psisq) * (
            -3.0 * con41 * (1.0 - 2.0 * eeta + etasq * (1.5 - 0.5 * eeta))
            + 0.75 * x1mth2 * (2.0 * etasq - eeta * (1.0 + etasq)) * math.cos(2.0 * perigee)
        )
    )  # fmt: skip
    cc5 = 2.0 * coef1 * ao * omeosq * (1.0 + 2.75 * (etasq + eeta) + eeta * etasq)
    cosio4 = cosio2 * cosio2
    temp1 = 1.5 * j2 * pinvsq * motion
    temp2 = 0.5 * temp1 * j2 * pinvsq
    temp3 = -0.46875 * j4 * pinvsq * pinvsq * motion
    mdot = motion + 0.5 * temp1 * rteosq * con41 + 0.0625 * temp2 * rteosq * (13.0 - 78.0 * cosio2 + 137.0 * cosio4)
    argpdot = (
        -0.5 * temp1 * con42 + 0.0625 * temp2 * (7.0 - 114.0 * cosio2 + 395.0 * cosio4)
        + temp3 * (3.0 - 36.0 * cosio2 + 49.0 * cosio4)
    )  # fmt: skip
    xhdot1 = -temp1 * cosio
    nodedot = xhdot1 + (0.5 * temp2 * (4.0 - 19.0 * cosio2) + 2.0 * temp3 * (3.0 - 7.0 * cosio2)) * cosio
    c1sq = cc1 * cc1
    d2 = 4.0 * ao * tsi * c1sq
    temp = d2 * tsi * cc1 / 3.0
    d3, d4 = (17.0 * ao + sfour) * temp, 0.5 * temp * ao * tsi * (221.0 * ao + 31.0 * sfour) * cc1
    full = 0.0 if simple else 1.0
    return Theory(
        radius_km=radius_km, xke=xke, j2=j2, j3oj2=j3oj2, eccentricity=eccentricity, inclination=inclination, node=node,
        perigee=perigee, anomaly=anomaly, motion=motion, bstar=bstar, anomaly_rate=mdot,
        perigee_rate=argpdot, node_rate=nodedot, node_drag=3.5 * omeosq * xhdot1 * cc1,
        semi_major=ao, eta=eta, c1=cc1, c4=cc4, c5=full * cc5, d2=full * d2, d3=full * d3,
        d4=full * d4, t2=1.5 * cc1, t3=full * (d2 + 2.0 * c1sq),
        t4=full * 0.25 * (3.0 * d3 + cc1 * (12.0 * d2 + 10.0 * c1sq)),
        t5=full * 0.2 * (3.0 * d4 + 12.0 * cc1 * d3 + 6.0 * d2 * d2 + 15.0 * c1sq * (2.0 * d2 + c1sq)),
        omega_drag=full * bstar * cc3 * math.cos(perigee),
        mean_drag=-full * 2.0 / 3.0 * coef * bstar / eeta if eccentricity > 1.0e-4 else 0.0,
        delta_start=(1.0 + eta * math.cos(anomaly)) ** 3, sine_start=math.sin(anomaly),
    )  # fmt: skip


def _brouwer_motion(kozai_motion: float, xke: float, oblateness: float) -> float:
    """Brouwer's mean motion from Kozai's, which element sets carry."""
    axis = (xke / kozai_motion) ** (2.0 / 3.0)
    change = oblateness / axis**2
    axis *= 1.0 - change * change - change * (1.0 / 3.0 + 134.0 * change * change / 81.0)
    motion: float = kozai_motion / (1.0 + oblateness / axis**2)
    return motion


@inner
def _sine_cosine(angle: float) -> tuple[float, float]:
    """Sine and cosine without branches, so that loops take several angles at once; 1 unit in the last place."""
    quarter = np.floor(angle * (2.0 / np.pi) + 0.5)
    x = ((angle - quarter * PIO2_1) - quarter * PIO2_2) - quarter * PIO2_3
    z = x * x
    sine = -2.50507602534068634195e-08 + z * 1.58969099521155010221e-10
    sine = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * (2.75573137070700676789e-06 + z * sine))
    sine = x + x * z * (-1.66666666666666324348e-01 + z * sine)
    cosine = 2.08757232129817482790e-09 - z * 1.13596475577881948265e-11
    cosine = -1.38888888888741095749e-03 + z * (
        2.48015872894767294178e-05 + z * (-2.75573143513906633035e-07 + z * cosine)
    )
    cosine = 1.0 - 0.5 * z + z * z * (4.16666666666666019037e-02 + z * cosine)
    quadrant = quarter - 4.0 * np.floor(0.25 * quarter)
    odd = quadrant == 1.0 or quadrant == 3.0
    a, b = (cosine, sine) if odd else (sine, cosine)
    return (-a if quadrant >= 2.0 else a), (-b if 0.5 < quadrant < 2.5 else b)


@compiled
def positions_m(theory: Theory, minute: Array) -> Array:
    """Positions (t, 3), true equator and mean equinox, at minutes since the epoch; nan after decay.

    Secular gravity and drag, long-period terms of J3, Kepler's equation by Newton, short-period terms of J2.
    """
    place = np.empty((len(minute), 3))
    sinip, cosip = np.sin(theory.inclination), np.cos(theory.inclination)
    con41, x1mth2, x7thm1 = 3.0 * cosip * cosip - 1.0, 1.0 - cosip * cosip, 7.0 * cosip * cosip - 1.0
    aycof = -0.5 * theory.j3oj2 * sinip
    xlcof = 0.5 * aycof * (3.0 + 5.0 * cosip) / (1.0 + cosip if abs(cosip + 1.0) > 1.5e-12 else 1.5e-12)
    for k in range(len(minute)):
        t = minute[k]
        anomaly = theory.anomaly + theory.anomaly_rate * t
        start_sine, start_cosine = _sine_cosine(anomaly)
        growth = 1.0 + theory.eta * start_cosine
        swing = theory.omega_drag * t + theory.mean_drag * (growth * growth * growth - theory.delta_start)
        shrink = 1.0 - t * (theory.c1 + t * (theory.d2 + t * (theory.d3 + t * theory.d4)))
        # sin(anomaly + swing), the swing being small
        moved = start_sine * (1.0 - 0.5 * swing * swing) + start_cosine * swing * (1.0 - swing * swing / 6.0)
        rounding = theory.bstar * (theory.c4 * t + theory.c5 * (moved - theory.sine_start))
        drift = t * t * (theory.t2 + t * (theory.t3 + t * (theory.t4 + t * theory.t5)))
        perigee = theory.perigee + theory.perigee_rate * t - swing
        axis = theory.semi_major * shrink * shrink
        whole = theory.eccentricity - rounding
        e = max(whole, 1.0e-6)
        sin_w, cos_w = _sine_cosine(perigee)
        lift = 1.0 / (axis * (1.0 - e * e))
        axnl, aynl = e * cos_w, e * sin_w + lift * aycof
        u = anomaly + swing + theory.motion * drift + perigee + lift * xlcof * axnl
        sine, cosine = _sine_cosine(u)
        eo = u + axnl * sine - aynl * cosine
        for _ in range(KEPLER_ROUNDS):
            sine, cosine = _sine_cosine(eo)
            eo += (u - aynl * cosine + axnl * sine - eo) / (1.0 - cosine * axnl - sine * aynl)
        sine, cosine = _sine_cosine(eo)
        ecose, esine = axnl * cosine + aynl * sine, axnl * sine - aynl * cosine
        el2 = axnl * axnl + aynl * aynl
        betal, rl, lower = np.sqrt(1.0 - el2), axis * (1.0 - ecose), 1.0 / (axis * (1.0 - el2))
        side, stretch = esine / (1.0 + betal), axis / rl
        sinu, cosu = stretch * (sine - aynl - axnl * side), stretch * (cosine - axnl + aynl * side)
        sin2u, cos2u = 2.0 * cosu * sinu, 1.0 - 2.0 * sinu * sinu
        half = 0.5 * theory.j2 * lower
        full = half * lower
        radius = rl * (1.0 - 1.5 * full * betal * con41) + 0.5 * half * x1mth2 * cos2u
        radius = radius * theory.radius_km * M_PER_KM if radius >= 1.0 and whole >= -0.001 else np.nan
        sin_d, cos_d = _sine_cosine(-0.25 * full * x7thm1 * sin2u)
        sin_u, cos_u = sinu * cos_d + cosu * sin_d, cosu * cos_d - sinu * sin_d
        node = theory.node + t * (theory.node_rate + t * theory.node_drag) + 1.5 * full * cosip * sin2u
        sin_o, cos_o = _sine_cosine(node)
        sin_i, cos_i = _sine_cosine(theory.inclination + 1.5 * full * cosip * sinip * cos2u)
        level = sin_u * cos_i
        place[k, 0] = radius * (cos_o * cos_u - sin_o * level)
        place[k, 1] = radius * (sin_o * cos_u + cos_o * level)
        place[k, 2] = radius * sin_u * sin_i
    return place
