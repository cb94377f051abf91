"""The live board: what is on it, and who may see it."""

import json
from itertools import pairwise

from parlour.ids import AgentId, QueueId
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
    assert (queue["waiting"], queue["agents_available"], queue["sessions_free"]) == (2, 1, 1)
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


async def test_the_figures_tell_what_was_answered_and_what_was_given_up() -> None:
    stage = Stage()
    ann, bea, _chat = await talking(stage)
    await bea.ask("set_status", status="on_break")
    ben, second = await waiting(stage, "ben")
    await stage.pass_time(70, alive=(ann, bea, ben))
    await ben.ask("cancel_chat", chat=second)
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    figures = sue.last("figures")
    today = figures["today"]
    assert (today["answered"], today["in_time"]) == (1, 1)
    assert (today["abandoned"], today["abandoned_late"]) == (1, 1)
    assert figures["recent"] == today
    assert [queue["id"] for queue in figures["queues"]] == ["sales"]
    assert figures["queues"][0]["today"] == figures["sites"][0]["today"] == today
    assert figures["series"]["waiting"][-1] == 1
    assert figures["series"]["engaged"][-1] == 1


async def test_points_follow_each_minute_and_counts_at_most_every_five_seconds() -> None:
    stage = Stage()
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    await stage.pass_time(170, alive=(sue,))
    told = [frame["series"] for frame in sue.frames("figures")]
    assert len(told) in (3, 4)
    for before, after in pairwise(told):
        assert len(after["waiting"]) == 1
        assert after["begins"] == before["begins"] + 60_000 * len(before["waiting"])
    count = len(told)
    for name in ("ann", "ben", "cat"):
        await waiting(stage, name)
    await stage.pass_time(4, alive=(sue,))
    assert len(sue.frames("figures")) <= count + 2


async def test_a_supervisor_of_a_group_may_watch_only_its_chats_and_sees_no_other_watchers() -> (
    None
):
    stage = Stage(profile={"supervisor": True, "monitor": True, "supervises": "own_group"})
    group(stage, "east", "bea", "sue")
    group(stage, "west", "cyd")
    bea, cyd = await stage.on_duty("bea"), await stage.on_duty("cyd")
    await waiting(stage, "ann")
    await waiting(stage, "ben")
    for line in (bea, cyd):
        await answer(line, "accept")
    chats = stage.server.engine.books.chats.values()
    of_cyd = next(one.chat_id for one in chats if one.state.lead_id == "cyd")
    of_bea = next(one.chat_id for one in chats if one.state.lead_id == "bea")
    await cyd.ask("monitor", chat=of_cyd, on=True)
    group(stage, "west", "dan")
    sue, dan = await stage.agent("sue"), await stage.on_duty("dan")
    await dan.ask("monitor", chat=of_cyd, on=True)
    for line in (sue, dan):
        await line.ask("watch_floor", on=True)
    rights = {
        line: {c["chat"]: c["may_monitor"] for c in line.last("board")["chats"]}
        for line in (sue, dan)
    }
    assert rights[sue] == {of_bea: True, of_cyd: False}
    assert rights[dan] == {of_bea: False, of_cyd: True}
    seen = [c["monitors"] for c in sue.last("board")["chats"] if c["chat"] == of_cyd]
    told = [c["monitors"] for c in dan.last("board")["chats"] if c["chat"] == of_cyd]
    assert (seen, told) == ([[]], [["Dan"]])


async def test_who_may_see_the_floor_no_more_gets_no_further_board() -> None:
    stage = Stage()
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    agents = stage.directory.agents
    agents[AgentId("sue")] = agents[AgentId("sue")].but(roles=("agent",))
    await waiting(stage)
    await stage.pass_time(2, alive=(sue,))
    assert len(sue.frames("board")) == 1
    assert stage.server.floor.watching == {}


async def test_the_board_of_a_big_house_stays_small_and_counts_what_it_leaves_out() -> None:
    stage = Stage(profile={"max_sessions": 3})
    queues = stage.directory.queues
    for number in range(300):
        queue_id = QueueId(f"queue-{number}")
        queues[queue_id] = queues[QueueId("sales")].but(queue_id=queue_id, name="Ω" * 100)
    for number in range(150):
        end_user = await stage.end_user(f"visitor-{number}")
        ack = await end_user.ask("request_chat", name="Я" * 80, question="日" * 1_000)
        assert ack["type"] == "ack", ack
    sue = await stage.agent("sue")
    await sue.ask("watch_floor", on=True)
    board = sue.last("board")
    assert len(json.dumps(board, ensure_ascii=False).encode()) < 65_536
    assert len(board["queues"]) + board["queues_more"] == 301
    assert len(board["chats"]) + board["chats_more"] == 150
    assert 0 < len(board["chats"]) < 150
    assert board["totals"]["waiting"] == 150


def group(stage: Stage, name: str, *agents: str) -> None:
    for agent in agents:
        agent_id = AgentId(agent)
        known = stage.directory.agents
        known[agent_id] = known[agent_id].but(group_id=name)
