"""The memory of a satellite, followed exactly here and packet by packet by SimPy (T. Lünsdorf, S. Scherfke, simpy 4).

The discrete simulation moves packets of 0.02 Gbit one by one over the same crossings and contacts: camera and radio
are processes, the memory is a `Store` with room for so many packets. Amounts and waits must agree within its grain.
"""

import numpy as np
import pytest

from spacefaring.operations import store
from spacefaring.operations.tracks import Crossings

simpy = pytest.importorskip("simpy")
PACKET_BIT = 2e7


def passes(seed, count, span_s, length_s):
    start = np.sort(np.random.default_rng(seed).uniform(0, span_s - length_s, count))
    start = start[np.concatenate([[True], np.diff(start) > 1.5 * length_s])]
    return start, start + length_s


def by_packets(image, link, fill_bit_per_s, drain_bit_per_s, room_bit, span_s):
    world = simpy.Environment()
    memory = simpy.Store(world, capacity=int(room_bit // PACKET_BIT))
    waits, lost = [], [0]

    def camera():
        for start, end in zip(*image, strict=True):
            yield world.timeout(start - world.now)
            for _ in range(round((end - start) * fill_bit_per_s / PACKET_BIT)):
                yield world.timeout(PACKET_BIT / fill_bit_per_s)
                if len(memory.items) < memory.capacity:
                    yield memory.put(world.now)
                else:
                    lost[0] += 1

    def radio():
        for start, end in zip(*link, strict=True):
            yield world.timeout(start - world.now)
            while world.now + PACKET_BIT / drain_bit_per_s <= end:
                if not memory.items:
                    yield world.timeout(PACKET_BIT / drain_bit_per_s)
                    continue
                taken = yield memory.get()
                yield world.timeout(PACKET_BIT / drain_bit_per_s)
                waits.append(world.now - taken)

    world.process(camera())
    world.process(radio())
    world.run(until=span_s)
    return np.array(waits), lost[0] * PACKET_BIT, len(memory.items) * PACKET_BIT


@pytest.mark.parametrize(
    ("room_bit", "drain_bit_per_s"),
    [(2e11, 1.5e8), (2e10, 1.5e8), (2e11, 4e7)],
    ids=["easy", "small memory", "slow link"],
)
def test_amounts_and_waits(room_bit, drain_bit_per_s):
    span_s, fill = 5 * 86400.0, 4e8
    image, link = passes(1, 14, span_s, 90.0), passes(2, 22, span_s, 420.0)
    crossed = Crossings(
        *image,
        satellite=np.zeros(len(image[0]), int),
        point=np.zeros(len(image[0]), int),
        speed_m_per_s=np.ones(len(image[0])),
    )
    links = store.Downlinks(*link, satellite=np.zeros(len(link[0]), int), station=np.full(len(link[0]), "s"))
    followed = store.follow(
        crossed, np.ones((1, len(image[0]))), links, satellite_count=1, duration_s=span_s,
        fill_bit_per_s=np.array([fill]),
        drain_bit_per_s=np.array([drain_bit_per_s]), capacity_bit=np.array([room_bit]), while_imaging=True,
    )  # fmt: skip
    waits, lost, backlog = by_packets(image, link, fill, drain_bit_per_s, room_bit, span_s)
    mean, late = store.latency_s(followed)
    assert followed.delivered_bit[0, 0] == pytest.approx(len(waits) * PACKET_BIT, rel=0.01)
    assert followed.lost_bit[0, 0] == pytest.approx(lost, rel=0.01, abs=5 * PACKET_BIT)
    assert followed.backlog_bit[0, 0] == pytest.approx(backlog, rel=0.02, abs=5 * PACKET_BIT)
    assert mean[0] == pytest.approx(waits.mean(), rel=0.02)
    below, up_to = np.mean(waits < 0.99 * late[0]), np.mean(waits <= 1.01 * late[0])
    assert below - 0.01 <= 0.9 <= up_to + 0.01  # it may fall in a gap between two passes
