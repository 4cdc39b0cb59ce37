"""Where is the territory, and which stations could hear a satellite over it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from pydantic import AfterValidator, model_validator

from spacefaring import catalog
from spacefaring.messages import Message, message
from spacefaring.places import cities, lattice, outlines, stations, userfile
from spacefaring.places.cities import CityTable
from spacefaring.places.outlines import Region
from spacefaring.places.stations import Station, StationTable
from spacefaring.stage import Assumption, FileName, StageInputs, StageResult, default
from spacefaring.tables import Array, Table, TextArray, column

__all__ = ["Inputs", "Places", "Station", "solve"]


CountryCode = Annotated[str, AfterValidator(outlines.known_country)]
StationReference = stations.Reference
ExistingFile = Annotated[FileName, AfterValidator(userfile.existing)]


class Inputs(StageInputs):
    """Territory and ground stations."""

    countries: tuple[CountryCode, ...] = default(
        (), "Countries of the study (ISO 3166 alpha-3 codes).", source="study file", max_length=60
    )
    geojson: ExistingFile | None = default(
        None,
        "Path of a GeoJSON file of polygons (WGS 84 longitude, latitude) used in place of the countries' outlines.",
        source="study file",
    )
    grid_km: float | None = default(
        None,
        "Side of the cell that one ground point stands for; by default chosen for 1,500 to 3,500 points.",
        source="guess: enough points for provinces of a few hundred square kilometres, few enough for seconds of work",
        ge=0.1,
        le=1000,
    )
    stations: tuple[StationReference, ...] = default(
        (),
        "Ground stations: names of shipped stations, or {name, latitude_deg, longitude_deg}.",
        source="guess: the planned national station, otherwise one at the capital of the first country",
        max_length=200,
    )
    elevation_deg: float = default(
        10.0,
        "Lowest elevation above the horizon at which stations and terminals work.",
        source="guess: X band at 10 degrees still closes in Sahel rain (2.7 dB at 1 % of the year, ITU-R P.618-13)",
        ge=0,
        lt=90,
    )

    @model_validator(mode="after")
    def _somewhere(self) -> Inputs:
        if not self.countries and self.geojson is None:
            raise ValueError(
                message("says no place; write countries: [BFA], for instance, or geojson: territory.geojson")
            )
        return self


class PointTable(Table):
    """Ground points, each standing for an equal share of its region's area."""

    lat_deg: Array = column("Geodetic latitude of the point.")
    lon_deg: Array = column("Longitude of the point, positive east.")
    area_km2: Array = column(
        "Ground area the point stands for.", formula="area of the region / number of its points", limits="parts of the "
        "land smaller than half a cell are spread over the points of their region"
    )  # fmt: skip
    country: TextArray = column("Country (ISO 3166 alpha-3).")
    province: TextArray = column("Province; the country's name where no provinces are shipped.")


class AreaTable(Table):
    """The countries of the study."""

    country: TextArray = column("Country (ISO 3166 alpha-3).")
    name: TextArray = column("Name of the country.", source="Unicode CLDR")
    area_km2: Array = column(
        "Area on the ellipsoid, of the outline used.", source="Natural Earth 1:10m or the study's file"
    )
    population_count: Array = column("People of the country.", source="GeoNames", limits="no common year")
    lat_deg: Array = column("Latitude of the middle of the land.")
    lon_deg: Array = column("Longitude of the middle of the land, positive east.")


class ProvinceTable(Table):
    """The regions that results are told apart by."""

    country: TextArray = column("Country (ISO 3166 alpha-3).")
    province: TextArray = column("Province; the country's name where no provinces are shipped.")
    area_km2: Array = column("Area on the ellipsoid.")
    point_count: Array = column("Ground points in the province.")
    lat_deg: Array = column("Latitude of the middle of the land.")
    lon_deg: Array = column("Longitude of the middle of the land, positive east.")


class Places(StageResult):
    """Territory as weighted points, and the stations and cities in it."""

    area_km2: float = column("Area of the territory on the ellipsoid.", source="Karney 2013, by way of pyproj")
    point_count: int = column("Number of ground points.")
    station_count: int = column("Number of ground stations.")
    city_count: int = column("Number of cities and towns known in the countries.")
    countries: tuple[str, ...] = column("Countries of the study (ISO 3166 alpha-3 codes).")
    grid_km: float = column("Side of the cell that one ground point stands for.")
    population_count: float = column("People of the countries together.", source="GeoNames", limits="no common year")
    latitude_min_deg: float = column("Southernmost latitude of the territory.")
    latitude_max_deg: float = column("Northernmost latitude of the territory.")
    centre_lat_deg: float = column("Latitude of the middle of the territory.")
    centre_lon_deg: float = column("Longitude of the middle of the territory, positive east.")
    notes: tuple[Message, ...] = column("What was chosen for the study or should be known about the map.")
    points: PointTable = column("Ground points with their areas.")
    stations: StationTable = column("Ground stations.")
    cities: CityTable = column("Cities and towns.")
    areas: AreaTable = column("Countries of the study.", inline=True)
    provinces: ProvinceTable = column("Provinces of the study.")
    borders: dict[str, Any] = column("Outlines of countries and provinces as GeoJSON.", hidden=True)


def solve(inputs: Inputs) -> Places:
    """Ground points, stations and cities of the territory that a study names."""
    regions = _regions(inputs)
    countries = tuple(dict.fromkeys((*inputs.countries, *(region.country for region in regions))))
    whole = {code: _country_outline(code, regions, inputs) for code in countries}
    area_km2 = {code: sum(map(outlines.area_km2, found)) for code, found in whole.items()}
    centre_lon_deg, centre_lat_deg = outlines.centre_deg([o for found in whole.values() for o in found])
    grid_km = inputs.grid_km or lattice.automatic_spacing_km(sum(area_km2.values()))
    lattice.refuse_too_many(sum(area_km2.values()), grid_km)
    points, provinces = _points(regions, grid_km, centre_lon_deg, area_km2)
    asked, guessed = _asked_stations(inputs, countries, centre_lat_deg, centre_lon_deg)
    known = cities.of(countries)
    bounds = np.array([region.outline.bounds for region in regions])
    return Places(
        area_km2=float(sum(area_km2.values())),
        point_count=len(points),
        station_count=len(asked),
        city_count=len(known),
        countries=countries,
        grid_km=grid_km,
        population_count=float(np.nansum([cities.population_count(code) for code in countries])),
        latitude_min_deg=float(bounds[:, 1].min()),
        latitude_max_deg=float(bounds[:, 3].max()),
        centre_lat_deg=centre_lat_deg,
        centre_lon_deg=centre_lon_deg,
        notes=tuple(_notes(inputs, regions, grid_km, len(points), guessed)),
        points=points,
        stations=stations.resolve(asked, inputs.elevation_deg),
        cities=known,
        areas=_areas(whole, area_km2),
        provinces=provinces,
        borders=_borders(whole, regions),
        used=_used(inputs, grid_km, guessed),
    )


def _regions(inputs: Inputs) -> list[Region]:
    if inputs.geojson is not None:
        return userfile.regions(inputs.geojson, inputs.countries)
    found = []
    for code in inputs.countries:
        named = outlines.provinces(code) or ((country_name(code), outlines.country(code)),)
        found += [Region(code, name, outline) for name, outline in named]
    return found


def country_name(code: str) -> str:
    """The English name of a country; its French stands in the catalogue of texts."""
    table = catalog.read("countries")
    return str(table.row(code)["name"]) if code in table.keys else code


def _country_outline(code: str, regions: Sequence[Region], inputs: Inputs) -> list[Any]:
    """What a country's area and centre are measured on: its own outline, or the features of the study's file."""
    if inputs.geojson is None:
        return [outlines.country(code)]
    return [region.outline for region in regions if region.country == code]


def _points(
    regions: Sequence[Region], grid_km: float, centre_lon_deg: float, area_km2: dict[str, float]
) -> tuple[PointTable, ProvinceTable]:
    found = [lattice.points(region.outline, grid_km, centre_lon_deg) for region in regions]
    country = [region.country for region in regions]
    region_km2 = np.array([float(weight.sum()) for _, _, weight in found])
    total_km2 = {code: region_km2[np.array(country) == code].sum() for code in set(country)}
    fit = [area_km2[code] / total_km2[code] for code in country]
    count = np.array([len(weight) for _, _, weight in found])
    points = PointTable(
        lat_deg=np.concatenate([lat for lat, _, _ in found]),
        lon_deg=np.concatenate([lon for _, lon, _ in found]),
        area_km2=np.concatenate([weight * f for (_, _, weight), f in zip(found, fit, strict=True)]),
        country=np.repeat(country, count),
        province=np.repeat([region.name for region in regions], count),
    )
    middle = np.array([outlines.centre_deg([region.outline]) for region in regions])
    provinces = ProvinceTable(
        country=np.array(country),
        province=np.array([region.name for region in regions]),
        area_km2=region_km2,
        point_count=count.astype(float),
        lat_deg=middle[:, 1],
        lon_deg=middle[:, 0],
    )
    return points, provinces


def _asked_stations(
    inputs: Inputs, countries: tuple[str, ...], lat_deg: float, lon_deg: float
) -> tuple[tuple[str | Station, ...], str]:
    """The stations to use, and the name of the one that was guessed, if any."""
    if inputs.stations:
        return inputs.stations, ""
    if planned := stations.national(countries[0]):
        return (planned,), str(catalog.read("stations").row(planned)["name"])
    name, lat, lon = cities.main_city(countries[0]) or (country_name(countries[0]), lat_deg, lon_deg)
    return (Station(name=name, latitude_deg=lat, longitude_deg=lon, country=countries[0]),), name


def _notes(inputs: Inputs, regions: Sequence[Region], grid_km: float, point_count: int, guessed: str) -> list[Message]:
    notes = []
    if inputs.grid_km is None:
        said = message(
            "A cell of {grid_km:g} km was chosen: {point_count} points.", grid_km=grid_km, point_count=point_count
        )
        notes.append(said)
    if guessed:
        notes.append(message("No station was named; one at {station} is supposed.", station=guessed))
    if inputs.geojson is None and any(outlines.provinces(code) for code in inputs.countries):
        notes.append(message("Provinces of Burkina Faso are those of the division before July 2025."))
    if any(region.country == userfile.NOWHERE for region in regions):
        notes.append(message("Part of the file lies outside every country and is counted as ZZZ."))
    return notes


def _areas(whole: dict[str, list[Any]], area_km2: dict[str, float]) -> AreaTable:
    middle = np.array([outlines.centre_deg(found) if found else (np.nan, np.nan) for found in whole.values()])
    return AreaTable(
        country=np.array(list(whole)),
        name=np.array([country_name(code) for code in whole]),
        area_km2=np.array(list(area_km2.values())),
        population_count=np.array([cities.population_count(code) for code in whole]),
        lat_deg=middle[:, 1],
        lon_deg=middle[:, 0],
    )


def _borders(whole: dict[str, list[Any]], regions: Sequence[Region]) -> dict[str, Any]:
    features = [
        outlines.feature("country", code, country_name(code), outline)
        for code, found in whole.items()
        for outline in found
    ]
    if len(regions) > len(whole):
        features += [outlines.feature("province", r.country, r.name, r.outline) for r in regions]
    return {"type": "FeatureCollection", "features": features}


def _used(inputs: Inputs, grid_km: float, guessed: str) -> tuple[Assumption, ...]:
    found = []
    names = ["countries", "cities", *(["provinces"] if any(map(outlines.provinces, inputs.countries)) else [])]
    for name in names if inputs.geojson is None else ["cities"]:
        about = catalog.origin(name)
        found.append(Assumption(key=f"data.{name}", value=about.date, source=about.source))
    if any(isinstance(one, str) for one in inputs.stations):
        about = catalog.origin("stations")
        found.append(Assumption(key="data.stations", value=about.date, source=about.source))
    if inputs.grid_km is None:
        found.append(Assumption(key="places.grid_km", value=grid_km, source="guess: 1,500 to 3,500 points"))
    if guessed:
        found.append(Assumption(key="places.stations", value=guessed, source="guess: national station or capital"))
    return tuple(found)
