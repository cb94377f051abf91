"""What of a page is passed on, and in what shape."""

from typing import Any

import pytest

from parlour.cobrowse import limits
from parlour.cobrowse.masking import PageTerms
from parlour.cobrowse.nodes import NoPage
from tests.cobrowse.recorded import (
    TERMS,
    Watched,
    added,
    attributes,
    element,
    mutation,
    nodes_of,
    page,
    removed,
    text,
    the_node,
    typed,
    window,
)
from tests.hub.cobrowse_scene import ORIGIN

Json = dict[str, Any]


def shown(node: Json) -> Json:
    """The node as it is passed on."""
    return the_node([Watched().page(node)], node["id"])


# Nodes -------------------------------------------------------------------------------------------


def test_a_plain_page_comes_through_as_it_was() -> None:
    body = element(10, "p", text(11, "Hello"), {"type": 5, "id": 12, "textContent": ""})
    body["attributes"] = {"class": "lead", "style": "color:red", "hidden": True, "dir": "rtl"}
    body["childNodes"].append({**element(13, "svg"), "isSVG": True})
    assert shown(body) == body


def test_rules_are_marked_as_such_whatever_the_recorder_says() -> None:
    style = element(10, "style", text(11, "p { top: 0px; }"))
    assert shown(style)["childNodes"][0]["isStyle"] is True
    assert (
        "isStyle"
        not in shown(element(10, "p", {**text(11, "Hi"), "isStyle": True}))["childNodes"][0]
    )


@pytest.mark.parametrize(
    "tag", ["script", "noscript", "base", "meta", "link", "template", "SCRIPT"]
)
def test_what_draws_nothing_is_an_empty_span(tag: str) -> None:
    node = element(10, tag, text(11, "alert(1)"), src="x", href="javascript:x", content="0;url=x")
    assert shown(node) == element(10, "span", style="display:none!important")


@pytest.mark.parametrize(
    "tag", ["iframe", "frame", "object", "embed", "applet", "canvas", "video", "audio", "Portal"]
)
def test_what_shows_something_foreign_is_an_empty_box(tag: str) -> None:
    sizes = {"rr_width": "120px", "rr_height": "12.5px"}
    node = element(10, tag, text(11, "x"), srcdoc="<script>", rr_dataURL="data:", **sizes)
    assert shown(node) == element(10, "div", **sizes, **{"class": "parlour-unshown"})


@pytest.mark.parametrize("tag", ["a b", "<img", "1a", "x/on", "é", '"'])
def test_a_tag_that_is_none_is_an_empty_box(tag: str) -> None:
    assert shown(element(10, tag, text(11, "x")))["tagName"] == "div"


def test_inlined_style_sheets_stay_and_load_nothing() -> None:
    css = "@import 'x.css'; p { background: url(https://x.example/a.png); color: red }"
    node = shown(element(10, "link", _cssText=css, rel="stylesheet", href="https://x.example"))
    assert node["tagName"] == "link"
    assert list(node["attributes"]) == ["_cssText"]
    assert "x.example" not in str(node)
    assert "color: red" in str(node)


def test_frames_within_are_left_out() -> None:
    watched = Watched()
    watched.page(element(10, "iframe"), element(12, "p"))
    inner: Json = {"type": 0, "id": 20, "childNodes": [element(21, "p", text(22, "inner"))]}
    assert watched.take(added(10, inner)) == []
    assert watched.take(added(12, inner)) == []
    assert watched.take(mutation(texts=[{"id": 22, "value": "x"}])) == []


# Attributes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("onclick", "alert(1)"),
        ("ONLOAD", "alert(1)"),
        ("srcdoc", "<script>"),
        ("srcset", "https://x.example/a 2x"),
        ("action", "/pay"),
        ("formaction", "javascript:x"),
        ("ping", "https://x.example"),
        ("poster", "https://x.example"),
        ("background", "https://x.example"),
        ("data-secret", "a whole sentence"),
        ("rr_dataURL", "data:image/png;base64,AAAA"),
        ("xmlns:xlink", "x"),
        ("nonce", "x"),
        ("integrity", "x"),
        ("http-equiv", "refresh"),
    ],
)
def test_other_attributes_are_left_out(name: str, value: str) -> None:
    assert shown(element(10, "div", **{name: value}))["attributes"] == {}
    watched = Watched()
    watched.page(element(10, "div"))
    assert watched.take(attributes(10, **{name: value})) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/a.png",
        "//x.example/a.png",
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,<script>",
        "data:image/png;base64," + "A" * 5_000,
        "blob:https://x.example/1",
        "a.png",
    ],
)
def test_addresses_lead_nowhere(address: str) -> None:
    assert shown(element(10, "img", src=address))["attributes"] == {}
    assert shown(element(10, "a", href=address))["attributes"] == {"href": "#"}
    assert shown(element(10, "use", **{"xlink:href": address}))["attributes"] == {}


def test_small_drawings_and_parts_of_the_page_stay() -> None:
    drawing = "data:image/svg+xml;utf8,<svg/>"
    assert shown(element(10, "img", src=drawing))["attributes"] == {"src": drawing}
    assert shown(element(10, "use", href="#cart"))["attributes"] == {"href": "#cart"}


def test_drawings_keep_their_curves() -> None:
    curve = "M10.1234 20 L-3.5,4e2 Z"
    assert shown(element(10, "path", d=curve))["attributes"] == {"d": "M10.123 20 L-3.5,4e2 Z"}
    assert shown(element(10, "path", d="M4111111111111111 0"))["attributes"] == {"d": "M0 0"}
    assert shown(element(10, "path", d="url(x)"))["attributes"] == {}


@pytest.mark.parametrize(
    ("attributes_of", "kept"),
    [
        ({"type": "text", "value": "ann"}, "•••"),
        ({"value": "ann"}, "•••"),
        ({"type": "password", "value": "x"}, "••••••••"),
        ({"value": "x", "data-rr-is-password": "true"}, "••••••••"),
        ({"type": "submit", "value": "Pay"}, "Pay"),
        ({"type": "hidden", "value": "token"}, None),
        ({"type": "checkbox", "value": "on"}, None),
    ],
)
def test_values_of_fields(attributes_of: Json, kept: str | None) -> None:
    assert shown(element(10, "input", **attributes_of))["attributes"].get("value") == kept


def test_what_is_typed() -> None:
    watched = Watched()
    fields = [
        element(10, "input", type="text"),
        element(11, "input", type="checkbox"),
        element(12, "input", type="hidden"),
        element(13, "p"),
    ]
    watched.page(*fields)
    passed = watched.take(*(typed(node, "a b", checked=True) for node in (10, 11, 12, 13, 99)))
    assert [(one["data"]["id"], one["data"]["text"]) for one in passed] == [(10, "• •"), (11, "")]


# Pages -------------------------------------------------------------------------------------------


def test_nothing_before_a_page_that_may_be_shown() -> None:
    watched = Watched()
    assert watched.take(page(text(10, "x")), mutation(texts=[{"id": 10, "value": "y"}])) == []
    assert watched.take(window("https://other.example/"), page(text(10, "x"))) == []
    assert watched.mask.left_pages


def test_a_picture_needs_its_window() -> None:
    watched = Watched()
    watched.page(text(10, "x"))
    assert watched.take(page(text(10, "again"))) == []


def test_of_addresses_only_origin_and_path() -> None:
    watched = Watched(PageTerms(origins=TERMS.origins, pages=("/account",)))
    (meta,) = watched.take(window(f"{ORIGIN}/account/me?token=x#part"))
    assert meta["data"]["href"] == f"{ORIGIN}/account/me"


# Changes -----------------------------------------------------------------------------------------


def test_nodes_move() -> None:
    watched = Watched()
    watched.page(element(10, "p", text(11, "x")), element(12, "div"))
    (passed,) = watched.take(
        mutation(
            removes=[{"id": 11, "parentId": 10}],
            adds=[{"parentId": 12, "nextId": None, "node": text(11, "x")}],
        )
    )
    assert [one["id"] for one in passed["data"]["removes"]] == [11]
    assert passed["data"]["adds"][0]["parentId"] == 12


def test_a_node_that_is_there_is_taken_away_before_it_comes_again() -> None:
    watched = Watched()
    watched.page(element(10, "p", text(11, "x")), element(12, "div"))
    (passed,) = watched.take(added(12, text(11, "x")))
    assert [one["id"] for one in passed["data"]["removes"]] == [11]


def test_no_cycles() -> None:
    watched = Watched()
    watched.page(element(10, "div", element(11, "div")))
    (passed,) = watched.take(added(11, element(10, "div")))
    assert passed["data"]["adds"] == []


def test_a_parent_may_come_after_its_child() -> None:
    watched = Watched()
    watched.page()
    adds = [
        {"parentId": 20, "nextId": None, "node": text(21, "x")},
        {"parentId": 3, "nextId": None, "node": element(20, "p")},
        {"parentId": 98, "nextId": None, "node": element(99, "p")},
    ]
    (passed,) = watched.take(mutation(adds=adds))
    assert [one["node"]["id"] for one in passed["data"]["adds"]] == [20, 21]


def test_changes_of_what_is_not_there_are_left_out() -> None:
    watched = Watched()
    watched.page(element(10, "script", text(11, "x")))
    assert (
        watched.take(
            mutation(texts=[{"id": 11, "value": "x"}]),
            attributes(10, title="x"),
            removed(98, 97),
            added(10, text(12, "x")),
            {"type": 3, "data": {"source": 3, "id": 99, "x": 1, "y": 2}, "timestamp": 1},
        )
        == []
    )


@pytest.mark.parametrize(
    "data",
    [
        {"source": 1, "positions": [{"x": 1, "y": 2.5, "id": 10, "timeOffset": -50}]},
        {"source": 2, "type": 2, "id": 10, "x": 5, "y": 6},
        {"source": 2, "type": 5, "id": 10},
        {"source": 3, "id": 10, "x": 0, "y": 900},
        {"source": 4, "width": 800, "height": 600},
        {"source": 6, "positions": [{"x": 1, "y": 2, "id": 10, "timeOffset": 0}]},
        {"source": 8, "id": 10, "adds": [{"rule": "p{color:red}", "index": [0, 1]}]},
        {"source": 8, "styleId": 1, "replaceSync": "p{color:red}"},
        {"source": 13, "id": 10, "index": [0], "set": {"property": "color", "value": "red"}},
        {"source": 13, "id": 10, "index": [0], "remove": {"property": "--x"}},
        {
            "source": 15,
            "id": 10,
            "styleIds": [1],
            "styles": [{"styleId": 1, "rules": [{"rule": "p{}"}]}],
        },
    ],
)
def test_movements_and_style_sheets(data: Json) -> None:
    watched = Watched()
    watched.page(element(10, "div"))
    (passed,) = watched.take({"type": 3, "data": data, "timestamp": 5})
    assert passed == {"type": 3, "data": data, "timestamp": 5}


@pytest.mark.parametrize("source", [7, 9, 10, 11, 14, 16])
def test_other_sources_are_dropped(source: int) -> None:
    watched = Watched()
    watched.page()
    assert (
        watched.take({"type": 3, "data": {"source": source, "x": "SECRET"}, "timestamp": 5}) == []
    )


@pytest.mark.parametrize("kind", [0, 1, 5, 6])
def test_other_events_are_dropped(kind: int) -> None:
    assert Watched().take({"type": kind, "data": {"tag": "x", "payload": "SECRET"}}) == []


def test_changed_styles() -> None:
    watched = Watched()
    watched.page(element(10, "div"))
    style = {
        "color": "red",
        "top": False,
        "margin": ["0", "important"],
        "x;y": "z",
        "--u": "url(x)",
    }
    (passed,) = watched.take(attributes(10, style=style))
    assert passed["data"]["attributes"][0]["attributes"]["style"] == {
        "color": "red",
        "top": False,
        "margin": ["0", "important"],
        "--u": "none",
    }


# No pages ----------------------------------------------------------------------------------------


def nested(depth: int) -> Json:
    node = element(10, "b")
    for place in range(depth):
        node = element(11 + place, "b", node)
    return node


@pytest.mark.parametrize(
    "broken",
    [
        {"type": 7, "data": {}, "timestamp": 1},
        {"type": 3, "data": {"source": 99}, "timestamp": 1},
        {"type": 3, "data": {"source": 0}, "timestamp": 1},
        {"type": 3, "data": {"source": 3, "id": "x", "x": 1, "y": 1}, "timestamp": 1},
        {"type": 2, "data": {"node": {"type": 2}}, "timestamp": 1},
        page(element(10, "p", text(11, "x"), text(11, "y"))),
        page(element(-1, "p")),
        page(nested(limits.DEPTH_MAX)),
        page(text(10, "x" * (limits.TEXT_CHARACTERS_MAX + 1))),
        mutation(removes=[{"id": 9, "parentId": 9}] * (limits.CHANGES_MAX + 1)),
    ],
    ids=lambda event: f"{event['type']}-{str(event)[:40]}",
)
def test_what_is_no_page_ends_the_stream(broken: Json) -> None:
    watched = Watched()
    watched.take(window())
    with pytest.raises(NoPage):
        watched.take(broken)


def test_a_page_of_the_greatest_depth() -> None:
    """From the document on: html, body and 197 more."""
    watched = Watched()
    watched.page(nested(limits.DEPTH_MAX - 4))
    assert len(list(nodes_of(watched.out[-1]))) == limits.DEPTH_MAX


def test_no_page_has_so_many_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parlour.cobrowse.tree.NODES_MAX", 10)
    watched = Watched()
    watched.page()
    with pytest.raises(NoPage):
        watched.take(*(added(3, element(10 + count, "p")) for count in range(10)))
