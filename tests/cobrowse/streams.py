"""Both ends of a stream, as events by their JSON."""

import json
from collections.abc import Iterable
from typing import Any

from parlour.cobrowse import nodes as n
from parlour.cobrowse import shorthand as s
from parlour.cobrowse.packing import Packer, Unpacker
from parlour.cobrowse.shorthand_reader import Reader
from parlour.cobrowse.shorthand_writer import Writer, written

Json = dict[str, Any]


class RecorderEnd:
    """What a recorder sends that masks nothing. `told`: names of style sheets that it need not
    say."""

    def __init__(self, told: Iterable[str] = ()) -> None:
        self._packer = Packer()
        self._writer = Writer(whole=True)
        self._said = set(told)

    def packed(self, *events: Json) -> bytes:
        """One piece."""
        return self.pack(b"".join(self.lines(*events)))

    def lines(self, *events: Json) -> list[bytes]:
        lines: list[bytes] = []
        for event in events:
            read = n.read_event(json.dumps(event).encode())
            assert isinstance(read, n.SHOWN)
            line, sheets = self._writer.line(read)
            lines += [written(s.SheetLine(sheets[name])) for name in sheets.keys() - self._said]
            self._said |= sheets.keys()
            lines.append(line)
        return lines

    def pack(self, lines: bytes) -> bytes:
        return self._packer.packed(lines)


class ViewerEnd:
    """What a viewer gets. `has`: style sheets that it has already, by their names."""

    def __init__(self, has: dict[str, str] | None = None) -> None:
        self._unpacker = Unpacker()
        self._reader = Reader(has or {})
        self.lines: list[Any] = []
        """All of them, as JSON."""

    def events(self, packed: bytes) -> list[Json]:
        """Those of one piece."""
        found = []
        for line in self._unpacker.lines(packed):
            self.lines.append(json.loads(line))
            event = self._reader.event(line)
            if event is not None:
                found.append(json.loads(n.written(event)))
        return found
