"""The figures of the floor: folds of the turns of chats, kept live for each queue. Pure: time comes
with the turns.

Kept are the counts of the day, the counts of the last half hour, and one point a minute for the
last four hours. The same turns give the same figures, whether they come one by one or all at once
after a restart. Source: docs/floor.md.
"""

from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from parlour.hub.tally import Tally, together
from parlour.hub.turns import Turn
from parlour.ids import ChatId, Duration, Millis, QueueId

MINUTE = 60_000
MINUTES_KEPT = 240
RECENT = 30
"""Minutes of "recently": the one that runs and those before it."""
CELLS_MAX = 200_000
"""Queues × minutes kept, some 60 MB; beyond them the oldest minutes keep only their sums."""
ABANDONED = frozenset({"canceled", "lost", "queue_timeout"})
REFUSED = frozenset({"refused_hours", "refused_holiday", "refused_no_agents", "refused_limit"})

DayOf = Callable[[QueueId, Millis], int]
"""Number of the day at the queue's site."""
Threshold = Callable[[QueueId], Duration]
"""Within which waits of the queue ought to be answered."""


class Course(NamedTuple):
    """Where an open chat is."""

    queue_id: QueueId
    waits: bool
    since: Millis


class Cell(NamedTuple):
    """One queue at the end of one minute."""

    waiting: int
    longest: Duration
    engaged: int
    tally: Tally


class Minute(NamedTuple):
    """`begins`: number of the minute since 1970. `cells`: queues with anything to tell."""

    begins: int
    total: Cell
    cells: dict[QueueId, Cell]


class Figures:
    """Takes turns in the order of their times; an earlier one counts as of the newest moment."""

    def __init__(self, day_of: DayOf, threshold: Threshold) -> None:
        self._day_of = day_of
        self._threshold = threshold
        self.courses: dict[ChatId, Course] = {}
        self.waiting: dict[QueueId, dict[ChatId, Millis]] = {}
        """Since when which chat waits, the longest wait first."""
        self.engaged: dict[QueueId, int] = {}
        self.minutes: deque[Minute] = deque(maxlen=MINUTES_KEPT)
        self._cells = 0
        self._minute = 0
        self._running: dict[QueueId, Tally] = {}
        self._days: dict[QueueId, tuple[int, Tally]] = {}
        self._before: dict[QueueId, Tally] = {}
        """Of the closed minutes of "recently"."""

    # Taking turns ------------------------------------------------------------------------------

    def note(self, turn: Turn) -> None:
        self.advance(turn.at)
        course = self.courses.get(turn.chat_id)
        match turn.what:
            case "waits":
                self._wait(turn, course)
            case "answered" if course is not None and course.waits:
                self._answer(turn, course)
            case "over" if course is not None:
                self._end(turn, course)
            case "released" if course is not None:
                del self.courses[turn.chat_id]
                for tally in self._tallies(course.queue_id):
                    tally.released += 1
            case _:
                pass

    def advance(self, now: Millis) -> None:
        """Close the minutes that are over by now; of a long time without a turn, the last ones."""
        minute = now // MINUTE
        if self._minute and minute - self._minute > MINUTES_KEPT:
            self._close_minute()
        self._minute = max(self._minute, minute - MINUTES_KEPT)
        while self._minute < minute:
            self._close_minute()

    def _wait(self, turn: Turn, course: Course | None) -> None:
        if course is not None:
            if course.waits and course.queue_id == turn.queue_id:
                return
            self._leave(turn.chat_id, course)
        self.courses[turn.chat_id] = Course(turn.queue_id, True, turn.at)
        self.waiting.setdefault(turn.queue_id, {})[turn.chat_id] = turn.at

    def _answer(self, turn: Turn, course: Course) -> None:
        self._leave(turn.chat_id, course)
        self.courses[turn.chat_id] = Course(course.queue_id, False, turn.at)
        self.engaged[course.queue_id] = self.engaged.get(course.queue_id, 0) + 1
        waited = Duration(turn.at - course.since)
        in_time = waited <= self._threshold(course.queue_id)
        for tally in self._tallies(course.queue_id):
            tally.count_answer(waited, in_time=in_time)

    def _end(self, turn: Turn, course: Course) -> None:
        self._leave(turn.chat_id, course)
        self.courses[turn.chat_id] = Course(course.queue_id, False, Millis(0))
        if not course.waits:
            return
        late = turn.at - course.since > self._threshold(course.queue_id)
        for tally in self._tallies(course.queue_id):
            tally.deflected += turn.cause == "deflected"
            tally.refused += turn.cause in REFUSED
            if turn.cause in ABANDONED:
                tally.count_abandoned(late=late, canceled=turn.cause == "canceled")

    def _leave(self, chat_id: ChatId, course: Course) -> None:
        queue_id = course.queue_id
        if course.waits:
            del self.waiting[queue_id][chat_id]
            if not self.waiting[queue_id]:
                del self.waiting[queue_id]
        elif course.since:
            self.engaged[queue_id] -= 1
            if not self.engaged[queue_id]:
                del self.engaged[queue_id]

    def _tallies(self, queue_id: QueueId) -> tuple[Tally, Tally]:
        """Those of the minute and the day that run."""
        running = self._running.get(queue_id)
        if running is None:
            running = self._running[queue_id] = Tally()
        today = self._days.get(queue_id)
        if today is None:
            day = self._day_of(queue_id, Millis(self._minute * MINUTE))
            today = self._days[queue_id] = (day, Tally())
        return running, today[1]

    # Minutes -----------------------------------------------------------------------------------

    def _close_minute(self) -> None:
        ends = Millis((self._minute + 1) * MINUTE)
        queues = self.waiting.keys() | self.engaged.keys() | self._running.keys()
        cells = {queue_id: self._cell(queue_id, ends) for queue_id in queues}
        if len(self.minutes) == MINUTES_KEPT:
            self._cells -= len(self.minutes[0].cells)
        self.minutes.append(Minute(self._minute, _total(cells.values()), cells))
        self._cells += len(cells)
        self._thin_out()
        self._minute += 1
        self._running = {}
        self._before = self._sums_of_recent()
        self._turn_days(ends)

    def _cell(self, queue_id: QueueId, at: Millis) -> Cell:
        waiting = self.waiting.get(queue_id, {})
        longest = Duration(at - next(iter(waiting.values()))) if waiting else Duration(0)
        tally = self._running.get(queue_id, _NOTHING)
        return Cell(len(waiting), longest, self.engaged.get(queue_id, 0), tally)

    def _thin_out(self) -> None:
        for minute in self.minutes:
            if self._cells <= CELLS_MAX:
                return
            self._cells -= len(minute.cells)
            minute.cells.clear()

    def _sums_of_recent(self) -> dict[QueueId, Tally]:
        parts: dict[QueueId, list[Tally]] = {}
        for minute in islice(reversed(self.minutes), RECENT - 1):
            for queue_id, cell in minute.cells.items():
                if cell.tally is not _NOTHING:
                    parts.setdefault(queue_id, []).append(cell.tally)
        return {queue_id: together(tallies) for queue_id, tallies in parts.items()}

    def _turn_days(self, at: Millis) -> None:
        over = [q for q, (day, _) in self._days.items() if self._day_of(q, at) != day]
        for queue_id in over:
            del self._days[queue_id]

    # Reading -----------------------------------------------------------------------------------

    def today(self, queue_id: QueueId) -> Tally:
        found = self._days.get(queue_id)
        return found[1] if found else _NOTHING

    def recent(self, queue_id: QueueId) -> Tally:
        """Of the minute that runs and the 29 before it."""
        parts = (self._before.get(queue_id), self._running.get(queue_id))
        return together(part for part in parts if part is not None)

    def queues_told_of(self) -> set[QueueId]:
        """Queues with anything to tell, today or recently."""
        return self._days.keys() | self._before.keys() | self._running.keys()

    def oldest_wait(self, queue_id: QueueId) -> Millis | None:
        waiting = self.waiting.get(queue_id)
        return next(iter(waiting.values())) if waiting else None


def _total(cells: Iterable[Cell]) -> Cell:
    all_cells = list(cells)
    return Cell(
        sum(cell.waiting for cell in all_cells),
        max((cell.longest for cell in all_cells), default=Duration(0)),
        sum(cell.engaged for cell in all_cells),
        together(cell.tally for cell in all_cells),
    )


_NOTHING = Tally()
"""Of a queue at which nothing ended; never counted into."""
