"""The session of one connection, without I/O: bytes in, a frame or a refusal out. Pure.

    greeting ──hello──▶ open ──end──▶ closed

`hello` comes first and once; the role decides which frames are known from then on. Whoever can't
say hello properly is closed at once; later a client may be wrong `BAD_FRAMES_MAX` times. A text
that can't be taken is no such fault: people paste strange things.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, final, get_args

import msgspec

from parlour.value import Value
from parlour.wire.frames import (
    FRAME_BYTES_MAX,
    PROTOCOL,
    AgentFrame,
    CloseCode,
    EndUserFrame,
    Frame,
    Hello,
    PageFrame,
    PageSeen,
    PostFrame,
    RefusedFrame,
    RequestChatFrame,
    Typing,
)
from parlour.wire.text import BadText, Rule, clean

BAD_FRAMES_MAX = 10
"""A client that is wrong so often is broken or hostile; a good one is never wrong."""

Role = Literal["end_user", "agent"]
ClientFrame = EndUserFrame | AgentFrame
RefusedCode = Literal[
    "bad_frame",
    "unknown_command",
    "not_for_you",
    "too_long",
    "bad_text",
    "hello_first",
    "hello_twice",
    "wrong_protocol",
    "too_fast",
]

SENTENCES: dict[RefusedCode, str] = {
    "bad_frame": "This is not a frame of the protocol.",
    "unknown_command": "There is no such command.",
    "not_for_you": "This command is not for your side of the chat.",
    "too_long": "A text is longer than it may be.",
    "bad_text": "A text can't be taken.",
    "hello_first": "The first frame must be hello.",
    "hello_twice": "Hello was said already.",
    "wrong_protocol": "This server speaks another version of the protocol; load the page again.",
    "too_fast": "Too much at once; wait a moment.",
}

INVALID_UTF8 = 1007
"""RFC 6455 §7.4.1: data not consistent with the type of the message."""


@final
class Turned(Value):
    """The frame was not taken: what to answer, if anything; the code to close with, or 0."""

    answer: RefusedFrame | None = None
    close: int = 0


class Session:
    """One connection's side of `parlour.v1`."""

    __slots__ = ("_bad_frames", "_role", "_state")

    def __init__(self, role: Role) -> None:
        self._role: Role = role
        self._state: Literal["greeting", "open", "closed"] = "greeting"
        self._bad_frames = 0

    def receive(self, raw: bytes | bytearray) -> ClientFrame | Turned:
        """One text message, as it came."""
        try:
            frame = _decoders[self._role].decode(raw)
            if not has_distinct_keys(raw, frame):
                return self._turn("bad_frame")
            frame = cleaned(frame)
        except BadText as bad:
            return self._turn("bad_text", number_of(raw), bad.reason)
        except UnicodeDecodeError:
            return Turned(close=INVALID_UTF8)
        except (msgspec.DecodeError, RecursionError):
            return self._explain(raw)
        if self._state != "open" or type(frame) is Hello:
            return self._greet(frame)
        return frame

    def end(self) -> None:
        """Nothing more is taken."""
        self._state = "closed"

    def _greet(self, frame: ClientFrame) -> ClientFrame | Turned:
        if self._state == "closed":
            return Turned()
        if not isinstance(frame, Hello):
            return self._turn("hello_first", getattr(frame, "id", 0))
        if self._state == "open":
            return self._turn("hello_twice")
        if frame.protocol != PROTOCOL:
            return self._turn("wrong_protocol")
        self._state = "open"
        return frame

    def _explain(self, raw: bytes | bytearray) -> Turned:
        """Which fault it was; the message is lost anyway, so this may take its time."""
        found = readable(raw)
        match found:
            case None:
                return Turned(close=INVALID_UTF8) if not is_utf8(raw) else self._turn("bad_frame")
            case {"type": str(tag)} if tag in _frame_types:
                number = number_in(found)
                if tag not in _tags[self._role]:
                    return self._turn("not_for_you", number)
                long = is_too_long(found, _frame_types[tag])
                return self._turn("too_long" if long else "bad_frame", number)
            case {"type": str()}:
                return self._turn("unknown_command", number_in(found))
            case _:
                return self._turn("bad_frame", number_in(found))

    def _turn(self, code: RefusedCode, number: int = 0, text: str = "") -> Turned:
        if self._state == "closed":
            return Turned()
        answer = RefusedFrame(
            id=number, code=code, text=text or SENTENCES[code], retry=code == "too_fast"
        )
        if code == "wrong_protocol":
            return Turned(answer=answer, close=CloseCode.PROTOCOL)
        self._bad_frames += code not in {"bad_text", "too_long"}
        hopeless = self._state == "greeting" or self._bad_frames > BAD_FRAMES_MAX
        return Turned(answer=answer, close=CloseCode.BAD_FRAMES if hopeless else 0)


# What a frame's texts must obey --

TEXTS: Mapping[type[Frame], Mapping[str, Rule]] = {
    PostFrame: {"text": "message"},
    Typing: {"text": "message"},
    PageFrame: {"page": "url"},
    RequestChatFrame: {
        "name": "line",
        "email": "line",
        "question": "message",
        "answers": "message",
        "page_url": "url",
        "page_title": "line",
        "referrer": "url",
        "language": "line",
        "trail": "url",
    },
}
"""A page has its own rules for each of its texts."""


def cleaned(frame: ClientFrame) -> ClientFrame:
    """The frame with its texts as they will be kept.

    Raises:
        BadText: one of them can't be.
    """
    rules = TEXTS.get(type(frame))
    if rules is None:
        return frame
    changes: dict[str, object] = {}
    for field, rule in rules.items():
        given = getattr(frame, field)
        if given and (kept := clean_field(given, rule)) != given:
            changes[field] = kept
    return frame.but(**changes) if changes else frame


Given = str | dict[str, str] | PageSeen | tuple[PageSeen, ...]


def clean_field(given: Given, rule: Rule) -> Given:
    match given:
        case str():
            return clean(given, rule)
        case dict():
            return {name: clean(text, rule) for name, text in given.items() if text}
        case tuple():
            return tuple(map(clean_page, given))
        case _:
            return clean_page(given)


def clean_page(page: PageSeen) -> PageSeen:
    return page.but(url=clean(page.url, "url"), title=clean(page.title, "line"))


# Keys --


def has_distinct_keys(raw: bytes | bytearray, frame: ClientFrame) -> bool:
    """No object of the frame names a field twice; parsers differ in which of two they take.

    In JSON a quote within a string is escaped, so `":` ends a key (or stands in a text, which only
    costs the slow way). As many of them as the frame has required fields, and all of those are
    there: no room for a second one, unless blanks hide it.
    """
    if raw.count(b'":') == _keys[type(frame)] and not _spaced_colon.search(raw):
        return True
    try:
        _distinct.decode(raw.decode())
    except KeyError:
        return False
    return True


def distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise KeyError("a key stands twice")
    return found


# What can be said of a frame that is wrong --


def readable(raw: bytes | bytearray) -> dict[str, Any] | None:
    """The object, if it is one at all."""
    if len(raw) > FRAME_BYTES_MAX:
        return None
    try:
        return _object.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def is_utf8(raw: bytes | bytearray) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def number_of(raw: bytes | bytearray) -> int:
    return number_in(readable(raw) or {})


def number_in(found: Mapping[str, Any]) -> int:
    """The command's number; 0 if it can't be one."""
    match found.get("id"):
        case int(number) if 1 <= number < 2**53 and number is not True:
            return number
        case _:
            return 0


def is_too_long(found: Mapping[str, Any], frame_type: type[Frame]) -> bool:
    limits = _lengths[frame_type]
    return any(isinstance(v := found.get(name), str) and len(v) > m for name, m in limits.items())


# Built once --


def lengths_of(frame_type: type[Frame]) -> dict[str, int]:
    """Greatest length of each text field."""
    described = msgspec.inspect.type_info(frame_type)
    assert isinstance(described, msgspec.inspect.StructType)
    return {
        field.encode_name: field.type.max_length
        for field in described.fields
        if isinstance(field.type, msgspec.inspect.StrType) and field.type.max_length is not None
    }


def tag_of(frame_type: type[Frame]) -> str:
    return str(frame_type.__struct_config__.tag)


_spaced_colon = re.compile(rb'"[ \t\r\n]+:')
_distinct = json.JSONDecoder(object_pairs_hook=distinct)
_object: msgspec.json.Decoder[dict[str, Any]] = msgspec.json.Decoder(dict[str, Any])
_decoders: dict[Role, msgspec.json.Decoder[ClientFrame]] = {
    "end_user": msgspec.json.Decoder(EndUserFrame),
    "agent": msgspec.json.Decoder(AgentFrame),
}
_tags: dict[Role, frozenset[str]] = {
    "end_user": frozenset(map(tag_of, get_args(EndUserFrame))),
    "agent": frozenset(map(tag_of, get_args(AgentFrame))),
}
_frame_types: dict[str, type[Frame]] = {
    tag_of(frame_type): frame_type for frame_type in get_args(ClientFrame)
}
_lengths = {frame_type: lengths_of(frame_type) for frame_type in _frame_types.values()}
_keys: dict[type[Frame], int] = {
    frame_type: 1 + sum(field.required for field in msgspec.structs.fields(frame_type))
    for frame_type in _frame_types.values()
}
