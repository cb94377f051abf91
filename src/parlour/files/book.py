"""Where files are written down. Adapters: `sqlite`, and `MemoryFiles` for tests."""

from collections.abc import Sequence
from typing import Protocol

from parlour.files.records import FileRecord, FileState, FileTerms, Upload
from parlour.ids import ChatId, EndUserId, FileId, Millis, SiteId

DAY = 86_400_000


class FileBook(Protocol):
    """Everything written is durable when the call returns. Raises: `DatabaseUnavailable`."""

    async def find(self, upload: Upload) -> FileRecord | None:
        """The one that the same sender has sent to the chat under the same name of their own."""
        ...

    async def get(self, file_id: FileId) -> FileRecord | None: ...

    async def add(self, record: FileRecord, terms: FileTerms) -> None:
        """Write it down, if there is room for it beside all others.

        Raises: `NotTaken`: `chat_quota`, `end_user_quota`; `under_way`, when there is one with the
        same sender and upload id.
        """
        ...

    async def put(self, record: FileRecord) -> None:
        """As it is now; one that is not there (any more) stays so."""
        ...

    async def forget(self, file_id: FileId) -> None: ...

    async def due(self, now: Millis, limit: int) -> Sequence[FileRecord]:
        """Held ones that are to be looked at by now, longest due first."""
        ...

    async def in_state(self, state: FileState, limit: int) -> Sequence[FileRecord]: ...

    async def of_chat(self, chat_id: ChatId) -> Sequence[FileRecord]: ...

    async def used(
        self, chat_id: ChatId, site_id: SiteId, end_user_id: EndUserId, since: Millis
    ) -> tuple[int, int]:
        """Bytes of the chat, and what the end-user has sent themselves since then."""
        ...
