"""Routes of the widget; which pages may call them is decided in `cors`."""

import hashlib

import msgspec
from litestar import get, post
from litestar.params import FromPath

from parlour.accounts.identity import NotVouched, SignedFields, SignedToken
from parlour.directory.colours import palette_of
from parlour.directory.records import CoBrowseTerms, Site
from parlour.web.authorize import authorize
from parlour.web.bodies import (
    CoBrowseLook,
    OpenVisit,
    TicketReply,
    VisitReply,
    WidgetField,
    WidgetReply,
)
from parlour.web.faults import Fault, UnknownVisitor
from parlour.web.file_bodies import rules_of
from parlour.web.rooms import ApiRequest, address_in, body_of, rooms_of, site_named, visitor_in


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
        files=rules_of(site),
        palette=palette_of(site.brand),
        theme=site.theme,
        survey=site.survey,
        transcript=site.transcript.but(
            email=site.transcript.email and rooms_of(request).after.can_mail
        ),
        identity=site.identity,
        state=front.state,
        leave_message=front.leave_message,
        sessions_free=front.sessions_free,
        next_opening=front.next_opening,
        proactive=site.proactive,
        articles=bool(site.articles),
        preview=site.settings.SNEAK_PREVIEW,
        cobrowse=cobrowse_look(site.cobrowse),
    )


def cobrowse_look(terms: CoBrowseTerms) -> CoBrowseLook | None:
    if not terms.on:
        return None
    digest = hashlib.sha256(terms.consent.encode()).hexdigest()[:16]
    return CoBrowseLook(
        pages=terms.pages,
        masked=terms.masked,
        consent=terms.consent,
        consent_version=f"site-{digest}" if terms.consent else "",
    )


@post("/sites/{site_id:str}/visits", status_code=200)
async def visit(request: ApiRequest, site_id: FromPath[str]) -> VisitReply:
    """A token by which this browser, or whom the site has signed in (`OpenVisit`), is known."""
    authorize(None, "open_visit")
    site = site_named(request, site_id)
    wish = await body_of(request, OpenVisit) if await request.body() else OpenVisit()
    claim = claim_in(site, wish)
    accounts = rooms_of(request).accounts
    try:
        token = await accounts.open_visit(site.site_id, address_in(request), claim)
    except NotVouched as refused:
        raise Fault(401, "not_vouched", refused.reason) from refused
    return VisitReply(token=token)


def claim_in(site: Site, wish: OpenVisit) -> SignedToken | SignedFields | None:
    """Whom the page says it is, if the site wants to know.

    Raises:
        Fault: nobody is said where the site requires it.
    """
    claim = SignedToken(token=wish.token) if wish.token else wish.identity
    if site.identity == "required" and claim is None:
        raise Fault(401, "sign_in_required", "Sign in on this site first.")
    return None if site.identity == "off" else claim


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
