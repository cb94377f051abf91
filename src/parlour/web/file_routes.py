"""Routes of files: sent as bare bodies, fetched as attachments and as nothing else.

No form is parsed. A body goes to the disk as it comes, under limits of its own.
"""

import re
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.exceptions import InternalServerException
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from parlour.directory.records import Principal
from parlour.files.names import disposition
from parlour.ids import AgentId, ChatId, FileId
from parlour.web.authorize import Action, authorize
from parlour.web.faults import Fault, NotThere, UnknownVisitor
from parlour.web.file_bodies import FileReply, FileRulesReply, FileWish, OpenFile, UploadId
from parlour.web.rooms import ApiRequest, agent_in, rooms_of, site_named, visitor_in

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that are said; to browsers all others are bytes."""
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
NAME_CHARACTERS_MAX = 4_096
"""Of a name as it comes; a longer one is cut before anybody looks at it."""

RawName = Annotated[str, QueryParameter(name="name")]
_range = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
_upload_id = msgspec.json.Decoder(UploadId)

UPLOAD = "/uploads/{upload_id:str}"
FILE = "/files/{file_id:str}"
OF_VISITOR = "/sites/{site_id:str}/chats/{chat_id:str}"
OF_AGENT = "/chats/{chat_id:str}"


@post(OF_VISITOR + UPLOAD, status_code=200, request_max_body_size=None)
async def send_as_visitor(
    request: ApiRequest,
    site_id: FromPath[str],
    chat_id: FromPath[str],
    upload_id: FromPath[str],
    *,
    name: RawName = "",
) -> Response[FileReply]:
    """Send a file: its bytes are the body. Sent again, it is answered as before."""
    visitor = await _visitor(request, site_id, "send_file_as_visitor")
    wish = wish_in(request, upload_id, name)
    files, pieces = rooms_of(request).files, body_of(request)
    return told(await files.from_end_user(visitor, ChatId(chat_id), wish, pieces))


@get(OF_VISITOR + UPLOAD)
async def state_as_visitor(
    request: ApiRequest, site_id: FromPath[str], chat_id: FromPath[str], upload_id: FromPath[str]
) -> FileReply:
    """What became of a file that was held."""
    visitor = await _visitor(request, site_id, "send_file_as_visitor")
    files = rooms_of(request).files
    return await files.state_for_end_user(visitor, ChatId(chat_id), upload_id)


@get(OF_VISITOR + FILE)
async def fetch_as_visitor(
    request: ApiRequest, site_id: FromPath[str], chat_id: FromPath[str], file_id: FromPath[str]
) -> Response[None] | Stream:
    """A file of one of the end-user's chats, also when that is over."""
    visitor = await _visitor(request, site_id, "fetch_file_as_visitor")
    files = rooms_of(request).files
    return await sent(request, await files.for_end_user(visitor, ChatId(chat_id), FileId(file_id)))


@post(OF_AGENT + UPLOAD, status_code=200, request_max_body_size=None)
async def send_as_agent(
    request: ApiRequest, chat_id: FromPath[str], upload_id: FromPath[str], name: RawName = ""
) -> Response[FileReply]:
    """Send the end-user a file."""
    agent_id = await _agent(request, "send_file")
    wish = wish_in(request, upload_id, name)
    files, pieces = rooms_of(request).files, body_of(request)
    return told(await files.from_agent(agent_id, ChatId(chat_id), wish, pieces))


@get(OF_AGENT + UPLOAD)
async def state_as_agent(
    request: ApiRequest, chat_id: FromPath[str], upload_id: FromPath[str]
) -> FileReply:
    """What became of a file that was held."""
    agent_id = await _agent(request, "send_file")
    return await rooms_of(request).files.state_for_agent(agent_id, ChatId(chat_id), upload_id)


@get(OF_AGENT + "/files")
async def rules_as_agent(request: ApiRequest, chat_id: FromPath[str]) -> FileRulesReply:
    """What may be sent in the chat."""
    agent_id = await _agent(request, "send_file")
    return rooms_of(request).files.rules_for_agent(agent_id, ChatId(chat_id))


@get(OF_AGENT + FILE)
async def fetch_as_agent(
    request: ApiRequest, chat_id: FromPath[str], file_id: FromPath[str]
) -> Response[None] | Stream:
    """A file of a chat that the agent has to do with, or may read."""
    agent_id = await _agent(request, "fetch_file")
    files = rooms_of(request).files
    return await sent(request, await files.for_agent(agent_id, ChatId(chat_id), FileId(file_id)))


FILE_ROUTES = (
    send_as_visitor,
    state_as_visitor,
    fetch_as_visitor,
    send_as_agent,
    state_as_agent,
    rules_as_agent,
    fetch_as_agent,
)


async def _visitor(request: ApiRequest, site_id: str, action: Action) -> Principal:
    site = site_named(request, site_id)
    visitor = await visitor_in(request, site.site_id)
    if visitor is None:
        raise UnknownVisitor
    authorize(visitor, action, site.site_id)
    return visitor


async def _agent(request: ApiRequest, action: Action) -> AgentId:
    who = await agent_in(request)
    authorize(who, action)
    assert who is not None, "nobody has no files"
    return who.agent.agent_id


def wish_in(request: ApiRequest, upload_id: str, name: str) -> FileWish:
    """Raises: `Fault`: the upload's id is none, or the body's length is no number."""
    try:
        _upload_id.decode(msgspec.json.encode(upload_id))
    except (msgspec.ValidationError, UnicodeEncodeError) as bad:
        raise Fault(400, "bad_upload_id", "An upload has an id of 8 to 64 letters.") from bad
    length = request.headers.get("content-length", "")
    announced = int(length) if length.isascii() and length.isdigit() else None
    return FileWish(upload_id=upload_id, name=name[:NAME_CHARACTERS_MAX], announced=announced)


async def body_of(request: ApiRequest) -> AsyncIterator[bytes]:
    """Raises: `Fault` when the line is cut: what has come is not the file."""
    try:
        async for piece in request.stream():
            yield piece
    except InternalServerException as cut:
        raise Fault(400, "cut_off", "The line was lost.") from cut


def told(reply: FileReply) -> Response[FileReply]:
    """Held is accepted, and not done yet."""
    return Response(reply, status_code=202 if reply.state == "held" else 200)


async def sent(request: ApiRequest, file: OpenFile) -> Response[None] | Stream:
    headers = {
        "Content-Disposition": disposition(file.name),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.sha256}"',
    }
    media_type = file.media_type if file.media_type in SHOWN else "application/octet-stream"
    part = part_wanted(request, file)
    if part is None:
        headers["Content-Range"] = f"bytes */{file.size}"
        return Response(None, status_code=416, headers=headers)
    start, end = part
    headers["Content-Length"] = str(end - start)
    is_part = (start, end) != (0, file.size)
    if is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    pieces = await begun(file.read(start, end))
    return Stream(
        pieces, status_code=206 if is_part else 200, media_type=media_type, headers=headers
    )


def part_wanted(request: ApiRequest, file: OpenFile) -> tuple[int, int] | None:
    """First byte and the one after the last; `None`: there is no such part. What is not one plain
    range, or is asked of another file, is answered with all of it (RFC 9110, 14.2)."""
    whole = 0, file.size
    found = _range.fullmatch(request.headers.get("range", "").strip())
    if_range = request.headers.get("if-range", "")
    if found is None or found[1] == found[2] == "" or if_range not in ("", f'"{file.sha256}"'):
        return whole
    first, last = found[1], found[2]
    if not first:
        start, end = max(0, file.size - int(last)), file.size
    else:
        start = int(first)
        end = min(int(last) + 1, file.size) if last else file.size
        if last and int(last) < start:
            return whole
    return (start, end) if start < end else None


async def begun(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same, with its first piece read: what is missing is found before the answer begins.

    Raises: `NotThere`; `Fault`.
    """
    try:
        first = await anext(pieces)
    except StopAsyncIteration:
        raise NotThere from None

    async def all_of_it() -> AsyncIterator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    return all_of_it()
