"""The agent's side: welcome, offers, chats that open and close, status, the live board."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from parlour.agents import events as duty
from parlour.chat import events as e
from parlour.chat.state import ChatState
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Profile
from parlour.engine.act import ChatChange, Done, DutyChange
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.aftermath import Aftermath
from parlour.hub.duties import AgentDuties
from parlour.hub.floor import Floor
from parlour.hub.lobby import heartbeat, lost_after
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import ChatRequest
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

OffReason = Literal["", "lost", "removed"]

OFFER_CLOSERS = (
    e.AgentEngagementAccepted,
    e.AgentEngagementDeclined,
    e.AgentEngagementTimeout,
    e.AgentEngagementUnavailable,
    e.AgentEngagementAutoAccepted,
    e.AgentEngagementAutoDeclined,
)


class Desk:
    """What agents are told beyond the rows of their chats."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        router: Router,
        publisher: Publisher,
        seats: Seats,
        duties: AgentDuties,
        floor: Floor,
        aftermath: Aftermath,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._publisher = publisher
        self._seats = seats
        self._duties = duties
        self._floor = floor
        self._aftermath = aftermath

    def welcome(self, seat: Seat, last_id: int, resume: dict[str, int]) -> None:
        agent_id = seat.agent_id
        agent = self._directory.agents.get(agent_id)
        profile = self._directory.profiles.get(agent.profile_id) if agent else None
        if agent is None or profile is None:
            seat.connection.close(f.CloseCode.SIGNED_OUT, "You are no longer an agent here.")
            return
        at_console = self._duties.is_at_console(seat)
        live = self._engine.books.agents.get(agent_id)
        on_duty = live is not None and live.state.on_duty
        settings = self._directory.settings_of_agent(agent_id)
        welcome = f.DeskWelcome(
            now=self._engine.clock.now(),
            me=_me(agent, profile),
            statuses=tuple(
                f.StatusChoice(id=status.status_id, label=status.label, type=status.type)
                for status in self._directory.statuses.values()
            ),
            status=live.state.status_id if live is not None and at_console else None,
            heartbeat_ms=heartbeat(settings),
            lost_after_ms=lost_after(settings, settings.AGENT_ABSENT_RETRY_COUNT),
            last_id=last_id,
            epoch=self._engine.epoch,
            agents={a.agent_id: a.name for a in self._directory.agents.values()},
            queues={q.queue_id: q.name for q in self._directory.queues.values()},
            elsewhere=on_duty and not at_console,
        )
        seat.connection.send(_encode(welcome))
        if at_console:
            self._show_all(seat, resume)
        elif not on_duty:
            self._tell_away(agent_id, [seat])
        for known in resume:
            if ChatId(known) not in seat.sent:
                seat.connection.send(_encode(f.ChatClosed(chat=ChatId(known))))

    def left(self, seat: Seat) -> None:
        """A connection of the agent is gone; without any, no offer can reach them."""
        self._floor.watching.pop(seat, None)
        self._note_reachable(seat.agent_id)

    def watch_floor(self, seat: Seat, frame: f.WatchFloorFrame) -> None:
        """Raises: nothing; who may not see the floor is shown nothing."""
        agent = self._directory.agents.get(seat.agent_id)
        roles = agent.roles if agent else ()
        if frame.on and not {"supervisor", "admin"}.isdisjoint(roles):
            self._floor.watch(seat)
        else:
            self._floor.watching.pop(seat, None)

    def committed(self, done: Done) -> None:
        concerned = self._aftermath.committed(done)
        for log_in in done.duty:
            self._tell_status(log_in)
        for agent_id in sorted(concerned):
            self._tell_away(agent_id, self._seats.of_agent(agent_id))
        for change in done.chats:
            self._tell_offers(change)
            self._open_and_close(change)

    # Offers

    def _tell_offers(self, change: ChatChange) -> None:
        for row in change.rows:
            event = row.event
            if isinstance(event, e.AgentEngagementInvitation):
                for seat in self._console_seats(event.agent_id):
                    self._send_offer(seat, change.after)
            elif isinstance(event, OFFER_CLOSERS):
                closed = f.OfferClosed(
                    chat=change.chat_id, invitation=event.invitation_id, outcome=row.kind
                )
                for seat in self._seats.of_agent(event.agent_id):
                    seat.connection.send(_encode(closed))

    def _send_offer(self, seat: Seat, state: ChatState) -> None:
        offer = state.offer
        if offer is None:
            return
        frame = f.OfferFrame(
            chat=state.chat_id,
            invitation=offer.invitation_id,
            at=offer.offered_at,
            toast_until=offer.toast_until,
            allow_decline=offer.profile.allow_decline,
            auto_decline=offer.profile.auto_decline,
            about=self._about(state),
            requested_at=state.requested_at,
        )
        seat.connection.send(_encode(frame))

    # Chats

    def _open_and_close(self, change: ChatChange) -> None:
        before = {p.agent_id for p in change.before.participants}
        after = {p.agent_id for p in change.after.participants}
        for agent_id in sorted(after - before):
            for seat in self._console_seats(agent_id):
                self._open_chat(seat, change.after, 0)
        for agent_id in sorted(before - after):
            for seat in self._seats.of_agent(agent_id):
                self._close_chat(seat, change.chat_id)

    def _open_chat(self, seat: Seat, state: ChatState, have: int) -> None:
        if state.chat_id in seat.sent:
            return  # shown already, by a welcome that came in between
        opened = f.ChatOpened(chat=state.chat_id, about=self._about(state))
        seat.connection.send(_encode(opened))
        self._publisher.show(seat, state.chat_id, have)

    def _close_chat(self, seat: Seat, chat_id: ChatId) -> None:
        if chat_id in seat.sent:
            self._seats.leave(seat, chat_id)
            seat.connection.send(_encode(f.ChatClosed(chat=chat_id)))

    def _show_all(self, seat: Seat, resume: dict[str, int]) -> None:
        """Everything the agent has to do with, on a connection that has just come."""
        for live in self._engine.books.chats_of_agent(seat.agent_id):
            state = self._publisher.states.get(live.chat_id)
            if state is None:
                continue  # not durable yet: it is shown as soon as it is
            if state.participant(seat.agent_id) is not None:
                self._open_chat(seat, state, resume.get(live.chat_id, 0))
            elif state.offer is not None and state.offer.agent_id == seat.agent_id:
                self._send_offer(seat, state)
        self._note_reachable(seat.agent_id)

    # Status

    def _tell_status(self, change: DutyChange) -> None:
        for row in change.rows:
            match row.event:
                case duty.AgentLoggedOn() | duty.StatusChanged():
                    self._announce_status(change.agent_id, row.event.status_id)
                case duty.AgentLoggedOff():
                    self._go_off_duty(change.agent_id, "")
                case duty.AgentTerminated():
                    self._go_off_duty(change.agent_id, row.event.cause)
                case duty.LogOnOverridden():
                    self._take_over(change.agent_id)
                case _:
                    pass

    def _announce_status(self, agent_id: AgentId, status: str) -> None:
        here = _encode(f.StatusNotice(status=status))
        elsewhere = _encode(f.StatusNotice(status=None, reason="taken_over"))
        for seat in self._seats.of_agent(agent_id):
            seat.connection.send(here if self._duties.is_at_console(seat) else elsewhere)
        self._note_reachable(agent_id)

    def _go_off_duty(self, agent_id: AgentId, reason: OffReason) -> None:
        for seat in self._seats.of_agent(agent_id):
            seat.connection.send(_encode(f.StatusNotice(status=None, reason=reason)))

    def _tell_away(self, agent_id: AgentId, seats: Iterable[Seat]) -> None:
        away = self._aftermath.of(agent_id)
        for seat in seats if away is not None else ():
            seat.connection.send(_encode(away))

    def _take_over(self, agent_id: AgentId) -> None:
        """The agent works from another browser session now; the one before is told and closed."""
        live = self._engine.books.agents.get(agent_id)
        for seat in list(self._seats.of_agent(agent_id)):
            if live is not None and self._duties.is_at_console(seat):
                seat.connection.send(_encode(f.StatusNotice(status=live.state.status_id)))
                self._show_all(seat, {})
            else:
                seat.connection.close(f.CloseCode.TAKEN_OVER, "You work from another place now.")

    def _note_reachable(self, agent_id: AgentId) -> None:
        self._router.set_reachable(agent_id, bool(self._console_seats(agent_id)))
        self._floor.note_change()

    def _console_seats(self, agent_id: AgentId) -> list[Seat]:
        """The agent's connections from the browser session they work from."""
        return [s for s in self._seats.of_agent(agent_id) if self._duties.is_at_console(s)]

    # What is shown

    def _about(self, state: ChatState) -> f.About:
        request = self._publisher.requests.get(state.chat_id) or ChatRequest(
            chat_id=state.chat_id, site_id=state.site_id, end_user_id=state.end_user_id
        )
        queue = self._directory.queues.get(state.queue_id)
        return f.About(
            name=request.name,
            email=request.email,
            question=request.question,
            answers=request.answers,
            page_url=request.page_url,
            page_title=request.page_title,
            referrer=request.referrer,
            user_agent=request.user_agent,
            language=request.language,
            queue=queue.name if queue else state.queue_id,
        )


def _me(agent: Agent, profile: Profile) -> f.Me:
    return f.Me(
        id=agent.agent_id,
        name=agent.name,
        roles=agent.roles,
        max_sessions=profile.max_sessions,
        allow_decline=profile.allow_decline,
        auto_decline=profile.auto_decline,
        wrap_up=profile.wrap_up,
    )
