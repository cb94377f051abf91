"""What visitors do without a chat, and what agents see of it and of chats of before."""

from pathlib import Path
from typing import Any

import httpx

from parlour.directory.records import Article, Launcher
from parlour.ids import AgentId, SiteId
from tests.hub.stage import SITE
from tests.hub.team import change_agent, change_profile, make_supervisor
from tests.web.live import LiveServer, live

MESSAGE = {
    "key": "1234567890",
    "name": "Ann",
    "email": "ann@home.example",
    "text": "Where is my grinder?\nThanks",
    "page_url": "https://shop.example/grinder",
    "page_title": "Grinder",
}


def change_site(there: LiveServer, **changes: Any) -> None:
    site = there.directory.sites[SiteId(SITE)]
    there.directory.sites[site.site_id] = site.but(**changes)


async def leave(there: LiveServer, who: str = "ann", **changes: Any) -> httpx.Response:
    return await there.browser(who).post(
        f"/api/v1/sites/{SITE}/messages", json={**MESSAGE, **changes}
    )


async def left(there: LiveServer, **asked: Any) -> dict[str, Any]:
    answer = await there.browser("sue").get("/api/v1/messages", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_message_that_is_left_stands_on_the_desk_and_is_mailed(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        change_site(there, mail="shop@shop.example", language="de")
        make_supervisor(there)
        await there.end_user()
        await there.agent("sue")
        assert (await leave(there)).status_code == 204
        assert (await leave(there)).status_code == 204, "sent again"
        found = await left(there)
        assert found["open"] == 1
        (one,) = found["messages"]
        assert {key: one[key] for key in ("name", "email", "text", "page_title", "site")} == {
            "name": "Ann",
            "email": "ann@home.example",
            "text": "Where is my grinder?\nThanks",
            "page_title": "Grinder",
            "site": "Shop",
        }
        while await there.mailer.step():
            pass
        (letter,) = there.letters.taken
        assert (letter.to, letter.reply_to) == ("shop@shop.example", "ann@home.example")
        assert letter.subject == "Nachricht von Ann auf Shop"
        assert "Where is my grinder?" in letter.text
        assert "https://shop.example/grinder" in letter.text


async def test_a_message_is_settled_by_name_and_can_be_opened_again(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        make_supervisor(there)
        await there.end_user()
        await there.agent("sue")
        await leave(there)
        sue = there.browser("sue")
        (one,) = (await left(there))["messages"]
        path = f"/api/v1/messages/{one['message_id']}/settled"
        assert (await sue.post(path, json={"settled": True})).status_code == 204
        assert (await left(there)) == {"messages": [], "open": 0}
        (settled,) = (await left(there, state="settled"))["messages"]
        assert settled["settled_by"] == "Sue"
        assert (await sue.get("/api/v1/messages/open")).json() == {"open": 0}
        assert (await sue.post(path, json={"settled": False})).status_code == 204
        assert (await left(there))["open"] == 1
        nowhere = await sue.post("/api/v1/messages/lm_0/settled", json={"settled": True})
        assert nowhere.status_code == 404


async def test_what_is_no_message_is_refused_by_name(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await there.end_user()
        bad: tuple[tuple[dict[str, Any], int, str], ...] = (
            ({"email": "nobody"}, 422, "bad_address"),
            ({"email": "a@b.example\nBcc: c@d.example"}, 422, "bad_address"),
            ({"text": " \n "}, 422, "bad_text"),
            ({"text": "\u202etxt"}, 422, "bad_text"),
            ({"name": "a\nb"}, 422, "bad_text"),
            ({"text": "x" * 4_001}, 400, "bad_request"),
            ({"key": "short"}, 400, "bad_request"),
            ({"site": "other"}, 400, "bad_request"),
        )
        for changes, status, code in bad:
            answer = await leave(there, **changes)
            assert (answer.status_code, answer.json()["code"]) == (status, code), changes
            assert "Traceback" not in answer.text
        stranger = await there.browser("ann").post(
            f"/api/v1/sites/{SITE}/messages", json=MESSAGE, headers={"Authorization": "Bearer x"}
        )
        assert stranger.status_code == 401
        cut = await there.browser("ann").post(f"/api/v1/sites/{SITE}/messages", content=b'{"key"')
        assert cut.status_code == 400


async def test_who_leaves_many_has_to_wait(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await there.end_user()
        codes = [(await leave(there, key=f"message-{n}")).status_code for n in range(4)]
        assert codes == [204, 204, 204, 429]
        await there.end_user("zoe")
        assert (await leave(there, "zoe")).status_code == 204


async def test_a_site_that_takes_no_messages_says_so(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        change_site(there, launcher=Launcher(when_closed="say_so"))
        await there.end_user()
        assert (await leave(there)).json()["code"] == "no_messages"


async def test_the_widget_is_told_how_the_site_stands(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        change_site(there, launcher=Launcher(min_sessions_available=1, when_busy="leave_message"))
        await there.end_user()

        async def told() -> dict[str, Any]:
            found: dict[str, Any] = (
                await there.browser("ann").get(f"/api/v1/sites/{SITE}/widget")
            ).json()
            return found

        before = await told()
        assert (before["state"], before["open"], before["leave_message"]) == ("busy", False, True)
        await there.on_duty("bea")
        after = await told()
        assert (after["state"], after["open"], after["sessions_free"]) == ("open", True, 3)


async def test_articles_are_found_by_a_question(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        article = Article(title="Delivery times", url="https://shop.example/delivery")
        change_site(there, articles=(article,))
        await there.end_user()
        ann = there.browser("ann")
        found = await ann.get(f"/api/v1/sites/{SITE}/articles", params={"q": "my delivery"})
        assert found.json() == {"articles": [{"title": article.title, "url": article.url}]}
        long = await ann.get(f"/api/v1/sites/{SITE}/articles", params={"q": "x" * 1_001})
        assert long.status_code == 400


# Chats of before


async def talked_before(there: LiveServer) -> tuple[str, str]:
    """Ann has talked to Bea and talks to her again: the chat of before, and the one now."""
    ann, bea, earlier = await there.talking()
    await ann.ask("post", chat=earlier, text="It is red.")
    await ann.ask("post", chat=earlier, text="4111 1111", off_record=True)
    await bea.ask("post", chat=earlier, text="Poor Ann.", private=True)
    await ann.ask("end_chat", chat=earlier)
    await bea.ask("close_wrap_up", chat=earlier)
    await there.settle()
    ack = await ann.ask("request_chat", name="Ann", question="Again?")
    await bea.answer("accept")
    return earlier, ack["chat"]


def texts(answer: httpx.Response) -> list[str | None]:
    rows = answer.json()["rows"]
    return [row["event"]["text"] for row in rows if row["event"]["kind"] in (1, 2, 26)]


async def test_an_agent_of_the_chat_reads_the_chats_of_before(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        earlier, now = await talked_before(there)
        bea = there.browser("bea")
        listed = (await bea.get(f"/api/v1/chats/{now}/earlier")).json()["chats"]
        assert [(one["chat_id"], one["lead"], one["queue"]) for one in listed] == [
            (earlier, "Bea", "Sales")
        ]
        read = await bea.get(f"/api/v1/chats/{now}/earlier/{earlier}")
        assert texts(read) == ["Is it blue?", "It is red.", None, "Poor Ann."]
        assert [row["n"] for row in read.json()["rows"]] == list(
            range(1, len(read.json()["rows"]) + 1)
        )


async def test_off_the_record_is_read_only_by_right(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        earlier, now = await talked_before(there)
        change_profile(there, "p", off_record_view=True)
        read = await there.browser("bea").get(f"/api/v1/chats/{now}/earlier/{earlier}")
        assert "4111 1111" in texts(read)


async def test_only_who_is_in_the_chat_or_watches_it_may(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        earlier, now = await talked_before(there)
        make_supervisor(there)
        await there.on_duty("cyd")
        sue = await there.on_duty("sue")

        async def status(who: str, path: str) -> int:
            return (await there.browser(who).get(f"/api/v1/chats/{path}")).status_code

        paths = (f"{now}/earlier", f"{now}/earlier/{earlier}")
        assert [await status(who, path) for who in ("cyd", "sue") for path in paths] == [404] * 4
        await sue.ask("monitor", chat=now, on=True)
        assert [await status("sue", path) for path in paths] == [200, 200]
        await sue.ask("monitor", chat=now, on=False)
        assert [await status("sue", path) for path in paths] == [404, 404]
        for foreign in (f"{now}/earlier/{now}", f"{now}/earlier/c_0", f"{earlier}/earlier"):
            assert await status("bea", foreign) == 404, foreign


async def test_a_stranger_s_chat_is_none_of_before(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        earlier, now = await talked_before(there)
        change_agent(there, "bea", active=True)
        zoe, chat = await there.waiting("zoe")
        bea = there.browser("bea")
        assert AgentId("bea") in there.directory.agents
        for path in (f"{chat}/earlier", f"{chat}/earlier/{earlier}", f"{now}/earlier/{chat}"):
            assert (await bea.get(f"/api/v1/chats/{path}")).status_code == 404
        assert zoe.welcome["chat"] is None
