"""The nodes of a page as far as masking has to know them. Pure."""

from collections.abc import Iterator

from parlour.cobrowse.limits import DEPTH_MAX, NODES_MAX
from parlour.cobrowse.nodes import NodeId, NoPage
from parlour.cobrowse.word_list import words_of

BLOCKLESS = words_of("""
    a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong
    sub sup time tt u var wbr
    """)
"""Elements that break no line: what stands in them is read together with what is beside them."""


UNDRAWN, UNSHOWN = "#undrawn", "#unshown"
"""In place of a tag: what stands there as nothing, or as a box."""


class Placed:
    """One node. `tag`: in lower case; empty for what is no element. `said`: a text as it came;
    `shown`: as it was passed on. `private`: words in it are masked."""

    __slots__ = (
        "children",
        "depth",
        "parent",
        "password",
        "private",
        "said",
        "shown",
        "tag",
        "type",
    )

    def __init__(self, parent: NodeId, depth: int, tag: str = "", said: str | None = None) -> None:
        self.parent = parent
        self.depth = depth
        self.tag = tag
        self.type = ""
        self.said = said
        self.shown = said
        self.private = False
        self.password = False
        self.children: list[NodeId] = []


class Tree:
    """All nodes by their ids. Ids are unique and a parent is there before its child, so there are
    no cycles."""

    def __init__(self) -> None:
        self.nodes: dict[NodeId, Placed] = {}

    def add(self, node_id: NodeId, placed: Placed, before: NodeId | None = None) -> None:
        """Put the node under its parent (0: it is the document), before a sibling or last.

        Raises: `NoPage`: the id is taken, or there are too many, or it is too deep.
        """
        if node_id in self.nodes:
            raise NoPage("an id that is taken")
        if len(self.nodes) >= NODES_MAX or placed.depth > DEPTH_MAX:
            raise NoPage("too many nodes, or too deep")
        self.nodes[node_id] = placed
        if placed.parent:
            siblings = self.nodes[placed.parent].children
            if before is not None and before in siblings:
                siblings.insert(siblings.index(before), node_id)
            else:
                siblings.append(node_id)

    def remove(self, node_id: NodeId) -> None:
        """The node and all below it."""
        placed = self.nodes.get(node_id)
        if placed is None:
            return
        parent = self.nodes.get(placed.parent)
        if parent is not None:
            parent.children.remove(node_id)
        for below in list(self.below(node_id)):
            del self.nodes[below]

    def below(self, node_id: NodeId) -> Iterator[NodeId]:
        """The node and all below it."""
        waiting = [node_id]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(self.nodes[at].children)

    def block_of(self, node_id: NodeId) -> NodeId:
        """The nearest node above that breaks the line."""
        at = self.nodes[node_id].parent
        while self.nodes[at].tag in BLOCKLESS and self.nodes[at].parent:
            at = self.nodes[at].parent
        return at

    def texts_of_block(self, block: NodeId) -> Iterator[tuple[NodeId, Placed] | None]:
        """The texts that are read in one line, in order; `None`: the line is broken there."""
        waiting = list(reversed(self.nodes[block].children))
        while waiting:
            at = waiting.pop()
            placed = self.nodes[at]
            if placed.said is not None:
                yield at, placed
            elif placed.tag in BLOCKLESS or placed.tag in ("", UNDRAWN):
                waiting.extend(reversed(placed.children))
            else:
                yield None
