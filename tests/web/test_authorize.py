"""Who may do what: the whole table, and that every route passes the gate."""

from typing import Any, get_args

import httpx
import pytest

from parlour.accounts.records import BrowserSession, SignedIn, hash_of
from parlour.directory.records import AgentRole, Principal, Profile
from parlour.ids import AgentId, Millis, SiteId
from parlour.web.authorize import Action, Actor, Role, authorize
from parlour.web.faults import NotAllowed, NotThere, SignedOut
from tests.web.front_desk import PEOPLE, SEAT, FrontDesk, problem

SHOP = SiteId("shop")


def signed_in(role: AgentRole) -> SignedIn:
    session = BrowserSession(
        token_hash=hash_of("t"),
        session_id="s",
        agent_id=AgentId(f"a_{role}"),
        opened=Millis(0),
        used=Millis(0),
    )
    return SignedIn(agent=PEOPLE[role], session=session)


ACTORS: dict[Role, Actor] = {
    "nobody": None,
    "end_user": Principal(role="end_user", site_id=SHOP, id="e", session_id="v", since=Millis(0)),
    "agent": signed_in("agent"),
    "supervisor": signed_in("supervisor"),
    "admin": signed_in("admin"),
}

#                      nobody end_user agent supervisor admin
TABLE: dict[Action, str] = {
    "sign_in": "           yes    yes    yes    yes    yes",
    "sign_out": "          401    403    yes    yes    yes",
    "see_me": "            401    403    yes    yes    yes",
    "read_texts": "        401    403    yes    yes    yes",
    "take_agent_ticket": " 401    403    yes    yes    yes",
    "list_chats": "        401    403    403    yes    yes",
    "read_ledger": "       401    403    403    yes    yes",
    "watch_recording": "   401    403    403    yes    yes",
    "see_floor": "         401    403    403    yes    yes",
    "see_figures": "       401    403    403    yes    yes",
    "see_why": "           401    403    403    yes    yes",
    "see_alert": "         401    403    403    yes    yes",
    "see_admin": "         401    403    403    403    yes",
    "see_set_up": "        401    403    403    403    yes",
    "change_set_up": "     401    403    403    403    yes",
    "give_access": "       401    403    403    403    yes",
    "erase": "             401    403    403    403    yes",
    "see_widget": "        yes    yes    yes    yes    yes",
    "open_visit": "        yes    yes    yes    yes    yes",
    "take_visitor_ticket": "401   yes    403    403    403",
    "leave_message": "     401    yes    403    403    403",
    "change_password": "   401    403    yes    yes    yes",
    "read_messages": "     401    403    403    yes    yes",
    "settle_message": "    401    403    403    yes    yes",
    "see_earlier": "       401    403    yes    yes    yes",
    "rate_chat": "         401    yes    403    403    403",
    "take_transcript": "   401    yes    403    403    403",
    "send_file": "         401    403    yes    yes    yes",
    "fetch_file": "        401    403    yes    yes    yes",
    "send_file_as_visitor": "401  yes    403    403    403",
    "fetch_file_as_visitor": "401 yes    403    403    403",
}
CELLS = [
    (role, action, expected)
    for action, row in TABLE.items()
    for role, expected in zip(get_args(Role), row.split(), strict=True)
]


def test_the_table_has_every_action() -> None:
    assert set(TABLE) == set(get_args(Action))


@pytest.mark.parametrize(("role", "action", "expected"), CELLS)
def test_the_gate_opens_as_the_table_says(role: Role, action: Action, expected: str) -> None:
    match expected:
        case "yes":
            authorize(ACTORS[role], action, SHOP)
        case "401":
            with pytest.raises(SignedOut):
                authorize(ACTORS[role], action, SHOP)
        case _:
            with pytest.raises(NotAllowed):
                authorize(ACTORS[role], action, SHOP)


@pytest.mark.parametrize("site_id", [SiteId("other"), SiteId("nowhere"), None])
def test_an_end_user_stays_on_one_site(site_id: SiteId | None) -> None:
    with pytest.raises(NotThere):
        authorize(ACTORS["end_user"], "take_visitor_ticket", site_id)


def test_one_of_several_roles_is_enough() -> None:
    both = PEOPLE["agent"].but(roles=("agent", "supervisor"))
    authorize(signed_in("agent").but(agent=both), "list_chats")


def test_no_role_opens_nothing_that_needs_one() -> None:
    with pytest.raises(NotAllowed):
        authorize(signed_in("agent").but(agent=PEOPLE["agent"].but(roles=())), "see_me")


# Over HTTP

ROUTES: dict[str, tuple[str, str]] = {
    "GET /api/v1/me": ("see_me", "200"),
    "POST /api/v1/me/password": ("change_password", "400"),
    "GET /api/v1/texts": ("read_texts", "200"),
    "POST /api/v1/ticket": ("take_agent_ticket", "200"),
    "GET /api/v1/chats": ("list_chats", "200"),
    "GET /api/v1/chats/c_1/ledger": ("read_ledger", "200"),
    "GET /api/v1/chats/c_9/ledger": ("read_ledger", "404"),
    "GET /api/v1/chats/c_1/recordings": ("watch_recording", "200"),
    "GET /api/v1/chats/c_9/recordings": ("watch_recording", "404"),
    "GET /api/v1/chats/c_1/recordings/b_1": ("watch_recording", "404"),
    "GET /api/v1/chats/c_1/files": ("send_file", "404"),
    "GET /api/v1/chats/c_1/files/f_1": ("fetch_file", "404"),
    "GET /api/v1/chats/c_1/uploads/u_1234567": ("send_file", "404"),
    "POST /api/v1/chats/c_1/uploads/u_1234567": ("send_file", "404"),
    "GET /api/v1/floor": ("see_floor", "200"),
    "GET /api/v1/queues/sales/figures": ("see_figures", "200"),
    "GET /api/v1/queues/none/figures": ("see_figures", "404"),
    "GET /api/v1/chats/c_1/why": ("see_why", "200"),
    "GET /api/v1/chats/c_9/why": ("see_why", "404"),
    "GET /api/v1/chats/c_1/earlier": ("see_earlier", "200"),
    "GET /api/v1/chats/c_9/earlier": ("see_earlier", "404"),
    "GET /api/v1/chats/c_1/earlier/c_9": ("see_earlier", "404"),
    "GET /api/v1/messages": ("read_messages", "200"),
    "GET /api/v1/messages/open": ("read_messages", "200"),
    "POST /api/v1/messages/lm_1/settled": ("settle_message", "400"),
    "GET /api/v1/admin/alert": ("see_alert", "200"),
    "GET /api/v1/admin/overview": ("see_admin", "200"),
    "GET /api/v1/admin/directory": ("see_set_up", "200"),
    "GET /api/v1/admin/history": ("see_set_up", "200"),
    "GET /api/v1/admin/set-up": ("see_set_up", "200"),
    "POST /api/v1/admin/directory": ("change_set_up", "400"),
    "POST /api/v1/admin/set-up": ("change_set_up", "400"),
    "PUT /api/v1/admin/directory/skill/x": ("change_set_up", "400"),
    "DELETE /api/v1/admin/directory/skill/x?version=1": ("change_set_up", "409"),
    "POST /api/v1/admin/agents/a_agent/password": ("give_access", "400"),
    "POST /api/v1/admin/agents/a_agent/link": ("give_access", "200"),
    "POST /api/v1/admin/agents/a_agent/sign-out": ("give_access", "204"),
    "POST /api/v1/admin/sites/shop/end-users/e_1/erase": ("erase", "200"),
    "POST /api/v1/admin/sites/none/end-users/e_1/erase": ("erase", "404"),
    "POST /api/v1/sign-out": ("sign_out", "204"),
}
VIEWS: dict[str, AgentRole | None] = {
    "nobody": None,
    "agent": "agent",
    "supervisor": "supervisor",
    "admin": "admin",
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", VIEWS)
async def test_every_route_of_agents_passes_the_gate(route: str, who: str) -> None:
    action, allowed = ROUTES[route]
    row: Any = dict(TABLE)[action]  # type: ignore[index]  # the names are those of the table
    expected = row.split()[get_args(Role).index(who)]
    status = allowed if expected == "yes" else expected
    desk, role = FrontDesk(), VIEWS[who]
    async with desk.person(role) if role else desk.visitor() as client:
        method, path = route.split()
        answer = await client.request(method, path, headers=SEAT)
        assert answer.status_code == int(status)


async def test_rights_are_lost_with_the_role_at_once() -> None:
    desk = FrontDesk()
    async with desk.person("supervisor") as client:
        assert (await client.get("/api/v1/floor")).status_code == 200
        person = PEOPLE["supervisor"]
        desk.directory.agents[person.agent_id] = person.but(roles=("agent",))
        assert problem(await client.get("/api/v1/floor")) == (403, "not_allowed")
        desk.directory.agents[person.agent_id] = person.but(active=False)
        assert problem(await client.get("/api/v1/floor")) == (401, "signed_out")


@pytest.mark.parametrize(
    "path",
    [
        "floor",
        "queues/sales/figures",
        "admin/alert",
        "chats",
        "chats/c_1/ledger",
        "chats/c_1/why",
        "messages",
    ],
)
async def test_a_supervisor_by_profile_sees_the_floor_until_the_profile_says_no(path: str) -> None:
    desk = FrontDesk()
    profile = Profile(profile_id="p", name="P", queues={}, supervisor=True)
    desk.directory.profiles["p"] = profile
    async with desk.person("agent") as client:
        assert (await client.get(f"/api/v1/{path}")).status_code == 200
        desk.directory.profiles["p"] = profile.but(supervisor=False)
        assert problem(await client.get(f"/api/v1/{path}")) == (403, "not_allowed")


@pytest.mark.parametrize("role", ["agent", "nobody"])
async def test_whoever_may_not_read_does_not_learn_what_is_there(role: str) -> None:
    desk = FrontDesk()
    async with desk.person("agent") if role == "agent" else desk.visitor() as client:

        async def ask(chat_id: str) -> httpx.Response:
            return await client.get(f"/api/v1/chats/{chat_id}/ledger", headers=SEAT)

        assert (await ask("c_1")).content == (await ask("c_9")).content
