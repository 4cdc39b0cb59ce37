"""Total attenuation at Ouagadougou against itur 0.4.0 (P.618-13), run by others for the same site.

GEO at 10° E, 70.2° of elevation, 1.2 m dish, 66 mm/h: dB exceeded for 0.01, 0.1, 0.5 and 1 % of the year.
"""

import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.payload import forward

SEEN = forward.View(
    half_angle_rad=0.01,
    elevation_rad=np.radians(70.2),
    range_m=36_200e3,
    latitude_rad=np.radians(12.37),
    lowest_rad=np.radians(70.2),
    seen_frac=1.0,
)
ITUR = {12.0: (10.5, 4.7, 2.0, 1.3), 20.0: (30.2, 15.1, 7.2, 4.6), 30.0: (59.5, 31.3, 14.8, 9.1)}


@pytest.mark.parametrize("frequency_ghz", ITUR)
def test_total_attenuation_at_ouagadougou(frequency_ghz):
    row = catalog.read("link_climates").row("ouagadougou")
    sky = row | {
        "vapour_g_per_m3": row["vapour_1_percent_g_per_m3"],
        "cloud_liquid_kg_per_m2": row["cloud_liquid_1_percent_kg_per_m2"],
    }
    for percent, expected in zip((0.01, 0.1, 0.5, 1.0), ITUR[frequency_ghz], strict=True):
        found = forward.attenuation_db(frequency_ghz, percent, SEEN, sky, 1.2, 0.5)
        assert found == pytest.approx(expected, rel=0.06, abs=0.25)
