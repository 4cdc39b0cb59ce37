"""Link budgets that operators filed with the FCC, and one of a paper, line by line to 0.1 dB.

Sources (public filings, read at fcc.report, looked up 2026-11): Inmarsat M and mini-M, SES-LFS-20051123-01634 and
SES-MFS-20051202-01665; mobile satellite forward signalling, SES-MFS-20060118-00053 table A.12-7; 72 MHz Ka carrier,
SAT-MOD-20060830-00092 table A.13-2; command link, SAT-PPL-20120717-00117; telemetry links SAT-LOI-20110809-00148,
SAT-LOA-20051221-00267, SAT-MOD-20050523-00106, SAT-LOA-20070105-00002. Paper: EURASIP Journal on Wireless
Communications and Networking, s13638-020-01674-9, table 1. Printed figures are rounded to 0.1 dB.
"""

import numpy as np
import pytest

from spacefaring.constants import LIGHT_SPEED_M_PER_S
from spacefaring.kernels import links

TENTH = 0.1 + 1e-6


def hop(eirp_dbw, losses_db, g_over_t_db_per_k):
    return float(links.carrier_to_noise_dbhz(eirp_dbw, sum(losses_db), g_over_t_db_per_k))


@pytest.mark.parametrize(
    ("up_eirp", "up", "down_eirp", "down", "intermodulation", "overall"),
    [(21.0, 50.5, -17.4, 45.1, 41.9, 38.8), (17.0, 46.5, -21.4, 41.1, 56.0, 38.9)],
    ids=["Inmarsat M", "Inmarsat mini-M"],
)
def test_two_hops_with_interference(up_eirp, up, down_eirp, down, intermodulation, overall):
    """1.6 GHz up, 3.6 GHz down; bent pipe with intermodulation and co-channel interference of 61.8 dBHz."""
    first = hop(up_eirp, [188.8, 0.1, 0.2], -10.0)
    second = hop(down_eirp, [195.7, 0.1, 1.0], 30.7)
    assert first == pytest.approx(up, abs=TENTH)
    assert second == pytest.approx(down, abs=TENTH)
    whole = float(links.in_series_db(first, second, intermodulation, 61.8)) - 1.0  # adjacent satellites
    assert whole == pytest.approx(overall, abs=TENTH)


def test_forward_signalling_uplink():
    assert hop(60.3, [200.9, 0.4], -10.4) == pytest.approx(77.2, abs=TENTH)


def test_ka_carrier_geometry_and_antenna():
    """29.4 GHz over 37,646 km, 18.4 GHz over 37,078 km, 4.5 m dish of 61.0 dBi (the efficiency is not printed)."""
    assert links.free_space_loss_db(37_646e3, 29.4e9) == pytest.approx(213.3, abs=TENTH)
    assert links.free_space_loss_db(37_078e3, 18.4e9) == pytest.approx(209.1, abs=TENTH)
    assert links.dish_gain_dbi(4.5, 29.4e9, 0.65) == pytest.approx(61.0, abs=TENTH)
    assert 19.0 + links.dish_gain_dbi(4.5, 29.4e9, 0.65) == pytest.approx(80.0, abs=TENTH)


def test_command_link_flux_and_aperture():
    """−90 dBW/m² at 14 GHz on an isotropic antenna: −134.4 dBW; then 17.2 dBi less 14.8 dB: −132.0 dBW."""
    wavelength_m = LIGHT_SPEED_M_PER_S / 14e9
    aperture_db = float(links.decibel(wavelength_m**2 / (4.0 * np.pi)))
    assert aperture_db == pytest.approx(-44.4, abs=TENTH)
    range_m = 38_000e3
    eirp_dbw = -90.0 + float(links.decibel(4.0 * np.pi * range_m**2))
    assert links.power_flux_dbw_per_m2(eirp_dbw, range_m) == pytest.approx(-90.0, abs=1e-9)
    received = eirp_dbw - float(links.free_space_loss_db(range_m, 14e9))
    assert received == pytest.approx(-134.4, abs=TENTH)
    assert received + 17.2 - 14.8 == pytest.approx(-132.0, abs=TENTH)


@pytest.mark.parametrize(
    ("frequency_ghz", "power", "line", "gain", "eirp", "path", "g_over_t", "other", "ratio", "noise_dbhz"),
    [
        (19.7005, -22.0, 7.0, 51.0, 22.0, 210.2, 37.5, 0.0, 18.9, 59.0),
        (12.201, 8.3, 7.6, 16.5, 17.2, 206.0, 37.0, 0.0, 16.8, 60.0),
        (20.198, -5.0, 2.8, 25.0, 17.2, 210.4, 37.7, 0.0, 21.1, 52.0),
        (12.691, 13.0, 5.7, 16.7, 24.0, 206.3, 36.7, 1.0, 22.0, 60.0),
    ],
)
def test_telemetry(frequency_ghz, power, line, gain, eirp, path, g_over_t, other, ratio, noise_dbhz):
    """Range and noise bandwidth are not printed: the range must be one of the ring's, the bandwidth is inferred."""
    assert power - line + gain == pytest.approx(eirp, abs=TENTH)
    range_m = np.linspace(35_786e3, 41_679e3, 2000)
    assert np.min(np.abs(links.free_space_loss_db(range_m, frequency_ghz * 1e9) - path)) < 0.05
    assert hop(eirp, [path, other], g_over_t) - noise_dbhz == pytest.approx(ratio, abs=TENTH)


def test_low_orbit_downlink_of_the_paper():
    """2.2 GHz, 1 W, 5 m dish of 50 %, 130 K: C/N0 81.8 dBHz, Eb/N0 16.5 dB at 3.4 Mbit/s."""
    gain = float(links.dish_gain_dbi(5.0, 2.2e9, 0.5))
    assert gain == pytest.approx(38.2, abs=TENTH)
    density = hop(8.3, [162.2, 10.0], gain - float(links.decibel(130.0)))
    assert density == pytest.approx(81.8, abs=TENTH)
    assert density - float(links.decibel(3.4e6)) == pytest.approx(16.5, abs=TENTH)
