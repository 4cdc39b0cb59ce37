"""From sampling, swath and bands to aperture, contrast, noise and data: the instrument itself, many candidates at once.

Arrays are (n,) over candidates or (b, n) over bands and candidates. SI units and radians.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.kernels import optics
from spacefaring.tables import Array, BoolArray
from spacefaring.units import BIT_PER_MBIT, M2_PER_KM2, MBIT_PER_GBIT, UM_PER_M

NM_PER_UM = 1_000.0


@dataclass(frozen=True)
class Bands:
    """The spectral bands, each (b, 1), from data/bands.csv and data/detectors.csv."""

    names: tuple[str, ...]
    centre_m: Array
    width_um: Array
    irradiance: Array
    transmittance: Array
    path_reflectance: Array
    surface_reflectance: Array
    thermal: BoolArray
    family: tuple[str, ...]
    pixel_m: Array
    efficiency: Array
    read: Array
    dark_per_s: Array
    well: Array
    stages: Array
    snr_needed: Array
    mtf_needed: Array


def bands(names: Sequence[str]) -> Bands:
    """Rows of the band and detector tables as columns (b, 1)."""
    rows = [catalog.read("bands").row(name) for name in names]
    chips = [catalog.read("detectors").row(row["detector"]) for row in rows]

    def of(source: list[dict[str, float]], key: str) -> Array:
        return np.array([[row[key]] for row in source], dtype=float)

    return Bands(
        names=tuple(names),
        centre_m=of(rows, "centre_nm") / NM_PER_UM / UM_PER_M,
        width_um=of(rows, "width_nm") / NM_PER_UM,
        irradiance=of(rows, "solar_irradiance_w_per_m2_um"),
        transmittance=of(rows, "transmittance_frac"),
        path_reflectance=of(rows, "path_reflectance_frac"),
        surface_reflectance=of(rows, "surface_reflectance_frac"),
        thermal=np.array([[row["detector"] == "thermal"] for row in rows]),
        family=tuple(row["detector"] for row in rows),
        pixel_m=of(chips, "pixel_um") / UM_PER_M,
        efficiency=of(chips, "quantum_efficiency_frac"),
        read=of(chips, "read_electron"),
        dark_per_s=of(chips, "dark_electron"),
        well=of(chips, "full_well_electron"),
        stages=of(chips, "tdi_count"),
        snr_needed=of(rows, "snr_ratio"),
        mtf_needed=of(rows, "mtf_frac"),
    )


@dataclass(frozen=True)
class Asked:
    """What each candidate must see; (n,) unless said."""

    bands: Bands
    carried: BoolArray  # (b, n): which bands a candidate has
    gsd_m: Array  # (b, n)
    swath_m: Array
    altitude_m: Array
    sun_elevation_rad: Array
    quality: Array  # (b, n): image-quality factor Q asked
    aperture_m: Array  # nan: to be found
    sample_bit: Array
    compression: Array
    obscuration: Array
    wavefront_waves: Array
    transmission: Array
    jitter_px: Array
    drift_px: Array  # mismatch of image and charge per stage
    stage_limit: Array
    scene_k: Array


@dataclass(frozen=True)
class Found:
    """What each candidate's optics do; (b, n) unless said."""

    aperture_m: Array  # (n,)
    focal_m: Array
    quality: Array
    stages: Array
    integration_s: Array
    snr: Array
    saturated: BoolArray
    mtf: Array
    field_rad: Array  # (n,)
    data_rate_bit_per_s: Array  # (n,)
    data_per_m2_bit: Array  # (n,)


def solve(asked: Asked) -> Found:
    """Aperture first (image quality, then light), then what it gives."""
    b = asked.bands
    focal = _focal(asked)
    pixel = focal * asked.gsd_m / asked.altitude_m  # a coarse band adds fine pixels
    line_s = asked.gsd_m / optics.ground_speed_m_per_s(asked.altitude_m)
    deepest = np.minimum(b.stages, asked.stage_limit)
    for_quality = optics.aperture_for_quality_m(asked.quality, b.centre_m, asked.altitude_m, asked.gsd_m)
    per_square = _electrons(asked, np.ones_like(asked.altitude_m), focal, pixel, line_s)
    well = b.well * (pixel / b.pixel_m) ** 2
    step = well / 2.0**asked.sample_bit
    needed = optics.electrons_for_ratio(b.snr_needed, dark=b.dark_per_s * line_s * deepest, read=b.read, step=step)
    for_light = np.sqrt(needed / (per_square * deepest))
    largest = np.max(np.where(asked.carried, np.maximum(for_quality, for_light), 0.0), axis=0)
    aperture = np.where(np.isnan(asked.aperture_m), largest, asked.aperture_m)
    signal = per_square * aperture**2
    stages = np.clip(2.0 ** np.ceil(np.log2(np.maximum(needed / signal, 1.0))), 1.0, deepest)
    gathered = np.minimum(signal * stages, well)
    return Found(
        aperture_m=aperture,
        focal_m=focal,
        quality=b.centre_m * asked.altitude_m / (aperture * asked.gsd_m),
        stages=stages,
        integration_s=stages * line_s,
        snr=optics.signal_to_noise(gathered, dark=b.dark_per_s * line_s * stages, read=b.read, step=step),
        saturated=signal * stages > well,
        mtf=_mtf(asked, aperture, focal, pixel, stages),
        field_rad=2.0 * optics.look_for_reach_rad(asked.altitude_m, asked.swath_m / 2.0),
        data_rate_bit_per_s=_data_per_m2(asked) * asked.swath_m * optics.ground_speed_m_per_s(asked.altitude_m),
        data_per_m2_bit=_data_per_m2(asked),
    )


def _focal(asked: Asked) -> Array:
    """One focal length per detector family: that of its finest carried band."""
    b = asked.bands
    focal = optics.focal_length_m(asked.gsd_m, asked.altitude_m, b.pixel_m)
    families = np.array(b.family)
    for family in dict.fromkeys(b.family):
        rows = families == family
        finest = np.max(np.where(asked.carried[rows], focal[rows], 0.0), axis=0)
        focal[rows] = np.where(finest > 0.0, finest, focal[rows])
    return focal


def radiance_w_per_m2_sr_um(b: Bands, sun_elevation_rad: Array, scene_k: Array) -> Array:
    """Radiance at the aperture: sunlight scattered by air and ground, or the ground's own heat."""
    reflectance = b.path_reflectance + b.transmittance * b.surface_reflectance
    sunlit = b.irradiance * np.sin(sun_elevation_rad) / np.pi * reflectance
    own = b.transmittance * optics.planck_radiance_w_per_m2_sr_um(b.centre_m, scene_k)
    return np.where(b.thermal, own, sunlit)


def _electrons(asked: Asked, aperture: Array, focal: Array, pixel: Array, line_s: Array) -> Array:
    """Electrons per stage for an aperture."""
    b = asked.bands
    return optics.signal_electrons(
        radiance_w_per_m2_sr_um(b, asked.sun_elevation_rad, asked.scene_k),
        wavelength_m=b.centre_m, width_um=b.width_um, focal_ratio=focal / aperture, pixel_m=pixel,
        integration_s=line_s, transmission=asked.transmission, quantum_efficiency=b.efficiency,
        obscuration=asked.obscuration,
    )  # fmt: skip


def _mtf(asked: Asked, aperture: Array, focal: Array, pixel: Array, stages: Array) -> Array:
    """System contrast at Nyquist: optics and detector both ways, motion along track only; geometric mean."""
    b, nyquist = asked.bands, 0.5 / pixel
    focal_ratio = focal / aperture
    glass = optics.mtf_annular(nyquist, b.centre_m, focal_ratio, asked.obscuration) * optics.mtf_wavefront(
        nyquist * b.centre_m * focal_ratio, asked.wavefront_waves
    )
    still = glass * optics.mtf_box(nyquist, pixel) * optics.mtf_jitter(nyquist, asked.jitter_px * pixel)
    moving = still * optics.mtf_box(nyquist, pixel)  # the scene moves one pixel while a stage looks
    along = moving * optics.mtf_stages(nyquist, asked.drift_px * pixel, stages)
    across = still * optics.mtf_stages(nyquist, asked.drift_px * pixel, stages)
    return np.asarray(np.sqrt(along * across))


def _data_per_m2(asked: Asked) -> Array:
    """Compressed bits per area of ground, all bands."""
    raw = np.sum(np.where(asked.carried, 1.0 / asked.gsd_m**2, 0.0), axis=0) * asked.sample_bit
    return np.asarray(raw / asked.compression)


def data_per_km2_gbit(found: Found) -> Array:
    """The same per square kilometre, in gigabits."""
    return np.asarray(found.data_per_m2_bit * M2_PER_KM2 / (BIT_PER_MBIT * MBIT_PER_GBIT))
