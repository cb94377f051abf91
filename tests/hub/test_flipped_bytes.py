"""A byte flips on the disk: the chat it belongs to is set aside, by name; all others are served."""

import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

import pytest

from parlour.database.migrate import DatabaseTooNew
from parlour.ids import StreamId
from parlour.ledger.protocol import LedgerUnavailable
from parlour.ledger.verify import Report, verify_database
from tests.hub.on_disk import NAME, StageOnDisk, opened
from tests.hub.scenes import answer, talking, waiting

FLIPS = 150
PAGE = 4_096
HEADER = 100  # bytes of the file's own header


@pytest.fixture
async def chats(tmp_path: Path) -> dict[str, str]:
    """Ann and Bea are talking, Ben is waiting, and somebody has come and gone; then a stop."""
    async with opened(tmp_path) as stage:
        ann, bea, first = await talking(stage)
        for text in ("the parcel is lost", "what can be done"):
            await ann.ask("post", chat=first, text=text)
        _cleo, gone = await waiting(stage, "cleo")
        await answer(bea, "accept")
        await bea.ask("conclude", chat=gone)
        await bea.ask("close_wrap_up", chat=gone)
        await bea.ask("set_status", status="unavailable")
        _ben, second = await waiting(stage, "ben")
    return {"ann": first, "ben": second, "cleo": gone}


@asynccontextmanager
async def started_again(folder: Path) -> AsyncIterator[StageOnDisk]:
    """After the damage. Its ids and clients are others than before."""
    async with opened(folder) as stage:
        for _ in range(1_000):
            stage.ids.fresh("other")
        stage.clients = 100
        await stage.server.recover()
        yield stage


def flip(path: Path, offset: int, bits: int = 0x01) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= bits
    path.write_bytes(content)


def flip_in_row(path: Path, query: str, *parameters: str, within: str = "") -> None:
    """Flips a bit in the one stored copy of what the query finds: near its end, or right behind
    these words of it."""
    with closing(sqlite3.connect(path)) as database:
        needle = str(database.execute(query, parameters).fetchone()[0]).encode()
    content = path.read_bytes()
    assert content.count(needle) == 1
    at = needle.index(within.encode()) + len(within) if within else len(needle) - 3
    flip(path, content.index(needle) + at)


EVENT = "SELECT data FROM event WHERE stream = ? AND seq = ?"


@pytest.mark.parametrize(("within", "rule"), [('"digest":"', "S3"), ('"off_record":', "S5")])
async def test_a_chat_with_a_damaged_row_is_set_aside_and_the_others_are_served(
    tmp_path: Path, chats: dict[str, str], within: str, rule: str
) -> None:
    """Whether the row is another one now, or no row at all any more."""
    damaged = "chat/" + chats["ann"]
    flip_in_row(tmp_path / NAME, EVENT, damaged, "7", within=within)
    async with started_again(tmp_path) as stage:
        assert set(stage.server.engine.books.chats) == {chats["ben"]}
        assert list(stage.server.engine.quarantined.streams) == [damaged]
        ben = await stage.end_user("ben")
        assert ben.last("welcome")["chat"] == chats["ben"]
        bea = await stage.agent("bea")
        await bea.ask("set_status", status="available")
        assert (await answer(bea, "accept"))["type"] == "ack", "her session is free again"
        ann, again = await waiting(stage, "ann")
        assert again not in ("", chats["ann"])
        assert ann.last("welcome")["chat"] is None
    report = verify_database(tmp_path / NAME)
    assert {(fault.stream, fault.seq) for fault in report.first_faults()} == {(damaged, 7)}
    assert {rule, "Q4"} <= {fault.rule for fault in report.faults}


async def test_quarantine_outlives_a_restart_and_the_damage_itself(
    tmp_path: Path, chats: dict[str, str]
) -> None:
    """By then the end-user may have another chat; only people can tell what to make of it."""
    damaged = "chat/" + chats["ann"]
    for _ in range(2):
        flip_in_row(tmp_path / NAME, EVENT, damaged, "7")  # the second time it is whole again
        async with started_again(tmp_path) as stage:
            aside = stage.server.engine.quarantined.streams[StreamId(damaged)]
            assert (aside.seq, "row 7" in aside.reason) == (7, True)
            assert chats["ann"] not in stage.server.engine.books.chats
    (fault,) = verify_database(tmp_path / NAME).faults
    assert (fault.stream, fault.seq, fault.rule) == (damaged, 7, "Q4")


async def test_a_text_that_is_another_is_shown_to_nobody(
    tmp_path: Path, chats: dict[str, str]
) -> None:
    query = "SELECT body FROM message WHERE body = ?"
    flip_in_row(tmp_path / NAME, query, "the parcel is lost")
    async with started_again(tmp_path) as stage:
        ann = await stage.end_user("ann")
        assert ann.frames("event") == []
        assert ann.last("resync")["chat"] == chats["ann"]
        assert ann.closed_with is None
        assert "chat/" + chats["ann"] in stage.server.engine.quarantined.streams
        assert (await waiting(stage, "ann"))[1] != chats["ann"]
    assert any(fault.rule == "M6" for fault in verify_database(tmp_path / NAME).faults)


@pytest.mark.parametrize("column", ["client_id", "number", "chat_id", "seq"])
async def test_an_answer_that_is_another_is_found(
    tmp_path: Path, chats: dict[str, str], column: str
) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        change = f"UPDATE command SET {column} = {column} || '7' WHERE seq = 7"
        database.execute(change)
        database.commit()
    assert {fault.rule for fault in verify_database(tmp_path / NAME).faults} == {"Q5"}


async def test_an_agent_whose_log_in_is_damaged_may_log_on_anew(
    tmp_path: Path, chats: dict[str, str]
) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        log_in = str(database.execute("SELECT login_id FROM duty").fetchone()[0])
    flip_in_row(tmp_path / NAME, EVENT, f"agent/{log_in}", "1")
    async with started_again(tmp_path) as stage:
        assert list(stage.server.engine.quarantined.streams) == [f"agent/{log_in}"]
        bea = await stage.agent("bea")
        assert (await bea.ask("log_on"))["type"] == "ack"


async def test_wherever_a_byte_flips_nothing_false_is_served_unnoticed(
    tmp_path: Path, chats: dict[str, str]
) -> None:
    """At any offset: a clear error; or a fault that is named; or nothing that matters to anyone."""
    path = tmp_path / NAME
    honest, truth = path.read_bytes(), told(path)
    chance = random.Random(len(honest))
    pages = range(0, len(honest), PAGE)
    offsets = [chance.choice(pages) + chance.randrange(12) for _ in range(FLIPS // 3)]
    offsets += [chance.randrange(HEADER) for _ in range(FLIPS // 10)]
    offsets += [chance.randrange(len(honest)) for _ in range(FLIPS - len(offsets))]
    for offset in offsets:
        path.write_bytes(honest)
        flip(path, offset, chance.randrange(1, 256))
        report = report_of(path)
        if report is not None and report.intact:
            assert told(path) == truth, f"the flip at {offset} was not noticed"
        with suppress(sqlite3.DatabaseError, LedgerUnavailable, DatabaseTooNew):
            await start(tmp_path, truth, report)


def report_of(path: Path) -> Report | None:
    """None: SQLite itself says that the file is damaged."""
    try:
        return verify_database(path)
    except sqlite3.DatabaseError:
        return None


async def start(folder: Path, truth: dict[str, Any], report: Report | None) -> None:
    """The server starts; each chat it serves is as it was written."""
    stage = StageOnDisk(folder)
    try:
        await stage.server.recover()
        for chat in stage.server.engine.books.chats:
            rows = [row.hash for row in await stage.rows(chat)]
            assert rows == truth["chats"][chat], "a row is served that nobody wrote"
        served = {f"chat/{chat}" for chat in stage.server.engine.books.chats}
        missing = truth["open"] - served - set(stage.server.engine.quarantined.streams)
        assert not missing or report is None or report.faults, "a chat is gone, and nobody says so"
    finally:
        await stage.server.stop()
        stage.database.close()


def told(path: Path) -> dict[str, Any]:
    """All that the ledger says."""
    with closing(sqlite3.connect(path)) as database:
        tables = ("event", "sealed_group", "message", "command", "chat", "chat_session", "duty")
        content = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
        rows = database.execute("SELECT stream, hash FROM event ORDER BY position").fetchall()
        open_chats = database.execute("SELECT chat_id FROM chat WHERE completed IS NULL")
        chats: dict[str, list[str]] = {}
        for stream, row_hash in rows:
            chats.setdefault(str(stream).partition("/")[2], []).append(row_hash)
        return {**content, "chats": chats, "open": {f"chat/{row[0]}" for row in open_chats}}
