"""What text comes in, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.wire.frames import TEXT_CHARACTERS_MAX
from parlour.wire.text import MARKS_MAX, BadText, Rule, clean

RULES: tuple[Rule, ...] = ("message", "line", "url")
ZALGO = "e" + "\u0301" * (MARKS_MAX + 1)

NO_TEXT = {
    "NUL": "a\x00b",
    "backspace": "a\x08b",
    "escape": "\x1b[31mred\x1b[0m",
    "delete": "a\x7fb",
    "C1": "a\x9bb",
    "lone high surrogate": "a\ud800b",
    "lone low surrogate": "a\udc00b",
    "noncharacter": "a\ufffeb",
    "noncharacter of a higher plane": "a\U0001ffffb",
    "right-to-left override": "gpj\u202eexe.",
    "left-to-right override": "a\u202db",
    "zalgo": ZALGO,
    "zalgo of a higher plane": "e" + "\U0001e8d0" * (MARKS_MAX + 1),
    "ten thousand marks": "e" + "\u0301" * 10_000,
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("text", NO_TEXT.values(), ids=NO_TEXT.keys())
def test_what_is_no_text_is_refused_everywhere(text: str, rule: Rule) -> None:
    with pytest.raises(BadText):
        clean(text, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Where is my parcel?",
        "two\nlines\tand a tab",
        "Grüße, señor, ça va?",
        "Здравствуйте",
        "日本語のテキスト",
        "مرحبا بالعالم",
        "שָׁלוֹם עֲלֵיכֶם",
        "e\u0301 stays as written",
        "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 ❤️",
        "\u2067isolated\u2069",
        "private use \ue000",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text, "message") == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_all_kinds_become_one(end: str) -> None:
    assert clean(f"one{end}two", "message") == "one\ntwo"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000 \t"])
def test_a_message_has_something_in_it(text: str) -> None:
    with pytest.raises(BadText):
        clean(text, "message")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\t", "\x85", "\u2028", "\u2029"])
def test_a_name_is_one_line(end: str) -> None:
    with pytest.raises(BadText):
        clean(f"Ann{end}Set-Cookie: a=b", "line")


def test_a_name_loses_blanks_around_it_and_bidi_formatting_in_it() -> None:
    assert clean("  \u202aAnn\u202c \u2067Lee\u2069 ", "line") == "Ann Lee"


def test_equal_names_are_equal_however_they_were_typed() -> None:
    assert clean("Zoe\u0308", "line") == clean("Zo\u00eb", "line") == "Zo\u00eb"


@pytest.mark.parametrize(
    ("given_url", "kept"),
    [
        ("https://shop.example/cart?x=1#y", "https://shop.example/cart?x=1#y"),
        ("HTTP://SHOP.EXAMPLE", "HTTP://SHOP.EXAMPLE"),
        (" https://shop.example ", "https://shop.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("vbscript:x", ""),
        ("//evil.example", ""),
        ("https:evil.example", ""),
        ("file:///etc/passwd", ""),
        ("android-app://com.example", ""),
        ("", ""),
    ],
)
def test_an_address_is_http_or_nothing(given_url: str, kept: str) -> None:
    assert clean(given_url, "url") == kept


@given(st.text(max_size=200), st.sampled_from(RULES))
def test_cleaning_twice_changes_nothing_more(text: str, rule: Rule) -> None:
    try:
        once = clean(text, rule)
    except BadText:
        return
    assert clean(once, rule) == once
    assert not set(once) & set("\x00\r\u2028\u202e")


def test_a_message_of_the_greatest_length_is_bounded_in_bytes_too() -> None:
    longest = "\U0001f600" * TEXT_CHARACTERS_MAX
    assert len(clean(longest, "message").encode()) == 4 * TEXT_CHARACTERS_MAX
