"""Store and forward: capacity and latency against a discrete-event simulation in SimPy (simpy 4).

Terminals write messages at random moments and speak in every pass at a random moment; two that overlap on a channel are
both lost and sent again in the next pass; the satellite keeps what it heard until a station. Agreement within 5 %.
"""

import numpy as np
import pytest

from spacefaring.kernels.messages import (
    arrival_s,
    latency_distribution,
    load_with_retries,
    success_frac,
    weighted_quantile,
)

simpy = pytest.importorskip("simpy")
SPAN_S, LENGTH_S, WINDOW_S = 20 * 86400.0, 2.0, 600.0


def schedule(seed, per_day):
    """Windows in no regular order, each on one of two satellites."""
    rng = np.random.default_rng(seed)
    count = round(per_day * SPAN_S / 86400.0)
    start = (np.arange(count) + rng.uniform(0.1, 0.7, count)) * SPAN_S / count
    return start, start + WINDOW_S, rng.integers(0, 2, count)


def again(windows, times):
    """The same windows span after span."""
    start, end, who = windows
    shift = np.repeat(np.arange(times) * SPAN_S, len(start))
    return np.tile(start, times) + shift, np.tile(end, times) + shift, np.tile(who, times)


def simulated(passes, contacts, terminal_count, seed):
    """Latencies of the messages written in the first two spans of three, and the share of tries that succeed."""
    rng, world = np.random.default_rng(seed), simpy.Environment()
    waiting = [[] for _ in range(terminal_count)]
    latency, tries, heard_count = [], [0], [0]
    gap_s = SPAN_S / len(passes[0])  # one message for each terminal and pass, on average
    passes, contacts = again(passes, 3), again(contacts, 4)

    def terminal(k):
        while True:
            yield world.timeout(rng.exponential(gap_s))
            waiting[k].append(world.now)

    def satellite():
        for start, end, who in zip(*passes, strict=True):
            yield world.timeout(end - 1e-6 - world.now)  # what is written up to the end of the pass takes part
            talk = sorted((rng.uniform(start, end - LENGTH_S), k, w) for k in range(terminal_count) for w in waiting[k])
            at = np.array([t for t, _, _ in talk])
            clear = (np.diff(at, prepend=-1e9) > LENGTH_S) & (np.diff(at, append=1e12) > LENGTH_S)
            tries[0] += len(talk)
            heard_count[0] += int(clear.sum())
            for (moment, k, written), good in zip(talk, clear, strict=True):
                if good:
                    waiting[k].remove(written)
                    landed = arrival_s(np.array([moment]), np.array([who]), *contacts)[0]
                    if written < 2 * SPAN_S:
                        latency.append(max(landed, written) - written)

    for k in range(terminal_count):
        world.process(terminal(k))
    world.process(satellite())
    world.run(until=3 * SPAN_S)
    return np.array(latency), heard_count[0] / tries[0]


@pytest.mark.parametrize("terminal_count", [10, 35])
def test_capacity_and_latency(terminal_count):
    passes, contacts = schedule(1, 5.0), schedule(2, 3.0)
    seen, chance = simulated(passes, contacts, terminal_count, 5)
    fresh = terminal_count * LENGTH_S / WINDOW_S  # one message a pass from each terminal
    expected = float(success_frac(load_with_retries(fresh)))
    assert expected == pytest.approx(chance, rel=0.05)
    landed = arrival_s(0.5 * (passes[0] + passes[1]), passes[2], *again(contacts, 2))
    got, weight = latency_distribution(passes[0], passes[1], landed, expected, SPAN_S)
    assert np.average(got, weights=weight) == pytest.approx(seen.mean(), rel=0.05)
    assert weighted_quantile(got, weight, 0.5) == pytest.approx(np.quantile(seen, 0.5), rel=0.05)
    assert weighted_quantile(got, weight, 0.9) == pytest.approx(np.quantile(seen, 0.9), rel=0.05)
