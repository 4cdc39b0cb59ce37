"""Which repeater carries the needs from the geostationary ring?"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from spacefaring import catalog
from spacefaring.errors import NoSolution
from spacefaring.kernels import links
from spacefaring.messages import message
from spacefaring.need import Needs
from spacefaring.orbit import Orbit
from spacefaring.payload.forward import (
    CLEAR_UP_DB,
    Budget,
    View,
    budget,
    climate,
    efficiency_bit_per_hz,
    ring_position_m,
    served,
    view,
)
from spacefaring.payload.result import BandTable, CheckTable, LinkTable, LookTable, Payload
from spacefaring.places import Places
from spacefaring.stage import Assumption, StageInputs, default
from spacefaring.tables import Array
from spacefaring.units import BIT_PER_MBIT, HZ_PER_GHZ, HZ_PER_MHZ, M_PER_KM

TENTH_QUANTILE = 1.2816  # of the normal distribution
LEAST_SEEN_FRAC = 0.9  # of the people who must see the satellite: guess, the last tenth is linked by other means


class Transponder(StageInputs):
    """A bent-pipe repeater with one beam over the territory."""

    kind: Literal["transponder"] = default("transponder", "Kind of payload.", source="study file")
    band: Literal["c", "ku", "ka"] = default(
        "ku",
        "Frequency band: c, ku or ka.",
        source="ITU-R P.618 at Ouagadougou: small dishes keep 99.9 % in ku, not in ka",
    )
    availability_frac: float | None = default(
        None,
        "Share of the year in which the capacity must hold; what the needs ask, or 0.995, when left out.",
        source="the served needs",
        ge=0.9,
        le=0.9999,
    )
    capacity_mbit_per_s: float | None = default(
        None, "Capacity to carry; found from the needs when left out.", source="the served needs", gt=0, le=500_000
    )
    channel_count: int | None = default(
        None, "Channels; enough for the capacity when left out.", source="computed", ge=1, le=100
    )
    smallest_channel_count: int = default(
        6,
        "Fewest channels that a satellite is bought for.",
        ge=1,
        le=60,
        source="guess: small geostationary satellites carry 6 to 16 (KazSat-2: 16)",
    )
    user_antenna_m: float = default(
        1.2, "Diameter of the users' dish.", ge=0.3, le=10, source="facts of the worked case: 1.2 m dish"
    )
    gateway_antenna_m: float = default(
        9.0, "Diameter of the gateway's dish.", ge=2, le=20, source="guess: usual teleport dish"
    )
    gateway_power_w: float = default(
        200.0,
        "Largest power of the gateway per channel.",
        ge=1,
        le=5_000,
        source="guess: klystron or combined solid state",
    )
    antenna_efficiency_frac: float = default(
        0.65,
        "Efficiency of dishes.",
        gt=0.3,
        le=0.85,
        source="G. Maral and M. Bousquet, Satellite Communications Systems, 5th ed., 2009, sec. 5.2.1: 0.55 to 0.75",
    )
    pointing_deg: float = default(
        0.1, "Pointing error of the beam.", ge=0, le=1, source="guess: usual for the geostationary ring"
    )
    feeder_loss_db: float = default(
        1.0, "Loss between amplifier and antenna.", ge=0, le=6, source="guess: guides and output filters"
    )
    roll_off_frac: float = default(
        0.2, "Roll-off of the carrier's spectrum.", ge=0.05, le=0.4, source="ETSI EN 302 307-1, 2014, sec. 5.6"
    )
    implementation_loss_db: float = default(
        1.0,
        "Loss of real modems and of non-linear amplifiers.",
        ge=0,
        le=4,
        source="guess: half for the modem, half for the amplifier",
    )
    rain_rate_mm_per_hour: float | None = default(
        None,
        "Rain rate exceeded 0.01 % of the year; from the climate table when left out.",
        source="data/rain_climates.csv",
        ge=1,
        le=200,
    )
    rain_height_km: float | None = default(
        None,
        "Height of rain above the sea; from the climate table when left out.",
        source="data/rain_climates.csv",
        ge=0,
        le=6,
    )
    mass_spread_frac: float = default(
        0.25,
        "Standard deviation of the logarithm of mass and power.",
        ge=0.02,
        le=1,
        source="guess: channels of one band differ by half with power and redundancy",
    )


def solve(inputs: Transponder, *, needs: Needs, orbit: Orbit, places: Places) -> Payload:
    """One repeater over the territory."""
    row = catalog.read("transponders").row(inputs.band)
    longitude = float(np.atleast_1d(np.asarray(orbit.longitude_deg, dtype=float))[0])
    if not np.isfinite(longitude):
        raise NoSolution(
            message("a transponder is designed for the geostationary ring only; set orbit.kind to geostationary")
        )
    radius_m = float(np.atleast_1d(np.asarray(orbit.semi_major_axis_km, dtype=float))[0]) * M_PER_KM
    seen = view(ring_position_m(longitude, radius_m), places)
    if seen.seen_frac < LEAST_SEEN_FRAC:
        raise NoSolution(_too_low(longitude, seen, places))
    availability = _availability(inputs, needs)
    sky = climate(inputs, places, seen.latitude_rad)
    link = budget(inputs, row, seen, sky, availability)
    return _result(inputs, needs, places, row, seen, sky, availability, link)


def _too_low(longitude: float, seen: View, places: Places) -> Any:
    _, lon_deg, weight = served(places)
    along = np.sum(weight * np.exp(1j * np.radians(lon_deg)))
    return message(
        "from {longitude_deg:g}° E part of the territory sees the satellite at {elevation_deg:.1f}°, below the 5° "
        "that a link needs; the middle of the territory is at {nearest_deg:.0f}° E, and latitudes beyond 76° "
        "never see it "
        "well",
        longitude_deg=longitude,
        elevation_deg=float(np.degrees(seen.lowest_rad)),
        nearest_deg=float(np.degrees(np.angle(along))),
    )


def _availability(inputs: Transponder, needs: Needs) -> float:
    if inputs.availability_frac is not None:
        return inputs.availability_frac
    asked = np.asarray(needs.needs.availability_frac, dtype=float)
    return float(np.clip(np.nanmax(asked), 0.9, 0.9999)) if np.any(np.isfinite(asked)) else 0.995


def demand_mbit_per_s(inputs: Transponder, needs: Needs, places: Places) -> float:
    """Capacity that the needs ask: rate × sites over the sites that share one rate."""
    if inputs.capacity_mbit_per_s is not None:
        return inputs.capacity_mbit_per_s
    table = needs.needs
    by_people = places.population_count / table.people_per_site_count
    sites = np.ceil(np.where(np.isfinite(table.site_count), table.site_count, by_people))
    return float(np.nansum(table.downlink_mbit_per_s * sites / np.fmax(table.contention_ratio, 1.0)))


def _result(
    inputs: Transponder,
    needs: Needs,
    places: Places,
    row: dict[str, Any],
    seen: View,
    sky: dict[str, Any],
    availability: float,
    link: Budget,
) -> Payload:
    bits, code = efficiency_bit_per_hz(link.total_db - inputs.implementation_loss_db)
    clear_bits, clear_code = efficiency_bit_per_hz(link.clear_db - inputs.implementation_loss_db)
    channel = bits * link.symbol_hz / BIT_PER_MBIT
    demand = demand_mbit_per_s(inputs, needs, places)
    wanted = int(np.ceil(demand / channel)) if channel > 0 else inputs.smallest_channel_count
    count = inputs.channel_count or min(max(wanted, inputs.smallest_channel_count), 100)
    mass, power = _mass_kg(row, count, link.antenna_m), _power_w(row, count)
    spread = float(np.exp(TENTH_QUANTILE * inputs.mass_spread_frac))
    nan = np.array([np.nan])

    def one(value: float) -> Array:
        return np.array([float(value)])

    return Payload(
        kind="transponder",
        aperture_m=nan,
        gsd_m=nan,
        swath_km=nan,
        snr=nan,
        mtf_frac=nan,
        field_of_regard_deg=nan,
        data_per_km2_gbit=nan,
        data_rate_mbit_per_s=one(channel * count),
        mass_kg=one(mass),
        mass_p10_kg=one(mass / spread),
        mass_p90_kg=one(mass * spread),
        power_w=one(power),
        power_p10_w=one(power / spread),
        power_p90_w=one(power * spread),
        standby_power_w=one(row["fixed_w"]),
        volume_m3=one(mass / PACKED_KG_PER_M3),
        length_m=one(link.antenna_m),
        within_range=np.array([4 <= count <= 60]),
        eirp_dbw=one(link.eirp_dbw),
        g_over_t_db_per_k=one(link.g_over_t_db_per_k),
        capacity_mbit_per_s=one(channel * count),
        clear_sky_capacity_mbit_per_s=one(clear_bits * link.symbol_hz / BIT_PER_MBIT * count),
        availability_frac=one(availability),
        bandwidth_mhz=one(row["bandwidth_mhz"] * count),
        antenna_diameter_m=one(link.antenna_m),
        rain_attenuation_db=one(link.rain_down_db),
        rf_power_w=one(row["rf_power_w"] * count),
        user_rate_mbit_per_s=one(channel),
        channel_count=one(count),
        gsd_edge_m=nan,
        looks=LookTable(**dict.fromkeys(LookTable.names(), np.array([]))),
        bands=BandTable(**dict.fromkeys(BandTable.names(), np.array([]))),
        link=_link_table(inputs, row, seen, link, bits, code, clear_bits, clear_code),
        checks=_checks(needs, demand, channel, channel * count, availability),
        used=_used(inputs, row, sky),
    )


PACKED_KG_PER_M3 = 250.0  # guess: panels full of guides and amplifiers


def _mass_kg(row: dict[str, Any], count: float, antenna_m: float) -> float:
    area = np.pi / 4.0 * antenna_m**2
    return float(row["fixed_kg"] + row["unit_kg"] * count + row["antenna_kg_per_m2"] * area)


def _power_w(row: dict[str, Any], count: float) -> float:
    return float(row["fixed_w"] + row["rf_power_w"] / row["amplifier_efficiency_frac"] * count)


def _spare_db(inputs: Transponder, link: Budget, code: str) -> float:
    """What the link in rain keeps above the ratio that its modulation and code need; nan where none works."""
    if code == "none":
        return float("nan")
    needed = float(catalog.read("modcods").row(code)["es_n0_db"])
    return link.total_db - inputs.implementation_loss_db - needed


def _link_table(
    inputs: Transponder,
    row: dict[str, Any],
    seen: View,
    link: Budget,
    bits: float,
    code: str,
    clear_bits: float,
    clear_code: str,
) -> LinkTable:
    lines = [
        ("elevation of the satellite at the worst point", float(np.degrees(seen.elevation_rad)), "deg"),
        ("people who see the satellite above 5°", seen.seen_frac, "frac"),
        ("range to the worst point", seen.range_m / M_PER_KM, "km"),
        ("satellite antenna diameter", link.antenna_m, "m"),
        ("satellite EIRP at the edge", link.eirp_dbw, "dbw"),
        ("satellite G/T at the edge", link.g_over_t_db_per_k, "db_per_k"),
        ("free-space loss down", float(links.free_space_loss_db(seen.range_m, row["down_ghz"] * HZ_PER_GHZ)), "db"),
        ("attenuation down, half of the outage", link.rain_down_db, "db"),
        ("attenuation up, half of the outage", link.rain_up_db, "db"),
        ("uplink carrier to noise in rain", link.up_db, "db"),
        ("downlink carrier to noise, clear sky", link.clear_down_db, "db"),
        ("downlink carrier to noise in rain", link.down_db, "db"),
        ("interference, carrier to all", float(row["interference_db"]), "db"),
        ("whole link, clear sky", link.clear_db, "db"),
        ("whole link in rain", link.total_db, "db"),
        (f"bits per symbol, clear sky ({clear_code})", clear_bits, "bit_per_hz"),
        (f"bits per symbol in rain ({code})", bits, "bit_per_hz"),
        ("margin above the modulation in rain", _spare_db(inputs, link, code), "db"),
        ("symbol rate of a channel", link.symbol_hz / HZ_PER_MHZ, "mhz"),
    ]
    line, value, unit = zip(*lines, strict=True)
    return LinkTable(line=np.array(line), value=np.array(value), unit=np.array(unit))


def _checks(needs: Needs, demand: float, rate: float, capacity: float, availability: float) -> CheckTable:
    asked_rate = np.asarray(needs.needs.downlink_mbit_per_s, dtype=float)
    asked_time = np.asarray(needs.needs.availability_frac, dtype=float)
    rows = [("capacity_mbit_per_s", demand, capacity, capacity >= demand)]
    if np.any(np.isfinite(asked_rate)):
        rows.append(("downlink_mbit_per_s", float(np.nanmax(asked_rate)), rate, rate >= np.nanmax(asked_rate)))
    if np.any(np.isfinite(asked_time)):
        met = availability >= np.nanmax(asked_time) and rate > 0
        rows.append(("availability_frac", float(np.nanmax(asked_time)), availability if rate > 0 else 0.0, met))
    name, required, obtained, met_all = zip(*rows, strict=True)
    return CheckTable(
        check=np.array(name),
        required=np.array(required),
        obtained=np.array(obtained),
        met=np.array(met_all, dtype=bool),
    )


def _used(inputs: Transponder, row: dict[str, Any], sky: dict[str, Any]) -> tuple[Assumption, ...]:
    keys = (
        "rf_power_w",
        "amplifier_efficiency_frac",
        "unit_kg",
        "fixed_kg",
        "antenna_kg_per_m2",
        "noise_temperature_k",
        "interference_db",
    )
    rows = [Assumption(key=f"payload.transponders.{inputs.band}.{k}", value=row[k], source=row["source"]) for k in keys]
    wet = [
        Assumption(key=f"payload.rain_climates.{k}", value=sky[k], source=sky["source"])
        for k in ("rain_rate_mm_per_hour", "rain_height_km")
    ]
    clear = Assumption(
        key="payload.clear_up_db", value=CLEAR_UP_DB, source="guess: uplink held ten times better than the downlink"
    )
    least = Assumption(
        key="payload.least_seen_frac", value=LEAST_SEEN_FRAC, source="guess: the last tenth is linked by other means"
    )
    return (*rows, *wet, clear, least)
