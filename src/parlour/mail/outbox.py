"""The outbox: a letter is durable before anybody is told that it will be sent.

Sent letters are deleted: nobody needs them twice. What the mail server refuses for good, or does
not take for days, is given up and told to the operator by the log and a metric.
"""

import asyncio
from collections.abc import Sequence
from typing import Literal, Protocol

import structlog

from parlour.database.failures import DatabaseUnavailable
from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis, later, seconds
from parlour.mail.letter import Letter
from parlour.value import Value

TRY_AGAIN: tuple[Duration, ...] = tuple(
    seconds(s)
    for s in (60, 300, 900, 3_600, 3_600, 3 * 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600)
)
"""Waits between tries: two days in all, as mail servers themselves do it (RFC 5321, 4.5.4.1)."""
AT_ONCE = 20
"""Letters read from the outbox at a time; they go out one after another."""
LOOK_EVERY_S = 5.0
OUTBOX_MAX = 10_000
"""A mail server that is down for a day must not fill the disk."""

log = structlog.get_logger()

Delivery = Literal["sent", "later", "never"]


class Waiting(Value):
    """A letter with the number of times it was tried in vain."""

    letter: Letter
    tries: int


class OutboxFull(Exception):
    """Too many letters wait; this one was not taken."""


class OutboxBook(Protocol):
    """Where letters wait. Everything written is durable when the call returns.

    Raises: `DatabaseUnavailable`.
    """

    async def add(self, letter: Letter, most: int) -> bool:
        """Whether there was room; a letter that is there already changes nothing."""
        ...

    async def due(self, now: Millis, limit: int) -> Sequence[Waiting]:
        """Those to be tried by now, longest due first."""
        ...

    async def put_off(self, letter_id: str, tries: int, until: Millis) -> None: ...

    async def remove(self, letter_id: str) -> None: ...

    async def count(self) -> int: ...


class Post(Protocol):
    """Takes letters to a mail server."""

    async def deliver(self, letter: Letter) -> tuple[Delivery, str]:
        """What became of it, and what the server said; never raises."""
        ...


class Mailer:
    """Takes letters and sees to it that they go out. Without a `post` nothing can be mailed."""

    def __init__(self, book: OutboxBook, post: Post | None, clock: Clock) -> None:
        self._book = book
        self._post = post
        self._clock = clock
        self._woken = asyncio.Event()
        self.outcomes: dict[Delivery, int] = {"sent": 0, "later": 0, "never": 0}
        """Tries since the start."""

    @property
    def can_send(self) -> bool:
        return self._post is not None

    async def put(self, letter: Letter) -> None:
        """The letter is in the outbox when this returns.

        Raises: `OutboxFull`; `DatabaseUnavailable`.
        """
        if not await self._book.add(letter, OUTBOX_MAX):
            raise OutboxFull
        self._woken.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            try:
                worked = await self.step()
            except DatabaseUnavailable as unavailable:
                log.warning("outbox_unavailable", reason=str(unavailable))
                worked = False
            if not worked:
                await self._rest()

    async def step(self) -> bool:
        """Try what is due; whether there was anything."""
        if self._post is None:
            return False
        due = await self._book.due(self._clock.now(), AT_ONCE)
        for waiting in due:
            outcome, said = await self._post.deliver(waiting.letter)
            self.outcomes[outcome] += 1
            await self._settle(waiting, outcome, said)
        return bool(due)

    async def _settle(self, waiting: Waiting, outcome: Delivery, said: str) -> None:
        letter_id, tries = waiting.letter.letter_id, waiting.tries + 1
        if outcome == "later" and tries <= len(TRY_AGAIN):
            log.warning("letter_put_off", letter=letter_id, tries=tries, reason=said[:200])
            until = later(self._clock.now(), TRY_AGAIN[tries - 1])
            await self._book.put_off(letter_id, tries, until)
            return
        if outcome != "sent":
            log.error("letter_given_up", letter=letter_id, tries=tries, reason=said[:200])
        await self._book.remove(letter_id)

    async def _rest(self) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await self._woken.wait()
        except TimeoutError:
            return
