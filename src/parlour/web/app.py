"""The HTTP application: routes, what wraps them, and nothing else."""

from functools import cache
from pathlib import Path

from litestar import Litestar, Router
from litestar.enums import ScopeType
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, ControllerRouterHandler, Receive, Scope, Send

from parlour.web.admin_routes import ADMIN_ROUTES
from parlour.web.after_routes import AFTER_ROUTES
from parlour.web.agent_routes import AGENT_ROUTES
from parlour.web.before_routes import BEFORE_ROUTES
from parlour.web.chat_page import CHAT_PAGE_ROUTES
from parlour.web.clients import BUILT, Clients
from parlour.web.cors import WidgetOrigins
from parlour.web.directory_routes import DIRECTORY_ROUTES
from parlour.web.erase_routes import ERASE_ROUTES
from parlour.web.faults import ANSWERS
from parlour.web.file_routes import FILE_ROUTES
from parlour.web.headers import SafeHeaders
from parlour.web.limits import BODY_BYTES_MAX
from parlour.web.operator_routes import OPERATOR_ROUTES
from parlour.web.paced import Paced
from parlour.web.recording_routes import RECORDING_ROUTES
from parlour.web.rooms import Rooms
from parlour.web.text_routes import TEXT_ROUTES
from parlour.web.visitor_routes import VISITOR_ROUTES


def create_app(rooms: Rooms, *, built: Path = BUILT, demo: bool = False) -> ASGIApp:
    """The application over these rooms. `demo` adds the shop that the demo's end-users visit."""
    app: ASGIApp = OverRooms(routes(), rooms)
    app = Paced(app, rooms)
    app = WidgetOrigins(app, rooms)
    app = Clients(app, built=built, demo=demo)
    return SafeHeaders(app, rooms.public_origin)


@cache
def routes() -> Litestar:
    """All routes. They stand over no rooms of their own: those come with each request."""
    of_people: list[ControllerRouterHandler] = [
        *AGENT_ROUTES,
        *ADMIN_ROUTES,
        *DIRECTORY_ROUTES,
        *VISITOR_ROUTES,
        *BEFORE_ROUTES,
        *AFTER_ROUTES,
        *FILE_ROUTES,
        *RECORDING_ROUTES,
        *ERASE_ROUTES,
        *TEXT_ROUTES,
    ]
    api = Router("/api/v1", route_handlers=of_people)
    return Litestar(
        [api, *OPERATOR_ROUTES, *CHAT_PAGE_ROUTES],
        exception_handlers=ANSWERS,
        request_max_body_size=BODY_BYTES_MAX,
        openapi_config=OpenAPIConfig(
            title="Parlour",
            version="1",
            path="/api/openapi",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        logging_config=None,
        debug=False,
    )


class OverRooms:
    """Hands the rooms to the routes."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self._app = app
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            scope["state"] = {"rooms": self._rooms}
        await self._app(scope, receive, send)
