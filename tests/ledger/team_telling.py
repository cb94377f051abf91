"""The rest of a chat's life, told by hand: the team, silence, co-browse and supervisors."""

from typing import Literal

from parlour.chat import events as e
from parlour.chat.events import SERVER, Actor, AnyChatEvent
from parlour.ids import AbsenceId, CoBrowseId, InvitationId, Millis, QueueId
from tests.ledger.scribe import OnDuty
from tests.ledger.telling import ABSENT_MS, RETRIES, Telling

Closing = Literal["sender_gone", "chat_ended"]
CoBrowseEnd = Literal["lead_changed", "chat_ended"]

_CANCELED: dict[str, type[e.AgentTransferCanceled] | type[e.AgentConferenceCanceled]] = {
    "transfer": e.AgentTransferCanceled,
    "conference": e.AgentConferenceCanceled,
}
_DECLINED: dict[str, type[e.AgentTransferDeclined | e.AgentConferenceDeclined]] = {
    "transfer": e.AgentTransferDeclined,
    "conference": e.AgentConferenceDeclined,
}
_UNAVAILABLE: dict[str, type[e.AgentTransferUnavailable] | type[e.AgentConferenceUnavailable]] = {
    "transfer": e.AgentTransferUnavailable,
    "conference": e.AgentConferenceUnavailable,
}
_INVITED: dict[str, type[e.AgentTransferInvitation] | type[e.AgentConferenceInvitation]] = {
    "transfer": e.AgentTransferInvitation,
    "conference": e.AgentConferenceInvitation,
}


class Story(Telling):
    """A whole chat."""

    # Invitations ---------------------------------------------------------------------------------

    def invite(self, form: Literal["transfer", "conference"], agent: OnDuty) -> None:
        lead = self.leading()
        invitation_id = InvitationId(self.scribe.fresh("i"))
        self.invited.append((invitation_id, form, agent))
        self.write(
            _INVITED[form](
                actor=lead.me,
                invitation_id=invitation_id,
                from_agent_id=lead.agent_id,
                to_agent_id=agent.agent_id,
                toast_until=Millis(self.scribe.next_at + 15_000),
                answer_until=Millis(self.scribe.next_at + 60_000),
                profile=self.profile,
            )
        )

    def invitation_declined(self) -> None:
        lead, (invitation_id, form, agent) = self.leading(), self.invited.pop(0)
        self.write(
            _DECLINED[form](
                actor=agent.me,
                invitation_id=invitation_id,
                from_agent_id=lead.agent_id,
                to_agent_id=agent.agent_id,
                cause="declined",
            )
        )

    def invitation_unavailable(self) -> None:
        lead, (invitation_id, form, agent) = self.leading(), self.invited.pop(0)
        self.write(
            _UNAVAILABLE[form](
                actor=agent.me,
                invitation_id=invitation_id,
                from_agent_id=lead.agent_id,
                to_agent_id=agent.agent_id,
                cause="busy",
            )
        )

    def invitation_canceled(self) -> None:
        self.write(self._canceled(*self.invited.pop(0), cause="sender"))

    def _canceled(
        self, invitation_id: InvitationId, form: str, agent: OnDuty, *, cause: e.CancelCause
    ) -> AnyChatEvent:
        lead = self.leading()
        return _CANCELED[form](
            actor=lead.me if cause == "sender" else SERVER,
            invitation_id=invitation_id,
            from_agent_id=lead.agent_id,
            to_agent_id=agent.agent_id,
            cause=cause,
        )

    def openings_closed(self, cause: Closing) -> list[AnyChatEvent]:
        rows = [self._canceled(*invited, cause=cause) for invited in self.invited]
        self.invited = []
        return [*rows, *self._cobrowse_closed(cause)]

    def transfer_accepted(self) -> None:
        lead, (invitation_id, _, agent) = self.leading(), self.invited.pop(0)
        before = self.openings_closed("sender_gone")
        accepted = e.AgentTransferAccepted(
            actor=agent.me,
            invitation_id=invitation_id,
            from_agent_id=lead.agent_id,
            to_agent_id=agent.agent_id,
        )
        self.duty(agent, agent.taken(self.chat_id))
        self.lead = agent
        self.write(
            *before,
            accepted,
            self.lead_ended(lead, "transferred"),
            self.left(lead, "transferred"),
            self.entered(agent),
            e.LeadSessionStart(actor=SERVER, agent_id=agent.agent_id),
        )

    def conference_accepted(self) -> None:
        lead, (invitation_id, _, agent) = self.leading(), self.invited.pop(0)
        self.duty(agent, agent.taken(self.chat_id))
        self.conferees.append(agent)
        accepted = e.AgentConferenceAccepted(
            actor=agent.me,
            invitation_id=invitation_id,
            from_agent_id=lead.agent_id,
            to_agent_id=agent.agent_id,
        )
        self.write(accepted, self.entered(agent))

    # The lead ------------------------------------------------------------------------------------

    def leading(self) -> OnDuty:
        assert self.lead is not None, "somebody leads"
        return self.lead

    def hand_over(self) -> None:
        old, new = self.leading(), self.conferees.pop(0)
        before = self.openings_closed("sender_gone")
        self.lead = new
        self.conferees.append(old)
        self.write(
            *before,
            self._role_change(old, new, old.me),
            self.lead_ended(old, "role_change"),
            e.LeadSessionStart(actor=SERVER, agent_id=new.agent_id),
        )

    def _role_change(self, old: OnDuty, new: OnDuty, actor: Actor) -> AnyChatEvent:
        return e.AgentRoleChange(
            actor=actor,
            from_agent_id=old.agent_id,
            to_agent_id=new.agent_id,
            cause="promoted" if actor == SERVER else "handed_over",
        )

    def conferee_leaves(self) -> None:
        agent = self.conferees.pop(0)
        self.write(self.left(agent, "left", agent.me))

    def transfer_to_queue(self, queue: str = "experts") -> None:
        lead = self.leading()
        before = self.openings_closed("sender_gone")
        self.queue_id = QueueId(queue)
        moved = e.TransferredToQueue(
            actor=lead.me,
            agent_id=lead.agent_id,
            to_queue_id=self.queue_id,
            queue_until=Millis(self.scribe.next_at + 1_800_000),
        )
        team, self.lead, self.conferees = [lead, *self.conferees], None, []
        ended = self.lead_ended(lead, "queued", self.queue_id)
        self.write(*before, moved, ended, *(self.left(agent, "queued") for agent in team))

    def log_out(self) -> None:
        """The lead goes off duty with the chat open."""
        before = self.openings_closed("sender_gone")
        self.write(*before, *self._lead_gone("logged_out"))

    def _lead_gone(self, cause: Literal["lost", "logged_out"]) -> list[AnyChatEvent]:
        lead, self.lead = self.leading(), None
        requeued = None if self.conferees else self.queue_id
        rows = [self.lead_ended(lead, cause, requeued), self.left(lead, cause)]
        if not self.conferees:
            return rows
        self.lead = self.conferees.pop(0)
        start = e.LeadSessionStart(actor=SERVER, agent_id=self.lead.agent_id)
        return [*rows, self._role_change(lead, self.lead, SERVER), start]

    # Silence -------------------------------------------------------------------------------------

    def end_user_absent(self) -> None:
        silent_since = self._silence(None)
        self.write(
            e.EndUserAbsent(
                actor=SERVER,
                absence_id=self.absence[None][0],
                silent_since=silent_since,
                lost_at=Millis(silent_since + ABSENT_MS * RETRIES),
            )
        )

    def _silence(self, who: str | None) -> Millis:
        silent_since = self.scribe.now
        self.absence[who] = AbsenceId(self.scribe.fresh("a")), silent_since
        self.scribe.wait(ABSENT_MS)
        return silent_since

    def end_user_back(self) -> None:
        absence_id, _ = self.absence.pop(None)
        self.write(e.EndUserPresent(actor=SERVER, absence_id=absence_id))

    def end_user_back_with_a_post(self) -> None:
        absence_id, _ = self.absence.pop(None)
        self.end_user_posts(
            "Sorry, I was gone.",
            e.EndUserClientReset(actor=SERVER, absence_id=absence_id, was="absent"),
            e.EndUserPresent(actor=SERVER, absence_id=absence_id),
        )

    def end_user_lost(self) -> None:
        absence_id, silent_since = self.absence.pop(None)
        self.scribe.wait(ABSENT_MS * (RETRIES - 1))
        self.write(
            *self._withdrawn(),
            e.UserLost(actor=SERVER, absence_id=absence_id, silent_since=silent_since),
            e.UserDisconnectedFromAChat(actor=SERVER, absence_id=absence_id),
            *self.ended("lost", SERVER),
        )

    def agent_absent(self, agent: OnDuty) -> None:
        silent_since = self._silence(agent.agent_id)
        absence_id = self.absence[agent.agent_id][0]
        lost_at = Millis(silent_since + ABSENT_MS * RETRIES)
        self.duty(agent, [agent.absent(absence_id, silent_since, lost_at)])
        self.write(
            e.AgentAbsent(
                actor=SERVER,
                agent_id=agent.agent_id,
                absence_id=absence_id,
                part=self._part(agent),
                silent_since=silent_since,
                lost_at=lost_at,
            )
        )

    def agent_back(self, agent: OnDuty) -> None:
        absence_id, _ = self.absence.pop(agent.agent_id)
        self.duty(agent, [agent.reconnected(absence_id)])
        self.write(
            e.AgentPresent(
                actor=SERVER,
                agent_id=agent.agent_id,
                absence_id=absence_id,
                part=self._part(agent),
            )
        )

    def agent_lost(self, agent: OnDuty) -> None:
        absence_id, silent_since = self.absence.pop(agent.agent_id)
        self.scribe.wait(ABSENT_MS * (RETRIES - 1))
        part = self._part(agent)
        before = self.openings_closed("sender_gone") if part == "lead" else []
        lost = e.AgentLost(
            actor=SERVER,
            agent_id=agent.agent_id,
            absence_id=absence_id,
            part=part,
            silent_since=silent_since,
        )
        cut = e.AgentDisconnected(
            actor=SERVER, agent_id=agent.agent_id, absence_id=absence_id, part=part
        )
        self.write(*before, lost, cut, *self._without(agent, part))
        agent.start_over()

    def _without(self, agent: OnDuty, part: e.AgentPart) -> list[AnyChatEvent]:
        match part:
            case "lead":
                return self._lead_gone("lost")
            case "conferee":
                self.conferees.remove(agent)
                return [self.left(agent, "lost")]
            case "monitor":
                self.monitors.remove(agent)
                return [self.monitor_ended(agent, "lost")]
            case "wrap_up":
                self.duty(agent, agent.freed(self.chat_id))
                return [e.ChatReleased(actor=SERVER, agent_id=agent.agent_id, cause="lost")]

    def _part(self, agent: OnDuty) -> e.AgentPart:
        if agent is self.lead:
            return "lead"
        if agent is self.wrapping_up:
            return "wrap_up"
        return "monitor" if agent in self.monitors else "conferee"

    # Co-browse -----------------------------------------------------------------------------------

    def cobrowse_invite(self) -> None:
        lead = self.leading()
        cobrowse_id = CoBrowseId(self.scribe.fresh("b"))
        self.cobrowse = cobrowse_id, "invited"
        self.write(
            e.CoBrowseInvitationSent(
                actor=lead.me,
                cobrowse_id=cobrowse_id,
                agent_id=lead.agent_id,
                answer_until=Millis(self.scribe.next_at + 60_000),
            )
        )

    def cobrowse_accept(self) -> None:
        cobrowse_id = self._cobrowse("accepted")
        self.write(
            e.CoBrowseInvitationAccepted(
                actor=self.end_user,
                cobrowse_id=cobrowse_id,
                agent_id=self.leading().agent_id,
                consent_text="1",
            )
        )

    def cobrowse_start(self) -> None:
        cobrowse_id = self._cobrowse("started")
        self.write(
            e.CoBrowseSessionStarted(
                actor=SERVER, cobrowse_id=cobrowse_id, agent_id=self.leading().agent_id
            )
        )

    def cobrowse_close(self) -> None:
        """By whoever may: not answered, broken off, or stopped."""
        rows = self._cobrowse_closed("chat_ended")
        causes = {37: "timeout", 42: "failed", 41: "agent"}
        self.write(*(row.but(cause=causes[e.kind_of(row)]) for row in rows))

    def _cobrowse(self, stage: str) -> CoBrowseId:
        assert self.cobrowse is not None, "a co-browse session is open"
        self.cobrowse = self.cobrowse[0], stage
        return self.cobrowse[0]

    def _cobrowse_closed(self, closing: Closing) -> list[AnyChatEvent]:
        if self.cobrowse is None:
            return []
        (cobrowse_id, stage), self.cobrowse = self.cobrowse, None
        agent_id = self.leading().agent_id
        cause: CoBrowseEnd = "lead_changed" if closing == "sender_gone" else "chat_ended"
        match stage:
            case "invited":
                return [
                    e.CoBrowseInvitationDeclined(
                        actor=SERVER,
                        cobrowse_id=cobrowse_id,
                        agent_id=agent_id,
                        cause="unavailable",
                    )
                ]
            case "accepted":
                return [
                    e.CoBrowseSessionError(
                        actor=SERVER, cobrowse_id=cobrowse_id, agent_id=agent_id, cause=cause
                    )
                ]
            case _:
                return [
                    e.CoBrowseSessionStopped(
                        actor=SERVER, cobrowse_id=cobrowse_id, agent_id=agent_id, cause=cause
                    )
                ]

    # Supervisors ---------------------------------------------------------------------------------

    def monitor(self, supervisor: OnDuty) -> None:
        self.monitors.append(supervisor)
        actor = Actor(role="supervisor", id=supervisor.agent_id)
        self.write(e.MonitorBegin(actor=actor, agent_id=supervisor.agent_id))

    def monitor_stops(self) -> None:
        supervisor = self.monitors.pop(0)
        self.write(
            e.MonitorEnd(
                actor=Actor(role="supervisor", id=supervisor.agent_id),
                agent_id=supervisor.agent_id,
                cause="stopped",
            )
        )

    def monitor_joins(self) -> None:
        supervisor = self.monitors.pop(0)
        self.conferees.append(supervisor)
        self.duty(supervisor, supervisor.taken(self.chat_id))
        ended = e.MonitorEnd(
            actor=Actor(role="supervisor", id=supervisor.agent_id),
            agent_id=supervisor.agent_id,
            cause="joined",
        )
        self.write(ended, self.entered(supervisor))
