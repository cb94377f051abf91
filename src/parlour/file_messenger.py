"""Tells a chat of a file that is stored and scanned: a row of kind 38 or 1003."""

import asyncio
from typing import Any

from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import RefusalCode, Refused
from parlour.chat.state import ChatState
from parlour.engine.act import Act, Done, Reply
from parlour.files.custody import Delivery, Unavailable
from parlour.files.records import FileRecord, NotTaken, Refusal
from parlour.hub.chat_server import ChatServer
from parlour.hub.posts import CHAT_ROWS_MAX, digest_of
from parlour.ids import AgentId, CommandId, MessageId, chat_stream
from parlour.ledger.protocol import BrokenLedger, LedgerUnavailable, MessageText
from parlour.nodes.protocol import ClientKey

_REFUSALS: dict[RefusalCode, Refusal] = {
    "not_engaged": "not_engaged",
    "uploads_off": "uploads_off",
}
"""What the rules say of a file; of a chat that is gone in any way, the end is all that counts."""


class FileMessenger:
    """A `Messenger` over the running server."""

    def __init__(self, server: ChatServer) -> None:
        self._server = server

    async def tell(self, record: FileRecord) -> Delivery:
        live = self._server.engine.books.chats.get(record.chat_id)
        if live is None:
            raise NotTaken("chat_ended")
        if live.state.absence_of(AgentId(record.agent_id) if record.agent_id else None):
            return "later"
        timeline = self._server.publisher.timelines.get(record.chat_id)
        if timeline is not None and timeline.length("agent") >= CHAT_ROWS_MAX:
            raise NotTaken("chat_quota")
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._server.engine.execute(self._act(record), reply.set_result)
        match await reply:
            case Done():
                return "told"
            case Refused() as refused:
                raise NotTaken(_REFUSALS.get(refused.code, "chat_ended"))
            case _:
                raise Unavailable

    async def has_told(self, record: FileRecord) -> bool:
        try:
            rows = await self._server.ledger.read(chat_stream(record.chat_id))
        except (BrokenLedger, LedgerUnavailable) as error:
            raise Unavailable from error
        files = (row.event for row in rows if isinstance(row.event, e.FileEvent))
        return any(event.file_id == record.file_id for event in files)

    def note_contact(self, key: ClientKey) -> None:
        """Somebody sends something over HTTP: whoever was absent is back by it."""
        if self._server.attendance.heard_of(key):
            self._server.attendance.welcome_back(key)

    def _act(self, record: FileRecord) -> Act:
        at, ids = self._server.engine.clock.now(), self._server.engine.ids
        name = MessageText(
            message_id=MessageId(ids.fresh("m")),
            chat_id=record.chat_id,
            body=record.name,
            salt=ids.fresh("s"),
        )
        about: dict[str, Any] = {
            "at": at,
            "file_id": record.file_id,
            "sha256": record.sha256,
            "size": record.size,
            "media_type": record.media_type,
            "command_id": CommandId(f"{record.file_id}:1"),
            "message_id": name.message_id,
            "digest": digest_of(name),
        }
        command = (
            c.SendFile(agent_id=record.agent_id, **about)
            if record.agent_id
            else c.AttachFile(end_user_id=record.end_user_id, **about)
        )
        return Act(at=at, chats=((record.chat_id, command),), texts=(name,))


def may_send(state: ChatState) -> None:
    """Raises: `NotTaken`, before a byte is read of what could not be told."""
    if state.lead_id is None:
        raise NotTaken("not_engaged")
    if not state.terms.file_uploads:
        raise NotTaken("uploads_off")
