"""§5 What instrument delivers that?"""

from __future__ import annotations

from spacefaring.messages import mark
from spacefaring.report.figures import craft as figures
from spacefaring.report.page import Block, Section, Spans, Table
from spacefaring.report.reader import Column, Reader
from spacefaring.report.sections.common import conclusion, kept, key_of, method, mission_heading, mission_ids, section

BANDS = (
    Column("band", mark("Band"), "word"),
    Column("centre_nm", mark("Centre")),
    Column("width_nm", mark("Width")),
    Column("gsd_m", mark("Ground sample distance")),
    Column("snr", mark("SNR")),
    Column("mtf_frac", mark("MTF at Nyquist")),
    Column("integration_ms", mark("Integration")),
    Column("stage_count", mark("TDI stages")),
    Column("saturated", mark("Saturated"), "flag"),
)
CHECKS = (
    Column("check", mark("Check"), "criterion"),
    Column("required", mark("Required"), named_by="check"),
    Column("obtained", mark("Obtained"), named_by="check"),
    Column("met", mark("Met"), "flag"),
)
LINK = (Column("line", mark("Line"), "word:link"), Column("value", mark("Value")), Column("unit", mark("Unit"), "unit"))
QUANTITIES = (
    ("aperture_m", mark("Aperture")),
    ("gsd_m", mark("Ground sample distance")),
    ("swath_km", mark("Swath")),
    ("snr", mark("SNR")),
    ("mtf_frac", mark("MTF at Nyquist")),
    ("field_of_regard_deg", mark("Field of regard")),
    ("eirp_dbw", mark("EIRP")),
    ("g_over_t_db_per_k", mark("G/T")),
    ("bandwidth_mhz", mark("Bandwidth")),
    ("antenna_diameter_m", mark("Antenna diameter")),
    ("rain_attenuation_db", mark("Rain attenuation")),
    ("availability_frac", mark("Availability")),
    ("capacity_mbit_per_s", mark("Capacity")),
    ("user_rate_mbit_per_s", mark("Rate per user")),
    ("data_rate_mbit_per_s", mark("Data rate")),
    ("mass_kg", mark("Mass")),
    ("power_w", mark("Power at work")),
    ("standby_power_w", mark("Power at rest")),
)


def write(f: Reader) -> Section | None:
    blocks: list[Block] = []
    for mission in mission_ids(f, "payload"):
        blocks += [
            *mission_heading(f, mission),
            conclusion(opening(f, mission)),
            *kept(
                [
                    _quantities(f, mission),
                    figures.bands(f, mission),
                    f.show(f"{mission}_payload_bands", mark("Spectral bands"), BANDS),
                    f.show(f"{mission}_payload_link", mark("Link budget of the transponder"), LINK),
                    f.show(f"{mission}_payload_checks", mark("Performance against need"), CHECKS),
                ]
            ),
        ]
    kinds = {f.value(key_of(m, "payload", "kind")) for m in mission_ids(f, "payload")}
    lines = [*(IMAGER if "imager" in kinds else ()), *(TRANSPONDER if "transponder" in kinds else ())]
    if blocks:
        blocks.append(method(f, *lines))
    return section(f, "payload", mark("Payload"), mark("What instrument delivers that?"), blocks)


IMAGER = (
    mark(
        "The aperture follows from the sample distance, the altitude and the image-quality factor; contrast at the "
        "finest detail multiplies optics, detector and motion."
    ),
    mark(
        "The signal counts photons from a bright and a dark scene during the integration time; noise adds shot, "
        "readout and quantisation."
    ),
    mark("Mass and power scale from flown instruments, with their spread."),
)
TRANSPONDER = (
    mark(
        "The capacity is that of the link budget up and down, with the rain of the territory at the stated "
        "availability."
    ),
    mark("Mass and power of the repeater follow from its radio power and its antenna."),
)


def opening(f: Reader, mission: str) -> Spans:
    def k(name: str) -> str:
        return key_of(mission, "payload", name)

    if f.value(k("kind")) == "transponder":
        return f.say(
            mark("The repeater carries {capacity} at an availability of {availability}, rain included."),
            capacity=f.n(k("capacity_mbit_per_s"))
            if f.has(k("capacity_mbit_per_s"))
            else f.n(k("data_rate_mbit_per_s")),
            availability=f.n(k("availability_frac")),
        )
    return f.say(
        mark(
            "An aperture of {aperture} gives a sample distance of {gsd} at nadir over a swath of {swath}, with a "
            "signal-to-noise ratio of {snr}."
        ),
        aperture=f.n(k("aperture_m")),
        gsd=f.n(k("gsd_m")),
        swath=f.n(k("swath_km")),
        snr=f.n(k("snr")),
    )


def _quantities(f: Reader, mission: str) -> Table | None:
    rows = []
    for name, text in QUANTITIES:
        key = key_of(mission, "payload", name)
        if f.has(key):
            low, high = (
                key_of(mission, "payload", name.replace("_kg", f"_{p}_kg").replace("_w", f"_{p}_w"))
                for p in ("p10", "p90")
            )
            spread = (
                f.say(mark("{low} to {high}"), low=f.bare(low), high=f.n(high))
                if low != key and f.has(low, high)
                else ("",)
            )
            rows.append(((f.t(text),), (f.n(key),), spread))
    if not rows:
        return None
    headings = (f.t(mark("Quantity")), f.t(mark("Value")), f.t(mark("Four cases in five")))
    if all(r[2] == ("",) for r in rows):
        return Table(f"{mission}_payload", f.t(mark("Payload")), headings[:2], tuple(r[:2] for r in rows), "lr")
    return Table(f"{mission}_payload", f.t(mark("Payload")), headings, tuple(rows), "lrr")
