"""Our near-Earth SGP4 against the `sgp4` package; the printed vectors are in test_sgp4_against_published_vectors.

The package: B. Rhodes, Python SGP4 2.x, a wrapper of D. Vallado's C++ code. Element sets: CelesTrak group "resource"
near 2026-04-14, and the verification sets of AIAA 2006-6753 that are near-Earth and decay or are very eccentric.
"""

from pathlib import Path

import numpy as np
import pytest
from sgp4.api import Satrec

from spacefaring.coverage.satellites import _near_earth
from spacefaring.kernels.near_earth import positions_m

# AIAA 2006-6753, file SGP4-VER.TLE: 00005 (eccentric), 06251 (much drag), 28057 (sun-synchronous), 29238 (simple drag).
VERIFICATION = [
    (
        "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
        "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
    ),
    (
        "1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985",
        "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774",
    ),
    (
        "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836",
        "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550",
    ),
    (
        "1 29238U 06022G   06177.28732010  .00766286  10823-4  13334-2 0   101",
        "2 29238  51.5595 213.7903 0202579  95.2503 267.9010 15.73823839  1061",
    ),
]


def element_sets():
    lines = (Path(__file__).parent / "resource_2026-04-14.tle").read_text().splitlines()
    return VERIFICATION + [(lines[k + 1], lines[k + 2]) for k in range(0, len(lines), 3)]


@pytest.mark.parametrize("lines", element_sets())
def test_positions_agree_for_weeks(lines):
    record = Satrec.twoline2rv(*lines)
    theory = _near_earth(record)
    assert theory is not None
    minute = np.linspace(-1440.0, 1440.0 * 28, 2000)
    error, position_km, _ = record.sgp4_array(
        np.full(minute.shape, record.jdsatepoch), record.jdsatepochF + minute / 1440.0
    )
    flies = error == 0
    ours = positions_m(theory, minute)
    assert flies[:100].all()
    assert np.abs(ours[flies] - position_km[flies] * 1e3).max() < 0.02


def test_deep_space_is_left_to_the_package():
    lines = (  # AIAA 2006-6753, 11801
        "1 11801U          80230.29629788  .01431103  00000-0  14311-1 0    13",
        "2 11801  46.7916 230.4354 7318036  47.4722  10.4117  2.28537848    13",
    )
    assert _near_earth(Satrec.twoline2rv(*lines)) is None
