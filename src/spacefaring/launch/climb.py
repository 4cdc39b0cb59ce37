"""How long does the climb from the ride's orbit take, what does it cost, and how often is it dark on the way?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from spacefaring import catalog
from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M, S_PER_DAY
from spacefaring.kernels.earth import JULIAN_DAY_J2000
from spacefaring.kernels.propagator import Forces, no_air
from spacefaring.launch.acquisition import Acquisition, Climb, Drop, simulate
from spacefaring.launch.ride import Target
from spacefaring.launch.window import J2000_UTC, Windows
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column
from spacefaring.units import M_PER_KM, S_PER_HOUR

if TYPE_CHECKING:
    from spacefaring.spacecraft import Spacecraft

BURNS, STEADY = mark("two short burns"), mark("steady thrust along the motion")
UNLUCKY_ROW = 2  # of the quantiles of the acquisition: nine injections in ten are nearer
SHORT_OF_PERIOD = 0.1  # a burn that takes less of a revolution counts as an impulse
LONGEST_DAY = 3.0  # longer climbs are not flown step by step: the closed form says their time


class Climbs(Table):
    """From the ride's orbit, missed by as much as nine injections in ten do not exceed, to the operational orbit."""

    way: TextArray = column("How it climbs.")
    start_altitude_km: Array = column("Height at separation.")
    end_altitude_km: Array = column("Operational height.")
    duration_hour: Array = column("Time of the climb.")
    delta_v_m_per_s: Array = column("Delta-v used.", limits="Plane changes come on top: see the acquisition.")
    eclipse_count: Array = column(
        "Entries into the Earth's shadow on the way; empty where it is not flown step by step."
    )
    is_flown: BoolArray = column("Whether it was flown step by step (zonals to J6, Sun, Moon), or by the closed form.")


def climbs(target: Target, where: Drop, found: Acquisition, windows: Windows, spacecraft: Spacecraft) -> Climbs:
    """One row by the thrust aboard; none without propulsion or on the geostationary ring."""
    kind = str(getattr(spacecraft, "propulsion_kind", "none"))
    if kind == "none" or len(found) == 0:
        return none()
    start_m = target.altitude_m - _side(target, where) * float(found.perigee_error_km[UNLUCKY_ROW]) * M_PER_KM
    thrust_n = float(catalog.read("propulsion").row(kind)["firing_n"])
    push = thrust_n / float(np.ravel(spacecraft.wet_mass_kg)[0])
    axes = EARTH_RADIUS_M + np.array([start_m, target.altitude_m])
    needed = abs(float(np.diff(np.sqrt(EARTH_MU_M3_PER_S2 / axes))[0]))
    period = 2.0 * np.pi * np.sqrt(axes[1] ** 3 / EARTH_MU_M3_PER_S2)
    short, flown = needed / push < SHORT_OF_PERIOD * period, needed / push < LONGEST_DAY * S_PER_DAY
    if flown:
        taken = simulate(
            start_m, target.altitude_m, target.inclination_rad, _epoch_jd(windows),
            thrust_m_per_s2=None if short else push, air=no_air(), forces=Forces(),
        )  # fmt: skip
    else:
        taken = Climb(needed / push, needed, 0, float(axes[1]))
    return Climbs(
        way=np.array([BURNS if short else STEADY]), start_altitude_km=np.array([start_m / M_PER_KM]),
        end_altitude_km=np.array([target.altitude_m / M_PER_KM]), delta_v_m_per_s=np.array([taken.delta_v_m_per_s]),
        duration_hour=np.array([taken.duration_s / S_PER_HOUR]), is_flown=np.array([flown]),
        eclipse_count=np.array([float(taken.eclipse_count) if flown else np.nan]),
    )  # fmt: skip


def _side(target: Target, where: Drop) -> float:
    """1 where the ride ends below the operational orbit or at it, −1 above."""
    return -1.0 if where.altitude_m > target.altitude_m else 1.0


def _epoch_jd(windows: Windows) -> float:
    text = str(windows.lift_off_utc[0]) if len(windows) else "2000-01-01T12:00Z"
    instant = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    return JULIAN_DAY_J2000 + (instant - J2000_UTC).total_seconds() / S_PER_DAY


def none() -> Climbs:
    numbers = np.array([])
    columns = dict.fromkeys(Climbs.names(), numbers)
    return Climbs(**columns | {"way": numbers.astype(str), "is_flown": numbers.astype(bool)})
