"""Does a spacecraft around it close?"""

from __future__ import annotations

import numpy as np

from spacefaring import catalog
from spacefaring.constants import S_PER_DAY
from spacefaring.coverage import Coverage
from spacefaring.orbit import Orbit
from spacefaring.payload import Payload
from spacefaring.space_weather import activity
from spacefaring.spacecraft import (
    budgets,
    calibration,
    coefficients,
    deorbit,
    equipment,
    limits,
    loop,
    margins,
    questions,
)
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.inputs import Inputs
from spacefaring.spacecraft.loop import Closed
from spacefaring.spacecraft.result import NeighbourTable, Spacecraft
from spacefaring.stage import Assumption
from spacefaring.tables import Array
from spacefaring.units import BIT_PER_MBIT, M_PER_KM, S_PER_MIN

__all__ = ["Inputs", "Spacecraft", "solve"]

CYCLE_MONTHS = 132  # one solar cycle: disposal happens at an unknown time of it
HEIGHT_ROUNDING_DEG = 15.0


def solve(inputs: Inputs, *, orbit: Orbit, coverage: Coverage, payload: Payload) -> Spacecraft:
    """Close the loop; a design that does not close is still described, with what binds."""
    asked = questions.asked(inputs, orbit=orbit, coverage=coverage, payload=payload)
    table = lifetimes(orbit)
    found = loop.close(asked, table)
    must = asked.imaging_wish_s_per_day if inputs.imaging_min_per_day is not None else np.full(asked.count, np.nan)
    bounds = limits.of(asked, found, table, must_image_s=must)
    return _result(inputs, asked, found, bounds, table, orbit, payload)


def lifetimes(orbit: Orbit) -> Array:
    """Table of lifetimes at the mean activity of a whole cycle from launch on, near the orbit's inclination."""
    sun = activity("mean", str(orbit.epoch_utc)[:7], CYCLE_MONTHS)
    tilt = float(np.degrees(np.arcsin(np.abs(np.sin(np.radians(np.ravel(orbit.inclination_deg)[0]))))))
    near = round(tilt / HEIGHT_ROUNDING_DEG) * HEIGHT_ROUNDING_DEG
    return deorbit.lifetimes(near, round(float(np.mean(sun.f107_sfu))), round(float(np.mean(sun.ap_index))))


def _result(
    inputs: Inputs, asked: Asked, found: Closed, bounds: limits.Limits, table: Array, orbit: Orbit, payload: Payload
) -> Spacecraft:
    e, m, basic = found.energy, found.manoeuvres, found.basic_kg
    dry, wet = found.dry_kg, found.wet_kg
    spread = calibration.band(payload.kind)
    low, high = spread.middle / spread.factor(), spread.middle * spread.factor()
    units, bottom_up = equipment.tables(asked, found)
    fixed_payload = basic["payload"] * (1.0 + loop.maturity_frac(asked, "payload")) * (1.0 + asked.policy.system_mass)
    repeater, sees = ~asked.sends, payload.kind == "imager"
    capacity = np.broadcast_to(np.nan_to_num(payload.capacity_mbit_per_s), dry.shape)
    return Spacecraft(
        closed=bounds.met,
        iteration_count=found.rounds,
        binding=limits.said(asked, found, bounds, table),
        life_year=asked.life_year,
        satellite_count=np.atleast_1d(np.asarray(orbit.satellite_count, dtype=np.int64)),
        dry_mass_kg=dry,
        dry_mass_p10_kg=dry * low,
        dry_mass_p90_kg=dry * high,
        wet_mass_kg=wet,
        wet_mass_p10_kg=wet * low,
        wet_mass_p90_kg=wet * high,
        **{f"{name}_mass_kg": basic[name] for name in loop.SUBSYSTEMS},
        propellant_mass_kg=m.propellant_kg,
        bottom_up_mass_kg=np.full(dry.shape, np.sum(bottom_up.bottom_up_kg)),
        bus_dry_mass_kg=dry - fixed_payload,
        power_eol_w=e.end_w,
        power_bol_w=e.begin_w,
        array_area_m2=e.area_m2,
        battery_wh=e.battery_wh,
        depth_of_discharge_frac=e.depth_frac,
        heater_w=found.load.heater,
        radiator_m2=e.radiator_m2,
        delta_v_m_per_s=m.total_m_per_s,
        delta_v_drag_m_per_s=m.lines["drag"],
        delta_v_disposal_m_per_s=m.lines["disposal"],
        propulsion_kind=catalog.read("propulsion").keys[int(asked.propulsion[0])],
        natural_lifetime_year=bounds.natural_year,
        link_margin_db=np.where(repeater, _repeater_margin_db(payload), found.link.margin_db),
        downlink_mbit_per_s=np.where(repeater, capacity, found.link.rate_bit_per_s / BIT_PER_MBIT),
        downlink_band=_band(found),
        transmit_power_w=np.where(repeater, np.nan_to_num(payload.rf_power_w), found.link.rf_w),
        downlink_gbit_per_day=budgets.gbit(
            np.where(repeater, capacity * BIT_PER_MBIT * S_PER_DAY, found.link.rate_bit_per_s * _usable_s(asked))
        ),
        data_gbit_per_day=budgets.gbit(found.link.data_bit_per_day),
        storage_gbit=budgets.gbit(found.link.storage_bit),
        imaging_min_per_day=found.link.imaging_s_per_day / S_PER_MIN if sees else np.zeros(dry.shape),
        imaging_wish_min_per_day=asked.imaging_wish_s_per_day / S_PER_MIN if sees else np.zeros(dry.shape),
        pointing_deg=np.degrees(found.sensors.error_rad),
        wheel_momentum_nms=found.attitude.wheel_nms,
        side_m=found.side_m,
        drag_area_m2=found.area_m2,
        drag_coefficient=np.full(dry.shape, coefficients.sizing().drag_coefficient),
        area_to_mass_m2_per_kg=found.area_m2 / wet,
        within_range=calibration.within(payload.kind, wet),
        mass=budgets.mass(asked, found),
        power=budgets.power(asked, found, "imaging" if sees else "payload"),
        delta_v=budgets.delta_v(asked, found),
        link=budgets.link(asked, found, payload),
        data=budgets.data(asked, found),
        pointing=budgets.pointing(asked, found),
        limits=budgets.limits(bounds),
        equipment=units,
        bottom_up=bottom_up,
        neighbours=_neighbours(asked, found, payload),
        used=_used(inputs, payload.kind),
    )


def _usable_s(asked: Asked) -> Array:
    """Contact left after the margin on data."""
    return np.asarray(asked.contact_s_per_day / (1.0 + asked.policy.data))


def _repeater_margin_db(payload: Payload) -> float:
    """What the forward link keeps above the modulation that it runs at in rain."""
    if payload.kind != "transponder":
        return float("nan")
    lines = dict(zip(payload.link.line.tolist(), payload.link.value.tolist(), strict=True))
    return float(lines.get("margin above the modulation in rain", np.nan))


def _band(found: Closed) -> str:
    row = int(found.link.row[0])
    return catalog.read("downlinks").keys[row] if row >= 0 else "payload"


def _neighbours(asked: Asked, found: Closed, payload: Payload) -> NeighbourTable:
    return calibration.neighbours(
        kind=payload.kind,
        gsd_m=float(np.ravel(payload.gsd_m)[0]),
        swath_km=float(np.ravel(payload.swath_km)[0]),
        altitude_km=float(asked.altitude_m[0]) / M_PER_KM,
        wet_kg=float(found.wet_kg[0]),
    )


def _used(inputs: Inputs, kind: str) -> tuple[Assumption, ...]:
    spread = calibration.band(kind)
    fitted = f"ln(flown/sized) of {spread.count} flown missions (data/flown_missions.csv)"
    return (
        *margins.used(inputs.margin_phase),
        *coefficients.used(),
        Assumption(key="spacecraft.mass_spread", value=round(spread.spread, 4), source=fitted),
        Assumption(key="spacecraft.mass_bias", value=round(spread.bias, 4), source=fitted),
    )
