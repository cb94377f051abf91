"""Who reads over HTTP what was said off the record: only whose profile says so."""

from pathlib import Path
from typing import Any

from tests.hub.team import change_profile, make_supervisor
from tests.web.live import LiveServer, live


async def texts(there: LiveServer, chat: str) -> list[tuple[Any, Any]]:
    """Of each post in the ledger that Sue gets: its text, and what the end-user saw of it."""
    sue = there.browser("sue")
    rows = (await sue.get(f"/api/v1/chats/{chat}/ledger")).json()["rows"]
    posts = [row for row in rows if row["kind"] in (1, 2)]
    return [(row["text"], row["seen"]["end_user"]["text"]) for row in posts]


async def test_it_is_withheld_from_the_ledger_s_readers(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"wrap_up": False}) as there:
        make_supervisor(there.server)
        await there.agent("sue")
        ann, bea, chat = await there.talking()
        await ann.ask("post", chat=chat, text="4111", off_record=True)
        await bea.ask("post", chat=chat, text="Thanks", off_record=True)
        await bea.ask("post", chat=chat, text="Bye")
        withheld = [(None, None), (None, None), ("Bye", "Bye")]
        assert await texts(there, chat) == withheld
        await bea.ask("conclude", chat=chat)
        assert await texts(there, chat) == withheld
        change_profile(there.server, "of-sue", off_record_view=True)
        assert await texts(there, chat) == [
            ("4111", "4111"),
            ("Thanks", "Thanks"),
            ("Bye", "Bye"),
        ]
        rows = (await there.browser("sue").get(f"/api/v1/chats/{chat}/ledger")).json()
        assert rows["proof"]["intact"] is True
