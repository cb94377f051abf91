"""Rules on participants, the lead and monitors: the codes P1 to P10, N1, X10."""

from collections.abc import Iterator

from parlour.chat import events as e
from parlour.ids import Duration
from parlour.ledger.protocol import Recorded
from parlour.ledger.verify.facts import Facts
from parlour.ledger.verify.rules import Found


def check(facts: Facts, row: Recorded) -> Iterator[Found]:
    match row.event:
        case e.EngagementParticipantEntered():
            yield from _entered(facts, row.event)
        case e.EngagementParticipantLeft(agent_id=agent_id):
            if agent_id not in facts.participants:
                yield "P3", f"24 of {agent_id}, who is not in"
            if agent_id == facts.lead:
                yield "P4", f"24 of {agent_id}, who leads"
        case e.AgentRoleChange():
            yield from _role_change(facts, row.event)
        case e.LeadSessionStart(agent_id=agent_id):
            if facts.lead is not None:
                yield "P6", f"48 while {facts.lead} leads"
            if agent_id not in facts.participants:
                yield "P7", f"48 of {agent_id}, who is not in"
        case e.LeadSessionEnd():
            yield from _lead_ended(facts, row.event, row)
        case e.MonitorBegin(agent_id=agent_id):
            if agent_id in facts.monitors:
                yield "N1", f"45 of {agent_id}, who monitors already"
            if agent_id in facts.participants:
                yield "X10", f"45 of {agent_id}, who takes part"
        case e.MonitorEnd(agent_id=agent_id) if agent_id not in facts.monitors:
            yield "N1", f"46 of {agent_id}, who does not monitor"
        case _:
            pass


def check_end_of_transaction(facts: Facts) -> Iterator[Found]:
    """With the facts after the last row of a transaction."""
    if facts.phase == "E" and facts.lead is None:
        yield "P10", "the chat is engaged and nobody leads"
    if facts.phase != "E" and facts.lead is not None:
        yield "P6", f"{facts.lead} leads in state {facts.phase}"
    if facts.phase == "E" and facts.created is not None and facts.offer is not None:
        yield "I2", "an engagement offer is open while somebody leads"


def _entered(facts: Facts, event: e.EngagementParticipantEntered) -> Iterator[Found]:
    if event.agent_id in facts.participants:
        yield "P1", f"23 of {event.agent_id}, who is in already"
    if event.agent_id in facts.monitors:
        yield "X10", f"23 of {event.agent_id}, who monitors"
    invited, limit = _limit_of_the_invitation(facts, event)
    if invited and event.wrap_up_limit != limit:
        yield "P2", f"{event.agent_id} enters with another wrap-up limit than invited with"


def _limit_of_the_invitation(
    facts: Facts, event: e.EngagementParticipantEntered
) -> tuple[bool, Duration | None]:
    """Whether an invitation is known that the agent follows, and its limit."""
    profile = facts.accepted_profiles.get(event.agent_id)
    return profile is not None, None if profile is None else profile.wrap_up_limit


def _role_change(facts: Facts, event: e.AgentRoleChange) -> Iterator[Found]:
    if event.from_agent_id == event.to_agent_id:
        yield "P5", "25 from an agent to the same agent"
    if event.to_agent_id not in facts.participants:
        yield "P5", f"25 to {event.to_agent_id}, who is not in"
    lead = facts.last_lead if event.cause == "promoted" else facts.lead
    if event.from_agent_id != lead:
        yield "P5", f"25 from {event.from_agent_id}, who does not lead"
    if facts.cobrowse is not None:
        yield "C4", "25 while a co-browse session is open"


def _lead_ended(facts: Facts, event: e.LeadSessionEnd, row: Recorded) -> Iterator[Found]:
    if event.agent_id != facts.lead:
        yield "P6", f"49 of {event.agent_id}, who does not lead"
    if facts.cobrowse is not None:
        yield "C4", "49 while a co-browse session is open"
    alone = not facts.conferees()
    gone = event.cause in ("lost", "logged_out")
    requeued = gone and alone
    if event.cause == "queued":
        requeued = event.requeued_to is not None
    if (event.requeued_to is not None) != requeued or (event.queue_until is not None) != requeued:
        yield "P9", f"49 cause={event.cause} requeued to {event.requeued_to}"
    if event.queue_until is not None and event.queue_until < row.at:
        yield "P9", "49 with a wait that is over already"
