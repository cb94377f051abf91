"""All open sockets: who may come in, the one timer for all of them, and sending them away.

No task and no timer belongs to a single connection. Once a second the wheel turns: one bucket of
connections is pinged, and the oldest of those that owe us something (a hello, a read, a close)
are looked at. All waits of one kind are equally long, so the oldest come first in their dict.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any, Protocol

import structlog

from parlour.accounts.records import AccountsUnavailable
from parlour.directory.directory import Directory
from parlour.directory.records import Principal
from parlour.engine.background import Background
from parlour.engine.connection import Gateway
from parlour.engine.ports import Random
from parlour.ids import SiteId
from parlour.rates import Rates
from parlour.web.connection import UNSUPPORTED_DATA, SocketConnection
from parlour.web.counts import SocketCounts
from parlour.web.door import (
    DRAINING,
    FULL,
    MANY_AT_ONCE,
    NOT_THERE,
    TOO_MANY,
    Admitted,
    Knock,
    Rejected,
    examine,
)
from parlour.web.limits import OFFENCES_OF_ADDRESS, SocketLimits
from parlour.web.streams import STREAMS_MAX, Shows, Streams
from parlour.wire.frames import CloseCode, Hello

log = structlog.get_logger()

TURN_S = 1.0
LATE_AT_ONCE = 100
"""Closed or cut in one turn, or a tenth of those who wait if that is more: a crowd that stalled as
one would else come back as one."""
STEPS_AT_ONCE = 4
"""Connections looked at before others are served again: to close one takes 60 µs."""
SOCKETS_A_STEP = 1_000
"""For each of these sockets one more at once, so that a turn is through within its second."""
PAUSE_S = 0.01
"""Between them, for whatever else has come."""
BROKEN = {1002, UNSUPPORTED_DATA, 1007, 1009, CloseCode.BAD_FRAMES}
"""Closed with these a peer has broken the protocol, which no client of ours does."""
COMPLAINTS_PER_S_MAX = 5
"""Log lines about bad input; the metrics count all of it."""


class TicketBooth(Protocol):
    """Where it is known who somebody is."""

    def redeem(self, ticket: str) -> Principal | None:
        """Who it was made out to; `None` if it is unknown, used or late."""
        ...

    async def visitor(self, site_id: SiteId, token: str) -> Principal | None:
        """Whose token it is, on this site.

        Raises: `AccountsUnavailable`.
        """
        ...


Waiting = dict[SocketConnection, int]
"""Connections and the turn since which they owe something, oldest first."""


class Sockets:
    """The sockets of this server."""

    def __init__(
        self,
        gateway: Gateway,
        tickets: TicketBooth,
        directory: Directory,
        random: Random,
        *,
        limits: SocketLimits | None = None,
        rates: Rates | None = None,
        shows: Shows | None = None,
        public_origin: str = "",
        trusted_proxies: Collection[str] = (),
    ) -> None:
        self.gateway = gateway
        self.tickets = tickets
        self.limits = limits or SocketLimits()
        self.counts = SocketCounts()
        self.trusted_proxies = frozenset(trusted_proxies)
        self.turns = 0
        """Seconds that we have been running; the only time connections know."""
        self.greeting: Waiting = {}
        self.paused: Waiting = {}
        self.closing: Waiting = {}
        rates = rates or Rates(self._running_ms)
        self._handshakes = rates.add(
            "handshakes_of_address", self.limits.handshakes_of_address, self._running_ms
        )
        self.offences = rates.add("offences_of_address", OFFENCES_OF_ADDRESS, self._running_ms)
        """An address that has none left is refused until it has one."""
        self.directory = directory
        self._random = random
        self.public_origin = public_origin
        self.streams = Streams(self, shows) if shows is not None else None
        self._draining = False
        self._unsent: list[SocketConnection] = []
        self._complained_at = self._complaints = 0
        self._addresses: Counter[str] = Counter()
        self._buckets: tuple[set[SocketConnection], ...] = tuple(
            set() for _ in range(self.limits.ping_every_s)
        )
        self._timer: asyncio.TimerHandle | None = None
        self._pause: asyncio.TimerHandle | None = None
        self._turning: Iterator[SocketConnection] = iter(())
        """What is left of this turn."""
        self._background = Background()

    def connect(
        self,
        config: object,
        server_state: Any,
        app_state: object,
        _loop: object = None,
    ) -> SocketConnection:
        """A connection for uvicorn, which calls this where it expects a protocol class (`ws=`)."""
        return SocketConnection(self, server_state.connections)

    def __len__(self) -> int:
        return sum(map(len, self._buckets))

    def __iter__(self) -> Iterator[SocketConnection]:
        return (connection for bucket in self._buckets for connection in tuple(bucket))

    def _running_ms(self) -> float:
        return self.turns * 1000.0

    # Coming and going

    def examine(self, knock: Knock, address: str) -> Admitted | Rejected:
        """The verdict on a handshake; limits come first, for they are cheapest."""
        verdict: Admitted | Rejected
        if self._draining:
            verdict = DRAINING
        elif len(self) >= self.limits.sockets_max:
            verdict = FULL
        elif self._addresses[address] >= self.limits.sockets_per_address_max:
            verdict = TOO_MANY
        elif wait_ms := self.offences.wait_ms(address) or self._handshakes.take(address):
            verdict = TOO_MANY.but(retry_after_s=-(-wait_ms // 1000))
        elif away_ms := self.gateway.stay_away_ms():
            verdict = MANY_AT_ONCE.but(retry_after_s=math.ceil(away_ms / 1000))
        else:
            verdict = examine(knock, self.directory, self.public_origin)
            if isinstance(verdict, Admitted) and verdict.role == "stream":
                verdict = self._examine_stream(verdict)
        if isinstance(verdict, Rejected):
            self.counts.rejected[verdict.status] += 1
            self._complain("handshake_rejected", status=verdict.status, address=address)
        return verdict

    def _examine_stream(self, admitted: Admitted) -> Admitted | Rejected:
        if self.streams is None:
            return NOT_THERE
        return FULL if len(self.streams) >= STREAMS_MAX else admitted

    def note_closed(self, connection: SocketConnection, code: int) -> None:
        """We closed it."""
        self.counts.closed[code] += 1
        if code in BROKEN:
            self.offences.take(connection.address)

    def note_refused(self, connection: SocketConnection, code: str) -> None:
        """A frame was refused before it reached the engine."""
        self.counts.refused[code] += 1
        self._complain("frame_refused", code=code, address=connection.address)

    def add(self, connection: SocketConnection) -> None:
        """The handshake is done; hello is due."""
        self._addresses[connection.address] += 1
        self._bucket_of(connection).add(connection)
        self.greeting[connection] = self.turns

    def remove(self, connection: SocketConnection) -> None:
        """It is gone."""
        for waiting in (self.greeting, self.paused, self.closing):
            waiting.pop(connection, None)
        bucket = self._bucket_of(connection)
        if connection not in bucket:
            return  # it never got past the door
        bucket.discard(connection)
        self._addresses[connection.address] -= 1
        if not self._addresses[connection.address]:
            del self._addresses[connection.address]

    def _complain(self, event: str, **what: object) -> None:
        """A line in the log; a flood of bad input does not become a flood of lines."""
        if self._complained_at != self.turns:
            self._complained_at, self._complaints = self.turns, 0
        self._complaints += 1
        if self._complaints <= COMPLAINTS_PER_S_MAX:
            log.info(event, **what)

    def introduce(self, connection: SocketConnection, site_id: SiteId, hello: Hello) -> None:
        """Find out who the visitor is, and let them in."""
        self._background.run(self._introduce(connection, site_id, hello))

    async def _introduce(self, connection: SocketConnection, site_id: SiteId, hello: Hello) -> None:
        try:
            principal = await self.tickets.visitor(site_id, hello.visit)
        except AccountsUnavailable:
            away_ms = round(self._random.uniform(0, self.limits.overload_retry_ms))
            connection.close(CloseCode.STORE_UNAVAILABLE, "Nothing can be saved now.", away_ms)
        else:
            connection.admit(principal, hello)

    # Writing

    def write_soon(self, connection: SocketConnection) -> None:
        """It has something to send; all who have are served at the end of this turn of the loop."""
        if not self._unsent:
            asyncio.get_running_loop().call_soon(self._write_all)
        self._unsent.append(connection)

    def _write_all(self) -> None:
        unsent, self._unsent = self._unsent, []
        for connection in unsent:
            connection.write_out()

    def _bucket_of(self, connection: SocketConnection) -> set[SocketConnection]:
        return self._buckets[id(connection) // 64 % len(self._buckets)]

    # Sending away

    def close_session(self, session_id: str) -> None:
        """A browser session or visitor token was revoked: its sockets lose their rights at once."""
        for connection in self:
            if connection.session_id == session_id:
                connection.close(CloseCode.SIGNED_OUT, "Signed out.")
        if self.streams is not None:
            self.streams.close_session(session_id, CloseCode.SIGNED_OUT, "Signed out.")

    def take_nothing_more(self) -> None:
        """The server is about to stop: no handshake is accepted any more, and what clients still
        send is left unread. They have no answer to it, so they give it to the next server."""
        self._draining = True
        for connection in self:
            connection.stop_reading()

    def send_away(self, connection: SocketConnection) -> None:
        """The server stops: come back, but not all at once."""
        retry_after_ms = round(self._random.uniform(0, self.limits.drain_spread_ms))
        connection.close(CloseCode.DRAINING, "The server restarts.", retry_after_ms)

    # The wheel

    def start(self) -> None:
        """Turn the wheel once a second, on the running loop."""
        self._timer = asyncio.get_running_loop().call_later(TURN_S, self._turn_again)

    async def finish(self) -> None:
        """Whoever has said hello has been let in, or not."""
        await self._background.finish()

    def stop(self) -> None:
        for timer in (self._timer, self._pause):
            if timer is not None:
                timer.cancel()
        self._timer = self._pause = None

    def _turn_again(self) -> None:
        self.start()  # before turning, so that an error in there does not stop the wheel
        if self._pause is not None:
            self._pause.cancel()
        for _ in self._turning:
            pass  # the last turn is through before the next begins, however late it is
        self._turning = self._turn()
        self._turn_on()

    def _turn_on(self) -> None:
        """Some steps of this turn, and the others later: nobody has to wait for all of them."""
        at_once = STEPS_AT_ONCE + len(self) // SOCKETS_A_STEP
        self._pause = None
        if sum(1 for _ in islice(self._turning, at_once)) == at_once:
            self._pause = asyncio.get_running_loop().call_later(PAUSE_S, self._turn_on)

    def turn(self, times: int = 1) -> None:
        """Let seconds pass."""
        for _ in range(times):
            for _ in self._turn():
                pass

    def _turn(self) -> Iterator[SocketConnection]:
        """One turn, step by step: gives whom it has looked at."""
        self.turns += 1
        limits = self.limits
        yield from self._late(self.greeting, limits.hello_within_s, SocketConnection.hello_is_late)
        yield from self._late(self.paused, limits.paused_for_s, SocketConnection.reads_nothing)
        yield from self._late(self.closing, limits.close_within_s, SocketConnection.cut)
        self._make_room()
        bucket = self._buckets[self.turns % len(self._buckets)]
        for connection in tuple(bucket):
            if connection in bucket:
                connection.check_pulse()
                yield connection
        if self.streams is not None:
            self.streams.turn()

    def _make_room(self) -> None:
        """Close those who have been behind longest until the others' buffers are within bounds."""
        behind = {c: c.unread_bytes for c in self.paused if c not in self.closing}
        surplus = sum(behind.values()) - self.limits.send_buffers_bytes_max
        for connection, unread_bytes in behind.items():
            if surplus <= 0:
                return
            surplus -= unread_bytes
            connection.reads_nothing()

    def _late(
        self, waiting: Waiting, turns: int, late: Callable[[SocketConnection], None]
    ) -> Iterator[SocketConnection]:
        for _ in range(max(LATE_AT_ONCE, len(waiting) // 10)):
            connection, since = next(iter(waiting.items()), (None, 0))
            if connection is None or self.turns - since < turns:
                return
            del waiting[connection]
            late(connection)
            yield connection
