"""Tickets: what opens one socket, once, within seconds.

A socket can't send headers of ours, and a cookie alone would let any page open one; so the page
fetches a ticket over HTTP and says it in hello. In memory only: after a restart everybody fetches
a new one anyway. Source: OWASP ASVS 5.0, 4.4.3 and 4.4.4.
"""

from parlour.directory.records import Principal
from parlour.engine.ports import Clock, Ids
from parlour.value import Value

LIFE_MS = 30_000
TICKETS_MAX = 100_000
"""All clients of a full server at once, twice; beyond it the oldest are dropped."""


class _Ticket(Value):
    principal: Principal
    until_ms: float


class Tickets:
    """All tickets that are out, oldest first."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._tickets: dict[str, _Ticket] = {}

    def __len__(self) -> int:
        return len(self._tickets)

    def issue(self, principal: Principal) -> str:
        self._drop_late()
        ticket = self._ids.secret()
        until_ms = self._clock.monotonic_ms() + LIFE_MS
        self._tickets[ticket] = _Ticket(principal=principal, until_ms=until_ms)
        return ticket

    def redeem(self, ticket: str) -> Principal | None:
        """Who it was made out to; `None` if it is unknown, used or late."""
        found = self._tickets.pop(ticket, None)
        if found is None or found.until_ms < self._clock.monotonic_ms():
            return None
        return found.principal

    def revoke(self, session_id: str) -> None:
        """Tickets of this session are worth nothing any more."""
        self._tickets = {
            ticket: found
            for ticket, found in self._tickets.items()
            if found.principal.session_id != session_id
        }

    def _drop_late(self) -> None:
        now = self._clock.monotonic_ms()
        while self._tickets:
            oldest = next(iter(self._tickets))
            late = self._tickets[oldest].until_ms < now
            if not late and len(self._tickets) < TICKETS_MAX:
                return
            del self._tickets[oldest]
