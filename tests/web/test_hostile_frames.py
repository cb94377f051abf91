"""JSON and texts as no client should send them, through the whole server: each has one defined
answer, leaves no row and no memory, at most one line in the log, and disturbs nobody."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.frames import Opcode

from parlour.engine.ports import SeededRandom
from parlour.wire.frames import NAME_CHARACTERS_MAX, QUESTION_CHARACTERS_MAX, TEXT_CHARACTERS_MAX
from tests.web.live import LiveServer, live
from tests.web.live_client import Client
from tests.web.stage import hear, house, post

DEEP = 20_000
"""As deep as a frame has room for, three times over."""


class Talk:
    """Ann and Bea talk, and in another tab of Ann's something odd is said."""

    def __init__(self, there: LiveServer, ann: Client, bea: Client, chat: str) -> None:
        self.there = there
        self.ann = ann
        self.bea = bea
        self.chat = chat

    async def answer_to(self, raw: str) -> dict[str, Any]:
        """What the server answers to these characters, sent as they are from a fresh tab."""
        tab = await self.there.end_user("ann")
        await tab.socket.send(raw)
        while True:
            heard = await tab.hear()
            if heard["type"] in {"ack", "refused"}:
                tab.cut()
                return heard

    def post(self, text: str, number: int = 7) -> str:
        """A post with the text as it stands between the quotes."""
        return f'{{"type":"post","id":{number},"chat":"{self.chat}","text":"{text}"}}'

    async def nothing_has_happened(self, kinds: list[int]) -> None:
        """No row; both can still write, and each sees the other."""
        assert await self.there.kinds(self.chat) == kinds
        for one, other in ((self.ann, self.bea), (self.bea, self.ann)):
            text = f"from {one.client_id}"
            assert (await one.ask("post", chat=self.chat, text=text))["type"] == "ack"
            await said(other, text)


async def said(client: Client, text: str) -> None:
    """Returns when the client shows the text."""
    while (await client.until("event"))["event"].get("text") != text:
        pass


@asynccontextmanager
async def talk(folder: Path) -> AsyncIterator[Talk]:
    async with live(folder) as there:
        ann, bea, chat = await there.talking()
        yield Talk(there, ann, bea, chat)


Answer = tuple[str, int]
"""Code and number."""

JSON: dict[str, tuple[str, Answer]] = {
    "nothing": ("", ("bad_frame", 0)),
    "truncated": ('{"type":"post","id":7', ("bad_frame", 0)),
    "two documents": ('{"type":"stay","id":7,"chat":"c"}{}', ("bad_frame", 0)),
    "NaN": ('{"type":"stay","id":NaN,"chat":"c"}', ("bad_frame", 0)),
    "-Infinity": ('{"type":"stay","id":-Infinity,"chat":"c"}', ("bad_frame", 0)),
    "1e400": ('{"type":"stay","id":1e400,"chat":"c"}', ("bad_frame", 0)),
    "2^53": ('{"type":"stay","id":9007199254740992,"chat":"c"}', ("bad_frame", 0)),
    "2^63": ('{"type":"stay","id":9223372036854775808,"chat":"c"}', ("bad_frame", 0)),
    "2^64": ('{"type":"stay","id":18446744073709551616,"chat":"c"}', ("bad_frame", 0)),
    "a key twice": ('{"type":"stay","id":7,"chat":"a","chat":"b"}', ("bad_frame", 0)),
    "depth": ("[" * DEEP + "]" * DEEP, ("bad_frame", 0)),
    "depth in a field": ('{"type":"stay","id":7,"chat":' + "[" * DEEP, ("bad_frame", 0)),
    "true for a number": ('{"type":"stay","id":true,"chat":"c"}', ("bad_frame", 0)),
    "a number for a switch": (
        '{"type":"cancel_chat","id":7,"chat":"c","deflected":1}',
        ("bad_frame", 7),
    ),
    "a list for a text": ('{"type":"stay","id":7,"chat":["c"]}', ("bad_frame", 7)),
    "an object for a text": ('{"type":"stay","id":7,"chat":{"$gt":""}}', ("bad_frame", 7)),
    "a command nobody knows": ('{"type":"drop_table","id":7}', ("unknown_command", 7)),
    "a field nobody knows": ('{"type":"stay","id":7,"chat":"c","at":1}', ("bad_frame", 7)),
    "an actor of its own": ('{"type":"stay","id":7,"chat":"c","actor":"a"}', ("bad_frame", 7)),
    "no number": ('{"type":"stay","chat":"c"}', ("bad_frame", 0)),
    "a number of a megabyte, or nearly": (
        '{"type":"stay","id":' + "9" * 60_000 + ',"chat":"c"}',
        ("bad_frame", 0),
    ),
    "an agent's command": ('{"type":"log_on","id":7}', ("not_for_you", 7)),
    "a chat of nobody": ('{"type":"stay","id":7,"chat":"c_nobody"}', ("unknown_chat", 7)),
}


async def test_json_that_is_none_or_means_nothing(tmp_path: Path) -> None:
    async with talk(tmp_path) as scene:
        kinds = await scene.there.kinds(scene.chat)
        found: dict[str, Answer] = {}
        for name, (raw, _) in JSON.items():
            with structlog.testing.capture_logs() as lines:
                refused = await scene.answer_to(raw)
            found[name] = refused["code"], refused["id"]
            assert len(lines) <= 1, name
        assert found == {name: answer for name, (_, answer) in JSON.items()}
        await scene.nothing_has_happened(kinds)


async def test_a_number_that_was_used_for_something_else(tmp_path: Path) -> None:
    async with talk(tmp_path) as scene:
        assert (await scene.ann.ask("post", chat=scene.chat, text="one"))["type"] == "ack"
        kinds = await scene.there.kinds(scene.chat)
        refused = await scene.ann.repeat("post", scene.ann.count, chat=scene.chat, text="two")
        assert refused["code"] == "reused_id"
        await scene.nothing_has_happened(kinds)


# Texts

Fate = Literal["bad_text", "bad_frame", "too_long", "kept"]
TEXTS: dict[str, tuple[str, Fate]] = {
    "U+0000": (r"a\u0000b", "bad_text"),
    "a bell": (r"a\u0007", "bad_text"),
    "an ANSI escape": (r"\u001b[2Jgone", "bad_text"),
    "the one-byte ANSI escape": (r"\u009b2J", "bad_text"),
    "a lone high surrogate": (r"\ud800", "bad_frame"),
    "a lone low surrogate": (r"\udc00x", "bad_frame"),
    "surrogates the wrong way round": (r"\udc00\ud800", "bad_frame"),
    "surrogates the right way round": (r"\ud83d\ude00", "kept"),
    "a noncharacter": ("\ufffe", "bad_text"),
    "a noncharacter of another plane": ("\U0001ffff", "bad_text"),
    "a right-to-left override": ("exe.\u202egpj", "bad_text"),
    "a left-to-right override": ("\u202dx", "bad_text"),
    "right-to-left as people write it": ("\u2067\u05e9\u05dc\u05d5\u05dd\u2069", "kept"),
    "ten thousand marks": ("Z" + "\u0301" * 3_999, "bad_text"),
    "as many marks as a script stacks": ("Z" + "\u0301" * 10, "kept"),
    "one mark more": ("Z" + "\u0301" * 11, "bad_text"),
    "a family of seven code points": ("👩\u200d👩\u200d👧\u200d👦", "kept"),
    "blanks alone": (r" \n\t ", "bad_text"),
    "markup": (r"<script>alert(1)</script>", "kept"),
    "the longest, in one byte each": ("x" * TEXT_CHARACTERS_MAX, "kept"),
    "the longest, in four bytes each": ("😀" * TEXT_CHARACTERS_MAX, "kept"),
    "the longest, escaped in twelve bytes each": (r"\ud83d\ude00" * TEXT_CHARACTERS_MAX, "kept"),
    "one more": ("x" * (TEXT_CHARACTERS_MAX + 1), "too_long"),
    "one more, in four bytes each": ("😀" * (TEXT_CHARACTERS_MAX + 1), "too_long"),
}


async def test_a_text_is_kept_as_it_is_or_refused(tmp_path: Path) -> None:
    async with talk(tmp_path) as scene:
        kinds = await scene.there.kinds(scene.chat)
        found: dict[str, str] = {}
        for name, (text, fate) in TEXTS.items():
            answer = await scene.answer_to(scene.post(text))
            found[name] = answer.get("code", "kept")
            if fate == "kept":
                await said(scene.bea, json.loads(f'"{text}"'))
                kinds.append(2)
        assert found == {name: fate for name, (_, fate) in TEXTS.items()}
        await scene.nothing_has_happened(kinds)


NAMES: dict[str, tuple[str, str | None]] = {
    "a line end": (r"Eve\nAdmin", None),
    "a carriage return": (r"Eve\rAdmin", None),
    "a header": (r"Eve\r\nSet-Cookie: a=b", None),
    "a line separator": ("Eve\u2028Admin", None),
    "an ANSI escape": (r"\u001b[31mEve", None),
    "an override": ("\u202eevE", None),
    "embedded direction": ("\u202bEve\u202c", "Eve"),
    "blanks around": ("  Eve  ", "Eve"),
    "decomposed": ("Zoe\u0308", "Zoë"),
    "the longest": ("n" * NAME_CHARACTERS_MAX, "n" * NAME_CHARACTERS_MAX),
    "one more": ("n" * (NAME_CHARACTERS_MAX + 1), None),
    "nobody": ("", ""),
}


async def test_a_name_is_one_line_or_refused(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"max_sessions": 20}) as there:
        bea = await there.on_duty()
        found: dict[str, str | None] = {}
        for name, (given_name, shown) in NAMES.items():
            tab = await there.end_user(name.replace(" ", "_"))
            await tab.socket.send(f'{{"type":"request_chat","id":1,"name":"{given_name}"}}')
            if shown is None:
                assert (await tab.until("refused"))["code"] in {"bad_text", "too_long"}
                found[name] = None
            else:
                found[name] = (await bea.until("offer"))["about"]["name"]
        assert found == {name: shown for name, (_, shown) in NAMES.items()}
        assert len(there.server.engine.books.chats) == sum(n is not None for n in found.values())


@pytest.mark.parametrize(("more", "code"), [(0, None), (1, "too_long")])
async def test_a_question_has_a_greatest_length(
    more: int, code: str | None, tmp_path: Path
) -> None:
    async with live(tmp_path) as there:
        ann = await there.end_user()
        question = "€" * (QUESTION_CHARACTERS_MAX + more)
        answer = await ann.ask("request_chat", question=question)
        assert answer.get("code") == code


async def test_what_is_logged_of_bad_input_holds_nothing_that_was_said(tmp_path: Path) -> None:
    async with talk(tmp_path) as scene:
        secret = "my card is 4111"
        with structlog.testing.capture_logs() as lines:
            await scene.answer_to(f'{{"type":"{secret}","id":7}}')
            await scene.answer_to(scene.post(secret + r"\u001b[2J"))
        assert lines
        assert secret not in repr(lines)
        assert "\x1b" not in repr(lines)


# Noise

noise = st.binary(max_size=300)
seeds = st.sampled_from(
    [
        post(1).encode(),
        b'{"type":"request_chat","id":1,"name":"Eve","answers":{"size":"42"}}',
        b'{"type":"typing","chat":"c_1","on":true}',
        b'{"type":"hello","ticket":"ann","client":"tab_1","resume":{"c_1":5}}',
    ]
)


@st.composite
def bent(draw: st.DrawFn) -> bytes:
    """Proper JSON of the protocol with a few bytes changed, cut out or doubled."""
    raw = bytearray(draw(seeds))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        match draw(st.sampled_from(["change", "cut", "double"])):
            case "change":
                raw[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del raw[at : at + draw(st.integers(1, 8))]
            case _:
                raw[at:at] = raw[at : at + draw(st.integers(1, 40))]
    return bytes(raw)


@st.composite
def torn(draw: st.DrawFn) -> bytes:
    """Frames on the wire: noise, proper ones, and proper ones with bits turned."""
    sent = bytearray()
    for payload in draw(st.lists(st.one_of(bent(), noise), min_size=1, max_size=6)):
        head = bytes((draw(st.sampled_from([0x81, 0x81, 0x01, 0x80, 0x89, 0x88, 0x82])),))
        length = len(payload)
        size = bytes((0x80 | length,)) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
        sent += head + size + b"\0\0\0\0" + payload
    for _ in range(draw(st.integers(0, 3))):
        sent[draw(st.integers(0, len(sent) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(sent)


@given(sent=st.one_of(torn(), noise), greets=st.booleans(), size=st.integers(1, 400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_no_bytes_at_all_break_a_connection_or_reach_a_neighbour(
    sent: bytes, greets: bool, size: int
) -> None:
    errors: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
    async with house() as there, there.desk("ben") as neighbour, await there.raw() as client:
        if greets:
            await client.greet()
        else:
            assert (await client.handshake())[0] == 101
        for start in range(0, len(sent), size):
            client.send_bytes(sent[start : start + size])
        client.writer.write_eof()
        await client.ends()
        await neighbour.send(post(1))
        assert await hear(neighbour) == {"type": "ack", "id": 1}
    assert errors == [], "nothing escaped from the connection"


async def test_a_thousand_bent_frames_leave_the_whole_server_as_it_was(tmp_path: Path) -> None:
    chance = SeededRandom(4)
    async with talk(tmp_path) as scene:
        kinds = await scene.there.kinds(scene.chat)
        rows = await scene.there.ledger.feed(0, 1_000)
        for number in range(100):
            tab = await scene.there.end_user(f"fuzz{number % 5}")
            for _ in range(10):
                raw = bytearray(b'{"type":"post","id":1,"chat":"c_1","text":"Hello"}')
                place, letter = chance.uniform(0, len(raw) - 1), chance.uniform(32, 126)
                raw[round(place)] = round(letter)
                await tab.socket.send(raw.decode())
            await tab.make_contact()
            tab.cut()
        assert len(await scene.there.ledger.feed(0, 1_000)) == len(rows)
        assert list(scene.there.server.engine.books.chats) == [scene.chat]
        await scene.nothing_has_happened(kinds)


def test_the_opcodes_of_these_tests_are_those_of_the_library() -> None:
    assert [Opcode(code) for code in (0, 1, 2, 8, 9, 10)] == list(Opcode)
