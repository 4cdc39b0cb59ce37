"""What may a study say of the spacecraft?"""

from __future__ import annotations

from typing import Literal

from spacefaring.stage import StageInputs, default

Kind = Literal["auto", "none", "cold_gas", "resistojet", "hydrazine", "green", "hall", "bipropellant"]


class Inputs(StageInputs):
    """The platform: how long it lives, how it is margined, and the technologies chosen."""

    life_year: float | None = default(
        None, "Life in orbit; 5 years in low orbit, 15 in the geostationary ring, when left out.",
        source="medians of flown missions (data/flown_missions.csv)", ge=0.25, le=25,
    )  # fmt: skip
    margin_phase: Literal["concept", "preliminary", "detailed"] = default(
        "concept", "Phase of the project, which sets the margins.", source="data/margins.csv"
    )
    propulsion: Kind = default(
        "auto", "Propulsion; chosen by orbit, size and disposal rule when auto.",
        source="guess: what flown satellites of the size carry",
    )  # fmt: skip
    platform: Literal["auto", "cubesat", "small", "classical", "geostationary"] = default(
        "auto", "Standard of the platform: how much redundancy and how heavy its units; by payload mass when auto.",
        source="data/platform_standards.csv",
    )  # fmt: skip
    downlink_band: Literal["auto", "uhf", "s", "x", "x_steered", "ka"] = default(
        "auto", "Band of the payload data; the simplest that carries them when auto.", source="data/downlinks.csv"
    )
    array_mounting: Literal["auto", "body", "deployed", "tracking"] = default(
        "auto", "How the solar array is mounted; the simplest that is large enough when auto.",
        source="data/array_mountings.csv",
    )  # fmt: skip
    imaging_min_per_day: float | None = default(
        None, "Imaging that must be done each day by each satellite; what territory and contacts allow when left out.",
        source="computed", gt=0, le=1_440,
    )  # fmt: skip
    least_imaging_min_per_day: float = default(
        5.0, "Imaging a day of each satellite that energy and data link are sized for at least.", ge=0, le=60,
        source="guess: a whole pass over the territory in one day, emergencies, neighbours and sale",
    )  # fmt: skip
    pointing_deg: float | None = default(
        None, "Absolute pointing error allowed; a tenth of the camera's field, or 0.1 degree, when left out.",
        source="guess: a strip lands where it was planned to a tenth of its width", gt=0, le=45,
    )  # fmt: skip
    slew_s: float = default(
        120.0, "Time to turn from one edge of the field of regard to the other.", ge=5, le=3_600,
        source="guess: small national satellites; agile ones need 25 to 60 s",
    )  # fmt: skip
    elevation_deg: float = default(
        10.0, "Lowest elevation at which the data link must hold.", ge=0, le=60,
        source="facts of the worked case: a mask of 10 to 15 degrees in X band",
    )  # fmt: skip
    station_antenna_m: float = default(
        5.0, "Diameter of the station's dish.", ge=0.5, le=30, source="facts of the worked case: 5 m dish"
    )
    rain_loss_db: float | None = default(
        None, "Atmospheric loss of the data link at that elevation; that of the band's row when left out.",
        source="data/downlinks.csv: Ouagadougou, 1 % of the year", ge=0, le=60,
    )  # fmt: skip
    solar_activity: Literal["low", "mean", "high"] = default(
        "mean",
        "Solar activity that drag is made up for.",
        source="NASA MSFC forecast (data/solar_activity_forecast.csv)",
    )
    injection_height_km: float = default(
        10.0, "Error of the launcher in height to be mended.", ge=0, le=200,
        source="launch manuals: 10 to 15 km at three sigma (recalled)",
    )  # fmt: skip
    injection_inclination_deg: float = default(
        0.10, "Error of the launcher in inclination to be mended.", ge=0, le=2,
        source="launch manuals: 0.10 to 0.15 degrees at three sigma (recalled)",
    )  # fmt: skip
    geostationary_injection: Literal["transfer", "direct"] = default(
        "transfer", "Whether the launcher leaves a geostationary satellite in a transfer orbit or in the ring.",
        source="guess: most launchers offer the transfer orbit; Proton and Falcon Heavy go further",
    )  # fmt: skip
    transfer_inclination_deg: float = default(
        7.0,
        "Inclination of the transfer orbit.",
        ge=0,
        le=60,
        source="Ariane 5 user's manual: 6 to 7 degrees (recalled)",
    )
    disposal_year: float = default(
        5.0, "Years after the mission within which a satellite in low orbit must have come down.", ge=0.5, le=25,
        source="FCC 22-74, 2022: five years",
    )  # fmt: skip
