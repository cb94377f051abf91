"""What the sockets count, as plain numbers: adding to one costs nothing on the hot path."""

from collections import Counter


class SocketCounts:
    """Since the start; `open` is how many are open now."""

    __slots__ = ("closed", "cut", "frames_in", "frames_out", "open", "refused", "rejected")

    def __init__(self) -> None:
        self.frames_in = 0
        self.frames_out = 0
        self.cut = 0
        """Connections cut as they came, because there were too many."""
        self.open: Counter[str] = Counter()
        """By role, once greeted."""
        self.refused: Counter[str] = Counter()
        """Frames refused before they reached the engine, by code."""
        self.rejected: Counter[int] = Counter()
        """Handshakes rejected, by status; of addresses that must stay away, API requests too."""
        self.closed: Counter[int] = Counter()
        """Connections that we closed, by code."""
