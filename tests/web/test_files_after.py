"""Files of a chat that is over: its end-user still has them, and nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.hub.stage import SITE
from tests.web.live import live
from tests.web.test_files import Story, told


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with live(tmp_path) as there:
        yield Story(there, *await there.talking())


async def test_after_the_chat_its_end_user_fetches_its_files_and_nobody_else_does(
    story: Story,
) -> None:
    there = story.there
    files = [
        (await story.ann_sends(b"from ann")).json()["file"],
        (await story.bea_sends(b"from bea")).json()["file"],
    ]
    await there.waiting("zoe")
    await story.ann.ask("end_chat", chat=story.chat)
    await story.bea.ask("close_wrap_up", chat=story.chat)
    await there.settle()
    fetched = [await story.ann_fetches(file) for file in files]
    assert [answer.content for answer in fetched] == [b"from ann", b"from bea"]
    for answer in fetched:
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("sandbox;")
        assert answer.headers["cache-control"] == "private, no-store"
    zoe = there.browser("zoe")
    for file in files:
        assert told(await zoe.get(f"{story.of_ann}/files/{file}")) == (404, "not_found")
    assert told(await story.ann_sends(b"too late", "upload-9"))[0] == 404
    record = await there.files.custody.kept(files[0])
    assert record is not None
    await there.files.custody.erase(record)
    assert told(await story.ann_fetches(files[0])) == (404, "not_found")


async def test_another_chat_of_ones_own_does_not_name_the_file(story: Story) -> None:
    file = (await story.ann_sends(b"from ann")).json()["file"]
    await story.ann.ask("end_chat", chat=story.chat)
    _, other = await story.there.waiting("ann")
    wrong = f"/api/v1/sites/{SITE}/chats/{other}/files/{file}"
    assert told(await story.ann_browser.get(wrong)) == (404, "not_found")
