"""The session of one connection: bytes in, a frame or a refusal out."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.wire.frames import (
    TEXT_CHARACTERS_MAX,
    AgentFrame,
    Alive,
    CloseCode,
    EndUserFrame,
    Hello,
    PostFrame,
    RequestChatFrame,
    SetStatusFrame,
    Typing,
)
from parlour.wire.session import (
    BAD_FRAMES_MAX,
    INVALID_UTF8,
    RefusedCode,
    Role,
    Session,
    Turned,
    tag_of,
)

HELLO = b'{"type":"hello","ticket":"t","client":"tab_1"}'
POST = b'{"type":"post","id":7,"chat":"c_1","text":"Hello"}'


def greeting(role: Role = "agent") -> Session:
    return Session(role)


def opened(role: Role = "agent") -> Session:
    session = Session(role)
    assert isinstance(session.receive(HELLO), Hello)
    return session


def refused(session: Session, raw: bytes) -> tuple[str, int, int]:
    """Code and number of the answer, and the close code."""
    turned = session.receive(raw)
    assert isinstance(turned, Turned), turned
    assert turned.answer is not None
    assert turned.answer.text, "it says something to people"
    return turned.answer.code, turned.answer.id, turned.close


# What is taken


def test_a_post_is_read() -> None:
    assert opened().receive(POST) == PostFrame(id=7, chat="c_1", text="Hello")


def test_a_buffer_is_read_like_bytes() -> None:
    assert opened().receive(bytearray(POST)) == opened().receive(POST)


def test_blanks_between_the_parts_are_json() -> None:
    spaced = b' { "type" : "typing" , "chat" : "c_1" , "on" : true } \n'
    assert opened().receive(spaced) == Typing(chat="c_1", on=True)


def test_a_text_that_looks_like_keys_is_a_text() -> None:
    raw = rb'{"type":"post","id":1,"chat":"c","text":"say \"id\": 5, \"id\":6"}'
    assert opened().receive(raw) == PostFrame(id=1, chat="c", text='say "id": 5, "id":6')


def test_texts_are_cleaned_on_the_way_in() -> None:
    raw = msgspec.json.encode(
        RequestChatFrame(
            id=1,
            name=" Zoe\u0308 ",
            question="one\r\ntwo",
            answers={"size": "a\r\nb", "empty": ""},
            page_url="javascript:alert(1)",
            referrer="https://shop.example/",
        )
    )
    assert opened("end_user").receive(raw) == RequestChatFrame(
        id=1,
        name="Zo\u00eb",
        question="one\ntwo",
        answers={"size": "a\nb"},
        page_url="",
        referrer="https://shop.example/",
    )


def test_the_longest_text_passes_and_one_more_does_not() -> None:
    longest = "\u00e9" * TEXT_CHARACTERS_MAX
    frame = PostFrame(id=3, chat="c", text=longest)
    assert opened().receive(msgspec.json.encode(frame)) == frame
    one_more = msgspec.json.encode(frame.but(text=longest + "x"))
    assert refused(opened(), one_more) == ("too_long", 3, 0)


@given(st.text(min_size=1, max_size=100))
def test_any_text_is_taken_or_refused_with_a_code(text: str) -> None:
    raw = msgspec.json.encode({"type": "post", "id": 1, "chat": "c", "text": text})
    match opened().receive(raw):
        case PostFrame() as post:
            assert post.text.strip()
        case Turned(answer=answer):
            assert answer is not None
            assert answer.code == "bad_text"
        case other:
            pytest.fail(f"neither taken nor refused: {other}")


# Greeting


@pytest.mark.parametrize("role", get_args(Role))
def test_hello_comes_first(role: Role) -> None:
    assert refused(greeting(role), POST) == ("hello_first", 7, CloseCode.BAD_FRAMES)
    assert refused(greeting(role), b'{"type":"alive"}')[0] == "hello_first"


def test_whoever_can_not_say_hello_is_closed_at_once() -> None:
    assert refused(greeting(), b"GET / HTTP/1.1") == ("bad_frame", 0, CloseCode.BAD_FRAMES)


def test_hello_is_said_once() -> None:
    assert refused(opened(), HELLO) == ("hello_twice", 0, 0)


def test_another_version_of_the_protocol_is_turned_away_for_good() -> None:
    other = HELLO[:-1] + b',"protocol":2}'
    assert refused(greeting(), other) == ("wrong_protocol", 0, CloseCode.PROTOCOL)


def test_hello_carries_where_to_resume() -> None:
    hello = greeting().receive(HELLO[:-1] + b',"resume":{"c_1":5,"c_2":0}}')
    assert isinstance(hello, Hello)
    assert hello.resume == {"c_1": 5, "c_2": 0}


def test_after_the_end_nothing_is_taken_and_nothing_answered() -> None:
    session = opened()
    session.end()
    assert session.receive(POST) == Turned()
    assert session.receive(HELLO) == Turned()
    assert session.receive(b"nonsense") == Turned()


# Roles


def tags(union: object) -> set[str]:
    return {tag_of(frame_type) for frame_type in get_args(union)}


@pytest.mark.parametrize("tag", sorted(tags(AgentFrame) - tags(EndUserFrame)))
def test_an_end_user_has_no_command_of_agents(tag: str) -> None:
    assert refused(opened("end_user"), b'{"type":"%s","id":9}' % tag.encode()) == (
        "not_for_you",
        9,
        0,
    )


@pytest.mark.parametrize("tag", sorted(tags(EndUserFrame) - tags(AgentFrame)))
def test_an_agent_has_no_command_of_end_users(tag: str) -> None:
    assert refused(opened("agent"), b'{"type":"%s","id":9}' % tag.encode()) == ("not_for_you", 9, 0)


@pytest.mark.parametrize("tag", ["ack", "welcome", "event", "goodbye", "POST", "", "__proto__"])
def test_what_is_no_command_is_unknown(tag: str) -> None:
    code, number, _ = refused(opened(), b'{"type":"%s","id":4}' % tag.encode())
    assert (code, number) == ("unknown_command", 4)


# What is no frame

DEEP = 100_000
BAD: dict[str, tuple[bytes, RefusedCode, int]] = {
    "empty": (b"", "bad_frame", 0),
    "blank": (b"  ", "bad_frame", 0),
    "truncated": (POST[:-3], "bad_frame", 0),
    "two documents": (POST + POST, "bad_frame", 0),
    "trailing garbage": (POST + b" x", "bad_frame", 0),
    "trailing comma": (POST[:-1] + b",}", "bad_frame", 0),
    "a comment": (b"/* hi */" + POST, "bad_frame", 0),
    "single quotes": (b"{'type':'alive'}", "bad_frame", 0),
    "a byte order mark": (b"\xef\xbb\xbf" + POST, "bad_frame", 0),
    "null": (b"null", "bad_frame", 0),
    "a number": (b"5", "bad_frame", 0),
    "a string": (b'"post"', "bad_frame", 0),
    "a list": (b"[" + POST + b"]", "bad_frame", 0),
    "no type": (b'{"id":7}', "bad_frame", 7),
    "a type that is a number": (b'{"type":5,"id":7}', "bad_frame", 7),
    "a type that is a list": (b'{"type":["post"],"id":7}', "bad_frame", 7),
    "no id": (b'{"type":"log_off"}', "bad_frame", 0),
    "an unknown field": (POST[:-1] + b',"seq":5}', "bad_frame", 7),
    "a stamp of its own": (POST[:-1] + b',"at":5}', "bad_frame", 7),
    "the prototype": (POST[:-1] + b',"__proto__":{}}', "bad_frame", 7),
    "id true": (b'{"type":"log_off","id":true}', "bad_frame", 0),
    "id text": (b'{"type":"log_off","id":"7"}', "bad_frame", 0),
    "id 0": (b'{"type":"log_off","id":0}', "bad_frame", 0),
    "id negative": (b'{"type":"log_off","id":-1}', "bad_frame", 0),
    "id -0": (b'{"type":"log_off","id":-0}', "bad_frame", 0),
    "id 1.0": (b'{"type":"log_off","id":1.0}', "bad_frame", 0),
    "id 1e400": (b'{"type":"log_off","id":1e400}', "bad_frame", 0),
    "id 2^53": (b'{"type":"log_off","id":9007199254740992}', "bad_frame", 0),
    "id 2^63": (b'{"type":"log_off","id":9223372036854775808}', "bad_frame", 0),
    "id of a thousand digits": (b'{"type":"log_off","id":' + b"9" * 1000 + b"}", "bad_frame", 0),
    "id NaN": (b'{"type":"log_off","id":NaN}', "bad_frame", 0),
    "id Infinity": (b'{"type":"log_off","id":Infinity}', "bad_frame", 0),
    "text that is an object": (
        b'{"type":"post","id":7,"chat":"c","text":{"$gt":""}}',
        "bad_frame",
        7,
    ),
    "text that is a list": (b'{"type":"post","id":7,"chat":"c","text":["a"]}', "bad_frame", 7),
    "text null": (b'{"type":"post","id":7,"chat":"c","text":null}', "bad_frame", 7),
    "text missing": (b'{"type":"post","id":7,"chat":"c"}', "bad_frame", 7),
    "text empty": (b'{"type":"post","id":7,"chat":"c","text":""}', "bad_frame", 7),
    "text blank": (b'{"type":"post","id":7,"chat":"c","text":"  "}', "bad_text", 7),
    "a switch that is a number": (b'{"type":"typing","chat":"c","on":1}', "bad_frame", 0),
    "a chat id with a path": (b'{"type":"post","id":7,"chat":"../c","text":"a"}', "bad_frame", 7),
    "a chat id with a line end": (
        rb'{"type":"post","id":7,"chat":"c\n","text":"a"}',
        "bad_frame",
        7,
    ),
    "a chat id too long": (
        b'{"type":"post","id":7,"chat":"%s","text":"a"}' % (b"c" * 65),
        "too_long",
        7,
    ),
    "a raw line end within a text": (
        b'{"type":"post","id":7,"chat":"c","text":"a\nb"}',
        "bad_frame",
        0,
    ),
    "U+0000": (rb'{"type":"post","id":7,"chat":"c","text":"a\u0000"}', "bad_text", 7),
    "an ANSI escape": (rb'{"type":"post","id":7,"chat":"c","text":"\u001b[31m"}', "bad_text", 7),
    "a lone high surrogate": (
        rb'{"type":"post","id":7,"chat":"c","text":"\ud800"}',
        "bad_frame",
        0,
    ),
    "a lone low surrogate": (
        rb'{"type":"post","id":7,"chat":"c","text":"\udc00"}',
        "bad_frame",
        0,
    ),
    "an override": (
        '{"type":"post","id":7,"chat":"c","text":"\u202e"}'.encode(),
        "bad_text",
        7,
    ),
    "depth outside": (b"[" * DEEP, "bad_frame", 0),
    "depth before the type": (b'{"x":' + b"[" * DEEP, "bad_frame", 0),
    "depth in a field": (b'{"type":"post","id":' + b"[" * DEEP, "bad_frame", 0),
    "depth of objects": (b'{"a":' * DEEP, "bad_frame", 0),
    "a million keys": (
        b"{" + b",".join(b'"k%d":1' % n for n in range(9000)) + b"}",
        "bad_frame",
        0,
    ),
}


@pytest.mark.parametrize(("raw", "code", "number"), BAD.values(), ids=BAD.keys())
def test_what_is_no_frame_is_refused_with_its_number_if_it_has_one(
    raw: bytes, code: RefusedCode, number: int
) -> None:
    assert refused(opened(), raw) == (code, number, 0)


DOUBLED = {
    "plain": b'{"type":"set_status","id":1,"status":"a","status":"b"}',
    "spaced": b'{"type":"set_status","id":1,"status":"a","status" :"b"}',
    "with a tab": b'{"type":"set_status","id":1,"status":"a","status"\t:"b"}',
    "escaped": rb'{"type":"set_status","id":1,"status":"a","\u0073tatus":"b"}',
    "the type": b'{"type":"set_status","type":"set_status","id":1,"status":"a"}',
    "the id": b'{"id":2,"type":"set_status","id":1,"status":"a"}',
    "hidden behind a text": rb'{"type":"set_status","id":1,"status":"a","status":"\":\":"}',
}


@pytest.mark.parametrize("raw", DOUBLED.values(), ids=DOUBLED.keys())
def test_a_field_named_twice_is_refused_for_parsers_differ_in_which_they_take(raw: bytes) -> None:
    assert refused(opened(), raw)[0] == "bad_frame"


def test_a_key_named_twice_within_a_field_is_refused() -> None:
    session = greeting()
    raw = HELLO[:-1] + b',"resume":{"c_1":5,"c_1":6}}'
    assert refused(session, raw)[0] == "bad_frame"


@given(st.dictionaries(st.sampled_from(["type", "id", "status", "x"]), st.integers(0, 3)))
def test_the_quick_look_at_keys_agrees_with_the_slow_one(more: dict[str, int]) -> None:
    base = b'{"type":"set_status","id":1,"status":"a"'
    doubled = base + b"".join(b',"%s":%d' % (k.encode(), v) for k, v in more.items()) + b"}"
    match opened().receive(doubled):
        case SetStatusFrame():
            assert not more
        case Turned():
            assert more
        case other:
            pytest.fail(f"{other}")


@pytest.mark.parametrize(
    "raw",
    [
        b'{"type":"post","id":7,"chat":"c","text":"\xff"}',
        b'{"type":"post","id":7,"chat":"c","text":"\xed\xa0\x80"}',
        b"\xff\xfe",
        POST.decode().encode("utf-16")[2:] + b"\x80",
    ],
)
def test_what_is_not_utf8_fails_the_connection(raw: bytes) -> None:
    assert opened().receive(raw) == Turned(close=INVALID_UTF8)


# Patience


def test_whoever_is_wrong_too_often_is_closed() -> None:
    session = opened()
    for _ in range(BAD_FRAMES_MAX):
        assert refused(session, b"nonsense") == ("bad_frame", 0, 0)
    assert refused(session, b"nonsense") == ("bad_frame", 0, CloseCode.BAD_FRAMES)


def test_texts_that_can_not_be_taken_are_no_fault_of_the_client() -> None:
    session = opened()
    for _ in range(5 * BAD_FRAMES_MAX):
        blank = b'{"type":"post","id":7,"chat":"c","text":"  "}'
        assert refused(session, blank) == ("bad_text", 7, 0)
    assert session.receive(b'{"type":"alive"}') == Alive()
