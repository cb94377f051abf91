"""Which pages may call the widget's routes: those of the site's allowed origins, and our own.

A page that may not is refused outright, not only kept from reading the answer.
Source: Fetch standard, §3.2 (CORS protocol).
"""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from parlour.ids import SiteId
from parlour.web.headers import host_in
from parlour.web.plain import send_json
from parlour.web.rooms import Rooms

PREFIX = "/api/v1/sites/"
PREFLIGHT_S = 600
"""As long as Chromium keeps one, divided by twelve: a changed site record takes effect soon."""


class WidgetOrigins:
    """Wraps the application; looks only at the widget's routes."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self._app = app
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
        if not origins:  # no page of another site: browsers say the origin of those
            await self._app(scope, receive, send)
        elif not self._is_allowed(scope, origins):
            await send_json(send, 403, "origin_not_allowed", "This page may not use this site.")
        elif scope["method"] == "OPTIONS":
            await answer_preflight(send, origins[0])
        else:
            await self._app(scope, receive, allowing(send, origins[0]))

    def _is_allowed(self, scope: HTTPScope, origins: list[str]) -> bool:
        site_id = scope["path"].removeprefix(PREFIX).partition("/")[0]
        site = self._rooms.directory.sites.get(SiteId(site_id))
        own = self._rooms.own_origins(host_in(scope))
        known = (*site.allowed_origins, *own) if site else own
        return len(origins) == 1 and origins[0] in known


def allowing(send: Send, origin: str) -> Send:
    async def send_allowing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After"
            headers["Vary"] = "Origin"
        await send(message)

    return send_allowing


async def answer_preflight(send: Send, origin: str) -> None:
    headers = [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", b"authorization, content-type"),
        (b"access-control-max-age", str(PREFLIGHT_S).encode()),
        (b"vary", b"Origin"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
