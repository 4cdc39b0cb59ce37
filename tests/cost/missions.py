"""Small hand-made missions to cost: a CubeSat, a microsatellite pair, a large satellite, a geostationary relay."""

from types import SimpleNamespace

import numpy as np

MASSES = {
    # dry, payload, structure, thermal, power, ttc, data handling, adcs, propulsion, harness, propellant, bol W, eol W
    "cubesat": (3.6, 0.8, 0.6, 0.05, 0.9, 0.2, 0.15, 0.5, 0.0, 0.1, 0.0, 14.0, 12.0),
    "micro": (96.0, 24.0, 24.0, 2.5, 18.0, 4.0, 4.5, 9.0, 4.0, 4.5, 4.0, 240.0, 200.0),
    "large": (900.0, 260.0, 210.0, 25.0, 170.0, 25.0, 40.0, 70.0, 35.0, 45.0, 90.0, 2200.0, 1800.0),
    "relay": (1500.0, 380.0, 340.0, 70.0, 320.0, 30.0, 30.0, 75.0, 160.0, 80.0, 1900.0, 6500.0, 5600.0),
}
NAMES = (
    "dry", "payload", "structure", "thermal", "power", "ttc", "data_handling", "adcs", "propulsion", "harness",
    "propellant",
)  # fmt: skip
LAUNCH_MUSD = {"cubesat": 0.3, "micro": 1.4, "large": 40.0, "relay": 60.0}


def mission(kind="micro", *, mission_id="eye", scale=1.0, satellites=1, strategy="co_build", life_year=5.0, **changes):
    """A mission of a kind with its masses multiplied by `scale`, a number or an array over candidates."""
    factor = np.atleast_1d(np.asarray(scale, dtype=float))
    row = dict(zip((*NAMES, "bol", "eol"), MASSES[kind], strict=True))
    masses = {f"{name}_mass_kg": row[name] * factor for name in NAMES}
    masses["wet_mass_kg"] = masses["dry_mass_kg"] + masses["propellant_mass_kg"]
    masses["bus_dry_mass_kg"] = masses["dry_mass_kg"] - masses["payload_mass_kg"]
    relay = kind == "relay"
    return SimpleNamespace(
        id=mission_id,
        orbit=SimpleNamespace(kind="geostationary" if relay else "sun_synchronous"),
        payload=SimpleNamespace(
            kind="transponder" if relay else "imager",
            gsd_m=np.array([np.nan if relay else changes.get("gsd_m", 10.0)]),
            power_w=np.array([0.25 * row["eol"]]) * factor,
            data_rate_mbit_per_s=np.array([100.0]),
            mass_kg=masses["payload_mass_kg"],
        ),
        spacecraft=SimpleNamespace(
            **masses,
            dry_mass_p10_kg=masses["dry_mass_kg"] / changes.get("mass_ratio", 1.0),
            dry_mass_p90_kg=masses["dry_mass_kg"] * changes.get("mass_ratio", 1.0),
            power_bol_w=row["bol"] * factor,
            power_eol_w=row["eol"] * factor,
            pointing_deg=np.array([0.1]),
            downlink_mbit_per_s=np.array([np.nan if relay else 50.0]),
            satellite_count=np.array([satellites]),
            life_year=np.array([life_year]),
        ),
        build=SimpleNamespace(
            duration_p50_month=np.array([changes.get("p50_month", 36.0)]),
            duration_p80_month=np.array([changes.get("p80_month", 44.0)]),
            trained_people_count=np.array([changes.get("trained", 5 if kind == "cubesat" else 15)]),
            local_share_frac=np.array([0.2]),
            strategy=strategy,
        ),
        launch=SimpleNamespace(
            mode="dedicated" if relay else "rideshare",
            year=changes.get("year", 2029),
            price_musd=np.array([changes.get("launch_musd", LAUNCH_MUSD[kind])]),
            price_source="a price list",
            price_year=np.array([2026.0]),
            success_frac=np.array([0.97]),
        ),
        operations=SimpleNamespace(station_staff_count=8),
    )
