"""Which rate does each site receive from a transponder, how many sites can it carry, and do they see it?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.service import sites
from spacefaring.service.scores import Requirement, Scored
from spacefaring.stage import Assumption
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.places import Places


class SiteTable(Table):
    """Sites of a need, gathered by town."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province.")
    town: TextArray = column("Town that the sites are near to.")
    lat_deg: Array = column("Latitude of the town.")
    lon_deg: Array = column("Longitude of the town, positive east.")
    site_count: Array = column("Sites.", formula="inhabitants / inhabitants per site, shared among towns by their size")
    elevation_deg: Array = column("Height of the satellite above the horizon; nan from a low orbit.")
    seen: BoolArray = column("Whether the satellite stands high enough.")
    rate_mbit_per_s: Array = column(
        "Rate of a site when few others speak.", formula="least of the terminal's rate and the capacity"
    )
    committed_mbit_per_s: Array = column(
        "Rate of a site when all speak at once.",
        formula="capacity / sites",
        limits="all sites of the need share the capacity alike; other needs of the same mission are not taken off",
    )


@dataclass(frozen=True)
class Linked:
    """What a transponder gives to a need: results by criterion, rows of the site table, elevations."""

    obtained: Mapping[str, float]
    rows: dict[str, Any]
    elevation_deg: Array
    site_count: Array
    used: tuple[Assumption, ...]


def assess(row: Mapping[str, Any], mission: Mission, places: Places, elevation_deg: float) -> Linked:
    """Share the capacity among the sites of one need, each asking for the breakthrough rate."""
    wanted, told = _site_count(row, places)
    towns = sites.towns(places, wanted)
    fixed = str(mission.orbit.kind) == "geostationary"
    rise = sites.elevation_deg(mission.orbit, towns.lat_deg, towns.lon_deg) if fixed else np.full(len(towns), np.nan)
    seen = (rise >= elevation_deg) | ~np.isfinite(rise)
    heard = float(towns.site_count[seen].sum())
    capacity = _first(mission.payload.capacity_mbit_per_s, 0.0)
    rate = min(_first(mission.payload.user_rate_mbit_per_s, capacity), capacity) if heard else 0.0
    asked = _first(row["downlink_mbit_per_s"], rate)
    obtained = {
        "downlink_mbit_per_s": rate,
        "contention_ratio": heard * asked / capacity if capacity > 0 and heard else math.inf,
        "availability_frac": _first(mission.payload.availability_frac),
        "latency_hour": _first(mission.operations.latency_p90_hour),
    }
    rows = {
        "mission": np.full(len(towns), mission.id), "need_id": np.full(len(towns), row["id"]),
        "country": towns.country, "province": towns.province, "town": towns.name, "lat_deg": towns.lat_deg,
        "lon_deg": towns.lon_deg, "site_count": towns.site_count, "elevation_deg": rise, "seen": seen,
        "rate_mbit_per_s": np.where(seen, rate, 0.0),
        "committed_mbit_per_s": np.where(seen, capacity / max(heard, 1.0), 0.0),
    }  # fmt: skip
    return Linked(obtained, rows, rise, towns.site_count, (told,))


def _first(value: Any, otherwise: float = math.nan) -> float:
    first = float(np.atleast_1d(np.asarray(value, dtype=float))[0])
    return first if math.isfinite(first) else otherwise


def _site_count(row: Mapping[str, Any], places: Places) -> tuple[int, Assumption]:
    """As the need states it, else the people of the countries over the people for whom there is one site."""
    stated, per_site = _first(row["site_count"]), _first(row["people_per_site_count"])
    key = f"service.{row['id']}.site_count"
    if math.isfinite(stated):
        return max(1, round(stated)), Assumption(key=key, value=round(stated), source="study file")
    people = float(np.nansum(places.areas.population_count))
    count = max(1, math.ceil(people / per_site)) if per_site > 0 else 1
    return count, Assumption(key=key, value=count, source="guess: people of the countries over people per site")


def elevation_line(service: Linked, elevation_deg: float) -> list[Scored]:
    """The share of sites that see the satellite; none where it moves."""
    if not np.isfinite(service.elevation_deg).any():
        return []
    seen = service.elevation_deg >= elevation_deg
    share = float(np.average(seen, weights=service.site_count))
    need = Requirement("elevation", False, elevation_deg, elevation_deg, elevation_deg)
    verdict = "met" if share == 1.0 else "partly" if share > 0 else "missed"
    return [Scored(need, float(service.elevation_deg.min()), share, verdict)]
