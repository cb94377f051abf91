"""One letter to one person, and the message that is made of it. Pure.

Source: RFC 5322 (messages), RFC 2046 (alternatives), RFC 3834 (letters that no person wrote).
"""

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from parlour.ids import Millis
from parlour.value import Value

ADDRESS_CHARACTERS_MAX = 254
"""RFC 5321, 4.5.3.1.3."""
SUBJECT_CHARACTERS_MAX = 200

_local = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_label = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_address = re.compile(rf"{_local}@{_label}(\.{_label})*")
_ENCODED = "=?"
"""Begins an encoded word (RFC 2047), in which line ends can hide."""
_controls = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Letter(Value):
    """`made`: when; `html`: the same as `text`, dressed, or nothing; `about`: whose chat or message
    it tells of (`site/end-user`), so that it can be erased with them."""

    letter_id: str
    to: str
    subject: str
    text: str
    made: Millis
    html: str = ""
    reply_to: str = ""
    about: str = ""


class Sender(Value):
    """Whose name stands on all letters."""

    address: str
    name: str = ""


def is_address(text: str) -> bool:
    """What browsers take for one (HTML, `input type=email`): plain, one, with nothing around it,
    and no word that is encoded."""
    is_one = len(text) <= ADDRESS_CHARACTERS_MAX and _address.fullmatch(text) is not None
    return is_one and _ENCODED not in text


def message_of(letter: Letter, sender: Sender) -> EmailMessage:
    """The letter as mail servers want it. No text of anybody can begin a header of its own.

    Raises:
        ValueError: an address is none.
    """
    for address in (letter.to, letter.reply_to or letter.to, sender.address):
        if not is_address(address):
            raise ValueError(f"{address!r} is no address")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{letter.letter_id}@{sender.address.rpartition('@')[2]}>"
    message["Date"] = format_datetime(datetime.fromtimestamp(letter.made // 1000, UTC))
    message["From"] = Address(display_name=one_line(sender.name), addr_spec=sender.address)
    message["To"] = letter.to
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message["Subject"] = one_line(letter.subject)[:SUBJECT_CHARACTERS_MAX]
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def one_line(text: str) -> str:
    """Without what ends a line, also where it is encoded: the library decodes what it is given."""
    return _controls.sub(" ", text).replace(_ENCODED, "= ?").strip()
