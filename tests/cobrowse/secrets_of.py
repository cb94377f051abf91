"""Numbers of cards and accounts that are none of anybody's."""

from hypothesis import strategies as st

from parlour.cobrowse.numbers import IBAN_LENGTHS

GAPS = ("", " ", "-", ".", "\u00a0", "\u2011", "\u200b", " - ")
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@st.composite
def cards(draw: st.DrawFn) -> str:
    """13 to 19 digits with Luhn's check digit."""
    length = draw(st.integers(13, 19))
    digits = draw(st.sampled_from("23456")) + draw(
        st.text("0123456789", min_size=length - 2, max_size=length - 2)
    )
    return digits + luhn(digits)


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country, length = draw(st.sampled_from(sorted(IBAN_LENGTHS.items())))
    account = draw(st.text(CHARACTERS, min_size=length - 4, max_size=length - 4))
    number = int("".join(str(int(one, 36)) for one in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02}{account}"


def luhn(digits: str) -> str:
    """The check digit, the long way round."""
    for check in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(digits + check)):
            value = int(digit) * (2 if place % 2 else 1)
            total += sum(map(int, str(value)))
        if total % 10 == 0:
            return check
    raise AssertionError("there is one for every number")


def spelled(number: str, gap: str, zero: str = "0") -> str:
    """In groups of four, in other digits."""
    groups = (number[at : at + 4] for at in range(0, len(number), 4))
    moved = {ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)}
    return gap.join(groups).translate(moved)
