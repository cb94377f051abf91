"""Many small questions become few queries."""

import asyncio
from collections.abc import Sequence

import pytest

from parlour.database.gathered import BATCH_MAX, Gathered
from tests.hub.stage import turns


class Book:
    """Answers when it is let, and notes what it was asked at a time."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.answering = asyncio.Event()
        self.fails = False

    async def look(self, keys: Sequence[int]) -> dict[int, str]:
        self.asked.append(list(keys))
        await self.answering.wait()
        if self.fails:
            raise OSError("the disk is gone")
        return {key: f"page {key}" for key in keys if key >= 0}


async def asked(gathered: Gathered[int, str], *keys: int) -> list[asyncio.Task[str | None]]:
    tasks = [asyncio.create_task(gathered.get(key)) for key in keys]
    await turns(5)
    return tasks


async def test_while_one_batch_is_read_the_next_one_gathers() -> None:
    book = Book()
    gathered = Gathered(book.look)
    first = await asked(gathered, 1)
    later = await asked(gathered, 2, 3, -4) + await asked(gathered, 2)
    assert book.asked == [[1]]
    book.answering.set()
    answers = await asyncio.gather(*first, *later)
    assert answers == ["page 1", "page 2", "page 3", None, "page 2"]
    assert len(book.asked) == 2
    assert set(book.asked[1]) == {2, 3, -4}
    assert await gathered.get(5) == "page 5"


async def test_a_batch_has_a_limit() -> None:
    book = Book()
    book.answering.set()
    gathered = Gathered(book.look)
    keys = range(2 * BATCH_MAX + 1)
    assert await asyncio.gather(*map(gathered.get, keys)) == [f"page {key}" for key in keys]
    assert [len(batch) for batch in book.asked] == [BATCH_MAX, BATCH_MAX, 1]


async def test_a_failure_reaches_all_who_asked_with_it_and_nobody_after() -> None:
    book = Book()
    gathered = Gathered(book.look)
    tasks = await asked(gathered, 1, 2)
    book.fails = True
    book.answering.set()
    for task in tasks:
        with pytest.raises(OSError, match="gone"):
            await task
    book.fails = False
    assert await gathered.get(1) == "page 1"


async def test_who_gives_up_takes_no_answer_from_the_others() -> None:
    book = Book()
    gathered = Gathered(book.look)
    one, other = await asked(gathered, 1, 2)
    one.cancel()
    book.answering.set()
    assert await other == "page 2"
