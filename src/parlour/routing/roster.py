"""The agents on duty, kept in the order in which they are to be asked. Pure: no clock, no chance.

For each queue one list of those who serve it and are free, by turn: whose last assignment is oldest
first, never-assigned first of all, ties by id. So a decision looks at the head of a list, not at
everybody; a change moves one agent.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from parlour.ids import AgentId, Millis, QueueId
from parlour.routing.line import Candidate

Turn = tuple[int, AgentId]


class Roster:
    """Candidates by id and, for each queue, in order."""

    def __init__(self) -> None:
        self._candidates: dict[AgentId, Candidate] = {}
        self._serving: dict[QueueId, dict[AgentId, Candidate]] = {}
        self._free: dict[QueueId, list[Turn]] = {}
        self._pauses: list[tuple[Millis, AgentId]] = []
        self._pausing: set[AgentId] = set()

    # Reading -----------------------------------------------------------------------------------

    def get(self, agent_id: AgentId) -> Candidate | None:
        return self._candidates.get(agent_id)

    def serving(self, queue_id: QueueId) -> Mapping[AgentId, Candidate]:
        """Everybody on duty who serves the queue, free or not."""
        return self._serving.get(queue_id, {})

    @property
    def queues_with_free(self) -> Iterator[QueueId]:
        """Queues that some agent serves who is free as far as `wake` has looked."""
        return (queue_id for queue_id, free in self._free.items() if free)

    def free(self, queue_id: QueueId) -> Sequence[Turn]:
        """Who serves the queue and is free, in the order in which they are to be asked."""
        return self._free.get(queue_id, ())

    def is_free_for(self, queue_id: QueueId, agent_id: AgentId) -> bool:
        candidate = self.serving(queue_id).get(agent_id)
        return candidate is not None and self._stands_free(candidate)

    def named(self, queue_id: QueueId) -> Iterator[Candidate]:
        """Everybody who serves the queue: the free ones in their order, then the others."""
        free = self.free(queue_id)
        yield from (self._candidates[agent_id] for _, agent_id in free)
        for candidate in self.serving(queue_id).values():
            if not self._stands_free(candidate):
                yield candidate

    def end_of_pause(self) -> Millis | None:
        """When the next Delay Between Chats ends of an agent who is otherwise free."""
        while self._pauses and not self._still_pauses(*self._pauses[0]):
            heappop(self._pauses)
        return self._pauses[0][0] if self._pauses else None

    # Changing ----------------------------------------------------------------------------------

    def put(self, candidate: Candidate) -> None:
        """The agent as they are now; `wake` sees whether a pause of theirs is over."""
        before = self._candidates.get(candidate.agent_id)
        if before == candidate:
            return
        self.drop(candidate.agent_id)
        self._candidates[candidate.agent_id] = candidate
        for queue_id in candidate.queues:
            self._serving.setdefault(queue_id, {})[candidate.agent_id] = candidate
        if not candidate.could_take_a_chat:
            return
        if candidate.pauses_until:
            self._pausing.add(candidate.agent_id)
            heappush(self._pauses, (candidate.pauses_until, candidate.agent_id))
        else:
            self._line_up(candidate)

    def drop(self, agent_id: AgentId) -> None:
        """The agent is off duty."""
        candidate = self._candidates.pop(agent_id, None)
        if candidate is None:
            return
        for queue_id in candidate.queues:
            del self._serving[queue_id][agent_id]
        if agent_id in self._pausing:
            self._pausing.discard(agent_id)
        elif candidate.could_take_a_chat:
            self._stand_back(candidate)

    def wake(self, now: Millis) -> None:
        """Whose pause is over by now is free again."""
        while self._pauses and self._pauses[0][0] <= now:
            until, agent_id = heappop(self._pauses)
            if self._still_pauses(until, agent_id):
                self._pausing.discard(agent_id)
                self._line_up(self._candidates[agent_id])

    def _line_up(self, candidate: Candidate) -> None:
        for queue_id in candidate.queues:
            insort(self._free.setdefault(queue_id, []), turn_of(candidate))

    def _stand_back(self, candidate: Candidate) -> None:
        for queue_id in candidate.queues:
            free = self._free[queue_id]
            del free[bisect_left(free, turn_of(candidate))]

    def _stands_free(self, candidate: Candidate) -> bool:
        return candidate.could_take_a_chat and candidate.agent_id not in self._pausing

    def _still_pauses(self, until: Millis, agent_id: AgentId) -> bool:
        candidate = self._candidates.get(agent_id)
        return (
            agent_id in self._pausing and candidate is not None and candidate.pauses_until == until
        )


def turn_of(candidate: Candidate) -> Turn:
    last = candidate.last_assigned_at
    return (-1 if last is None else int(last), candidate.agent_id)
