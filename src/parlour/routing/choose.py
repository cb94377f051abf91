"""The router's decision: which waiting chat, which agent. Pure, deterministic, explained.

Chats: longest wait first, by the time of request. Agents: the one whose last assignment is oldest,
never-assigned first of all, ties by id. Source: docs/settings.md, "Routing".
"""

from collections.abc import Iterator
from itertools import islice

from parlour.ids import AgentId, Duration, Millis, QueueId
from parlour.routing.eligibility import Eligibility, Lines
from parlour.routing.explanation import NAMED_AGAIN_MAX, NAMED_MAX, Considered, Explanation
from parlour.routing.line import WaitingChat, place_of
from parlour.routing.roster import Roster
from parlour.routing.waiting_line import Line
from parlour.value import Value

POLICY = "longest-wait-2"
"""Name and version of the rules below; kept with every offer."""


class Choice(Value):
    """Offer this chat to this agent, and why."""

    chat: WaitingChat
    agent_id: AgentId
    explanation: Explanation


class Decision(Value):
    """`look_again_at`: when there may be a choice though nothing else happens; `None`: never."""

    choice: Choice | None
    look_again_at: Millis | None


Found = tuple[WaitingChat, AgentId]


def choose(lines: Lines, roster: Roster, now: Millis) -> Decision:
    """The next offer to make, if there is one.

    Looks at the heads of the lines that free agents can be asked for: however many agents there are
    and however many chats wait, as long as few of them are `WaitingChat.is_personal`.
    """
    eligibility = Eligibility(lines, roster, now)
    best: Found | None = None
    changes: list[Millis] = []
    heads = sorted((place_of(lines[one][0]), one) for one in _worth_a_look(lines, roster))
    for place, queue_id in heads:
        if best is not None and place_of(best[0]) < place:
            break
        found = _first_served(lines[queue_id], eligibility, changes)
        if found is not None and (best is None or place_of(found[0]) < place_of(best[0])):
            best = found
    if best is not None:
        return Decision(choice=_choice(best, eligibility), look_again_at=None)
    end_of_pause = roster.end_of_pause()
    if end_of_pause is not None:
        changes.append(end_of_pause)
    return Decision(choice=None, look_again_at=min(changes, default=None))


def _worth_a_look(lines: Lines, roster: Roster) -> Iterator[QueueId]:
    """Queues where somebody waits and somebody is free: goes through whichever are fewer."""
    free = roster.queues_with_free
    if len(free) < len(lines):
        return (queue_id for queue_id in free if queue_id in lines)
    return (queue_id for queue_id in lines if queue_id in free)


def _first_served(line: Line, eligibility: Eligibility, changes: list[Millis]) -> Found | None:
    """The first chat of the line that a free agent can be offered; `changes` gathers when more
    agents can be asked for those before it."""
    line.wake(eligibility.now)
    head = line.head_of_alike
    first = _ask(head, eligibility, changes)
    hopeless = -1
    if head is not None and first is None and eligibility.has_nobody_free(head):
        hopeless = eligibility.waited(head)
    for chat in line.others:
        if first is not None and place_of(first[0]) < place_of(chat):
            break
        waited = eligibility.waited(chat)
        if waited <= hopeless:
            continue  # one that has waited longer had nobody, and changes no later
        found = _ask(chat, eligibility, changes)
        if found is not None:
            return found
        if eligibility.has_nobody_free(chat):
            hopeless = waited
    return first


def _ask(chat: WaitingChat | None, eligibility: Eligibility, changes: list[Millis]) -> Found | None:
    if chat is None:
        return None
    agent_id = next(eligibility.free_for(chat), None)
    if agent_id is not None:
        return chat, agent_id
    changes.extend(eligibility.changes_at(chat))
    return None


def _choice(found: Found, eligibility: Eligibility) -> Choice:
    chat, agent_id = found
    return Choice(chat=chat, agent_id=agent_id, explanation=_explain(chat, agent_id, eligibility))


def _explain(chat: WaitingChat, agent_id: AgentId, eligibility: Eligibility) -> Explanation:
    roster, queue_id = eligibility.roster, chat.queue_id
    within = roster.within_reach(queue_id)
    left_out = {agent_id, *(barred for barred in chat.barred if barred in within)}
    others = (agent for agent in roster.named(queue_id) if agent.agent_id not in left_out)
    named_max = NAMED_AGAIN_MAX if agent_id == chat.passed_by else NAMED_MAX
    considered = tuple(
        Considered(agent_id=agent.agent_id, against=eligibility.against(agent, chat))
        for agent in islice(others, named_max)
    )
    policy, chosen = roster.policy(queue_id), roster.get(agent_id)
    assert chosen is not None, "who is chosen is on duty"
    return Explanation(
        policy=POLICY,
        queue_id=queue_id,
        waited=Duration(eligibility.now - chat.requested_at),
        ahead=eligibility.lines[queue_id].ahead_of(chat),
        others_free=eligibility.count_free(chat, left_out),
        considered=considered,
        considered_more=len(within) - len(left_out) - len(considered),
        levels={
            need.skill_id: level
            for need, level in zip(policy.needs, eligibility.bar(chat), strict=True)
            if level > 0
        },
        overflowed=queue_id not in chosen.queues,
        preferred=agent_id == chat.preferred and eligibility.is_kept(chat),
        pulled=chosen.pulls,
    )
