"""What every store of the directory must do; one suite for all."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.database.database import Database
from parlour.directory.records import BUILT_IN_STATUSES, Agent, Profile, Queue, Site
from parlour.directory.store import (
    BadRecord,
    DirectoryUnavailable,
    MemoryDirectory,
    Record,
    SqliteDirectory,
)
from parlour.engine.ports import ManualClock
from parlour.ids import AgentId, QueueId, SiteId
from parlour.settings import Settings

Store = MemoryDirectory | SqliteDirectory
RECORDS: tuple[Record, ...] = (
    Site(
        site_id=SiteId("shop"),
        name="Shop",
        default_queue_id=QueueId("sales"),
        allowed_origins=("https://shop.example",),
        settings=Settings(ABSENT_INTERVAL=60),
    ),
    Queue(queue_id=QueueId("sales"), site_id=SiteId("shop"), name="Sales"),
    Profile(profile_id="p", name="All", queues={QueueId("sales"): 1}),
    Agent(agent_id=AgentId("ann"), login="ann", name="Ann", profile_id="p"),
    BUILT_IN_STATUSES[0],
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_000)


@pytest.fixture(params=["memory", "sqlite"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock
) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryDirectory(clock)
        return
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    yield SqliteDirectory(database, clock)
    database.close()


async def test_what_was_put_stands_in_the_directory_that_was_loaded(store: Store) -> None:
    directory = await store.load()
    for record in RECORDS:
        await store.put(record, by="ann")
    assert directory.sites[SiteId("shop")] == RECORDS[0]
    assert directory.queues[QueueId("sales")] == RECORDS[1]
    assert directory.profile_of(AgentId("ann")) == RECORDS[2]
    assert directory.agents[AgentId("ann")] == RECORDS[3]
    assert directory.statuses["available"] == RECORDS[4]
    assert await store.load() is directory


async def test_the_history_tells_who_changed_what_and_when(
    store: Store, clock: ManualClock
) -> None:
    before = RECORDS[3]
    assert isinstance(before, Agent)
    after = before.but(name="Anna")
    await store.put(before, by="sophie")
    clock.advance(500)
    await store.put(after, by="ben")
    first, second = await store.history("agent", "ann")
    assert (first.at, first.by, first.version) == (1_000, "sophie", 1)
    assert (first.before, first.after) == (None, before)
    assert (second.at, second.by, second.version) == (1_500, "ben", 2)
    assert (second.before, second.after) == (before, after)


async def test_records_of_other_kinds_with_the_same_id_are_others(store: Store) -> None:
    await store.put(Queue(queue_id=QueueId("x"), site_id=SiteId("shop"), name="X"), by="ann")
    await store.put(RECORDS[2].but(profile_id="x"), by="ann")
    assert len(await store.history("queue", "x")) == 1
    assert len(await store.history("profile", "x")) == 1


@pytest.mark.parametrize(
    "change",
    [{"max_sessions": 0}, {"max_sessions": 51}, {"name": 5}, {"queues": {"sales": 0}}],
)
async def test_a_record_out_of_bounds_is_refused_and_changes_nothing(
    store: Store, change: dict[str, object]
) -> None:
    directory = await store.load()
    with pytest.raises(BadRecord):
        await store.put(RECORDS[2].but(**change), by="ann")
    assert directory.profiles == {}
    assert await store.history("profile", "p") == []


async def test_the_directory_is_the_same_after_a_restart(
    tmp_path: Path, clock: ManualClock
) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    first = SqliteDirectory(database, clock)
    before = await first.load()
    for record in RECORDS:
        await first.put(record, by="ann")
    database.close()
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    after = await SqliteDirectory(database, clock).load()
    database.close()
    assert vars(after) == vars(before)


async def test_what_is_not_written_does_not_count(tmp_path: Path, clock: ManualClock) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    store = SqliteDirectory(database, clock)
    directory = await store.load()
    database.close()
    with pytest.raises(DirectoryUnavailable):
        await store.put(RECORDS[0], by="ann")
    assert directory.sites == {}


@pytest.mark.parametrize(
    "deed", ["DELETE FROM directory_change", "UPDATE directory_change SET at=0"]
)
async def test_the_history_can_not_be_changed(
    tmp_path: Path, clock: ManualClock, deed: str
) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    await SqliteDirectory(database, clock).put(RECORDS[0], by="ann")
    with pytest.raises(sqlite3.DatabaseError, match="only added to"):
        await database.write(lambda db: db.execute(deed))
    database.close()
