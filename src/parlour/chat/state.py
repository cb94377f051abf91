"""What a chat remembers between two decisions: small, bounded, frozen."""

from enum import StrEnum
from typing import Literal

from parlour.chat.events import AgentPart, ChatTerms, EndCause, OfferProfile
from parlour.ids import (
    AbsenceId,
    AgentId,
    ChatId,
    CoBrowseId,
    Duration,
    EndUserId,
    InvitationId,
    Millis,
    QueueId,
    SiteId,
)
from parlour.value import Value

AGENTS_MAX = 16
"""Participants and invited agents of one chat together: a crowd for one end-user, and a bound on
what a chat remembers."""
MONITORS_MAX = 16
"""Of one chat; counted apart, for a chat that is full sooner would tell its lead of them."""


class Phase(StrEnum):
    """Where the chat is on its way."""

    NEW = "new"
    QUEUED = "queued"
    OFFERED = "offered"
    ENGAGED = "engaged"
    ENDED = "ended"
    RELEASED = "released"


class CoBrowseStage(StrEnum):
    """Where the co-browse session is on its way."""

    NONE = "none"
    INVITED = "invited"
    ACCEPTED = "accepted"
    STARTED = "started"


class Offer(Value):
    """An engagement offer that waits for the agent's answer."""

    invitation_id: InvitationId
    agent_id: AgentId
    offered_at: Millis
    toast_until: Millis
    answer_until: Millis
    profile: OfferProfile


class Invitation(Value):
    """A transfer or conference invitation that waits for the invited agent's answer."""

    invitation_id: InvitationId
    form: Literal["transfer", "conference"]
    from_agent_id: AgentId
    to_agent_id: AgentId
    offered_at: Millis
    toast_until: Millis
    answer_until: Millis
    profile: OfferProfile
    viewed: bool = False
    """The invited agent consults before they answer."""


class Participant(Value):
    """An agent who takes part; in order of entering."""

    agent_id: AgentId
    wrap_up_limit: Duration | None


class Absence(Value):
    """A client out of contact. `agent_id` `None`: the end-user."""

    agent_id: AgentId | None
    absence_id: AbsenceId
    silent_since: Millis
    lost_at: Millis


class LostClient(Value):
    """A client that was given up and has not been heard of since."""

    agent_id: AgentId | None
    absence_id: AbsenceId
    part: AgentPart | None
    """The part the agent had; `None`: the end-user."""


class CoBrowse(Value):
    """The open co-browse session, if `stage` is not NONE."""

    stage: CoBrowseStage
    cobrowse_id: CoBrowseId
    agent_id: AgentId
    answer_until: Millis


class ChatState(Value):
    """Everything the rules need to know. `initial` is the state of a chat that is not there yet."""

    phase: Phase = Phase.NEW
    chat_id: ChatId = ChatId("")
    site_id: SiteId = SiteId("")
    end_user_id: EndUserId = EndUserId("")
    queue_id: QueueId = QueueId("")
    terms: ChatTerms = ChatTerms(
        queue_timeout=Duration(0),
        idle_timeout=Duration(0),
        posts_in_queue=False,
        file_uploads=False,
    )
    requested_at: Millis = Millis(0)
    """Decides the place in the queue, also after a requeue."""
    queued_at: Millis = Millis(0)
    """When the present wait began."""
    queue_until: Millis = Millis(0)
    preferred_id: AgentId | None = None
    """Who led the end-user's last chat."""
    first_engaged_at: Millis | None = None
    offer: Offer | None = None
    passed_by: AgentId | None = None
    """Who let the last offer of the present wait go by: the next one goes to another, if it can."""
    passed_at: Millis = Millis(0)
    invitations: tuple[Invitation, ...] = ()
    participants: tuple[Participant, ...] = ()
    lead_id: AgentId | None = None
    monitor_ids: tuple[AgentId, ...] = ()
    absences: tuple[Absence, ...] = ()
    lost: tuple[LostClient, ...] = ()
    cobrowse: CoBrowse | None = None
    active_at: Millis = Millis(0)
    """Last activity that left a row."""
    end_cause: EndCause | None = None
    wrap_up_agent_id: AgentId | None = None
    wrap_up_until: Millis | None = None

    def absence_of(self, agent_id: AgentId | None) -> Absence | None:
        """The open absence of an agent, or (`None`) of the end-user."""
        for absence in self.absences:
            if absence.agent_id == agent_id:
                return absence
        return None

    def loss_of(self, agent_id: AgentId | None) -> LostClient | None:
        for loss in self.lost:
            if loss.agent_id == agent_id:
                return loss
        return None

    def part_of(self, agent_id: AgentId) -> AgentPart | None:
        """What part the agent has in the chat; `None`: none."""
        if agent_id == self.lead_id:
            return "lead"
        if agent_id == self.wrap_up_agent_id:
            return "wrap_up"
        if self.participant(agent_id) is not None:
            return "conferee"
        return "monitor" if agent_id in self.monitor_ids else None

    def participant(self, agent_id: AgentId) -> Participant | None:
        for participant in self.participants:
            if participant.agent_id == agent_id:
                return participant
        return None

    def invitation(self, invitation_id: InvitationId) -> Invitation | None:
        for invitation in self.invitations:
            if invitation.invitation_id == invitation_id:
                return invitation
        return None

    def consults(self, agent_id: AgentId) -> bool:
        """Whether the agent is invited and looks at the chat before they answer."""
        return any(i.to_agent_id == agent_id and i.viewed for i in self.invitations)

    def has_to_do_with(self, agent_id: AgentId) -> bool:
        """Offered, invited, taking part, wrapping up or monitoring."""
        return (
            self.participant(agent_id) is not None
            or agent_id == self.wrap_up_agent_id
            or agent_id in self.monitor_ids
            or (self.offer is not None and self.offer.agent_id == agent_id)
            or any(invitation.to_agent_id == agent_id for invitation in self.invitations)
        )


initial = ChatState()
