"""What every book of messages and trails must do; one suite for memory and database."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from parlour.database.database import Database
from parlour.ids import AgentId, ChatId, EndUserId, Millis, SiteId
from parlour.visitors import messages as m
from parlour.visitors.messages import LeftMessage, MemoryMessages, MessageBook
from parlour.visitors.sqlite import SqliteMessages, SqliteTrails
from parlour.visitors.trails import PAGES_MAX, MemoryTrails, TrailBook
from parlour.wire.parts import Page

BEA = AgentId("bea")
CHAT, OTHER = ChatId("c_1"), ChatId("c_2")


class Books(NamedTuple):
    messages: MessageBook
    trails: TrailBook


@pytest.fixture(params=["memory", "sqlite"])
async def books(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Books]:
    if request.param == "memory":
        yield Books(MemoryMessages(), MemoryTrails())
        return
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    yield Books(SqliteMessages(database), SqliteTrails(database))
    database.close()


def message(name: str, at: int, **changes: object) -> LeftMessage:
    return LeftMessage(
        message_id=f"lm_{name}",
        site_id=SiteId("shop"),
        end_user_id=EndUserId("e_1"),
        name=name,
        email=f"{name}@home.example",
        text="Where is my grinder?",
        page_url="https://shop.example/",
        page_title="Shop",
        language="de",
        left_at=Millis(at),
    ).but(**changes)


def page(number: int) -> Page:
    return Page(url=f"https://shop.example/{number}", title=f"{number}", at=Millis(number))


async def names(book: MessageBook, **asked: object) -> list[str]:
    wish = {"settled": False, "limit": 10, "before": None, **asked}
    return [one.name for one in await book.page(**wish)]  # type: ignore[arg-type]


async def test_a_message_is_taken_once(books: Books) -> None:
    ann = message("ann", 1)
    assert await books.messages.add(ann) == "new"
    assert await books.messages.add(ann.but(text="other")) == "known"
    assert list(await books.messages.page(settled=False, limit=9, before=None)) == [ann]


async def test_the_latest_come_first_page_by_page(books: Books) -> None:
    for at, name in enumerate(("ann", "zoe", "eve"), 1):
        await books.messages.add(message(name, at))
    assert await names(books.messages, limit=2) == ["eve", "zoe"]
    assert await names(books.messages, limit=2, before=Millis(2)) == ["ann"]


async def test_a_message_is_settled_and_opened_again(books: Books) -> None:
    book = books.messages
    await book.add(message("ann", 1))
    assert await book.settle("lm_ann", Millis(5), BEA)
    assert (await names(book), await names(book, settled=True)) == ([], ["ann"])
    (settled,) = await book.page(settled=True, limit=9, before=None)
    assert (settled.settled_at, settled.settled_by, await book.count_open()) == (5, "bea", 0)
    assert await book.settle("lm_ann", None, BEA)
    assert (await book.page(settled=False, limit=9, before=None))[0] == message("ann", 1)
    assert not await book.settle("lm_nobody", Millis(5), BEA)


async def test_a_site_whose_messages_nobody_reads_gets_no_more(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("parlour.visitors.messages.OPEN_MAX", "parlour.visitors.sqlite.OPEN_MAX"):
        monkeypatch.setattr(room, 2)
    assert m.OPEN_MAX == 2
    book = books.messages
    taken = [await book.add(message(name, at)) for at, name in enumerate(("ann", "zoe", "eve"))]
    assert taken == ["new", "new", "full"]
    assert await book.add(message("pat", 9, site_id=SiteId("other"))) == "new"
    await book.settle("lm_ann", Millis(5), BEA)
    assert await book.add(message("eve", 3)) == "new"


async def test_pages_of_a_chat_are_kept_in_order_the_newest_of_too_many(books: Books) -> None:
    trails = books.trails
    await trails.add(CHAT, [page(1), page(2)])
    await trails.add(CHAT, [page(3)])
    await trails.add(OTHER, [page(n) for n in range(1, PAGES_MAX + 11)])
    found = await trails.of_chats([CHAT, OTHER, ChatId("c_3")])
    assert found[CHAT] == (page(1), page(2), page(3))
    assert [one.at for one in found[OTHER]] == list(range(11, PAGES_MAX + 11))
    assert set(found) == {CHAT, OTHER}
