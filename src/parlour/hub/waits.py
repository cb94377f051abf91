"""Watches the lines move, and says from that how long a chat will wait."""

from collections import deque
from collections.abc import Callable, Mapping, Sized

from parlour.chat.state import ChatState, Phase
from parlour.engine.act import ChatChange, Done
from parlour.engine.books import OPEN, WAITING
from parlour.ids import ChatId, Duration, Millis, QueueId
from parlour.routing.estimate import (
    EMPTY,
    Accuracy,
    Flow,
    average_wait,
    enters,
    expected_wait,
    gives_up,
    passes,
    turned_out,
)
from parlour.value import Value

LOOKS_APART_MAX = Duration(5_000)
"""A look that comes later than this was held up; what happened meanwhile nobody saw."""


class _Seen(Value):
    """A chat when it was first seen in a line."""

    at: Millis
    place: int
    told: Duration | None
    """The wait that was expected then."""


class Waits:
    """By queue: how fast its line moves, and how well that told the waits."""

    def __init__(self, samples: Callable[[QueueId], int]) -> None:
        """`samples`: how many of the last waits count in a queue; asked each time."""
        self.accuracy: dict[QueueId, Accuracy] = {}
        self._samples = samples
        self._flows: dict[QueueId, Flow] = {}
        self._recent: dict[QueueId, deque[Duration]] = {}
        self._seen: dict[ChatId, _Seen] = {}
        self._standing: frozenset[QueueId] = frozenset()
        """Queues in which somebody waited at the last look."""
        self._looked_at: Millis | None = None

    def expected(self, queue_id: QueueId, position: int) -> Duration | None:
        """For the chat at this place; `None`: nobody can tell."""
        averaged = average_wait(self._recent.get(queue_id, ()))
        wait = expected_wait(self._flows.get(queue_id, EMPTY), position)
        if wait is None or averaged is None:
            return averaged if wait is None else wait
        if position == 1 and queue_id not in self._standing:
            return min(wait, averaged)  # either they are free, or they soon will be
        return wait

    def look(self, lengths: Mapping[QueueId, Sized], now: Millis) -> None:
        """Time has passed with so many waiting in each line."""
        since = now if self._looked_at is None else self._looked_at
        elapsed = Duration(max(0, min(now - since, LOOKS_APART_MAX)))
        self._looked_at = now
        if not lengths and not self._standing:
            return
        self._standing = frozenset(queue_id for queue_id, line in lengths.items() if len(line))
        for queue_id, line in lengths.items():
            flow = self._flows.get(queue_id, EMPTY)
            self._flows[queue_id] = passes(flow, elapsed, len(line))

    def see(self, chat_id: ChatId, queue_id: QueueId, place: int, now: Millis) -> None:
        """The chat waits at this place; what counts is when it was first seen."""
        if chat_id not in self._seen:
            told = self.expected(queue_id, place)
            self._seen[chat_id] = _Seen(at=now, place=place, told=told)

    def committed(self, done: Done) -> None:
        """Learn from those who reached an agent or gave up."""
        for change in done.chats:
            before, after = change.before, change.after
            if before.phase in WAITING and after.phase is Phase.ENGAGED:
                self._enters(change, done.act.at)
            elif before.phase in WAITING and after.phase not in OPEN:
                self._gives_up(change.chat_id, before)

    def _enters(self, change: ChatChange, at: Millis) -> None:
        queue_id = change.before.queue_id
        samples = self._samples(queue_id)
        if change.before.first_engaged_at is None:
            waits = self._recent.get(queue_id, deque())
            if waits.maxlen != samples:
                waits = self._recent[queue_id] = deque(waits, maxlen=samples)
            waits.append(time_between(change.before.requested_at, at))
        seen = self._seen.pop(change.chat_id, None)
        if seen is None:
            return
        had = time_between(seen.at, at)
        flow = self._flows.get(queue_id, EMPTY)
        self._flows[queue_id] = enters(flow, had, seen.place, samples)
        if seen.told is not None:
            so_far = self.accuracy.get(queue_id, Accuracy())
            self.accuracy[queue_id] = turned_out(so_far, seen.told, had)

    def _gives_up(self, chat_id: ChatId, before: ChatState) -> None:
        if self._seen.pop(chat_id, None) is not None:
            flow = self._flows.get(before.queue_id, EMPTY)
            self._flows[before.queue_id] = gives_up(flow)


def time_between(since: Millis, until: Millis) -> Duration:
    """Another node's clock may be behind."""
    return Duration(max(0, until - since))
