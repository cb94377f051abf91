"""HTML that others are shown: what stays, what goes, and that nothing of it runs."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.texts.addresses import Address, judge
from parlour.texts.markup import ATTRIBUTES, TAGS, cleaned_markup, plain_text
from parlour.texts.variables import VARIABLES

OWN = ("shop.example",)
HOSTILE = (Path(__file__).parent / "hostile.txt").read_text().splitlines()


class Seen:
    """Every tag with its attributes, and all else that begins with `<`. What is read is written by
    one serializer: values in double quotes, no `<` or `"` within that is not escaped."""

    def __init__(self, html: str) -> None:
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.others: list[str] = []
        for piece in re.findall(r"<(?:[^\">]|\"[^\"]*\")*>?", html):
            tag = re.fullmatch(r"<([a-z0-9]+)((?: [a-z]+=\"[^\"]*\")*)>", piece)
            if tag is not None:
                found = re.findall(r' ([a-z]+)="([^"]*)"', tag[2])
                self.tags.append((tag[1], {name: unescape(value) for name, value in found}))
            elif not re.fullmatch(r"</[a-z0-9]+>", piece):
                self.others.append(piece)


def check_nothing_runs(html: str) -> None:
    seen = Seen(html)
    assert seen.others == []
    for tag, attributes in seen.tags:
        assert tag in TAGS
        allowed = ATTRIBUTES.get(tag, frozenset()) | ATTRIBUTES["*"]
        extra = {"target", "rel"} if tag == "a" else set()
        assert set(attributes) <= allowed | extra
        if tag == "a":
            assert attributes["target"] == "_blank"
            assert attributes["rel"] == "noopener noreferrer"
        for name in ("href", "src"):
            value = attributes.get(name)
            if value is None or value.startswith(("mailto:", "tel:")):
                continue
            assert isinstance(judge(value, OWN), Address), value


pieces = st.sampled_from(
    [
        *HOSTILE,
        *(f"<{tag}>" for tag in sorted(TAGS)),
        *(f"</{tag}>" for tag in sorted(TAGS)),
        "<table><td>",
        "<svg>",
        "</svg>",
        "<math><mtext>",
        "<style>",
        "</style>",
        "<noscript>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&#x6a;",
        "{{end_user.name}}",
        '<a href="https://shop.example/{{end_user.name}}">',
        '<a href="https://x.example" title="',
        "'\"",
        " onclick=alert(1) ",
        ">",
        "\0",
        "x",
    ]
)
soup = st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=12).map("".join)
values = st.dictionaries(st.sampled_from(VARIABLES), st.one_of(pieces, st.text(max_size=12)))


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_survives(html: str) -> None:
    check_nothing_runs(cleaned_markup(html, OWN))
    check_nothing_runs(cleaned_markup(f"<p>a</p>{html}<b>b", OWN, {}))


@given(soup, values)
def test_whatever_comes_nothing_runs(html: str, known: dict[str, str]) -> None:
    check_nothing_runs(cleaned_markup(html, OWN, known))
    check_nothing_runs(cleaned_markup(html, OWN))


@given(soup, values)
def test_cleaning_again_changes_nothing(html: str, known: dict[str, str]) -> None:
    once = cleaned_markup(html, OWN)
    assert cleaned_markup(once, OWN) == once
    filled = cleaned_markup(html, OWN, known)
    assert cleaned_markup(filled, OWN) == filled


@given(st.text(max_size=40))
def test_a_value_is_words_and_no_markup(value: str) -> None:
    body = "<p>{{end_user.name}}</p>"
    shown = cleaned_markup(body, OWN, {"end_user.name": f"<i>&{value}"})
    assert [tag for tag, _ in Seen(shown).tags] == ["p"]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<h1>A</h1><p>b <strong>c</strong></p>", "<h1>A</h1><p>b <strong>c</strong></p>"),
        ("<ol start=3><li>a<li>b</ol>", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ('<p style="color:red" class=x id=y dir=rtl lang=ar>a', '<p dir="rtl" lang="ar">a</p>'),
        (
            '<a href="https://shop.example" target=_top rel=opener>a</a>',
            '<a href="https://shop.example/" target="_blank" rel="noopener noreferrer">a</a>',
        ),
        (
            '<a href="mailto:a@shop.example">a</a><a href="tel:+41 44 1">b</a>',
            '<a href="mailto:a@shop.example" target="_blank" rel="noopener noreferrer">a</a>'
            '<a href="tel:+41 44 1" target="_blank" rel="noopener noreferrer">b</a>',
        ),
        (
            '<img src="https://shop.example/a.png" alt="A" width="20" height="9em">',
            '<img src="https://shop.example/a.png" alt="A" width="20">',
        ),
        ('<img src="http://shop.example/a.png" alt="A">', '<img alt="A">'),
        ("<style>p{}</style><title>x</title>a<!-- b -->", "a"),
    ],
)
def test_what_stays(html: str, kept: str) -> None:
    assert cleaned_markup(html, OWN) == kept


def test_variables_are_filled_where_they_stand() -> None:
    body = (
        '<p title="no">{{end_user.name|a &amp; b}} '
        '<a href="https://shop.example/?n={{end_user.name|x}}" title="{{end_user.name}}">'
        "{{chat.id}}</a></p>"
    )
    kept = cleaned_markup(body, OWN)
    assert "{{end_user.name|x}}" in kept
    shown = cleaned_markup(kept, OWN, {"end_user.name": '"><script>x', "chat.id": "c_1"})
    assert shown == (
        '<p>"&gt;&lt;script&gt;x <a href="https://shop.example/?n=%22%3E%3Cscript%3Ex"'
        ' title="&quot;&gt;&lt;script&gt;x" target="_blank" rel="noopener noreferrer">c_1</a></p>'
    )
    assert cleaned_markup(kept, OWN, {}).startswith("<p>a &amp; b ")


def test_its_words_line_by_line() -> None:
    html = cleaned_markup("<h3>A &amp; B</h3><p>one <b>two</b></p><ul><li>x<li>y</ul>")
    assert plain_text(html) == "A & B\none two\nx\ny"
