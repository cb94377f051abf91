"""The pages of end-users as a node keeps them: in the same database as the rest."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from parlour.database.failures import DatabaseUnavailable
from parlour.ids import ChatId
from parlour.visitors.trails import MemoryTrails, Trail
from parlour.wire.parts import Page

if TYPE_CHECKING:
    from tests.simulation.node import Node


class NodeTrails:
    """A `TrailBook`."""

    def __init__(self, node: "Node", kept: MemoryTrails) -> None:
        self._node = node
        self._kept = kept

    async def add(self, chat_id: ChatId, pages: Sequence[Page]) -> None:
        """What is given first is written first, as by the one thread that writes."""
        is_taken = self._node.store.takes_writes
        if is_taken:
            await self._kept.add(chat_id, pages)
        await self._node.store.reach()
        if not is_taken:
            raise DatabaseUnavailable("the database is away")

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Trail]:
        if not await self._node.store.reach():
            raise DatabaseUnavailable("the database is away")
        return await self._kept.of_chats(chat_ids)
