"""What may a study say about its launch?"""

from __future__ import annotations

from typing import Literal

from spacefaring.stage import StageInputs, default


class Inputs(StageInputs):
    """How the satellites reach their orbit, and what is assumed on the way down."""

    mode: Literal["auto", "rideshare", "dedicated", "deployer", "hosted"] = default(
        "auto",
        "How the satellites ride: auto, rideshare, dedicated, deployer (CubeSats) or hosted (stays on its carrier).",
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
    rideshare_side_max_m: float = default(
        1.2,
        "Longest stowed side of a satellite taken on a shared ride.",
        gt=0.0,
        source="guess: the envelope above the largest plates of 2024 user guides, recalled",
    )
    stowed_ratio: float = default(
        1.15,
        "Longest side stowed, with what stands out, over the side of the body.",
        ge=1.0,
        le=3.0,
        source="guess: antennas, folded panels and the separation ring add a tenth or two",
    )
    fairing_usable_frac: float = default(
        0.88,
        "Share of the outer diameter and length of a fairing that is free for the satellites.",
        gt=0.0,
        le=1.0,
        source="guess: 4.6 m of 5.2 m in Falcon 9, 2.9 m of 3.2 m in PSLV, recalled from their manuals",
    )
    quoted_price_musd: float | None = default(
        None,
        "Price quoted to the study for all its launches; left out, the published list or the catalogue.",
        ge=0.0,
        source="study file",
    )
    quoted_price_year: int | None = default(
        None,
        "Year of the dollars of the quoted price; left out, the launch year.",
        ge=1958,
        le=2150,
        source="study file",
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
    collision_limit_frac: float = default(
        1e-3,
        "Chance allowed of meeting an object of 10 cm or more before the satellite has left orbit.",
        gt=0.0,
        lt=1.0,
        source="NASA-STD-8719.14C, 2021, sec. 4.5, requirement 4.5-1",
    )
    encounter_speed_km_per_s: float = default(
        10.0,
        "Mean speed at which objects in low orbit meet.",
        gt=0.0,
        le=16.0,
        source="D. Kessler et al., Orbital Debris Environment for Spacecraft, NASA TM-100471, 1989 (recalled)",
    )
    untracked_ratio: float = default(
        1.35,
        "Fragments of 10 cm or more over those that are tracked.",
        ge=1.0,
        le=10.0,
        source="guess: ESA, Space Environment Report 2025, 54,000 in all, some 40,000 of them tracked (recalled)",
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
