"""Why a chat is waiting: who could take it, what speaks against each, and what will change. Pure.

The same function of the same inputs as the choice itself, asked of one chat.
"""

from collections.abc import Iterator
from typing import Literal

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.choose import POLICY
from parlour.routing.eligibility import Eligibility, Lines, pass_ends
from parlour.routing.explanation import NAMED_MAX, Considered, PassedOver
from parlour.routing.line import WaitingChat, is_just_passed
from parlour.routing.roster import Roster
from parlour.value import Value

What = Literal["skill", "overflow", "preferred", "just_passed", "pause"]


class Change(Value):
    """Something that will let more agents be asked.

    `skill`: a level relaxes (`about`: skill id); `overflow`: another queue's agents are asked too
    (queue id); `preferred`: the chat is no longer kept for its preferred agent (agent id);
    `just_passed`: who let it go by may be asked again (agent id); `pause`: a rest between two
    chats ends (agent id).
    """

    at: Millis
    what: What
    about: str


class Waiting(Value):
    """One waiting chat, as the router sees it at a moment."""

    policy: str
    chat_id: ChatId
    queue_id: QueueId
    waited: Duration
    """Since the request."""
    place: int
    """In its line, from 1."""
    of: int
    levels: dict[str, int]
    """Skills wanted now, with the level they have relaxed to."""
    kept_for: AgentId | None
    """The preferred agent for whom it is kept."""
    agents: int
    """On duty, who serve the queue or one it may overflow to; without who monitors the chat."""
    free: int
    """Of them, whom it could be offered to at once, when its turn comes."""
    against: dict[PassedOver, int]
    """How many of them are held back by what."""
    named: tuple[Considered, ...]
    """The first of them: the free ones by turn, then the others."""
    changes: tuple[Change, ...]
    """What time alone will change, the soonest first."""


def why(chat: WaitingChat, lines: Lines, roster: Roster, now: Millis) -> Waiting:
    """`chat`: one of those in the lines."""
    eligibility = Eligibility(lines, roster, now)
    line, policy = lines[chat.queue_id], roster.policy(chat.queue_id)
    line.wake(now)
    others = [
        Considered(agent_id=agent.agent_id, against=eligibility.against(agent, chat))
        for agent in roster.named(chat.queue_id)
        if agent.agent_id not in chat.barred
    ]
    against: dict[PassedOver, int] = {}
    for one in others:
        if one.against is not None:
            against[one.against] = against.get(one.against, 0) + 1
    bar = eligibility.bar(chat)
    return Waiting(
        policy=POLICY,
        chat_id=chat.chat_id,
        queue_id=chat.queue_id,
        waited=Duration(now - chat.requested_at),
        place=line.ahead_of(chat) + 1,
        of=len(line),
        levels={
            need.skill_id: level for need, level in zip(policy.needs, bar, strict=True) if level > 0
        },
        kept_for=chat.preferred if eligibility.is_kept(chat) else None,
        agents=len(others),
        free=len(others) - sum(against.values()),
        against=against,
        named=tuple(others[:NAMED_MAX]),
        changes=tuple(
            sorted(
                (one for one in _changes(chat, eligibility) if one.at > now),
                key=lambda one: (one.at, one.what, one.about),
            )
        ),
    )


def _changes(chat: WaitingChat, eligibility: Eligibility) -> Iterator[Change]:
    roster, now = eligibility.roster, eligibility.now
    policy = roster.policy(chat.queue_id)
    for need in policy.needs:
        for step in need.steps:
            yield Change(at=Millis(chat.queued_at + step), what="skill", about=need.skill_id)
    for overflow in policy.overflow:
        at = Millis(chat.queued_at + overflow.after)
        yield Change(at=at, what="overflow", about=overflow.queue_id)
    if chat.preferred is not None and eligibility.is_kept(chat):
        yield Change(at=chat.kept_until, what="preferred", about=chat.preferred)
    if chat.passed_by is not None and is_just_passed(chat, now):
        yield Change(at=pass_ends(chat), what="just_passed", about=chat.passed_by)
    for agent_id in roster.within_reach(chat.queue_id):
        agent = roster.get(agent_id)
        is_resting = agent is not None and eligibility.against(agent, chat) == "pausing"
        if agent is not None and is_resting:
            yield Change(at=agent.pauses_until, what="pause", about=agent_id)
