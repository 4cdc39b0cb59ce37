"""Small hand-made results of the stages before capital."""

from types import SimpleNamespace

import numpy as np


def cost(*, capex=(2.0, 8.0, 12.0, 8.0), p80=1.3, operations=1.8, life=5, start=2026, scales=(1.0,)):
    launch = start + len(capex) - 1
    years = np.arange(start, launch + life + 1)
    p50 = np.concatenate([capex, np.zeros(life)])
    ops = np.concatenate([np.zeros(len(capex)), np.full(life, operations)])
    scale = np.asarray(scales, dtype=float)
    total = scale * (p50.sum() + ops.sum())
    return SimpleNamespace(
        total_p50_musd=total, total_p80_musd=total * p80, capex_p50_musd=scale * p50.sum(), capex_p80_musd=scale * p50.sum() * p80,
        operations_musd_per_year=scale * operations, life_year=np.array([float(life)]), start_year=start, launch_year=launch,
        end_year=launch + life, sigma_ln=0.28, price_year=2026,
        profile=SimpleNamespace(year=years.astype(float), capex_p50_musd=p50, capex_p80_musd=p50 * p80, operations_musd=ops),
    )  # fmt: skip


def service(themes=("agriculture", "urban"), scores=(1.0, 0.6)):
    return SimpleNamespace(
        needs=SimpleNamespace(
            id=np.array([f"need {i}" for i in range(len(themes))]), theme=np.array(themes), score_frac=np.array(scores)
        )
    )


def places(countries=("BFA",), people=23e6):
    return SimpleNamespace(
        area_km2=274200.0,
        points=SimpleNamespace(country=np.array(countries)),
        areas=SimpleNamespace(population_count=np.array([people])),
        cities=SimpleNamespace(population_count=np.array([2.4e6, 9e5])),
    )
