"""What may a study say of an orbit?"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from spacefaring.messages import mark, message
from spacefaring.stage import StageInputs, default

LOW = ("altitude_km", "satellite_count", "plane_count", "pattern", "phasing_index", "train_spacing_min")
REPEAT = ("repeat_most_day", "repeat_tolerance_km")
# Which keys each kind of orbit reads, besides `kind`.
READS = {
    "sun_synchronous": (*LOW, *REPEAT, "ltan_hour", "ltan_span_hour"),
    "inclined": (*LOW, *REPEAT, "inclination_deg", "raan_deg"),
    "equatorial_band": (*LOW, *REPEAT, "inclination_deg", "raan_deg", "off_nadir_deg"),
    "geostationary": ("longitude_deg", "satellite_count"),
}


class Inputs(StageInputs):
    """Orbit and constellation of one mission."""

    kind: Literal["sun_synchronous", "inclined", "equatorial_band", "geostationary"] = default(
        "sun_synchronous", "Kind of orbit.", source="guess: most Earth observation flies there"
    )
    altitude_km: float = default(
        500.0,
        "Height of the orbit above the equatorial radius.",
        source="guess: tracks fill the equator in 5 days (near 560 km they repeat daily); down again in some 5 years",
        ge=160,
        le=2000,
    )
    ltan_hour: float = default(
        10.5,
        "Mean local solar time at the ascending node.",
        source="guess: mid-morning, before clouds build up; Landsat and Sentinel-2 cross between 10 and 10.5 h",
        ge=0,
        lt=24,
    )
    ltan_span_hour: float = default(
        3.0,
        "Local time between the first and the last plane of a sun-synchronous constellation.",
        source="guess: as Terra and Aqua, 10.5 h and 13.5 h; planes spread over a turn would mostly pass at night",
        ge=0,
        le=24,
    )
    inclination_deg: float | None = default(
        None,
        "Inclination; chosen from the latitudes of the territory for an equatorial band when left out.",
        source="the inclination that gives the least seen latitude of the territory the most time",
        ge=0,
        le=180,
    )
    raan_deg: float = default(
        0.0,
        "Right ascension of the ascending node of the first plane at the epoch.",
        source="guess: of no effect on the mean over a year",
        ge=0,
        lt=360,
    )
    off_nadir_deg: float = default(
        30.0,
        "Angle from the nadir within which the inclination of an equatorial band is chosen.",
        source="guess: the field of regard that the need cards accept",
        gt=0,
        le=60,
    )
    longitude_deg: float | None = default(
        None,
        "Longitude of a geostationary satellite, positive east; the middle of the territory when left out.",
        source="guess: highest elevation over the territory; the slot itself is a matter of ITU coordination",
        ge=-180,
        le=180,
    )
    satellite_count: int = default(
        1, "Number of satellites.", source="guess: a first mission is one satellite", ge=1, le=200
    )
    plane_count: int = default(1, "Number of orbital planes.", source="guess: one launch fills one plane", ge=1, le=60)
    pattern: Literal["walker", "train"] = default(
        "walker", "How satellites stand: evenly (Walker), or following each other.", source="guess: even gaps"
    )
    phasing_index: int = default(
        0,
        "Phasing F of a Walker pattern T/P/F, from 0 to planes less one.",
        source="Walker 1984; guess: 0",
        ge=0,
        le=59,
    )
    train_spacing_min: float = default(
        10.0, "Time between satellites that follow each other.", source="guess: several looks at one scene", gt=0, le=45
    )
    repeat_most_day: int = default(
        30, "Longest repeat cycle that is looked for.", source="guess: longer cycles serve no revisit", ge=1, le=200
    )
    repeat_tolerance_km: float = default(
        10.0,
        "Miss along the equator at which a track counts as repeating.",
        source="guess: twice the 5 km that Landsat keeps its track to",
        gt=0,
        le=500,
    )

    @model_validator(mode="after")
    def _keys_fit_the_kind(self) -> Inputs:
        fields = type(self).model_fields
        for key in self.model_fields_set - {"kind", *READS[self.kind]}:
            if getattr(self, key) != fields[key].default:
                text = mark("{key} does not apply to kind {kind}; allowed: {keys}")
                raise ValueError(message(text, key=key, kind=self.kind, keys=", ".join(READS[self.kind])))
        if self.kind == "inclined" and self.inclination_deg is None:
            raise ValueError(message("kind inclined needs inclination_deg"))
        return self

    @model_validator(mode="after")
    def _planes_fit(self) -> Inputs:
        if self.satellite_count % self.plane_count and self.kind != "geostationary":
            text = mark("{satellites} satellites do not fill {planes} planes evenly; give a multiple")
            raise ValueError(message(text, satellites=self.satellite_count, planes=self.plane_count))
        if self.pattern == "train" and self.plane_count > 1:
            raise ValueError(message("a train flies in one plane; set plane_count to 1 or pattern to walker"))
        if self.phasing_index >= self.plane_count:
            most = self.plane_count - 1
            raise ValueError(
                message("phasing_index is {index}; allowed: 0 to {most}", index=self.phasing_index, most=most)
            )
        return self
