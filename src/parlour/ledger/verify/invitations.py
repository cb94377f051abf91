"""Rules on offers, transfers and conferences: the codes I0 to I12."""

from collections.abc import Iterator

from parlour.chat import events as e
from parlour.ledger.protocol import Recorded
from parlour.ledger.verify import routing
from parlour.ledger.verify.facts import (
    CONFERENCE_ENDS,
    OFFER_ENDS,
    TRANSFER_ENDS,
    Facts,
    TeamInvitation,
)
from parlour.ledger.verify.rules import Found

TOAST_EARLY = 5_000  # ms; the toast runs on the client's clock, which began before the server's


def check(facts: Facts, row: Recorded) -> Iterator[Found]:
    event = row.event
    match event:
        case e.AgentEngagementInvitation():
            yield from _offer(facts, event, row)
        case e.AgentTransferInvitation() | e.AgentConferenceInvitation():
            yield from _invitation(facts, event, row)
        case e.ConsultationStarted():
            yield from _consultation(facts, event, row)
        case e.TeamEvent():
            yield from _team_outcome(facts, event, row)
        case e.AgentAccepted():
            offer = facts.offer
            if offer is None or (offer.invitation_id, offer.agent_id) != (
                event.invitation_id,
                event.agent_id,
            ):
                yield "I8", "43 answers no open offer"
        case e.ChatEvent() if row.kind in OFFER_ENDS:
            yield from _offer_outcome(facts, row)
        case e.ChatReleased() | e.EndUserDisconnected() if facts.offer is not None:
            yield "I1", f"offer {facts.offer.invitation_id} has no outcome"
        case e.ChatReleased() if facts.invitations:
            yield "I1", f"invitations {sorted(facts.invitations)} have no outcome"
        case _:
            pass


def _offer(facts: Facts, event: e.AgentEngagementInvitation, row: Recorded) -> Iterator[Found]:
    yield from _fresh(facts, event)
    if facts.lead is not None or not facts.is_open:
        yield "I2", "8 while somebody leads or after the end"
    if facts.offer is not None:
        yield "I3", f"8 while offer {facts.offer.invitation_id} is open"
    if event.agent_id == facts.passed_by and event.explanation.others_free > 0:
        yield "I11", f"offered again to {event.agent_id}, though others were free"
    if event.agent_id == facts.passed_by:
        yield from routing.check_again(event)
    if not row.at <= event.toast_until <= event.answer_until:
        yield "I9", "the toast would outlast the time to answer"


def _fresh(facts: Facts, event: e.AgentEngagementInvitation | TeamInvitation) -> Iterator[Found]:
    if event.invitation_id in facts.invitation_ids:
        yield "I0", f"invitation id {event.invitation_id} was used before"


def _invitation(facts: Facts, event: TeamInvitation, row: Recorded) -> Iterator[Found]:
    yield from _fresh(facts, event)
    if event.from_agent_id != facts.lead:
        yield "I4", f"invited by {event.from_agent_id}, who does not lead"
    if event.to_agent_id in facts.participants or event.to_agent_id == event.from_agent_id:
        yield "I5", f"{event.to_agent_id} is in the chat already"
    if any(other.to_agent_id == event.to_agent_id for other in facts.invitations.values()):
        yield "I6", f"{event.to_agent_id} is invited already"
    transfers = [i for i in facts.invitations.values() if isinstance(i, e.AgentTransferInvitation)]
    if isinstance(event, e.AgentTransferInvitation) and transfers:
        yield "I7", "a transfer is open already"
    if not row.at <= event.toast_until <= event.answer_until:
        yield "I9", "the toast would outlast the time to answer"


def _consultation(facts: Facts, event: e.ConsultationStarted, row: Recorded) -> Iterator[Found]:
    invitation = facts.invitations.get(event.invitation_id)
    if invitation is None:
        yield "I13", "1002 of no open invitation"
        return
    agents = invitation.from_agent_id, invitation.to_agent_id
    if agents != (event.from_agent_id, event.to_agent_id):
        yield "I13", "1002 names other agents than its invitation"
    if event.invitation_id in facts.consulting:
        yield "I13", f"1002 again of {event.invitation_id}"
    if event.answer_until < row.at:
        yield "I13", "1002 with an answer that is due already"


def _team_outcome(facts: Facts, event: e.TeamEvent, row: Recorded) -> Iterator[Found]:
    invitation = facts.invitations.get(event.invitation_id)
    if invitation is None:
        yield "I1", f"{row.kind} closes no open invitation"
        return
    ends = TRANSFER_ENDS if isinstance(invitation, e.AgentTransferInvitation) else CONFERENCE_ENDS
    if row.kind not in ends:
        yield "I1", f"{row.kind} is no outcome of that invitation"
    agents = invitation.from_agent_id, invitation.to_agent_id
    if agents != (event.from_agent_id, event.to_agent_id):
        yield "I1", f"{row.kind} names other agents than its invitation"
    match event:
        case (
            e.AgentTransferUnavailable(cause="timeout")
            | e.AgentConferenceUnavailable(cause="timeout")
        ) if row.at < invitation.toast_until - TOAST_EARLY:
            yield "I9", f"{row.kind} cause=timeout before the toast ran out"
        case e.AgentTransferDeclined(cause="auto") | e.AgentConferenceDeclined(cause="auto"):
            if row.at < invitation.toast_until - TOAST_EARLY:
                yield "I12", f"{row.kind} cause=auto before the toast ran out"
        case (
            e.AgentTransferCanceled(cause="sender_gone")
            | e.AgentConferenceCanceled(cause="chat_ended")
            | e.AgentTransferCanceled(cause="chat_ended")
        ):
            if (event.cause == "chat_ended") != (facts.phase == "X"):
                yield "I1", f"{row.kind} cause={event.cause} does not agree with the chat's state"
        case _:
            pass


def _offer_outcome(facts: Facts, row: Recorded) -> Iterator[Found]:
    event, offer = row.event, facts.offer
    if offer is None or offer.invitation_id != getattr(event, "invitation_id", None):
        yield "I1", f"{row.kind} closes no open offer"
        return
    if offer.agent_id != getattr(event, "agent_id", None):
        yield "I1", f"{row.kind} names another agent than its offer"
    previous = facts.previous
    accepted = previous is not None and previous.kind == 43 and previous.tx == row.tx
    switches = offer.profile
    match event:
        case e.AgentEngagementDeclined() if not switches.allow_decline:
            yield "I10", "12, though the profile does not allow declining"
        case e.AgentEngagementAutoAccepted() if switches.auto_decline:
            yield "I10", "33, though Auto Decline was on"
        case e.AgentEngagementAutoDeclined() if not switches.auto_decline:
            yield "I10", "34, though Auto Decline was off"
        case e.AgentEngagementTimeout(cause="no_answer") if row.at < offer.answer_until:
            yield "I9", "13 before the time to answer was over"
        case e.AgentEngagementUnavailable(cause=cause) if accepted and cause != "gone":
            yield "I8", f"14 cause={cause} directly after 43"
        case _:
            pass
    ran_out = getattr(event, "cause", "") == "ran_out"
    if row.kind in (33, 34) and ran_out and row.at < offer.toast_until - TOAST_EARLY:
        yield "I12", f"{row.kind} before the toast ran out"
