"""Time as data: when the chat is next due, and what happens then.

Absences are not here: their verdicts come from `presence`, which knows of all contact.
"""

from typing import Final

from parlour.chat import closings, cobrowsing, endings, offers
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.state import ChatState, CoBrowseStage, Phase
from parlour.chat.story import WAITING, Story
from parlour.ids import Millis, later

NEVER: Final = Millis(0)


def due_at(state: ChatState, active_at: Millis = NEVER) -> Millis | None:
    """When `LetTimePass` has something to do, if nothing happens before; `None`: never.

    `active_at`: last activity that leaves no row (typing).
    """
    due: list[Millis] = [invitation.answer_until for invitation in state.invitations]
    if state.phase in WAITING:
        due.append(state.queue_until)
    if state.offer is not None:
        due.append(state.offer.answer_until)
    if state.cobrowse is not None and state.cobrowse.stage is not CoBrowseStage.STARTED:
        due.append(state.cobrowse.answer_until)
    if may_idle_out(state):
        due.append(later(max(state.active_at, active_at), state.terms.idle_timeout))
    if state.wrap_up_until is not None:
        due.append(state.wrap_up_until)
    return min(due, default=None)


def may_idle_out(state: ChatState) -> bool:
    """Engaged, and both the end-user and the lead are present."""
    return (
        state.phase is Phase.ENGAGED
        and state.absence_of(None) is None
        and state.absence_of(state.lead_id) is None
    )


def let_time_pass(story: Story, command: c.LetTimePass) -> None:
    """Everything that is due by now, in the order in which the ledger wants it."""
    by = Millis(command.at - command.grace)
    _end_overlong_wait(story, by)
    _time_out_offer(story, by)
    _time_out_invitations(story, by)
    _time_out_cobrowse(story, by)
    _end_idle_chat(story, by, command.active_at)
    _end_overlong_wrap_up(story, by)


def _end_overlong_wait(story: Story, by: Millis) -> None:
    if story.state.phase in WAITING and story.state.queue_until <= by:
        closings.withdraw_offer(story)
        endings.end(story, "queue_timeout", e.SERVER)


def _time_out_offer(story: Story, by: Millis) -> None:
    offer = story.state.offer
    if offer is not None and offer.answer_until <= by:
        offers.time_out(story, offer, absent=False)


def _time_out_invitations(story: Story, by: Millis) -> None:
    for invitation in story.state.invitations:
        if invitation.answer_until <= by:
            closings.give_up_invitation(story, invitation, "timeout")


def _time_out_cobrowse(story: Story, by: Millis) -> None:
    session = story.state.cobrowse
    if session is None or session.stage is CoBrowseStage.STARTED:
        return
    if session.answer_until <= by:
        cobrowsing.time_out(story, session)


def _end_idle_chat(story: Story, by: Millis, active_at: Millis) -> None:
    state = story.state
    quiet_since = max(state.active_at, active_at)
    if may_idle_out(state) and quiet_since + state.terms.idle_timeout <= by:
        story.tell(e.ChatDisconnectedDueToIdleEndUser(actor=e.SERVER, idle_since=quiet_since))
        endings.end(story, "idle", e.SERVER)


def _end_overlong_wrap_up(story: Story, by: Millis) -> None:
    state = story.state
    if state.wrap_up_until is not None and state.wrap_up_until <= by:
        story.tell(
            e.ChatReleased(actor=e.SERVER, agent_id=state.wrap_up_agent_id, cause="wrap_up_limit")
        )
