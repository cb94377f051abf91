"""Routes of agents, supervisors and admins."""

from typing import Annotated, Literal

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, JSONBody, QueryParameter

from parlour.accounts.records import SESSION_LIFE_MAX, SignedIn, WrongLogin
from parlour.ids import AgentId, ChatId, Millis, QueueId
from parlour.web.authorize import Action, authorize
from parlour.web.bodies import (
    ChangePassword,
    ChatsReply,
    LedgerReply,
    MeReply,
    SignIn,
    SignInByLink,
    TicketReply,
    WhyReply,
)
from parlour.web.directory_routes import REFUSALS
from parlour.web.faults import UNREADABLE, Fault, NotThere
from parlour.web.rooms import (
    COOKIE,
    ApiRequest,
    address_in,
    agent_in,
    body_of,
    rooms_of,
    seat_in,
    sees_floor,
    token_in,
)
from parlour.wire.floor import FigureSeries
from parlour.wire.frames import Board

CHATS_MAX = 200
"""Of one page of the list."""
Which = Annotated[Literal["open", "released"], QueryParameter(name="state")]
Limit = Annotated[int, QueryParameter(ge=1, le=CHATS_MAX)]
Before = Annotated[int | None, QueryParameter(ge=0, le=2**53 - 1)]


@post("/sign-in", status_code=200, exception_handlers=UNREADABLE)
async def sign_in(request: ApiRequest, data: JSONBody[SignIn]) -> Response[MeReply]:
    """Open a browser session with login and password."""
    authorize(None, "sign_in")
    accounts, before = rooms_of(request).accounts, token_in(request)
    token, who = await accounts.sign_in(data.login, data.password, address_in(request))
    await accounts.sign_out(before)
    return welcome(request, token, who)


@post("/sign-in/link", status_code=200, exception_handlers=UNREADABLE)
async def sign_in_by_link(request: ApiRequest, data: JSONBody[SignInByLink]) -> Response[MeReply]:
    """Open a browser session with a link that the server printed."""
    authorize(None, "sign_in")
    accounts, before = rooms_of(request).accounts, token_in(request)
    token, who = await accounts.sign_in_by_link(data.token, address_in(request))
    await accounts.sign_out(before)
    return welcome(request, token, who)


@post("/sign-out", status_code=204)
async def sign_out(request: ApiRequest) -> Response[None]:
    """Close this browser session and its sockets."""
    authorize(await agent_in(request), "sign_out")
    await rooms_of(request).accounts.sign_out(token_in(request))
    gone = session_cookie(request, "", max_age=0)
    return Response(None, status_code=204, cookies=[gone])


@get("/me")
async def me(request: ApiRequest) -> MeReply:
    """Who is signed in."""
    who = await agent_in(request)
    authorize(who, "see_me")
    assert who is not None, "nobody may not see themselves"
    return me_reply(who)


@post("/me/password", status_code=204, exception_handlers=REFUSALS)
async def change_password(request: ApiRequest) -> None:
    """Change one's own password (`ChangePassword`); one's other browsers are signed out."""
    who = await agent_in(request)
    authorize(who, "change_password")
    assert who is not None, "nobody has no password"
    body = await body_of(request, ChangePassword)
    set_up, address = rooms_of(request).set_up, address_in(request)
    try:
        await set_up.change_password(who, body.current, body.password, address=address)
    except WrongLogin as wrong:
        raise Fault(403, "wrong_password", "The current password is not right.") from wrong


@post("/ticket", status_code=200)
async def ticket(request: ApiRequest) -> TicketReply:
    """A ticket for one socket: once, within 30 s."""
    who = await agent_in(request)
    authorize(who, "take_agent_ticket")
    assert who is not None, "nobody gets no ticket"
    return TicketReply(
        ticket=rooms_of(request).accounts.ticket(who.principal(), address_in(request))
    )


@get("/chats")
async def chats(
    request: ApiRequest,
    which: Which = "open",
    limit: Limit = 50,
    before: Before = None,
) -> ChatsReply:
    """Chats, latest requested first; `before` is the `requested` of the last one seen."""
    viewer = await supervisor_in(request, "list_chats")
    until = None if before is None else Millis(before)
    return await rooms_of(request).floor.chats(viewer, which, limit=limit, before=until)


@get("/chats/{chat_id:str}/ledger")
async def ledger(request: ApiRequest, chat_id: FromPath[str]) -> LedgerReply:
    """All rows of a chat and whether they prove intact."""
    viewer = await supervisor_in(request, "read_ledger")
    found = await rooms_of(request).floor.ledger(viewer, ChatId(chat_id))
    if found is None:
        raise NotThere
    return found


@get("/floor")
async def floor(request: ApiRequest) -> Board:
    """The floor as it is now."""
    return rooms_of(request).floor.floor(await supervisor_in(request, "see_floor"))


@get("/queues/{queue_id:str}/figures")
async def queue_figures(request: ApiRequest, queue_id: FromPath[str]) -> FigureSeries:
    """One queue over the last four hours, a point for each minute."""
    await supervisor_in(request, "see_figures")
    found = rooms_of(request).floor.series(QueueId(queue_id))
    if found is None:
        raise NotThere
    return found


@get("/chats/{chat_id:str}/why")
async def why(request: ApiRequest, chat_id: FromPath[str]) -> WhyReply:
    """Why an open chat is waiting; why it went to an agent stands in its ledger, row 8."""
    viewer = await supervisor_in(request, "see_why")
    found = await rooms_of(request).floor.why(viewer, ChatId(chat_id))
    if found is None:
        raise NotThere
    return found


async def supervisor_in(request: ApiRequest, action: Action) -> AgentId:
    """Who sees the floor, by role or by profile."""
    who = await agent_in(request)
    authorize(who, action, sees_floor=sees_floor(request, who))
    assert who is not None, "nobody sees no floor"
    return who.agent.agent_id


def welcome(request: ApiRequest, token: str, who: SignedIn) -> Response[MeReply]:
    cookie = session_cookie(request, token, max_age=SESSION_LIFE_MAX // 1000)
    return Response(me_reply(who), status_code=200, cookies=[cookie])


def session_cookie(request: ApiRequest, token: str, max_age: int) -> Cookie:
    return Cookie(
        key=COOKIE + seat_in(request),
        value=token,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=rooms_of(request).public_origin.startswith("https://"),
    )


def me_reply(who: SignedIn) -> MeReply:
    return MeReply(id=who.agent.agent_id, name=who.agent.name, roles=who.agent.roles)


AGENT_ROUTES = (
    sign_in,
    sign_in_by_link,
    sign_out,
    me,
    change_password,
    ticket,
    chats,
    ledger,
    floor,
    queue_figures,
    why,
)
