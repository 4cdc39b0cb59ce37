"""How late do short messages arrive by way of low satellites, and how many can the shared channels carry?

Every terminal speaks once in each pass of a satellite; what collides is sent again in the next. The satellite keeps
what it heard until its next contact with a station.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from spacefaring.constants import EARTH_AUTHALIC_RADIUS_M, S_PER_DAY
from spacefaring.kernels import messages
from spacefaring.tables import Array, IntArray, Table, TextArray, column
from spacefaring.units import BIT_PER_BYTE, BIT_PER_MBIT, M_PER_KM, S_PER_HOUR

if TYPE_CHECKING:
    from spacefaring.mission import Mission
    from spacefaring.service import Inputs
    from spacefaring.service.sites import Towns

HEADER_BYTE = 16.0  # address, number, check: guess


class MessageTable(Table):
    """Messages from the terminals near each town."""

    mission: TextArray = column("Mission.")
    need_id: TextArray = column("Need.")
    country: TextArray = column("Country.")
    province: TextArray = column("Province.")
    town: TextArray = column("Town that the sites are near to, or the site's own name.")
    site_count: Array = column("Sites.")
    pass_per_day_count: Array = column("Passes of all satellites over the town each day.")
    heard_frac: Array = column(
        "Chance that one try is heard.",
        formula="exp(−v · load) with repeats at balance",
        source="Abramson 1970; Kleinrock and Lam 1975",
        limits="no capture: the stronger of two messages is often heard nevertheless",
    )
    latency_p50_hour: Array = column("Time from writing to the ground that half of the messages do not exceed.")
    latency_p90_hour: Array = column("Time that nine messages in ten do not exceed.")
    latency_mean_hour: Array = column("Mean time; infinite where a satellite meets no station again.")
    message_per_day_count: Array = column("Most messages that a site can send each day at that chance of being heard.")


@dataclass(frozen=True)
class Heard:
    """Passes over the towns each day, chance that a try is heard, and the most messages of a site each day."""

    pass_per_day: Array
    success: float
    most_per_day: float


def relay(
    inputs: Inputs, row: Mapping[str, Any], mission: Mission, towns: Towns
) -> tuple[dict[str, Any], dict[str, float]]:
    """Columns of the message table, and the results by criterion (mean over the sites)."""
    seen = _windows(mission, towns)
    heard = _channel(inputs, mission, towns, seen)
    contacts = _again(mission.coverage.contacts, _span_s(mission))
    late = [_latencies(mission, seen, k, contacts, heard.success) for k in range(len(towns))]
    half, ninety, mean = (np.array([one[k] for one in late]) / S_PER_HOUR for k in range(3))
    weight = towns.site_count / towns.site_count.sum()
    obtained = {
        "latency_hour": float(np.sum(weight * ninety)),
        "availability_frac": float(np.sum(weight * np.where(np.isfinite(ninety), 1.0, 0.0))),
        "downlink_mbit_per_s": float(np.atleast_1d(mission.payload.user_rate_mbit_per_s)[0]),
    }
    count = len(towns)
    return {
        "mission": np.full(count, mission.id), "need_id": np.full(count, row["id"]), "country": towns.country,
        "province": towns.province, "town": towns.name, "site_count": towns.site_count,
        "pass_per_day_count": heard.pass_per_day, "heard_frac": np.full(count, heard.success),
        "latency_p50_hour": half, "latency_p90_hour": ninety, "latency_mean_hour": mean,
        "message_per_day_count": np.full(count, heard.most_per_day),
    }, obtained  # fmt: skip


def _span_s(mission: Mission) -> float:
    return float(mission.coverage.duration_day) * S_PER_DAY


def _windows(mission: Mission, towns: Towns) -> Any:
    """Every pass of every satellite over every town, above the elevation at which a terminal is heard."""
    from spacefaring.coverage import passes
    from spacefaring.coverage.stage import mean_orbits

    start = mean_orbits(mission.orbit)
    return passes(
        start, towns.lat_deg, towns.lon_deg, start.epoch_utc, float(mission.coverage.duration_day),
        elevation_deg=_elevation_deg(mission),
    )  # fmt: skip


def _elevation_deg(mission: Mission) -> float:
    """The lowest elevation of the payload's link budget, from its range."""
    table = mission.payload.link
    range_m = float(table.value[table.line == "range at the lowest elevation"][0]) * M_PER_KM
    radius = float(mission.orbit.satellites.semi_major_axis_km[0]) * M_PER_KM
    earth = EARTH_AUTHALIC_RADIUS_M
    return float(np.degrees(np.arcsin(np.clip((radius**2 - earth**2 - range_m**2) / (2 * earth * range_m), 0, 1))))


def _channel(inputs: Inputs, mission: Mission, towns: Towns, seen: Any) -> Heard:
    """Load on the shared channels in the mean pass, and the most that each site may send."""
    passes_of = np.bincount(seen.point_index, minlength=len(towns)) / float(mission.coverage.duration_day)
    length = np.bincount(seen.point_index, weights=seen.end_s - seen.start_s, minlength=len(towns))
    window = np.where(passes_of > 0, length / np.maximum(passes_of * float(mission.coverage.duration_day), 1e-9), 0.0)
    mean_pass, mean_window = float(np.average(passes_of, weights=towns.site_count)), float(window.mean())
    bits = (inputs.message_byte + HEADER_BYTE) * BIT_PER_BYTE
    air_s = bits / (float(np.atleast_1d(mission.payload.user_rate_mbit_per_s)[0]) * BIT_PER_MBIT)
    channels = float(np.atleast_1d(mission.payload.channel_count)[0])
    sites = float(towns.site_count.sum())
    if mean_pass <= 0:
        return Heard(passes_of, 0.0, 0.0)
    each = sites * air_s / (mean_pass * mean_window * channels)  # fresh load of one message per site and day
    load = float(messages.load_with_retries(each * inputs.message_per_day_count))
    success = float(messages.success_frac(load)) if np.isfinite(load) else 0.0
    most = float(messages.largest_fresh(inputs.least_heard_frac)) / each
    return Heard(passes_of, success, most)


def _again(contacts: Any, span_s: float) -> tuple[Array, Array, IntArray]:
    """Contacts of the span, and once more after it."""
    start, end = (np.concatenate([t, t + span_s]) for t in (contacts.start_s, contacts.end_s))
    return start, end, np.tile(contacts.satellite_index, 2).astype(np.int64)


def _latencies(
    mission: Mission, seen: Any, town: int, contacts: tuple[Array, Array, IntArray], success: float
) -> tuple[float, float, float]:
    """Median, 90th percentile and mean of the latency of a town's messages, in seconds; inf where none arrives."""
    mine = seen.point_index == town
    start, end, satellite = seen.start_s[mine], seen.end_s[mine], seen.satellite_index[mine]
    landed = messages.arrival_s(0.5 * (start + end), satellite, *contacts)
    late, weight = messages.latency_distribution(start, end, landed, success, _span_s(mission))
    if len(late) == 0:
        return np.inf, np.inf, np.inf
    half, ninety = (messages.weighted_quantile(late, weight, share) for share in (0.5, 0.9))
    return half, ninety, float(np.average(late, weights=weight))
