"""What every register of nodes must do."""

import pytest

from parlour.engine.ports import ManualClock
from parlour.ids import AgentId, Duration, Millis
from parlour.nodes.memory import MemoryRegister
from parlour.nodes.protocol import DEAD_AFTER, LEASE, Beat, ClientKey, NodeId, Register

ANN: ClientKey = ("end_user", "c1")
NORTH, SOUTH = NodeId("north"), NodeId("south")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def register(clock: ManualClock) -> Register:
    return MemoryRegister(clock)


def heard(node: NodeId, ago: int, key: ClientKey = ANN) -> Beat:
    return Beat(node_id=node, heard={key: Duration(ago)})


async def test_the_first_to_beat_leads_and_goes_on_while_it_beats(
    register: Register, clock: ManualClock
) -> None:
    assert (await register.beat(Beat(node_id=NORTH))).leader == NORTH
    for _ in range(5):
        clock.advance(LEASE - 1)
        assert (await register.beat(Beat(node_id=NORTH))).leader == NORTH
        assert (await register.beat(Beat(node_id=SOUTH))).leader == NORTH


async def test_the_lease_of_a_silent_leader_goes_to_the_next_that_beats(
    register: Register, clock: ManualClock
) -> None:
    await register.beat(Beat(node_id=NORTH))
    clock.advance(LEASE)
    assert (await register.beat(Beat(node_id=SOUTH))).leader == SOUTH
    assert (await register.beat(Beat(node_id=NORTH))).leader == SOUTH


async def test_a_beat_tells_the_time_of_that_living_node_whose_clock_is_ahead(
    register: Register, clock: ManualClock
) -> None:
    ahead, behind = Millis(9_000_000), Millis(1_000)
    await register.beat(Beat(node_id=NORTH, now=ahead))
    clock.advance(DEAD_AFTER - 1)
    assert (await register.beat(Beat(node_id=SOUTH, now=behind))).now == ahead + DEAD_AFTER - 1
    clock.advance(1)
    assert (await register.beat(Beat(node_id=SOUTH, now=behind))).now == behind


async def test_company_is_everybody_who_is_not_dead(register: Register, clock: ManualClock) -> None:
    bea = frozenset({AgentId("bea")})
    await register.beat(Beat(node_id=NORTH, reachable=bea))
    clock.advance(DEAD_AFTER - 1)
    company = await register.beat(Beat(node_id=SOUTH))
    assert {node.node_id: node.reachable for node in company.nodes} == {
        NORTH: bea,
        SOUTH: frozenset(),
    }
    clock.advance(1)
    company = await register.beat(Beat(node_id=SOUTH))
    assert [node.node_id for node in company.nodes] == [SOUTH]


async def test_the_latest_contact_counts_whoever_tells_of_it_first(
    register: Register, clock: ManualClock
) -> None:
    await register.beat(heard(NORTH, ago=100))
    await register.beat(heard(SOUTH, ago=900))
    found = await register.last_heard(ANN)
    assert found is not None
    assert (found.node_id, found.ago) == (NORTH, 100)
    clock.advance(50)
    await register.beat(heard(SOUTH, ago=10))
    found = await register.last_heard(ANN)
    assert found is not None
    assert (found.node_id, found.ago) == (SOUTH, 10)


async def test_a_client_is_kept_while_the_node_that_heard_of_it_lives(
    register: Register, clock: ManualClock
) -> None:
    await register.beat(heard(NORTH, ago=0))
    assert await register.kept() == {ANN}
    clock.advance(DEAD_AFTER)
    assert await register.kept() == frozenset()
    assert await register.last_heard(ANN) is not None, "what it heard stays known"


async def test_a_client_that_is_gone_is_forgotten(register: Register) -> None:
    await register.beat(heard(NORTH, ago=0))
    await register.beat(Beat(node_id=NORTH, gone=[ANN]))
    assert await register.last_heard(ANN) is None
