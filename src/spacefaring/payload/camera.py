"""How heavy and hungry is the camera, and what does it hand on?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.kernels.optics import ground_sampling_m
from spacefaring.need import Needs
from spacefaring.payload import instruments, optics
from spacefaring.payload.result import BandTable, CheckTable, LinkTable, LookTable, Payload
from spacefaring.stage import Assumption
from spacefaring.tables import Array, BoolArray
from spacefaring.units import BIT_PER_MBIT, M_PER_KM, UM_PER_M

MS_PER_S = 1_000.0
SMALLEST_KG = 0.1  # electronics and housing that no scaling removes: guess, from CubeSat cameras of 0.1 to 0.2 kg
SMALLEST_SIDE_M = 0.01  # walls: guess
STANDBY_SHARE = 0.15  # guess: clocks, heaters and memory keep-alive between images
# Length of a telescope over its focal length: power law through multiscape100 (0.58 m, 0.176 m long), multiscape200
# (1.43 m, 0.304 m) of equipment.csv and HiRI (12.9 m, 1.6 m; recalled).
LENGTH_FACTOR, LENGTH_POWER = 0.26, 0.72


@dataclass(frozen=True)
class Wish:
    """What the needs and the study ask together."""

    gsd_m: float
    swath_km: float
    bands: tuple[str, ...]
    field_of_regard_deg: float
    colour_gsd_m: float


@dataclass(frozen=True)
class Body:
    """Mass, power and size of the instrument, (n,)."""

    mass_kg: Array
    mass_factor: Array
    power_w: Array
    power_factor: Array
    length_m: Array
    volume_m3: Array
    within: BoolArray


def body(asked: optics.Asked, found: optics.Found) -> Body:
    """Scaling laws of flown instruments, plus a chain for each detector family beyond the visible."""
    logs = (np.log(found.aperture_m), np.log(found.field_rad))
    mass = np.maximum(instruments.mass_law().middle(*logs), SMALLEST_KG)
    power = instruments.power_law().middle(np.log(mass))
    for family in dict.fromkeys(asked.bands.family):
        if family != "vnir":
            chain = catalog.read("detectors").row(family)
            has = np.any(asked.carried[np.array(asked.bands.family) == family], axis=0)
            mass, power = mass + np.where(has, chain["mass_kg"], 0.0), power + np.where(has, chain["power_w"], 0.0)
    length = np.maximum(LENGTH_FACTOR * np.max(found.focal_m, axis=0) ** LENGTH_POWER, 1.2 * found.aperture_m)
    side = 1.15 * found.aperture_m + length * np.tan(found.field_rad / 2.0) + SMALLEST_SIDE_M
    return Body(
        mass_kg=mass, mass_factor=instruments.mass_law().factor(*logs), power_w=power,
        power_factor=instruments.power_law().factor(np.log(mass)), length_m=length, volume_m3=length * side**2,
        within=np.asarray(instruments.mass_law().inside(*logs), dtype=bool),
    )  # fmt: skip


def result(wish: Wish, needs: Needs, asked: optics.Asked, found: optics.Found) -> Payload:
    made = body(asked, found)
    n = np.full(asked.altitude_m.size, np.nan)
    weakest = np.argmin(found.snr / asked.bands.snr_needed, axis=0)
    finest = np.argmin(asked.gsd_m, axis=0)
    column = np.arange(asked.altitude_m.size)
    checks = _checks(wish, needs, asked, found)
    return Payload(
        kind="imager",
        aperture_m=found.aperture_m,
        gsd_m=np.min(asked.gsd_m, axis=0),
        swath_km=asked.swath_m / M_PER_KM,
        snr=found.snr[weakest, column],
        mtf_frac=found.mtf[finest, column],
        data_rate_mbit_per_s=found.data_rate_bit_per_s / BIT_PER_MBIT,
        mass_kg=made.mass_kg,
        mass_p10_kg=made.mass_kg / made.mass_factor,
        mass_p90_kg=made.mass_kg * made.mass_factor,
        power_w=made.power_w,
        power_p10_w=made.power_w / made.power_factor,
        power_p90_w=made.power_w * made.power_factor,
        standby_power_w=STANDBY_SHARE * made.power_w,
        volume_m3=made.volume_m3,
        length_m=made.length_m,
        field_of_regard_deg=np.full(n.shape, wish.field_of_regard_deg),
        data_per_km2_gbit=optics.data_per_km2_gbit(found),
        within_range=made.within,
        gsd_edge_m=_edge_m(asked, wish), looks=_looks(asked, wish),
        eirp_dbw=n, g_over_t_db_per_k=n, capacity_mbit_per_s=n, clear_sky_capacity_mbit_per_s=n, availability_frac=n,
        bandwidth_mhz=n, antenna_diameter_m=n, rain_attenuation_db=n, rf_power_w=n, user_rate_mbit_per_s=n,
        channel_count=n, bands=_band_table(asked, found), checks=checks,
        link=LinkTable(**dict.fromkeys(LinkTable.names(), np.array([]))),
        used=_used(asked),
    )  # fmt: skip


def _sides(asked: optics.Asked, look_rad: Array) -> tuple[Array, Array, Array]:
    """Across, along and incidence for a pixel that is the finest sampling at the nadir, over middle latitudes."""
    pixel = np.min(asked.gsd_m, axis=0) / asked.altitude_m
    return ground_sampling_m(asked.altitude_m, MIDDLE_LATITUDE_RAD, look_rad, pixel)


MIDDLE_LATITUDE_RAD = np.radians(12.0)  # the ellipsoid changes the sampling by less than 0.5 % from pole to equator


def _edge_m(asked: optics.Asked, wish: Wish) -> Array:
    across, along, _ = _sides(asked, np.radians(wish.field_of_regard_deg) * np.ones_like(asked.altitude_m))
    return np.asarray(np.sqrt(across * along))


def _looks(asked: optics.Asked, wish: Wish) -> LookTable:
    look = np.linspace(0.0, wish.field_of_regard_deg, LOOK_COUNT)
    pixel = float(np.min(asked.gsd_m[:, 0]) / asked.altitude_m[0])
    across, along, incidence = ground_sampling_m(asked.altitude_m[0], MIDDLE_LATITUDE_RAD, np.radians(look), pixel)
    return LookTable(look_deg=look, incidence_deg=np.degrees(incidence), gsd_across_m=across, gsd_along_m=along)


LOOK_COUNT = 7


def _band_table(asked: optics.Asked, found: optics.Found) -> BandTable:
    b = asked.bands
    return BandTable(
        band=np.array(b.names), centre_nm=b.centre_m[:, 0] * UM_PER_M * optics.NM_PER_UM,
        width_nm=b.width_um[:, 0] * optics.NM_PER_UM, gsd_m=asked.gsd_m[:, 0], quality_ratio=found.quality[:, 0],
        mtf_frac=found.mtf[:, 0], snr=found.snr[:, 0], stage_count=found.stages[:, 0],
        integration_ms=found.integration_s[:, 0] * MS_PER_S, saturated=found.saturated[:, 0],
    )  # fmt: skip


def _checks(wish: Wish, needs: Needs, asked: optics.Asked, found: optics.Found) -> CheckTable:
    rows = [("gsd_m", float(g), float(np.min(asked.gsd_m[:, 0]))) for g in _finite(needs.needs.gsd_m)]
    found_rows = [(name, need, has, has <= need * (1 + 1e-9)) for name, need, has in rows[:1]]
    swaths = _finite(needs.needs.swath_km)
    if swaths:
        found_rows.append(("swath_km", max(swaths), wish.swath_km, wish.swath_km >= max(swaths) * (1 - 1e-9)))
    for i, name in enumerate(asked.bands.names):
        need, has = float(asked.bands.snr_needed[i, 0]), float(found.snr[i, 0])
        found_rows.append((f"snr_{name}", need, has, has >= need * (1 - 1e-6)))
        need, has = float(asked.bands.mtf_needed[i, 0]), float(found.mtf[i, 0])
        found_rows.append((f"mtf_{name}_frac", need, has, has >= need))
    wanted = {b for text in needs.needs.bands for b in str(text).split()}
    found_rows.append(
        ("bands_count", float(len(wanted)), float(len(wanted & set(wish.bands))), wanted <= set(wish.bands))
    )
    check, required, obtained, met = zip(*found_rows, strict=True)
    return CheckTable(
        check=np.array(check), required=np.array(required), obtained=np.array(obtained), met=np.array(met, dtype=bool)
    )


def _finite(values: object) -> list[float]:
    array = np.asarray(values, dtype=float)
    return sorted(float(v) for v in array[np.isfinite(array)])


def _used(asked: optics.Asked) -> tuple[Assumption, ...]:
    """Rows of the catalogues and the scaling law that the answer rests on."""
    bands, chips = catalog.read("bands"), catalog.read("detectors")
    scene = [
        Assumption(
            key=f"payload.bands.{name}.surface_reflectance_frac",
            value=float(bands.row(name)["surface_reflectance_frac"]),
            source="guess: a typical Sahelian scene; no 6S run yet",
        )
        for name in asked.bands.names
        if bands.row(name)["detector"] != "thermal"
    ]
    detectors = [
        Assumption(
            key=f"payload.detectors.{family}.pixel_um",
            value=float(chips.row(family)["pixel_um"]),
            source=str(chips.row(family)["source"]),
        )
        for family in dict.fromkeys(asked.bands.family)
    ]
    return (*scene, *detectors, *_laws())


def _laws() -> tuple[Assumption, ...]:
    fitted = "least squares on data/instruments.csv; standard deviation of the logarithm"
    return (
        Assumption(key="payload.mass_law.spread", value=round(instruments.mass_law().spread, 4), source=fitted),
        Assumption(key="payload.power_law.spread", value=round(instruments.power_law().spread, 4), source=fitted),
        Assumption(
            key="payload.standby_share", value=STANDBY_SHARE, source="guess: clocks, heaters, memory kept alive"
        ),
        Assumption(key="payload.smallest_kg", value=SMALLEST_KG, source="guess: CubeSat cameras weigh 0.1 to 0.2 kg"),
    )
