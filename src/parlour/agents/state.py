"""What is remembered of one agent on duty."""

from enum import StrEnum

from parlour.agents.events import StatusType
from parlour.ids import AbsenceId, AgentId, ChatId, InvitationId, Millis
from parlour.value import Value


class Hold(StrEnum):
    """How a chat uses one of the agent's sessions."""

    OFFERED = "offered"
    OCCUPIED = "occupied"


class SessionHold(Value):
    """One session in use. `invitation_id`: the open offer, while the hold is OFFERED."""

    chat_id: ChatId
    hold: Hold
    invitation_id: InvitationId | None = None


class AgentAbsence(Value):
    """The agent's client is out of contact."""

    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class AgentState(Value):
    """One log-in; `off_duty` is the state before its first row and after its last."""

    on_duty: bool = False
    agent_id: AgentId = AgentId("")
    status_id: str = ""
    status_type: StatusType = "unavailable"
    status_since: Millis = Millis(0)
    max_sessions: int = 0
    console: str = ""
    """The browser session the agent works from; all its tabs are one console."""
    holds: tuple[SessionHold, ...] = ()
    last_assigned_at: Millis | None = None
    """When a chat was last offered to or taken by the agent in this log-in."""
    absence: AgentAbsence | None = None
    pulls: bool = False
    """Pull mode: a request for the next chat stands."""

    def hold_of(self, chat_id: ChatId) -> SessionHold | None:
        for hold in self.holds:
            if hold.chat_id == chat_id:
                return hold
        return None

    @property
    def free_sessions(self) -> int:
        """Never negative: Max Sessions may be lowered below what is in use."""
        return max(0, self.max_sessions - len(self.holds))

    @property
    def is_offered(self) -> bool:
        return any(hold.hold is Hold.OFFERED for hold in self.holds)

    @property
    def occupied(self) -> int:
        return sum(1 for hold in self.holds if hold.hold is Hold.OCCUPIED)


off_duty = AgentState()
