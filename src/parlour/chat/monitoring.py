"""Supervisors watch a chat unseen, and may join it."""

from parlour.chat import closings
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.offers import enter
from parlour.chat.refusals import Refused
from parlour.chat.story import OPEN, Story


def begin(story: Story, command: c.BeginMonitoring) -> None:
    story.require_phase(OPEN)
    if story.state.participant(command.agent_id) is not None:
        raise Refused("already_participant")
    if command.agent_id in story.state.monitor_ids:
        raise Refused("already_monitoring")
    story.require_room_to_watch()
    story.tell(e.MonitorBegin(actor=_supervisor(command), agent_id=command.agent_id))


def end(story: Story, command: c.EndMonitoring) -> None:
    _require_monitoring(story, command)
    closings.stop_monitoring(story, command.agent_id, "stopped", _supervisor(command))


def join(story: Story, command: c.JoinChat) -> None:
    """46, then 23: the supervisor takes part like any conferee."""
    story.require_engaged()
    _require_monitoring(story, command)
    for invitation in story.state.invitations:
        if invitation.to_agent_id == command.agent_id:
            closings.give_up_invitation(story, invitation, "unavailable")
    story.require_room()
    closings.stop_monitoring(story, command.agent_id, "joined", _supervisor(command))
    enter(story, command.agent_id, command.wrap_up_limit)


def take_over(story: Story, command: c.TakeOver) -> None:
    """From watching 46, 23 and, as from within the chat, 25, 49, 48: the old lead stays."""
    story.require_engaged()
    supervisor, old_lead = command.agent_id, story.state.lead_id
    assert old_lead is not None, "somebody leads an engaged chat"
    if supervisor == old_lead:
        return
    is_in = story.state.participant(supervisor) is not None
    if not is_in:
        _require_monitoring(story, command)
    closings.close_what_the_lead_opened(story)
    if not is_in:
        story.require_room()
        closings.stop_monitoring(story, supervisor, "took_over", _supervisor(command))
        enter(story, supervisor, command.wrap_up_limit)
    story.tell(
        e.AgentRoleChange(
            actor=_supervisor(command),
            from_agent_id=old_lead,
            to_agent_id=supervisor,
            cause="taken_over",
        )
    )
    story.tell(e.LeadSessionEnd(actor=e.SERVER, agent_id=old_lead, cause="role_change"))
    story.tell(e.LeadSessionStart(actor=e.SERVER, agent_id=supervisor))


def _require_monitoring(story: Story, command: c.AgentCommand) -> None:
    story.require_known()
    if command.agent_id not in story.state.monitor_ids:
        raise Refused("not_monitoring")


def _supervisor(command: c.AgentCommand) -> e.Actor:
    return e.Actor(role="supervisor", id=command.agent_id)
