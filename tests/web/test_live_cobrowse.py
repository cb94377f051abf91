"""Co-browse through the real server: two chat sockets, two streams, and the file in the end."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from parlour.cobrowse.dictionary import FORM
from parlour.cobrowse.shorthand import name_of
from parlour.directory.records import CoBrowseTerms
from parlour.engine.ports import ID_BYTES, SeededIds
from parlour.ids import ChatId, CoBrowseId
from parlour.recordings.sqlite import SqliteRecordings
from parlour.web.door import STREAM_PATH
from parlour.wire.frames import CloseCode
from tests.hub.cobrowse_scene import change, element, picture, text, window
from tests.hub.stage import SITE
from tests.web.live import LiveServer, live
from tests.web.live_client import Client
from tests.web.live_stream import Stream

Json = dict[str, Any]
SHOP = "https://shop.example"
CHANCE = SeededIds(1)
MESSAGES_MAX = 28
"""Of 200 KiB: what kernels keep for a socket, and less than a recorder may bring at once."""


def noise(size: int) -> str:
    """Words that pack to so many bytes and no fewer."""
    return "".join(CHANCE.fresh("n")[2:] for _ in range(size // ID_BYTES))


@asynccontextmanager
async def shop(folder: Path, **terms: Any) -> AsyncIterator[LiveServer]:
    async with live(folder, profile={"cobrowse": True, "max_sessions": 3}) as there:
        site = there.directory.sites[SITE]
        cobrowse = CoBrowseTerms(on=True, **terms)
        there.directory.sites[SITE] = site.but(cobrowse=cobrowse, allowed_origins=(SHOP,))
        there.hello_of_widgets = {"cobrowse": True}
        yield there


async def agreed(there: LiveServer) -> tuple[Client, Client, str, str]:
    """The end-user has agreed; the session's id comes last."""
    ann, bea, chat = await there.talking()
    await bea.ask("invite_to_cobrowse", chat=chat)
    cobrowse = (await event(ann, 35))["cobrowse_id"]
    assert (await ann.ask("accept_cobrowse", chat=chat, cobrowse=cobrowse, consent="v1"))["n"]
    return ann, bea, chat, cobrowse


async def event(client: Client, kind: int) -> Json:
    while True:
        found: Json = (await client.until("event"))["event"]
        if found["kind"] == kind:
            return found


async def stream(
    there: LiveServer, client: Client, origin: str = "", has: dict[str, str] | None = None
) -> Stream:
    """With the client's next ticket. `has`: style sheets of a viewer."""
    ticket = (await client.until("cobrowse_ticket"))["ticket"]
    socket = await there.raw_socket(STREAM_PATH, origin)
    sheets = list(has or {})
    await socket.send(json.dumps({"ticket": ticket, "form": FORM, "sheets": sheets}))
    return Stream(socket, has)


async def shown(there: LiveServer) -> tuple[Client, Client, Stream, Stream, tuple[str, str]]:
    """The agent sees the page of the shop."""
    ann, bea, chat, cobrowse = await agreed(there)
    recorder, viewer = await stream(there, ann, SHOP), await stream(there, bea)
    await recorder.record(window(), picture("Your basket"))
    events = await viewer.hear()
    while len(events) < 2:
        events += await viewer.hear()
    assert [one["type"] for one in events] == [4, 2]
    assert (await bea.ask("cobrowse_shown", chat=chat, cobrowse=cobrowse))["type"] == "ack"
    return ann, bea, recorder, viewer, (chat, cobrowse)


async def test_from_the_invitation_to_the_stop(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, _bea, recorder, viewer, (chat, cobrowse) = await shown(there)
        await recorder.record(change(value="2 items"))
        assert (await viewer.hear())[0]["data"]["texts"] == [{"id": 101, "value": "2 items"}]
        await viewer.socket.send('{"type":"pointer","x":10,"y":20}')
        assert await recorder.hear_text() == {"type": "pointer", "x": 10, "y": 20}
        await ann.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
        assert await recorder.closed() == await viewer.closed() == CloseCode.STREAM_OVER
        kinds = await there.kinds(chat)
        assert [kind for kind in kinds if 35 <= kind <= 42] == [35, 36, 40, 41]


async def test_nothing_that_a_recorder_did_not_mask(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, _ids = await shown(there)
        field = element(90, "input", type="password", value="hunter2")
        secrets = element(91, "p", text(92, "4111 1111 1111 1111"), onclick="alert(1)")
        adds = [{"parentId": 3, "nextId": None, "node": node} for node in (field, secrets)]
        nothing: Json = {"removes": [], "texts": [], "attributes": []}
        await recorder.record(
            {"type": 3, "data": {"source": 0, "adds": adds, **nothing}, "timestamp": 9},
            {
                "type": 3,
                "data": {"source": 5, "id": 90, "text": "hunter22", "isChecked": False},
                "timestamp": 10,
            },
        )
        events = str(await viewer.hear())
        for secret in ("hunter2", "4111", "onclick", "alert"):
            assert secret not in events


async def test_the_next_page_goes_on_in_the_same_tab(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, _bea, recorder, viewer, (chat, cobrowse) = await shown(there)
        await recorder.socket.close()
        await ann.socket.close()
        assert await viewer.hear_text() == {"type": "gone"}
        again = await there.end_user("ann", client=ann.client_id)
        recorder = await stream(there, again, SHOP)
        await recorder.record(window(f"{SHOP}/pay"), picture("Pay"))
        assert "/pay" in str(await viewer.hear())
        await again.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
        assert await viewer.closed() == CloseCode.STREAM_OVER


async def test_the_next_page_and_the_next_agent_need_no_style_sheet_again(tmp_path: Path) -> None:
    """The server tells a recorder what it has, and asks a viewer what they have."""
    css = ".card { display: flex; }\n" * 20
    styled = picture("Pay")
    styled["data"]["node"]["childNodes"].append(element(900, "style", _cssText=css))
    async with shop(tmp_path) as there:
        ann, bea, recorder, viewer, _ids = await shown(there)
        assert await recorder.hear_told() == []
        await recorder.record(window(), styled)
        assert css in json.dumps(await viewer.hear()).replace("\\n", "\n")
        await recorder.socket.close()
        recorder = await stream(there, ann, SHOP)
        told = await recorder.hear_told()
        assert told == [name_of(css)]
        await viewer.socket.close()
        viewer = await stream(there, bea, has={name_of(css): css})
        assert (await viewer.hear())[1] == {**styled, "timestamp": 0}
        assert [line[0] for line in viewer.lines] == [1, 2]
        recorder.knows(told)
        await recorder.record(window(), styled)
        assert (await viewer.hear())[1] == {**styled, "timestamp": 0}


async def test_a_client_of_another_version(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, bea, _chat, _cobrowse = await agreed(there)
        for client, origin in ((ann, SHOP), (bea, "")):
            ticket = (await client.until("cobrowse_ticket"))["ticket"]
            socket = await there.raw_socket(STREAM_PATH, origin)
            await socket.send(json.dumps({"ticket": ticket, "form": "s0-00000000"}))
            assert await Stream(socket).closed() == CloseCode.PROTOCOL


async def test_a_tab_that_is_closed(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, bea, recorder, viewer, (chat, _cobrowse) = await shown(there)
        await recorder.socket.close()
        assert await viewer.hear_text() == {"type": "gone"}
        await there.pass_time(21, alive=(ann, bea))
        assert await viewer.closed() == CloseCode.STREAM_OVER
        assert (await there.kinds(chat))[-1] == 42


async def test_a_large_page(tmp_path: Path) -> None:
    """Of some megabytes, in several messages."""
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, _ids = await shown(there)
        words = [noise(20_000) for _ in range(100)]
        await recorder.record(window(), picture(*words))
        events = await viewer.hear()
        while len(events) < 2:
            events += await viewer.hear()
        body = events[-1]["data"]["node"]["childNodes"][0]["childNodes"][0]
        assert len(body["childNodes"]) == 100


async def test_a_viewer_that_does_not_read_gets_a_fresh_picture(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, bea, recorder, viewer, _ids = await shown(there)
        viewer.socket.transport.pause_reading()
        (held,) = there.server.cobrowsing._held.values()
        for _ in range(MESSAGES_MAX):
            if held.show.viewers[0].waiting:
                break
            await recorder.record(change(value=noise(200_000)))
            await (await recorder.socket.ping())
        assert held.show.viewers[0].waiting
        await recorder.record(*(change(value=f"missed {count}") for count in range(50)))
        viewer.socket.transport.resume_reading()
        await viewer.make_contact()
        await there.pass_time(3, alive=(ann, bea))
        assert await recorder.hear_text() == {"type": "snapshot"}
        await recorder.record(window(), picture("fresh"))
        heard = ""
        while "fresh" not in heard:
            heard = str(await viewer.hear())
            assert "missed" not in heard


@pytest.mark.parametrize("keep", [True, False])
async def test_it_is_stored_masked_if_the_site_asks_and_else_not_at_all(
    tmp_path: Path, *, keep: bool
) -> None:
    async with shop(tmp_path, keep=keep) as there:
        ann, _bea, recorder, viewer, (chat, cobrowse) = await shown(there)
        await recorder.record(change(value="4111 1111 1111 1111 and 2 items"))
        await viewer.hear()
        await ann.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
        await there.server.background.finish()
        book, here = SqliteRecordings(there.database), ChatId(chat)
        kept = await book.part(here, CoBrowseId(cobrowse), 1)
        lines = zlib.decompress(kept.lines).splitlines() if kept else []
        events = [one for one in map(json.loads, lines) if not isinstance(one, int)]
        assert [one["type"] for one in events] == ([4, 2, 3] if keep else [])
        assert b"4111" not in b"".join(lines)
        assert await book.erase(here) == (1 if keep else 0)
        assert await book.of_chat(here) == []


# Doors -------------------------------------------------------------------------------------------


async def test_pages_of_strangers_open_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        with pytest.raises(InvalidStatus) as refused:
            await there.raw_socket(STREAM_PATH, "https://evil.example")
        assert refused.value.response.status_code == 403


async def test_the_agent_s_ticket_opens_nothing_from_a_page_of_the_shop(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, bea, _chat, _cobrowse = await agreed(there)
        assert await (await stream(there, bea, SHOP)).closed() == CloseCode.TICKET_REFUSED


@pytest.mark.parametrize("first", ["{}", '{"ticket":"x"}', "", "[]", b'{"ticket":"x"}', b"\x00"])
async def test_what_is_no_ticket(tmp_path: Path, first: str | bytes) -> None:
    async with shop(tmp_path) as there:
        socket = await there.raw_socket(STREAM_PATH)
        await socket.send(first)
        assert await Stream(socket).closed() == CloseCode.TICKET_REFUSED


async def test_a_ticket_is_good_for_one_socket(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, bea, _chat, _cobrowse = await agreed(there)
        ticket = (await bea.until("cobrowse_ticket"))["ticket"]
        for code in (None, CloseCode.TICKET_REFUSED):
            socket = await there.raw_socket(STREAM_PATH)
            await socket.send(json.dumps({"ticket": ticket, "form": FORM}))
            if code is not None:
                assert await Stream(socket).closed() == code


async def test_no_ticket_in_time(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        socket = await there.raw_socket(STREAM_PATH)
        there.sockets.turn(11)
        assert await Stream(socket).closed() == CloseCode.HELLO_LATE


async def test_silence(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, _ids = await shown(there)
        recorder.socket.transport.pause_reading()  # no pong
        there.sockets.turn(46)
        recorder.socket.transport.resume_reading()
        assert await recorder.closed() == CloseCode.SILENT
        assert await viewer.closed() == CloseCode.SILENT


async def test_viewers_show_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, (chat, _cobrowse) = await shown(there)
        await viewer.record(window(), picture("forged"))
        assert await viewer.closed() == CloseCode.STREAM_REFUSED
        await recorder.record(change())
        assert 42 not in await there.kinds(chat)


async def test_what_is_no_page_ends_the_session(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        ann, _bea, recorder, viewer, (chat, _cobrowse) = await shown(there)
        await recorder.socket.send(b"\xff\xff\xff")
        assert await recorder.closed() == await viewer.closed() == CloseCode.STREAM_REFUSED
        assert (await event(ann, 42))["cause"] == "failed"
        assert (await there.kinds(chat))[-1] == 42


async def test_a_message_that_is_too_large(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, _viewer, _ids = await shown(there)
        await recorder.socket.send(b"x" * ((1 << 20) + 1))
        assert await recorder.closed() == 1009


async def test_a_page_that_may_not_be_shown(tmp_path: Path) -> None:
    async with shop(tmp_path, pages=("/help/",)) as there:
        ann, bea, _chat, _cobrowse = await agreed(there)
        recorder, viewer = await stream(there, ann, SHOP), await stream(there, bea)
        await recorder.record(window(f"{SHOP}/help/a"), picture("Help"))
        assert "Help" in str(await viewer.hear())
        await recorder.record(window(f"{SHOP}/account"), picture("SECRET"))
        assert await recorder.closed() == CloseCode.STREAM_REFUSED
        assert await viewer.closed() == CloseCode.STREAM_REFUSED


async def test_who_signs_out_sees_nothing_more(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, _ids = await shown(there)
        await there.sign_out("bea")
        assert await viewer.closed() == CloseCode.SIGNED_OUT
        await recorder.record(change())


async def test_the_server_stops(tmp_path: Path) -> None:
    async with shop(tmp_path) as there:
        _ann, _bea, recorder, viewer, _ids = await shown(there)
        for connection in tuple(there.sockets.streams._open if there.sockets.streams else ()):
            connection.shutdown()
        assert await recorder.closed() == await viewer.closed() == CloseCode.DRAINING
