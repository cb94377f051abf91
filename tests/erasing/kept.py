"""A person of whom something is kept in every place; and what is left of them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from parlour.ids import ChatId, CoBrowseId
from parlour.recordings.records import RecordingPart
from parlour.recordings.sqlite import SqliteRecordings
from tests.hub.stage import SITE
from tests.web.live import LiveServer
from tests.web.live_client import Client

SECRETS = (
    *("name", "email", "question", "page", "post", "note", "answer", "comment"),
    *("message", "letter", "recording", "file", "bytes", "vouched"),
)
"""One for each place, each with the person's own word in it."""


def secret(who: str, where: str) -> str:
    return f"{who}-{where}-zzq"


async def chatted(there: LiveServer, who: str) -> tuple[str, str]:
    """A chat with everything in it, over and released; its id and the end-user's."""

    def said(where: str) -> str:
        return secret(who, where)

    bea = await there.on_duty("bea")
    end_user = await there.end_user(who)
    page = {"url": f"https://shop.example/{said('page')}", "title": said("page")}
    wish: dict[str, Any] = {"name": said("name"), "question": said("question")}
    chat = (await end_user.ask("request_chat", email=f"{said('email')}@a.example", **wish))["chat"]
    await bea.answer("accept")
    await end_user.socket.send(json.dumps({"type": "page", "chat": chat, "page": page}))
    await end_user.ask("post", chat=chat, text=said("post"))
    await bea.ask("post", chat=chat, text=said("answer"))
    await bea.ask("post", chat=chat, text=said("note"), private=True)
    base = f"/api/v1/sites/{SITE}"
    sent = await there.browser(who).post(
        f"{base}/chats/{chat}/uploads/upload-{who}",
        params={"name": f"{said('file')}.txt"},
        content=said("bytes").encode(),
    )
    assert sent.status_code == 200, sent.text
    await bea.ask("conclude", chat=chat)
    await _release(there, bea, chat)
    rating = {"score": 4, "comment": said("comment")}
    await there.browser(who).post(f"{base}/chats/{chat}/rating", json=rating)
    to = {"email": f"{said('letter')}@a.example"}
    mailed = await there.browser(who).post(f"{base}/chats/{chat}/transcript", json=to)
    assert mailed.status_code == 204, mailed.text
    site = there.directory.sites[SITE]
    there.directory.sites[SITE] = site.but(mail="shop@shop.example")
    left = {"key": f"key-{who}-1", "email": "x@a.example", "text": said("message")}
    await there.browser(who).post(f"{base}/messages", json=left)
    end_user_id = await _end_user_of(there, chat)
    await _keep(there, chat, end_user_id, said)
    return chat, end_user_id


async def _release(there: LiveServer, bea: Client, chat: str) -> None:
    await bea.ask("close_wrap_up", chat=chat)
    await bea.ask("log_off")
    await bea.socket.close()
    await there.settle()


async def _end_user_of(there: LiveServer, chat: str) -> str:
    query = "SELECT end_user_id FROM chat WHERE chat_id = ? AND completed IS NOT NULL"
    (row,) = await there.database.look(lambda db: db.execute(query, (chat,)).fetchall())
    return str(row[0])


async def _keep(there: LiveServer, chat: str, end_user_id: str, said: Any) -> None:
    part = RecordingPart(
        cobrowse_id=CoBrowseId(f"b-{chat}"),
        part=1,
        chat_id=ChatId(chat),
        site_id=SITE,
        at=there.clock.now(),
        lines=said("recording").encode(),
    )
    await SqliteRecordings(there.database).add(part)
    vouched = "UPDATE visitor SET name = ? WHERE end_user_id = ?"
    await there.database.write(
        lambda db: db.execute(vouched, (said("vouched"), end_user_id)).rowcount
    )


def found_in(folder: Path, who: str) -> list[str]:
    """The person's secrets that any file of the folder holds, byte for byte."""
    held = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [
        where
        for where in SECRETS
        if any(secret(who, where).encode() in content for content in held)
    ]


def ledger_of(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute("SELECT * FROM event ORDER BY position").fetchall()
