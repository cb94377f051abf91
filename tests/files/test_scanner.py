"""The scanner: a real clamd, its answers, and its silence."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from parlour.files.scanner import BadScannerAddress, Clamd, judged
from tests.files.bodies import archive
from tests.files.clam import EICAR, FILE_MAX, STREAM_MAX, Clam, clam


@pytest.fixture(scope="module")
def there() -> Iterator[Clam]:
    with clam() as running:
        yield running


async def finding(scanner: Clamd, folder: Path, body: bytes) -> str:
    path = folder / "body"
    path.write_bytes(body)
    return (await scanner.scan(path)).finding


BODIES: dict[str, tuple[bytes, str]] = {
    "text": (b"hello", "clean"),
    "a megabyte, nearly": (b"a" * (FILE_MAX - 1), "clean"),
    "eicar": (EICAR, "infected"),
    "eicar in two archives": (archive(a=archive(b=EICAR)), "infected"),
    "over the file limit": (b"a" * (FILE_MAX + 100_000), "over_limit"),
    "over the stream limit": (b"a" * (STREAM_MAX + 100_000), "over_limit"),
    "far over the stream limit": (b"a" * (STREAM_MAX * 6), "over_limit"),
}


@pytest.mark.parametrize("what", BODIES)
async def test_what_clamd_says(what: str, there: Clam, tmp_path: Path) -> None:
    body, expected = BODIES[what]
    assert await finding(Clamd(there.address), tmp_path, body) == expected


async def test_what_is_over_our_own_limit_is_not_even_asked(tmp_path: Path) -> None:
    nobody = Clamd("unix:/nowhere", size_max=10)
    assert await finding(nobody, tmp_path, b"a" * 10) == "unavailable"
    assert await finding(nobody, tmp_path, b"a" * 11) == "over_limit"


async def test_a_scanner_that_is_down_finds_nothing_clean(there: Clam, tmp_path: Path) -> None:
    there.stop()
    assert await finding(Clamd(there.address), tmp_path, b"hello") == "unavailable"
    there.start()
    assert await finding(Clamd(there.address), tmp_path, b"hello") == "clean"


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ", b"OK\0", b"what?\0", b"stream: Can't read ERROR\0"]
)
async def test_an_odd_answer_is_no_clean_one(answer: bytes, tmp_path: Path) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(bytes(4))
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await finding(Clamd(f"tcp://127.0.0.1:{port}"), tmp_path, b"x") == "unavailable"


async def test_one_who_hangs_up_before_the_end_is_believed_what_it_said(tmp_path: Path) -> None:
    """uvloop has an error of its own for writing to a connection that is closed."""
    hung_up = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"INSTREAM size limit exceeded. ERROR\0")
        await writer.drain()
        writer.transport.abort()
        hung_up.set()

    socket = tmp_path / "clamd"
    async with await asyncio.start_unix_server(answer, socket):
        for _ in range(60):
            found = await finding(Clamd(f"unix:{socket}"), tmp_path, b"a" * 3_000_000)
            assert found in {"over_limit", "unavailable"}
    assert hung_up.is_set()


def test_only_ok_is_clean() -> None:
    assert judged("stream: OK").finding == "clean"
    assert judged("stream: Eicar OK FOUND").finding == "infected"
    limit = "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND"
    assert judged(limit).finding == "over_limit"


@pytest.mark.parametrize("address", ["", "unix:clamd", "tcp://:3310", "tcp://x", "http://x:1"])
def test_an_address_must_be_one(address: str) -> None:
    with pytest.raises(BadScannerAddress):
        Clamd(address)
