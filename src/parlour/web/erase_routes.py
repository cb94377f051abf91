"""The route by which an admin has the personal data of an end-user erased."""

from litestar import Response, Router, post
from litestar.params import FromPath

from parlour.database.failures import DatabaseUnavailable
from parlour.erasing.eraser import ChatOpen
from parlour.erasing.records import Erased
from parlour.files.store import StoreUnavailable
from parlour.ids import EndUserId
from parlour.web.bodies import Problem
from parlour.web.directory_routes import admin_in
from parlour.web.faults import answer
from parlour.web.rooms import ApiRequest, rooms_of, site_named

OPEN = Problem(code="chat_open", text="They are in a chat: end and release it, then erase.")
BEGUN = Problem(
    code="unavailable",
    text="It can't be done wholly now. What was begun is ended at the next start; or ask again.",
)


@post("/sites/{site_id:str}/end-users/{end_user_id:str}/erase", status_code=200)
async def erase(request: ApiRequest, site_id: FromPath[str], end_user_id: FromPath[str]) -> Erased:
    """Erase what is kept of an end-user; said again it takes what has come since."""
    by = await admin_in(request, "erase")
    site = site_named(request, site_id)
    return await rooms_of(request).eraser.erase(site.site_id, EndUserId(end_user_id), by=by)


def answer_open(_: object, __: ChatOpen) -> Response[Problem]:
    return answer(409, OPEN)


def answer_unavailable(_: object, __: Exception) -> Response[Problem]:
    return answer(503, BEGUN, {"Retry-After": "5"})


ERASE_ROUTES = (
    Router(
        "/admin",
        route_handlers=[erase],
        exception_handlers={
            ChatOpen: answer_open,
            DatabaseUnavailable: answer_unavailable,
            StoreUnavailable: answer_unavailable,
        },
    ),
)
