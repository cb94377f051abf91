"""The agent's side: welcome, offers, chats that open and close, status, the live board."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from parlour.agents import events as duty
from parlour.chat.state import ChatState
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Profile
from parlour.directory.standard_texts import texts_mark
from parlour.engine.act import ChatChange, Done, DutyChange
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.about import about, me, menu
from parlour.hub.aftermath import Aftermath
from parlour.hub.colleagues import ColleaguesWatch
from parlour.hub.consoles import Consoles
from parlour.hub.floor import Floor
from parlour.hub.lobby import heartbeat, lost_after
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.hub.toasts import Toasts
from parlour.ids import AgentId, ChatId
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

NO_AGENT = "You are no longer an agent here."
OffReason = Literal["", "lost", "removed"]


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
        consoles: Consoles,
        toasts: Toasts,
        floor: Floor,
        colleagues: ColleaguesWatch,
        aftermath: Aftermath,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._publisher = publisher
        self._seats = seats
        self._consoles = consoles
        self._toasts = toasts
        self._floor = floor
        self._colleagues = colleagues
        self._aftermath = aftermath
        self._texts = texts_mark(directory)

    def welcome(self, seat: Seat, last_id: int, resume: dict[str, int]) -> None:
        agent_id = seat.agent_id
        agent = self._directory.agents.get(agent_id)
        profile = rights.profile_at_work(self._directory, agent_id)
        if agent is None or profile is None:
            seat.connection.close(f.CloseCode.SIGNED_OUT, NO_AGENT)
            return
        at_console = self._consoles.is_at(seat)
        live = self._engine.books.agents.get(agent_id)
        on_duty = live is not None and live.state.on_duty
        settings = self._directory.settings_of_agent(agent_id)
        rights_now = seat.rights = self._rights(agent, profile)
        welcome = f.DeskWelcome(
            now=self._engine.clock.now(),
            me=rights_now.me,
            statuses=rights_now.statuses,
            status=live.state.status_id if live is not None and at_console else None,
            heartbeat_ms=heartbeat(settings),
            lost_after_ms=lost_after(settings, settings.AGENT_ABSENT_RETRY_COUNT),
            last_id=last_id,
            epoch=self._engine.epoch,
            agents={a.agent_id: a.name for a in self._directory.agents.values()},
            queues={q.queue_id: q.name for q in self._directory.queues.values()},
            elsewhere=on_duty and not at_console,
            pulling=live is not None and at_console and live.state.pulls,
            status_since=live.state.status_since if live is not None and at_console else None,
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
        self._colleagues.watching.pop(seat, None)
        self._note_reachable(seat.agent_id)

    def watch_floor(self, seat: Seat, frame: f.WatchFloorFrame) -> None:
        """Raises: nothing; who may not see the floor is shown nothing."""
        if frame.on and rights.may_see_floor(self._directory, seat.agent_id):
            self._floor.watch(seat)
        else:
            self._floor.watching.pop(seat, None)

    def watch_colleagues(self, seat: Seat, frame: f.WatchColleaguesFrame) -> None:
        if frame.on:
            self._colleagues.watch(seat)
        else:
            self._colleagues.watching.pop(seat, None)

    def follow_directory(self) -> None:
        """An operator has changed something: everybody at a desk learns what they may do now, and
        who is no agent any longer is signed out."""
        self._texts = texts_mark(self._directory)
        for agent_id in list(self._seats.by_agent):
            agent = self._directory.agents.get(agent_id)
            profile = rights.profile_at_work(self._directory, agent_id)
            for seat in list(self._seats.of_agent(agent_id)):
                if agent is None or profile is None:
                    seat.connection.close(f.CloseCode.SIGNED_OUT, NO_AGENT)
                else:
                    self._tell_rights(seat, agent, profile)

    def _tell_rights(self, seat: Seat, agent: Agent, profile: Profile) -> None:
        notice = self._rights(agent, profile)
        if notice != seat.rights:
            seat.rights = notice
            seat.connection.send(_encode(notice))
        if not rights.may_see_floor(self._directory, agent.agent_id):
            self._floor.watching.pop(seat, None)

    def _rights(self, agent: Agent, profile: Profile) -> f.MeNotice:
        return f.MeNotice(
            me=me(self._directory, agent, profile, self._texts),
            statuses=menu(self._directory, agent.agent_id),
        )

    def committed(self, done: Done) -> None:
        concerned = self._aftermath.committed(done)
        for log_in in done.duty:
            self._tell_status(log_in)
        for agent_id in sorted(concerned):
            self._tell_away(agent_id, self._seats.of_agent(agent_id))
        for change in done.chats:
            self._toasts.committed(change)
            self._open_and_close(change)

    # Chats

    def _open_and_close(self, change: ChatChange) -> None:
        before, after = change.before, change.after
        for agent_id in sorted(_concerned(before) | _concerned(after)):
            was, now = part_in(before, agent_id), part_in(after, agent_id)
            if now is None:
                for seat in self._seats.of_agent(agent_id):
                    self._close_chat(seat, change.chat_id)
            elif was is None:
                for seat in self._consoles.of(agent_id):
                    self._open_chat(seat, after, 0)
            elif was != now:
                self._tell_part(agent_id, f.PartNotice(chat=change.chat_id, part=now))

    def _tell_part(self, agent_id: AgentId, notice: f.PartNotice) -> None:
        for seat in self._consoles.of(agent_id):
            if notice.chat in seat.sent:
                seat.connection.send(_encode(notice))

    def _open_chat(self, seat: Seat, state: ChatState, have: int) -> None:
        part = part_in(state, seat.agent_id)
        if part is None or state.chat_id in seat.sent:
            return  # shown already, by a welcome that came in between
        shown = about(self._publisher, self._directory, state)
        seat.connection.send(_encode(f.ChatOpened(chat=state.chat_id, about=shown, part=part)))
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
            self._toasts.show_all(seat, state)
            self._open_chat(seat, state, resume.get(live.chat_id, 0))
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
                case duty.PullRaised() | duty.PullEnded():
                    self._announce_pull(change.agent_id, on=isinstance(row.event, duty.PullRaised))
                case duty.LogOnOverridden():
                    self._take_over(change.agent_id)
                case _:
                    pass

    def _announce_status(self, agent_id: AgentId, status: str) -> None:
        live = self._engine.books.agents.get(agent_id)
        since = live.state.status_since if live is not None else None
        here = _encode(f.StatusNotice(status=status, since=since))
        elsewhere = _encode(f.StatusNotice(status=None, reason="taken_over"))
        for seat in self._seats.of_agent(agent_id):
            seat.connection.send(here if self._consoles.is_at(seat) else elsewhere)
        self._note_reachable(agent_id)

    def _announce_pull(self, agent_id: AgentId, *, on: bool) -> None:
        for seat in self._consoles.of(agent_id):
            seat.connection.send(_encode(f.PullNotice(on=on)))

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
            if live is not None and self._consoles.is_at(seat):
                notice = f.StatusNotice(status=live.state.status_id, since=live.state.status_since)
                seat.connection.send(_encode(notice))
                seat.connection.send(_encode(f.PullNotice(on=live.state.pulls)))
                self._show_all(seat, {})
            else:
                seat.connection.close(f.CloseCode.TAKEN_OVER, "You work from another place now.")

    def _note_reachable(self, agent_id: AgentId) -> None:
        self._router.set_reachable(agent_id, bool(self._consoles.of(agent_id)))
        self._floor.note_change()


def part_in(state: ChatState, agent_id: AgentId) -> f.Part | None:
    """What the agent has to do with the chat; `None`: nothing that they are shown it for."""
    part = state.part_of(agent_id)
    if part is None and state.consults(agent_id):
        return "invited"
    return part


def _concerned(state: ChatState) -> set[AgentId]:
    """Everybody who may have a part in the chat."""
    agents = {participant.agent_id for participant in state.participants}
    agents.update(state.monitor_ids)
    agents.update(invitation.to_agent_id for invitation in state.invitations)
    return agents
