"""The camera equation against the radiometric requirement of Sentinel-2's instrument.

Reference radiances and SNR: ESA, Sentinel-2 User Handbook, issue 1 rev. 2, 2015, table 3 (recalled). Optics: 150 mm
aperture, 600 mm focal length, 7.5 µm pixels at 10 m from 786 km. The instrument exceeds its requirement by some 20 to
50 % in orbit, so that the model must fall between the requirement and twice it.
"""

import numpy as np
import pytest

from spacefaring.kernels import optics

BANDS = [  # centre nm, width µm, radiance, required SNR
    (490.0, 0.065, 128.0, 154.0),
    (560.0, 0.035, 128.0, 168.0),
    (665.0, 0.030, 108.0, 142.0),
    (842.0, 0.115, 103.0, 174.0),
]


@pytest.mark.parametrize(("centre_nm", "width_um", "radiance", "required"), BANDS)
def test_signal_over_noise_of_the_ten_metre_bands(centre_nm, width_um, radiance, required):
    line_s = 10.0 / optics.ground_speed_m_per_s(786e3)
    signal = optics.signal_electrons(
        radiance,
        wavelength_m=centre_nm * 1e-9,
        width_um=width_um,
        focal_ratio=4.0,
        pixel_m=7.5e-6,
        integration_s=line_s,
        transmission=0.70,
        quantum_efficiency=0.60,
    )
    found = float(optics.signal_to_noise(signal, read=50.0))
    assert 0.8 * required < found < 2.5 * required


def test_needed_electrons_give_the_ratio_back():
    for ratio in (5.0, 80.0, 400.0):
        needed = optics.electrons_for_ratio(ratio, dark=120.0, read=30.0, step=20.0)
        assert optics.signal_to_noise(needed, dark=120.0, read=30.0, step=20.0) == pytest.approx(ratio)


def test_a_black_body_at_300_k_radiates_the_stefan_boltzmann_total():
    wavelength = np.geomspace(1e-6, 1e-3, 4_000)
    spectral = optics.planck_radiance_w_per_m2_sr_um(wavelength, 300.0) * 1e6
    total = np.pi * np.trapezoid(spectral, wavelength)
    assert total == pytest.approx(5.670374419e-8 * 300.0**4, rel=1e-3)
