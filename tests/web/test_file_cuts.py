"""Uploads that break off, lie about their length or never end: nothing of them stays."""

import asyncio
import sqlite3
import tracemalloc
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from parlour.settings import Settings
from tests.hub.stage import turns
from tests.web.live import LiveServer, live
from tests.web.test_files import Story, told

BODY = b"A kettle, and no more than that.\n"
LIMIT = 4_000
MIB = 1 << 20
Form = Callable[[Story, bytes], bytes]


def plain(story: Story, body: bytes, length: int | None = None) -> bytes:
    """A whole request that says how long its body is (or something else)."""
    said = len(body) if length is None else length
    return head(story, f"Content-Length: {said}") + body


def chunked(story: Story, body: bytes) -> bytes:
    parts = [body[at : at + 10] for at in range(0, len(body), 10)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return head(story, "Transfer-Encoding: chunked") + framed + b"0\r\n\r\n"


def head(story: Story, *more: str) -> bytes:
    authorization = story.ann_browser.headers["Authorization"]
    lines = [
        f"POST {story.of_ann}/uploads/upload-1?name=a.txt HTTP/1.1",
        f"Host: {story.there.origin.removeprefix('http://')}",
        f"Authorization: {authorization}",
        *more,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def connect(there: LiveServer) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", int(there.origin.rpartition(":")[2]))


async def answer_to(story: Story, request: bytes) -> bytes:
    reader, writer = await connect(story.there)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    finally:
        writer.transport.abort()


async def until_it_arrives(story: Story) -> None:
    """What was sent of the body has reached the spool."""
    async with asyncio.timeout(10):
        while not story.spooled():
            await turns(5)
    await turns(20)


async def nothing_stays(story: Story) -> None:
    """Once the server has noticed that the lines are gone."""
    async with asyncio.timeout(10):
        while story.spooled():
            await turns(5)
    assert await story.stored() == 0
    assert 38 not in await story.there.kinds(story.chat)
    assert await records(story) == 0


async def records(story: Story) -> int:
    """Written down in the table of files, in whatever state."""

    def count(db: sqlite3.Connection) -> int:
        return int(db.execute("SELECT count(*) FROM file").fetchone()[0])

    return await story.there.database.look(count)


@pytest.mark.parametrize("form", [plain, chunked])
async def test_cut_at_any_byte_nothing_stays(form: Form, tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        story = Story(there, *await there.talking())
        request = form(story, BODY)
        for cut in range(len(request)):
            there.clock.advance(2_000)  # as fast as a sender may go
            _, writer = await connect(there)
            writer.write(request[:cut])
            await writer.drain()
            if cut > request.index(b"\r\n\r\n") + 4:
                await until_it_arrives(story)
            if cut % 2:
                writer.write_eof()
                await turns(2)
            writer.transport.abort()
            await nothing_stays(story)
        there.clock.advance(2_000)
        assert b"200 OK" in await answer_to(story, request)
        assert (await there.kinds(story.chat))[-1] == 38
        assert await story.stored() == 1


async def test_a_body_that_never_ends_is_refused_at_the_limit(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_MAX_SIZE=LIMIT)) as there:
        story = Story(there, *await there.talking())
        reader, writer = await connect(there)
        writer.write(head(story, "Transfer-Encoding: chunked"))
        answer = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
        sent = 0
        while not answer.done():
            writer.write(b"3e8\r\n" + b"a" * 1_000 + b"\r\n")
            await writer.drain()
            await turns(2)
            sent += 1_000
            assert sent < MIB
        assert b" 413 " in await answer
        writer.transport.abort()
        await nothing_stays(story)


async def test_what_says_to_be_too_large_is_not_read(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_MAX_SIZE=LIMIT)) as there:
        story = Story(there, *await there.talking())
        assert b" 413 " in await answer_to(story, plain(story, b"", LIMIT + 1))
        assert b" 413 " in await answer_to(story, plain(story, b"", 10**18))
        await nothing_stays(story)


async def test_a_body_shorter_than_it_says_is_no_file(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        story = Story(there, *await there.talking())
        _, writer = await connect(there)
        writer.write(plain(story, BODY, len(BODY) + 1))
        writer.write_eof()
        await writer.drain()
        await nothing_stays(story)
        writer.transport.abort()


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "99999999999999999999999999", "abc"])
async def test_a_length_that_is_none_is_refused(length: str, tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        story = Story(there, *await there.talking())
        answer = await answer_to(story, head(story, f"Content-Length: {length}") + BODY)
        assert int(answer.split()[1]) in (400, 413)
        await nothing_stays(story)


async def test_a_large_file_takes_little_memory_both_ways(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_MAX_SIZE=64 * MIB)) as there:
        story = Story(there, *await there.talking())

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(40 * 16):
                yield b"a" * 65_536

        tracemalloc.start()
        try:
            sent = await story.ann_sends(pieces())
            assert told(sent) == (200, "kept")
            path = f"{story.of_bea}/files/{sent.json()['file']}"
            async with story.bea_browser.stream("GET", path) as fetched:
                size = sum([len(piece) async for piece in fetched.aiter_raw()])
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert size == 40 * MIB
        assert peak < 8 * MIB


async def steadily() -> AsyncIterator[bytes]:
    """For a second and a half, a piece every tenth."""
    loop, tick = asyncio.get_running_loop(), asyncio.Event()
    began = loop.time()
    while loop.time() - began < 1.5:
        yield b"a" * 40_000
        loop.call_later(0.1, tick.set)
        await tick.wait()
        tick.clear()


async def test_a_transfer_that_keeps_pace_may_take_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deadlines are shortened here; what moves enough between two looks outlives them."""
    for name in ("REQUEST_WITHIN_S", "TRANSFER_LOOKED_AT_S"):
        monkeypatch.setattr(f"parlour.web.http_connection.{name}", 0.3)
    async with live(tmp_path) as there:
        story = Story(there, *await there.talking())
        assert told(await story.ann_sends(steadily())) == (200, "kept")
        reader, writer = await connect(there)
        writer.write(plain(story, b"drip", 1_000).replace(b"upload-1", b"upload-2"))
        assert await asyncio.wait_for(reader.read(), 5) == b"", "it stopped, and was closed"
        writer.transport.abort()
        async with asyncio.timeout(10):
            while story.spooled():
                await turns(5)
        assert await story.stored() == 1
