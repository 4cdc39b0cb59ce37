"""Areas of the outlines against the country table of GeoNames, and of Burkina Faso against an equal-area projection.

Source: GeoNames country info, 2025 (column area_km2 of data/countries.csv), which counts inland waters unevenly;
shared check of Natural Earth 10m in the Lambert azimuthal equal-area projection of PROJ: 272,783 km2.
"""

import numpy as np
import pytest
from pyproj import Transformer
from shapely.ops import transform

from spacefaring import catalog
from spacefaring.places import outlines

LEAST_KM2 = 20_000.0


def test_most_countries_agree():
    table = catalog.read("countries")
    rows = np.flatnonzero(table["area_km2"] > LEAST_KM2)
    found = np.array([outlines.area_km2(outlines.country(table.keys[row])) for row in rows])
    ratio = np.abs(found / table["area_km2"][rows] - 1.0)
    assert len(rows) > 150
    assert np.median(ratio) < 0.015
    assert np.mean(ratio < 0.06) > 0.88


def test_burkina_faso_in_an_equal_area_projection():
    project = Transformer.from_crs("EPSG:4326", "+proj=laea +lat_0=12.3 +lon_0=-1.7 +ellps=WGS84", always_xy=True)
    flat = transform(project.transform, outlines.country("BFA"))
    assert flat.area / 1e6 == pytest.approx(272_783, abs=3)
    assert outlines.area_km2(outlines.country("BFA")) == pytest.approx(flat.area / 1e6, rel=1e-5)
