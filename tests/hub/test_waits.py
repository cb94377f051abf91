"""The wait that end-users are told follows how their line moves."""

import pytest

from parlour.chat.state import Phase, initial
from parlour.engine.act import Act, ChatChange, Done
from parlour.hub.lobby import is_news
from parlour.hub.waits import Waits
from parlour.ids import AgentId, ChatId, Duration, Millis
from parlour.settings import Settings
from tests.hub.scenes import answer, offered, waiting
from tests.hub.stage import QUEUE, Line, Stage


async def taken_in_turn(stage: Stage, count: int, every_s: float) -> tuple[Line, ...]:
    """All wait from the same moment; agents for one chat each come one after another."""
    lines = [(await waiting(stage, f"e{number}"))[0] for number in range(count)]
    for number in range(count):
        await stage.pass_time(every_s, alive=tuple(lines))
        agent = await newly_on_duty(stage, f"agent{number}")
        await answer(agent, "accept")
        lines.append(agent)
    return tuple(lines)


async def newly_on_duty(stage: Stage, name: str) -> Line:
    stage.directory.agents[AgentId(name)] = stage.directory.agents[AgentId("bea")].but(
        agent_id=AgentId(name), login=name
    )
    return await stage.on_duty(name)


async def test_the_wait_is_told_by_place_and_pace() -> None:
    stage = Stage(profile={"max_sessions": 1})
    alive = await taken_in_turn(stage, 8, every_s=10)
    first, _ = await waiting(stage, "first")
    await stage.pass_time(0.1, alive=alive)
    second, _ = await waiting(stage, "second")
    await stage.pass_time(2, alive=(*alive, first, second))
    one = first.last("wait")["expected_wait_ms"]
    two = second.last("wait")["expected_wait_ms"]
    assert one == pytest.approx(10_000, rel=0.05)
    assert two == pytest.approx(2 * one, rel=0.05)


async def test_it_is_kept_how_well_it_was_told() -> None:
    stage = Stage(profile={"max_sessions": 1})
    alive = await taken_in_turn(stage, 3, every_s=10)
    waits = stage.server.lobby.waits
    assert waits.accuracy == {}, "to these nobody could tell anything"
    ann, _ = await waiting(stage, "ann")
    await stage.pass_time(30, alive=(*alive, ann))
    await answer(await newly_on_duty(stage, "zoe"), "accept")
    accuracy = waits.accuracy[QUEUE]
    assert accuracy.count == 1
    assert accuracy.waited_ms == pytest.approx(30_000, abs=1_500)
    assert accuracy.short_ms == accuracy.off_ms > 0


async def test_who_gives_up_makes_the_line_move_faster() -> None:
    waits: list[int] = []
    for leaves in (False, True):
        stage = Stage(profile={"max_sessions": 1})
        alive = await taken_in_turn(stage, 6, every_s=10)
        ann, _ = await waiting(stage, "ann")
        ben, chat = await waiting(stage, "ben")
        await stage.pass_time(2, alive=(*alive, ann, ben))
        if leaves:
            await ben.ask("cancel_chat", chat=chat)
        wait = stage.server.lobby.expected_wait(QUEUE, 10)
        assert wait is not None
        waits.append(wait)
    assert waits[1] < waits[0]


async def test_before_whom_nobody_waits_waits_as_the_last_did() -> None:
    stage = Stage()
    ann, bea, _ = await offered(stage)
    await stage.pass_time(4, alive=(ann, bea))
    await answer(bea, "accept")
    assert stage.server.lobby.expected_wait(QUEUE, 1) == pytest.approx(4_000, abs=600)


async def test_a_crowd_that_has_gone_is_not_told_of() -> None:
    stage = Stage(profile={"max_sessions": 1})
    alive = await taken_in_turn(stage, 6, every_s=10)
    assert stage.server.lobby.expected_wait(QUEUE, 1) == pytest.approx(10_000, rel=0.05)
    for number in range(40):
        agent = await newly_on_duty(stage, f"free{number}")
        end_user, _ = await waiting(stage, f"later{number}")
        await stage.pass_time(1, alive=(*alive, agent, end_user))
        await answer(agent, "accept")
        alive = (*alive, agent, end_user)
    assert stage.server.lobby.expected_wait(QUEUE, 1) == pytest.approx(1_000, abs=100)


async def test_how_many_waits_count_can_be_changed_while_it_runs() -> None:
    stage = Stage(settings=Settings(ESTIMATED_WAIT_TIME_SAMPLES=20), profile={"max_sessions": 50})
    bea = await stage.on_duty("bea")

    async def comes_and_waits(seconds: float) -> None:
        line, _ = await waiting(stage, f"e{seconds}")
        await stage.pass_time(seconds, alive=(bea, line))
        await answer(bea, "accept")

    await comes_and_waits(1)
    await comes_and_waits(9)
    assert stage.server.lobby.expected_wait(QUEUE, 1) == pytest.approx(5_000, abs=600)
    (site,) = stage.directory.sites.values()
    few = Settings(ESTIMATED_WAIT_TIME_SAMPLES=1)
    stage.directory.sites[site.site_id] = site.but(settings=few)
    await comes_and_waits(3)
    assert stage.server.lobby.expected_wait(QUEUE, 1) == pytest.approx(3_000, abs=600)


@pytest.mark.parametrize(
    ("told", "wait", "news"),
    [
        (None, None, False),
        (None, 5, True),
        (5, None, True),
        (10_000, 15_000, False),
        (10_000, 15_001, True),
        (100_000, 110_000, False),
        (100_000, 89_999, True),
    ],
)
def test_small_changes_are_not_told(told: int | None, wait: int | None, news: bool) -> None:
    of = (None if told is None else Duration(told), None if wait is None else Duration(wait))
    assert is_news(*of) is news


def test_a_node_whose_clock_is_behind_makes_nobody_s_wait_negative() -> None:
    """It engages a chat that by our clock has not been asked for yet."""
    waits, chat_id = Waits(lambda _queue_id: 20), ChatId("c1")
    waits.look({QUEUE: [chat_id]}, Millis(90_000))
    waits.see(chat_id, QUEUE, 1, Millis(90_000))
    before = initial.but(phase=Phase.OFFERED, queue_id=QUEUE, requested_at=Millis(89_000))
    change = ChatChange(
        chat_id=chat_id, before=before, after=before.but(phase=Phase.ENGAGED), rows=()
    )
    waits.committed(Done(act=Act(at=Millis(2_000)), chats=(change,)))
    waits.look({QUEUE: [ChatId("c2")]}, Millis(91_000))
    expected = waits.expected(QUEUE, 2)
    assert expected is not None
    assert 0 <= expected < 1_000
