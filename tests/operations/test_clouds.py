"""The sky over the Sahel, and what is said where nothing is known."""

import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.operations.clouds import at_points, clear_sky


def sky(lat_deg, lon_deg, given=None):
    lat = np.atleast_1d(np.asarray(lat_deg, dtype=float))
    return clear_sky(
        lat_deg=lat, lon_deg=np.broadcast_to(lon_deg, lat.shape), area_km2=np.ones_like(lat),
        country=np.full(lat.shape, "BFA"), province=np.array([f"p{i}" for i in range(len(lat))]), given=given,
    )  # fmt: skip


def test_a_station_gives_back_its_own_record():
    rows = catalog.read("clear_sky")
    for station in ("Tamale", "Niamey", "Agadez"):
        mine = rows["station"] == station
        at = sky(rows["latitude_deg"][mine][0], rows["longitude_deg"][mine][0])
        assert at.clear_frac == pytest.approx(rows["clear_frac"][mine])
        assert at.within_range.all()


def test_facts_of_the_record():
    """../shared facts: Niamey 13.5 N, Tamale 9.5 N, share of days with at least 0.8 of the possible sun."""
    niamey = [0.64, 0.62, 0.39, 0.32, 0.37, 0.37, 0.33, 0.25, 0.35, 0.57, 0.69, 0.63]
    tamale = [0.48, 0.58, 0.29, 0.24, 0.45, 0.21, 0.13, 0.12, 0.16, 0.52, 0.69, 0.71]
    assert sky(13.5, 2.1).clear_frac == pytest.approx(niamey, abs=0.0051)
    assert sky(9.5, -0.85).clear_frac == pytest.approx(tamale, abs=0.0051)


def test_between_two_stations_the_sky_lies_between_them():
    low, mid, high = sky(9.5, 0.0).clear_frac, sky(11.5, 0.0).clear_frac, sky(13.5, 0.0).clear_frac
    assert ((mid - low) * (high - mid) >= 0).all()
    assert mid == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(("lat", "lon"), [(48.0, 67.0), (13.0, 80.0), (-20.0, 47.0), (70.0, 25.0), (13.5, 16.5)])
def test_far_from_the_sahel_the_row_says_so(lat, lon):
    row = sky(lat, lon)
    assert not row.within_range.any()
    assert row.clear_frac == pytest.approx(0.45)
    assert row.source[0].startswith("fallback")


def test_near_the_belt_the_nearest_station_is_held_and_flagged():
    sahara = sky(20.0, 8.0)
    assert not sahara.within_range.any()
    assert sahara.clear_frac == pytest.approx(sky(16.99, 8.0).clear_frac, abs=0.002)


def test_the_chain_keeps_its_own_share_of_clear_days():
    row = sky([10.0, 14.0, 16.0], 0.0)
    after_cloud = row.clear_given_clear_frac - row.persistence_frac
    again = row.clear_frac * row.clear_given_clear_frac + (1 - row.clear_frac) * after_cloud
    assert again == pytest.approx(row.clear_frac)
    assert ((after_cloud >= 0) & (row.clear_given_clear_frac <= 1)).all()


def test_the_study_may_give_its_own_sky(tmp_path):
    mine = tuple(np.linspace(0.1, 0.65, 12))
    assert sky(48.0, 67.0, mine).clear_frac == pytest.approx(mine)
    assert sky(48.0, 67.0, mine).within_range.all()
    file = tmp_path / "sky.csv"
    file.write_text("month_index,province,clear_frac,persistence_frac\n7,p1,0.9,0.5\n")
    row = sky([48.0, 48.0], 67.0, str(file))
    assert row.clear_frac[12 + 6] == 0.9
    assert row.persistence_frac[12 + 6] == 0.5
    assert row.clear_frac[6] == pytest.approx(0.45)
    assert row.within_range.tolist() == [False] * 12 + [True] * 12


def test_points_are_independent_of_their_neighbours():
    clear, memory, source = at_points(np.array([10.0, 48.0]), np.array([0.0, 67.0]))
    assert clear[0] == pytest.approx(at_points(np.array([10.0]), np.array([0.0]))[0][0])
    assert source.tolist() == [0, 2]
    assert ((memory >= 0) & (memory < 1)).all()
