"""Where a file lies while it arrives: on the disk, whatever its sender says of its size."""

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

from parlour.files.records import NotTaken
from parlour.ids import FileId
from parlour.value import Value

PIECE_BYTES = 1 << 18
"""Written and read at a time."""


class Arrived(Value):
    """A file on our disk, whole."""

    path: Path
    size: int
    sha256: str


class Spool:
    """A folder of what is arriving. Nothing in it outlives the process that wrote it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def clear(self) -> None:
        """At the start: what an earlier process has left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in self._folder.iterdir():
            left.unlink()

    def path(self, file_id: FileId, form: str) -> Path:
        """`form`: which of the file's forms it is; `came`, `made`, `held`."""
        return self._folder / f"{file_id}.{form}"

    def drop(self, file_id: FileId) -> None:
        for form in ("came", "made", "held"):
            self.path(file_id, form).unlink(missing_ok=True)

    async def write(self, path: Path, pieces: AsyncIterator[bytes], size_max: int) -> Arrived:
        """All pieces, whose number and size nobody has to know before.

        Raises: `NotTaken` (`too_large`, as soon as it is known; `empty`); what `pieces` raises,
        and `OSError` of the disk.
        """
        digest, size, waiting = sha256(), 0, bytearray()
        with path.open("wb", buffering=0) as file:
            async for piece in pieces:
                size += len(piece)
                if size > size_max:
                    raise NotTaken("too_large")
                digest.update(piece)
                waiting += piece
                if len(waiting) >= PIECE_BYTES:
                    await asyncio.to_thread(file.write, bytes(waiting))
                    waiting.clear()
            await asyncio.to_thread(file.write, bytes(waiting))
        if not size:
            raise NotTaken("empty")
        return Arrived(path=path, size=size, sha256=digest.hexdigest())


def measured(path: Path) -> Arrived:
    """A file that is there already. Takes as long as reading it does."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
    return Arrived(path=path, size=size, sha256=digest.hexdigest())
