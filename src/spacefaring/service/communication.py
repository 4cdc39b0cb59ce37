"""What does each site receive from a geostationary satellite, in which month, and when does rain cut it off?

Every site is lit by the strongest beam. Its downlink is followed from clear sky to the fade of a thousandth of a per
cent of the year; coding and modulation adapt. The outage of the year is spread over the months as its rain is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.kernels import beams, links, propagation
from spacefaring.kernels.propagation import Climate
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import HZ_PER_GHZ

# Percentages of the year at which the link is followed; the last is the largest that P.618 speaks of.
PERCENT = np.geomspace(0.001, 5.0, 16)
NEAR_TOWN_KM = 600.0
PA_PER_HPA = 100.0
KM_PER_RAD = 6_371.0


@dataclass(frozen=True)
class Beams:
    """Beams of one satellite; arrays over beams."""

    satellite_ecef_m: Array
    axes: Array  # (beams, 3)
    half_power_rad: float
    peak_eirp_dbw: float
    colour: IntArray


@dataclass(frozen=True)
class Terminal:
    """The dish at a site and the carrier it hears."""

    down_ghz: float
    antenna_m: float
    efficiency_frac: float
    receiver_k: float
    sky_k: float
    symbol_hz: float
    up_db: float  # carrier to noise that the uplink adds
    interference_db: float  # carrier to interference from outside the satellite
    loss_db: float = 0.5  # pointing and polarisation
    implementation_db: float = 1.0


@dataclass(frozen=True)
class Served:
    """What each site receives; arrays over sites."""

    beam: IntArray
    elevation_rad: Array
    clear_db: Array  # carrier to noise and interference
    clear_bit_per_hz: Array
    mean_bit_per_hz: Array
    outage_percent: Array  # of the year
    month_outage_percent: Array  # (sites, 12)
    climate_known: BoolArray


def serve(lat_deg: Array, lon_deg: Array, lit: Beams, terminal: Terminal) -> Served:
    """Follow the downlink of every site. Below 5° of elevation a site has no service."""
    latitude, longitude = np.radians(lat_deg), np.radians(lon_deg)
    towards, range_m, elevation = beams.sight(lit.satellite_ecef_m, latitude, longitude)
    level = lit.peak_eirp_dbw + beams.pattern_db(beams.offset_rad(towards, lit.axes), lit.half_power_rad)
    beam = np.argmax(level, axis=1)
    inside = beams.interference_db(level, beam, lit.colour)
    climate, months, known = climates(lat_deg, lon_deg)
    fade = propagation.attenuation_db(
        terminal.down_ghz, elevation[:, None], PERCENT, climate, antenna_m=terminal.antenna_m,
        efficiency=terminal.efficiency_frac,
    )  # fmt: skip
    best = level[np.arange(len(beam)), beam]
    clear = ratio_db(best, range_m, inside, np.zeros(len(beam)), terminal)
    faded = ratio_db(best[:, None], range_m[:, None], inside[:, None], fade, terminal)
    sees = elevation >= propagation.MINIMUM_ELEVATION_RAD
    bits, outage = _rates(np.where(sees, clear, -np.inf), np.where(sees[:, None], faded, -np.inf))
    return Served(
        beam=beam, elevation_rad=elevation, clear_db=clear, clear_bit_per_hz=bits[:, -1],
        mean_bit_per_hz=_mean_bit_per_hz(bits), outage_percent=outage,
        month_outage_percent=_by_month(outage, *months), climate_known=known,
    )  # fmt: skip


def ratio_db(eirp_dbw: Array, range_m: Array, inside_db: Array, fade_db: Array, terminal: Terminal) -> Array:
    """Carrier over noise and interference of the whole link, when the downlink fades by `fade_db`.

    Rain warms the sky that the dish sees. Gas and cloud are part of the fade.
    """
    frequency_hz = terminal.down_ghz * HZ_PER_GHZ
    warm_k = links.system_temperature_k(
        antenna_k=terminal.sky_k, attenuation_db=fade_db, feeder_loss_db=0.2, receiver_k=terminal.receiver_k
    )
    gain = links.dish_gain_dbi(terminal.antenna_m, frequency_hz, terminal.efficiency_frac)
    loss = links.free_space_loss_db(range_m, frequency_hz) + fade_db + terminal.loss_db
    down = links.carrier_to_noise_dbhz(eirp_dbw, loss, gain - links.decibel(warm_k))
    down = down - links.decibel(terminal.symbol_hz)
    whole = links.in_series_db(down, terminal.up_db, terminal.interference_db, inside_db)
    return np.asarray(whole - terminal.implementation_db)


def bit_per_hz(ratio: Array) -> Array:
    """Most bits per symbol that a ratio carries (DVB-S2, adaptive); 0 where no mode works."""
    table = catalog.read("modcods")
    order = np.argsort(table["es_n0_db"], kind="stable")
    best = np.maximum.accumulate(table["bit_per_hz"][order])
    place = np.searchsorted(table["es_n0_db"][order], ratio, side="right")
    return np.asarray(np.concatenate([[0.0], best])[place])


def _rates(clear_db: Array, faded_db: Array) -> tuple[Array, Array]:
    """Bits per symbol at each percentage, then in clear sky (sites, p + 1), and the percentage without any."""
    bits = np.concatenate([bit_per_hz(faded_db), bit_per_hz(clear_db)[:, None]], axis=1)
    least = float(catalog.read("modcods")["es_n0_db"].min())
    return bits, _crossing(faded_db, clear_db, least)


def _crossing(faded_db: Array, clear_db: Array, least_db: float) -> Array:
    """Percentage of the year in which a ratio falls below a level, by straight lines in log percent.

    Clear sky stands at 100 %; a link that fails at the fade of 5 % is interpolated up to there.
    """
    ladder, ratio = np.append(PERCENT, 100.0), np.concatenate([faded_db, clear_db[:, None]], axis=1)
    below = ratio < least_db
    last = np.where(below.any(axis=1), below.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1), -1)
    here, after = np.clip(last, 0, None), np.clip(last + 1, None, below.shape[1] - 1)
    rows = np.arange(len(ratio))
    low, high = ratio[rows, here], ratio[rows, after]
    with np.errstate(invalid="ignore"):
        part = np.where(high > low, (least_db - low) / np.where(high > low, high - low, 1.0), 0.0)
    found = np.exp(np.log(ladder[here]) * (1.0 - part) + np.log(ladder[after]) * part)
    return np.where(last < 0, 0.0, np.minimum(found, 100.0))


def _mean_bit_per_hz(bits: Array) -> Array:
    """Mean over the year: between two percentages what the deeper fade leaves, beyond 5 % what clear sky carries."""
    shares = np.diff(np.append(PERCENT, 100.0)) / 100.0
    kept = np.concatenate([bits[:, : len(PERCENT) - 1], bits[:, -1:]], axis=1)
    return np.asarray(kept @ shares)


def _by_month(outage_percent: Array, rain_mm: Array, temperature_k: Array) -> Array:
    """Outage of each month; what does not come from rain (no sight at all) is the same in all."""
    rainy = np.where(outage_percent < PERCENT[-1], outage_percent, 0.0)
    months = propagation.month_percent(rainy, rain_mm, temperature_k)
    return np.where((outage_percent < PERCENT[-1])[:, None], months, outage_percent[:, None])


def percent_reaching(fade_db: Array, level_db: float) -> Array:
    """Percentage of the year in which fades (..., p) at `PERCENT` exceed a level; by straight lines in log percent."""
    return np.array([np.exp(np.interp(-level_db, -row, np.log(PERCENT))) for row in np.atleast_2d(fade_db)])


def climates(lat_deg: Array, lon_deg: Array) -> tuple[Climate, tuple[Array, Array], BoolArray]:
    """Climate of the nearest shipped town within 600 km, its rain by month, and whether there is one.

    Elsewhere the coarse climate of the latitude is taken, and its rain is spread evenly over the months.
    """
    table, months = catalog.read("link_climates"), catalog.read("rain_months")
    x, y = np.radians(lat_deg), np.radians(lon_deg)
    u, v = np.radians(table["latitude_deg"]), np.radians(table["longitude_deg"])
    cosine = np.sin(x)[:, None] * np.sin(u) + np.cos(x)[:, None] * np.cos(u) * np.cos(y[:, None] - v)
    near = np.argmax(cosine, axis=1)
    known = np.arccos(np.clip(cosine.max(axis=1), -1.0, 1.0)) * KM_PER_RAD <= NEAR_TOWN_KM
    coarse = _coarse(np.abs(lat_deg))

    def pick(name: str, other: str, scale: float = 1.0) -> Array:
        return np.where(known, table[name][near] * scale, coarse[other])[:, None]

    climate = Climate(
        rate_mm_per_hour=pick("rain_rate_mm_per_hour", "rain_rate_mm_per_hour"),
        rain_height_km=pick("rain_height_km", "rain_height_km"),
        station_height_km=pick("station_height_km", "station_height_km"), latitude_rad=x[:, None],
        wet_refractivity=pick("wet_refractivity_index", "wet_refractivity_index"),
        cloud_liquid_kg_per_m2=pick("cloud_liquid_5_percent_kg_per_m2", "cloud_liquid_kg_per_m2"),
        vapour_g_per_m3=pick("vapour_5_percent_g_per_m3", "vapour_g_per_m3"),
        temperature_k=pick("temperature_k", "temperature_k"),
        dry_pressure_hpa=np.where(known, table["dry_pressure_pa"][near] / PA_PER_HPA, 1013.25)[:, None],
    )  # fmt: skip
    rain = months["rain_mm"].reshape(len(table), 12)[near]
    warmth = months["temperature_k"].reshape(len(table), 12)[near]
    even = ~known[:, None]
    return climate, (np.where(even, 60.0, rain), np.where(even, 298.0, warmth)), known


def _coarse(latitude_deg: Array) -> dict[str, Array]:
    """Rows of `rain_climates` that stand for a latitude anywhere."""
    table = catalog.read("rain_climates")
    rows = np.flatnonzero(table["country"] == "*")
    rows = rows[np.argsort(table["latitude_deg"][rows])]
    place = np.minimum(np.searchsorted(table["latitude_deg"][rows], latitude_deg), len(rows) - 1)
    return {name: values[rows][place] for name, values in table.columns.items() if values.dtype.kind == "f"}
