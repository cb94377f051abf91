"""What becomes of an offer: the toast's matrix, no answer, other answers, the next agent."""

from typing import Any

import pytest

from parlour.settings import Settings
from tests.hub.scenes import answer, offered, tail, talking, waiting
from tests.hub.stage import Stage

ENGAGED = [33, 23, 48]
SWITCHES = {
    "neither": {"allow_decline": False, "auto_decline": False},
    "allow": {"allow_decline": True, "auto_decline": False},
    "auto": {"allow_decline": False, "auto_decline": True},
    "both": {"allow_decline": True, "auto_decline": True},
}


@pytest.mark.parametrize(
    ("switches", "how", "rows"),
    [
        ("neither", "button", None),
        ("neither", "x", ENGAGED),
        ("neither", "runs out", ENGAGED),
        ("allow", "button", [12]),
        ("allow", "x", ENGAGED),
        ("allow", "runs out", ENGAGED),
        ("auto", "button", None),
        ("auto", "x", [34]),
        ("auto", "runs out", [34]),
        ("both", "button", [12]),
        ("both", "x", [12]),
        ("both", "runs out", [34]),
    ],
)
async def test_the_toast_obeys_the_switches(
    switches: str, how: str, rows: list[int] | None
) -> None:
    stage = Stage(profile=SWITCHES[switches])
    _ann, bea, chat = await offered(stage)
    if how == "runs out":
        await stage.pass_time(15, alive=(bea,))
        reply = await answer(bea, "toast_ran_out")
    else:
        reply = await answer(bea, "decline", closed=how == "x")
    if rows is None:
        assert reply["code"] == "decline_not_allowed"
        assert await stage.kinds(chat) == [26, 8]
    else:
        assert reply["type"] == "ack"
        assert await stage.kinds(chat) == [26, 8, *rows]
        assert bea.last("offer_closed")["outcome"] == rows[0]


async def test_a_toast_cannot_run_out_long_before_its_time() -> None:
    stage = Stage()
    _ann, bea, chat = await offered(stage)
    assert (await answer(bea, "toast_ran_out"))["code"] == "too_early"
    assert await stage.kinds(chat) == [26, 8]


async def test_no_answer_in_time_is_a_timeout_and_the_agent_rests_from_that_chat() -> None:
    stage = Stage()
    ann, bea, chat = await offered(stage)
    await stage.pass_time(61, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8, 13]
    assert (await stage.last_event(chat, 13)).cause == "no_answer"
    await stage.pass_time(5, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8, 13, 8]


async def test_an_absent_agent_is_passed_over_without_a_row_of_absence_in_that_chat() -> None:
    stage = Stage(settings=Settings(SRV_AGENT_TIMEOUT=600))
    ann, bea, chat = await offered(stage)
    await stage.pass_time(121, alive=(ann,))
    assert await stage.kinds(chat) == [26, 8, 13]
    assert (await stage.last_event(chat, 13)).cause == "absent"
    await stage.pass_time(240, alive=(ann,))
    assert await stage.kinds(chat) == [26, 8, 13]
    assert (await stage.duty_kinds("bea")) == [1, 2, 3, 6, 8]
    assert bea.last("status") == {"type": "status", "status": None, "reason": "lost"}


@pytest.mark.parametrize("cause", ["busy", "unavailable"])
async def test_a_client_may_answer_that_its_agent_can_not_be_had(cause: str) -> None:
    stage = Stage()
    _ann, bea, chat = await offered(stage)
    cyd = await stage.on_duty("cyd")
    await answer(bea, "unavailable", cause=cause)
    assert await stage.kinds(chat) == [26, 8, 14, 8]
    assert (await stage.last_event(chat, 14)).cause == cause
    assert cyd.last("offer")["chat"] == chat


async def test_an_offer_is_withdrawn_when_the_end_user_leaves() -> None:
    stage = Stage()
    ann, bea, chat = await offered(stage)
    await ann.ask("cancel_chat", chat=chat)
    assert (await stage.last_event(chat, 14)).cause == "withdrawn"
    assert bea.last("offer_closed")["outcome"] == 14
    assert (await answer(bea, "accept"))["code"] == "unknown_chat"


async def test_who_accepts_a_chat_that_is_overdue_to_end_is_told_that_it_is_gone() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=30))
    _ann, bea, chat = await offered(stage)
    stage.clock.advance(30_000)  # due, but the beat has not come yet
    await answer(bea, "accept")
    assert await stage.kinds(chat) == [26, 8, 43, 14]
    assert (await stage.last_event(chat, 14)).cause == "gone"
    stage.server.ticker.beat()


async def test_the_chain_of_declines_goes_from_agent_to_agent() -> None:
    stage = Stage(profile={"allow_decline": True, "auto_decline": True})
    agents = [await stage.on_duty(name) for name in ("bea", "cyd", "dan", "eve", "sue")]
    bea, cyd, dan, eve, sue = agents
    ann, chat = await waiting(stage)
    everybody = (ann, *agents)
    await answer(bea, "decline")
    await stage.pass_time(15, alive=everybody)
    await answer(cyd, "toast_ran_out")
    await stage.pass_time(61, alive=everybody)
    await answer(eve, "unavailable", cause="busy")
    await answer(sue, "accept")
    kinds = [26, 8, 12, 8, 34, 8, 13, 8, 14, 8, 43, 11, 23, 48]
    assert await stage.kinds(chat) == kinds
    asked: list[Any] = [row.event for row in await stage.rows(chat) if row.kind == 8]
    to = [event.agent_id for event in asked]
    assert to == ["bea", "cyd", "dan", "eve", "sue"]
    assert dan.last("offer_closed")["outcome"] == 13


async def test_going_off_duty_lets_go_of_the_offer() -> None:
    stage = Stage()
    _ann, bea, chat = await offered(stage)
    cyd = await stage.on_duty("cyd")
    await bea.ask("log_off")
    assert await stage.kinds(chat) == [26, 8, 14, 8]
    assert (await stage.last_event(chat, 14)).cause == "unavailable"
    assert cyd.last("offer")["chat"] == chat
    assert await stage.duty_kinds("bea") == [1, 2, 3, 9]


async def test_nobody_is_offered_a_chat_without_a_connection() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    bea.cut()
    _ann, chat = await waiting(stage)
    assert await stage.kinds(chat) == [26]
    again = await stage.agent("bea")
    await stage.pass_time(0.1)
    assert again.last("offer")["chat"] == chat


async def test_nobody_unavailable_is_offered_a_chat() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    await bea.ask("set_status", status="on_break")
    _ann, chat = await waiting(stage)
    assert await stage.kinds(chat) == [26]
    await bea.ask("set_status", status="available")
    assert await stage.kinds(chat) == [26, 8]


async def test_going_on_break_ends_nothing() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await bea.ask("set_status", status="on_break")
    await ann.ask("post", chat=chat, text="Still there?")
    assert tail(await stage.kinds(chat), 48) == [2]


async def test_an_offer_is_shown_again_on_a_new_connection_and_in_every_tab() -> None:
    stage = Stage()
    _ann, bea, chat = await offered(stage)
    tab = await stage.agent("bea")
    assert tab.last("offer")["invitation"] == bea.last("offer")["invitation"]
    bea.cut()
    await answer(tab, "accept")
    assert (await stage.kinds(chat))[-4:] == [43, 11, 23, 48]
    assert tab.last("chat_opened")["chat"] == chat
