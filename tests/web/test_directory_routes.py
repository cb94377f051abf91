"""The set-up over HTTP: read, changed by one or several records, refused as a whole."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest

from parlour.directory.shelves import records_of
from parlour.ids import QueueId
from parlour.web.directory_bodies import IMPORT_BYTES_MAX, SetUp
from tests.directory.house import ANN, BEN, PROFILE, QUEUE, RECORDS, SITE, SKILL
from tests.directory.house import OTHER_SITE as OTHER
from tests.web.front_desk import PEOPLE, SEAT, FrontDesk, problem

ADMIN = PEOPLE["admin"].agent_id
BASE = "/api/v1/admin"


@pytest.fixture
def desk() -> FrontDesk:
    return FrontDesk(records=RECORDS)


@pytest.fixture
async def admin(desk: FrontDesk) -> AsyncIterator[httpx.AsyncClient]:
    async with desk.person("admin") as client:
        yield client


def plain(record: object) -> Any:
    """As it looks in JSON."""
    return msgspec.json.decode(msgspec.json.encode(record))


async def put(
    client: httpx.AsyncClient, path: str, record: object, version: int = 1
) -> httpx.Response:
    body = {"version": version, "record": plain(record)}
    return await client.put(f"{BASE}/directory/{path}", json=body)


def flaws(answer: httpx.Response) -> set[tuple[str, str, str]]:
    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "invalid")
    assert body["text"].endswith(".")
    return {(flaw["id"], flaw["field"], flaw["code"]) for flaw in body["flaws"]}


async def test_everything_is_read_at_once_with_versions(
    admin: httpx.AsyncClient, desk: FrontDesk
) -> None:
    read = (await admin.get(f"{BASE}/directory")).json()
    assert plain(SITE) in read["sites"]
    assert {queue["queue_id"] for queue in read["queues"]} == {"sales", "workshop", "far"}
    assert plain(BEN) in read["agents"]
    assert read["versions"]["queue/sales"]["version"] == 1
    assert "ben" in read["without_password"]
    assert ADMIN not in read["without_password"]


async def test_a_change_takes_effect_and_is_told(admin: httpx.AsyncClient, desk: FrontDesk) -> None:
    answer = await put(admin, "queue/sales", QUEUE.but(name="  Verkauf "))
    assert answer.status_code == 200
    version = answer.json()["versions"]["queue/sales"]
    assert (version["version"], version["by"], version["by_name"]) == (2, ADMIN, "admin")
    assert desk.directory.queues[QueueId("sales")].name == "Verkauf"
    assert desk.followed == [1]
    told = (await admin.get(f"{BASE}/history?kind=queue&id=sales")).json()
    (change,) = told["changes"]
    assert (change["deed"], change["by"], change["fields"]) == ("put", ADMIN, ["name"])
    assert (change["before"], change["after"]["name"]) == (plain(QUEUE), "Verkauf")
    assert told["more"] is False


async def test_a_conflict_tells_who_was_faster(admin: httpx.AsyncClient, desk: FrontDesk) -> None:
    await put(admin, "skill/tea", SKILL.but(name="Green tea"))
    answer = await put(admin, "skill/tea", SKILL.but(name="Black tea"))
    assert answer.status_code == 409
    body = answer.json()
    (clash,) = body["clashes"]
    assert (body["code"], body["flaws"]) == ("conflict", [])
    assert (clash["current"]["version"], clash["current"]["by_name"]) == (2, "admin")
    assert clash["record"]["name"] == "Green tea"
    assert desk.directory.skills["tea"].name == "Green tea"


@pytest.mark.parametrize("version", [0, 2])
async def test_only_the_version_that_was_seen_is_changed(
    admin: httpx.AsyncClient, version: int
) -> None:
    assert (await put(admin, "skill/tea", SKILL, version)).status_code == 409
    missing = await put(admin, "skill/new", SKILL.but(skill_id="new", name="New"), 2)
    assert missing.json()["clashes"][0]["current"] is None


STRANGE = {"queue_id": "far", "after_s": 1, "x": 1}
ABSENT, TOAST = "ABSENT_INTERVAL", "CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT"
REFUSED: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("queue/sales", {"service_level_s": 0}, ("service_level_s", "out_of_range")),
    ("queue/sales", {"max_waiting": "x"}, ("max_waiting", "wrong_type")),
    ("queue/sales", {"hours": [{"weekday": 0, "opens": 9}]}, ("hours[0].closes", "empty")),
    ("queue/sales", {"nmae": "x"}, ("nmae", "unknown_field")),
    ("queue/sales", {"overflow": [STRANGE]}, ("overflow[0].x", "unknown_field")),
    ("queue/sales", {"queue_id": "other"}, ("queue_id", "id_differs")),
    ("queue/sales", {"name": "a\x00b"}, ("name", "bad_text")),
    ("site/shop", {"settings": {ABSENT: 9}}, (f"settings.{ABSENT}", "out_of_range")),
    ("site/shop", {"settings": {TOAST: 56}}, (f"settings.{TOAST}", "order")),
    ("profile/p", {"max_sessions": 51}, ("max_sessions", "out_of_range")),
    ("profile/p", {"queues": {"sales": 0}}, ("queues[...]", "out_of_range")),
    ("agent/ben", {"login": "ann"}, ("login", "taken")),
]


@pytest.mark.parametrize("refused", REFUSED)
async def test_what_is_refused_names_the_field_and_leaves_nothing(
    admin: httpx.AsyncClient, desk: FrontDesk, refused: tuple[str, dict[str, Any], tuple[str, str]]
) -> None:
    path, change, flaw = refused
    known = {"queue/sales": QUEUE, "site/shop": SITE, "profile/p": PROFILE, "agent/ben": BEN}
    body = {"version": 1, "record": {**plain(known[path]), **change}}
    before = records_of(desk.directory)
    answer = await admin.put(f"{BASE}/directory/{path}", json=body)
    assert flaw in {(field, code) for _, field, code in flaws(answer)}
    assert records_of(desk.directory) == before
    assert (await admin.get(f"{BASE}/history")).json()["changes"] == []
    assert desk.followed == []


async def test_half_a_character_is_no_body(admin: httpx.AsyncClient, desk: FrontDesk) -> None:
    sent = b'{"version":1,"record":{"skill_id":"tea","name":"\\ud800"}}'
    answer = await admin.put(f"{BASE}/directory/skill/tea", content=sent)
    assert answer.status_code in (400, 422)
    assert desk.directory.skills["tea"] == SKILL


async def test_several_edits_take_effect_together_or_not_at_all(
    admin: httpx.AsyncClient, desk: FrontDesk
) -> None:
    site = plain(SITE.but(site_id="new", name="New", default_queue_id="q", rules=()))
    queue = plain(QUEUE.but(queue_id="q", site_id="new", name="First"))
    edits = [
        {"kind": "site", "id": "new", "version": 0, "record": site},
        {"kind": "queue", "id": "q", "version": 0, "record": queue},
    ]

    async def send(*some: Any, dry_run: bool = False) -> httpx.Response:
        body = {"edits": some, "dry_run": dry_run}
        return await admin.post(f"{BASE}/directory", json=body)

    late = {"kind": "skill", "id": "tea", "version": 7, "record": plain(SKILL)}
    assert (await send(late, dry_run=True)).status_code == 409
    assert flaws(await send(edits[0])) == {("new", "default_queue_id", "unknown")}
    assert "new" not in desk.directory.sites
    assert (await send(*edits, dry_run=True)).json()["versions"] == {}
    assert "new" not in desk.directory.sites
    assert set((await send(*edits)).json()["versions"]) == {"site/new", "queue/q"}
    assert desk.directory.sites[SITE.but(site_id="new").site_id].default_queue_id == "q"
    assert ("new", "", "duplicate") in flaws(await send(edits[0], edits[0]))
    bad = await admin.post(f"{BASE}/directory", json={"edits": []})
    assert problem(bad) == (400, "bad_request")


async def test_a_record_is_removed_if_nobody_needs_it(
    admin: httpx.AsyncClient, desk: FrontDesk
) -> None:
    used = await admin.delete(f"{BASE}/directory/skill/tea?version=1")
    assert flaws(used) == {("tea", "", "in_use")}
    assert (await admin.delete(f"{BASE}/directory/status/lunch?version=1")).status_code == 200
    assert "lunch" not in desk.directory.statuses
    (change,) = (await admin.get(f"{BASE}/history?kind=status")).json()["changes"]
    assert (change["deed"], change["name"], change["after"]) == ("remove", "Lunch", None)
    assert problem(await admin.delete(f"{BASE}/directory/nothing/x?version=1"))[0] == 404


async def test_who_has_been_on_duty_and_what_has_chats_stays(
    admin: httpx.AsyncClient, desk: FrontDesk
) -> None:
    desk.use.veterans.add("ben")
    gone = await admin.delete(f"{BASE}/directory/agent/ben?version=1")
    assert flaws(gone) == {("ben", "", "has_history")}
    await put(admin, "profile/p", PROFILE.but(queues={}))
    edit = {"kind": "queue", "id": "workshop", "version": 1, "record": None}
    site = {"kind": "site", "id": "shop", "version": 1, "record": plain(SITE.but(rules=()))}
    desk.use.chats["queue/workshop"] = 2
    busy = await admin.post(f"{BASE}/directory", json={"edits": [edit, site]})
    assert flaws(busy) == {("workshop", "", "open_chats")}
    assert busy.json()["text"] == "It has 2 open chats."
    desk.use.chats.clear()
    free = await admin.post(f"{BASE}/directory", json={"edits": [edit, site]})
    assert free.status_code == 200


async def test_who_leaves_is_shut_out_at_once(desk: FrontDesk, admin: httpx.AsyncClient) -> None:
    person = PEOPLE["agent"]
    async with desk.person("agent") as client:
        await put(admin, "profile/p", PROFILE)
        answer = await put(admin, "agent/a_agent", person.but(active=False))
        assert answer.status_code == 200
        assert (await client.get("/api/v1/me")).status_code == 401
        assert len(desk.revoked) == 1
        again = await put(admin, "agent/a_agent", person, 2)
        assert again.status_code == 200
        assert (await client.get("/api/v1/me")).status_code == 401, "the session stays closed"


async def test_a_removed_agent_leaves_no_password(
    desk: FrontDesk, admin: httpx.AsyncClient
) -> None:
    await desk.accounts.set_password(BEN.agent_id, "correct horse")
    assert (await admin.delete(f"{BASE}/directory/agent/ben?version=1")).status_code == 200
    assert not await desk.accounts.has_password(BEN.agent_id)


async def test_the_history_is_read_page_by_page(admin: httpx.AsyncClient) -> None:
    for number in range(5):
        await put(admin, "skill/tea", SKILL.but(name=f"Tea {number}"), number + 1)
    first = (await admin.get(f"{BASE}/history?limit=2")).json()
    assert [change["after"]["name"] for change in first["changes"]] == ["Tea 4", "Tea 3"]
    assert first["more"] is True
    last = first["changes"][-1]["number"]
    rest = (await admin.get(f"{BASE}/history?limit=3&before={last}")).json()
    assert [change["after"]["name"] for change in rest["changes"]] == ["Tea 2", "Tea 1", "Tea 0"]
    assert rest["more"] is False
    assert (await admin.get(f"{BASE}/history?by=nobody")).json()["changes"] == []


# Access


async def test_a_password_is_set_and_noted_without_it(
    desk: FrontDesk, admin: httpx.AsyncClient
) -> None:
    async def send(password: str) -> httpx.Response:
        return await admin.post(f"{BASE}/agents/ben/password", json={"password": password})

    assert problem(await send("short")) == (422, "unfit_password")
    assert (await send("a long secret one")).status_code == 204
    _, who = await desk.accounts.sign_in(BEN.login, "a long secret one", "1.2.3.4")
    assert who.agent == BEN
    told = await admin.get(f"{BASE}/history?kind=agent&id=ben")
    (change,) = told.json()["changes"]
    assert (change["deed"], change["by"], change["name"]) == ("password", ADMIN, "Ben")
    assert "secret" not in told.text
    nobody = await admin.post(f"{BASE}/agents/x/password", json={"password": "a long secret one"})
    assert problem(nobody) == (404, "not_found")


async def test_a_link_signs_in_once(desk: FrontDesk, admin: httpx.AsyncClient) -> None:
    link = (await admin.post(f"{BASE}/agents/ben/link")).json()
    assert link["path"].endswith(link["token"])
    assert link["until"] > desk.clock.now()
    async with desk.visitor() as client:
        client.headers.update(SEAT)
        body = {"token": link["token"]}
        assert (await client.post("/api/v1/sign-in/link", json=body)).json()["id"] == "ben"
        again = await client.post("/api/v1/sign-in/link", json=body)
        assert problem(again) == (401, "wrong_login")
    told = await admin.get(f"{BASE}/history?kind=agent&id=ben")
    assert [change["deed"] for change in told.json()["changes"]] == ["link"]
    assert link["token"] not in told.text
    await put(admin, "agent/ben", BEN.but(active=False))
    assert problem(await admin.post(f"{BASE}/agents/ben/link")) == (422, "not_active")


async def test_a_sign_out_ends_all_sessions(desk: FrontDesk, admin: httpx.AsyncClient) -> None:
    async with desk.person("agent") as client:
        answer = await admin.post(f"{BASE}/agents/{PEOPLE['agent'].agent_id}/sign-out")
        assert answer.status_code == 204
        assert (await client.get("/api/v1/me")).status_code == 401
    assert len(desk.revoked) == 1


# Export and import


async def exported(admin: httpx.AsyncClient) -> dict[str, Any]:
    answer = await admin.get(f"{BASE}/set-up")
    assert "attachment" in answer.headers["content-disposition"]
    body: dict[str, Any] = answer.json()
    return body


async def send_set_up(
    admin: httpx.AsyncClient, set_up: dict[str, Any], **more: object
) -> httpx.Response:
    return await admin.post(f"{BASE}/set-up", json={"set_up": set_up, **more})


async def test_what_was_exported_changes_nothing_when_imported(admin: httpx.AsyncClient) -> None:
    set_up = await exported(admin)
    for remove_others in (False, True):
        answer = await send_set_up(admin, set_up, dry_run=False, remove_others=remove_others)
        assert (answer.json()["done"], answer.json()["differences"]) == (True, [])


async def test_an_import_tells_first_and_then_does(
    admin: httpx.AsyncClient, desk: FrontDesk
) -> None:
    desk.use.veterans.add("ben")
    set_up = await exported(admin)
    set_up["skills"] = [{"skill_id": "tea", "name": "Thé"}, {"skill_id": "new", "name": "New"}]
    set_up["statuses"] = []
    set_up["agents"] = [one for one in set_up["agents"] if one["agent_id"] != "ben"]
    told = (await send_set_up(admin, set_up, remove_others=True)).json()
    seen = {(one["kind"], one["id"], one["deed"]) for one in told["differences"]}
    assert seen == {
        ("skill", "tea", "change"),
        ("skill", "new", "add"),
        ("status", "lunch", "remove"),
        ("agent", "ben", "deactivate"),
    }
    assert told["done"] is False
    assert "new" not in desk.directory.skills
    more = {"dry_run": False, "remove_others": True, "revision": told["revision"]}
    done = (await send_set_up(admin, set_up, **more)).json()
    assert done["done"] is True
    assert desk.directory.skills["tea"].name == "Thé"
    assert not desk.directory.agents[BEN.agent_id].active
    assert "lunch" not in desk.directory.statuses
    stale = await send_set_up(admin, set_up, **more)
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")


async def test_an_import_is_refused_as_a_whole(admin: httpx.AsyncClient, desk: FrontDesk) -> None:
    set_up = await exported(admin)
    set_up["skills"].append({"skill_id": "new", "name": "New"})
    set_up["sites"] = [plain(OTHER.but(default_queue_id="none"))]
    answer = await send_set_up(admin, set_up, dry_run=False)
    assert ("other", "default_queue_id", "unknown") in flaws(answer)
    assert "new" not in desk.directory.skills
    odds: list[Any] = [
        {"sites": [{}]},
        {"format": "other"},
        {"sites": [{"name": "x"}]},
        {"x": 1},
        [],
    ]
    for odd in odds:
        sent = odd if not isinstance(odd, dict) else {**set_up, **odd}
        answer = await admin.post(f"{BASE}/set-up", json={"set_up": sent})
        assert answer.status_code == 422


async def test_an_import_may_be_longer_than_other_bodies_but_not_endless(
    admin: httpx.AsyncClient,
) -> None:
    set_up = plain(SetUp())
    set_up["skills"] = [{"skill_id": f"s{n}", "name": f"Skill {n}"} for n in range(1_500)]
    answer = await send_set_up(admin, set_up, dry_run=False)
    assert len(answer.json()["differences"]) == 1_500
    endless = await admin.post(f"{BASE}/set-up", content=b" " * (IMPORT_BYTES_MAX + 1))
    assert problem(endless) == (413, "too_large")


async def test_the_last_admin_of_the_house_is_not_ann_alone(
    admin: httpx.AsyncClient,
) -> None:
    """The one who is signed in is another."""
    assert (await put(admin, "agent/ann", ANN.but(active=False))).status_code == 200
    own = PEOPLE["admin"].but(roles=("agent",))
    answer = await put(admin, f"agent/{own.agent_id}", own)
    assert (own.agent_id, "roles", "last_admin") in flaws(answer)


async def test_the_description_of_the_interface_has_these_routes(admin: httpx.AsyncClient) -> None:
    paths = (await admin.get("/api/openapi/openapi.json")).json()["paths"]
    assert f"{BASE}/directory" in paths
