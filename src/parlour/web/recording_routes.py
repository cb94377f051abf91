"""Routes of what was kept of end-users' pages."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Stream

from parlour.directory.changes import DirectoryUnavailable
from parlour.ids import ChatId, CoBrowseId
from parlour.web.agent_routes import supervisor_in
from parlour.web.bodies import Problem
from parlour.web.faults import UNAVAILABLE, answer
from parlour.web.file_routes import POLICY, begun
from parlour.web.recording_bodies import RecordingsReply
from parlour.web.rooms import ApiRequest, rooms_of

HEADERS = {
    "Content-Disposition": "attachment",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""For the desk's player and for nothing else: no browser makes a page of it."""


@get("/{chat_id:str}/recordings")
async def recordings(request: ApiRequest, chat_id: FromPath[str]) -> RecordingsReply:
    """What was kept of the pages that the chat's end-user has shown."""
    viewer = await supervisor_in(request, "watch_recording")
    return await rooms_of(request).recordings.of_chat(viewer, ChatId(chat_id))


@get("/{chat_id:str}/recordings/{cobrowse_id:str}")
async def recording(
    request: ApiRequest, chat_id: FromPath[str], cobrowse_id: FromPath[str]
) -> Stream:
    """One of them, in parts; that it was looked at stands in the history."""
    viewer = await supervisor_in(request, "watch_recording")
    reader = rooms_of(request).recordings
    parts = await reader.lines(viewer, ChatId(chat_id), CoBrowseId(cobrowse_id))
    return Stream(await begun(parts), media_type="application/octet-stream", headers=HEADERS)


def answer_unavailable(_: object, __: DirectoryUnavailable) -> Response[Problem]:
    return answer(503, UNAVAILABLE, {"Retry-After": "5"})


RECORDING_ROUTES = (
    Router(
        "/chats",
        route_handlers=[recordings, recording],
        exception_handlers={DirectoryUnavailable: answer_unavailable},
    ),
)
