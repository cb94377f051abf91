"""Which addresses may be shown: a table of cases, and laws over everything else."""
# ruff: noqa: RUF001 — letters that look like others are what this is about

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parlour.texts.addresses import SENTENCES, URL_CHARACTERS_MAX, Address, Reason, Unsafe, judge
from parlour.texts.look_alikes import skeleton

OWN = ("shop.example", "www.bank.example", "localhost")

SAFE = {
    "https://shop.example": "https://shop.example/",
    "  https://shop.example/a?b=c#d ": "https://shop.example/a?b=c#d",
    "HTTPS://Shop.Example:443/Path": "https://shop.example/Path",
    "http://shop.example:80": "http://shop.example/",
    "http://shop.example:443/": "http://shop.example:443/",
    "https://shop.example.": "https://shop.example/",
    "https://help.shop.example/x": "https://help.shop.example/x",
    "https://bank.example": "https://bank.example/",
    "https://a_b.other.example/": "https://a_b.other.example/",
    "http://127.0.0.1:8000/demo": "http://127.0.0.1:8000/demo",
    "http://[::1]:8000/": "http://[::1]:8000/",
    "http://[0:0::1]/": "http://[::1]/",
    "https://müller.example/ü?q=ß": "https://müller.example/ü?q=ß",
    "https://MÜLLER.example/": "https://müller.example/",
    "https://xn--mller-kva.example/": "https://müller.example/",
    "https://straße.example/": "https://straße.example/",
    "https://日本語.example/": "https://日本語.example/",
    "https://ニュースnews.example/": "https://ニュースnews.example/",
    "https://сахар.рф/": "https://сахар.рф/",
    "https://новости.example/": "https://новости.example/",
    "https://ελληνικά.example/": "https://ελληνικά.example/",
    "https://other.example/javascript:alert(1)": "https://other.example/javascript:alert(1)",
    "https://other.example/@someone": "https://other.example/@someone",
    "https://other.example/?to=a@b.example": "https://other.example/?to=a@b.example",
    'https://other.example/"<b>': "https://other.example/%22%3Cb%3E",
    "https://www-shop.example/": "https://www-shop.example/",
}

REFUSED: dict[str, Reason] = {
    "": "empty",
    "   ": "empty",
    f"https://other.example/{'a' * URL_CHARACTERS_MAX}": "too_long",
    "https://other.example/" + '"' * 900: "too_long",
    # Other schemes, and what browsers mend
    "javascript:alert(1)": "scheme",
    "JaVaScRiPt:alert(1)": "scheme",
    "java\tscript:alert(1)": "invisible",
    "\x01javascript:alert(1)": "invisible",
    "data:text/html,<script>alert(1)</script>": "scheme",
    "vbscript:msgbox(1)": "scheme",
    "blob:https://shop.example/1": "scheme",
    "file:///etc/passwd": "scheme",
    "ftp://other.example/": "scheme",
    "view-source:https://shop.example": "scheme",
    "//other.example/": "scheme",
    "shop.example": "scheme",
    "https:other.example": "scheme",
    "https:/other.example": "scheme",
    "https:///other.example": "host",
    "https://": "host",
    "https:\\\\other.example": "backslash",
    "https://shop.example\\@other.example/": "backslash",
    "https://other.example/a\\..\\b": "backslash",
    # User names
    "https://shop.example@other.example/": "user_name",
    "https://shop.example:443@other.example/": "user_name",
    "https://@other.example/": "user_name",
    "https://a:b@shop.example/": "user_name",
    # What nobody sees
    "https://other.example/a b": "invisible",
    "https://other.example/\u00a0": "invisible",
    "https://other.example/\r\nSet-Cookie: a": "invisible",
    "https://other.example/\x00": "invisible",
    "https://other.example/\u202egpj.exe": "invisible",
    "https://other.example/\u2066x": "invisible",
    "https://sh\u200bop.example/": "invisible",
    "https://sh\u00adop.example/": "invisible",
    "https://shop\ufeff.example/": "invisible",
    "https://shop\u2028.example/": "invisible",
    "https://other.example/\ud800": "invisible",
    # Hosts that are none
    "https://.example/": "host",
    "https://a..example/": "host",
    "https://-a.example/": "host",
    "https://a%2eexample/": "host",
    "https://sho%70.example/": "host",
    "https://a b.example/": "invisible",
    "https://a<b.example/": "host",
    f"https://{'a' * 64}.example/": "host",
    f"https://{'a.' * 130}example/": "host",
    "https://shop。example/": "host",
    "https://shop.example．other.example/": "host",
    "https://ｏther.example/": "host",
    "https://xn--a.example/": "host",
    "https://xn--shop-.example/": "host",
    "https://☃.example/": "host",
    "https://[::1/": "host",
    "https://[::1]x/": "host",
    "https://[fe80::1%25eth0]/": "host",
    "https://[fe80::1%eth0]/": "host",
    # Ports that are none
    "https://other.example:0/": "port",
    "https://other.example:/": "port",
    "https://other.example:65536/": "port",
    "https://other.example:a/": "port",
    "https://other.example:٨٠/": "port",
    "https://a:1:2/": "port",
    # Numbers in disguise
    "http://2130706433/": "number",
    "http://0x7f000001/": "number",
    "http://0x7f.1/": "number",
    "http://127.1/": "number",
    "http://0177.0.0.1/": "number",
    "http://127.0.0.256/": "number",
    "http://shop.example.1/": "number",
    "http://0x/": "number",
    # Scripts that nobody writes together
    "https://раypal.example/": "mixed_scripts",
    "https://shоp.example/": "mixed_scripts",
    "https://αpple.example/": "mixed_scripts",
    "https://日本я.example/": "mixed_scripts",
    "https://xn--shp-tdd.example/": "mixed_scripts",
    "https://x̱ample.example/": "mixed_scripts",
    # Borrowed letters alone
    "https://аррӏе.com/": "look_alike",
    "https://xn--80ak6aa92e.com/": "look_alike",
    "https://сор.example/": "look_alike",
    "https://ɡooɡle.example/": "look_alike",
    "https://ɫamp.example/": "look_alike",
    # Names that read like ours
    "https://sh0p.example/": "look_alike",
    "https://shóp.example/": "look_alike",
    "https://shop.exarnple/": "look_alike",
    "https://help.sh0p.example/": "look_alike",
    "https://shøp.example/": "look_alike",
    "https://shop.example.other.net/": "look_alike",
    "https://login.shop.example.other.net/": "look_alike",
    "https://shop-example.other.net/": "look_alike",
    "https://bank.example.other.net/": "look_alike",
    "https://www.bank.example.other.net/": "look_alike",
    "http://l0calhost/": "look_alike",
    "https://bаnk.example/": "mixed_scripts",
}


@pytest.mark.parametrize(("written", "url"), SAFE.items())
def test_an_address_that_is_shown(written: str, url: str) -> None:
    told = judge(written, OWN)
    assert isinstance(told, Address)
    assert told.url == url
    assert f"//{told.host}" in url


@pytest.mark.parametrize(("written", "reason"), REFUSED.items())
def test_an_address_that_is_not(written: str, reason: Reason) -> None:
    assert judge(written, OWN) == Unsafe(reason=reason)


def test_each_reason_has_its_sentence_and_a_case() -> None:
    assert set(SENTENCES) == set(REFUSED.values())


def test_a_name_of_ours_is_only_guarded_where_it_is_ours() -> None:
    assert isinstance(judge("https://sh0p.example/", ()), Address)
    assert isinstance(judge("https://sh0p.example/", (*OWN, "sh0p.example")), Address)


addresses = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(
            ["https://", "http://", "HTTPS://", "https:", "//", "javascript:", "data:"]
        ),
        st.sampled_from(["", "a@", "shop.example", "shop.example@", "\\"]),
        st.text(max_size=12),
        st.sampled_from(["", ".example", ".com", ":80", ":443", ":99999", "."]),
        st.one_of(st.just(""), st.text(max_size=20).map("/{}".format)),
    ),
)


@given(addresses)
def test_whatever_is_shown_is_plain_web_at_the_host_that_is_told(written: str) -> None:
    told = judge(written, OWN)
    if isinstance(told, Unsafe):
        return
    parts = urlsplit(told.url)
    assert parts.scheme in {"http", "https"}
    assert parts.netloc.rpartition(":")[0] in {told.host, ""} or parts.netloc == told.host
    assert parts.username is None
    assert "\\" not in told.url
    assert not any(unicodedata.category(letter)[0] in "CZ" for letter in told.url)
    assert not set('<>"`') & set(told.url)


@given(addresses)
def test_judging_again_changes_nothing(written: str) -> None:
    told = judge(written, OWN)
    if isinstance(told, Address):
        assert judge(told.url, OWN) == told


@given(st.sampled_from("аеорсухіѕјһԁԛԝӏαορνκ"), st.integers(0, 7))
def test_no_letter_of_ours_can_be_swapped_for_one_of_another_script(letter: str, at: int) -> None:
    host = "halden-shop.example"
    forged = host[:at] + letter + host[at + 1 :]
    assert isinstance(judge(f"https://{forged}/", (host,)), Unsafe)


@given(st.from_regex(r"[a-z]{2,9}(\.[a-z]{2,9}){1,2}", fullmatch=True), st.data())
def test_what_the_eye_takes_for_ours_is_refused(own: str, data: st.DataObject) -> None:
    swaps = {"o": "0", "l": "1", "m": "rn", "w": "vv", "e": "é", "a": "ä"}
    places = [at for at, letter in enumerate(own) if letter in swaps]
    assume(places)
    at = data.draw(st.sampled_from(places))
    forged = own[:at] + swaps[own[at]] + own[at + 1 :]
    assume(not forged.endswith(".1"))
    assert skeleton(forged) == skeleton(own)
    assert isinstance(judge(f"https://{forged}/", (own,)), Unsafe)
