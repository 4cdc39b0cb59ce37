"""Does the loop's 80 % band of launch mass hold flown satellites that its fit has not seen?

Run: python -m benchmarks.calibration

Leave one out: for each flown imager the fixed units of the platform standards, the bias and the spread are fitted anew
on the others, then the one left out is compared with the band. Bad cases are named.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from spacefaring import catalog
from spacefaring.spacecraft import calibration

SCALES = (0.5, 0.7, 0.85, 1.0, 1.15, 1.4, 1.8)
HELD, FACTOR = (0.70, 0.90), 1.5


def residuals():
    """ln(flown / sized) of every mission (missions, scales of the fixed units)."""
    found = [calibration.flown(scale) for scale in SCALES]
    return found[SCALES.index(1.0)], np.stack([np.log(f.launch_kg / f.sized_kg) for f in found], axis=1)


def fitted_scale(table, others, standard, own):
    """For each standard the scale that brings the median residual of the others nearest to 0; 1 where few are known."""
    chosen = np.full(standard.size, SCALES.index(1.0))
    for word in np.unique(standard):
        known = others & (standard == word)
        if known.sum() >= 5:
            chosen[standard == word] = int(np.argmin(np.abs(np.median(table[known], axis=0))))
    return table[np.arange(standard.size), chosen], chosen[own]


def left_out(flown, table):
    """Error, factor of the band and scale of each mission when it is left out."""
    rows = []
    for own in range(flown.launch_kg.size):
        others = np.arange(flown.launch_kg.size) != own
        residual, scale = fitted_scale(table, others, flown.standard, own)
        bias, spread, count = residual[others].mean(), residual[others].std(ddof=1), int(others.sum())
        factor = np.exp(stats.t.ppf(0.9, count - 1) * spread * np.sqrt(1.0 + 1.0 / count))
        rows.append((residual[own] - bias, factor, SCALES[scale]))
    return (np.array(values) for values in zip(*rows, strict=True))


def main():
    flown, table = residuals()
    error, factor, _ = left_out(flown, table)
    names = catalog.read("flown_missions")["name"][flown.row]
    inside = np.abs(error) <= np.log(factor)
    for i in np.argsort(-np.abs(error)):
        mark = "  " if inside[i] else "✗ "
        print(f"{mark}{names[i]:32s} {flown.standard[i]:10s} flown {flown.launch_kg[i]:7.0f} kg, "
              f"expected {flown.launch_kg[i] / np.exp(error[i]):7.0f} kg, factor {np.exp(error[i]):.2f}")  # fmt: skip
    class_spread = float(np.log(flown.launch_kg).std(ddof=1))
    held, middle = float(inside.mean()), float(np.exp(np.median(np.abs(error))))
    print(f"{error.size} flown imagers: the 80 % band holds {held:.0%} (asked {HELD[0]:.0%} to {HELD[1]:.0%}); "
          f"median error a factor {middle:.2f} (asked {FACTOR}); band a factor {factor.mean():.2f} each way, "
          f"raw spread of the class {np.exp(1.2816 * class_spread):.2f}")  # fmt: skip
    assert HELD[0] <= held <= HELD[1]
    assert middle <= FACTOR
    assert np.log(factor.mean()) < 1.2816 * class_spread
    return held, middle


if __name__ == "__main__":
    main()
