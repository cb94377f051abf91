"""Whom and what a chat can be passed on to, live."""

from parlour.directory.records import Queue
from parlour.ids import QueueId, SiteId
from tests.hub.scenes import talking, waiting
from tests.hub.stage import SITE, Json, Line, Stage
from tests.hub.team import change_agent, make_supervisor


def listed(line: Line) -> list[str]:
    return [agent["id"] for agent in line.last("colleagues")["agents"]]


def queue_of(line: Line, name: str = "Sales") -> Json:
    queues: list[Json] = line.last("colleagues")["queues"]
    return next(queue for queue in queues if queue["name"] == name)


async def test_only_whom_the_receiver_may_invite_and_never_themselves() -> None:
    stage = Stage()
    make_supervisor(stage)
    change_agent(stage, "dan", group_id="other")
    _ann, bea, _chat = await talking(stage)
    for name in ("cyd", "dan", "sue"):
        await stage.on_duty(name)
    await stage.agent("eve")
    await bea.ask("watch_colleagues", on=True)
    assert listed(bea) == ["cyd"]


async def test_it_follows_what_happens_at_most_once_a_second() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _ann, bea, _chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    dan = await stage.on_duty("dan")
    await bea.ask("watch_colleagues", on=True)
    assert listed(bea) == ["cyd", "dan"]
    await cyd.ask("set_status", status="on_break")
    await dan.ask("log_off")
    assert len(bea.frames("colleagues")) == 1
    await stage.pass_time(1, alive=(bea, cyd))
    assert len(bea.frames("colleagues")) == 2
    (other,) = bea.last("colleagues")["agents"]
    assert (other["status"], other["status_type"]) == ("On Break", "unavailable")
    await stage.pass_time(5, alive=(bea, cyd))
    assert len(bea.frames("colleagues")) == 2  # nothing new, nothing sent
    await bea.ask("watch_colleagues", on=False)
    await cyd.ask("set_status", status="available")
    await stage.pass_time(3, alive=(bea, cyd))
    assert len(bea.frames("colleagues")) == 2


async def test_who_can_be_had_comes_first() -> None:
    stage = Stage(profile={"max_sessions": 1})
    await talking(stage, "zoe", "cyd")
    _ann, bea, _chat = await talking(stage)
    await stage.on_duty("dan")
    await bea.ask("watch_colleagues", on=True)
    assert listed(bea) == ["dan", "cyd"]
    busy = bea.last("colleagues")["agents"][1]
    assert (busy["sessions_free"], busy["max_sessions"], busy["absent"]) == (0, 1, False)


async def test_an_agent_without_a_line_shows_as_absent() -> None:
    stage = Stage()
    _ann, bea, _chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await bea.ask("watch_colleagues", on=True)
    cyd.cut()
    await stage.pass_time(1, alive=(bea,))
    assert bea.last("colleagues")["agents"][0]["absent"] is True


async def test_the_queues_of_the_sites_whose_chats_the_agent_has() -> None:
    stage = Stage(profile={"max_sessions": 1})
    closed = Queue(queue_id=QueueId("late"), site_id=SITE, name="Late", holidays=("2023-11-14",))
    other = Queue(queue_id=QueueId("other"), site_id=SiteId("elsewhere"), name="Other")
    for queue in (closed, other):
        stage.directory.queues[queue.queue_id] = queue
    _ann, bea, _chat = await talking(stage)
    await bea.ask("watch_colleagues", on=True)
    assert [queue["name"] for queue in bea.last("colleagues")["queues"]] == ["Sales", "Late"]
    sales = queue_of(bea)
    assert (sales["open"], sales["waiting"], sales["agents_available"]) == (True, 0, 1)
    assert queue_of(bea, "Late")["open"] is False
    await waiting(stage, "zoe")
    await stage.pass_time(1, alive=(bea,))
    assert queue_of(bea)["waiting"] == 1


async def test_a_change_by_an_operator_shows_as_well() -> None:
    stage = Stage()
    _ann, bea, _chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    await bea.ask("watch_colleagues", on=True)
    change_agent(stage, "cyd", group_id="other")
    stage.server.staff.follow_directory()
    await stage.pass_time(1, alive=(bea, cyd))
    assert listed(bea) == []


async def test_a_line_that_is_gone_is_watched_by_nobody() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    await bea.ask("watch_colleagues", on=True)
    bea.cut()
    assert stage.server.colleagues.watching == {}
