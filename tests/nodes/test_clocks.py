"""Nodes whose machines don't agree what time it is."""

from parlour.engine.ports import ManualClock
from parlour.ids import Duration, Millis
from parlour.nodes.membership import Membership
from parlour.nodes.memory import MemoryBus, MemoryRegister
from parlour.nodes.protocol import ClientKey, Heard, NodeId
from tests.nodes.house import House, NodeStage, talking

ANN: ClientKey = ("end_user", "c1")
HOUR = 3_600_000
QUIET = 60_000


async def restarted_at(house: House, node: NodeStage, at: Millis) -> None:
    """The node again, on a machine whose clock says so."""
    node.crash()
    node.clock = ManualClock(at)
    node.clock.not_before(await house.ledger.last_at())
    await node.start_again()


async def beat(node: NodeStage) -> None:
    assert node.server.company is not None
    await node.server.company.beat()


async def test_a_node_that_starts_with_its_clock_behind_goes_on_from_the_others_clock(
    house: House,
) -> None:
    """The newest row is as old as the last thing that happened; a clock goes on."""
    first, second = house.nodes
    await first.on_duty("bea")
    house.clock.advance(QUIET)
    await beat(first)
    await restarted_at(house, second, Millis(first.clock.now() - HOUR))
    assert second.clock.now() <= first.clock.now() - QUIET
    house.clock.advance(500)
    await beat(second)
    assert second.clock.now() == first.clock.now()


async def test_a_clock_that_is_put_forward_makes_no_contact_older_and_no_lease_shorter() -> None:
    register_clock, bus = ManualClock(), MemoryBus()
    register = MemoryRegister(register_clock)
    clocks = ManualClock(), ManualClock(ManualClock().now() + HOUR)
    behind, ahead = (
        Membership(NodeId(name), register, bus.join(), clock)
        for name, clock in zip(("behind", "ahead"), clocks, strict=True)
    )
    clock = clocks[0]

    def follow(now: Millis) -> None:
        behind.follow_clock(clock.not_before(now))

    behind.on_clock.append(follow)
    await behind.beat()
    behind.note_heard(ANN)
    await ahead.beat()
    await behind.beat()
    assert clock.now() == clocks[1].now()
    assert behind.leads(clock.now())
    assert behind.is_sure(clock.now())
    assert await register.last_heard(ANN) == Heard(node_id=behind.node_id, ago=Duration(0))
    register_clock.advance(1)
    behind.note_heard(ANN)
    follow(Millis(clock.now() + HOUR))  # by a row
    assert behind.leads(clock.now())
    assert behind.is_sure(clock.now())
    await behind.beat()
    assert await register.last_heard(ANN) == Heard(node_id=behind.node_id, ago=Duration(0))


async def test_a_store_that_is_away_while_the_clock_is_put_forward_was_not_away_for_longer(
    house: House,
) -> None:
    node = house.nodes[0]
    engine, since = node.server.engine, node.clock.now()
    engine.outages.store_took(since)
    house.clock.advance(2_000)
    engine.outages.store_refused(node.clock.now())
    engine.follow_clock(Millis(node.clock.now() + HOUR))
    house.clock.advance(1_000)
    engine.outages.store_took(node.clock.now())
    assert engine.outages.unrecorded[-1].length == 3_000


async def test_a_node_that_starts_goes_on_from_what_it_reads(house: House) -> None:
    """Others write while it starts, and what it writes then comes after that."""
    _end_user, agent, chat = await talking(house)
    first, second = house.nodes
    first.crash()
    first.clock = ManualClock(await house.ledger.last_at())
    house.clock.advance(5_000)
    await agent.ask("post", chat=chat, text="Meanwhile")
    await first.start_again()
    assert first.clock.now() >= (await second.rows(chat))[-1].at
