"""The rows that close what is open: offers, invitations, co-browse, monitors, participations."""

from typing import Literal

from parlour.chat import events as e
from parlour.chat.state import CoBrowseStage, Invitation
from parlour.chat.story import Story
from parlour.ids import AgentId

LeaveCause = Literal["left", "transferred", "queued", "lost", "logged_out", "chat_ended"]
WatchCause = Literal[
    "stopped", "joined", "took_over", "chat_ended", "lost", "logged_out", "revoked"
]
OfferEnd = Literal["busy", "unavailable", "withdrawn", "gone"]


def withdraw_offer(story: Story, cause: OfferEnd = "withdrawn") -> None:
    """14 for the open engagement offer, if there is one."""
    offer = story.state.offer
    if offer is None:
        return
    by_agent = cause in ("busy", "unavailable")
    actor = e.Actor(role="agent", id=offer.agent_id) if by_agent else e.SERVER
    story.tell(
        e.AgentEngagementUnavailable(
            actor=actor,
            invitation_id=offer.invitation_id,
            agent_id=offer.agent_id,
            cause=cause,
        )
    )


def cancel_invitations(story: Story, cause: e.CancelCause, spare: Invitation | None = None) -> None:
    """17 or 21 for every open invitation but `spare`."""
    for invitation in story.state.invitations:
        if invitation != spare:
            cancel_invitation(story, invitation, cause)


def cancel_invitation(story: Story, invitation: Invitation, cause: e.CancelCause) -> None:
    by_sender = cause == "sender"
    actor = e.Actor(role="agent", id=invitation.from_agent_id) if by_sender else e.SERVER
    kind = e.AgentTransferCanceled if invitation.form == "transfer" else e.AgentConferenceCanceled
    story.tell(
        kind(
            actor=actor,
            invitation_id=invitation.invitation_id,
            from_agent_id=invitation.from_agent_id,
            to_agent_id=invitation.to_agent_id,
            cause=cause,
        )
    )


def give_up_invitation(
    story: Story,
    invitation: Invitation,
    cause: e.UnavailableCause,
    *,
    by_server: bool = False,
) -> None:
    """18 or 22: the invited agent can't be had. `by_server`: nobody asked their client."""
    by_client = cause in ("busy", "unavailable") and not by_server
    actor = e.Actor(role="agent", id=invitation.to_agent_id) if by_client else e.SERVER
    kind = (
        e.AgentTransferUnavailable
        if invitation.form == "transfer"
        else e.AgentConferenceUnavailable
    )
    story.tell(
        kind(
            actor=actor,
            invitation_id=invitation.invitation_id,
            from_agent_id=invitation.from_agent_id,
            to_agent_id=invitation.to_agent_id,
            cause=cause,
        )
    )


def close_cobrowse(story: Story, cause: Literal["lead_changed", "chat_ended"]) -> None:
    """37, 42 or 41, by how far the co-browse session had come."""
    open_session = story.state.cobrowse
    if open_session is None:
        return
    cobrowse_id, agent_id = open_session.cobrowse_id, open_session.agent_id
    match open_session.stage:
        case CoBrowseStage.INVITED:
            story.tell(
                e.CoBrowseInvitationDeclined(
                    actor=e.SERVER,
                    cobrowse_id=cobrowse_id,
                    agent_id=agent_id,
                    cause="unavailable",
                )
            )
        case CoBrowseStage.ACCEPTED:
            story.tell(
                e.CoBrowseSessionError(
                    actor=e.SERVER, cobrowse_id=cobrowse_id, agent_id=agent_id, cause=cause
                )
            )
        case _:
            story.tell(
                e.CoBrowseSessionStopped(
                    actor=e.SERVER, cobrowse_id=cobrowse_id, agent_id=agent_id, cause=cause
                )
            )


def close_what_the_lead_opened(story: Story) -> None:
    """Before the lead passes to somebody else or to nobody."""
    cancel_invitations(story, "sender_gone")
    close_cobrowse(story, "lead_changed")


def dismiss(story: Story, agent_id: AgentId, cause: LeaveCause, actor: e.Actor = e.SERVER) -> None:
    """24: the agent takes part no more."""
    story.tell(e.EngagementParticipantLeft(actor=actor, agent_id=agent_id, cause=cause))


def stop_monitoring(
    story: Story, agent_id: AgentId, cause: WatchCause, actor: e.Actor = e.SERVER
) -> None:
    """46, if this supervisor monitors the chat."""
    if agent_id in story.state.monitor_ids:
        story.tell(e.MonitorEnd(actor=actor, agent_id=agent_id, cause=cause))
