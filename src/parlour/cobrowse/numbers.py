"""Finds card and account numbers in texts and blots them out. Pure.

Sources: ISO/IEC 7812 (cards, Luhn's check digit), ISO 13616 and its registry (IBAN, mod 97).
"""

import re
from collections.abc import Iterator

from parlour.cobrowse.limits import DIGITS_MAX

DOT = "\N{BULLET}"
CARD_MIN, CARD_MAX = 13, 19
TYPED_SHOWN = 6
"""Of a number that grows while it is watched: what tells the bank, and no more."""

_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0xFF10)
"""Of the digits that people write: Latin, Arabic, Persian, Devanagari, full-width."""
_PLAIN = {zero + digit: str(digit) for zero in _ZEROS[1:] for digit in range(10)}
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]"
_LETTER = "[A-Za-z]"
_GAP = r"[\s.\-/_\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2060-\u2064\ufeff]{0,3}"
"""What people and pages put between groups of digits, also what is not seen."""
_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT})*")
_LONG_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{{CARD_MIN - 1},}}")
_NEXT = re.compile(rf"{_GAP}({_LETTER}|{_DIGIT})")
_ANY_DIGIT = re.compile(_DIGIT)

_LENGTHS = """
    AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BR29 BY28 CF27 CG27 CH21 CI28
    CM27 CR22 CV25 CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22
    GE22 GI23 GL18 GQ27 GR27 GT28 GW25 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KM27 KW30
    KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MG27 MK19 ML28 MN20 MR27 MT31 MU30
    MZ25 NE28 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19
    SK24 SM27 SN28 SO23 ST25 SV28 TD27 TG28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
IBAN_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}
_IBAN_START = re.compile(rf"{_LETTER}{{2}}{_GAP}{_DIGIT}{_GAP}{_DIGIT}")


def without_numbers(text: str) -> str:
    """The text, as long as before, with a dot for each character of such a number."""
    if len(text) < CARD_MIN or not _ANY_DIGIT.search(text):
        return text
    return _blotted(text, {*_of_ibans(text), *_of_cards(text)})


def without_typed(text: str) -> str:
    """The same, and of each run of digits only the first few stay."""
    hidden: set[int] = set()
    for run in _RUN.finditer(text):
        hidden.update(_places(run)[TYPED_SHOWN:])
    return _blotted(without_numbers(text), hidden)


def has_digit(text: str) -> bool:
    return _ANY_DIGIT.search(text) is not None


def runs_of_digits(text: str) -> set[str]:
    """The numbers in a text, plain."""
    return {
        _plain("".join(_ANY_DIGIT.findall(run.group())))
        for run in _RUN.finditer(text)
        if run.end() - run.start() <= DIGITS_MAX
    }


def dots(text: str) -> str:
    """As many dots as there were letters; white space stays, so that lines break where they did."""
    return re.sub(r"\S", DOT, text)


def _blotted(text: str, hidden: set[int]) -> str:
    if not hidden:
        return text
    characters = list(text)
    for place in hidden:
        characters[place] = DOT
    return "".join(characters)


def _plain(characters: str) -> str:
    return characters.translate(_PLAIN).upper()


def _places(run: re.Match[str]) -> list[int]:
    start = run.start()
    return [start + digit.start() for digit in _ANY_DIGIT.finditer(run.group())]


# Cards -------------------------------------------------------------------------------------------


def _of_cards(text: str) -> Iterator[int]:
    for run in _LONG_RUN.finditer(text):
        places = _places(run)
        if len(places) > DIGITS_MAX:
            yield from places
        else:
            digits = _plain("".join(text[place] for place in places))
            for start, end in _cards(digits):
                yield from places[start:end]


def _cards(digits: str) -> Iterator[tuple[int, int]]:
    """Every stretch that is a card's number, wherever it begins. Sums are kept for both parities,
    so that a stretch costs one subtraction."""
    sums = ([0], [0])
    for at, character in enumerate(digits):
        digit = int(character)
        twice = digit * 2 - 9 if digit > 4 else digit * 2
        for parity in (0, 1):
            sums[parity].append(sums[parity][-1] + (twice if at % 2 == parity else digit))
    for start, first in enumerate(digits):
        if first not in "23456":
            continue
        for end in range(start + CARD_MIN, min(start + CARD_MAX, len(digits)) + 1):
            doubled = sums[end % 2]
            if (doubled[end] - doubled[start]) % 10 == 0:
                yield start, end


# Accounts ----------------------------------------------------------------------------------------


def _of_ibans(text: str) -> Iterator[int]:
    for found in _IBAN_START.finditer(text):
        start = found.start()
        places = [start, start + 1]
        length = IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
        while len(places) < length:
            next_one = _NEXT.match(text, places[-1] + 1)
            if next_one is None:
                break
            places.append(next_one.start(1))
        if len(places) == length and _is_iban(_plain("".join(text[one] for one in places))):
            yield from places


def _is_iban(account: str) -> bool:
    """The remainder by 97 of the number that it makes, country and check digits last."""
    number = "".join(str(int(character, 36)) for character in account[4:] + account[:4])
    return int(number) % 97 == 1


# E-mail ------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.+\-%]{1,64}@(?:[\w\-]{1,63}\.){1,8}\w{2,24}")


def without_emails(text: str) -> str:
    if "@" not in text:
        return text
    return _EMAIL.sub(lambda found: DOT * len(found.group()), text)
