"""How long do a hundred thousand candidates take to cost? Run: python benchmarks/cost_candidates.py

A microsatellite pair scaled from 15 to 800 kg, so that all three families of equations are met; target 2.5 s.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cost.missions import mission

from spacefaring import cost

COUNT = 100_000


def main() -> None:
    candidates = mission(scale=np.random.default_rng(1).uniform(0.15, 8.0, COUNT), satellites=2)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = cost.solve(cost.Inputs(), places=None, missions=[candidates], price_year=2026, seed=1)
        times.append(time.perf_counter() - start)
    low, high = np.quantile(found.total_p50_musd, [0.0, 1.0])
    print(f"{COUNT:,} candidates from {low:.1f} to {high:.1f} M$ (P50): {min(times):.2f} s, best of {len(times)}")


if __name__ == "__main__":
    main()
