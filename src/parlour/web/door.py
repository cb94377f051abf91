"""Who may open a socket: path, Origin and site are looked at before the handshake is answered.

A page of another site can open a socket to us with the user's cookies, but can't forge its Origin:
so Origin must be exactly one that we know. Source: RFC 6455 §10.2; OWASP ASVS 5.0, 4.4.2.
"""

from collections.abc import Sequence
from typing import Literal

from parlour.directory.directory import Directory
from parlour.ids import SiteId
from parlour.value import Value

DESK_PATH = "/socket/desk"
WIDGET_PATH = "/socket/widget/"
STREAM_PATH = "/socket/cobrowse"
SUBPROTOCOL = "parlour.v1"


class Admitted(Value):
    """The handshake may go on."""

    role: Literal["agent", "end_user", "stream"]
    """`stream`: of co-browse; whose it is tells its ticket."""
    site_id: SiteId | None = None


class Rejected(Value):
    """The handshake is answered with an HTTP error."""

    status: int
    code: str
    text: str
    retry_after_s: int = 0


class Knock(Value):
    """What a handshake request says of itself; lists as sent, for a header may come twice."""

    path: str
    hosts: Sequence[str]
    origins: Sequence[str]


NOT_THERE = Rejected(status=404, code="not_found", text="There is no such socket.")
ORIGIN_REFUSED = Rejected(
    status=403, code="origin_not_allowed", text="This page may not open a socket here."
)
BAD_HOST = Rejected(status=400, code="bad_request", text="The request must name one host.")
DRAINING = Rejected(
    status=503, code="draining", text="The server is about to stop.", retry_after_s=5
)
FULL = Rejected(status=503, code="full", text="All places are taken.", retry_after_s=30)
MANY_AT_ONCE = Rejected(status=503, code="busy", text="Many come at once; try again shortly.")
TOO_MANY = Rejected(
    status=429, code="too_many_sockets", text="Too many from this address.", retry_after_s=30
)


def examine(knock: Knock, directory: Directory, public_origin: str = "") -> Admitted | Rejected:
    """The verdict on a handshake. `public_origin`: ours, where a proxy changes scheme or host."""
    path = knock.path.partition("?")[0]
    if len(knock.hosts) != 1:
        return BAD_HOST
    own = own_origins(knock.hosts[0], public_origin)
    if path == DESK_PATH:
        return Admitted(role="agent") if is_one_of(knock.origins, own) else ORIGIN_REFUSED
    if path == STREAM_PATH:
        pages = (origin for site in directory.sites.values() for origin in site.allowed_origins)
        is_known = is_one_of(knock.origins, (*own, *pages))
        return Admitted(role="stream") if is_known else ORIGIN_REFUSED
    if not path.startswith(WIDGET_PATH):
        return NOT_THERE
    site = directory.sites.get(SiteId(path.removeprefix(WIDGET_PATH)))
    if site is None:
        return NOT_THERE
    if not is_one_of(knock.origins, (*site.allowed_origins, *own)):
        return ORIGIN_REFUSED
    return Admitted(role="end_user", site_id=site.site_id)


def own_origins(host: str, public_origin: str) -> tuple[str, ...]:
    """Origins of our own pages.

    Not knowing whether a proxy ends TLS for us, both schemes of the host asked for are ours: no
    foreign page has that host.
    """
    if public_origin:
        return (public_origin,)
    return (f"http://{host}", f"https://{host}")


def is_one_of(origins: Sequence[str], allowed: Sequence[str]) -> bool:
    """Exactly one Origin, spelled exactly as allowed; `null` never is."""
    return len(origins) == 1 and origins[0] != "null" and origins[0] in allowed
