"""Events of rrweb by lot, as a reader of lines gives them back."""

from typing import Any

from hypothesis import strategies as st

from parlour.cobrowse.held import strokes

Json = dict[str, Any]
IDS = st.integers(1, 2**53 - 1)
NAMES = st.sampled_from(["p", "div", "my-box", "svg", "ä", "a.b", "!", "@1", "-", "~^_"])
WORDS = st.text(max_size=20)
TEXTS = WORDS | st.integers(0, 120).map(strokes) | st.text("\u2013 ", max_size=12)
"""Also such as stand in for others, and such as only look like it."""
SHEETS = st.sampled_from(["p { top: 0px; }", ".a { left: 0px; }\n" * 30, "é { }" * 60])
VALUES = WORDS | st.booleans() | st.integers(-99, 99) | st.floats(0, 9) | st.none()
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=4) | st.fixed_dictionaries(
    {"class": WORDS, "_cssText": SHEETS}
)
PIXELS = st.integers(-1_000, 30_000)
SHADOW = {"isShadow": st.just(True)}


def texts() -> st.SearchStrategy[Json]:
    fields = {"type": st.just(3), "id": IDS, "textContent": TEXTS}
    return st.fixed_dictionaries(fields, optional=SHADOW)


def elements(children: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {
            "type": st.just(2),
            "id": IDS,
            "tagName": NAMES,
            "attributes": ATTRIBUTES,
            "childNodes": st.lists(children, max_size=4),
        },
        optional={"isSVG": st.just(True), "isShadowHost": st.just(True), **SHADOW},
    )


DOCTYPES = st.builds(
    lambda node: {"type": 1, "id": node, "name": "html", "publicId": "", "systemId": ""}, IDS
)
COMMENTS = st.builds(lambda node: {"type": 5, "id": node, "textContent": ""}, IDS)
NODES = st.recursive(texts() | DOCTYPES | COMMENTS, elements, max_leaves=12)


def is_placed(added: Json) -> bool:
    """It does not stand before itself."""
    return bool(added["nextId"] != added["node"]["id"])


def changes() -> st.SearchStrategy[Json]:
    added: st.SearchStrategy[Json] = st.fixed_dictionaries(
        {"parentId": IDS, "nextId": st.none() | IDS, "node": NODES}
    )
    mutation = {
        "source": st.just(0),
        "adds": st.lists(added.filter(is_placed), max_size=3),
        "removes": st.lists(st.fixed_dictionaries({"id": IDS}), max_size=3),
        "texts": st.lists(st.fixed_dictionaries({"id": IDS, "value": TEXTS}), max_size=3),
        "attributes": st.lists(
            st.fixed_dictionaries({"id": IDS, "attributes": ATTRIBUTES}), max_size=3
        ),
    }
    position = st.fixed_dictionaries(
        {"x": PIXELS, "y": PIXELS, "id": st.just(0) | IDS, "timeOffset": st.just(0)}
    )
    pointer = {
        "source": st.sampled_from([1, 6, 12]),
        "positions": st.lists(position, min_size=1, max_size=1),
    }
    press = {"source": st.just(2), "type": st.integers(0, 10), "id": st.just(0) | IDS}
    place = {"x": PIXELS, "y": PIXELS}
    typed = {
        "source": st.just(5),
        "id": IDS,
        "text": WORDS | st.integers(0, 30).map(lambda count: "•" * count),
        "isChecked": st.booleans(),
    }
    return st.one_of(
        st.fixed_dictionaries(mutation),
        st.fixed_dictionaries(pointer),
        st.fixed_dictionaries(press),
        st.fixed_dictionaries({**press, **place}),
        st.fixed_dictionaries({"source": st.just(3), "id": IDS, **place}),
        st.fixed_dictionaries(typed),
        st.fixed_dictionaries({"source": st.just(4), "width": PIXELS, "height": PIXELS}),
        st.fixed_dictionaries({"source": st.just(8), "id": IDS, "replace": WORDS}),
    )


def events() -> st.SearchStrategy[Json]:
    """Of each kind that is passed on."""
    at = {"timestamp": st.integers(0, 2**41)}
    window = st.fixed_dictionaries({"href": WORDS, "width": PIXELS, "height": PIXELS})
    document = st.fixed_dictionaries(
        {"type": st.just(0), "id": IDS, "childNodes": st.lists(NODES, max_size=3)},
        optional={"compatMode": st.just("BackCompat")},
    )
    offset = st.fixed_dictionaries({"left": PIXELS, "top": PIXELS})
    picture = st.fixed_dictionaries({"node": document, "initialOffset": offset})
    return st.one_of(
        st.fixed_dictionaries({"type": st.just(4), "data": window, **at}),
        st.fixed_dictionaries({"type": st.just(2), "data": picture, **at}),
        st.fixed_dictionaries({"type": st.just(3), "data": changes(), **at}),
    )
