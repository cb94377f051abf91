"""What must follow what within a transaction: S7, S8, and the rows that never stand alone.

A row that must follow is due as soon as the row before it is seen, and may itself make others due.
Every row is either due or one of those that begin something; so a row too many shows as surely as
a row too few.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from parlour.chat import events as e
from parlour.ids import AgentId
from parlour.ledger.protocol import AnyEvent, Recorded
from parlour.ledger.verify.facts import Facts
from parlour.ledger.verify.rules import Found


class Due(NamedTuple):
    """A row that must come next: one of these kinds, of this agent, with this cause.

    `on_the_way` to something the next row still begins something of its own.
    """

    kinds: tuple[int, ...]
    agent_id: AgentId | None = None
    cause: str | None = None
    on_the_way: bool = False

    def fits(self, row: Recorded) -> bool:
        return (
            row.kind in self.kinds
            and self.agent_id in (None, _agent_of(row.event))
            and self.cause in (None, getattr(row.event, "cause", None))
        )

    def __str__(self) -> str:
        kinds = " or ".join(map(str, self.kinds))
        whose = f" of {self.agent_id}" if self.agent_id else ""
        return f"{kinds}{whose}" + (f" cause={self.cause}" if self.cause else "")


_NEVER_ALONE = {
    11: ("I8", "11 without 43 directly before it"),
    23: ("P2", "23 without an acceptance directly before it"),
    48: ("P8", "48 without an engagement, a transfer or a change of roles"),
    29: ("A3", "29 without 30 directly before it"),
    31: ("A3", "31 without 32 directly before it"),
}
_BEFORE_A_NEW_LEAD = (17, 21, 37, 41, 42, 46, 47, 15, 25, 30, 49)
_ENDINGS = (28, 32, 44)


class Followers:
    """Looks at the rows of one chat in turn; `facts` are those before the row."""

    def __init__(self) -> None:
        self._due: deque[Due] = deque()

    def look(self, facts: Facts, row: Recorded) -> Iterator[Found]:
        previous = facts.previous
        if self._due and (previous is None or previous.tx != row.tx):
            yield from self.close()
        claimed = False
        if self._due and self._due[0].fits(row):
            claimed = not self._due.popleft().on_the_way
        elif self._due:
            yield self._missed(row)
        if not claimed and (found := _alone(row)):
            yield found
        self._due.extendleft(reversed(_follows(facts, row, claimed=claimed)))

    def close(self) -> Iterator[Found]:
        """The transaction is over."""
        if self._due:
            yield "S7", f"the transaction ends before {self._due[0]}"
        self._due.clear()

    def _missed(self, row: Recorded) -> Found:
        due, later = self._due[0], list(self._due)[1:]
        self._due.clear()
        if any(other.fits(row) for other in later):
            return "S8", f"{row.kind} before {due}"
        return "S7", f"{row.kind} in place of {due}"


def _alone(row: Recorded) -> Found | None:
    """What is wrong with a row that nothing before it asked for."""
    match row.event:
        case e.LeadSessionEnd(cause=cause) if cause != "logged_out":
            return "P9", f"49 cause={cause} without what ends the lead"
        case e.EngagementParticipantLeft(cause=cause) if cause not in ("left", "logged_out"):
            return "P3", f"24 cause={cause} without what makes the agent leave"
        case e.ChatReleased(cause="no_wrap_up"):
            return "L2", "27 without wrap-up and not with 44"
        case (
            e.AgentTransferCanceled(cause="chat_ended")
            | e.AgentConferenceCanceled(cause="chat_ended")
            | e.CoBrowseSessionStopped(cause="chat_ended")
            | e.CoBrowseSessionError(cause="chat_ended")
            | e.MonitorEnd(cause="chat_ended" | "lost")
        ):
            return "S7", f"{row.kind} cause={row.event.cause} without the row that causes it"
        case e.ChatReleased(cause="lost"):
            return "A3", "27 cause=lost without the loss of the agent"
        case e.AgentRoleChange(cause="promoted"):
            return "S7", "25 cause=promoted without the loss of the lead"
        case e.EndUserDisconnected(cause="canceled" | "deflected" | "idle" | "lost" as cause):
            return "L7", f"44 cause={cause} without the row that says so"
        case _:
            return _NEVER_ALONE.get(row.kind)


def _follows(facts: Facts, row: Recorded, *, claimed: bool) -> list[Due]:
    match row.event:
        case e.AgentAccepted(agent_id=agent_id):
            return [Due((11, 14), agent_id)]
        case e.AgentEngagementAccepted(agent_id=agent_id):
            return [Due((23,), agent_id), Due((48,), agent_id)]
        case e.AgentEngagementAutoAccepted(agent_id=agent_id):
            return [Due((23,), agent_id), Due((48,), agent_id)]
        case e.AgentTransferAccepted(from_agent_id=old, to_agent_id=new):
            return [*_out(old, "transferred"), Due((23,), new), Due((48,), new)]
        case e.AgentConferenceAccepted(to_agent_id=new):
            return [Due((23,), new)]
        case e.MonitorEnd(agent_id=agent_id, cause="joined"):
            return [Due((23,), agent_id)]
        case e.MonitorEnd(agent_id=agent_id, cause="took_over"):
            lead = facts.lead
            return [Due((23,), agent_id), Due((25,), lead, "taken_over", on_the_way=True)]
        case e.AgentRoleChange(
            from_agent_id=old, to_agent_id=new, cause="handed_over" | "taken_over"
        ):
            return [Due((49,), old, "role_change"), Due((48,), new)]
        case e.AgentRoleChange(to_agent_id=new):
            return [Due((48,), new)]
        case e.TransferredToQueue(agent_id=lead):
            others = [Due((24,), agent_id, "queued") for agent_id in facts.conferees()]
            return [*_out(lead, "queued"), *others]
        case e.AgentLost(agent_id=agent_id):
            return [Due((29,), agent_id)]
        case e.AgentDisconnected(agent_id=agent_id):
            return _cut(facts, agent_id)
        case e.LeadSessionEnd(agent_id=agent_id, cause="logged_out") if not claimed:
            return _lead_gone(facts, agent_id, "logged_out")[1:]
        case e.UserLost():
            return [Due((31,))]
        case e.UserDisconnectedFromAChat():
            return [Due((44,), None, "lost")]
        case e.ChatCanceled(cause=cause):
            return [Due((44,), None, cause)]
        case e.ChatDisconnectedDueToIdleEndUser():
            return [Due((44,), None, "idle")]
        case e.AgentClientReset(agent_id=agent_id, was="absent"):
            return [Due((5,), agent_id)]
        case e.EndUserClientReset(was="absent"):
            return [Due((7,))]
        case e.EndUserDisconnected():
            return _endings(facts, row.event)
        case _:
            return _leads_to(row.event)


def _out(agent_id: AgentId, cause: str) -> list[Due]:
    return [Due((49,), agent_id, cause), Due((24,), agent_id, cause)]


def _cut(facts: Facts, agent_id: AgentId) -> list[Due]:
    match facts.part_of(agent_id):
        case "lead":
            return _lead_gone(facts, agent_id, "lost")
        case "conferee":
            return [Due((24,), agent_id, "lost")]
        case "monitor":
            return [Due((46,), agent_id, "lost")]
        case "wrap_up":
            return [Due((27,), agent_id, "lost")]
        case None:
            return []


def _lead_gone(facts: Facts, agent_id: AgentId, cause: str) -> list[Due]:
    """A conferee leads on; without any the chat goes back to its queue."""
    rows = _out(agent_id, cause)
    if any(other != agent_id for other in facts.participants):
        rows.append(Due((25,), agent_id, "promoted"))
    return rows


def _endings(facts: Facts, event: e.EndUserDisconnected) -> list[Due]:
    """All that closes with the chat, in canonical order."""
    rows = [
        Due((17 if isinstance(invitation, e.AgentTransferInvitation) else 21,), None, "chat_ended")
        for invitation in facts.invitations.values()
    ]
    if facts.cobrowse is not None:
        stage = facts.cobrowse_stage
        rows.append(Due((37,) if stage == "invited" else (42,) if stage == "accepted" else (41,)))
    if facts.lead is not None:
        rows.append(Due((49,), facts.lead, "concluded"))
    rows += [Due((24,), agent_id, "chat_ended") for agent_id in facts.conferees()]
    rows += [Due((46,), agent_id, "chat_ended") for agent_id in facts.monitors]
    if event.wrap_up_until is None:
        rows.append(Due((27,), None, "no_wrap_up"))
    return rows


def _leads_to(event: AnyEvent) -> list[Due]:
    """Rows that are written only on the way to another one."""
    match event:
        case e.AgentEngagementUnavailable(cause="withdrawn"):
            return [Due(_ENDINGS, on_the_way=True)]
        case (
            e.AgentTransferCanceled(cause="sender_gone")
            | e.AgentConferenceCanceled(cause="sender_gone")
            | e.CoBrowseSessionStopped(cause="lead_changed")
            | e.CoBrowseSessionError(cause="lead_changed")
        ):
            return [Due(_BEFORE_A_NEW_LEAD, on_the_way=True)]
        case _:
            return []


def _agent_of(event: AnyEvent) -> AgentId | None:
    match event:
        case e.AgentRoleChange(from_agent_id=agent_id):
            return agent_id
        case e.ChatEvent():
            found: AgentId | None = getattr(event, "agent_id", None)
            return found
        case _:
            return None
