"""How long do a thousand lifetimes over thirty years take? Run: python benchmarks/orbit_lifetimes.py

Orbits from 350 to 800 km, area to mass from 0.002 to 0.02 m²/kg, forecast solar activity; target 5 s on two cores.
"""

import time

import numpy as np

from spacefaring.kernels.decay import decay
from spacefaring.launch.lifetime import months

COUNT, YEARS = 1_000, 30


def main() -> None:
    draws = np.random.default_rng(1)
    altitude_m, area = draws.uniform(350e3, 800e3, COUNT), 2.2 * draws.uniform(0.002, 0.02, COUNT)
    activity, days, of_year = months("mean", 2029, YEARS)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = decay(
            altitude_m, altitude_m, np.radians(97.6), area, start_day=days[0], month_start_day=days,
            month_of_year=of_year, f107_sfu=activity.f107_sfu, ap_index=activity.ap_index,
        )  # fmt: skip
        times.append(time.perf_counter() - start)
    down = np.isfinite(found.lifetime_day)
    print(f"{COUNT:,} candidates over {YEARS} years, {down.sum()} come down: {min(times):.2f} s, best of {len(times)}")


if __name__ == "__main__":
    main()
