"""How were `data/stations.csv` and `data/provinces.geojson` made? Not part of the product; run by hand.

python scripts/make_stations.py GROUND_STATIONS_FOLDER BURKINA_PROVINCES_GEOJSON
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

from shapely import STRtree, points, set_precision
from shapely.geometry import shape

DATA = Path(__file__).parents[1] / "src" / "spacefaring" / "data"
PROVIDERS = {"ksat": "KSAT", "ssc": "SSC", "aws": "AWS Ground Station", "atlas": "Atlas Space Operations",
             "viasat": "Viasat", "leaf": "Leaf Space", "nen": "NASA NSN (near Earth)", "dsn": "NASA DSN"}  # fmt: skip
KOUDOUGOU = ("koudougou", "Koudougou (Université Norbert Zongo)", "national", 12.25, -2.36, "S X UHF VHF")
# Spellings of the list that are slips; the coordinates are those of the corrected place.
RESPELT = {"Tuskuba": "Tsukuba", "Merrit Island": "Merritt Island"}
ACCENTS = {"Mou Houn": "Mouhoun", "Komoé": "Comoé"}


def key(network: str, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\(.*?\)|satellite station|space center|teleport", "", plain)
    return f"{network}_{re.sub('[^a-z0-9]+', '_', plain).strip('_')}"


def countries_of(lon_deg: list[float], lat_deg: list[float]) -> list[str]:
    """The country on whose outline, or within 0.3 degrees of it, each position lies."""
    text = (DATA / "countries.geojson").read_text("utf-8")
    features = json.loads(text)["features"]
    tree = STRtree([shape(f["geometry"]) for f in features])
    where, which = tree.query_nearest(points(lon_deg, lat_deg), max_distance=0.3, all_matches=False)
    found = dict(zip(where.tolist(), which.tolist(), strict=True))
    return [features[found[i]]["id"] if i in found else "" for i in range(len(lon_deg))]


def write_stations(folder: Path) -> None:
    rows = [KOUDOUGOU]
    for network, provider in PROVIDERS.items():
        for f in json.loads((folder / f"{network}.json").read_text("utf-8"))["features"]:
            lon, lat = f["geometry"]["coordinates"]
            name = RESPELT.get(f["properties"]["name"], f["properties"]["name"])
            bands = " ".join(f["properties"]["frequency_bands"])
            rows.append((key(network, name), name, provider, round(lat, 4), round(lon, 4), bands))
    countries = countries_of([r[4] for r in rows], [r[3] for r in rows])
    rows = [(*r[:3], country, *r[3:]) for r, country in zip(rows, countries, strict=True)]
    with (DATA / "stations.csv").open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["station", "name", "provider", "country", "lat_deg", "lon_deg", "bands"])
        out.writerows(rows)
    assert len({r[0] for r in rows}) == len(rows)
    print(len(rows), "stations")


def write_provinces(file: Path) -> None:
    lines = []
    for f in json.loads(file.read_text("utf-8"))["features"]:
        whole = set_precision(shape(f["geometry"]), 1e-4)
        parts = list(getattr(whole, "geoms", [whole]))
        rings = [[[[round(x, 4), round(y, 4)] for x, y in r.coords] for r in (p.exterior, *p.interiors)] for p in parts]
        name = ACCENTS.get(f["properties"]["name"], f["properties"]["name"])
        about = {"country": "BFA", "name": name, "region": f["properties"]["region"]}
        feature = {"type": "Feature", "properties": about, "geometry": {"type": "MultiPolygon", "coordinates": rings}}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(sorted(lines)) + "\n]}\n"
    (DATA / "provinces.geojson").write_text(text, "utf-8")
    print(len(lines), "provinces", len(text) / 1e6, "MB")


if __name__ == "__main__":
    write_stations(Path(sys.argv[1]))
    write_provinces(Path(sys.argv[2]))
