"""Which pages may be shown, by the beginnings of their addresses. Pure."""

from collections.abc import Collection
from urllib.parse import SplitResult, urljoin, urlsplit

from parlour.cobrowse.numbers import without_numbers


def may_show(address: str, beginnings: Collection[str], origins: Collection[str]) -> bool:
    """Whether the page is on one of the origins and, if there are `beginnings`, begins with one:
    an address (`https://shop.example/account/`) or a path (`/account/`) on any of the origins. A
    beginning ends where a part of a path ends: `/help` fits `/help/more`, but not `/helpers`."""
    page = _parsed(address)
    if page is None or _origin(page) not in origins:
        return False
    return not beginnings or any(_fits(page, beginning) for beginning in beginnings)


def bare_address(address: str) -> str:
    """Origin and path: what forms and links put behind it is left out."""
    page = _parsed(address)
    return without_numbers(f"{_origin(page)}{page.path}") if page is not None else ""


def _fits(page: SplitResult, beginning: str) -> bool:
    start = _parsed(urljoin(f"{_origin(page)}/", beginning))
    if start is None or _origin(start) != _origin(page) or "/../" in f"{page.path}/":
        return False
    path, wanted = page.path or "/", start.path or "/"
    if not path.startswith(wanted):
        return False
    return wanted.endswith("/") or path[len(wanted) : len(wanted) + 1] in ("", "/")


def _parsed(address: str) -> SplitResult | None:
    try:
        page = urlsplit(address)
        is_page = page.scheme in ("http", "https") and bool(page.hostname) and not page.username
        return page if is_page and page.port != 0 else None
    except ValueError:
        return None


def _origin(page: SplitResult) -> str:
    """As browsers spell it: without the port that the scheme has anyway."""
    host = page.hostname or ""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[page.scheme]
    return f"{page.scheme}://{host}" + ("" if page.port in (None, usual) else f":{page.port}")
