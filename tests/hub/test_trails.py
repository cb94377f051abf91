"""The pages an end-user looks at, before and during the chat."""

from typing import Any

from parlour.hub.trails import fresh_pages
from parlour.ids import ChatId, Millis
from parlour.visitors.trails import PAGES_MAX
from parlour.wire.frames import PageSeen
from parlour.wire.parts import Page
from tests.hub.scenes import talking
from tests.hub.stage import Json, Line, Stage
from tests.hub.team import reply, watched


def page(path: str, **more: Any) -> Json:
    return {"url": f"https://shop.example/{path}", "title": path.capitalize(), **more}


def paths(line: Line) -> list[str]:
    """Of the newest trail."""
    return [one["url"].removeprefix("https://shop.example/") for one in line.last("pages")["pages"]]


async def asking(stage: Stage, **more: Any) -> tuple[Line, Line, str]:
    bea = await stage.on_duty("bea")
    ann = await stage.end_user("ann")
    here = {"page_url": "https://shop.example/grinder", "page_title": "Grinder"}
    await ann.ask("request_chat", question="Hello?", **here, **more)
    await reply(bea, "accept")
    return ann, bea, stage.only_chat


async def test_agents_are_shown_the_way_that_led_to_the_chat() -> None:
    stage = Stage()
    now = stage.clock.now()
    _, bea, _ = await asking(stage, trail=[page("", ago_ms=60_000), page("beans", ago_ms=9_000)])
    assert paths(bea) == ["", "beans", "grinder"]
    assert [one["at"] for one in bea.last("pages")["pages"]] == [now - 60_000, now - 9_000, now]


async def test_a_page_during_the_chat_is_added_once() -> None:
    ann, bea, chat = await asking(Stage())
    for path in ("kettle", "kettle", "beans"):
        await ann.say(type="page", chat=chat, page=page(path))
    assert paths(bea) == ["grinder", "kettle", "beans"]
    assert len(bea.frames("pages")) == 3


async def test_a_newcomer_and_a_new_connection_are_shown_them_all() -> None:
    stage = Stage()
    ann, bea, chat = await asking(stage)
    await ann.say(type="page", chat=chat, page=page("kettle"))
    bea.cut()
    again = await stage.agent("bea", bea.client_id)
    assert paths(again) == ["grinder", "kettle"]
    assert not ann.frames("pages")


async def test_only_the_chat_s_own_end_user_tells_pages() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    zoe = await stage.end_user("zoe")
    await zoe.say(type="page", chat=chat, page=page("kettle"))
    assert not bea.frames("pages")
    assert sue.read(type="page", chat=chat, page=page("x")).answer.code == "not_for_you"
    await ann.say(type="page", chat=chat, page=page("kettle"))
    assert paths(bea) == ["kettle"] == paths(sue)


async def test_an_address_that_is_none_is_left_out_and_texts_are_cleaned() -> None:
    ann, bea, chat = await talking(Stage())
    await ann.say(type="page", chat=chat, page={"url": "javascript:alert(1)", "title": "x"})
    assert not bea.frames("pages")
    bad = ann.read(type="page", chat=chat, page=page("a", title="a\nb"))
    assert bad.answer.code == "bad_text"


async def test_they_outlive_a_restart_as_far_as_they_are_kept() -> None:
    stage = Stage()
    ann, _, chat = await asking(stage)
    await ann.say(type="page", chat=chat, page=page("kettle"))
    book = stage.server.lobby.trails.__dict__["_book"]
    assert [p.title for p in (await book.of_chats([ChatId(chat)]))[chat]] == ["Grinder", "Kettle"]


async def test_a_chat_that_was_turned_away_leaves_nothing_in_memory() -> None:
    stage = Stage(queue={"max_waiting": 0})
    ann = await stage.end_user("ann")
    answer = await ann.ask("request_chat", question="?", page_url="https://shop.example/")
    assert answer["type"] == "ack"
    assert stage.server.lobby.trails.__dict__["_trails"] == {}


def test_times_never_go_back_and_the_trail_is_bounded() -> None:
    before = (Page(url="https://a.example/1", title="", at=Millis(500)),)
    told = (PageSeen(url="https://a.example/2", ago_ms=900), PageSeen(url="https://a.example/2"))
    assert [p.at for p in fresh_pages(before, told, Millis(1_000))] == [500]
    assert PAGES_MAX == 50
