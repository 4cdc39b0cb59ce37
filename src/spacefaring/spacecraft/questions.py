"""From orbit, coverage and payload to what each candidate asks of its platform."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from spacefaring import catalog
from spacefaring.constants import EARTH_RADIUS_M, S_PER_DAY
from spacefaring.coverage import Coverage
from spacefaring.kernels.atmosphere import HIGHEST_M, orbit_mean_density_kg_per_m3
from spacefaring.kernels.optics import ground_reach_m, ground_speed_m_per_s, horizon_half_angle_rad, look_for_reach_rad
from spacefaring.kernels.propulsion import apogee_burn_m_per_s
from spacefaring.orbit import Orbit
from spacefaring.payload import Payload
from spacefaring.space_weather import activity
from spacefaring.spacecraft import downlink
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.spacecraft.inputs import Inputs
from spacefaring.spacecraft.margins import policy
from spacefaring.tables import Array
from spacefaring.units import BIT_PER_MBIT, M_PER_KM, MONTH_PER_YEAR, S_PER_HOUR, S_PER_MIN

LOW_LIFE_YEAR, RING_LIFE_YEAR = 5.0, 15.0  # medians of data/flown_missions.csv
WIDE_BEAM_DEG = 5.0  # of a whip or patch that lights all it sees: guess, a twentieth of its width
REPEATER_POINTING_DEG = 0.1  # SMAD 3rd ed., table 11-8 (geostationary communication, recalled)
POINTING_SHARE = 0.1  # of the camera's field
CUBESAT_PAYLOAD_KG = 3.5  # payloads up to it ride on CubeSats, usually without propulsion: guess


def asked(inputs: Inputs, *, orbit: Orbit, coverage: Coverage, payload: Payload) -> Asked:
    """Arrays over the candidates that payload and orbit broadcast to."""
    size = max(np.size(payload.mass_kg), np.size(orbit.altitude_km))

    def many(value: object) -> Array:
        return np.array(np.broadcast_to(np.asarray(value, dtype=float), (size,)))

    altitude = many(orbit.altitude_km) * M_PER_KM
    ring = np.full(size, orbit.kind == "geostationary")
    life = np.where(ring, RING_LIFE_YEAR, LOW_LIFE_YEAR) if inputs.life_year is None else many(inputs.life_year)
    sends = np.full(size, payload.kind != "transponder")
    regard = np.radians(np.nan_to_num(many(payload.field_of_regard_deg)))
    mean, peak = densities(inputs, orbit, altitude, float(np.max(life)))
    return Asked(
        payload_kg=many(payload.mass_kg), payload_w=many(payload.power_w), standby_w=many(payload.standby_power_w),
        payload_m3=many(payload.volume_m3), payload_length_m=many(payload.length_m),
        data_bit_per_s=np.where(sends, many(payload.data_rate_mbit_per_s), 0.0) * BIT_PER_MBIT, sends=sends,
        pointing_rad=_pointing_rad(inputs, altitude, many(payload.swath_km), payload.kind), regard_rad=regard,
        slew_s=many(inputs.slew_s), altitude_m=altitude, radius_m=EARTH_RADIUS_M + altitude,
        inclination_rad=np.radians(many(orbit.inclination_deg)), period_s=many(orbit.period_min) * S_PER_MIN,
        eclipse_s=many(orbit.eclipse_max_min) * S_PER_MIN, local_time_hour=many(orbit.ltan_hour), geostationary=ring,
        density_kg_per_m3=mean, density_peak_kg_per_m3=peak,
        contact_s_per_day=many(_contact_s_per_day(coverage, ring)), contact_gap_s=many(_gap_s(coverage)),
        pass_s=many(np.nan_to_num(coverage.pass_mean_min)) * S_PER_MIN,
        imaging_wish_s_per_day=_wish_s(inputs, orbit, coverage, payload, altitude, regard),
        life_year=life, propulsion=_propulsion(inputs, payload, ring, many(payload.mass_kg)),
        downlink=np.full(size, _row("downlinks", inputs.downlink_band)),
        standard=_standard(inputs, ring, many(payload.mass_kg)), platform_scale=many(1.0),
        mounting=np.full(size, _row("array_mountings", inputs.array_mounting)),
        elevation_rad=np.radians(many(inputs.elevation_deg)), station_m=many(inputs.station_antenna_m),
        rain_db=many(np.nan if inputs.rain_loss_db is None else inputs.rain_loss_db),
        injection_height_m=many(inputs.injection_height_km) * M_PER_KM,
        injection_rad=np.radians(many(inputs.injection_inclination_deg)),
        transfer_m_per_s=_transfer_m_per_s(inputs, ring, EARTH_RADIUS_M + altitude),
        disposal_year=many(inputs.disposal_year), policy=policy(inputs.margin_phase),
    )  # fmt: skip


def densities(inputs: Inputs, orbit: Orbit, altitude_m: Array, life_year: float) -> tuple[Array, Array]:
    """Density averaged over the life for drag make-up, and that of the most active month ever seen for torques."""
    months = int(np.ceil(life_year * MONTH_PER_YEAR))
    sun = activity(inputs.solar_activity, str(orbit.epoch_utc)[:7], months)
    ever = catalog.read("solar_activity_observed")
    inclination = np.radians(np.asarray(orbit.inclination_deg, dtype=float))
    low = np.where(altitude_m < HIGHEST_M, altitude_m, np.nan)
    mean, peak = (
        orbit_mean_density_kg_per_m3(low, inclination, f107_sfu=flux, ap_index=ap)
        for flux, ap in (
            (float(np.mean(sun.f107_sfu)), float(np.mean(sun.ap_index))),
            (float(np.nanmax(ever["f107_sfu"])), float(np.nanmax(ever["ap_index"]))),
        )
    )
    return np.nan_to_num(mean), np.nan_to_num(peak)


def _pointing_rad(inputs: Inputs, altitude_m: Array, swath_km: Array, kind: str) -> Array:
    if inputs.pointing_deg is not None:
        return np.full(altitude_m.shape, np.radians(inputs.pointing_deg))
    if kind != "imager":
        return np.full(altitude_m.shape, np.radians(REPEATER_POINTING_DEG if kind == "transponder" else WIDE_BEAM_DEG))
    return POINTING_SHARE * 2.0 * look_for_reach_rad(altitude_m, np.nan_to_num(swath_km) * M_PER_KM / 2.0)


def _contact_s_per_day(coverage: Coverage, ring: NDArray[np.bool_]) -> Array:
    """Contact of one satellite with the set-up of each pass taken off."""
    passes = float(coverage.contact_per_day_count)
    seconds = float(coverage.contact_min_per_day) * S_PER_MIN
    usable = max(seconds - passes * sizing().pass_overhead_s, 0.0)
    return np.where(ring, seconds, usable)


def _gap_s(coverage: Coverage) -> float:
    gap = float(coverage.contact_gap_max_hour)
    return (gap if np.isfinite(gap) else float(coverage.duration_day) * 24.0) * S_PER_HOUR


def _wish_s(
    inputs: Inputs, orbit: Orbit, coverage: Coverage, payload: Payload, altitude_m: Array, regard_rad: Array
) -> Array:
    """Work of the payload a day of one satellite: what the study asks, else what the territory offers."""
    if inputs.imaging_min_per_day is not None:
        return np.full(altitude_m.shape, inputs.imaging_min_per_day * S_PER_MIN)
    if payload.kind == "relay":
        return _heard_s(orbit, coverage, altitude_m)
    seconds = _imaged_s(orbit, coverage, altitude_m, regard_rad)
    seconds = np.maximum(seconds, inputs.least_imaging_min_per_day * S_PER_MIN)
    return np.minimum(seconds, downlink.longest_imaging_s_per_day(orbit.period_min * S_PER_MIN))


def _imaged_s(orbit: Orbit, coverage: Coverage, altitude_m: Array, regard_rad: Array) -> Array:
    """A pass sees the field of regard by the length of the territory; as many passes as the accesses of a point ask."""
    area = float(np.sum(coverage.points.area_km2)) * M_PER_KM**2
    look = np.minimum(regard_rad, 0.95 * horizon_half_angle_rad(altitude_m))
    width = np.maximum(2.0 * ground_reach_m(altitude_m, look), 1.0)
    return np.asarray(
        _passes(orbit, coverage) * area / (np.minimum(width, np.sqrt(area)) * ground_speed_m_per_s(altitude_m))
    )


def _heard_s(orbit: Orbit, coverage: Coverage, altitude_m: Array) -> Array:
    """A receiver listens while any place sees it: the time of one place times (1 + R/r)².

    R is the radius of a disc as large as the territory, r that of the ground from which the satellite is seen, from the
    mean pass (a mean chord is π·r/2). Time goes as the area over which the satellite is heard (Steiner's formula of
    convex bodies); short of the truth for a long and narrow country.
    """
    table, passes = coverage.points, _passes(orbit, coverage)
    one_place_hour = float(np.average(np.nan_to_num(table.access_hour), weights=table.area_km2))
    one_place_s = one_place_hour * S_PER_HOUR / float(coverage.duration_day) / float(np.sum(orbit.satellite_count))
    seen_m = 2.0 / np.pi * ground_speed_m_per_s(altitude_m) * one_place_s / max(passes, 1e-9)
    radius_m = np.sqrt(float(np.sum(table.area_km2)) / np.pi) * M_PER_KM
    longer = (1.0 + radius_m / np.maximum(seen_m, 1.0)) ** 2
    return np.asarray(np.minimum(one_place_s * longer, S_PER_DAY))


def _passes(orbit: Orbit, coverage: Coverage) -> float:
    """Accesses of a point a day by one satellite."""
    return float(np.nan_to_num(coverage.access_per_day_count)) / float(np.sum(orbit.satellite_count))


def _propulsion(inputs: Inputs, payload: Payload, ring: NDArray[np.bool_], payload_kg: Array) -> NDArray[np.int64]:
    """Row of the propulsion table: the study's, else by orbit and size."""
    if inputs.propulsion != "auto":
        return np.full(payload_kg.shape, _row("propulsion", inputs.propulsion))
    small = np.where(payload_kg <= CUBESAT_PAYLOAD_KG, _row("propulsion", "none"), _row("propulsion", "resistojet"))
    low = np.where(payload_kg >= SMALLEST_HYDRAZINE_PAYLOAD_KG, _row("propulsion", "hydrazine"), small)
    return np.where(ring, _row("propulsion", "bipropellant"), low)


def _standard(inputs: Inputs, ring: NDArray[np.bool_], payload_kg: Array) -> NDArray[np.int64]:
    """Row of the platform standards: the study's, else the simplest that carries such a payload."""
    if inputs.platform != "auto":
        return np.full(payload_kg.shape, _row("platform_standards", inputs.platform))
    table = catalog.read("platform_standards")
    low = table["largest_payload_kg"][: table.keys.index("geostationary"), None]
    return np.where(ring, table.keys.index("geostationary"), np.argmax(low >= payload_kg, axis=0))


SMALLEST_HYDRAZINE_PAYLOAD_KG = 7.0  # about a 40 kg platform and more: guess, AstroSat-100 carries hydrazine


def _transfer_m_per_s(inputs: Inputs, ring: NDArray[np.bool_], radius_m: Array) -> Array:
    if inputs.geostationary_injection == "direct":
        return np.zeros(radius_m.shape)
    perigee = EARTH_RADIUS_M + sizing().parking_perigee_km * M_PER_KM
    return np.where(ring, apogee_burn_m_per_s(perigee, radius_m, np.radians(inputs.transfer_inclination_deg)), 0.0)


def _row(table: str, key: str) -> int:
    return -1 if key == "auto" else catalog.read(table).keys.index(key)
