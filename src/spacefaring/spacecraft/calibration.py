"""How far do flown satellites lie from what the loop says, and which are nearest to a design?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from spacefaring import catalog
from spacefaring.constants import EARTH_MU_M3_PER_S2, EARTH_RADIUS_M
from spacefaring.kernels.atmosphere import orbit_mean_density_kg_per_m3
from spacefaring.kernels.optics import look_for_reach_rad
from spacefaring.kernels.orbits import sun_synchronous_inclination_rad
from spacefaring.kernels.propulsion import apogee_burn_m_per_s
from spacefaring.kernels.sun import eclipse_duration_s
from spacefaring.payload import camera, optics
from spacefaring.payload.imager import Imager
from spacefaring.spacecraft import deorbit, loop
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.margins import policy
from spacefaring.spacecraft.result import NeighbourTable
from spacefaring.tables import Array, BoolArray, IntArray
from spacefaring.units import M_PER_KM, S_PER_MIN

TENTH = 0.1
# The habits assumed of every flown mission where nothing is published: guesses, the same for all.
HABITS = {
    "imaging_min_per_day": 20.0,
    "contact_min_per_day": 40.0,
    "gap_hour": 10.0,
    "pass_min": 7.0,
    "slew_s": 90.0,
    "regard_deg": 30.0,
    "life_year": 5.0,
    "f107_sfu": 130.0,
    "ap_index": 12.0,
    "station_m": 7.0,
}
COLOURS = ("blue", "green", "red", "nir", "red_edge", "coastal", "yellow", "swir1", "swir2")


@dataclass(frozen=True)
class Flown:
    """Flown imagers with enough data, and what the loop says of them; (m,)."""

    row: IntArray  # of data/flown_missions.csv
    launch_kg: Array
    sized_kg: Array
    standard: NDArray[np.str_]
    gsd_m: Array
    swath_km: Array
    altitude_km: Array
    life_year: Array


def usable() -> BoolArray:
    """Imagers with mass, altitude, sampling, swath and number of bands, and no doubt noted."""
    t = catalog.read("flown_missions")
    gsd = np.fmin(t["gsd_pan_m"], t["gsd_ms_m"])
    known = (
        np.isfinite(gsd) & np.isfinite(t["swath_km"]) & np.isfinite(t["launch_mass_kg"]) & np.isfinite(t["altitude_km"])
    )
    return np.asarray(known & np.isfinite(t["band_count"]) & (t["payload_kind"] == "imager") & (t["doubt"] == ""))


@cache
def flown(platform_scale: float = 1.0) -> Flown:
    """Every usable flown imager sized by the same loop, with the same habits.

    `platform_scale` multiplies the fixed units of the platform standards, which cross-validation fits anew.
    """
    row = np.flatnonzero(usable())
    t = {name: values[row] for name, values in catalog.read("flown_missions").columns.items()}
    asked = replace(_asked(t, *_cameras(t)), platform_scale=np.full(row.size, platform_scale))
    table = deorbit.lifetimes(97.0, HABITS["f107_sfu"], HABITS["ap_index"])
    return Flown(
        row=row, launch_kg=t["launch_mass_kg"], sized_kg=loop.close(asked, table).wet_kg, standard=t["standard"],
        gsd_m=np.fmin(t["gsd_pan_m"], t["gsd_ms_m"]), swath_km=t["swath_km"], altitude_km=t["altitude_km"],
        life_year=asked.life_year,
    )  # fmt: skip


def _cameras(t: dict[str, Array]) -> tuple[optics.Asked, optics.Found]:
    """The camera of each mission from its published sampling, swath, bands and aperture."""
    usual, rows = Imager(), optics.bands(("pan", *COLOURS, "thermal"))
    one = np.ones(t["swath_km"].size)
    colour = np.where(np.isfinite(t["gsd_ms_m"]), t["gsd_ms_m"], t["gsd_pan_m"] * usual.colour_ratio)
    scale = {"vnir": 1.0, "swir": usual.swir_ratio, "thermal": usual.thermal_ratio}
    gsd = np.array([colour * scale[family] for family in rows.family])
    gsd[0] = np.where(np.isfinite(t["gsd_pan_m"]), t["gsd_pan_m"], colour)
    quality = np.array([[usual.quality_colour_ratio] * one.size for _ in rows.names])
    quality[0], quality[-1] = usual.quality_pan_ratio, usual.quality_thermal_ratio
    asked = optics.Asked(
        bands=rows,
        carried=_carried(t),
        gsd_m=gsd,
        swath_m=t["swath_km"] * M_PER_KM,
        altitude_m=t["altitude_km"] * M_PER_KM,
        sun_elevation_rad=np.radians(usual.sun_elevation_deg) * one,
        quality=quality,
        aperture_m=t["aperture_m"],
        sample_bit=usual.sample_bit * one,
        compression=usual.compression_ratio * one,
        obscuration=usual.obscuration_ratio * one,
        wavefront_waves=usual.wavefront_ratio * one,
        transmission=usual.transmission_frac * one,
        jitter_px=usual.jitter_ratio * one,
        drift_px=usual.drift_ratio * one,
        stage_limit=usual.stage_limit_count * one,
        scene_k=usual.scene_k * one,
    )
    return asked, optics.solve(asked)


def _carried(t: dict[str, Array]) -> BoolArray:
    """Pan where it is published, then as many colours as bands are left."""
    pan = np.isfinite(t["gsd_pan_m"])
    colours = np.maximum(t["band_count"] - pan, 0)
    rank = np.arange(len(COLOURS))[:, None]
    return np.vstack([pan[None, :], rank < colours, np.zeros((1, pan.size), dtype=bool)])


def _asked(t: dict[str, Array], view: optics.Asked, seen: optics.Found) -> Asked:
    h, one = HABITS, np.ones(t["swath_km"].size)
    made = camera.body(view, seen)
    altitude = t["altitude_km"] * M_PER_KM
    radius = EARTH_RADIUS_M + altitude
    period = 2.0 * np.pi * np.sqrt(radius**3 / EARTH_MU_M3_PER_S2)
    inclination = np.where(
        np.isfinite(t["inclination_deg"]), np.radians(t["inclination_deg"]), sun_synchronous_inclination_rad(radius)
    )
    density = orbit_mean_density_kg_per_m3(altitude, inclination, f107_sfu=h["f107_sfu"], ap_index=h["ap_index"])
    field = 2.0 * look_for_reach_rad(altitude, t["swath_km"] * M_PER_KM / 2.0)
    return Asked(
        payload_kg=made.mass_kg,
        payload_w=made.power_w,
        standby_w=camera.STANDBY_SHARE * made.power_w,
        payload_m3=made.volume_m3,
        payload_length_m=made.length_m,
        data_bit_per_s=seen.data_rate_bit_per_s,
        sends=one.astype(bool),
        pointing_rad=0.1 * field,
        regard_rad=np.radians(h["regard_deg"]) * one,
        slew_s=h["slew_s"] * one,
        altitude_m=altitude,
        radius_m=radius,
        inclination_rad=inclination,
        period_s=period,
        eclipse_s=eclipse_duration_s(radius, 0.0, period_s=period),
        local_time_hour=10.5 * one,
        geostationary=one == 0.0,
        density_kg_per_m3=density,
        density_peak_kg_per_m3=4.0 * density,
        contact_s_per_day=h["contact_min_per_day"] * S_PER_MIN * one,
        contact_gap_s=h["gap_hour"] * 3_600.0 * one,
        pass_s=h["pass_min"] * S_PER_MIN * one,
        imaging_wish_s_per_day=h["imaging_min_per_day"] * S_PER_MIN * one,
        life_year=np.where(np.isfinite(t["design_life_year"]), t["design_life_year"], h["life_year"]),
        propulsion=np.where(made.mass_kg <= 3.5, 0, np.where(made.mass_kg <= 7.0, 2, 3)),
        downlink=np.full(one.size, -1),
        standard=_standards(np.asarray(t["standard"], dtype=str)),
        platform_scale=one,
        mounting=np.full(one.size, -1),
        elevation_rad=np.radians(10.0) * one,
        station_m=h["station_m"] * one,
        rain_db=np.nan * one,
        injection_height_m=10e3 * one,
        injection_rad=np.radians(0.1) * one,
        transfer_m_per_s=0.0 * one,
        disposal_year=25.0 * one,
        policy=policy("concept"),
    )


def _standards(words: NDArray[np.str_]) -> IntArray:
    """Rows of the platform standards by name."""
    keys = catalog.read("platform_standards").keys
    return np.array([keys.index(str(word)) for word in words], dtype=np.int64)


@dataclass(frozen=True)
class Band:
    """ln(flown / sized): middle, spread and quantile factors for a design like those flown."""

    bias: float
    spread: float
    count: int

    @property
    def middle(self) -> float:
        """Median of flown over sized."""
        return float(np.exp(self.bias))

    def factor(self) -> float:
        """What the middle is divided and multiplied by for p10 and p90 (Student's t, one more design of the lot)."""
        quantile = float(stats.t.ppf(1.0 - TENTH, self.count - 1))
        return float(np.exp(quantile * self.spread * np.sqrt(1.0 + 1.0 / self.count)))


@cache
def band(kind: str = "imager") -> Band:
    """Spread of flown masses about the loop: of geostationary repeaters, or of imagers for all in low orbit."""
    launch_kg, sized_kg = flown_repeaters() if kind == "transponder" else (flown().launch_kg, flown().sized_kg)
    residual = np.log(launch_kg / sized_kg)
    return Band(bias=float(np.mean(residual)), spread=float(np.std(residual, ddof=1)), count=residual.size)


def within(kind: str, wet_kg: Array) -> BoolArray:
    """Whether a design lies inside the masses of the flown missions of its kind that the spread comes from."""
    if kind not in ("imager", "transponder"):
        return np.zeros(np.shape(wet_kg), dtype=bool)
    known = flown_repeaters()[0] if kind == "transponder" else flown().launch_kg
    return np.asarray((wet_kg >= np.min(known)) & (wet_kg <= np.max(known)))


def neighbours(
    *, kind: str, gsd_m: float, swath_km: float, altitude_km: float, wet_kg: float, count: int = 3
) -> NeighbourTable:
    """The flown missions nearest in the logarithms of what both state; a missing cell counts as one e-fold.

    Of the same kind of payload, or of any kind where none of it is known.
    """
    t = catalog.read("flown_missions")
    alike = t["payload_kind"] == kind
    same = np.flatnonzero((alike | ~np.any(alike)) & np.isfinite(t["launch_mass_kg"]))
    gsd = np.fmin(t["gsd_pan_m"], t["gsd_ms_m"])[same]
    pairs = (
        (gsd, gsd_m),
        (t["swath_km"][same], swath_km),
        (t["altitude_km"][same], altitude_km),
        (t["launch_mass_kg"][same], wet_kg),
    )
    steps = [np.nan_to_num(np.log(theirs / ours), nan=1.0) for theirs, ours in pairs if np.isfinite(ours)]
    distance = np.sqrt(np.mean(np.square(steps), axis=0))
    near = same[np.argsort(distance, kind="stable")[:count]]
    return NeighbourTable(
        name=t["name"][near],
        nation=t["nation"][near],
        launch_year=np.array([float(d[:4]) if d else np.nan for d in t["launch_date"][near]]),
        launch_mass_kg=t["launch_mass_kg"][near],
        power_w=t["power_w"][near],
        altitude_km=t["altitude_km"][near],
        gsd_m=np.fmin(t["gsd_pan_m"], t["gsd_ms_m"])[near],
        swath_km=t["swath_km"][near],
        life_year=t["design_life_year"][near],
        mass_ratio=wet_kg / t["launch_mass_kg"][near],
        distance_ratio=np.sort(distance, kind="stable")[:count],
    )


@cache
def flown_repeaters() -> tuple[Array, Array]:
    """Launch masses of flown geostationary repeaters and what the loop says of them, from their channels alone."""
    t = catalog.read("flown_missions")
    row = np.flatnonzero((t["payload_kind"] == "transponder") & np.isfinite(t["channel_count"]))
    asked = _asked_repeaters({name: values[row] for name, values in t.columns.items()})
    table = deorbit.lifetimes(0.0, HABITS["f107_sfu"], HABITS["ap_index"])
    return t["launch_mass_kg"][row], loop.close(asked, table).wet_kg


def _asked_repeaters(t: dict[str, Array]) -> Asked:
    """A repeater of so many channels, half c and half ku, with a two-metre antenna; Proton sets down in the ring."""
    rows, one = [catalog.read("transponders").row(b) for b in ("c", "ku")], np.ones(t["channel_count"].size)
    mean = {
        name: 0.5 * (rows[0][name] + rows[1][name]) for name in ("fixed_w", "fixed_kg", "unit_kg", "antenna_kg_per_m2")
    }
    channel_w = 0.5 * sum(row["rf_power_w"] / row["amplifier_efficiency_frac"] for row in rows)
    power = mean["fixed_w"] + channel_w * t["channel_count"]
    mass = mean["fixed_kg"] + mean["unit_kg"] * t["channel_count"] + mean["antenna_kg_per_m2"] * np.pi
    radius = EARTH_RADIUS_M + RING_ALTITUDE_M
    burn = apogee_burn_m_per_s(EARTH_RADIUS_M + 250e3, radius, np.radians(7.0))
    no = np.full(one.size, -1)
    return Asked(
        payload_kg=mass, payload_w=power, standby_w=mean["fixed_w"] * one, payload_m3=mass / 250.0,
        payload_length_m=2.0 * one, data_bit_per_s=0.0 * one, sends=one == 0.0, pointing_rad=np.radians(0.1) * one,
        regard_rad=0.0 * one, slew_s=600.0 * one, altitude_m=RING_ALTITUDE_M * one, radius_m=radius * one,
        inclination_rad=0.0 * one, period_s=86_164.0 * one, eclipse_s=70.0 * S_PER_MIN * one,
        local_time_hour=np.nan * one, geostationary=one == 1.0, density_kg_per_m3=0.0 * one,
        density_peak_kg_per_m3=0.0 * one, contact_s_per_day=86_400.0 * one, contact_gap_s=0.0 * one, pass_s=0.0 * one,
        imaging_wish_s_per_day=0.0 * one,
        life_year=np.where(np.isfinite(t["design_life_year"]), t["design_life_year"], 15.0),
        propulsion=np.full(one.size, catalog.read("propulsion").keys.index("bipropellant")), downlink=no,
        standard=_standards(np.asarray(t["standard"], dtype=str)), platform_scale=one, mounting=no,
        elevation_rad=0.2 * one, station_m=5.0 * one,
        rain_db=np.nan * one, injection_height_m=0.0 * one, injection_rad=0.0 * one,
        transfer_m_per_s=np.where(np.isin(t["name"], ("KazSat-2", "Angosat-2")), 0.0, burn), disposal_year=25.0 * one,
        policy=policy("concept"),
    )  # fmt: skip


RING_ALTITUDE_M = 35_786e3
