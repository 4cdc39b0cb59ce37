"""What does the payload stage hand on?"""

from __future__ import annotations

from spacefaring.stage import StageResult
from spacefaring.tables import Array, BoolArray, Table, TextArray, column


class BandTable(Table):
    """One row per spectral band of the first candidate."""

    band: TextArray = column("Spectral band.")
    centre_nm: Array = column("Centre wavelength.", source="data/bands.csv")
    width_nm: Array = column("Width at half height.", source="data/bands.csv")
    gsd_m: Array = column("Ground sampling distance of the detector at nadir; not of a resampled product.")
    quality_ratio: Array = column(
        "Image-quality factor Q: diffraction spot over pixel.",
        formula="Q = λ·h / (D·GSD)",
        source="R. D. Fiete, Optical Engineering 38 (7), 1999",
    )
    mtf_frac: Array = column("Contrast at Nyquist, geometric mean of along and across track.")
    snr: Array = column("Signal over noise at the stated scene and Sun; for thermal bands against a 300 K scene.")
    stage_count: Array = column("Delay-and-integrate stages used.")
    integration_ms: Array = column("Time one ground sample is integrated, all stages together.")
    saturated: BoolArray = column("Whether the scene fills the detector's well.")


class LookTable(Table):
    """How the pixel grows when the first candidate looks to the side."""

    look_deg: Array = column("Angle from the nadir.")
    incidence_deg: Array = column("Angle from the vertical at the point seen.")
    gsd_across_m: Array = column(
        "Finest band's sampling across the track.", formula="rays through the pixel's edges met with the ellipsoid",
        source="Vallado 2013, sec. 5.3.2", limits="no terrain, no refraction",
    )  # fmt: skip
    gsd_along_m: Array = column("Finest band's sampling along the track.", source="Vallado 2013, sec. 5.3.2")


class LinkTable(Table):
    """A link budget, line by line."""

    line: TextArray = column("Line of the budget.")
    value: Array = column("Value in the unit of the next column.")
    unit: TextArray = column("Unit.")


class CheckTable(Table):
    """What the needs ask and what the payload gives."""

    check: TextArray = column("What is checked.")
    required: Array = column("What is asked, in the unit that the name of the check ends in.")
    obtained: Array = column("What the payload gives.")
    met: BoolArray = column("Whether that is enough.")


class Payload(StageResult):
    """The instrument or repeater that answers the needs from its orbit."""

    kind: str = column("Kind of payload.")
    aperture_m: Array = column(
        "Diameter of the entrance pupil.",
        formula="the largest of: λ·h/(Q·GSD), and what the signal-to-noise ratio needs with all stages",
        source="R. D. Fiete, Optical Engineering 38 (7), 1999; Fiete, Modeling the Imaging Chain, SPIE Press, 2010",
        limits="not the Rayleigh criterion; nadir",
    )
    gsd_m: Array = column("Finest ground sampling distance at nadir, native.", limits="grows off nadir")
    swath_km: Array = column("Width of the strip seen at nadir.")
    snr: Array = column(
        "Lowest signal-to-noise ratio over its requirement, times that requirement: the weakest band's."
    )
    mtf_frac: Array = column("Contrast at Nyquist of the finest band.", formula="product of the transfer factors")
    data_rate_mbit_per_s: Array = column(
        "Payload data per second while imaging, compressed; capacity of a repeater.",
        formula="Σ bands (swath/GSD)·(v/GSD)·bits / compression",
    )
    mass_kg: Array = column(
        "Payload mass, median.",
        formula="imager: a·D^b·field^c fitted to flown ones, plus detector chains; repeater: channels and antenna",
        source="data/instruments.csv; data/transponders.csv",
        limits="flown push-broom instruments from 0.2 to 450 kg",
    )
    mass_p10_kg: Array = column("Payload mass that one design in ten stays below.")
    mass_p90_kg: Array = column("Payload mass that nine designs in ten stay below.")
    power_w: Array = column("Power while working, median.", source="data/instruments.csv; data/transponders.csv")
    power_p10_w: Array = column("Power that one design in ten stays below.")
    power_p90_w: Array = column("Power that nine designs in ten stay below.")
    standby_power_w: Array = column("Power between images.")
    volume_m3: Array = column("Volume of its envelope.", source="lengths of six flown instruments")
    length_m: Array = column("Longest side of its envelope.")
    gsd_edge_m: Array = column(
        "Sampling at the edge of the field of regard: root of across times along.", source="Vallado 2013, sec. 5.3.2"
    )
    field_of_regard_deg: Array = column("How far from nadir the satellite can turn it, to either side.")
    data_per_km2_gbit: Array = column("Compressed data per area imaged.")
    within_range: BoolArray = column("Whether the scaling law is used inside the sizes of flown instruments.")
    eirp_dbw: Array = column("Power radiated towards the edge of the territory, one channel.")
    g_over_t_db_per_k: Array = column("Receive gain at the edge of the territory over noise temperature.")
    capacity_mbit_per_s: Array = column(
        "Bits carried by all channels at the stated availability.",
        source="ETSI EN 302 307-1, 2014, table 13; ITU-R P.618-14",
    )
    clear_sky_capacity_mbit_per_s: Array = column("Bits carried by all channels under a clear sky.")
    availability_frac: Array = column("Share of the year in which the capacity holds, rain counted.")
    bandwidth_mhz: Array = column("Bandwidth of all channels.")
    antenna_diameter_m: Array = column("Diameter of the satellite's antenna.")
    rain_attenuation_db: Array = column("Attenuation of the downlink exceeded in half of the outage.")
    rf_power_w: Array = column("Radio power of all channels.")
    user_rate_mbit_per_s: Array = column("Peak rate that one terminal can receive at the stated availability.")
    channel_count: Array = column("Channels of the repeater.")
    bands: BandTable = column("Spectral bands.")
    looks: LookTable = column("Sampling off the nadir.")
    link: LinkTable = column("Link budget of the first candidate.")
    checks: CheckTable = column("Needs against performance.", inline=True)
