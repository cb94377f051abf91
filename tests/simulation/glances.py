"""What is true for the moment and never stored: how far somebody has read, where they are.

Nobody is told of more than was looked at, nor of less than before; who reads unseen is not told of.
The pages shown are pages the end-user was on, each once, in their order as far as one line tells
it, and only agents see them.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from parlour.chat.events import AnyChatEvent
from parlour.hub.timelines import Audience
from parlour.ids import ChatId, chat_stream
from parlour.ledger.memory import Tables
from parlour.wire.audience import agents_see, end_user_sees

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.network import Line

Json = dict[str, Any]
OnFault = Callable[[str, str], None]
Told = tuple[int, "Line | None"]
"""Which page it was, and the line on which that was said."""
OTHER: dict[Audience, Audience] = {"agent": "end_user", "end_user": "agent"}


class Glances:
    """Is told what clients say and hear of it."""

    def __init__(self, tables: Tables, on_fault: OnFault) -> None:
        self._tables = tables
        self._on_fault = on_fault
        self._looked: dict[tuple[str, Audience], dict[str, int]] = {}
        """`seq` of the newest row that each one of the side has said to have seen."""
        self._told: dict[tuple[str, str], tuple[Line | None, int]] = {}
        """What each client was told last of a chat, and on which line."""
        self._pages: dict[str, dict[str, Told]] = {}
        """Addresses by chat."""

    def saw(self, client: "Client", chat: str, n: int) -> None:
        """The client says so; it may be lost on the way."""
        audience: Audience = client.principal.role
        looked = self._looked.setdefault((chat, audience), {})
        seq = self._seqs(chat, audience)[n - 1]
        looked[client.principal.id] = max(looked.get(client.principal.id, 0), seq)

    def is_on(self, client: "Client", chat: str, url: str) -> None:
        """The end-user looks at another page."""
        pages = self._pages.setdefault(chat, {})
        pages[url] = len(pages), client.line

    def has_seen(self, client: "Client", frame: Json) -> None:
        chat, n = frame["chat"], frame["n"]
        line, before = self._told.get((client.name, chat), (None, 0))
        self._told[client.name, chat] = client.line, n
        if n <= before and line is client.line:
            self._on_fault("seen", f"{client.name} was told {n} of {chat} after {before}")
        audience: Audience = client.principal.role
        seqs = self._seqs(chat, audience)
        if n > len(seqs) or seqs[n - 1] > self._looked_by(chat, OTHER[audience]):
            self._on_fault("seen", f"{client.name} was told {n} of {chat}: nobody saw that")

    def pages(self, client: "Client", frame: Json) -> None:
        known = self._pages.get(frame["chat"], {})
        shown = [page["url"] for page in frame["pages"]]
        times = [page["at"] for page in frame["pages"]]
        is_new = len(set(shown)) == len(shown) and all(url in known for url in shown)
        if client.principal.role != "agent" or not is_new:
            self._on_fault("pages", f"{client.name} was shown {shown}, which were {[*known]}")
        elif any(_are_swapped(known[one], known[next_]) for one, next_ in pairwise(shown)):
            self._on_fault("pages", f"{client.name} was shown {shown} for {[*known]}")
        if times != sorted(times):
            self._on_fault("pages", f"{client.name} was shown pages of {frame['chat']} in disorder")

    def shows_anew(self, client: "Client", chat: str) -> None:
        """What the client was told of the chat before, it forgets."""
        self._told.pop((client.name, chat), None)

    def _looked_by(self, chat: str, audience: Audience) -> int:
        """How far, of those who may be told of: the end-user, and agents who take part or did."""
        looked = self._looked.get((chat, audience), {})
        if audience == "agent":
            rows = self._tables.rows(chat_stream(ChatId(chat)))
            took_part = {getattr(row.event, "agent_id", "") for row in rows if row.kind == 23}
            looked = {name: seq for name, seq in looked.items() if name in took_part}
        return max(looked.values(), default=0)

    def _seqs(self, chat: str, audience: Audience) -> list[int]:
        """Of the rows that the side sees, in the order of its numbers."""
        sees = end_user_sees if audience == "end_user" else agents_see
        rows = self._tables.rows(chat_stream(ChatId(chat)))
        return [row.seq for row in rows if sees(cast(AnyChatEvent, row.event))]


def _are_swapped(one: "Told", other: "Told") -> bool:
    """What is said on a line that stalls may come after what is said on the next one."""
    return one[1] is other[1] and one[0] > other[0]
