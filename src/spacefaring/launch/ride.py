"""Which ride does each candidate take, and what does it cost and promise?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from spacefaring import catalog
from spacefaring.errors import NoSolution, StudyError
from spacefaring.kernels.reliability import Success, launch_success
from spacefaring.launch import fairing, price, sites, vehicles
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import Message, Name, message
from spacefaring.tables import Array, BoolArray
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

    def is_sold(self) -> bool:
        """Whether shared rides go to such an inclination at all."""
        low, high = MID_INCLINATIONS_DEG
        middle = low <= np.degrees(self.inclination_rad) <= high
        return self.sun_synchronous() or bool(middle and not self.geostationary)


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


class Craft(NamedTuple):
    """Mass at launch and side of the body of every candidate; a side that is not known is `nan`."""

    wet_kg: Array
    side_m: Array


def choose(inputs: Inputs, target: Target, craft: Craft) -> Ride:
    """The ride that the study names, or the usual one for the mass and the orbit of the first candidate."""
    if np.isnan(craft.wet_kg[0]):
        raise NoSolution(
            message("the spacecraft has no mass at launch because its design does not close; see its limits")
        )
    mode = _usual_mode(inputs, target, craft) if inputs.mode == "auto" else inputs.mode
    return _quoted(inputs, RIDES[mode](inputs, target, craft))


def _quoted(inputs: Inputs, found: Ride) -> Ride:
    """The price quoted to the study in place of the published or estimated one."""
    if inputs.quoted_price_musd is None:
        return found
    year = float(inputs.quoted_price_year or inputs.year)
    price_musd = np.where(np.isnan(found.price_musd), np.nan, inputs.quoted_price_musd)
    return found._replace(price_musd=price_musd, price_year=np.full(price_musd.size, year), price_source="study file")


def with_separation_kg(inputs: Inputs, craft: Craft) -> Array:
    """Mass of one satellite on the ride, its separation system included."""
    return np.asarray(craft.wet_kg * (1.0 + inputs.separation_mass_frac))


def fits_plate(inputs: Inputs, craft: Craft) -> BoolArray:
    """Whether each candidate goes on the largest plate of a shared ride, by mass and by side."""
    light = with_separation_kg(inputs, craft) <= inputs.rideshare_mass_max_kg
    return np.asarray(light & ~(craft.side_m * inputs.stowed_ratio > inputs.rideshare_side_max_m))


def _usual_mode(inputs: Inputs, target: Target, craft: Craft) -> str:
    if inputs.vehicle is not None and _vehicle_name(inputs.vehicle) != RIDESHARE_VEHICLE:
        return "dedicated"
    if target.is_sold() and np.isfinite(price.cubesat_unit_count(craft.wet_kg, craft.side_m))[0]:
        return "deployer"
    return "rideshare" if target.sun_synchronous() and fits_plate(inputs, craft)[0] else "dedicated"


def _survey(inputs: Inputs, target: Target, mass_kg: float, load: fairing.Load) -> vehicles.Vehicles:
    return vehicles.survey(
        inputs, altitude_m=target.altitude_m, inclination_rad=target.inclination_rad,
        geostationary=target.geostationary, mass_kg=mass_kg, load=load,
    )  # fmt: skip


def _per_launch(target: Target) -> tuple[int, int]:
    """Launches, and satellites on each: one launch for each plane, or for each geostationary satellite."""
    launches = target.satellite_count if target.geostationary else target.plane_count
    return launches, int(np.ceil(target.satellite_count / launches))


def _rideshare(inputs: Inputs, target: Target, craft: Craft) -> Ride:
    mass_kg = with_separation_kg(inputs, craft)
    inclination = float(np.degrees(target.inclination_rad))
    _check_sold(target, "rideshare")
    offer = price.latest_rideshare_offer()
    row = catalog.read("rideshare").row(offer)
    each = np.where(fits_plate(inputs, craft), price.rideshare_musd(mass_kg, offer), np.nan)
    if np.isnan(each).all():
        raise NoSolution(_off_the_plate(inputs, craft))
    source = str(row["source"])
    if inputs.vehicle is not None and _vehicle_name(inputs.vehicle) != RIDESHARE_VEHICLE:
        source = f"guess: list of {RIDESHARE_VEHICLE} taken, {inputs.vehicle} publishes none ({source})"
    if not target.sun_synchronous():
        source = f"guess: list for sun-synchronous orbits taken, none is published for {inclination:.0f} deg ({source})"
    limit = np.full(mass_kg.size, inputs.rideshare_mass_max_kg)
    return _shared(inputs, target, "rideshare", mass_kg, limit, each, float(row["price_year"]), source)


def _check_sold(target: Target, mode: str) -> None:
    if not target.is_sold():
        raise NoSolution(
            message(
                "launch.mode is {mode}, but no shared ride is sold to {inclination_deg:.1f}° at {altitude_km:.0f} km;"
                " take mode dedicated, or a sun-synchronous orbit",
                mode=Name(mode),
                inclination_deg=float(np.degrees(target.inclination_rad)),
                altitude_km=target.altitude_m / M_PER_KM,
            )
        )


def _off_the_plate(inputs: Inputs, craft: Craft) -> Message:
    mass_kg = float(with_separation_kg(inputs, craft)[0])
    if mass_kg > inputs.rideshare_mass_max_kg:
        return message(
            "launch.mode is rideshare, but a satellite of {mass_kg:.0f} kg with its separation system is above "
            "launch.rideshare_mass_max_kg, {limit_kg:.0f} kg; take mode dedicated",
            mass_kg=mass_kg,
            limit_kg=inputs.rideshare_mass_max_kg,
        )
    return message(
        "launch.mode is rideshare, but a satellite {side_m:.2f} m wide when stowed is above "
        "launch.rideshare_side_max_m, {limit_m:.2f} m; take mode dedicated",
        side_m=float(craft.side_m[0]) * inputs.stowed_ratio,
        limit_m=inputs.rideshare_side_max_m,
    )


def _deployer(inputs: Inputs, target: Target, craft: Craft) -> Ride:
    return _by_unit(inputs, target, craft, "deployer")


def _hosted(inputs: Inputs, target: Target, craft: Craft) -> Ride:
    """It stays on its carrier, an upper stage or a transfer vehicle, at whose price nobody publishes: a deployer's."""
    return _by_unit(inputs, target, craft, "hosted")


def _by_unit(inputs: Inputs, target: Target, craft: Craft, mode: str) -> Ride:
    """CubeSats by their standard size; the deployer is the seller's, so that the limit is for the CubeSat itself."""
    bare = craft.wet_kg
    each = price.deployer_musd(bare, craft.side_m)
    _check_sold(target, mode)
    if np.isnan(each).all():
        raise NoSolution(
            message(
                "launch.mode is {mode}, but a satellite of {mass_kg:.1f} kg is above {limit_kg:.0f} kg or 12 units, "
                "the largest standard CubeSat; take mode rideshare or dedicated",
                mode=Name(mode),
                mass_kg=float(bare[0]),
                limit_kg=price.CUBESAT_MASS_MAX_KG,
            )
        )
    row = catalog.read("rideshare").row(price.DEPLOYER_OFFER)
    source = (
        f"guess: price per unit of the space station's deployment, {row['source']}; none is published for other orbits"
    )
    limit = np.full(bare.size, price.CUBESAT_MASS_MAX_KG)
    return _shared(inputs, target, mode, bare, limit, each, float(row["price_year"]), source)


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
    table = _survey(inputs, target, float(mass_kg[0]), fairing.Load(np.nan, 1))  # the plate has been checked
    row = int(np.flatnonzero(table.vehicle == _vehicle_name(inputs.vehicle or RIDESHARE_VEHICLE))[0])
    _check_site(inputs, table, row)
    chance = _success(table, np.array([row]), target.plane_count, mass_kg.size)
    return Ride(
        mode, str(table.vehicle[row]), inputs.site or str(table.site[row]), target.plane_count, mass_kg, limit_kg,
        each_musd * target.satellite_count, np.full(mass_kg.size, year), source, chance, table,
    )  # fmt: skip


def _dedicated(inputs: Inputs, target: Target, craft: Craft) -> Ride:
    launches, on_each = _per_launch(target)
    mass_kg = with_separation_kg(inputs, craft)
    total = mass_kg * on_each
    table = _survey(inputs, target, float(total[0]), fairing.Load(float(craft.side_m[0]), on_each))
    rows = _rows(inputs, target, table, total, craft.side_m, on_each)
    known = np.maximum(rows, 0)
    _check_site(inputs, table, int(known[0]))
    found = np.where(rows >= 0, table.price_musd[known] * launches, np.nan)
    first = int(known[0])
    return Ride(
        "dedicated", str(table.vehicle[first]), inputs.site or str(table.site[first]), launches, total,
        np.where(rows >= 0, table.capacity_kg[known], np.nan), found, table.price_year[known],
        str(table.price_source[first]), _success(table, known, launches, mass_kg.size), table,
    )  # fmt: skip


def _rows(
    inputs: Inputs, target: Target, table: vehicles.Vehicles, total_kg: Array, side_m: Array, on_each: int
) -> Array:
    """Row of the vehicle of each candidate in the ranked table; -1 where none carries it."""
    if inputs.vehicle is not None:
        eligible = table.vehicle == _vehicle_name(inputs.vehicle)
    else:
        able = _survey(inputs, target, 0.0, fairing.Load(np.nan, on_each))
        eligible = np.isin(table.vehicle, able.vehicle[able.accepted])
    room = np.stack([
        fairing.fits(inputs, fairing.Load(float(side), on_each), table.fairing_diameter_m, table.fairing_length_m)[0]
        for side in side_m
    ])  # fmt: skip
    carries = eligible[None, :] & room & (table.capacity_low_kg[None, :] >= total_kg[:, None])
    dear = np.where(carries, np.nan_to_num(table.price_compared_musd, nan=np.inf)[None, :], np.inf)
    rows = np.where(np.isfinite(dear).any(axis=1), np.argmin(dear, axis=1), -1)
    if rows[0] < 0:
        raise NoSolution(_why_none(inputs, table, float(total_kg[0])))
    return rows


def _why_none(inputs: Inputs, table: vehicles.Vehicles, total_kg: float) -> Message:
    if inputs.vehicle is None:
        return message(
            "no vehicle of the catalogue that has flown and is on sale carries {mass_kg:.0f} kg of this size to this "
            "orbit; lower the mass or the altitude, or spread the satellites over more planes",
            mass_kg=total_kg,
        )
    capacity_kg = float(table.capacity_low_kg[int(np.flatnonzero(table.vehicle == _vehicle_name(inputs.vehicle))[0])])
    if np.isnan(capacity_kg):
        return message(
            "launch.vehicle {vehicle} publishes no capacity to such an orbit; leave launch.vehicle out to see which "
            "are able",
            vehicle=inputs.vehicle,
        )
    if capacity_kg >= total_kg:
        return message(
            "launch.vehicle {vehicle} has a fairing too small for the satellites of one launch; leave launch.vehicle "
            "out to see which are able, or spread the satellites over more planes",
            vehicle=Name(inputs.vehicle),
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


RIDES = {"rideshare": _rideshare, "dedicated": _dedicated, "deployer": _deployer, "hosted": _hosted}
