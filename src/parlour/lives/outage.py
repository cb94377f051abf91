"""The server's own silence: never counted as anybody else's.

Source: docs/ledger.md, "Presence".
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from parlour.ids import Duration, Millis
from parlour.value import Value

OutageKind = Literal["restart", "drain", "stall", "store"]
"""Ended without a word (killed, power cut); ended when told to; stood still; could not write."""


class Outage(Value):
    """The server was not to be had, or could not write, from `since` to `until`."""

    kind: OutageKind
    since: Millis
    until: Millis

    @property
    def length(self) -> Duration:
        return Duration(self.until - self.since)


class Outages:
    """Any number of outages, which may overlap; tells what they take of a stretch of time."""

    def __init__(self, outages: Iterable[Outage] = ()) -> None:
        self._since: list[Millis] = []
        self._until: list[Millis] = []
        for outage in sorted(outages, key=lambda outage: outage.since):
            if self._until and outage.since <= self._until[-1]:
                self._until[-1] = max(self._until[-1], outage.until)
            else:
                self._since.append(outage.since)
                self._until.append(outage.until)

    def within(self, since: Millis, until: Millis) -> Duration:
        """How much of that time the server was away."""
        total = 0
        for place in range(bisect_right(self._until, since), len(self._since)):
            if self._since[place] >= until:
                break
            total += min(until, self._until[place]) - max(since, self._since[place])
        return Duration(total)


NO_OUTAGES = Outages()
