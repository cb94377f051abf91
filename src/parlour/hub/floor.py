"""The floor, for supervisors: the board as it is now, sent on change, and the figures."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

import msgspec

from parlour.agents.events import AnyAgentEvent
from parlour.agents.evolve import evolve
from parlour.agents.state import AgentState, off_duty
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.engine.act import Done
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.board import BoardDrawer, Scope, looks_different
from parlour.hub.figures import MINUTE, Figures
from parlour.hub.figures_frames import floor_figures, series_of_queue
from parlour.hub.lobby import Lobby
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat
from parlour.hub.staffing import Staffing
from parlour.hub.turns import Turn, turns_of
from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId, seconds
from parlour.ledger.protocol import Recorded
from parlour.wire import floor as w
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

SPACING = Duration(1_000)
"""The board is sent at most so often."""
FIGURES_SPACING = Duration(5_000)


class Floor:
    """Keeps the figures, and the supervisors who watch up to date."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        router: Router,
        publisher: Publisher,
        lobby: Lobby,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self.figures = Figures(self._day_of, self._threshold)
        self.staffing = Staffing()
        self._drawer = BoardDrawer(
            engine=engine, directory=directory, router=router, publisher=publisher, lobby=lobby
        )
        self._drawer.figures, self._drawer.staffing = self.figures, self.staffing
        self._duty: dict[AgentId, AgentState] = {}
        """Log-ins as they are on disk."""
        self.watching: dict[Seat, int] = {}
        """With the newest minute that each was sent; in the order of coming: what is sent must not
        hang on where a seat lies in memory."""
        self._minute = 0
        """The number of the one up to which minutes are closed; whoever reads closes them too."""
        self._changed = False
        self._counted = False
        self._sent_at = Millis(0)
        self._figures_sent_at = Millis(0)
        self._zones: dict[str, ZoneInfo] = {}

    # Watching ----------------------------------------------------------------------------------

    def watch(self, seat: Seat) -> None:
        now = self._engine.clock.now()
        seat.connection.send(_encode(self.board(seat.agent_id)))
        seat.connection.send(_encode(self._figures(now, 0)))
        self.watching[seat] = self._newest_minute()

    def note_change(self) -> None:
        """Something on the board is different now."""
        self._changed = True

    def tick(self, now: Millis) -> None:
        if now // MINUTE != self._minute:
            self._minute = now // MINUTE
            self.figures.advance(now)
            self.staffing.advance(now)
        if not self.watching:
            return
        if self._changed and now - self._sent_at >= SPACING:
            self._changed, self._sent_at = False, now
            self._send_boards()
        self._send_figures(now)

    def board(self, viewer: AgentId) -> f.Board:
        """As this supervisor may see it."""
        self.figures.advance(self._engine.clock.now())
        return self._drawer.board(viewer)

    def queue(self, queue_id: QueueId) -> w.BoardQueue:
        return self._drawer.queue(queue_id)

    def series(self, queue_id: QueueId) -> w.FigureSeries:
        """Of one queue, over the last four hours."""
        now = self._engine.clock.now()
        self.figures.advance(now)
        return series_of_queue(self.figures, queue_id, now)

    def _send_boards(self) -> None:
        frames: dict[Scope, bytes] = {}
        for seat in tuple(self.watching):
            if not rights.may_see_floor(self._directory, seat.agent_id):
                del self.watching[seat]
                continue
            scope = self._drawer.scope_of(seat.agent_id)
            if scope not in frames:
                frames[scope] = _encode(self._drawer.board(seat.agent_id))
            seat.connection.send(frames[scope])

    def _send_figures(self, now: Millis) -> None:
        newest = self._newest_minute()
        is_due = self._counted and now - self._figures_sent_at >= FIGURES_SPACING
        frames: dict[int, bytes] = {}
        for seat, has in tuple(self.watching.items()):
            if has >= newest and not is_due:
                continue
            if has not in frames:
                frames[has] = _encode(self._figures(now, has))
            seat.connection.send(frames[has])
            self.watching[seat] = newest
        if is_due or frames:
            self._counted, self._figures_sent_at = False, now

    def _figures(self, now: Millis, after: int) -> f.FloorFigures:
        self.figures.advance(now)
        self.staffing.advance(now)
        return floor_figures(self.figures, self.staffing, self._directory, now, after=after)

    def _newest_minute(self) -> int:
        return self.figures.minutes[-1].begins if self.figures.minutes else 0

    # Counting ----------------------------------------------------------------------------------

    def committed(self, done: Done) -> None:
        for change in done.chats:
            self._changed = self._changed or looks_different(change.before, change.after)
            for turn in turns_of(change.chat_id, change.rows):
                self.figures.note(turn)
                self._counted = True
        for log_in in done.duty:
            self._changed = True
            self._follow_duty(log_in.agent_id, log_in.rows)

    def restore(
        self, turns: Iterable[Turn], duty: Iterable[tuple[Millis, AgentId, AgentState]]
    ) -> None:
        """What happened before the start, by time."""
        for turn in turns:
            self.figures.note(turn)
        for at, agent_id, state in duty:
            self.staffing.note(at, agent_id, state)

    def take_up(self, chat_id: ChatId, rows: Iterable[Recorded]) -> None:
        """An open chat after a start, unless `restore` has told of it."""
        if chat_id not in self.figures.courses:
            for turn in turns_of(chat_id, rows):
                self.figures.note(turn)

    def begin(self, now: Millis) -> None:
        """The books are filled."""
        for live in self._engine.books.agents.values():
            self._duty[live.agent_id] = live.state
            self.staffing.note(now, live.agent_id, live.state)

    def _follow_duty(self, agent_id: AgentId, rows: Iterable[Recorded]) -> None:
        state = self._duty.get(agent_id, off_duty)
        for row in rows:
            state = evolve(state, cast(AnyAgentEvent, row.event), row.at)
            self.staffing.note(row.at, agent_id, state)
        if state.on_duty:
            self._duty[agent_id] = state
        else:
            self._duty.pop(agent_id, None)

    def _day_of(self, queue_id: QueueId, at: Millis) -> int:
        """In the time zone of the queue's site; of a queue that is gone, in UTC."""
        queue = self._directory.queues.get(queue_id)
        site = self._directory.sites.get(queue.site_id) if queue else None
        name = site.time_zone if site else "UTC"
        zone = self._zones.get(name)
        if zone is None:
            zone = self._zones[name] = ZoneInfo(name)
        return datetime.fromtimestamp(at // 1000, UTC).astimezone(zone).toordinal()

    def _threshold(self, queue_id: QueueId) -> Duration:
        queue = self._directory.queues.get(queue_id)
        return seconds(queue.service_level_s if queue else 60)
