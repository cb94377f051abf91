"""A client that never says anything right: `python -m bench.fuzzer PORT`, until it is ended.

Half of its connections are nobody's, half say hello properly before they go wrong. What it sends is
valid frames with bits turned, bytes cut out or doubled, and plain noise; seeded by its arguments.
"""

import asyncio
import contextlib
import json
import random
import sys

import aiohttp

ADDRESS = "127.0.3.1"
SEEDS = (
    b'{"type":"post","id":1,"chat":"c_1","text":"Hello"}',
    b'{"type":"request_chat","id":1,"name":"Eve","question":"Where?","answers":{"size":"42"}}',
    b'{"type":"typing","chat":"c_1","on":true}',
    b'{"type":"alive"}',
    b"[" * 2_000,
)
LINES_AT_ONCE = 8
PAUSE_S = 0.05
"""Between two messages of a line: below the flood limit, so that it is all looked at."""


def message(chance: random.Random) -> bytes:
    """One frame, nearly as it should be (RFC 6455 §5.2)."""
    text = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randrange(4)):
        text[chance.randrange(len(text))] = chance.randrange(256)
    first = chance.choice((0x81, 0x81, 0x81, chance.randrange(256)))
    mask = chance.randbytes(4)
    length = len(text)
    head = bytes((first, 0x80 | length)) if length < 126 else bytes((first, 0xFE))
    head += b"" if length < 126 else length.to_bytes(2, "big")
    frame = bytearray(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(text)))
    for _ in range(chance.choice((0, 0, 1, 3))):
        frame[chance.randrange(len(frame))] ^= 1 << chance.randrange(8)
    return bytes(frame[: chance.randrange(1, len(frame))] if chance.random() < 0.1 else frame)


async def hello(http: aiohttp.ClientSession, port: int) -> bytes:
    """A proper hello of a new end-user, as one frame."""
    base = f"http://127.0.0.1:{port}/api/v1/sites/load"
    async with http.post(f"{base}/visits", json={}) as reply:
        token = (await reply.json()).get("token", "")
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(f"{base}/ticket", json={}, headers=headers) as reply:
        ticket = (await reply.json()).get("ticket", "")
    text = json.dumps({"type": "hello", "ticket": ticket, "client": "fuzz"}).encode()
    return bytes((0x81, 0xFE)) + len(text).to_bytes(2, "big") + b"\0\0\0\0" + text


async def line(port: int, chance: random.Random, http: aiohttp.ClientSession) -> None:
    """One connection until the server has had enough of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(ADDRESS, 0))
    host = f"127.0.0.1:{port}"
    writer.write(
        f"GET /socket/widget/load HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: parlour.v1\r\n"
        "\r\n".encode()
    )
    if chance.random() < 0.5:
        writer.write(await hello(http, port))
    reading = asyncio.create_task(reader.read())
    while not reading.done():
        writer.write(message(chance))
        await asyncio.sleep(PAUSE_S * chance.random())
    writer.close()
    await asyncio.gather(reading, writer.wait_closed(), return_exceptions=True)


async def lines(port: int, chance: random.Random, http: aiohttp.ClientSession) -> None:
    while True:
        with contextlib.suppress(OSError, aiohttp.ClientError):
            await line(port, chance, http)
        await asyncio.sleep(PAUSE_S)


async def main(port: int, seed: int) -> None:
    connector = aiohttp.TCPConnector(local_addr=(ADDRESS, 0))
    async with aiohttp.ClientSession(connector=connector) as http:
        chances = [random.Random(seed + number) for number in range(LINES_AT_ONCE)]
        await asyncio.gather(*(lines(port, chance, http) for chance in chances))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
