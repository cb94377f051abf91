"""What happened, folded into one hash; the newest lines are kept for whoever looks into a failure.

Only what the seed decides goes in: virtual time, frames, rows, faults. Two runs of one seed that
differ anywhere differ in the hash.
"""

from hashlib import blake2b

import msgspec

LINES_KEPT = 40
"""A screenful: what led to a failure is nearly always there."""
LINE_BYTES_SHOWN = 200
FOLDED_AT_ONCE = 1_000
"""Notes that are hashed together: one by one they cost three times as much."""

Line = tuple[int, str, str, bytes]

_encode = msgspec.msgpack.Encoder().encode


class Trace:
    """`who` did `what`, with these bytes, at this microsecond."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self._lines: list[Line] = []
        """The newest; those but the last `LINES_KEPT` are in the hash as soon as there are many."""
        self._folded = 0
        """How many of them are in the hash already."""
        self.count = 0

    def note(self, at_us: int, who: str, what: str, content: bytes = b"") -> None:
        self._lines.append((at_us, who, what, content))
        self.count += 1
        if len(self._lines) > FOLDED_AT_ONCE:
            self._fold()

    @property
    def digest(self) -> str:
        self._fold()
        return self._hash.hexdigest()

    def lines(self) -> list[str]:
        """The newest, oldest first, for people."""
        return [
            f"{at_us / 1_000_000:>14.6f}  {who:<14} {what:<10} {_shown(content)}"
            for at_us, who, what, content in self._lines[-LINES_KEPT:]
        ]

    def _fold(self) -> None:
        self._hash.update(_encode(self._lines[self._folded :]))
        self._lines = self._lines[-LINES_KEPT:]
        self._folded = len(self._lines)


def _shown(content: bytes) -> str:
    text = content.decode(errors="replace")
    return text if len(text) <= LINE_BYTES_SHOWN else f"{text[:LINE_BYTES_SHOWN]}…"
