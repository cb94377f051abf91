"""Files over HTTP: sent, checked, told to the chat, fetched; and who is refused, and why."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from parlour.settings import Settings
from tests.files.bodies import (
    HTML,
    PDF,
    SVG,
    archive,
    moving,
    photo,
    picture,
    pixel_flood,
)
from tests.hub.stage import SITE
from tests.web.live import LiveServer, live
from tests.web.live_client import Client


class Story:
    """Ann and Bea talk."""

    def __init__(self, there: LiveServer, ann: Client, bea: Client, chat: str) -> None:
        self.there, self.ann, self.bea, self.chat = there, ann, bea, chat
        self.of_ann = f"/api/v1/sites/{SITE}/chats/{chat}"
        self.of_bea = f"/api/v1/chats/{chat}"

    @property
    def ann_browser(self) -> httpx.AsyncClient:
        return self.there.browser("ann")

    @property
    def bea_browser(self) -> httpx.AsyncClient:
        return self.there.browser("bea")

    async def ann_sends(
        self, body: Any, name: str = "a.txt", upload: str = "upload-1"
    ) -> httpx.Response:
        path = f"{self.of_ann}/uploads/{upload}"
        return await self.ann_browser.post(path, params={"name": name}, content=body)

    async def bea_sends(
        self, body: Any, name: str = "b.txt", upload: str = "upload-1"
    ) -> httpx.Response:
        path = f"{self.of_bea}/uploads/{upload}"
        return await self.bea_browser.post(path, params={"name": name}, content=body)

    async def ann_fetches(self, file: str, **headers: str) -> httpx.Response:
        return await self.ann_browser.get(f"{self.of_ann}/files/{file}", headers=headers)

    async def bea_fetches(self, file: str, **headers: str) -> httpx.Response:
        return await self.bea_browser.get(f"{self.of_bea}/files/{file}", headers=headers)

    async def stored(self) -> int:
        return len(await self.there.files.store.all())

    def spooled(self) -> list[str]:
        return [path.name for path in (self.there.path.parent / "incoming").iterdir()]

    def allow(self, *types: str) -> None:
        site = self.there.directory.sites[SITE]
        self.there.directory.sites[SITE] = site.but(file_types=(*site.file_types, *types))


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with live(tmp_path) as there:
        yield Story(there, *await there.talking())


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", answer.json().get("state"))


# Both ways


async def test_an_end_users_file_is_told_to_both(story: Story) -> None:
    sent = await story.ann_sends(picture(), "Mein Bild.png")
    assert told(sent) == (200, "kept")
    reply = sent.json()
    assert (await story.there.kinds(story.chat))[-1] == 38
    for client, kind in ((story.bea, "event"), (story.ann, "event")):
        shown = await client.until(kind)
        while shown["event"]["kind"] != 38:
            shown = await client.until(kind)
        if client is story.ann:
            assert shown["event"] == {
                "kind": 38,
                "file_id": reply["file"],
                "file_name": "Mein Bild.png",
                "size": reply["size"],
                "media_type": "image/png",
            }
        else:
            assert shown["event"]["text"] == "Mein Bild.png"
            assert shown["event"]["event"]["file_id"] == reply["file"]
    for fetched in (await story.ann_fetches(reply["file"]), await story.bea_fetches(reply["file"])):
        assert fetched.status_code == 200
        assert Image.open(io.BytesIO(fetched.content)).size == (40, 20)


async def test_an_agents_file_is_told_to_both(story: Story) -> None:
    sent = await story.bea_sends(PDF, "Offer.pdf")
    assert told(sent) == (200, "kept")
    assert (await story.there.kinds(story.chat))[-1] == 1003
    shown = await story.ann.until("event")
    while shown["event"]["kind"] != 1003:
        shown = await story.ann.until("event")
    assert shown["event"] == {
        "kind": 1003,
        "file_id": sent.json()["file"],
        "name": "Bea",
        "file_name": "Offer.pdf",
        "size": len(PDF),
        "media_type": "application/pdf",
    }
    assert (await story.ann_fetches(sent.json()["file"])).content == PDF


async def test_who_comes_back_sees_the_files_again(story: Story) -> None:
    await story.ann_sends(picture(), "a.png")
    again = await story.there.end_user("ann")
    kinds = [(await again.until("event"))["event"]["kind"] for _ in range(4)]
    assert 38 in kinds


async def test_sent_again_it_is_answered_as_before(story: Story) -> None:
    first = await story.ann_sends(b"hello")
    second = await story.ann_sends(b"hello")
    other = await story.ann_sends(b"hello", upload="upload-2")
    assert first.json() == second.json()
    assert other.json()["file"] != first.json()["file"]
    assert (await story.there.kinds(story.chat)).count(38) == 2
    assert await story.stored() == 2


async def test_the_same_id_of_two_senders_is_two_files(story: Story) -> None:
    await story.ann_sends(b"hello")
    await story.bea_sends(b"hello")
    assert (await story.there.kinds(story.chat))[-2:] == [38, 1003]


# What is not taken

LIES: dict[str, tuple[bytes, str, int, str]] = {
    "html as png": (HTML, "a.png", 415, "type_mismatch"),
    "svg": (SVG, "a.svg", 415, "type_not_allowed"),
    "svg as text": (SVG, "a.txt", 415, "type_mismatch"),
    "png and zip": (picture() + archive(a=b"a"), "a.png", 415, "type_mismatch"),
    "gifar": (moving() + archive(a=b"a"), "a.gif", 415, "type_mismatch"),
    "pdf and zip": (PDF + archive(a=b"a"), "a.pdf", 415, "type_mismatch"),
    "zip": (archive(a=b"a"), "a.zip", 415, "type_not_allowed"),
    "pixel flood": (pixel_flood(), "a.png", 422, "image_too_large"),
    "cut picture": (picture(size=(99, 99))[:-40], "a.png", 422, "image_unreadable"),
    "nothing": (b"", "a.txt", 422, "empty"),
}


@pytest.mark.parametrize("what", LIES)
async def test_a_file_that_pretends_leaves_nothing(what: str, story: Story) -> None:
    body, name, status, code = LIES[what]
    assert told(await story.ann_sends(body, name)) == (status, code)
    assert await story.stored() == 0
    assert story.spooled() == []
    assert 38 not in await story.there.kinds(story.chat)


async def test_a_photo_arrives_without_its_place(story: Story) -> None:
    sent = await story.ann_sends(photo(), "photo.jpg")
    body = (await story.bea_fetches(sent.json()["file"])).content
    assert b"Secret" not in body
    assert Image.open(io.BytesIO(body)).size == (20, 40)


@pytest.mark.parametrize(("size", "status"), [(1, 200), (999, 200), (1000, 200), (1001, 413)])
async def test_the_limit_is_exact(size: int, status: int, tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_MAX_SIZE=1000)) as there:
        story = Story(there, *await there.talking())

        async def pieces() -> AsyncIterator[bytes]:  # a body that does not say how long it is
            for _ in range(size):
                yield b"a"

        announced = await story.ann_sends(b"a" * size)
        chunked = await story.ann_sends(pieces(), upload="upload-2")
        assert (announced.status_code, chunked.status_code) == (status, status)
        assert await story.stored() == (2 if status == 200 else 0)


@pytest.mark.parametrize("name", ["../../x.txt", "a\0b.txt", "CON.txt", "x" * 4000 + ".txt"])
async def test_a_name_never_reaches_a_path(name: str, story: Story) -> None:
    sent = await story.ann_sends(b"hello", name)
    assert sent.status_code == 200
    shown = sent.json()["name"]
    assert not set(shown) & set("/\\\0")
    assert len(shown) <= 120
    assert shown.endswith(".txt")
    (stored,) = await story.there.files.store.all()
    assert stored.file_id == sent.json()["file"]


async def test_a_name_can_not_begin_a_header(story: Story) -> None:
    sent = await story.ann_sends(b"hello", 'a"\r\nSet-Cookie: x=1; b=".txt')
    fetched = await story.bea_fetches(sent.json()["file"])
    assert "set-cookie" not in fetched.headers
    assert fetched.headers["content-disposition"].startswith('attachment; filename="a_Set-Cookie')


async def test_a_chat_takes_so_much_and_no_more(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_CHAT_QUOTA=1000)) as there:
        story = Story(there, *await there.talking())
        results = [
            told(await story.ann_sends(b"a" * 300, upload=f"upload-{number}"))
            for number in range(4)
        ]
        assert results == [(200, "kept")] * 3 + [(409, "chat_quota")]
        assert told(await story.bea_sends(b"a" * 101)) == (409, "chat_quota")
        assert told(await story.bea_sends(b"a" * 100)) == (200, "kept")
        assert told(await story.bea_sends(b"a", upload="upload-9")) == (409, "chat_quota")


async def test_at_once_they_do_not_get_past_the_quota(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(FATTACH_CHAT_QUOTA=1000)) as there:
        story = Story(there, *await there.talking())
        many = [story.ann_sends(b"a" * 300, upload=f"upload-{number}") for number in range(8)]
        codes = sorted(told(one)[0] for one in await asyncio.gather(*many))
        assert codes == [200] * 3 + [409] * 5
        assert await story.stored() == 3


async def test_an_end_user_sends_so_much_a_day_over_all_chats(tmp_path: Path) -> None:
    settings = Settings(FATTACH_END_USER_QUOTA=1000)
    async with live(tmp_path, settings, profile={"wrap_up": False}) as there:
        story = Story(there, *await there.talking())
        assert told(await story.ann_sends(b"a" * 800)) == (200, "kept")
        await story.ann.ask("end_chat", chat=story.chat)
        ack = await story.ann.ask("request_chat", name="Ann")
        await story.bea.answer("accept")
        second = Story(there, story.ann, story.bea, ack["chat"])
        assert told(await second.ann_sends(b"a" * 300)) == (409, "end_user_quota")
        assert told(await second.bea_sends(b"a" * 300)) == (200, "kept")
        there.clock.advance(86_400_001)
        used = await there.files.custody._book.used(
            *[second.chat, SITE, "nobody", 0]  # type: ignore[arg-type]
        )
        assert used == (300, 0)


async def test_a_flood_of_uploads_is_slowed_down(story: Story) -> None:
    results = [
        (await story.ann_sends(b"a", upload=f"upload-{number}")).status_code for number in range(31)
    ]
    assert results == [200] * 30 + [429]


async def test_uploads_can_be_off(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(CHAT_FILEATACHE_CMD=False)) as there:
        story = Story(there, *await there.talking())
        assert told(await story.ann_sends(b"a")) == (403, "uploads_off")
        assert told(await story.bea_sends(b"a")) == (403, "uploads_off")


async def test_nothing_is_sent_while_nobody_is_there(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, chat = await there.waiting()
        story = Story(there, ann, ann, chat)
        assert told(await story.ann_sends(b"a")) == (409, "not_engaged")


# Who gets it


async def test_a_file_is_served_as_nothing_but_a_download(story: Story) -> None:
    for body, name, media_type in (
        (picture(), "a.png", "image/png"),
        (PDF, "a.pdf", "application/octet-stream"),
        (b"hello", "a.txt", "application/octet-stream"),
    ):
        sent = await story.ann_sends(body, name, upload=f"upload-{name}".replace(".", "_"))
        headers = (await story.bea_fetches(sent.json()["file"])).headers
        assert headers["content-type"] == media_type
        assert headers["content-disposition"].startswith("attachment;")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "private, no-store"


RANGES: dict[str, tuple[int, str, bytes]] = {
    "bytes=0-0": (206, "bytes 0-0/10", b"0"),
    "bytes=2-4": (206, "bytes 2-4/10", b"234"),
    "bytes=7-": (206, "bytes 7-9/10", b"789"),
    "bytes=-3": (206, "bytes 7-9/10", b"789"),
    "bytes=-99": (200, "", b"0123456789"),
    "bytes=0-99": (200, "", b"0123456789"),
    "bytes=10-": (416, "bytes */10", b""),
    "bytes=-0": (416, "bytes */10", b""),
    "bytes=4-2": (200, "", b"0123456789"),
    "bytes=0-1,3-4": (200, "", b"0123456789"),
    "bytes=-": (200, "", b"0123456789"),
    "lines=1-2": (200, "", b"0123456789"),
    "bytes=99999999999999999999-": (200, "", b"0123456789"),
}


async def test_parts_are_served(story: Story) -> None:
    sent = await story.ann_sends(b"0123456789")
    file = sent.json()["file"]
    for asked, (status, told_range, body) in RANGES.items():
        answer = await story.bea_fetches(file, Range=asked)
        assert answer.status_code == status, asked
        assert answer.headers.get("content-range", "") == told_range, asked
        if status != 416:
            assert answer.content == body, asked
    etag = (await story.bea_fetches(file)).headers["etag"]
    same = {"Range": "bytes=0-1", "If-Range": etag}
    other = {"Range": "bytes=0-1", "If-Range": '"other"'}
    assert (await story.bea_fetches(file, **same)).status_code == 206
    assert (await story.bea_fetches(file, **other)).status_code == 200


async def test_whoever_has_nothing_to_do_with_it_finds_nothing(story: Story) -> None:
    there = story.there
    sent = await story.ann_sends(b"secret")
    file = sent.json()["file"]
    zoe, other_chat = await there.waiting("zoe")
    await there.on_duty("cyd")
    zoe_browser, cyd_browser = there.browser("zoe"), there.browser("cyd")
    nothing = {"code": "not_found", "text": "There is nothing here."}
    answers = [
        await zoe_browser.get(f"{story.of_ann}/files/{file}"),
        await zoe_browser.get(f"/api/v1/sites/{SITE}/chats/{other_chat}/files/{file}"),
        await zoe_browser.post(f"{story.of_ann}/uploads/upload-9", content=b"a"),
        await cyd_browser.get(f"{story.of_bea}/files/{file}"),
        await cyd_browser.post(f"{story.of_bea}/uploads/upload-9", content=b"a"),
        await story.ann_fetches("f_unknown"),
        await story.bea_fetches("f_unknown"),
        await story.ann_browser.get(f"{story.of_ann}/uploads/upload-9"),
        await zoe_browser.get(f"{story.of_ann}/uploads/upload-1"),
    ]
    assert [(one.status_code, one.json()) for one in answers] == [(404, nothing)] * len(answers)
    assert zoe.got == [] or all(
        frame["type"] != "event" or frame["chat"] != story.chat for frame in zoe.got
    )
    await story.ann.ask("end_chat", chat=story.chat)
    assert (await story.bea_fetches(file)).status_code == 200, "bea wraps up"
    await story.bea.ask("close_wrap_up", chat=story.chat)
    assert told(await story.bea_fetches(file)) == (404, "not_found")
    await there.on_duty("sue")
    supervisor = await there.browser("sue").get(f"{story.of_bea}/files/{file}")
    assert supervisor.content == b"secret", "sue may read the ledger, and so the files"


async def test_nobody_gets_in_without_a_token(story: Story) -> None:
    sent = await story.ann_sends(b"secret")
    async with httpx.AsyncClient(base_url=story.there.origin) as stranger:
        for path in (f"{story.of_ann}/files", f"{story.of_bea}/files"):
            answer = await stranger.get(f"{path}/{sent.json()['file']}")
            assert answer.status_code in (400, 401)


async def test_an_erased_file_is_gone_and_its_row_stays(story: Story) -> None:
    sent = await story.ann_sends(b"secret")
    custody = story.there.files.custody
    record = await custody.kept(sent.json()["file"])
    assert record is not None
    await custody.erase(record)
    assert told(await story.bea_fetches(record.file_id)) == (404, "not_found")
    assert await story.stored() == 0
    assert (await story.there.kinds(story.chat))[-1] == 38
