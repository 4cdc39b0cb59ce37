"""Solar activity: measured where measured, forecast afterwards, and always an answer for the future."""

import numpy as np
import pytest

from spacefaring import space_weather
from spacefaring.errors import StudyError


def test_measured_months_are_the_same_in_every_scenario():
    low, mean, high = (space_weather.activity(s, "2000-01", 200) for s in ("low", "mean", "high"))
    assert np.all(low.basis == "observed")
    assert np.array_equal(low.f107_sfu, high.f107_sfu)
    assert np.array_equal(mean.ap_index, high.ap_index)


def test_march_2001_was_at_the_maximum_and_2008_at_the_minimum():
    """Monthly F10.7 above 175 at the maximum of cycle 23 and below 70 at its end (NRCan series)."""
    assert space_weather.activity("mean", "2001-03", 12).f107_sfu.mean() > 175.0
    assert space_weather.activity("mean", "2008-06", 12).f107_sfu.mean() < 70.0


def test_scenarios_part_after_the_last_measurement_and_never_end():
    low, mean, high = (space_weather.activity(s, "2026-09", 1_200) for s in ("low", "mean", "high"))
    assert np.all(low.f107_sfu <= mean.f107_sfu)
    assert np.all(mean.f107_sfu <= high.f107_sfu)
    assert np.all(np.isfinite(high.ap_index))
    assert set(low.basis) == {"forecast", "repeated cycle"}
    after = low.basis == "repeated cycle"
    assert np.array_equal(low.f107_sfu[after][:132], low.f107_sfu[after][132:264])


@pytest.mark.parametrize("call", [("median", "2030-01", 1), ("mean", "1950-01", 1)])
def test_what_is_not_known_is_refused(call):
    with pytest.raises(StudyError):
        space_weather.activity(*call)
