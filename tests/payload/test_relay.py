"""A store-and-forward receiver: its link by hand, what it carries, and when it is refused."""

from types import SimpleNamespace

import numpy as np
import pytest

from spacefaring.errors import NoSolution
from spacefaring.payload import relay


def solve(altitude_km=550.0, **asked):
    orbit = SimpleNamespace(altitude_km=np.array([altitude_km]))
    return relay.solve(relay.Relay(**asked), needs=None, orbit=orbit, places=None)


def test_the_uplink_by_hand():
    """2 W at 401.5 MHz from 1,294 km (550 km at 20°): 3.0 − 146.8 − 3.0 − 28.5 + 228.6 = 53.4 dBHz."""
    table = solve().link
    value = dict(zip(table.line.tolist(), table.value.tolist(), strict=True))
    range_km = np.sqrt((6378.137 * np.sin(np.radians(20))) ** 2 + 6928.137**2 - 6378.137**2) - 6378.137 * np.sin(
        np.radians(20)
    )
    path = 92.44778 + 20 * np.log10(0.4015) + 20 * np.log10(range_km)
    density = 10 * np.log10(2) - path - 3 - 10 * np.log10(700) + 228.5991
    assert value["range at the lowest elevation"] == pytest.approx(range_km)
    assert value["carrier to noise density"] == pytest.approx(density, abs=1e-3)
    assert value["energy per bit to noise density"] >= 4.8 + 3.0


@pytest.mark.parametrize("band", ["vhf", "uhf", "s"])
def test_every_band_closes_from_a_low_orbit(band):
    found = solve(band=band)
    assert found.kind == "relay"
    assert found.user_rate_mbit_per_s[0] > 1e-4
    assert 0 < found.capacity_mbit_per_s[0] < found.user_rate_mbit_per_s[0] * 8
    assert found.mass_p10_kg[0] < found.mass_kg[0] < found.mass_p90_kg[0]


def test_slots_carry_more_than_free_talk():
    assert solve(access="slotted").capacity_mbit_per_s[0] == pytest.approx(2 * solve().capacity_mbit_per_s[0])


def test_too_far_is_refused_with_a_sentence():
    with pytest.raises(NoSolution, match="too little for messages"):
        solve(altitude_km=30_000.0, band="s")
