"""What may a study say about its launch?"""

from __future__ import annotations

from typing import Literal

from spacefaring.stage import StageInputs, default


class Inputs(StageInputs):
    """How the satellites reach their orbit, and what is assumed on the way down."""

    mode: Literal["auto", "rideshare", "dedicated", "deployer"] = default(
        "auto",
        "How the satellites ride: auto, rideshare, dedicated or deployer (CubeSats).",
        source="guess: a deployer for CubeSats, a shared ride to a sun-synchronous orbit, else a launch of its own",
    )
    year: int = default(
        2029, "Calendar year of the launch.", ge=1958, le=2150, source="guess: three years from contract to launch pad"
    )
    vehicle: str | None = default(
        None, "Vehicle of the catalogue to use; left out, the cheapest one that is accepted.", source="study file"
    )
    site: str | None = default(
        None, "Launch site of the catalogue; left out, one that reaches the orbit.", source="study file"
    )
    separation_mass_frac: float = default(
        0.05,
        "Separation system and adapter, as a share of the satellite's mass at launch; paid for and carried.",
        ge=0.0,
        le=0.5,
        source="guess: clamp bands and rings weigh 3 to 7 % of small satellites",
    )
    rideshare_mass_max_kg: float = default(
        800.0,
        "Heaviest satellite taken on a shared ride at the price list.",
        gt=0.0,
        source="guess: the largest plates of 2024 user guides, recalled",
    )
    partial_failure_weight_frac: float = default(
        0.5, "Share of a failure that a partial failure counts for.", ge=0.0, le=1.0, source="guess: half lost"
    )
    success_min_frac: float = default(
        0.8,
        "Lowest expected success of a vehicle proposed as baseline.",
        ge=0.0,
        le=1.0,
        source="guess: below it launch insurance is hard to place",
    )
    reflectivity_ratio: float = default(
        1.3,
        "Radiation pressure over that on an absorber, for the height of the graveyard orbit (1 absorbs, 2 reflects).",
        ge=1.0,
        le=2.0,
        source="guess: between 1.2 and 1.5 for solar arrays",
    )
    ascent_lead_min: float = default(
        5.0,
        "Lift-off before the site passes under the plane of the orbit.",
        ge=0.0,
        le=30.0,
        source="guess: half of a ten-minute ascent, during which the vehicle keeps part of the Earth's turn",
    )
    rideshare_altitude_min_km: float = default(
        500.0,
        "Lowest orbit that shared rides are sold to.",
        gt=100.0,
        source="guess: flown Transporter missions, recalled",
    )
    rideshare_altitude_max_km: float = default(
        600.0,
        "Highest orbit that shared rides are sold to.",
        gt=100.0,
        source="guess: flown Transporter missions, recalled",
    )
    ride_ltan_hour: float | None = default(
        None,
        "Mean local solar time of the ascending node that the shared ride goes to; left out, the one the orbit wants.",
        ge=0.0,
        lt=24.0,
        source="study file",
    )
    altitude_sigma_km: float = default(
        3.3,
        "Standard deviation of perigee and apogee at separation, where the catalogue says nothing.",
        ge=0.0,
        source="guess: 10 km at three sigma, as recalled from the user guide of Falcon 9",
    )
    inclination_sigma_deg: float = default(
        0.033,
        "Standard deviation of the inclination at separation, where the catalogue says nothing.",
        ge=0.0,
        source="guess: 0.1 degree at three sigma, as recalled from the user guide of Falcon 9",
    )
    draw_count: int = default(
        4_000, "Draws of the injection.", ge=100, le=100_000, source="guess: the 90th percentile then holds within 2 %"
    )
    seed: int = default(1, "Seed of the draws of the injection.", ge=0, source="guess: any will do")
    separation_min: float = default(
        60.0,
        "Separation after lift-off.",
        ge=5.0,
        le=600.0,
        source="guess: shared rides release their first satellites about an hour after lift-off",
    )
    early_day: float = default(
        3.0,
        "Days after separation for which the first contacts are listed.",
        gt=0.0,
        le=14.0,
        source="guess: the early orbit phase of small satellites lasts about as long",
    )
    drift_height_km: float = default(
        5.0,
        "Difference of height that spreads satellites along their orbit.",
        gt=0.0,
        le=100.0,
        source="guess: a few metres per second each way",
    )
    plane_drift_height_km: float = default(
        50.0,
        "Difference of height that spreads planes by the drift of their nodes.",
        gt=0.0,
        le=500.0,
        source="guess: some tens of metres per second each way",
    )
    drag_area_ratio: float = default(
        2.0,
        "Largest area against the flow over the mean one, for phasing by drag.",
        gt=1.0,
        le=20.0,
        source="guess: panels turned edge-on or flat; Doves reach more",
    )
    casualty_area_m2: float | None = default(
        None, "Area in which surviving debris would hurt; left out, from the dry mass.", ge=0.0, source="study file"
    )
    casualty_reference_mass_kg: float = default(
        600.0,
        "Dry mass whose debris has a casualty area of 8 m².",
        gt=0.0,
        source="guess: satellites of 500 to 1,000 kg are said to reach the limit of one in ten thousand",
    )
    casualty_limit_count: float = default(
        1e-4,
        "Expected casualties allowed per uncontrolled re-entry.",
        gt=0.0,
        source="IADC-02-01 rev. 3, 2021, sec. 5.3.2; NASA-STD-8719.14C, 2021, sec. 4.7",
    )
    population_growth_ratio: float = default(
        1.25,
        "People at the time of re-entry over those of the shipped table.",
        gt=0.0,
        source="guess: United Nations, World Population Prospects 2022, 9.7 billion in 2050 against 7.6 in the table",
    )
    lifetime_p90_ratio: float = default(
        1.38,
        "Ninetieth percentile of the time in orbit over the computed one, solar activity being given.",
        ge=1.0,
        source="80 % band of fifteen re-entered satellites (decayed_satellites); fifty others: docs/launch.md",
    )
    horizon_year: int = default(
        100,
        "Years after launch over which lifetimes are followed; longer ones are printed as at least that.",
        ge=30,
        le=200,
        source="guess: four times the oldest disposal rule",
    )
