"""Routes for what visitors do without a chat: look for answers, leave a message; and for agents,
what was left and what was said before."""

from typing import Annotated, Literal

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from parlour.ids import AgentId, ChatId, Millis
from parlour.web.agent_routes import supervisor_in
from parlour.web.authorize import authorize
from parlour.web.before_bodies import (
    MESSAGES_MAX,
    ArticlesReply,
    EarlierReply,
    EarlierTranscript,
    LeaveMessage,
    MessagesReply,
    OpenMessagesReply,
    SettleMessage,
)
from parlour.web.faults import UnknownVisitor
from parlour.web.rooms import (
    ApiRequest,
    address_in,
    agent_in,
    body_of,
    rooms_of,
    site_named,
    visitor_in,
)
from parlour.wire.frames import QUESTION_CHARACTERS_MAX

Question = Annotated[str, QueryParameter(name="q", max_length=QUESTION_CHARACTERS_MAX)]
Language = Annotated[str, QueryParameter(max_length=35)]
Which = Annotated[Literal["open", "settled"], QueryParameter(name="state")]
Limit = Annotated[int, QueryParameter(ge=1, le=MESSAGES_MAX)]
Before = Annotated[int | None, QueryParameter(ge=0, le=2**53 - 1)]


@get("/sites/{site_id:str}/articles")
async def articles(
    request: ApiRequest, site_id: FromPath[str], question: Question = "", language: Language = ""
) -> ArticlesReply:
    """Articles that may answer a question, the best first."""
    authorize(None, "see_widget")
    site = site_named(request, site_id)
    return rooms_of(request).before.articles(site.site_id, question, language or site.language)


@post("/sites/{site_id:str}/messages", status_code=204)
async def leave_message(request: ApiRequest, site_id: FromPath[str]) -> None:
    """Leave a message when there is nobody to chat with (`LeaveMessage`)."""
    site = site_named(request, site_id)
    visitor = await visitor_in(request, site.site_id)
    if visitor is None:
        raise UnknownVisitor
    authorize(visitor, "leave_message", site.site_id)
    wish = await body_of(request, LeaveMessage)
    await rooms_of(request).before.leave(visitor, wish, address_in(request))


@get("/messages")
async def messages(
    request: ApiRequest, which: Which = "open", limit: Limit = 50, before: Before = None
) -> MessagesReply:
    """Messages that visitors left, the latest first; `before`: the `left_at` of the last seen."""
    await supervisor_in(request, "read_messages")
    until = None if before is None else Millis(before)
    return await rooms_of(request).before.messages(
        settled=which == "settled", limit=limit, before=until
    )


@get("/messages/open")
async def open_messages(request: ApiRequest) -> OpenMessagesReply:
    """How many are not settled."""
    await supervisor_in(request, "read_messages")
    return OpenMessagesReply(open=await rooms_of(request).before.open_messages())


@post("/messages/{message_id:str}/settled", status_code=204)
async def settle_message(request: ApiRequest, message_id: FromPath[str]) -> None:
    """Mark a message as settled, or open it again (`SettleMessage`)."""
    by = await supervisor_in(request, "settle_message")
    wish = await body_of(request, SettleMessage)
    await rooms_of(request).before.settle(message_id, wish, by=by)


@get("/chats/{chat_id:str}/earlier")
async def earlier(request: ApiRequest, chat_id: FromPath[str]) -> EarlierReply:
    """Earlier chats of the end-user of an open chat that the agent takes part in or watches."""
    viewer = await _agent(request)
    return await rooms_of(request).before.earlier(viewer, ChatId(chat_id))


@get("/chats/{chat_id:str}/earlier/{earlier_id:str}")
async def earlier_transcript(
    request: ApiRequest, chat_id: FromPath[str], earlier_id: FromPath[str]
) -> EarlierTranscript:
    """One of them, to be read."""
    viewer = await _agent(request)
    before = rooms_of(request).before
    return await before.earlier_transcript(viewer, ChatId(chat_id), ChatId(earlier_id))


async def _agent(request: ApiRequest) -> AgentId:
    who = await agent_in(request)
    authorize(who, "see_earlier")
    assert who is not None, "nobody sees no chats"
    return who.agent.agent_id


BEFORE_ROUTES = (
    articles,
    leave_message,
    messages,
    open_messages,
    settle_message,
    earlier,
    earlier_transcript,
)
