"""Bodies of what visitors do without a chat, and of what agents see of it; the Protocols behind."""

from typing import Annotated, Protocol

import msgspec

from parlour.directory.records import Principal
from parlour.ids import AgentId, ChatId, Duration, Millis, SiteId
from parlour.value import Value
from parlour.visitors.messages import LeftMessage
from parlour.wire.frames import NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, Title, Url

MESSAGES_MAX = 200
"""Of one page of the list."""
EARLIER_MAX = 20
"""Of one end-user, the latest: nobody reads more in the midst of a chat."""


class LeaveMessage(Value, forbid_unknown_fields=True):
    """`key`: made up by the client, so that the same message sent again is taken once."""

    key: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_CHARACTERS_MAX)]
    name: Annotated[str, msgspec.Meta(max_length=NAME_CHARACTERS_MAX)] = ""
    page_url: Url = ""
    page_title: Title = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""


class FoundArticle(Value):
    title: str
    url: str


class ArticlesReply(Value):
    articles: tuple[FoundArticle, ...]
    """The best first."""


class MessageReply(Value):
    """A message that somebody left; `settled_by` is a shown name."""

    message_id: str
    site: str
    name: str
    email: str
    text: str
    page_url: str
    page_title: str
    language: str
    left_at: Millis
    settled_at: Millis | None
    settled_by: str


class MessagesReply(Value):
    messages: tuple[MessageReply, ...]
    open: int
    """Not settled, of all."""


class OpenMessagesReply(Value):
    open: int


class SettleMessage(Value, forbid_unknown_fields=True):
    """`settled`: false opens it again."""

    settled: bool


class EarlierChat(Value):
    """A chat of before with the same end-user."""

    chat_id: ChatId
    requested: Millis
    queue: str
    question: str
    lead: str
    """Shown name of who led last."""
    cause: str
    engaged_ms: Duration


class EarlierReply(Value):
    chats: tuple[EarlierChat, ...]
    """The latest first."""


class EarlierRow(Value):
    """A row as the chat's agents saw it; `event` as in the frame `event`."""

    n: int
    at: Millis
    event: msgspec.Raw


class EarlierTranscript(Value):
    """`name`: of the end-user, as given then."""

    chat_id: ChatId
    name: str
    rows: tuple[EarlierRow, ...]


class BeforeChat(Protocol):
    """What visitors may do without a chat, and what becomes of it."""

    def articles(self, site_id: SiteId, question: str, language: str) -> ArticlesReply: ...

    async def leave(self, visitor: Principal, wish: LeaveMessage, address: str) -> None:
        """
        Raises:
            Fault: the site takes none, a text or the address is none, or too many.
        """
        ...

    async def messages(
        self, *, settled: bool, limit: int, before: Millis | None
    ) -> MessagesReply: ...

    async def open_messages(self) -> int: ...

    async def settle(self, message_id: str, wish: SettleMessage, *, by: AgentId) -> None:
        """
        Raises:
            NotThere
        """
        ...

    async def earlier(self, viewer: AgentId, chat_id: ChatId) -> EarlierReply:
        """Chats of before with the end-user of this open chat.

        Raises:
            NotThere: there is no open chat that the agent takes part in or watches.
        """
        ...

    async def earlier_transcript(
        self, viewer: AgentId, chat_id: ChatId, earlier_id: ChatId
    ) -> EarlierTranscript:
        """One of them; without the right to it, what was said off the record is missing.

        Raises:
            NotThere: as `earlier`, or it is none of theirs.
        """
        ...


def message_reply(message: LeftMessage, site: str, settled_by: str) -> MessageReply:
    return MessageReply(
        message_id=message.message_id,
        site=site,
        name=message.name,
        email=message.email,
        text=message.text,
        page_url=message.page_url,
        page_title=message.page_title,
        language=message.language,
        left_at=message.left_at,
        settled_at=message.settled_at,
        settled_by=settled_by,
    )
