"""The other nodes, as far as whoever greets newcomers has to do with them."""

from typing import Protocol


class OtherNodes(Protocol):
    """What a newcomer needs of the other nodes. Both raise `LedgerUnavailable`."""

    async def catch_up(self) -> None:
        """Learn everything that the newcomer may have seen elsewhere."""
        ...

    async def introduce(self) -> None:
        """Tell the others whom we have heard of."""
        ...
