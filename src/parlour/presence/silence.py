"""When silence becomes an absence, and an absence a loss.

Contact is any byte of a client, on any of its connections. The server's own outage is not the
client's silence: it is granted on top (`grace`). Source: docs/ledger.md, "Presence".
"""

from typing import Literal

from parlour.ids import Duration, Millis
from parlour.value import Value

Verdict = Literal["absent", "lost"]


class SilenceRules(Value):
    """ABSENT_INTERVAL and the side's …_ABSENT_RETRY_COUNT, as they were when the silence began."""

    interval: Duration
    retries: int


class Silence(Value):
    """A client that has not been heard of since `since`."""

    since: Millis
    rules: SilenceRules
    grace: Duration = Duration(0)
    """The server's own outages meanwhile, each with one interval on top."""

    @property
    def absent_at(self) -> Millis:
        return Millis(self.since + self.grace + self.rules.interval)

    @property
    def lost_at(self) -> Millis:
        return Millis(self.since + self.grace + self.rules.interval * self.rules.retries)

    def after_outage(self, outage: Duration) -> "Silence":
        """The same silence, its deadlines moved by the outage and one interval."""
        return self.but(grace=Duration(self.grace + outage + self.rules.interval))


def verdict(silence: Silence, *, absent: bool, now: Millis) -> Verdict | None:
    """What to say of the client now; `absent`: that much is said already."""
    if absent and now >= silence.lost_at:
        return "lost"
    if not absent and now >= silence.absent_at:
        return "absent"
    return None


def due_at(silence: Silence, *, absent: bool) -> Millis:
    """When there is next something to say, if nothing is heard."""
    return silence.lost_at if absent else silence.absent_at
