"""What somebody who was away is told when they are back, and how long they may be away."""

from typing import Any

from parlour.chat.state import Phase
from parlour.ids import ChatId
from parlour.settings import Settings
from tests.hub.scenes import answer, talking, waiting
from tests.hub.stage import Line, Stage

LOSS = 240
SETTINGS = Settings(SRV_AGENT_TIMEOUT=600, CS_IDLE_TIMEOUT=3_600)


async def away(stage: Stage, *others: Line, bea: Line) -> None:
    """Bea's line is cut until she is lost; the others stay."""
    bea.cut()
    await stage.pass_time(LOSS, alive=others)


async def back(stage: Stage, bea: Line, **resume: int) -> Line:
    line = Line(stage, bea.principal, bea.client_id)
    await line.hello(**resume)
    line.count = line.last("welcome")["last_id"]
    return line


def fates(line: Line) -> list[tuple[str, str, str]]:
    return [(chat["name"], chat["went"], chat["to"]) for chat in line.last("away")["chats"]]


async def test_each_welcome_says_how_long_a_silence_is_borne() -> None:
    stage = Stage(settings=Settings(ABSENT_INTERVAL=30, AGENT_ABSENT_RETRY_COUNT=3))
    ann, bea, _chat = await talking(stage)
    assert ann.last("welcome")["lost_after_ms"] == 60_000
    assert bea.last("welcome")["lost_after_ms"] == 90_000


async def test_an_agent_who_was_lost_is_told_which_colleague_has_the_chat() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await away(stage, ann, cyd, bea=bea)
    await stage.pass_time(3, alive=(ann, cyd))
    await answer(cyd, "accept")
    taken_at = stage.clock.now()
    await stage.pass_time(5, alive=(ann, cyd))
    line = await back(stage, bea, **{chat: 6})
    assert [frame["type"] for frame in line.got] == ["welcome", "away", "chat_closed"]
    told = line.last("away")
    assert told["reason"] == "lost"
    assert told["since"] < taken_at
    assert told["chats"] == [
        {"chat": chat, "name": "Ann", "went": "colleague", "to": "Cyd", "at": taken_at}
    ]


async def test_a_chat_that_nobody_has_taken_yet_is_told_to_be_back_in_its_queue() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, _chat = await talking(stage)
    await away(stage, ann, bea=bea)
    line = await back(stage, bea)
    assert fates(line) == [("Ann", "queue", "Sales")]


async def test_a_chat_that_ended_meanwhile_is_told_to_have_ended_even_when_it_is_released() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    ben, second = await waiting(stage, "ben")
    await answer(bea, "accept")
    await bea.ask("conclude", chat=second)
    await away(stage, ann, ben, bea=bea)
    await ann.ask("cancel_chat", chat=chat)
    await stage.pass_time(2, alive=(ann, ben))
    assert stage.server.engine.books.chats == {}
    line = await back(stage, bea)
    assert fates(line) == [("Ann", "ended", ""), ("Ben", "ended", "")]


async def test_who_looks_on_off_duty_sees_the_chat_move_on() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, _chat = await talking(stage)
    await away(stage, ann, bea=bea)
    line = await back(stage, bea)
    cyd = await stage.on_duty("cyd")
    await answer(cyd, "accept")
    assert fates(line) == [("Ann", "colleague", "Cyd")]
    await ann.ask("end_chat", chat=line.last("away")["chats"][0]["chat"])
    assert fates(line) == [("Ann", "ended", "")]


async def test_a_connection_that_outlives_the_loss_is_told_at_once() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    await stage.pass_time(LOSS, alive=(ann,))
    tail = [frame for frame in bea.got if frame["type"] in ("status", "away", "chat_closed")]
    assert [frame["type"] for frame in tail[-3:]] == ["status", "away", "chat_closed"]
    assert fates(bea) == [("Ann", "queue", "Sales")]
    assert bea.last("chat_closed")["chat"] == chat


async def test_nothing_is_told_any_more_once_the_agent_is_on_duty_again() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, _chat = await talking(stage)
    await away(stage, ann, bea=bea)
    line = await back(stage, bea)
    await line.ask("log_on")
    await line.ask("log_off")
    again = await back(stage, bea)
    assert again.frames("away") == []
    assert again.last("welcome")["status"] is None


async def test_who_merely_watched_is_told_of_no_chat() -> None:
    stage = Stage(settings=SETTINGS)
    bea = await stage.on_duty("bea")
    await away(stage, bea=bea)
    line = await back(stage, bea)
    assert line.last("away")["chats"] == []


async def test_a_restart_does_not_forget_the_chats_that_are_still_open() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    await away(stage, ann, bea=bea)
    lost_at = (await stage.last_event_row(chat, 30)).at
    await stage.restart()
    line = await back(stage, bea)
    assert fates(line) == [("Ann", "queue", "Sales")]
    assert line.last("away")["since"] == lost_at


async def test_a_restart_tells_nothing_of_it_to_whoever_is_on_duty_again() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await away(stage, ann, cyd, bea=bea)
    await stage.pass_time(3, alive=(ann, cyd))
    await answer(cyd, "accept")
    await (await back(stage, bea)).ask("log_on")
    await stage.restart()
    bea, cyd = await back(stage, bea), await back(stage, cyd, **{chat: 1})
    await cyd.ask("conclude", chat=chat)
    assert stage.server.engine.books.chats[ChatId(chat)].state.phase is Phase.ENDED
    assert bea.frames("away") == []


async def test_who_is_lost_a_second_time_is_told_of_that_and_not_of_the_first() -> None:
    """The agent has been on duty in between, and the server been started anew."""
    stage = Stage(settings=SETTINGS)
    ann, bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await away(stage, ann, cyd, bea=bea)
    await stage.pass_time(3, alive=(ann, cyd))
    await answer(cyd, "accept")
    await (await back(stage, bea)).ask("log_on")
    await stage.restart()
    ann, cyd = await back(stage, ann, **{chat: 1}), await back(stage, cyd, **{chat: 1})
    await stage.pass_time(2 * LOSS, alive=(ann, cyd))
    bea = await back(stage, bea)
    assert fates(bea) == []
    await bea.ask("log_on")
    await cyd.ask("conclude", chat=chat)
    assert cyd.last("part")["part"] == "wrap_up", "the desks are told, whoever was lost before"


async def test_an_agent_who_is_taken_off_duty_is_told_where_the_chats_went() -> None:
    stage = Stage(settings=SETTINGS)
    _ann, bea, _chat = await talking(stage)
    agent = stage.directory.agents[bea.seat.agent_id]
    stage.directory.agents[agent.agent_id] = agent.but(active=False)
    stage.server.staff.follow_directory()
    await stage.settle()
    assert bea.last("away")["reason"] == "removed"
    assert fates(bea) == [("Ann", "queue", "Sales")]


async def test_only_the_agent_concerned_is_told() -> None:
    stage = Stage(settings=SETTINGS)
    ann, bea, _chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await away(stage, ann, cyd, bea=bea)
    await back(stage, bea)
    assert cyd.frames("away") == ann.frames("away") == []


async def test_nothing_is_kept_of_chats_that_nobody_was_taken_from() -> None:
    stage = Stage(settings=SETTINGS)
    _ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    await bea.ask("close_wrap_up", chat=chat)
    assert stage.server.aftermath.followed == {}


# Two consoles


async def test_a_console_learns_at_once_that_the_agent_works_elsewhere() -> None:
    stage = Stage(settings=SETTINGS)
    home = await stage.agent("bea", session="at-home")
    await stage.on_duty("bea")
    told: dict[str, Any] = home.last("status")
    assert (told["status"], told["reason"]) == (None, "taken_over")
    later = await stage.agent("bea", session="in-town")
    assert later.last("welcome")["elsewhere"] is True
    assert "elsewhere" not in home.last("welcome")


async def test_consoles_can_be_taken_over_and_back_again() -> None:
    stage = Stage(settings=SETTINGS)
    _ann, bea, chat = await talking(stage)
    home = await stage.agent("bea", session="at-home")
    await home.ask("log_on", override=True)
    assert bea.closed_with == 4201
    bea.cut()
    again = await back(stage, bea)
    assert again.last("welcome")["elsewhere"] is True
    await again.ask("log_on", override=True)
    assert home.closed_with == 4201
    assert again.last("chat_opened")["chat"] == chat
    assert (await again.ask("post", chat=chat, text="Back here."))["type"] == "ack"
    assert await stage.duty_kinds("bea") == [1, 2, 1002, 5, 10, 10]
