"""The server's own masking: what a recorder sent becomes what a viewer may get. Pure.

It relies on nothing that the recorder has done: a recorder that masks nothing shows nobody a
password, what stands in a field, a card's or an account's number.
"""

from typing import Any, cast

from parlour.cobrowse import nodes as n
from parlour.cobrowse.attributes import (
    FIELDS,
    PASSWORD,
    VALUELESS,
    Bearer,
    shown_attributes,
    shown_style,
)
from parlour.cobrowse.changes import plain_change
from parlour.cobrowse.limits import WINDOW_PIXELS_MAX
from parlour.cobrowse.lines import Lines
from parlour.cobrowse.nodes import NodeId
from parlour.cobrowse.numbers import dots, without_emails, without_numbers
from parlour.cobrowse.pages import bare_address, may_show
from parlour.cobrowse.styles import without_loads
from parlour.cobrowse.tree import UNDRAWN, UNSHOWN, Placed, Tree
from parlour.cobrowse.word_list import words_of
from parlour.value import Value

_UNDRAWN = frozenset({"script", "noscript", "base", "meta", "link", "template"})
"""They are drawn as nothing at all."""
_UNSHOWN = words_of("""
    iframe frame object embed applet canvas video audio portal fencedframe param source track
    """)
"""What they show is not the page's own text, or loads something."""
_HIDDEN_STYLE = "display:none!important"
_PRIVATE_CLASSES = frozenset({"rr-mask"})
_STYLED = ("_cssText", "_csstext")


Branch = tuple[list[n.Node], n.Element | n.Document]
"""Children as they came, and what is shown of their parent."""


class PageTerms(Value):
    """What may be shown. `pages`: beginnings of addresses (none: all), on these `origins`."""

    origins: frozenset[str] = frozenset()
    pages: tuple[str, ...] = ()
    emails: bool = False
    """E-mail addresses are masked, too."""


class Mask:
    """One recorder's stream, from its first event on."""

    def __init__(self, terms: PageTerms) -> None:
        self._terms = terms
        self._tree = Tree()
        self._lines = Lines(self._tree, self._words)
        self._page_is_known = False
        self.left_pages = False
        """The recorder is at a page that may not be shown."""

    def masked(self, event: n.Event) -> n.SHOWN | None:
        """A new event to pass on; `None`: nothing of it.

        Raises: `NoPage`.
        """
        match event:
            case n.Meta():
                return self._meta(event)
            case n.FullSnapshot():
                return self._snapshot(event)
            case n.Incremental() if self._tree.nodes:
                change = self._change(event.data)
                if change is None:
                    return None
                return n.Incremental(data=change, timestamp=event.timestamp)
            case _:
                return None

    # Pages

    def _meta(self, event: n.Meta) -> n.Meta | None:
        self._tree.nodes.clear()
        href = event.data.href
        self._page_is_known = may_show(href, self._terms.pages, self._terms.origins)
        self.left_pages = not self._page_is_known
        if not self._page_is_known:
            return None
        width, height = (
            max(0, min(event.data.width, WINDOW_PIXELS_MAX)),
            max(0, min(event.data.height, WINDOW_PIXELS_MAX)),
        )
        window = n.Window(href=bare_address(href), width=width, height=height)
        return n.Meta(data=window, timestamp=event.timestamp)

    def _snapshot(self, event: n.FullSnapshot) -> n.FullSnapshot | None:
        self._tree.nodes.clear()
        if not self._page_is_known:
            return None
        self._page_is_known = False
        self._lines.begin_page()
        root = event.data.node
        document = n.Document(id=root.id, child_nodes=[], compat_mode=root.compat_mode)
        self._tree.add(root.id, Placed(0, 1))
        self._grow([(root.child_nodes, document)])
        texts = self._lines.shown()
        _put_texts(document, texts)
        picture = n.Picture(node=document, initial_offset=event.data.initial_offset)
        return n.FullSnapshot(data=picture, timestamp=event.timestamp)

    # Nodes

    def _grow(self, waiting: list[Branch]) -> None:
        """Put what is shown of these children below what is shown of their parents; and so on."""
        while waiting:
            children, parent = waiting.pop()
            for child in children:
                shown = self._node(child, parent.id, None)
                if shown is None:
                    continue
                parent.child_nodes.append(shown)
                if isinstance(shown, n.Element) and isinstance(child, n.Element):
                    waiting.append((self._children_shown(child), shown))

    def _children_shown(self, node: n.Element) -> list[n.Node]:
        tag = self._tree.nodes[node.id].tag
        return [] if tag in (UNDRAWN, UNSHOWN, "link") else node.child_nodes

    def _node(self, node: n.Node, parent: NodeId, before: NodeId | None) -> n.Node | None:
        """What is shown of the node without its children."""
        above = self._tree.nodes[parent]
        match node:
            case n.Element():
                return self._element(node, Placed(parent, above.depth + 1), before)
            case n.TextNode():
                return self._text(node, parent, before)
            case n.DocumentType():
                self._tree.add(node.id, Placed(parent, above.depth + 1), before)
                return n.DocumentType(id=node.id, name="html", public_id="", system_id="")
            case n.Comment() | n.Cdata():
                self._tree.add(node.id, Placed(parent, above.depth + 1), before)
                return n.Comment(id=node.id, text_content="")
            case _:
                return None  # a document within: of a frame, which is not shown

    def _text(self, node: n.TextNode, parent: NodeId, before: NodeId | None) -> n.TextNode:
        above = self._tree.nodes[parent]
        placed = Placed(parent, above.depth + 1, said=node.text_content)
        placed.private = above.private
        self._tree.add(node.id, placed, before)
        placed.shown = self._shown_text(placed)
        self._lines.touch(node.id)
        return n.TextNode(
            id=node.id,
            text_content=placed.shown,
            is_style=True if above.tag == "style" else None,
            is_shadow=node.is_shadow,
        )

    def _shown_text(self, placed: Placed) -> str:
        """What the text itself tells; the line it stands in is looked at later."""
        said = placed.said or ""
        if self._tree.nodes[placed.parent].tag == "style":
            return without_loads(said)
        return dots(said) if placed.private else self._words(said)

    def _element(self, node: n.Element, placed: Placed, before: NodeId | None) -> n.Element:
        tag = placed.tag = node.tag_name.lower()
        self._tree.add(node.id, placed, before)
        shown = n.Element(
            id=node.id,
            tag_name=node.tag_name,
            attributes={},
            child_nodes=[],
            is_svg=node.is_svg,
            is_shadow_host=node.is_shadow_host,
            is_shadow=node.is_shadow,
        )
        if tag in _UNSHOWN or not _is_tag(tag):
            return _unshown(shown, placed, node)
        is_sheet = tag == "link" and any(name in node.attributes for name in _STYLED)
        if tag in _UNDRAWN and not is_sheet:
            placed.tag = UNDRAWN
            shown.tag_name, shown.is_svg = "span", None
            shown.attributes = {"style": _HIDDEN_STYLE}
            return shown
        above = self._tree.nodes[placed.parent]
        placed.private = above.private
        self._learn(placed, node.attributes)
        shown.attributes = self._attributes(placed, node.attributes)
        return shown

    def _learn(self, placed: Placed, attributes: dict[str, Any]) -> bool:
        """What the attributes tell of how secret the element is; it never becomes less so.
        Whether it has become private."""
        was_private = placed.private
        for name, value in attributes.items():
            key = name.lower()
            said = value.strip().lower() if isinstance(value, str) else ""
            if key == "type":
                placed.type = said
                placed.password = placed.password or said == "password"
            elif key == "data-rr-is-password":
                placed.password = True
            elif key == "contenteditable":
                is_off = said == "false" or value is None or value is False
                placed.private = placed.private or not is_off
            elif (
                key == "data-parlour-mask"
                or (key == "role" and said == "textbox")
                or (key == "class" and not _PRIVATE_CLASSES.isdisjoint(said.split()))
            ):
                placed.private = True
        if placed.tag in FIELDS:
            placed.private = True
        return placed.private and not was_private

    def _attributes(self, placed: Placed, attributes: dict[str, Any]) -> dict[str, Any]:
        is_field = placed.tag in FIELDS
        above = self._tree.nodes.get(placed.parent)
        of = Bearer(
            tag=placed.tag,
            type=placed.type,
            private=placed.private if not is_field else bool(above and above.private),
            password=placed.password,
        )
        return shown_attributes(of, attributes, self._words)

    def _words(self, text: str) -> str:
        return without_numbers(without_emails(text) if self._terms.emails else text)

    # Changes

    def _change(self, change: n.Change) -> n.Change | None:
        match change:
            case n.Mutation():
                return self._mutation(change)
            case n.Input():
                return self._input(change)
            case _:
                return plain_change(change, self._is_drawn)

    def _is_drawn(self, node_id: NodeId) -> bool:
        placed = self._tree.nodes.get(node_id)
        return placed is not None and placed.tag not in (UNDRAWN, UNSHOWN)

    def _input(self, change: n.Input) -> n.Input | None:
        placed = self._tree.nodes.get(change.id)
        if placed is None or placed.tag not in FIELDS:
            return None
        if placed.type in ("hidden", "file"):
            return None
        text = PASSWORD if placed.password else dots(change.text)
        if placed.type in VALUELESS and not placed.password:
            text = ""
        return n.Input(id=change.id, text=text, is_checked=change.is_checked)

    def _mutation(self, change: n.Mutation) -> n.Mutation | None:
        shown = n.Mutation(adds=[], removes=[], texts=[], attributes=[])
        for gone in change.removes:
            self._remove(gone.id, shown)
        self._add_all(change.adds, shown)
        for text in change.texts:
            self._change_text(text)
        for changed in change.attributes:
            self._change_attributes(changed, shown)
        texts = self._lines.shown()
        for added in shown.adds:
            _put_texts(added.node, texts)
        shown.texts = [n.TextChange(id=node_id, value=text) for node_id, text in texts.items()]
        is_empty = not (shown.adds or shown.removes or shown.texts or shown.attributes)
        return None if is_empty else shown

    def _remove(self, node_id: NodeId, shown: n.Mutation) -> None:
        placed = self._tree.nodes.get(node_id)
        if placed is None or not placed.parent:
            return
        shown.removes.append(n.Removed(id=node_id, parent_id=placed.parent))
        self._lines.touch(node_id)
        self._tree.remove(node_id)

    def _add_all(self, adds: list[n.Added], shown: n.Mutation) -> None:
        """A parent may be named after its child; what has none in the end is left out."""
        for added in adds:
            self._remove(added.node.id, shown)  # it moves
        waiting, added_ids = adds, set[NodeId]()
        while waiting:
            later: list[n.Added] = []
            for added in waiting:
                if added.node.id in added_ids or added.node.id in self._tree.nodes:
                    continue
                if added.parent_id not in self._tree.nodes:
                    later.append(added)
                elif self._is_drawn(added.parent_id):
                    self._add(added, shown)
                    added_ids.add(added.node.id)
            if len(later) == len(waiting):
                return
            waiting = later

    def _add(self, added: n.Added, shown: n.Mutation) -> None:
        node = self._node(added.node, added.parent_id, added.next_id)
        if isinstance(node, n.Element) and isinstance(added.node, n.Element):
            self._grow([(self._children_shown(added.node), node)])
        if node is not None:
            place = n.Added(parent_id=added.parent_id, node=node, next_id=added.next_id)
            shown.adds.append(place)

    def _change_text(self, change: n.TextChange) -> None:
        placed = self._tree.nodes.get(change.id)
        if placed is None or placed.said is None:
            return
        placed.said = change.value or ""
        placed.shown = self._shown_text(placed)
        self._lines.touch(change.id, changed=True)

    def _change_attributes(self, change: n.AttributesChange, shown: n.Mutation) -> None:
        placed = self._tree.nodes.get(change.id)
        if placed is None or not placed.tag or placed.tag in (UNDRAWN, UNSHOWN):
            return
        if self._learn(placed, change.attributes):
            self._hide_below(change.id)
        passed = self._attributes(placed, change.attributes)
        for name, value in change.attributes.items():
            if isinstance(value, dict) and name == "style":
                passed[name] = shown_style(cast("dict[str, Any]", value), self._words)
            elif value is None and _is_name(name):
                passed[name] = None
        if passed:
            shown.attributes.append(n.AttributesChange(id=change.id, attributes=passed))

    def _hide_below(self, node_id: NodeId) -> None:
        for below in self._tree.below(node_id):
            placed = self._tree.nodes[below]
            placed.private = True
            if placed.said is not None:
                placed.shown = self._shown_text(placed)
                self._lines.touch(below, changed=True)


def _unshown(shown: n.Element, placed: Placed, node: n.Element) -> n.Element:
    sizes = {name: node.attributes.get(name) for name in ("rr_width", "rr_height")}
    shown.tag_name, shown.is_svg, shown.is_shadow_host = "div", None, None
    shown.attributes = {name: size if _is_size(size) else "0px" for name, size in sizes.items()}
    shown.attributes["class"] = "parlour-unshown"
    placed.tag = UNSHOWN
    return shown


def _is_size(size: object) -> bool:
    digits = size.removesuffix("px") if isinstance(size, str) else ""
    return digits.replace(".", "", 1).isdecimal() and len(digits) <= 12 and digits.isascii()


def _is_tag(tag: str) -> bool:
    """As HTML, SVG and custom elements have them."""
    return tag.isascii() and tag[0].isalpha() and all(c.isalnum() or c in "-_.:" for c in tag)


def _is_name(name: str) -> bool:
    return name.isascii() and len(name) <= 100 and all(c.isalnum() or c in "-_:" for c in name)


def _put_texts(node: n.Node, texts: dict[NodeId, str]) -> None:
    """Into nodes that are passed on now; those that are left over stand on the page already."""
    waiting: list[n.Node] = [node]
    while waiting and texts:
        at = waiting.pop()
        if isinstance(at, n.TextNode):
            at.text_content = texts.pop(at.id, at.text_content)
        elif isinstance(at, n.Element | n.Document):
            waiting.extend(at.child_nodes)
