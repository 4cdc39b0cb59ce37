"""Which physical constants does everything stand on? SI units, each with its source."""

# Earth: WGS 84 (NIMA TR8350.2, 3rd ed., 2000, tables 3.1 and 3.2) and EGM96 J2 (same report, eq. 5-1).
EARTH_RADIUS_M = 6_378_137.0
EARTH_FLATTENING = 1.0 / 298.257_223_563
EARTH_MU_M3_PER_S2 = 3.986_004_418e14
EARTH_J2 = 1.082_629_8e-3
EARTH_ROTATION_RAD_PER_S = 7.292_115_146_7e-5  # sidereal rate of the IAU 1982 model, WGS 84 report sec. 3.2.4
EARTH_AUTHALIC_RADIUS_M = 6_371_007.181  # sphere of equal area, WGS 84 report table 3.5

# Time: the tropical year in mean solar days (IAU; Explanatory Supplement, 3rd ed., sec. 3.6).
S_PER_DAY = 86_400.0
TROPICAL_YEAR_DAY = 365.242_19
JULIAN_YEAR_DAY = 365.25

# Sun: IAU 2015 resolution B3 (radius) and Kopp & Lean 2011, GRL 38 L01706 (total irradiance at 1 au).
SUN_RADIUS_M = 6.957e8
SUN_IRRADIANCE_W_PER_M2 = 1_361.0
ASTRONOMICAL_UNIT_M = 149_597_870_700.0

# Exact by the SI (BIPM brochure, 9th ed., 2019).
LIGHT_SPEED_M_PER_S = 299_792_458.0
PLANCK_J_S = 6.626_070_15e-34
BOLTZMANN_J_PER_K = 1.380_649e-23
STEFAN_BOLTZMANN_W_PER_M2_K4 = 5.670_374_419e-8
STANDARD_GRAVITY_M_PER_S2 = 9.806_65
