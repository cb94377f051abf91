"""One life of the server, from taking commands to its end, and what the next one knows of it."""

from parlour.ids import Millis
from parlour.lives.outage import NO_OUTAGES, Outage, OutageKind, Outages
from parlour.value import Value


class Life(Value):
    """`alive` is written every few seconds; `stopped` when the server was told to stop."""

    number: int
    version: str
    started: Millis
    alive: Millis
    stopped: Millis | None = None

    @property
    def last_seen(self) -> Millis:
        """It served until then; told to stop it lives on for a while, without its clients."""
        return self.alive if self.stopped is None else self.stopped


class Past(Value):
    """What a starting server knows of those before it."""

    life: Life | None = None
    """The last one."""
    outages: Outages = NO_OUTAGES
    """Those that may still matter to something open."""

    @property
    def last_seen(self) -> Millis:
        return self.life.last_seen if self.life else Millis(0)

    def outage(self, newest_row: Millis, now: Millis) -> Outage:
        """From the last sign of life, or from when the server was told to stop, until `now`: then
        it listened to nobody any more, though the rows of what it had begun came later."""
        kind: OutageKind = "restart"
        since = max(self.last_seen, newest_row)
        if self.life is not None and self.life.stopped is not None:
            kind, since = "drain", self.life.stopped
        return Outage(kind=kind, since=since, until=max(now, newest_row, since))


NO_PAST = Past()
