"""What must hold of every sized spacecraft: balances close, and more of a burden never asks for less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spacecraft.candidates import CUBESAT, RING, asked, lifetimes

from spacefaring.spacecraft import budgets, coefficients, energy, loop

DAY_S = 86_400.0
EXAMPLES = settings(deadline=None, max_examples=40)
designs = st.fixed_dictionaries({
    "payload_kg": st.floats(0.2, 150.0), "payload_w": st.floats(1.0, 400.0), "life_year": st.floats(0.5, 10.0),
    "altitude_m": st.floats(400e3, 800e3), "data_bit_per_s": st.floats(1e5, 1e9), "standard": st.integers(0, 2),
    "imaging_wish_s_per_day": st.floats(10.0, 1_500.0), "contact_s_per_day": st.floats(100.0, 5_000.0),
    "slew_s": st.floats(30.0, 600.0), "propulsion": st.sampled_from([0, 1, 3, 5]),
})  # fmt: skip


def closed(**changed):
    questions = asked(**changed)
    return questions, loop.close(questions, lifetimes())


@EXAMPLES
@given(designs)
def test_mass_balances(design):
    questions, found = closed(**design)
    table = budgets.mass(questions, found)
    total = dict(zip(table.line.tolist(), table.total_kg.tolist(), strict=True))
    assert found.converged[0]
    assert sum(total[name] for name in loop.SUBSYSTEMS) + total["system_margin"] == pytest.approx(
        found.dry_kg[0], rel=1e-9
    )
    assert total["wet"] == pytest.approx(found.dry_kg[0] + found.manoeuvres.propellant_kg[0], rel=1e-9)


@EXAMPLES
@given(designs)
def test_energy_balances_over_the_day(design):
    """What the array gives in sunlight is what loads draw over the day, through the paths that they are fed by."""
    _, found = closed(**design)
    c, e = coefficients.sizing(), found.energy
    use = np.array([0.80, 0.85, 1.0, 1.0])[e.mounting[0]]
    given_j = e.end_w[0] * use * found.spent.sunlight[0]
    drawn_j = (
        e.eclipse_load_w[0] * found.spent.eclipse[0] / c.path_eclipse_frac
        + e.sunlight_load_w[0] * found.spent.sunlight[0] / c.path_sunlight_frac
    )
    assert given_j == pytest.approx(drawn_j, rel=1e-9)
    consumers = (found.load.base + found.load.standby)[0] * DAY_S
    consumers += found.load.transmitter[0] * found.spent.downlink[0] + found.load.heater[0] * found.spent.eclipse[0]
    consumers += (found.load.payload - found.load.standby)[0] * found.spent.imaging[0]
    loads_j = e.eclipse_load_w[0] * found.spent.eclipse[0] + e.sunlight_load_w[0] * found.spent.sunlight[0]
    assert loads_j == pytest.approx(consumers, rel=1e-9)


@EXAMPLES
@given(designs)
def test_data_balance_and_memory_holds_the_gap(design):
    questions, found = closed(**design)
    table = budgets.data(questions, found)
    gbit = dict(zip(table.line.tolist(), table.value_gbit.tolist(), strict=True))
    assert gbit["generated"] == pytest.approx(gbit["downlinked"] + gbit["backlog"], rel=1e-9, abs=1e-12)
    assert gbit["offered_by_territory"] == pytest.approx(gbit["generated"] + gbit["not_imaged"], rel=1e-9, abs=1e-12)
    assert gbit["downlinked"] <= gbit["contact_capacity"] * (1 + 1e-9)
    assert gbit["storage"] >= gbit["generated"] * float(questions.contact_gap_s[0]) / DAY_S * (1 - 1e-9)


MORE = [
    ("payload_kg", 1.3, lambda f: f.dry_kg),
    ("payload_w", 1.3, lambda f: f.energy.area_m2),
    ("life_year", 1.3, lambda f: f.energy.area_m2),
    ("life_year", 1.3, lambda f: f.energy.battery_wh),
    ("eclipse_s", 1.02, lambda f: f.energy.battery_wh),
    ("regard_rad", 1.2, lambda f: f.attitude.wheel_nms),
    ("data_bit_per_s", 1.5, lambda f: f.link.storage_bit),
    ("contact_s_per_day", 1.5, lambda f: f.link.carried_bit_per_day),
    ("contact_gap_s", 1.5, lambda f: f.link.storage_bit),
    ("density_kg_per_m3", 2.0, lambda f: f.manoeuvres.lines["drag"]),
    ("altitude_m", 1.05, lambda f: f.manoeuvres.lines["disposal"]),
    ("imaging_wish_s_per_day", 1.5, lambda f: f.energy.end_w),
]  # fmt: skip


@pytest.mark.parametrize(("name", "times", "of"), MORE, ids=[f"{m[0]}-{i}" for i, m in enumerate(MORE)])
@pytest.mark.parametrize("base", [{}, CUBESAT | {"propulsion": 1}, {"payload_kg": 120.0, "standard": 2}])
def test_more_of_a_burden_never_asks_for_less(name, times, of, base):
    first = asked(**base)
    value = float(getattr(first, name)[0])
    less, more = (of(loop.close(asked(**base | {name: v}), lifetimes()))[0] for v in (value, value * times))
    assert more >= less * (1 - 1e-9)


def test_blocks_and_company_change_nothing():
    """A candidate is sized the same alone, in a crowd and across the border of two blocks."""
    payload = np.linspace(1.0, 150.0, loop.BLOCK + 50)
    crowd = loop.close(asked(payload.size, payload_kg=payload), lifetimes())
    for i in (0, loop.BLOCK - 1, loop.BLOCK, payload.size - 1):
        alone = loop.close(asked(payload_kg=payload[i]), lifetimes())
        assert crowd.dry_kg[i] == pytest.approx(alone.dry_kg[0], rel=1e-8)
        assert crowd.energy.area_m2[i] == pytest.approx(alone.energy.area_m2[0], rel=1e-8)


@pytest.mark.parametrize(("base", "low", "high"), [(CUBESAT, 1.0, 8.0), ({}, 70.0, 200.0), (RING, 1_500.0, 6_000.0)])
def test_it_spans_a_cubesat_to_tonnes_in_the_ring(base, low, high):
    _, found = closed(**base)
    assert found.converged[0]
    assert found.rounds[0] < loop.ROUNDS
    assert low < found.wet_kg[0] < high
    kept = energy.radiator_m2(np.array([10.0, 20.0]))
    assert kept[1] == pytest.approx(2.0 * kept[0])
