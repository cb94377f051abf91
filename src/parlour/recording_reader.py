"""What was kept of end-users' pages, for those who may read the chat; each look is on record."""

import struct
from collections.abc import AsyncIterator

from parlour.directory import rights
from parlour.directory.store import DirectoryStore
from parlour.floor_reader import last_lead
from parlour.hub.chat_server import ChatServer
from parlour.ids import AgentId, ChatId, CoBrowseId, chat_stream
from parlour.ledger.protocol import BrokenLedger
from parlour.recordings.records import KeptSession, RecordingBook, RecordingPart
from parlour.web.faults import NotThere
from parlour.web.recording_bodies import KeptRecording, RecordingsReply

LENGTH = struct.Struct(">I")
"""Before each part: its bytes."""


class ServerRecordings:
    """A `RecordingReader`."""

    def __init__(self, server: ChatServer, book: RecordingBook, store: DirectoryStore) -> None:
        self._server = server
        self._book = book
        self._store = store

    async def of_chat(self, viewer: AgentId, chat_id: ChatId) -> RecordingsReply:
        await self._require_right(viewer, chat_id)
        sessions = await self._book.of_chat(chat_id)
        return RecordingsReply(recordings=tuple(map(_told, sessions)))

    async def lines(
        self, viewer: AgentId, chat_id: ChatId, cobrowse_id: CoBrowseId
    ) -> AsyncIterator[bytes]:
        await self._require_right(viewer, chat_id)
        first = await self._book.part(chat_id, cobrowse_id, 1)
        if first is None:
            raise NotThere
        await self._store.note(("chat", chat_id), "recording", by=viewer)

        async def all_parts() -> AsyncIterator[bytes]:
            part: RecordingPart | None = first
            number = 1
            while part is not None:
                yield LENGTH.pack(len(part.lines)) + part.lines
                number += 1
                part = await self._book.part(chat_id, cobrowse_id, number)

        return all_parts()

    async def _require_right(self, viewer: AgentId, chat_id: ChatId) -> None:
        """Of its ledger. Raises: `NotThere`."""
        try:
            rows = await self._server.ledger.read(chat_stream(chat_id))
        except BrokenLedger as broken:
            raise NotThere from broken
        if not rows or not rights.may_read(self._server.directory, viewer, last_lead(rows)):
            raise NotThere


def _told(session: KeptSession) -> KeptRecording:
    return KeptRecording(
        cobrowse_id=session.cobrowse_id,
        at=session.at,
        until=session.until,
        bytes=session.bytes,
    )
