"""Tickets for the streams of co-browse: each opens one, once, within seconds. In memory only."""

from typing import Literal

from parlour.engine.ports import Clock, Ids
from parlour.ids import ClientId, CoBrowseId, SiteId
from parlour.value import Value

LIFE_MS = 30_000
TICKETS_MAX = 2_000
"""Both sides of all sessions a server takes, five times; beyond it the oldest are dropped."""


class Pass(Value):
    """Whom a ticket was made out to: one client of one side of one session."""

    cobrowse_id: CoBrowseId
    side: Literal["recorder", "viewer"]
    site_id: SiteId
    client_id: ClientId
    session_id: str


class StreamTickets:
    """Those that are out, oldest first."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._tickets: dict[str, tuple[Pass, float]] = {}

    def issue(self, admits: Pass) -> str:
        now = self._clock.monotonic_ms()
        while self._tickets:
            oldest = next(iter(self._tickets))
            if self._tickets[oldest][1] >= now and len(self._tickets) < TICKETS_MAX:
                break
            del self._tickets[oldest]
        ticket = self._ids.secret()
        self._tickets[ticket] = (admits, now + LIFE_MS)
        return ticket

    def redeem(self, ticket: str) -> Pass | None:
        """`None`: it is unknown, used or late."""
        admits, until = self._tickets.pop(ticket, (None, 0.0))
        return admits if until >= self._clock.monotonic_ms() else None

    def revoke(self, cobrowse_id: CoBrowseId) -> None:
        """The session is over."""
        self._tickets = {
            ticket: held
            for ticket, held in self._tickets.items()
            if held[0].cobrowse_id != cobrowse_id
        }
