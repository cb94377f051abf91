"""Every story of several agents through the real server: HTTP, WebSockets, hub, engine, SQLite.

`tests/hub/test_team_*` tells them in detail; here each is told once over sockets, and read from
the file.
"""

from pathlib import Path
from typing import Any

import httpx

from parlour.settings import Settings
from parlour.wire.frames import CloseCode
from tests.hub.team import change_agent, change_profile, make_supervisor, onward
from tests.web.live import LiveServer, live
from tests.web.live_client import Client

QUICK = Settings(ABSENT_INTERVAL=10, SRV_AGENT_TIMEOUT=600)
SWITCHES = {"allow_decline": True}


async def invite(there: LiveServer, form: str = "transfer") -> tuple[Client, Client, Client, str]:
    """Ann and Bea are talking; Bea asks Cyd."""
    ann, bea, chat = await there.talking()
    cyd = await there.on_duty("cyd")
    assert (await bea.ask("invite", chat=chat, to="cyd", form=form))["type"] == "ack"
    return ann, bea, cyd, chat


async def part(client: Client, chat: str, expected: str) -> None:
    """The client is told that it has this part, or had been when the chat was opened."""
    for frame in client.got:
        if frame["type"] in ("chat_opened", "part") and frame["part"] == expected:
            client.got.remove(frame)
            return
    while True:
        frame = await client.hear()
        if frame["type"] in ("chat_opened", "part") and frame["part"] == expected:
            assert frame["chat"] == chat
            return


async def supervised(there: LiveServer) -> tuple[Client, Client, Client, str]:
    """Ann and Bea are talking; Sue watches."""
    make_supervisor(there.server)
    ann, bea, chat = await there.talking()
    sue = await there.on_duty("sue")
    assert (await sue.ask("monitor", chat=chat, on=True))["type"] == "ack"
    await part(sue, chat, "monitor")
    return ann, bea, sue, chat


async def test_transfer_to_an_agent(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, cyd, chat = await invite(there)
        offer = await cyd.until("offer")
        assert (offer["form"], offer["sender"]) == ("transfer", "bea")
        await cyd.ask("accept", chat=chat, invitation=offer["invitation"])
        await bea.until("chat_closed", chat=chat)
        await part(cyd, chat, "lead")
        assert onward(await there.kinds(chat), 9) == [9, 15, 49, 24, 23, 48]
        assert await ann.shown(7) == [26, 23, 48, 49, 24, 23, 48]
        assert await cyd.shown(12) == [26, 8, 43, 11, 23, 48, 9, 15, 49, 24, 23, 48]
        await cyd.ask("post", chat=chat, text="Cyd here.")
        assert (await ann.until("event"))["event"]["text"] == "Cyd here."


async def test_transfer_declined_canceled_unavailable_timed_out(tmp_path: Path) -> None:
    async with live(tmp_path, profile=SWITCHES | {"max_sessions": 1}) as there:
        ann, bea, cyd, chat = await invite(there)
        await cyd.answer("decline")
        ask = {"chat": chat, "to": "cyd", "form": "transfer"}
        await bea.ask("invite", **ask)
        offer = await cyd.until("offer")
        await bea.ask("cancel_invitation", chat=chat, invitation=offer["invitation"])
        assert (await cyd.until("offer_closed", outcome=17))["chat"] == chat
        await bea.ask("invite", **ask)
        await cyd.answer("unavailable", cause="unavailable")
        await bea.ask("invite", **ask)
        await there.pass_time(61, alive=(ann, bea, cyd))
        await cyd.ask("set_status", status="on_break")
        await bea.ask("invite", **ask)
        assert (await there.cause(chat, 18)) == "unavailable"
        assert onward(await there.kinds(chat), 48)[1:] == [9, 16, 9, 17, 9, 18, 9, 18, 9, 18]


async def test_transfer_to_an_agent_without_a_free_session(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"max_sessions": 1}) as there:
        await there.talking("zoe", "cyd")
        _ann, bea, chat = await there.talking("ann", "bea")
        await bea.ask("invite", chat=chat, to="cyd", form="transfer")
        assert onward(await there.kinds(chat), 9) == [9, 18]
        assert await there.cause(chat, 18) == "busy"


async def test_transfer_to_an_absent_agent(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        ann, bea, chat = await there.talking()
        cyd = await there.on_duty("cyd")
        await there.pass_time(11, alive=(ann, bea))
        await bea.ask("invite", chat=chat, to="cyd", form="transfer")
        assert await there.cause(chat, 18) == "absent"
        await there.pass_time(1, alive=(ann, bea, cyd))
        await bea.ask("invite", chat=chat, to="cyd", form="transfer")
        await there.pass_time(11, alive=(ann, bea))
        assert onward(await there.kinds(chat), 48)[1:] == [9, 18, 9, 18]


async def test_transfer_to_a_queue_then_a_cancel(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, chat = await there.talking()
        await bea.ask("set_status", status="on_break")
        await bea.ask("transfer_to_queue", chat=chat, queue="sales")
        await bea.until("chat_closed", chat=chat)
        await ann.ask("cancel_chat", chat=chat)
        assert onward(await there.kinds(chat), 47) == [47, 49, 24, 28, 44, 27]


async def test_a_consultation_before_the_answer(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, cyd, chat = await invite(there)
        offer = await cyd.until("offer")
        invitation = offer["invitation"]
        await cyd.ask("view_invitation", chat=chat, invitation=invitation)
        await part(cyd, chat, "invited")
        await cyd.ask("post", chat=chat, text="between us one", private=True)
        await bea.ask("post", chat=chat, text="between us two", private=True)
        await cyd.ask("accept", chat=chat, invitation=invitation)
        await part(cyd, chat, "lead")
        rows = await there.kinds(chat)
        assert onward(rows, 9) == [9, 1002, 1001, 1, 15, 49, 24, 23, 48]
        assert b"between us one" in bea.bytes
        assert await ann.shown(7) == [26, 23, 48, 49, 24, 23, 48]
        assert b"between us" not in ann.bytes


async def test_a_conference_whose_lead_is_handed_over(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, cyd, chat = await invite(there, "conference")
        dan = await there.on_duty("dan")
        await bea.ask("invite", chat=chat, to="dan", form="conference")
        await cyd.answer("accept")
        await dan.answer("accept")
        await bea.ask("make_lead", chat=chat, to="cyd")
        await part(bea, chat, "conferee")
        await part(cyd, chat, "lead")
        await bea.ask("leave", chat=chat)
        await bea.until("chat_closed", chat=chat)
        await ann.ask("end_chat", chat=chat)
        await part(cyd, chat, "wrap_up")
        await dan.until("chat_closed", chat=chat)
        await cyd.ask("close_wrap_up", chat=chat)
        assert onward(await there.kinds(chat), 25) == [25, 49, 48, 24, 44, 49, 24, 27]


async def test_promotion_when_the_lead_is_lost_or_logs_off(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        ann, bea, cyd, chat = await invite(there, "conference")
        dan = await there.on_duty("dan")
        await bea.ask("invite", chat=chat, to="dan", form="conference")
        await cyd.answer("accept")
        await dan.answer("accept")
        await there.pass_time(21, alive=(ann, cyd, dan))
        assert onward(await there.kinds(chat), 4) == [4, 30, 29, 49, 24, 25, 48]
        await part(cyd, chat, "lead")
        await cyd.ask("log_off")
        assert onward(await there.kinds(chat), 48)[1:] == []
        await part(dan, chat, "lead")
        assert await there.cause(chat, 25) == "promoted"


async def test_the_chat_of_a_lead_lost_alone_goes_to_another(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        ann, _bea, chat = await there.talking()
        cyd = await there.on_duty("cyd")
        await there.pass_time(21, alive=(ann, cyd))
        await cyd.answer("accept")
        assert onward(await there.kinds(chat), 4) == [4, 30, 29, 49, 24, 8, 43, 11, 23, 48]


async def test_a_monitor_joins_and_leaves_and_nobody_saw_them_watch(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, sue, chat = await supervised(there)
        await ann.ask("post", chat=chat, text="Is anybody watching?")
        await bea.ask("post", chat=chat, text="Nobody.")
        before = b"sue" in bea.bytes.replace(b'"sue":"Sue"', b"")
        assert not before
        assert b"Sue" not in ann.bytes
        await sue.ask("post", chat=chat, text="a private word", private=True)
        await sue.ask("join", chat=chat)
        await part(sue, chat, "conferee")
        await sue.ask("post", chat=chat, text="I am.")
        await sue.ask("leave", chat=chat)
        assert onward(await there.kinds(chat), 45) == [45, 2, 1, 1001, 46, 23, 1, 24]
        assert (await bea.until("event", n=9))["event"]["text"] == "a private word"
        assert await ann.shown(8) == [26, 23, 48, 2, 1, 23, 1, 24]
        assert b"private" not in ann.bytes


async def test_a_supervisor_takes_over_and_ends(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, sue, chat = await supervised(there)
        await sue.ask("take_over", chat=chat)
        await part(sue, chat, "lead")
        await part(bea, chat, "conferee")
        await bea.ask("leave", chat=chat)
        assert onward(await there.kinds(chat), 45) == [45, 46, 23, 25, 49, 48, 24]
        await sue.ask("end_as_supervisor", chat=chat)
        assert await there.cause(chat, 44) == "supervisor"
        assert (await ann.shown(9))[-3:] == [24, 44, 49]


async def test_a_waiting_chat_is_ended_from_outside(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        make_supervisor(there.server)
        sue = await there.on_duty("sue")
        _ann, chat = await there.waiting()
        await sue.ask("monitor", chat=chat, on=True)
        await sue.ask("end_as_supervisor", chat=chat)
        await sue.until("chat_closed", chat=chat)
        assert await there.kinds(chat) == [26, 45, 44, 46, 27]


async def test_a_right_that_is_revoked_is_gone_at_once(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _ann, _bea, sue, chat = await supervised(there)
        change_profile(there.server, "of-sue", monitor=False)
        there.server.staff.follow_directory()
        assert (await sue.until("me"))["me"]["monitor"] is False
        await sue.until("chat_closed", chat=chat)
        assert await there.cause(chat, 46) == "revoked"
        assert (await sue.ask("monitor", chat=chat, on=True))["code"] == "not_allowed"


async def test_who_is_deactivated_is_cut_off_and_their_chat_goes_on(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _ann, bea, chat = await there.talking()
        cyd = await there.on_duty("cyd")
        change_agent(there.server, "bea", active=False)
        there.server.staff.follow_directory()
        await bea.socket.wait_closed()
        assert bea.socket.close_code == CloseCode.SIGNED_OUT
        await cyd.answer("accept")
        assert onward(await there.kinds(chat), 24) == [24, 8, 43, 11, 23, 48]


async def test_whom_a_chat_can_be_passed_on_to(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _ann, bea, _chat = await there.talking()
        await there.on_duty("cyd")
        await bea.ask("watch_colleagues", on=True)
        shown = await bea.until("colleagues")
        assert [agent["name"] for agent in shown["agents"]] == ["Cyd"]
        assert [queue["name"] for queue in shown["queues"]] == ["Sales"]


async def test_no_route_tells_an_agent_of_a_monitor(tmp_path: Path) -> None:
    """What lists chats or their rows is for supervisors; the rest is the same with and without."""
    async with live(tmp_path) as there:
        _ann, _bea, _sue, chat = await supervised(there)
        for path in ("chats", f"chats/{chat}/ledger", "floor"):
            assert (await fetch(there, "bea", path)).status_code == 403
        me = (await fetch(there, "bea", "me")).content
        assert b"sue" not in me
        assert (await fetch(there, "sue", f"chats/{chat}/ledger")).status_code == 200


async def fetch(there: LiveServer, name: str, path: str) -> httpx.Response:
    browser: Any = there._browsers[name]
    response: httpx.Response = await browser.get(f"/api/v1/{path}")
    return response
