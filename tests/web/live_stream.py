"""One end of a co-browse stream, on a real socket."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosedError

from parlour.cobrowse.limits import MESSAGE_BYTES_MAX
from tests.cobrowse.streams import RecorderEnd, ViewerEnd
from tests.web.live_client import PATIENCE_S

Json = dict[str, Any]


class Stream:
    """One end of a stream socket."""

    def __init__(self, socket: ClientConnection, has: dict[str, str] | None = None) -> None:
        self.socket = socket
        self._recorder = RecorderEnd()
        self._viewer = ViewerEnd(has)
        self.texts: list[Json] = []
        self._told: list[str] | None = None

    @property
    def lines(self) -> list[Any]:
        """What a viewer got so far."""
        return self._viewer.lines

    def knows(self, told: list[str]) -> None:
        """As a recorder that names what it was told of."""
        self._recorder = RecorderEnd(told)

    async def record(self, *events: Json) -> None:
        packed = self._recorder.packed(*events)
        for start in range(0, len(packed) + 1, MESSAGE_BYTES_MAX):
            await self.socket.send(packed[start : start + MESSAGE_BYTES_MAX])

    async def hear(self) -> list[Json]:
        """The events of the next binary message; texts are kept aside."""
        while True:
            message = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
            if isinstance(message, bytes):
                return self._viewer.events(message)
            self._hear_message(message)

    async def hear_text(self) -> Json:
        while not self.texts:
            message = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
            if isinstance(message, str):
                self._hear_message(message)
        return self.texts.pop(0)

    async def hear_told(self) -> list[str]:
        """Names of the style sheets that the server has, as a recorder is told them."""
        while self._told is None:
            message = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
            assert isinstance(message, str)
            self._hear_message(message)
        return self._told

    def _hear_message(self, raw: str) -> None:
        message = json.loads(raw)
        if message["type"] == "sheets":
            self._told = message["known"]
        else:
            self.texts.append(message)

    async def closed(self) -> int:
        """The code with which the server closes."""
        await asyncio.wait_for(self._read_to_the_end(), PATIENCE_S)
        assert self.socket.close_code is not None
        return self.socket.close_code

    async def make_contact(self) -> None:
        """The other side has read everything that was sent so far; and so have we."""
        await asyncio.wait_for(await self.socket.ping(), PATIENCE_S)

    async def _read_to_the_end(self) -> None:
        with suppress(ConnectionClosedError):
            async for _ in self.socket:
                pass
