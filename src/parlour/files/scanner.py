"""The virus scanner, asked over its own protocol: clamd's INSTREAM.

Source: clamd(8). What the scanner could not look into as a whole counts as not clean: clamd says OK
to files over its limits unless its `AlertExceedsMax` is on, so our own limit stands before it.
"""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Literal, Protocol

from parlour.files.images import size_of
from parlour.value import Value

CHUNK_BYTES = 1 << 18
WITHIN_S = 20
"""For one file; the sender's browser waits for it."""
ANSWER_BYTES_MAX = 4_096
SIZE_MAX = 25 << 20
"""What Debian's clamd looks into (`MaxFileSize`, `StreamMaxLength`)."""

Finding = Literal["clean", "infected", "over_limit", "unavailable", "off"]


class Verdict(Value):
    """`said`: the scanner's own words, for the log."""

    finding: Finding
    said: str = ""


class Scanner(Protocol):
    """Looks into files; never raises."""

    @property
    def is_there(self) -> bool:
        """There is one to ask, be it up or down."""
        ...

    async def scan(self, path: Path) -> Verdict: ...


class NoScanner:
    """None is configured."""

    is_there = False

    async def scan(self, path: Path) -> Verdict:
        return Verdict(finding="off")


class BadScannerAddress(Exception):
    """It is neither `unix:/path` nor `tcp://host:port`."""


class Clamd:
    """A clamd at `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`.

    Raises: `BadScannerAddress`.
    """

    is_there = True

    def __init__(self, address: str, size_max: int = SIZE_MAX) -> None:
        self._size_max = size_max
        self._path, self._host, self._port = "", "", 0
        if address.startswith("unix:/"):
            self._path = address.removeprefix("unix:")
            return
        host, colon, port = address.removeprefix("tcp://").rpartition(":")
        if not address.startswith("tcp://") or not colon or not port.isdigit() or not host:
            raise BadScannerAddress(address)
        self._host, self._port = host.strip("[]"), int(port)

    async def scan(self, path: Path) -> Verdict:
        if size_of(path) > self._size_max:
            return Verdict(finding="over_limit", said="over our limit")
        try:
            async with asyncio.timeout(WITHIN_S):
                return judged(await self._ask(path))
        except (OSError, EOFError, TimeoutError) as error:
            return Verdict(finding="unavailable", said=repr(error))

    async def _ask(self, path: Path) -> str:
        reader, writer = await self._connect()
        try:
            answer = asyncio.ensure_future(reader.read(ANSWER_BYTES_MAX))
            try:
                await _send(path, writer)
            except ConnectionError:
                if not await _has_come(answer):  # else it has answered before the end
                    raise
            return (await answer).decode("utf-8", "replace").strip("\0\n ")
        finally:
            if not writer.transport.is_closing():
                writer.transport.abort()  # it may have stopped reading: nothing is waited for
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._path:
            return await asyncio.open_unix_connection(self._path)
        return await asyncio.open_connection(self._host, self._port)


async def _send(path: Path, writer: asyncio.StreamWriter) -> None:
    """Raises: `ConnectionError` when it has hung up."""
    await _write(writer, b"zINSTREAM\0")
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            await _write(writer, len(chunk).to_bytes(4, "big") + chunk)
    await _write(writer, bytes(4))


async def _write(writer: asyncio.StreamWriter, piece: bytes) -> None:
    if writer.transport.is_closing():
        raise ConnectionResetError  # uvloop's would be none that says so
    writer.write(piece)
    await writer.drain()


async def _has_come(answer: asyncio.Future[bytes]) -> bytes:
    try:
        return await answer
    except ConnectionError:
        return b""


def judged(said: str) -> Verdict:
    """Of clamd's answer: `stream: OK`, `stream: Name FOUND`, `… ERROR`."""
    if said == "stream: OK":
        return Verdict(finding="clean", said=said)
    if "size limit exceeded" in said or "Heuristics.Limits.Exceeded" in said:
        return Verdict(finding="over_limit", said=said)
    if said.endswith(" FOUND"):
        return Verdict(finding="infected", said=said)
    return Verdict(finding="unavailable", said=said or "no answer")
