"""The rule on the server's own outages, A10: what follows from silence comes later by them.

How long ABSENT_INTERVAL was is in no row; that it was at least ten seconds holds for every site.
"""

from collections.abc import Iterator

from parlour.agents.events import AgentWentAbsent
from parlour.chat.events import AgentAbsent, EndUserAbsent
from parlour.ids import Duration, Millis, seconds
from parlour.ledger.verify.rules import Found
from parlour.lives.outage import Outages

INTERVAL_MIN: Duration = seconds(10)
"""Of ABSENT_INTERVAL: docs/settings.md."""

AnyWentAbsent = AgentAbsent | EndUserAbsent | AgentWentAbsent


def check_absent(outages: Outages, absence: AnyWentAbsent, at: Millis) -> Iterator[Found]:
    """An absence that was told at `at`."""
    away = outages.within(absence.silent_since, at)
    if not away:
        return
    if at - absence.silent_since < away + INTERVAL_MIN:
        yield "A10", f"absent after a silence in which the server was away for {away} ms"
    if absence.lost_at - absence.silent_since < away + INTERVAL_MIN:
        yield "A10", f"would be lost in a silence in which the server was away for {away} ms"


def check_lost(outages: Outages, lost_at: Millis, told_at: Millis, at: Millis) -> Iterator[Found]:
    """A loss at `at` of a client whose absence, told at `told_at`, was to last till `lost_at`."""
    away = outages.within(told_at, at)
    if away and at < lost_at + away:
        yield "A10", f"lost in an absence in which the server was away for {away} ms"
