"""Whether a queue is open at a moment: weekday hours and holidays in the site's time zone."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from parlour.directory.records import Queue
from parlour.ids import Millis

Opening = Literal["open", "closed", "holiday"]


def is_open(queue: Queue, time_zone: str, at: Millis) -> Opening:
    """A queue without hours is always open, but for its holidays. Hours end before `closes`."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(time_zone))
    if local.date().isoformat() in queue.holidays:
        return "holiday"
    if not queue.hours:
        return "open"
    minute = local.hour * 60 + local.minute
    is_within = any(
        hours.weekday == local.weekday() and hours.opens <= minute < hours.closes
        for hours in queue.hours
    )
    return "open" if is_within else "closed"


def next_opening(queue: Queue, time_zone: str, at: Millis) -> Millis | None:
    """When a queue that is closed at `at` opens next; `None`: not within a year, or it has no
    hours and is closed by holidays alone for longer than that.

    An opening time that a change of the clock skips is told as it would be without the change, at
    most an hour late.
    """
    zone = ZoneInfo(time_zone)
    today = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date()
    for ahead in range(OPENING_DAYS_MAX):
        day = today + timedelta(days=ahead)
        opens = sorted({h.opens for h in queue.hours if h.weekday == day.weekday()})
        moments = (
            (datetime.combine(day, time(), zone) + timedelta(minutes=minute)).replace(fold=fold)
            for minute in (opens if queue.hours else (0,))
            for fold in (0, 1)
        )
        for moment in sorted(round(one.timestamp() * 1000) for one in moments):
            if moment > at and is_open(queue, time_zone, Millis(moment)) == "open":
                return Millis(moment)
    return None


OPENING_DAYS_MAX = 366
"""Beyond a year nobody waits for it."""
