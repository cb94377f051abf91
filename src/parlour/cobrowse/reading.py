"""One recorder's stream, from its packed bytes to what may be passed on. Pure."""

from typing import Literal, NamedTuple

from parlour.cobrowse import nodes as n
from parlour.cobrowse.limits import INFLATED_AT_ONCE_MAX
from parlour.cobrowse.masking import Mask, PageTerms
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.packing import Unpacker

PartKind = Literal["window", "picture", "change"]


class Part(NamedTuple):
    """One event that may be passed on. A `window` begins everything anew, a `picture` follows."""

    kind: PartKind
    line: bytes


class Understood(NamedTuple):
    """What a message brought. `events`: also those that are not passed on."""

    parts: list[Part]
    events: int
    inflated_bytes: int


class Reading:
    """Unpacks, checks and masks; keeps what is known of the page."""

    def __init__(self, terms: PageTerms) -> None:
        self._unpacker = Unpacker()
        self._mask = Mask(terms)

    def understood(self, packed: bytes) -> Understood:
        """What the next message brings.

        Raises: `NoPage`: nothing of it may be passed on, and the stream is over.
        """
        before = self._unpacker.inflated_bytes
        parts: list[Part] = []
        events = 0
        for line in self._unpacker.lines(packed):
            if self._unpacker.inflated_bytes - before > INFLATED_AT_ONCE_MAX:
                raise NoPage("too much in one message")
            events += 1
            shown = self._mask.masked(n.read_event(line))
            if self._mask.left_pages:
                raise NoPage("a page that may not be shown")
            if shown is not None:
                parts.append(Part(_KINDS[type(shown)], n.written(shown)))
        return Understood(parts, events, self._unpacker.inflated_bytes - before)


_KINDS: dict[type[n.Recorded], PartKind] = {
    n.Meta: "window",
    n.FullSnapshot: "picture",
    n.Incremental: "change",
}
