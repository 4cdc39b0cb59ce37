"""The mean density follows from the point density, whatever the code that averages."""

import numpy as np
import pytest

from spacefaring.kernels import atmosphere

POINTS = 4_000


@pytest.mark.parametrize("altitude_m", [210e3, 437e3, 525e3, 777e3])
@pytest.mark.parametrize(("f107_sfu", "ap_index"), [(70.0, 4.0), (105.0, 12.0), (230.0, 15.0)])
@pytest.mark.parametrize("inclination_deg", [15.0, 51.6, 97.5])
def test_table_gives_the_mean_over_random_points_of_the_orbit(altitude_m, f107_sfu, ap_index, inclination_deg):
    generator, inclination = np.random.default_rng(3), np.radians(inclination_deg)
    arguments, longitudes = generator.uniform(0.0, 2.0 * np.pi, (2, POINTS))
    minutes = generator.uniform(0.0, 525_960.0, POINTS).astype("timedelta64[m]")
    latitude = np.arcsin(np.sin(inclination) * np.sin(arguments))
    height = [atmosphere.height_along_orbit_m(np.array([altitude_m]), inclination, u)[1][0] for u in arguments]
    direct = atmosphere.density_kg_per_m3(
        np.datetime64("2001-01-01", "m") + minutes, latitude, longitudes, np.array(height),
        f107_sfu=f107_sfu, f107a_sfu=f107_sfu, ap_index=ap_index,
    )  # fmt: skip
    spread = direct.std() / np.sqrt(POINTS)
    found = atmosphere.orbit_mean_density_kg_per_m3(altitude_m, inclination, f107_sfu=f107_sfu, ap_index=ap_index)
    assert found == pytest.approx(direct.mean(), rel=0.03, abs=3.0 * spread)


def test_density_falls_with_height_and_grows_with_activity():
    altitude_m = np.linspace(110e3, 1_990e3, 60)
    quiet, active = (
        atmosphere.orbit_mean_density_kg_per_m3(altitude_m, np.radians(97.5), f107_sfu=f, ap_index=a)
        for f, a in ((70.0, 4.0), (230.0, 30.0))
    )
    assert np.all(np.diff(quiet) < 0.0)
    assert np.all(np.diff(active) < 0.0)
    assert np.all(active[altitude_m > 200e3] > quiet[altitude_m > 200e3])


def test_outside_the_table_there_is_no_number():
    outside = atmosphere.orbit_mean_density_kg_per_m3([99e3, 2_001e3], 1.0, f107_sfu=100.0, ap_index=8.0)
    assert np.isnan(outside).all()
    assert np.isnan(
        atmosphere.density_kg_per_m3("2020-01-01", 0.0, 0.0, 2.5e6, f107_sfu=100, f107a_sfu=100, ap_index=4)
    )


def test_nothing_is_fetched(monkeypatch):
    import pymsis.utils

    def refuse(*_, **__):
        raise AssertionError("the network was asked for solar activity")

    monkeypatch.setattr(pymsis.utils, "download_f107_ap", refuse)
    assert atmosphere.density_kg_per_m3("2099-01-01", 0.1, 0.2, 400e3, f107_sfu=150, f107a_sfu=150, ap_index=10) > 0.0
