"""What a queue asks of its agents, and how that relaxes while a chat waits. Pure."""

from bisect import bisect_right
from collections.abc import Mapping

from parlour.ids import Duration, QueueId
from parlour.value import Value

NOT_AT_ALL = Duration(0)


class Need(Value):
    """A skill the queue wants, at a level that falls by one after each `relax_every` of waiting.

    0 ms: it never falls. Agents without the skill have level 0.
    """

    skill_id: str
    level: int
    least: int = 1
    relax_every: Duration = NOT_AT_ALL

    def level_after(self, waited: Duration) -> int:
        if not self.relax_every:
            return self.level
        return max(min(self.least, self.level), self.level - waited // self.relax_every)

    @property
    def steps(self) -> list[Duration]:
        """After how much waiting the level falls."""
        if not self.relax_every:
            return []
        falls = max(0, self.level - self.least)
        return [Duration(self.relax_every * (number + 1)) for number in range(falls)]


class Overflow(Value):
    """After so much waiting, agents of another queue are asked as well."""

    queue_id: QueueId
    after: Duration


class QueuePolicy(Value):
    """How one queue's chats find their agents. `steps`: see `policy_of`."""

    needs: tuple[Need, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    preferred_for: Duration = NOT_AT_ALL
    """So long a chat is kept for the agent its end-user talked to last."""
    steps: tuple[Duration, ...] = ()
    """After how much waiting more agents are asked; ascending."""

    def bar(self, waited: Duration) -> tuple[int, ...]:
        """The level that each need is at, in the order of `needs`."""
        return tuple(need.level_after(waited) for need in self.needs)

    def next_step(self, waited: Duration) -> Duration | None:
        """The next step, counted from the beginning of the wait."""
        index = bisect_right(self.steps, waited)
        return self.steps[index] if index < len(self.steps) else None

    def standing(self, skills: Mapping[str, int]) -> tuple[int, ...]:
        """An agent's level for each need, as far as it matters: two agents with the same standing
        are asked for the same chats."""
        return tuple(_standing(need, skills.get(need.skill_id, 0)) for need in self.needs)


def policy_of(
    needs: tuple[Need, ...] = (),
    overflow: tuple[Overflow, ...] = (),
    preferred_for: Duration = NOT_AT_ALL,
) -> QueuePolicy:
    steps = {step for need in needs for step in need.steps}
    steps.update(one.after for one in overflow)
    return QueuePolicy(
        needs=needs, overflow=overflow, preferred_for=preferred_for, steps=tuple(sorted(steps))
    )


ANYBODY = QueuePolicy()
"""Whoever serves the queue."""

Policies = Mapping[QueueId, QueuePolicy]
"""By queue; one that is not there asks anybody who serves it."""


def _standing(need: Need, level: int) -> int:
    return 0 if level < min(need.least, need.level) else min(level, need.level)
