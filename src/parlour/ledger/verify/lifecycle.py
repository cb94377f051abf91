"""Rules on the course of a chat and on who may write what: L1 to L11, S9, D1 to D3, T1, T3."""

from collections.abc import Iterator

from parlour.chat import events as e
from parlour.chat.events import Actor
from parlour.ids import ChatId, later
from parlour.ledger.protocol import AnyEvent, Recorded
from parlour.ledger.verify.facts import Facts
from parlour.ledger.verify.rules import Found

STATES: dict[str, frozenset[int]] = {
    "N": frozenset({26}),
    "Q": frozenset({8, 2, 4, 5, 6, 7, 28, 29, 30, 31, 32, 44, 45, 46, 50, 51, 24}),
    "O": frozenset({11, 12, 13, 14, 33, 34, 43, 2, 4, 5, 6, 7, 29, 30, 45, 46, 50, 51}),
    "E": frozenset({*range(1, 52), 1001, 1002, 1003}) - {8, 26, 27, 28, 43, 11, 12, 13, 14, 33, 34},
    "X": frozenset({1, 4, 5, 17, 21, 24, 27, 29, 30, 37, 41, 42, 46, 49, 50, 51}),
    "R": frozenset(),
}
"""The kinds that may come in each state. Rows that are due within a transaction stand where the
rows before them have brought the chat: 23 and 48 of an engagement in O, 49 of a transfer in Q."""

_ENGAGING = frozenset({23, 48})
_LEAVING = frozenset({24, 49})

WHO: dict[str, frozenset[int]] = {
    "server": frozenset(
        {26, 8, 11, 13, 14, 23, 48, 49, 24, 25, 17, 21, 18, 22, 4, 5, 6, 7, 29, 30, 31, 32}
        | {50, 51, 39, 44, 37, 40, 41, 42, 46, 27}
    ),
    "agent": frozenset({43, 33, 12, 34, 14, 24, 47, 1, 3, 35, 41, 44, 27, 1001, 1003}),
    "sender": frozenset({9, 10, 17, 21}),
    "target": frozenset({15, 16, 18, 19, 20, 22, 1002}),
    "old lead": frozenset({25}),
    "end-user": frozenset({2, 38, 28, 44, 36, 37, 41}),
    "supervisor": frozenset({25, 44, 45, 46, 1001}),
}
"""Who may write which kinds."""
_WHO_OF = {
    kind: [who for who, kinds in WHO.items() if kind in kinds]
    for kind in frozenset[int]().union(*WHO.values())
}


def check(facts: Facts, row: Recorded) -> Iterator[Found]:
    yield from _state(facts, row)
    if row.event.actor not in _may_write(facts, row):
        yield "S9", f"{row.kind} by {row.event.actor.role} {row.event.actor.id}"
    match row.event:
        case e.ChatCreated(chat_id=chat_id):
            yield from _creation(facts, row, chat_id)
        case e.ChatCanceled() if facts.lead is not None:
            yield "L5", "28 while somebody leads"
        case e.ChatDisconnectedDueToIdleEndUser():
            yield from _idle(facts, row.event, row)
        case e.EndUserDisconnected():
            yield from _ending(facts, row.event, row)
        case e.ChatReleased():
            yield from _release(facts, row.event, row)
        case e.TransferredToQueue():
            if row.event.agent_id != facts.lead:
                yield "T1", f"47 by {row.event.agent_id}, who does not lead"
            if facts.moved:
                yield "T3", "47 again without an engagement between"
        case e.ChatEvent():
            pass
        case _:
            yield "S5", "an agent event in a chat"


def _state(facts: Facts, row: Recorded) -> Iterator[Found]:
    phase, kind = facts.phase, row.kind
    if phase == "R":
        yield "L3", f"{kind} after the release"
    elif phase == "N" and kind != 26:
        yield "L1", f"{kind} before 26"
    elif kind not in STATES[phase] and not _on_its_way(facts, row):
        rule = "L1" if kind == 26 else "L2" if kind == 27 else "L4" if kind == 44 else "L9"
        rule = "L6" if phase == "X" and rule == "L9" else rule
        yield rule, f"{kind} in state {phase}"
    if phase == "X" and isinstance(row.event, e.AgentPost) and row.event.visibility != "agents":
        yield "L6", "a post for everyone after the end"


def _on_its_way(facts: Facts, row: Recorded) -> bool:
    """Within a transaction that changes the state."""
    previous = facts.previous
    if previous is None or previous.tx != row.tx:
        return False
    if facts.phase == "O" or (facts.phase == "Q" and facts.offer is None):
        return row.kind in _ENGAGING | _LEAVING
    return False


def _may_write(facts: Facts, row: Recorded) -> list[Actor]:
    """The actors that may write this row."""
    allowed = _who_by_cause(row.event) or _WHO_OF.get(row.kind, [])
    return [_actor(who, facts, row) for who in allowed]


def _actor(who: str, facts: Facts, row: Recorded) -> Actor:
    event = row.event
    match who:
        case "server":
            return e.SERVER
        case "agent":
            agent_id = facts.lead if row.kind == 44 else getattr(event, "agent_id", None)
            return Actor(role="agent", id=agent_id)
        case "sender" | "old lead":
            return Actor(role="agent", id=getattr(event, "from_agent_id", None))
        case "target":
            return Actor(role="agent", id=getattr(event, "to_agent_id", None))
        case "end-user":
            return Actor(role="end_user", id=facts.created.end_user_id if facts.created else None)
        case _:
            return Actor(role="supervisor", id=_supervisor_of(event))


def _supervisor_of(event: AnyEvent) -> str | None:
    match event:
        case e.EndUserDisconnected():
            return event.actor.id
        case e.AgentRoleChange(to_agent_id=agent_id):
            return agent_id
        case _:
            found: str | None = getattr(event, "agent_id", None)
            return found


def _who_by_cause(event: object) -> list[str]:
    """Where the cause says who it was."""
    match event:
        case e.EndUserDisconnected(cause="end_user" | "canceled" | "deflected"):
            return ["end-user"]
        case e.EndUserDisconnected(cause="agent" | "supervisor" as who):
            return [who]
        case e.EndUserDisconnected():
            return ["server"]
        case e.AgentRoleChange(cause=cause):
            return [{"handed_over": "old lead", "taken_over": "supervisor"}.get(cause, "server")]
        case e.AgentEngagementUnavailable(cause="withdrawn" | "gone"):
            return ["server"]
        case e.AgentTransferCanceled(cause=cause) | e.AgentConferenceCanceled(cause=cause):
            return ["sender"] if cause == "sender" else ["server"]
        case e.EngagementParticipantLeft(cause=cause):
            return ["agent"] if cause == "left" else ["server"]
        case e.ChatReleased(cause=cause):
            return ["agent"] if cause == "closed" else ["server"]
        case e.PrivateWord(part=part):
            return ["supervisor" if part == "monitor" else "agent"]
        case e.MonitorEnd(cause="stopped" | "joined" | "took_over"):
            return ["supervisor", "server"]
        case e.MonitorEnd():
            return ["server"]
        case _:
            return []


def _creation(facts: Facts, row: Recorded, chat_id: ChatId) -> Iterator[Found]:
    if row.seq != 1 or facts.created is not None:
        yield "L1", "26 is not the first row"
    if row.stream != f"chat/{chat_id}":
        yield "L1", f"26 names the chat {chat_id}"


def _idle(
    facts: Facts, event: e.ChatDisconnectedDueToIdleEndUser, row: Recorded
) -> Iterator[Found]:
    if facts.phase != "E":
        yield "D1", f"39 in state {facts.phase}"
    if None in facts.absences or facts.lead in facts.absences:
        yield "D3", "39 while the end-user or the lead is absent"
    timeout = facts.created.terms.idle_timeout if facts.created else 0
    if row.at < event.idle_since + timeout or facts.content_at > event.idle_since:
        yield "D2", "39 before CS_IDLE_TIMEOUT without activity was over"


def _ending(facts: Facts, event: e.EndUserDisconnected, row: Recorded) -> Iterator[Found]:
    waits = facts.phase in ("Q", "O")
    match event.cause:
        case "queue_timeout" if not waits:
            yield "L7", "44 cause=queue_timeout, though the chat does not wait"
        case "queue_timeout" if row.at < facts.waits_until:
            yield "L10", "44 cause=queue_timeout before the time to wait was over"
        case "end_user" | "agent" if facts.phase != "E":
            yield "L7", f"44 cause={event.cause} in state {facts.phase}"
        case cause if cause.startswith("refused") and not _at_the_door(facts, row):
            yield "L7", f"44 cause={cause} not together with 26"
        case _:
            pass
    limit = facts.participants.get(facts.lead) if facts.lead is not None else None
    expected = None if limit is None else later(row.at, limit)
    if event.wrap_up_until != expected:
        yield "L11", f"wrap-up until {event.wrap_up_until}, by the profile {expected}"


def _at_the_door(facts: Facts, row: Recorded) -> bool:
    return facts.previous is not None and (facts.previous.kind, facts.previous.tx) == (26, row.tx)


def _release(facts: Facts, event: e.ChatReleased, row: Recorded) -> Iterator[Found]:
    until = facts.ended.wrap_up_until if facts.ended is not None else None
    together = row.tx == facts.ended_tx
    if (until is None) != together or (event.cause == "no_wrap_up") != together:
        yield "L11", f"27 cause={event.cause} does not agree with wrap-up"
    if event.cause == "wrap_up_limit" and until is not None and row.at < until:
        yield "L10", "27 cause=wrap_up_limit before the limit was reached"
    if event.cause != "no_wrap_up" and event.agent_id != facts.ended_by:
        yield "L11", f"27 tells of the wrap-up of {event.agent_id}, it was {facts.ended_by}'s"
    if event.seal is None or (event.seal.rows, event.seal.head) != (row.seq - 1, row.prev_hash):
        yield "S11", "27 does not seal the rows before it"
    if facts.monitors:
        yield "N4", f"27 while {facts.monitors} monitor"
    left = [agent_id for agent_id in facts.participants if agent_id != facts.ended_by]
    if left:
        yield "P3", f"27 while {left} take part"
    if facts.lead is not None:
        yield "P6", f"27 while {facts.lead} leads"
    if facts.cobrowse is not None:
        yield "C4", "27 while a co-browse session is open"
