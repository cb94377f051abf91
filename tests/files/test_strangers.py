"""Bytes in the store of files that no record tells of."""

from pathlib import Path

import pytest

from parlour.files.custody import STRANGERS_KEPT, STRANGERS_SEEN, SWEEP_EVERY
from parlour.ids import FileId, Millis
from tests.web.live import LiveServer, live

HOUR = SWEEP_EVERY


async def put(there: LiveServer, folder: Path) -> int:
    """A stranger; when the store has it from."""
    source = folder / "bytes"
    source.write_bytes(b"of a database that a backup has replaced")
    await there.files.store.put(FileId("f_stranger"), source)
    (stored,) = await there.files.store.all()
    return stored.modified


async def is_there_after_sweep(there: LiveServer) -> bool:
    await there.files.custody.sweep()
    return bool(await there.files.store.all())


@pytest.mark.parametrize("ahead", [0, 3650 * 86_400_000])
async def test_they_go_after_a_week_and_not_at_once_because_the_clock_says_so(
    tmp_path: Path, ahead: int
) -> None:
    async with live(tmp_path) as there:
        modified = await put(there, tmp_path)
        there.clock.not_before(Millis(modified + STRANGERS_KEPT + ahead))
        assert await is_there_after_sweep(there)
        there.clock.advance(HOUR)
        assert await is_there_after_sweep(there)
        there.clock.advance(STRANGERS_SEEN)
        assert not await is_there_after_sweep(there)


async def test_one_that_is_younger_is_not_even_counted(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        modified = await put(there, tmp_path)
        there.clock.not_before(Millis(modified + STRANGERS_KEPT - HOUR))
        assert await is_there_after_sweep(there)
        there.clock.advance(HOUR + STRANGERS_SEEN)
        assert await is_there_after_sweep(there)
