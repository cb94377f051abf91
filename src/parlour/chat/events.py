"""The kinds of event a chat's ledger is made of, 51 and our own: number, name, typed content.

The tag of a class is its number, `printed` its name as operators of comparable products know it.
Numbers and printed names never change; a changed meaning gets a new version of the class, and facts
that are none of the 51 are extension kinds from 1001 up. No event holds personal text: messages,
names and file names live in tables of their own and are referred to by id.

Source: docs/ledger.md, "The kinds".
"""

from typing import ClassVar, Literal, get_args

import msgspec

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

Role = Literal["agent", "end_user", "supervisor", "server"]
Visibility = Literal["everyone", "agents"]

EndCause = Literal[
    "end_user",
    "agent",
    "supervisor",
    "canceled",
    "deflected",
    "idle",
    "lost",
    "queue_timeout",
    "refused_hours",
    "refused_holiday",
    "refused_no_agents",
    "refused_limit",
    "server",
]
"""Why a chat ended for its end-user (kind 44)."""

GoneCause = Literal["lost", "logged_out"]
"""How an agent came to be gone."""

Refusal = Literal["refused_hours", "refused_holiday", "refused_no_agents", "refused_limit"]
"""Why a request was turned away at the door; one of the end causes."""


class Actor(Value, array_like=True):
    """Who did it. The server has no id."""

    role: Role
    id: str | None = None


SERVER = Actor(role="server")


class OfferProfile(Value):
    """The switches of the agent's profile as they were when a toast went out.

    Later profile changes do not reach this offer, nor the chat it leads to.
    """

    allow_decline: bool
    auto_decline: bool
    wrap_up_limit: Duration | None
    """Longest wrap-up after the chat; `None`: wrap-up is off, the chat is released at once."""


class ChatTerms(Value):
    """The site settings a chat keeps from its creation to its release."""

    queue_timeout: Duration
    """USER_WAIT_QUEUE_TIMEOUT."""
    idle_timeout: Duration
    """CS_IDLE_TIMEOUT."""
    posts_in_queue: bool
    """End-users may write while they wait."""
    file_uploads: bool
    """CHAT_FILEATACHE_CMD."""


class ChatEvent(Value, tag_field="kind"):
    """One fact about one chat. `actor` is who brought it about."""

    printed: ClassVar[str]
    actor: Actor


# Words in the chat ----------------------------------------------------------------------------


class AgentPost(ChatEvent, tag=1):
    """A participant wrote a message; the text is in the message table.

    With `visibility` agents it is a private note among the agents and never reaches an end-user.
    """

    printed = "Agent Post"
    agent_id: AgentId
    message_id: MessageId
    digest: str
    """Salted digest of the text: proves the text unchanged, reveals nothing once it is erased."""
    command_id: CommandId
    visibility: Visibility = "everyone"
    off_record: bool = False
    """Shown in the chat, and in no transcript of it."""


class EndUserPost(ChatEvent, tag=2):
    """The end-user wrote a message; the text is in the message table."""

    printed = "End-User Post"
    message_id: MessageId
    digest: str
    command_id: CommandId
    off_record: bool = False


class AgentPushedUrl(ChatEvent, tag=3):
    """A participant pushed a web address or a standard text made of HTML to the end-user."""

    printed = "Agent Pushed URL"
    agent_id: AgentId
    message_id: MessageId
    digest: str
    command_id: CommandId
    form: Literal["url", "html"]


class FileAttachmentReceived(ChatEvent, tag=38):
    """The end-user's file is stored, hashed, type-checked and scanned, and part of the chat."""

    printed = "File Attachment Received"
    file_id: FileId
    sha256: str
    size: int
    media_type: str
    command_id: CommandId
    message_id: MessageId = MessageId("")
    """Of the file's name, which is in the message table; empty in rows of early versions."""
    digest: str = ""


class AgentFileSent(ChatEvent, tag=1003):
    """A participant's file for the end-user is stored, hashed, type-checked and scanned, and part
    of the chat; its name is in the message table."""

    printed = "Agent File Sent"
    agent_id: AgentId
    file_id: FileId
    sha256: str
    size: int
    media_type: str
    command_id: CommandId
    message_id: MessageId
    digest: str


AgentPart = Literal["lead", "conferee", "monitor", "wrap_up"]
"""What part the agent had in the chat; tells who may see the row."""


# Presence -------------------------------------------------------------------------------------


class AgentAbsent(ChatEvent, tag=4):
    """Nothing was heard from the agent's client for ABSENT_INTERVAL.

    Written in every chat the agent takes part in, with the same absence id and the same stamp.
    """

    printed = "Agent Absent"
    agent_id: AgentId
    absence_id: AbsenceId
    part: AgentPart
    silent_since: Millis
    lost_at: Millis
    """When the agent is given up if the silence lasts."""


class AgentPresent(ChatEvent, tag=5):
    """The absent agent's client made contact again before it was given up."""

    printed = "Agent Present"
    agent_id: AgentId
    absence_id: AbsenceId
    part: AgentPart


class EndUserAbsent(ChatEvent, tag=6):
    """Nothing was heard from the end-user's client for ABSENT_INTERVAL."""

    printed = "End-User Absent"
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class EndUserPresent(ChatEvent, tag=7):
    """The absent end-user's client made contact again before it was given up."""

    printed = "End-User Present"
    absence_id: AbsenceId


class AgentDisconnected(ChatEvent, tag=29):
    """The lost agent is cut from this chat; what that means for the chat follows directly."""

    printed = "Agent Disconnected"
    agent_id: AgentId
    absence_id: AbsenceId
    part: AgentPart


class AgentLost(ChatEvent, tag=30):
    """The verdict on a silent agent client: ABSENT_INTERVAL × AGENT_ABSENT_RETRY_COUNT is over."""

    printed = "Agent Lost"
    agent_id: AgentId
    absence_id: AbsenceId
    part: AgentPart
    silent_since: Millis


class UserDisconnectedFromAChat(ChatEvent, tag=31):
    """The lost end-user is cut from the chat, which ends with it."""

    printed = "User Disconnected from a Chat"
    absence_id: AbsenceId


class UserLost(ChatEvent, tag=32):
    """The verdict on a silent end-user: ABSENT_INTERVAL × USER_ABSENT_RETRY_COUNT is over."""

    printed = "User Lost"
    absence_id: AbsenceId
    silent_since: Millis


class AgentClientReset(ChatEvent, tag=50):
    """A command came from an agent client that was held to be gone.

    If merely absent, it is present again and its command counts; if lost, it must start over.
    """

    printed = "Agent client Reset"
    agent_id: AgentId
    absence_id: AbsenceId
    part: AgentPart
    was: Literal["absent", "lost"]


class EndUserClientReset(ChatEvent, tag=51):
    """A command came from the end-user's client while it was held to be gone."""

    printed = "End-user Client Reset"
    absence_id: AbsenceId
    was: Literal["absent", "lost"]


# Engagement -----------------------------------------------------------------------------------


class AgentEngagementInvitation(ChatEvent, tag=8):
    """The chat is offered to an agent: their client shows a toast until `toast_until`.

    An agent whose client gives no answer by `answer_until` (SRV_AGENT_TIMEOUT) is passed over.
    """

    printed = "Agent Engagement Invitation"
    invitation_id: InvitationId
    agent_id: AgentId
    toast_until: Millis
    answer_until: Millis
    profile: OfferProfile
    explanation: Explanation


class AgentEngagementAccepted(ChatEvent, tag=11):
    """The server took the agent's Accept: the offer is closed and the agent will lead."""

    printed = "Agent Engagement Accepted"
    invitation_id: InvitationId
    agent_id: AgentId


class AgentEngagementDeclined(ChatEvent, tag=12):
    """The agent pressed Decline, which their profile allows."""

    printed = "Agent Engagement Declined"
    invitation_id: InvitationId
    agent_id: AgentId


class AgentEngagementTimeout(ChatEvent, tag=13):
    """The agent's client did not answer the offer at all, or was marked absent meanwhile."""

    printed = "Agent Engagement Timeout"
    invitation_id: InvitationId
    agent_id: AgentId
    cause: Literal["no_answer", "absent"]


class AgentEngagementUnavailable(ChatEvent, tag=14):
    """The offer could not be taken up.

    `busy`, `unavailable`: the client's answer, or the agent went off duty. `withdrawn`: the
    end-user left, or waited too long, while the offer was open. `gone`: accepted too late.
    """

    printed = "Agent Engagement Unavailable"
    invitation_id: InvitationId
    agent_id: AgentId
    cause: Literal["busy", "unavailable", "withdrawn", "gone"]


class AgentEngagementAutoAccepted(ChatEvent, tag=33):
    """The toast ran out, or was closed, with Auto Decline off: the agent leads the chat."""

    printed = "Agent Engagement Auto Accepted"
    invitation_id: InvitationId
    agent_id: AgentId
    cause: Literal["ran_out", "closed"] = "ran_out"


class AgentEngagementAutoDeclined(ChatEvent, tag=34):
    """The toast ran out, or was closed, with Auto Decline on."""

    printed = "Agent Engagement Auto Declined"
    invitation_id: InvitationId
    agent_id: AgentId
    cause: Literal["ran_out", "closed"] = "ran_out"


class AgentAccepted(ChatEvent, tag=43):
    """The agent pressed Accept on an open offer; what the server made of it follows directly."""

    printed = "Agent Accepted"
    invitation_id: InvitationId
    agent_id: AgentId


# Transfer and conference ----------------------------------------------------------------------


class TeamEvent(ChatEvent):
    """An invitation between agents, or what became of it."""

    invitation_id: InvitationId
    from_agent_id: AgentId
    to_agent_id: AgentId


class AgentTransferInvitation(TeamEvent, tag=9):
    """The lead asks another agent to take the chat over."""

    printed = "Agent Transfer Invitation"
    toast_until: Millis
    answer_until: Millis
    profile: OfferProfile
    """The switches of the invited agent's profile."""


class AgentConferenceInvitation(TeamEvent, tag=10):
    """The lead asks another agent to join the chat."""

    printed = "Agent Conference Invitation"
    toast_until: Millis
    answer_until: Millis
    profile: OfferProfile


DeclineCause = Literal["declined", "auto"]
CancelCause = Literal["sender", "sender_gone", "chat_ended"]
UnavailableCause = Literal["busy", "unavailable", "absent", "timeout"]


class AgentTransferAccepted(TeamEvent, tag=15):
    """The invited agent takes the chat over; the old lead leaves, the new one enters."""

    printed = "Agent Transfer Accepted"


class AgentTransferDeclined(TeamEvent, tag=16):
    """The invited agent will not take the chat over; `auto`: their toast ran out."""

    printed = "Agent Transfer Declined"
    cause: DeclineCause


class AgentTransferCanceled(TeamEvent, tag=17):
    """The transfer was called off by its sender, or with its sender's lead, or with the chat."""

    printed = "Agent Transfer Canceled"
    cause: CancelCause


class AgentTransferUnavailable(TeamEvent, tag=18):
    """The invited agent can't be had for the transfer."""

    printed = "Agent Transfer Unavailable"
    cause: UnavailableCause


class AgentConferenceAccepted(TeamEvent, tag=19):
    """The invited agent joins as a conferee."""

    printed = "Agent Conference Accepted"


class AgentConferenceDeclined(TeamEvent, tag=20):
    """The invited agent will not join; `auto`: their toast ran out."""

    printed = "Agent Conference Declined"
    cause: DeclineCause


class AgentConferenceCanceled(TeamEvent, tag=21):
    """The conference invitation was called off: by its sender, with the lead, with the chat."""

    printed = "Agent Conference Canceled"
    cause: CancelCause


class AgentConferenceUnavailable(TeamEvent, tag=22):
    """The invited agent can't be had for the conference."""

    printed = "Agent Conference Unavailable"
    cause: UnavailableCause


class TransferredToQueue(ChatEvent, tag=47):
    """The lead gave the chat back to a queue, where it keeps its place by the time of request."""

    printed = "Transferred to Queue"
    agent_id: AgentId
    to_queue_id: QueueId
    queue_until: Millis
    """When the new wait has lasted too long."""


class ConsultationStarted(TeamEvent, tag=1002):
    """The invited agent looks at the chat before they answer: they read all of it and exchange
    private words with the sender. The toast no longer runs out; the answer is due by
    `answer_until`."""

    printed = "Consultation Started"
    answer_until: Millis


class PrivateWord(ChatEvent, tag=1001):
    """Somebody who is not in the chat, or not yet, wrote to its agents alone: a supervisor who
    monitors it and so shows themselves, or an invited agent who consults. The text is in the
    message table."""

    printed = "Private Word"
    agent_id: AgentId
    message_id: MessageId
    digest: str
    command_id: CommandId
    part: Literal["monitor", "invited"]


# Participants and lead ------------------------------------------------------------------------


class EngagementParticipantEntered(ChatEvent, tag=23):
    """An agent takes part in the chat from now on; the first one's stamp is `first_engaged`."""

    printed = "Engagement Participant Entered"
    agent_id: AgentId
    wrap_up_limit: Duration | None


class EngagementParticipantLeft(ChatEvent, tag=24):
    """An agent who is not, or no longer, the lead takes part no more."""

    printed = "Engagement Participant Left"
    agent_id: AgentId
    cause: Literal["left", "transferred", "queued", "lost", "logged_out", "chat_ended"]


class AgentRoleChange(ChatEvent, tag=25):
    """The lead passes from one agent to another: handed over, taken over by a supervisor, or
    promoted when the lead is gone."""

    printed = "Agent Role Change"
    from_agent_id: AgentId
    to_agent_id: AgentId
    cause: Literal["handed_over", "promoted", "taken_over"]


class LeadSessionStart(ChatEvent, tag=48):
    """This agent leads the chat from now on."""

    printed = "Lead Session Start"
    agent_id: AgentId


class LeadSessionEnd(ChatEvent, tag=49):
    """This agent leads the chat no more.

    `requeued_to` names the queue a chat goes back to by itself when its only agent is gone.
    """

    printed = "Lead Session End"
    agent_id: AgentId
    cause: Literal["concluded", "role_change", "transferred", "queued", "lost", "logged_out"]
    requeued_to: QueueId | None = None
    queue_until: Millis | None = None


# Beginning and end ----------------------------------------------------------------------------


class ChatCreated(ChatEvent, tag=26):
    """The request reached the server; its stamp is `requested`.

    Written before hours, holidays and limits are asked, so that refused requests are on record.
    """

    printed = "Chat Created"
    chat_id: ChatId
    site_id: SiteId
    queue_id: QueueId
    end_user_id: EndUserId
    terms: ChatTerms
    queue_until: Millis
    preferred_agent_id: AgentId | None = None
    """Who led the end-user's last chat at this site; `None`: nobody, or it was not looked up."""
    request_digest: str = ""
    """Salted digest of what the end-user told; empty in rows of early versions."""


class Seal(Value):
    """What a released chat's ledger holds: rows before the sealing one, and the last one's hash."""

    rows: int
    head: str


class ChatReleased(ChatEvent, tag=27):
    """The chat is over for everybody and the agent's session free; its stamp is `completed`.

    The ledger fills in the `seal` as it writes the row. `agent_id` closed their wrap-up.
    """

    printed = "Chat Released"
    agent_id: AgentId | None = None
    cause: Literal["closed", "wrap_up_limit", "lost", "logged_out", "no_wrap_up"] = "no_wrap_up"
    seal: Seal | None = None


class ChatCanceled(ChatEvent, tag=28):
    """The end-user left while waiting, for the first time or back in the queue."""

    printed = "Chat Canceled"
    cause: Literal["canceled", "deflected"]


class ChatDisconnectedDueToIdleEndUser(ChatEvent, tag=39):
    """Neither side did anything for CS_IDLE_TIMEOUT, though both were present."""

    printed = "Chat Disconnected Due to Idle End-User"
    idle_since: Millis


class EndUserDisconnected(ChatEvent, tag=44):
    """The chat is over for the end-user: left, was cut off, or the chat was ended for them."""

    printed = "End-User Disconnected"
    cause: EndCause
    wrap_up_until: Millis | None = None
    """How long the lead may take to wrap up; `None`: no wrap-up, the chat is released at once."""


# Co-browse ------------------------------------------------------------------------------------


CoBrowseDecline = Literal["declined", "timeout", "unavailable"]
CoBrowseStop = Literal["agent", "end_user", "lead_changed", "chat_ended"]
CoBrowseBreak = Literal["failed", "stopped", "lead_changed", "chat_ended"]


class CoBrowseEvent(ChatEvent):
    """A step of a co-browse session between one agent and the end-user."""

    cobrowse_id: CoBrowseId
    agent_id: AgentId


class CoBrowseInvitationSent(CoBrowseEvent, tag=35):
    """The lead asks to see the end-user's page."""

    printed = "Co-Browse Invitation Sent"
    answer_until: Millis


class CoBrowseInvitationAccepted(CoBrowseEvent, tag=36):
    """The end-user consents to the text they were shown. No frame exists before this."""

    printed = "Co-Browse Invitation Accepted"
    consent_text: str
    """Version of the consent text."""


class CoBrowseInvitationDeclined(CoBrowseEvent, tag=37):
    """The end-user declines, does not answer, or can't."""

    printed = "Co-Browse Invitation Declined"
    cause: CoBrowseDecline


class CoBrowseSessionStarted(CoBrowseEvent, tag=40):
    """The agent's client shows the end-user's page."""

    printed = "Co-Browse Session Started"


class CoBrowseSessionStopped(CoBrowseEvent, tag=41):
    """The agent sees the end-user's page no more."""

    printed = "Co-Browse Session Stopped"
    cause: CoBrowseStop


class CoBrowseSessionError(CoBrowseEvent, tag=42):
    """Co-browse broke off after consent."""

    printed = "Co-Browse Session Error"
    cause: CoBrowseBreak


# Monitoring -----------------------------------------------------------------------------------


class MonitorBegin(ChatEvent, tag=45):
    """A supervisor watches the chat from now on; neither agent nor end-user can tell."""

    printed = "Monitor Begin"
    agent_id: AgentId
    """The supervisor, who signs in as any agent does."""


class MonitorEnd(ChatEvent, tag=46):
    """A supervisor watches the chat no more; `revoked`: they may not any longer."""

    printed = "Monitor End"
    agent_id: AgentId
    cause: Literal["stopped", "joined", "took_over", "chat_ended", "lost", "logged_out", "revoked"]


FileEvent = FileAttachmentReceived | AgentFileSent

ContentEvent = AgentPost | EndUserPost | AgentPushedUrl | FileEvent | PrivateWord

WITH_TEXT = (
    AgentPost,
    EndUserPost,
    AgentPushedUrl,
    FileAttachmentReceived,
    AgentFileSent,
    PrivateWord,
)
"""Kinds that refer to a text in the message table: what was said, or a file's name."""

AnyChatEvent = (
    AgentPost
    | EndUserPost
    | AgentPushedUrl
    | AgentAbsent
    | AgentPresent
    | EndUserAbsent
    | EndUserPresent
    | AgentEngagementInvitation
    | AgentTransferInvitation
    | AgentConferenceInvitation
    | AgentEngagementAccepted
    | AgentEngagementDeclined
    | AgentEngagementTimeout
    | AgentEngagementUnavailable
    | AgentTransferAccepted
    | AgentTransferDeclined
    | AgentTransferCanceled
    | AgentTransferUnavailable
    | AgentConferenceAccepted
    | AgentConferenceDeclined
    | AgentConferenceCanceled
    | AgentConferenceUnavailable
    | EngagementParticipantEntered
    | EngagementParticipantLeft
    | AgentRoleChange
    | ChatCreated
    | ChatReleased
    | ChatCanceled
    | AgentDisconnected
    | AgentLost
    | UserDisconnectedFromAChat
    | UserLost
    | AgentEngagementAutoAccepted
    | AgentEngagementAutoDeclined
    | CoBrowseInvitationSent
    | CoBrowseInvitationAccepted
    | CoBrowseInvitationDeclined
    | FileAttachmentReceived
    | ChatDisconnectedDueToIdleEndUser
    | CoBrowseSessionStarted
    | CoBrowseSessionStopped
    | CoBrowseSessionError
    | AgentAccepted
    | EndUserDisconnected
    | MonitorBegin
    | MonitorEnd
    | TransferredToQueue
    | LeadSessionStart
    | LeadSessionEnd
    | AgentClientReset
    | EndUserClientReset
    | PrivateWord
    | ConsultationStarted
    | AgentFileSent
)


def _number(event_class: type[ChatEvent]) -> int:
    tag = event_class.__struct_config__.tag
    assert isinstance(tag, int), f"{event_class.__name__} has no number"
    return tag


EVENT_CLASSES: dict[int, type[AnyChatEvent]] = {
    _number(event_class): event_class for event_class in sorted(get_args(AnyChatEvent), key=_number)
}
"""Every kind by its number: 1 to 51, and our own from 1001 up."""

_NUMBERS: dict[type[ChatEvent], int] = {
    event_class: number for number, event_class in EVENT_CLASSES.items()
}


def kind_of(event: ChatEvent) -> int:
    """The number of the event's kind."""
    return _NUMBERS[type(event)]


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyChatEvent] = msgspec.json.Decoder(AnyChatEvent)


def encode_event(event: AnyChatEvent) -> str:
    """The stored form: JSON with the kind, the actor and the typed content."""
    return _encoder.encode(event).decode()


def decode_event(stored: str) -> AnyChatEvent:
    """Raises: `msgspec.ValidationError` when the content does not fit its kind."""
    return _decoder.decode(stored)
