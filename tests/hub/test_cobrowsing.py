"""Co-browse: who may ask, who gets a ticket, how its streams go on."""

import pytest

from parlour.hub.show import SNAPSHOT_EVERY_MS, UNREAD_BYTES_MAX
from parlour.wire.frames import CloseCode
from tests.hub.cobrowse_scene import (
    PROFILE,
    accepted,
    allow,
    change,
    closings,
    conferee,
    invited,
    join,
    joined,
    picture,
    stage_with,
    streaming,
    window,
)
from tests.hub.scenes import talking
from tests.hub.stage import Stage

# Who may ask -------------------------------------------------------------------------------------


async def test_the_whole_story() -> None:
    stage = stage_with()
    end_user, agent, chat, cobrowse, recorder, viewer = await streaming(stage)
    assert [event["type"] for event in viewer.events()] == [4, 2]
    await agent.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
    assert await closings(stage, chat) == [35, 36, 40, 41]
    assert recorder.closed_with == viewer.closed_with == CloseCode.STREAM_OVER
    shown = [frame["event"] for frame in end_user.frames("event")]
    assert [event["kind"] for event in shown if event["kind"] in range(35, 43)] == [35, 36, 40, 41]
    assert "agent_id" not in str(shown)


@pytest.mark.parametrize("missing", ["site", "profile"])
async def test_site_and_profile_must_allow_it(missing: str) -> None:
    stage = Stage(profile={} if missing == "profile" else PROFILE)
    end_user, agent, chat = await talking(stage)
    end_user.seat.can_show_page = True
    if missing == "profile":
        allow(stage)
    refused = await agent.ask("invite_to_cobrowse", chat=chat)
    assert refused["code"] == "not_allowed"


async def test_the_end_user_s_client_must_be_able_to() -> None:
    stage = stage_with()
    allow(stage)
    _end_user, agent, chat = await talking(stage)
    refused = await agent.ask("invite_to_cobrowse", chat=chat)
    assert refused["code"] == "cobrowse_impossible"


async def test_hello_says_that_the_client_is_able_to() -> None:
    stage = stage_with()
    allow(stage)
    end_user, agent, chat = await talking(stage)
    again = stage.line("end_user", "ann", end_user.client_id)
    await again.say(type="hello", ticket="t", client=end_user.client_id, cobrowse=True)
    assert (await agent.ask("invite_to_cobrowse", chat=chat))["type"] == "ack"


async def test_no_answer_is_a_row() -> None:
    stage = stage_with()
    end_user, agent, chat, _cobrowse = await invited(stage)
    await stage.pass_time(61, alive=(end_user, agent))
    assert await closings(stage, chat) == [35, 37]
    assert (await stage.last_event(chat, 37)).cause == "timeout"


@pytest.mark.parametrize(
    ("more", "cause"), [({}, "declined"), ({"unavailable": True}, "unavailable")]
)
async def test_declined(more: dict[str, bool], cause: str) -> None:
    stage = stage_with()
    end_user, _agent, chat, cobrowse = await invited(stage)
    await end_user.ask("decline_cobrowse", chat=chat, cobrowse=cobrowse, **more)
    assert (await stage.last_event(chat, 37)).cause == cause
    assert not end_user.frames("cobrowse_ticket")


async def test_no_picture_in_time() -> None:
    stage = stage_with()
    end_user, agent, chat, _cobrowse = await accepted(stage)
    await stage.pass_time(61, alive=(end_user, agent))
    assert await closings(stage, chat) == [35, 36, 42]


async def test_who_does_not_lead_can_do_nothing() -> None:
    stage = stage_with()
    _end_user, agent, chat, cobrowse, _recorder, viewer = await streaming(stage)
    other = await conferee(agent, chat, stage)
    for frame in ("stop_cobrowse", "fail_cobrowse", "cobrowse_shown"):
        assert (await other.ask(frame, chat=chat, cobrowse=cobrowse))["type"] == "refused"
    assert (await other.ask("invite_to_cobrowse", chat=chat))["type"] == "refused"
    assert not other.frames("cobrowse_ticket")
    assert viewer.closed_with is None


# Tickets -----------------------------------------------------------------------------------------


async def test_only_the_tab_that_agreed_and_the_lead_get_a_ticket() -> None:
    stage = stage_with()
    end_user, agent, chat, cobrowse = await invited(stage)
    other_tab = await stage.end_user("ann")
    stranger = await stage.end_user("tom")
    await end_user.ask("accept_cobrowse", chat=chat, cobrowse=cobrowse, consent="v1")
    assert len(end_user.frames("cobrowse_ticket")) == len(agent.frames("cobrowse_ticket")) == 1
    assert not other_tab.frames("cobrowse_ticket") + stranger.frames("cobrowse_ticket")


async def test_monitors_get_no_ticket() -> None:
    stage = stage_with()
    stage.directory.profiles["p"] = stage.directory.profiles["p"].but(monitor=True)
    end_user, _agent, chat, cobrowse = await invited(stage)
    sue = await stage.on_duty("sue")
    assert (await sue.ask("monitor", chat=chat, on=True))["type"] == "ack"
    await end_user.ask("accept_cobrowse", chat=chat, cobrowse=cobrowse, consent="v1")
    assert 36 in sue.seen()
    assert not sue.frames("cobrowse_ticket")


async def test_a_ticket_opens_one_stream_soon() -> None:
    stage = stage_with()
    end_user, agent, _chat, _cobrowse = await accepted(stage)
    ticket = end_user.last("cobrowse_ticket")["ticket"]
    assert join(stage, ticket).show is not None
    assert join(stage, ticket).show is None
    stage.clock.advance(30_001)
    assert join(stage, agent.last("cobrowse_ticket")["ticket"]).show is None


async def test_after_the_end_a_ticket_opens_nothing() -> None:
    stage = stage_with()
    end_user, agent, chat, cobrowse = await accepted(stage)
    await end_user.ask("stop_cobrowse", chat=chat, cobrowse=cobrowse)
    assert join(stage, end_user.last("cobrowse_ticket")["ticket"]).show is None
    assert join(stage, agent.last("cobrowse_ticket")["ticket"]).show is None


# Going on ----------------------------------------------------------------------------------------


async def test_navigation_goes_on_in_the_same_tab() -> None:
    stage = stage_with()
    end_user, _agent, chat, _cobrowse, recorder, viewer = await streaming(stage)
    viewer.events()
    await recorder.cut()
    end_user.cut()
    assert viewer.said == [{"type": "gone"}]
    again = await stage.end_user("ann", client=end_user.client_id)
    recorder = await joined(stage, again)
    await recorder.record(window(), picture("The next page"))
    assert [event["type"] for event in viewer.events()] == [4, 2]
    assert await closings(stage, chat) == [35, 36, 40]


async def test_another_tab_of_the_same_person_does_not_go_on() -> None:
    stage = stage_with()
    end_user, _agent, _chat, _cobrowse, recorder, _viewer = await streaming(stage)
    await recorder.cut()
    end_user.cut()
    assert not (await stage.end_user("ann")).frames("cobrowse_ticket")


async def test_a_stream_that_breaks_comes_back() -> None:
    stage = stage_with()
    end_user, agent, _chat, _cobrowse, recorder, viewer = await streaming(stage)
    await recorder.cut()
    await viewer.cut()
    recorder, viewer = await joined(stage, end_user), await joined(stage, agent)
    await recorder.record(window(), picture("Again"))
    assert "Again" in str(viewer.events())


async def test_a_stream_that_always_breaks_is_given_up() -> None:
    stage = stage_with()
    end_user, agent, chat, _cobrowse = await accepted(stage)
    for _ in range(20):
        await (await joined(stage, end_user)).cut()
    assert len(end_user.frames("cobrowse_ticket")) == 20
    await stage.pass_time(21, alive=(end_user, agent))
    assert await closings(stage, chat) == [35, 36, 42]


async def test_a_viewer_that_comes_later_sees_the_page_as_it_is() -> None:
    stage = stage_with()
    _end_user, agent, _chat, _cobrowse, recorder, viewer = await streaming(stage)
    await recorder.record(change(value="newest"))
    await viewer.cut()
    late = await joined(stage, agent)
    assert [event["type"] for event in late.events()] == [4, 2, 3]
    assert not recorder.said


async def test_a_slow_viewer_gets_a_fresh_picture_and_no_backlog() -> None:
    stage = stage_with()
    end_user, agent, _chat, _cobrowse, recorder, viewer = await streaming(stage)
    viewer.events()
    viewer.unread_bytes = UNREAD_BYTES_MAX + 1
    for count in range(50):
        await recorder.record(change(value=f"missed {count}"))
    assert viewer.events() == []
    assert recorder.said == []
    viewer.unread_bytes = 0
    stage.clock.advance(SNAPSHOT_EVERY_MS)
    await stage.pass_time(1, alive=(end_user, agent))
    assert recorder.said == [{"type": "snapshot"}]
    await recorder.record(change(value="not yet"))
    assert viewer.events() == []
    await recorder.record(window(), picture("fresh"), change(value="and on"))
    assert [event["type"] for event in viewer.events()] == [4, 2, 3]


async def test_who_brings_too_much_is_read_more_slowly() -> None:
    stage = stage_with()
    end_user, agent, _chat, _cobrowse, recorder, _viewer = await streaming(stage)
    words = [str(count) * 500_000 for count in range(8)]
    for _ in range(7):
        await recorder.record(window(), picture(*words))
    assert not recorder.is_read()
    await stage.pass_time(10, alive=(end_user, agent))
    assert recorder.is_read()
    assert recorder.closed_with is None


async def test_pointer_and_highlight_reach_the_recorder_and_no_more_often_than_is_drawn() -> None:
    stage = stage_with()
    _end_user, _agent, _chat, _cobrowse, recorder, viewer = await streaming(stage)
    viewer.show.point(viewer, b'{"type":"pointer","x":12,"y":7.5}')
    viewer.show.point(viewer, b'{"type":"highlight","node":1001}')
    assert [said["type"] for said in recorder.said] == ["pointer", "highlight"]
    for _ in range(200):
        viewer.show.point(viewer, b'{"type":"leave"}')
    assert 50 <= len(recorder.said) <= 70
