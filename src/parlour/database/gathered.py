"""Many small questions answered by few queries: while one batch is read, the next one gathers.

A query of its own for each costs a change of threads, which a busy event loop makes dear; when all
clients come back at once they ask the same thing ten thousand times.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

BATCH_MAX = 500
"""Keys of one query: SQLite takes 32,766, but a reader shall not be held up for long."""


class Gathered(Generic[K, V]):
    """Answers of `look`, which is given keys and leaves out those it does not find."""

    def __init__(self, look: Callable[[Sequence[K]], Coroutine[Any, Any, Mapping[K, V]]]) -> None:
        self._look = look
        self._keys: list[K] = []
        self._gathering: asyncio.Task[Mapping[K, V]] | None = None
        """The batch that takes further keys; it is read when the one before it has been."""
        self._newest: asyncio.Task[Mapping[K, V]] | None = None

    async def get(self, key: K) -> V | None:
        """Raises: what `look` raises."""
        batch = self._gathering
        if batch is None or len(self._keys) >= BATCH_MAX:
            self._keys = []
            batch = asyncio.create_task(self._read(self._keys, self._newest))
            self._gathering = self._newest = batch
        self._keys.append(key)
        found = await asyncio.shield(batch)
        return found.get(key)

    async def _read(
        self, keys: Sequence[K], before: "asyncio.Task[Mapping[K, V]] | None"
    ) -> Mapping[K, V]:
        if before is not None:
            await asyncio.wait((before,))
        if keys is self._keys:
            self._gathering = None
        return await self._look(keys)
