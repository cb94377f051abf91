"""The agent ledger: one append-only stream for each log-in, from log-on to log-off.

Numbers 1 to 10 are the agent events operators of comparable products know; what they do not name
is an extension kind from 1001 up. Stored and chained exactly as a chat's events are.

Source: docs/ledger.md, "The agent ledger".
"""

from typing import ClassVar, Literal

import msgspec

from parlour.chat.events import Actor
from parlour.ids import AbsenceId, AgentId, ChatId, InvitationId, Millis
from parlour.value import Value

StatusType = Literal["available", "unavailable"]
PullEnd = Literal["withdrawn", "taken", "unavailable", "not_pulling"]


class AgentEvent(Value, tag_field="kind"):
    """One fact about one agent's stay on duty."""

    printed: ClassVar[str]
    actor: Actor


class AgentLoggedOn(AgentEvent, tag=1):
    """The agent went on duty; first row of the stream."""

    printed = "Log-On"
    agent_id: AgentId
    status_id: str
    status_type: StatusType
    max_sessions: int
    console: str = ""
    """The browser session the agent works from."""


class EngagementRequestSent(AgentEvent, tag=2):
    """A chat was offered to the agent; one session is held for it."""

    printed = "Engagement Request Sent"
    chat_id: ChatId
    invitation_id: InvitationId


class EngagementRequestCanceled(AgentEvent, tag=3):
    """The offer led to nothing; the session held for it is free again."""

    printed = "Engagement Request Canceled"
    chat_id: ChatId
    invitation_id: InvitationId


class AgentIdle(AgentEvent, tag=4):
    """The agent has no chat any more."""

    printed = "Idle"


class AgentNotIdle(AgentEvent, tag=5):
    """The agent has a chat again."""

    printed = "Not Idle"


class AgentWentAbsent(AgentEvent, tag=6):
    """Nothing was heard from the agent's client for ABSENT_INTERVAL."""

    printed = "Absent"
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class AgentReconnected(AgentEvent, tag=7):
    """The absent agent's client made contact again."""

    printed = "Reconnected"
    absence_id: AbsenceId


class AgentTerminated(AgentEvent, tag=8):
    """The server ended the log-in: the agent was lost or removed. Last row of the stream."""

    printed = "Terminated"
    cause: Literal["lost", "removed"]


class AgentLoggedOff(AgentEvent, tag=9):
    """The agent went off duty. Last row of the stream."""

    printed = "Log-Off"


class LogOnOverridden(AgentEvent, tag=10):
    """A second console took the log-in over."""

    printed = "Log-On Override"
    console: str = ""


class StatusChanged(AgentEvent, tag=1001):
    """The agent chose another status."""

    printed = "Status Changed"
    status_id: str
    status_type: StatusType


class SessionTaken(AgentEvent, tag=1002):
    """A chat occupies one of the agent's sessions from now on."""

    printed = "Session Taken"
    chat_id: ChatId


class SessionFreed(AgentEvent, tag=1003):
    """A chat occupies the agent's session no more."""

    printed = "Session Freed"
    chat_id: ChatId


class MaxSessionsChanged(AgentEvent, tag=1004):
    """The profile grants another number of sessions; chats in progress stay."""

    printed = "Max Sessions Changed"
    max_sessions: int


class PullRaised(AgentEvent, tag=1005):
    """Pull mode: the agent asks for the next chat. Stands until Pull Ended or the log-in's end."""

    printed = "Pull Raised"


class PullEnded(AgentEvent, tag=1006):
    """The agent asks for a chat no more.

    `withdrawn` by the agent; `taken`: they took the chat they were offered for it; `unavailable`:
    their status is not available any more; `not_pulling`: their profile is pushed chats now.
    """

    printed = "Pull Ended"
    cause: PullEnd


AnyAgentEvent = (
    AgentLoggedOn
    | EngagementRequestSent
    | EngagementRequestCanceled
    | AgentIdle
    | AgentNotIdle
    | AgentWentAbsent
    | AgentReconnected
    | AgentTerminated
    | AgentLoggedOff
    | LogOnOverridden
    | StatusChanged
    | SessionTaken
    | SessionFreed
    | MaxSessionsChanged
    | PullRaised
    | PullEnded
)

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyAgentEvent] = msgspec.json.Decoder(AnyAgentEvent)


def encode_agent_event(event: AnyAgentEvent) -> str:
    """The stored form: JSON with the kind, the actor and the typed content."""
    return _encoder.encode(event).decode()


def decode_agent_event(stored: str) -> AnyAgentEvent:
    """Raises: `msgspec.ValidationError` when the content does not fit its kind."""
    return _decoder.decode(stored)
