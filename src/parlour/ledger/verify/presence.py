"""Rules on silence: the codes A1 to A13, R1, R2."""

from collections.abc import Iterator

from parlour.chat import events as e
from parlour.ids import AbsenceId, AgentId
from parlour.ledger.protocol import AnyEvent, Recorded
from parlour.ledger.verify import silence
from parlour.ledger.verify.facts import AnyAbsence, Facts
from parlour.ledger.verify.rules import Found

_BY_A_CLIENT = frozenset({1, 2, 3, 38, 43, 12, 28, 36, 47, 45, 1001, 1002, 1003})
"""Kinds that show that the client of their actor is there."""


def check(facts: Facts, row: Recorded) -> Iterator[Found]:
    event = row.event
    match event:
        case e.AgentAbsent() | e.EndUserAbsent():
            yield from _absent(facts, event, row)
            yield from silence.check_absent(facts.outages, event, row.at)
        case e.AgentPresent() | e.EndUserPresent():
            yield from _names_the_absence(facts, event.absence_id, _who(event), row)
        case e.AgentLost() | e.UserLost():
            yield from _names_the_absence(facts, event.absence_id, _who(event), row)
            yield from _lost(facts.absences.get(_who(event)), event, row)
            yield from _granted(facts, event, row)
        case e.AgentDisconnected() | e.UserDisconnectedFromAChat():
            yield from _names_the_absence(facts, event.absence_id, _who(event), row)
        case e.AgentClientReset() | e.EndUserClientReset():
            yield from _reset(facts, event)
        case e.ChatEvent() if row.kind in _BY_A_CLIENT and _absent_actor(facts, event):
            yield "A8", f"{row.kind} from a client that is absent"
        case _:
            pass
    yield from _part(facts, event)


def _who(event: AnyEvent) -> AgentId | None:
    """The agent; `None`: the end-user."""
    who: AgentId | None = getattr(event, "agent_id", None)
    return who


def _absent(facts: Facts, event: AnyAbsence, row: Recorded) -> Iterator[Found]:
    who = _who(event)
    if who in facts.absences:
        yield "A1", f"{row.kind} of a client that is absent already"
    if not event.silent_since <= row.at:
        yield "A7", f"{row.kind} before the silence began"
    if not event.silent_since < event.lost_at:
        yield "A7", f"{row.kind} would be lost before it was silent"
    if isinstance(event, e.EndUserAbsent) and not facts.is_open:
        yield "A1", "6 after the end"


def _names_the_absence(
    facts: Facts, absence_id: AbsenceId, who: AgentId | None, row: Recorded
) -> Iterator[Found]:
    absence = facts.absences.get(who)
    if absence is None:
        rule = "A3" if row.kind in (29, 30, 31, 32) else "A1"
        yield rule, f"{row.kind} of a client that is not absent"
    elif absence.absence_id != absence_id:
        yield "A2", f"{row.kind} names absence {absence_id}, it is {absence.absence_id}"


def _lost(
    absence: AnyAbsence | None, event: e.AgentLost | e.UserLost, row: Recorded
) -> Iterator[Found]:
    if absence is None:
        return
    if row.at < absence.lost_at:
        yield "A6", f"{row.kind} before the time was over"
    if event.silent_since < absence.silent_since:
        yield "A2", f"{row.kind} tells of a longer silence than the absence it ends"


def _granted(facts: Facts, event: e.AgentLost | e.UserLost, row: Recorded) -> Iterator[Found]:
    absence = facts.absences.get(_who(event))
    if absence is not None:
        told_at = facts.absent_at[absence.absence_id]
        yield from silence.check_lost(facts.outages, absence.lost_at, told_at, row.at)


def _reset(facts: Facts, event: e.AgentClientReset | e.EndUserClientReset) -> Iterator[Found]:
    who = _who(event)
    absence = facts.absences.get(who)
    held = facts.lost.get(who) if event.was == "lost" else absence and absence.absence_id
    if held != event.absence_id:
        yield "R1", f"a reset of a client that is not {event.was}"
    if event.absence_id in facts.resets:
        yield "R2", "a second reset in one absence"


def _absent_actor(facts: Facts, event: e.ChatEvent) -> bool:
    match event.actor.role:
        case "end_user":
            return None in facts.absences
        case "agent" | "supervisor":
            return AgentId(event.actor.id or "") in facts.absences
        case "server":
            return False


def _part(facts: Facts, event: AnyEvent) -> Iterator[Found]:
    part = getattr(event, "part", None)
    who = _who(event)
    if part is None or who is None or isinstance(event, e.PrivateWord):
        return  # from where a private word comes is a matter of content
    if isinstance(event, e.AgentClientReset) and event.was == "lost":
        return  # the client has no part in the chat any more
    known = facts.part_of(who)
    if known != part:
        yield "A13", f"tells of the {part} {who}, who is {known or 'not in the chat'}"
