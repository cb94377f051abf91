"""End-users' clients whose lines die at any moment, and ledgers that count or fail under reads."""

import asyncio
from collections import Counter, deque
from collections.abc import Sequence
from typing import Any

import msgspec

from parlour.directory.records import Principal
from parlour.engine.ports import SeededRandom
from parlour.ids import ChatId, ClientId, MessageId, Millis, StreamId
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import (
    BrokenLedger,
    ChatRequest,
    LedgerUnavailable,
    MessageText,
    Recorded,
)
from parlour.wire import frames as f
from tests.hub.stage import SITE, Stage, turns

WITH_TEXT = (1, 2)


class CountingLedger(MemoryLedger):
    """Counts what is read: rows and texts by their number, everything else by the question."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: Counter[str] = Counter()

    def taken(self) -> dict[str, int]:
        """What was read since the last time this was asked."""
        taken, self.reads = self.reads, Counter()
        return dict(taken)

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        rows = await super().read(stream, after)
        self.reads["rows"] += len(rows)
        self.reads["queries"] += 1
        return rows

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        texts = await super().texts_of(rows)
        self.reads["texts"] += len(texts)
        self.reads["queries"] += 1
        return texts

    async def request(self, chat_id: ChatId) -> ChatRequest | None:
        self.reads["queries"] += 1
        return await super().request(chat_id)

    async def last_number(self, client_id: ClientId) -> int:
        self.reads["queries"] += 1
        return await super().last_number(client_id)


class FitfulLedger(MemoryLedger):
    """Reads take a few turns of the loop and see the ledger as it is at their end; while `blind`
    they fail. `broken`: a stream that can't be read."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._chance = SeededRandom(seed)
        self.blind = False
        self.broken: StreamId | None = None

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        await self._take_time()
        if stream == self.broken:
            raise BrokenLedger(stream, after + 1)
        return list(await super().read(stream, after))

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        await self._take_time()
        return await super().texts_of(rows)

    async def last_number(self, client_id: ClientId) -> int:
        await self._take_time()
        return await super().last_number(client_id)

    async def _take_time(self) -> None:
        await turns(int(self._chance.uniform(0, 4)))
        if self.blind:
            raise LedgerUnavailable("the disk is gone")


class Wire:
    """One connection; what was sent and not read when it dies is lost."""

    def __init__(self, principal: Principal, client_id: str) -> None:
        self.principal = principal
        self.user_agent = "Test"
        self.client_id = client_id
        self.on_the_way: deque[bytes] = deque()
        self.closed_with: int | None = None
        self.retry_after_ms = 0

    def send(self, frame: bytes) -> None:
        if self.closed_with is None:
            self.on_the_way.append(frame)

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        if self.closed_with is None:
            self.closed_with, self.retry_after_ms = code, retry_after_ms


class EndUser:
    """A running client: what it has of its chat, shown once and in order or else it complains."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage = stage
        self.name = name
        self.wire: Wire | None = None
        self.chat = ""
        self.has: list[tuple[int, str]] = []
        """Kind and text of each event, the first one first."""
        self.resyncs = 0
        self.refused: dict[str, Any] = {}
        self.away_until = Millis(0)

    def connect(self) -> Wire:
        principal = Principal(
            role="end_user",
            site_id=SITE,
            id=self.name,
            session_id=f"session-of-{self.name}",
            since=Millis(0),
        )
        self.wire = wire = Wire(principal, f"tab-of-{self.name}")
        resume = {self.chat: len(self.has)} if self.chat else {}
        self.stage.server.gateway.greet(
            wire, f.Hello(ticket="t", client=wire.client_id, resume=resume)
        )
        return wire

    def ask(self) -> None:
        assert self.wire is not None, "connected first"
        self.stage.server.gateway.receive(self.wire, f.RequestChatFrame(id=1, question="Is it?"))

    def read(self, count: int | None = None) -> None:
        """So many frames, or all that have come; whoever was closed by the server hangs up."""
        wire = self.wire
        if wire is None:
            return
        for _ in range(len(wire.on_the_way) if count is None else count):
            if wire.on_the_way:
                self._learn(msgspec.json.decode(wire.on_the_way.popleft()))
        if wire.closed_with is not None and not wire.on_the_way:
            self.away_until = Millis(self.stage.clock.now() + wire.retry_after_ms)
            self.cut()

    def cut(self) -> None:
        wire, self.wire = self.wire, None
        if wire is not None:
            self.stage.server.gateway.closed(wire)

    def forget_line(self) -> None:
        """The server is gone, and nobody there notices that the line is."""
        self.wire = None

    def _learn(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "ack":
                self.chat = frame["chat"]
            case "refused":
                self.refused = frame
            case "resync":
                self.resyncs += 1
                self.has.clear()
            case "event":
                self.chat = self.chat or frame["chat"]
                assert frame["chat"] == self.chat
                assert frame["n"] == len(self.has) + 1, f"{self.name}: {frame} after {self.has}"
                event = frame["event"]
                self.has.append((event["kind"], event.get("text", "")))
            case _:
                pass


async def until_idle(stage: Stage) -> None:
    await asyncio.wait_for(stage.settle(), 60)
