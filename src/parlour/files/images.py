"""Pictures are made anew, in a process of their own, a few at a time."""

import asyncio
import sys
from pathlib import Path

from parlour.files.records import NotTaken
from parlour.files.reencode import TOO_LARGE

PIXELS_MAX = 64_000_000
"""Of all frames together: the largest cameras of phones take 50 million, and four bytes each."""
WITHIN_S = 20
AT_ONCE = 2
"""Each takes a core."""
GROWTH = 4
"""A picture packed by a better packer than ours may come out so many times larger."""
ROOM_BYTES = 1 << 20


class Images:
    """Makes pictures anew."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def reencode(self, media_type: str, source: Path, target: Path) -> None:
        """Raises: `NotTaken` (`image_unreadable`, `image_too_large`)."""
        bytes_max = size_of(source) * GROWTH + ROOM_BYTES
        arguments = (media_type, str(source), str(target), str(PIXELS_MAX), str(bytes_max))
        async with self._places:
            code = await _run(arguments)
        if code == TOO_LARGE:
            raise NotTaken("image_too_large")
        if code != 0 or not size_of(target):
            raise NotTaken("image_unreadable")


def size_of(path: Path) -> int:
    """In bytes; 0: there is none."""
    return path.stat().st_size if path.exists() else 0


async def _run(arguments: tuple[str, ...]) -> int:
    """Its exit code; -1: it took too long."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        "parlour.files.reencode",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONHASHSEED": "0"},
    )
    try:
        async with asyncio.timeout(WITHIN_S):
            return await child.wait()
    except TimeoutError:
        return -1
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
