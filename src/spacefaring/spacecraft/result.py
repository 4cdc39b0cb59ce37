"""What does the spacecraft stage hand on?"""

from __future__ import annotations

from spacefaring.messages import Message
from spacefaring.stage import StageResult
from spacefaring.tables import Array, BoolArray, IntArray, Table, TextArray, column

LOOP = "fixed point of all budgets over the dry mass"
SMAD = "Wertz and Larson, Space Mission Analysis and Design, 3rd ed., 1999"


class MassTable(Table):
    """Mass budget of the first candidate."""

    line: TextArray = column("Line of the budget.")
    subsystem: TextArray = column("Subsystem.")
    basic_kg: Array = column("Basic estimate.")
    margin_frac: Array = column("Margin on the basic estimate.", source="data/margins.csv")
    margin_kg: Array = column("Margin.")
    total_kg: Array = column("Basic estimate with margin.")


class PowerTable(Table):
    """Power by mode of the first candidate; the worst day of the year at the end of life."""

    mode: TextArray = column("Mode.")
    basic_w: Array = column("Load before margin.")
    margin_w: Array = column("System margin.", source="data/margins.csv")
    load_w: Array = column("Load with margin.")
    duration_min_per_day: Array = column("Time in the mode; modes other than eclipse are in sunlight or overlap it.")
    energy_wh: Array = column("Energy a day.")


class DeltaVTable(Table):
    """Velocity changes of the first candidate."""

    line: TextArray = column("What for.")
    basic_m_per_s: Array = column("Velocity change before margin.")
    margin_frac: Array = column("Margin.", source="data/margins.csv")
    total_m_per_s: Array = column("Velocity change with margin.")


class LinkTable(Table):
    """Budget of the payload data link of the first candidate at the lowest elevation."""

    line: TextArray = column("Line of the budget.")
    value: Array = column("Value in the unit of the next column.")
    unit: TextArray = column("Unit.")


class DataTable(Table):
    """Data of a day, first candidate."""

    line: TextArray = column("What is counted.")
    value_gbit: Array = column("Volume a day, or stored.")


class PointingTable(Table):
    """Torques, wheels and pointing error of the first candidate."""

    line: TextArray = column("What is counted.")
    value: Array = column("Value in the unit of the next column.")
    unit: TextArray = column("Unit.")


class LimitTable(Table):
    """How much of each limit the design uses; above one it does not close."""

    limit: TextArray = column("Limit.")
    used_ratio: Array = column("What the design asks over what the limit allows.")
    met: BoolArray = column("Whether the design stays within it.")


class EquipmentTable(Table):
    """Units on the market that meet the needs of the first candidate, lightest first found."""

    subsystem: TextArray = column("Subsystem.")
    category: TextArray = column("Kind of unit.")
    unit: TextArray = column("Name of the unit on the market.", source="data/equipment.csv")
    maker: TextArray = column("Maker.")
    nation: TextArray = column("Nation of the maker.")
    asked: TextArray = column("What the unit must do.")
    unit_count: Array = column("How many are carried.")
    unit_kg: Array = column("Mass of one.")
    total_kg: Array = column("Mass of all.")


class BottomUpTable(Table):
    """Mass by laws against mass by units of the first candidate, before margin."""

    subsystem: TextArray = column("Subsystem.")
    top_down_kg: Array = column("Mass by the laws of the loop.", source="data/sizing.csv")
    bottom_up_kg: Array = column("Mass by units, with what no unit stands for.", source="data/equipment.csv")
    difference_kg: Array = column("Units less laws.")
    basis: TextArray = column("How far the catalogue reached.")


class NeighbourTable(Table):
    """The flown missions nearest to the design."""

    name: TextArray = column("Mission.")
    nation: TextArray = column("Nation.")
    launch_year: Array = column("Year of launch.")
    launch_mass_kg: Array = column("Mass at launch.", source="data/flown_missions.csv")
    power_w: Array = column("Power as published; basis often unstated.", source="data/flown_missions.csv")
    altitude_km: Array = column("Altitude.")
    gsd_m: Array = column("Finest sampling.")
    swath_km: Array = column("Swath.")
    life_year: Array = column("Design life.")
    mass_ratio: Array = column("Mass at launch of the design over that of the mission.")
    distance_ratio: Array = column(
        "Distance: root mean square of the differences of the logarithms of sampling, swath, altitude and mass."
    )


class Spacecraft(StageResult):
    """The platform around the payload."""

    closed: BoolArray = column(
        "Whether the loop settles within every limit.", formula="every limit used at most once", source=LOOP
    )
    iteration_count: IntArray = column("Rounds until the dry mass settled.")
    binding: Message = column("What limits the design, and the nearest change that frees it.")
    life_year: Array = column("Life in orbit.")
    satellite_count: IntArray = column("Satellites of the mission.")
    dry_mass_kg: Array = column("Mass without propellant, margins included.", formula="Σ basic·(1+maturity)·(1+system)")
    dry_mass_p10_kg: Array = column(
        "Dry mass that one such satellite in ten stays below.",
        source="residuals of the loop on data/flown_missions.csv",
    )
    dry_mass_p90_kg: Array = column(
        "Dry mass that nine such satellites in ten stay below.",
        source="residuals of the loop on data/flown_missions.csv",
    )
    wet_mass_kg: Array = column("Mass at launch, margins included.", formula="dry mass + propellant")
    wet_mass_p10_kg: Array = column(
        "Mass at launch that one such satellite in ten stays below.",
        source="residuals of the loop on data/flown_missions.csv",
    )
    wet_mass_p90_kg: Array = column(
        "Mass at launch that nine such satellites in ten stay below.",
        source="residuals of the loop on data/flown_missions.csv",
    )
    payload_mass_kg: Array = column("Payload, before margin.")
    structure_mass_kg: Array = column("Structure and mechanisms, before margin.", source="data/mass_fractions.csv")
    thermal_mass_kg: Array = column("Thermal control, before margin.", source="data/mass_fractions.csv")
    power_mass_kg: Array = column("Array, battery and regulators, before margin.")
    ttc_mass_kg: Array = column("Telemetry, command and payload data link, before margin.")
    data_handling_mass_kg: Array = column("Computer and memory, before margin.")
    adcs_mass_kg: Array = column("Attitude sensors, wheels and rods, before margin.")
    propulsion_mass_kg: Array = column("Thrusters, tanks and lines, before margin.", source="data/propulsion.csv")
    harness_mass_kg: Array = column("Harness, before margin.", source="data/mass_fractions.csv")
    propellant_mass_kg: Array = column(
        "Propellant with residuals.", formula="rocket equation on the dry mass with margins"
    )
    bottom_up_mass_kg: Array = column(
        "Basic dry mass of the first candidate by units of the catalogue.", source="data/equipment.csv"
    )
    bus_dry_mass_kg: Array = column("Platform without payload, margins included.")
    power_eol_w: Array = column(
        "Power of the array at the end of life.", formula="(Pe·Te/Xe + Pd·Td/Xd)/Td", source=f"{SMAD}, eq. 11-5"
    )
    power_bol_w: Array = column("Power of the array when new.", formula="end of life / (1 − d)^life", source=SMAD)
    array_area_m2: Array = column("Area of the solar array.")
    battery_wh: Array = column("Nameplate energy of the battery.", formula="Pe·Te/(DoD·η·fade·strings)", source=SMAD)
    depth_of_discharge_frac: Array = column("Depth of discharge in the longest eclipse, by the cycles of the life.")
    heater_w: Array = column("Heater power in eclipse.", limits="one node, two cases; within a third")
    radiator_m2: Array = column("Radiator area.")
    delta_v_m_per_s: Array = column("Velocity change with margins.")
    delta_v_drag_m_per_s: Array = column("Drag make-up over the life, before margin.", source="NRLMSIS 2.1")
    delta_v_disposal_m_per_s: Array = column(
        "Disposal, before margin: lower the perigee so that drag ends the orbit in time, or leave the ring."
    )
    propulsion_kind: str = column("Propulsion of the first candidate.")
    natural_lifetime_year: Array = column(
        "Time in orbit without any manoeuvre under a steady mean Sun.", limits="held at 200 years times 0.1 m²/kg"
    )
    link_margin_db: Array = column(
        "Margin of the payload data link at the lowest elevation, in rain; of a repeater's forward link.",
        source="CCSDS 130.1-G-3; ITU-R P.618-14",
    )
    downlink_mbit_per_s: Array = column("Rate of the payload data link; capacity of a repeater.")
    downlink_band: str = column("Band of the payload data link of the first candidate.")
    transmit_power_w: Array = column("Radio power of the payload data link.")
    downlink_gbit_per_day: Array = column("Data that one satellite can send a day, data margin taken off.")
    data_gbit_per_day: Array = column("Data that one satellite makes a day at the planned duty.")
    storage_gbit: Array = column("Memory for the longest gap between contacts, with margin.")
    imaging_min_per_day: Array = column("Imaging a day of one satellite that energy and contacts allow.")
    imaging_wish_min_per_day: Array = column("Imaging a day that the territory offers one satellite.")
    pointing_deg: Array = column("Absolute pointing error held.", source="data/pointing_classes.csv")
    wheel_momentum_nms: Array = column("Momentum of one wheel.", source=f"{SMAD}, table 11-12")
    side_m: Array = column("Side of the platform taken as a cube.", source="data/mass_fractions.csv")
    drag_area_m2: Array = column("Mean area across the velocity.")
    drag_coefficient: Array = column("Drag coefficient.", source="ISO 27852:2016, annex D")
    area_to_mass_m2_per_kg: Array = column("Drag area over mass at launch.")
    within_range: BoolArray = column("Whether the design lies inside the flown missions that the spread comes from.")
    mass: MassTable = column("Mass budget.")
    power: PowerTable = column("Power budget by mode.")
    delta_v: DeltaVTable = column("Velocity budget.")
    link: LinkTable = column("Link budget of the payload data.")
    data: DataTable = column("Data budget.")
    pointing: PointingTable = column("Pointing budget.")
    limits: LimitTable = column("Limits and how much of each is used.")
    equipment: EquipmentTable = column("Units that would make the platform.")
    bottom_up: BottomUpTable = column("Laws against units.")
    neighbours: NeighbourTable = column("Nearest flown missions.")
