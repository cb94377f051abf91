"""Where the bytes lie: a folder, or a bucket of S3 and what speaks like it.

One object a file, under its id: no name of anybody reaches a path. obstore is asked from threads of
our own, through its plain calls: those for the event loop abort the process when it ends.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from parlour.ids import FileId, Millis
from parlour.value import Value

if TYPE_CHECKING:
    from obstore import GetOptions
    from obstore.store import RetryConfig

PREFIX = "files"
PIECE_BYTES = 1 << 18
"""Read at a time: what a sent file takes in memory, for each that is being sent."""
THREADS = 8
"""Transfers at once; more only wait for the disk."""

PATIENCE: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
"""Of a bucket that does not answer: somebody waits for it."""

NO_RANGES = "non-partial response"
"""So obstore calls it that a store answers with all bytes where some were asked for."""

T = TypeVar("T")


class StoreUnavailable(Exception):
    """The bytes can't be written or read now."""


class NotStored(Exception):
    """There are no bytes of that id."""


class StoredObject(Value):
    file_id: FileId
    size: int
    modified: Millis


class FileStore:
    """Puts, reads and deletes files whole. Raises: `StoreUnavailable`."""

    def __init__(self, store: "obstore.store.ObjectStore", folder: Path | None = None) -> None:
        """`folder`: what is put there is on the disk, and not only in its cache, when it is said
        to be stored."""
        self._store = store
        self._folder = folder
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="files")

    async def put(self, file_id: FileId, source: Path) -> None:
        """All of it is there when this returns, or nothing; it may have been there before."""
        await self._do(lambda: self._put(file_id, source))

    async def read(
        self, file_id: FileId, start: int = 0, end: int | None = None
    ) -> AsyncIterator[bytes]:
        """The bytes from `start` to before `end`, in pieces; `None`: all of them.

        Raises: `NotStored`, before the first piece.
        """
        pieces = await self._do(lambda: self._pieces(file_id, start, end))
        while piece := await self._do(lambda: next(pieces, b"")):
            yield piece

    async def delete(self, file_id: FileId) -> None:
        """It is not there when this returns; nor need it have been."""
        await self._do(lambda: self._delete(file_id))

    async def all(self) -> list[StoredObject]:
        return await self._do(self._all)

    def free_bytes(self) -> int | None:
        """On the folder's disk; `None`: nobody can tell."""
        if self._folder is None:
            return None
        room = os.statvfs(self._folder)
        return room.f_bavail * room.f_frsize

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    async def _do(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, work)
        except FileNotFoundError as missing:
            raise NotStored from missing
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)[:500]) from error

    def _put(self, file_id: FileId, source: Path) -> None:
        key = key_of(file_id)
        obstore.put(self._store, key, source)
        if self._folder is not None:
            _sync(self._folder / key)
            _sync((self._folder / key).parent)

    def _pieces(self, file_id: FileId, start: int, end: int | None) -> Iterator[bytes]:
        if end is None:
            return self._get(file_id, {})
        try:
            return self._get(file_id, {"range": (start, end)})
        except BaseError as error:
            if NO_RANGES not in str(error):
                raise
        return cut(self._get(file_id, {}), start, end)

    def _get(self, file_id: FileId, options: "GetOptions") -> Iterator[bytes]:
        found = obstore.get(self._store, key_of(file_id), options=options)
        return (bytes(piece) for piece in found.stream(min_chunk_size=PIECE_BYTES))

    def _delete(self, file_id: FileId) -> None:
        try:
            obstore.delete(self._store, key_of(file_id))
        except FileNotFoundError:
            return

    def _all(self) -> list[StoredObject]:
        found: list[StoredObject] = []
        pages: Any = obstore.list(self._store, PREFIX)  # pyright: ignore[reportUnknownMemberType]
        for page in pages:
            for one in page:
                modified = Millis(int(one["last_modified"].timestamp() * 1000))
                file_id = FileId(one["path"].rpartition("/")[2])
                found.append(StoredObject(file_id=file_id, size=one["size"], modified=modified))
        return found


def cut(pieces: Iterator[bytes], start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to before `end`, for stores that only give all of them."""
    at = 0
    for piece in pieces:
        if part := piece[max(0, start - at) : max(0, end - at)]:
            yield part
        at += len(piece)
        if at >= end:
            return


def folder_store(folder: Path) -> FileStore:
    folder.mkdir(parents=True, exist_ok=True)
    return FileStore(LocalStore(folder), folder)


def bucket_store(url: str) -> FileStore:
    """`s3://bucket/prefix`; how to get in, and where, stands in the environment as for all tools
    of S3: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT.

    Raises: `StoreUnavailable`: it is no such address.
    """
    allow_http = os.environ.get("AWS_ENDPOINT", "").startswith("http://")
    try:
        store = from_url(url, client_options={"allow_http": allow_http}, retry_config=PATIENCE)
        return FileStore(store)
    except (BaseError, ValueError) as error:
        raise StoreUnavailable(str(error)[:500]) from error


def key_of(file_id: FileId) -> str:
    """In 256 folders, so that none gets too full."""
    return f"{PREFIX}/{file_id[-2:]}/{file_id}"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
