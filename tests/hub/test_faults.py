"""The store away, slow, contended, dying at any moment: nothing is doubled, lost or invented."""

import pytest

from parlour.chat.state import Phase
from parlour.engine.act import Done
from parlour.engine.engine import ATTEMPTS_MAX
from parlour.ids import ChatId
from tests.hub.faulty import Disk, FaultyLedger
from tests.hub.scenes import answer, offered, talking, waiting
from tests.hub.stage import Line, Stage
from tests.hub.walk import faults_of


async def faulty() -> tuple[Stage, FaultyLedger]:
    ledger = FaultyLedger()
    return Stage(ledger=ledger), ledger


async def test_while_the_store_is_away_commands_are_refused_for_now_and_nothing_is_shown() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    ledger.down = True
    heard = len(bea.got)
    reply = await ann.ask("post", chat=chat, text="Hello?")
    assert (reply["code"], reply["retry"]) == ("unavailable", True)
    assert bea.got[heard:] == []
    assert 2 not in await stage.kinds(chat)
    ledger.down = False
    number = ann.count
    await ann.say(type="post", id=number, chat=chat, text="Hello?")
    assert ann.answer(number)["type"] == "ack"
    assert bea.last("event")["event"]["text"] == "Hello?"
    assert (await stage.kinds(chat)).count(2) == 1


async def test_a_request_that_could_not_be_saved_can_be_made_again() -> None:
    stage, ledger = await faulty()
    ann = await stage.end_user()
    ledger.down = True
    assert (await ann.ask("request_chat"))["code"] == "unavailable"
    assert stage.server.engine.books.chats == {}
    tab = await stage.end_user("ann")
    assert tab.last("welcome")["chat"] is None
    ledger.down = False
    await ann.say(type="request_chat", id=1)
    assert ann.answer(1)["type"] == "ack"


async def test_a_log_on_that_could_not_be_saved_leaves_the_agent_off_duty() -> None:
    stage, ledger = await faulty()
    bea = await stage.agent("bea")
    ledger.down = True
    assert (await bea.ask("log_on"))["code"] == "unavailable"
    assert stage.server.engine.books.agents == {}
    ledger.down = False
    await bea.say(type="log_on", id=1)
    _ann, chat = await waiting(stage)
    assert bea.last("offer")["chat"] == chat


async def test_an_offer_that_could_not_be_saved_is_made_as_soon_as_it_can_be() -> None:
    stage, ledger = await faulty()
    bea = await stage.on_duty("bea")
    bea.cut()
    ann, chat = await waiting(stage)
    bea = await stage.agent("bea")
    ledger.down = True
    await stage.pass_time(6, alive=(ann, bea))
    assert await stage.kinds(chat) == [26]
    assert bea.frames("offer") == []
    ledger.down = False
    await stage.pass_time(2, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8]
    assert bea.last("offer")["chat"] == chat


async def test_an_offer_says_of_whom_something_was_being_written() -> None:
    """What an explanation says of them is not so if that is refused."""
    stage, chats = Stage(profile={"max_sessions": 2}), list[str]()
    dan = await stage.on_duty("dan")
    for name in ("ann", "ben"):
        chats.append((await waiting(stage, name))[1])
        await answer(dan, "accept")
    for name in ("bea", "cyd"):
        await stage.on_duty(name)
    await dan.ask("log_off")
    offers = [await stage.last_event(chat, 8) for chat in chats]
    unsettled = {offer.agent_id: offer.explanation.unsettled for offer in offers}
    assert unsettled == {"bea": (), "cyd": ("bea",)}


async def test_no_offer_is_decided_on_a_log_in_that_is_being_read_again() -> None:
    """Nothing could be done with it before, and what it would say of the agents may be false."""
    ledger = FaultyLedger()
    stage = Stage(ledger=ledger, profile={"max_sessions": 1, "wrap_up": False})
    ann, bea, chat = await talking(stage)
    (await stage.on_duty("cyd")).cut()
    ben, waits = await waiting(stage, "ben")
    cyd = await stage.agent("cyd")
    ledger.held = ledger.down = True
    await ann.ask("end_chat", chat=chat)  # by which bea would be free
    ledger.down = False
    ledger.tell()  # it was not written
    stage.server.router.tick(stage.clock.now())
    await stage.settle()
    await stage.pass_time(1, alive=(ann, ben, bea, cyd))
    offer = await stage.last_event(waits, 8)
    against = {one.agent_id: one.against for one in offer.explanation.considered}
    assert (offer.agent_id, against) == ("cyd", {"bea": "full"})


async def test_a_client_s_commands_keep_their_order_through_an_outage() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    ledger.held = True
    ledger.down = True
    first = {"type": "post", "id": 2, "chat": chat, "text": "one"}
    second = {"type": "post", "id": 3, "chat": chat, "text": "two"}
    await ann.say(**first)
    ledger.down = False
    await ann.say(**second)  # built on the first, which will turn out not to be written
    ledger.tell()
    await stage.settle()
    assert [ann.answer(number)["code"] for number in (2, 3)] == ["unavailable"] * 2
    await ann.say(**second)
    assert ann.answer(3)["code"] == "unavailable"
    await ann.say(**first)
    await ann.say(**second)
    texts = [frame["event"].get("text") for frame in bea.frames("event")]
    assert texts[-2:] == ["one", "two"]
    assert (await stage.kinds(chat)).count(2) == 2


async def test_after_a_reconnect_a_command_that_was_given_up_holds_back_no_other() -> None:
    stage, ledger = await faulty()
    ann, _bea, chat = await talking(stage)
    ledger.down = True
    await ann.ask("post", chat=chat, text="never mind")
    ledger.down = False
    ann.cut()
    back = Line(stage, ann.principal, ann.client_id)
    await back.hello(**{chat: 3})
    back.count = ann.count
    assert (await back.ask("post", chat=chat, text="Hello!"))["type"] == "ack"


async def test_a_conflict_is_decided_again_on_what_the_ledger_has() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    ledger.conflicts = ATTEMPTS_MAX - 1
    assert (await ann.ask("post", chat=chat, text="Hello?"))["type"] == "ack"
    assert (await stage.kinds(chat)).count(2) == 1
    assert len([frame for frame in bea.frames("event") if frame["event"]["kind"] == 2]) == 1


async def test_what_is_under_way_is_not_overtaken_when_a_stream_is_read_again() -> None:
    """The second word was decided upon the first, which is refused twice."""
    stage, ledger = await faulty()
    ann, _bea, chat = await talking(stage)
    ledger.held, ledger.conflicts = True, 1
    await ann.ask("post", chat=chat, text="one")
    await ann.ask("post", chat=chat, text="two")
    ledger.conflicts = 1
    ledger.tell_first()
    await stage.settle()
    ledger.tell_first()
    await stage.settle()
    ledger.tell()
    await stage.settle()
    texts = [frame["event"].get("text") for frame in ann.frames("event")]
    assert texts[-2:] == ["one", "two"]
    assert [ann.answer(number)["type"] for number in (2, 3)] == ["ack", "ack"]


async def test_a_stream_that_stays_contended_is_refused_for_now() -> None:
    stage, ledger = await faulty()
    ann, _bea, chat = await talking(stage)
    ledger.conflicts = ATTEMPTS_MAX
    reply = await ann.ask("post", chat=chat, text="Hello?")
    assert (reply["code"], reply["retry"]) == ("unavailable", True)
    assert (await stage.kinds(chat)).count(2) == 0
    assert (await ann.ask("post", chat=chat, text="x"))["code"] == "unavailable"
    await ann.say(type="post", id=ann.count - 1, chat=chat, text="Hello?")
    assert ann.answer(ann.count - 1)["type"] == "ack"


async def test_a_store_that_can_not_even_be_read_is_waited_for() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    ledger.down = ledger.blind = True
    assert (await ann.ask("post", chat=chat, text="Hello?"))["code"] == "unavailable"
    await stage.pass_time(3, alive=(ann, bea))
    tab = await stage.end_user("ann")
    assert tab.closed_with == 4102
    ledger.down = ledger.blind = False
    await stage.pass_time(1, alive=(ann, bea))
    await ann.say(type="post", id=ann.count, chat=chat, text="Hello?")
    assert ann.answer(ann.count)["type"] == "ack"
    assert (await stage.kinds(chat)).count(2) == 1


async def test_nothing_is_shown_or_acknowledged_before_it_is_durable() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    ledger.held = True
    heard = len(bea.got), len(ann.got)
    await ann.ask("post", chat=chat, text="Hello?")
    await bea.ask("post", chat=chat, text="Hi!")
    tab = await stage.end_user("ann")
    assert (len(bea.got), len(ann.got)) == heard
    assert tab.seen() == [26, 23, 48]
    ledger.tell()
    await stage.settle()
    assert ann.seen() == tab.seen() == [26, 23, 48, 2, 1]
    assert bea.seen()[-2:] == [2, 1]
    assert [frame["n"] for frame in tab.frames("event")] == [1, 2, 3, 4, 5]


async def test_a_tab_opened_while_the_accept_is_being_written_shows_the_chat_once() -> None:
    stage, ledger = await faulty()
    _ann, bea, chat = await offered(stage)
    ledger.held = True
    await answer(bea, "accept")
    tab = await stage.agent("bea")
    assert tab.frames("chat_opened") == []
    ledger.tell()
    await stage.settle()
    assert len(tab.frames("chat_opened")) == 1
    assert [frame["n"] for frame in tab.frames("event")] == [1, 2, 3, 4, 5, 6]
    assert tab.frames("event")[0]["chat"] == chat


async def test_an_absence_that_could_not_be_saved_is_said_when_the_outage_is_granted() -> None:
    stage, ledger = await faulty()
    ann, bea, chat = await talking(stage)
    await stage.pass_time(118, alive=(bea,))
    await bea.ask("post", chat=chat, text="Still there?")
    ledger.down = True
    await bea.ask("post", chat=chat, text="Hello?")
    await stage.pass_time(4, alive=(bea,))
    assert 6 not in await stage.kinds(chat)
    ledger.down = False
    await bea.say(type="post", id=bea.count, chat=chat, text="Hello?")
    await stage.pass_time(120 + 4 + 120 - 122 - 1, alive=(bea,))
    assert 6 not in await stage.kinds(chat)
    await stage.pass_time(1, alive=(bea,))
    assert (await stage.kinds(chat)).count(6) == 1
    assert faults_of(stage) == ()
    await ann.say(type="alive")
    assert (await stage.kinds(chat))[-2:] == [6, 7]


async def test_an_observer_that_fails_keeps_nothing_from_the_others() -> None:
    stage = Stage()

    class Broken:
        def committed(self, done: Done) -> None:
            raise KeyError(done.act.at)

    stage.server.engine.observers.insert(0, Broken())
    ann, bea, _chat = await talking(stage)
    assert ann.seen() == [26, 23, 48]
    assert bea.last("ack")["id"] == 2


async def test_a_broken_chat_is_set_aside_and_the_others_go_on() -> None:
    stage = Stage()
    ann, bea, broken = await talking(stage, "ann")
    ben, whole = await waiting(stage, "ben")
    await answer(bea, "accept")
    live = stage.server.engine.books.chats[ChatId(broken)]
    live.state = live.state.but(phase=Phase.OFFERED)
    assert (await ann.ask("end_chat", chat=broken))["code"] == "unknown_chat"
    assert list(stage.server.engine.books.chats) == [whole]
    assert (await ben.ask("post", chat=whole, text="Hello?"))["type"] == "ack"
    await stage.pass_time(300, alive=(ben,))
    assert 29 in await stage.kinds(whole)


@pytest.mark.parametrize("synced", range(6))
@pytest.mark.parametrize("tell", [True, False])
async def test_a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged(
    synced: int, tell: bool
) -> None:
    disk = Disk()
    stage = Stage(ledger=disk)
    ann, bea, chat = await offered(stage)
    offer = bea.last("offer")
    disk.slow = True
    script = [
        (bea, {"type": "accept", "id": 2, "chat": chat, "invitation": offer["invitation"]}),
        (ann, {"type": "post", "id": 2, "chat": chat, "text": "one"}),
        (bea, {"type": "post", "id": 3, "chat": chat, "text": "two"}),
        (ann, {"type": "post", "id": 3, "chat": chat, "text": "three"}),
        (ann, {"type": "end_chat", "id": 4, "chat": chat}),
    ]
    for line, frame in script:
        await line.say(**frame)
    disk.sync(count=synced, tell=tell)
    if tell:
        await stage.settle()
    disk.cut_power()
    await stage.restart()
    ann2 = Line(stage, ann.principal, ann.client_id)
    bea2 = Line(stage, bea.principal, bea.client_id)
    await ann2.hello(**{chat: len(ann.frames("event"))})
    await bea2.hello(**({chat: len(bea.frames("event"))} if bea.frames("event") else {}))
    for line, frame in script:
        again = ann2 if line is ann else bea2
        if not line.answer(frame["id"]):
            await again.say(**frame)
            assert again.answer(frame["id"])["type"] == "ack", frame
    assert await stage.kinds(chat) == [26, 8, 43, 11, 23, 48, 2, 1, 2, 44, 49]
    assert ann.seen() + ann2.seen() == [26, 23, 48, 2, 1, 2, 44, 49]
    assert bea.seen() + bea2.seen() == [26, 8, 43, 11, 23, 48, 2, 1, 2, 44, 49]
