"""Files in a backup: all that the copy tells of, proven by their hashes, and put back."""

from pathlib import Path

from parlour.backup import back_up, restore
from parlour.file_backup import OnProgress, back_up_files, files_beside, prove_files, restore_files
from parlour.files.store import key_of
from parlour.ids import FileId, Millis
from parlour.main import DATABASE_NAME
from tests.web.live import live
from tests.web.test_files import Story


def on_progress(_done: int, _all: int) -> None:
    """Nobody looks."""


def on_stage(_name: str) -> OnProgress:
    return on_progress


async def with_a_file(folder: Path) -> FileId:
    async with live(folder) as there:
        story = Story(there, *await there.talking())
        sent = await story.ann_sends(b"hello")
        return FileId(sent.json()["file"])


async def test_a_backup_has_the_files_and_puts_them_back(tmp_path: Path) -> None:
    data, copy, new = tmp_path / "data", tmp_path / "copy.db", tmp_path / "new"
    data.mkdir()
    file_id = await with_a_file(data)
    back_up(data / DATABASE_NAME, copy, on_stage)
    assert back_up_files(copy, data, on_progress) == []
    assert (files_beside(copy) / file_id).read_bytes() == b"hello"
    restore(copy, new / DATABASE_NAME, on_stage, at=Millis(0))
    assert restore_files(copy, new, on_progress) == []
    assert (new / key_of(file_id)).read_bytes() == b"hello"
    assert prove_files(new / DATABASE_NAME, new, on_progress) == []


async def test_a_file_that_is_missing_or_another_is_told(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.db"
    data.mkdir()
    place = data / key_of(await with_a_file(data))
    place.write_bytes(b"jello")
    assert [one.rule for one in prove_files(data / DATABASE_NAME, data, on_progress)] == ["K3"]
    place.unlink()
    back_up(data / DATABASE_NAME, copy, on_stage)
    assert [one.rule for one in back_up_files(copy, data, on_progress)] == ["K3"]
