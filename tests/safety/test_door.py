"""What the doors let in of the corpus, and as what: texts, addresses, file names, letters."""

import unicodedata
from email import message_from_bytes, policy

import pytest

from parlour.files.names import clean_name, disposition
from parlour.ids import Millis
from parlour.mail.letter import Letter, Sender, is_address, message_of
from parlour.texts.addresses import Address, judge
from parlour.texts.markup import cleaned_markup
from parlour.wire.text import BadText, Rule, clean
from tests.safety.corpus import Payload, corpus, of

CANARY = "http://canary.example"
OURS = ("halden.example", "paypal.example", "apple.example")
TEXTS = [payload.text(CANARY) for payload in corpus()]
SENT = [text for text in TEXTS if "\ud83d" not in text]
"""No lone surrogate comes out of JSON: those are refused where it is read."""
TURNS = "\u202d\u202e"
EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
RULES: tuple[Rule, ...] = ("message", "line", "url")


def accepted(text: str, rule: Rule) -> str | None:
    try:
        return clean(text, rule)
    except BadText:
        return None


@pytest.mark.parametrize("rule", RULES)
def test_what_is_let_in_steers_nothing_and_turns_nothing_round(rule: Rule) -> None:
    let_in = [kept for text in TEXTS if (kept := accepted(text, rule)) is not None]
    assert len(let_in) > len(TEXTS) // 2
    for kept in let_in:
        controls = {c for c in kept if unicodedata.category(c) in {"Cc", "Cs"}}
        assert controls <= ({"\n", "\t"} if rule == "message" else set())
        assert not set(TURNS) & set(kept)
        assert rule == "message" or not set(EMBEDDINGS + "\n\u2028\u2029") & set(kept)
        assert accepted(kept, rule) == kept or kept == ""


def test_nothing_is_changed_that_is_let_in_as_a_message() -> None:
    for text in TEXTS:
        kept = accepted(text, "message")
        ends = text.replace("\r\n", "\n").translate(
            dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n")
        )
        assert kept in {None, ends}


def test_only_web_addresses_are_let_in_as_addresses() -> None:
    for text in TEXTS:
        kept = accepted(text, "url")
        assert not kept or kept.lower().startswith(("http://", "https://"))


def test_no_scheme_but_the_web_is_shown_to_anybody() -> None:
    shown = {payload.pattern for payload in of("schemes") if _judged(payload) is not None}
    assert shown == set()


def test_no_host_that_looks_like_ours_is_shown() -> None:
    shown = {payload.pattern for payload in of("hosts like ours") if _judged(payload) is not None}
    assert shown == set()


def test_an_address_that_is_shown_leads_where_it_says() -> None:
    for payload in of("places", "turned round"):
        found = _judged(payload)
        if found is not None:
            rest = found.url.partition("://")[2]
            assert rest.removeprefix(found.host)[:1] in {"/", ":"}
            assert "@" not in rest.partition("/")[0]


def _judged(payload: Payload) -> Address | None:
    found = judge(payload.text(CANARY), OURS)
    return found if isinstance(found, Address) else None


def test_no_file_name_leaves_its_folder_or_its_header() -> None:
    for text in TEXTS:
        name = clean_name(text)
        assert name
        assert not set('/\\:*?"<>|\r\n\0' + TURNS + EMBEDDINGS) & set(name)
        assert name.strip(". ") != ""
        header = disposition(name)
        assert header.isascii()
        assert header.isprintable()
        assert header.count('"') == 2
        assert header.startswith("attachment; ")


def test_no_text_begins_a_header_of_a_letter() -> None:
    for text in SENT:
        letter = Letter(letter_id="1", to="ann@a.example", subject=text, text="t", made=Millis(0))
        sender = Sender(address="shop@b.example", name=text)
        message = message_from_bytes(message_of(letter, sender).as_bytes(), policy=policy.SMTP)
        assert set(message.keys()) == {
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        }
        assert str(message["To"]) == "ann@a.example"


def test_no_text_of_the_corpus_is_somebody_to_write_to() -> None:
    assert [text for text in TEXTS if is_address(text)] == []


def test_clean_markup_stays_as_it_is() -> None:
    for text in SENT:
        clean_text = cleaned_markup(text)
        assert cleaned_markup(clean_text) == clean_text
