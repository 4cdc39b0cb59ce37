"""The launch of one mission: the ride, its price, its chance, and the way down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spacefaring import catalog, space_weather
from spacefaring.launch import (
    acquisition,
    attitude,
    capacity,
    climb,
    collision,
    departure,
    early_orbit,
    fairing,
    lifetime,
    phasing,
    price,
    reentry,
    ride,
    sites,
    vehicles,
    ways,
    window,
)
from spacefaring.launch.acquisition import Acquisition
from spacefaring.launch.attitude import Attitudes
from spacefaring.launch.climb import Climbs
from spacefaring.launch.collision import Collision
from spacefaring.launch.early_orbit import FirstContacts, Steps
from spacefaring.launch.fairing import Separation
from spacefaring.launch.inputs import Inputs
from spacefaring.launch.lifetime import Cycles, DecayHistory, Disposal, Lifetimes
from spacefaring.launch.phasing import Phasing
from spacefaring.launch.price import Ladder
from spacefaring.launch.reentry import Passivation
from spacefaring.launch.sites import Sites
from spacefaring.launch.vehicles import Vehicles
from spacefaring.launch.ways import Ways
from spacefaring.launch.window import Windows
from spacefaring.messages import Message
from spacefaring.stage import Assumption, StageResult
from spacefaring.tables import Array, BoolArray, column
from spacefaring.units import M_PER_KM

if TYPE_CHECKING:
    from spacefaring.orbit import Orbit
    from spacefaring.places import Places
    from spacefaring.spacecraft import Spacecraft


class Launch(StageResult):
    """What the launch stage found; arrays run over candidates, tables show the first."""

    mode: str = column("How the satellites ride: rideshare, dedicated, deployer or hosted.")
    year: int = column("Calendar year of the launch.")
    vehicle: str = column("Vehicle proposed, or named by the study.")
    site: str = column("Launch site.")
    launch_count: int = column("Launches bought: one per orbital plane for dedicated launches, else one.")
    capacity_kg: Array = column("Mass the ride takes: the vehicle's to this orbit, or the limit for one satellite.")
    launch_mass_kg: Array = column(
        "Mass on one launch (one satellite on a shared ride), separation system included.",
        formula="satellites × wet mass × (1 + separation share)",
    )
    separation_system: str = column(
        "What holds one satellite and lets it go; empty where none of the catalogue suits.",
        limits="Its mass is paid with the ride, the system itself in cost: separation system and launch integration.",
    )
    fairing_fit: str = column("Whether the satellites of one launch stand in the fairing, or on the plate.")
    price_musd: Array = column("Price for all satellites of the mission, in dollars of the price year.")
    price_year: Array = column("Year of the dollars of the price.")
    price_source: str = column("Who published the price; guess where it is estimated.")
    success_frac: Array = column(
        "Expected probability that all launches succeed.",
        formula="mean of p^launches over the posterior of p",
        source="Guikema and Paté-Cornell 2004",
    )
    success_p05_frac: Array = column("It is above this with 95 %.")
    success_p95_frac: Array = column("It is below this with 95 %.")
    lifetime_year: Array = column(
        "Time in orbit from launch without any manoeuvre, mean solar activity; empty for geostationary satellites.",
        source="King-Hele 1987, ch. 4, with NRLMSIS 2.1",
        limits="Capped at the horizon: see lifetime_capped. 15 % from the density, more from the area.",
    )
    lifetime_p10_year: Array = column(
        "Time in orbit under mean activity that one satellite in ten stays below: density, area and mass uncertain.",
        formula="lifetime / ratio of flown satellites",
    )
    lifetime_p90_year: Array = column("Time in orbit under mean activity that nine satellites in ten stay below.")
    lifetime_cycles_p10_year: float = column(
        "Tenth percentile of the first candidate's time in orbit over the measured solar cycles; see cycles.",
        limits="Six cycles at most, capped at the horizon.",
    )
    lifetime_cycles_p90_year: float = column("Ninetieth percentile over the measured solar cycles.")
    lifetime_low_activity_year: Array = column("The same under low solar activity.")
    lifetime_high_activity_year: Array = column("The same under high solar activity.")
    lifetime_capped: BoolArray = column("Whether the lifetime is only known to exceed the horizon.")
    disposal_25_year: BoolArray = column(
        "Whether it leaves orbit within 25 years after operations under mean solar activity, with the disposal delta-v "
        "aboard; for a geostationary satellite whether it reaches the graveyard orbit.",
        source="IADC-02-01 rev. 3, 2021, sec. 5.3.2",
    )
    disposal_5_year: BoolArray = column("The same within 5 years.", source="FCC 22-74, 2022; ESA ESSB-ST-U-007, 2023")
    after_operation_year: Array = column("Time in orbit after operations by the course the verdicts judge.")
    free_after_operation_year: Array = column("Time in orbit after operations by drag alone; capped at the horizon.")
    disposal_25_year_by: str = column("By what the first candidate keeps the 25-year rule, or reaches the graveyard.")
    disposal_5_year_by: str = column("By what the first candidate keeps the 5-year rule, or reaches the graveyard.")
    disposal_25_year_delta_v_m_per_s: float = column(
        "Least braking that meets the 25-year rule; 0 when none is needed."
    )
    disposal_5_year_delta_v_m_per_s: float = column("Least braking that meets the 5-year rule; 0 when none is needed.")
    graveyard_delta_v_m_per_s: Array = column(
        "Delta-v to the graveyard orbit; empty below the geostationary ring.", source="IADC-02-01 rev. 3, sec. 5.3.1"
    )
    graveyard_raise_km: Array = column(
        "Height of the graveyard orbit above the ring.",
        formula="235 km + 1000 · Cr · A/m",
        source="IADC-02-01 rev. 3, 2021, sec. 5.3.1",
    )
    binding: Message = column("What the disposal rules ask of this design.")
    vehicles: Vehicles = column("Every vehicle of the catalogue and why it is or is not proposed.")
    sites: Sites = column("Every launch site and whether it reaches the inclination.")
    ladder: Ladder = column("Published offers of shared rides for one satellite.")
    lifetime: Lifetimes = column("Time in orbit under each solar scenario.", inline=True)
    disposal: Disposal = column("Each disposal rule under each solar scenario.", inline=True)
    decay: DecayHistory = column("Altitude in free fall from launch.")
    window: Windows = column("Times of lift-off through the year.")
    ride_altitude_km: float = column("Height the ride goes to; the operational orbit where it is sold to it.")
    plane_change_m_per_s: float = column(
        "Delta-v that turns the ride's plane to the wanted local time at once; 0 where they agree.",
        source="Vallado 2013, eq. 6-40",
    )
    plane_drift_day: float = column("Wait at another height that turns the plane by drift instead.")
    acquisition_p90_m_per_s: float = column(
        "Delta-v to the operational orbit that nine injections in ten do not exceed."
    )
    acquisition_covered_frac: float = column(
        "Share of injections that the delta-v set aside for them covers; empty without such a line in the budget."
    )
    casualty_count: Array = column(
        "Expected casualties of an uncontrolled re-entry; empty on the geostationary ring.",
        formula="casualty area × mean density of people under the orbit",
        source="NASA-STD-8719.14C, 2021, sec. 4.7; GeoNames",
        limits="The casualty area is a guess by mass; a break-up analysis replaces it.",
    )
    casualty_met: BoolArray = column("Whether that is within the limit.")
    phasing: Phasing = column("How satellites dropped together spread.", inline=True)
    collision_frac: Array = column(
        "Chance of meeting an object of 10 cm or more until re-entry; empty on the geostationary ring.",
        formula="1 − exp(−Σ density × speed × π(r + R)² × time)",
        source="Kessler and Cour-Palais 1978; debris_population",
        limits="Within a factor of two or three; own dodging is not counted.",
    )
    collision_met: BoolArray = column("Whether that is within the limit.", source="NASA-STD-8719.14C, 2021, sec. 4.5")
    collision: Collision = column("Chance of a collision by part of the life and by what is met.", inline=True)
    attitudes: Attitudes = column("Time in orbit by the way it flies.", inline=True)
    ways: Ways = column("Ways of riding, and which are open.", inline=True)
    separation: Separation = column("Separation systems, and which suit.")
    climb: Climbs = column("The climb to the operational orbit, flown step by step.", inline=True)
    passivation: Passivation = column("What is emptied or switched off at the end.")
    cycles: Cycles = column("Lifetime had the launch been some solar cycles earlier.")
    acquisition: Acquisition = column("What reaching the operational orbit takes.", inline=True)
    contacts: FirstContacts = column("First contacts after separation.")
    steps: Steps = column("From separation to service.", inline=True)


def solve(inputs: Inputs, *, orbit: Orbit, spacecraft: Spacecraft, places: Places | None = None) -> Launch:
    """Choose the ride, price it, and follow the satellites down."""
    vehicles.check_names(inputs)
    wet_kg = np.atleast_1d(np.asarray(spacecraft.wet_mass_kg, dtype=float))
    target = _target(orbit)
    body = departure.body(inputs, target, spacecraft, wet_kg.size)
    craft = ride.Craft(wet_kg, attitude.known(spacecraft, "side_m", wet_kg.shape))
    chosen = ride.choose(inputs, target, craft)
    left = departure.leave(inputs, target, body, spacecraft)
    windows = window.windows(inputs, target, orbit, chosen.site)
    dropped = acquisition.drop(inputs, target, chosen)
    turn = acquisition.plane_change(inputs, target, float(np.ravel(orbit.ltan_hour)[0]))
    reach, covered = (
        acquisition.none() if target.geostationary else acquisition.acquisition(inputs, target, chosen, spacecraft)
    )
    dry_kg = np.array(np.broadcast_to(np.ravel(np.asarray(spacecraft.dry_mass_kg, dtype=float)), wet_kg.shape))
    harm = reentry.casualty_count(inputs, target.inclination_rad, dry_kg) + (np.nan if target.geostationary else 0.0)
    horizon = inputs.horizon_year
    phases = lifetime.cycles(body, inputs.year, horizon, target.geostationary)
    areas = attitude.areas_m2(spacecraft, craft)
    hit = collision.risk(inputs, body, left.path, areas.tumbling_m2) if left.path else collision.none(wet_kg.size)
    held = fairing.separation(chosen.mode, float(wet_kg[0]), float(np.nan_to_num(craft.side_m[0], nan=np.inf)))
    return Launch(
        mode=chosen.mode, year=inputs.year, vehicle=chosen.vehicle, site=chosen.site, launch_count=chosen.launch_count,
        capacity_kg=chosen.capacity_kg, launch_mass_kg=chosen.mass_kg, price_musd=chosen.price_musd,
        price_year=chosen.price_year, price_source=chosen.price_source, success_frac=chosen.success.mean_frac,
        success_p05_frac=chosen.success.p05_frac, success_p95_frac=chosen.success.p95_frac,
        lifetime_year=np.minimum(left.years["mean"], horizon),
        lifetime_p10_year=np.minimum(left.years["mean"] / inputs.lifetime_p90_ratio, horizon),
        lifetime_p90_year=np.minimum(left.years["mean"] * inputs.lifetime_p90_ratio, horizon),
        lifetime_cycles_p10_year=_percentile(phases, 10.0), lifetime_cycles_p90_year=_percentile(phases, 90.0),
        lifetime_low_activity_year=np.minimum(left.years["low"], horizon),
        lifetime_high_activity_year=np.minimum(left.years["high"], horizon),
        lifetime_capped=left.years["mean"] > horizon, disposal_25_year=left.within_25, disposal_5_year=left.within_5,
        after_operation_year=np.minimum(left.after_year, horizon),
        free_after_operation_year=np.minimum(left.free_after_year, horizon),
        disposal_25_year_by=departure.means(left, body, 25.0), disposal_5_year_by=departure.means(left, body, 5.0),
        disposal_25_year_delta_v_m_per_s=left.needed_25_m_per_s, disposal_5_year_delta_v_m_per_s=left.needed_5_m_per_s,
        graveyard_delta_v_m_per_s=left.graveyard_m_per_s,
        graveyard_raise_km=lifetime.graveyard_raise_m(areas.flown_m2 / wet_kg, inputs.reflectivity_ratio) / M_PER_KM
        + (0.0 if target.geostationary else np.nan), binding=departure.said(left, body, horizon), vehicles=chosen.table,
        sites=sites.survey(target.inclination_rad),
        ladder=price.ladder(float(chosen.mass_kg[0]), float(craft.side_m[0])),
        lifetime=left.lifetimes, disposal=left.disposal, decay=left.history,
        window=windows, ride_altitude_km=np.nan if target.geostationary else dropped.altitude_m / M_PER_KM,
        plane_change_m_per_s=turn.delta_v_m_per_s, plane_drift_day=turn.drift_day,
        acquisition_p90_m_per_s=np.nan if target.geostationary else float(reach.delta_v_m_per_s[2]),
        acquisition_covered_frac=covered, casualty_count=harm,
        casualty_met=np.isnan(harm) | (harm <= inputs.casualty_limit_count),
        phasing=phasing.phasing(inputs, target, body, orbit), passivation=reentry.passivation(spacecraft),
        separation_system=fairing.chosen(held), separation=held,
        fairing_fit=_fit(chosen), collision_frac=hit.collision_frac, collision_met=hit.met, collision=hit.table,
        attitudes=attitude.attitudes(inputs, target, body, areas), ways=ways.ways(inputs, target, craft, chosen),
        climb=climb.climbs(target, dropped, reach, windows, spacecraft),
        cycles=phases, acquisition=reach,
        steps=early_orbit.steps(target.geostationary),
        contacts=early_orbit.first_contacts(inputs, target, dropped, windows, places), used=_used(chosen),
    )  # fmt: skip


def _percentile(phases: Cycles, percent: float) -> float:
    return float(np.percentile(phases.lifetime_year, percent)) if len(phases) else float("nan")


def _fit(chosen: ride.Ride) -> str:
    """What the fairing says of the vehicle taken; on a shared ride the plate has been checked."""
    if chosen.mode != "dedicated":
        return fairing.FITS
    return str(chosen.table.fairing_fit[int(np.flatnonzero(chosen.table.vehicle == chosen.vehicle)[0])])


def _target(orbit: Orbit) -> ride.Target:
    def first(value: object) -> float:
        return float(np.ravel(np.asarray(value, dtype=float))[0])

    return ride.Target(
        altitude_m=first(orbit.altitude_km) * M_PER_KM, inclination_rad=float(np.radians(first(orbit.inclination_deg))),
        geostationary=str(orbit.kind) == "geostationary", satellite_count=int(first(orbit.satellite_count)),
        plane_count=int(first(orbit.plane_count)),
    )  # fmt: skip


def _used(chosen: ride.Ride) -> tuple[Assumption, ...]:
    """The catalogue rows and fitted coefficients that the answer rests on."""
    speed, trend = capacity.fit(), price.fit()
    found = [
        Assumption(key="launch.price_musd", value=float(chosen.price_musd[0]), source=chosen.price_source),
        Assumption(key="launch.success_frac", value=float(chosen.success.mean_frac[0]),
                   source=f"{catalog.origin('vehicles').source} (record of {chosen.vehicle})"),
        Assumption(key="launch.solar_activity", value="low, mean, high",
                   source=f"{catalog.origin('solar_activity_forecast').source} ({space_weather.age()})"),
        Assumption(key="launch.collision_frac", value="debris_population",
                   source=f"{catalog.origin('debris_population').source}; sizes: debris_kinds, guesses"),
    ]  # fmt: skip
    if chosen.mode == "dedicated":
        found += [
            Assumption(key="launch.capacity.exhaust_m_per_s", value=round(speed.exhaust_m_per_s, 1),
                       source=f"fit over {speed.vehicle_count} vehicles with both, spread {speed.spread_ln:.2f}"),
            Assumption(key="launch.price.slope", value=round(trend.slope, 4),
                       source=f"fit over {trend.vehicle_count} priced vehicles, spread {trend.spread_ln:.2f}"),
        ]  # fmt: skip
    return tuple(found)
