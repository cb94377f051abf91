"""A recorder that masks nothing: whatever secret stands where, no viewer gets it."""

import re
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.cobrowse.numbers import CARD_MIN
from tests.cobrowse.recorded import (
    Watched,
    added,
    attributes,
    element,
    mutation,
    removed,
    strings,
    text,
    typed,
)
from tests.cobrowse.secrets_of import GAPS, cards, ibans, spelled

Json = dict[str, Any]

CANARY = "Canary7hunter"
WORDS = st.sampled_from(["Basket", "Pay now", "1 item", "äöü", ""])
PLACES = st.sampled_from(
    [
        "title",
        "placeholder",
        "alt",
        "aria-label",
        "value",
        "data-number",
        "class",
        "name",
        "href",
        "src",
        "style",
        "content",
        "onclick",
        "srcdoc",
        "action",
        "unknown",
    ]
)
TAGS = st.sampled_from(["p", "div", "span", "a", "li", "td", "button", "label", "x-card", "h1"])
FIELD_TAGS = st.sampled_from(["input", "textarea", "select"])
TYPES = st.sampled_from(["text", "tel", "email", "number", "search", "", "TEXT", "url"])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Of a card or an account, as people write it."""
    return spelled(draw(cards() | ibans()), draw(st.sampled_from(GAPS)))


class Page:
    """Nodes with ids of their own, and what was planted in them."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.count = 100
        self.canaries: list[str] = []
        self.numbers: list[str] = []
        self.fields: list[tuple[int, str]] = []

    def node(self) -> int:
        self.count += 1
        return self.count

    def canary(self) -> str:
        word = f"{CANARY}{self.node()}"
        self.canaries.append(word)
        return word

    def number(self) -> str:
        number: str = self.draw(numbers())
        self.numbers.append(number)
        return number

    def tree(self, depth: int = 2) -> Json:
        kinds = ["text", "secret_text", "attribute", "field", "password", "hidden", "editable"]
        nested = ["element", "shadow", "split", "undrawn"]
        kind = self.draw(st.sampled_from(kinds + (nested if depth else [])))
        planted: Json = getattr(self, f"a_{kind}")(depth)
        return planted

    def a_text(self, _depth: int) -> Json:
        return text(self.node(), self.draw(WORDS))

    def a_secret_text(self, _depth: int) -> Json:
        return element(
            self.node(), self.draw(TAGS), text(self.node(), f"No {self.number()} is mine")
        )

    def a_attribute(self, _depth: int) -> Json:
        place = self.draw(PLACES)
        value = self.number()
        value = f"--x: {value}" if place == "style" else value
        value = f"https://a.example/?q={value}" if place in ("href", "src", "action") else value
        return element(self.node(), self.draw(TAGS), **{place: value})

    def a_field(self, _depth: int) -> Json:
        return self._a_field(self.draw(FIELD_TAGS), self.draw(TYPES))

    def a_password(self, _depth: int) -> Json:
        return self._a_field("input", self.draw(st.sampled_from(["password", "PassWord"])))

    def a_hidden(self, _depth: int) -> Json:
        return self._a_field("input", "hidden")

    def _a_field(self, tag: str, kind: str) -> Json:
        node = self.node()
        self.fields.append((node, kind))
        words = [] if tag == "input" else [text(self.node(), self.canary())]
        options = [element(self.node(), "option", *words, value=self.canary())]
        children = options if tag == "select" else words
        order: Json = {"type": kind, "value": self.canary()}
        if self.draw(st.booleans()):
            order = dict(reversed(order.items()))
        return element(node, tag, *children, **order)

    def a_editable(self, _depth: int) -> Json:
        mark: Json = self.draw(
            st.sampled_from(
                [
                    {"contenteditable": ""},
                    {"contenteditable": "true"},
                    {"contentEditable": "plaintext-only"},
                    {"role": "textbox"},
                    {"data-parlour-mask": ""},
                    {"class": "big rr-mask"},
                ]
            )
        )
        inner = element(self.node(), "b", text(self.node(), self.canary()), title=self.canary())
        return element(self.node(), "div", text(self.node(), self.canary()), inner, **mark)

    def a_element(self, depth: int) -> Json:
        children = [self.tree(depth - 1) for _ in range(self.draw(st.integers(0, 3)))]
        return element(self.node(), self.draw(TAGS), *children)

    def a_shadow(self, depth: int) -> Json:
        child = {**self.tree(depth - 1), "isShadow": True}
        return {**element(self.node(), "x-pay", child), "isShadowHost": True}

    def a_split(self, _depth: int) -> Json:
        """A number in several texts of one line."""
        number = self.number()
        cut = self.draw(st.integers(1, len(number) - 1))
        tail = text(self.node(), number[cut:])
        if self.draw(st.booleans()):
            tail = element(self.node(), self.draw(st.sampled_from(["b", "span", "i"])), tail)
        head = text(self.node(), number[:cut])
        note = {"type": 5, "id": self.node(), "textContent": self.canary()}
        return element(self.node(), "p", head, note, tail)

    def a_undrawn(self, _depth: int) -> Json:
        tag = self.draw(
            st.sampled_from(["script", "iframe", "object", "meta", "template", "audio"])
        )
        inner = text(self.node(), self.canary())
        return element(self.node(), tag, inner, src=self.canary(), content=self.canary())

    def later(self) -> Json:
        """Something that happens to the page."""
        kind = self.draw(st.sampled_from(["add", "type", "show", "value"]))
        if kind == "add" or not self.fields:
            return added(3, self.tree(1))
        node, was = self.draw(st.sampled_from(self.fields))
        if kind == "show":
            return attributes(node, type="text" if was != "hidden" else "hidden")
        return (
            typed(node, self.canary()) if kind == "type" else attributes(node, value=self.canary())
        )


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_planted_secret_gets_past_the_server(data: st.DataObject) -> None:
    plan = Page(data.draw)
    watched = Watched()
    watched.page(*[plan.tree() for _ in range(data.draw(st.integers(1, 5)))])
    for _ in range(data.draw(st.integers(0, 5))):
        watched.take(plan.later())
    said = watched.said
    for canary in plan.canaries:
        assert canary not in said
    everything = plain("".join(strings(watched.out)))
    shown = plain("".join(watched.texts.values()))
    for number in plan.numbers:
        assert number not in said
        assert plain(number) not in everything
        assert plain(number) not in shown


def plain(words: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[^0-9A-Za-z]", "", words).upper()


@given(cards(), st.sampled_from(GAPS), st.integers(1, 4))
def test_a_number_that_is_typed_before_the_agent_s_eyes(card: str, gap: str, step: int) -> None:
    watched = Watched()
    watched.page(element(10, "p", text(11, "Card: ")))
    written = spelled(card, gap)
    for end in range(1, len(written) + step, step):
        watched.take(mutation(texts=[{"id": 11, "value": f"Card: {written[:end]}"}]))
        assert len(plain(watched.texts[11]).removeprefix("CARD")) < CARD_MIN - 3
    assert re.fullmatch(r"Card: [^0-9]*", watched.texts[11])


@given(cards(), st.integers(1, 4))
def test_a_number_that_is_typed_into_a_text_made_anew_each_time(card: str, step: int) -> None:
    """As frameworks do that replace what they show."""
    watched = Watched()
    watched.page(element(10, "p", text(11, "")))
    node = 11
    for end in range(1, len(card) + step, step):
        watched.take(removed(node, 10), added(10, text(node + 1, card[:end])))
        node += 1
        shown = watched.texts[node]
        assert len(plain(shown)) < CARD_MIN - 3
    assert not re.search(r"\d", watched.texts[node])


@given(cards(), st.data())
def test_a_number_that_is_put_together_from_texts(card: str, data: st.DataObject) -> None:
    """What was shown of it before it was one is blotted out when it becomes one."""
    cut = data.draw(st.integers(1, len(card) - 1))
    watched = Watched()
    watched.page(element(10, "p", text(11, card[:cut])))
    watched.take(added(10, element(12, "span", text(13, card[cut:]))))
    assert not re.search(r"\d", watched.texts[11] + watched.texts[13])


def test_what_becomes_secret_later_is_taken_back() -> None:
    watched = Watched()
    watched.page(element(10, "div", element(11, "b", text(12, "Dear diary"))))
    assert watched.texts[12] == "Dear diary"
    watched.take(attributes(10, contenteditable="true"))
    assert watched.texts[12] == "•••• •••••"
    watched.take(attributes(10, contenteditable="false"))
    watched.take(mutation(texts=[{"id": 12, "value": "still mine"}]))
    assert watched.texts[12] == "••••• ••••"


def test_a_password_that_was_one_stays_one() -> None:
    watched = Watched()
    watched.page(element(10, "input", type="password", value="hunter2"))
    watched.take(attributes(10, type="button", value="hunter2"), typed(10, "hunter2"))
    assert "hunter2" not in watched.said
    assert "••••••••" in watched.said


def test_emails_if_the_site_asks() -> None:
    watched = Watched(Watched().mask._terms.but(emails=True))
    watched.page(element(10, "p", text(11, "ann@shop.example"), title="ann@shop.example"))
    assert "ann@" not in watched.said
