"""Which receiver collects short messages from a low orbit and keeps them until a station is met?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from spacefaring import catalog
from spacefaring.errors import NoSolution
from spacefaring.kernels import links, messages
from spacefaring.messages import message
from spacefaring.payload.result import BandTable, CheckTable, LinkTable, LookTable, Payload
from spacefaring.stage import Assumption, StageInputs, default
from spacefaring.tables import Array
from spacefaring.units import BIT_PER_MBIT, M_PER_KM

if TYPE_CHECKING:
    from spacefaring.need import Needs
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places

TENTH_QUANTILE = 1.2816  # of the normal distribution
HZ_PER_KHZ, HZ_PER_MHZ, M3_PER_LITRE = 1e3, 1e6, 1e-3
POLARISATION_DB = 3.0  # linear terminal, circular satellite


class Relay(StageInputs):
    """A store-and-forward receiver for many small terminals that speak when they like."""

    kind: Literal["relay"] = default("relay", "Kind of payload.", source="study file")
    band: Literal["vhf", "uhf", "s"] = default(
        "uhf", "Frequency band of the terminals: vhf, uhf or s.", source="guess: data-collection services use 401 MHz"
    )
    channel_count: int = default(8, "Channels received at once.", source="guess: one software radio", ge=1, le=1000)
    access: Literal["pure", "slotted"] = default(
        "pure", "Whether terminals speak at any moment or in slots.",
        source="guess: cheap terminals know no common time",
    )  # fmt: skip
    least_success_frac: float = default(
        0.8, "Chance that one try is heard at full load.", source="guess: one try in five is lost to collisions",
        ge=0.4, le=0.99,
    )  # fmt: skip
    elevation_deg: float = default(
        20.0, "Lowest elevation at which a terminal is heard.", source="guess: trees and huts; whips are deaf overhead",
        ge=0, le=80,
    )  # fmt: skip
    eb_n0_db: float = default(
        4.8, "Energy per bit over noise density that the receiver needs.", ge=-2, le=15,
        source="CCSDS 130.1-G-3, 2020: convolutional code, rate 1/2, 1e-5, with 0.6 dB of implementation (recalled)",
    )  # fmt: skip
    margin_db: float = default(
        3.0, "Margin on the uplink.", source="ECSS-E-ST-50-05C: 3 dB nominal", ge=0, le=20
    )  # fmt: skip
    bit_per_hz: float = default(
        0.4, "Bits per second and hertz of a channel.", source="guess: GMSK with code of rate 1/2 and guard bands",
        gt=0, le=2,
    )  # fmt: skip
    mass_spread_frac: float = default(
        0.3, "Standard deviation of the logarithm of mass and power.", source="guess: few flown cases published",
        ge=0.02, le=1,
    )  # fmt: skip


def solve(inputs: Relay, *, needs: Needs, orbit: Orbit, places: Places) -> Payload:
    """Receiver, its bit rate from the weakest place of the footprint, and what the shared channels carry."""
    row = catalog.read("relay_bands").row(inputs.band)
    altitude_m = float(np.atleast_1d(orbit.altitude_km)[0]) * M_PER_KM
    lines, rate = link(inputs, row, altitude_m)
    if rate < 100.0:
        raise NoSolution(
            message(
                "a terminal of {power_w:g} W reaches {rate:.0f} bit/s from {altitude_km:.0f} km at {elevation_deg:g}°: "
                "too little for messages; fly lower or allow a higher elevation only",
                power_w=row["terminal_power_w"], rate=rate, altitude_km=altitude_m / M_PER_KM,
                elevation_deg=inputs.elevation_deg,
            )
        )  # fmt: skip
    return _result(inputs, row, lines, rate)


def link(inputs: Relay, row: dict[str, Any], altitude_m: float) -> tuple[list[tuple[str, float, str]], float]:
    """Uplink of a terminal at the edge of the footprint, line by line, and the bit rate of a channel."""
    frequency_hz = row["up_mhz"] * HZ_PER_MHZ
    range_m = float(links.slant_range_m(altitude_m, np.radians(inputs.elevation_deg)))
    eirp = float(links.decibel(row["terminal_power_w"])) + row["terminal_gain_dbi"]
    path = float(links.free_space_loss_db(range_m, frequency_hz))
    g_over_t = row["satellite_gain_dbi"] - float(links.decibel(row["noise_temperature_k"]))
    density = float(links.carrier_to_noise_dbhz(eirp, path + POLARISATION_DB, g_over_t))
    bearable = float(links.ratio(density - inputs.eb_n0_db - inputs.margin_db))
    rate = min(bearable, inputs.bit_per_hz * row["channel_khz"] * HZ_PER_KHZ)
    lines = [
        ("terminal EIRP", eirp, "dbw"),
        ("range at the lowest elevation", range_m / M_PER_KM, "km"),
        ("free-space loss up", path, "db"),
        ("polarisation loss", POLARISATION_DB, "db"),
        ("satellite G/T at the edge", g_over_t, "db_per_k"),
        ("carrier to noise density", density, "dbhz"),
        ("bit rate that the noise allows", bearable, "bit_per_s"),
        ("bit rate of a channel", rate, "bit_per_s"),
        ("energy per bit to noise density", density - float(links.decibel(rate)), "db"),
    ]
    return lines, rate


def _result(inputs: Relay, row: dict[str, Any], lines: list[tuple[str, float, str]], rate: float) -> Payload:
    carried = float(messages.largest_fresh(inputs.least_success_frac, inputs.access)) * rate * inputs.channel_count
    mass = row["fixed_kg"] + row["channel_kg"] * inputs.channel_count + row["antenna_kg"]
    power = row["fixed_w"] + row["channel_w"] * inputs.channel_count
    spread, nan = float(np.exp(TENTH_QUANTILE * inputs.mass_spread_frac)), np.array([np.nan])
    line, value, unit = zip(*lines, strict=True)

    def one(number: float) -> Array:
        return np.array([float(number)])

    return Payload(
        kind="relay",
        aperture_m=nan, gsd_m=nan, swath_km=nan, snr=nan, mtf_frac=nan, field_of_regard_deg=nan, data_per_km2_gbit=nan,
        data_rate_mbit_per_s=one(carried / BIT_PER_MBIT),
        mass_kg=one(mass), mass_p10_kg=one(mass / spread), mass_p90_kg=one(mass * spread),
        power_w=one(power), power_p10_w=one(power / spread), power_p90_w=one(power * spread),
        standby_power_w=one(row["standby_w"]), volume_m3=one(row["envelope_litre"] * M3_PER_LITRE), length_m=one(0.1),
        within_range=np.array([inputs.channel_count <= 64]), eirp_dbw=nan, g_over_t_db_per_k=one(lines[4][1]),
        capacity_mbit_per_s=one(carried / BIT_PER_MBIT), clear_sky_capacity_mbit_per_s=one(carried / BIT_PER_MBIT),
        availability_frac=nan, bandwidth_mhz=one(row["channel_khz"] * inputs.channel_count / HZ_PER_KHZ),
        antenna_diameter_m=nan, rain_attenuation_db=one(0.0), rf_power_w=nan,
        user_rate_mbit_per_s=one(rate / BIT_PER_MBIT), channel_count=one(inputs.channel_count),
        gsd_edge_m=nan,
        looks=LookTable(**dict.fromkeys(LookTable.names(), np.array([]))),
        bands=BandTable(**dict.fromkeys(BandTable.names(), np.array([]))),
        link=LinkTable(line=np.array(line), value=np.array(value), unit=np.array(unit)),
        checks=CheckTable(**dict.fromkeys(CheckTable.names(), np.array([]))),
        used=tuple(
            Assumption(key=f"payload.relay_bands.{inputs.band}.{name}", value=row[name], source=row["source"])
            for name in ("terminal_power_w", "noise_temperature_k", "fixed_kg", "channel_kg", "channel_w")
        ),
    )  # fmt: skip
