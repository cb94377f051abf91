"""The widget's routes, and which pages may call them."""

import pytest

from parlour.accounts.accounts import AccountLimits
from tests.web.front_desk import FrontDesk, problem

SHOP = "https://shop.example"
WIDGET = "/api/v1/sites/shop/widget"
VISITS = "/api/v1/sites/shop/visits"
TICKET = "/api/v1/sites/shop/ticket"


async def test_the_widget_learns_what_it_needs() -> None:
    async with FrontDesk().visitor() as client:
        assert (await client.get(WIDGET)).json() == {
            "site": "shop",
            "name": "Shop",
            "brand": "#3b5bdb",
            "greeting": "Hello",
            "language": "en",
            "fields": [{"id": "name", "label": "Name", "type": "text", "required": True}],
            "open": True,
            "expected_wait_ms": None,
            "agents_available": 2,
            "files": {
                "size_max": 20 << 20,
                "types": [
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "application/pdf",
                    "text/plain",
                ],
            },
            "palette": {"on_brand": "#ffffff", "ink_light": "#3b5bdb", "ink_dark": "#7c92e7"},
            "theme": {"scheme": "auto", "side": "right", "corner": "soft", "label": ""},
            "survey": {"on": True, "question": "", "comment": True},
            "transcript": {"email": True, "download": True},
            "cobrowse": None,
            "identity": "off",
            "state": "open",
            "leave_message": False,
            "sessions_free": 0,
            "next_opening": None,
            "proactive": [],
            "articles": False,
            "preview": False,
        }


async def test_a_visit_gets_a_token_and_the_token_tickets() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client:
        token = (await client.post(VISITS, json={}, headers={"Origin": SHOP})).json()["token"]
        bearer = {"Authorization": f"Bearer {token}", "Origin": SHOP}
        tickets = [(await client.post(TICKET, headers=bearer)).json()["ticket"] for _ in range(2)]
        principals = [desk.accounts.tickets.redeem(ticket) for ticket in tickets]
        assert principals[0] == principals[1]
        assert principals[0] is not None
        assert (principals[0].role, principals[0].site_id) == ("end_user", "shop")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "bearer x", "Bearer " + "x" * 5000],
)
async def test_without_a_known_token_there_is_no_ticket(authorization: str | None) -> None:
    async with FrontDesk().visitor() as client:
        headers = {} if authorization is None else {"Authorization": authorization}
        assert problem(await client.post(TICKET, headers=headers)) == (401, "unknown_visitor")


async def test_a_token_of_one_site_is_worth_nothing_at_another() -> None:
    async with FrontDesk().visitor() as client:
        token = (await client.post(VISITS)).json()["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        answer = await client.post("/api/v1/sites/other/ticket", headers=bearer)
        assert problem(answer) == (401, "unknown_visitor")


async def test_an_agents_cookie_is_no_visitors_token() -> None:
    async with FrontDesk().person("admin") as client:
        assert problem(await client.post(TICKET)) == (401, "unknown_visitor")


async def test_one_address_does_not_bring_visitors_without_end() -> None:
    async with FrontDesk().visitor("198.51.100.7") as client:
        for _ in range(int(AccountLimits().visits_of_address.burst)):
            await client.post(VISITS)
        answer = await client.post(VISITS, headers={"Origin": SHOP})
        assert problem(answer) == (429, "too_fast")
        assert answer.headers["retry-after"] == "1"
        assert answer.headers["access-control-allow-origin"] == SHOP


# Origins


@pytest.mark.parametrize("origin", [SHOP, "http://parlour.test", "https://parlour.test"])
async def test_pages_of_the_site_and_our_own_may_read(origin: str) -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.get(WIDGET, headers={"Origin": origin})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == origin
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "*",
        "https://evil.example",
        "https://other.example",
        "https://shop.example.evil.example",
        "http://shop.example",
        "https://shop.example:8443",
    ],
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
async def test_other_pages_may_not_even_ask(origin: str, method: str) -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.request(method, WIDGET, headers={"Origin": origin})
        assert problem(answer) == (403, "origin_not_allowed")
        assert "access-control-allow-origin" not in answer.headers


async def test_a_preflight_allows_what_the_widget_sends() -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.options(
            TICKET,
            headers={
                "Origin": SHOP,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert "POST" in answer.headers["access-control-allow-methods"]
        assert "authorization" in answer.headers["access-control-allow-headers"]


async def test_errors_can_be_read_by_the_page_too() -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.post(TICKET, headers={"Origin": SHOP})
        assert problem(answer) == (401, "unknown_visitor")
        assert answer.headers["access-control-allow-origin"] == SHOP


async def test_agents_routes_are_for_no_other_page() -> None:
    async with FrontDesk().person("agent") as client:
        answer = await client.get("/api/v1/me", headers={"Origin": SHOP})
        assert "access-control-allow-origin" not in answer.headers
