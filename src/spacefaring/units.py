"""Which units may a name end in, and how is each written for a reader?

A name says its unit last: `altitude_km`, `delta_v_m_per_s`. The endings below are the closed list; headings of
tables, plots, forms and reports are made from it. No conversion happens here: whoever changes unit multiplies by
one of the constants at the foot, on a visible line.
"""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Unit:
    """One allowed ending of a name and its printed symbol (the same in both languages unless `french` is given)."""

    ending: str
    symbol: str
    french: str = ""

    def written(self, language: str = "en") -> str:
        return self.french if language == "fr" and self.french else self.symbol


_UNITS = [
    # space and angle
    Unit("m", "m"), Unit("km", "km"), Unit("cm", "cm"), Unit("mm", "mm"), Unit("um", "µm"), Unit("nm", "nm"),
    Unit("m2", "m²"), Unit("km2", "km²"), Unit("m3", "m³"), Unit("cm3", "cm³"), Unit("litre", "L"),
    Unit("ha", "ha"), Unit("deg", "°"), Unit("rad", "rad"), Unit("arcsec", "″"), Unit("arcmin", "′"),
    Unit("sr", "sr"), Unit("deg_per_day", "°/day", "°/j"), Unit("deg_per_s", "°/s"), Unit("rad_per_s", "rad/s"),
    Unit("rad_per_day", "rad/day", "rad/j"), Unit("deg_per_year", "°/year", "°/an"),
    # time
    Unit("s", "s"), Unit("ms", "ms"), Unit("us", "µs"), Unit("min", "min"), Unit("hour", "h"),
    Unit("day", "d", "j"), Unit("month", "months", "mois"), Unit("year", "years", "ans"), Unit("utc", "UTC"),
    Unit("jd", "JD"), Unit("min_per_day", "min/day", "min/j"), Unit("hour_per_day", "h/day", "h/j"),
    Unit("per_day", "/day", "/j"), Unit("per_year", "/year", "/an"), Unit("per_month", "/month", "/mois"),
    # motion and force
    Unit("m_per_s", "m/s"), Unit("km_per_s", "km/s"), Unit("km_per_day", "km/day", "km/j"),
    Unit("m_per_s2", "m/s²"), Unit("m3_per_s2", "m³/s²"), Unit("m_per_day", "m/day", "m/j"),
    Unit("km_per_year", "km/year", "km/an"), Unit("m_per_s_per_year", "m/s/year", "m/s/an"), Unit("n", "N"),
    Unit("mn", "mN"), Unit("nm_torque", "N·m"), Unit("nms", "N·m·s"), Unit("mnm", "mN·m"), Unit("mnms", "mN·m·s"),
    Unit("am2", "A·m²"), Unit("kg_m2", "kg·m²"), Unit("hz", "Hz"), Unit("khz", "kHz"), Unit("mhz", "MHz"),
    Unit("ghz", "GHz"),
    # matter, energy, heat
    Unit("kg", "kg"), Unit("g", "g"), Unit("t", "t"), Unit("kg_per_m3", "kg/m³"), Unit("kg_per_m2", "kg/m²"),
    Unit("m2_per_kg", "m²/kg"), Unit("kg_per_s", "kg/s"), Unit("w", "W"), Unit("kw", "kW"), Unit("mw", "mW"),
    Unit("wh", "Wh"), Unit("j", "J"), Unit("j_per_k", "J/K"), Unit("w_per_m2", "W/m²"), Unit("w_per_kg", "W/kg"),
    Unit("wh_per_kg", "Wh/kg"), Unit("k", "K"), Unit("degc", "°C"), Unit("v", "V"), Unit("a", "A"),
    Unit("pa", "Pa"), Unit("j_s", "J·s"), Unit("w_per_k", "W/K"), Unit("w_per_m2_k4", "W/(m²·K⁴)"),
    Unit("m3_per_kg", "m³/kg"), Unit("w_per_m2_um", "W/(m²·µm)"), Unit("g_per_m3", "g/m³"),
    Unit("w_per_m2_sr_um", "W/(m²·sr·µm)"), Unit("electron", "e⁻"), Unit("sfu", "sfu"),
    Unit("nt", "nT"), Unit("tesla", "T"),
    # information and radio
    Unit("bit", "bit"), Unit("kbit", "kbit"), Unit("mbit", "Mbit"), Unit("gbit", "Gbit"), Unit("tbit", "Tbit"),
    Unit("byte", "byte", "octet"), Unit("bit_per_s", "bit/s"), Unit("kbit_per_s", "kbit/s"),
    Unit("mbit_per_s", "Mbit/s"), Unit("gbit_per_s", "Gbit/s"), Unit("gbit_per_day", "Gbit/day", "Gbit/j"),
    Unit("mbit_per_s_per_mhz", "Mbit/s/MHz"), Unit("bit_per_hz", "bit/Hz"), Unit("px", "px"), Unit("db", "dB"),
    Unit("dbi", "dBi"), Unit("dbw", "dBW"), Unit("dbhz", "dB·Hz"), Unit("db_per_k", "dB/K"),
    Unit("dbw_per_m2", "dBW/m²"), Unit("db_per_km", "dB/km"), Unit("dbm", "dBm"),
    # money
    Unit("usd", "USD", "$"), Unit("kusd", "kUSD", "k$"), Unit("musd", "MUSD", "M$"), Unit("eur", "EUR", "€"),
    Unit("mxof", "million XOF", "M FCFA"), Unit("xof", "XOF", "FCFA"), Unit("bxof", "billion XOF", "Md FCFA"),
    Unit("usd_per_kg", "USD/kg", "$/kg"), Unit("musd_per_year", "MUSD/year", "M$/an"),
    Unit("usd_per_km2", "USD/km²", "$/km²"), Unit("kusd_per_year", "kUSD/year", "k$/an"),
    Unit("usd_per_year", "USD/year", "$/an"),
    Unit("usd_per_mbit_per_s_per_month", "USD/(Mbit/s)/month", "$/(Mbit/s)/mois"),
    Unit("musd_per_km2", "MUSD/km²", "M$/km²"), Unit("usd_per_person", "USD/person", "$/personne"),
    Unit("kusd_per_kg", "kUSD/kg", "k$/kg"),
    # ground rates
    Unit("km2_per_day", "km²/day", "km²/j"), Unit("km2_per_month", "km²/month", "km²/mois"),
    Unit("mm_per_hour", "mm/h"), Unit("km2_per_year", "km²/year", "km²/an"), Unit("km2_per_s", "km²/s"),
    # numbers without dimension
    Unit("frac", "–"), Unit("count", "–"), Unit("ratio", "–"), Unit("index", "–"),
]  # fmt: skip

UNITS = {unit.ending: unit for unit in _UNITS}

M_PER_KM = 1_000.0
M2_PER_KM2 = 1_000_000.0
MM_PER_M = 1_000.0
UM_PER_M = 1_000_000.0
S_PER_MIN = 60.0
S_PER_HOUR = 3_600.0
MIN_PER_HOUR = 60.0
HOUR_PER_DAY = 24.0
MIN_PER_DAY = 1_440.0
MONTH_PER_YEAR = 12.0
BIT_PER_BYTE = 8.0
BIT_PER_MBIT = 1_000_000.0
MBIT_PER_GBIT = 1_000.0
HZ_PER_MHZ = 1_000_000.0
HZ_PER_GHZ = 1_000_000_000.0
USD_PER_KUSD = 1_000.0
USD_PER_MUSD = 1_000_000.0
KUSD_PER_MUSD = 1_000.0
K_AT_0_DEGC = 273.15
G_PER_KG = 1_000.0
KG_PER_T = 1_000.0


@cache
def unit_of(name: str) -> Unit | None:
    """The unit a name ends in, the longest ending that fits; None when it ends in none."""
    parts = name.split("_")
    for start in range(1, len(parts)):
        unit = UNITS.get("_".join(parts[start:]))
        if unit is not None:
            return unit
    return None


def without_unit(name: str) -> str:
    """The name without its unit: `altitude_km` gives `altitude`.

    Examples
    --------
    >>> without_unit("delta_v_m_per_s")
    'delta_v'
    """
    unit = unit_of(name)
    return name.removesuffix(f"_{unit.ending}") if unit else name
