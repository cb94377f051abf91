"""The waiting chats of one queue, in the order in which they are to be served. Pure.

Most of them differ only in how long they have waited. Since what a queue asks only relaxes, the
first of those has the most agents to choose from: if nobody is there for it, nobody is there for
the others. Only the rest has to be looked at one by one.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from parlour.ids import ChatId, Millis
from parlour.routing.line import WaitingChat, place_of


class Line:
    """Chats by place. `wake` first, then read."""

    __slots__ = ("_alike", "_all", "_kept", "_kept_ends", "_others")

    def __init__(self) -> None:
        self._all: list[WaitingChat] = []
        self._alike: list[WaitingChat] = []
        self._others: list[WaitingChat] = []
        self._kept: set[ChatId] = set()
        self._kept_ends: list[tuple[Millis, ChatId, WaitingChat]] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[WaitingChat]:
        return iter(self._all)

    def __getitem__(self, index: int) -> WaitingChat:
        return self._all[index]

    @property
    def head_of_alike(self) -> WaitingChat | None:
        """The first of those for whom all agents are asked alike."""
        return self._alike[0] if self._alike else None

    @property
    def others(self) -> Sequence[WaitingChat]:
        return self._others

    def ahead_of(self, chat: WaitingChat) -> int:
        """How many chats come before it."""
        return bisect_left(self._all, place_of(chat), key=place_of)

    def put(self, chat: WaitingChat) -> None:
        insort(self._all, chat, key=place_of)
        if chat.preferred is not None and not chat.is_personal:
            self._kept.add(chat.chat_id)
            heappush(self._kept_ends, (chat.kept_until, chat.chat_id, chat))
        insort(self._part_of(chat), chat, key=place_of)

    def take_out(self, chat: WaitingChat) -> None:
        _remove(self._all, chat)
        _remove(self._part_of(chat), chat)
        self._kept.discard(chat.chat_id)

    def wake(self, now: Millis) -> None:
        """What was kept for somebody until now is for anybody."""
        while self._kept_ends and self._kept_ends[0][0] <= now:
            _, chat_id, chat = heappop(self._kept_ends)
            if chat_id in self._kept and _holds(self._others, chat):
                self._kept.discard(chat_id)
                _remove(self._others, chat)
                insort(self._alike, chat, key=place_of)

    def _part_of(self, chat: WaitingChat) -> list[WaitingChat]:
        is_special = chat.is_personal or chat.chat_id in self._kept
        return self._others if is_special else self._alike


def _remove(chats: list[WaitingChat], chat: WaitingChat) -> None:
    del chats[bisect_left(chats, place_of(chat), key=place_of)]


def _holds(chats: list[WaitingChat], chat: WaitingChat) -> bool:
    index = bisect_left(chats, place_of(chat), key=place_of)
    return index < len(chats) and chats[index] == chat
