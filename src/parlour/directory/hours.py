"""Whether a queue is open at a moment: weekday hours and holidays in the site's time zone."""

from datetime import UTC, datetime
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
