"""The floor as it is now, for supervisors: queues, agents, chats; sent on change."""

import msgspec

from parlour.agents.state import Hold
from parlour.chat.state import ChatState, Phase
from parlour.directory.directory import Directory
from parlour.engine.act import Done
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.lobby import Lobby
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat
from parlour.ids import Duration, Millis, QueueId
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

SPACING = Duration(1_000)
"""The board is sent at most so often."""
CHATS_MAX = 200
"""Chats listed on the board, those waiting longest first; the rest are counted."""
DAY = 86_400_000


class Floor:
    """Draws the board and keeps the supervisors who watch it up to date."""

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
        self._router = router
        self._publisher = publisher
        self._lobby = lobby
        self.watching: dict[Seat, None] = {}
        """In the order of coming: what is sent must not hang on where a seat lies in memory."""
        self._changed = False
        self._sent_at = Millis(0)
        self._day = 0
        self._released = 0
        self._canceled = 0

    def watch(self, seat: Seat) -> None:
        self.watching[seat] = None
        seat.connection.send(_encode(self.board()))

    def note_change(self) -> None:
        """Something on the board is different now."""
        self._changed = True

    def committed(self, done: Done) -> None:
        self._turn_the_page(done.act.at)
        for change in done.chats:
            self._changed = self._changed or _looks_different(change.before, change.after)
            if change.after.phase is Phase.RELEASED:
                self._released += 1
                self._canceled += change.after.end_cause in ("canceled", "deflected")
        self._changed = self._changed or bool(done.duty)

    def tick(self, now: Millis) -> None:
        if not self._changed or not self.watching or now - self._sent_at < SPACING:
            return
        self._changed, self._sent_at = False, now
        frame = _encode(self.board())
        for seat in tuple(self.watching):
            seat.connection.send(frame)

    def board(self) -> f.Board:
        self._turn_the_page(self._engine.clock.now())
        chats = sorted(
            (live.state for live in self._engine.books.chats.values()),
            key=lambda state: state.requested_at,
        )
        return f.Board(
            now=self._engine.clock.now(),
            queues=tuple(self._queue(queue_id) for queue_id in self._directory.queues),
            agents=self._agents(),
            chats=tuple(self._chat(state) for state in chats[:CHATS_MAX]),
            chats_more=max(0, len(chats) - CHATS_MAX),
            released_today=self._released,
            canceled_today=self._canceled,
        )

    def _turn_the_page(self, now: Millis) -> None:
        """Counts are of the day (UTC)."""
        if now // DAY > self._day:
            self._day, self._released, self._canceled = now // DAY, 0, 0

    def _queue(self, queue_id: QueueId) -> f.BoardQueue:
        line = self._router.lines.get(queue_id, [])
        serving = [
            candidate
            for candidate in self._router.roster.serving(queue_id).values()
            if candidate.available and not candidate.absent
        ]
        return f.BoardQueue(
            id=queue_id,
            name=self._directory.queues[queue_id].name,
            waiting=len(line),
            longest_wait_since=line[0].requested_at if line else None,
            expected_wait_ms=self._lobby.expected_wait(queue_id, len(line) + 1),
            agents_available=len(serving),
            sessions_free=sum(candidate.free_sessions for candidate in serving),
        )

    def _agents(self) -> tuple[f.BoardAgent, ...]:
        agents: list[f.BoardAgent] = []
        for live in self._engine.books.agents.values():
            state = live.state
            status = self._directory.statuses.get(state.status_id)
            candidate = self._router.roster.get(live.agent_id)
            agents.append(
                f.BoardAgent(
                    id=live.agent_id,
                    name=self._directory.name_of(live.agent_id),
                    status=status.label if status else state.status_id,
                    status_type=state.status_type,
                    since=state.status_since,
                    absent=candidate is None or candidate.absent,
                    sessions=state.occupied,
                    offered=sum(1 for hold in state.holds if hold.hold is Hold.OFFERED),
                    max_sessions=state.max_sessions,
                )
            )
        return tuple(sorted(agents, key=lambda agent: agent.name))

    def _chat(self, state: ChatState) -> f.BoardChat:
        request = self._publisher.requests.get(state.chat_id)
        queue = self._directory.queues.get(state.queue_id)
        lead = state.lead_id or state.wrap_up_agent_id
        return f.BoardChat(
            chat=state.chat_id,
            phase=state.phase,
            queue=queue.name if queue else state.queue_id,
            name=request.name if request else "",
            question=request.question if request else "",
            requested_at=state.requested_at,
            phase_since=_phase_since(state),
            lead=self._directory.name_of(lead) if lead else None,
            end_user_absent=state.absence_of(None) is not None,
            agent_absent=lead is not None and state.absence_of(lead) is not None,
        )


def _looks_different(before: ChatState, after: ChatState) -> bool:
    return (
        before.phase is not after.phase
        or before.lead_id != after.lead_id
        or before.queue_id != after.queue_id
        or before.absences != after.absences
    )


def _phase_since(state: ChatState) -> Millis:
    """When the present wait or the present engagement began, as near as the chat remembers."""
    if state.phase in (Phase.QUEUED, Phase.OFFERED):
        return state.queued_at
    return state.first_engaged_at or state.requested_at
