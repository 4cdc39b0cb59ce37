"""How long does it take to size a hundred thousand spacecraft? `python -m benchmarks.spacecraft_candidates`"""

from __future__ import annotations

import time
from dataclasses import fields, replace

import numpy as np

from spacefaring import catalog
from spacefaring.spacecraft import calibration, deorbit, loop

COUNT, LIMIT_S = 100_000, 2.0


def candidates(count, seed=1):
    """Random designs around the flown imagers: payload, orbit, life, duty and standard all vary."""
    row = np.flatnonzero(calibration.usable())
    t = {name: values[row] for name, values in catalog.read("flown_missions").columns.items()}
    asked = calibration._asked(t, *calibration._cameras(t))
    draw = np.random.default_rng(seed)
    pick = draw.integers(0, row.size, count)
    spread = {f.name: getattr(asked, f.name)[pick] for f in fields(asked) if f.name != "policy"}
    for name in ("payload_kg", "payload_w", "life_year", "data_bit_per_s", "contact_s_per_day", "slew_s"):
        spread[name] = spread[name] * draw.uniform(0.7, 1.4, count)
    return replace(asked, **spread)


def main():
    asked, table = candidates(COUNT), deorbit.lifetimes(97.0, 130.0, 12.0)
    loop.close(candidates(100), table)
    tries = []
    for _ in range(3):  # the best of three: other work on the machine only ever slows it
        start, worked = time.perf_counter(), time.process_time()
        found = loop.close(asked, table)
        tries.append((time.perf_counter() - start, time.process_time() - worked))
    took, processor = min(tries)
    print(
        f"{COUNT:,} spacecraft sized in {took:.2f} s (asked {LIMIT_S:g} s), {processor:.2f} s of processor; "
        f"{found.converged.mean():.2%} settle, "
        f"in {np.median(found.rounds):.0f} rounds in the median and {found.rounds.max()} at most"
    )
    assert took < LIMIT_S


if __name__ == "__main__":
    main()
