"""Which addresses an end-user may be shown. Pure.

An address is taken apart here and put together anew, so that what is judged, what is stored and
what a browser opens are the same. Everything that browsers read otherwise than people do is
refused: other schemes, missing slashes, backslashes, user names before the host, numbers that are
addresses, letters that nobody sees, and hosts that look like others (`look_alikes`).

Source: WHATWG URL (host parsing, "ends in a number"), RFC 5890 (IDNA 2008), UTS #39.
"""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Literal

import idna

from parlour.texts.look_alikes import imitates, is_mixed, reads_as_latin
from parlour.value import Value

URL_CHARACTERS_MAX = 2_000
"""The longest address that every browser and proxy takes."""
HOST_CHARACTERS_MAX = 253
"""RFC 1035 §2.3.4, without the last dot."""

Reason = Literal[
    "empty",
    "too_long",
    "invisible",
    "scheme",
    "backslash",
    "user_name",
    "host",
    "port",
    "number",
    "mixed_scripts",
    "look_alike",
]

SENTENCES: dict[Reason, str] = {
    "empty": "There is no address.",
    "too_long": f"An address may have {URL_CHARACTERS_MAX} characters at most.",
    "invisible": "It holds blanks or characters that nobody sees.",
    "scheme": "An address must begin with https:// or http://.",
    "backslash": "An address must not hold a backslash.",
    "user_name": "An address must not hold a user name or an @ before its host.",
    "host": "Its host is none.",
    "port": "Its port is none.",
    "number": "Its host is a number in disguise.",
    "mixed_scripts": "Its host mixes letters of several scripts.",
    "look_alike": "Its host looks like another one.",
}


class Address(Value):
    """`url`: as it is stored and opened. `host`: as people read it, without port."""

    url: str
    host: str


class Unsafe(Value):
    """Why an address is not shown to anybody."""

    reason: Reason

    @property
    def text(self) -> str:
        return SENTENCES[self.reason]


_url = re.compile(
    r"(?P<scheme>https?)://(?P<place>[^/?#]*)(?P<path>[^?#]*)(?P<rest>.*)", re.IGNORECASE
)
_label = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_number = re.compile(r"\d+|0x[0-9a-f]*")
_port = re.compile(r"[1-9]\d{0,4}")
_quoted = {ord(letter): f"%{ord(letter):02X}" for letter in '"<>`{}|^'}
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_USUAL_PORTS = {"http": "80", "https": "443"}


def judge(text: str, own_hosts: Iterable[str] = ()) -> Address | Unsafe:
    """`own_hosts`: names that no other host may look like."""
    text = text.strip(" ")
    if not text:
        return Unsafe(reason="empty")
    if len(text) > URL_CHARACTERS_MAX:
        return Unsafe(reason="too_long")
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        return Unsafe(reason="invisible")
    if "\\" in text:
        return Unsafe(reason="backslash")
    parts = _url.fullmatch(text)
    if parts is None:
        return Unsafe(reason="scheme")
    if "@" in parts["place"]:
        return Unsafe(reason="user_name")
    scheme = parts["scheme"].lower()
    place = _place(parts["place"].lower(), _USUAL_PORTS[scheme])
    if isinstance(place, Unsafe):
        return place
    host, port = place
    if (doubt := _doubt(host, own_hosts)) is not None:
        return Unsafe(reason=doubt)
    rest = (parts["path"] or "/") + parts["rest"]
    url = f"{scheme}://{host}{port}{rest.translate(_quoted)}"
    return (
        Address(url=url, host=host) if len(url) <= URL_CHARACTERS_MAX else Unsafe(reason="too_long")
    )


def _place(place: str, usual_port: str) -> tuple[str, str] | Unsafe:
    """Host and `:port`, which is empty if it is the usual one."""
    host: str | Unsafe
    if place.startswith("["):
        inside, bracket, after = place[1:].partition("]")
        colon, port = after[:1], after[1:]
        host = _six(inside) if bracket and colon in {"", ":"} else Unsafe(reason="host")
    else:
        name, colon, port = place.partition(":")
        host = _named_host(name)
    if isinstance(host, Unsafe):
        return host
    if colon and not (_port.fullmatch(port) and int(port) < 1 << 16):
        return Unsafe(reason="port")
    return host, "" if port in {"", usual_port} else f":{port}"


def _six(inside: str) -> str | Unsafe:
    try:
        address = IPv6Address(inside)
    except AddressValueError:
        return Unsafe(reason="host")
    return f"[{address.compressed}]" if address.scope_id is None else Unsafe(reason="host")


def _named_host(name: str) -> str | Unsafe:
    name = unicodedata.normalize("NFC", name.removesuffix("."))
    labels = name.split(".")
    if _number.fullmatch(labels[-1]):
        return _four(name)
    if name.isascii() and not any(label.startswith("xn--") for label in labels):
        is_host = len(name) <= HOST_CHARACTERS_MAX and all(map(_label.fullmatch, labels))
        return name if is_host else Unsafe(reason="host")
    return _international(name)


def _four(name: str) -> str | Unsafe:
    try:
        return str(IPv4Address(name))
    except AddressValueError:
        return Unsafe(reason="number")


def _international(name: str) -> str | Unsafe:
    """In letters. One that would have to be mapped to others first was not meant to be read."""
    try:
        told = idna.decode(name)
        is_same = idna.decode(idna.encode(told)) == told
    except (idna.IDNAError, UnicodeError):
        return Unsafe(reason="host")
    is_told = told == name or any(label.startswith("xn--") for label in name.split("."))
    return told if is_same and is_told and not told.isascii() else Unsafe(reason="host")


def _doubt(host: str, own_hosts: Iterable[str]) -> Reason | None:
    if host.startswith("["):
        return None
    if is_mixed(host):
        return "mixed_scripts"
    if reads_as_latin(host):
        return "look_alike"
    own = [name.lower().removeprefix("www.") for name in own_hosts]
    if any(host == name or host.endswith("." + name) for name in own):
        return None
    return "look_alike" if any(imitates(host, name) for name in own) else None
