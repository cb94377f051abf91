"""Texts that are read together: a number may stand in several of them, or grow. Pure."""

from collections.abc import Callable

from parlour.cobrowse.nodes import NodeId
from parlour.cobrowse.numbers import has_digit, runs_of_digits, without_typed
from parlour.cobrowse.tree import Placed, Tree

LINE_CHARACTERS_MAX = 10_000
"""Of texts that are looked at together; a longer line is prose, each part of which was masked."""
TYPED_AT_ONCE = 4
"""Digits by which a number grows that somebody types or a page spells out in groups."""
TYPED_LINE_CHARACTERS_MAX = 200
"""Of a line in which a number may be typed; longer ones are prose."""
BLOCKS_WATCHED_MAX = 10_000
"""Lines whose numbers are remembered to see them grow; of the oldest nothing is known any more."""

Text = tuple[NodeId, Placed]


class Lines:
    """Which lines have changed, and what of them is masked for it."""

    def __init__(self, tree: Tree, words: Callable[[str], str]) -> None:
        self._tree = tree
        self._words = words
        self._touched: dict[NodeId, None] = {}
        self._changed: set[NodeId] = set()
        self._numbers: dict[NodeId, set[str]] = {}
        self._typed: set[NodeId] = set()

    def begin_page(self) -> None:
        self._touched.clear()
        self._changed.clear()
        self._numbers.clear()
        self._typed.clear()

    def touch(self, node_id: NodeId, *, changed: bool = False) -> None:
        """A text is new, or (`changed`) has to be passed on anew."""
        placed = self._tree.nodes[node_id]
        if changed:
            self._changed.add(node_id)
        if self._tree.nodes[placed.parent].tag != "style":
            self._touched[self._tree.block_of(node_id)] = None

    def shown(self) -> dict[NodeId, str]:
        """Texts as they are to be shown: those that were touched, and others of their lines for
        which that makes a difference."""
        texts: dict[NodeId, str] = {}
        for node_id in self._changed:
            placed = self._tree.nodes.get(node_id)
            if placed is not None and placed.shown is not None:
                texts[node_id] = placed.shown
        for block in self._touched:
            if block in self._tree.nodes:
                texts.update(self._masked(block))
        self._touched.clear()
        self._changed.clear()
        return texts

    def _masked(self, block: NodeId) -> dict[NodeId, str]:
        texts: dict[NodeId, str] = {}
        numbers: set[str] = set()
        for line in self._lines_of(block):
            said = "".join(placed.said or "" for _, placed in line)
            if not has_digit(said):
                continue
            if len(said) <= TYPED_LINE_CHARACTERS_MAX:
                numbers |= runs_of_digits(said)
            if len(line) > 1:  # one by itself was masked when it came
                texts.update(self._spread(line, self._words(said)))
        if self._grows(block, numbers):
            for line in self._lines_of(block):
                said = "".join(placed.said or "" for _, placed in line)
                texts.update(self._spread(line, without_typed(self._words(said))))
        return texts

    def _grows(self, block: NodeId, numbers: set[str]) -> bool:
        """Whether a number of this line is being typed; once it was, it stays so."""
        before = self._numbers.get(block, set())
        if numbers:
            self._numbers.pop(block, None)
            self._numbers[block] = numbers
            if len(self._numbers) > BLOCKS_WATCHED_MAX:
                del self._numbers[next(iter(self._numbers))]
        for number in numbers - before:
            beginnings = (number[:-grown] for grown in range(1, TYPED_AT_ONCE + 1))
            if any(beginning and beginning in before for beginning in beginnings):
                self._typed.add(block)
        return block in self._typed

    def _lines_of(self, block: NodeId) -> list[list[Text]]:
        lines: list[list[Text]] = [[]]
        characters = 0
        for text in self._tree.texts_of_block(block):
            size = 0 if text is None else len(text[1].said or "")
            characters += size
            if text is None or characters > LINE_CHARACTERS_MAX:
                lines.append([])
                characters = size
            if text is not None and not text[1].private:
                lines[-1].append(text)
        return lines

    def _spread(self, line: list[Text], masked: str) -> dict[NodeId, str]:
        """The masked line, cut into its texts again; those that look otherwise now."""
        texts: dict[NodeId, str] = {}
        start = 0
        for node_id, placed in line:
            end = start + len(placed.said or "")
            shown = masked[start:end]
            if shown != placed.shown:
                placed.shown = texts[node_id] = shown
            start = end
        return texts
