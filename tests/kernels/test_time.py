"""Instants and UT1."""

from datetime import UTC, datetime

import numpy as np
import pytest

from spacefaring.kernels import time


def test_modified_julian_date_of_a_known_instant():
    assert time.mjd_utc_from_datetime(datetime(2000, 1, 1, 12, tzinfo=UTC)) == 51544.5
    assert time.mjd_utc_from_datetime(datetime(2026, 10, 22)) == 61335.0


def test_ut1_is_zero_and_flagged_outside_its_table():
    value, known = time.ut1_minus_utc_s(np.array([9.0, 10.5, 12.5]), [10.0, 11.0, 12.0], [0.1, 0.2, 0.3])
    assert value == pytest.approx([0.0, 0.15, 0.0])
    assert known.tolist() == [False, True, False]


def test_a_leap_second_is_a_jump_not_a_slope():
    value, _ = time.ut1_minus_utc_s(np.array([10.5, 10.999, 11.0]), [10.0, 11.0], [-0.4, 0.599])
    assert value == pytest.approx([-0.4005, -0.400999, 0.599], abs=1e-6)
