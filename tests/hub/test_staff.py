"""What an operator changes about agents on duty, and about what they serve."""

from parlour.ids import AgentId
from tests.hub.faulty import FaultyLedger
from tests.hub.scenes import answer, offered, tail, talking, waiting
from tests.hub.stage import QUEUE, Stage

BEA = AgentId("bea")


async def test_an_agent_who_is_removed_goes_off_duty_and_their_chats_go_back() -> None:
    stage = Stage()
    _ann, bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    stage.directory.agents[BEA] = stage.directory.agents[BEA].but(active=False)
    stage.server.staff.follow_directory()
    await stage.settle()
    assert tail(await stage.kinds(chat), 48) == [49, 24, 8]
    assert (await stage.duty_kinds("bea"))[-1] == 8
    assert bea.last("status") == {"type": "status", "status": None, "reason": "removed"}
    assert cyd.last("offer")["chat"] == chat


async def test_more_sessions_are_used_at_once_and_fewer_end_no_chat() -> None:
    stage = Stage(profile={"max_sessions": 1})
    ann, bea, first = await talking(stage)
    _ben, second = await waiting(stage, "ben")
    profile = stage.directory.profiles["p"]
    stage.directory.profiles["p"] = profile.but(max_sessions=2)
    stage.server.staff.follow_directory()
    await stage.pass_time(0.1)
    assert bea.last("offer")["chat"] == second
    await answer(bea, "accept")
    stage.directory.profiles["p"] = profile
    stage.server.staff.follow_directory()
    await stage.settle()
    assert stage.server.engine.books.agents[BEA].state.max_sessions == 1
    assert (await ann.ask("post", chat=first, text="Hello?"))["type"] == "ack"


async def test_queues_of_a_profile_can_be_taken_away_from_agents_on_duty() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    stage.directory.profiles["p"] = stage.directory.profiles["p"].but(queues={})
    stage.server.staff.follow_directory()
    _ann, chat = await waiting(stage)
    assert bea.frames("offer") == []
    assert await stage.kinds(chat) == [26]


async def test_an_agent_or_a_queue_that_vanishes_breaks_nothing() -> None:
    stage = Stage()
    ann, bea, chat = await offered(stage)
    del stage.directory.agents[BEA]
    del stage.directory.queues[QUEUE]
    await answer(bea, "accept")
    await bea.ask("post", chat=chat, text="Hello!")
    seen = ann.last("event")["event"]
    assert (seen["kind"], seen["name"], seen["text"]) == (1, "", "Hello!")
    await bea.say(type="typing", chat=chat, on=True)
    assert ann.last("is_typing")["name"] == ""
    assert "'bea'" not in str(ann.got)
    await stage.pass_time(3, alive=(ann, bea))
    late = await stage.agent("bea")
    assert late.closed_with == 4200
    await bea.ask("conclude", chat=chat)
    assert 44 in await stage.kinds(chat)


async def test_what_the_store_refused_to_write_of_a_change_is_written_when_it_can_be() -> None:
    ledger = FaultyLedger()
    stage = Stage(profile={"max_sessions": 1}, ledger=ledger)
    bea = await stage.on_duty("bea")
    ledger.down = True
    stage.directory.profiles["p"] = stage.directory.profiles["p"].but(max_sessions=2)
    stage.server.staff.follow_directory()
    await stage.pass_time(3, alive=(bea,))
    ledger.down = False
    await stage.pass_time(7, alive=(bea,))
    assert stage.server.engine.books.agents[BEA].state.max_sessions == 2


async def test_a_server_that_comes_back_follows_what_was_changed_meanwhile() -> None:
    stage = Stage(profile={"max_sessions": 1})
    await stage.on_duty("bea")
    stage.directory.profiles["p"] = stage.directory.profiles["p"].but(max_sessions=2)
    await stage.restart()
    await stage.settle()
    assert stage.server.engine.books.agents[BEA].state.max_sessions == 2


async def test_who_is_removed_while_the_store_is_away_goes_off_duty_once_it_is_back() -> None:
    """Until it has been read again, the log-in seems to have ended."""
    ledger = FaultyLedger()
    stage = Stage(ledger=ledger)
    bea, cyd = await stage.on_duty("bea"), await stage.on_duty("cyd")
    ledger.down = ledger.blind = True
    stage.directory.agents[BEA] = stage.directory.agents[BEA].but(active=False)
    stage.server.staff.follow_directory()
    await stage.pass_time(3, alive=(bea, cyd))
    ledger.down = ledger.blind = False
    await stage.pass_time(8, alive=(cyd,))
    assert (await stage.duty_kinds("bea"))[-1] == 8
