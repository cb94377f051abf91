"""What every store of the directory must do; one suite for all."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from parlour.database.database import Database
from parlour.directory.changes import Change, DirectoryUnavailable, Edit, VersionClash, Wanted
from parlour.directory.records import BUILT_IN_STATUSES, Agent, Profile, Queue, Site, Skill
from parlour.directory.shelves import BadRecord, Record
from parlour.directory.sqlite import SqliteDirectory
from parlour.directory.store import DirectoryStore, MemoryDirectory, put
from parlour.engine.ports import ManualClock
from parlour.ids import AgentId, QueueId, SiteId
from parlour.settings import Settings

Store = DirectoryStore
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


SKILL = Skill(skill_id="tea", name="Tea")


async def history(store: Store, kind: str = "", record_id: str = "") -> list[Change]:
    """Oldest first."""
    return (await store.changes(Wanted(kind=kind, id=record_id), 100))[::-1]


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
        await put(store, record, by="ann")
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
    await put(store, before, by="sophie")
    clock.advance(500)
    await put(store, after, by="ben")
    first, second = await history(store, "agent", "ann")
    assert (first.at, first.by, first.version) == (1_000, "sophie", 1)
    assert (first.before, first.after) == (None, before)
    assert (second.at, second.by, second.version) == (1_500, "ben", 2)
    assert (second.before, second.after) == (before, after)


async def test_records_of_other_kinds_with_the_same_id_are_others(store: Store) -> None:
    await put(store, Queue(queue_id=QueueId("x"), site_id=SiteId("shop"), name="X"), by="ann")
    await put(store, RECORDS[2].but(profile_id="x"), by="ann")
    assert len(await history(store, "queue", "x")) == 1
    assert len(await history(store, "profile", "x")) == 1


@pytest.mark.parametrize(
    "change",
    [{"max_sessions": 0}, {"max_sessions": 51}, {"name": 5}, {"queues": {"sales": 0}}],
)
async def test_a_record_out_of_bounds_is_refused_and_changes_nothing(
    store: Store, change: dict[str, object]
) -> None:
    directory = await store.load()
    with pytest.raises(BadRecord):
        await put(store, RECORDS[2].but(**change), by="ann")
    assert directory.profiles == {}
    assert await history(store, "profile", "p") == []


async def test_what_was_removed_is_gone_and_on_record(store: Store, clock: ManualClock) -> None:
    directory = await store.load()
    await put(store, SKILL, by="ann")
    clock.advance(5)
    await store.write([Edit(kind="skill", id="tea", after=None, version=1)], by="ben")
    assert directory.skills == {}
    assert store.stamps == {}
    _, removed = await history(store)
    assert (removed.deed, removed.by, removed.at, removed.version) == ("remove", "ben", 1_005, 2)
    assert (removed.before, removed.after) == (SKILL, None)
    assert store.revision == removed.number


async def test_an_id_that_comes_back_goes_on_counting(store: Store) -> None:
    await put(store, SKILL, by="ann")
    await store.write([Edit(kind="skill", id="tea", after=None)], by="ann")
    await store.write([Edit(kind="skill", id="tea", after=SKILL, version=0)], by="ann")
    assert store.stamps["skill", "tea"].version == 3
    assert [change.version for change in await history(store)] == [1, 2, 3]


@pytest.mark.parametrize("version", [0, 2])
async def test_an_edit_of_another_version_changes_nothing(store: Store, version: int) -> None:
    directory = await store.load()
    await put(store, SKILL, by="ann")
    coffee = Edit(kind="skill", id="coffee", after=Skill(skill_id="coffee", name="C"), version=0)
    late = Edit(kind="skill", id="tea", after=SKILL.but(name="Green tea"), version=version)
    with pytest.raises(VersionClash) as clash:
        await store.write([coffee, late], by="ben")
    assert clash.value.edits == (late,)
    assert directory.skills == {"tea": SKILL}
    assert len(await history(store)) == 1


async def test_several_edits_are_written_together(store: Store) -> None:
    directory = await store.load()
    edits = [Edit(kind="site", id="shop", after=RECORDS[0], version=0)]
    edits.append(Edit(kind="queue", id="sales", after=RECORDS[1], version=0))
    await store.write(edits, by="ann")
    assert directory.sites[SiteId("shop")] == RECORDS[0]
    assert {key: stamp.version for key, stamp in store.stamps.items()} == {
        ("site", "shop"): 1,
        ("queue", "sales"): 1,
    }
    assert store.revision == 2


async def test_what_is_done_to_access_is_on_record_and_changes_no_record(store: Store) -> None:
    await put(store, RECORDS[3], by="ann")
    await store.note(("agent", "ann"), "password", by="ben")
    await put(store, RECORDS[3].but(name="Anna"), by="ann")
    put_first, noted, put_again = await history(store, "agent", "ann")
    assert (noted.deed, noted.by, noted.before, noted.after) == ("password", "ben", None, None)
    assert [one.version for one in (put_first, noted, put_again)] == [1, 1, 2]
    assert store.stamps["agent", "ann"].version == 2


async def test_the_history_is_read_by_kind_id_and_person_from_the_latest_back(
    store: Store,
) -> None:
    for record in RECORDS:
        await put(store, record, by="ann")
    await put(store, RECORDS[1].but(name="More"), by="ben")

    async def numbers(limit: int = 100, **wanted: Any) -> list[int]:
        return [change.number for change in await store.changes(Wanted(**wanted), limit)]

    assert await numbers() == [6, 5, 4, 3, 2, 1]
    assert await numbers(2) == [6, 5]
    assert await numbers(2, before=5) == [4, 3]
    assert await numbers(kind="queue") == [6, 2]
    assert await numbers(kind="queue", id="sales", by="ann") == [2]
    assert await numbers(by="ben") == [6]


async def test_stamps_and_revision_are_the_same_after_a_restart(
    tmp_path: Path, clock: ManualClock
) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    first = SqliteDirectory(database, clock)
    for record in (*RECORDS, SKILL):
        await put(first, record, by="ann")
    await put(first, RECORDS[3].but(name="Anna"), by="ben")
    await first.write([Edit(kind="skill", id="tea", after=None)], by="ben")
    await first.note(("agent", "ann"), "link", by="ben")
    second = SqliteDirectory(database, clock)
    await second.load()
    database.close()
    assert (second.stamps, second.revision) == (first.stamps, first.revision)
    assert second.stamps["agent", "ann"].by == "ben"


async def test_the_directory_is_the_same_after_a_restart(
    tmp_path: Path, clock: ManualClock
) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    first = SqliteDirectory(database, clock)
    before = await first.load()
    for record in RECORDS:
        await put(first, record, by="ann")
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
        await put(store, RECORDS[0], by="ann")
    assert directory.sites == {}


@pytest.mark.parametrize(
    "deed", ["DELETE FROM directory_change", "UPDATE directory_change SET at=0"]
)
async def test_the_history_can_not_be_changed(
    tmp_path: Path, clock: ManualClock, deed: str
) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    await put(SqliteDirectory(database, clock), RECORDS[0], by="ann")
    with pytest.raises(sqlite3.DatabaseError, match="only added to"):
        await database.write(lambda db: db.execute(deed))
    database.close()
