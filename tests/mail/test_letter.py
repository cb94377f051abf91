"""A letter as mail servers get it: whatever people wrote, it is one message with our headers."""

import email
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parlour.ids import Millis
from parlour.mail.letter import Letter, Sender, is_address, message_of

SENDER = Sender(address="chat@shop.example", name="The Shop")
HEADERS = {
    "Message-ID",
    "Date",
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "Reply-To",
}
texts = st.text(st.characters(codec="utf-8"), max_size=300)


def letter(**wanted: str) -> Letter:
    fields = {"letter_id": "l_1", "to": "ann@home.example", "subject": "Hello", "text": "Hello."}
    return Letter(made=Millis(1_700_000_000_000), **(fields | wanted))


def sent(one: Letter) -> EmailMessage:
    """The letter as the other side reads it."""
    return email.message_from_bytes(bytes(message_of(one, SENDER)), policy=SMTP)


@given(subject=texts, text=texts, html=texts)
@example(subject="Hello\r\nBcc: all@home.example", text="", html="")
@example(subject="\u2028Bcc: all@home.example", text=".\r\n.\r\nQUIT\r\n", html="<p>")
def test_no_text_begins_a_header_or_ends_the_letter(subject: str, text: str, html: str) -> None:
    got = sent(letter(subject=subject, text=text, html=html, reply_to="bea@home.example"))
    assert set(got.keys()) <= HEADERS
    assert got["To"] == "ann@home.example"
    assert got["From"] == "The Shop <chat@shop.example>"
    plain = got.get_body(("plain",))
    assert plain is not None
    assert lines(plain.get_content()) == lines(text)
    dressed = got.get_body(("html",))
    assert (dressed is not None) == bool(html)


def lines(text: str) -> list[str]:
    """Mail ends each line its own way, and the last one too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


@pytest.mark.parametrize(
    "text", ["ann@home.example", "a.b+c@x", "o'neil@a-b.example", "x" * 64 + "@a.example"]
)
def test_an_address_is_plain_and_one(text: str) -> None:
    assert is_address(text)
    assert sent(letter(to=text))["To"] == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "ann@",
        "@home.example",
        "ann@home.example, bea@home.example",
        "Ann <ann@home.example>",
        "ann@home.example\r\nBcc: bea@home.example",
        "ann@home.example\n",
        "ann@-home.example",
        "ann@[127.0.0.1]",
        "ann(comment)@home.example",
        '"ann"@home.example',
        "änn@home.example",
        "x" * 65 + "@a.example",
        "a@" + ".".join(["b" * 63] * 4) + ".example",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert not is_address(text)
    with pytest.raises(ValueError, match="is no address"):
        message_of(letter(to=text or "@"), SENDER)
