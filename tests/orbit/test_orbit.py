"""Kinds of orbit, constellations, and what a study may not ask."""

import numpy as np
import pytest
from pydantic import ValidationError

from spacefaring import orbit
from spacefaring.kernels.earth import gmst_rad
from spacefaring.kernels.orbits import j2_rates_rad_per_s
from spacefaring.kernels.sun import local_time_hour
from spacefaring.orbit import kinds

from .ground import band

EPOCH_JD = 2_462_200.5  # 5 March 2029, 0 h


def solve(places=None, **keys):
    return orbit.solve(orbit.Inputs(**keys), launch_year=2029, places=places or band())


def test_a_sun_synchronous_node_follows_the_sun():
    found = solve(altitude_km=550, ltan_hour=10.5)
    assert found.epoch_utc == "2029-03-05T00:00:00Z"
    assert found.raan_rate_deg_per_day[0] == pytest.approx(360.0 / 365.242, rel=1e-6)
    assert local_time_hour(EPOCH_JD, np.radians(found.satellites.raan_deg[0])) == pytest.approx(10.5)


def test_galileo_as_a_walker_pattern():
    """56:24/3/1: 45 degrees in the plane, planes 120 degrees apart, 15 degrees of phase (Galileo OS SIS ICD, 2021)."""
    pattern = {"satellite_count": 24, "plane_count": 3, "phasing_index": 1}
    table = solve(kind="inclined", altitude_km=2000, inclination_deg=56, **pattern).satellites
    first, second = table.where(table.plane_index == 0), table.where(table.plane_index == 1)
    assert np.diff(first.mean_anomaly_deg) == pytest.approx(45.0)
    assert second.raan_deg[0] - first.raan_deg[0] == pytest.approx(120.0)
    assert second.mean_anomaly_deg[0] - first.mean_anomaly_deg[0] == pytest.approx(15.0)


def test_sun_synchronous_planes_spread_their_local_time():
    table = solve(satellite_count=3, plane_count=3, ltan_hour=10.5, ltan_span_hour=3.0).satellites
    assert local_time_hour(EPOCH_JD, np.radians(table.raan_deg)) == pytest.approx([10.5, 12.0, 13.5])


def test_a_train_passes_one_after_the_other():
    found = solve(satellite_count=3, pattern="train", train_spacing_min=10)
    lag_min = np.mod(-found.satellites.mean_anomaly_deg, 360.0) / 360.0 * found.period_min[0]
    assert lag_min == pytest.approx([0.0, 10.0, 20.0])
    assert len(set(found.satellites.raan_deg)) == 1


def test_the_geostationary_satellite_stands_still():
    found = solve(kind="geostationary", longitude_deg=10)
    table = found.ephemeris
    longitude = np.degrees(
        np.arctan2(table.position_y_km, table.position_x_km) - gmst_rad(EPOCH_JD, table.time_s / 86_400.0)
    )
    assert np.abs(np.mod(longitude - 10.0 + 180.0, 360.0) - 180.0).max() < 1e-3
    assert np.abs(table.position_z_km).max() == pytest.approx(0.0, abs=1e-9)
    assert found.period_min[0] == pytest.approx(1436.068, abs=0.001)
    assert np.isnan(found.ltan_hour[0])
    assert found.altitude_km[0] == pytest.approx(35_786.5, abs=0.1)  # 35,786.0 by Kepler, 0.5 km of flattening


def test_the_geostationary_slot_is_the_middle_of_the_territory():
    assert solve(kind="geostationary").longitude_deg[0] == pytest.approx(-2.0)
    assert abs(solve(band("FJI"), kind="geostationary").longitude_deg[0]) == pytest.approx(179.0, abs=1.5)


def test_satellites_of_one_slot_keep_apart():
    anomaly_deg = solve(kind="geostationary", longitude_deg=10, satellite_count=3).satellites.mean_anomaly_deg
    assert np.diff(anomaly_deg) == pytest.approx(0.1)


def test_an_equatorial_band_serves_its_latitudes():
    """Burkina Faso, 9.4 to 15.1 degrees north: an inclination just short of its northern edge."""
    found = solve(kind="equatorial_band")
    assert 14.0 <= found.inclination_deg[0] <= 16.0
    assert len(found.reasons) == 1
    assert "14.5 deg" in str(found.reasons[0])
    assert solve(kind="equatorial_band", inclination_deg=18).inclination_deg[0] == pytest.approx(18.0)


@pytest.mark.parametrize(
    ("low", "high"), [(9.4, 15.1), (-15.1, -9.4), (-11.0, 6.0), (1.2, 1.5), (0.0, 0.0), (36.0, 42.0)]
)
def test_no_other_inclination_sees_the_least_seen_latitude_longer(low, high):
    from spacefaring.kernels.bands import access_frac, reach_rad

    best = kinds.best_inclination_deg(low, high, 550.0, 30.0)
    latitude, reach = np.radians(np.linspace(low, high, 15)), reach_rad(550e3, np.radians(30.0))
    worst = access_frac(latitude, np.radians(best), reach).min()
    others = np.radians(np.arange(0.0, 90.5, 0.5))
    assert worst >= access_frac(latitude[None, :], others[:, None], reach).min(axis=1).max() - 1e-12


def test_energy_and_angular_momentum_of_the_ephemeris_are_kept():
    table = solve(kind="inclined", inclination_deg=30, altitude_km=600).ephemeris
    position = np.stack([table.position_x_km, table.position_y_km, table.position_z_km], axis=1)
    velocity = np.stack([table.velocity_x_km_per_s, table.velocity_y_km_per_s, table.velocity_z_km_per_s], axis=1)
    assert np.ptp(np.linalg.norm(position, axis=1)) < 1e-6
    momentum = np.cross(position, velocity)
    assert np.ptp(momentum[:, 2]) < 1e-6 * momentum[0, 2]
    assert len(table) == 1441


def test_shadow_shrinks_as_the_sun_leaves_the_plane():
    """Of the days of a year, sorted by the Sun's angle above the plane, the shadow only gets shorter."""
    table = solve(kind="inclined", inclination_deg=60, altitude_km=800).beta
    by_angle = table.eclipse_min[np.argsort(np.abs(table.beta_deg))]
    assert np.all(np.diff(by_angle) <= 1e-9)
    assert by_angle[0] > 34.0
    assert by_angle[-1] == 0.0


def test_the_worst_plane_gives_the_year_of_shadow():
    found = solve(satellite_count=2, plane_count=2, ltan_hour=6.0, ltan_span_hour=6.0)
    assert found.eclipse_max_min[0] == pytest.approx(found.beta.eclipse_min.max())
    assert found.eclipse_max_min[0] > solve(ltan_hour=6.0).eclipse_max_min[0] + 10.0


def test_the_track_closes_at_the_height_found():
    found = solve(altitude_km=561)
    again = solve(altitude_km=float(found.repeat_altitude_km[0]))
    assert again.repeat_miss_km[0] < 0.01
    assert again.repeat_day[0] == found.repeat_day[0]


def test_trade_is_the_solution_at_each_height():
    table = solve(altitude_km=550, satellite_count=2).trade
    row = int(np.flatnonzero(table.altitude_km == 700.0)[0])
    there = solve(altitude_km=700, satellite_count=2)
    assert table.inclination_deg[row] == pytest.approx(there.inclination_deg[0])
    assert table.eclipse_max_min[row] == pytest.approx(there.eclipse_max_min[0])
    assert table.repeat_day[row] == there.repeat_day[0]
    assert table.look_gap_max_day[row] == pytest.approx(there.look_gap_max_day[0])
    assert np.all(np.diff(table.period_min) > 0)
    assert len(solve(kind="geostationary").trade) == 0


def test_coverage_flies_the_same_satellites():
    """The ephemeris is the propagation of the elements that coverage takes over, to a millimetre."""
    from spacefaring import coverage
    from spacefaring.kernels.orbits import mean_elements_to_state

    found = solve(satellite_count=2, plane_count=2)
    taken = coverage.mean_orbits(found)
    assert f"{taken.epoch_utc:%Y-%m-%dT%H:%M:%SZ}" == found.epoch_utc
    second = found.ephemeris.where(found.ephemeris.satellite_index == 1)
    position, velocity = mean_elements_to_state(taken.elements, second.time_s)
    assert position[1, :, 0] / 1e3 == pytest.approx(second.position_x_km, abs=1e-6)
    assert velocity[1, :, 2] / 1e3 == pytest.approx(second.velocity_z_km_per_s, abs=1e-9)


def test_rates_are_those_coverage_uses():
    found = solve(kind="inclined", inclination_deg=40)
    rate = j2_rates_rad_per_s(found.semi_major_axis_km * 1e3, found.eccentricity, np.radians(found.inclination_deg))[0]
    assert found.raan_rate_deg_per_day == pytest.approx(np.degrees(rate) * 86_400.0)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"kind": "geostationary", "ltan_hour": 9.0}, "ltan_hour does not apply to kind geostationary"),
        ({"kind": "sun_synchronous", "inclination_deg": 98.0}, "inclination_deg does not apply"),
        ({"kind": "inclined"}, "needs inclination_deg"),
        ({"satellite_count": 3, "plane_count": 2}, "do not fill 2 planes evenly"),
        ({"satellite_count": 2, "plane_count": 2, "pattern": "train"}, "one plane"),
        ({"phasing_index": 1}, "allowed: 0 to 0"),
        ({"altitude_km": 50.0}, "greater than or equal to 160"),
        ({"kind": "polar"}, "Input should be"),
    ],
)
def test_what_does_not_fit_is_said(keys, says):
    with pytest.raises(ValidationError, match=says):
        orbit.Inputs(**keys)


def test_a_resolved_section_can_be_read_again():
    for keys in ({"kind": "geostationary"}, {}, {"kind": "equatorial_band"}):
        first = orbit.Inputs(**keys)
        assert orbit.Inputs(**first.model_dump(mode="json")) == first


def test_drag_classes_are_those_of_the_lifetimes():
    """Against the decay of the launch stage, which is itself held to flown satellites."""
    from spacefaring.launch.lifetime import Body, course

    height_km = np.array([350.0, 450.0, 550.0, 650.0])
    one = np.ones(4)
    body = Body(height_km * 1e3, one * 1.7, one * 0.022, one * 5.0, np.zeros(4, dtype=bool), np.zeros(4))
    year = course(body, launch_year=2029, scenario="mean", horizon_year=100).from_launch_year
    assert np.all(year > [0.0, 1.0, 5.0, 25.0])
    assert np.all(year <= [1.0, 5.0, 25.0, np.inf])
    words = [solve(altitude_km=float(height)).drag_class for height in height_km]
    assert words == ["strong drag", "moderate drag", "weak drag", "slight drag"]


def test_the_ring_has_no_drag_and_a_far_year_is_flagged():
    assert solve(kind="geostationary").drag_class == "no drag"
    assert solve().within_range
    assert not orbit.solve(orbit.Inputs(), launch_year=2060, places=band()).within_range
