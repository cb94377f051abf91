"""Card and account numbers are found however they are written, and little else is."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse.numbers import (
    DOT,
    IBAN_LENGTHS,
    dots,
    without_emails,
    without_numbers,
    without_typed,
)
from tests.cobrowse.secrets_of import GAPS, cards, ibans, spelled

ZEROS = "0\u0660\u06f0\u0966\uff10"
SIMPLE = st.text(string.ascii_letters + "äß,;:!?()\n", max_size=30)


@st.composite
def written_cards(draw: st.DrawFn) -> str:
    return spelled(draw(cards()), draw(st.sampled_from(GAPS)), draw(st.sampled_from(ZEROS)))


@st.composite
def written_accounts(draw: st.DrawFn) -> str:
    iban = draw(ibans())
    return spelled(iban.lower() if draw(st.booleans()) else iban, draw(st.sampled_from(GAPS)))


@given(SIMPLE, written_cards(), SIMPLE)
def test_every_card_is_blotted_out(before: str, written: str, after: str) -> None:
    shown = without_numbers(f"{before}# {written}{after}")
    middle = shown.removeprefix(f"{before}# ").removesuffix(after)
    assert len(middle) == len(written)
    assert not re.search(r"\d", middle)


@given(SIMPLE, written_accounts(), SIMPLE)
def test_every_account_is_blotted_out(before: str, written: str, after: str) -> None:
    shown = without_numbers(f"{before} {written} {after}")
    middle = shown[len(before) + 1 : len(before) + 1 + len(written)]
    assert not re.search(r"[0-9A-Za-z]", middle)


@given(st.text("0123456789 -./", max_size=60), cards(), st.text("0123456789 -./", max_size=60))
def test_a_card_among_other_digits_is_found(before: str, card: str, after: str) -> None:
    assert card not in without_numbers(before + card + after)


@pytest.mark.parametrize(
    "plain",
    [
        "Order 1234567890",
        "+49 30 901820",
        "4111 1111 1111 1112",
        "2024-01-15 12:30",
        "Total 1.299,00 EUR",
        "NL90 ABNA 0417 1643 00",
        "at 55 because the money should go as soon as possible",
        "",
    ],
)
def test_other_numbers_stay(plain: str) -> None:
    assert without_numbers(plain) == plain


def test_words_before_an_account_do_not_hide_it() -> None:
    words = "me at 55 because the money should go as soon as possible to DE89370400440532013000"
    assert without_numbers(words).endswith(f"to {DOT * 22}")


def test_what_is_no_number_for_its_length_is_masked_unread() -> None:
    assert without_numbers("1" * 100_000) == DOT * 100_000


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(words: str) -> None:
    once = without_numbers(words)
    assert without_numbers(once) == once
    assert len(once) == len(words)


def test_a_typed_number_shows_its_first_digits_only() -> None:
    assert without_typed("41111111 ok") == "411111•• ok"


def test_emails() -> None:
    assert without_emails("mail ann.b+c@shop.example now") == f"mail {DOT * 20} now"


def test_dots_keep_the_lines() -> None:
    assert dots("ab c\nd") == f"{DOT}{DOT} {DOT}\n{DOT}"


def test_the_registry_is_whole() -> None:
    assert all(15 <= length <= 34 for length in IBAN_LENGTHS.values())
    assert len(IBAN_LENGTHS) > 100
