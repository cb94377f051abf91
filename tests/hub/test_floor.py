"""The live board: what is on it, and who may see it."""

from tests.hub.scenes import answer, talking, waiting
from tests.hub.stage import Stage


async def test_the_board_shows_queues_agents_and_chats_as_they_are() -> None:
    stage = Stage()
    _ann, bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await waiting(stage, "ben")
    await cyd.ask("set_status", status="on_break")
    await waiting(stage, "cat")
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    board = sue.last("board")
    (queue,) = board["queues"]
    assert (queue["waiting"], queue["agents_available"], queue["sessions_free"]) == (0, 1, 1)
    agents = {agent["name"]: agent for agent in board["agents"]}
    assert agents["Bea"]["sessions"] == 1
    assert agents["Bea"]["offered"] == 1
    assert (agents["Cyd"]["status"], agents["Cyd"]["offered"]) == ("On Break", 1)
    chats = {one["name"]: one for one in board["chats"]}
    assert (chats["Ann"]["phase"], chats["Ann"]["lead"]) == ("engaged", "Bea")
    assert chats["Ben"]["phase"] == chats["Cat"]["phase"] == "offered"
    assert chats["Ann"]["question"] == "Is it blue?"
    assert chats["Ann"]["chat"] == chat
    assert bea.frames("board") == []


async def test_only_supervisors_see_the_floor() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    await bea.ask("watch_floor", on=True)
    ann = await stage.end_user("ann")
    await ann.say(type="watch_floor", id=1, on=True)
    await waiting(stage, "ben")
    await stage.pass_time(3, alive=(bea,))
    assert bea.frames("board") == []
    assert ann.frames("board") == []


async def test_the_board_is_sent_on_change_and_at_most_once_a_second() -> None:
    stage = Stage()
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    await stage.pass_time(5)
    assert len(sue.frames("board")) == 1
    for name in ("ann", "ben", "cat"):
        await waiting(stage, name)
    await stage.pass_time(0.1)
    assert len(sue.frames("board")) == 2
    bea = await stage.on_duty("bea")
    await stage.pass_time(0.5)
    assert len(sue.frames("board")) == 2
    await stage.pass_time(1, alive=(bea,))
    assert len(sue.frames("board")) == 3
    await sue.ask("watch_floor", on=False)
    await answer(bea, "accept")
    await stage.pass_time(2, alive=(bea,))
    assert len(sue.frames("board")) == 3


async def test_an_absence_and_a_lost_connection_are_on_the_board_at_once() -> None:
    stage = Stage()
    ann, bea, _chat = await talking(stage)
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    bea.cut()
    await stage.pass_time(1, alive=(ann, sue))
    (agent,) = sue.last("board")["agents"]
    assert agent["absent"] is True
    await stage.pass_time(120, alive=(ann, sue))
    (chat,) = sue.last("board")["chats"]
    assert (chat["agent_absent"], chat["end_user_absent"]) == (True, False)


async def test_what_ended_today_is_counted() -> None:
    stage = Stage(profile={"wrap_up": False})
    _ann, bea, chat = await talking(stage)
    await bea.ask("conclude", chat=chat)
    await bea.ask("log_off")
    ben, second = await waiting(stage, "ben")
    await ben.ask("cancel_chat", chat=second)
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    board = sue.last("board")
    assert (board["released_today"], board["canceled_today"]) == (2, 1)
    stage.clock.advance(86_400_000)
    await sue.ask("watch_floor", on=True)
    assert sue.last("board")["released_today"] == 0


async def test_a_supervisor_whose_line_is_cut_is_drawn_no_more_boards() -> None:
    stage = Stage()
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    sue.cut()
    await waiting(stage)
    await stage.pass_time(2)
    assert len(sue.frames("board")) == 1
    assert stage.server.floor.watching == {}
