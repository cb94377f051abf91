"""What one person may ask, however many tabs they open; and how long a chat may become."""

from typing import Any

import pytest

from parlour.hub import posts
from parlour.hub.requests import RequestLimits
from parlour.rates import Limit
from tests.hub.scenes import talking, waiting
from tests.hub.stage import Stage

SLOW = Limit(burst=5, per_s=1)


def codes(answers: list[dict[str, Any]]) -> list[str]:
    return [answer.get("code", answer["type"]) for answer in answers]


async def test_many_tabs_of_one_end_user_share_one_limit_and_the_agent_is_not_held_up() -> None:
    stage = Stage(limits=RequestLimits(of_end_user=SLOW))
    ann, bea, chat = await talking(stage)  # the request costs one
    other = await stage.end_user("ann")
    answers = [await tab.ask("post", chat=chat, text="Hi") for tab in (ann, other, ann, other, ann)]
    assert codes(answers) == ["ack"] * 4 + ["too_fast"]
    assert (answers[-1]["retry"], answers[-1]["retry_after_ms"]) == (True, 1_000)
    assert codes([await bea.ask("post", chat=chat, text="Yes?")]) == ["ack"]
    tom = await stage.end_user("tom")
    assert codes([await tom.ask("request_chat")]) == ["ack"]
    assert (await stage.kinds(chat)).count(2) == 4


async def test_what_was_too_fast_comes_again_under_its_number_and_in_its_order() -> None:
    stage = Stage(limits=RequestLimits(of_end_user=SLOW))
    ann, bea, chat = await talking(stage)
    for number in range(2, 9):
        await ann.say(type="post", id=number, chat=chat, text=f"{number}")
    answers = [ann.answer(number) for number in range(2, 9)]
    assert codes(answers) == ["ack"] * 4 + ["too_fast", "unavailable", "unavailable"]
    await stage.pass_time(4, alive=(ann, bea))
    for number in (8, 6, 7, 8):
        await ann.say(type="post", id=number, chat=chat, text=f"{number}")
    assert codes([ann.answer(number) for number in (6, 7, 8)]) == ["ack"] * 3
    texts = [frame["event"].get("text") for frame in bea.frames("event")]
    assert texts[-7:] == ["2", "3", "4", "5", "6", "7", "8"]


async def test_long_messages_cost_more_than_short_ones() -> None:
    stage = Stage(limits=RequestLimits(of_end_user=SLOW))
    ann, _, chat = await talking(stage)
    long = "日" * 4_000  # twelve thousand bytes: three times as dear, and one for itself
    answers = [await ann.ask("post", chat=chat, text=long) for _ in range(2)]
    assert codes(answers) == ["ack", "too_fast"]


async def test_an_agent_has_a_limit_of_their_own_over_all_chats_and_windows() -> None:
    stage = Stage(limits=RequestLimits(of_agent=Limit(burst=6, per_s=2)))
    ann, bea, chat = await talking(stage)  # log_on and accept cost two
    second = await stage.agent("bea")
    answers = [
        await desk.ask("post", chat=chat, text="Hi") for desk in (bea, second, bea, second, bea)
    ]
    assert codes(answers) == ["ack"] * 4 + ["too_fast"]
    assert answers[-1]["retry_after_ms"] == 500
    assert codes([await ann.ask("post", chat=chat, text="?")]) == ["ack"]


async def test_typing_without_end_is_passed_on_no_more() -> None:
    stage = Stage(limits=RequestLimits(of_end_user=SLOW))
    ann, bea, chat = await talking(stage)
    for _ in range(50):
        await ann.say(type="typing", chat=chat, on=True)
    assert len(bea.frames("is_typing")) == 4


async def test_being_too_fast_is_counted_and_still_a_sign_of_life() -> None:
    stage = Stage(limits=RequestLimits(of_end_user=SLOW))
    ann, bea, chat = await talking(stage)
    for _ in range(6):
        await ann.ask("post", chat=chat, text="Hi")
    assert stage.server.gateway.outcomes["too_fast"] == 1
    for _ in range(20):
        await stage.pass_time(10, alive=(bea,))
        for _ in range(30):
            await ann.ask("post", chat=chat, text="Hi")
    assert 6 not in await stage.kinds(chat)


async def test_a_site_begins_so_many_chats_whoever_asks() -> None:
    stage = Stage(limits=RequestLimits(chats_of_site=Limit(burst=3, per_s=0.5)))
    people = [await stage.end_user(f"u{number}") for number in range(5)]
    answers = [await person.ask("request_chat") for person in people]
    assert codes(answers) == ["ack"] * 3 + ["too_many_chats"] * 2
    assert answers[-1]["retry_after_ms"] == 2_000
    assert len(stage.server.engine.books.chats) == 3
    await stage.pass_time(2)
    assert codes([await people[4].ask("request_chat")]) == ["ack"]


async def test_only_so_many_chats_are_open_at_once() -> None:
    stage = Stage(limits=RequestLimits(open_chats_max=1))
    ann, chat = await waiting(stage)
    tom = await stage.end_user("tom")
    assert (await tom.ask("request_chat"))["code"] == "too_many_chats"
    await ann.ask("cancel_chat", chat=chat)
    assert (await tom.ask("request_chat"))["type"] == "ack"


async def test_a_chat_that_has_become_too_long_can_still_be_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    monkeypatch.setattr(posts, "CHAT_ROWS_MAX", len(await stage.kinds(chat)) + 1)
    assert codes([await ann.ask("post", chat=chat, text="One more")]) == ["ack"]
    refused = [
        await ann.ask("post", chat=chat, text="?"),
        await bea.ask("post", chat=chat, text="?"),
    ]
    assert codes(refused) == ["chat_too_long"] * 2
    assert codes([await bea.ask("conclude", chat=chat)]) == ["ack"]
