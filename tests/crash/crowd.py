"""People who talk to a server that keeps dying, and remember what they were promised."""

import asyncio
import json
from typing import Any

from bench.socket_client import SocketClient, connect
from parlour.wire.frames import RESUME_CHATS_MAX

RETRY_S = 0.01
DELAYED_S = 1.0
"""A command that was refused for now goes out again after so long, unless told to wait longer."""


View = list[tuple[int, dict[str, Any]]]
"""Events with their numbers, as they were shown."""


class Talker:
    """One client: numbers its commands, sends each until it is answered, remembers the answers.

    Like the product's own clients it keeps what is unacknowledged and sends it again, the same
    bytes in the same order, on the next connection, or after a while if it was refused for now;
    it resumes the newest chats only, as many as a hello may name; and it drops those it is told
    to close.
    """

    def __init__(self, port: int, path: str, ticket: str, client: str) -> None:
        self._port = port
        self._path = path
        self._ticket = ticket
        self._client = client
        self._number = 0
        self._unanswered: dict[int, tuple[bytes, asyncio.Future[dict[str, Any]]]] = {}
        self._socket: SocketClient | None = None
        self._welcomed = asyncio.Event()
        self.cursors: dict[str, int] = {}
        self.seen: dict[str, View] = {}
        self.past: list[View] = []
        """Of chats that it was told to close."""
        self.offers: list[dict[str, Any]] = []
        self.gaps: list[str] = []
        self.not_understood: list[dict[str, Any]] = []
        """Refusals that only a client with a fault of its own can get."""
        self.status: str | None = None
        self.epoch = ""
        self.open_chat: str | None = None
        """As the last welcome told."""

    @property
    def views(self) -> list[View]:
        """All, in this history of the server."""
        return [*self.seen.values(), *self.past]

    async def stay_connected(self) -> None:
        """Come back, resume and send again, for ever."""
        while True:
            try:
                socket = await connect(self._path, self._port, self._hear)
            except OSError:
                await asyncio.sleep(RETRY_S)
                continue
            self._socket = socket
            self._welcomed.clear()
            socket.say(
                type="hello",
                ticket=self._ticket,
                client=self._client,
                resume=dict(list(self.cursors.items())[-RESUME_CHATS_MAX:]),
                epoch=self.epoch,
            )
            await socket.closed
            self._socket = None
            assert not self.not_understood, f"{self._client}: {self.not_understood}"

    async def ask(self, type_: str, **frame: Any) -> dict[str, Any]:
        """The answer to a command, however many servers it takes."""
        self._number += 1
        number = self._number
        raw = json.dumps({"type": type_, "id": number, **frame}).encode()
        answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._unanswered[number] = (raw, answered)
        if self._socket is not None and self._welcomed.is_set():
            self._socket.send(raw)
        return await answered

    def keep_alive(self) -> None:
        """A browser does so by itself."""
        if self._socket is not None and self._welcomed.is_set():
            self._socket.say(type="alive")

    def cut(self) -> None:
        """The line is gone without a word."""
        if self._socket is not None:
            self._socket.close()

    async def ready(self) -> None:
        await self._welcomed.wait()

    def _hear(self, text: bytes) -> None:
        frame = json.loads(text)
        match frame["type"]:
            case "welcome":
                self.status = frame.get("status")
                self.open_chat = frame.get("chat")
                if self.epoch not in ("", frame["epoch"]):
                    self.cursors.clear()
                    self.seen.clear()
                    self.past.clear()
                    self.offers.clear()
                self.epoch = frame["epoch"]
                self._welcomed.set()
                for raw, _ in list(self._unanswered.values()):
                    assert self._socket is not None
                    self._socket.send(raw)
            case "ack":
                self._answer(frame)
            case "refused" if frame["code"] == "bad_frame":
                self.not_understood.append(frame)
            case "refused" if frame.get("retry"):
                pause_s = max(DELAYED_S, frame.get("retry_after_ms", 0) / 1000)
                asyncio.get_running_loop().call_later(pause_s, self._send_again, frame["id"])
            case "refused":
                self._answer(frame)
            case "event":
                self._see(frame)
            case "resync":
                self.cursors.pop(frame["chat"], None)
                self.seen.pop(frame["chat"], None)
            case "chat_closed":
                self.cursors.pop(frame["chat"], None)
                self.past.append(self.seen.pop(frame["chat"], []))
            case "offer":
                self.offers.append(frame)
            case "status":
                self.status = frame["status"]
            case _:
                pass

    def _answer(self, frame: dict[str, Any]) -> None:
        waiting = self._unanswered.pop(frame["id"], None)
        if waiting is not None and not waiting[1].done():  # in the end nobody waits any more
            waiting[1].set_result(frame)

    def _send_again(self, number: int) -> None:
        unanswered = self._unanswered.get(number)
        if unanswered is not None and self._socket is not None and self._welcomed.is_set():
            self._socket.send(unanswered[0])

    def _see(self, frame: dict[str, Any]) -> None:
        chat, n = frame["chat"], frame["n"]
        expected = self.cursors.get(chat, 0) + 1
        if n < expected:
            return
        if n > expected:
            self.gaps.append(f"{self._client} got {n} of {chat} after {expected - 1}")
        self.cursors[chat] = n
        self.seen.setdefault(chat, []).append((n, frame["event"]))


class EndUser(Talker):
    """Asks for a chat, then writes numbered messages; after some it ends the chat and asks anew."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(port, "/socket/widget/shop", f"end_user.{name}", f"client-{name}")
        self.name = name
        self.acknowledged: list[str] = []
        self.sent = 0

    async def talk(self, posts_per_chat: int) -> None:
        await self.ready()
        while True:
            begun = await self.ask("request_chat", name=self.name, question="Hello?")
            chat = begun.get("chat") or await self._present_chat()
            for _ in range(posts_per_chat):
                self.sent += 1
                text = f"{self.name} {self.sent}"
                answer = await self.ask("post", chat=chat, text=text)
                if answer["type"] == "ack":
                    self.acknowledged.append(text)
            await self.ask("end_chat", chat=chat)

    async def _present_chat(self) -> str:
        """After a restore a chat may be open again that had ended."""
        assert self.open_chat is not None, f"{self.name} was refused a chat"
        return self.open_chat


class AgentOnDuty(Talker):
    """Accepts every offer, answers nothing, closes every wrap-up."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(port, "/socket/desk", f"agent.{name}", f"client-{name}")

    async def work(self) -> None:
        await self.ready()
        while self.status is None:
            await self.ask("log_on")
        while True:
            while self.offers:
                offer = self.offers.pop()
                await self.ask("accept", chat=offer["chat"], invitation=offer["invitation"])
            for chat, events in list(self.seen.items()):
                if events[-1][1]["kind"] == 49:
                    await self.ask("close_wrap_up", chat=chat)
            await asyncio.sleep(RETRY_S)
