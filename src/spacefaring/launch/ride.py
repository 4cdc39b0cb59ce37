"""Which ride does each candidate take, and what does it cost and promise?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from spacefaring import catalog
from spacefaring.errors import NoSolution, StudyError
from spacefaring.kernels.reliability import Success, launch_success
from spacefaring.launch import price, sites, vehicles
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import Message, message
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

RIDESHARE_VEHICLE = "Falcon 9"  # the vehicle behind the only published price list of shared rides
MID_INCLINATIONS_DEG = (40.0, 60.0)  # where shared rides are flown too, at prices nobody publishes


class Target(NamedTuple):
    """The orbit to reach and how many satellites go there."""

    altitude_m: float
    inclination_rad: float
    geostationary: bool
    satellite_count: int
    plane_count: int

    def sun_synchronous(self) -> bool:
        low, high = sites.SSO_INCLINATIONS_DEG
        return bool(not self.geostationary and low <= np.degrees(self.inclination_rad) <= high)


class Ride(NamedTuple):
    """The ride of every candidate; the words are those of the first."""

    mode: str
    vehicle: str
    site: str
    launch_count: int
    mass_kg: Array
    capacity_kg: Array
    price_musd: Array
    price_year: Array
    price_source: str
    success: Success
    table: vehicles.Vehicles


def choose(inputs: Inputs, target: Target, wet_kg: Array) -> Ride:
    """The ride that the study names, or the usual one for the mass and the orbit of the first candidate."""
    if np.isnan(wet_kg[0]):
        raise NoSolution(
            message("the spacecraft has no mass at launch because its design does not close; see its limits")
        )
    mass_kg = wet_kg * (1.0 + inputs.separation_mass_frac)
    mode = _usual_mode(inputs, target, float(mass_kg[0])) if inputs.mode == "auto" else inputs.mode
    return RIDES[mode](inputs, target, mass_kg)


def _usual_mode(inputs: Inputs, target: Target, mass_kg: float) -> str:
    if inputs.vehicle is not None and _vehicle_name(inputs.vehicle) != RIDESHARE_VEHICLE:
        return "dedicated"
    if not target.geostationary and mass_kg <= price.CUBESAT_MASS_MAX_KG:
        return "deployer"
    return "rideshare" if target.sun_synchronous() and mass_kg <= inputs.rideshare_mass_max_kg else "dedicated"


def _survey(inputs: Inputs, target: Target, mass_kg: float) -> vehicles.Vehicles:
    return vehicles.survey(
        inputs, altitude_m=target.altitude_m, inclination_rad=target.inclination_rad,
        geostationary=target.geostationary, mass_kg=mass_kg,
    )  # fmt: skip


def _per_launch(target: Target) -> tuple[int, int]:
    """Launches, and satellites on each: one launch for each plane, or for each geostationary satellite."""
    launches = target.satellite_count if target.geostationary else target.plane_count
    return launches, int(np.ceil(target.satellite_count / launches))


def _rideshare(inputs: Inputs, target: Target, mass_kg: Array) -> Ride:
    inclination = float(np.degrees(target.inclination_rad))
    if target.geostationary or not (
        target.sun_synchronous() or MID_INCLINATIONS_DEG[0] <= inclination <= MID_INCLINATIONS_DEG[1]
    ):
        raise NoSolution(
            message(
                "launch.mode is rideshare, but none is sold to {inclination_deg:.1f}° at {altitude_km:.0f} km;"
                " take mode dedicated, or a sun-synchronous orbit",
                inclination_deg=inclination,
                altitude_km=target.altitude_m / M_PER_KM,
            )
        )
    offer = price.latest_rideshare_offer()
    row = catalog.read("rideshare").row(offer)
    each = np.where(mass_kg <= inputs.rideshare_mass_max_kg, price.rideshare_musd(mass_kg, offer), np.nan)
    if np.isnan(each).all():
        raise NoSolution(
            message(
                "launch.mode is rideshare, but a satellite of {mass_kg:.0f} kg with its separation system is above "
                "launch.rideshare_mass_max_kg, {limit_kg:.0f} kg; take mode dedicated",
                mass_kg=float(mass_kg[0]),
                limit_kg=inputs.rideshare_mass_max_kg,
            )
        )
    source = str(row["source"])
    if inputs.vehicle is not None and _vehicle_name(inputs.vehicle) != RIDESHARE_VEHICLE:
        source = f"guess: list of {RIDESHARE_VEHICLE} taken, {inputs.vehicle} publishes none ({source})"
    if not target.sun_synchronous():
        source = f"guess: list for sun-synchronous orbits taken, none is published for {inclination:.0f} deg ({source})"
    limit = np.full(mass_kg.size, inputs.rideshare_mass_max_kg)
    return _shared(inputs, target, "rideshare", mass_kg, limit, each, float(row["price_year"]), source)


def _deployer(inputs: Inputs, target: Target, mass_kg: Array) -> Ride:
    bare = mass_kg / (1.0 + inputs.separation_mass_frac)  # the deployer is the seller's; the limit is for the CubeSat
    each = price.deployer_musd(bare)
    if np.isnan(each).all() or target.geostationary:
        raise NoSolution(
            message(
                "launch.mode is deployer, but a satellite of {mass_kg:.1f} kg is above {limit_kg:.0f} kg, the heaviest "
                "standard CubeSat, or bound for the geostationary ring; take mode rideshare or dedicated",
                mass_kg=float(bare[0]),
                limit_kg=price.CUBESAT_MASS_MAX_KG,
            )
        )
    row = catalog.read("rideshare").row(price.DEPLOYER_OFFER)
    source = (
        f"guess: price per unit of the space station's deployment, {row['source']}; none is published for other orbits"
    )
    limit = np.full(bare.size, price.CUBESAT_MASS_MAX_KG)
    return _shared(inputs, target, "deployer", bare, limit, each, float(row["price_year"]), source)


def _shared(
    inputs: Inputs,
    target: Target,
    mode: str,
    mass_kg: Array,
    limit_kg: Array,
    each_musd: Array,
    year: float,
    source: str,
) -> Ride:
    """A ride among others: every satellite pays for itself, the record is that of the vehicle that carries it."""
    table = _survey(inputs, target, float(mass_kg[0]))
    row = int(np.flatnonzero(table.vehicle == _vehicle_name(inputs.vehicle or RIDESHARE_VEHICLE))[0])
    _check_site(inputs, table, row)
    chance = _success(table, np.array([row]), target.plane_count, mass_kg.size)
    return Ride(
        mode, str(table.vehicle[row]), inputs.site or str(table.site[row]), target.plane_count, mass_kg, limit_kg,
        each_musd * target.satellite_count, np.full(mass_kg.size, year), source, chance, table,
    )  # fmt: skip


def _dedicated(inputs: Inputs, target: Target, mass_kg: Array) -> Ride:
    launches, on_each = _per_launch(target)
    total = mass_kg * on_each
    table = _survey(inputs, target, float(total[0]))
    rows = _rows(inputs, target, table, total)
    known = np.maximum(rows, 0)
    _check_site(inputs, table, int(known[0]))
    found = np.where(rows >= 0, table.price_musd[known] * launches, np.nan)
    first = int(known[0])
    return Ride(
        "dedicated", str(table.vehicle[first]), inputs.site or str(table.site[first]), launches, total,
        np.where(rows >= 0, table.capacity_kg[known], np.nan), found, table.price_year[known],
        str(table.price_source[first]), _success(table, known, launches, mass_kg.size), table,
    )  # fmt: skip


def _rows(inputs: Inputs, target: Target, table: vehicles.Vehicles, total_kg: Array) -> Array:
    """Row of the vehicle of each candidate in the ranked table; -1 where none carries it."""
    if inputs.vehicle is not None:
        eligible = table.vehicle == _vehicle_name(inputs.vehicle)
    else:
        able = _survey(inputs, target, 0.0)
        eligible = np.isin(table.vehicle, able.vehicle[able.accepted])
    carries = eligible[None, :] & (table.capacity_low_kg[None, :] >= total_kg[:, None])
    dear = np.where(carries, np.nan_to_num(table.price_compared_musd, nan=np.inf)[None, :], np.inf)
    rows = np.where(np.isfinite(dear).any(axis=1), np.argmin(dear, axis=1), -1)
    if rows[0] < 0:
        raise NoSolution(_why_none(inputs, table, float(total_kg[0])))
    return rows


def _why_none(inputs: Inputs, table: vehicles.Vehicles, total_kg: float) -> Message:
    if inputs.vehicle is None:
        return message(
            "no vehicle of the catalogue that has flown and is on sale carries {mass_kg:.0f} kg to this orbit; lower "
            "the mass or the altitude, or spread the satellites over more planes",
            mass_kg=total_kg,
        )
    capacity_kg = float(table.capacity_low_kg[int(np.flatnonzero(table.vehicle == _vehicle_name(inputs.vehicle))[0])])
    if np.isnan(capacity_kg):
        return message(
            "launch.vehicle {vehicle} publishes no capacity to such an orbit; leave launch.vehicle out to see which "
            "are able",
            vehicle=inputs.vehicle,
        )
    return message(
        "launch.vehicle {vehicle} carries {capacity_kg:.0f} kg there with 90 % probability, but the satellites of one "
        "launch weigh {mass_kg:.0f} kg; leave launch.vehicle out to see which are able",
        vehicle=inputs.vehicle,
        capacity_kg=capacity_kg,
        mass_kg=total_kg,
    )


def _check_site(inputs: Inputs, table: vehicles.Vehicles, row: int) -> None:
    """Refuse a site that the vehicle does not use, or from which this orbit is out of reach."""
    if inputs.site is not None and not str(table.site[row]):
        raise StudyError(
            message(
                "launch.site {site} does not serve {vehicle} to this inclination; leave launch.site out, or choose "
                "among its sites: {sites}",
                site=inputs.site,
                vehicle=str(table.vehicle[row]),
                sites=str(catalog.read("vehicles").row(str(table.vehicle[row]))["sites"]),
            )
        )


def _vehicle_name(name: str) -> str:
    return str(catalog.read("vehicles").row(name)["name"])


def _success(table: vehicles.Vehicles, rows: Array, launches: int, count: int) -> Success:
    flights, failures = np.nan_to_num(table.flight_count[rows]), table.failure_count[rows]
    chance = launch_success(flights - failures, failures, launches)
    return Success(*(np.array(np.broadcast_to(values, (count,))) for values in chance))


RIDES = {"rideshare": _rideshare, "dedicated": _dedicated, "deployer": _deployer}
