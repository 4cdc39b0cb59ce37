"""Which ways of riding are open to this satellite, where does each go, and what does it cost?"""

from __future__ import annotations

import numpy as np

from spacefaring.errors import NoSolution
from spacefaring.launch import price, ride
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column
from spacefaring.units import M_PER_KM

SHARED, OWN, DEPLOYER = mark("shared ride"), mark("launch of its own"), mark("CubeSat deployer on a shared ride")
STATION, HOSTED = mark("CubeSat deployer of the space station"), mark("hosted on an upper stage or a transfer vehicle")
SOLD_TO = mark("sun-synchronous, 500 to 600 km; now and then 45°")
OPEN = mark("open to this satellite")
REST_ALONE = mark("open; the satellite flies the rest of the way itself")
NOT_THERE = mark("does not go to this orbit")
TOO_BIG = mark("does not take a satellite of this mass and size")
NO_PRICE = mark("open, at a price that nobody publishes")
NO_VEHICLE = mark("no vehicle on sale carries it")
STATION_ALTITUDE_KM, STATION_INCLINATION_DEG = 410.0, 51.6
NEAR_KM, NEAR_DEG = (
    30.0,
    0.5,
)  # how far a satellite without propulsion may be from the station's orbit and still be said to be there


class Ways(Table):
    """Every way of riding, whether it is open to the first candidate, and what all its satellites would pay."""

    way: TextArray = column("Way of riding.")
    goes_to: TextArray = column("Orbit that it goes to.")
    is_open: BoolArray = column("Whether it takes this satellite to this orbit.")
    reason: TextArray = column("Why, or why not.")
    price_musd: Array = column("Price for all satellites; empty where none is published or it is not open.")
    price_year: Array = column("Year of the dollars.")
    price_source: TextArray = column("Who published the price; guess where it is estimated.")


def ways(inputs: Inputs, target: ride.Target, craft: ride.Craft, chosen: ride.Ride) -> Ways:
    """The ways by name; the one that is taken keeps the price of the ride."""
    first = ride.Craft(craft.wet_kg[:1], craft.side_m[:1])
    units = price.cubesat_unit_count(first.wet_kg, first.side_m)[0]
    small = np.isfinite(units)
    at_station = (
        abs(target.altitude_m / M_PER_KM - STATION_ALTITUDE_KM) <= NEAR_KM
        and abs(np.degrees(target.inclination_rad) - STATION_INCLINATION_DEG) <= NEAR_DEG
    )
    above = not inputs.rideshare_altitude_min_km <= target.altitude_m / M_PER_KM <= inputs.rideshare_altitude_max_km
    there, plate = target.is_sold(), bool(ride.fits_plate(inputs, first)[0])
    by_list, by_unit = (_price(inputs, target, first, mode) for mode in ("rideshare", "deployer"))
    rows = [
        (SHARED, SOLD_TO, *_open(there, plate, above), *by_list),
        (DEPLOYER, SOLD_TO, *_open(there, small, above), *by_unit),
        (STATION, mark("410 km, 51.6°"), *_open(at_station, small), *by_unit),
        (HOSTED, mark("that of its carrier"), *_hosted(target, small), np.nan, np.nan, ""),
        (OWN, mark("the orbit wanted"), *_own(inputs, target, first)),
    ]
    names, orbits, opened, reasons, prices, years, sources = (np.array(part) for part in zip(*rows, strict=True))
    taken = np.isin(names, TAKEN.get(chosen.mode, ())) & opened
    return Ways(
        way=names, goes_to=orbits, is_open=opened, reason=reasons,
        price_musd=np.where(taken, chosen.price_musd[0], np.where(opened, prices, np.nan)),
        price_year=np.where(taken, chosen.price_year[0], np.where(opened, years, np.nan)),
        price_source=np.where(taken, chosen.price_source, np.where(opened, sources, "")),
    )  # fmt: skip


TAKEN = {"rideshare": (SHARED,), "deployer": (DEPLOYER, STATION), "dedicated": (OWN,), "hosted": (HOSTED,)}


def _open(there: bool, holds: bool, elsewhere: bool = False) -> tuple[bool, str]:
    if not there:
        return False, NOT_THERE
    return (True, REST_ALONE if elsewhere else OPEN) if holds else (False, TOO_BIG)


def _hosted(target: ride.Target, small: bool) -> tuple[bool, str]:
    if not target.is_sold():
        return False, NOT_THERE
    return (True, NO_PRICE) if small else (False, TOO_BIG)


def _price(inputs: Inputs, target: ride.Target, craft: ride.Craft, mode: str) -> tuple[float, float, str]:
    """Price of a mode as the stage itself would give it; nothing where it does not take the satellite."""
    try:
        found = ride.RIDES[mode](inputs.model_copy(update={"vehicle": None, "site": None}), target, craft)
    except NoSolution:
        return np.nan, np.nan, ""
    return float(found.price_musd[0]), float(found.price_year[0]), found.price_source


def _own(inputs: Inputs, target: ride.Target, craft: ride.Craft) -> tuple[bool, str, float, float, str]:
    cost, year, source = _price(inputs, target, craft, "dedicated")
    return (True, OPEN, cost, year, source) if source else (False, NO_VEHICLE, np.nan, np.nan, "")
