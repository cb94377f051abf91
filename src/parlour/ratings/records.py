"""A rating, and where ratings are kept. Values.

No row of the ledger: it is given when the chat is over for its end-user, and may come after the
last row of the chat.
"""

from collections.abc import Iterable
from typing import Annotated, Protocol

import msgspec

from parlour.ids import AgentId, ChatId, Millis, QueueId, SiteId
from parlour.value import Value

COMMENT_CHARACTERS_MAX = 2_000
"""A page; who has more to say writes a letter."""

Score = Annotated[int, msgspec.Meta(ge=1, le=5)]
"""1 bad, 5 good."""


class Rating(Value):
    """One for each chat; given again it replaces the one before. `agent_id`: who led last."""

    chat_id: ChatId
    site_id: SiteId
    agent_id: AgentId
    queue_id: QueueId
    at: Millis
    score: Score
    comment: str = ""


class RatingBook(Protocol):
    """Where ratings are kept."""

    async def put(self, rating: Rating) -> None:
        """Durable when this returns.

        Raises: `DatabaseUnavailable`.
        """
        ...

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Rating]: ...
