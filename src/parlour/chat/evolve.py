"""What an event makes of a chat. Holds no rule of its own: the tables say what can happen."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar, assert_never

from parlour.chat import events as e
from parlour.chat.refusals import ImpossibleEvent
from parlour.chat.state import (
    Absence,
    ChatState,
    CoBrowse,
    CoBrowseStage,
    Invitation,
    LostClient,
    Offer,
    Participant,
)
from parlour.chat.transitions import (
    ALLOWED_IN,
    COBROWSE,
    ENGAGEMENT,
    INVITATION,
    MONITOR,
    PARTICIPANT,
    PRESENCE,
    REQUEUE,
    Asked,
    Contact,
    Part,
    Watch,
)
from parlour.ids import AgentId, Duration, InvitationId, Millis, later

LOST_CLIENTS_MAX = 8
"""Lost clients remembered per chat, newest last; monitors apart, else their losses would tell."""

COBROWSE_START = Duration(60_000)
"""From consent to the first frame; longer means that something is broken."""

_BROKEN_OFF = (e.CoBrowseInvitationDeclined, e.CoBrowseSessionError)
"""By themselves, perhaps; that is nobody's activity."""

OfferAnswer = (
    e.AgentEngagementAccepted
    | e.AgentEngagementDeclined
    | e.AgentEngagementTimeout
    | e.AgentEngagementUnavailable
    | e.AgentEngagementAutoAccepted
    | e.AgentEngagementAutoDeclined
    | e.AgentAccepted
)

S = TypeVar("S", bound=StrEnum)


def evolve(state: ChatState, event: e.AnyChatEvent, at: Millis) -> ChatState:
    """The state after the event.

    Raises: `ImpossibleEvent` when no table has a cell for it.
    """
    kind = e.kind_of(event)
    _has_its_place(state, kind)
    match event:
        case e.EndUserPost() | e.AgentPost() | e.AgentPushedUrl() | e.FileAttachmentReceived():
            return state.but(active_at=at)
        case e.PrivateWord() | e.AgentFileSent():
            return state.but(active_at=at)
        case e.ChatCreated():
            return _create(state, event, at)
        case e.AgentEngagementInvitation():
            return _offer(state, event, at)
        case (
            e.AgentEngagementDeclined()
            | e.AgentEngagementAutoDeclined()
            | e.AgentEngagementTimeout()
            | e.AgentEngagementUnavailable()
        ):
            _same_offer(state, event)
            phase = _next(ENGAGEMENT, state.phase, kind)
            return state.but(phase=phase, offer=None, passed_by=event.agent_id, passed_at=at)
        case e.AgentEngagementAccepted() | e.AgentEngagementAutoAccepted():
            _same_offer(state, event)
            phase = _next(ENGAGEMENT, state.phase, kind)
            return state.but(phase=phase, offer=None, passed_by=None)
        case e.AgentAccepted():
            _same_offer(state, event)
            return state
        case e.EngagementParticipantEntered():
            return _enter(state, event, at)
        case e.EngagementParticipantLeft():
            return _leave(state, event)
        case e.LeadSessionStart():
            _next(PARTICIPANT, part_of(state, event.agent_id), kind)
            if state.lead_id is not None:
                raise ImpossibleEvent(kind, "another agent leads")
            return state.but(lead_id=event.agent_id, active_at=at)
        case e.LeadSessionEnd():
            return _end_lead(state, event, at)
        case e.AgentRoleChange():
            if part_of(state, event.to_agent_id) is not Part.CONFEREE:
                raise ImpossibleEvent(kind, "the new lead takes no part")
            return state
        case e.AgentTransferInvitation() | e.AgentConferenceInvitation():
            return _invite(state, event, at)
        case (
            e.AgentTransferAccepted()
            | e.AgentTransferDeclined()
            | e.AgentTransferCanceled()
            | e.AgentTransferUnavailable()
            | e.AgentConferenceAccepted()
            | e.AgentConferenceDeclined()
            | e.AgentConferenceCanceled()
            | e.AgentConferenceUnavailable()
        ):
            return _close_invitation(state, event)
        case e.ConsultationStarted():
            return _consult(state, event)
        case e.TransferredToQueue():
            if event.agent_id != state.lead_id:
                raise ImpossibleEvent(kind, "somebody else leads")
            return state
        case e.AgentAbsent():
            return _absent(state, event.agent_id, event)
        case e.EndUserAbsent():
            return _absent(state, None, event)
        case e.AgentPresent():
            state = _present(state, event.agent_id, kind)
            return state if event.part == "monitor" else state.but(active_at=at)
        case e.EndUserPresent():
            return _present(state, None, kind).but(active_at=at)
        case e.AgentLost():
            return _lose(state, event.agent_id, event)
        case e.UserLost():
            return _lose(state, None, event)
        case e.AgentDisconnected():
            _next(PRESENCE, contact_of(state, event.agent_id), kind)
            return state
        case e.UserDisconnectedFromAChat():
            _next(PRESENCE, contact_of(state, None), kind)
            return state
        case e.AgentClientReset():
            return _reset(state, event.agent_id, kind)
        case e.EndUserClientReset():
            return _reset(state, None, kind)
        case e.ChatCanceled() | e.ChatDisconnectedDueToIdleEndUser():
            return state
        case e.EndUserDisconnected():
            return _end(state, event)
        case e.ChatReleased():
            return _release(state)
        case (
            e.CoBrowseInvitationSent()
            | e.CoBrowseInvitationAccepted()
            | e.CoBrowseInvitationDeclined()
            | e.CoBrowseSessionStarted()
            | e.CoBrowseSessionStopped()
            | e.CoBrowseSessionError()
        ):
            return _cobrowse(state, event, at)
        case e.MonitorBegin():
            _next(MONITOR, watch_of(state, event.agent_id), kind)
            return state.but(monitor_ids=(*state.monitor_ids, event.agent_id))
        case e.MonitorEnd():
            _next(MONITOR, watch_of(state, event.agent_id), kind)
            monitors = tuple(m for m in state.monitor_ids if m != event.agent_id)
            return _without_absence(state.but(monitor_ids=monitors), event.agent_id)
        case _:
            assert_never(event)


def replay(state: ChatState, history: Iterable[tuple[e.AnyChatEvent, Millis]]) -> ChatState:
    """The state after all these events, each with its stamp."""
    for event, at in history:
        state = evolve(state, event, at)
    return state


def part_of(state: ChatState, agent_id: AgentId) -> Part:
    if agent_id == state.lead_id:
        return Part.LEAD
    return Part.OUT if state.participant(agent_id) is None else Part.CONFEREE


def contact_of(state: ChatState, agent_id: AgentId | None) -> Contact:
    """What the chat holds of an agent's, or (`None`) the end-user's, presence."""
    if state.absence_of(agent_id) is not None:
        return Contact.ABSENT
    return Contact.ACTIVE if state.loss_of(agent_id) is None else Contact.LOST


def asked_by(state: ChatState, invitation_id: InvitationId) -> Asked:
    invitation = state.invitation(invitation_id)
    return Asked.NOTHING if invitation is None else Asked(invitation.form)


def watch_of(state: ChatState, agent_id: AgentId) -> Watch:
    return Watch.ON if agent_id in state.monitor_ids else Watch.OFF


def _has_its_place(state: ChatState, kind: int) -> None:
    if state.phase not in ALLOWED_IN[kind]:
        raise ImpossibleEvent(kind, state.phase)


def _next(table: Mapping[S, Mapping[int, S]], now: S, kind: int) -> S:
    try:
        return table[now][kind]
    except KeyError:
        raise ImpossibleEvent(kind, now) from None


def _same_offer(state: ChatState, event: OfferAnswer) -> None:
    offer = state.offer
    answered = (event.invitation_id, event.agent_id)
    if offer is None or (offer.invitation_id, offer.agent_id) != answered:
        raise ImpossibleEvent(e.kind_of(event), "another offer is open")


def _create(state: ChatState, event: e.ChatCreated, at: Millis) -> ChatState:
    return state.but(
        phase=_next(ENGAGEMENT, state.phase, 26),
        chat_id=event.chat_id,
        site_id=event.site_id,
        end_user_id=event.end_user_id,
        queue_id=event.queue_id,
        terms=event.terms,
        requested_at=at,
        queued_at=at,
        queue_until=event.queue_until,
        preferred_id=event.preferred_agent_id,
        active_at=at,
    )


def _offer(state: ChatState, event: e.AgentEngagementInvitation, at: Millis) -> ChatState:
    offer = Offer(
        invitation_id=event.invitation_id,
        agent_id=event.agent_id,
        offered_at=at,
        toast_until=event.toast_until,
        answer_until=event.answer_until,
        profile=event.profile,
    )
    state = _forget(state, event.agent_id)
    return state.but(phase=_next(ENGAGEMENT, state.phase, 8), offer=offer)


def _enter(state: ChatState, event: e.EngagementParticipantEntered, at: Millis) -> ChatState:
    _next(PARTICIPANT, part_of(state, event.agent_id), 23)
    participant = Participant(agent_id=event.agent_id, wrap_up_limit=event.wrap_up_limit)
    first = at if state.first_engaged_at is None else state.first_engaged_at
    return _forget(state, event.agent_id).but(
        participants=(*state.participants, participant), first_engaged_at=first
    )


def _leave(state: ChatState, event: e.EngagementParticipantLeft) -> ChatState:
    _next(PARTICIPANT, part_of(state, event.agent_id), 24)
    staying = tuple(p for p in state.participants if p.agent_id != event.agent_id)
    state = state.but(participants=staying)
    return _without_absence(state, event.agent_id)


def _end_lead(state: ChatState, event: e.LeadSessionEnd, at: Millis) -> ChatState:
    _next(PARTICIPANT, part_of(state, event.agent_id), 49)
    state = state.but(lead_id=None)
    if event.requeued_to is None:
        return state
    return state.but(
        phase=_next(ENGAGEMENT, state.phase, REQUEUE),
        queue_id=event.requeued_to,
        queued_at=at,
        queue_until=event.queue_until,
        passed_by=None,
    )


def _invite(
    state: ChatState, event: e.AgentTransferInvitation | e.AgentConferenceInvitation, at: Millis
) -> ChatState:
    asked = _next(INVITATION, asked_by(state, event.invitation_id), e.kind_of(event))
    invitation = Invitation(
        invitation_id=event.invitation_id,
        form="transfer" if asked is Asked.TRANSFER else "conference",
        from_agent_id=event.from_agent_id,
        to_agent_id=event.to_agent_id,
        offered_at=at,
        toast_until=event.toast_until,
        answer_until=event.answer_until,
        profile=event.profile,
    )
    lost = tuple(loss for loss in state.lost if loss.agent_id != event.to_agent_id)
    return state.but(invitations=(*state.invitations, invitation), lost=lost)


def _consult(state: ChatState, event: e.ConsultationStarted) -> ChatState:
    _next(INVITATION, asked_by(state, event.invitation_id), e.kind_of(event))
    until = event.answer_until
    return state.but(
        invitations=tuple(
            i.but(viewed=True, toast_until=until, answer_until=until)
            if i.invitation_id == event.invitation_id
            else i
            for i in state.invitations
        )
    )


def _close_invitation(state: ChatState, event: e.TeamEvent) -> ChatState:
    _next(INVITATION, asked_by(state, event.invitation_id), e.kind_of(event))
    rest = tuple(i for i in state.invitations if i.invitation_id != event.invitation_id)
    return state.but(invitations=rest)


def _absent(
    state: ChatState, agent_id: AgentId | None, event: e.AgentAbsent | e.EndUserAbsent
) -> ChatState:
    _next(PRESENCE, contact_of(state, agent_id), e.kind_of(event))
    absence = Absence(
        agent_id=agent_id,
        absence_id=event.absence_id,
        silent_since=event.silent_since,
        lost_at=event.lost_at,
    )
    return state.but(absences=(*state.absences, absence))


def _present(state: ChatState, agent_id: AgentId | None, kind: int) -> ChatState:
    _next(PRESENCE, contact_of(state, agent_id), kind)
    return _without_absence(state, agent_id)


def _lose(state: ChatState, agent_id: AgentId | None, event: e.AgentLost | e.UserLost) -> ChatState:
    _next(PRESENCE, contact_of(state, agent_id), e.kind_of(event))
    part = event.part if isinstance(event, e.AgentLost) else None
    lost = (*state.lost, LostClient(agent_id=agent_id, absence_id=event.absence_id, part=part))
    alike = [one for one in lost if (one.part == "monitor") == (part == "monitor")]
    lost = tuple(one for one in lost if one not in alike[:-LOST_CLIENTS_MAX])
    return _without_absence(state, agent_id).but(lost=lost)


def _reset(state: ChatState, agent_id: AgentId | None, kind: int) -> ChatState:
    contact = _next(PRESENCE, contact_of(state, agent_id), kind)
    return state if contact is Contact.ABSENT else _forget(state, agent_id)


def _end(state: ChatState, event: e.EndUserDisconnected) -> ChatState:
    wraps_up = event.wrap_up_until is not None
    return _without_absence(state, None).but(
        phase=_next(ENGAGEMENT, state.phase, 44),
        end_cause=event.cause,
        wrap_up_agent_id=state.lead_id if wraps_up else None,
        wrap_up_until=event.wrap_up_until,
    )


def _release(state: ChatState) -> ChatState:
    return state.but(
        phase=_next(ENGAGEMENT, state.phase, 27),
        participants=(),
        absences=(),
        lost=(),
        wrap_up_agent_id=None,
        wrap_up_until=None,
    )


def _cobrowse(state: ChatState, event: e.CoBrowseEvent, at: Millis) -> ChatState:
    now = state.cobrowse
    if now and (now.cobrowse_id, now.agent_id) != (event.cobrowse_id, event.agent_id):
        raise ImpossibleEvent(e.kind_of(event), "another co-browse session is open")
    stage = _next(COBROWSE, now.stage if now else CoBrowseStage.NONE, e.kind_of(event))
    if stage is CoBrowseStage.NONE:
        idle = isinstance(event, _BROKEN_OFF) and event.cause in ("timeout", "failed")
        return state.but(cobrowse=None, active_at=state.active_at if idle else at)
    until = event.answer_until if isinstance(event, e.CoBrowseInvitationSent) else None
    cobrowse = CoBrowse(
        stage=stage,
        cobrowse_id=event.cobrowse_id,
        agent_id=event.agent_id,
        answer_until=until or later(at, COBROWSE_START),
    )
    return state.but(cobrowse=cobrowse, active_at=at)


def _without_absence(state: ChatState, agent_id: AgentId | None) -> ChatState:
    if not state.absences:
        return state
    return state.but(absences=tuple(a for a in state.absences if a.agent_id != agent_id))


def _forget(state: ChatState, agent_id: AgentId | None) -> ChatState:
    """Nothing is held of this client's presence any more."""
    if not state.absences and not state.lost:
        return state
    return state.but(
        absences=tuple(a for a in state.absences if a.agent_id != agent_id),
        lost=tuple(loss for loss in state.lost if loss.agent_id != agent_id),
    )
