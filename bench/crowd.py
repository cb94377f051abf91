"""A crowd of end-users whose lines can be cut, who come back as the widget does, and who complain
when a message is lost, doubled or out of order.

Back-off and obedience are those of web/protocol/connection.ts: full jitter under a doubling cap,
and the server's time where it names one.
"""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.socket_client import SocketClient, connect

BACK_OFF_BASE_S = 1.0
BACK_OFF_CAP_S = 30.0
WELCOME_WITHIN_S = 10.0
PER_ADDRESS = 500
"""Sockets of one loopback address: the server takes a thousand from one."""


def address_of(number: int) -> str:
    """Where this client comes from."""
    return f"127.0.1.{1 + number // PER_ADDRESS}"


@dataclass
class Target:
    """Where the server listens; after a restart that is another port."""

    port: int = 0


@dataclass
class Tally:
    """What the whole crowd met with."""

    counts: Counter[str] = field(default_factory=Counter)
    """`lost`, `doubled` (messages), `resync`; `refused` (before a welcome), `sent_away`."""
    chance: random.Random = field(default_factory=lambda: random.Random(1))


class Person:
    """One widget: its token, its chat and how much of it it has."""

    def __init__(self, number: int, target: Target, tally: Tally) -> None:
        self.number = number
        self.target = target
        self.tally = tally
        self.token = ""
        self.chat = ""
        self.has = 0
        self.expects = 0
        """The number of the newest event that is durable."""
        self.welcomed = False
        self.back_at = 0.0
        """When it was welcomed and had all that it expects."""
        self.client: SocketClient | None = None
        self.heard = asyncio.Event()
        self._away_s = 0.0
        self._is_sent_away = False

    @property
    def is_back(self) -> bool:
        return self.welcomed and self.has >= self.expects

    def cut(self) -> None:
        """The line dies without a word."""
        client, self.client = self.client, None
        self.welcomed = False
        self.back_at = 0.0
        if client is not None:
            client.abort()

    async def come_back(self) -> None:
        """As often as it takes."""
        attempt = 0
        pause = self._jitter(attempt)
        while True:
            await asyncio.sleep(pause)
            if await self._try():
                return
            attempt += 1
            pause = self._away_s or self._jitter(attempt)

    async def _try(self) -> bool:
        self._away_s = 0.0
        self.heard.clear()
        self._is_sent_away = False
        try:
            self.client = await connect(
                "/socket/widget/load",
                self.target.port,
                self._hear,
                address_of(self.number),
            )
        except OSError:
            self.tally.counts["refused"] += 1
            return False
        self.client.closed.add_done_callback(lambda _: self.heard.set())
        self.client.say(
            type="hello",
            visit=self.token,
            client=f"user{self.number}",
            resume={self.chat: self.has} if self.chat else {},
        )
        return await self._is_let_in(self.client)

    async def _is_let_in(self, client: SocketClient) -> bool:
        try:
            async with asyncio.timeout(WELCOME_WITHIN_S):
                while not (self.is_back or self._is_sent_away or client.closed.done()):
                    await self.heard.wait()
                    self.heard.clear()
        except TimeoutError:
            self.tally.counts["too_slow"] += 1
        if not self.is_back:
            self.cut()
        return self.is_back

    def _jitter(self, attempt: int) -> float:
        return self.tally.chance.uniform(0, min(BACK_OFF_CAP_S, BACK_OFF_BASE_S * 2.0**attempt))

    def _hear(self, text: bytes) -> None:
        if text.startswith(b'{"type":"event"'):
            self._take(json.loads(text))
        elif text.startswith(b'{"type":"welcome"'):
            self.welcomed = True
        elif text.startswith(b'{"type":"goodbye"'):
            self._away_s = json.loads(text)["retry_after_ms"] / 1000
            self._is_sent_away = True
            self.tally.counts["sent_away"] += 1
        elif text.startswith(b'{"type":"resync"'):
            self.tally.counts["resync"] += 1
            self.has = 0
        if self.is_back and not self.back_at:
            self.back_at = time.perf_counter()
        self.heard.set()

    def _take(self, frame: dict[str, object]) -> None:
        number = frame["n"]
        assert isinstance(number, int)
        if number <= self.has:
            self.tally.counts["doubled"] += 1
        elif number > self.has + 1:
            self.tally.counts["lost"] += number - self.has - 1
        self.chat = str(frame["chat"])
        self.has = max(self.has, number)
