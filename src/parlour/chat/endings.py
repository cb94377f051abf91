"""How a chat begins and how it ends, in the canonical order of its rows."""

from typing import Literal

from parlour.chat import closings
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import Phase
from parlour.chat.story import OPEN, WAITING, Story
from parlour.ids import later


def request_chat(story: Story, command: c.RequestChat) -> None:
    if story.state.phase is not Phase.NEW:
        raise Refused("already_open" if story.state.phase in OPEN else "chat_ended")
    story.tell(
        e.ChatCreated(
            actor=e.SERVER,
            chat_id=command.chat_id,
            site_id=command.site_id,
            queue_id=command.queue_id,
            end_user_id=command.end_user_id,
            terms=command.terms,
            queue_until=later(command.at, command.terms.queue_timeout),
            preferred_agent_id=command.preferred_agent_id,
            request_digest=command.request_digest,
        )
    )
    if command.refused is not None:
        end(story, command.refused, e.SERVER)


def cancel_chat(story: Story, command: c.CancelChat) -> None:
    story.require_end_user(command.end_user_id)
    story.require_phase(WAITING)
    _leave_while_waiting(story, "deflected" if command.deflected else "canceled")


def leave_as_end_user(story: Story, command: c.LeaveAsEndUser) -> None:
    """End the chat; one that has gone back to its queue meanwhile is canceled."""
    story.require_end_user(command.end_user_id)
    story.require_phase(OPEN)
    if story.state.phase in WAITING:
        _leave_while_waiting(story, "canceled")
    else:
        end(story, "end_user", _end_user(story))


def conclude_chat(story: Story, command: c.ConcludeChat) -> None:
    if command.as_supervisor:
        story.require_phase(OPEN)
        closings.withdraw_offer(story)
        end(story, "supervisor", e.Actor(role="supervisor", id=command.agent_id))
        return
    story.require_lead(command.agent_id)
    end(story, "agent", e.Actor(role="agent", id=command.agent_id))


def end_chat(story: Story) -> None:
    story.require_phase(OPEN)
    closings.withdraw_offer(story)
    end(story, "server", e.SERVER)


def close_wrap_up(story: Story, command: c.CloseWrapUp) -> None:
    story.require_known()
    if story.state.phase is not Phase.ENDED:
        raise Refused("not_wrapping_up")
    if command.agent_id != story.state.wrap_up_agent_id:
        raise Refused("not_yours")
    actor = e.Actor(role="agent", id=command.agent_id)
    story.tell(e.ChatReleased(actor=actor, agent_id=command.agent_id, cause="closed"))


def end(story: Story, cause: e.EndCause, actor: e.Actor) -> None:
    """44 and all that follows from it; an open offer is closed by then.

    The lead's wrap-up begins, if they have one; else the chat is released at once.
    """
    state = story.state
    lead = state.participant(state.lead_id) if state.lead_id is not None else None
    limit = lead.wrap_up_limit if lead is not None else None
    until = None if limit is None else later(story.at, limit)
    story.tell(e.EndUserDisconnected(actor=actor, cause=cause, wrap_up_until=until))
    closings.cancel_invitations(story, "chat_ended")
    closings.close_cobrowse(story, "chat_ended")
    if lead is not None:
        story.tell(e.LeadSessionEnd(actor=e.SERVER, agent_id=lead.agent_id, cause="concluded"))
    for participant in state.participants:
        if participant is not lead:
            closings.dismiss(story, participant.agent_id, "chat_ended")
    for monitor_id in state.monitor_ids:
        closings.stop_monitoring(story, monitor_id, "chat_ended")
    if until is None:
        story.tell(e.ChatReleased(actor=e.SERVER))


def _leave_while_waiting(story: Story, cause: Literal["canceled", "deflected"]) -> None:
    closings.withdraw_offer(story)
    story.tell(e.ChatCanceled(actor=_end_user(story), cause=cause))
    end(story, cause, _end_user(story))


def _end_user(story: Story) -> e.Actor:
    return e.Actor(role="end_user", id=story.state.end_user_id)
