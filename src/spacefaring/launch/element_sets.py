"""What do published element sets say about a satellite's drag, and which satellites hold their orbit?

The rate at which SGP4 brings an orbit down is what tracking saw in the days before the epoch. With the density of those
days it gives the ballistic coefficient, and with that the fall over years to come. A satellite whose altitude then goes
another way is manoeuvring.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from sgp4.api import Satrec

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, S_PER_DAY
from spacefaring.errors import StudyError
from spacefaring.kernels.atmosphere import orbit_mean_density_kg_per_m3
from spacefaring.kernels.decay import co_rotation_factor, decay
from spacefaring.launch.lifetime import months
from spacefaring.messages import mark, message
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import M_PER_KM, MIN_PER_DAY

WGS72_RADIUS_M = 6_378_135.0  # the Earth of SGP4: Spacetrack Report No. 3, 1980, sec. 3
DAY_0_JD = 1_721_424.5  # Julian day of proleptic day 0, as of `date.toordinal`
AVERAGE_POINTS = 8
# A free satellite loses what drag takes within this factor; the results do not hang on it (docs/launch.md).
FREE_WITHIN_RATIO = 3.0
FREE, HELD, MOVED = mark("free"), mark("held"), mark("moved")


class ElementSets(Table):
    """Mean orbits of satellites at the epochs of their element sets."""

    name: TextArray = column("Name of the satellite as printed.")
    norad_id: TextArray = column("Catalogue number.")
    epoch_day: Array = column("Epoch in days, proleptic Gregorian ordinal.")
    semi_major_axis_m: Array = column("Mean semi-major axis in the sense of Brouwer, as SGP4 recovers it.")
    eccentricity_ratio: Array = column("Mean eccentricity.")
    inclination_rad: Array = column("Mean inclination.")
    rate_m_per_day: Array = column("Change of the mean semi-major axis per day by SGP4's drag.")


class Fall(Table):
    """How far each satellite should have come down between two element sets, and what it did."""

    name: TextArray = column("Name of the satellite as printed.")
    altitude_km: Array = column("Mean altitude at the first epoch.")
    ballistic_m2_per_kg: Array = column("Drag coefficient times area over mass, from the first element set alone.")
    predicted_km: Array = column("Altitude lost by the second epoch if nobody manoeuvres.")
    lost_km: Array = column("Altitude lost in fact.")
    behaviour: TextArray = column("free, held (kept up by thrust) or moved (brought down or up by thrust).")


def read(text: str) -> ElementSets:
    """Three-line element sets: a name, line 1, line 2, repeated."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    triples = list(zip(lines[0::3], lines[1::3], lines[2::3], strict=False))
    if not triples or any(not (one.startswith("1 ") and two.startswith("2 ")) for _, one, two in triples):
        raise StudyError(message("element sets must come as three lines each: a name, then line 1 and line 2"))
    found = [(name, Satrec.twoline2rv(one, two)) for name, one, two in triples]
    return ElementSets(
        name=np.array([name.strip() for name, _ in found]), norad_id=np.array([str(s.satnum) for _, s in found]),
        epoch_day=np.array([s.jdsatepoch + s.jdsatepochF - DAY_0_JD for _, s in found]),
        semi_major_axis_m=np.array([s.a * WGS72_RADIUS_M for _, s in found]),
        eccentricity_ratio=np.array([s.ecco for _, s in found]), inclination_rad=np.array([s.inclo for _, s in found]),
        rate_m_per_day=np.array([_rate_m_per_day(s) for _, s in found]),
    )  # fmt: skip


def _rate_m_per_day(satellite: Satrec) -> float:
    """Mean semi-major axis a day after the epoch less that at the epoch, both by SGP4."""
    axes = []
    for minutes in (0.0, MIN_PER_DAY):
        satellite.sgp4_tsince(minutes)
        axes.append(satellite.am * WGS72_RADIUS_M)
    return float(axes[1] - axes[0])


def ballistic_m2_per_kg(sets: ElementSets) -> Array:
    """Drag coefficient times area over mass that explains the rate of each set; `nan` where the orbit is not falling.

    The density is NRLMSIS's mean over the orbit for the month's activity, so that its error is partly taken up: the
    value predicts drag better than it measures an area. A satellite that manoeuvred in the days before gives nonsense.
    """
    axis, offset = sets.semi_major_axis_m, sets.semi_major_axis_m * sets.eccentricity_ratio
    days = sets.epoch_day.astype(int)
    first = date.fromordinal(int(days.min())).year
    table, starts, _ = months("mean", first, date.fromordinal(int(days.max())).year - first + 1)
    month = np.searchsorted(starts, days, side="right") - 1
    cosines = np.cos(np.pi * (np.arange(AVERAGE_POINTS) + 0.5) / AVERAGE_POINTS)
    density = np.mean(
        orbit_mean_density_kg_per_m3(
            axis[:, None] - offset[:, None] * cosines - EARTH_RADIUS_M, sets.inclination_rad[:, None],
            f107_sfu=table.f107_sfu[month][:, None], ap_index=table.ap_index[month][:, None],
        ),
        axis=1,
    )  # fmt: skip
    turning = co_rotation_factor(axis, sets.inclination_rad)
    found = -sets.rate_m_per_day / S_PER_DAY / (density * np.sqrt(EARTH_MU_M3_PER_S2 * axis) * turning)
    return np.where(found > 0.0, found, np.nan)


def altitude_later_m(sets: ElementSets, ballistic: Array, later_day: Array) -> Array:
    """Mean altitude in free fall at a later day for each satellite; 0 where it has come down by then."""
    first, last = (date.fromordinal(int(d)).year for d in (sets.epoch_day.min(), later_day.max()))
    table, starts, of_year = months("mean", first, last - first + 1)
    altitude = sets.semi_major_axis_m - EARTH_RADIUS_M
    offset = sets.semi_major_axis_m * sets.eccentricity_ratio
    found = decay(
        altitude - offset, altitude + offset, sets.inclination_rad, ballistic, start_day=sets.epoch_day,
        month_start_day=starts, month_of_year=of_year, f107_sfu=table.f107_sfu, ap_index=table.ap_index,
    )  # fmt: skip
    mean = np.nan_to_num(0.5 * (found.perigee_m + found.apogee_m))
    later = [np.interp(day, starts, heights) for day, heights in zip(later_day, mean, strict=True)]
    return np.where(np.isfinite(ballistic), np.array(later), np.nan)


def fall(before: ElementSets, after: ElementSets) -> Fall:
    """Predicted and actual loss of altitude of the satellites that both files hold, and how each behaves."""
    common = [n for n in before.norad_id if n in set(after.norad_id)]
    first = before.where(np.array([list(before.norad_id).index(n) for n in common]))
    second = after.where(np.array([list(after.norad_id).index(n) for n in common]))
    ballistic = ballistic_m2_per_kg(first)
    altitude = first.semi_major_axis_m - EARTH_RADIUS_M
    predicted = altitude - altitude_later_m(first, ballistic, second.epoch_day)
    lost = first.semi_major_axis_m - second.semi_major_axis_m
    return Fall(
        name=first.name, altitude_km=altitude / M_PER_KM, ballistic_m2_per_kg=ballistic,
        predicted_km=predicted / M_PER_KM, lost_km=lost / M_PER_KM, behaviour=behaviour(predicted, lost),
    )  # fmt: skip


def behaviour(predicted_m: Array, lost_m: Array) -> TextArray:
    """free where the loss is what drag takes within a factor; held where it is less, moved where it is more.

    A satellite that was not falling at the first epoch, or has since risen, is held.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = lost_m / predicted_m
    words = np.where(share > FREE_WITHIN_RATIO, MOVED, np.where(share >= 1.0 / FREE_WITHIN_RATIO, FREE, HELD))
    return np.where(np.isnan(predicted_m), HELD, words)
