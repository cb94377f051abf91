"""How chats end: concluded, left, idle, wrapped up; and what a deliberate goodbye never writes."""

import pytest

from parlour.settings import Settings
from tests.hub.scenes import answer, offered, tail, talking, waiting
from tests.hub.stage import Stage

PRESENCE = {4, 5, 6, 7, 29, 30, 31, 32, 50, 51}


async def test_wrap_up_off_releases_the_chat_at_once() -> None:
    stage = Stage(profile={"wrap_up": False})
    ann, bea, chat = await talking(stage)
    ack = await bea.ask("conclude", chat=chat)
    assert tail(await stage.kinds(chat), 48) == [44, 49, 27]
    assert ack["n"] == 7
    assert bea.last("chat_closed")["chat"] == chat
    assert ann.seen()[-2:] == [44, 49]


async def test_wrap_up_occupies_the_session_until_it_is_closed() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    _ben, second = await waiting(stage, "ben")
    assert await stage.kinds(second) == [26]
    await bea.ask("post", chat=chat, text="A note.", private=True)
    await bea.ask("close_wrap_up", chat=chat)
    assert tail(await stage.kinds(chat), 48) == [44, 49, 1, 27]
    assert (await stage.last_event(chat, 27)).cause == "closed"
    assert await stage.kinds(second) == [26, 8]


async def test_the_limit_ends_a_wrap_up() -> None:
    stage = Stage(profile={"wrap_up_limit_s": 60})
    _ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(59, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [44, 49]
    await stage.pass_time(1, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [44, 49, 27]
    assert (await stage.last_event(chat, 27)).cause == "wrap_up_limit"


async def test_nothing_reaches_the_end_user_after_the_end() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    heard = len(ann.got)
    assert (await bea.ask("post", chat=chat, text="One more thing"))["code"] == "chat_ended"
    await bea.ask("post", chat=chat, text="A note.", private=True)
    await bea.say(type="typing", chat=chat, on=True)
    await bea.ask("close_wrap_up", chat=chat)
    assert [frame["type"] for frame in ann.got[heard:]] == []


async def test_the_end_user_ends_the_chat() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await ann.ask("end_chat", chat=chat)
    assert tail(await stage.kinds(chat), 48) == [44, 49]
    assert (await stage.last_event(chat, 44)).cause == "end_user"
    assert bea.last("event")["event"]["kind"] == 49
    assert (await ann.ask("request_chat"))["type"] == "ack"


async def test_a_deliberate_goodbye_is_no_silence() -> None:
    for leave in ("cancel_chat", "end_chat", "conclude", "log_off"):
        stage = Stage()
        ann, bea, chat = await (offered(stage) if leave == "cancel_chat" else talking(stage))
        if leave == "conclude":
            await bea.ask("conclude", chat=chat)
        elif leave == "log_off":
            await bea.ask("log_off")
        else:
            await ann.ask(leave, chat=chat)
        assert PRESENCE.isdisjoint(await stage.kinds(chat)), leave


async def test_an_idle_chat_is_warned_of_and_ends() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=180))
    ann, bea, chat = await talking(stage)
    await stage.pass_time(119, alive=(ann, bea))
    assert ann.frames("idle_warning") == []
    await stage.pass_time(2, alive=(ann, bea))
    (warning,) = ann.frames("idle_warning")
    assert warning["ends_at"] == stage.clock.now() + 59_000
    await stage.pass_time(58, alive=(ann, bea))
    assert 39 not in await stage.kinds(chat)
    await stage.pass_time(1, alive=(ann, bea))
    assert tail(await stage.kinds(chat), 48) == [39, 44, 49]
    assert (await stage.last_event(chat, 44)).cause == "idle"
    assert len(ann.frames("idle_warning")) == 1
    assert bea.frames("idle_warning") == []


@pytest.mark.parametrize("how", ["stay", "typing", "agent typing", "post"])
async def test_activity_of_either_side_postpones_the_end(how: str) -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=180))
    ann, bea, chat = await talking(stage)
    await stage.pass_time(125, alive=(ann, bea))
    match how:
        case "stay":
            assert (await ann.ask("stay", chat=chat))["type"] == "ack"
        case "typing":
            await ann.say(type="typing", chat=chat, on=True)
            assert bea.last("is_typing") == {
                "type": "is_typing", "chat": chat, "who": "end_user", "name": "", "on": True
            }  # fmt: skip
        case "agent typing":
            await bea.say(type="typing", chat=chat, on=True)
            assert ann.last("is_typing")["name"] == "Bea"
        case _:
            await bea.ask("post", chat=chat, text="Still there?")
    await stage.pass_time(170, alive=(ann, bea))
    assert 39 not in await stage.kinds(chat)
    assert len(ann.frames("idle_warning")) == 2
    await stage.pass_time(10, alive=(ann, bea))
    assert 39 in await stage.kinds(chat)


async def test_heartbeats_are_no_activity_and_an_absent_side_is_not_idle() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=130, USER_ABSENT_RETRY_COUNT=10))
    ann, bea, chat = await talking(stage)
    await stage.pass_time(125, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]
    await stage.pass_time(100, alive=(bea,))
    assert 39 not in await stage.kinds(chat)
    stage.server.gateway.contact(ann)
    await stage.pass_time(131, alive=(ann, bea))
    assert tail(await stage.kinds(chat), 48) == [6, 7, 39, 44, 49]


async def test_a_log_off_with_open_chats_gives_them_back() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    ben, second = await waiting(stage, "ben")
    await answer(bea, "accept")
    await bea.ask("conclude", chat=second)
    await bea.ask("log_off")
    assert tail(await stage.kinds(chat), 48) == [49, 24]
    assert (await stage.last_event(chat, 49)).cause == "logged_out"
    assert tail(await stage.kinds(second), 48) == [44, 49, 27]
    assert (await stage.last_event(second, 27)).cause == "logged_out"
    assert {frame["chat"] for frame in bea.frames("chat_closed")} == {chat, second}
    assert bea.last("status")["status"] is None
    assert ann.last("event")["event"] == {"kind": 24, "name": "Bea"}
    cyd = await stage.on_duty("cyd")
    await answer(cyd, "accept")
    assert tail(await stage.kinds(chat), 24) == [8, 43, 11, 23, 48]
    assert ben.seen()[-2:] == [44, 49]
