"""Several tabs, devices and consoles of one person, and clients that come back."""

import asyncio
from collections.abc import Sequence

from parlour.ids import ClientId, StreamId
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import Recorded
from tests.hub.scenes import answer, talking, waiting
from tests.hub.stage import Line, Stage, turns

TAKEN_OVER = 4201


async def test_all_tabs_of_both_sides_see_every_post_once() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    ann_tab, bea_tab = await stage.end_user("ann"), await stage.agent("bea")
    await ann_tab.ask("post", chat=chat, text="From my phone.")
    await bea_tab.ask("post", chat=chat, text="From my second tab.")
    for line in (ann, ann_tab):
        assert line.seen() == [26, 23, 48, 2, 1]
        assert [frame["n"] for frame in line.frames("event")] == [1, 2, 3, 4, 5]
    for line in (bea, bea_tab):
        assert line.seen() == [26, 8, 43, 11, 23, 48, 2, 1]


async def test_a_request_shows_on_all_devices_of_the_end_user() -> None:
    stage = Stage()
    phone = await stage.end_user("ann")
    ann, chat = await waiting(stage)
    assert phone.last("event")["chat"] == chat
    assert phone.seen() == ann.seen() == [26]


async def test_the_end_user_types_to_the_agent_and_not_to_their_own_tabs() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    tab = await stage.end_user("ann")
    await ann.say(type="typing", chat=chat, on=True)
    assert tab.frames("is_typing") == []
    assert len(bea.frames("is_typing")) == 1


async def test_a_second_console_is_refused_unless_it_takes_over() -> None:
    stage = Stage()
    _ann, bea, chat = await talking(stage)
    home = await stage.agent("bea", session="at-home")
    assert home.last("welcome")["status"] is None
    assert (await home.ask("log_on"))["code"] == "already_on_duty"
    assert (await home.ask("post", chat=chat, text="?"))["code"] == "not_on_duty"
    assert home.frames("chat_opened") == []
    await home.ask("log_on", override=True)
    assert bea.closed_with == TAKEN_OVER
    assert home.last("chat_opened")["chat"] == chat
    assert home.seen() == [26, 8, 43, 11, 23, 48]
    assert home.last("status")["status"] == "available"
    bea.cut()
    assert (await home.ask("post", chat=chat, text="Hi from home."))["type"] == "ack"
    assert await stage.duty_kinds("bea") == [1, 2, 1002, 5, 10]


async def test_the_old_console_does_nothing_more_and_proves_no_presence() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    home = await stage.agent("bea", session="at-home")
    await home.ask("log_on", override=True)
    assert (await bea.ask("post", chat=chat, text="?"))["code"] == "not_on_duty"
    await stage.pass_time(120, alive=(ann, bea))
    assert 4 in await stage.kinds(chat)


async def test_a_restart_does_not_move_the_console() -> None:
    stage = Stage()
    _ann, bea, chat = await talking(stage)
    await stage.restart()
    elsewhere = await stage.agent("bea", session="at-home")
    assert elsewhere.last("welcome")["status"] is None
    again = await stage.agent("bea", client=bea.client_id)
    assert again.last("chat_opened")["chat"] == chat


async def test_who_was_away_at_the_end_gets_the_rest_of_the_chat_all_the_same() -> None:
    stage = Stage(profile={"wrap_up": False})
    ann, bea, chat = await talking(stage)
    have = ann.last("event")["n"]
    ann.cut()
    await bea.ask("post", chat=chat, text="Goodbye!")
    await bea.ask("post", chat=chat, text="private remark", private=True)
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(1)
    back = Line(stage, ann.principal, ann.client_id)
    await back.hello(**{chat: have})
    assert back.last("welcome")["chat"] is None
    assert back.seen() == [1, 44, 49]
    assert [frame["n"] for frame in back.frames("event")] == [have + 1, have + 2, have + 3]
    assert "private remark" not in str(back.got)


async def test_nobody_resumes_the_chat_of_another() -> None:
    stage = Stage(profile={"wrap_up": False})
    _ann, bea, chat = await talking(stage)
    eve = Line(stage, (await stage.end_user("eve")).principal, "eves")
    await eve.hello(**{chat: 0})
    assert eve.seen() == []
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(1)
    late = Line(stage, eve.principal, "eves")
    await late.hello(**{chat: 0, "c_none": 3})
    assert late.seen() == []
    assert (await late.ask("post", chat=chat, text="?"))["code"] == "unknown_chat"


async def test_a_history_that_is_not_ours_starts_anew() -> None:
    stage = Stage()
    ann, _bea, chat = await talking(stage)
    back = Line(stage, ann.principal, "other")
    await back.hello(**{chat: 99})
    assert back.last("resync")["chat"] == chat
    assert back.seen() == [26, 23, 48]


async def test_an_agent_who_comes_back_is_told_which_chats_are_closed() -> None:
    stage = Stage()
    _ann, bea, chat = await talking(stage)
    bea.cut()
    tab = await stage.agent("bea")
    await tab.ask("conclude", chat=chat)
    await tab.ask("close_wrap_up", chat=chat)
    back = Line(stage, bea.principal, bea.client_id)
    await back.hello(**{chat: 6})
    assert back.last("chat_closed")["chat"] == chat
    assert back.seen() == []


async def test_a_chat_that_returns_to_the_same_agent_is_shown_from_its_beginning() -> None:
    stage = Stage()
    _ann, bea, _chat = await talking(stage)
    await bea.ask("log_off")
    await bea.ask("log_on")
    await answer(bea, "accept")
    numbers = [frame["n"] for frame in bea.frames("event")]
    again = numbers.index(1, 1)
    assert numbers[again:] == list(range(1, len(numbers) - again + 1))


async def test_a_resend_whose_answer_is_long_forgotten_is_answered_from_the_ledger() -> None:
    stage = Stage()
    ann, _bea, chat = await talking(stage)
    first = await ann.ask("post", chat=chat, text="0")
    number = ann.count
    for count in range(20):
        await ann.ask("post", chat=chat, text=str(count))
    await ann.say(type="post", id=number, chat=chat, text="0")
    assert ann.last("ack") == first
    await ann.say(type="post", id=number, chat=chat, text="other")
    assert ann.last("refused")["code"] == "reused_id"
    await ann.say(type="end_chat", id=number + 5, chat=chat)
    assert ann.last("refused")["code"] == "reused_id"


async def test_nothing_is_kept_of_a_chat_that_is_over() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await stage.pass_time(1, alive=(ann, bea))
    await bea.ask("conclude", chat=chat)
    await bea.ask("close_wrap_up", chat=chat)
    for name in ("ben", "cat"):
        line, other = await waiting(stage, name)
        await line.ask("cancel_chat", chat=other)
    await stage.pass_time(1)
    server = stage.server
    kept = (
        server.publisher.states, server.publisher.timelines, server.publisher.requests,
        server.seats.by_chat, server.router.lines, server.engine.books.chats,
        server.engine.books.chat_of, server.lobby._told, server.lobby._warned, ann.seat.sent,
        server.engine.books._chats_of,
    )  # fmt: skip
    assert [len(collection) for collection in kept] == [0] * len(kept)
    assert set(server.attendance.watches) == {("agent", "bea")}


class SlowLedger(MemoryLedger):
    """Its answers to newcomers can be kept back."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()
        self.answers.set()

    async def last_number(self, client_id: ClientId) -> int:
        await self.answers.wait()
        return await super().last_number(client_id)

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        await self.answers.wait()
        return await super().read(stream, after)


async def test_nothing_is_shown_to_a_newcomer_before_the_welcome() -> None:
    ledger = SlowLedger()
    stage = Stage(ledger=ledger)
    _ann, bea, chat = await talking(stage)
    ben = await stage.end_user("ben")
    have = bea.last("event")["n"]
    ledger.answers.clear()
    tab = stage.line("agent", "bea", "tab")
    hello = tab.read(type="hello", ticket="t", client="tab", resume={chat: have})
    stage.server.gateway.greet(tab, hello)
    request = ben.read(type="request_chat", id=1, name="Ben", question="?")
    stage.server.gateway.receive(ben, request)
    await turns(20)
    assert bea.frames("offer")[1:], "the offer went out meanwhile"
    assert tab.got == []
    ledger.answers.set()
    await stage.settle()
    assert [frame["type"] for frame in tab.got][:2] == ["welcome", "chat_opened"]
    assert not tab.frames("event"), "it has all of the chat"
    assert tab.last("offer") == bea.last("offer")


async def test_who_catches_up_with_a_chat_that_is_released_meanwhile_gets_all_of_it() -> None:
    ledger = SlowLedger()
    stage = Stage(ledger=ledger)
    ann, bea, chat = await talking(stage)
    phone = await stage.end_user("ann", "phone")
    phone.cut()
    ledger.answers.clear()
    phone = stage.line("end_user", "ann", "phone")
    hello = phone.read(type="hello", ticket="t", client="phone", resume={})
    stage.server.gateway.greet(phone, hello)
    await turns(20)
    assert not phone.frames("event"), "the ledger has not answered yet"
    for line, words in ((ann, "end_chat"), (bea, "close_wrap_up")):
        command = line.read(type=words, id=line.count + 1, chat=chat)
        stage.server.gateway.receive(line, command)
        await turns(20)
    stage.server.ticker.beat()
    ledger.answers.set()
    await stage.settle()
    assert phone.frames("event")[0]["event"]["question"] == "Is it blue?"
    assert [f["n"] for f in phone.frames("event")] == list(range(1, len(ann.seen()) + 1))
    stage.server.ticker.beat()
    assert stage.server.publisher.timelines == {}
