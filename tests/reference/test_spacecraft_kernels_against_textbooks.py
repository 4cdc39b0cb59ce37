"""Torques, array power, burns and link losses against worked examples that others printed."""

import numpy as np
import pytest

from spacefaring.kernels import attitude, links, optics, power, propulsion

FIRESAT_RADIUS_M = 7_078e3  # SMAD 3rd ed., table 11-9A: 700 km


@pytest.mark.parametrize(("tilt_deg", "torque_nm"), [(1.0, 1.8e-6), (30.0, 4.4e-5)])
def test_gravity_gradient_of_firesat(tilt_deg, torque_nm):
    found = attitude.gravity_gradient_nm(FIRESAT_RADIUS_M, 30.0, np.radians(tilt_deg))
    assert found == pytest.approx(torque_nm, rel=0.05)


def test_sunlight_magnetism_and_air_on_firesat():
    assert attitude.solar_pressure_nm(1367.0, 3.0, 0.6, 0.3) == pytest.approx(6.6e-6, rel=0.01)
    assert attitude.magnetic_nm(FIRESAT_RADIUS_M, 1.0) == pytest.approx(4.5e-5, rel=0.01)
    assert attitude.aerodynamic_nm(1e-13, 7_504.0, 2.0, 3.0, 0.2) == pytest.approx(3.4e-6, rel=0.01)


def test_wheel_momentum_and_slew_torque_of_firesat():
    # SMAD 3rd ed., table 11-12: 4.5e-5 N·m over a 98.8 min orbit 4.7e-2 N·m·s; 30 deg in 600 s with 90 kg·m² 5.2e-4 N·m
    assert attitude.cyclic_momentum_nms(4.5e-5, 98.8 * 60.0) == pytest.approx(4.7e-2, rel=0.01)
    assert attitude.slew_torque_nm(90.0, np.radians(30.0), 600.0) == pytest.approx(5.2e-4, rel=0.01)


def test_array_power_of_firesat():
    # SMAD 3rd ed., sec. 11.4, step 1: 110 W in both halves, 35.3 and 63.5 min, peak-power tracking
    found = power.array_power_w(
        load_eclipse_w=110,
        load_sunlight_w=110,
        eclipse_s=35.3 * 60,
        sunlight_s=63.5 * 60,
        path_eclipse=0.6,
        path_sunlight=0.8,
    )
    assert found == pytest.approx(239.4, abs=0.2)


def test_array_of_firesat_ages_by_a_fifth():
    # SMAD 3rd ed., sec. 11.4, step 5: 3.75 % a year over 5 years leaves 82.6 %
    assert power.kept_after_years(0.0375, 5.0) == pytest.approx(0.826, abs=0.001)


def test_hohmann_transfers_of_vallado():
    # Vallado, 4th ed., example 6-1: 191.34411 km to 35,781.34857 km, 2.457 038 and 1.478 187 km/s
    leave, arrive = propulsion.hohmann_m_per_s(6_569.4781e3, 42_159.4856e3)
    assert leave == pytest.approx(2_457.038, abs=0.5)
    assert arrive == pytest.approx(1_478.187, abs=0.5)


def test_propellant_share_of_a_single_stage_to_orbit():
    # the usual example of the rocket equation (recalled): 9,700 m/s at an exhaust of 4,500 m/s burns 88.4 %
    burnt = propulsion.propellant_kg(1.0, 9_700.0, 4_500.0 / 9.80665)
    assert burnt / (1.0 + burnt) == pytest.approx(0.884, abs=5e-4)


def test_free_space_loss_of_itu():
    # ITU-R P.525-4, eq. 4: 32.4 + 20 log f (MHz) + 20 log d (km)
    for frequency_mhz, distance_km in ((437.0, 2_000.0), (8_200.0, 1_815.0), (20_000.0, 37_000.0)):
        expected = 32.4 + 20 * np.log10(frequency_mhz) + 20 * np.log10(distance_km)
        assert links.free_space_loss_db(distance_km * 1e3, frequency_mhz * 1e6) == pytest.approx(expected, abs=0.06)


def test_dish_and_boltzmann_of_maral_and_bousquet():
    # Maral and Bousquet, 5th ed., sec. 5.2.1: a 4 m dish of efficiency 0.6 at 14 GHz has 53.1 dBi; 10 log k = −228.6
    assert links.dish_gain_dbi(4.0, 14e9, 0.6) == pytest.approx(53.1, abs=0.1)
    assert pytest.approx(-228.6, abs=0.01) == links.BOLTZMANN_DBW_PER_K_HZ


def test_contrast_of_a_clear_aperture_in_closed_form():
    # Goodman, 3rd ed., eq. 6-32: 2/π·(acos x − x·√(1 − x²))
    assert optics.mtf_diffraction(0.25, 1.0, 1.0) == pytest.approx(0.6850, abs=1e-4)
    assert optics.mtf_diffraction(0.5, 1.0, 1.0) == pytest.approx(0.3910, abs=1e-4)
    assert optics.mtf_diffraction(1.0, 1.0, 1.0) == pytest.approx(0.0, abs=1e-12)
    assert optics.mtf_box(0.5, 1.0) == pytest.approx(2.0 / np.pi)


def test_contrast_of_a_ring_by_direct_overlap():
    """The autocorrelation of a ring counted pixel by pixel: nothing of the closed form is used."""
    side, hole = 801, 0.35
    axis = np.linspace(-1.0, 1.0, side)
    radius = np.hypot(*np.meshgrid(axis, axis))
    ring = ((radius <= 1.0) & (radius >= hole)).astype(float)
    for shift in (80, 200, 400, 640):
        overlap = float(np.sum(ring[:, shift:] * ring[:, :-shift]) / np.sum(ring))
        reduced = shift * (axis[1] - axis[0]) / 2.0
        assert optics.mtf_annular(reduced, 1.0, 1.0, hole) == pytest.approx(overlap, abs=0.004)
