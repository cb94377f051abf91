"""What happened, folded into one hash; the newest lines are kept for whoever looks into a failure.

Only what the seed decides goes in: virtual time, frames, rows, faults. Two runs of one seed that
differ anywhere differ in the hash.
"""

from collections import deque
from hashlib import blake2b

LINES_KEPT = 40
"""A screenful: what led to a failure is nearly always there."""
LINE_BYTES_SHOWN = 200

Line = tuple[int, str, str, bytes]


class Trace:
    """`who` did `what`, with these bytes, at this microsecond."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self._lines: deque[Line] = deque(maxlen=LINES_KEPT)
        self.count = 0

    def note(self, at_us: int, who: str, what: str, content: bytes = b"") -> None:
        self._hash.update(b"%d %b%b" % (at_us, content, f"{who} {what}".encode()))
        self._lines.append((at_us, who, what, content))
        self.count += 1

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def lines(self) -> list[str]:
        """The newest, oldest first, for people."""
        return [
            f"{at_us / 1_000_000:>14.6f}  {who:<14} {what:<10} {_shown(content)}"
            for at_us, who, what, content in self._lines
        ]


def _shown(content: bytes) -> str:
    text = content.decode(errors="replace")
    return text if len(text) <= LINE_BYTES_SHOWN else f"{text[:LINE_BYTES_SHOWN]}…"
