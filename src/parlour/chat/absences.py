"""What the silence and the return of a client mean for the chat.

The verdict comes from `presence`; here it becomes rows. The server's word for one silent agent goes
to every chat the agent has to do with, with one absence id and one stamp.
"""

from parlour.chat import closings, endings, offers, team
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import Phase
from parlour.chat.story import OPEN, Story
from parlour.ids import AgentId, later

_GONE = frozenset((Phase.NEW, Phase.RELEASED))


def note_return(story: Story, command: c.AnyChatCommand) -> None:
    """What a command of a client held to be gone writes before anything else.

    Raises: `Refused` start_over when the client was given up.
    """
    if not story.state.absences and not story.state.lost:
        return  # as nearly always
    if isinstance(command, c.EndUserCommand):
        if command.end_user_id == story.state.end_user_id:
            _note_return(story, None)
    elif isinstance(command, c.AgentCommand):
        _note_return(story, command.agent_id)


def note_reset(story: Story, command: c.NoteReset) -> None:
    """50 or 51 for a command that is itself refused; at most one per absence."""
    by_end_user = command.by.role == "end_user"
    agent_id = None if by_end_user else AgentId(command.by.id or "")
    if story.state.phase in _GONE or (by_end_user and command.by.id != story.state.end_user_id):
        return
    loss = story.state.loss_of(agent_id)
    if loss is None:
        _note_return(story, agent_id)
    elif agent_id is not None and loss.part is not None:
        story.tell(
            e.AgentClientReset(
                actor=e.SERVER,
                agent_id=agent_id,
                absence_id=loss.absence_id,
                part=loss.part,
                was="lost",
            )
        )
    else:
        story.tell(e.EndUserClientReset(actor=e.SERVER, absence_id=loss.absence_id, was="lost"))


def mark_end_user_absent(story: Story, command: c.MarkEndUserAbsent) -> None:
    if story.state.phase not in OPEN or story.state.absence_of(None) is not None:
        return
    story.tell(
        e.EndUserAbsent(
            actor=e.SERVER,
            absence_id=command.absence_id,
            silent_since=command.silent_since,
            lost_at=command.lost_at,
        )
    )


def mark_end_user_present(story: Story) -> None:
    absence = story.state.absence_of(None)
    if absence is not None:
        story.tell(e.EndUserPresent(actor=e.SERVER, absence_id=absence.absence_id))


def mark_end_user_lost(story: Story, command: c.MarkEndUserLost) -> None:
    absence = story.state.absence_of(None)
    if absence is None:
        return
    if command.at < absence.lost_at:
        raise Refused("too_early")
    closings.withdraw_offer(story)
    story.tell(
        e.UserLost(actor=e.SERVER, absence_id=absence.absence_id, silent_since=absence.silent_since)
    )
    story.tell(e.UserDisconnectedFromAChat(actor=e.SERVER, absence_id=absence.absence_id))
    endings.end(story, "lost", e.SERVER)


def mark_agent_absent(story: Story, command: c.MarkAgentAbsent) -> None:
    """4 where the agent takes part; an offer or invitation to them comes to nothing."""
    agent_id = command.agent_id
    if story.state.phase in _GONE or story.state.absence_of(agent_id) is not None:
        return
    offer = story.state.offer
    if offer is not None and offer.agent_id == agent_id:
        offers.time_out(story, offer, absent=True)
    for invitation in story.state.invitations:
        if invitation.to_agent_id == agent_id:
            closings.give_up_invitation(story, invitation, "absent")
    part = story.state.part_of(agent_id)
    if part is not None:
        story.tell(
            e.AgentAbsent(
                actor=e.SERVER,
                agent_id=agent_id,
                absence_id=command.absence_id,
                part=part,
                silent_since=command.silent_since,
                lost_at=command.lost_at,
            )
        )


def mark_agent_present(story: Story, agent_id: AgentId) -> None:
    absence = story.state.absence_of(agent_id)
    part = story.state.part_of(agent_id)
    if absence is not None and part is not None:
        story.tell(
            e.AgentPresent(
                actor=e.SERVER, agent_id=agent_id, absence_id=absence.absence_id, part=part
            )
        )


def mark_agent_lost(story: Story, command: c.MarkAgentLost) -> None:
    """30 and 29, then what becomes of the chat without this agent."""
    agent_id = command.agent_id
    absence = story.state.absence_of(agent_id)
    part = story.state.part_of(agent_id)
    if absence is None or part is None:
        return
    if command.at < absence.lost_at:
        raise Refused("too_early")
    if part == "lead":
        closings.close_what_the_lead_opened(story)
    story.tell(
        e.AgentLost(
            actor=e.SERVER,
            agent_id=agent_id,
            absence_id=absence.absence_id,
            part=part,
            silent_since=absence.silent_since,
        )
    )
    story.tell(
        e.AgentDisconnected(
            actor=e.SERVER, agent_id=agent_id, absence_id=absence.absence_id, part=part
        )
    )
    _take_out(story, agent_id, "lost")


def remove_agent(story: Story, command: c.RemoveAgent) -> None:
    """The agent goes off duty: everything they have to do with this chat ends."""
    agent_id = command.agent_id
    if story.state.phase in _GONE:
        return
    offer = story.state.offer
    if offer is not None and offer.agent_id == agent_id:
        closings.withdraw_offer(story, "unavailable")
    for invitation in story.state.invitations:
        if invitation.to_agent_id == agent_id:
            closings.give_up_invitation(story, invitation, "unavailable")
    if agent_id == story.state.lead_id:
        closings.close_what_the_lead_opened(story)
    _take_out(story, agent_id, "logged_out")


def _note_return(story: Story, agent_id: AgentId | None) -> None:
    if story.state.phase not in _GONE and story.state.loss_of(agent_id) is not None:
        raise Refused("start_over")
    absence = story.state.absence_of(agent_id)
    if absence is None:
        return
    if agent_id is None:
        story.tell(
            e.EndUserClientReset(actor=e.SERVER, absence_id=absence.absence_id, was="absent")
        )
        mark_end_user_present(story)
        return
    part = story.state.part_of(agent_id)
    assert part is not None, "only who takes part can be absent"
    story.tell(
        e.AgentClientReset(
            actor=e.SERVER,
            agent_id=agent_id,
            absence_id=absence.absence_id,
            part=part,
            was="absent",
        )
    )
    mark_agent_present(story, agent_id)


def _take_out(story: Story, agent_id: AgentId, cause: e.GoneCause) -> None:
    """The agent's part in the chat ends."""
    match story.state.part_of(agent_id):
        case "monitor":
            closings.stop_monitoring(story, agent_id, cause)
        case "wrap_up":
            story.tell(e.ChatReleased(actor=e.SERVER, agent_id=agent_id, cause=cause))
        case "lead":
            _take_out_lead(story, agent_id, cause)
        case "conferee":
            closings.dismiss(story, agent_id, cause)
        case None:
            pass


def _take_out_lead(story: Story, agent_id: AgentId, cause: e.GoneCause) -> None:
    alone = len(story.state.participants) == 1
    story.tell(
        e.LeadSessionEnd(
            actor=e.SERVER,
            agent_id=agent_id,
            cause=cause,
            requeued_to=story.state.queue_id if alone else None,
            queue_until=later(story.at, story.state.terms.queue_timeout) if alone else None,
        )
    )
    closings.dismiss(story, agent_id, cause)
    team.replace_lead(story, agent_id)
