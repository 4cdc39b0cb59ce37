"""How fast is coverage, and is it right? Run: python -m benchmarks.coverage [--quick] [--peers FOLDER]

Prints CPU seconds (all threads) and wall seconds, the least of several runs; beside each figure how many windows were
found, the longest gap, and at how many steps of a dense 2 s scan of sampled points the windows disagree with it.

Peers run on one point in two hundred of the grid, each in its own process; ratios are of CPU seconds on that same part,
in this one run. A peer is looked for in FOLDER/NAME/bin/python (heavy ones want environments of their own), else in
this environment: pip install 'spacefaring[bench]'.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from sgp4.api import Satrec

from benchmarks.peers import problem
from benchmarks.peers.run import PEERS
from spacefaring.coverage import passes, revisit
from spacefaring.coverage.earth_rotation import turning
from spacefaring.kernels.earth import ecef_to_geodetic, geodetic_to_ecef_m, geodetic_up, turn_to_ecef

ROOT = Path(__file__).parents[1]
DAYS = 30
PEER_EVERY = 200
PEER_LIMIT_S = 900
CONE = {"half_angle_deg": problem.HALF_ANGLE_DEG}
MASK = {"elevation_deg": problem.STATION_ELEVATION_DEG}


def least(work, count):
    """Least CPU and wall seconds of several runs, and the last answer."""
    cpu, wall, answer = [], [], None
    for _ in range(count):
        c, w = time.process_time(), time.perf_counter()
        answer = work()
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
    return min(cpu), min(wall), answer


def scanned(lines, latitude, longitude, days, rule, step_s=2.0):
    """Whether each point (rows) is inside, at every step of a dense scan with one satellite."""
    time_s = np.arange(0.0, days * 86400.0, step_s)
    record = Satrec.twoline2rv(*lines)
    jd, fraction = record.jdsatepoch, record.jdsatepochF
    whole = jd + fraction
    _, position_km, _ = record.sgp4_array(np.full(time_s.shape, np.floor(whole - 0.5) + 0.5), time_s / 86400.0)
    place = turn_to_ecef(position_km * 1e3, turning(problem.START, days * 86400.0).angle_rad(time_s))
    up = geodetic_up(*ecef_to_geodetic(place)[:2])
    inside = []
    for a, o in zip(np.radians(latitude), np.radians(longitude), strict=True):
        sight = place - geodetic_to_ecef_m(a, o)
        sight /= np.linalg.norm(sight, axis=1, keepdims=True)
        seen = sight @ geodetic_up(a, o) >= np.sin(np.radians(rule.get("elevation_deg", 0.0)))
        if "half_angle_deg" in rule:
            across = np.linalg.norm(np.cross(up, sight), axis=1)
            seen &= across <= np.sin(np.radians(rule["half_angle_deg"]))
        inside.append(seen)
    return time_s, np.array(inside)


def disagreements(satellites, latitude, longitude, days, rule, found, sample=8):
    """Steps of the scan at which windows (point, satellite, start, end) and geometry differ; a hundred milliseconds'
    worth of steps at an edge cannot be told apart and is not counted."""
    wrong = 0
    chosen = np.linspace(0, len(latitude) - 1, min(sample, len(latitude))).astype(int)
    for index, lines in enumerate(satellites):
        time_s, inside = scanned(lines, latitude[chosen], longitude[chosen], days, rule)
        for row, point in enumerate(chosen):
            mine = (found.point_index == point) & (found.satellite_index == index)
            told, edge = np.zeros(len(time_s), dtype=bool), np.zeros(len(time_s), dtype=bool)
            for start, end in zip(found.start_s[mine], found.end_s[mine], strict=True):
                told |= (time_s >= start) & (time_s <= end)
                edge |= (np.abs(time_s - start) < 1e-3) | (np.abs(time_s - end) < 1e-3)
            wrong += int(np.sum((told != inside[row]) & ~edge))
    return wrong


def line(name, cpu, wall, windows, gap_hour, wrong, must=""):
    check = "" if wrong is None else f"  scan differs at {wrong} steps"
    print(f"{name:<44}{cpu:9.4f} CPU-s {wall:9.4f} s {windows:>10,} windows  max gap {gap_hour:7.3f} h{check}  {must}")


def ours(repeat):
    """Our own figures on the problems of the table."""
    satellites, (latitude, longitude) = problem.walker(12, 3, 1), problem.burkina_grid()
    where = satellites, latitude, longitude, problem.START, DAYS
    revisit(*where, **CONE)
    passes(*where, **CONE)
    cpu, wall, gaps = least(lambda: revisit(*where, **CONE), repeat)
    line(
        "Burkina Faso, 12 satellites, 30 d, revisit",
        cpu,
        wall,
        int(gaps.window_count.sum()),
        gaps.gap_max_hour.max(),
        None,
        "must 0.1 s",
    )
    cpu, wall, found = least(lambda: passes(*where, **CONE), repeat)
    wrong = disagreements(satellites, latitude, longitude, DAYS, CONE, found)
    line(
        "Burkina Faso, 12 satellites, 30 d, passes", cpu, wall, len(found), gaps.gap_max_hour.max(), wrong, "must 0.2 s"
    )
    print(f"{'':44}mean gap {np.average(gaps.gap_mean_hour):.3f} h")

    satellites, (latitude, longitude) = problem.walker(24, 6, 1), problem.fibonacci(10_000)
    where = satellites, latitude, longitude, problem.START, 1
    cpu, wall, gaps = least(lambda: revisit(*where, **CONE), repeat)
    wrong = disagreements(satellites, latitude, longitude, 1, CONE, passes(*where, **CONE), 50)
    line(
        "10,000 points, 24 satellites, 1 d, revisit",
        cpu,
        wall,
        int(gaps.window_count.sum()),
        np.nanmax(gaps.gap_max_hour),
        wrong,
        "must 0.15 s",
    )

    satellites, (latitude, longitude) = problem.walker(1, 1, 0), problem.STATIONS.T
    where = satellites, latitude, longitude, problem.START, DAYS
    cpu, wall, found = least(lambda: passes(*where, **MASK), 5 * repeat)
    wrong = disagreements(satellites, latitude, longitude, DAYS, MASK, found, 10)
    gap = revisit(*where, **MASK).gap_max_hour.max()
    line("1 satellite, 10 stations, 30 d, passes", cpu, wall, len(found), gap, wrong, "must 0.012 s")


def windows_of(k):
    """Merged windows of one of many constellations over the first grid."""
    satellites = problem.walker(12, 3, k % 12, 500.0 + 0.2 * k, 97.0 + 0.001 * k)
    return int(revisit(satellites, *problem.burkina_grid(), problem.START, DAYS, **CONE).window_count.sum())


def constellations(count):
    """Many different constellations over the first grid, one process for each core."""
    before, wall = os.times(), time.perf_counter()
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        windows = sum(pool.map(windows_of, range(count)))
    after, wall = os.times(), time.perf_counter() - wall
    cpu = sum(after[:4]) - sum(before[:4])
    print(f"{count} constellations over the grid: {wall:.1f} s, {cpu:.1f} CPU-s, {windows:,} windows")
    print(f"{'':44}so 1,000 take {1000 * wall / count:.0f} s, {1000 * cpu / count:.0f} CPU-s  must 60 s")


def curve(sizes):
    """Cost against the number of points: straight, and flat in memory."""
    satellites = problem.walker(24, 6, 1)
    for size in sizes:
        latitude, longitude = problem.fibonacci(size)
        cpu, wall, gaps = least(lambda: revisit(satellites, latitude, longitude, problem.START, 1, **CONE), 2)  # noqa: B023
        windows, each = int(gaps.window_count.sum()), 1e6 * cpu / size
        print(f"{size:>9,} points {cpu:8.3f} CPU-s {wall:8.3f} s {each:6.2f} µs per point, {windows:,} windows")


def fresh_process():
    """First answer of a new process: with the compiled kernels at hand, and without; leaving Python is not counted."""
    question = (
        "from benchmarks.peers import problem as p; from spacefaring.coverage import revisit;"
        "revisit(p.walker(1, 1, 0), *p.burkina_grid(50), p.START, 1, half_angle_deg=30.0);"
        "import time; print(time.process_time(), time.time())"
    )
    with tempfile.TemporaryDirectory() as empty:
        for name, folder, must, count in (("cold", empty, "must 6 s", 1), ("warm", empty, "must 1 s", 3)):
            answers = []
            for _ in range(count):
                start, environment = time.time(), os.environ | {"NUMBA_CACHE_DIR": folder}
                run = subprocess.run([sys.executable, "-c", question], cwd=ROOT, env=environment, capture_output=True)
                cpu, end = map(float, run.stdout.split())
                answers.append((cpu, end - start))
            cpu, wall = min(answers)
            print(f"first answer of a fresh process, {name}: {cpu:.2f} CPU-s {wall:.2f} s  {must}")


def peer_answer(name, asked, folder):
    """The JSON that a peer's process prints, or the reason why there is none."""
    own = folder / PEERS[name][2] / "bin" / "python" if folder else None
    python = str(own) if own and own.exists() else sys.executable
    command = [python, "-m", "benchmarks.peers.run", name, asked]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PEER_LIMIT_S)
    except subprocess.TimeoutExpired:
        return None, f"stopped after {PEER_LIMIT_S} s"
    if run.returncode:
        return None, run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "failed"
    return json.loads(run.stdout.strip().splitlines()[-1]), ""


def peers(folder, quick):
    """Each peer beside us on the same part of a problem."""
    for name, (_, kind, _, step) in PEERS.items():
        if quick and kind == "grid":
            continue
        asked = f"grid:{PEER_EVERY}" if kind == "grid" else "stations"
        if kind == "grid":
            satellites, where, rule = problem.walker(12, 3, 1), problem.burkina_grid(PEER_EVERY), CONE
        else:
            satellites, where, rule = problem.walker(1, 1, 0), problem.STATIONS.T, MASK
        cpu, _, found = least(lambda: passes(satellites, *where, problem.START, DAYS, **rule), 5)  # noqa: B023
        answer, why = peer_answer(name, asked, folder)
        if answer is None:
            print(f"{name:<14} not run: {why}")
            continue
        windows = answer["windows"]
        longest = max(
            (problem.merged_gaps_hour(*np.array([w[1:] for w in windows if w[0] == point]).T).max(initial=0.0)
             for point in sorted({w[0] for w in windows})), default=np.nan,
        )  # fmt: skip
        ours_gap = revisit(satellites, *where, problem.START, DAYS, **rule).gap_max_hour.max()
        theirs = f"{answer['cpu_s']:9.3f} CPU-s, {len(windows):,} windows, max gap {longest:.3f} h"
        us = f"{cpu:.4f} CPU-s, {len(found):,} windows, {ours_gap:.3f} h"
        print(f"{name:<14}{answer['version']:<8} {step:<20}{theirs} | we: {us} | ratio {answer['cpu_s'] / cpu:,.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no peers on the grid, no curve to 10^6")
    parser.add_argument("--peers", type=Path, default=os.environ.get("SPACEFARING_PEERS"))
    asked = parser.parse_args()
    print(f"cores {len(os.sched_getaffinity(0))}, load {os.getloadavg()[0]:.1f}")
    ours(3 if asked.quick else 9)
    fresh_process()
    constellations(10 if asked.quick else 100)
    curve([1_000, 10_000, 100_000] if asked.quick else [1_000, 10_000, 100_000, 1_000_000])
    peers(Path(asked.peers) if asked.peers else None, asked.quick)


if __name__ == "__main__":
    main()
