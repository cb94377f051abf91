"""One chat told row by row, from the law alone: each method writes one transaction of it.

This knows nothing of `parlour.chat.decide`, so the two can be held against each other.
"""

from collections.abc import Sequence
from typing import Literal

from parlour.chat import events as e
from parlour.chat.events import SERVER, Actor, AnyChatEvent
from parlour.ids import (
    AbsenceId,
    ChatId,
    ClientId,
    CoBrowseId,
    Duration,
    EndUserId,
    FileId,
    InvitationId,
    Millis,
    QueueId,
    SiteId,
    StreamId,
    chat_stream,
)
from parlour.ledger.protocol import Answer, AnyEvent, ChatRequest, MessageText, Recorded
from parlour.routing.explanation import Explanation
from tests.ledger.scribe import OnDuty, Scribe, command_id, digest_of

TERMS = e.ChatTerms(
    queue_timeout=Duration(1_800_000),
    idle_timeout=Duration(600_000),
    posts_in_queue=True,
    file_uploads=True,
)
WRAP_UP = Duration(900_000)
ABSENT_MS = 120_000
RETRIES = 2
LeadEnd = Literal["concluded", "role_change", "transferred", "queued", "lost", "logged_out"]
LeaveCause = Literal["left", "transferred", "queued", "lost", "logged_out", "chat_ended"]
WatchEnd = Literal["stopped", "joined", "took_over", "chat_ended", "lost", "logged_out"]

ROUTED = Explanation(
    policy="longest-idle",
    queue_id=QueueId("help"),
    waited=Duration(0),
    ahead=0,
    others_free=0,
    considered=(),
    considered_more=0,
)


class Telling:
    """Keeps what a teller must remember: who leads, who takes part, what is open."""

    def __init__(self, scribe: Scribe, *, wrap_up: bool = True, auto_decline: bool = False) -> None:
        self.scribe = scribe
        self.chat_id = ChatId(scribe.fresh("c"))
        self.stream = chat_stream(self.chat_id)
        self.end_user = Actor(role="end_user", id=scribe.fresh("u"))
        self.profile = e.OfferProfile(
            allow_decline=True,
            auto_decline=auto_decline,
            wrap_up_limit=WRAP_UP if wrap_up else None,
        )
        self.queue_id = QueueId("help")
        self.lead: OnDuty | None = None
        self.conferees: list[OnDuty] = []
        self.monitors: list[OnDuty] = []
        self.offered: OnDuty | None = None
        self.wrapping_up: OnDuty | None = None
        self.inv = InvitationId("")
        self.invited: list[tuple[InvitationId, str, OnDuty]] = []
        self.absence: dict[str | None, tuple[AbsenceId, Millis]] = {}
        self.cobrowse: tuple[CoBrowseId, str] | None = None
        self.rows: list[Recorded] = []
        self.explanation = ROUTED
        self._duty: dict[StreamId, list[AnyEvent]] = {}

    # Writing -------------------------------------------------------------------------------------

    def write(
        self,
        *events: AnyChatEvent,
        text: MessageText | None = None,
        request: ChatRequest | None = None,
        answer: Answer | None = None,
    ) -> None:
        duty, self._duty = self._duty, {}
        rows = self.scribe.write(
            {self.stream: events, **duty},
            texts=() if text is None else (text,),
            request=request,
            answer=answer,
        )
        self.rows += [row for row in rows if row.stream == self.stream]

    def duty(self, agent: OnDuty, events: Sequence[AnyEvent]) -> None:
        """To be written with the next transaction in the agent's own stream."""
        self._duty.setdefault(agent.stream, []).extend(events)

    # Beginning -----------------------------------------------------------------------------------

    def created(self, *more: AnyChatEvent) -> None:
        end_user_id = EndUserId(self.end_user.id or "")
        site_id = SiteId("main")
        asked = ChatRequest(
            chat_id=self.chat_id,
            site_id=site_id,
            end_user_id=end_user_id,
            name="Zoë",
            question="?",
            answers={"order": "1", "by": "phone"},
            salt="salt",
        )
        created = e.ChatCreated(
            actor=SERVER,
            chat_id=self.chat_id,
            site_id=site_id,
            queue_id=self.queue_id,
            end_user_id=end_user_id,
            terms=TERMS,
            queue_until=Millis(self.scribe.next_at + 1_800_000),
            request_digest=asked.digest,
        )
        self.write(created, *more, request=asked)

    def refused(self, cause: e.Refusal) -> None:
        ended = e.EndUserDisconnected(actor=SERVER, cause=cause)
        self.created(ended, e.ChatReleased(actor=SERVER))

    # Offers --------------------------------------------------------------------------------------

    def offer(self, agent: OnDuty) -> None:
        self.offered, self.inv = agent, InvitationId(self.scribe.fresh("i"))
        self.duty(agent, agent.sent(self.chat_id, self.inv))
        self.write(
            e.AgentEngagementInvitation(
                actor=SERVER,
                invitation_id=self.inv,
                agent_id=agent.agent_id,
                toast_until=Millis(self.scribe.next_at + 15_000),
                answer_until=Millis(self.scribe.next_at + 60_000),
                profile=self.profile,
                explanation=self.explanation,
            )
        )

    def accept(self) -> None:
        agent = self._offer_taken()
        self.write(
            e.AgentAccepted(actor=agent.me, invitation_id=self.inv, agent_id=agent.agent_id),
            e.AgentEngagementAccepted(
                actor=SERVER, invitation_id=self.inv, agent_id=agent.agent_id
            ),
            *self._entered_to_lead(agent),
        )

    def auto_accept(self) -> None:
        self.scribe.wait(15_000)
        agent = self._offer_taken()
        self.write(
            e.AgentEngagementAutoAccepted(
                actor=agent.me, invitation_id=self.inv, agent_id=agent.agent_id
            ),
            *self._entered_to_lead(agent),
        )

    def decline(self) -> None:
        agent = self._offer_let_go()
        self.write(
            e.AgentEngagementDeclined(
                actor=agent.me, invitation_id=self.inv, agent_id=agent.agent_id
            )
        )

    def auto_decline(self) -> None:
        self.scribe.wait(15_000)
        agent = self._offer_let_go()
        self.write(
            e.AgentEngagementAutoDeclined(
                actor=agent.me, invitation_id=self.inv, agent_id=agent.agent_id
            )
        )

    def time_out(self, cause: Literal["no_answer", "absent"] = "no_answer") -> None:
        self.scribe.wait(60_000)
        agent = self._offer_let_go()
        self.write(
            e.AgentEngagementTimeout(
                actor=SERVER, invitation_id=self.inv, agent_id=agent.agent_id, cause=cause
            )
        )

    def unavailable(self) -> None:
        agent = self._offer_let_go()
        self.write(self._offer_void(agent, agent.me, "busy"))

    def _offer_taken(self) -> OnDuty:
        agent = self._offered_agent()
        self.duty(agent, agent.taken(self.chat_id))
        self.lead = agent
        return agent

    def _offer_let_go(self) -> OnDuty:
        agent = self._offered_agent()
        self.duty(agent, agent.canceled(self.chat_id, self.inv))
        return agent

    def _offered_agent(self) -> OnDuty:
        agent, self.offered = self.offered, None
        assert agent is not None, "an offer is open"
        return agent

    def _offer_void(
        self, agent: OnDuty, actor: Actor, cause: Literal["busy", "withdrawn"]
    ) -> AnyChatEvent:
        return e.AgentEngagementUnavailable(
            actor=actor, invitation_id=self.inv, agent_id=agent.agent_id, cause=cause
        )

    def _withdrawn(self) -> list[AnyChatEvent]:
        """14 for an offer that is open as the chat ends."""
        if self.offered is None:
            return []
        return [self._offer_void(self._offer_let_go(), SERVER, "withdrawn")]

    def _entered_to_lead(self, agent: OnDuty) -> list[AnyChatEvent]:
        return [
            self.entered(agent),
            e.LeadSessionStart(actor=SERVER, agent_id=agent.agent_id),
        ]

    def entered(self, agent: OnDuty) -> AnyChatEvent:
        return e.EngagementParticipantEntered(
            actor=SERVER, agent_id=agent.agent_id, wrap_up_limit=self.profile.wrap_up_limit
        )

    # Words ---------------------------------------------------------------------------------------

    def end_user_posts(self, body: str = "Hello?", *before: AnyChatEvent) -> None:
        client_id = ClientId(f"tab-{self.end_user.id}")
        number = self.scribe.command(client_id)
        text = self.scribe.text(self.chat_id, body)
        post = e.EndUserPost(
            actor=self.end_user,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(client_id, number),
        )
        self.write(*before, post, text=text, answer=self._answer(client_id, number))

    def agent_posts(
        self, agent: OnDuty, body: str = "Hello!", visibility: e.Visibility = "everyone"
    ) -> None:
        client_id = ClientId(f"desk-{agent.agent_id}")
        number = self.scribe.command(client_id)
        text = self.scribe.text(self.chat_id, body)
        post = e.AgentPost(
            actor=agent.me,
            agent_id=agent.agent_id,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(client_id, number),
            visibility=visibility,
        )
        self.write(post, text=text, answer=self._answer(client_id, number))

    def agent_pushes(self, agent: OnDuty, url: str = "https://example.org/") -> None:
        client_id = ClientId(f"desk-{agent.agent_id}")
        number = self.scribe.command(client_id)
        text = self.scribe.text(self.chat_id, url)
        pushed = e.AgentPushedUrl(
            actor=agent.me,
            agent_id=agent.agent_id,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(client_id, number),
            form="url",
        )
        self.write(pushed, text=text, answer=self._answer(client_id, number))

    def end_user_sends_file(self) -> None:
        client_id = ClientId(f"tab-{self.end_user.id}")
        number = self.scribe.command(client_id)
        name = self.scribe.text(self.chat_id, "photo.png")
        received = e.FileAttachmentReceived(
            actor=self.end_user,
            file_id=FileId(self.scribe.fresh("f")),
            sha256="f" * 64,
            size=1234,
            media_type="image/png",
            command_id=command_id(client_id, number),
            message_id=name.message_id,
            digest=digest_of(name),
        )
        self.write(received, text=name, answer=self._answer(client_id, number))

    def _answer(self, client_id: ClientId, number: int) -> Answer:
        return Answer(
            client_id=client_id,
            number=number,
            digest=f"digest of {number}",
            chat_id=self.chat_id,
            seq=self.scribe.version(self.stream) + 1,
        )

    # Ending --------------------------------------------------------------------------------------

    def cancel(self, cause: Literal["canceled", "deflected"] = "canceled") -> None:
        self.write(
            *self._withdrawn(),
            e.ChatCanceled(actor=self.end_user, cause=cause),
            *self.ended(cause, self.end_user),
        )

    def queue_time_out(self) -> None:
        self.scribe.wait(TERMS.queue_timeout)
        self.write(*self._withdrawn(), *self.ended("queue_timeout", SERVER))

    def idle(self) -> None:
        idle_since = self.scribe.now
        self.scribe.wait(600_000)
        idle = e.ChatDisconnectedDueToIdleEndUser(actor=SERVER, idle_since=idle_since)
        self.write(idle, *self.ended("idle", SERVER))

    def end(self, cause: e.EndCause = "end_user", actor: Actor | None = None) -> None:
        self.write(*self._withdrawn(), *self.ended(cause, actor or self.end_user))

    def ended(self, cause: e.EndCause, actor: Actor) -> list[AnyChatEvent]:
        """44 and all that closes with it, in the order of the law."""
        lead, limit = self.lead, self.profile.wrap_up_limit
        wraps_up = lead is not None and limit is not None
        until = Millis(self.scribe.next_at + WRAP_UP) if wraps_up else None
        rows: list[AnyChatEvent] = [
            e.EndUserDisconnected(actor=actor, cause=cause, wrap_up_until=until),
            *self.openings_closed("chat_ended"),
        ]
        if lead is not None:
            rows.append(self.lead_ended(lead, "concluded"))
        rows += [self.left(agent, "chat_ended") for agent in self.conferees]
        rows += [self.monitor_ended(agent, "chat_ended") for agent in self.monitors]
        self.conferees, self.monitors = [], []
        if wraps_up:
            self.wrapping_up, self.lead = lead, None
            return rows
        if lead is not None:
            self.duty(lead, lead.freed(self.chat_id))
        return [*rows, e.ChatReleased(actor=SERVER)]

    def release(self) -> None:
        """The agent closes the wrap-up."""
        agent = self.wrapping_up
        assert agent is not None, "somebody wraps up"
        self.duty(agent, agent.freed(self.chat_id))
        self.write(e.ChatReleased(actor=agent.me, agent_id=agent.agent_id, cause="closed"))

    def openings_closed(self, cause: Literal["sender_gone", "chat_ended"]) -> list[AnyChatEvent]:
        """Whatever else is open; here nothing is."""
        return []

    def lead_ended(
        self, agent: OnDuty, cause: LeadEnd, requeued_to: QueueId | None = None
    ) -> AnyChatEvent:
        until = Millis(self.scribe.next_at + 1_800_000) if requeued_to else None
        return e.LeadSessionEnd(
            actor=SERVER,
            agent_id=agent.agent_id,
            cause=cause,
            requeued_to=requeued_to,
            queue_until=until,
        )

    def left(self, agent: OnDuty, cause: LeaveCause, actor: Actor = SERVER) -> AnyChatEvent:
        self.duty(agent, agent.freed(self.chat_id))
        return e.EngagementParticipantLeft(actor=actor, agent_id=agent.agent_id, cause=cause)

    def monitor_ended(self, agent: OnDuty, cause: WatchEnd) -> AnyChatEvent:
        return e.MonitorEnd(actor=SERVER, agent_id=agent.agent_id, cause=cause)
