"""What a resume costs and says: the missed rows and no more; what can't be served is named."""

from functools import partial
from itertools import pairwise

from parlour.chat.state import Phase
from parlour.engine.background import Background
from parlour.engine.ports import ManualClock
from parlour.hub.reception import AT_ONCE, GAP_MS, LATEST_MS, LINE_MAX, SOONEST_MS, Reception
from parlour.ids import ChatId, chat_stream
from parlour.wire.frames import CloseCode
from tests.hub.resuming import CountingLedger, EndUser, FitfulLedger
from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage, turns

LONG = 150
"""Messages in a chat before anybody's line dies."""


async def long_chat() -> tuple[Stage, CountingLedger, Line, Line, str]:
    ledger = CountingLedger()
    stage = Stage(ledger=ledger, profile={"wrap_up": False})
    ann, bea, chat = await talking(stage)
    for number in range(LONG):
        await bea.ask("post", chat=chat, text=f"message {number}")
    return stage, ledger, ann, bea, chat


async def back(line: Line, **have: int) -> Line:
    """The same client on a new connection."""
    again = Line(line.stage, line.principal, line.client_id)
    await again.hello(**have)
    return again


async def test_a_resume_with_nothing_missed_reads_nothing() -> None:
    _stage, ledger, ann, bea, chat = await long_chat()
    have = {"ann": len(ann.frames("event")), "bea": len(bea.frames("event"))}
    ann.cut()
    bea.cut()
    ledger.taken()
    assert (await back(ann, **{chat: have["ann"]})).seen() == []
    assert (await back(bea, **{chat: have["bea"]})).seen() == []
    assert ledger.taken() == {}


async def test_a_resume_reads_the_rows_and_texts_that_were_missed_and_no_others() -> None:
    _stage, ledger, ann, bea, chat = await long_chat()
    have = len(ann.frames("event"))
    ann.cut()
    for text in ("one", "two", "three"):
        await bea.ask("post", chat=chat, text=text)
    ledger.taken()
    again = await back(ann, **{chat: have})
    assert [frame["event"]["text"] for frame in again.frames("event")] == ["one", "two", "three"]
    assert ledger.taken() == {"rows": 3, "texts": 3, "queries": 2}


async def test_missed_rows_without_a_text_cost_no_look_for_texts() -> None:
    stage, ledger, ann, bea, chat = await long_chat()
    have = len(bea.frames("event"))
    bea.cut()
    await stage.pass_time(121, alive=(ann,))
    ledger.taken()
    again = await back(bea, **{chat: have})
    assert again.seen()[0] == 4
    taken = ledger.taken()
    assert (taken["queries"], taken.get("texts", 0)) == (1, 0)


async def test_a_chat_that_ended_meanwhile_costs_what_was_missed_of_it() -> None:
    stage, ledger, ann, bea, chat = await long_chat()
    have = len(ann.frames("event"))
    ann.cut()
    await bea.ask("post", chat=chat, text="Goodbye!")
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(2)
    assert ChatId(chat) not in stage.server.publisher.states
    ledger.taken()
    again = await back(ann, **{chat: have})
    assert again.seen() == [1, 44, 49]
    after = ledger.taken()
    assert after["texts"] == 1
    assert after["rows"] <= 6
    assert (await back(ann, **{chat: have + 3})).seen() == []
    assert ledger.taken() == {}


async def test_after_a_restart_a_past_chat_is_numbered_once() -> None:
    stage, ledger, ann, bea, chat = await long_chat()
    await bea.ask("conclude", chat=chat)
    await stage.restart()
    ledger.taken()
    have = len(ann.frames("event")) - 1
    assert (await back(ann, **{chat: have})).seen() == [49]
    assert ledger.taken()["rows"] > LONG
    assert (await back(ann, **{chat: have})).seen() == [49]
    assert ledger.taken() == {"rows": 2, "queries": 1}
    assert (await back(ann, **{chat: 0})).frames("event") == ann.frames("event")


async def test_a_restart_takes_up_the_numbers_of_open_chats_only() -> None:
    stage = Stage(profile={"wrap_up": False})
    _ann, bea, over = await talking(stage)
    await bea.ask("conclude", chat=over)
    _eve, _cyd, still_open = await talking(stage, "eve", "cyd")
    await stage.restart()
    assert list(stage.server.publisher.timelines) == [still_open]


async def test_a_chat_that_is_not_there_or_not_theirs_is_said_to_be_so() -> None:
    stage, _ledger, ann, bea, chat = await long_chat()
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(2)
    eve = await stage.end_user("eve")
    for known in (chat, "c_of_nobody"):
        again = await back(eve, **{known: 2})
        assert [frame["chat"] for frame in again.frames("resync")] == [known]
        assert again.seen() == []
    assert (await back(ann, **{chat: 2})).frames("resync") == []


async def test_a_history_that_can_not_be_read_is_asked_for_again() -> None:
    ledger = FitfulLedger(1)
    stage = Stage(ledger=ledger)
    ann, bea, chat = await talking(stage)
    ann.cut()
    await bea.ask("post", chat=chat, text="Hello?")
    ledger.blind = True
    again = await back(ann, **{chat: 3})
    assert again.closed_with == CloseCode.STORE_UNAVAILABLE
    again.cut()
    ledger.blind = False
    assert (await back(ann, **{chat: 3})).seen() == [1]


async def test_a_broken_history_is_said_to_be_so_and_the_line_stays() -> None:
    ledger = FitfulLedger(1)
    stage = Stage(ledger=ledger)
    ann, bea, chat = await talking(stage)
    ann.cut()
    await bea.ask("post", chat=chat, text="Hello?")
    ledger.broken = chat_stream(ChatId(chat))
    again = await back(ann, **{chat: 3})
    assert [frame["chat"] for frame in again.frames("resync")] == [chat]
    assert again.closed_with is None
    await bea.ask("post", chat=chat, text="Hello??")
    assert again.seen() == []


# Reception ---------------------------------------------------------------------------------------


async def test_so_many_are_served_at_once_and_the_others_in_their_order() -> None:
    background = Background()
    reception = Reception(ManualClock(), background)
    under_way, most, order = 0, 0, list[int]()

    async def serve(number: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await turns(3)
        order.append(number)
        under_way -= 1

    for number in range(5 * AT_ONCE):
        reception.run(partial(serve, number))
    await background.finish()
    assert most == AT_ONCE
    assert order == list(range(5 * AT_ONCE))


async def test_work_that_fails_holds_up_nobody() -> None:
    background = Background()
    reception = Reception(ManualClock(), background)
    served: list[int] = []

    async def serve(number: int) -> None:
        served.append(number)
        if number % 2:
            raise ZeroDivisionError(number)

    for number in range(3 * AT_ONCE):
        reception.run(partial(serve, number))
    await background.finish()
    assert served == list(range(3 * AT_ONCE))


async def test_everybody_gets_an_appointment_of_their_own_at_the_pace_of_the_house() -> None:
    clock = ManualClock()
    reception = Reception(clock, Background())
    given = [clock.now() + reception.appointment_ms() for _ in range(1_000)]
    assert given[0] == clock.now() + SOONEST_MS
    assert [b - a for a, b in pairwise(given)] == [GAP_MS] * 999
    clock.advance(500)
    assert clock.now() + reception.appointment_ms() == given[-1] + GAP_MS
    clock.advance(60_000)
    assert reception.appointment_ms() == SOONEST_MS


async def test_no_appointment_is_later_than_people_wait() -> None:
    reception = Reception(ManualClock(), Background())
    waits = [reception.appointment_ms() for _ in range(40_000)]
    assert max(waits) == LATEST_MS
    assert min(waits) == SOONEST_MS


async def test_who_finds_the_line_full_is_sent_away_and_served_when_they_come_back() -> None:
    stage = Stage(ledger=FitfulLedger(1))
    people = [EndUser(stage, f"user{n}") for n in range(LINE_MAX + AT_ONCE + 3)]
    for person in people:
        person.connect()
    assert stage.server.gateway.stay_away_ms() >= SOONEST_MS
    await stage.settle()
    away = [p for p in people if p.wire is not None and p.wire.closed_with is not None]
    assert len(away) == 3
    assert {p.wire.closed_with for p in away if p.wire} == {CloseCode.OVERLOADED}
    assert len({p.wire.retry_after_ms for p in away if p.wire}) == 3
    assert stage.server.gateway.stay_away_ms() == 0
    for person in away:
        person.read()
        person.connect()
    await stage.settle()
    assert all(p.wire and p.wire.closed_with is None and p.wire.on_the_way for p in people)


async def test_whoever_is_sent_away_was_heard_all_the_same() -> None:
    stage = Stage(ledger=FitfulLedger(1))
    ann, _bea, chat = await talking(stage)
    ann.cut()
    await stage.pass_time(119)
    crowd = [EndUser(stage, f"user{n}") for n in range(LINE_MAX + AT_ONCE)]
    for person in crowd:
        person.connect()
    again = Line(stage, ann.principal, ann.client_id)
    stage.server.gateway.greet(again, again.read(type="hello", ticket="t", client="tab"))
    assert again.closed_with == CloseCode.OVERLOADED
    again.cut()
    for person in crowd:
        person.cut()
    await stage.pass_time(60)
    assert stage.server.publisher.states[ChatId(chat)].phase is Phase.ENGAGED
    assert 6 not in await stage.kinds(chat)
