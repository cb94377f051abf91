"""Chats that are over, for whoever comes back and lacks the end: how they were numbered, and whose
they were.

The newest are remembered, so that a client that slept through the end of its chat costs the rows it
missed. Of older ones, and after a restart, the rows are read once to number them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple, cast

from parlour.chat.events import AnyChatEvent, ChatCreated, ChatReleased
from parlour.hub.timelines import Timeline, timeline_of
from parlour.ids import ChatId, EndUserId, SiteId, chat_stream
from parlour.ledger.protocol import Ledger, Recorded

REMEMBERED_MAX = 10_000
"""Some 5 MB; the chats that end within an hour on a busy site."""


class PastChat(NamedTuple):
    """A released chat: nothing is added to its timeline any more."""

    site_id: SiteId
    end_user_id: EndUserId
    timeline: Timeline


class PastChats:
    """Released chats, the longest unasked-for forgotten first."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._chats: OrderedDict[ChatId, PastChat] = OrderedDict()

    def keep(self, chat_id: ChatId, past: PastChat) -> None:
        self._chats[chat_id] = past
        self._chats.move_to_end(chat_id)
        if len(self._chats) > REMEMBERED_MAX:
            self._chats.popitem(last=False)

    async def get(self, chat_id: ChatId) -> PastChat | None:
        """The chat as far as it is written; `None` if there is none.

        Raises: `LedgerUnavailable`, `BrokenLedger`.
        """
        known = self._chats.get(chat_id)
        if known is not None:
            self._chats.move_to_end(chat_id)
            return known
        rows = await self._ledger.read(chat_stream(chat_id))
        found = past_chat(rows)
        if found is not None and isinstance(rows[-1].event, ChatReleased):
            self.keep(chat_id, found)
        return found


def past_chat(rows: Sequence[Recorded]) -> PastChat | None:
    """From all rows of a chat; `None` when there are none."""
    created = cast(AnyChatEvent, rows[0].event) if rows else None
    if not isinstance(created, ChatCreated):
        return None
    return PastChat(created.site_id, created.end_user_id, timeline_of(rows))
