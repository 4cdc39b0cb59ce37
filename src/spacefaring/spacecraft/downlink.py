"""How are the images sent home, how fast, and what must be stored until then?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.constants import S_PER_DAY
from spacefaring.kernels import links
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import BIT_PER_MBIT, HZ_PER_GHZ, S_PER_MIN

STATION_EFFICIENCY = 0.6  # G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., 2009, sec. 5.2.1
MODEM_LOSS_DB = 2.0  # guess: implementation, polarisation and cable losses together


@dataclass(frozen=True)
class Downlink:
    """The link chosen for each candidate, (n,)."""

    row: IntArray  # of data/downlinks.csv; −1 for a repeater
    rate_bit_per_s: Array
    most_bit_per_s: Array  # what the band can do at its largest power
    rf_w: Array
    dc_w: Array
    mass_kg: Array
    margin_db: Array
    power_limit_db: Array  # margin that would be left at the largest power
    imaging_s_per_day: Array
    data_bit_per_day: Array
    carried_bit_per_day: Array
    storage_bit: Array
    backlog: BoolArray  # more is wished for than can be sent


def rows() -> dict[str, Array]:
    """Columns of data/downlinks.csv as (b, 1), with the code's needs beside them."""
    table, codes = catalog.read("downlinks"), catalog.read("link_codes")
    found = {name: np.asarray(table[name])[:, None] for name in table.columns if table[name].dtype.kind == "f"}
    found["eb_n0_db"] = np.array([[codes.row(str(c))["eb_n0_db"]] for c in table["code"]])
    return found


def carrier_dbhz(asked: Asked, band: dict[str, Array], rf_w: Array) -> Array:
    """Carrier over noise density at the lowest elevation, in the rain of the band's row or the study's."""
    frequency = band["frequency_ghz"] * HZ_PER_GHZ
    distance = links.slant_range_m(asked.altitude_m, asked.elevation_rad)
    rain = np.where(np.isnan(asked.rain_db), band["atmosphere_loss_db"], asked.rain_db)
    dish = links.dish_gain_dbi(asked.station_m, frequency, STATION_EFFICIENCY)
    gain = np.where(np.isnan(band["station_gain_dbi"]), dish, band["station_gain_dbi"])
    warm = links.system_temperature_k(
        antenna_k=band["sky_temperature_k"],
        attenuation_db=rain,
        feeder_loss_db=0.3,
        receiver_k=band["receiver_temperature_k"],
    )
    eirp = links.decibel(rf_w) + band["satellite_gain_dbi"] - 1.0
    loss = links.free_space_loss_db(distance, frequency) + rain + band["pointing_loss_db"] + MODEM_LOSS_DB
    return links.carrier_to_noise_dbhz(eirp, loss, gain - links.decibel(warm))


def choose(asked: Asked) -> Downlink:
    """The first band that carries what is wished for, or the one that carries most; then its power and the storage."""
    band = rows()
    most = _most_bit_per_s(asked, band)
    usable = asked.contact_s_per_day / (1.0 + asked.policy.data)
    wish_s = np.where(asked.sends, asked.imaging_wish_s_per_day, 0.0)
    wish_bit = asked.data_bit_per_s * wish_s
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(usable > 0.0, wish_bit / usable, np.inf)
    needed = np.where(wish_bit > 0.0, needed, 0.0)
    row = _first_that_carries(asked, most, needed)
    best = np.take_along_axis(most, row[None, :], axis=0)[0]
    rate = np.minimum(np.maximum(needed, _of(band, "minimum_mbit_per_s", row) * BIT_PER_MBIT), best)
    rate = np.where(asked.sends, rate, 0.0)
    return _finish(asked, band, row, rate, best, usable, wish_s, wish_bit)


def _most_bit_per_s(asked: Asked, band: dict[str, Array]) -> Array:
    """What each band carries (b, n): its modem's limit, or that of its largest power with the margin kept."""
    strongest = carrier_dbhz(asked, band, band["rf_power_maximum_w"])
    by_power = links.ratio(strongest - band["eb_n0_db"] - asked.policy.link_db)
    return np.asarray(np.minimum(by_power, band["maximum_mbit_per_s"] * BIT_PER_MBIT))


def _first_that_carries(asked: Asked, most: Array, needed: Array) -> IntArray:
    enough = most >= needed
    first = np.where(enough.any(axis=0), np.argmax(enough, axis=0), np.argmax(most, axis=0))
    return np.asarray(np.where(asked.downlink >= 0, asked.downlink, first), dtype=np.int64)


def _of(band: dict[str, Array], name: str, row: IntArray) -> Array:
    return np.asarray(band[name][:, 0][row])


def _finish(
    asked: Asked, band: dict[str, Array], row: IntArray, rate: Array, best: Array, usable: Array, wish_s: Array,
    wish_bit: Array,
) -> Downlink:  # fmt: skip
    own = {name: _of(band, name, row) for name in band}
    per_watt = carrier_dbhz(asked, own, np.ones(asked.count))
    threshold = own["eb_n0_db"] + links.decibel(np.maximum(rate, 1.0)) - per_watt
    rf = np.clip(links.ratio(threshold + asked.policy.link_db), own["rf_power_minimum_w"], own["rf_power_maximum_w"])
    rf = np.where(asked.sends, rf, 0.0)
    capacity = rate * usable
    carried = np.minimum(wish_bit, capacity)
    imaging = np.divide(carried, asked.data_bit_per_s, out=wish_s.copy(), where=asked.data_bit_per_s > 0.0)
    imaging = np.where(asked.sends, np.minimum(imaging, wish_s), 0.0)
    kept = carried * np.maximum(asked.contact_gap_s / S_PER_DAY, asked.period_s / S_PER_DAY)
    return Downlink(
        row=np.where(asked.sends, row, -1),
        rate_bit_per_s=rate,
        most_bit_per_s=np.where(asked.sends, best, 0.0),
        rf_w=rf,
        dc_w=np.where(asked.sends, rf / own["efficiency_frac"] + own["electronics_w"], 0.0),
        mass_kg=np.where(asked.sends, own["electronics_kg"] + own["antenna_kg"], 0.0),
        margin_db=np.where(asked.sends, links.decibel(np.maximum(rf, 1e-9)) - threshold, np.nan),
        power_limit_db=np.where(asked.sends, links.decibel(own["rf_power_maximum_w"]) - threshold, np.nan),
        imaging_s_per_day=imaging,
        data_bit_per_day=imaging * asked.data_bit_per_s,
        carried_bit_per_day=carried,
        storage_bit=np.where(asked.sends, kept * (1.0 + asked.policy.data), 0.0),
        backlog=asked.sends & (wish_bit > capacity * (1.0 + 1e-9)),
    )


def longest_imaging_s_per_day(period_s: Array) -> Array:
    """Most imaging that an optical satellite does: a few minutes of each sunlit half revolution."""
    return np.asarray(sizing().imaging_largest_min_per_orbit * S_PER_MIN * S_PER_DAY / period_s)
