"""Which camera meets the needs from this orbit?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from spacefaring import catalog
from spacefaring.errors import NoSolution, StudyError, did_you_mean
from spacefaring.kernels.optics import ground_reach_m, horizon_half_angle_rad
from spacefaring.messages import Message, message
from spacefaring.need import Needs, NeedTable
from spacefaring.orbit import Orbit
from spacefaring.payload import camera, optics
from spacefaring.payload.result import Payload
from spacefaring.stage import StageInputs, default
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM


class Imager(StageInputs):
    """A push-broom camera."""

    kind: Literal["imager"] = default("imager", "Kind of payload.", source="guess: most young programmes begin with it")
    gsd_m: float | None = default(
        None, "Finest ground sampling distance at nadir; the finest that a served need asks when left out.",
        source="the served needs", ge=0.1, le=5_000,
    )  # fmt: skip
    swath_km: float | None = default(
        None, "Width of the strip; what the need with the finest sampling asks when left out.",
        source="the served needs", gt=0, le=5_000,
    )  # fmt: skip
    bands: tuple[str, ...] | None = default(
        None, "Spectral bands; all that the served needs ask when left out.", source="the served needs", min_length=1
    )
    aperture_m: float | None = default(
        None, "Aperture; found from image quality and light when left out.", source="computed", gt=0, le=3
    )
    largest_aperture_m: float = default(
        1.5, "Largest aperture considered.", gt=0, le=3,
        source="WorldView-2 flies 1.1 m (data/instruments.csv); guess: half a metre more",
    )  # fmt: skip
    quality_pan_ratio: float = default(
        0.95, "Image-quality factor Q of the panchromatic band.", ge=0.1, le=2.5,
        source="median of flown panchromatic imagers in data/instruments.csv (0.74 to 1.23)",
    )  # fmt: skip
    quality_colour_ratio: float = default(
        0.55, "Image-quality factor Q of the colour bands, at the longest wavelength.", ge=0.02, le=2.5,
        source="RapidEye 0.56, Sentinel-2 0.44, Dove 1.2 at 842 nm (data/instruments.csv)",
    )  # fmt: skip
    quality_thermal_ratio: float = default(
        0.8, "Image-quality factor Q of thermal bands.", ge=0.05, le=2.5,
        source="Landsat 8 TIRS: 0.108 m, 100 m, 705 km give 0.7 (recalled)",
    )  # fmt: skip
    colour_ratio: float = default(
        4.0, "Colour sampling over panchromatic sampling.", ge=1, le=10,
        source="SPOT-6, Pleiades, DMC-3, KOMPSAT-2: 4 (data/flown_missions.csv)",
    )  # fmt: skip
    swir_ratio: float = default(
        2.0, "Short-wave infrared sampling over colour sampling.", ge=1, le=10,
        source="Sentinel-2: 20 m over 10 m (data/flown_missions.csv)",
    )  # fmt: skip
    thermal_ratio: float = default(
        6.0, "Thermal sampling over colour sampling.", ge=1, le=40,
        source="ASTER: 90 m over 15 m (data/instruments.csv)",
    )  # fmt: skip
    sun_elevation_deg: float = default(
        40.0, "Elevation of the Sun for which signal over noise is stated.", gt=0, le=90,
        source="guess: 10:30 local time at 12 degrees north, lowest week of winter, a little clearance",
    )  # fmt: skip
    field_of_regard_deg: float | None = default(
        None, "How far from nadir the satellite turns the camera; what the needs ask, or 30, when left out.",
        source="the served needs", ge=0, le=60,
    )  # fmt: skip
    sample_bit: int = default(12, "Bits per sample.", ge=6, le=16, source="Sentinel-2, Pleiades: 12 (recalled)")
    compression_ratio: float = default(
        2.5, "Raw data over data sent.", ge=1, le=20,
        source="between CCSDS 123.0 lossless (about 2) and CCSDS 122.0 visually lossless (3 and more)",
    )  # fmt: skip
    obscuration_ratio: float = default(
        0.3, "Hidden central part of the aperture, over its diameter.", ge=0, le=0.7,
        source="guess: usual for Korsch and Ritchey-Chrétien telescopes; none for lenses and off-axis designs",
    )  # fmt: skip
    wavefront_ratio: float = default(
        0.0714, "Wavefront error in waves, root mean square.", ge=0, le=0.2,
        source="Maréchal's criterion: 1/14 wave (M. Born and E. Wolf, Principles of Optics, sec. 9.3)",
    )  # fmt: skip
    transmission_frac: float = default(
        0.70,
        "Light passed by mirrors, lenses and filters.",
        gt=0,
        le=1,
        source="guess: four mirrors at 0.97, a filter at 0.8",
    )
    jitter_ratio: float = default(
        0.1, "Image motion during one integration, in pixels, root mean square.", ge=0, le=2,
        source="R. D. Fiete, Modeling the Imaging Chain, SPIE Press, 2010, sec. 6.4: a tenth of a pixel goes unseen",
    )  # fmt: skip
    drift_ratio: float = default(
        0.02, "Mismatch of image and charge per stage, in pixels.", ge=0, le=0.5,
        source="guess: two per cent of speed and yaw error together",
    )  # fmt: skip
    stage_limit_count: int = default(
        64, "Most delay-and-integrate stages.", ge=1, le=256, source="guess: common space sensors offer 32 to 128"
    )
    scene_k: float = default(300.0, "Temperature of the scene of thermal bands.", ge=180, le=1_500,
                             source="USGS Landsat 8 TIRS requirements state noise at 300 K (recalled)")  # fmt: skip


def solve(inputs: Imager, *, needs: Needs, orbit: Orbit) -> Payload:
    """One camera, or one for each orbit when the orbit stage hands over several candidates."""
    wish = _wish(inputs, needs)
    altitude_m = np.atleast_1d(np.asarray(orbit.altitude_km, dtype=float)) * M_PER_KM
    _refuse_beyond_horizon(wish, altitude_m)
    asked = ask(inputs, wish, altitude_m)
    found = optics.solve(asked)
    largest = float(np.max(found.aperture_m))
    if largest > inputs.largest_aperture_m:
        raise NoSolution(_too_large(inputs, wish, largest, float(altitude_m[0])))
    return camera.result(wish, needs, asked, found)


def _wish(inputs: Imager, needs: Needs) -> camera.Wish:
    table = needs.needs
    gsd = np.asarray(table.gsd_m, dtype=float)
    if inputs.gsd_m is None and not np.any(np.isfinite(gsd)):
        raise StudyError(message("payload.gsd_m is missing and no served need states one; give payload.gsd_m"))
    finest = inputs.gsd_m if inputs.gsd_m is not None else float(np.nanmin(gsd))
    names = _known_bands(inputs.bands or " ".join(str(b) for b in table.bands).split())
    swath = inputs.swath_km if inputs.swath_km is not None else _swath_km(table, gsd)
    colour = _colour_gsd_m(inputs, finest, names, table, gsd)
    return camera.Wish(finest, swath, names, _regard_deg(inputs, table), colour)


def _known_bands(wanted: Sequence[str]) -> tuple[str, ...]:
    """The bands asked for, once each and in the order of data/bands.csv; pan alone when none is named."""
    known = catalog.read("bands").keys
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known)
            raise StudyError(message("the spectral band {band!r} is not known; {hint}", band=name, hint=hint))
    return tuple(band for band in known if band in wanted) or ("pan",)


def _swath_km(table: NeedTable, gsd: Array) -> float:
    """Swath of the need with the finest sampling; the widest asked where that need is silent."""
    swath = np.asarray(table.swath_km, dtype=float)
    if np.any(np.isfinite(gsd)) and np.isfinite(swath[int(np.nanargmin(gsd))]):
        return float(swath[int(np.nanargmin(gsd))])
    if np.any(np.isfinite(swath)):
        return float(np.nanmax(swath))
    raise StudyError(message("payload.swath_km is missing and no served need states one; give payload.swath_km"))


def _regard_deg(inputs: Imager, table: NeedTable) -> float:
    """Field of regard: the study's, else the narrowest that the needs accept (as coverage assumes), else 30 degrees."""
    if inputs.field_of_regard_deg is not None:
        return inputs.field_of_regard_deg
    regard = np.asarray(table.field_of_regard_deg, dtype=float)
    return float(np.nanmin(regard)) if np.any(np.isfinite(regard)) else 30.0


def _colour_gsd_m(inputs: Imager, finest: float, names: tuple[str, ...], table: NeedTable, gsd: Array) -> float:
    """Colour sampling: the finest where there is no pan; else a multiple, no coarser than a need without pan takes."""
    if "pan" not in names:
        return finest
    without_pan = np.array(["pan" not in str(b).split() for b in table.bands])
    limits = gsd[without_pan & np.isfinite(gsd)]
    coarse = finest * inputs.colour_ratio
    return float(max(finest, min(coarse, float(np.min(limits)) if limits.size else coarse)))


def ask(inputs: Imager, wish: camera.Wish, altitude_m: Array) -> optics.Asked:
    """The wish as arrays over bands and candidates."""
    rows = optics.bands(wish.bands)
    pairs = list(zip(rows.names, rows.family, strict=True))
    gsd = np.array([[_band_gsd_m(inputs, wish, name, family)] for name, family in pairs])
    quality = np.array([[_band_quality(inputs, name, family)] for name, family in pairs])
    one = np.ones_like(altitude_m)
    return optics.Asked(
        bands=rows,
        carried=np.ones((len(rows.names), altitude_m.size), dtype=bool),
        gsd_m=gsd * one,
        swath_m=wish.swath_km * M_PER_KM * one,
        altitude_m=altitude_m,
        sun_elevation_rad=np.radians(inputs.sun_elevation_deg) * one,
        quality=quality * one,
        aperture_m=(np.nan if inputs.aperture_m is None else inputs.aperture_m) * one,
        sample_bit=inputs.sample_bit * one,
        compression=inputs.compression_ratio * one,
        obscuration=inputs.obscuration_ratio * one,
        wavefront_waves=inputs.wavefront_ratio * one,
        transmission=inputs.transmission_frac * one,
        jitter_px=inputs.jitter_ratio * one,
        drift_px=inputs.drift_ratio * one,
        stage_limit=inputs.stage_limit_count * one,
        scene_k=inputs.scene_k * one,
    )


def _band_gsd_m(inputs: Imager, wish: camera.Wish, name: str, family: str) -> float:
    if name == "pan":
        return wish.gsd_m
    alone = all(catalog.read("bands").row(b)["detector"] == family for b in wish.bands)
    ratio = {"vnir": 1.0, "swir": inputs.swir_ratio, "thermal": inputs.thermal_ratio}[family]
    return wish.colour_gsd_m * (1.0 if alone else ratio)


def _band_quality(inputs: Imager, name: str, family: str) -> float:
    if name == "pan":
        return inputs.quality_pan_ratio
    return inputs.quality_thermal_ratio if family == "thermal" else inputs.quality_colour_ratio


def _refuse_beyond_horizon(wish: camera.Wish, altitude_m: Array) -> None:
    limb_m = ground_reach_m(altitude_m, horizon_half_angle_rad(altitude_m) * (1.0 - 1e-9))
    widest_km = float(np.min(2.0 * limb_m) / M_PER_KM)
    if wish.swath_km >= widest_km:
        raise StudyError(
            message(
                "payload.swath_km is {swath_km:g}, but from {altitude_km:.0f} km the horizon leaves {widest_km:.0f} km"
                "; ask for less or fly higher",
                swath_km=wish.swath_km, altitude_km=float(np.min(altitude_m)) / M_PER_KM, widest_km=widest_km,
            )
        )  # fmt: skip


def _too_large(inputs: Imager, wish: camera.Wish, largest_m: float, altitude_m: float) -> Message:
    return message(
        "the camera would need an aperture of {aperture_m:.2f} m for {gsd_m:g} m from {altitude_km:.0f} km, above the "
        "{limit_m:g} m considered; about {nearest_m:.2f} m of sampling, or {nearest_km:.0f} km of altitude, would fit",
        aperture_m=largest_m, gsd_m=wish.gsd_m, altitude_km=altitude_m / M_PER_KM, limit_m=inputs.largest_aperture_m,
        nearest_m=wish.gsd_m * largest_m / inputs.largest_aperture_m,
        nearest_km=altitude_m / M_PER_KM * inputs.largest_aperture_m / largest_m,
    )  # fmt: skip
