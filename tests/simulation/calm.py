"""When the world was last disturbed: what is owed within a second is owed by a healthy house."""


class Calm:
    """Counts outages of nodes and store. Times in microseconds."""

    def __init__(self, nodes: int) -> None:
        self._nodes = nodes
        self._ongoing: dict[str, int] = {}
        self._last_us = 0
        self.listening_since_us = 0
        """Since when at least one node listens without a break; while none does, this is never."""

    def begin(self, who: str, now_us: int) -> None:
        """A node is down, paused or draining, or (`store …`) the store is not well."""
        self._ongoing.setdefault(who, now_us)
        self._last_us = now_us

    def end(self, who: str, now_us: int) -> None:
        if self._all_nodes_are_out:
            self.listening_since_us = now_us
        if self._ongoing.pop(who, None) is not None:
            self._last_us = now_us

    @property
    def is_listening(self) -> bool:
        return not self._all_nodes_are_out

    def lasts_since(self, at_us: int) -> bool:
        """Nothing was wrong from then on until now."""
        return not self._ongoing and self._last_us < at_us

    @property
    def _all_nodes_are_out(self) -> bool:
        return sum(not who.startswith("store") for who in self._ongoing) >= self._nodes
