"""A browser tab at a real socket, for tests."""

import asyncio
import json
from typing import Any

from websockets.asyncio.client import ClientConnection

PATIENCE_S = 10

Json = dict[str, Any]


class Client:
    """A browser tab: the frames that came over its socket, and its numbered commands."""

    def __init__(self, socket: ClientConnection, client_id: str, welcome: Json) -> None:
        self.socket = socket
        self.client_id = client_id
        self.welcome = welcome
        self.got: list[Json] = []
        self.bytes = b""
        """Everything it ever received."""
        self.count = 0

    async def ask(self, type_: str, **frame: Any) -> Json:
        """The answer to the next command."""
        self.count += 1
        return await self.repeat(type_, self.count, **frame)

    async def repeat(self, type_: str, number: int, **frame: Any) -> Json:
        """The answer to the command of that number, which may have been sent before."""
        await self.socket.send(json.dumps({"type": type_, "id": number, **frame}))
        while True:
            heard = await self.hear()
            if heard["type"] in ("ack", "refused") and heard["id"] == number:
                return heard

    async def hear(self) -> Json:
        raw = await asyncio.wait_for(self.socket.recv(decode=False), PATIENCE_S)
        self.bytes += raw
        heard: Json = json.loads(raw)
        self.got.append(heard)
        return heard

    async def until(self, type_: str, **field: Any) -> Json:
        """The next frame of that type (and with those fields), also if it has come already."""
        for frame in self.got:
            if frame["type"] == type_ and field.items() <= frame.items():
                self.got.remove(frame)
                return frame
        while True:
            frame = await self.hear()
            if frame["type"] == type_ and field.items() <= frame.items():
                self.got.remove(frame)
                return frame

    async def shown(self, count: int) -> list[int]:
        """Kinds of the next events of the one chat it looks at."""
        return [(await self.until("event"))["event"]["kind"] for _ in range(count)]

    async def answer(self, how: str, **more: Any) -> Json:
        """Answers the next offer."""
        offer = await self.until("offer")
        return await self.ask(how, chat=offer["chat"], invitation=offer["invitation"], **more)

    async def make_contact(self) -> None:
        """A ping and its pong: the server has read everything sent so far."""
        await asyncio.wait_for(await self.socket.ping(), PATIENCE_S)

    def cut(self) -> None:
        """The line is gone without a word."""
        self.socket.transport.abort()
