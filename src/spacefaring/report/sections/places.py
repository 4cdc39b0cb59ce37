"""§2 Where is it, and who could hear the satellite?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import maps
from spacefaring.report.page import Block, Section
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, method, section, told

AREAS = (
    Column("name", mark("Country"), "text"),
    Column("area_km2", mark("Area"), digits=4),
    Column("population_count", mark("Population")),
)
STATIONS = (
    Column("name", mark("Station"), "name"),
    Column("provider", mark("Run by"), "text"),
    Column("country", mark("Country"), "text"),
    Column("lat_deg", mark("Latitude")),
    Column("lon_deg", mark("Longitude")),
    Column("elevation_deg", mark("Lowest elevation")),
)


def write(f: Reader) -> Section | None:
    if f.value("places") is None:
        return None
    blocks: list[Block] = [
        conclusion(
            f.say(
                mark(
                    "The study covers {area} by {points} ground points; ground stations that can hear the satellite: "
                    "{stations}."
                ),
                area=f.n("places.area_km2", 4),
                points=f.bare("places.point_count"),
                stations=f.bare("places.station_count"),
            )
        ),
        *kept(
            [
                maps.territory(f),
                f.show("places_areas", mark("Territory"), AREAS),
                f.show("places_stations", mark("Ground stations of the study"), STATIONS),
            ]
        ),
        *[told(note) for note in f.all_said("places.notes")],
        method(
            f,
            mark(
                "Ground points stand on a grid of equal areas, so that each one weighs the same; points outside the "
                "borders are dropped."
            ),
            mark(
                "A station hears the satellite above its lowest elevation; hills and buildings nearby are not surveyed."
            ),
        ),
    ]
    return section(
        f,
        "places",
        mark("Territory"),
        mark("Where, and who could hear us?"),
        blocks,
        more_limits=[
            mark("Borders are those of Natural Earth, drawn to show the study area; they take no side in any dispute."),
            mark("Provinces of Burkina Faso are those before the reform of July 2025."),
        ]
        if "BFA" in (f.study("places", "countries") or [])
        else [
            mark("Borders are those of Natural Earth, drawn to show the study area; they take no side in any dispute.")
        ],
    )
