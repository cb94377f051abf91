"""Everything that can be asked of an agent's log-in. Time and ids arrive inside the command."""

from typing import Literal

from parlour.agents.events import StatusType
from parlour.agents.state import Hold
from parlour.ids import AbsenceId, AgentId, ChatId, InvitationId, Millis
from parlour.value import Value


class AgentDutyCommand(Value):
    """A request to one log-in at a moment."""

    at: Millis


class LogOn(AgentDutyCommand):
    agent_id: AgentId
    status_id: str
    status_type: StatusType
    max_sessions: int
    console: str = ""


class OverrideLogOn(AgentDutyCommand):
    """Another console takes the log-in over; chats and status stay."""

    console: str = ""


class ChangeStatus(AgentDutyCommand):
    status_id: str
    status_type: StatusType


class ChangeMaxSessions(AgentDutyCommand):
    max_sessions: int


class HoldSession(AgentDutyCommand):
    """How a chat uses a session from now on; `None`: not at all."""

    chat_id: ChatId
    hold: Hold | None
    invitation_id: InvitationId | None = None


class RaisePull(AgentDutyCommand):
    """Pull mode: ask for the next chat."""


class WithdrawPull(AgentDutyCommand):
    """Ask no more. `not_pulling`: the server does, for the profile has changed."""

    cause: Literal["withdrawn", "not_pulling"] = "withdrawn"


class MarkAbsent(AgentDutyCommand):
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class MarkPresent(AgentDutyCommand):
    """The agent's client made contact."""


class Terminate(AgentDutyCommand):
    """The server ends the log-in; the agent's chats have let go of it."""

    cause: Literal["lost", "removed"]


class LogOff(AgentDutyCommand):
    """The agent goes off duty; their chats have let go of them."""


AnyDutyCommand = (
    LogOn
    | OverrideLogOn
    | ChangeStatus
    | ChangeMaxSessions
    | HoldSession
    | RaisePull
    | WithdrawPull
    | MarkAbsent
    | MarkPresent
    | Terminate
    | LogOff
)
