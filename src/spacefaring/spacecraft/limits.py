"""What binds, and what is the nearest change that frees it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spacefaring import catalog
from spacefaring.kernels import links
from spacefaring.messages import Message, mark, message
from spacefaring.spacecraft import deorbit
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.coefficients import sizing
from spacefaring.spacecraft.loop import Closed
from spacefaring.tables import Array, BoolArray
from spacefaring.units import BIT_PER_MBIT, M_PER_KM, S_PER_MIN

NAMES = {
    "mass": mark("the mass of the platform"),
    "contact": mark("contact with a ground station"),
    "data": mark("the data that the contacts carry"),
    "link": mark("the power of the data link"),
    "power": mark("the area of the solar array"),
    "pointing": mark("the pointing error"),
    "delta_v": mark("the velocity change of the propulsion"),
    "propellant": mark("the share of propellant"),
    "endurance": mark("the lifetime of the orbit without propulsion"),
    "disposal": mark("the time to come down after the mission"),
}


@dataclass(frozen=True)
class Limits:
    """For each limit what is asked over what is allowed, (n,); and the natural lifetime."""

    used: dict[str, Array]
    natural_year: Array

    @property
    def met(self) -> BoolArray:
        return np.asarray(np.all([value <= 1.0 + 1e-9 for value in self.used.values()], axis=0))


def of(asked: Asked, found: Closed, lifetimes: Array, *, must_image_s: Array) -> Limits:
    """Every limit of every candidate; `must_image_s` is nan where imaging may be cut to what the contacts carry."""
    natural = deorbit.natural_lifetime_year(asked.altitude_m, found.ballistic_m2_per_kg, lifetimes)
    low, passive = ~asked.geostationary, asked.propulsion == 0
    table = catalog.read("propulsion")
    most = table["largest_delta_v_m_per_s"][asked.propulsion]
    heard = asked.contact_s_per_day > 0.0
    wish = np.nan_to_num(must_image_s) * asked.data_bit_per_s
    carried = np.maximum(found.link.carried_bit_per_day, 1.0)
    used = {
        "mass": np.where(found.converged, 0.0, np.inf),
        "contact": np.where(asked.sends & ~heard, np.inf, 0.0),
        "data": np.where(asked.sends & heard & np.isfinite(must_image_s), wish / carried, 0.0),
        "link": np.where(asked.sends, links.ratio(asked.policy.link_db - found.link.power_limit_db), 0.0),
        "power": found.energy.area_m2 / found.energy.area_limit_m2,
        "pointing": found.sensors.error_rad / asked.pointing_rad,
        "delta_v": np.where(passive, 0.0, found.manoeuvres.total_m_per_s / np.maximum(most, 1e-9)),
        "propellant": found.manoeuvres.propellant_kg / found.wet_kg / sizing().propellant_largest_frac,
        "endurance": np.where(low & passive, asked.life_year / natural, 0.0),
        "disposal": np.where(low & passive, natural / (asked.life_year + asked.disposal_year), 0.0),
    }
    return Limits({name: np.nan_to_num(value, nan=0.0, posinf=np.inf) for name, value in used.items()}, natural)


def said(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, candidate: int = 0) -> Message:
    """The limit used most by one candidate: what binds and the nearest change, or how near the design comes to it."""
    i = candidate
    tightest = max(limits.used, key=lambda name: float(limits.used[name][i]))
    share = float(limits.used[tightest][i])
    if share <= 1.0 + 1e-9:
        return message(
            "The design closes; the limit that it uses most is {limit}: {share:.2f} of what is allowed",
            limit=NAMES[tightest],
            share=share,
        )
    return _SAYERS[tightest](asked, found, limits, lifetimes, i)


def _mass(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    return message(
        "The mass does not settle: a payload of {payload_kg:.0f} kg and a velocity change of "
        "{delta_v_m_per_s:.0f} m/s ask for "
        "more propellant than they leave room for; take a propulsion of higher specific impulse, or direct injection",
        payload_kg=float(asked.payload_kg[i]),
        delta_v_m_per_s=float(found.manoeuvres.total_m_per_s[i]),
    )


def _contact(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    return message(
        "No ground station ever hears the satellite, so that nothing stored on board comes down; add a station "
        "under the track"
    )


def _data(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    ratio = float(limits.used["data"][i])
    return message(
        "The contacts bind: {asked_min:.1f} minutes of images a day are asked and {carried_min:.1f} can be sent; "
        "{contact_min:.0f} minutes of contact a day instead of {have_min:.0f} would do, or a faster band",
        asked_min=float(found.link.imaging_s_per_day[i]) / S_PER_MIN * ratio,
        carried_min=float(found.link.imaging_s_per_day[i]) / S_PER_MIN,
        contact_min=float(asked.contact_s_per_day[i]) / S_PER_MIN * ratio,
        have_min=float(asked.contact_s_per_day[i]) / S_PER_MIN,
    )


def _link(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    return message(
        "The data link binds: at {rate_mbit_per_s:.3g} Mbit/s and the largest power of its band {margin_db:.1f} "
        "dB of margin are left "
        "where {asked_db:.1f} dB are asked; a station dish of {dish_m:.1f} m instead of {have_m:.1f} m would do",
        rate_mbit_per_s=float(found.link.rate_bit_per_s[i]) / BIT_PER_MBIT,
        margin_db=float(found.link.power_limit_db[i]),
        asked_db=asked.policy.link_db,
        dish_m=float(asked.station_m[i] * np.sqrt(limits.used["link"][i])),
        have_m=float(asked.station_m[i]),
    )


def _power(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    table = catalog.read("array_mountings")
    return message(
        "Power binds: the array needs {area_m2:.2f} m² and {limit_m2:.2f} m² fit the platform ({mounting}); "
        "{power_w:.0f} W less at the end of life would do, or a larger platform or another mounting",
        area_m2=float(found.energy.area_m2[i]),
        limit_m2=float(found.energy.area_limit_m2[i]),
        mounting=str(table["mounting"][found.energy.mounting[i]]),
        power_w=float(found.energy.end_w[i] * (1.0 - 1.0 / limits.used["power"][i])),
    )


def _pointing(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    return message(
        "Pointing binds: {asked_deg:.4f}° are asked and the finest sensors hold {held_deg:.4f}°; allow "
        "{held_deg:.4f}° or a wider "
        "swath",
        asked_deg=float(np.degrees(asked.pointing_rad[i])),
        held_deg=float(np.degrees(found.sensors.error_rad[i])),
    )


def _delta_v(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    table, need = catalog.read("propulsion"), float(found.manoeuvres.total_m_per_s[i])
    able = [k for k, most in zip(table.keys, table["largest_delta_v_m_per_s"], strict=True) if most >= need]
    return message(
        "The velocity change binds: {need_m_per_s:.0f} m/s with margins, while {kind} gives {most_m_per_s:.0f} "
        "m/s; nearest that "
        "does: {nearest}",
        need_m_per_s=need,
        kind=table.keys[int(asked.propulsion[i])],
        most_m_per_s=float(table["largest_delta_v_m_per_s"][asked.propulsion[i]]),
        nearest=able[0] if able else mark("none"),
    )


def _propellant(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    share = float(found.manoeuvres.propellant_kg[i] / found.wet_kg[i])
    return message(
        "Propellant binds: it would be {share:.2f} of the mass at launch, beyond the {most:.2f} that tanks "
        "allow; take a propulsion of "
        "higher specific impulse, a shorter life or direct injection",
        share=share,
        most=sizing().propellant_largest_frac,
    )


def _endurance(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    return message(
        "The orbit decays after {natural_year:.1f} years without propulsion, before the {life_year:g} years of "
        "the mission; fly at "
        "{nearest_km:.0f} km or higher, or carry propulsion",
        natural_year=float(limits.natural_year[i]),
        life_year=float(asked.life_year[i]),
        nearest_km=_height_km(found, lifetimes, float(asked.life_year[i]), i),
    )


def _disposal(asked: Asked, found: Closed, limits: Limits, lifetimes: Array, i: int) -> Message:
    allowed = float(asked.life_year[i] + asked.disposal_year[i])
    return message(
        "Without propulsion the satellite stays up {natural_year:.0f} years, {allowed_year:g} are allowed; fly "
        "at {nearest_km:.0f} km "
        "or lower, carry propulsion, or a drag sail of {sail_m2:.2f} m²",
        natural_year=float(limits.natural_year[i]),
        allowed_year=allowed,
        nearest_km=_height_km(found, lifetimes, allowed, i),
        sail_m2=float(found.area_m2[i] * (limits.natural_year[i] / allowed - 1.0)),
    )


def _height_km(found: Closed, lifetimes: Array, year: float, i: int) -> float:
    """Height from which a circular orbit lasts so many years."""
    target = np.log(year * float(found.ballistic_m2_per_kg[i]))
    return float(np.interp(target, lifetimes[:, -1], deorbit.HEIGHTS_M)) / M_PER_KM


_SAYERS = {
    "mass": _mass,
    "contact": _contact,
    "data": _data,
    "link": _link,
    "power": _power,
    "pointing": _pointing,
    "delta_v": _delta_v,
    "propellant": _propellant,
    "endurance": _endurance,
    "disposal": _disposal,
}
