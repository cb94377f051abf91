"""Headers that every answer carries: what a browser may do with it."""

import re
from collections.abc import Sequence

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

_host = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")

NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
"""For answers that are no page."""
PAGE = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; base-uri 'none'; object-src 'none'; form-action 'self'"
)
"""Scripts come from our own files alone. Styles may stand in a page: libraries put them there. No
other site frames a page of ours, but for the chat's own page (`chat_page_policy`): the widget lives
in the pages of sites without a frame."""
CHAT_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "base-uri 'none'; object-src 'none'; form-action 'none'"
)


class SafeHeaders:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, public_origin: str = "") -> None:
        self._app = app
        self._is_https = public_origin.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = [
            (name.encode(), value.encode("latin-1"))
            for name, value in self._headers_for(scope["path"], host_in(scope)).items()
        ]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(h for h in headers if h[0] not in names)]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _headers_for(self, path: str, host: str) -> dict[str, str]:
        headers = {
            "x-content-type-options": "nosniff",
            "referrer-policy": "strict-origin-when-cross-origin",
            "content-security-policy": policy_for(path, host),
        }
        if is_public_script(path):  # pages of other sites load these, as modules too
            headers["cross-origin-resource-policy"] = "cross-origin"
            headers["access-control-allow-origin"] = "*"
        if path.startswith("/api/"):
            headers["cache-control"] = "no-store"
        if self._is_https:
            headers["strict-transport-security"] = "max-age=31536000"
        return headers


def policy_for(path: str, host: str) -> str:
    sockets = _sockets(host)
    if path == "/desk" or path.startswith("/desk/"):
        return f"{PAGE}; connect-src 'self'{sockets}; frame-ancestors 'none'"
    if path.startswith("/demo/"):
        return f"{PAGE}; connect-src 'self'{sockets}; frame-ancestors 'self'"
    return NOTHING


def chat_page_policy(host: str, framing: Sequence[str]) -> str:
    """`framing`: origins whose pages may frame it."""
    ancestors = " ".join(framing) or "'none'"
    return f"{CHAT_PAGE}; connect-src 'self'{_sockets(host)}; frame-ancestors {ancestors}"


def _sockets(host: str) -> str:
    return f" ws://{host} wss://{host}" if _host.fullmatch(host) else ""


def is_public_script(path: str) -> bool:
    return path == "/parlour.js" or path.startswith("/widget/")


def host_in(scope: HTTPScope) -> str:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return hosts[0].decode("latin-1") if len(hosts) == 1 else ""
