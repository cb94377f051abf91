"""What the scanner says, and what becomes of a file while it says nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from parlour.files.scanner import Verdict
from tests.files.bodies import archive, zip_bomb
from tests.web.live import live
from tests.web.test_files import Story, told

ZIP = "application/zip"


class Says:
    """A scanner that says what a test wants."""

    is_there = True

    def __init__(self, finding: Any = "clean") -> None:
        self.finding: Any = finding
        self.asked = 0

    async def scan(self, path: Path) -> Verdict:
        self.asked += 1
        return Verdict(finding=self.finding)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with live(tmp_path) as there:
        yield Story(there, *await there.talking())


async def test_what_the_scanner_finds_leaves_nothing(tmp_path: Path) -> None:
    scanner = Says()
    async with live(tmp_path, scanner=scanner) as there:
        story = Story(there, *await there.talking())
        for finding, code in (("infected", "infected"), ("over_limit", "over_scan_limit")):
            scanner.finding = finding
            assert told(await story.ann_sends(b"bad", upload=f"up-{finding}")) == (422, code)
        assert await story.stored() == 0
        assert 38 not in await there.kinds(story.chat)


async def test_while_the_scanner_is_down_a_file_is_held_and_told_later(tmp_path: Path) -> None:
    scanner = Says("unavailable")
    async with live(tmp_path, scanner=scanner) as there:
        story = Story(there, *await there.talking())
        held = await story.ann_sends(b"hello")
        assert told(held) == (202, "held")
        assert told(await story.ann_sends(b"hello")) == (202, "held")
        assert told(await story.bea_fetches(held.json()["file"])) == (404, "not_found")
        assert 38 not in await there.kinds(story.chat)
        assert not await there.files.custody.step(), "not due yet"
        there.clock.advance(10_000)
        assert await there.files.custody.step()
        assert 38 not in await there.kinds(story.chat), "it is still down"
        scanner.finding = "clean"
        there.clock.advance(10_000)
        assert await there.files.custody.step()
        assert (await there.kinds(story.chat))[-1] == 38
        state = await story.ann_browser.get(f"{story.of_ann}/uploads/upload-1")
        assert told(state) == (200, "kept")
        assert (await story.bea_fetches(held.json()["file"])).content == b"hello"


@pytest.mark.parametrize(
    ("how", "reason"), [("late", "not_scanned"), ("infected", "infected"), ("over", "chat_ended")]
)
async def test_a_held_file_that_comes_to_nothing_is_said(
    how: str, reason: str, tmp_path: Path
) -> None:
    scanner = Says("unavailable")
    async with live(tmp_path, scanner=scanner) as there:
        story = Story(there, *await there.talking())
        held = await story.ann_sends(b"hello")
        if how == "late":
            there.clock.advance(1_800_001)
        else:
            scanner.finding = "infected" if how == "infected" else "clean"
            there.clock.advance(10_000)
        if how == "over":
            await story.ann.ask("end_chat", chat=story.chat)
        await there.files.custody.step()
        state = (await story.ann_browser.get(f"{story.of_ann}/uploads/upload-1")).json()
        assert (state["state"], state["reason"], state["name"]) == ("refused", reason, "")
        assert state["text"]
        assert held.json()["file"] == state["file"]
        assert await story.stored() == 0
        assert 38 not in await there.kinds(story.chat)


async def test_who_is_absent_sends_nothing_by_our_hand(tmp_path: Path) -> None:
    scanner = Says("unavailable")
    async with live(tmp_path, scanner=scanner) as there:
        story = Story(there, *await there.talking())
        await story.ann_sends(b"hello")
        story.ann.cut()
        scanner.finding = "clean"
        await there.pass_time(130, alive=(story.bea,))
        assert (await there.kinds(story.chat))[-1] == 6
        await there.files.custody.step()
        assert (await there.kinds(story.chat))[-1] == 6
        await there.end_user("ann")
        there.clock.advance(10_000)
        await there.files.custody.step()
        assert (await there.kinds(story.chat))[-2:] == [7, 38]


async def test_an_archive_is_never_opened_and_always_scanned(tmp_path: Path) -> None:
    scanner = Says()
    async with live(tmp_path, scanner=scanner) as there:
        story = Story(there, *await there.talking())
        story.allow(ZIP)
        bomb = zip_bomb()
        sent = await story.ann_sends(bomb, "a.zip")
        assert told(sent) == (200, "kept")
        assert scanner.asked == 1
        assert (await story.bea_fetches(sent.json()["file"])).content == bomb


async def test_without_a_scanner_no_archive_is_taken(story: Story) -> None:
    story.allow(ZIP)
    assert told(await story.ann_sends(archive(a=b"a"), "a.zip")) == (415, "needs_scanner")
