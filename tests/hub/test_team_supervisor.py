"""A supervisor watches, speaks to the agents, joins, takes over, ends."""

import pytest

from parlour.hub import posts
from parlour.ids import Millis
from tests.hub.scenes import answer, offered, talking, waiting
from tests.hub.stage import Stage
from tests.hub.team import in_conference, make_supervisor, onward, part, watched, words


async def test_a_supervisor_watches_and_sees_what_agents_see() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    assert onward(await stage.kinds(chat), 48) == [48, 45]
    assert part(sue, chat) == "monitor"
    await ann.ask("post", chat=chat, text="Or green?")
    await bea.ask("post", chat=chat, text="A note", private=True)
    assert words(sue, chat) == words(bea, chat) == ["Is it blue?", "Or green?", "A note"]
    await sue.ask("monitor", chat=chat, on=False)
    assert part(sue, chat) is None
    assert onward(await stage.kinds(chat), 45) == [45, 2, 1, 46]


async def test_a_chat_is_full_no_sooner_for_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    monkeypatch.setattr(posts, "CHAT_ROWS_MAX", len(await stage.kinds(chat)))
    await sue.ask("monitor", chat=chat, on=False)
    assert (await ann.ask("post", chat=chat, text="One more"))["type"] == "ack"
    assert (await bea.ask("post", chat=chat, text="?"))["code"] == "chat_too_long"


async def test_the_router_does_not_look_up_because_somebody_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[Millis] = []
    stage = Stage()
    _, bea, sue, chat = await watched(stage)
    monkeypatch.setattr(stage.server.router, "tick", looks.append)
    await sue.ask("monitor", chat=chat, on=False)
    assert looks == []
    await bea.ask("conclude", chat=chat)
    assert looks


async def test_a_monitor_who_joins_and_leaves() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    await sue.ask("join", chat=chat)
    assert (part(sue, chat), part(bea, chat)) == ("conferee", "lead")
    await sue.ask("post", chat=chat, text="May I help?")
    await sue.ask("leave", chat=chat)
    assert onward(await stage.kinds(chat), 45) == [45, 46, 23, 1, 24]
    assert (await stage.last_event(chat, 46)).cause == "joined"
    assert ann.seen()[-3:] == [23, 1, 24]
    assert bea.seen()[-3:] == [23, 1, 24]
    assert part(sue, chat) is None


async def test_a_private_word_to_the_agents() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    before = len(ann.got)
    await sue.ask("post", chat=chat, text="Ask for the size.", private=True)
    assert onward(await stage.kinds(chat), 45) == [45, 1001]
    word = bea.last("event")["event"]
    assert (word["text"], word["event"]["part"]) == ("Ask for the size.", "monitor")
    assert len(ann.got) == before
    assert (await sue.ask("post", chat=chat, text="Hi"))["code"] == "not_a_participant"


async def test_a_supervisor_takes_over_and_the_old_lead_stays() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    assert (await sue.ask("take_over", chat=chat))["type"] == "ack"
    assert onward(await stage.kinds(chat), 45) == [45, 46, 23, 25, 49, 48]
    change = await stage.last_event(chat, 25)
    assert (change.cause, change.actor.role, change.actor.id) == ("taken_over", "supervisor", "sue")
    assert (await stage.last_event(chat, 46)).cause == "took_over"
    assert (part(sue, chat), part(bea, chat)) == ("lead", "conferee")
    assert ann.seen()[-3:] == [23, 49, 48]


async def test_a_supervisor_in_the_chat_takes_over_without_watching() -> None:
    stage = Stage()
    _ann, bea, sue, chat = await watched(stage)
    await sue.ask("join", chat=chat)
    await sue.ask("take_over", chat=chat)
    assert onward(await stage.kinds(chat), 23) == [23, 25, 49, 48]
    assert (part(sue, chat), part(bea, chat)) == ("lead", "conferee")


async def test_taking_over_needs_a_free_session() -> None:
    stage = Stage()
    make_supervisor(stage, chat=True, max_sessions=1)
    _zoe, sue, _other = await talking(stage, "zoe", "sue")
    _ann, bea, chat = await talking(stage)
    await sue.ask("monitor", chat=chat, on=True)
    refused = await sue.ask("take_over", chat=chat)
    assert refused["code"] == "no_free_session"
    assert part(bea, chat) == "lead"


@pytest.mark.parametrize("watches", [True, False])
async def test_a_supervisor_ends_the_chat(watches: bool) -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    if not watches:
        await sue.ask("monitor", chat=chat, on=False)
    await sue.ask("end_as_supervisor", chat=chat)
    assert onward(await stage.kinds(chat), 44) == [44, 49, *([46] if watches else [])]
    event = await stage.last_event(chat, 44)
    assert (event.cause, event.actor.id) == ("supervisor", "sue")
    assert (part(bea, chat), part(sue, chat)) == ("wrap_up", None)
    assert ann.seen()[-2:] == [44, 49]


async def test_waiting_and_offered_chats_can_be_watched_and_ended() -> None:
    stage = Stage()
    make_supervisor(stage)
    sue = await stage.on_duty("sue")
    ann, chat = await waiting(stage)
    await sue.ask("monitor", chat=chat, on=True)
    assert (part(sue, chat), words(sue, chat)) == ("monitor", ["Is it blue?"])
    bea = await stage.on_duty("bea")
    await answer(bea, "accept")
    assert part(sue, chat) == "monitor"
    assert sue.seen() == [26, 8, 43, 11, 23, 48]
    await ann.ask("end_chat", chat=chat)
    other = Stage()
    make_supervisor(other)
    sue = await other.on_duty("sue")
    _ann, bea, chat = await offered(other)
    await sue.ask("monitor", chat=chat, on=True)
    await sue.ask("end_as_supervisor", chat=chat)
    assert await other.kinds(chat) == [26, 8, 45, 14, 44, 46, 27]
    assert bea.last("offer_closed")["outcome"] == 14


async def test_several_supervisors_watch_and_one_s_going_is_nothing_to_the_other() -> None:
    stage = Stage()
    make_supervisor(stage, "eve")
    ann, bea, sue, chat = await watched(stage)
    eve = await stage.on_duty("eve")
    await eve.ask("monitor", chat=chat, on=True)
    await sue.ask("monitor", chat=chat, on=False)
    await ann.ask("post", chat=chat, text="Hello?")
    assert (part(sue, chat), part(eve, chat)) == (None, "monitor")
    assert words(eve, chat)[-1] == words(bea, chat)[-1] == "Hello?"
    assert (await sue.ask("join", chat=chat))["code"] == "not_monitoring"


async def test_a_monitor_who_logs_off_or_is_lost_watches_no_more() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    await sue.ask("log_off")
    assert (await stage.last_event(chat, 46)).cause == "logged_out"
    assert part(sue, chat) is None
    await sue.ask("log_on")
    await sue.ask("monitor", chat=chat, on=True)
    before = bea.got.copy()
    await stage.pass_time(242, alive=(ann, bea))
    assert onward(await stage.kinds(chat), 45) == [45, 4, 30, 29, 46]
    assert bea.got == before


async def test_a_monitor_who_comes_back_goes_on_watching() -> None:
    stage = Stage()
    ann, _bea, sue, chat = await watched(stage)
    sue.cut()
    await ann.ask("post", chat=chat, text="Hello?")
    again = await stage.agent("sue")
    assert (part(again, chat), words(again, chat)[-1]) == ("monitor", "Hello?")


async def test_a_monitor_can_be_invited_and_then_takes_part() -> None:
    stage = Stage()
    make_supervisor(stage, chat=True)
    _ann, bea, cyd, chat = await in_conference(stage)
    sue = await stage.on_duty("sue")
    await sue.ask("monitor", chat=chat, on=True)
    await bea.ask("invite", chat=chat, to="sue", form="transfer")
    offer = sue.last("offer")
    await sue.ask("accept", chat=chat, invitation=offer["invitation"])
    assert (part(sue, chat), part(bea, chat), part(cyd, chat)) == ("lead", None, "conferee")


async def test_watching_needs_no_free_session_and_takes_none() -> None:
    stage = Stage()
    _ann, _bea, sue, _chat = await watched(stage)
    state = stage.server.engine.books.agents[sue.seat.agent_id].state
    assert state.free_sessions == state.max_sessions


async def test_who_is_off_duty_can_not_watch() -> None:
    stage = Stage()
    make_supervisor(stage)
    _ann, _bea, chat = await talking(stage)
    sue = await stage.agent("sue")
    assert (await sue.ask("monitor", chat=chat, on=True))["code"] == "not_on_duty"
