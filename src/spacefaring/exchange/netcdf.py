"""NetCDF of the coverage: the ground points of every mission as a CF discrete sampling geometry.

CF Conventions 1.8, sec. 9 (featureType point) and appendix A; NetCDF-3 classic, which every reader opens.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from spacefaring.results import Stored
from spacefaring.units import unit_of

CF_UNITS = {
    "hour": "hour",
    "km2": "km2",
    "count": "1",
    "frac": "1",
    "min": "minute",
    "day": "day",
    "per_day_count": "day-1",
}
COORDINATES = {
    "lat_deg": ("latitude", "degrees_north"),
    "lon_deg": ("longitude", "degrees_east"),
}
FILL = 9.969209968386869e36  # the default fill value of NetCDF for doubles


def content(stored: Stored) -> bytes:
    """The file, or nothing when no mission has coverage by point."""
    found = {
        str(m["id"]): t
        for m in stored.results.get("missions") or []
        if (t := stored.tables.get(f"{m['id']}_coverage_points")) and "lat_deg" in t
    }
    return _written(stored, found) if found else b""


def _written(stored: Stored, found: dict[str, dict[str, Any]]) -> bytes:
    from scipy.io import netcdf_file

    out = io.BytesIO()
    file = netcdf_file(out, "w", version=2)
    file.Conventions = "CF-1.8"
    file.featureType = "point"
    file.title = _ascii(str((stored.results.get("study") or {}).get("title") or "Spacefaring"))
    file.source = f"Spacefaring {stored.manifest.get('spacefaring', '')}"
    first = next(iter(found.values()))
    file.createDimension("point", len(first["lat_deg"]))
    for name, (standard, units) in COORDINATES.items():
        variable = file.createVariable(standard, "f8", ("point",))
        variable[:] = np.asarray(first[name], float)
        variable.standard_name, variable.long_name, variable.units = standard, standard, units
    for mission, table in found.items():
        for name in table:
            if name not in COORDINATES and table[name].dtype.kind in "fi":
                _variable(file, f"{mission}_{name}", name, table[name])
    file.flush()
    written = out.getvalue()
    file.close()
    return written


def _variable(file: Any, name: str, column: str, values: Any) -> None:
    data = np.asarray(values, float)
    variable = file.createVariable(name, "f8", ("point",))
    variable._FillValue = FILL
    variable[:] = np.where(np.isfinite(data), data, FILL)
    unit = unit_of(column)
    variable.units = CF_UNITS.get(unit.ending, unit.ending) if unit else "1"
    variable.long_name = column.replace("_", " ")
    variable.coordinates = "latitude longitude"


def _ascii(text: str) -> str:
    """NetCDF-3 attributes are bytes; accents are dropped rather than garbled."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe")).encode("ascii", "ignore")
    return plain.decode()
