"""What an optical instrument sees: sampling, contrast transfer, electrons and noise.

SI units and radians, arrays throughout. Every transfer factor is taken at a spatial frequency on the detector,
in cycles per metre; Nyquist is half the inverse of the pixel pitch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from spacefaring.constants import (
    BOLTZMANN_J_PER_K,
    EARTH_FLATTENING,
    EARTH_MU_M3_PER_S2,
    EARTH_RADIUS_M,
    LIGHT_SPEED_M_PER_S,
    PLANCK_J_S,
)
from spacefaring.kernels.earth import ecef_to_geodetic, geodetic_to_ecef_m, geodetic_up
from spacefaring.tables import Array

# Wavefront error, in waves, at which contrast has gone: R. R. Shannon, The Art and Science of Optical Design,
# Cambridge University Press, 1997, ch. 4 (empirical fit to the transfer of aberrated lenses).
WAVEFRONT_LIMIT = 0.18


def focal_length_m(gsd_m: ArrayLike, altitude_m: ArrayLike, pixel_m: ArrayLike) -> Array:
    """Focal length that lays one pixel on one ground sampling distance at nadir (flat scene, thin lens)."""
    return np.asarray(np.asarray(pixel_m, dtype=float) * np.asarray(altitude_m) / np.asarray(gsd_m, dtype=float))


def aperture_for_quality_m(
    quality: ArrayLike, wavelength_m: ArrayLike, altitude_m: ArrayLike, gsd_m: ArrayLike
) -> Array:
    """Aperture that gives an image-quality factor Q = λh / (D·GSD).

    Q is the ratio of the diffraction spot (λ × focal ratio) to the pixel: 2 samples all that the aperture passes,
    1 is the habit of flown panchromatic imagers, 0.25 that of multispectral ones. It is not the Rayleigh criterion.

    Source
    ------
    R. D. Fiete, Image quality and λFN/p for remote sensing systems, Optical Engineering 38 (7), 1999.

    Examples
    --------
    >>> print(f"{aperture_for_quality_m(1.0, 0.65e-6, 550e3, 2.5):.3f} m")
    0.143 m
    """
    wavelength, altitude = np.asarray(wavelength_m, dtype=float), np.asarray(altitude_m, dtype=float)
    return np.asarray(wavelength * altitude / (np.asarray(quality, dtype=float) * np.asarray(gsd_m, dtype=float)))


def mtf_diffraction(frequency_per_m: ArrayLike, wavelength_m: ArrayLike, focal_ratio: ArrayLike) -> Array:
    """Contrast passed by a perfect unobscured circular aperture; 0 beyond the cut-off 1 / (λ·F).

    Source
    ------
    J. W. Goodman, Introduction to Fourier Optics, 3rd ed., Roberts, 2005, sec. 6.3.2, eq. 6-32.
    """
    return _overlap_of_discs(_reduced_frequency(frequency_per_m, wavelength_m, focal_ratio))


def mtf_annular(
    frequency_per_m: ArrayLike, wavelength_m: ArrayLike, focal_ratio: ArrayLike, obscuration: ArrayLike
) -> Array:
    """Contrast passed by an aperture whose centre is hidden up to a fraction `obscuration` of its diameter.

    The autocorrelation of a ring: disc with disc, less twice disc with hole, plus hole with hole. Exact for a
    centred round hole and no spider.

    Source
    ------
    E. L. O'Neill, Transfer function for an annular aperture, J. Opt. Soc. Am. 46 (4), 1956, and its errata.
    """
    reduced = _reduced_frequency(frequency_per_m, wavelength_m, focal_ratio)
    hole = np.clip(np.asarray(obscuration, dtype=float), 1e-9, 0.999)
    ring = (
        _overlap_of_discs(reduced) + hole**2 * _overlap_of_discs(reduced / hole) - 2.0 * _overlap_unequal(reduced, hole)
    )
    return np.asarray(np.maximum(ring, 0.0) / (1.0 - hole**2))


def _reduced_frequency(frequency_per_m: ArrayLike, wavelength_m: ArrayLike, focal_ratio: ArrayLike) -> Array:
    """Frequency over the cut-off of the full aperture."""
    cut_off = 1.0 / (np.asarray(wavelength_m, dtype=float) * np.asarray(focal_ratio, dtype=float))
    return np.asarray(np.abs(np.asarray(frequency_per_m, dtype=float)) / cut_off)


def _overlap_of_discs(reduced: Array) -> Array:
    """Common area of two unit-diameter discs a distance `reduced` apart, over the area of one."""
    x = np.minimum(reduced, 1.0)
    return np.asarray(2.0 / np.pi * (np.arccos(x) - x * np.sqrt(1.0 - x**2)))


def _overlap_unequal(reduced: Array, hole: Array) -> Array:
    """Common area of a disc of diameter 1 and one of diameter `hole`, over the area of the first."""
    x, hole = np.broadcast_arrays(reduced, hole)
    inside, apart = (1.0 - hole) / 2.0, (1.0 + hole) / 2.0
    d = np.clip(x, np.maximum(inside, 1e-12), apart)
    one, two = 0.5, hole / 2.0
    first = np.arccos(np.clip((d**2 + one**2 - two**2) / (2.0 * d * one), -1.0, 1.0))
    second = np.arccos(np.clip((d**2 + two**2 - one**2) / (2.0 * d * two), -1.0, 1.0))
    kite = np.sqrt(np.maximum((one + two - d) * (d + two - one) * (d - two + one) * (d + one + two), 0.0)) / 2.0
    lens = (one**2 * first + two**2 * second - kite) / (np.pi * one**2)
    return np.where(x <= inside, hole**2, np.where(x >= apart, 0.0, lens))


def mtf_wavefront(reduced_frequency: ArrayLike, wavefront_waves: ArrayLike) -> Array:
    """Loss of contrast by a root-mean-square wavefront error in waves; an empirical fit, good to λ/5.

    `reduced_frequency` is over the cut-off of the aperture.

    Source
    ------
    R. R. Shannon, The Art and Science of Optical Design, Cambridge University Press, 1997, ch. 4.
    """
    reduced = np.minimum(np.asarray(reduced_frequency, dtype=float), 1.0)
    share = (np.asarray(wavefront_waves, dtype=float) / WAVEFRONT_LIMIT) ** 2
    return np.asarray(np.maximum(1.0 - share * (1.0 - 4.0 * (reduced - 0.5) ** 2), 0.0))


def mtf_box(frequency_per_m: ArrayLike, width_m: ArrayLike) -> Array:
    """Contrast left by averaging over a width: a square detector, or the smear of a uniform motion."""
    return np.asarray(np.abs(np.sinc(np.asarray(frequency_per_m, dtype=float) * np.asarray(width_m, dtype=float))))


def mtf_jitter(frequency_per_m: ArrayLike, jitter_m: ArrayLike) -> Array:
    """Contrast left by a fast random motion of the image with a Gaussian standard deviation.

    Source
    ------
    R. D. Fiete, Modeling the Imaging Chain of Digital Cameras, SPIE Press, 2010, sec. 6.4.
    """
    frequency, jitter = np.asarray(frequency_per_m, dtype=float), np.asarray(jitter_m, dtype=float)
    return np.asarray(np.exp(-2.0 * (np.pi * frequency * jitter) ** 2))


def mtf_stages(frequency_per_m: ArrayLike, drift_m: ArrayLike, stage_count: ArrayLike) -> Array:
    """Contrast left when each delay-and-integrate stage adds an image that has drifted by `drift_m` more.

    The drift per stage is the speed mismatch times the pixel, or the across-track creep.

    Source
    ------
    G. C. Holst and T. S. Lomheim, CMOS/CCD Sensors and Camera Systems, SPIE Press, 2nd ed., 2011, sec. 10.4.
    """
    phase = np.pi * np.asarray(frequency_per_m, dtype=float) * np.asarray(drift_m, dtype=float)
    stages = np.asarray(stage_count, dtype=float)
    still = np.abs(np.sin(phase)) < 1e-12
    denominator = np.where(still, 1.0, stages * np.sin(phase))
    return np.where(still, 1.0, np.abs(np.sin(stages * phase) / denominator))


def ground_speed_m_per_s(altitude_m: ArrayLike) -> Array:
    """Speed of the point below a satellite in a circular orbit, the Earth's own turning left out (up to 7 %).

    Examples
    --------
    >>> print(f"{ground_speed_m_per_s(550e3):.0f} m/s")
    6983 m/s
    """
    radius = EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float)
    return np.asarray(np.sqrt(EARTH_MU_M3_PER_S2 / radius) * EARTH_RADIUS_M / radius)


def signal_electrons(
    radiance_w_per_m2_sr_um: ArrayLike,
    *,
    wavelength_m: ArrayLike,
    width_um: ArrayLike,
    focal_ratio: ArrayLike,
    pixel_m: ArrayLike,
    integration_s: ArrayLike,
    transmission: ArrayLike,
    quantum_efficiency: ArrayLike,
    obscuration: ArrayLike = 0.0,
) -> Array:
    """Electrons that one pixel gathers from a uniform scene in one integration (all stages together).

    Source
    ------
    R. D. Fiete, Modeling the Imaging Chain of Digital Cameras, SPIE Press, 2010, sec. 5.2: the camera equation,
    with the hidden centre of the aperture taken off. Narrow bands and small fields (no cos⁴).
    """
    irradiance = (
        np.pi / 4.0 * np.asarray(radiance_w_per_m2_sr_um, dtype=float) * np.asarray(width_um, dtype=float)
        * (1.0 - np.asarray(obscuration, dtype=float) ** 2) / np.asarray(focal_ratio, dtype=float) ** 2
    )  # fmt: skip
    energy_j = irradiance * np.asarray(pixel_m, dtype=float) ** 2 * np.asarray(integration_s, dtype=float)
    photons = energy_j * np.asarray(wavelength_m, dtype=float) / (PLANCK_J_S * LIGHT_SPEED_M_PER_S)
    return np.asarray(photons * np.asarray(transmission, dtype=float) * np.asarray(quantum_efficiency, dtype=float))


def signal_to_noise(signal: ArrayLike, *, dark: ArrayLike = 0.0, read: ArrayLike = 0.0, step: ArrayLike = 0.0) -> Array:
    """Signal over noise in electrons: shot noise of light and dark current, read noise, and quantisation step/√12.

    Source
    ------
    R. D. Fiete, Modeling the Imaging Chain of Digital Cameras, SPIE Press, 2010, sec. 7.2.
    """
    electrons = np.asarray(signal, dtype=float)
    variance = electrons + np.asarray(dark) + np.asarray(read) ** 2 + np.asarray(step) ** 2 / 12.0
    return np.asarray(electrons / np.sqrt(variance))


def electrons_for_ratio(
    ratio: ArrayLike, *, dark: ArrayLike = 0.0, read: ArrayLike = 0.0, step: ArrayLike = 0.0
) -> Array:
    """Signal electrons that a signal-to-noise ratio needs: the inverse of `signal_to_noise`."""
    square = np.asarray(ratio, dtype=float) ** 2
    floor = np.asarray(dark) + np.asarray(read) ** 2 + np.asarray(step) ** 2 / 12.0
    return np.asarray(0.5 * (square + np.sqrt(square**2 + 4.0 * square * floor)))


def planck_radiance_w_per_m2_sr_um(wavelength_m: ArrayLike, temperature_k: ArrayLike) -> Array:
    """Spectral radiance of a black body, per micrometre.

    Examples
    --------
    >>> print(f"{planck_radiance_w_per_m2_sr_um(10e-6, 300.0):.2f}")
    9.92
    """
    wavelength = np.asarray(wavelength_m, dtype=float)
    exponent = (
        PLANCK_J_S * LIGHT_SPEED_M_PER_S / (wavelength * BOLTZMANN_J_PER_K * np.asarray(temperature_k, dtype=float))
    )
    per_metre = 2.0 * PLANCK_J_S * LIGHT_SPEED_M_PER_S**2 / wavelength**5 / np.expm1(np.minimum(exponent, 700.0))
    return np.asarray(per_metre * 1e-6)


def planck_slope_w_per_m2_sr_um_k(wavelength_m: ArrayLike, temperature_k: ArrayLike) -> Array:
    """Growth of a black body's spectral radiance with its temperature: radiance noise over it is the NEΔT."""
    wavelength, temperature = np.asarray(wavelength_m, dtype=float), np.asarray(temperature_k, dtype=float)
    exponent = PLANCK_J_S * LIGHT_SPEED_M_PER_S / (wavelength * BOLTZMANN_J_PER_K * temperature)
    growth = exponent / temperature / -np.expm1(-np.minimum(exponent, 700.0))
    return np.asarray(planck_radiance_w_per_m2_sr_um(wavelength, temperature) * growth)


def horizon_half_angle_rad(altitude_m: ArrayLike) -> Array:
    """Angle at the satellite between nadir and the limb of a spherical Earth."""
    return np.asarray(np.arcsin(EARTH_RADIUS_M / (EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float))))


def ground_reach_m(altitude_m: ArrayLike, look_rad: ArrayLike) -> Array:
    """Arc along a spherical Earth from nadir to where a look angle meets it; nan beyond the limb.

    Source
    ------
    J. R. Wertz and W. J. Larson (eds.), Space Mission Analysis and Design, 3rd ed., Microcosm, 1999, sec. 5.2.
    """
    ratio = (EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float)) / EARTH_RADIUS_M
    sine = ratio * np.sin(np.asarray(look_rad, dtype=float))
    incidence = np.arcsin(np.where(sine <= 1.0, sine, np.nan))
    return np.asarray(EARTH_RADIUS_M * (incidence - np.asarray(look_rad, dtype=float)))


def look_for_reach_rad(altitude_m: ArrayLike, reach_m: ArrayLike) -> Array:
    """Look angle at the satellite that meets the ground at an arc from nadir; the inverse of `ground_reach_m`."""
    arc = np.asarray(reach_m, dtype=float) / EARTH_RADIUS_M
    radius = EARTH_RADIUS_M + np.asarray(altitude_m, dtype=float)
    return np.arctan2(EARTH_RADIUS_M * np.sin(arc), radius - EARTH_RADIUS_M * np.cos(arc))


def ray_to_ellipsoid_m(position_m: ArrayLike, direction: ArrayLike) -> Array:
    """Distance along unit rays (..., 3) from positions above the Earth to its ellipsoid; nan where they pass by.

    Source
    ------
    D. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm, 2013, sec. 5.3.2 (sight on an
    ellipsoid: a quadratic after scaling the polar axis).
    """
    scale = np.array([1.0, 1.0, 1.0 / (1.0 - EARTH_FLATTENING)])
    start, along = np.asarray(position_m, dtype=float) * scale, np.asarray(direction, dtype=float) * scale
    a = np.sum(along**2, axis=-1)
    half_b = np.sum(start * along, axis=-1)
    c = np.sum(start**2, axis=-1) - EARTH_RADIUS_M**2
    inside = half_b**2 - a * c
    return np.asarray((-half_b - np.sqrt(np.where(inside >= 0.0, inside, np.nan))) / a)


def ground_sampling_m(
    altitude_m: ArrayLike, latitude_rad: ArrayLike, look_rad: ArrayLike, pixel_rad: ArrayLike
) -> tuple[Array, Array, Array]:
    """Ground size of one pixel across and along track, and the incidence angle, when looking to the side by an angle.

    The satellite flies north over a geodetic latitude and looks east; the rays through the middles of the pixel's edges
    are followed to the ellipsoid. nan beyond the limb. Terrain and refraction are left out.

    Source
    ------
    Geometry; see `ray_to_ellipsoid_m`.
    """
    altitude, latitude, look, pixel = np.broadcast_arrays(
        *(np.asarray(v, dtype=float) for v in (altitude_m, latitude_rad, look_rad, pixel_rad))
    )
    position = geodetic_to_ecef_m(latitude, 0.0, altitude)
    up = geodetic_up(latitude, 0.0)
    east = np.broadcast_to(np.array([0.0, 1.0, 0.0]), up.shape)
    north = np.cross(up, east)

    def meets(side: Array, ahead: Array) -> Array:
        down = -up * (np.cos(side) * np.cos(ahead))[..., None]
        ray = down + east * (np.sin(side) * np.cos(ahead))[..., None] + north * np.sin(ahead)[..., None]
        return np.asarray(position + ray * ray_to_ellipsoid_m(position, ray)[..., None])

    still = np.zeros_like(look)
    across = np.linalg.norm(meets(look + pixel / 2.0, still) - meets(look - pixel / 2.0, still), axis=-1)
    along = np.linalg.norm(meets(look, pixel / 2.0) - meets(look, -pixel / 2.0), axis=-1)
    foot = meets(look, still)
    sight = (position - foot) / np.linalg.norm(position - foot, axis=-1, keepdims=True)
    footing = geodetic_up(*ecef_to_geodetic(foot)[:2])
    return across, along, np.arccos(np.clip(np.sum(sight * footing, axis=-1), -1.0, 1.0))
