"""A server among others over the same ledger: what they tell each other reaches the right room."""

import structlog

from parlour.engine.background import Background
from parlour.engine.engine import Engine
from parlour.engine.feed import Feed
from parlour.engine.router import Router
from parlour.hub.gateway import ChatGateway
from parlour.hub.lobby import Lobby
from parlour.hub.seats import Seats
from parlour.ids import Duration, Millis
from parlour.ledger.protocol import LedgerUnavailable
from parlour.nodes.membership import Membership
from parlour.nodes.protocol import (
    CompanyChanged,
    Note,
    PagesHeard,
    RegisterUnavailable,
    RowsWritten,
    SeenHeard,
    TypingHeard,
)
from parlour.wire.frames import CloseCode

log = structlog.get_logger()

GO_ELSEWHERE = Duration(1_000)
"""When clients of a node that is cut off may try the next one."""


class Company:
    """Beats, listens to the bus, and keeps router, lobby and feed in the picture."""

    def __init__(
        self,
        membership: Membership,
        *,
        engine: Engine,
        router: Router,
        lobby: Lobby,
        seats: Seats,
        gateway: ChatGateway,
        background: Background,
    ) -> None:
        self._membership = membership
        self._engine = engine
        self._router = router
        self._lobby = lobby
        self._seats = seats
        self._background = background
        self.feed = engine.feed = Feed(engine, membership.bus)
        lobby.bus = lobby.seen.bus = lobby.trails.bus = membership.bus
        gateway.company = self
        membership.on_company.append(self._follow)
        membership.on_clock.append(engine.follow_clock)
        engine.on_jump.append(membership.follow_clock)
        membership.on_cut_off.append(self._send_all_away)
        membership.on_news.append(self._tell_news)
        membership.bus.listen(self._hear)

    def tick(self, now: Millis) -> None:
        if self._membership.is_due(now):
            self._background.run(self.beat())
        self.feed.tick(now)

    async def beat(self) -> None:
        """That the register can't be reached is an outage of ours like any other of the store."""
        try:
            await self._membership.beat()
        except RegisterUnavailable as error:
            log.warning("beat_failed", reason=str(error))
            self._engine.outages.store_refused(self._engine.clock.now())

    async def catch_up(self) -> None:
        """Everything that was written anywhere before the call has been told here.

        Raises: `LedgerUnavailable`.
        """
        await self.feed.caught_up()

    async def introduce(self) -> None:
        """The others know whom we have heard of.

        Raises: `LedgerUnavailable`.
        """
        try:
            await self._membership.beat()
        except RegisterUnavailable as error:
            raise LedgerUnavailable(str(error)) from error

    def _tell_news(self) -> None:
        self._background.run(self._beat_and_ring())

    async def _beat_and_ring(self) -> None:
        await self.beat()
        self._membership.bus.ring(CompanyChanged())

    def _hear(self, note: Note) -> None:
        match note:
            case RowsWritten():
                self.feed.heard(note.position)
            case TypingHeard():
                self._lobby.hear_typing(note)
            case SeenHeard():
                self._lobby.seen.hear(note)
            case PagesHeard():
                self._lobby.trails.hear(note)
            case CompanyChanged():
                self._background.run(self.beat())

    def _follow(self) -> None:
        self._router.follow_company(self._membership.reachable_elsewhere)

    def _send_all_away(self) -> None:
        for connection in list(self._seats.by_connection):
            connection.close(
                CloseCode.STORE_UNAVAILABLE,
                "This server is cut off; another one goes on.",
                GO_ELSEWHERE,
            )
