"""What a plan may never do, whatever the mission: make data, image at night, or come down before it was taken."""

import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring import operations
from spacefaring.errors import StudyError
from spacefaring.operations import plan, store


def run(world, payload, craft, **asked):
    return operations.solve(
        operations.Inputs(**asked), places=world.places, orbit=world.orbit, coverage=world.coverage, payload=payload,
        spacecraft=craft,
    )  # fmt: skip


def with_(thing, **changes):
    return SimpleNamespace(**(vars(thing) | changes))


def test_data_are_conserved(world, payload, craft):
    for storage_gbit in (20.0, 256.0):
        losses = run(world, payload, with_(craft, storage_gbit=np.array([storage_gbit]))).losses
        total = losses.delivered_gbit + losses.lost_gbit + losses.backlog_gbit
        assert losses.imaged_gbit == pytest.approx(total, rel=1e-9)
        assert (losses.delivered_gbit > 0).all()


def test_the_waterfall_only_falls_and_ends_at_the_usable_area(world, payload, craft):
    found = run(world, payload, craft)
    area = found.waterfall.area_km2_per_day
    assert found.waterfall.step.tolist() == ["orbit", "visible", "sunlit", "clear", "energy", "memory", "downlink"]
    assert (np.diff(area) <= 1e-9 * area[0]).all()
    assert area[-1] == pytest.approx(found.usable_area_km2_per_day[0])
    assert found.image_area_km2_per_day[0] * found.clear_frac == pytest.approx(found.usable_area_km2_per_day[0])


def test_provinces_share_all_that_is_imaged(world, payload, craft):
    found = run(world, payload, craft)
    assert found.province.area_imaged_km2_per_day.sum() == pytest.approx(found.image_area_km2_per_day[0])


def test_the_sweep_over_the_territory_is_that_of_a_random_track(world, payload, craft):
    """Seen from far, crossings are random: time within reach of the box ≈ its part of the band the tracks fill."""
    wide = with_(payload, field_of_regard_deg=np.array([0.0]))
    found = run(world, wide, with_(craft, imaging_min_per_day=np.array([1e6])))
    swept = found.waterfall.area_km2_per_day[1]
    # density of a circular track of inclination i at latitude φ: 1 / (π √(sin²i − sin²φ)) per unit sin φ and longitude
    lat, inclination = np.radians(np.linspace(10, 15, 501)), np.radians(97.6)
    part = np.trapezoid(np.cos(lat) / np.sqrt(np.sin(inclination) ** 2 - np.sin(lat) ** 2), lat) / np.pi * 6.0 / 360.0
    speed_km_per_day = 2 * np.pi * 6371.0 / world.orbit.period_min * 1440
    expected = 2 * part * speed_km_per_day * 30.0
    assert swept == pytest.approx(expected, rel=0.15)  # ten days hold some 30 crossings, and edges count half a strip


def test_energy_is_never_overspent(world, payload, craft):
    found = run(world, payload, with_(craft, imaging_min_per_day=np.array([0.5])))
    assert 0.2 < found.imaging_min_per_day[0] <= 0.5


def test_the_night_side_is_not_imaged(world, payload, craft):
    found = run(world, payload, craft)
    visible, sunlit = found.waterfall.area_km2_per_day[1:3]
    assert 0.4 < sunlit / visible < 0.6  # 22:30 crosses once by day (10:30) and once by night
    images = found.day.start_utc[found.day.activity == "imaging"]
    assert len(images)
    for start in images:
        hour = int(start[11:13]) + int(start[14:16]) / 60 - 2 / 15
        assert 9.0 < hour < 12.0


def test_no_contact_no_product(world, payload, craft):
    deaf = with_(world, coverage=with_(world.coverage, contacts=world.coverage.contacts.where(np.zeros(0, dtype=int))))
    found = run(deaf, payload, craft)
    assert found.delivered_gbit_per_day[0] == 0
    assert found.image_area_km2_per_day[0] == 0
    assert np.isnan(found.latency_p90_hour[0])


def test_more_rate_never_delivers_less_nor_later(world, payload, craft):
    rates = np.array([20.0, 60.0, 150.0, 600.0])
    found = run(world, payload, with_(craft, downlink_mbit_per_s=rates))
    assert (np.diff(found.delivered_gbit_per_day) >= -1e-9).all()
    assert (np.diff(found.latency_mean_hour) <= 1e-6).all()
    alone = [run(world, payload, with_(craft, downlink_mbit_per_s=rates[k : k + 1])) for k in range(4)]
    assert found.latency_p90_hour == pytest.approx([a.latency_p90_hour[0] for a in alone])


def test_the_day_table_adds_up_to_the_contacts_capacity(world, payload, craft):
    day = run(world, payload, craft).day
    down = day.activity == "downlink"
    begin, end = (
        np.array([t.rstrip("Z") for t in times], dtype="datetime64[s]") for times in (day.start_utc, day.end_utc)
    )
    length_s = (end - begin).astype(float)
    assert (day.data_gbit[down] <= 0.150 * (length_s[down] + 1)).all()
    assert day.data_gbit[~down].sum() > 0
    assert set(day.place[~down]) <= {"North", "South"}


def test_one_antenna_hears_one_satellite_at_a_time(world):
    twice = world.coverage.contacts
    same = replace(twice, satellite_index=1.0 - twice.satellite_index)
    both = type(twice)(**{n: np.concatenate([getattr(twice, n), getattr(same, n)]) for n in twice.names()})
    one = store.downlinks(both, duration_s=864000.0, acquisition_s=0.0, antenna_count=1)
    two = store.downlinks(both, duration_s=864000.0, acquisition_s=0.0, antenna_count=2)
    order = np.argsort(one.start_s)
    assert (one.start_s[order][1:] >= one.end_s[order][:-1] - 1e-9).all()
    assert (two.end_s - two.start_s).sum() == pytest.approx(2 * (one.end_s - one.start_s).sum(), rel=1e-6)


def test_energy_goes_to_the_first_crossings_of_each_day():
    crossed = SimpleNamespace(
        start_s=np.array([0.0, 1000.0, 90_000.0, 500.0]), length_s=np.array([60.0, 60.0, 60.0, 60.0]),
        satellite=np.array([0, 0, 0, 1]),
    )  # fmt: skip
    taken = plan.taken_of(crossed, np.ones(4), np.array([1.5]))
    assert taken[0] == pytest.approx([1.0, 0.5, 1.0, 1.0])


def test_a_wrong_sky_gets_a_sentence(world, payload, craft, tmp_path):
    with pytest.raises(StudyError, match="twelve"):
        run(world, payload, craft, clear_sky=(0.5, 0.6))
    with pytest.raises(StudyError, match="not a file"):
        run(world, payload, craft, clear_sky=str(tmp_path / "none.csv"))
    percent = tmp_path / "percent.csv"
    percent.write_text("month_index,clear_frac\n1,45\n")
    with pytest.raises(StudyError, match="percentage"):
        run(world, payload, craft, clear_sky=str(percent))


def test_geostationary_latency_is_the_way_of_light(world):
    orbit = SimpleNamespace(
        kind="geostationary", epoch_utc="2029-01-01T00:00:00", altitude_km=35786.0,
        satellites=type(world.orbit.satellites)(
            satellite_index=0.0, semi_major_axis_km=42164.17, eccentricity=0.0, inclination_deg=0.0,
            raan_deg=float(np.degrees(2.6)), argument_of_perigee_deg=0.0, mean_anomaly_deg=0.0),
    )  # fmt: skip
    points = world.places.points
    coverage = SimpleNamespace(
        duration_day=30.0, revisit_mean_hour=0.0, revisit_p90_hour=0.0,
        points=SimpleNamespace(access_hour=np.full(len(points), 720.0), area_km2=points.area_km2),
    )  # fmt: skip
    payload = SimpleNamespace(
        kind="transponder", capacity_mbit_per_s=np.array([100.0]), availability_frac=np.array([0.995])
    )
    found = operations.solve(
        operations.Inputs(), places=world.places, orbit=orbit, coverage=coverage, payload=payload, spacecraft=None
    )
    assert 0.239 < found.latency_mean_hour[0] * 3600 < 0.279  # 2 × 35,786 km to 2 × 41,679 km (horizon)
    assert found.delivered_gbit_per_day[0] == pytest.approx(100e-3 * 86400 * 0.995)
    assert np.isnan(found.image_area_km2_per_day[0])


def test_it_is_quick(world, payload, craft):
    run(world, payload, craft)
    begin = time.process_time()
    run(world, payload, craft)
    assert time.process_time() - begin < 0.7


def test_crossings_against_a_dense_track_over_the_box(world):
    """Every second of ten days: how long does the point below stand in the box, widened sideways by the reach?"""
    from spacefaring.constants import S_PER_DAY
    from spacefaring.kernels.earth import ecef_to_geodetic, gmst_rad, turn_to_ecef
    from spacefaring.kernels.orbits import mean_elements_to_state
    from spacefaring.operations import tracks

    ground = tracks.ground_of(world.places, np.zeros(len(world.places.points), dtype=int))
    found = tracks.crossings(world.orbit, ground, reach_m=15e3, duration_s=10 * S_PER_DAY)
    time_s, inside_s = np.arange(0.0, 10 * S_PER_DAY), 0.0
    wider_deg, longer_deg = (15e3 + ground.half_cell_m) / 111_195.0, max(ground.half_cell_m, 17.5e3) / 111_195.0
    for element in tracks.elements_of(world.orbit):
        position = mean_elements_to_state(element, time_s)[0][0]
        sidereal = gmst_rad(tracks.julian_day(world.orbit.epoch_utc), time_s / S_PER_DAY)
        latitude, longitude, _ = ecef_to_geodetic(turn_to_ecef(position, sidereal))
        lat, lon = np.degrees(latitude), np.degrees(longitude)
        east = wider_deg / np.cos(latitude)
        inside_s += np.sum((np.abs(lat - 12.5) < 2.5 + longer_deg) & (np.abs(lon + 2.0) < 3.0 + east))
    assert found.length_s.sum() == pytest.approx(inside_s, rel=0.06)  # corners and ends of the box


def test_no_crossing_is_shorter_than_a_step_nor_before_the_start(world):
    from spacefaring.operations import tracks

    ground = tracks.ground_of(world.places, np.zeros(len(world.places.points), dtype=int))
    found = tracks.crossings(world.orbit, ground, reach_m=300e3, duration_s=864_000.0)
    assert (found.start_s >= 0).all()
    assert (np.diff(found.start_s) >= 0).all()
    assert (found.length_s > 0).all()
    for satellite in (0, 1):
        mine = found.satellite == satellite
        assert (found.start_s[mine][1:] >= found.end_s[mine][:-1]).all()


def test_a_relay_in_low_orbit_waits_for_a_pass_and_a_station(world):
    payload = SimpleNamespace(kind="relay", capacity_mbit_per_s=np.array([0.01]), availability_frac=np.array([np.nan]))
    points = world.places.points
    seen = with_(
        world.coverage, points=SimpleNamespace(access_hour=np.full(len(points), 8.0), area_km2=points.area_km2)
    )
    found = run(with_(world, coverage=seen), payload, None)
    assert 1.0 < found.latency_mean_hour[0] < found.latency_p90_hour[0] < 24.0
    assert found.delivered_gbit_per_day[0] == pytest.approx(0.01e-3 * 86400 * 8.0 / 240.0)
    deaf = with_(seen, contacts=seen.contacts.where(np.zeros(0, dtype=int)))
    assert np.isinf(run(with_(world, coverage=deaf), payload, None).latency_p90_hour[0])


def test_reach_of_the_house_example():
    from spacefaring.operations import tracks

    assert tracks.reach_at_elevation_m(550e3, np.radians(10)) == pytest.approx(1664e3, rel=2e-3)  # Wertz, sec. 5.2
