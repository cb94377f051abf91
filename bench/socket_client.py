"""A WebSocket client that costs next to nothing, so that the load generator is not the limit.

Text frames only, as the server sends them: whole, unmasked, uncompressed. Masks with zero, which
RFC 6455 permits for a client that has nothing to protect.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast

OnText = Callable[[bytes], None]


class SocketClient(asyncio.Protocol):
    """One connection. `opened` resolves after the handshake, `closed` when it is gone."""

    def __init__(self, path: str, host: str, origin: str, on_text: OnText) -> None:
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: parlour.v1\r\n"
            f"Origin: {origin}\r\n\r\n"
        ).encode()
        self.on_text = on_text
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self.close_code = 0
        """With which the server closed; 0: it has not, or without a word."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.opened.done() and not self._take_handshake():
            return
        while self._take_frame():
            pass

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before the handshake"))

    def send(self, text: bytes) -> None:
        assert self._transport is not None, "connected first"
        if self._transport.is_closing():
            return  # as if it had been lost on the way
        length = len(text)
        if length < 126:
            head = bytes((0x81, 0x80 | length))
        else:
            head = bytes((0x81, 0x80 | 126)) + length.to_bytes(2, "big")
        self._transport.write(head + b"\0\0\0\0" + text)

    def say(self, **frame: Any) -> None:
        self.send(json.dumps(frame).encode())

    def stall(self) -> None:
        """Read nothing more, until `read_on`."""
        assert self._transport is not None, "connected first"
        self._transport.pause_reading()

    def read_on(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Without a word, and what is on its way is lost."""
        if self._transport is not None:
            self._transport.abort()

    def _take_handshake(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = bytes(self._buffer[:12])
        del self._buffer[: end + 4]
        if status != b"HTTP/1.1 101":
            self.opened.set_exception(ConnectionError(status.decode()))
            return False
        self.opened.set_result(None)
        return True

    def _take_frame(self) -> bool:
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        length, start = buffer[1], 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + length:
            return False
        opcode, body = buffer[0] & 15, bytes(buffer[start : start + length])
        del buffer[: start + length]
        if opcode == 1:
            self.on_text(body)
        elif opcode == 8:
            self.close_code = int.from_bytes(body[:2], "big")
        elif opcode == 9 and self._transport is not None:
            self._transport.write(b"\x8a\x80\0\0\0\0")
        return True


async def connect(path: str, port: int, on_text: OnText, address: str = "") -> SocketClient:
    """An open connection from `address` (a loopback address), or from any."""
    loop = asyncio.get_running_loop()
    host = f"127.0.0.1:{port}"
    client = SocketClient(path, host, f"http://{host}", on_text)
    local = (address, 0) if address else None
    await loop.create_connection(lambda: client, "127.0.0.1", port, local_addr=local)
    await client.opened
    return client
