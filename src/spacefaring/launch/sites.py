"""From which sites can the orbit be reached, and under which azimuth?"""

from __future__ import annotations

from functools import cache

import numpy as np

from spacefaring import catalog
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

SSO_INCLINATIONS_DEG = (96.2, 102.0)  # the span counted in the catalogue
REACHED = mark("reaches the inclination")
TOO_FAR_NORTH = mark("lies at a latitude above the inclination")
OUTSIDE_RANGE = mark("range safety or past flights do not cover this inclination")
UNKNOWN = mark("has flown too little to say")


class Sites(Table):
    """Every launch site and whether the inclination can be flown from it."""

    site: TextArray = column("Launch site of the catalogue.")
    state: TextArray = column("Country.")
    latitude_deg: Array = column("Geographic latitude, north positive.")
    azimuth_deg: Array = column(
        "Heading from north at lift-off for a direct ascent northward or eastward; empty where there is none.",
        formula="sin azimuth = cos inclination / cos latitude",
        source="Wertz and Larson, Space Mission Analysis and Design, 3rd ed., 1999, sec. 6.4",
        limits="The turn of the Earth during ascent changes it by a few degrees.",
    )
    reaches: BoolArray = column("Whether the inclination is known to be flown from it.")
    reason: TextArray = column("Why, or why not.")


def azimuth_deg(inclination_rad: float, latitude_rad: Array) -> Array:
    """Heading of a direct ascent leaving northward; `nan` where the latitude is above the inclination."""
    sine = np.cos(inclination_rad) / np.cos(latitude_rad)
    return np.degrees(np.arcsin(np.where(np.abs(sine) <= 1.0, sine, np.nan)))


@cache
def survey(inclination_rad: float) -> Sites:
    """Geometry first, then range limits where known, else what has been flown since 1990."""
    known = catalog.read("launch_sites")
    heading = azimuth_deg(inclination_rad, np.radians(known["latitude_deg"]))
    inclination = float(np.degrees(inclination_rad))
    flown = (known["inclination_flown_min_deg"] - 1.0 <= inclination) & (
        inclination <= known["inclination_flown_max_deg"] + 1.0
    )
    north_or_south = [heading, 180.0 - heading]
    allowed = [_within(side, known["azimuth_min_deg"], known["azimuth_max_deg"]) for side in north_or_south]
    in_range = np.where(np.isnan(known["azimuth_min_deg"]), flown, allowed[0] | allowed[1])
    if _is_sun_synchronous(inclination_rad):
        in_range = known["sso_flown_count"] > 0.0
    unknown = np.isnan(known["inclination_flown_min_deg"])
    reasons = np.where(in_range, REACHED, np.where(unknown, UNKNOWN, OUTSIDE_RANGE))
    reasons = np.where(np.isnan(heading), TOO_FAR_NORTH, reasons)
    return Sites(
        site=known["name"], state=known["state"], latitude_deg=known["latitude_deg"], azimuth_deg=heading,
        reaches=reasons == REACHED, reason=reasons,
    )  # fmt: skip


def _within(heading_deg: Array, low_deg: Array, high_deg: Array) -> BoolArray:
    turned = np.mod(heading_deg - low_deg, 360.0)
    return np.asarray(turned <= high_deg - low_deg)


def choose(listed: str, inclination_rad: float, geostationary: bool, wanted: str | None) -> str:
    """The site of a vehicle to use: the study's, else the one that flew most; empty when none reaches the orbit.

    A geostationary satellite is dropped on a transfer orbit at about the site's latitude, so that any site will do.
    """
    known = catalog.read("launch_sites")
    table = survey(inclination_rad)
    usable = _own(listed) & (np.ones(len(known), dtype=bool) if geostationary else table.reaches)
    if wanted is not None:
        usable &= np.array([site.lower() == wanted.lower() for site in known["name"]])
    if not usable.any():
        return ""
    count = (
        "sso_flown_count" if _is_sun_synchronous(inclination_rad) and not geostationary else "launch_since_2010_count"
    )
    return str(known["name"][int(np.argmax(np.where(usable, np.nan_to_num(known[count]), -1.0)))])


@cache
def _own(listed: str) -> BoolArray:
    """Rows of the sites that a vehicle's list names."""
    names = [part.strip() for part in listed.split(";") if part.strip()]
    return np.array([any(site.startswith(name) for name in names) for site in catalog.read("launch_sites")["name"]])


def _is_sun_synchronous(inclination_rad: float) -> bool:
    return bool(SSO_INCLINATIONS_DEG[0] <= np.degrees(inclination_rad) <= SSO_INCLINATIONS_DEG[1])
