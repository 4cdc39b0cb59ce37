"""Small hand-made results of the stages before capital."""

from types import SimpleNamespace

import numpy as np


def cost(*, capex=(2.0, 8.0, 12.0, 8.0), p80=1.3, operations=1.8, life=5, start=2026, scales=(1.0,)):
    launch = start + len(capex) - 1
    years = np.arange(start, launch + life + 1, dtype=float)
    p50 = np.concatenate([capex, np.zeros(life)])
    ops = np.concatenate([np.zeros(len(capex)), np.full(life, operations)])
    scale = np.asarray(scales, dtype=float)
    total = scale * (p50.sum() + ops.sum())
    profile = SimpleNamespace(year=years, capex_p50_musd=p50, capex_p80_musd=p50 * p80, operations_musd=ops)
    return SimpleNamespace(
        total_p50_musd=total, total_p80_musd=total * p80,
        capex_p50_musd=scale * p50.sum(), capex_p80_musd=scale * p50.sum() * p80,
        operations_musd_per_year=scale * operations, life_year=np.full(len(scale), float(life)),
        start_year=start, launch_year=launch, end_year=launch + life, sigma_ln=np.full(len(scale), 0.28),
        launch_loss_frac=np.full(len(scale), 0.05),
        correlation_frac=0.2, price_year=2026, profile=profile,
    )  # fmt: skip


def service(themes=("agriculture", "urban"), scores=(1.0, 0.6), capacity_mbit_per_s=0.0):
    sites = SimpleNamespace(
        mission=np.array(["relay"] * 2 if capacity_mbit_per_s else [], dtype=str),
        need_id=np.array(["clinics"] * 2 if capacity_mbit_per_s else [], dtype=str),
        site_count=np.array([3.0, 1.0]) if capacity_mbit_per_s else np.empty(0),
        seen=np.array([True, False]) if capacity_mbit_per_s else np.empty(0, dtype=bool),
        committed_mbit_per_s=np.array([capacity_mbit_per_s / 3.0, 0.0]) if capacity_mbit_per_s else np.empty(0),
    )
    names = np.array([f"need {i}" for i in range(len(themes))])
    verdict = np.array(["met" if score >= 0.7 else "partly" for score in scores])
    criteria = SimpleNamespace(
        need_id=np.repeat(names, 3), criterion=np.tile(["gsd_m", "revisit_day", "usable_image_per_month"], len(names)),
        threshold=np.tile([10.0, 30.0, 1.0], len(names)), breakthrough=np.tile([5.0, 10.0, 2.0], len(names)),
    )  # fmt: skip
    needs = SimpleNamespace(id=names, theme=np.array(themes), score_frac=np.array(scores), verdict=verdict)
    return SimpleNamespace(needs=needs, sites=sites, criteria=criteria)


def places(countries=("BFA",), people=23e6):
    return SimpleNamespace(
        area_km2=274200.0,
        points=SimpleNamespace(country=np.array(countries)),
        areas=SimpleNamespace(country=np.array(countries), population_count=np.full(len(countries), people)),
        cities=SimpleNamespace(population_count=np.array([2.4e6, 9e5])),
    )
