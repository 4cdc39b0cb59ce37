"""Which figures of the cost may a study change? Each with its default and where that comes from."""

from __future__ import annotations

from typing import Literal

from spacefaring.stage import StageInputs, default

Family = Literal["auto", "cubesat", "sscm", "uscm"]


class Inputs(StageInputs):
    """What the cost rests on beside the missions themselves."""

    equations: Family = default(
        "auto",
        "Family of equations for the spacecraft: auto (by mass), cubesat, sscm (small) or uscm (large).",
        source="ranges of SMAD III: SSCM 20 to 400 kg of bus, USCM above",
    )
    cubesat_below_kg: float = default(
        20.0,
        "Dry mass below which a satellite is costed as a CubeSat.",
        gt=0,
        source="TAT-C cost module, 2017: SSCM above 20 kg",
    )
    large_above_kg: float = default(
        400.0,
        "Dry mass above which a satellite is costed with the equations of larger spacecraft.",
        gt=0,
        source="SMAD III, table 20-6: SSCM holds to 400 kg of bus",
    )
    new_design_frac: float | None = default(
        None,
        "Part of the design that is new, for every mission; none takes the value of its class below.",
        ge=0,
        le=1.5,
        source="study file",
    )
    new_design_small_frac: float = default(
        1.0,
        "Part of the design that is new for small satellites.",
        ge=0,
        le=1.5,
        source="SSCM data are low-cost missions that reused units: used as they stand",
    )
    new_design_large_frac: float = default(
        0.3,
        "Part of the design that is new for large observation satellites.",
        ge=0,
        le=1.5,
        source="guess: a maker's platform with a payload adapted to it; eight flown ones lie 15 % below",
    )
    new_design_communication_frac: float = default(
        0.05,
        "Part of the design that is new for communication satellites.",
        ge=0,
        le=1.5,
        source="guess: bought off the shelf; at 0.05 eight flown ones lie a fifth below the equations",
    )
    fine_imager_gsd_m: float = default(
        5.0,
        "Ground sampling distance up to which the imager of a small satellite is costed as a NASA instrument.",
        ge=0,
        source="calibration: flown imagers of 1.5 to 2.5 m cost far more than a share of their bus",
    )
    learning_slope_frac: float = default(
        0.95,
        "Fall of the mean unit cost at each doubling of the number built.",
        gt=0.5,
        le=1,
        source="guess: recalled from SMAD III, sec. 20.4: 0.95 below ten units",
    )
    spare_satellite_count: int = default(
        0,
        "Satellites built but not launched, for each mission.",
        ge=0,
        le=20,
        source="guess: none is kept on the ground",
    )
    correlation_frac: float = default(
        0.25,
        "Correlation between the errors of any two lines (of their logarithms).",
        ge=0,
        le=1,
        source="guess: recalled from the Joint Agency Cost Schedule Risk and Uncertainty Handbook: 0.2 to 0.3",
    )
    model_error_cv_frac: float = default(
        0.45,
        "Spread of the error that all equations of a spacecraft share, relative to their cost.",
        ge=0,
        le=2,
        source="calibration on 13 flown observation programmes, benchmarks/cost_calibration.py",
    )
    model_error_cubesat_cv_frac: float = default(
        0.7,
        "The same for CubeSats.",
        ge=0,
        le=2,
        source="calibration on 5 flown CubeSat projects, benchmarks/cost_calibration.py",
    )
    model_error_communication_cv_frac: float = default(
        0.45,
        "The same for communication satellites.",
        ge=0,
        le=2,
        source="calibration on 8 flown national communication satellites, benchmarks/cost_calibration.py",
    )
    cost_schedule_correlation_frac: float = default(
        0.5,
        "Correlation between the errors of cost and of duration.",
        ge=0,
        lt=1,
        source="guess: what delays a project mostly makes it dearer; NASA CEH App. J asks for it to be stated",
    )
    mass_spread: Literal["yes", "no"] = default(
        "yes",
        "Whether the spread of the predicted mass widens the cost; no when the mass is settled.",
        source="P10 and P90 of the spacecraft stage; the equations were calibrated at known masses",
    )
    out_of_range_cv_frac: float = default(
        0.3,
        "Spread added to a line whose driver lies outside the data of its equation.",
        ge=0,
        le=2,
        source="guess: as wide again as a typical equation",
    )
    price_index: Literal["space", "wage"] = default(
        "space",
        "Index that brings old prices to the price year: space (general prices) or wage (labour, faster).",
        source="data/price_index.csv",
    )
    draw_count: int = default(
        20_000, "Draws of the uncertainty.", ge=1_000, le=1_000_000, source="guess: P80 repeatable to half a percent"
    )
    duty_frac: float = default(
        0.0,
        "Customs duties and taxes on satellite and equipment.",
        ge=0,
        le=1,
        source="guess: public programmes are exempt; ask the treasury in writing",
    )
    insured: Literal["auto", "yes", "no"] = default(
        "auto",
        "Whether launch and first year are insured; auto insures all but CubeSats.",
        source="guess: lenders ask for it; small operators insure themselves (Taylor Wessing 2024)",
    )
    insurance_rate_frac: float | None = default(
        None,
        "Premium on the insured value; none derives it from the launcher's record.",
        ge=0,
        le=1,
        source="study file",
    )
    insurance_loading_ratio: float = default(
        1.5,
        "Premium over the expected loss at launch.",
        ge=1,
        le=5,
        source="guess: insurers lost money in 2023 and raised rates (Taylor Wessing 2024)",
    )
    first_year_loss_frac: float = default(
        0.02, "Chance of a total loss in the first year in orbit.", ge=0, le=0.5, source="guess: one in fifty"
    )
    insurance_floor_frac: float = default(
        0.05,
        "Least premium that the market asks.",
        ge=0,
        le=1,
        source="guess: recalled, 5 to 20 % of insured value",
    )
    ground_segment_musd: float | None = default(
        None,
        "Price of ground station, control and processing for each mission; none takes the line of its class.",
        ge=0,
        source="study file",
    )
    orbital_slot_musd: float = default(
        0.0,
        "Price paid for an orbital position, for each geostationary mission.",
        ge=0,
        source="guess: the position is filed by the country itself; Bangladesh paid 28 MUSD (The Daily Star)",
    )
    owner_team_count: float = default(
        10.0, "People of the agency who follow the project.", ge=0, le=500, source="guess: a core team of ten"
    )
    owner_team_cubesat_count: float = default(
        3.0, "The same for a CubeSat project.", ge=0, le=500, source="guess: two lecturers and a manager"
    )
    local_salary_kusd_per_year: float = default(
        30.0,
        "Yearly cost of a local engineer with overheads.",
        ge=0,
        source="guess: salary of 800 000 XOF a month, doubled for charges, travel and office",
    )
    foreign_salary_kusd_per_year: float = default(
        180.0,
        "Yearly cost of an engineer of the maker with overheads.",
        ge=0,
        source="guess: European or Korean industry rate",
    )
    equipment_kusd_per_kg: float = default(
        76.0,
        "Price of small-satellite equipment for the bottom-up estimate.",
        ge=0,
        source="median of 15 shop prices of wheels, rods and sensors of 2015 and 2016 (57 k$/kg), brought to 2026",
    )
    equipment_large_kusd_per_kg: float = default(
        60.0,
        "Price of equipment of larger satellites for the bottom-up estimate.",
        ge=0,
        source="guess: half of Azerspace-1, 114 MUSD of 2010 for 1,438 kg dry (connectivitybusiness), brought to 2026",
    )
    payload_kusd_per_kg: float = default(
        150.0,
        "Price of an imaging instrument for the bottom-up estimate.",
        ge=0,
        source="guess: between a shop camera at 87 and a space agency instrument at 500",
    )
    engineering_model_count: float = default(
        1.0,
        "Sets of equipment bought beside the flight ones, for satellites that are not large.",
        ge=0,
        le=5,
        source="guess: one bench model; makers of large platforms have theirs",
    )
    team_at_one_kg_count: float = default(
        4.0,
        "People of the maker's team for the bottom-up estimate: this many times the root of the dry mass in kg.",
        gt=0,
        source="guess: 40 people for a satellite of 100 kg, 130 for one of 1000 kg",
    )
    bottom_up_cv_frac: float = default(
        0.3, "Spread of what the bottom-up estimate counts.", gt=0, le=2, source="guess: rates and hours to a third"
    )
    propellant_density_kg_per_m3: float = default(
        1_004.0, "Density of the propellant, for the tank volume.", gt=0, source="hydrazine at 25 °C, CRC Handbook"
    )
