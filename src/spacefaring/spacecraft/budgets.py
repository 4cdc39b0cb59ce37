"""The budgets of one candidate as tables: mass, power, velocity, link, data, pointing, limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from spacefaring import catalog
from spacefaring.kernels import links
from spacefaring.payload import Payload
from spacefaring.spacecraft import downlink, energy, loop, manoeuvres
from spacefaring.spacecraft.asked import Asked
from spacefaring.spacecraft.limits import Limits
from spacefaring.spacecraft.loop import Closed
from spacefaring.spacecraft.result import (
    DataTable,
    DeltaVTable,
    LimitTable,
    LinkTable,
    MassTable,
    PointingTable,
    PowerTable,
)
from spacefaring.tables import Array
from spacefaring.units import BIT_PER_MBIT, HZ_PER_GHZ, M_PER_KM, MBIT_PER_GBIT, MIN_PER_HOUR

BIT_PER_GBIT = BIT_PER_MBIT * MBIT_PER_GBIT


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [np.array(values) for values in zip(*rows, strict=True)]


def mass(asked: Asked, found: Closed, i: int = 0) -> MassTable:
    """Subsystems with their maturity margin, the system margin, dry mass, propellant, mass at launch."""
    rows = [
        _mass_row(name, float(found.basic_kg[name][i]), loop.maturity_frac(asked, name)) for name in loop.SUBSYSTEMS
    ]
    basic, predicted = sum(r[2] for r in rows), sum(r[5] for r in rows)
    system = predicted * asked.policy.system_mass
    dry = predicted + system
    propellant = float(found.manoeuvres.propellant_kg[i])
    rows += [
        ("system_margin", "system", 0.0, asked.policy.system_mass, system, system),
        ("dry", "system", basic, dry / basic - 1.0, dry - basic, dry),
        ("propellant", "propulsion", propellant, 0.0, 0.0, propellant),
        ("wet", "system", basic + propellant, np.nan, dry - basic, dry + propellant),
    ]
    return MassTable(**dict(zip(MassTable.names(), _columns(rows), strict=True)))


def _mass_row(name: str, basic: float, margin: float) -> tuple[str, str, float, float, float, float]:
    return (name, name, basic, margin, basic * margin, basic * (1.0 + margin))


def power(asked: Asked, found: Closed, work: str, i: int = 0) -> PowerTable:
    """Modes of the worst day; `work` is the word for that in which the payload works."""
    share = asked.policy.system_power / (1.0 + asked.policy.system_power)
    rows = []
    for mode, load, minutes in energy.modes(asked, found.load, found.spent):
        watt, length = float(load[i]), float(minutes[i])
        word = work if mode == "payload" else mode
        rows.append((word, watt * (1.0 - share), watt * share, watt, length, watt * length / MIN_PER_HOUR))
    return PowerTable(**dict(zip(PowerTable.names(), _columns(rows), strict=True)))


def delta_v(asked: Asked, found: Closed, i: int = 0) -> DeltaVTable:
    """Lines that apply, then their sum."""
    able = [(name, float(value[i]), manoeuvres.margin(asked, name)) for name, value in found.manoeuvres.lines.items()]
    rows = [(name, basic, part, basic * (1.0 + part)) for name, basic, part in able if basic > 0.0]
    basic, total = sum(r[1] for r in rows), sum(r[3] for r in rows)
    rows.append(("total", basic, total / basic - 1.0 if basic > 0.0 else np.nan, total))
    return DeltaVTable(**dict(zip(DeltaVTable.names(), _columns(rows), strict=True)))


def link(asked: Asked, found: Closed, payload: Payload, i: int = 0) -> LinkTable:
    """The data link at its lowest elevation; a repeater's own budget stands in the payload's table."""
    if not asked.sends[i]:
        return LinkTable(line=payload.link.line, value=payload.link.value, unit=payload.link.unit)
    own = {name: values[found.link.row[i]] for name, values in downlink.rows().items()}
    frequency = float(own["frequency_ghz"][0]) * HZ_PER_GHZ
    distance = float(links.slant_range_m(asked.altitude_m[i], asked.elevation_rad[i]))
    carrier = float(downlink.carrier_dbhz(asked, own, found.link.rf_w)[i])
    rate_db = float(links.decibel(found.link.rate_bit_per_s[i]))
    rain = asked.rain_db[i] if np.isfinite(asked.rain_db[i]) else own["atmosphere_loss_db"][0]
    dish = float(links.dish_gain_dbi(asked.station_m[i], frequency, downlink.STATION_EFFICIENCY))
    gain = float(own["station_gain_dbi"][0]) if np.isfinite(own["station_gain_dbi"][0]) else dish
    rows = [
        ("frequency", frequency / HZ_PER_GHZ, "ghz"),
        ("data_rate", float(found.link.rate_bit_per_s[i]) / BIT_PER_MBIT, "mbit_per_s"),
        ("elevation", float(np.degrees(asked.elevation_rad[i])), "deg"),
        ("slant_range", distance / M_PER_KM, "km"),
        ("transmit_power", float(links.decibel(found.link.rf_w[i])), "dbw"),
        ("cable_loss", 1.0, "db"),
        ("satellite_gain", float(own["satellite_gain_dbi"][0]), "dbi"),
        ("free_space_loss", float(links.free_space_loss_db(distance, frequency)), "db"),
        ("atmosphere_loss", float(rain), "db"),
        ("pointing_loss", float(own["pointing_loss_db"][0]), "db"),
        ("modem_loss", downlink.MODEM_LOSS_DB, "db"),
        ("station_gain", gain, "dbi"),
        ("carrier_to_noise_density", carrier, "dbhz"),
        ("eb_n0", carrier - rate_db, "db"),
        ("eb_n0_needed", float(own["eb_n0_db"][0]), "db"),
        ("margin", carrier - rate_db - float(own["eb_n0_db"][0]), "db"),
    ]
    line, value, unit = _columns(rows)
    return LinkTable(line=line, value=value, unit=unit)


def data(asked: Asked, found: Closed, i: int = 0) -> DataTable:
    """Made, sent, kept and left over on a day; made is what can be sent."""
    wish = float(asked.imaging_wish_s_per_day[i] * asked.data_bit_per_s[i]) if asked.sends[i] else 0.0
    made, sent = float(found.link.data_bit_per_day[i]), float(found.link.carried_bit_per_day[i])
    capacity = float(found.link.rate_bit_per_s[i] * asked.contact_s_per_day[i])
    rows = [
        ("offered_by_territory", wish / BIT_PER_GBIT),
        ("generated", made / BIT_PER_GBIT),
        ("contact_capacity", capacity / BIT_PER_GBIT),
        ("downlinked", sent / BIT_PER_GBIT),
        ("backlog", (made - sent) / BIT_PER_GBIT),
        ("not_imaged", (wish - made) / BIT_PER_GBIT),
        ("storage", float(found.link.storage_bit[i]) / BIT_PER_GBIT),
    ]
    line, value = _columns(rows)
    return DataTable(line=line, value_gbit=value)


def pointing(asked: Asked, found: Closed, i: int = 0) -> PointingTable:
    """Torques, actuators and error."""
    turned = found.attitude
    rows = [
        ("gravity_gradient", float(turned.gravity_nm[i]), "nm_torque"),
        ("solar_pressure", float(turned.sun_nm[i]), "nm_torque"),
        ("magnetic", float(turned.magnetic_nm[i]), "nm_torque"),
        ("aerodynamic", float(turned.air_nm[i]), "nm_torque"),
        ("slew_torque", float(turned.slew_nm[i]), "nm_torque"),
        ("wheel_momentum", float(turned.wheel_nms[i]), "nms"),
        ("rod_dipole", float(turned.rod_am2[i]), "am2"),
        ("inertia", float(turned.inertia_kg_m2[i]), "kg_m2"),
        ("error_asked", float(np.degrees(asked.pointing_rad[i])), "deg"),
        ("error_held", float(np.degrees(found.sensors.error_rad[i])), "deg"),
        (
            f"sensors: {catalog.read('pointing_classes').keys[int(found.sensors.row[i])]}",
            float(found.sensors.mass_kg[i]),
            "kg",
        ),
    ]
    line, value, unit = _columns(rows)
    return PointingTable(line=line, value=value, unit=unit)


def limits(found: Limits, i: int = 0) -> LimitTable:
    """Every limit and its use."""
    rows = [(name, float(used[i]), bool(used[i] <= 1.0 + 1e-9)) for name, used in found.used.items()]
    limit, ratio, met = _columns(rows)
    return LimitTable(limit=limit, used_ratio=ratio, met=met)


def gbit(bits: Array) -> Array:
    """Bits as gigabits."""
    return np.asarray(bits / BIT_PER_GBIT)
