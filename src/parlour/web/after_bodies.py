"""Bodies of what end-users do when their chat is over, and the Protocol behind the routes."""

from typing import Annotated, Protocol

import msgspec

from parlour.directory.records import Principal
from parlour.ids import ChatId
from parlour.value import Value

COMMENT_CHARACTERS_MAX = 2_000
"""A page; who has more to say writes a letter."""


class RateChat(Value, forbid_unknown_fields=True):
    """`score`: 1 bad, 5 good."""

    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    comment: Annotated[str, msgspec.Meta(max_length=COMMENT_CHARACTERS_MAX)] = ""


class MailTranscript(Value, forbid_unknown_fields=True):
    """`language`: of the letter, as far as we have it."""

    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""


class AfterChat(Protocol):
    """What an end-user may still ask of a chat of their own. Somebody else's is not there."""

    @property
    def can_mail(self) -> bool:
        """There is a mail server."""
        ...

    def letters(self) -> dict[str, int]:
        """Tries to deliver a letter since the start, by outcome."""
        ...

    async def rate(self, visitor: Principal, chat_id: ChatId, wish: RateChat) -> None:
        """
        Raises:
            NotThere
            Fault: the chat is not over, nobody had answered, or the site does not ask.
        """
        ...

    async def mail(self, visitor: Principal, chat_id: ChatId, wish: MailTranscript) -> None:
        """
        Raises:
            NotThere
            Fault: no address, no mail server, the site does not send any, or too many.
        """
        ...
