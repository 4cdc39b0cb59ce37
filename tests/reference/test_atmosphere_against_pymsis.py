"""Densities against the model's own test value, a direct call, and printed tables."""

import numpy as np
import pymsis
import pytest

from spacefaring.kernels.atmosphere import (
    calculated_table,
    density_kg_per_m3,
    mean_density_table,
    orbit_mean_density_kg_per_m3,
)


def test_density_is_the_value_of_the_model_s_test_suite():
    """SWxTREC/pymsis, tests/test_msis.py (commit 540c3e2): 2010-01-01 12:00, 0° N 0° E, 200 km, F10.7 150, Ap 3."""
    found = density_kg_per_m3("2010-01-01T12:00", 0.0, 0.0, 200e3, f107_sfu=150.0, f107a_sfu=150.0, ap_index=3.0)
    assert found == pytest.approx(2.466441e-10, rel=1e-5)


def test_density_is_what_pymsis_gives_when_called_directly():
    """Units, order of arguments and the shape of Ap are the mistakes that a wrapper can make."""
    dates = np.array(["2003-10-29T06:30", "2019-06-21T18:00"], dtype="datetime64[m]")
    ours = density_kg_per_m3(
        dates, np.radians([12.0, -60.0]), np.radians([-1.5, 140.0]), [450e3, 620e3],
        f107_sfu=[275.0, 68.0], f107a_sfu=[160.0, 70.0], ap_index=[200.0, 5.0],
    )  # fmt: skip
    theirs = pymsis.calculate(
        dates, [-1.5, 140.0], [12.0, -60.0], [450.0, 620.0], [275.0, 68.0], [160.0, 70.0], [[200.0] * 7, [5.0] * 7],
        version=2.1,
    )[..., pymsis.Variable.MASS_DENSITY]  # fmt: skip
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_shipped_table_is_what_the_model_gives_today():
    """Written by `python -m spacefaring.kernels.atmosphere`, in single precision."""
    shipped, today = mean_density_table().log_density, calculated_table().log_density
    assert shipped == pytest.approx(today, rel=2e-6)


def test_density_at_500_km_spans_the_published_range():
    """6e-14 to 2e-12 kg/m³ between F10.7 of 70 and 230, as NRLMSISE-00 gives: a factor above 20."""
    quiet = orbit_mean_density_kg_per_m3(500e3, np.radians(97.4), f107_sfu=70.0, ap_index=4.0)
    active = orbit_mean_density_kg_per_m3(500e3, np.radians(97.4), f107_sfu=230.0, ap_index=15.0)
    assert quiet == pytest.approx(6e-14, rel=0.15)
    assert active == pytest.approx(2e-12, rel=0.15)
    assert active / quiet > 20.0


@pytest.mark.parametrize(
    ("altitude_km", "low", "mean", "high"),
    # J. R. Wertz and W. J. Larson (eds.), SMAD, 1999, back cover (recalled): solar minimum, mean, maximum.
    [(300, 8.19e-12, 1.95e-11, 3.96e-11), (400, 7.32e-13, 2.72e-12, 7.55e-12), (500, 8.98e-14, 4.89e-13, 1.80e-12),
     (600, 1.68e-14, 1.04e-13, 4.89e-13)],
)  # fmt: skip
def test_mean_density_against_smad_table(altitude_km, low, mean, high):
    """The printed table is of another version of the model, for F10.7 65.8, 118.7 and 189: it holds within a third.

    Ours is over an inclined orbit around a flattened Earth; the table is over a sphere.
    """
    activity = ((65.8, 8.0, low), (118.7, 15.0, mean), (189.0, 20.0, high))
    for f107_sfu, ap_index, printed in activity:
        found = orbit_mean_density_kg_per_m3(altitude_km * 1e3, np.radians(30.0), f107_sfu=f107_sfu, ap_index=ap_index)
        assert found == pytest.approx(printed, rel=0.35), f"F10.7 {f107_sfu}"
