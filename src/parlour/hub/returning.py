"""End-users who come back: the agent they talked to last is looked up as they connect, so that it
is known when they ask for a chat."""

import structlog

from parlour.chat.state import Phase
from parlour.directory.directory import Directory
from parlour.engine.act import Done
from parlour.engine.background import Background
from parlour.ids import AgentId, EndUserId, SiteId
from parlour.ledger.protocol import Ledger, LedgerUnavailable

log = structlog.get_logger()

REMEMBERED_MAX = 50_000
"""As many as there may be sockets; whoever was looked up first is forgotten first."""

EndUserKey = tuple[SiteId, EndUserId]


class Returning:
    """Who led the last chat of each end-user who is here, as far as their site cares."""

    def __init__(self, ledger: Ledger, directory: Directory, background: Background) -> None:
        self._ledger = ledger
        self._directory = directory
        self._background = background
        self._last_leads: dict[EndUserKey, AgentId | None] = {}

    def expect(self, site_id: SiteId, end_user_id: EndUserId) -> None:
        """The end-user has connected and may ask for a chat."""
        if self._cares(site_id):
            self._background.run(self._look_up((site_id, end_user_id)))

    def last_lead(self, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
        """`None`: they are new, or the answer is not there yet."""
        return self._last_leads.get((site_id, end_user_id))

    def committed(self, done: Done) -> None:
        """A chat is over: there may be another agent now."""
        for change in done.chats:
            if change.after.phase is Phase.RELEASED:
                key = change.after.site_id, change.after.end_user_id
                if key in self._last_leads:
                    self._background.run(self._look_up(key))

    def _cares(self, site_id: SiteId) -> bool:
        queues = self._directory.queues.values()
        return any(queue.site_id == site_id and queue.preferred_for_s for queue in queues)

    async def _look_up(self, key: EndUserKey) -> None:
        """Without an answer the chat is for anyone, as if the end-user were new."""
        try:
            last = await self._ledger.last_lead(*key)
        except LedgerUnavailable as error:
            log.warning("last_lead_not_looked_up", reason=str(error))
            return
        self._last_leads.pop(key, None)
        self._last_leads[key] = last
        if len(self._last_leads) > REMEMBERED_MAX:
            del self._last_leads[next(iter(self._last_leads))]
