"""What a command comes to: the events it leads to, or a refusal. Holds every rule of a chat.

Knows no clock, no randomness, no I/O. Source: docs/ledger.md, "The kinds" and "Endings".
"""

from typing import assert_never

from parlour.chat import (
    absences,
    closings,
    cobrowsing,
    endings,
    monitoring,
    offers,
    talk,
    team,
    timing,
)
from parlour.chat import (
    commands as c,
)
from parlour.chat.events import AnyChatEvent
from parlour.chat.state import ChatState
from parlour.chat.story import Story


def decide(state: ChatState, command: c.AnyChatCommand) -> list[AnyChatEvent]:
    """The events to record, in order; none if there is nothing to do.

    Raises: `Refused` when a rule forbids the command; then nothing is recorded.
    """
    return tell(state, command).events


def tell(state: ChatState, command: c.AnyChatCommand) -> Story:
    """As `decide`, with the state that the events lead to."""
    story = Story(state, command.at)
    absences.note_return(story, command)
    carry_out(story, command)
    return story


def carry_out(story: Story, command: c.AnyChatCommand) -> None:
    match command:
        case c.PostAsEndUser():
            talk.post_as_end_user(story, command)
        case c.PostAsAgent():
            talk.post_as_agent(story, command)
        case c.RequestChat():
            endings.request_chat(story, command)
        case c.CancelChat():
            endings.cancel_chat(story, command)
        case c.LeaveAsEndUser():
            endings.leave_as_end_user(story, command)
        case c.ConcludeChat():
            endings.conclude_chat(story, command)
        case c.EndChat():
            endings.end_chat(story)
        case c.CloseWrapUp():
            endings.close_wrap_up(story, command)
        case c.AttachFile():
            talk.attach_file(story, command)
        case c.PushUrl():
            talk.push_url(story, command)
        case c.SendFile():
            talk.send_file(story, command)
        case c.OfferChat():
            offers.offer_chat(story, command)
        case c.AcceptOffer():
            offers.accept_offer(story, command)
        case c.DeclineOffer():
            offers.decline_offer(story, command)
        case c.LetToastRunOut():
            offers.let_toast_run_out(story, command)
        case c.ReportUnavailable():
            offers.report_unavailable(story, command)
        case c.InviteToTransfer():
            team.invite_to_transfer(story, command)
        case c.InviteToConference():
            team.invite_to_conference(story, command)
        case c.ViewInvitation():
            team.view_invitation(story, command)
        case c.CancelInvitation():
            team.cancel_invitation(story, command)
        case c.AcceptInvitation():
            team.accept_invitation(story, command)
        case c.DeclineInvitation():
            team.decline_invitation(story, command)
        case c.ReportInvitationUnavailable():
            team.report_invitation_unavailable(story, command)
        case c.TransferToQueue():
            team.transfer_to_queue(story, command)
        case c.MakeLead():
            team.make_lead(story, command)
        case c.LeaveChat():
            team.leave_chat(story, command)
        case c.InviteToCoBrowse():
            cobrowsing.invite(story, command)
        case c.AcceptCoBrowse():
            cobrowsing.accept(story, command)
        case c.DeclineCoBrowse():
            cobrowsing.decline(story, command)
        case c.ShowFirstFrame():
            cobrowsing.show_first_frame(story, command)
        case c.StopCoBrowseAsAgent():
            cobrowsing.stop_as_agent(story, command)
        case c.StopCoBrowseAsEndUser():
            cobrowsing.stop_as_end_user(story, command)
        case c.FailCoBrowse():
            cobrowsing.fail(story, command)
        case c.BeginMonitoring():
            monitoring.begin(story, command)
        case c.EndMonitoring():
            monitoring.end(story, command)
        case c.JoinChat():
            monitoring.join(story, command)
        case c.TakeOver():
            monitoring.take_over(story, command)
        case c.RevokeMonitoring():
            closings.stop_monitoring(story, command.agent_id, "revoked")
        case c.MarkEndUserAbsent():
            absences.mark_end_user_absent(story, command)
        case c.MarkEndUserPresent():
            absences.mark_end_user_present(story)
        case c.MarkEndUserLost():
            absences.mark_end_user_lost(story, command)
        case c.MarkAgentAbsent():
            absences.mark_agent_absent(story, command)
        case c.MarkAgentPresent():
            absences.mark_agent_present(story, command.agent_id)
        case c.MarkAgentLost():
            absences.mark_agent_lost(story, command)
        case c.RemoveAgent():
            absences.remove_agent(story, command)
        case c.NoteReset():
            absences.note_reset(story, command)
        case c.LetTimePass():
            timing.let_time_pass(story, command)
        case _:
            assert_never(command)
