"""The queue as end-users live it: leaving, waiting too long, being turned away, writing, places."""

from typing import Any

import pytest

from parlour.directory.records import OpeningHours
from parlour.settings import Settings
from tests.hub.scenes import answer, offered, talking, waiting
from tests.hub.stage import Stage


@pytest.mark.parametrize("deflected", [False, True])
async def test_leaving_while_waiting(deflected: bool) -> None:
    stage = Stage()
    ann, chat = await waiting(stage)
    ack = await ann.ask("cancel_chat", chat=chat, deflected=deflected)
    assert await stage.kinds(chat) == [26, 28, 44, 27]
    cause = "deflected" if deflected else "canceled"
    assert (await stage.last_event(chat, 44)).cause == cause
    assert ann.seen() == [26, 44]
    assert ack["n"] == 2


async def test_leaving_while_offered() -> None:
    stage = Stage()
    ann, _bea, chat = await offered(stage)
    await ann.ask("cancel_chat", chat=chat)
    assert await stage.kinds(chat) == [26, 8, 14, 28, 44, 27]


async def test_the_longest_wait_ends_while_waiting() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=60))
    ann, chat = await waiting(stage)
    await stage.pass_time(59, alive=(ann,))
    assert await stage.kinds(chat) == [26]
    await stage.pass_time(1, alive=(ann,))
    assert await stage.kinds(chat) == [26, 44, 27]
    assert (await stage.last_event(chat, 44)).cause == "queue_timeout"


async def test_the_longest_wait_ends_while_offered() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=30))
    ann, bea, chat = await offered(stage)
    await stage.pass_time(30, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8, 14, 44, 27]
    assert bea.last("offer_closed")["outcome"] == 14


@pytest.mark.parametrize(
    ("queue", "cause"),
    [
        ({"hours": (OpeningHours(weekday=0, opens=0, closes=0),)}, "refused_hours"),
        ({"holidays": ("2026-01-01",)}, "refused_holiday"),
        ({"needs_agents": True}, "refused_no_agents"),
        ({"max_waiting": 0}, "refused_limit"),
    ],
)
async def test_a_request_that_is_turned_away_is_on_record_and_the_end_user_is_told(
    queue: dict[str, Any], cause: str
) -> None:
    stage = Stage(queue=queue)
    midnight = 1_767_225_600_000  # 2026-01-01
    stage.clock.advance(midnight + 1_000 - stage.clock.now())
    ann = await stage.end_user()
    ack = await ann.ask("request_chat", question="Open?")
    chat = ack["chat"]
    assert await stage.kinds(chat) == [26, 44, 27]
    assert (await stage.last_event(chat, 44)).cause == cause
    assert (ann.seen(), ack["n"]) == ([26, 44], 1)
    await stage.pass_time(1)
    assert (await ann.ask("request_chat"))["type"] == "ack"


async def test_who_waits_at_the_limit_stays_and_the_next_is_turned_away() -> None:
    stage = Stage(queue={"max_waiting": 1})
    _ann, first = await waiting(stage, "ann")
    _ben, second = await waiting(stage, "ben")
    assert await stage.kinds(first) == [26]
    assert await stage.kinds(second) == [26, 44, 27]


async def test_there_is_one_open_chat_for_one_end_user() -> None:
    stage = Stage()
    ann, chat = await waiting(stage)
    assert (await ann.ask("request_chat"))["code"] == "already_open"
    tab = await stage.end_user("ann")
    assert tab.last("welcome")["chat"] == chat
    assert (await tab.ask("request_chat"))["code"] == "already_open"


@pytest.mark.parametrize("allowed", [True, False])
async def test_writing_while_waiting_is_a_matter_of_the_setting(allowed: bool) -> None:
    stage = Stage(settings=Settings(POSTS_IN_QUEUE=allowed))
    ann, chat = await waiting(stage)
    reply = await ann.ask("post", chat=chat, text="It is urgent.")
    if allowed:
        assert await stage.kinds(chat) == [26, 2]
    else:
        assert reply["code"] == "posts_not_allowed_yet"
        assert await stage.kinds(chat) == [26]


async def test_what_was_written_while_waiting_is_there_when_the_agent_comes() -> None:
    stage = Stage()
    ann, chat = await waiting(stage)
    await ann.ask("post", chat=chat, text="It is urgent.")
    bea = await stage.on_duty("bea")
    await answer(bea, "accept")
    texts = [frame["event"].get("text") for frame in bea.frames("event")]
    assert "It is urgent." in texts


async def test_places_in_the_queue_are_told_at_the_setting_s_spacing() -> None:
    stage = Stage(settings=Settings(MIN_WAIT_INFO_UPDATE_SECONDS=5))
    ann, first = await waiting(stage, "ann")
    await stage.pass_time(0.1)
    ben, second = await waiting(stage, "ben")
    await stage.pass_time(2, alive=(ann, ben))
    assert ann.last("wait") == {
        "type": "wait", "chat": first, "position": 1, "expected_wait_ms": None
    }  # fmt: skip
    assert ben.last("wait")["position"] == 2
    await ann.ask("cancel_chat", chat=first)
    await stage.pass_time(2, alive=(ben,))
    assert [wait["position"] for wait in ben.frames("wait")] == [2]
    await stage.pass_time(3, alive=(ben,))
    assert [wait["position"] for wait in ben.frames("wait")] == [2, 1]
    assert ben.last("wait")["chat"] == second
    await stage.pass_time(20, alive=(ben,))
    assert len(ben.frames("wait")) == 2


async def test_the_expected_wait_is_learned_from_those_who_got_through() -> None:
    stage = Stage()
    ann, _chat = await waiting(stage, "ann")
    await stage.pass_time(40, alive=(ann,))
    bea = await stage.on_duty("bea")
    await answer(bea, "accept")
    await bea.ask("set_status", status="on_break")
    ben, _ = await waiting(stage, "ben")
    await stage.pass_time(2, alive=(ann, bea, ben))
    expected = ben.last("wait")["expected_wait_ms"]
    assert expected == pytest.approx(40_000, abs=1_100), "lines are looked at once a second"


async def test_who_is_offered_to_an_agent_is_next() -> None:
    stage = Stage()
    ann, bea, _chat = await offered(stage)
    await stage.pass_time(1, alive=(ann, bea))
    assert ann.last("wait")["position"] == 1


async def test_chats_are_offered_in_the_order_of_their_requests() -> None:
    stage = Stage()
    lines = []
    for name in ("ann", "ben", "cat"):
        lines.append((await waiting(stage, name))[0])
        await stage.pass_time(1)
    bea = await stage.on_duty("bea")
    chats = [line.last("ack")["chat"] for line in lines]
    assert [offer["chat"] for offer in bea.frames("offer")] == chats


async def test_a_chat_that_comes_back_keeps_its_place_by_its_request() -> None:
    stage = Stage(profile={"max_sessions": 1})
    ann, bea, first = await talking(stage, "ann", "bea")
    await stage.pass_time(1, alive=(ann, bea))
    _ben, second = await waiting(stage, "ben")
    cyd = await stage.on_duty("cyd")
    assert cyd.last("offer")["chat"] == second
    await answer(cyd, "accept")
    _cat, third = await waiting(stage, "cat")
    await bea.ask("log_off")
    dan = await stage.on_duty("dan")
    assert dan.last("offer")["chat"] == first
    eve = await stage.on_duty("eve")
    assert eve.last("offer")["chat"] == third


async def test_agents_are_asked_in_the_order_of_their_last_assignment() -> None:
    stage = Stage()
    agents = [await stage.on_duty(name) for name in ("cyd", "bea", "dan")]
    got = []
    for name in ("u1", "u2", "u3", "u4"):
        _line, chat = await waiting(stage, name)
        got.append((await stage.last_event(chat, 8)).agent_id)
        await stage.pass_time(1, alive=tuple(agents))
    assert got == ["bea", "cyd", "dan", "bea"]


async def test_a_burst_never_gives_an_agent_more_than_their_sessions() -> None:
    stage = Stage(profile={"max_sessions": 2})
    bea, cyd = await stage.on_duty("bea"), await stage.on_duty("cyd")
    users = [await stage.end_user(f"u{number}") for number in range(8)]
    for user in users:
        user.count += 1
        session = {"type": "request_chat", "id": 1}
        stage.server.gateway.receive(user, user.read(**session))
    await stage.settle()
    assert len(bea.frames("offer")) == 2
    assert len(cyd.frames("offer")) == 2
    for offer in (*bea.frames("offer"),):
        await bea.ask("accept", chat=offer["chat"], invitation=offer["invitation"])
    assert len(bea.frames("offer")) == 2
    assert sum(len(line) for line in stage.server.router.lines.values()) == 4
