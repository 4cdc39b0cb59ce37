import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.spacecraft import calibration, deorbit


def test_the_band_holds_flown_satellites_that_its_fit_has_not_seen():
    from benchmarks import calibration as bench

    held, middle = bench.main()
    assert 0.70 <= held <= 0.90
    assert middle <= 1.35


def test_doubtful_rows_stay_out_of_the_fit():
    names = catalog.read("flown_missions")["name"][calibration.flown().row]
    assert "EgyptSat-A" not in names
    assert calibration.flown().launch_kg.size >= 30


def test_flown_masses_are_consistent_at_the_door():
    t = catalog.read("flown_missions")
    both = np.isfinite(t["dry_mass_kg"]) & np.isfinite(t["launch_mass_kg"])
    assert np.all(t["dry_mass_kg"][both] < t["launch_mass_kg"][both])
    tilted = (t["altitude_km"] < 900) & (t["inclination_deg"] > 90)
    assert np.all(np.abs(t["inclination_deg"][tilted] - 97.9) < 1.0)


def test_repeaters_have_their_own_band():
    imagers, repeaters = calibration.band(), calibration.band("transponder")
    assert repeaters.count == 7
    assert repeaters.factor() < 1.6
    assert 0.7 < repeaters.middle < 1.1
    assert 0.8 < imagers.middle < 1.25


def test_neighbours_come_in_order_of_distance():
    found = calibration.neighbours(kind="imager", gsd_m=2.5, swath_km=17.0, altitude_km=670.0, wet_kg=120.0)
    assert np.all(np.diff(found.distance_ratio) >= 0)
    assert found.name[0].startswith(("Alsat-2", "VNREDSat"))


def test_lifetime_scales_as_one_over_the_ballistic_coefficient_and_grows_with_height():
    table = deorbit.lifetimes(97.0, 130.0, 12.0)
    heights = np.array([300e3, 400e3, 500e3, 600e3])
    once, twice = (deorbit.natural_lifetime_year(heights, np.full(4, b), table) for b in (0.01, 0.02))
    assert np.all(np.diff(once) > 0)
    assert once == pytest.approx(2.0 * twice)


def test_disposal_costs_nothing_where_drag_does_it_and_more_the_higher_the_orbit():
    table = deorbit.lifetimes(97.0, 130.0, 12.0)
    heights = np.array([350e3, 550e3, 700e3, 900e3])
    burn = deorbit.disposal_m_per_s(deorbit.disposal_rows_m_per_s(heights, table), np.full(4, 0.02), np.full(4, 5.0))
    assert burn[0] == pytest.approx(0.0, abs=1e-6)
    assert np.all(np.diff(burn) > 0)
    assert 120 < burn[3] < 220  # lowering one side from 900 km to some 300 km: vis viva gives 160 m/s
