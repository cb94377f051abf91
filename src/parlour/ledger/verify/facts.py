"""What a checker knows of a chat after each row, gathered from the rows alone.

Written from the law a second time, on purpose: it shares nothing with `parlour.chat.evolve`, so
that a mistake there is not repeated here. It never fails: whatever a broken ledger says, it
follows as well as it can.
"""

from dataclasses import dataclass, field
from typing import Literal

from parlour.chat import events as e
from parlour.ids import (
    AbsenceId,
    AgentId,
    CommandId,
    Duration,
    InvitationId,
    Millis,
    TxId,
)
from parlour.ledger.protocol import AnyEvent, Recorded
from parlour.lives.outage import NO_OUTAGES, Outages

Phase = Literal["N", "Q", "O", "E", "X", "R"]
TeamInvitation = e.AgentTransferInvitation | e.AgentConferenceInvitation
AnyAbsence = e.AgentAbsent | e.EndUserAbsent

NEVER = Millis(0)

OFFER_ENDS = frozenset({11, 12, 13, 14, 33, 34})
TRANSFER_ENDS = frozenset({15, 16, 17, 18})
CONFERENCE_ENDS = frozenset({19, 20, 21, 22})
CONTENT = frozenset({1, 2, 3, 38, 1001, 1003})


@dataclass(slots=True)
class Facts:
    """`None` as an agent's id stands for the end-user."""

    outages: Outages = NO_OUTAGES
    """Of the server, over all its lives."""
    phase: Phase = "N"
    created: e.ChatCreated | None = None
    requested: Millis = NEVER
    waits_until: Millis = NEVER
    offer: e.AgentEngagementInvitation | None = None
    passed_by: AgentId | None = None
    """Who let the last offer of this wait go by."""
    invitations: dict[InvitationId, TeamInvitation] = field(
        default_factory=dict[InvitationId, TeamInvitation]
    )
    invitation_ids: set[InvitationId] = field(default_factory=set[InvitationId])
    accepted_profiles: dict[AgentId, e.OfferProfile] = field(
        default_factory=dict[AgentId, e.OfferProfile]
    )
    """Of agents who have accepted and not entered yet."""
    consulting: set[InvitationId] = field(default_factory=set[InvitationId])
    """Invitations whose agent looks at the chat before they answer."""
    participants: dict[AgentId, Duration | None] = field(
        default_factory=dict[AgentId, Duration | None]
    )
    """With their wrap-up limits, in order of entering."""
    lead: AgentId | None = None
    last_lead: AgentId | None = None
    monitors: list[AgentId] = field(default_factory=list[AgentId])
    absences: dict[AgentId | None, AnyAbsence] = field(
        default_factory=dict[AgentId | None, AnyAbsence]
    )
    absent_at: dict[AbsenceId, Millis] = field(default_factory=dict[AbsenceId, Millis])
    """When each absence was told."""
    lost: dict[AgentId | None, AbsenceId] = field(default_factory=dict[AgentId | None, AbsenceId])
    resets: set[AbsenceId] = field(default_factory=set[AbsenceId])
    cobrowse: e.CoBrowseInvitationSent | None = None
    cobrowse_stage: Literal["none", "invited", "accepted", "started"] = "none"
    command_ids: set[CommandId] = field(default_factory=set[CommandId])
    said_last: dict[str, int] = field(default_factory=dict[str, int])
    """The number of each client's newest message."""
    content_at: Millis = NEVER
    """Of the last row of content."""
    moved: bool = False
    """Given back to a queue (47) and not engaged since."""
    ended: e.EndUserDisconnected | None = None
    ended_at: Millis = NEVER
    ended_tx: TxId | None = None
    ended_by: AgentId | None = None
    """Whose lead session ended with the chat: they wrap up."""
    previous: Recorded | None = None

    @property
    def is_open(self) -> bool:
        return self.phase in ("Q", "O", "E")

    def part_of(self, agent_id: AgentId) -> e.AgentPart | None:
        if self.phase == "X" and agent_id == self.ended_by:
            return "wrap_up"
        if agent_id == self.lead:
            return "lead"
        if agent_id in self.participants:
            return "conferee"
        return "monitor" if agent_id in self.monitors else None

    def conferees(self) -> list[AgentId]:
        return [agent_id for agent_id in self.participants if agent_id != self.lead]

    def follow(self, row: Recorded) -> None:
        """Takes one more row in."""
        event = row.event
        self._follow_phase(event, row)
        self._follow_team(event)
        self._follow_presence(event, row)
        self._follow_cobrowse(event)
        if row.kind in CONTENT:
            self.content_at = row.at
        self.previous = row

    def _follow_phase(self, event: AnyEvent, row: Recorded) -> None:
        match event:
            case e.ChatCreated():
                self.phase, self.created = "Q", event
                self.requested, self.waits_until = row.at, event.queue_until
            case e.AgentEngagementInvitation():
                self.phase, self.offer = "O", event
                self.invitation_ids.add(event.invitation_id)
            case e.AgentEngagementAccepted() | e.AgentEngagementAutoAccepted():
                if self.offer is not None:
                    self.accepted_profiles[event.agent_id] = self.offer.profile
                self.offer, self.passed_by = None, None
            case (
                e.AgentEngagementDeclined()
                | e.AgentEngagementTimeout()
                | e.AgentEngagementUnavailable()
                | e.AgentEngagementAutoDeclined()
            ):
                self.offer, self.passed_by = None, event.agent_id
                self.phase = "Q" if self.phase == "O" else self.phase
            case e.TransferredToQueue():
                self.phase, self.moved, self.passed_by = "Q", True, None
                self.waits_until = event.queue_until
            case e.EndUserDisconnected():
                self.phase, self.ended = "X", event
                self.ended_at, self.ended_tx = row.at, row.tx
            case e.ChatReleased():
                self.phase = "R"
            case _:
                pass

    def _follow_team(self, event: AnyEvent) -> None:
        match event:
            case e.AgentTransferInvitation() | e.AgentConferenceInvitation():
                self.invitations[event.invitation_id] = event
                self.invitation_ids.add(event.invitation_id)
            case e.ConsultationStarted():
                self._consulted(event)
            case e.TeamEvent():
                invitation = self.invitations.pop(event.invitation_id, None)
                accepts = isinstance(event, e.AgentTransferAccepted | e.AgentConferenceAccepted)
                if accepts and invitation is not None:
                    self.accepted_profiles[event.to_agent_id] = invitation.profile
            case e.EngagementParticipantEntered():
                self.accepted_profiles.pop(event.agent_id, None)
                self.participants[event.agent_id] = event.wrap_up_limit
                self.lost.pop(event.agent_id, None)
            case e.EngagementParticipantLeft():
                self.participants.pop(event.agent_id, None)
                self.absences.pop(event.agent_id, None)
            case e.LeadSessionStart():
                self.phase = "E" if self.is_open else self.phase
                self.lead, self.moved = event.agent_id, False
            case e.LeadSessionEnd():
                self._lead_ended(event)
            case e.MonitorBegin():
                self.monitors.append(event.agent_id)
                self.lost.pop(event.agent_id, None)
            case e.MonitorEnd():
                self._monitor_ended(event.agent_id)
            case _:
                pass

    def _consulted(self, event: e.ConsultationStarted) -> None:
        invitation = self.invitations.get(event.invitation_id)
        self.consulting.add(event.invitation_id)
        if invitation is not None:
            until = event.answer_until
            later = invitation.but(toast_until=until, answer_until=until)
            self.invitations[event.invitation_id] = later

    def consults(self, agent_id: AgentId) -> bool:
        return any(
            invitation.to_agent_id == agent_id
            for invitation in self.invitations.values()
            if invitation.invitation_id in self.consulting
        )

    def _lead_ended(self, event: e.LeadSessionEnd) -> None:
        self.last_lead, self.lead = event.agent_id, None
        if event.cause == "concluded":
            self.ended_by = event.agent_id
        if event.requeued_to is not None and self.is_open:
            self.phase, self.passed_by = "Q", None
            self.waits_until = event.queue_until or NEVER

    def _monitor_ended(self, agent_id: AgentId) -> None:
        if agent_id in self.monitors:
            self.monitors.remove(agent_id)
        if agent_id not in self.participants:
            self.absences.pop(agent_id, None)

    def _follow_presence(self, event: AnyEvent, row: Recorded) -> None:
        match event:
            case e.AgentAbsent():
                self.absences[event.agent_id] = event
                self.absent_at[event.absence_id] = row.at
            case e.EndUserAbsent():
                self.absences[None] = event
                self.absent_at[event.absence_id] = row.at
            case e.AgentPresent():
                self.absences.pop(event.agent_id, None)
            case e.EndUserPresent():
                self.absences.pop(None, None)
            case e.AgentDisconnected():
                self.absences.pop(event.agent_id, None)
                self.lost[event.agent_id] = event.absence_id
            case e.UserDisconnectedFromAChat():
                self.absences.pop(None, None)
                self.lost[None] = event.absence_id
            case e.AgentClientReset() | e.EndUserClientReset():
                self.resets.add(event.absence_id)
            case e.EndUserDisconnected():
                self.absences.pop(None, None)
            case _:
                pass

    def _follow_cobrowse(self, event: AnyEvent) -> None:
        match event:
            case e.CoBrowseInvitationSent():
                self.cobrowse, self.cobrowse_stage = event, "invited"
            case e.CoBrowseInvitationAccepted():
                self.cobrowse_stage = "accepted"
            case e.CoBrowseSessionStarted():
                self.cobrowse_stage = "started"
            case e.CoBrowseEvent():
                self.cobrowse, self.cobrowse_stage = None, "none"
            case _:
                pass
