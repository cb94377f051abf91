"""Everything that can be asked of a chat. Time, ids and choices arrive inside the command.

A command says who asks (`by`) and when (`at`). Commands of clients may come from a client that was
held to be gone; what that writes first is the concern of `decide`.
"""

from typing import Literal

from parlour.chat.events import (
    Actor,
    ChatTerms,
    OfferProfile,
    Refusal,
    UnavailableCause,
    Visibility,
)
from parlour.ids import (
    AbsenceId,
    AgentId,
    ChatId,
    CoBrowseId,
    CommandId,
    Duration,
    EndUserId,
    FileId,
    InvitationId,
    MessageId,
    Millis,
    QueueId,
    SiteId,
)
from parlour.routing.explanation import Explanation
from parlour.value import Value


class ChatCommand(Value):
    """A request to one chat at a moment."""

    at: Millis


class EndUserCommand(ChatCommand):
    """What the end-user's client asks."""

    end_user_id: EndUserId


class AgentCommand(ChatCommand):
    """What an agent's (or a supervisor's) client asks."""

    agent_id: AgentId


# The end-user ---------------------------------------------------------------------------------


class RequestChat(EndUserCommand):
    """Ask for a chat. `refused`: what the rules at the door say, if they turn it away."""

    chat_id: ChatId
    site_id: SiteId
    queue_id: QueueId
    terms: ChatTerms
    refused: Refusal | None = None
    preferred_agent_id: AgentId | None = None
    request_digest: str = ""
    """Who led the end-user's last chat at this site."""


class CancelChat(EndUserCommand):
    """Leave while waiting; `deflected`: the answer was found meanwhile."""

    deflected: bool = False


class PostAsEndUser(EndUserCommand):
    message_id: MessageId
    digest: str
    command_id: CommandId
    off_record: bool = False


class AttachFile(EndUserCommand):
    """The server's word that the end-user's file is stored, hashed, checked and scanned.
    `message_id` and `digest` are of its name."""

    file_id: FileId
    sha256: str
    size: int
    media_type: str
    command_id: CommandId
    message_id: MessageId
    digest: str


class LeaveAsEndUser(EndUserCommand):
    """End the engaged chat."""


class AcceptCoBrowse(EndUserCommand):
    cobrowse_id: CoBrowseId
    consent_text: str


class DeclineCoBrowse(EndUserCommand):
    cobrowse_id: CoBrowseId
    unavailable: bool = False
    """The client itself answers that it can't."""


class StopCoBrowseAsEndUser(EndUserCommand):
    cobrowse_id: CoBrowseId


# The agent an engagement is offered to --------------------------------------------------------


class OfferChat(ChatCommand):
    """The router's choice: offer the chat to this agent."""

    invitation_id: InvitationId
    agent_id: AgentId
    toast_for: Duration
    answer_within: Duration
    profile: OfferProfile
    explanation: Explanation


class OfferAnswer(AgentCommand):
    """`grace`: the server's own outage; what was due meanwhile is due so much later."""

    invitation_id: InvitationId
    grace: Duration = Duration(0)


class AcceptOffer(OfferAnswer):
    pass


class DeclineOffer(OfferAnswer):
    """Decline pressed, or (`closed`) the toast closed by its X."""

    closed: bool = False


class LetToastRunOut(OfferAnswer):
    """The client reports that nobody touched the toast."""


class ReportUnavailable(AgentCommand):
    """The client (or the server for it) answers that the offer can't be taken."""

    invitation_id: InvitationId
    cause: Literal["busy", "unavailable"]


# Participants ---------------------------------------------------------------------------------


class PostAsAgent(AgentCommand):
    """From outside the chat (a monitor, an invited agent who consults) only to its agents."""

    message_id: MessageId
    digest: str
    command_id: CommandId
    visibility: Visibility = "everyone"
    off_record: bool = False


class PushUrl(AgentCommand):
    message_id: MessageId
    digest: str
    command_id: CommandId
    form: Literal["url", "html"]


class SendFile(AgentCommand):
    """The server's word that the agent's file is stored, hashed, checked and scanned."""

    file_id: FileId
    sha256: str
    size: int
    media_type: str
    command_id: CommandId
    message_id: MessageId
    digest: str


class InviteToTransfer(AgentCommand):
    """Ask another agent, who is on duty, to take the chat over."""

    invitation_id: InvitationId
    to_agent_id: AgentId
    toast_for: Duration
    answer_within: Duration
    profile: OfferProfile
    unavailable: UnavailableCause | None = None
    """Why the other can't be had, if that is known at once."""


class InviteToConference(AgentCommand):
    """Ask another agent, who is on duty, to join the chat."""

    invitation_id: InvitationId
    to_agent_id: AgentId
    toast_for: Duration
    answer_within: Duration
    profile: OfferProfile
    unavailable: UnavailableCause | None = None


class ViewInvitation(AgentCommand):
    """Look at the chat before answering; the answer is due `answer_within` from now."""

    invitation_id: InvitationId
    answer_within: Duration


class CancelInvitation(AgentCommand):
    """Call off one's own transfer or conference invitation."""

    invitation_id: InvitationId


class AcceptInvitation(AgentCommand):
    invitation_id: InvitationId


class DeclineInvitation(AgentCommand):
    """`ran_out`: the client reports that nobody touched the toast."""

    invitation_id: InvitationId
    ran_out: bool = False


class ReportInvitationUnavailable(AgentCommand):
    invitation_id: InvitationId
    cause: Literal["busy", "unavailable"]


class TransferToQueue(AgentCommand):
    to_queue_id: QueueId


class MakeLead(AgentCommand):
    """Hand the lead over to a conferee."""

    to_agent_id: AgentId


class LeaveChat(AgentCommand):
    """A conferee leaves."""


class ConcludeChat(AgentCommand):
    """End the chat for the end-user; as a supervisor, from outside it."""

    as_supervisor: bool = False


class CloseWrapUp(AgentCommand):
    """The agent is done with the chat that has ended."""


class InviteToCoBrowse(AgentCommand):
    cobrowse_id: CoBrowseId
    answer_within: Duration
    end_user_can: bool


class ShowFirstFrame(AgentCommand):
    """The agent's client shows the end-user's page."""

    cobrowse_id: CoBrowseId


class StopCoBrowseAsAgent(AgentCommand):
    cobrowse_id: CoBrowseId


class FailCoBrowse(ChatCommand):
    """Co-browse can't go on, says one of its two clients or the server."""

    by: Actor
    cobrowse_id: CoBrowseId


# Supervisors ----------------------------------------------------------------------------------


class BeginMonitoring(AgentCommand):
    pass


class EndMonitoring(AgentCommand):
    pass


class JoinChat(AgentCommand):
    """A monitoring supervisor enters as a conferee."""

    wrap_up_limit: Duration | None


class TakeOver(AgentCommand):
    """A supervisor who monitors the chat, or is in it, leads on."""

    wrap_up_limit: Duration | None


# The server's own -----------------------------------------------------------------------------


class MarkEndUserAbsent(ChatCommand):
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class MarkEndUserPresent(ChatCommand):
    """The end-user's client made contact (a heartbeat, a resume)."""


class MarkEndUserLost(ChatCommand):
    pass


class MarkAgentAbsent(ChatCommand):
    """One silence of one agent, told to every chat the agent has to do with."""

    agent_id: AgentId
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class MarkAgentPresent(ChatCommand):
    agent_id: AgentId


class MarkAgentLost(ChatCommand):
    agent_id: AgentId


class RemoveAgent(ChatCommand):
    """The agent logged out, or was removed, with this chat open."""

    agent_id: AgentId


class RevokeMonitoring(ChatCommand):
    """This supervisor may not watch the chat any longer."""

    agent_id: AgentId


class NoteReset(ChatCommand):
    """A command came from a client that is lost to this chat; that command itself is refused."""

    by: Actor


class EndChat(ChatCommand):
    """The server ends the chat."""


class LetTimePass(ChatCommand):
    """Let everything happen that is due. `active_at`: last activity that leaves no row (typing).
    `grace`: the server's own outage; deadlines from before it move by so much."""

    active_at: Millis = Millis(0)
    grace: Duration = Duration(0)


AnyChatCommand = (
    RequestChat
    | CancelChat
    | PostAsEndUser
    | AttachFile
    | LeaveAsEndUser
    | AcceptCoBrowse
    | DeclineCoBrowse
    | StopCoBrowseAsEndUser
    | OfferChat
    | AcceptOffer
    | DeclineOffer
    | LetToastRunOut
    | ReportUnavailable
    | PostAsAgent
    | PushUrl
    | SendFile
    | InviteToTransfer
    | InviteToConference
    | ViewInvitation
    | CancelInvitation
    | AcceptInvitation
    | DeclineInvitation
    | ReportInvitationUnavailable
    | TransferToQueue
    | MakeLead
    | LeaveChat
    | ConcludeChat
    | CloseWrapUp
    | InviteToCoBrowse
    | ShowFirstFrame
    | StopCoBrowseAsAgent
    | FailCoBrowse
    | BeginMonitoring
    | EndMonitoring
    | JoinChat
    | TakeOver
    | MarkEndUserAbsent
    | MarkEndUserPresent
    | MarkEndUserLost
    | MarkAgentAbsent
    | MarkAgentPresent
    | MarkAgentLost
    | RemoveAgent
    | RevokeMonitoring
    | NoteReset
    | EndChat
    | LetTimePass
)
