"""Which vehicles of the catalogue may be proposed, and why is each other one not?"""

from __future__ import annotations

import numpy as np

from spacefaring import catalog
from spacefaring.errors import StudyError, did_you_mean
from spacefaring.kernels.reliability import launch_success
from spacefaring.launch import capacity, fairing, price, sites
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import mark, message
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

NEVER_FLOWN = mark("has never flown")
RETIRED = mark("is retired")
NO_SUCCESS = mark("has not reached orbit yet")
RESTRICTED = mark("is not for sale to this customer")
NO_CAPACITY = mark("publishes no capacity to such an orbit")
TOO_HEAVY = mark("cannot lift the satellites of one launch")
TOO_LARGE = mark("has a fairing too small for the satellites of one launch")
NO_SITE = mark("has no site known to reach this inclination")
UNRELIABLE = mark("has too short or too poor a record")
ACCEPTED = mark("accepted")


class Vehicles(Table):
    """Every vehicle of the catalogue, ranked, with what speaks against it."""

    vehicle: TextArray = column("Vehicle of the catalogue.")
    state: TextArray = column("Country of the maker.")
    status: TextArray = column("active, retired or announced.")
    site: TextArray = column("Launch site chosen; empty where none is known to reach the orbit.")
    flight_count: Array = column("Orbital launches up to the date of the catalogue; empty where unknown.")
    failure_count: Array = column("Launches that failed, partial failures weighed in.")
    capacity_kg: Array = column("Expected mass to this orbit; empty where nothing is published.", source="GCAT lv.tsv")
    capacity_low_kg: Array = column(
        "Mass it carries with 90 % probability, which is what acceptance asks for.",
        formula="expected × exp(−1.28 × spread); the published figure itself where it is for this kind of orbit",
    )
    capacity_basis: TextArray = column("What the capacity was derived from.")
    fairing_diameter_m: Array = column("Outer diameter of its fairing; empty where unknown.", limits="Recalled.")
    fairing_length_m: Array = column("Length of its fairing; empty where unknown.", limits="Recalled.")
    fairing_fit: TextArray = column(
        "Whether the satellites of one launch stand in it.",
        formula="stowed cubes in layers within the usable diameter and length",
        limits="An unknown fairing rejects no vehicle.",
    )
    price_musd: Array = column("Price of one launch, in dollars of its price year.")
    price_year: Array = column("Year of the dollars.")
    price_compared_musd: Array = column("Price in dollars of one year, for comparing.", source="price_index")
    price_source: TextArray = column("Who published the price; guess where it is estimated.")
    success_frac: Array = column(
        "Expected probability that one launch succeeds.",
        formula="(successes + 1) / (flights + 2)",
        source="Guikema and Paté-Cornell 2004",
    )
    success_p05_frac: Array = column("It is above this with 95 %.")
    success_p95_frac: Array = column("It is below this with 95 %.")
    accepted: BoolArray = column("Whether it may be proposed as baseline.")
    reason: TextArray = column("Why it was accepted or rejected.")


def _record(weight: float) -> tuple[Array, Array, Array]:
    """Flights, successes and failures of every vehicle; partial failures in part on both sides."""
    vehicles = catalog.read("vehicles")
    flights = vehicles["flight_count"]
    failures = np.nan_to_num(vehicles["failure_count"]) + weight * np.nan_to_num(vehicles["partial_count"])
    return flights, np.nan_to_num(flights) - failures, failures


def survey(
    inputs: Inputs,
    *,
    altitude_m: float,
    inclination_rad: float,
    geostationary: bool,
    mass_kg: float,
    load: fairing.Load,
) -> Vehicles:
    """The whole catalogue for one orbit and one mass per launch, accepted ones first, cheapest first."""
    vehicles = catalog.read("vehicles")
    lift = capacity.capacities(altitude_m, inclination_rad, geostationary=geostationary)
    flights, good, bad = _record(inputs.partial_failure_weight_frac)
    chance = launch_success(good, bad)
    prices, years, sources = price.vehicle_prices()
    room, known = fairing.fits(inputs, load, vehicles["fairing_diameter_m"], vehicles["fairing_length_m"])
    chosen = [sites.choose(str(s), inclination_rad, geostationary, inputs.site) for s in vehicles["sites"]]
    reasons = np.full(len(vehicles), ACCEPTED, dtype="<U90")
    for fails, reason in (  # the last one that applies is the one said, so the gravest stands last
        (chance.mean_frac < inputs.success_min_frac, UNRELIABLE),
        (~room, TOO_LARGE),
        (~(lift.low_mass_kg >= mass_kg), TOO_HEAVY),
        (np.isnan(lift.mass_kg), NO_CAPACITY),
        (np.array([not name for name in chosen]), NO_SITE),
        (vehicles["restriction"] != "", RESTRICTED),
        (good <= 0.0, NO_SUCCESS),
        (~(flights > 0.0), NEVER_FLOWN),
        (vehicles["status"] == "retired", RETIRED),
        (vehicles["status"] == "announced", NEVER_FLOWN),
    ):
        reasons[fails] = reason
    accepted = reasons == ACCEPTED
    compared = price.brought_to_one_year_musd(prices, years)
    order = np.lexsort((vehicles["name"], np.where(np.isfinite(compared), compared, np.inf), ~accepted))
    found: Vehicles = Vehicles(
        vehicle=vehicles["name"], state=vehicles["state"], status=vehicles["status"], site=np.array(chosen),
        flight_count=flights, failure_count=bad, capacity_kg=lift.mass_kg, capacity_low_kg=lift.low_mass_kg,
        capacity_basis=np.array(lift.basis),
        fairing_diameter_m=vehicles["fairing_diameter_m"],
        fairing_length_m=vehicles["fairing_length_m"], fairing_fit=fairing.said(room, known),
        price_musd=prices, price_year=years, price_compared_musd=compared,
        price_source=np.array(sources),
        success_frac=chance.mean_frac, success_p05_frac=chance.p05_frac, success_p95_frac=chance.p95_frac,
        accepted=accepted, reason=reasons,
    ).where(order)  # fmt: skip
    return found


def check_names(inputs: Inputs) -> None:
    """Refuse a vehicle or a site that the catalogue does not hold."""
    for key, name, table in (("vehicle", inputs.vehicle, "vehicles"), ("site", inputs.site, "launch_sites")):
        known = catalog.read(table).keys
        if name is not None and name.lower() not in [k.lower() for k in known]:
            raise StudyError(
                message(
                    "launch.{key} {name} is not in the catalogue; {hint}",
                    key=key,
                    name=name,
                    hint=did_you_mean(name, known),
                )
            )
