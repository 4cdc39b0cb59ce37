"""What would spot beams give instead of one wide beam: how many, with which capacity, for how many sites each?

One channel of the same amplifier in each beam, three colours, the largest antenna of the transponder catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.constants import LIGHT_SPEED_M_PER_S
from spacefaring.kernels import beams, links
from spacefaring.service import communication, geostationary
from spacefaring.service.communication import Beams
from spacefaring.service.geostationary import EFFICIENCY
from spacefaring.tables import Array, Table, TextArray, column
from spacefaring.units import BIT_PER_MBIT, HZ_PER_GHZ

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.service.sites import Towns

FEEDER_LOSS_DB = 1.0  # as the payload stage
OVERLAP_FRAC = 0.5 * np.sqrt(3.0)  # step of the lattice over the half-power width: no site below −3 dB


class BeamTable(Table):
    """A spot-beam layout for the same sites, band and amplifier; a comparison, not what the payload stage designed."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    beam_index: Array = column("Beam, counted from 0.")
    lat_deg: Array = column("Middle of the beam's sites, latitude.")
    lon_deg: Array = column("Middle of the beam's sites, longitude, positive east.")
    half_power_deg: Array = column("Width of the beam at half power.", formula="70 λ / D")
    eirp_dbw: Array = column("Power radiated on the axis, one channel.")
    site_count: Array = column("Sites that the beam lights best.")
    rain_bit_per_hz: Array = column("Bits per symbol, mean of the year and of the sites.")
    capacity_mbit_per_s: Array = column(
        "Capacity of the beam, one channel, mean of the year.", formula="symbol rate × bits per symbol"
    )
    committed_mbit_per_s: Array = column("Rate of a site when all speak at once.", formula="capacity / sites")
    availability_frac: Array = column("Share of the year with a link, mean over the sites; downlink only.")


def layout(mission: Mission, need_id: str, towns: Towns, antenna_m: float) -> dict[str, Any]:
    """Columns of the beam table; nothing where the payload does not say its band."""
    row = geostationary.channel_of(mission.payload)
    if row is None:
        return {}
    lit, half_power = _beams(mission, row, towns)
    terminal = geostationary.terminal_of(row, antenna_m)
    served = communication.serve(towns.lat_deg, towns.lon_deg, lit, terminal)
    used, beam = np.unique(served.beam, return_inverse=True)
    weight = towns.site_count
    sites = np.bincount(beam, weights=weight)

    def mean(values: Array) -> Array:
        return np.asarray(np.bincount(beam, weights=weight * values) / np.maximum(sites, 1e-9))

    bits = mean(served.mean_bit_per_hz)
    capacity = bits * terminal.symbol_hz / BIT_PER_MBIT
    return {
        "mission": np.full(len(used), mission.id), "need_id": np.full(len(used), need_id),
        "beam_index": np.arange(float(len(used))), "lat_deg": mean(towns.lat_deg), "lon_deg": mean(towns.lon_deg),
        "half_power_deg": np.full(len(used), np.degrees(half_power)),
        "eirp_dbw": np.full(len(used), lit.peak_eirp_dbw), "site_count": sites, "rain_bit_per_hz": bits,
        "capacity_mbit_per_s": capacity, "committed_mbit_per_s": capacity / np.maximum(sites, 1.0),
        "availability_frac": 1.0 - mean(served.outage_percent) / 100.0,
    }  # fmt: skip


def _beams(mission: Mission, row: dict[str, Any], towns: Towns) -> tuple[Beams, float]:
    satellite = geostationary.satellite_of(mission)
    towards, _, _ = beams.sight(satellite, np.radians(towns.lat_deg), np.radians(towns.lon_deg))
    frequency_hz = row["down_ghz"] * HZ_PER_GHZ
    width = float(np.radians(70.0) * LIGHT_SPEED_M_PER_S / frequency_hz / row["largest_antenna_m"])
    axes, colour = beams.lattice(towards, width * OVERLAP_FRAC)
    gain = float(links.dish_gain_dbi(row["largest_antenna_m"], frequency_hz, EFFICIENCY))
    eirp = float(links.decibel(row["rf_power_w"])) - row["back_off_db"] - FEEDER_LOSS_DB + gain
    return Beams(satellite, axes, width, eirp, colour), width
