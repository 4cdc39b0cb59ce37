"""Times of lift-off of flown sun-synchronous launches against the local time their missions publish (GCAT, missions).

Nothing is fitted: the lead is the default. Landsat 8 and SPOT 6 miss, by 18 and 19 minutes: the first flew to a node
later than the 10:00 of its handbook (within its 15 minutes), the second on a dogleg south of Sri Lanka.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacefaring import catalog
from spacefaring.kernels.earth import gmst_rad, turn_to_eci
from spacefaring.kernels.orbits import orbit_axes
from spacefaring.kernels.sun import local_time_hour
from spacefaring.kernels.windows import launch_hour_for_local_time, launch_jd_for_node
from spacefaring.launch import Inputs


def miss_min():
    flown = catalog.read("sso_launches")
    ascending = np.where(flown["local_time_kind"] == "LTAN", flown["local_time_hour"], flown["local_time_hour"] + 12.0)
    found = launch_hour_for_local_time(
        ascending, np.radians(flown["site_latitude_deg"]), np.radians(flown["site_longitude_deg"]),
        np.radians(flown["target_inclination_deg"]), heading=np.where(flown["departure"] == "north", 1.0, -1.0),
        lead_s=Inputs().ascent_lead_min * 60.0,
    )  # fmt: skip
    clock = [[float(part) for part in text[11:].rstrip("Z").split(":")] for text in flown["launch_utc"]]
    actual = np.array([parts[0] + parts[1] / 60 + (parts[2] / 3600 if len(parts) > 2 else 0) for parts in clock])
    return flown["name"], 60.0 * (np.mod(found - actual + 12.0, 24.0) - 12.0)


def test_at_least_three_flown_launches_within_15_minutes():
    names, miss = miss_min()
    assert np.sum(np.abs(miss) <= 15.0) >= 3
    assert {"Sentinel-2A", "Sentinel-5P", "TerraSAR-X"} <= set(names[np.abs(miss) <= 6.0])


def test_the_others_miss_by_less_than_half_an_hour():
    assert np.all(np.abs(miss_min()[1]) < 30.0)


@given(
    latitude=st.floats(-60, 60), longitude=st.floats(-180, 180), inclination=st.floats(65, 115), raan=st.floats(0, 360),
    heading=st.sampled_from([1.0, -1.0]), day=st.floats(0, 3_000),
)  # fmt: skip
def test_the_site_lies_in_the_plane_and_moves_as_the_heading_says(latitude, longitude, inclination, raan, heading, day):
    site, tilt = np.radians([latitude, longitude]), np.radians(inclination)
    jd = launch_jd_for_node(
        np.radians(raan), site[0], site[1], tilt, heading=heading, lead_s=0.0, after_jd=2_460_000.5 + day
    )
    fixed = np.array([np.cos(site[0]) * np.cos(site[1]), np.cos(site[0]) * np.sin(site[1]), np.sin(site[0])])
    inertial = turn_to_eci(fixed, gmst_rad(jd))
    along, ahead = orbit_axes(tilt, np.radians(raan), 0.0)
    assert np.dot(np.cross(along, ahead), inertial) == pytest.approx(0.0, abs=2e-5)
    climbing = np.dot(along, inertial) * ahead[2] - np.dot(ahead, inertial) * along[2]
    assert climbing * heading > 0.0


def test_local_time_and_node_agree():
    """The hour found for a local time puts the node of that instant at that local time."""
    site, tilt = np.radians([34.63, -120.61]), np.radians(97.6)
    hour = launch_hour_for_local_time(10.5, site[0], site[1], tilt, heading=-1.0, lead_s=0.0)
    midnight = 2_462_137.5
    jd = midnight + hour / 24.0
    wanted = launch_jd_for_node(
        np.linspace(0, 2 * np.pi, 4_001), site[0], site[1], tilt, heading=-1.0, lead_s=0.0, after_jd=midnight
    )
    raan = np.linspace(0, 2 * np.pi, 4_001)[np.argmin(np.abs(wanted - jd))]
    assert local_time_hour(jd, raan) == pytest.approx(10.5, abs=0.01)
