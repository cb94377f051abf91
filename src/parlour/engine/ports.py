"""Clock, chance and ids: the only place that asks the machine for them.

Everything else takes one of these Protocols, so that a test or a simulation supplies its own
and a run can be repeated. The fakes stand here too: whoever adds a method sees both sides.
"""

import base64
import random
import secrets
import time
from typing import Protocol

from parlour.ids import Duration, Millis

ID_BYTES = 16
"""128 bits: can't be guessed, and won't collide in the life of a ledger."""
SUPPLY_IDS = 256
"""4 KiB of chance at a time."""
SECRET_BYTES = 32
"""256 bits for what opens a door by itself: session, visitor token, ticket, link."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> Millis:
        """Wall-clock time that never goes back and never jumps while the program runs."""
        ...

    def monotonic_ms(self) -> float:
        """Milliseconds since some moment; only differences mean anything."""
        ...

    def not_before(self, at: Millis) -> Duration:
        """Go on from `at` if that is later: what is stamped next must not be earlier than it.

        Gives by how much the clock has jumped.
        """
        ...


class Random(Protocol):
    """Chance, where nobody's safety depends on it."""

    def uniform(self, low: float, high: float) -> float: ...


class Ids(Protocol):
    """Fresh ids and secrets; url-safe, and they tell nothing about when they were made."""

    def fresh(self, prefix: str) -> str:
        """`<prefix>_` and 32 characters."""
        ...

    def secret(self) -> str:
        """43 characters that nobody guesses."""
        ...


class SystemClock:
    """The wall clock as it was at the start, carried on by the monotonic clock.

    Stamps and durations so agree, and a wall clock that is set while we run (by a second or by
    ten years) changes neither.
    """

    def __init__(self) -> None:
        self._offset_ns = time.time_ns() - time.monotonic_ns()

    def not_before(self, at: Millis) -> Duration:
        """As when the wall clock was set back since the last row was written."""
        jump = max(0, at - self.now())
        self._offset_ns += jump * 1_000_000
        return Duration(jump)

    def now(self) -> Millis:
        return Millis((time.monotonic_ns() + self._offset_ns) // 1_000_000)

    def monotonic_ms(self) -> float:
        return time.monotonic_ns() / 1_000_000


class SystemIds:
    """Ids from the machine's source of secrets, of which a supply is drawn at a time: a system
    call for each would cost more than the post it names."""

    def __init__(self) -> None:
        self._supply = ""
        self._used = 0

    def fresh(self, prefix: str) -> str:
        start = self._used
        if start == len(self._supply):
            self._supply = secrets.token_hex(SUPPLY_IDS * ID_BYTES)
            start = 0
        self._used = start + 2 * ID_BYTES
        return f"{prefix}_{self._supply[start : self._used]}"

    def secret(self) -> str:
        return secrets.token_urlsafe(SECRET_BYTES)


class SystemRandom:
    def uniform(self, low: float, high: float) -> float:
        return random.uniform(low, high)  # noqa: S311 — spreads load, guards nothing


class ManualClock:
    """A clock that stands still until it is advanced."""

    def __init__(self, at: int = 1_700_000_000_000) -> None:
        self._at = at

    def now(self) -> Millis:
        return Millis(self._at)

    def monotonic_ms(self) -> float:
        return float(self._at)

    def not_before(self, at: Millis) -> Duration:
        jump = max(0, at - self._at)
        self._at += jump
        return Duration(jump)

    def advance(self, by_ms: int) -> None:
        assert by_ms >= 0, "time does not go back"
        self._at += by_ms


class SeededRandom:
    """The same seed gives the same chance."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 — repeatable on purpose

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)


class SeededIds:
    """The same seed gives the same ids, as long and as well-formed as the real ones."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 — repeatable on purpose

    def fresh(self, prefix: str) -> str:
        return f"{prefix}_{self._random.randbytes(ID_BYTES).hex()}"

    def secret(self) -> str:
        chance = self._random.randbytes(SECRET_BYTES)
        return base64.urlsafe_b64encode(chance).rstrip(b"=").decode()
