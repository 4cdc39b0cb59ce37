"""How are the drivers of the equations said to a reader?"""

from spacefaring.messages import mark
from spacefaring.units import UNITS

DRIVERS = {
    "structure_mass_kg": mark("mass of the structure"),
    "thermal_mass_kg": mark("mass of thermal control"),
    "power_mass_kg": mark("mass of electrical power"),
    "ttc_dh_mass_kg": mark("mass of telemetry and data handling"),
    "adcs_mass_kg": mark("mass of attitude control"),
    "propulsion_mass_kg": mark("mass of propulsion"),
    "payload_mass_kg": mark("mass of the payload"),
    "bus_dry_mass_kg": mark("dry mass of the platform"),
    "dry_mass_kg": mark("dry mass of the satellite"),
    "wet_mass_kg": mark("launch mass of the satellite"),
    "tank_volume_cm3": mark("volume of the tanks"),
    "power_bol_w": mark("power at the beginning of life"),
    "power_eol_w": mark("power at the end of life"),
    "payload_power_w": mark("power of the payload"),
    "payload_data_rate_kbit_per_s": mark("data rate of the payload"),
    "pointing_deg": mark("pointing accuracy"),
    "downlink_mbit_per_s": mark("downlink rate"),
    "life_month": mark("design life"),
    "satellite_count": mark("number of satellites"),
    "trained_people_count": mark("people trained"),
    "mission_class_ratio": mark("class of mission"),
    "bus_total_musd": mark("cost of the platform"),
    "spacecraft_total_musd": mark("cost of a satellite with its development"),
    "spacecraft_development_musd": mark("cost of development"),
    "spacecraft_unit_musd": mark("cost of one satellite"),
    "satellite_hardware_musd": mark("cost of all satellites"),
    "development_cost_musd": mark("cost of development and production"),
    "operations_year_musd": mark("cost of a year of operations"),
    "operations_by_class_musd": mark("cost of a year of operations"),
    "owner_team_musd": mark("people × years × salary"),
    "duties_musd": mark("rate × value"),
    "launch_price_musd": mark("price of the launch"),
    "insurance_premium_musd": mark("rate × insured value"),
    "orbital_slot_musd": mark("price given by the study"),
}


def driver_word(name: str) -> str:
    """A driver in a reader's words; nothing where the equation is a constant."""
    return DRIVERS[name] if name else ""


def unit_symbol(unit: str) -> str:
    """The printed symbol of a driver's unit."""
    return UNITS[unit].symbol if unit else ""
