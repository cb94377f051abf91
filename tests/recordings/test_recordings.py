"""Kept recordings: who may look, what they get, that it is on record, and when they go."""

import json
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from parlour.cobrowse.reading import Part
from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.directory.changes import Wanted
from parlour.directory.directory import Directory
from parlour.directory.records import CoBrowseTerms, Site
from parlour.directory.sqlite import SqliteDirectory
from parlour.engine.background import Background
from parlour.engine.ports import SystemClock
from parlour.hub.kept_shows import ShowRecorder
from parlour.ids import ChatId, CoBrowseId, Millis, QueueId, SiteId
from parlour.lives.outage import Outage
from parlour.main import ServerOptions, opened
from parlour.recordings.expiry import AT_ONCE, DAY_MS, RecordingExpiry
from parlour.recordings.records import RecordingPart
from parlour.recordings.sqlite import SqliteRecordings
from tests.hub.stage import SECOND, SITE
from tests.hub.team import change_agent, change_profile, make_supervisor
from tests.web.live import LiveServer, live

Json = dict[str, Any]
LINES = (b'1000\n{"type":4}\n{"type":2}\n', b'12000\n{"type":3}\n')
SHOP = Site(
    site_id=SITE, name="Shop", default_queue_id=QueueId("q"), allowed_origins=("https://a.example",)
)


def part(chat: str, number: int = 1, at: int = 1_000, **more: Any) -> RecordingPart:
    given: Json = {"cobrowse_id": CoBrowseId("b_1"), "site_id": SITE, "lines": b"x"} | more
    return RecordingPart(part=number, chat_id=ChatId(chat), at=Millis(at), **given)


def packed(lines: bytes) -> bytes:
    return zlib.compress(lines)


def unpacked(body: bytes) -> list[bytes]:
    """What the parts hold."""
    parts: list[bytes] = []
    while body:
        (length,) = struct.unpack(">I", body[:4])
        parts.append(zlib.decompress(body[4 : 4 + length]))
        body = body[4 + length :]
    return parts


async def kept(there: LiveServer) -> str:
    """A chat of which a session of two parts was kept, and Sue is there."""
    make_supervisor(there.server)
    await there.agent("sue")
    _, _, chat = await there.talking()
    book = SqliteRecordings(there.database)
    for number, lines in enumerate(LINES, 1):
        await book.add(part(chat, number, at=1_000 * number, lines=packed(lines)))
    return chat


async def looks(there: LiveServer) -> list[tuple[str, str]]:
    """By whom, at which chat."""
    store = SqliteDirectory(there.database, there.clock)
    changes = await store.changes(Wanted(kind="chat"), 10)
    assert {change.deed for change in changes} <= {"recording"}
    return [(change.by, change.id) for change in changes]


# Looked at ---------------------------------------------------------------------------------------


async def test_a_supervisor_is_told_and_gets_all_of_it_in_parts(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await kept(there)
        sue = there.browser("sue")
        told = (await sue.get(f"/api/v1/chats/{chat}/recordings")).json()["recordings"]
        assert [(one["cobrowse_id"], one["at"], one["until"]) for one in told] == [
            ("b_1", 1_000, 2_000)
        ]
        answer = await sue.get(f"/api/v1/chats/{chat}/recordings/b_1")
        assert unpacked(answer.content) == list(LINES)
        assert answer.headers["content-disposition"] == "attachment"
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "private, no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_each_look_is_on_record_before_anything_is_shown(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await kept(there)
        sue = there.browser("sue")
        await sue.get(f"/api/v1/chats/{chat}/recordings")
        assert await looks(there) == []
        for _ in range(2):
            await sue.get(f"/api/v1/chats/{chat}/recordings/b_1")
        assert await looks(there) == [("sue", chat)] * 2
        history = (await sue.get("/api/v1/admin/history?kind=chat")).status_code
        assert history == 403
        change_agent(there.server, "sue", roles=("admin",))
        entry = (await sue.get("/api/v1/admin/history?kind=chat")).json()["changes"][0]
        assert (entry["deed"], entry["kind"], entry["name"]) == ("recording", "chat", chat)


async def test_what_cant_be_put_on_record_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live(tmp_path) as there:
        chat = await kept(there)

        async def refuses(*_: object) -> None:
            raise DatabaseUnavailable("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(there.database, "write", refuses)
            answer = await there.browser("sue").get(f"/api/v1/chats/{chat}/recordings/b_1")
        assert answer.status_code == 503
        assert b"type" not in zlib.compress(answer.content)
        assert await looks(there) == []


async def test_of_other_groups_chats_nothing_is_seen_and_nothing_is_told(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        chat = await kept(there)
        sue, bea = there.browser("sue"), there.browser("bea")
        assert (await bea.get(f"/api/v1/chats/{chat}/recordings/b_1")).status_code == 403
        change_profile(there.server, "of-sue", supervises="own_group")
        change_agent(there.server, "bea", group_id="elsewhere")
        for path in ("recordings", "recordings/b_1"):
            assert (await sue.get(f"/api/v1/chats/{chat}/{path}")).status_code == 404
        assert await looks(there) == []


async def test_one_chats_recording_does_not_open_by_anothers_id(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await kept(there)
        _, other = await there.waiting("cleo")
        sue = there.browser("sue")
        for chat, session in ((other, "b_1"), (other, "b_2"), ("c_none", "b_1")):
            answer = await sue.get(f"/api/v1/chats/{chat}/recordings/{session}")
            assert answer.status_code == 404
        assert await looks(there) == []


# Gone --------------------------------------------------------------------------------------------


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    def fail(error: BaseException) -> None:
        raise AssertionError(error)

    database = Database.open(tmp_path / "parlour.sqlite3", fail)
    yield database
    database.close()


def expiry(
    database: Database, background: Background, outages: Sequence[Outage] = (), **terms: Any
) -> RecordingExpiry:
    site = SHOP.but(cobrowse=CoBrowseTerms(**terms))

    async def away() -> Sequence[Outage]:
        return outages

    book, directory = SqliteRecordings(database), Directory(sites=[site])
    return RecordingExpiry(book, directory, background.run, away)


async def left(database: Database) -> list[tuple[str, int]]:
    query = "SELECT cobrowse_id, part FROM recording ORDER BY 1, 2"
    return await database.look(lambda db: db.execute(query).fetchall())


async def test_sessions_go_whole_after_their_sites_days(database: Database) -> None:
    book, background = SqliteRecordings(database), Background()
    day = 40 * DAY_MS
    gone = SiteId("gone")
    for name, site, at in (
        ("old", SITE, day - 7 * DAY_MS - 1),
        ("young", SITE, day - 7 * DAY_MS),
        ("removed", gone, day - 30 * DAY_MS - 1),
        ("of_removed", gone, day - 30 * DAY_MS),
    ):
        for number in (1, 2):
            later = at + (number - 1) * 10 * SECOND
            await book.add(part("c", number, later, cobrowse_id=CoBrowseId(name), site_id=site))
    await expiry(database, background, keep_days=7).sweep(Millis(day))
    assert await left(database) == [(n, p) for n in ("of_removed", "young") for p in (1, 2)]


@pytest.mark.parametrize(
    ("away_days", "served_days", "is_left"),
    [(3650, 0, True), (3650, 6, True), (3650, 8, False), (4, 6, True), (3, 6, False)],
)
async def test_a_start_with_the_clock_far_ahead_makes_nothing_old(
    database: Database, away_days: int, served_days: int, is_left: bool
) -> None:
    """Nor does an outage that was really so long, for nobody can tell them apart."""
    book, background = SqliteRecordings(database), Background()
    begins = 100 * DAY_MS
    back = begins + away_days * DAY_MS
    await book.add(part("c", at=begins - 1))
    outage = Outage(kind="restart", since=Millis(begins), until=Millis(back))
    there = expiry(database, background, [outage], keep_days=7)
    await there.sweep(Millis(back + served_days * DAY_MS))
    assert bool(await left(database)) is is_left


async def test_a_server_whose_machine_thinks_it_is_ten_years_later_erases_nothing(
    tmp_path: Path,
) -> None:
    ten_years = 3650 * DAY_MS
    options = ServerOptions(folder=tmp_path)
    async with opened(options) as first:
        await first.keeper.begin()
        began = first.clock.now()
        await first.recordings.add(part("c", at=began))
    wrong = SystemClock()
    wrong.not_before(Millis(began + ten_years))
    for life in ("the first so", "the next, whose clock goes on from there"):
        async with opened(options, wrong) as later:
            await later.keeper.begin()
            assert later.clock.now() >= began + ten_years
            later.expiry.tick(later.clock.now())
            await later.server.background.finish()
            assert await later.recordings.sites() == [SITE], life
        wrong = SystemClock()


async def test_more_than_one_transaction_takes(database: Database) -> None:
    book, background = SqliteRecordings(database), Background()
    for number in range(2 * AT_ONCE + 1):
        await book.add(part("c", at=1, cobrowse_id=CoBrowseId(f"b{number}")))
    await expiry(database, background).sweep(Millis(31 * DAY_MS))
    assert await left(database) == []


async def test_it_is_done_at_the_start_and_once_a_day(database: Database) -> None:
    book, background = SqliteRecordings(database), Background()
    there = expiry(database, background, keep_days=1)
    start = 100 * DAY_MS

    async def kept_at(now: int) -> list[tuple[str, int]]:
        await book.add(part("c", at=1, cobrowse_id=CoBrowseId(f"b{now}")))
        there.tick(Millis(now))
        there.tick(Millis(now))
        await background.finish()
        return await left(database)

    assert await kept_at(start) == []
    assert len(await kept_at(start + DAY_MS - 1)) == 1
    assert await kept_at(start + DAY_MS) == []


async def test_a_database_that_refuses_is_asked_again_in_a_minute(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, background = SqliteRecordings(database), Background()
    there = expiry(database, background)
    await book.add(part("c", at=1))
    start = 100 * DAY_MS

    async def refuses(*_: object) -> None:
        raise DatabaseUnavailable("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(database, "write", refuses)
        there.tick(Millis(start))
        await background.finish()
    there.tick(Millis(start + 59_999))
    await background.finish()
    assert len(await left(database)) == 1
    there.tick(Millis(start + 60_000))
    await background.finish()
    assert await left(database) == []


async def test_our_own_time_stands_before_what_came(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        book = SqliteRecordings(there.database)
        ids = CoBrowseId("b_1"), ChatId("c"), SITE
        recorder = ShowRecorder(book, there.clock, there.server.background, of=ids)
        began = there.clock.now()
        for line in (b'{"timestamp":1e300}\n', b'{"timestamp":-5}\n'):
            recorder.keep([Part("change", line, b"", {})])
            there.clock.advance(250)
        recorder.write()
        await there.server.background.finish()
        kept_part = await book.part(ChatId("c"), CoBrowseId("b_1"), 1)
        assert kept_part is not None
        lines = [json.loads(line) for line in zlib.decompress(kept_part.lines).splitlines()]
        assert [one for one in lines if isinstance(one, int)] == [began, began + 250]
