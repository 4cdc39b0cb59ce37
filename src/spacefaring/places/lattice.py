"""Which points stand for the ground? One for each cell of equal area whose middle lies on it."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Proj
from shapely.geometry import MultiPolygon, Polygon

from spacefaring.errors import StudyError
from spacefaring.messages import message
from spacefaring.places.outlines import area_km2, around
from spacefaring.tables import Array
from spacefaring.units import M_PER_KM

# Spacings that are chosen from when the study gives none, and the number of points aimed at.
SPACINGS_KM = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 70.0, 100.0, 150.0)
WANTED_POINT_COUNT = 1_500
MAXIMUM_POINT_COUNT = 60_000


def automatic_spacing_km(territory_km2: float) -> float:
    """The widest listed spacing that still gives about 1,500 to 3,500 points; 1 km for the smallest territories."""
    wanted_km = np.sqrt(territory_km2 / WANTED_POINT_COUNT)
    return float(max((s for s in SPACINGS_KM if s <= wanted_km), default=SPACINGS_KM[0]))


def refuse_too_many(territory_km2: float, grid_km: float) -> None:
    """`StudyError` when a spacing would give more points than can be solved in reasonable time."""
    count = territory_km2 / grid_km**2
    if count > MAXIMUM_POINT_COUNT:
        raise StudyError(
            message(
                "places.grid_km is {grid_km:g} and would give {count:.0f} points on {area_km2:.0f} km²; "
                "allowed: up to {most} points; try {better_km:g} or leave it out",
                grid_km=grid_km,
                count=count,
                area_km2=territory_km2,
                most=MAXIMUM_POINT_COUNT,
                better_km=automatic_spacing_km(territory_km2),
            )
        )


def points(outline: MultiPolygon, grid_km: float, centre_lon_deg: float) -> tuple[Array, Array, Array]:
    """Latitude, longitude (degrees) and area (km²) of the points of one region; the areas add up to the region's.

    The lattice is square in the sinusoidal projection of the ellipsoid about `centre_lon_deg`, which keeps areas; the
    same centre gives regions of one territory the same lattice. Parts of at least half a cell that hold no lattice
    point get one inside them, and so does the largest part of a region that has none at all.

    Source
    ------
    J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, ch. 30 (sinusoidal).
    """
    lat_deg, lon_deg, weight = [], [], []
    whole = around(outline, centre_lon_deg)
    for part in whole.geoms:
        found_lat, found_lon = _inside(part, grid_km, centre_lon_deg)
        cell_km2 = grid_km**2
        if not len(found_lat) and (part_km2 := area_km2(MultiPolygon([part]))) >= 0.5 * cell_km2:
            found_lat, found_lon = _middle(part)
            cell_km2 = part_km2
        lat_deg.append(found_lat)
        lon_deg.append(found_lon)
        weight.append(np.full(len(found_lat), cell_km2))
    if not any(len(found) for found in lat_deg):
        found_lat, found_lon = _middle(max(whole.geoms, key=lambda part: part.area))
        lat_deg, lon_deg, weight = [found_lat], [found_lon], [np.ones(1)]
    share = np.concatenate(weight) / np.sum(np.concatenate(weight))
    wrapped = np.mod(np.concatenate(lon_deg) + 180.0, 360.0) - 180.0
    return np.concatenate(lat_deg), wrapped, share * area_km2(outline)


def _middle(part: Polygon) -> tuple[Array, Array]:
    inside = part.representative_point()
    return np.array([inside.y]), np.array([inside.x])


def _inside(part: Polygon, grid_km: float, centre_lon_deg: float) -> tuple[Array, Array]:
    """Lattice points within one polygon whose longitudes lie within half a turn of the centre."""
    project = Proj(proj="sinu", lon_0=centre_lon_deg, ellps="WGS84")
    west, south, east, north = part.bounds
    step_m = grid_km * M_PER_KM
    row = np.arange(*_steps(project(centre_lon_deg, south)[1], project(centre_lon_deg, north)[1], step_m))
    _, row_lat = project(np.zeros(len(row)), (row + 0.5) * step_m, inverse=True)
    row_lat = row_lat[np.isfinite(row_lat)]  # the middle of the last row may lie beyond the pole
    across_m = project(np.full(len(row), centre_lon_deg + 1.0), row_lat)[0]
    first = np.floor((west - centre_lon_deg) * across_m / step_m).astype(int)
    last = np.ceil((east - centre_lon_deg) * across_m / step_m).astype(int)
    number = np.maximum(last - first, 0)
    lat = np.repeat(row_lat, number)
    column = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number) + np.repeat(first, number)
    lon = centre_lon_deg + (column + 0.5) * step_m / np.repeat(across_m, number)
    shapely.prepare(part)
    keep = shapely.contains_xy(part, lon, lat)
    return lat[keep], lon[keep]


def _steps(low_m: float, high_m: float, step_m: float) -> tuple[int, int]:
    return int(np.floor(low_m / step_m)), int(np.ceil(high_m / step_m))
