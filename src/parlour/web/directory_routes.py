"""Routes by which admins read and change the set-up: the directory and who may sign in."""

from typing import Annotated

import msgspec
from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, QueryParameter

from parlour.directory.changes import DirectoryUnavailable, Wanted
from parlour.directory.editor import SentEdit
from parlour.directory.flaws import Kind
from parlour.directory.shelves import KINDS
from parlour.ids import AgentId, SiteId
from parlour.web.authorize import Action, authorize
from parlour.web.bodies import Problem
from parlour.web.directory_bodies import (
    CHANGES_MAX,
    IMPORT_BYTES_MAX,
    DirectoryReply,
    EditDirectory,
    EditedReply,
    HistoryReply,
    ImportedReply,
    ImportSetUp,
    LinkReply,
    PutRecord,
    RefusedReply,
    SecretReply,
    SetPassword,
    SetUp,
    SetUpRefused,
)
from parlour.web.faults import UNAVAILABLE, Answers, NotThere, answer
from parlour.web.rooms import ApiRequest, agent_in, body_of, rooms_of

Limit = Annotated[int, QueryParameter(ge=1, le=CHANGES_MAX)]
Before = Annotated[int, QueryParameter(ge=0, le=2**53)]
Version = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]
Which = Annotated[str, QueryParameter(max_length=64)]
By = Annotated[str, QueryParameter(name="by", max_length=64)]
Id = Annotated[str, QueryParameter(name="id", max_length=64)]

NULL = msgspec.Raw(b"null")


@get("/directory")
async def directory(request: ApiRequest) -> DirectoryReply:
    """Everything that can be set up, as of now, and who changed each record last."""
    await admin_in(request, "see_set_up")
    return await rooms_of(request).set_up.directory()


@post("/directory", status_code=200)
async def edit_directory(request: ApiRequest) -> EditedReply:
    """Put and remove several records together, or none of them (`EditDirectory`)."""
    by = await admin_in(request, "change_set_up")
    return await rooms_of(request).set_up.edit(await body_of(request, EditDirectory), by=by)


@put("/directory/{kind:str}/{record_id:str}")
async def put_record(
    request: ApiRequest, kind: FromPath[str], record_id: FromPath[str]
) -> EditedReply:
    """Create or change one record (`PutRecord`)."""
    by = await admin_in(request, "change_set_up")
    body = await body_of(request, PutRecord)
    edit = SentEdit(kind=kind_named(kind), id=record_id, version=body.version, record=body.record)
    return await rooms_of(request).set_up.edit(EditDirectory(edits=(edit,)), by=by)


@delete("/directory/{kind:str}/{record_id:str}", status_code=200)
async def remove_record(
    request: ApiRequest, kind: FromPath[str], record_id: FromPath[str], version: Version
) -> EditedReply:
    """Remove one record, if nothing needs it."""
    by = await admin_in(request, "change_set_up")
    edit = SentEdit(kind=kind_named(kind), id=record_id, version=version, record=NULL)
    return await rooms_of(request).set_up.edit(EditDirectory(edits=(edit,)), by=by)


@get("/history")
async def history(
    request: ApiRequest,
    *,
    kind: Which = "",
    record_id: Id = "",
    person: By = "",
    before: Before = 2**53,
    limit: Limit = 50,
) -> HistoryReply:
    """Who changed what, when, before and after; latest first."""
    await admin_in(request, "see_set_up")
    wanted = Wanted(kind=kind, id=record_id, by=person, before=before)
    return await rooms_of(request).set_up.history(wanted, limit)


@get("/set-up")
async def export_set_up(request: ApiRequest) -> Response[SetUp]:
    """The whole set-up as one file, without passwords."""
    await admin_in(request, "see_set_up")
    name = {"Content-Disposition": 'attachment; filename="parlour-set-up.json"'}
    return Response(rooms_of(request).set_up.export(), headers=name)


@post("/set-up", status_code=200, request_max_body_size=IMPORT_BYTES_MAX)
async def import_set_up(request: ApiRequest) -> ImportedReply:
    """Bring the set-up to what a file says, or tell what that would change (`ImportSetUp`)."""
    by = await admin_in(request, "change_set_up")
    return await rooms_of(request).set_up.import_all(await body_of(request, ImportSetUp), by=by)


@post("/agents/{agent_id:str}/password", status_code=204)
async def set_password(request: ApiRequest, agent_id: FromPath[str]) -> None:
    """Set an agent's password (`SetPassword`); they are signed out everywhere."""
    by = await admin_in(request, "give_access")
    body = await body_of(request, SetPassword)
    await rooms_of(request).set_up.set_password(AgentId(agent_id), body.password, by=by)


@post("/agents/{agent_id:str}/link", status_code=200)
async def issue_link(request: ApiRequest, agent_id: FromPath[str]) -> LinkReply:
    """A link that signs the agent in, once; earlier ones are worth nothing any more."""
    by = await admin_in(request, "give_access")
    return await rooms_of(request).set_up.issue_link(AgentId(agent_id), by=by)


@post("/agents/{agent_id:str}/sign-out", status_code=204)
async def sign_out_agent(request: ApiRequest, agent_id: FromPath[str]) -> None:
    """End all of an agent's browser sessions and sockets."""
    by = await admin_in(request, "give_access")
    await rooms_of(request).set_up.sign_out(AgentId(agent_id), by=by)


@post("/sites/{site_id:str}/secret", status_code=200)
async def new_site_secret(request: ApiRequest, site_id: FromPath[str]) -> SecretReply:
    """A secret by which the site vouches for its visitors; the one before is worth nothing then."""
    by = await admin_in(request, "give_access")
    return await rooms_of(request).set_up.new_site_secret(SiteId(site_id), by=by)


async def admin_in(request: ApiRequest, action: Action) -> AgentId:
    who = await agent_in(request)
    authorize(who, action)
    assert who is not None, "nobody may not do this"
    return who.agent.agent_id


def kind_named(word: str) -> Kind:
    """
    Raises:
        NotThere
    """
    for kind in KINDS:
        if kind == word:
            return kind
    raise NotThere


def answer_refused(_: object, refused: SetUpRefused) -> Response[RefusedReply]:
    return Response(refused.reply, status_code=refused.status)


def answer_unavailable(_: object, __: DirectoryUnavailable) -> Response[Problem]:
    return answer(503, UNAVAILABLE, {"Retry-After": "5"})


REFUSALS: Answers = {
    SetUpRefused: answer_refused,
    DirectoryUnavailable: answer_unavailable,
}

SET_UP = Router(
    "/admin",
    route_handlers=[
        directory,
        edit_directory,
        put_record,
        remove_record,
        history,
        export_set_up,
        import_set_up,
        set_password,
        issue_link,
        sign_out_agent,
        new_site_secret,
    ],
    exception_handlers=REFUSALS,
)
DIRECTORY_ROUTES = (SET_UP,)
