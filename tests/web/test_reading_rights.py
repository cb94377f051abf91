"""Which chats a supervisor reads over HTTP: those of whom they supervise, and nobody else's."""

from pathlib import Path

from tests.hub.team import change_agent, change_profile, make_supervisor
from tests.web.live import LiveServer, live


async def read(there: LiveServer, chat: str) -> dict[str, object]:
    """What Sue gets of the chat: the list's ids, and the codes of its ledger and its "why"."""
    sue = there.browser("sue")
    listed = {"open": (await sue.get("/api/v1/chats")).json()["chats"]}
    listed["released"] = (await sue.get("/api/v1/chats?state=released")).json()["chats"]
    return {
        "open": [one["chat_id"] for one in listed["open"]],
        "released": [one["chat_id"] for one in listed["released"]],
        "ledger": (await sue.get(f"/api/v1/chats/{chat}/ledger")).status_code,
        "why": (await sue.get(f"/api/v1/chats/{chat}/why")).status_code,
    }


async def test_of_other_groups_nothing_is_read_neither_open_nor_released(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"wrap_up": False}) as there:
        make_supervisor(there.server)
        await there.agent("sue")
        _, bea, chat = await there.talking()
        whole = {"open": [chat], "released": [], "ledger": 200, "why": 200}
        assert await read(there, chat) == whole
        change_profile(there.server, "of-sue", supervises="own_group")
        assert await read(there, chat) == whole  # neither has a group
        change_agent(there.server, "bea", group_id="elsewhere")
        nothing = {"open": [], "released": [], "ledger": 404, "why": 404}
        assert await read(there, chat) == nothing
        await bea.ask("conclude", chat=chat)
        assert await read(there, chat) == nothing
        change_agent(there.server, "bea", group_id="")
        over = {"open": [], "released": [chat], "ledger": 200, "why": 404}
        assert await read(there, chat) == over


async def test_a_chat_that_nobody_leads_is_read_by_every_supervisor(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        make_supervisor(there.server)
        await there.agent("sue")
        change_profile(there.server, "of-sue", supervises="own_group")
        _, chat = await there.waiting()
        assert await read(there, chat) == {
            "open": [chat],
            "released": [],
            "ledger": 200,
            "why": 200,
        }


async def test_a_page_is_filled_past_the_chats_of_others(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"wrap_up": False, "max_sessions": 9}) as there:
        make_supervisor(there.server)
        await there.agent("sue")
        change_profile(there.server, "of-sue", supervises="own_group")
        own = []
        cyd = await there.on_duty("cyd")
        for name in ("ann", "amy"):
            _, chat = await there.waiting(name)
            await cyd.answer("accept")
            own.append(chat)
            there.clock.advance(1_000)
        change_agent(there.server, "bea", group_id="elsewhere")
        await cyd.ask("set_status", status="on_break")
        bea = await there.on_duty("bea")
        for name in ("ava", "abe", "ada"):
            await there.waiting(name)
            await bea.answer("accept")
            there.clock.advance(1_000)
        sue = there.browser("sue")
        page = (await sue.get("/api/v1/chats?limit=2")).json()["chats"]
        assert [one["chat_id"] for one in page] == own[::-1]
