"""The problems that coverage is measured on, as plain data: needs only numpy and sgp4."""

from datetime import UTC, datetime

import numpy as np
from sgp4.api import WGS72, Satrec
from sgp4.exporter import export_tle

START = datetime(2026, 4, 14, tzinfo=UTC)
HALF_ANGLE_DEG = 30.0
STATION_ELEVATION_DEG = 5.0
STATIONS = np.array([
    [12.25, -2.36], [78.23, 15.39], [-72.0, 2.5], [64.8, -147.7], [37.85, 22.62], [-33.9, 18.4], [1.4, 103.8],
    [21.3, -157.8], [-53.0, -70.9], [28.3, -16.5],
])  # fmt: skip


def walker(satellite_count, plane_count, phasing, altitude_km=550.0, inclination_deg=97.6, drag=1e-6):
    """Two-line elements of a Walker constellation over 360 degrees of node."""
    motion_rad_per_min = np.sqrt(398600.8 / (6378.135 + altitude_km) ** 3) * 60.0
    epoch_day = (START.replace(tzinfo=None) - datetime(1949, 12, 31)).total_seconds() / 86400.0
    made = []
    for plane in range(plane_count):
        for place in range(satellite_count // plane_count):
            anomaly = 360.0 * (place * plane_count / satellite_count + phasing * plane / satellite_count)
            record = Satrec()
            record.sgp4init(
                WGS72, "i", len(made) + 1, epoch_day, drag, 0.0, 0.0, 0.0, 0.0, np.radians(inclination_deg),
                np.radians(anomaly % 360.0), motion_rad_per_min, np.radians(360.0 * plane / plane_count),
            )  # fmt: skip
            record.intldesg, record.classification = f"26{len(made) + 1:03d}A", "U"
            made.append(export_tle(record))
    return made


def burkina_grid(every=1):
    """Latitudes and longitudes of the 0.1 degree grid, 4,698 points, or of one in `every` of them."""
    latitude, longitude = np.meshgrid(np.linspace(9.4, 15.1, 58), np.linspace(-5.6, 2.4, 81), indexing="ij")
    return latitude.ravel()[::every], longitude.ravel()[::every]


def fibonacci(count):
    """Points spread evenly over the globe."""
    k = np.arange(count) + 0.5
    latitude = np.degrees(np.arcsin(1.0 - 2.0 * k / count))
    return latitude, (np.degrees(np.pi * (1.0 + 5.0**0.5) * k) + 180.0) % 360.0 - 180.0


def merged_gaps_hour(start_s, end_s):
    """Gaps between windows merged where they overlap."""
    order = np.argsort(start_s)
    start_s, end_s = np.asarray(start_s)[order], np.maximum.accumulate(np.asarray(end_s)[order])
    gaps = start_s[1:] - end_s[:-1]
    return gaps[gaps > 1e-3] / 3600.0
