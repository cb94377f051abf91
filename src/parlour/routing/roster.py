"""The agents on duty, kept in the order in which they are to be asked. Pure: no clock, no chance.

For each queue those who may be asked for its chats, sorted into groups who are asked alike: who
serves the queue itself or one it overflows to, with what skills. In each group the free ones stand
by turn: whose last assignment is oldest first, never-assigned first of all, ties by id. So a
decision looks at the heads of a few lists, not at everybody; a change moves one agent.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush, merge
from typing import NamedTuple

from parlour.ids import AgentId, Duration, Millis, QueueId
from parlour.routing.line import Candidate
from parlour.routing.policy import ANYBODY, Policies, QueuePolicy

Turn = tuple[int, AgentId]
NOBODY: Mapping[AgentId, Candidate] = {}


class Group(NamedTuple):
    """Agents who are asked alike for the chats of one queue."""

    after: Duration
    """How long a chat must have waited; 0 for who serves the queue itself."""
    by_rank: bool
    standing: tuple[int, ...]
    """Levels of skill; see `QueuePolicy.standing`."""

    def is_asked(self, waited: Duration, bar: Sequence[int]) -> bool:
        return self.after <= waited and not any(
            have < wanted for have, wanted in zip(self.standing, bar, strict=True)
        )


Reach = Mapping[QueueId, Group]
"""The queues whose chats an agent may be asked for, with the group they are in."""


class Roster:
    """Candidates by id and, for each queue, in groups and in order."""

    def __init__(self, policies: Policies | None = None) -> None:
        self._policies: Policies = policies or {}
        self._overflowing_to = _overflowing_to(self._policies)
        self._candidates: dict[AgentId, Candidate] = {}
        self._reach: dict[AgentId, Reach] = {}
        self._serving: dict[QueueId, dict[AgentId, Candidate]] = {}
        self._within_reach: dict[QueueId, dict[AgentId, Group]] = {}
        self._free: dict[QueueId, dict[Group, list[Turn]]] = {}
        self._pauses: list[tuple[Millis, AgentId]] = []
        self._pausing: set[AgentId] = set()

    # Reading -----------------------------------------------------------------------------------

    def get(self, agent_id: AgentId) -> Candidate | None:
        return self._candidates.get(agent_id)

    def policy(self, queue_id: QueueId) -> QueuePolicy:
        return self._policies.get(queue_id, ANYBODY)

    def serving(self, queue_id: QueueId) -> Mapping[AgentId, Candidate]:
        """Everybody on duty who serves the queue itself, free or not."""
        return self._serving.get(queue_id, NOBODY)

    def within_reach(self, queue_id: QueueId) -> Mapping[AgentId, Group]:
        """Everybody who may be asked for its chats, now or after a wait, with their group."""
        return self._within_reach.get(queue_id, {})

    def reach(self, agent_id: AgentId) -> Reach:
        return self._reach.get(agent_id, {})

    @property
    def queues_with_free(self) -> Mapping[QueueId, object]:
        """Queues with somebody free to ask, at once or after a wait, as far as `wake` has seen."""
        return self._free

    def asked(self, queue_id: QueueId, waited: Duration) -> list[tuple[Group, list[Turn]]]:
        """The free agents to ask for a chat that has waited so long: each group by turn."""
        groups = self._free.get(queue_id)
        if not groups:
            return []
        bar = self.policy(queue_id).bar(waited)
        return [(group, turns) for group, turns in groups.items() if group.is_asked(waited, bar)]

    def stands_free(self, candidate: Candidate) -> bool:
        return candidate.could_take_a_chat and candidate.agent_id not in self._pausing

    def named(self, queue_id: QueueId) -> Iterator[Candidate]:
        """Everybody within reach of the queue: the free ones in their order, then the others."""
        free = self._free.get(queue_id, {})
        yield from (self._candidates[agent_id] for _, agent_id in merge(*free.values()))
        for agent_id in self.within_reach(queue_id):
            candidate = self._candidates[agent_id]
            if not self.stands_free(candidate):
                yield candidate

    def end_of_pause(self) -> Millis | None:
        """When the next Delay Between Chats ends of an agent who is otherwise free."""
        while self._pauses and not self._still_pauses(*self._pauses[0]):
            heappop(self._pauses)
        return self._pauses[0][0] if self._pauses else None

    # Changing ----------------------------------------------------------------------------------

    def adopt(self, policies: Policies) -> None:
        """What the queues ask from now on."""
        if policies == self._policies:
            return
        candidates = list(self._candidates.values())
        for candidate in candidates:
            self.drop(candidate.agent_id)
        self._policies, self._overflowing_to = policies, _overflowing_to(policies)
        for candidate in candidates:
            self.put(candidate)

    def put(self, candidate: Candidate) -> None:
        """The agent as they are now; `wake` sees whether a pause of theirs is over."""
        before = self._candidates.get(candidate.agent_id)
        if before == candidate:
            return
        if before is not None and _is_asked_alike(before, candidate):
            self._step_aside(before)
        else:
            self.drop(candidate.agent_id)
            self._enter(candidate)
        self._candidates[candidate.agent_id] = candidate
        for queue_id in candidate.queues:
            self._serving[queue_id][candidate.agent_id] = candidate
        if not candidate.could_take_a_chat:
            return
        if candidate.pauses_until:
            self._pausing.add(candidate.agent_id)
            heappush(self._pauses, (candidate.pauses_until, candidate.agent_id))
        else:
            self._line_up(candidate)

    def drop(self, agent_id: AgentId) -> None:
        """The agent is off duty."""
        candidate = self._candidates.get(agent_id)
        if candidate is None:
            return
        self._step_aside(candidate)
        del self._candidates[agent_id]
        for queue_id in candidate.queues:
            del self._serving[queue_id][agent_id]
        for queue_id in self._reach.pop(agent_id):
            del self._within_reach[queue_id][agent_id]

    def wake(self, now: Millis) -> None:
        """Whose pause is over by now is free again."""
        while self._pauses and self._pauses[0][0] <= now:
            until, agent_id = heappop(self._pauses)
            if self._still_pauses(until, agent_id):
                self._pausing.discard(agent_id)
                self._line_up(self._candidates[agent_id])

    def _enter(self, candidate: Candidate) -> None:
        agent_id, reach = candidate.agent_id, self._reach_of(candidate)
        self._reach[agent_id] = reach
        for queue_id in candidate.queues:
            self._serving.setdefault(queue_id, {})[agent_id] = candidate
        for queue_id, group in reach.items():
            self._within_reach.setdefault(queue_id, {})[agent_id] = group

    def _reach_of(self, candidate: Candidate) -> Reach:
        after = dict.fromkeys(candidate.queues, Duration(0))
        for served in candidate.queues:
            for queue_id, wait in self._overflowing_to.get(served, ()):
                after[queue_id] = min(wait, after.get(queue_id, wait))
        return {
            queue_id: Group(
                after=wait,
                by_rank=candidate.by_rank,
                standing=self.policy(queue_id).standing(candidate.skills),
            )
            for queue_id, wait in after.items()
        }

    def _line_up(self, candidate: Candidate) -> None:
        turn = turn_of(candidate)
        for queue_id, group in self._reach[candidate.agent_id].items():
            insort(self._free.setdefault(queue_id, {}).setdefault(group, []), turn)

    def _step_aside(self, candidate: Candidate) -> None:
        if candidate.agent_id in self._pausing:
            self._pausing.discard(candidate.agent_id)
        elif candidate.could_take_a_chat:
            turn = turn_of(candidate)
            for queue_id, group in self._reach[candidate.agent_id].items():
                self._stand_back(queue_id, group, turn)

    def _stand_back(self, queue_id: QueueId, group: Group, turn: Turn) -> None:
        groups = self._free[queue_id]
        turns = groups[group]
        del turns[bisect_left(turns, turn)]
        if not turns:
            del groups[group]
            if not groups:
                del self._free[queue_id]

    def _still_pauses(self, until: Millis, agent_id: AgentId) -> bool:
        candidate = self._candidates.get(agent_id)
        return (
            agent_id in self._pausing and candidate is not None and candidate.pauses_until == until
        )


def turn_of(candidate: Candidate) -> Turn:
    last = candidate.last_assigned_at
    return (-1 if last is None else int(last), candidate.agent_id)


def _is_asked_alike(one: Candidate, other: Candidate) -> bool:
    return (
        one.queues == other.queues and one.skills == other.skills and one.by_rank == other.by_rank
    )


def _overflowing_to(policies: Policies) -> dict[QueueId, list[tuple[QueueId, Duration]]]:
    """For each queue those that overflow to it, and after how long."""
    found: dict[QueueId, list[tuple[QueueId, Duration]]] = {}
    for queue_id, policy in policies.items():
        for overflow in policy.overflow:
            found.setdefault(overflow.queue_id, []).append((queue_id, overflow.after))
    return found
