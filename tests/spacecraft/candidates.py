"""Arrays of questions for the sizing loop, with one satellite as their middle."""

import numpy as np

from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.spacecraft import deorbit, margins
from spacefaring.spacecraft.asked import Asked

WHOLE = ("propulsion", "downlink", "standard", "mounting")
FLAGS = ("sends", "geostationary")
MIDDLE = {
    "payload_kg": 12.0, "payload_w": 25.0, "standby_w": 4.0, "payload_m3": 0.02, "payload_length_m": 0.4,
    "data_bit_per_s": 240e6, "sends": True, "pointing_rad": np.radians(0.3), "regard_rad": np.radians(30.0),
    "slew_s": 120.0, "altitude_m": 550e3, "inclination_rad": np.radians(97.6), "eclipse_s": 35.6 * 60.0,
    "local_time_hour": 10.5, "geostationary": False, "density_kg_per_m3": 3e-13, "density_peak_kg_per_m3": 2e-12,
    "contact_s_per_day": 1_800.0, "contact_gap_s": 36_000.0, "pass_s": 420.0, "imaging_wish_s_per_day": 240.0,
    "life_year": 5.0, "propulsion": 3, "downlink": -1, "standard": 1, "platform_scale": 1.0, "mounting": -1,
    "elevation_rad": np.radians(10.0), "station_m": 5.0, "rain_db": np.nan, "injection_height_m": 10e3,
    "injection_rad": np.radians(0.1), "transfer_m_per_s": 0.0, "disposal_year": 5.0,
}  # fmt: skip
CUBESAT = {
    "payload_kg": 0.4, "payload_w": 2.0, "standby_w": 0.3, "payload_m3": 2e-4, "data_bit_per_s": 5e6,
    "altitude_m": 500e3, "pointing_rad": np.radians(0.9), "life_year": 2.0, "propulsion": 0, "standard": 0,
}  # fmt: skip
RING = {
    "payload_kg": 250.0, "payload_w": 3_000.0, "standby_w": 60.0, "payload_m3": 1.0, "data_bit_per_s": 0.0,
    "sends": False, "pointing_rad": np.radians(0.1), "altitude_m": 35_786e3, "inclination_rad": 0.0,
    "eclipse_s": 70.0 * 60.0, "geostationary": True, "local_time_hour": np.nan, "density_kg_per_m3": 0.0,
    "density_peak_kg_per_m3": 0.0, "contact_s_per_day": 86_400.0, "contact_gap_s": 0.0, "life_year": 15.0,
    "propulsion": 6, "standard": 3, "transfer_m_per_s": 1_500.0, "regard_rad": 0.0,
}  # fmt: skip


def asked(count=1, phase="concept", **changed):
    """Candidates that differ from the middle in what is named."""
    values = MIDDLE | changed
    radius = EARTH_RADIUS_M + np.asarray(values["altitude_m"], dtype=float)
    values |= {"radius_m": radius, "period_s": 2 * np.pi * np.sqrt(radius**3 / EARTH_MU_M3_PER_S2)}
    kinds = dict.fromkeys(WHOLE, np.int64) | dict.fromkeys(FLAGS, bool)
    arrays = {
        k: np.array(np.broadcast_to(np.asarray(v, dtype=kinds.get(k, float)), (count,))) for k, v in values.items()
    }
    return Asked(policy=margins.policy(phase), **arrays)


def lifetimes():
    return deorbit.lifetimes(97.0, 130.0, 12.0)
