"""What supervisors are shown of the floor: parts of the frames `board` and `figures`."""

from typing import Literal

from parlour.ids import AgentId, ChatId, Millis, QueueId, SiteId
from parlour.value import Value


class BoardQueue(Value):
    """One queue on the floor."""

    id: QueueId
    name: str
    waiting: int
    """Without an agent, those on offer included."""
    longest_wait_since: Millis | None
    expected_wait_ms: int | None
    agents_available: int
    sessions_free: int
    sessions: int
    """Of the agents who serve the queue and are available; other queues may use them, too."""
    sessions_busy: int


class BoardAgent(Value):
    """One agent on duty on the floor."""

    id: AgentId
    name: str
    group: str
    """Shown name; empty: none."""
    status: str
    status_type: Literal["available", "unavailable"]
    since: Millis
    absent: bool
    sessions: int
    offered: int
    max_sessions: int
    occupancy: float | None
    """From 0 to 1, over the last half hour on duty."""


class BoardInvitation(Value):
    """A colleague who is asked and has not answered yet."""

    to: str
    form: Literal["transfer", "conference"]


class BoardChat(Value):
    """One open chat on the floor. Names are shown names."""

    chat: ChatId
    phase: str
    queue_id: QueueId
    queue: str
    name: str
    question: str
    """Its beginning."""
    requested_at: Millis
    phase_since: Millis
    lead: str | None
    lead_id: AgentId | None
    """Who leads, or wraps up."""
    group: str
    """The lead's."""
    offered_to: str | None
    conferees: tuple[str, ...]
    invited: tuple[BoardInvitation, ...]
    monitors: tuple[str, ...]
    """Who watches it; told only to those who may watch it, too."""
    answered_in_time: bool | None
    """`None`: not answered yet."""
    end_user_absent: bool
    agent_absent: bool
    may_monitor: bool
    """The receiver may watch, join and take over this chat."""
    may_end: bool


class BoardTotals(Value):
    """Of everything, also of what is not listed."""

    waiting: int
    longest_wait_since: Millis | None
    offered: int
    engaged: int
    wrap_up: int
    agents: int
    """On duty."""
    agents_available: int
    sessions: int
    """There are: of the available agents all, of others those still in use."""
    sessions_busy: int
    sessions_free: int


class WaitFigures(Value):
    """Waits that ended within some time; docs/floor.md says what each figure means."""

    answered: int
    in_time: int
    abandoned: int
    abandoned_late: int
    deflected: int
    refused: int
    wait_average_ms: int | None
    wait_p50_ms: int | None
    wait_p90_ms: int | None


class QueueFigures(Value):
    """One queue."""

    id: QueueId
    name: str
    site: str
    service_level_s: int
    today: WaitFigures
    recent: WaitFigures
    """Of the last half hour."""


class SiteFigures(Value):
    """All queues of one site together."""

    id: SiteId
    name: str
    today: WaitFigures
    recent: WaitFigures


class FigureSeries(Value):
    """One point for each minute, from the one that begins at `begins` on, column by column."""

    begins: Millis
    waiting: tuple[int, ...]
    """At the end of the minute, as the next two."""
    longest_s: tuple[int, ...]
    engaged: tuple[int, ...]
    answered: tuple[int, ...]
    in_time: tuple[int, ...]
    abandoned: tuple[int, ...]
    abandoned_late: tuple[int, ...]
    busy_s: tuple[int, ...]
    """Session-seconds in use, and those there were; empty in the series of one queue."""
    capacity_s: tuple[int, ...]
