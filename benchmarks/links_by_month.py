"""How long do ten thousand sites under ten beams and twelve months take? Run: python benchmarks/links_by_month.py

Sites drawn over the three Sahel countries, a lattice of spot beams, Ka band; target 3 s on two cores.
"""

import time

import numpy as np

from spacefaring.kernels import beams
from spacefaring.service import communication

SITE_COUNT = 10_000
GEO_M = 42_164_172.0


def main() -> None:
    rng = np.random.default_rng(1)
    latitude, longitude = rng.uniform(9.4, 23.5, SITE_COUNT), rng.uniform(-12.0, 16.0, SITE_COUNT)
    satellite = GEO_M * np.array([np.cos(np.radians(10.0)), np.sin(np.radians(10.0)), 0.0])
    towards, _, _ = beams.sight(satellite, np.radians(latitude), np.radians(longitude))
    width = np.radians(1.3)
    axes, colour = beams.lattice(towards, width * np.sqrt(3.0) / 2.0)
    lit = communication.Beams(satellite, axes, width, 58.0, colour)
    terminal = communication.Terminal(19.7, 1.2, 0.65, 130.0, 30.0, 104e6, 24.0, 18.0)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = communication.serve(latitude, longitude, lit, terminal)
        times.append(time.perf_counter() - start)
    kept = 1.0 - found.outage_percent.mean() / 100.0
    print(f"{SITE_COUNT:,} sites, {len(axes)} beams, 12 months (mean availability {kept:.4f}): {min(times):.2f} s")


if __name__ == "__main__":
    main()
