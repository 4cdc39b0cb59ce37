"""Seven days of three real satellites under the same forces, against Orekit 13.1 (written by make_orekit_states.py).

Orekit uses JPL's ephemerides for Sun and Moon, an exact ellipsoid for height and shadow, and NRLMSISE-00 called at
every step; the differences left are those of our formulas for the same things.
"""

import csv
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels.propagator import Forces, air_of_day, exponential_air, no_air, propagate

FILE = Path(__file__).parent / "data" / "orekit_states.csv"
NAMES = ("GPM-CORE", "KAZEOSAT 1", "KENT RIDGE 1")
OREKIT_RADIUS_M = 6_378_136.46  # of its gravity field
BALLISTIC = RADIATION = 0.02
AIR = {
    "GPM-CORE": (420e3, 3.0e-12, 60e3),
    "KAZEOSAT 1": (750e3, 2.0e-14, 120e3),
    "KENT RIDGE 1": (500e3, 6.0e-13, 70e3),
}


@cache
def rows():
    with FILE.open() as handle:
        return list(csv.reader(handle))[1:]


def zonals():
    """Orekit's coefficients, brought to our reference radius."""
    values = np.array([float(v) for v in rows()[0][4:9]])
    return values * (OREKIT_RADIUS_M / EARTH_RADIUS_M) ** np.arange(2, 7)


@cache
def orekit(name, kind):
    kept = [row for row in rows()[1:] if row[0] == name and row[1] == kind]
    return float(kept[0][2]), np.array([row[3:] for row in kept], dtype=float)


@cache
def ours(name, kind):
    epoch, states = orekit(name, kind)
    forces = Forces(
        zonals=zonals(), sun=kind != "zonal", moon=kind != "zonal",
        ballistic_m2_per_kg=BALLISTIC if kind in ("exponential", "nrlmsise00") else 0.0,
        radiation_m2_per_kg=RADIATION if kind not in ("zonal", "bodies") else 0.0,
    )  # fmt: skip
    day = datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=epoch - 2_451_545.0)
    if kind == "nrlmsise00":
        air = air_of_day(
            np.datetime64((day + timedelta(days=3.5)).replace(tzinfo=None), "D"), 150.0, 150.0, 15.0, version=0
        )
    else:
        air = exponential_air(*AIR[name]) if kind == "exponential" else no_air()
    return propagate(states[0, 1:4], states[0, 4:7], epoch, states[:, 0], forces, air)


def miss_m(name, kind):
    return float(np.max(np.linalg.norm(ours(name, kind)[0] - orekit(name, kind)[1][:, 1:4], axis=1)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("kind", "bound_m"), [("zonal", 3.0), ("bodies", 50.0), ("radiation", 50.0), ("exponential", 50.0)]
)
def test_positions_over_seven_days_are_within_50_m(name, kind, bound_m, capsys):
    found = miss_m(name, kind)
    with capsys.disabled():
        print(f"\n{name} {kind}: {found:.2f} m", end="")
    assert found <= bound_m


def lag_m(run):
    """How far drag has carried the satellite ahead along its track after seven days: it grows with the decay rate."""
    free, dragged = run("radiation")[-1], run("nrlmsise00")[-1]
    return float(np.dot(dragged[:3] - free[:3], free[3:]) / np.linalg.norm(free[3:]))


@pytest.mark.parametrize("name", NAMES)
def test_decay_rate_with_nrlmsis_is_within_5_percent(name, capsys):
    """Distance gained along the track over seven days, each against its own run without drag."""
    theirs = lag_m(lambda kind: orekit(name, kind)[1][:, 1:7])
    mine = lag_m(lambda kind: np.hstack(ours(name, kind)))
    with capsys.disabled():
        print(f"\n{name}: Orekit gains {theirs:.0f} m, we {mine:.0f} m ({mine / theirs - 1:+.1%})", end="")
    assert mine == pytest.approx(theirs, rel=0.05)
