"""Silence, absence, loss and return, as the ledger has them and as both sides see them."""

from typing import Any

import pytest

from parlour.settings import Settings
from tests.hub.scenes import answer, offered, tail, talking, waiting
from tests.hub.stage import Line, Stage

ABSENCE = 120
LOSS = 240


def as_settings(**changes: Any) -> Settings:
    return Settings(SRV_AGENT_TIMEOUT=600, CS_IDLE_TIMEOUT=3_600, **changes)


# The end-user


async def test_an_end_user_is_absent_lost_and_the_chat_over_while_waiting() -> None:
    stage = Stage()
    _ann, chat = await waiting(stage)
    await stage.pass_time(ABSENCE - 1)
    assert await stage.kinds(chat) == [26]
    await stage.pass_time(1)
    assert await stage.kinds(chat) == [26, 6]
    await stage.pass_time(LOSS - ABSENCE - 1)
    assert await stage.kinds(chat) == [26, 6]
    await stage.pass_time(1)
    assert await stage.kinds(chat) == [26, 6, 32, 31, 44, 27]
    assert (await stage.last_event(chat, 44)).cause == "lost"


async def test_an_end_user_is_lost_while_offered() -> None:
    stage = Stage(settings=as_settings())
    _ann, bea, chat = await offered(stage)
    await stage.pass_time(LOSS, alive=(bea,))
    assert await stage.kinds(chat) == [26, 8, 6, 14, 32, 31, 44, 27]


async def test_an_end_user_is_lost_while_engaged() -> None:
    stage = Stage(settings=as_settings())
    _ann, bea, chat = await talking(stage)
    await stage.pass_time(LOSS, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6, 32, 31, 44, 49]
    assert bea.seen()[-5:] == [6, 32, 31, 44, 49]


@pytest.mark.parametrize("contact", ["heartbeat", "resume"])
async def test_contact_alone_brings_the_end_user_back_without_a_reset(contact: str) -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(ABSENCE + 5, alive=(bea,))
    if contact == "heartbeat":
        await ann.say(type="alive")
    else:
        ann.cut()
        await stage.end_user("ann")
    await stage.settle()
    assert tail(await stage.kinds(chat), 48) == [6, 7]


async def test_a_command_brings_the_end_user_back_with_a_reset_first() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(ABSENCE, alive=(bea,))
    await ann.ask("post", chat=chat, text="I am back.")
    assert tail(await stage.kinds(chat), 48) == [6, 51, 7, 2]
    assert ann.seen()[-1] == 2


async def test_a_refused_command_of_an_absent_end_user_leaves_the_reset_and_the_return() -> None:
    stage = Stage(settings=as_settings(POSTS_IN_QUEUE=False))
    ann, chat = await waiting(stage)
    await stage.pass_time(ABSENCE)
    assert (await ann.ask("post", chat=chat, text="Hello?"))["code"] == "posts_not_allowed_yet"
    assert await stage.kinds(chat) == [26, 6, 51, 7]
    assert (await ann.ask("stay", chat=chat))["type"] == "ack"
    assert await stage.kinds(chat) == [26, 6, 51, 7]


async def test_a_command_of_a_lost_end_user_is_told_to_start_over_and_noted_once() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(LOSS, alive=(bea,))
    assert (await ann.ask("post", chat=chat, text="Hello?"))["code"] == "start_over"
    assert (await ann.ask("post", chat=chat, text="Hello?"))["code"] == "chat_ended"
    assert tail(await stage.kinds(chat), 44) == [49, 51]
    assert (await stage.last_event(chat, 51)).was == "lost"


async def test_with_a_count_of_one_absence_and_loss_come_together() -> None:
    stage = Stage(settings=as_settings(USER_ABSENT_RETRY_COUNT=1, AGENT_ABSENT_RETRY_COUNT=1))
    _ann, _bea, chat = await talking(stage)
    await stage.pass_time(ABSENCE)
    kinds = tail(await stage.kinds(chat), 48)
    assert kinds in ([6, 32, 31, 44, 49, 4, 30, 29, 27], [4, 30, 29, 49, 24, 6, 32, 31, 44, 27])


async def test_several_tabs_are_one_presence() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    tab = await stage.end_user("ann")
    bea_tab = await stage.agent("bea")
    await stage.pass_time(LOSS, alive=(tab, bea_tab))
    assert tail(await stage.kinds(chat), 48) == []
    tab.cut()
    ann.cut()
    await stage.pass_time(ABSENCE, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]


# The agent


async def test_a_lost_lead_gives_the_chat_back_to_the_next_agent() -> None:
    stage = Stage(settings=as_settings())
    ann, _bea, chat = await talking(stage)
    await stage.pass_time(ABSENCE, alive=(ann,))
    assert tail(await stage.kinds(chat), 48) == [4]
    assert ann.last("event")["event"]["kind"] == 4
    cyd = await stage.on_duty("cyd")
    await stage.pass_time(LOSS - ABSENCE, alive=(ann, cyd))
    assert tail(await stage.kinds(chat), 48) == [4, 30, 29, 49, 24, 8]
    await answer(cyd, "accept")
    assert tail(await stage.kinds(chat), 24) == [8, 43, 11, 23, 48]
    assert await stage.duty_kinds("bea") == [1, 2, 1002, 5, 6, 1003, 4, 8]


async def test_an_agent_lost_in_wrap_up_releases_the_chat() -> None:
    stage = Stage(settings=as_settings())
    _ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    await stage.pass_time(LOSS)
    assert tail(await stage.kinds(chat), 48) == [44, 49, 4, 30, 29, 27]
    assert stage.server.engine.books.chats == {}


@pytest.mark.parametrize("phase", ["engaged", "wrap-up"])
async def test_contact_alone_brings_the_agent_back_without_a_reset(phase: str) -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    if phase == "wrap-up":
        await bea.ask("conclude", chat=chat)
    await stage.pass_time(ABSENCE, alive=(ann,))
    await bea.say(type="alive")
    assert (await stage.kinds(chat))[-2:] == [4, 5]
    assert (await stage.duty_kinds("bea"))[-2:] == [6, 7]


async def two_chats(stage: Stage) -> tuple[Line, Line, Line, list[str]]:
    ann, bea, first = await talking(stage, "ann")
    ben, second = await waiting(stage, "ben")
    await answer(bea, "accept")
    return bea, ann, ben, [first, second]


async def test_one_absence_is_the_same_in_every_chat_of_the_agent() -> None:
    stage = Stage(settings=as_settings())
    _bea, ann, ben, chats = await two_chats(stage)
    await stage.pass_time(ABSENCE, alive=(ann, ben))
    absent = [await first_row(stage, chat, 4) for chat in chats]
    assert absent[0].at == absent[1].at
    assert absent[0].event.absence_id == absent[1].event.absence_id
    log_in = [row for row in await stage.ledger.feed(0, 1_000) if "agent/" in row.stream]
    told: list[Any] = [row.event for row in log_in if row.kind == 6]
    assert [event.absence_id for event in told] == [absent[0].event.absence_id]
    await stage.pass_time(LOSS - ABSENCE, alive=(ann, ben))
    lost = [await first_row(stage, chat, 30) for chat in chats]
    assert lost[0].at == lost[1].at


async def first_row(stage: Stage, chat: str, kind: int) -> Any:
    return next(row for row in await stage.rows(chat) if row.kind == kind)


async def test_a_command_of_an_absent_agent_resets_its_chat_and_returns_to_the_others() -> None:
    stage = Stage(settings=as_settings())
    bea, ann, ben, chats = await two_chats(stage)
    await stage.pass_time(ABSENCE, alive=(ann, ben))
    await bea.ask("post", chat=chats[1], text="Sorry, back again.")
    assert tail(await stage.kinds(chats[1]), 48) == [4, 50, 5, 1]
    assert tail(await stage.kinds(chats[0]), 48) == [4, 5]
    assert (await stage.duty_kinds("bea"))[-1] == 7


async def test_a_command_about_no_chat_brings_the_agent_back_to_all() -> None:
    stage = Stage(settings=as_settings())
    bea, ann, ben, chats = await two_chats(stage)
    await stage.pass_time(ABSENCE, alive=(ann, ben))
    await bea.ask("set_status", status="on_break")
    for chat in chats:
        assert tail(await stage.kinds(chat), 48) == [4, 5]


async def test_a_refused_command_of_an_absent_agent_leaves_the_reset_and_the_return() -> None:
    stage = Stage(settings=as_settings())
    bea, ann, ben, chats = await two_chats(stage)
    await stage.pass_time(ABSENCE, alive=(ann, ben))
    assert (await bea.ask("close_wrap_up", chat=chats[0]))["code"] == "not_wrapping_up"
    assert tail(await stage.kinds(chats[0]), 48) == [4, 50, 5]
    assert tail(await stage.kinds(chats[1]), 48) == [4, 5]


async def test_a_command_of_a_lost_agent_is_told_to_start_over_and_noted_once() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(LOSS, alive=(ann,))
    assert (await bea.ask("post", chat=chat, text="Back!"))["code"] == "start_over"
    assert (await bea.ask("post", chat=chat, text="Back!"))["code"] == "not_on_duty"
    assert tail(await stage.kinds(chat), 24) == [50]
    assert (await stage.last_event(chat, 50)).was == "lost"
    await bea.ask("log_on")
    assert tail(await stage.kinds(chat), 24) == [50, 8]


async def test_an_absent_agent_is_offered_nothing_until_back() -> None:
    stage = Stage(settings=as_settings())
    bea = await stage.on_duty("bea")
    await stage.pass_time(ABSENCE)
    _ann, chat = await waiting(stage)
    assert await stage.kinds(chat) == [26]
    await bea.say(type="alive")
    assert await stage.kinds(chat) == [26, 8]


async def test_an_agent_who_is_away_can_still_log_off() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(ABSENCE, alive=(ann,))
    await bea.ask("log_off")
    assert tail(await stage.kinds(chat), 48) == [4, 49, 24]
    assert (await stage.duty_kinds("bea"))[-4:] == [7, 1003, 4, 9]


async def test_shorter_intervals_reach_only_silences_that_begin_later() -> None:
    stage = Stage(settings=as_settings())
    ann, bea, chat = await talking(stage)
    await stage.pass_time(60, alive=(bea,))
    site = stage.directory.sites[next(iter(stage.directory.sites))]
    shorter = site.settings.but(ABSENT_INTERVAL=30)
    stage.directory.sites[site.site_id] = site.but(settings=shorter)
    await stage.pass_time(59, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == []
    await stage.pass_time(1, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]
    await ann.say(type="alive")


async def test_a_silence_that_begins_after_an_outage_is_found_on_time() -> None:
    stage = Stage(settings=Settings(ABSENT_INTERVAL=60, USER_ABSENT_RETRY_COUNT=3))
    end_user, agent, chat = await talking(stage)
    stage.clock.advance(600_000)
    stage.server.ticker.beat()
    await stage.pass_time(1, alive=(agent, end_user))
    heard = stage.clock.now()
    await stage.pass_time(62, alive=(agent,))
    absent = [row for row in await stage.rows(chat) if row.kind == 6]
    assert [row.at - heard for row in absent] == [60_000]
