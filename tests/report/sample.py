"""A results folder made by hand from the names the stages promise; the numbers are plausible and mean nothing.

The report computes nothing, so its tests need no solved study: they need every shape that a folder can take. Kinds:
`eye` one imaging mission, `pair` imager and geostationary relay shared by three, `failed` a mission no design answers,
`open` one that does not close, `cube` a small single satellite, `bare` only the keys of the design page.
"""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from spacefaring.messages import message

KINDS = ("eye", "pair", "failed", "open", "cube", "bare")
MONTHS = 12
BORDER = [
    (-5.5, 10.4),
    (-4.9, 9.9),
    (-2.8, 9.7),
    (-2.8, 11.0),
    (0.9, 11.0),
    (1.4, 11.4),
    (2.4, 12.2),
    (1.0, 13.4),
    (0.4, 14.9),
    (-0.5, 15.1),
    (-2.0, 14.2),
    (-3.2, 13.7),
    (-4.4, 12.6),
    (-5.3, 11.7),
    (-5.5, 10.4),
]
PROVINCES = ("Centre", "Hauts-Bassins", "Sahel", "Est", "Boucle du Mouhoun")


def write(folder: Path, kind: str = "eye") -> Path:
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    (folder / "grids").mkdir(exist_ok=True)
    results, tables = _study(kind)
    _json(folder / "results.json", results)
    for stem, columns in tables.items():
        _csv(folder / "tables" / f"{stem}.csv", columns)
    _csv(folder / "assumptions.csv", _assumptions())
    _json(
        folder / "manifest.json",
        {
            "spacefaring": "0.1.0",
            "seed": 1,
            "study_sha256": "0" * 64,
            "files_sha256": {},
            "data": {"vehicles": {"source": "catalogue of launch vehicles", "date": "2026-11", "licence": "CC-BY-4.0"}},
        },
    )
    (folder / "resolved.yaml").write_text(
        "study: {title: 'Premier satellite du Burkina Faso', language: fr, currency: XOF, price_year: 2026, seed: 1}\n"
        "places: {countries: [BFA]}\n",
        "utf-8",
    )
    (folder / "study.yaml").write_text("study: {}\n", "utf-8")
    shape = {"type": "Polygon", "coordinates": [BORDER]}
    feature = {"type": "Feature", "properties": {"kind": "country", "code": "BFA", "name": "Burkina Faso"}}
    _json(
        folder / "grids" / "borders.geojson", {"type": "FeatureCollection", "features": [feature | {"geometry": shape}]}
    )
    return folder


def _study(kind: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    tables: dict[str, dict[str, Any]] = {}
    ids = {"pair": ["eye", "relay"]}.get(kind, ["eye"])
    missions = [_mission(m, kind, tables) for m in ids]
    results: dict[str, Any] = {
        "study": {
            "title": "Premier satellite du Burkina Faso",
            "language": "fr",
            "currency": "XOF",
            "price_year": 2026,
            "seed": 1,
        },
        "all_met": False,
        "need": _need(tables),
        "places": _places(tables),
        "missions": missions,
        "service": _service(ids, kind, tables),
        "cost": None,
        "capital": None,
        "partners": None,
    }
    if kind not in ("failed",):
        results |= {"cost": _cost(tables), "capital": _capital(tables), "partners": _partners(kind, tables)}
    if kind == "bare":
        tables.clear()
        results = json.loads(json.dumps(results))
        for stage in ("cost", "capital"):
            results[stage] = {k: v for k, v in results[stage].items() if k in BARE[stage]}
    return results, tables


BARE = {
    "cost": {"total_p50_musd", "total_p80_musd", "price_year", "phases"},
    "capital": {
        "npv_financial_musd",
        "npv_economic_musd",
        "irr_financial_frac",
        "dscr_min",
        "llcr",
        "grant_element_frac",
        "grant_element_discount_frac",
        "verdict",
        "reasons",
        "reasons_message",
    },
}


def _need(tables: dict[str, Any]) -> dict[str, Any]:
    ids = ["crops", "city"]
    needs = [
        {
            "id": i,
            "theme": t,
            "card": t,
            "title": title,
            "payload_kind": "imager",
            "gsd_m": g,
            "swath_km": 30.0,
            "bands": "red nir",
            "field_of_regard_deg": 30.0,
            "revisit_day": r,
            "latency_hour": 24.0,
            "usable_image_per_month": 2.0,
            "downlink_mbit_per_s": None,
            "availability_frac": None,
            "sites": "",
        }
        for i, t, title, g, r in zip(
            ids, ["agriculture", "urban"], ["Crop condition", "Urban growth"], [10.0, 2.5], [5.0, 30.0], strict=True
        )
    ]
    rows = {
        "need_id": ["crops", "crops", "city"],
        "criterion": ["gsd_m", "revisit_day", "gsd_m"],
        "better": ["lower", "lower", "lower"],
        "threshold": [20.0, 10.0, 5.0],
        "breakthrough": [10.0, 5.0, 2.5],
        "goal": [5.0, 1.0, 1.0],
        "source": ["WMO OSCAR, 2023", "guess: one image a week", "study file"],
        "confidence": ["firm", "guess", "study"],
    }
    tables["need_needs"] = {k: [n[k] for n in needs] for k in needs[0]}
    tables["need_requirements"] = rows
    return {"need_count": 2, "sourced_count": 1, "needs": needs, "requirements": _rows(rows)}


def _places(tables: dict[str, Any]) -> dict[str, Any]:
    lat, lon = (a.ravel() for a in np.meshgrid(np.arange(10.2, 14.6, 0.6), np.arange(-4.8, 2.0, 0.6)))
    tables["places_points"] = {
        "lat_deg": lat,
        "lon_deg": lon,
        "area_km2": 4400.0 + 0 * lat,
        "country": ["BFA"] * len(lat),
        "province": [PROVINCES[i % 5] for i in range(len(lat))],
    }
    tables["places_stations"] = {
        "name": ["koudougou", "kiruna"],
        "provider": ["Université Norbert Zongo", "SSC"],
        "lat_deg": [12.25, 67.86],
        "lon_deg": [-2.36, 20.96],
        "elevation_deg": [10.0, 5.0],
    }
    tables["places_cities"] = {
        "name": ["Ouagadougou", "Bobo-Dioulasso"],
        "country": ["BFA", "BFA"],
        "lat_deg": [12.37, 11.18],
        "lon_deg": [-1.53, -4.29],
        "population_count": [2415266, 904920],
    }
    areas = {
        "country": ["BFA"],
        "name": ["Burkina Faso"],
        "area_km2": [273600.0],
        "population_count": [22500000.0],
        "lat_deg": [12.3],
        "lon_deg": [-1.7],
    }
    tables["places_areas"] = areas
    return {"area_km2": 273600.0, "point_count": len(lat), "station_count": 2, "city_count": 2, "areas": _rows(areas)}


def _mission(name: str, kind: str, tables: dict[str, Any]) -> dict[str, Any]:
    geo = name == "relay"
    document: dict[str, Any] = {"id": name, "serves": ["crops", "city"], "proposed": kind == "bare"}
    document["orbit"] = _orbit(name, geo, tables)
    document["coverage"] = _coverage(name, geo, tables)
    if kind == "failed":
        reason = message(
            "payload.gsd_m: {gsd_m:.2f} m from {altitude_km:.0f} km needs an aperture beyond {limit_m:g} m",
            gsd_m=0.1,
            altitude_km=550,
            limit_m=1.5,
        )
        return document | {"failure": str(reason), "failure_message": reason.parts()}
    for stage, make in (
        ("payload", _payload),
        ("spacecraft", _spacecraft),
        ("build", _build),
        ("launch", _launch),
        ("operations", _operations),
    ):
        document[stage] = make(name, geo, tables)
    if kind == "open":
        why = message("Power binds: {need_w:.1f} W needed, {have_w:.1f} W possible", need_w=1312.4, have_w=205.0)
        document["spacecraft"] |= {"closed": False, "binding": str(why), "binding_message": why.parts()}
    if kind == "cube":
        document["spacecraft"] |= {"wet_mass_kg": 3.9, "dry_mass_kg": 3.9, "delta_v_m_per_s": 0.0}
    return document


def _orbit(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    day = np.arange(0, 365, 7)
    dates = [str(np.datetime64("2029-01-01") + int(d)) for d in day]
    tables[f"{name}_orbit_beta"] = {
        "date_utc": dates,
        "day_of_year_index": day + 1,
        "beta_deg": 22 + 4 * np.sin(day / 58),
        "eclipse_min": 34 - 1.5 * np.sin(day / 58),
    }
    h = np.arange(400.0, 901.0, 50.0)
    tables[f"{name}_orbit_trade"] = {
        "altitude_km": h,
        "inclination_deg": 97 + h / 900,
        "period_min": 92 + (h - 400) / 47,
        "eclipse_max_min": 36 - (h - 400) / 400,
        "orbits_per_day_count": 1440 / (92 + (h - 400) / 47),
    }
    t = np.arange(0, 5400.0, 60)
    a, w = (42164.0, 2 * np.pi / 86164) if geo else (6928.0, 2 * np.pi / 5738)
    c, s, zero = np.cos(w * t), np.sin(w * t), 0 * t
    tables[f"{name}_orbit_ephemeris"] = {
        "satellite_index": zero,
        "time_s": t,
        "position_x_km": a * c,
        "position_y_km": zero,
        "position_z_km": a * s,
        "velocity_x_km_per_s": -a * w * s,
        "velocity_y_km_per_s": zero,
        "velocity_z_km_per_s": a * w * c,
    }
    tables[f"{name}_orbit_satellites"] = {
        "satellite_index": [0],
        "plane_index": [0],
        "semi_major_axis_km": [a],
        "eccentricity": [0.0],
        "inclination_deg": [97.6],
        "raan_deg": [10.0],
        "argument_of_perigee_deg": [0.0],
        "mean_anomaly_deg": [0.0],
    }
    return {
        "kind": "geostationary" if geo else "sun_synchronous",
        "altitude_km": 35786.0 if geo else 550.0,
        "inclination_deg": 0.0 if geo else 97.59,
        "period_min": 1436.07 if geo else 95.65,
        "ltan_hour": None if geo else 10.5,
        "longitude_deg": 10.0 if geo else None,
        "satellite_count": 1 if geo else 2,
        "plane_count": 1,
        "eclipse_max_min": 69.4 if geo else 35.9,
        "eclipse_mean_min": 34.6,
        "epoch_utc": "2029-01-01T00:00:00",
        "velocity_m_per_s": 7589.0,
        "eccentricity": 0.0,
        "semi_major_axis_km": a,
        "orbits_per_day_count": 15.05,
        "beta_max_deg": 26.0,
        "repeat_day": None,
        "repeat_orbit_count": None,
        "raan_rate_deg_per_day": 0.9856,
    }


def _coverage(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    points = tables.get("places_points") or (_places(tables) and tables["places_points"])
    n = len(points["lat_deg"])
    gap = np.zeros(n) if geo else 30.0 + 10 * np.cos(np.arange(n))
    tables[f"{name}_coverage_points"] = dict(points) | {
        "window_count": 20.0 + 0 * gap,
        "gap_mean_hour": gap,
        "gap_p90_hour": 1.8 * gap,
        "gap_max_hour": 2.9 * gap,
        "access_hour": 0.8 + 0 * gap,
    }
    tables[f"{name}_coverage_provinces"] = {
        "country": ["BFA"] * 5,
        "province": list(PROVINCES),
        "area_km2": [54720.0] * 5,
        "revisit_mean_hour": [31.0, 33.5, 29.8, 35.2, 30.1],
        "revisit_p90_hour": [52.0, 55.0, 50.0, 60.0, 51.0],
        "revisit_max_hour": [96.0, 97.2, 95.1, 120.0, 96.3],
        "covered_frac": [1.0] * 5,
        "access_per_day_count": [0.78] * 5,
    }
    tables[f"{name}_coverage_stations"] = {
        "station": ["koudougou", "kiruna"],
        "pass_count": [182.0, 620.0],
        "contact_min_per_day": [48.2, 151.0],
        "gap_max_hour": [10.9, 6.1],
    }
    tables[f"{name}_coverage_contacts"] = {
        "station": ["koudougou", "kiruna"],
        "satellite_index": [0, 0],
        "start_utc": ["2029-01-01T08:12:03.40", "2029-01-01T09:40:00.00"],
        "end_utc": ["2029-01-01T08:20:41.90", "2029-01-01T09:49:59.90"],
        "start_s": [29523.4, 34800.0],
        "end_s": [30041.9, 35399.9],
        "maximum_elevation_deg": [43.1, 71.0],
        "minimum_range_km": [760.0, 580.0],
        "cut": [False, False],
    }
    return {
        "revisit_mean_hour": 0.0 if geo else 31.9,
        "revisit_p90_hour": 0.0 if geo else 53.4,
        "revisit_max_hour": 0.0 if geo else 120.0,
        "covered_frac": 1.0,
        "contact_min_per_day": 1440.0 if geo else 199.2,
        "contact_per_day_count": 26.7,
        "contact_gap_max_hour": 5.9,
        "pass_mean_min": 7.4,
        "duration_day": 30.0,
        "ut1_known": False,
        "access_per_day_count": 0.78,
    }


def _payload(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    tables[f"{name}_payload_checks"] = {
        "check": ["gsd_m", "snr"],
        "required": [2.5, 100.0],
        "obtained": [2.5, 118.0],
        "met": [True, True],
    }
    if geo:
        tables[f"{name}_payload_link"] = {
            "line": ["EIRP", "free-space loss"],
            "value": [52.0, 205.4],
            "unit": ["dBW", "dB"],
        }
        return {
            "kind": "transponder",
            "aperture_m": None,
            "gsd_m": None,
            "swath_km": None,
            "snr": None,
            "mtf_frac": None,
            "data_rate_mbit_per_s": 900.0,
            "mass_kg": 120.0,
            "power_w": 1800.0,
            "eirp_dbw": 52.0,
            "g_over_t_db_per_k": 6.0,
            "capacity_mbit_per_s": 900.0,
            "availability_frac": 0.997,
            "bandwidth_mhz": 432.0,
            "antenna_diameter_m": 1.8,
            "rain_attenuation_db": 6.2,
            "user_rate_mbit_per_s": 10.0,
        }
    tables[f"{name}_payload_bands"] = {
        "band": ["pan", "blue", "red", "nir"],
        "centre_nm": [600, 490, 665, 842],
        "width_nm": [300, 65, 30, 115],
        "gsd_m": [2.5, 10, 10, 10],
        "snr": [118, 160, 140, 170],
        "mtf_frac": [0.12, 0.3, 0.28, 0.24],
    }
    return {
        "kind": "imager",
        "aperture_m": 0.21,
        "gsd_m": 2.5,
        "swath_km": 30.0,
        "snr": 118.0,
        "mtf_frac": 0.12,
        "data_rate_mbit_per_s": 410.0,
        "mass_kg": 24.0,
        "mass_p10_kg": 17.0,
        "mass_p90_kg": 34.0,
        "power_w": 38.0,
        "field_of_regard_deg": 30.0,
        "volume_m3": 0.06,
        "length_m": 0.6,
    }


def _spacecraft(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    lines = ["payload", "structure", "thermal", "power", "ttc", "data_handling", "adcs", "propulsion", "harness"]
    basic = np.array([24.0, 19.0, 3.0, 18.0, 4.0, 5.0, 8.0, 6.0, 5.0])
    margin = np.array([0.2] * 3 + [0.1] * 3 + [0.05] * 3)
    tables[f"{name}_spacecraft_mass"] = {
        "line": [*lines, "dry", "propellant", "wet"],
        "subsystem": [*lines, "dry", "propellant", "wet"],
        "basic_kg": [*basic, 92.0, 7.0, math.nan],
        "margin_frac": [*margin, 0.2, 0.02, math.nan],
        "margin_kg": [*(basic * margin), 18.4, 0.1, math.nan],
        "total_kg": [*(basic * (1 + margin)), 121.0, 7.1, 128.1],
    }
    tables[f"{name}_spacecraft_power"] = {
        "mode": ["imaging", "downlink", "standby"],
        "load_w": [138.0, 122.0, 81.0],
        "duration_min_per_day": [22.0, 60.0, 1358.0],
    }
    tables[f"{name}_spacecraft_delta_v"] = {
        "line": ["injection", "drag", "collision_avoidance", "disposal"],
        "basic_m_per_s": [10.0, 24.0, 5.0, 60.0],
        "margin_frac": [0.05, 1.0, 0.0, 0.05],
        "total_m_per_s": [10.5, 48.0, 5.0, 63.0],
    }
    tables[f"{name}_spacecraft_link"] = {
        "line": ["transmit power", "received Eb/N0"],
        "value": [3.0, 12.4],
        "unit": ["dBW", "dB"],
    }
    tables[f"{name}_spacecraft_neighbours"] = {
        "name": ["VNREDSat-1", "SSOT"],
        "nation": ["Vietnam", "Chile"],
        "launch_mass_kg": [115.0, 117.0],
    }
    why = message(
        "Data binds: {made_gbit:,.1f} Gbit a day made, {sent_gbit:,.1f} sent", made_gbit=1412.0, sent_gbit=380.5
    )
    return {
        "closed": True,
        "iteration_count": 9,
        "dry_mass_kg": 121.0,
        "dry_mass_p10_kg": 101.0,
        "dry_mass_p90_kg": 146.0,
        "wet_mass_kg": 128.1,
        "wet_mass_p10_kg": 107.0,
        "wet_mass_p90_kg": 154.0,
        "power_eol_w": 231.0,
        "power_bol_w": 262.0,
        "delta_v_m_per_s": 126.5,
        "link_margin_db": 3.4,
        "binding": str(why),
        "binding_message": why.parts(),
        "life_year": 5.0,
        "downlink_gbit_per_day": 380.5,
        "data_gbit_per_day": 1412.0,
        "storage_gbit": 1024.0,
        "imaging_min_per_day": 22.0,
        "pointing_deg": 0.02,
        "battery_wh": 312.0,
        "array_area_m2": 1.1,
        "satellite_count": 2,
    }


def _build(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    tables[f"{name}_build_phases"] = {
        "phase": ["A", "B", "C", "D"],
        "review": ["PRR", "PDR", "CDR", "FRR"],
        "start_month": [0.0, 6.0, 15.0, 27.0],
        "duration_p50_month": [6.0, 9.0, 12.0, 14.0],
        "duration_p80_month": [8.0, 12.0, 15.0, 18.0],
    }
    tables[f"{name}_build_product_tree"] = {
        "level": [1, 2, 2],
        "item": ["satellite", "payload", "platform"],
        "made": ["co_build", "buy", "co_build"],
        "local_share_frac": [0.22, 0.0, 0.35],
    }
    tables[f"{name}_build_people"] = {"role": ["engineer", "technician"], "people_count": [14.0, 8.0]}
    return {
        "duration_p50_month": 41.0,
        "duration_p80_month": 51.0,
        "local_share_frac": 0.22,
        "trained_people_count": 22,
        "model_philosophy": "protoflight",
        "spacecraft_class": "microsatellite",
    }


def _launch(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    tables[f"{name}_launch_vehicles"] = {
        "vehicle": ["Falcon 9", "PSLV"],
        "state": ["US", "IN"],
        "status": ["active", "active"],
        "capacity_kg": [8300.0, 1100.0],
        "price_musd": [67.0, 30.0],
        "success_frac": [0.993, 0.93],
        "accepted": [True, False],
        "reason": ["", "price"],
    }
    tables[f"{name}_launch_lifetime"] = {
        "solar_activity": ["low", "mean", "high"],
        "lifetime_year": [17.2, 9.6, 4.8],
        "f107_sfu": [75.0, 120.0, 180.0],
    }
    t = np.linspace(0, 1, 12)
    tables[f"{name}_launch_decay"] = {
        "solar_activity": np.repeat(["low", "mean", "high"], 12),
        "time_year": np.concatenate([17.2 * t, 9.6 * t, 4.8 * t]),
        "altitude_km": np.tile(550 - 430 * t**4, 3),
    }
    return {
        "mode": "rideshare",
        "year": 2029,
        "vehicle": "Falcon 9",
        "site": "Vandenberg",
        "price_musd": 1.8,
        "price_source": "published price ladder, 2026",
        "lifetime_year": None if geo else 9.6,
        "disposal_25_year": None if geo else True,
        "disposal_5_year": None if geo else False,
        "success_frac": 0.993,
        "success_p05_frac": 0.981,
        "success_p95_frac": 0.998,
        "capacity_kg": 8300.0,
    }


def _operations(name: str, geo: bool, tables: dict[str, Any]) -> dict[str, Any]:
    if not geo:
        tables[f"{name}_operations_waterfall"] = {
            "step": ["visible", "sunlit", "clear", "energy", "memory", "downlink"],
            "area_km2_per_day": [980000.0, 470000.0, 250000.0, 120000.0, 118000.0, 41000.0],
            "why": [
                "inside the field of regard",
                "Sun above 20°",
                "two-state cloud chain",
                "energy per orbit",
                "mass memory",
                "contact time",
            ],
        }
        tables[f"{name}_operations_day"] = {
            "start_utc": ["2029-01-01T09:58:00", "2029-01-01T08:12:03"],
            "end_utc": ["2029-01-01T10:02:10", "2029-01-01T08:20:41"],
            "satellite_index": [0, 0],
            "activity": ["image", "downlink"],
            "station": ["", "koudougou"],
            "gbit": [102.5, 64.0],
        }
    return {
        "image_area_km2_per_day": None if geo else 41000.0,
        "delivered_gbit_per_day": 380.5,
        "latency_p90_hour": 11.8,
        "latency_mean_hour": 5.1,
        "gap_frac": None,
        "station_staff_count": 6,
    }


def _service(ids: list[str], kind: str, tables: dict[str, Any]) -> dict[str, Any]:
    verdicts = ["missed", "missed"] if kind == "failed" else ["met", "partly"]
    needs = {
        "id": ["crops", "city"],
        "theme": ["agriculture", "urban"],
        "score_frac": [0.0, 0.0] if kind == "failed" else [1.0, 0.62],
        "verdict": verdicts,
        "binding": ["", "revisit_day"],
        "missions": [ids[0], ids[0]],
    }
    month = np.tile(np.arange(1, MONTHS + 1), len(PROVINCES))
    clear = 0.55 - 0.3 * np.exp(-(((month - 8) / 2.0) ** 2))
    tables["service_needs"] = needs
    if kind != "failed":
        tables["service_monthly"] = {
            "mission": [ids[0]] * len(month),
            "need_id": ["crops"] * len(month),
            "country": ["BFA"] * len(month),
            "province": np.repeat(PROVINCES, MONTHS),
            "month_index": month,
            "clear_frac": clear,
            "passes_count": 24 + 0 * clear,
            "usable_image_count": 24 * clear,
            "usable_image_probability_frac": 1 - (1 - clear) ** 9,
        }
        tables["service_criteria"] = {
            "need_id": ["crops", "city"],
            "criterion": ["gsd_m", "revisit_day"],
            "required": [10.0, 30.0],
            "obtained": [2.5, 41.0],
            "score_frac": [1.0, 0.62],
        }
    return {
        "needs": _rows(needs),
        "met_count": verdicts.count("met"),
        "partly_count": verdicts.count("partly"),
        "missed_count": verdicts.count("missed"),
    }


def _cost(tables: dict[str, Any]) -> dict[str, Any]:
    tables["cost_wbs"] = {
        "mission": ["eye"] * 4,
        "element": ["payload", "structure", "launch", "operations"],
        "basis": ["SSCM"] * 4,
        "driver": ["mass", "mass", "ladder", "staff"],
        "driver_unit": ["kg", "kg", "kg", "people"],
        "p50_musd": [11.2, 4.1, 1.8, 9.0],
        "p80_musd": [16.0, 5.3, 1.9, 11.2],
        "within_range": [True, True, True, False],
        "source": ["SMAD 3rd ed., table 20-6"] * 4,
    }
    tables["cost_profile"] = {
        "year": np.arange(2026, 2035),
        "capex_p50_musd": [3.0, 9.0, 12.0, 8.0, 0, 0, 0, 0, 0],
        "capex_p80_musd": [4.0, 12.0, 17.0, 11.0, 0, 0, 0, 0, 0],
        "operations_musd": [0, 0, 0, 0, 1.9, 1.9, 1.9, 1.9, 1.9],
    }
    p = np.linspace(0.01, 0.99, 50)
    tables["cost_curve"] = {"probability_frac": p, "total_musd": 41.3 * np.exp(0.28 * np.sqrt(2) * _erfinv(2 * p - 1))}
    tables["cost_estimates"] = {
        "method": ["parametric", "analogy", "outside view"],
        "p50_musd": [41.3, 36.0, 55.0],
        "low_musd": [30.0, 22.0, 40.0],
        "high_musd": [57.0, 61.0, 80.0],
        "scope": ["whole programme"] * 3,
        "note": [""] * 3,
    }
    tables["cost_tornado"] = {
        "driver": ["payload mass", "labour rate", "launch price"],
        "low_musd": [36.0, 38.5, 41.0],
        "high_musd": [49.0, 44.2, 41.6],
    }
    phases = {
        "phase": ["development", "launch", "operations"],
        "start_year": [2026, 2029, 2030],
        "end_year": [2029, 2029, 2034],
        "p50_musd": [30.5, 1.8, 9.0],
        "p80_musd": [42.0, 1.9, 11.2],
    }
    tables["cost_phases"] = phases
    return {
        "total_p10_musd": 29.0,
        "total_p50_musd": 41.3,
        "total_p80_musd": 52.4,
        "total_p90_musd": 59.3,
        "total_mean_musd": 43.0,
        "price_year": 2026,
        "capex_p50_musd": 32.3,
        "capex_p80_musd": 43.9,
        "operations_musd_per_year": 1.8,
        "life_year": 5.0,
        "start_year": 2026,
        "launch_year": 2029,
        "end_year": 2034,
        "sigma_ln": 0.28,
        "phases": _rows(phases),
    }


def _capital(tables: dict[str, Any]) -> dict[str, Any]:
    n = 20
    ends = [f"{2030 + i // 2}-{'06-30' if i % 2 == 0 else '12-31'}" for i in range(n)]
    service = np.where(np.arange(n) < 4, 0.3, 1.9)
    tables["capital_periods"] = {
        "period_end_utc": ends,
        "revenue_musd": np.full(n, 1.1),
        "operating_cost_musd": np.full(n, 0.9),
        "cfads_musd": np.full(n, 0.2),
        "interest_musd": np.full(n, 0.3),
        "principal_musd": service - 0.3,
        "debt_service_musd": service,
        "dscr": 0.2 / service,
        "balance_musd": np.linspace(32, 0, n),
    }
    tables["capital_tranches"] = {
        "tranche": ["concessional", "grant"],
        "lender": ["ida_regular", "agency"],
        "amount_musd": [22.0, 10.3],
        "rate_frac": [0.0135, 0.0],
        "grace_year": [6.0, math.nan],
        "maturity_year": [31.0, math.nan],
    }
    tables["capital_sources"] = {"source": ["concessional loan", "grant"], "amount_musd": [22.0, 10.3]}
    tables["capital_uses"] = {"use": ["investment", "interest during construction"], "amount_musd": [31.5, 0.8]}
    tables["capital_benefits"] = {
        "theme": ["agriculture"],
        "low_musd_per_year": [1.0],
        "mid_musd_per_year": [4.0],
        "high_musd_per_year": [9.0],
        "source": ["guess: one per cent of yield"],
    }
    tables["capital_grant_elements"] = {
        "convention": ["IMF and World Bank", "OECD-DAC 1972"],
        "discount_frac": [0.05, 0.1],
        "grant_element_frac": [0.41, 0.66],
    }
    reasons = [
        message("DSCR of {dscr:.2f} is below {floor:.2f}", dscr=0.11, floor=1.2),
        message("The grant element of {g:.0%} passes {floor:.0%}", g=0.41, floor=0.35),
    ]
    return {
        "npv_financial_musd": -21.4,
        "npv_economic_musd": 6.2,
        "irr_financial_frac": None,
        "dscr_min": 0.105,
        "dscr_mean": 0.2,
        "llcr": 0.3,
        "grant_element_frac": 0.41,
        "grant_element_discount_frac": 0.05,
        "verdict": "concessional_only",
        "reasons": [str(r) for r in reasons],
        "reasons_message": [r.parts() for r in reasons],
        "debt_musd": 22.0,
        "uses_total_musd": 32.3,
        "sources_total_musd": 32.3,
    }


def _partners(kind: str, tables: dict[str, Any]) -> dict[str, Any]:
    members = ["BFA", "MLI", "NER"] if kind == "pair" else ["BFA"]
    n = len(members)
    shares = {
        "member": members,
        "share_frac": [1 / n] * n,
        "cost_musd": [41.3 / n] * n,
        "alone_musd": [41.3] * n,
        "saving_musd": [41.3 * (1 - 1 / n)] * n,
    }
    tables["partners_shares"] = shares
    return {"shares": _rows(shares), "stable": True, "method": "shapley", "unstable_coalitions": []}


def _assumptions() -> dict[str, Any]:
    return {
        "key": [
            "study.price_year",
            "missions.eye.orbit.altitude_km",
            "cost.labour_usd_per_year",
            "coverage.duration_day",
        ],
        "value": ["2026", "550.0", "60000", "30"],
        "kind": ["study", "guess", "guess", "sourced"],
        "source": [
            "study file",
            "guess: usual for a microsatellite",
            "guess: regional salaries",
            "Wertz 1999, sec. 7.2",
        ],
    }


def _erfinv(y: np.ndarray) -> np.ndarray:
    from scipy.special import erfinv

    return np.asarray(erfinv(y))


def _rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(columns, r, strict=True)) for r in zip(*columns.values(), strict=True)]


def _json(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False), "utf-8")


def _csv(file: Path, columns: dict[str, Any]) -> None:
    lists = {k: [_cell(v) for v in np.asarray(c, dtype=object)] for k, c in columns.items()}
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(lists)
        writer.writerows(zip(*lists.values(), strict=True))


def _cell(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{value:.10g}" if isinstance(value, float | np.floating) else str(value)
