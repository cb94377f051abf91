"""What has been proven, and what was found."""

from typing import Protocol

from parlour.ids import Millis
from parlour.ledger.verify.rules import Fault
from parlour.value import Value


class Pass(Value):
    """One reading of the whole ledger, as it stood at `begun`."""

    begun: Millis
    finished: Millis
    rows: int
    chats: int
    log_ins: int
    faults: int


class FoundFault(Value):
    """A fault, and when it was first found."""

    fault: Fault
    found: Millis


class ProofBook(Protocol):
    """Where proofs are kept."""

    async def last_pass(self) -> Pass | None: ...

    async def faults(self) -> list[FoundFault]:
        """All that are known, latest first."""
        ...

    async def add_faults(self, faults: list[FoundFault]) -> None:
        """Those that are known already keep their time."""
        ...

    async def add_pass(self, done: Pass, still_there: list[Fault]) -> None:
        """A pass is over: faults found before it began that it did not meet again are gone."""
        ...
