"""Orbits, payloads and spacecraft made by hand, with the fields that build and launch read."""

from types import SimpleNamespace

import numpy as np

PARTS_KG = {
    "payload_mass_kg": 30.0, "structure_mass_kg": 20.0, "thermal_mass_kg": 2.0, "power_mass_kg": 18.0,
    "ttc_mass_kg": 4.0, "data_handling_mass_kg": 5.0, "adcs_mass_kg": 9.0, "propulsion_mass_kg": 0.0,
    "harness_mass_kg": 7.0,
}  # fmt: skip


def orbit(**changes):
    usual = {
        "kind": "sun_synchronous", "altitude_km": np.array([550.0]), "inclination_deg": np.array([97.6]),
        "satellite_count": 2, "plane_count": 1, "longitude_deg": np.array([np.nan]), "ltan_hour": np.array([10.5]),
        "epoch_utc": "2029-01-01T00:00:00Z", "raan_rate_deg_per_day": np.array([0.9856]),
        "satellites": SimpleNamespace(raan_deg=np.array([258.0, 258.0])),
    }  # fmt: skip
    return SimpleNamespace(**(usual | changes))


def payload(kind="imager"):
    return SimpleNamespace(kind=kind)


def spacecraft(count=1, *, satellite_count=2, **changes):
    usual = PARTS_KG | {
        "wet_mass_kg": 100.0, "dry_mass_kg": 95.0, "area_to_mass_m2_per_kg": 0.01, "drag_coefficient": 2.2,
        "life_year": 5.0, "delta_v_drag_m_per_s": 0.0, "delta_v_disposal_m_per_s": 0.0,
    }  # fmt: skip
    values = {k: np.broadcast_to(np.asarray(v, dtype=float), (count,)) for k, v in (usual | changes).items()}
    return SimpleNamespace(**values, satellite_count=satellite_count)
