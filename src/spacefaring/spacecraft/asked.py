"""What must the spacecraft carry, where, for how long? One row a candidate; SI units and radians."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spacefaring.constants import S_PER_DAY
from spacefaring.spacecraft.margins import Policy
from spacefaring.tables import Array, BoolArray


@dataclass(frozen=True)
class Asked:
    """Every quantity is an array (n,) over candidates unless said."""

    payload_kg: Array
    payload_w: Array
    standby_w: Array
    payload_m3: Array
    payload_length_m: Array
    data_bit_per_s: Array  # compressed, while imaging
    sends: BoolArray  # payload data go down through the platform; those of a repeater do not
    pointing_rad: Array  # absolute pointing asked
    regard_rad: Array  # off-nadir angle that slews must reach
    slew_s: Array  # from one edge of the field of regard to the other
    altitude_m: Array
    radius_m: Array
    inclination_rad: Array
    period_s: Array
    eclipse_s: Array  # longest of the year, per revolution
    local_time_hour: Array  # nan where the node drifts
    geostationary: BoolArray
    density_kg_per_m3: Array  # mean of the life
    density_peak_kg_per_m3: Array  # for torques
    contact_s_per_day: Array  # usable, per satellite
    contact_gap_s: Array
    pass_s: Array
    imaging_wish_s_per_day: Array  # what the territory offers
    life_year: Array
    propulsion: NDArray[np.int64]  # row of data/propulsion.csv
    downlink: NDArray[np.int64]  # row of data/downlinks.csv; −1: the smallest that carries the data
    standard: NDArray[np.int64]  # row of data/platform_standards.csv
    platform_scale: Array  # fixed units over those of the standard; 1 but for cross-validation
    mounting: NDArray[np.int64]  # row of data/array_mountings.csv; −1: the simplest that is large enough
    elevation_rad: Array
    station_m: Array
    rain_db: Array  # nan: the row of the band
    injection_height_m: Array
    injection_rad: Array
    transfer_m_per_s: Array
    disposal_year: Array
    policy: Policy

    @property
    def count(self) -> int:
        return int(self.payload_kg.size)

    @property
    def sunlight_s(self) -> Array:
        """Sunlit part of a revolution in the worst season."""
        return self.period_s - self.eclipse_s

    @property
    def revolutions_per_day(self) -> Array:
        return S_PER_DAY / self.period_s
