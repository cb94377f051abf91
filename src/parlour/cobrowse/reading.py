"""One recorder's stream, from its packed bytes to what may be passed on. Pure."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from parlour.cobrowse import nodes as n
from parlour.cobrowse.limits import INFLATED_AT_ONCE_MAX
from parlour.cobrowse.masking import Mask, PageTerms
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.packing import Unpacker
from parlour.cobrowse.shorthand_reader import Reader
from parlour.cobrowse.shorthand_writer import Sheets, Writer

PartKind = Literal["window", "picture", "change"]


class Part(NamedTuple):
    """One event that may be passed on. A `window` begins everything anew, a `picture` follows.
    `line`: rrweb's own event; `short`: the line that a viewer gets, and `sheets`: the style sheets
    that it names."""

    kind: PartKind
    line: bytes
    short: bytes
    sheets: Sheets


class Understood(NamedTuple):
    """What a message brought. `events`: also those that are not passed on; `inflated_bytes`: with
    what names stand for; `sheets`: style sheets of the page, for others that have them, too."""

    parts: list[Part]
    events: int
    inflated_bytes: int
    sheets: Sheets


class Reading:
    """Unpacks, checks and masks; keeps what is known of the page. `told`: style sheets that the
    recorder may name without saying them."""

    def __init__(self, terms: PageTerms, told: Mapping[str, str] | None = None) -> None:
        self._unpacker = Unpacker()
        self._reader = Reader(told or {})
        self._mask = Mask(terms)
        self._writer = Writer()

    def understood(self, packed: bytes) -> Understood:
        """What the next message brings.

        Raises: `NoPage`: nothing of it may be passed on, and the stream is over.
        """
        before = self._inflated()
        parts: list[Part] = []
        events = 0
        for line in self._unpacker.lines(packed):
            events += 1
            event = self._reader.event(line)
            if self._inflated() - before > INFLATED_AT_ONCE_MAX:
                raise NoPage("too much in one message")
            shown = None if event is None else self._mask.masked(event)
            if self._mask.left_pages:
                raise NoPage("a page that may not be shown")
            if shown is not None:
                parts.append(self._part(shown))
        sheets, self._reader.used = self._reader.used, {}
        return Understood(parts, events, self._inflated() - before, sheets)

    def _part(self, shown: n.SHOWN) -> Part:
        short, sheets = self._writer.line(shown)
        return Part(_KINDS[type(shown)], n.written(shown), short, sheets)

    def _inflated(self) -> int:
        return self._unpacker.inflated_bytes + self._reader.expanded


_KINDS: dict[type[n.Recorded], PartKind] = {
    n.Meta: "window",
    n.FullSnapshot: "picture",
    n.Incremental: "change",
}
