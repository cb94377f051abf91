"""Bodies of the routes of kept recordings, and the Protocol behind them."""

from collections.abc import AsyncIterator
from typing import Protocol

from parlour.ids import AgentId, ChatId, CoBrowseId, Millis
from parlour.value import Value


class KeptRecording(Value):
    """What was shown in one co-browse session. `until`: when its last part began; `bytes`: as it is
    sent."""

    cobrowse_id: CoBrowseId
    at: Millis
    until: Millis
    bytes: int


class RecordingsReply(Value):
    """The earliest first."""

    recordings: tuple[KeptRecording, ...]


class RecordingReader(Protocol):
    """For who may read the chat's ledger; all others are told `NotThere`."""

    async def of_chat(self, viewer: AgentId, chat_id: ChatId) -> RecordingsReply: ...

    async def lines(
        self, viewer: AgentId, chat_id: ChatId, cobrowse_id: CoBrowseId
    ) -> AsyncIterator[bytes]:
        """Part by part: four bytes that say how many follow (big-endian), then those, which are
        deflated with zlib's header. The look is on record before this returns.

        Raises: `NotThere`; `DirectoryUnavailable`: it can't be put on record, so nothing is shown.
        """
        ...
