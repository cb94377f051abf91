"""Standard texts over HTTP: as agents read them, and in the set-up that is carried about."""

import httpx
import msgspec
import pytest

from parlour.directory.records import Group, StandardText
from tests.directory import house
from tests.web.front_desk import PEOPLE, FrontDesk

HELLO = StandardText(text_id="hello", title="Hello", bodies={"en": "Hello {{end_user.name}}"})
PAGE = StandardText(
    text_id="page", title="Page", form="html", bodies={"en": "<b onclick=x>b</b><script>x</script>"}
)
TEAM = StandardText(text_id="team", title="Team", bodies={"en": "x"}, groups=("team",))


RECORDS = (*house.RECORDS, HELLO, PAGE, TEAM, Group(group_id="team", name="Team"))


@pytest.fixture
def desk_with_texts() -> FrontDesk:
    return FrontDesk(records=RECORDS)


async def bodies_of(desk: FrontDesk) -> dict[str, str]:
    """English bodies by text, as the agent reads them."""
    async with desk.person("agent") as agent:
        texts = (await agent.get("/api/v1/texts")).json()["texts"]
    return {text["text_id"]: text["bodies"]["en"] for text in texts}


async def test_an_agent_reads_those_that_are_for_them(desk_with_texts: FrontDesk) -> None:
    assert set(await bodies_of(desk_with_texts)) == {"hello", "page"}
    agent_id = PEOPLE["agent"].agent_id
    known = desk_with_texts.directory.agents
    known[agent_id] = known[agent_id].but(group_id="team")
    assert set(await bodies_of(desk_with_texts)) == {"hello", "page", "team"}


async def test_html_is_read_as_it_would_be_shown(desk_with_texts: FrontDesk) -> None:
    bodies = await bodies_of(desk_with_texts)
    assert bodies == {"hello": "Hello {{end_user.name}}", "page": "<b>b</b>"}


async def put(admin: httpx.AsyncClient, text: StandardText) -> httpx.Response:
    body = {"version": 0, "record": msgspec.to_builtins(text)}
    return await admin.put(f"/api/v1/admin/directory/text/{text.text_id}", json=body)


async def test_an_admin_saves_a_text_and_is_told_what_is_wrong() -> None:
    desk = FrontDesk(records=house.RECORDS)
    async with desk.person("admin") as admin:
        await check_saving(admin)
    assert desk.directory.texts["page"].bodies == {"en": "<b>b</b>"}


async def check_saving(admin: httpx.AsyncClient) -> None:
    answer = await put(admin, HELLO.but(bodies={"en": "{{who}}", "de": " "}))
    assert answer.status_code == 422
    flaws = {(flaw["field"], flaw["code"]) for flaw in answer.json()["flaws"]}
    assert flaws >= {("bodies.de", "bad_text")}
    answer = await put(admin, HELLO.but(bodies={"en": "{{who}}"}))
    assert [(flaw["field"], flaw["code"]) for flaw in answer.json()["flaws"]] == [
        ("bodies.en", "unknown_variable")
    ]
    assert (await put(admin, PAGE)).status_code == 200


async def test_the_set_up_carries_texts_out_and_in(desk_with_texts: FrontDesk) -> None:
    async with desk_with_texts.person("admin") as admin:
        await check_carrying(admin)
    assert set(desk_with_texts.directory.texts) == {"hello", "new"}


async def check_carrying(admin: httpx.AsyncClient) -> None:
    file = (await admin.get("/api/v1/admin/set-up")).json()
    assert {text["text_id"] for text in file["texts"]} == {"hello", "page", "team"}
    file["texts"] = [
        {"text_id": "hello", "title": "Hi", "bodies": {"en": "Hi"}},
        {"text_id": "new", "title": "New", "form": "url", "bodies": {"en": "https://a.example/"}},
    ]
    sent = {"set_up": file, "dry_run": False, "remove_others": True}
    answer = await admin.post("/api/v1/admin/set-up", json=sent)
    assert answer.status_code == 200, answer.text
    deeds = {(each["id"], each["deed"]) for each in answer.json()["differences"]}
    assert deeds >= {("hello", "change"), ("new", "add"), ("page", "remove"), ("team", "remove")}
    file["texts"] = [{"text_id": "bad", "title": "Bad", "form": "url", "bodies": {"en": "data:x"}}]
    answer = await admin.post("/api/v1/admin/set-up", json=sent)
    assert answer.status_code == 422
    assert answer.json()["flaws"][0]["code"] == "bad_address"
