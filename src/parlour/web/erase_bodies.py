"""The Protocol behind the route by which end-users are erased."""

from typing import Protocol

from parlour.erasing.records import Erased
from parlour.ids import EndUserId, SiteId


class EndUserEraser(Protocol):
    """Erases what is kept of an end-user."""

    async def erase(self, site_id: SiteId, end_user_id: EndUserId, *, by: str) -> Erased:
        """
        Raises: `ChatOpen`: nothing was begun; `DatabaseUnavailable`, `StoreUnavailable`: it will be
        done later.
        """
        ...
