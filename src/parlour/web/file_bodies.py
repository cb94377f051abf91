"""What the routes of files give and take, and the Protocol behind them."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal, Protocol

import msgspec

from parlour.directory.records import Principal, Site
from parlour.ids import AgentId, ChatId, FileId
from parlour.value import Value

UploadId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class FileReply(Value):
    """What became of an upload. `kept`: the chat was told, its event names this `file`; `held`: it
    waits for the virus scanner, ask again; `refused`: it was held, `reason` and `text` say why it
    is not taken."""

    upload: str
    file: FileId
    state: Literal["kept", "held", "refused"]
    name: str
    size: int
    media_type: str
    reason: str = ""
    text: str = ""


class FileRules(Value):
    """What may be sent here. `size_max` in bytes."""

    size_max: int
    types: tuple[str, ...]


def rules_of(site: Site) -> FileRules | None:
    """`None`: files can't be sent there."""
    if not site.settings.CHAT_FILEATACHE_CMD or not site.file_types:
        return None
    return FileRules(size_max=site.settings.FATTACH_MAX_SIZE, types=site.file_types)


class FileRulesReply(Value):
    """`None`: files can't be sent in this chat."""

    rules: FileRules | None


class OpenFile(Protocol):
    """A file to be read."""

    name: str
    size: int
    media_type: str
    sha256: str

    def read(self, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` to before `end`."""
        ...


class FileExchange(Protocol):
    """Files of end-users and agents. Whoever has nothing to do with the chat, or the file, finds
    nothing there. Raises: `Fault`; `NotThere`."""

    async def from_end_user(
        self, visitor: Principal, chat_id: ChatId, wish: "FileWish", pieces: AsyncIterator[bytes]
    ) -> FileReply: ...

    async def from_agent(
        self, agent_id: AgentId, chat_id: ChatId, wish: "FileWish", pieces: AsyncIterator[bytes]
    ) -> FileReply: ...

    async def state_for_end_user(
        self, visitor: Principal, chat_id: ChatId, upload_id: str
    ) -> FileReply: ...

    async def state_for_agent(
        self, agent_id: AgentId, chat_id: ChatId, upload_id: str
    ) -> FileReply: ...

    def rules_for_agent(self, agent_id: AgentId, chat_id: ChatId) -> FileRulesReply: ...

    async def for_end_user(
        self, visitor: Principal, chat_id: ChatId, file_id: FileId
    ) -> OpenFile: ...

    async def for_agent(self, agent_id: AgentId, chat_id: ChatId, file_id: FileId) -> OpenFile: ...


class FileWish(Value):
    """`announced`: bytes, by the request's own word; `None`: it does not say."""

    upload_id: str
    name: str
    announced: int | None
