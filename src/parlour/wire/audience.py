"""Who sees what of an event: one table, event × viewer → view or nothing. Pure.

What is stored is not what is sent. End-users get what is listed here and nothing else: no private
note, no agent id, no word of offers, invitations among agents, monitors or the ledger's inside.
Agents see everything but monitors: neither 45 and 46 nor the presence of who only watches, nor the
router's reasons, from which one who was passed over could tell what they are doing instead, nor the
seal of the release, which counts the rows that they don't see. Each
viewer's timeline is numbered on its own, so that no gap tells of what is hidden.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from parlour.chat import events as e
from parlour.ids import AgentId
from parlour.wire import views as v

Condition = Callable[[Any], bool]
NameOf = Callable[[AgentId], str]


AgentPresenceEvent = (
    e.AgentAbsent | e.AgentPresent | e.AgentLost | e.AgentDisconnected | e.AgentClientReset
)


def always(_event: object) -> bool:
    return True


def is_for_everyone(post: e.AgentPost) -> bool:
    return post.visibility == "everyone"


def is_of_the_lead(event: e.AgentAbsent | e.AgentPresent) -> bool:
    return event.part == "lead"


def is_of_a_monitor(event: AgentPresenceEvent) -> bool:
    return event.part == "monitor"


SHOWN_TO_END_USER: Mapping[type[e.ChatEvent], Condition] = {
    e.AgentPost: is_for_everyone,
    e.EndUserPost: always,
    e.AgentPushedUrl: always,
    e.FileAttachmentReceived: always,
    e.AgentFileSent: always,
    e.AgentAbsent: is_of_the_lead,
    e.AgentPresent: is_of_the_lead,
    e.ChatCreated: always,
    e.EngagementParticipantEntered: always,
    e.EngagementParticipantLeft: always,
    e.LeadSessionStart: always,
    e.LeadSessionEnd: always,
    e.TransferredToQueue: always,
    e.EndUserDisconnected: always,
    e.CoBrowseInvitationSent: always,
    e.CoBrowseInvitationAccepted: always,
    e.CoBrowseInvitationDeclined: always,
    e.CoBrowseSessionStarted: always,
    e.CoBrowseSessionStopped: always,
    e.CoBrowseSessionError: always,
}
"""Kinds that end-users see, and when. What is not listed they never see."""

HIDDEN_FROM_AGENTS: Mapping[type[e.ChatEvent], Condition] = {
    e.MonitorBegin: always,
    e.MonitorEnd: always,
    e.AgentAbsent: is_of_a_monitor,
    e.AgentPresent: is_of_a_monitor,
    e.AgentLost: is_of_a_monitor,
    e.AgentDisconnected: is_of_a_monitor,
    e.AgentClientReset: is_of_a_monitor,
}
"""Kinds that the chat's agents don't see, and when. All others they see."""


def end_user_sees(event: e.AnyChatEvent) -> bool:
    """Whether the event has a place in the end-user's timeline."""
    shown = SHOWN_TO_END_USER.get(type(event))
    return shown is not None and shown(event)


def agents_see(event: e.AnyChatEvent) -> bool:
    """Whether the event has a place in the timeline of the chat's agents."""
    hidden = HIDDEN_FROM_AGENTS.get(type(event))
    return hidden is None or not hidden(event)


def end_user_view(
    event: e.AnyChatEvent, text: str | None, name_of: NameOf
) -> v.AnyEndUserEvent | None:
    """What the end-user gets; `None`: nothing. `text`: what was said, `None` if erased."""
    if not end_user_sees(event):
        return None
    match event:
        case e.AgentPost():
            return v.SeenAgentPost(
                message_id=event.message_id,
                name=name_of(event.agent_id),
                text=text,
                off_record=event.off_record,
            )
        case e.EndUserPost():
            return v.SeenOwnPost(
                message_id=event.message_id, text=text, off_record=event.off_record
            )
        case e.ChatCreated():
            return v.SeenRequest(question=text or "")
        case e.AgentPushedUrl():
            return v.SeenPushedUrl(
                message_id=event.message_id,
                name=name_of(event.agent_id),
                form=event.form,
                text=text,
            )
        case e.FileAttachmentReceived():
            return v.SeenOwnFile(
                file_id=event.file_id,
                file_name=text,
                size=event.size,
                media_type=event.media_type,
            )
        case e.AgentFileSent():
            return v.SeenAgentFile(
                file_id=event.file_id,
                name=name_of(event.agent_id),
                file_name=text,
                size=event.size,
                media_type=event.media_type,
            )
        case e.EngagementParticipantEntered():
            return v.SeenAgentEntered(name=name_of(event.agent_id))
        case e.EngagementParticipantLeft():
            return v.SeenAgentLeft(name=name_of(event.agent_id))
        case e.LeadSessionStart():
            return v.SeenLead(name=name_of(event.agent_id))
        case e.LeadSessionEnd():
            requeued = event.requeued_to is not None
            return v.SeenLeadEnd(name=name_of(event.agent_id), requeued=requeued)
        case e.AgentAbsent():
            return v.SeenAgentAbsent(name=name_of(event.agent_id), lost_at=event.lost_at)
        case e.AgentPresent():
            return v.SeenAgentPresent(name=name_of(event.agent_id))
        case e.TransferredToQueue():
            return v.SeenTransferToQueue()
        case e.EndUserDisconnected():
            return v.SeenEnd(cause=event.cause)
        case e.CoBrowseEvent():
            return _cobrowse_view(event, name_of)
        case _:
            return None


def _cobrowse_view(event: e.CoBrowseEvent, name_of: NameOf) -> v.AnyEndUserEvent | None:
    cobrowse_id = event.cobrowse_id
    match event:
        case e.CoBrowseInvitationSent():
            return v.SeenCoBrowseInvitation(
                cobrowse_id=cobrowse_id,
                name=name_of(event.agent_id),
                answer_until=event.answer_until,
            )
        case e.CoBrowseInvitationAccepted():
            return v.SeenCoBrowseAccepted(cobrowse_id=cobrowse_id)
        case e.CoBrowseInvitationDeclined():
            return v.SeenCoBrowseDeclined(cobrowse_id=cobrowse_id, cause=event.cause)
        case e.CoBrowseSessionStarted():
            return v.SeenCoBrowseStarted(cobrowse_id=cobrowse_id)
        case e.CoBrowseSessionStopped():
            return v.SeenCoBrowseStopped(cobrowse_id=cobrowse_id, cause=event.cause)
        case e.CoBrowseSessionError():
            return v.SeenCoBrowseError(cobrowse_id=cobrowse_id, cause=event.cause)
        case _:
            return None


def agent_view(event: e.AnyChatEvent, text: str | None) -> v.AgentViewEvent | None:
    """What the chat's agents get; `None`: nothing."""
    if not agents_see(event):
        return None
    if type(event) is e.AgentEngagementInvitation:
        event = _without_reasons(event)
    elif type(event) is e.ChatReleased:
        event = event.but(seal=None)
    stored = msgspec.Raw(e.encode_event(event).encode())
    return v.AgentViewEvent(kind=e.kind_of(event), event=stored, text=text)


def _without_reasons(offer: e.AgentEngagementInvitation) -> e.AgentEngagementInvitation:
    told = offer.explanation
    blank = told.but(others_free=0, considered=(), considered_more=0, unsettled=())
    return offer.but(explanation=blank)
