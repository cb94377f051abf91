"""Trees of nodes as three columns: their structure, their attributes' values, their texts. Pure.

In the structure, in the order of a page's source: `<p class id>` opens an element with these
attributes and `/` closes it; `.` is a text, `!` the doctype, `-` a comment. Before them may stand
`@` with a step, by which the node's id is not the next one, and marks: `~` of SVG, `^` it has a
shadow tree, `_` it is in one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from parlour.cobrowse import nodes as n
from parlour.cobrowse.held import said_of
from parlour.cobrowse.limits import DEPTH_MAX, NODES_MAX
from parlour.cobrowse.nodes import NodeId, NoPage

_TOKEN = re.compile(
    r"(?:@(-?[0-9]{1,16}))?([~^_]*)"
    r"(?:<([^\s<>/\"\\]+)((?: [^\s<>/\"\\]+)*)>|([.!-]))|(/)"
)
_NAME = re.compile(r"[^\s<>/\"\\]+")
ATTRIBUTES_MAX = 1_000
"""Of one node, as far as they are read."""

NameOf = Callable[[str], str | None]
SheetOf = Callable[[str], str]
TextOf = Callable[[str | int], str]


class TreeWriter:
    """Columns that grow by each tree. `name_of`: of a style sheet; `None`: say it whole."""

    def __init__(self, last_id: NodeId, name_of: NameOf) -> None:
        self._last_id = last_id
        self._name_of = name_of
        self._tokens: list[str] = []
        self.values: list[Any] = []
        self.texts: list[str | int] = []

    @property
    def structure(self) -> str:
        return "".join(self._tokens)

    def add(self, root: n.Node) -> None:
        waiting: list[n.Node | None] = [root]
        while waiting:
            node = waiting.pop()
            if node is None:
                self._tokens.append("/")
                continue
            self._begin(node)
            if isinstance(node, n.Element):
                waiting.append(None)
                waiting.extend(reversed(node.child_nodes))

    def _begin(self, node: n.Node) -> None:
        step, self._last_id = node.id - self._last_id - 1, node.id
        if step:
            self._tokens.append(f"@{step}")
        match node:
            case n.Element():
                self._tokens.append(_marks(node) + self._opened(node))
            case n.TextNode():
                self._tokens.append("_." if node.is_shadow else ".")
                self.texts.append(said_of(node.text_content))
            case n.DocumentType():
                self._tokens.append("!")
            case _:
                self._tokens.append("-")

    def _opened(self, node: n.Element) -> str:
        names = [node.tag_name if _NAME.fullmatch(node.tag_name) else "div"]
        for name, value in node.attributes.items():
            if _NAME.fullmatch(name) is None:
                continue
            names.append(name)
            sheet = self._name_of(value) if name == "_cssText" else None
            self.values.append(value if sheet is None else [sheet])
        return f"<{' '.join(names)}>"


def _marks(node: n.Element) -> str:
    marks = "~" if node.is_svg else ""
    marks += "^" if node.is_shadow_host else ""
    return marks + ("_" if node.is_shadow else "")


class TreeReader:
    """The trees of three columns: structure, values, texts. `sheet_of`: the style sheet with that
    name; `text_of`: the text that was said so; they raise `NoPage` where there is none."""

    def __init__(
        self,
        values: Iterable[Any],
        texts: Iterable[str | int],
        sheet_of: SheetOf,
        text_of: TextOf,
    ) -> None:
        self._values = iter(values)
        self._texts = iter(texts)
        self._sheet_of = sheet_of
        self._text_of = text_of

    def trees(self, structure: str, last_id: NodeId) -> Iterator[n.Node]:
        """
        Raises: `NoPage`: these are no trees, or too many nodes, or too deep.
        """
        open_elements: list[n.Element] = []
        place = count = 0
        while place < len(structure):
            token = _TOKEN.match(structure, place)
            if token is None:
                raise NoPage("no structure of a page")
            place = token.end()
            if token[6]:
                if not open_elements:
                    raise NoPage("an end without a beginning")
                ended = open_elements.pop()
                if not open_elements:
                    yield ended
                continue
            count += 1
            if count > NODES_MAX or len(open_elements) > DEPTH_MAX:
                raise NoPage("too many nodes, or too deep")
            last_id += 1 + int(token[1] or 0)
            node = self._node(token, last_id)
            if open_elements:
                open_elements[-1].child_nodes.append(node)
            if isinstance(node, n.Element):
                open_elements.append(node)
            elif not open_elements:
                yield node
        if open_elements:
            raise NoPage("an element without end")

    def _node(self, token: re.Match[str], node_id: NodeId) -> n.Node:
        if not 1 <= node_id < 2**53:
            raise NoPage("no id")
        is_shadow = True if "_" in token[2] else None
        match token[5]:
            case None:
                return self._element(token, node_id)
            case ".":
                said = next(self._texts, None)
                if said is None:
                    raise NoPage("a text that was not said")
                text = self._text_of(said)
                return n.TextNode(id=node_id, text_content=text, is_shadow=is_shadow)
            case "!":
                return n.DocumentType(id=node_id, name="html", public_id="", system_id="")
            case _:
                return n.Comment(id=node_id, text_content="")

    def _element(self, token: re.Match[str], node_id: NodeId) -> n.Element:
        marks, tag, names = token[2], token[3], token[4]
        if len(tag) > n.TAG_CHARACTERS_MAX or names.count(" ") > ATTRIBUTES_MAX:
            raise NoPage("an element that no page has")
        return n.Element(
            id=node_id,
            tag_name=tag,
            attributes={name: self._value(name) for name in names.split(" ")[1:]},
            child_nodes=[],
            is_svg=True if "~" in marks else None,
            is_shadow_host=True if "^" in marks else None,
            is_shadow=True if "_" in marks else None,
        )

    def _value(self, name: str) -> Any:
        match next(self._values, self):
            case str() | bool() | int() | float() | None as value:
                return value
            case [str() as sheet] if name == "_cssText":
                return self._sheet_of(sheet)
            case _:
                raise NoPage("a value that was not said")
