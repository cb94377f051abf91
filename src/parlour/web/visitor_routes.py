"""Routes of the widget; which pages may call them is decided in `cors`."""

import msgspec
from litestar import get, post
from litestar.params import FromPath

from parlour.web.authorize import authorize
from parlour.web.bodies import TicketReply, VisitReply, WidgetField, WidgetReply
from parlour.web.faults import UnknownVisitor
from parlour.web.rooms import ApiRequest, address_in, rooms_of, site_named, visitor_in


@get("/sites/{site_id:str}/widget")
async def widget(request: ApiRequest, site_id: FromPath[str]) -> WidgetReply:
    """How the widget looks, what it asks, and whether anybody is there."""
    authorize(None, "see_widget")
    site = site_named(request, site_id)
    front = rooms_of(request).floor.front(site.site_id)
    return WidgetReply(
        site=site.site_id,
        name=site.name,
        brand=site.brand,
        greeting=site.greeting,
        language=site.language,
        fields=tuple(WidgetField(**msgspec.structs.asdict(field)) for field in site.fields),
        open=front.open,
        expected_wait_ms=front.expected_wait_ms,
        agents_available=front.agents_available,
    )


@post("/sites/{site_id:str}/visits", status_code=200)
async def visit(request: ApiRequest, site_id: FromPath[str]) -> VisitReply:
    """A token by which this browser is known from now on."""
    authorize(None, "open_visit")
    site = site_named(request, site_id)
    accounts = rooms_of(request).accounts
    return VisitReply(token=await accounts.open_visit(site.site_id, address_in(request)))


@post("/sites/{site_id:str}/ticket", status_code=200)
async def visitor_ticket(request: ApiRequest, site_id: FromPath[str]) -> TicketReply:
    """A ticket for one socket: once, within 30 s."""
    site = site_named(request, site_id)
    visitor = await visitor_in(request, site.site_id)
    if visitor is None:
        raise UnknownVisitor
    authorize(visitor, "take_visitor_ticket", site.site_id)
    return TicketReply(ticket=rooms_of(request).accounts.ticket(visitor, address_in(request)))


VISITOR_ROUTES = (widget, visit, visitor_ticket)
