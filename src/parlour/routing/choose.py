"""The router's decision: which waiting chat, which agent. Pure, deterministic, explained.

Chats: longest wait first, by the time of request. Agents: the one whose last assignment is oldest,
never-assigned first of all, ties by id. Source: docs/settings.md, "Routing".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from parlour.ids import AgentId, Duration, Millis, QueueId
from parlour.routing.explanation import NAMED_MAX, Considered, Explanation, PassedOver
from parlour.routing.line import PASS_PAUSE, Candidate, WaitingChat
from parlour.routing.roster import Roster
from parlour.value import Value

POLICY = "longest-wait-1"
"""Name and version of the rules below; kept with every offer."""

Lines = Mapping[QueueId, Sequence[WaitingChat]]
"""Waiting chats by queue, each line in order of `requested_at`, then id."""


class Choice(Value):
    """Offer this chat to this agent, and why."""

    chat: WaitingChat
    agent_id: AgentId
    explanation: Explanation


class Decision(Value):
    """`look_again_at`: when a pause ends that stands in the way of a choice; `None`: no pause."""

    choice: Choice | None
    look_again_at: Millis | None


class _Found(Value):
    """The first chat of a line that somebody can be offered."""

    chat: WaitingChat
    agent_id: AgentId
    ahead: int


def choose(lines: Lines, roster: Roster, now: Millis) -> Decision:
    """The next offer to make, if there is one.

    Looks at the heads of the lines that free agents serve: O(queues), however many agents serve
    them and chats wait.
    """
    roster.wake(now)
    best: _Found | None = None
    pauses: list[Millis] = []
    for queue_id in roster.queues_with_free:
        found = _first_served(lines.get(queue_id, ()), roster, now, pauses)
        if found is not None and (best is None or _place(found.chat) < _place(best.chat)):
            best = found
    if best is None:
        end_of_pause = roster.end_of_pause()
        ends = pauses if end_of_pause is None else [*pauses, end_of_pause]
        return Decision(choice=None, look_again_at=min(ends, default=None))
    choice = Choice(chat=best.chat, agent_id=best.agent_id, explanation=_explain(best, roster, now))
    return Decision(choice=choice, look_again_at=None)


def against(agent: Candidate, chat: WaitingChat, now: Millis) -> PassedOver | None:
    """What speaks against offering the chat to the agent now."""
    if chat.queue_id not in agent.queues or agent.agent_id in chat.barred:
        return "not_in_queue"
    if not agent.available:
        return "unavailable"
    if agent.absent:
        return "absent"
    if agent.free_sessions <= 0:
        return "full"
    if agent.pauses_until > now:
        return "pausing"
    if agent.agent_id == chat.passed_by and is_just_passed(chat, now):
        return "just_passed"
    return None


def is_just_passed(chat: WaitingChat, now: Millis) -> bool:
    return chat.passed_by is not None and chat.passed_at + PASS_PAUSE > now


def _first_served(
    line: Sequence[WaitingChat], roster: Roster, now: Millis, pauses: list[Millis]
) -> _Found | None:
    """The first chat of the line that a free agent can be offered; `pauses` gathers when the
    pauses end that stand in the way of those before it."""
    for ahead, chat in enumerate(line):
        agent_id = _first_asked(chat, roster, now)
        if agent_id is not None:
            return _Found(chat=chat, agent_id=agent_id, ahead=ahead)
        if is_just_passed(chat, now):
            pauses.append(Millis(chat.passed_at + PASS_PAUSE))
    return None


def _first_asked(chat: WaitingChat, roster: Roster, now: Millis) -> AgentId | None:
    """The free agent whose turn it is; one who let the chat go by only if there is no other."""
    again: AgentId | None = None
    for _, agent_id in roster.free(chat.queue_id):
        if agent_id in chat.barred:
            continue
        if agent_id != chat.passed_by:
            return agent_id
        if not is_just_passed(chat, now):
            again = agent_id
    return again


def _place(chat: WaitingChat) -> tuple[Millis, str]:
    return chat.requested_at, chat.chat_id


def _explain(found: _Found, roster: Roster, now: Millis) -> Explanation:
    chat = found.chat
    serving = roster.serving(chat.queue_id)
    left_out = {found.agent_id, *(agent_id for agent_id in chat.barred if agent_id in serving)}
    considered = tuple(
        Considered(agent_id=agent.agent_id, against=against(agent, chat, now))
        for agent in islice(_others(chat, roster, left_out), NAMED_MAX)
    )
    return Explanation(
        policy=POLICY,
        queue_id=chat.queue_id,
        waited=Duration(now - chat.requested_at),
        ahead=found.ahead,
        others_free=_others_free(chat, roster, left_out, now),
        considered=considered,
        considered_more=len(serving) - len(left_out) - len(considered),
    )


def _others(chat: WaitingChat, roster: Roster, left_out: set[AgentId]) -> Iterator[Candidate]:
    """Whom the explanation names. Not who monitors the chat: no agent may learn of that."""
    return (a for a in roster.named(chat.queue_id) if a.agent_id not in left_out)


def _others_free(chat: WaitingChat, roster: Roster, left_out: set[AgentId], now: Millis) -> int:
    """Free agents of the queue but for those left out and one who has just passed the chat."""
    away = set(left_out)
    if chat.passed_by is not None and is_just_passed(chat, now):
        away.add(chat.passed_by)
    return len(roster.free(chat.queue_id)) - sum(
        roster.is_free_for(chat.queue_id, agent_id) for agent_id in away
    )
