"""From separation to the operational orbit: draws, simulated climbs, first contacts."""

from types import SimpleNamespace

import numpy as np
import pytest
from hand_made import orbit, spacecraft

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.kernels.propagator import Forces, no_air
from spacefaring.launch import Inputs, acquisition, ride, solve

TARGET = ride.Target(550e3, np.radians(97.6), False, 2, 1)
EPOCH_JD = 2_462_216.5  # at the equinox the plane of a zero node holds the Sun: an eclipse in every revolution
STATIONS = SimpleNamespace(
    station=np.array(["koudougou", "svalbard"]), lat_deg=np.array([12.25, 78.23]), lon_deg=np.array([-2.37, 15.39]),
    elevation_deg=np.array([5.0, 5.0]),
)  # fmt: skip


class Stations(SimpleNamespace):
    def __len__(self):
        return len(self.station)


PLACES = SimpleNamespace(stations=Stations(**vars(STATIONS)))


def launch(inputs=None, path=None, craft=None, **more):
    return solve(Inputs(**(inputs or {})), orbit=orbit(**(path or {})), spacecraft=spacecraft(**(craft or {})), **more)


def test_drawn_delta_v_has_the_mean_of_half_normals():
    """E|x| of a normal is sigma · sqrt(2/pi), for two apsides and one node."""
    where = acquisition.Drop(550e3, np.radians(97.6), 3_300.0, np.radians(0.033), "")
    errors = acquisition.draw(Inputs(draw_count=100_000), TARGET, where)
    axis = EARTH_RADIUS_M + 550e3
    speed = np.sqrt(EARTH_MU_M3_PER_S2 / axis)
    expected = np.sqrt(2 / np.pi) * (2 * 0.25 * speed / axis * 3_300.0 + speed * np.radians(0.033))
    assert np.mean(acquisition.delta_v_m_per_s(TARGET, *errors)) == pytest.approx(expected, rel=0.01)


def test_two_impulses_reach_the_orbit_that_the_closed_form_prices():
    found = acquisition.simulate(
        525e3, 550e3, np.radians(97.6), EPOCH_JD, thrust_m_per_s2=None, air=no_air(), forces=Forces()
    )
    start = acquisition.simulate(
        525e3, 525e3, np.radians(97.6), EPOCH_JD, thrust_m_per_s2=None, air=no_air(), forces=Forces()
    )
    priced = acquisition.delta_v_m_per_s(TARGET, np.array([25e3]), np.array([25e3]), np.array([0.0]))[0]
    assert found.delta_v_m_per_s == pytest.approx(priced, rel=0.01)
    assert found.mean_axis_m - start.mean_axis_m == pytest.approx(25e3, abs=500.0)
    assert found.eclipse_count in (0, 1)


def test_low_thrust_costs_what_the_closed_form_says_and_takes_its_time():
    """Edelbaum: for a small change the delta-v is the difference of the circular speeds."""
    thrust = 1e-4
    found = acquisition.simulate(
        525e3, 550e3, np.radians(97.6), EPOCH_JD, thrust_m_per_s2=thrust, air=no_air(), forces=Forces()
    )
    speeds = np.sqrt(EARTH_MU_M3_PER_S2 / (EARTH_RADIUS_M + np.array([525e3, 550e3])))
    assert found.delta_v_m_per_s == pytest.approx(speeds[0] - speeds[1], rel=0.02)
    assert found.duration_s == pytest.approx((speeds[0] - speeds[1]) / thrust, rel=0.02)
    assert found.eclipse_count == pytest.approx(found.duration_s / 5_740.0, abs=2)


def test_a_shared_ride_does_not_go_above_where_it_is_sold():
    found = launch(path={"altitude_km": 650.0, "inclination_deg": 98.0})
    assert found.ride_altitude_km == 600.0
    assert found.acquisition_p90_m_per_s > launch().acquisition_p90_m_per_s + 20.0
    assert launch({"mode": "dedicated"}, {"altitude_km": 650.0, "inclination_deg": 98.0}).ride_altitude_km == 650.0


def test_share_of_injections_covered_follows_the_budget():
    def covered(total):
        table = SimpleNamespace(line=np.array(["injection", "disposal"]), total_m_per_s=np.array([total, 50.0]))
        craft = spacecraft()
        craft.delta_v = table
        return solve(Inputs(), orbit=orbit(), spacecraft=craft).acquisition_covered_frac

    assert covered(0.0) == 0.0
    assert 0.3 < covered(launch().acquisition.delta_v_m_per_s[1]) < 0.7
    assert covered(100.0) == 1.0
    assert np.isnan(launch().acquisition_covered_frac)


def test_first_contacts_are_in_order_within_three_days_and_polar_stations_hear_more():
    found = launch(places=PLACES).contacts
    assert np.all(np.diff(found.after_separation_hour) >= 0.0)
    assert found.after_separation_hour[-1] < 72.0
    assert np.all(found.duration_min > 0.0)
    counts = {name: int(np.sum(found.station == name)) for name in ("koudougou", "svalbard")}
    assert counts["svalbard"] > 3 * counts["koudougou"] > 0
    assert found.start_utc[0] > "2029-01-01"


def test_without_places_or_on_the_ring_no_contact_is_invented():
    assert len(launch().contacts) == 0
    ring = {"kind": "geostationary", "altitude_km": 35_786.0, "inclination_deg": 0.0, "satellite_count": 1}
    found = launch({}, ring, {"wet_mass_kg": 3_000.0}, places=PLACES)
    assert len(found.contacts) == 0
    assert "Apogee manoeuvres to the geostationary ring" in found.steps.step


def test_same_seed_same_draws():
    assert str(launch().acquisition.columns()) == str(launch().acquisition.columns())
    assert launch({"seed": 2}).acquisition_p90_m_per_s != launch().acquisition_p90_m_per_s


def test_two_satellites_spread_by_half_a_turn():
    """3/2 n δa/a for half a turn: 550 km, 5 km apart, takes about half a year's sixth (28 days)."""
    table = launch(craft={"delta_v_drag_m_per_s": 10.0}).phasing
    row = list(table.way).index("along the orbit, by height")
    axis = EARTH_RADIUS_M + 550e3
    motion = np.sqrt(EARTH_MU_M3_PER_S2 / axis**3)
    assert table.angle_deg[row] == 180.0
    assert table.duration_day[row] == pytest.approx(np.pi / (1.5 * motion * 5e3 / axis) / 86_400.0)
    exact = 2 * (np.sqrt(EARTH_MU_M3_PER_S2 / axis) - np.sqrt(EARTH_MU_M3_PER_S2 / (axis + 5e3)))
    assert table.delta_v_m_per_s[row] == pytest.approx(exact, rel=0.01)


def test_drag_phasing_agrees_with_stepping_through_time():
    """One satellite brakes more for half of the time, the other for the rest: integrate the drift in small steps."""
    table = launch().phasing
    assert list(table.way) == ["along the orbit, by drag"]
    days, offset_m = table.duration_day[0], table.height_offset_km[0] * 1e3
    axis = EARTH_RADIUS_M + 550e3
    motion = np.sqrt(EARTH_MU_M3_PER_S2 / axis**3)
    time = np.linspace(0.0, days * 86_400.0, 20_001)
    apart = np.interp(time, [0.0, time[-1] / 2, time[-1]], [0.0, offset_m, 0.0])
    angle = np.trapezoid(1.5 * motion * apart / axis, time)
    assert np.degrees(angle) == pytest.approx(180.0, rel=0.001)


def test_planes_spread_by_the_drift_of_their_nodes():
    two = {"plane_count": 2, "satellites": SimpleNamespace(raan_deg=np.array([258.0, 288.0]))}
    table = launch(path=two, craft={"delta_v_drag_m_per_s": 10.0}).phasing
    row = list(table.way).index("over the planes, by height")
    assert table.angle_deg[row] == pytest.approx(30.0)
    assert table.duration_day[row] > 365.0, "a sun-synchronous node drifts slowly"


def test_one_satellite_needs_no_phasing():
    assert len(launch(path={"satellite_count": 1}).phasing) == 0


def test_lifetimes_in_past_cycles_bracket_the_forecast():
    found = launch()
    times = found.cycles.lifetime_year
    assert len(times) >= 5
    assert times.min() < found.lifetime_low_activity_year[0]
    assert times.max() > found.lifetime_high_activity_year[0]
    assert (
        times.min()
        <= found.lifetime_cycles_p10_year
        <= np.median(times)
        <= found.lifetime_cycles_p90_year
        <= times.max()
    )


def test_passivation_names_propellant_only_where_there_is_some():
    assert "Propellant and pressurant" not in launch().passivation.item
    craft = spacecraft()
    craft.propulsion_kind = "hydrazine"
    assert "Propellant and pressurant" in solve(Inputs(), orbit=orbit(), spacecraft=craft).passivation.item


def test_another_local_time_is_priced_in_delta_v_and_in_waiting():
    """One hour of local time is 15 degrees of node: nearly 2 km/s at once for a polar orbit, or years of drift."""
    found, same = launch({"ride_ltan_hour": 9.5}), launch({"ride_ltan_hour": 10.5})
    speed = np.sqrt(EARTH_MU_M3_PER_S2 / (EARTH_RADIUS_M + 550e3))
    assert found.plane_change_m_per_s == pytest.approx(2.0 * speed * np.sin(np.radians(7.5)), rel=0.02)
    assert found.plane_drift_day > 200.0
    assert same.plane_change_m_per_s == 0.0
    assert launch().plane_change_m_per_s == 0.0
