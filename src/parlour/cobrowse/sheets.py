"""Style sheets that pages of a site were shown with, so that the next page need not say them.

In memory only, cleaned, and by site: a page of one site never names a sheet of another. Style
sheets only; nothing of what a page says.
"""

from collections import OrderedDict
from collections.abc import Mapping

from parlour.ids import SiteId

CHARACTERS_MAX = 16 << 20
"""Of all sites; some hundred of them."""
CHARACTERS_OF_SITE_MAX = 2 << 20
"""One site pushes out no other by itself."""
TOLD_MAX = 64
"""Names that a recorder is told: 1.7 KB, and more sheets than pages have."""


class SheetShelf:
    """By site and name, the ones used longest ago first."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[tuple[SiteId, str], str] = OrderedDict()
        self._characters: dict[SiteId, int] = {}

    def told(self, site_id: SiteId) -> dict[str, str]:
        """What a recorder of the site may name: those used last."""
        names = [name for site, name in reversed(self._sheets) if site == site_id]
        return {name: self._sheets[site_id, name] for name in names[:TOLD_MAX]}

    def keep(self, site_id: SiteId, sheets: Mapping[str, str]) -> None:
        """They were used; those used longest ago make room for them."""
        if not sheets:
            return
        for name, sheet in sheets.items():
            if (site_id, name) not in self._sheets:
                self._sheets[site_id, name] = sheet
                self._count(site_id, len(sheet))
            self._sheets.move_to_end((site_id, name))
        while self._characters.get(site_id, 0) > CHARACTERS_OF_SITE_MAX:
            self._drop(next(key for key in self._sheets if key[0] == site_id))
        while sum(self._characters.values()) > CHARACTERS_MAX:
            self._drop(next(iter(self._sheets)))

    def _drop(self, key: tuple[SiteId, str]) -> None:
        self._count(key[0], -len(self._sheets.pop(key)))

    def _count(self, site_id: SiteId, characters: int) -> None:
        left = self._characters.get(site_id, 0) + characters
        if left:
            self._characters[site_id] = left
        else:
            self._characters.pop(site_id, None)
