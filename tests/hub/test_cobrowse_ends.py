"""Co-browse ends: each end writes one row, and nothing is shown after it."""

from typing import Any

import pytest

from parlour.hub.cobrowsing import SHOWS_MAX
from parlour.wire.frames import CloseCode
from tests.hub.cobrowse_scene import (
    able,
    accepted,
    change,
    closings,
    conferee,
    invited,
    joined,
    picture,
    stage_with,
    streaming,
    window,
)
from tests.hub.faulty import FaultyLedger
from tests.hub.scenes import answer, tail
from tests.hub.stage import Line, Stage


async def end_user_stops(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[0].ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)


async def agent_stops(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[1].ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)


async def recorder_fails(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[0].ask("fail_cobrowse", chat=chat, cobrowse=cobrowse)


async def replayer_fails(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[1].ask("fail_cobrowse", chat=chat, cobrowse=cobrowse)


async def end_user_leaves(
    stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str
) -> None:
    await people[0].ask("end_chat", chat=chat)


async def agent_concludes(
    stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str
) -> None:
    await people[1].ask("conclude", chat=chat)


async def agent_is_lost(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    people[1].cut()
    await stage.pass_time(400, alive=people[:1])


async def agent_logs_off(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[1].ask("log_off")


async def transferred(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    other = await stage.on_duty("cyd")
    await people[1].ask("invite", chat=chat, to="cyd", form="transfer")
    await answer(other, "accept")


async def to_a_queue(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await people[1].ask("transfer_to_queue", chat=chat, queue="sales")


async def promoted(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    await conferee(people[1], chat, stage)
    await people[1].ask("make_lead", chat=chat, to="cyd")


async def tab_closed(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    (held,) = stage.server.cobrowsing._held.values()
    recorder: Any = held.show.recorder
    await recorder.cut()
    people[0].cut()
    await stage.pass_time(21, alive=people[1:])


async def no_page(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    (held,) = stage.server.cobrowsing._held.values()
    recorder: Any = held.show.recorder
    await recorder.bring(b"\x00nonsense")


async def forbidden_page(stage: Stage, people: tuple[Line, Line], chat: str, cobrowse: str) -> None:
    (held,) = stage.server.cobrowsing._held.values()
    recorder: Any = held.show.recorder
    await recorder.record(window("https://bank.example/"), picture("SECRET"))


ENDS = {
    "end_user_stops": (end_user_stops, 41, "end_user"),
    "agent_stops": (agent_stops, 41, "agent"),
    "recorder_fails": (recorder_fails, 42, "failed"),
    "replayer_fails": (replayer_fails, 42, "failed"),
    "end_user_leaves": (end_user_leaves, 41, "chat_ended"),
    "agent_concludes": (agent_concludes, 41, "chat_ended"),
    "agent_is_lost": (agent_is_lost, 41, "lead_changed"),
    "agent_logs_off": (agent_logs_off, 41, "lead_changed"),
    "transferred": (transferred, 41, "lead_changed"),
    "to_a_queue": (to_a_queue, 41, "lead_changed"),
    "promoted": (promoted, 41, "lead_changed"),
    "tab_closed": (tab_closed, 42, "failed"),
    "no_page": (no_page, 42, "failed"),
    "forbidden_page": (forbidden_page, 42, "failed"),
}


@pytest.mark.parametrize("how", ENDS)
async def test_every_end_writes_one_row_and_closes_both_streams(how: str) -> None:
    stage = stage_with()
    end_user, agent, chat, cobrowse, recorder, viewer = await streaming(stage)
    viewer.events()
    end, kind, cause = ENDS[how]
    await end(stage, (end_user, agent), chat, cobrowse)
    assert await closings(stage, chat) == [35, 36, 40, kind]
    assert (await stage.last_event(chat, kind)).cause == cause
    assert viewer.closed_with in (
        CloseCode.STREAM_OVER,
        CloseCode.STREAM_REFUSED,
        CloseCode.STREAM_REPLACED,
    )
    assert recorder.closed_with is not None or how == "tab_closed"
    assert len(stage.server.cobrowsing) == 0
    await recorder.record(change(value="SECRET"))
    assert "SECRET" not in str(viewer.events())


async def test_nobody_gets_a_ticket_before_consent_is_durable() -> None:
    ledger = FaultyLedger()
    stage = stage_with(ledger=ledger)
    end_user, agent, chat, cobrowse = await invited(stage)
    ledger.held = True
    await end_user.ask("accept_cobrowse", chat=chat, cobrowse=cobrowse, consent="v1")
    assert not end_user.frames("cobrowse_ticket") + agent.frames("cobrowse_ticket")
    ledger.held = False
    ledger.tell()
    await stage.settle()
    assert end_user.frames("cobrowse_ticket")
    assert agent.frames("cobrowse_ticket")


async def test_nothing_is_shown_from_the_stop_on_even_before_it_is_durable() -> None:
    ledger = FaultyLedger()
    stage = stage_with(ledger=ledger)
    end_user, _agent, chat, cobrowse, recorder, viewer = await streaming(stage)
    viewer.events()
    ledger.held = True
    await end_user.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
    await recorder.record(change(value="SECRET"), window(), picture("SECRET"))
    assert viewer.events() == []
    ledger.held = False
    ledger.tell()
    await stage.settle()
    assert viewer.closed_with == CloseCode.STREAM_OVER
    assert viewer.events() == []


async def test_before_the_first_picture_a_stop_is_an_error() -> None:
    stage = stage_with()
    end_user, _agent, chat, cobrowse = await accepted(stage)
    await end_user.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
    assert await closings(stage, chat) == [35, 36, 42]
    assert tail(await stage.kinds(chat), 42) == []


async def test_a_restart_asks_for_consent_again() -> None:
    stage = stage_with()
    _end_user, _agent, chat, _cobrowse, _recorder, _viewer = await streaming(stage)
    await stage.restart(after_s=1)
    await stage.settle()
    assert await closings(stage, chat) == [35, 36, 40, 42]


async def test_an_agent_who_works_from_another_place_sees_it_there_alone() -> None:
    stage = stage_with()
    _end_user, _agent, _chat, _cobrowse, _recorder, viewer = await streaming(stage)
    elsewhere = await stage.agent("bea", session="another-browser")
    await elsewhere.ask("log_on", override=True)
    assert viewer.closed_with == CloseCode.STREAM_REPLACED
    assert [event["type"] for event in (await joined(stage, elsewhere)).events()] == [4, 2]


async def test_the_server_takes_so_many_sessions_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("parlour.hub.cobrowsing.SHOWS_MAX", 0)
    assert SHOWS_MAX > 0
    stage = stage_with()
    _end_user, _agent, chat, _cobrowse = await accepted(stage)
    await stage.settle()
    assert await closings(stage, chat) == [35, 36, 42]


async def test_no_frame_is_refused_for_want_of_a_carrier() -> None:
    stage = stage_with()
    _end_user, agent, chat = await able(stage)
    refused = await agent.ask("stop_cobrowse", chat=chat, cobrowse="b_none")
    assert refused["code"] == "no_such_cobrowse"
