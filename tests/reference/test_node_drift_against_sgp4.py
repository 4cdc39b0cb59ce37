"""The drift of the node over 30 days against SGP4, which also has J4 and J2 squared.

Source: D. Vallado et al., Revisiting Spacetrack Report #3, AIAA 2006-6753; program: PyPI sgp4.
"""

import numpy as np
import pytest
from sgp4.api import WGS72, Satrec

from spacefaring.kernels.orbits import j2_rates_rad_per_s

DAYS = 30


def mean_node_rad(satellite, day):
    """Direction of the node over one revolution, from positions and velocities, turns of J2's ripple averaged out."""
    minute = day * 1440.0 + np.linspace(0.0, 2 * np.pi / satellite.no_kozai, 200, endpoint=False)
    epoch = satellite.jdsatepoch + satellite.jdsatepochF
    _, position, velocity = satellite.sgp4_array(np.full(200, epoch), minute / 1440.0)
    normal = np.cross(position, velocity)
    node = np.arctan2(normal[:, 0], -normal[:, 1])
    return np.angle(np.exp(1j * node).mean())


@pytest.mark.parametrize(
    ("axis_km", "inclination_deg"), [(6928.137, 97.6), (6928.137, 15.0), (7078.137, 51.6), (6778.137, 20.0)]
)
def test_thirty_days_of_drift(axis_km, inclination_deg):
    satellite = Satrec()
    motion = np.sqrt(398600.8 / axis_km**3) * 60.0
    satellite.sgp4init(WGS72, "i", 1, 29000.0, 0.0, 0.0, 0.0, 1e-6, 0.0, np.radians(inclination_deg), 0.0, motion, 1.0)
    turned = np.unwrap([mean_node_rad(satellite, day) for day in np.arange(DAYS + 1)])
    found = float(j2_rates_rad_per_s(axis_km * 1e3, 0.0, np.radians(inclination_deg))[0]) * DAYS * 86_400.0
    assert found == pytest.approx(turned[-1] - turned[0], rel=0.006)
