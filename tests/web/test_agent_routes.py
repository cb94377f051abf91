"""Signing in over HTTP, and what supervisors read."""

import httpx
import pytest

from parlour.accounts.accounts import TRIES_OF_LOGIN
from parlour.ids import AgentId
from tests.web.front_desk import PASSWORD, PEOPLE, SEAT, FrontDesk, problem

ANN = {"login": "agent", "password": PASSWORD}


async def desk_with_password() -> FrontDesk:
    desk = FrontDesk()
    for person in PEOPLE.values():
        await desk.accounts.set_password(person.agent_id, PASSWORD)
    return desk


async def test_signing_in_sets_a_cookie_that_scripts_can_not_read() -> None:
    desk = await desk_with_password()
    async with desk.visitor() as client:
        answer = await client.post("/api/v1/sign-in", json=ANN, headers=SEAT)
        assert answer.json() == {"id": "a_agent", "name": "agent", "roles": ["agent"]}
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("parlour_session_0=")
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Secure" not in cookie
        assert (await client.get("/api/v1/me", headers=SEAT)).json() == answer.json()


async def test_under_https_the_cookie_never_travels_in_the_clear() -> None:
    desk = FrontDesk(public_origin="https://chat.example")
    await desk.accounts.set_password(AgentId("a_agent"), PASSWORD)
    async with desk.visitor() as client:
        answer = await client.post("/api/v1/sign-in", json=ANN, headers=SEAT)
        assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]


async def test_ten_people_can_be_signed_in_in_one_browser() -> None:
    desk = await desk_with_password()
    async with desk.visitor() as client:
        for seat, role in [("0", "agent"), ("9", "supervisor")]:
            body = {"login": role, "password": PASSWORD}
            headers = {"X-Parlour-Seat": seat}
            assert (
                await client.post("/api/v1/sign-in", json=body, headers=headers)
            ).status_code == 200
        for seat, role in [("0", "agent"), ("9", "supervisor")]:
            answer = await client.get("/api/v1/me", headers={"X-Parlour-Seat": seat})
            assert answer.json()["name"] == role


@pytest.mark.parametrize("seat", [None, "", "10", "x", "-1", "²", "0,1"])
@pytest.mark.parametrize("path", ["/api/v1/sign-in", "/api/v1/ticket", "/api/v1/sign-out"])
async def test_without_the_seat_header_nothing_is_done(path: str, seat: str | None) -> None:
    desk = await desk_with_password()
    async with desk.visitor() as client:
        headers = {} if seat is None else {"X-Parlour-Seat": seat.encode()}
        answer = await client.post(path, json=ANN, headers=headers)  # type: ignore[arg-type]
        assert problem(answer) == (400, "no_seat")


async def test_a_wrong_password_and_an_unknown_login_get_the_same_answer() -> None:
    desk = await desk_with_password()
    async with desk.visitor() as client:
        answers = [
            await client.post("/api/v1/sign-in", json=ANN | change, headers=SEAT)
            for change in ({"password": "wrong horse"}, {"login": "nobody"})
        ]
        assert problem(answers[0]) == problem(answers[1]) == (401, "wrong_login")
        assert answers[0].content == answers[1].content


async def test_a_guesser_is_told_to_wait() -> None:
    desk = await desk_with_password()
    async with desk.visitor() as client:
        for _ in range(TRIES_OF_LOGIN):
            await client.post("/api/v1/sign-in", json=ANN | {"password": "x"}, headers=SEAT)
        answer = await client.post("/api/v1/sign-in", json=ANN, headers=SEAT)
        assert problem(answer) == (429, "too_many_tries")
        assert answer.headers["retry-after"] == "15"


async def test_a_link_of_the_demo_signs_in() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client:
        token = desk.accounts.links.issue(AgentId("a_agent"))
        answer = await client.post("/api/v1/sign-in/link", json={"token": token}, headers=SEAT)
        assert answer.json()["name"] == "agent"
        bad = await client.post("/api/v1/sign-in/link", json={"token": "x"}, headers=SEAT)
        assert problem(bad) == (401, "wrong_login")


async def test_signing_in_again_ends_the_session_before() -> None:
    desk = FrontDesk()
    async with desk.person("agent") as client:
        desk.revoked.clear()
        await client.post("/api/v1/sign-in", json=ANN)
        assert len(desk.revoked) == 1


async def test_signing_out_ends_the_session_and_takes_the_cookie() -> None:
    desk = FrontDesk()
    async with desk.person("agent") as client:
        kept = dict(client.cookies)
        answer = await client.post("/api/v1/sign-out", json={})
        assert answer.status_code == 204
        assert "Max-Age=0" in answer.headers["set-cookie"]
        assert len(desk.revoked) == 1
        client.cookies.update(kept)
        assert problem(await client.get("/api/v1/me")) == (401, "signed_out")


NEW = "another horse entirely"


async def change(client: httpx.AsyncClient, current: str, password: str = NEW) -> httpx.Response:
    body = {"current": current, "password": password}
    return await client.post("/api/v1/me/password", json=body)


async def test_a_changed_password_signs_out_the_other_browsers_and_is_on_the_audit_log() -> None:
    desk = FrontDesk()
    async with desk.person("agent") as client, desk.visitor() as elsewhere:
        await elsewhere.post("/api/v1/sign-in", json=ANN, headers=SEAT)
        desk.revoked.clear()
        assert (await change(client, PASSWORD)).status_code == 204
        assert (await client.get("/api/v1/me")).status_code == 200
        assert (await elsewhere.get("/api/v1/me", headers=SEAT)).status_code == 401
        assert len(desk.revoked) == 1, "the sockets of that session"
    async with desk.visitor() as client:
        for tried, status in [(PASSWORD, 401), (NEW, 200)]:
            body = ANN | {"password": tried}
            answer = await client.post("/api/v1/sign-in", json=body, headers=SEAT)
            assert answer.status_code == status
    async with desk.person("admin") as admin:
        noted = (await admin.get("/api/v1/admin/history?by=a_agent")).json()["changes"]
        assert [(each["id"], each["deed"]) for each in noted] == [("a_agent", "password")]
        assert NEW not in str(noted)


async def test_without_the_current_password_nothing_changes_and_guesses_run_out() -> None:
    desk = await desk_with_password()
    async with desk.person("agent") as client:
        assert problem(await change(client, PASSWORD, "short")) == (422, "unfit_password")
        for _ in range(TRIES_OF_LOGIN):
            assert problem(await change(client, "a guess")) == (403, "wrong_password")
        assert problem(await change(client, PASSWORD)) == (429, "too_many_tries")
        assert (await client.get("/api/v1/me")).status_code == 200
        assert not (await desk.accounts.without_password([AgentId("a_agent")]))
        desk.clock.advance(600_000)
        assert (await change(client, PASSWORD)).status_code == 204


async def test_whoever_came_by_a_link_and_has_none_sets_their_first() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client:
        client.headers.update(SEAT)
        link = {"token": desk.accounts.links.issue(AgentId("a_agent"))}
        assert (await client.post("/api/v1/sign-in/link", json=link)).status_code == 200
        assert (await change(client, "")).status_code == 204
        assert problem(await change(client, "")) == (403, "wrong_password")


async def test_a_ticket_is_made_out_to_who_asks() -> None:
    desk = FrontDesk()
    async with desk.person("agent") as client:
        ticket = (await client.post("/api/v1/ticket", json={})).json()["ticket"]
        principal = desk.accounts.tickets.redeem(ticket)
        assert principal is not None
        assert (principal.role, principal.id) == ("agent", "a_agent")


async def test_the_list_of_chats_can_be_paged() -> None:
    desk = FrontDesk()
    async with desk.person("supervisor") as client:
        answer = await client.get("/api/v1/chats?state=released&limit=7&before=99")
        assert answer.json()["chats"][0]["chat_id"] == "c_1"
        await client.get("/api/v1/chats")
        assert desk.floor.asked == [("released", 7, 99), ("open", 50, None)]


@pytest.mark.parametrize(
    "query",
    ["state=all", "limit=0", "limit=201", "limit=x", "before=-1", "before=9007199254740992"],
)
async def test_a_list_out_of_bounds_is_refused(query: str) -> None:
    desk = FrontDesk()
    async with desk.person("supervisor") as client:
        assert problem(await client.get(f"/api/v1/chats?{query}")) == (400, "bad_request")
        assert desk.floor.asked == []


async def test_a_ledger_comes_with_its_proof() -> None:
    desk = FrontDesk()
    async with desk.person("supervisor") as client:
        answer = await client.get("/api/v1/chats/c_1/ledger")
        assert answer.json() == {
            "chat_id": "c_1",
            "name": "Eve",
            "queue": "Sales",
            "rows": [],
            "proof": {"intact": True, "fault": None},
            "rating": None,
        }
        assert answer.headers["cache-control"] == "no-store"
