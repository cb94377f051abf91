"""What the routes are given, and what they read from a request."""

import re
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import State

from parlour.accounts.accounts import Accounts
from parlour.accounts.records import SignedIn
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import Principal, Site
from parlour.ids import SiteId
from parlour.rates import Rate, Rates
from parlour.value import Value
from parlour.web.address import address_of
from parlour.web.admin_bodies import AdminReader
from parlour.web.after_bodies import AfterChat
from parlour.web.before_bodies import BeforeChat
from parlour.web.bodies import FloorReader
from parlour.web.counts import SocketCounts
from parlour.web.directory_bodies import SetUpAdmin
from parlour.web.door import own_origins
from parlour.web.erase_bodies import EndUserEraser
from parlour.web.faults import BY_STATUS, Fault, NotThere
from parlour.web.file_bodies import FileExchange
from parlour.web.recording_bodies import RecordingReader

ApiRequest = Request[Any, Any, State]

V = TypeVar("V", bound=Value)

COOKIE = "parlour_session_"
SEAT_HEADER = "x-parlour-seat"
_bearer = re.compile(r"Bearer ([A-Za-z0-9_-]{1,128})")


class Rooms:
    """The rooms behind the HTTP interface."""

    def __init__(  # noqa: PLR0913 — as many as there are
        self,
        accounts: Accounts,
        directory: Directory,
        floor: FloorReader,
        counts: SocketCounts,
        *,
        admin: AdminReader,
        before: BeforeChat,
        after: AfterChat,
        files: FileExchange,
        recordings: RecordingReader,
        eraser: EndUserEraser,
        set_up: SetUpAdmin,
        rates: Rates,
        offences: Rate,
        public_origin: str = "",
        trusted_proxies: frozenset[str] = frozenset(),
    ) -> None:
        self.accounts = accounts
        self.directory = directory
        self.floor = floor
        self.counts = counts
        self.admin = admin
        self.before = before
        self.after = after
        self.files = files
        self.recordings = recordings
        self.eraser = eraser
        self.set_up = set_up
        self.rates = rates
        self.offences = offences
        """Of sockets, by address."""
        self.public_origin = public_origin
        self.trusted_proxies = trusted_proxies

    def own_origins(self, host: str) -> tuple[str, ...]:
        return own_origins(host, self.public_origin)


def rooms_of(request: ApiRequest) -> Rooms:
    rooms = request.scope["state"]["rooms"]
    assert isinstance(rooms, Rooms)
    return rooms


def address_in(request: ApiRequest) -> str:
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    return address_of(peer, forwarded, rooms_of(request).trusted_proxies)


def seat_in(request: ApiRequest) -> str:
    """Which of a browser's ten people is meant.

    A page of another site can send our cookies but not this header: so it is required, and no
    other token against forged requests is needed.
    """
    seat = request.headers.get(SEAT_HEADER, "")
    if len(seat) != 1 or seat not in "0123456789":
        raise Fault(400, "no_seat", "The header X-Parlour-Seat must name a seat from 0 to 9.")
    return seat


def token_in(request: ApiRequest) -> str:
    """The browser session's token; empty if there is none."""
    return request.cookies.get(COOKIE + seat_in(request), "")


async def agent_in(request: ApiRequest) -> SignedIn | None:
    return await rooms_of(request).accounts.signed_in(token_in(request))


def sees_floor(request: ApiRequest, who: SignedIn | None) -> bool:
    """By the same question as at the socket."""
    directory = rooms_of(request).directory
    return who is not None and rights.may_see_floor(directory, who.agent.agent_id)


async def visitor_in(request: ApiRequest, site_id: SiteId) -> Principal | None:
    found = _bearer.fullmatch(request.headers.get("authorization", ""))
    if found is None:
        return None
    return await rooms_of(request).accounts.visitor(site_id, found[1])


async def body_of(request: ApiRequest, body: type[V]) -> V:
    """The body as it came: records in it are read where their kind is known."""
    try:
        return msgspec.json.decode(await request.body(), type=body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        problem = BY_STATUS[400]
        raise Fault(400, problem.code, problem.text) from error


def site_named(request: ApiRequest, site_id: str) -> Site:
    site = rooms_of(request).directory.sites.get(SiteId(site_id))
    if site is None:
        raise NotThere
    return site
