"""Routes of the widget for when a chat is over: its rating, its transcript by mail."""

from litestar import post
from litestar.params import FromPath

from parlour.directory.records import Principal
from parlour.ids import ChatId
from parlour.web.after_bodies import MailTranscript, RateChat
from parlour.web.authorize import Action, authorize
from parlour.web.faults import UnknownVisitor
from parlour.web.rooms import ApiRequest, body_of, rooms_of, site_named, visitor_in


@post("/sites/{site_id:str}/chats/{chat_id:str}/rating", status_code=204)
async def rate(request: ApiRequest, site_id: FromPath[str], chat_id: FromPath[str]) -> None:
    """Say how it was; said again it replaces what was said before."""
    visitor = await _end_user_in(request, site_id, "rate_chat")
    await rooms_of(request).after.rate(visitor, ChatId(chat_id), await body_of(request, RateChat))


@post("/sites/{site_id:str}/chats/{chat_id:str}/transcript", status_code=204)
async def mail_transcript(
    request: ApiRequest, site_id: FromPath[str], chat_id: FromPath[str]
) -> None:
    """Have the transcript sent to an address."""
    visitor = await _end_user_in(request, site_id, "take_transcript")
    await rooms_of(request).after.mail(
        visitor, ChatId(chat_id), await body_of(request, MailTranscript)
    )


async def _end_user_in(request: ApiRequest, site_id: str, action: Action) -> Principal:
    site = site_named(request, site_id)
    visitor = await visitor_in(request, site.site_id)
    if visitor is None:
        raise UnknownVisitor
    authorize(visitor, action, site.site_id)
    return visitor


AFTER_ROUTES = (rate, mail_transcript)
