"""What a recorder sends that masks nothing, and what a viewer gets of it."""

import json
from collections.abc import Iterator
from typing import Any

from parlour.cobrowse import nodes as n
from parlour.cobrowse.masking import Mask, PageTerms
from tests.hub.cobrowse_scene import ORIGIN, element, mutation, text, window

Json = dict[str, Any]

TERMS = PageTerms(origins=frozenset({ORIGIN}))


class Watched:
    """A masked stream, and everything that came out of it."""

    def __init__(self, terms: PageTerms = TERMS) -> None:
        self.mask = Mask(terms)
        self.out: list[Json] = []

    def take(self, *events: Json) -> list[Json]:
        """What is passed on of these events."""
        passed = []
        for event in events:
            shown = self.mask.masked(n.read_event(json.dumps(event).encode()))
            if shown is not None:
                passed.append(json.loads(n.written(shown)))
        self.out += passed
        return passed

    def page(self, *children: Json) -> Json:
        """The picture that is passed on of a page with this in its body."""
        return self.take(window(), page(*children))[-1]

    @property
    def said(self) -> str:
        """All strings that were passed on, names of attributes too."""
        return "\n".join(strings(self.out))

    @property
    def texts(self) -> dict[int, str]:
        """Each text node as the viewer has it now."""
        texts: dict[int, str] = {}
        for event in self.out:
            for found in nodes_of(event):
                if found.get("type") == 3:
                    texts[found["id"]] = found["textContent"]
            for changed in event["data"].get("texts", []):
                texts[changed["id"]] = changed["value"]
        return texts


def page(*children: Json) -> Json:
    body = element(3, "body", *children)
    document = {"type": 0, "id": 1, "childNodes": [element(2, "html", body)]}
    data = {"node": document, "initialOffset": {"left": 0, "top": 0}}
    return {"type": 2, "data": data, "timestamp": 1}


def typed(node: int, words: str, *, checked: bool = False) -> Json:
    data = {"source": 5, "id": node, "text": words, "isChecked": checked}
    return {"type": 3, "data": data, "timestamp": 1}


def added(parent: int, node: Json, before: int | None = None) -> Json:
    return mutation(adds=[{"parentId": parent, "nextId": before, "node": node}])


def removed(node: int, parent: int) -> Json:
    return mutation(removes=[{"id": node, "parentId": parent}])


def attributes(node: int, **changed: Any) -> Json:
    return mutation(attributes=[{"id": node, "attributes": changed}])


def strings(value: Any) -> Iterator[str]:
    """All strings in a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)


def nodes_of(event: Json) -> Iterator[Json]:
    """All nodes of a picture or of what a mutation adds."""
    data = event["data"]
    waiting = [data["node"]] if "node" in data else [one["node"] for one in data.get("adds", [])]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting = [*node.get("childNodes", []), *waiting]


def the_node(events: list[Json], node_id: int) -> Json:
    return next(node for event in events for node in nodes_of(event) if node["id"] == node_id)


__all__ = [
    "Watched",
    "added",
    "attributes",
    "element",
    "mutation",
    "nodes_of",
    "page",
    "removed",
    "text",
    "the_node",
    "typed",
    "window",
]
