"""The server on a disk that is full or fails: it refuses rather than be wrong, and recovers."""

import sqlite3
from pathlib import Path

import pytest

from parlour.ledger.verify import verify_database
from tests.hub.on_disk import NAME, StageOnDisk, opened
from tests.hub.scenes import talking
from tests.hub.stage import Line

KIB = 1024


def accepts_commands(stage: StageOnDisk) -> bool:
    return stage.server.gateway.accepts_commands


def kept(folder: Path) -> list[str]:
    """Bodies of the messages in the order of the ledger."""
    with sqlite3.connect(folder / NAME) as database:
        return [row[0] for row in database.execute("SELECT body FROM message ORDER BY position")]


async def test_on_a_full_disk_commands_are_refused_and_reads_go_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        ann, bea, chat = await talking(stage)
        assert (await ann.ask("post", chat=chat, text="before"))["type"] == "ack"
        stage.disk.room = 0
        refused = await ann.ask("post", chat=chat, text="written on a full disk")
        assert (refused["code"], refused["retry"]) == ("unavailable", True)
        assert ann.closed_with is None
        assert bea.closed_with is None
        assert not accepts_commands(stage)
        other = await stage.end_user("ann", client="second-tab")
        assert other.seen() == ann.seen()
        assert other.frames("event")[-1]["event"]["text"] == "before"
        stage.disk.room = None
        await ann.say(type="post", id=ann.count, chat=chat, text="written on a full disk")
        assert ann.answer(ann.count)["type"] == "ack"
        assert accepts_commands(stage)
        assert bea.frames("event")[-1]["event"]["text"] == "written on a full disk"
        assert stage.failures == []
    assert kept(tmp_path) == ["before", "written on a full disk"]
    assert verify_database(tmp_path / NAME).faults == ()


@pytest.mark.parametrize("room", [1, 30 * KIB, 90 * KIB, 200 * KIB])
async def test_wherever_the_disk_runs_full_what_was_acknowledged_is_kept(
    tmp_path: Path, room: int
) -> None:
    promised: list[str] = []
    async with opened(tmp_path) as stage:
        ann, _bea, chat = await talking(stage)
        stage.disk.room = room
        while await promised_to(ann, chat, promised):
            pass
        for _ in range(3):
            assert not await promised_to(ann, chat, promised)
        stage.disk.room = None
        for _ in range(3):
            assert await promised_to(ann, chat, promised)
        assert stage.failures == []
    assert kept(tmp_path) == promised
    assert verify_database(tmp_path / NAME).faults == ()


async def promised_to(ann: Line, chat: str, promised: list[str]) -> bool:
    """Whether one more message was acknowledged; then it is among the promises. A refused one
    comes again under its number, as from our own clients."""
    text = f"{len(promised)}" * KIB
    number = len(promised) + 2  # the first was the request for the chat
    await ann.say(type="post", id=number, chat=chat, text=text)
    if ann.answer(number)["type"] != "ack":
        return False
    promised.append(text)
    return True


@pytest.mark.parametrize("fault", ["failing_syncs", "failing_writes"])
async def test_a_failed_sync_or_write_ends_the_server_and_nothing_promised_is_lost(
    tmp_path: Path, fault: str
) -> None:
    async with opened(tmp_path) as stage:
        ann, _bea, chat = await talking(stage)
        assert (await ann.ask("post", chat=chat, text="promised"))["type"] == "ack"
        setattr(stage.disk, fault, True)
        await ann.say(type="post", id=ann.count + 1, chat=chat, text="not promised")
        assert ann.answer(ann.count + 1) == {}
        assert stage.database.closed
        assert len(stage.failures) == 1
    assert "promised" in kept(tmp_path)
    assert verify_database(tmp_path / NAME).faults == ()
