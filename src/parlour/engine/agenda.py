"""What is due when. One entry a key; moving an entry later costs nothing until it comes up."""

import heapq
from collections.abc import Hashable
from typing import Generic, TypeVar

from parlour.ids import Millis

K = TypeVar("K", bound=Hashable)


class Agenda(Generic[K]):
    """Keys with the moment they are to be looked at."""

    def __init__(self) -> None:
        self._heap: list[tuple[Millis, int, K]] = []
        self._planned: dict[K, Millis] = {}
        self._count = 0

    def plan(self, key: K, due: Millis | None) -> None:
        """Look at `key` by `due`. An earlier entry stays: who is looked at too early plans anew."""
        if due is None:
            return
        planned = self._planned.get(key)
        if planned is not None and planned <= due:
            return
        self._planned[key] = due
        self._count += 1
        heapq.heappush(self._heap, (due, self._count, key))

    def take_due(self, now: Millis) -> list[K]:
        """The keys to look at now; they are off the agenda until planned again."""
        if not self._heap or self._heap[0][0] > now:
            return []
        due: list[K] = []
        while self._heap and self._heap[0][0] <= now:
            moment, _, key = heapq.heappop(self._heap)
            if self._planned.get(key) == moment:
                del self._planned[key]
                due.append(key)
        return due
