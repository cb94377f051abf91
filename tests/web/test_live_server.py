"""Every kind of row that is live so far, brought about through real sockets and read from the file.

No fakes but the clock: people come in by HTTP, ask over WebSockets, and SQLite has the rows.
"""

from pathlib import Path
from typing import Any

import pytest

from parlour.directory.records import OpeningHours
from parlour.settings import Settings
from parlour.wire.frames import FRAME_BYTES_MAX, CloseCode
from parlour.wire.session import BAD_FRAMES_MAX
from tests.hub.stage import SITE
from tests.web.live import live
from tests.wire.test_session import BAD

QUICK = Settings(ABSENT_INTERVAL=10, SRV_AGENT_TIMEOUT=600, CS_IDLE_TIMEOUT=600)
"""Silence is noticed after ten seconds, and is a loss after twenty."""
BEGUN = [26, 8, 43, 11, 23, 48]
CODES_OF_BAD_FRAMES = ("bad_frame", "bad_text", "too_long")
MIDNIGHT = 1_767_225_600_000
"""2026-01-01, a Thursday."""


async def test_a_plain_chat(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, chat = await there.talking()
        assert (await ann.ask("post", chat=chat, text="Hello?"))["type"] == "ack"
        assert (await bea.until("event", n=7))["event"]["text"] == "Hello?"
        await bea.ask("post", chat=chat, text="between us", private=True)
        await bea.ask("post", chat=chat, text="Hi Ann!")
        await bea.ask("conclude", chat=chat)
        await bea.ask("close_wrap_up", chat=chat)
        assert await there.kinds(chat) == [*BEGUN, 2, 1, 1, 44, 49, 27]
        assert await ann.shown(7) == [26, 23, 48, 2, 1, 44, 49]
        assert b"between us" not in ann.bytes
        assert b'"bea"' not in ann.bytes, "an agent's id is no end-user's business"


async def test_the_chain_of_all_six_outcomes(tmp_path: Path) -> None:
    switches = {"allow_decline": True, "auto_decline": True}
    async with live(tmp_path, profile=switches) as there:
        agents = [await there.on_duty(name) for name in ("bea", "cyd", "dan", "eve", "sue")]
        bea, cyd, dan, eve, sue = agents
        ann, chat = await there.waiting()
        everybody = (ann, *agents)
        await bea.answer("decline")
        await there.pass_time(15, alive=everybody)
        await cyd.answer("toast_ran_out")
        await there.pass_time(60, alive=everybody)
        await eve.answer("unavailable", cause="busy")
        await sue.answer("accept")
        assert await there.kinds(chat) == [26, 8, 12, 8, 34, 8, 13, 8, 14, *BEGUN[1:]]
        assert (await dan.until("offer_closed"))["outcome"] == 13


async def test_an_untouched_toast_accepts(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        bea = await there.on_duty()
        ann, chat = await there.waiting()
        await there.pass_time(15, alive=(ann, bea))
        await bea.answer("toast_ran_out")
        assert await there.kinds(chat) == [26, 8, 33, 23, 48]


async def test_leaving_while_waiting_and_while_offered(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, first = await there.waiting("ann")
        await ann.ask("cancel_chat", chat=first)
        assert await there.kinds(first) == [26, 28, 44, 27]
        bea = await there.on_duty()
        ben, second = await there.waiting("ben")
        await bea.until("offer")
        await ben.ask("cancel_chat", chat=second, deflected=True)
        assert await there.kinds(second) == [26, 8, 14, 28, 44, 27]
        assert await there.cause(first, 44) == "canceled"
        assert await there.cause(second, 44) == "deflected"
        assert (await bea.until("offer_closed"))["outcome"] == 14


async def test_waiting_too_long_while_waiting_and_while_offered(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(USER_WAIT_QUEUE_TIMEOUT=20)) as there:
        ann, first = await there.waiting("ann")
        await there.pass_time(19, alive=(ann,))
        assert await there.kinds(first) == [26]
        await there.pass_time(1, alive=(ann,))
        assert await there.kinds(first) == [26, 44, 27]
        assert (await ann.until("event", n=2))["event"]["cause"] == "queue_timeout"
        bea = await there.on_duty()
        ben, second = await there.waiting("ben")
        await there.pass_time(20, alive=(ben, bea))
        assert await there.kinds(second) == [26, 8, 14, 44, 27]


@pytest.mark.parametrize(
    ("queue", "cause"),
    [
        ({"hours": (OpeningHours(weekday=0, opens=0, closes=0),)}, "refused_hours"),
        ({"holidays": ("2026-01-01",)}, "refused_holiday"),
        ({"needs_agents": True}, "refused_no_agents"),
        ({"max_waiting": 0}, "refused_limit"),
    ],
)
async def test_being_turned_away(tmp_path: Path, queue: dict[str, Any], cause: str) -> None:
    async with live(tmp_path, queue=queue) as there:
        there.clock.advance(MIDNIGHT + 1_000 - there.clock.now())
        ann, chat = await there.waiting()
        assert await there.kinds(chat) == [26, 44, 27]
        assert (await ann.until("event", n=2))["event"]["cause"] == cause


async def test_an_end_user_who_falls_silent_in_the_queue(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        _ann, first = await there.waiting("ann")
        await there.pass_time(10)
        assert await there.kinds(first) == [26, 6]
        await there.pass_time(10)
        assert await there.kinds(first) == [26, 6, 32, 31, 44, 27]
        bea = await there.on_duty()
        _ben, second = await there.waiting("ben")
        await there.pass_time(20, alive=(bea,))
        assert await there.kinds(second) == [26, 8, 6, 14, 32, 31, 44, 27]


async def test_an_end_user_who_falls_silent_in_the_chat(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        ann, bea, chat = await there.talking()
        await there.pass_time(10, alive=(bea,))
        await ann.ask("post", chat=chat, text="A tunnel.")
        assert await there.kinds(chat) == [*BEGUN, 6, 51, 7, 2]
        await there.pass_time(10, alive=(bea,))
        await ann.make_contact()
        assert (await there.kinds(chat))[10:] == [6, 7]
        await there.pass_time(20, alive=(bea,))
        assert (await there.kinds(chat))[12:] == [6, 32, 31, 44, 49]
        assert await there.cause(chat, 44) == "lost"
        assert (await ann.ask("post", chat=chat, text="Hello?"))["code"] == "start_over"
        await bea.ask("close_wrap_up", chat=chat)
        assert (await there.kinds(chat))[17:] == [51, 27]


async def test_an_agent_who_falls_silent(tmp_path: Path) -> None:
    async with live(tmp_path, QUICK) as there:
        ann, bea, chat = await there.talking()
        await there.pass_time(10, alive=(ann,))
        await bea.ask("post", chat=chat, text="Back.")
        assert await there.kinds(chat) == [*BEGUN, 4, 50, 5, 1]
        await there.pass_time(10, alive=(ann,))
        await bea.make_contact()
        assert (await there.kinds(chat))[10:] == [4, 5]
        cyd = await there.on_duty("cyd")
        await there.pass_time(20, alive=(ann, cyd))
        assert (await there.kinds(chat))[12:] == [4, 30, 29, 49, 24, 8]
        await cyd.answer("accept")
        assert (await bea.ask("post", chat=chat, text="Back!"))["code"] == "start_over"
        assert (await there.kinds(chat))[18:] == [43, 11, 23, 48, 50]
        assert (await bea.until("status", status=None))["reason"] == "lost"
        assert await ann.shown(13) == [26, 23, 48, 4, 5, 1, 4, 5, 4, 49, 24, 23, 48]


async def test_an_idle_chat(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(CS_IDLE_TIMEOUT=90)) as there:
        ann, bea, chat = await there.talking()
        await there.pass_time(32, alive=(ann, bea))
        await ann.until("idle_warning")
        await ann.ask("stay", chat=chat)
        await there.pass_time(89, alive=(ann, bea))
        assert await there.kinds(chat) == BEGUN
        await there.pass_time(1, alive=(ann, bea))
        assert await there.kinds(chat) == [*BEGUN, 39, 44, 49]


async def test_a_wrap_up_that_runs_out(tmp_path: Path) -> None:
    async with live(tmp_path, profile={"wrap_up_limit_s": 10}) as there:
        ann, bea, chat = await there.talking()
        await ann.ask("end_chat", chat=chat)
        await there.pass_time(9, alive=(bea,))
        assert await there.kinds(chat) == [*BEGUN, 44, 49]
        await there.pass_time(1, alive=(bea,))
        assert await there.kinds(chat) == [*BEGUN, 44, 49, 27]
        assert await there.cause(chat, 27) == "wrap_up_limit"


async def test_a_log_off_gives_the_chat_back(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _ann, bea, chat = await there.talking()
        await bea.ask("log_off")
        assert await there.kinds(chat) == [*BEGUN, 49, 24]
        cyd = await there.on_duty("cyd")
        await cyd.answer("accept")
        assert (await there.kinds(chat))[8:] == BEGUN[1:]


async def test_a_cut_line_a_reload_and_a_second_tab(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, chat = await there.talking()
        ack = await ann.ask("post", chat=chat, text="Hello?")
        await bea.until("event", n=7)
        ann.cut()
        bea.cut()
        again = await there.end_user("ann", ann.client_id, **{chat: 3})
        desk = await there.agent("bea", bea.client_id, **{chat: 7})
        assert await again.repeat("post", ann.count, chat=chat, text="Hello?") == ack
        await desk.ask("post", chat=chat, text="Hi Ann!")
        await there.settle()
        reloaded, tab = await there.end_user("ann"), await there.agent("bea")
        assert [(await again.until("event"))["n"] for _ in range(2)] == [4, 5]
        assert (await desk.until("event"))["n"] == 8
        assert await reloaded.shown(5) == [26, 23, 48, 2, 1]
        assert await tab.shown(8) == [*BEGUN, 2, 1]
        assert await there.kinds(chat) == [*BEGUN, 2, 1]


async def test_somebody_else_neither_sees_nor_touches_the_chat(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _ann, _bea, chat = await there.talking()
        ben = await there.end_user("ben")
        cyd = await there.on_duty("cyd")
        for stranger in (ben, cyd):
            refused = await stranger.ask("post", chat=chat, text="Me too")
            assert refused["code"] == "unknown_chat"
        assert (await cyd.ask("conclude", chat=chat))["code"] == "unknown_chat"
        assert (await ben.ask("end_chat", chat=chat))["code"] == "unknown_chat"
        assert await there.kinds(chat) == BEGUN
        assert not [frame for frame in ben.got if frame["type"] == "event"]


async def test_bad_frames_leave_no_row_and_disturb_nobody(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, _bea, chat = await there.talking()
        frames = [raw for raw, _, _ in BAD.values() if len(raw) <= FRAME_BYTES_MAX]
        before = await there.ledger.feed(0, 1_000)
        for first in range(0, len(frames), BAD_FRAMES_MAX):
            cyd = await there.agent("cyd")
            for raw in frames[first : first + BAD_FRAMES_MAX]:
                await cyd.socket.send(raw, text=True)
                assert (await cyd.until("refused"))["code"] in CODES_OF_BAD_FRAMES
        await there.settle()
        assert await there.ledger.feed(0, 1_000) == before
        assert (await ann.ask("post", chat=chat, text="Hello?"))["type"] == "ack"


async def test_a_second_desk_takes_over_and_a_sign_out_closes_the_line(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        ann, bea, chat = await there.talking()
        there.forget("bea")
        elsewhere = await there.agent("bea")
        assert (await elsewhere.ask("log_on"))["code"] == "already_on_duty"
        assert (await elsewhere.ask("log_on", override=True))["type"] == "ack"
        assert (await bea.until("goodbye"))["code"] == CloseCode.TAKEN_OVER
        await elsewhere.until("chat_opened", chat=chat)
        await elsewhere.ask("post", chat=chat, text="From the other room.")
        await ann.until("event", n=4)
        assert await there.sign_out("bea") == 204
        assert (await elsewhere.until("goodbye"))["code"] == CloseCode.SIGNED_OUT
        assert await there.kinds(chat) == [*BEGUN, 1]


async def test_settings_reach_what_begins_after_them(tmp_path: Path) -> None:
    async with live(tmp_path, Settings(USER_WAIT_QUEUE_TIMEOUT=20)) as there:
        ann, first = await there.waiting("ann")
        site = there.directory.sites[SITE]
        longer = site.settings.but(USER_WAIT_QUEUE_TIMEOUT=30)
        there.directory.sites[SITE] = site.but(settings=longer)
        ben, second = await there.waiting("ben")
        await there.pass_time(20, alive=(ann, ben))
        assert await there.kinds(first) == [26, 44, 27]
        assert await there.kinds(second) == [26]
        await there.pass_time(10, alive=(ben,))
        assert await there.kinds(second) == [26, 44, 27]
