"""Which rate does each site receive from a transponder, when does rain cut it off, and what would it cost elsewhere?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.kernels.propagation import MONTH_DAY
from spacefaring.messages import Message, message
from spacefaring.service import geostationary, market, regulation, sites, spots
from spacefaring.service.geostationary import Lit
from spacefaring.service.scores import Requirement, Scored
from spacefaring.stage import Assumption
from spacefaring.tables import Array, BoolArray, Table, TextArray, column
from spacefaring.units import HOUR_PER_DAY

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.places import Places
    from spacefaring.service import Inputs

PERCENT = 100.0
HOUR_PER_YEAR = 365.25 * HOUR_PER_DAY
# Licensed width of a band in each of two polarisations, for one beam: what the fixed satellite service has in region 1.
LICENSED_MHZ = {"c": 500.0, "ku": 750.0, "ka": 500.0}


class SiteTable(Table):
    """Sites of a need, gathered by town, or one by one where the study gives them."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province.")
    town: TextArray = column("Town that the sites are near to, or the site's own name.")
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
        formula="capacity of the need / sites; the needs of a mission share its capacity by their demand",
    )
    clear_sky_ratio_db: Array = column("Carrier over noise and interference in clear sky.")
    rain_bit_per_hz: Array = column("Bits per symbol, mean of the year, modulation and code adapting to the rain.")
    availability_frac: Array = column(
        "Share of the year in which at least the sturdiest mode works, both ways.",
        source="ITU-R P.618-14; ETSI EN 302 307-1, table 13",
        limits="fades of the two ways are added as if never together",
    )
    worst_month_availability_frac: Array = column("The same in the worst month.", source="ITU-R P.837-7 by month")
    outage_hour_per_year: Array = column("Hours of a mean year without a link.")
    climate_known: BoolArray = column("Whether a shipped town lies within 600 km; else the climate of the latitude.")


class OutageTable(Table):
    """How the outages fall over the year, by province."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province.")
    month_index: Array = column("Month, 1 for January.")
    availability_frac: Array = column("Share of the month in which a site has a link, mean over the sites.")
    outage_hour: Array = column("Hours of the month without a link, mean over the sites.")


@dataclass(frozen=True)
class Linked:
    """What a transponder gives to a need: results by criterion, rows of tables, elevations."""

    obtained: Mapping[str, float]
    rows: dict[str, Any]
    elevation_deg: Array
    site_count: Array
    used: tuple[Assumption, ...]
    outages: dict[str, Any] = field(default_factory=dict)
    market: dict[str, Any] = field(default_factory=dict)
    regulation: dict[str, Any] = field(default_factory=dict)
    beams: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    too_wide: bool = False


def demands(rows: Sequence[Mapping[str, Any]], mission: Mission, places: Places) -> dict[str, float]:
    """Part of the mission's capacity that each need may take: by sites × rate / sites that may share it."""
    served = [row for row in rows if row["id"] in mission.serves]
    asked = {
        r["id"]: _site_count(r, places)[0] * _rate(r) / max(_first(r["contention_ratio"], 1.0), 1.0) for r in served
    }
    total = sum(asked.values())
    return {name: value / total if total > 0 else 1.0 for name, value in asked.items()}


def assess(inputs: Inputs, row: Mapping[str, Any], mission: Mission, places: Places, share_frac: float) -> Linked:
    """Share the need's part of the capacity among its sites, each asking for the breakthrough rate."""
    towns, told = towns_of(inputs, row, places)
    fixed = str(mission.orbit.kind) == "geostationary"
    rise = sites.elevation_deg(mission.orbit, towns.lat_deg, towns.lon_deg) if fixed else np.full(len(towns), np.nan)
    seen = (rise >= inputs.elevation_deg) | ~np.isfinite(rise)
    lit = _lit(inputs, mission, places, towns) if fixed else None
    heard = float(towns.site_count[seen].sum())
    capacity = _first(mission.payload.capacity_mbit_per_s, 0.0) * share_frac
    rate = min(_first(mission.payload.user_rate_mbit_per_s, capacity), capacity) if heard else 0.0
    asked = _first(row["downlink_mbit_per_s"], rate)
    rows = _rows(row, mission, towns, rise, seen, rate, capacity / max(heard, 1.0), lit)
    obtained = {
        "downlink_mbit_per_s": rate,
        "contention_ratio": heard * asked / capacity if capacity > 0 and heard else math.inf,
        "availability_frac": _availability(rows, towns, seen, lit, mission),
        "latency_hour": _first(mission.operations.latency_p90_hour),
    }
    return Linked(
        obtained, rows, rise, towns.site_count, (told, *(market.used() if lit else ())),
        outages=_outages(rows, towns, seen, lit), market=_market(row, mission, heard, asked),
        regulation=_regulation(mission, rise, lit), notes=_notes(inputs, row, mission, towns, rows, lit),
        too_wide=_too_wide(mission, lit),
        beams=spots.layout(mission, str(row["id"]), towns, inputs.terminal_antenna_m) if lit else {},
    )  # fmt: skip


def towns_of(inputs: Inputs, row: Mapping[str, Any], places: Places) -> tuple[sites.Towns, Assumption]:
    """The sites of a need: those of the study's file, else generated from the towns."""
    if inputs.sites is not None:
        given = sites.read(inputs.sites, str(row["id"]), places)
        if given is not None:
            told = Assumption(
                key=f"service.{row['id']}.site_count", value=len(given), source="study file (service.sites)"
            )
            return given, told
    wanted, told = _site_count(row, places)
    return sites.towns(places, wanted), told


def _lit(inputs: Inputs, mission: Mission, places: Places, towns: sites.Towns) -> Lit | None:
    return geostationary.light(
        mission, places, towns.lat_deg, towns.lon_deg, antenna_m=inputs.terminal_antenna_m,
        up_margin_db=inputs.uplink_margin_db, gateway=int(np.argmax(towns.site_count)),
    )  # fmt: skip


def _rows(
    row: Mapping[str, Any], mission: Mission, towns: sites.Towns, rise: Array, seen: BoolArray, rate: float,
    committed: float, lit: Lit | None,
) -> dict[str, Any]:  # fmt: skip
    unknown = np.full(len(towns), np.nan)
    outage = lit.outage_percent if lit else unknown
    worst = lit.month_outage_percent.max(axis=1) if lit else unknown
    return {
        "mission": np.full(len(towns), mission.id), "need_id": np.full(len(towns), row["id"]),
        "country": towns.country, "province": towns.province, "town": towns.name, "lat_deg": towns.lat_deg,
        "lon_deg": towns.lon_deg, "site_count": towns.site_count, "elevation_deg": rise, "seen": seen,
        "rate_mbit_per_s": np.where(seen, rate, 0.0), "committed_mbit_per_s": np.where(seen, committed, 0.0),
        "clear_sky_ratio_db": lit.served.clear_db if lit else unknown,
        "rain_bit_per_hz": lit.served.mean_bit_per_hz if lit else unknown,
        "availability_frac": np.where(seen, 1.0 - outage / PERCENT, 0.0),
        "worst_month_availability_frac": np.where(seen, 1.0 - worst / PERCENT, 0.0),
        "outage_hour_per_year": np.where(seen, outage / PERCENT, 1.0) * HOUR_PER_YEAR,
        "climate_known": lit.served.climate_known if lit else np.zeros(len(towns), dtype=bool),
    }  # fmt: skip


def _availability(
    rows: dict[str, Any], towns: sites.Towns, seen: BoolArray, lit: Lit | None, mission: Mission
) -> float:
    """Mean over the sites that see the satellite; as the payload states it where no link was followed."""
    if lit is None or not seen.any():
        return _first(mission.payload.availability_frac)
    return float(np.average(rows["availability_frac"][seen], weights=towns.site_count[seen]))


def _outages(rows: dict[str, Any], towns: sites.Towns, seen: BoolArray, lit: Lit | None) -> dict[str, Any]:
    if lit is None:
        return {}
    percent = np.where(seen[:, None], lit.month_outage_percent, PERCENT)
    pairs = list(dict.fromkeys(zip(towns.country.tolist(), towns.province.tolist(), strict=True)))
    where = [(towns.country == c) & (towns.province == p) for c, p in pairs]
    mean = np.stack([np.average(percent[here], axis=0, weights=towns.site_count[here]) for here in where])
    count = mean.size
    return {
        "mission": np.full(count, rows["mission"][0]), "need_id": np.full(count, rows["need_id"][0]),
        "country": np.repeat([c for c, _ in pairs], 12), "province": np.repeat([p for _, p in pairs], 12),
        "month_index": np.tile(np.arange(1.0, 13.0), len(pairs)), "availability_frac": 1.0 - mean.ravel() / PERCENT,
        "outage_hour": (mean / PERCENT * MONTH_DAY * HOUR_PER_DAY).ravel(),
    }  # fmt: skip


def _market(row: Mapping[str, Any], mission: Mission, heard: float, asked: float) -> dict[str, Any]:
    """What the sites' committed rate would cost on the market through the mission's life."""
    if not heard:
        return {}
    committed = heard * asked / max(_first(row["contention_ratio"], 1.0), 1.0)
    life = max(1, round(_first(mission.spacecraft.life_year, 1.0)))
    year = int(_first(mission.launch.year))
    return market.compare(
        mission.id, str(row["id"]), site_count=heard, committed_mbit_per_s=committed, first_year=year, year_count=life
    )


def _regulation(mission: Mission, rise: Array, lit: Lit | None) -> dict[str, Any]:
    if lit is None:
        return {}
    return regulation.checklist(
        mission.id, lit.band, lit.down_ghz, eirp_dbw=lit.eirp_dbw, range_m=lit.range_m, elevation_deg=rise,
        symbol_hz=lit.symbol_hz,
    )  # fmt: skip


def _too_wide(mission: Mission, lit: Lit | None) -> bool:
    """Whether one beam would need more bandwidth than both polarisations of the band hold."""
    if lit is None:
        return False
    return _first(mission.payload.bandwidth_mhz, 0.0) > 2.0 * LICENSED_MHZ[lit.band]


def _notes(
    inputs: Inputs, row: Mapping[str, Any], mission: Mission, towns: sites.Towns, rows: dict[str, Any], lit: Lit | None
) -> tuple[Message, ...]:
    """Offers that cannot be kept, each refused with its reason."""
    if lit is None:
        return ()
    said = []
    asked = _first(row["availability_frac"])
    if asked > 1.0 - lit.up_outage_percent / PERCENT:
        said.append(_refused(inputs, row, asked, towns, lit))
    if _too_wide(mission, lit):
        said.append(
            message(
                "{need}: {bandwidth_mhz:.0f} MHz in one beam exceed the {licensed_mhz:.0f} MHz that the band holds in "
                "two polarisations; use several beams, another band, or fewer channels",
                need=str(row["id"]), bandwidth_mhz=_first(mission.payload.bandwidth_mhz),
                licensed_mhz=2.0 * LICENSED_MHZ[lit.band],
            )
        )  # fmt: skip
    if not rows["seen"].all():
        said.append(
            message(
                "{need}: {hidden_count:.0f} of {site_count:.0f} sites see the satellite below {elevation_deg:g}°; "
                "choose a longitude nearer to them",
                need=str(row["id"]), hidden_count=float(towns.site_count[~rows["seen"]].sum()),
                site_count=float(towns.site_count.sum()), elevation_deg=inputs.elevation_deg,
            )
        )  # fmt: skip
    return tuple(said)


def _refused(inputs: Inputs, row: Mapping[str, Any], asked: float, towns: sites.Towns, lit: Lit) -> Message:
    at = [int(np.argmax(towns.site_count))]
    percent = np.array([max((1.0 - asked) * PERCENT, 0.001)])
    fade = geostationary.up_fade_db(
        lit.up_ghz, towns.lat_deg[at], towns.lon_deg[at], lit.served.elevation_rad[at], percent
    )
    return message(
        "{need}: an availability of {asked:g} cannot be kept on margin alone: at {up_ghz:g} GHz the gateway's uplink "
        "fades {fade_db:.0f} dB for {percent:g} % of the year, and power control with coding holds {margin_db:g} dB; "
        "one gateway keeps {kept:.4f} with adaptive coding, two far apart would keep more",
        need=str(row["id"]), asked=asked, up_ghz=lit.up_ghz, fade_db=float(fade[0, 0]), percent=float(percent[0]),
        margin_db=inputs.uplink_margin_db, kept=1.0 - lit.up_outage_percent / PERCENT,
    )  # fmt: skip


def _first(value: Any, otherwise: float = math.nan) -> float:
    first = float(np.atleast_1d(np.asarray(value, dtype=float))[0])
    return first if math.isfinite(first) else otherwise


def _rate(row: Mapping[str, Any]) -> float:
    return _first(row["downlink_mbit_per_s"], 1.0)


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
