"""Agents among themselves: transfer, conference, the lead."""

from parlour.chat import closings, offers
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import Invitation
from parlour.chat.story import Story
from parlour.ids import AgentId, later


def invite_to_transfer(story: Story, command: c.InviteToTransfer) -> None:
    _require_invitable(story, command)
    if any(invitation.form == "transfer" for invitation in story.state.invitations):
        raise Refused("transfer_pending")
    story.tell(
        e.AgentTransferInvitation(
            actor=_agent(command.agent_id),
            invitation_id=command.invitation_id,
            from_agent_id=command.agent_id,
            to_agent_id=command.to_agent_id,
            toast_until=later(command.at, command.toast_for),
            answer_until=later(command.at, command.answer_within),
            profile=command.profile,
        )
    )
    _give_up_at_once(story, command)


def invite_to_conference(story: Story, command: c.InviteToConference) -> None:
    _require_invitable(story, command)
    story.tell(
        e.AgentConferenceInvitation(
            actor=_agent(command.agent_id),
            invitation_id=command.invitation_id,
            from_agent_id=command.agent_id,
            to_agent_id=command.to_agent_id,
            toast_until=later(command.at, command.toast_for),
            answer_until=later(command.at, command.answer_within),
            profile=command.profile,
        )
    )
    _give_up_at_once(story, command)


def view_invitation(story: Story, command: c.ViewInvitation) -> None:
    story.require_engaged()
    invitation = story.require_invitation(command.agent_id, command.invitation_id)
    if invitation.viewed:
        return
    story.tell(
        e.ConsultationStarted(
            actor=_agent(command.agent_id),
            invitation_id=invitation.invitation_id,
            from_agent_id=invitation.from_agent_id,
            to_agent_id=invitation.to_agent_id,
            answer_until=later(command.at, command.answer_within),
        )
    )


def cancel_invitation(story: Story, command: c.CancelInvitation) -> None:
    story.require_engaged()
    invitation = story.state.invitation(command.invitation_id)
    if invitation is None:
        raise Refused("no_such_invitation")
    if invitation.from_agent_id != command.agent_id:
        raise Refused("not_yours")
    closings.cancel_invitation(story, invitation, "sender")


def accept_invitation(story: Story, command: c.AcceptInvitation) -> None:
    story.require_engaged()
    invitation = story.require_invitation(command.agent_id, command.invitation_id)
    if invitation.form == "transfer":
        _take_over(story, invitation)
    else:
        _join(story, invitation)


def decline_invitation(story: Story, command: c.DeclineInvitation) -> None:
    """Declined; or the toast ran out: Auto Decline declines, else nobody took the chat over."""
    story.require_engaged()
    invitation = story.require_invitation(command.agent_id, command.invitation_id)
    if command.ran_out:
        offers.require_run_out(story, invitation.toast_until)
    if command.ran_out and not invitation.profile.auto_decline:
        closings.give_up_invitation(story, invitation, "timeout")
        return
    declined = (
        e.AgentTransferDeclined if invitation.form == "transfer" else e.AgentConferenceDeclined
    )
    story.tell(
        declined(
            actor=_agent(command.agent_id),
            invitation_id=invitation.invitation_id,
            from_agent_id=invitation.from_agent_id,
            to_agent_id=invitation.to_agent_id,
            cause="auto" if command.ran_out else "declined",
        )
    )


def report_invitation_unavailable(story: Story, command: c.ReportInvitationUnavailable) -> None:
    story.require_engaged()
    invitation = story.require_invitation(command.agent_id, command.invitation_id)
    closings.give_up_invitation(story, invitation, command.cause)


def transfer_to_queue(story: Story, command: c.TransferToQueue) -> None:
    story.require_lead(command.agent_id)
    closings.close_what_the_lead_opened(story)
    lead = _agent(command.agent_id)
    queue_until = later(command.at, story.state.terms.queue_timeout)
    conferees = [p.agent_id for p in story.state.participants if p.agent_id != command.agent_id]
    story.tell(
        e.TransferredToQueue(
            actor=lead,
            agent_id=command.agent_id,
            to_queue_id=command.to_queue_id,
            queue_until=queue_until,
        )
    )
    story.tell(
        e.LeadSessionEnd(
            actor=e.SERVER,
            agent_id=command.agent_id,
            cause="queued",
            requeued_to=command.to_queue_id,
            queue_until=queue_until,
        )
    )
    for agent_id in (command.agent_id, *conferees):
        closings.dismiss(story, agent_id, "queued")


def make_lead(story: Story, command: c.MakeLead) -> None:
    story.require_lead(command.agent_id)
    if command.to_agent_id == command.agent_id:
        raise Refused("to_self")
    story.require_participant(command.to_agent_id)
    story.require_present(command.to_agent_id)
    closings.close_what_the_lead_opened(story)
    story.tell(
        e.AgentRoleChange(
            actor=_agent(command.agent_id),
            from_agent_id=command.agent_id,
            to_agent_id=command.to_agent_id,
            cause="handed_over",
        )
    )
    story.tell(e.LeadSessionEnd(actor=e.SERVER, agent_id=command.agent_id, cause="role_change"))
    story.tell(e.LeadSessionStart(actor=e.SERVER, agent_id=command.to_agent_id))


def leave_chat(story: Story, command: c.LeaveChat) -> None:
    story.require_engaged()
    story.require_participant(command.agent_id)
    if command.agent_id == story.state.lead_id:
        raise Refused("lead_must_hand_over")
    closings.dismiss(story, command.agent_id, "left", _agent(command.agent_id))


def replace_lead(story: Story, gone: AgentId) -> None:
    """The lead is gone: the conferee who is longest in the chat leads on, one who is present
    before one who is absent; with nobody left the chat has gone back to its queue."""
    conferees = story.state.participants
    if not conferees:
        return
    present = [p for p in conferees if story.state.absence_of(p.agent_id) is None]
    successor = (present or list(conferees))[0].agent_id
    story.tell(
        e.AgentRoleChange(
            actor=e.SERVER, from_agent_id=gone, to_agent_id=successor, cause="promoted"
        )
    )
    story.tell(e.LeadSessionStart(actor=e.SERVER, agent_id=successor))


def _require_invitable(story: Story, command: c.InviteToTransfer | c.InviteToConference) -> None:
    story.require_lead(command.agent_id)
    if command.to_agent_id == command.agent_id:
        raise Refused("to_self")
    if story.state.participant(command.to_agent_id) is not None:
        raise Refused("already_participant")
    if any(i.to_agent_id == command.to_agent_id for i in story.state.invitations):
        raise Refused("already_invited")
    story.require_room()


def _give_up_at_once(story: Story, command: c.InviteToTransfer | c.InviteToConference) -> None:
    """18 or 22 directly behind the invitation, if it is known that the other can't be had. One who
    watches this chat and is absent fares as any absent agent: nothing may tell of their watching.
    """
    is_absent = story.state.absence_of(command.to_agent_id) is not None
    cause = "absent" if is_absent else command.unavailable
    invitation = story.state.invitation(command.invitation_id)
    if cause is not None and invitation is not None:
        closings.give_up_invitation(story, invitation, cause, by_server=True)


def _take_over(story: Story, invitation: Invitation) -> None:
    closings.cancel_invitations(story, "sender_gone", spare=invitation)
    closings.close_cobrowse(story, "lead_changed")
    closings.stop_monitoring(story, invitation.to_agent_id, "stopped")
    old_lead = invitation.from_agent_id
    story.tell(
        e.AgentTransferAccepted(
            actor=_agent(invitation.to_agent_id),
            invitation_id=invitation.invitation_id,
            from_agent_id=old_lead,
            to_agent_id=invitation.to_agent_id,
        )
    )
    story.tell(e.LeadSessionEnd(actor=e.SERVER, agent_id=old_lead, cause="transferred"))
    closings.dismiss(story, old_lead, "transferred")
    offers.enter(story, invitation.to_agent_id, invitation.profile.wrap_up_limit)
    story.tell(e.LeadSessionStart(actor=e.SERVER, agent_id=invitation.to_agent_id))


def _join(story: Story, invitation: Invitation) -> None:
    closings.stop_monitoring(story, invitation.to_agent_id, "stopped")
    story.tell(
        e.AgentConferenceAccepted(
            actor=_agent(invitation.to_agent_id),
            invitation_id=invitation.invitation_id,
            from_agent_id=invitation.from_agent_id,
            to_agent_id=invitation.to_agent_id,
        )
    )
    offers.enter(story, invitation.to_agent_id, invitation.profile.wrap_up_limit)


def _agent(agent_id: AgentId) -> e.Actor:
    return e.Actor(role="agent", id=agent_id)
