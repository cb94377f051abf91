"""Names: whatever comes, what is shown is harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.files.names import NAME_CHARACTERS_MAX, clean_name, disposition, ending_of

HOSTILE = {
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    "C:\\Users\\ann\\a.png": "a.png",
    "a\0.png": "a.png",
    "CON": "_CON",
    "con.txt": "_con.txt",
    "LPT1.pdf": "_LPT1.pdf",
    "console.txt": "console.txt",
    "": "file",
    "...": "file",
    " . .png": "png",
    ".htaccess": "htaccess",
    "photo\u202egnp.exe": "photognp.exe",
    "a\r\nSet-Cookie: x=1.txt": "aSet-Cookie_ x=1.txt",
    'a"; filename="b.html': "a_; filename=_b.html",
    "a<b>|?*.png": "a_b____.png",
    "e\u0301.png": "\u00e9.png",
    "a\u200b\ufeffb.png": "ab.png",
    "\ud800x.png": "x.png",
    "Bericht  März.pdf": "Bericht März.pdf",
    "صورة.png": "صورة.png",
}


@pytest.mark.parametrize("raw", HOSTILE)
def test_a_name_is_made_harmless(raw: str) -> None:
    assert clean_name(raw) == HOSTILE[raw]


@given(st.text(st.characters(), max_size=300) | st.sampled_from(sorted(HOSTILE)))
def test_a_clean_name_is_short_visible_and_stays_as_it_is(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= NAME_CHARACTERS_MAX
    assert not set(name) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(mark) in {"Cc", "Cf", "Cs"} for mark in name)
    assert name == name.strip(". ")
    assert clean_name(name) == name


@given(st.text(max_size=200))
def test_the_header_is_one_line_of_ascii(raw: str) -> None:
    header = disposition(clean_name(raw))
    assert header.isascii()
    assert header.isprintable()
    assert header.startswith("attachment; ")
    assert header.count('"') == 2


def test_what_is_too_long_keeps_its_ending() -> None:
    name = clean_name("x" * 4_000 + ".pdf")
    assert (len(name), ending_of(name)) == (NAME_CHARACTERS_MAX, "pdf")
