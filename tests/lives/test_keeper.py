"""What a server leaves on record of itself: signs of life, its end, its outages."""

from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from parlour import __version__
from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.engine.own_outages import OwnOutages
from parlour.engine.ports import ManualClock
from parlour.ids import Millis
from parlour.lives.keeper import PULSE, LifeKeeper
from parlour.lives.life import NO_PAST, Life, Past
from parlour.lives.outage import Outage
from parlour.lives.sqlite import SqliteLives

START = ManualClock().now()


class Record:
    """A life book that takes nothing while it is `down`."""

    def __init__(self) -> None:
        self.down = False
        self.life: Life | None = None
        self.outages: list[Outage] = []

    async def put(self, life: Life, outages: Sequence[Outage]) -> None:
        if self.down:
            raise DatabaseUnavailable("the disk is full")
        self.life = life
        self.outages += outages


class Kept:
    """A keeper, its clock, and what it has in the background."""

    def __init__(self, past: Past = NO_PAST) -> None:
        self.clock = ManualClock()
        self.book = Record()
        self.outages = OwnOutages(self.clock)
        self.keeper = LifeKeeper(self.book, self.outages, self.clock, past)
        self._work: list[Coroutine[Any, Any, None]] = []

    def is_away(self) -> bool:
        return self.outages.is_away

    async def after(self, ms: int) -> Life:
        self.clock.advance(ms)
        self.keeper.tick(self._work.append, self.clock.now())
        while self._work:
            await self._work.pop()
        assert self.book.life is not None, "begun"
        return self.book.life


async def test_a_sign_of_life_is_given_every_two_seconds() -> None:
    kept = Kept()
    await kept.keeper.begin()
    assert (await kept.after(PULSE - 1)).alive == START
    assert (await kept.after(1)).alive == START + PULSE
    assert (await kept.after(PULSE)).alive == START + 2 * PULSE


async def test_a_row_of_the_ledger_is_a_sign_of_life_too() -> None:
    kept = Kept()
    await kept.keeper.begin()
    kept.clock.advance(PULSE)
    kept.outages.store_took(kept.clock.now())
    assert (await kept.after(100)).alive == START


async def test_lives_are_numbered_and_the_last_sign_of_one_that_was_stopped_is_its_stop() -> None:
    kept = Kept(Past(life=Life(number=6, version="0", started=START, alive=START)))
    await kept.keeper.begin()
    kept.clock.advance(700)
    await kept.keeper.stop()
    life = await kept.after(10 * PULSE)
    assert life == Life(
        number=7, version=__version__, started=START, alive=START, stopped=Millis(START + 700)
    )
    assert life.last_seen == START + 700


async def test_an_outage_is_on_record_at_once_and_one_that_can_not_be_written_later() -> None:
    kept = Kept()
    await kept.keeper.begin()
    kept.book.down = True
    kept.outages.stalled(START, Millis(START + 3_000))
    await kept.after(100)
    assert kept.book.outages == []
    assert kept.is_away(), "the store refuses, which is an outage by itself"
    kept.book.down = False
    await kept.after(100)
    assert [outage.kind for outage in kept.book.outages] == ["stall"]
    assert not kept.is_away()
    await kept.after(100)
    assert [outage.kind for outage in kept.book.outages] == ["stall", "store"]


async def test_an_outage_of_the_store_is_granted_from_when_it_last_took_something() -> None:
    kept = Kept()
    granted: list[int] = []
    kept.outages.grants.append(granted.append)
    kept.outages.store_took(Millis(START + 1_000))
    kept.clock.advance(4_000)
    kept.outages.store_refused(kept.clock.now())
    kept.clock.advance(4_000)
    kept.outages.tick(kept.clock.now())
    assert granted == []
    kept.outages.store_took(kept.clock.now())
    assert granted == [7_000]
    kept.outages.store_took(kept.clock.now())
    assert granted == [7_000]


async def test_a_store_that_nobody_asks_again_is_tried_after_a_while() -> None:
    kept = Kept()
    kept.outages.store_refused(kept.clock.now())
    kept.clock.advance(4_999)
    kept.outages.tick(kept.clock.now())
    assert kept.is_away()
    kept.clock.advance(1)
    kept.outages.tick(kept.clock.now())
    assert not kept.is_away()


@asynccontextmanager
async def database(folder: Path) -> AsyncIterator[Database]:
    def fail(error: Exception) -> None:
        raise AssertionError(error)

    opened = Database.open(folder / "parlour.db", fail)
    try:
        yield opened
    finally:
        opened.close()


async def test_what_is_put_is_found_by_the_next_server(tmp_path: Path) -> None:
    life = Life(number=1, version="1", started=START, alive=Millis(START + 5_000))
    stall = Outage(kind="stall", since=Millis(START + 10), until=Millis(START + 3_000))
    async with database(tmp_path) as db:
        lives = SqliteLives(db)
        assert await lives.past() == NO_PAST
        await lives.put(life.but(alive=START), [])
        await lives.put(life, [stall])
    async with database(tmp_path) as db:
        lives = SqliteLives(db)
        past = await lives.past()
        assert past.life == life
        assert past.outages.within(START, life.alive) == 2_990
        assert await lives.lives(life.alive) == [life]
        assert await lives.outages(Millis(0)) == [stall]
        assert await lives.lives(Millis(life.alive + 1)) == []
        assert await lives.outages(stall.until) == []


async def test_old_outages_no_longer_matter(tmp_path: Path) -> None:
    two_days = 2 * 86_400_000
    life = Life(number=1, version="1", started=START, alive=Millis(START + two_days))
    outages = [
        Outage(kind="stall", since=Millis(START - 10), until=Millis(START + past))
        for past in (0, 1)
    ]
    async with database(tmp_path) as db:
        lives = SqliteLives(db)
        await lives.put(life, outages[:1])
        assert (await lives.past()).outages.within(Millis(0), life.alive) == 0
        await lives.put(life, outages[1:])
        assert (await lives.past()).outages.within(Millis(0), life.alive) == 11


async def test_a_server_that_can_not_write_its_beginning_does_not_begin() -> None:
    kept = Kept()
    kept.book.down = True
    with pytest.raises(DatabaseUnavailable):
        await kept.keeper.begin()
