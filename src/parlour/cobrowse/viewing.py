"""What one viewer gets of the parts of a page: with the style sheets that it has not had. Pure."""

from collections.abc import Collection, Sequence

from parlour.cobrowse import shorthand as s
from parlour.cobrowse.limits import SHEETS_CHARACTERS_MAX
from parlour.cobrowse.packing import Packer
from parlour.cobrowse.reading import Part
from parlour.cobrowse.shorthand_writer import written

FORGET = written(s.ForgetLine())


class Viewing:
    """One viewer's stream. `sheets`: names of the style sheets that it has already."""

    def __init__(self, sheets: Collection[str] = frozenset()) -> None:
        self._packer = Packer()
        self._has = set(sheets)
        self._said_characters = 0

    def packed(self, parts: Sequence[Part]) -> bytes:
        """The next piece."""
        return self._packer.packed(b"".join(self._lines(part) for part in parts))

    def _lines(self, part: Part) -> bytes:
        """A viewer that was said too many style sheets forgets them all: it never has to hold more
        than those of one picture beyond the limit."""
        lines: list[bytes] = []
        if self._said_characters > SHEETS_CHARACTERS_MAX:
            lines.append(FORGET)
            self._has.clear()
            self._said_characters = 0
        for name, sheet in part.sheets.items():
            if name not in self._has:
                self._has.add(name)
                self._said_characters += len(sheet)
                lines.append(written(s.SheetLine(sheet, name)))
        return b"".join((*lines, part.short))


def weight_of(part: Part) -> int:
    """Bytes at most that the part brings, before it is packed."""
    return len(part.short) + sum(map(len, part.sheets.values()))
