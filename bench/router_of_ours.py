"""The whole chat server over a ledger on disk, with connections in memory: chats are asked for and
canceled by frames; an agent is notified when the frame of the offer reaches their connection.
Interpreter and collector are set as the server sets them when it serves."""

import asyncio
import gc
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from bench.floor_of_agents import SITE, directory, members, queue_id
from parlour.database.database import Database
from parlour.directory.records import Principal
from parlour.engine.ports import SystemClock, SystemIds
from parlour.hub.chat_server import ChatServer
from parlour.hub.requests import RequestLimits
from parlour.ids import Millis
from parlour.ledger.sqlite import SqliteLedger
from parlour.main import GC_THRESHOLDS, SWITCH_S
from parlour.rates import ENDLESS
from parlour.wire import frames as f

LIMITS = RequestLimits(
    at_once=10**9, per_s=10**9, chats_of_site=ENDLESS, of_end_user=ENDLESS, of_agent=ENDLESS
)
OFFER = b'{"type":"offer"'


class Told(msgspec.Struct):
    """What is read of the frames that come."""

    type: str
    id: int = 0
    chat: str | None = None


_decode = msgspec.json.Decoder(Told).decode


class Line:
    """One client in memory."""

    def __init__(self, router: "OurRouter", principal: Principal) -> None:
        self.principal, self.user_agent, self.client_id = principal, "bench", "one"
        self.acknowledged: asyncio.Future[Told] | None = None
        self._router = router
        self._count = 0

    def send(self, frame: bytes) -> None:
        if frame.startswith(OFFER):
            self._router.note_offer(_decode(frame).chat or "")
        elif frame.startswith((b'{"type":"ack"', b'{"type":"refused"')):
            answer, self.acknowledged = self.acknowledged, None
            if answer is not None:
                answer.set_result(_decode(frame))

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        raise AssertionError(f"closed with {code}: {text}")

    def next_id(self) -> int:
        self._count += 1
        return self._count

    async def ask(self, frame: f.EndUserFrame | f.AgentFrame) -> Told:
        self.acknowledged = asyncio.get_running_loop().create_future()
        self._router.server.gateway.receive(self, frame)
        told = await self.acknowledged
        assert told.type == "ack", told
        return told


class OurRouter:
    """A number names an end-user; each has at most one chat at a time."""

    def __init__(self, server: ChatServer) -> None:
        self.server = server
        self._end_users: dict[int, Line] = {}
        self._chats: dict[int, str] = {}
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._early: set[str] = set()

    async def prepare(self, end_users: int) -> None:
        for member in members():
            line = self._line("agent", member.agent_id)
            self.server.gateway.greet(line, f.Hello(client="one"))
            await self.server.background.finish()
            await line.ask(f.LogOnFrame(id=line.next_id()))
        for number in range(end_users):
            self._end_users[number] = self._line("end_user", f"u{number}")
            self.server.gateway.greet(self._end_users[number], f.Hello(client="one"))
        await self.server.background.finish()

    async def ask(self, end_user: int, queue: int) -> None:
        """A chat; returns when an agent has been notified of it."""
        line = self._end_users[end_user]
        told = await line.ask(f.RequestChatFrame(id=line.next_id(), queue=queue_id(queue)))
        chat = self._chats[end_user] = told.chat or ""
        if chat in self._early:
            self._early.discard(chat)
            return
        self._waiting[chat] = asyncio.get_running_loop().create_future()
        await self._waiting[chat]

    async def cancel(self, end_user: int) -> None:
        line = self._end_users[end_user]
        await line.ask(f.CancelChatFrame(id=line.next_id(), chat=self._chats.pop(end_user)))

    def cpu_s(self) -> float:
        """Of this process: the server with all its threads, and the load on it."""
        return time.process_time()

    def note_offer(self, chat: str) -> None:
        waiting = self._waiting.pop(chat, None)
        if waiting is not None:
            waiting.set_result(None)
        else:
            self._early.add(chat)

    def _line(self, role: str, name: str) -> Line:
        principal = Principal(
            role="agent" if role == "agent" else "end_user",
            site_id=SITE if role == "end_user" else None,
            id=name,
            session_id=f"session-of-{name}",
            since=Millis(0),
        )
        return Line(self, principal)


@asynccontextmanager
async def our_router(folder: Path) -> AsyncIterator[OurRouter]:
    interpreter = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(*GC_THRESHOLDS)
    database = Database.open(folder / "bench.db", fatal=_raise)
    server = ChatServer(
        ledger=SqliteLedger(database),
        directory=directory(),
        clock=SystemClock(),
        ids=SystemIds(),
        limits=LIMITS,
    )
    await server.recover()
    server.ticker.start()
    try:
        yield OurRouter(server)
    finally:
        await server.stop()
        database.close()
        sys.setswitchinterval(interpreter[0])
        gc.set_threshold(*interpreter[1])


def _raise(error: BaseException) -> None:
    raise error
