import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.spacecraft import equipment, loop

from .candidates import CUBESAT, RING, asked, lifetimes


@pytest.fixture(
    params=[{}, CUBESAT, RING, {"payload_kg": 150.0, "standard": 2}], ids=["small", "cubesat", "ring", "classical"]
)
def sized(request):
    questions = asked(**request.param)
    return questions, loop.close(questions, lifetimes())


def test_the_catalogue_holds_a_hundred_units_with_maker_and_source():
    t = catalog.read("equipment")
    assert len(t) >= 100
    assert all(t["maker"])
    assert all(t["source"])
    assert len(set(t.keys)) == len(t)
    assert len({str(c) for c in t["category"]}) >= 15


def test_every_unit_picked_meets_its_need(sized):
    questions, found = sized
    t = catalog.read("equipment")
    for p in equipment.picks(questions, found):
        row = t.row(p.unit)
        assert row["mass_kg"] == p.each_kg > 0
        if p.category == "reaction_wheel":
            assert row["momentum_nms"] >= found.attitude.wheel_nms[0]
        if p.category == "magnetorquer":
            assert row["dipole_am2"] >= found.attitude.rod_am2[0]
        if p.category == "star_tracker":
            assert row["error_arcsec"] <= np.degrees(found.sensors.error_rad[0]) * 3_600.0
        if p.category == "power_unit" and np.isfinite(row["power_handled_w"]):
            assert row["power_handled_w"] >= found.energy.begin_w[0]
        if p.category == "battery_cell":
            assert p.count * p.each_kg * row["specific_energy_wh_per_kg"] >= found.energy.battery_wh[0]


def test_the_two_ways_stand_side_by_side_and_add_up(sized):
    questions, found = sized
    units, both = equipment.tables(questions, found)
    assert both.top_down_kg.sum() == pytest.approx(sum(found.basic_kg[n][0] for n in loop.SUBSYSTEMS), rel=1e-9)
    assert both.difference_kg == pytest.approx(both.bottom_up_kg - both.top_down_kg)
    kept = both.basis == equipment.STATES["law"]
    assert np.all(both.difference_kg[kept] == 0.0)
    assert 0.5 < both.bottom_up_kg.sum() / both.top_down_kg.sum() < 1.5
    assert units.total_kg == pytest.approx(units.unit_count * units.unit_kg)
