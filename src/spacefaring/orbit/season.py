"""How do Sun and shadow meet the orbit through a year?"""

from __future__ import annotations

from spacefaring.constants import S_PER_DAY
from spacefaring.kernels.orbits import j2_rates_rad_per_s, nodal_period_s
from spacefaring.kernels.sun import beta_angle_rad, eclipse_duration_s, sun_direction_eci
from spacefaring.tables import Array


def year_of_shadow(elements: Array, epoch_jd: float, day: Array) -> tuple[Array, Array]:
    """Angle of the Sun above each plane (radians) and shadow per revolution (seconds), days before or after the epoch.

    `elements` (n, 6) are mean at the epoch; both results are (n, days). The node drifts under J2 at the orbit's true
    height, so that a plane that is not sun-synchronous meets all angles that it will. Circular orbits.
    """
    axis, eccentricity, inclination, raan = elements[:, 0], elements[:, 1], elements[:, 2], elements[:, 3]
    raan_rate = j2_rates_rad_per_s(axis, eccentricity, inclination)[0]
    node = raan[:, None] + raan_rate[:, None] * day[None, :] * S_PER_DAY
    beta = beta_angle_rad(inclination[:, None], node, sun_direction_eci(epoch_jd + day)[None, :, :])
    period = nodal_period_s(axis, eccentricity, inclination)
    return beta, eclipse_duration_s(axis[:, None], beta, period_s=period[:, None])
