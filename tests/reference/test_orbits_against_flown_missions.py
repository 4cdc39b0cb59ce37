"""Sun-synchrony, local time and repeat tracks against missions that fly.

Published figures: Landsat 8 data users handbook (USGS LSDS-1574): 705 km, 98.2 deg, 233 orbits in 16 days, descending
at 10:00 +/- 15 min (later kept near 10:12); Sentinel-2 (ESA SP-1322/2): 786 km, 98.62 deg, 143 orbits in 10 days,
descending at 10:30; Sentinel-5P (ESA): 824 km, 98.74 deg, ascending at 13:30; TerraSAR-X (DLR): 514.8 km, 97.44 deg,
ascending at 18:00; SPOT 1-5 (CNES): 369 orbits in 26 days at 822 km.
Element sets: CelesTrak, 13 April 2026.
"""

import numpy as np
import pytest
from sgp4.api import Satrec

from spacefaring.constants import EARTH_RADIUS_M
from spacefaring.kernels.orbits import sun_synchronous_inclination_rad
from spacefaring.kernels.repeat import repeat_miss_m, semi_major_axis_for_repeat_m
from spacefaring.kernels.sun import local_time_hour

SGP4_RADIUS_M = 6_378_135.0  # WGS 72, the units of an element set
ELEMENT_SETS = {
    "Landsat 8": (
        "1 39084U 13008A   26103.95632536  .00000202  00000+0  54735-4 0  9998",
        "2 39084  98.1863 175.0919 0001171  93.9204 266.2128 14.57117273688546",
    ),
    "Sentinel-2A": (
        "1 40697U 15028A   26103.94899738  .00000077  00000+0  46153-4 0  9997",
        "2 40697  98.5635 179.7237 0001336  89.6508 270.4828 14.30820251564540",
    ),
    "Sentinel-5P": (
        "1 42969U 17064A   26103.56595823  .00000022  00000+0  31511-4 0  9991",
        "2 42969  98.7925  46.1617 0001260  85.7968 274.3352 14.19507796440394",
    ),
    "TerraSAR-X": (
        "1 31698U 07026A   26103.50907317  .00000427  00000+0  23533-4 0  9998",
        "2 31698  97.4459 112.1365 0001673  91.2188 268.9238 15.19153092 43407",
    ),
}


@pytest.mark.parametrize(
    ("altitude_km", "inclination_deg"), [(705.0, 98.2), (786.0, 98.62), (824.0, 98.74), (514.8, 97.44)]
)
def test_inclination_is_the_published_one(altitude_km, inclination_deg):
    found = np.degrees(sun_synchronous_inclination_rad(EARTH_RADIUS_M + altitude_km * 1e3))
    assert found == pytest.approx(inclination_deg, abs=0.09)


@pytest.mark.parametrize("name", ["Landsat 8", "Sentinel-2A", "TerraSAR-X"])
def test_inclination_is_the_one_flown(name):
    flown = Satrec.twoline2rv(*ELEMENT_SETS[name])
    found = sun_synchronous_inclination_rad(flown.a * SGP4_RADIUS_M)
    assert np.degrees(found) == pytest.approx(np.degrees(flown.inclo), abs=0.03)


@pytest.mark.parametrize(
    ("name", "node_hour", "tolerance_hour"),
    [("Landsat 8", 22.2, 0.05), ("Sentinel-2A", 22.5, 0.02), ("Sentinel-5P", 13.5, 0.15), ("TerraSAR-X", 18.0, 0.05)],
)
def test_local_time_of_the_node_is_the_published_one(name, node_hour, tolerance_hour):
    flown = Satrec.twoline2rv(*ELEMENT_SETS[name])
    found = local_time_hour(flown.jdsatepoch + flown.jdsatepochF, flown.nodeo)
    assert found == pytest.approx(node_hour, abs=tolerance_hour)


@pytest.mark.parametrize(("name", "days", "orbits"), [("Landsat 8", 16, 233), ("Sentinel-2A", 10, 143)])
def test_a_repeating_mission_flies_at_the_height_found(name, days, orbits):
    flown = Satrec.twoline2rv(*ELEMENT_SETS[name])
    found_m = semi_major_axis_for_repeat_m(days, orbits, flown.inclo)
    assert found_m == pytest.approx(flown.a * SGP4_RADIUS_M, abs=100.0)
    counted, miss_m = repeat_miss_m(flown.a * SGP4_RADIUS_M, flown.inclo, days)
    assert counted[-1] == orbits
    assert miss_m[-1] < 10e3
    assert miss_m[:-1].min() > 3.0 * miss_m[-1]


def test_spot_repeats_at_its_published_height():
    axis_m = semi_major_axis_for_repeat_m(26, 369, np.radians(98.7))
    assert (axis_m - EARTH_RADIUS_M) / 1e3 == pytest.approx(822.0, abs=2.0)
