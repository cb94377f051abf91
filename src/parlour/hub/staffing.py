"""Occupancy: session-time in use over session-time there was, of all agents and of each. Pure.

Source: docs/floor.md, "What the figures mean".
"""

from collections import deque
from typing import NamedTuple

from parlour.agents.state import AgentState
from parlour.hub.figures import MINUTE, MINUTES_KEPT
from parlour.ids import AgentId, Millis

STRETCH = 5 * MINUTE
STRETCHES = 6
"""An agent's occupancy is of the stretch that runs and the five before it: half an hour."""


class Sessions(NamedTuple):
    """In use, and those there are: Max Sessions while the agent is available and heard of."""

    busy: int = 0
    capacity: int = 0


class Spent(NamedTuple):
    """Session-milliseconds within one minute or stretch, which is numbered from 1970 on."""

    begins: int
    busy: int
    capacity: int


def sessions_of(state: AgentState) -> Sessions:
    """Whoever takes no chats has no more sessions than they still use."""
    busy = state.occupied
    takes_chats = state.on_duty and state.status_type == "available" and state.absence is None
    return Sessions(busy, max(busy, state.max_sessions) if takes_chats else busy)


class Meter:
    """Adds up what a number of sessions makes over time, in pieces of one length."""

    __slots__ = ("_at", "_length", "now", "pieces")

    def __init__(self, at: Millis, length: int, kept: int) -> None:
        self.now = Sessions()
        self.pieces: deque[Spent] = deque([Spent(at // length, 0, 0)], maxlen=kept)
        """The last one runs."""
        self._at = at
        self._length = length

    def advance(self, at: Millis) -> None:
        if at - self._at > self._length * (self.pieces.maxlen or 1):
            self._at = Millis(at - self._length * (self.pieces.maxlen or 1))
            self.pieces.append(Spent(self._at // self._length, 0, 0))
        while self._at < at:
            piece = self.pieces[-1]
            if self._at >= (piece.begins + 1) * self._length:
                piece = Spent(piece.begins + 1, 0, 0)
                self.pieces.append(piece)
            until = min(at, (piece.begins + 1) * self._length)
            lasted = until - self._at
            busy, capacity = self.now
            self.pieces[-1] = Spent(
                piece.begins, piece.busy + busy * lasted, piece.capacity + capacity * lasted
            )
            self._at = Millis(until)

    def turn(self, at: Millis, sessions: Sessions) -> None:
        self.advance(at)
        self.now = sessions

    def occupancy(self) -> float | None:
        """From 0 to 1, over all pieces; `None`: there were no sessions."""
        capacity = sum(piece.capacity for piece in self.pieces)
        return sum(piece.busy for piece in self.pieces) / capacity if capacity else None


class Staffing:
    """All agents' sessions together, minute by minute, and each agent's over half an hour."""

    def __init__(self) -> None:
        self.all: Meter | None = None
        self._agents: dict[AgentId, Meter] = {}

    def note(self, at: Millis, agent_id: AgentId, state: AgentState) -> None:
        everybody = self._everybody(at)
        meter = self._agents.get(agent_id)
        before = meter.now if meter is not None else Sessions()
        now = sessions_of(state)
        busy, capacity = everybody.now
        everybody.turn(
            at, Sessions(busy + now.busy - before.busy, capacity + now.capacity - before.capacity)
        )
        if not state.on_duty:
            self._agents.pop(agent_id, None)
            return
        if meter is None:
            meter = self._agents[agent_id] = Meter(at, STRETCH, STRETCHES)
        meter.turn(at, now)

    def advance(self, at: Millis) -> None:
        self._everybody(at).advance(at)

    def occupancy(self, agent_id: AgentId, at: Millis) -> float | None:
        meter = self._agents.get(agent_id)
        if meter is None:
            return None
        meter.advance(at)
        return meter.occupancy()

    def minutes(self) -> dict[int, Spent]:
        """By the number of the minute."""
        return {piece.begins: piece for piece in self.all.pieces} if self.all else {}

    def _everybody(self, at: Millis) -> Meter:
        if self.all is None:
            self.all = Meter(at, MINUTE, MINUTES_KEPT + 1)
        return self.all
