"""What each need receives, and that nothing is left unsaid."""

import time

import numpy as np
import pytest
from handmade import imaging, linking, sky_of, two_provinces

from spacefaring import need, service
from spacefaring.service import scores
from spacefaring.service.images import MONTH_DAY, images


@pytest.fixture
def places():
    return two_provinces()


def asked(*rows):
    return need.solve([need.Inputs(**row) for row in rows])


CROPS = {"id": "crops", "theme": "agriculture"}
CLINICS = {"id": "clinics", "theme": "health", "downlink_mbit_per_s": 5}
CITY = {"id": "city", "theme": "urban", "gsd_m": 2.5}


def run(places, missions, *rows, **inputs):
    return service.solve(service.Inputs(**inputs), needs=asked(*rows), places=places, missions=missions)


def test_every_need_is_assessed_even_without_a_mission(places):
    found = run(places, [], CROPS, CLINICS)
    assert found.needs.id.tolist() == ["crops", "clinics"]
    assert found.needs.verdict.tolist() == ["missed", "missed"]
    assert set(found.needs.binding) == {"no mission"}
    assert (found.met_count, found.partly_count, found.missed_count) == (0, 0, 2)


def test_a_need_that_no_mission_serves_is_missed(places):
    found = run(places, [imaging(places)], CROPS, CLINICS)
    assert found.needs.binding[1] == "no mission"
    assert found.needs.missions.tolist() == ["eye", ""]


def test_words_that_bind_are_a_closed_list(places):
    found = run(places, [imaging(places, serves=("crops", "city")), linking()], CROPS, CITY, CLINICS)
    allowed = {*scores.BINDINGS.values(), scores.NO_MISSION, scores.NOT_CLOSED, scores.NOT_ASSESSED}
    assert set(found.needs.binding) <= allowed
    assert set(found.needs.verdict) <= set(scores.VERDICTS)


def test_a_spacecraft_that_does_not_close_serves_nothing(places):
    found = run(places, [imaging(places, closed=False)], CROPS)
    assert found.needs.verdict[0] == "missed"
    assert found.needs.binding[0] == "spacecraft does not close"


def test_the_best_of_two_missions_counts(places):
    weak, strong = (
        imaging(places, name="weak", per_point=0.01),
        imaging(places, name="strong", access=3.0, per_point=2.0),
    )
    both = run(places, [weak, strong], CROPS).needs.score_frac[0]
    assert both == max(run(places, [m], CROPS).needs.score_frac[0] for m in (weak, strong))


def test_clouds_make_july_worse_than_november_and_the_south_worse_than_the_north(places):
    monthly = run(places, [imaging(places)], CROPS).monthly
    south, north = monthly.province == "province 0", monthly.province == "province 1"
    july, november = monthly.month_index == 7, monthly.month_index == 11
    usable = monthly.usable_image_count
    assert usable[south & july] < 0.5 * usable[south & november]
    assert usable[south & july] < usable[north & july]


def test_images_cannot_exceed_the_capacity_nor_the_passes(places):
    pictures = images(imaging(places, access=0.8, per_point=0.2), 1.0)
    assert (pictures.usable_count <= 0.2 * MONTH_DAY + 1e-9).all()
    assert pictures.usable_count == pytest.approx(0.2 * MONTH_DAY * pictures.clear_frac)
    cities = images(imaging(places, access=0.8, per_point=0.2), 0.01)
    assert cities.usable_count == pytest.approx(0.8 * MONTH_DAY * cities.clear_frac)


def test_the_chance_of_enough_images_against_drawn_months(places):
    """Monte Carlo of the whole recipe: passes evenly spaced, the first at a random moment, sky a two-state chain."""
    mission = imaging(places, access=0.37, per_point=0.25)
    pictures, sky = images(mission, 1.0), sky_of(places)
    rng, count = np.random.default_rng(3), 40_000
    for month in (0, 6):
        clear, memory = sky.clear_frac[month], sky.persistence_frac[month]
        apart = 1 / 0.37
        first = rng.uniform(0, apart, count)
        enough = np.zeros(count, dtype=int)
        state = rng.random(count) < clear
        for k in range(13):
            inside = first + k * apart < MONTH_DAY[month]
            enough += inside & state & (rng.random(count) < 0.25 / 0.37)
            link = memory**apart
            state = rng.random(count) < np.where(state, clear + link * (1 - clear), clear * (1 - link))
        for wanted in (1, 2, 4):
            drawn = (enough >= wanted).mean()
            assert pictures.chance_of(wanted)[0, month] == pytest.approx(drawn, abs=4 * np.sqrt(0.25 / count))


def test_rare_needs_are_held_against_the_whole_year(places):
    found = run(places, [imaging(places, serves=("city",), per_point=0.05)], CITY)
    line = found.criteria.where(found.criteria.criterion == "usable_image_per_month")
    assert line.obtained[0] > 1.0  # a city is taken at every clear pass
    assert line.score_frac[0] == 1.0


def test_a_missing_band_is_seen(places):
    found = run(places, [imaging(places)], CROPS | {"bands": ["red", "nir", "swir1"]})
    line = found.criteria.where(found.criteria.criterion == "bands")
    assert line.obtained[0] == 2
    assert line.verdict[0] == "partly"


def test_a_satellite_below_the_horizon_serves_nobody(places):
    found = run(places, [linking(longitude_deg=120.0)], CLINICS)
    assert found.needs.verdict[0] == "missed"
    assert found.needs.binding[0] == "elevation of the satellite"
    assert (found.sites.rate_mbit_per_s == 0).all()
    assert not found.sites.seen.any()


def test_elevation_at_ouagadougou():
    """../shared facts: GEO at 10° E stands 70.2 deg above Ouagadougou."""
    from spacefaring.service.sites import elevation_deg

    rise = elevation_deg(linking(longitude_deg=10.0).orbit, np.array([12.37]), np.array([-1.52]))
    assert rise[0] == pytest.approx(70.2, abs=0.3)


def test_sites_follow_the_people(places):
    found = run(places, [linking()], CLINICS)
    assert found.sites.site_count.sum() == np.ceil(22e6 / 250_000)
    assert found.sites.town[np.argmax(found.sites.site_count)] == "Ouagadougou"
    stated = run(places, [linking()], CLINICS | {"site_count": 30})
    assert stated.sites.site_count.sum() == 30


def test_capacity_is_shared_among_the_sites(places):
    rich, poor = run(places, [linking(capacity=5000.0)], CLINICS), run(places, [linking(capacity=20.0)], CLINICS)
    assert rich.needs.verdict[0] == "met"
    assert poor.needs.verdict[0] == "missed"
    assert poor.needs.binding[0] == "capacity for all sites"
    total = (poor.sites.committed_mbit_per_s * poor.sites.site_count).sum()
    assert total == pytest.approx(20.0)


def test_a_better_mission_never_scores_less(places):
    for better, worse in (
        (imaging(places, gsd_m=2.0), imaging(places, gsd_m=9.0)),
        (imaging(places, latency=10.0), imaging(places, latency=400.0)),
        (imaging(places, per_point=0.4), imaging(places, per_point=0.05)),
    ):
        assert run(places, [better], CROPS).needs.score_frac[0] >= run(places, [worse], CROPS).needs.score_frac[0]


def test_burkina_faso_size_is_quick():
    places = two_provinces(45)
    rows = [CROPS | {"id": f"n{k}"} for k in range(5)]
    mission = imaging(places, serves=tuple(r["id"] for r in rows))
    needs = asked(*rows)
    begin = time.process_time()
    found = service.solve(service.Inputs(), needs=needs, places=places, missions=[mission])
    assert time.process_time() - begin < 0.5
    assert len(found.monthly) == 5 * 45 * 12
