"""Routing in a whole server: pull, skills, overflow, preferred agents, an operator's changes."""

from datetime import UTC, datetime
from typing import Any

from parlour.directory.records import Overflow, Queue, RoutingRule, SkillNeed
from parlour.ids import AgentId, ChatId, Millis, QueueId
from tests.hub.scenes import answer, talking, waiting
from tests.hub.stage import QUEUE, SITE, Line, Stage

HELP = QueueId("help")


def change(stage: Stage, name: str, **fields: Any) -> None:
    """An operator changes the agent; it takes effect at once."""
    agent = stage.directory.agents[AgentId(name)]
    stage.directory.agents[agent.agent_id] = agent.but(**fields)
    stage.server.staff.follow_directory()


def change_queue(stage: Stage, **fields: Any) -> None:
    stage.directory.queues[QUEUE] = stage.directory.queues[QUEUE].but(**fields)
    stage.server.staff.follow_directory()


def change_profile(stage: Stage, **fields: Any) -> None:
    stage.directory.profiles["p"] = stage.directory.profiles["p"].but(**fields)
    stage.server.staff.follow_directory()


def add_help(stage: Stage, *agents: str) -> None:
    """A second queue, served by these agents and nobody else; they serve nothing else."""
    stage.directory.queues[HELP] = Queue(queue_id=HELP, site_id=SITE, name="Help")
    helpers = stage.directory.profiles["p"].but(profile_id="helpers", queues={HELP: 1})
    stage.directory.profiles["helpers"] = helpers
    for name in agents:
        change(stage, name, profile_id="helpers")


def offers(line: Line) -> list[str]:
    return [frame["chat"] for frame in line.frames("offer")]


# Pull ------------------------------------------------------------------------------------------


async def test_a_pull_stands_until_a_chat_is_taken_and_brings_one_chat() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    _ann, first = await waiting(stage, "ann")
    _ben, second = await waiting(stage, "ben")
    await stage.pass_time(3, alive=(bea,))
    assert offers(bea) == []
    await bea.ask("pull", on=True)
    assert offers(bea) == [first]
    await stage.pass_time(1, alive=(bea,))
    await answer(bea, "accept")
    await stage.pass_time(5, alive=(bea,))
    assert offers(bea) == [first]
    assert await stage.duty_kinds("bea") == [1, 1005, 2, 1002, 5, 1006]
    await bea.ask("pull", on=True)
    assert offers(bea) == [first, second]


async def test_a_pull_that_is_withdrawn_or_ended_by_a_break_brings_nothing() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    await bea.ask("pull", on=True)
    await bea.ask("pull", on=False)
    _ann, _chat = await waiting(stage)
    assert offers(bea) == []
    await bea.ask("set_status", status="on_break")
    await bea.ask("set_status", status="available")
    assert offers(bea) == []


async def test_a_pull_stands_on_when_the_chat_it_brought_is_declined() -> None:
    stage = Stage(profile={"pull_chat": True, "allow_decline": True})
    bea = await stage.on_duty("bea")
    await bea.ask("pull", on=True)
    _ann, first = await waiting(stage, "ann")
    _ben, second = await waiting(stage, "ben")
    await answer(bea, "decline")
    assert offers(bea) == [first, second]
    assert (await stage.duty_kinds("bea")).count(1006) == 0


async def test_a_pull_outlives_a_restart_of_the_server() -> None:
    stage = Stage(profile={"pull_chat": True})
    before = await stage.on_duty("bea")
    await before.ask("pull", on=True)
    await stage.restart(after_s=1)
    bea = await stage.agent("bea")
    _ann, chat = await waiting(stage)
    assert offers(bea) == [chat]


async def test_who_is_pushed_chats_from_now_on_has_no_pull_any_more() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    await bea.ask("pull", on=True)
    change_profile(stage, pull_chat=False)
    await stage.settle()
    assert (await stage.duty_kinds("bea"))[-1] == 1006
    _ann, chat = await waiting(stage)
    assert offers(bea) == [chat]


async def test_strict_priority_takes_the_queue_of_the_better_rank_first() -> None:
    stage = Stage(profile={"pull_chat": True, "pull_policy": "strict_priority"})
    add_help(stage)
    bea = await stage.on_duty("bea")
    _ann, older = await waiting(stage, "ann")
    ben = await stage.end_user("ben")
    newer = (await ben.ask("request_chat", queue=HELP))["chat"]
    change_profile(stage, queues={HELP: 1, QUEUE: 2})
    await bea.ask("pull", on=True)
    assert offers(bea) == [newer]
    await answer(bea, "accept")
    await bea.ask("pull", on=True)
    assert offers(bea) == [newer, older]


# Skills and overflow ---------------------------------------------------------------------------


async def test_a_skill_is_wanted_at_a_level_that_relaxes_within_a_second() -> None:
    need = SkillNeed(skill_id="de", level=5, least=2, relax_every_s=10)
    stage = Stage(queue={"skills": (need,)}, profile={"skills": {"de": 1}})
    bea = await stage.on_duty("bea")
    change(stage, "bea", skills={"de": 4})
    ann, chat = await waiting(stage)
    await stage.pass_time(9, alive=(ann, bea))
    told = stage.server.router.why(ChatId(chat), stage.clock.now())
    assert told is not None
    assert (told.levels, told.against) == ({"de": 5}, {"skill": 1})
    assert offers(bea) == []
    await stage.pass_time(1, alive=(ann, bea))
    assert offers(bea) == [chat]
    assert (await stage.last_event(chat, 8)).explanation.levels == {"de": 4}
    assert stage.server.router.why(ChatId(chat), stage.clock.now()) is None


async def test_an_operator_changes_what_is_wanted_while_a_chat_waits() -> None:
    stage = Stage(queue={"skills": (SkillNeed(skill_id="de", level=5),)})
    bea = await stage.on_duty("bea")
    _ann, chat = await waiting(stage)
    assert offers(bea) == []
    change_queue(stage, skills=())
    await stage.pass_time(1, alive=(bea,))
    assert offers(bea) == [chat]


async def test_a_chat_overflows_to_agents_of_another_queue_and_keeps_its_own() -> None:
    stage = Stage(queue={"overflow": (Overflow(queue_id=HELP, after_s=20),)})
    add_help(stage, "bea")
    bea = await stage.on_duty("bea")
    ann, chat = await waiting(stage)
    await stage.pass_time(19, alive=(ann, bea))
    assert offers(bea) == []
    await stage.pass_time(1, alive=(ann, bea))
    assert offers(bea) == [chat]
    explanation = (await stage.last_event(chat, 8)).explanation
    assert (explanation.queue_id, explanation.overflowed) == (QUEUE, True)
    assert stage.server.engine.books.chats[ChatId(chat)].state.queue_id == QUEUE


async def test_a_queue_that_overflows_to_somebody_on_duty_turns_nobody_away() -> None:
    overflow = (Overflow(queue_id=HELP, after_s=20),)
    stage = Stage(queue={"overflow": overflow, "needs_agents": True})
    add_help(stage, "bea")
    _ann, refused = await waiting(stage, "ann")
    assert await stage.kinds(refused) == [26, 44, 27]
    await stage.on_duty("bea")
    _ben, chat = await waiting(stage, "ben")
    assert await stage.kinds(chat) == [26]


# The preferred agent ---------------------------------------------------------------------------


async def comes_back(stage: Stage) -> tuple[Line, Line, str]:
    """Ann has talked to Bea, and asks for a chat again. Bea's one session is in use."""
    ann, bea, chat = await talking(stage, "ann", "bea")
    await bea.ask("conclude", chat=chat)
    await bea.ask("close_wrap_up", chat=chat)
    _ben, _ = await waiting(stage, "ben")
    await answer(bea, "accept")
    cyd = await stage.on_duty("cyd")
    again = await ann.ask("request_chat")
    return bea, cyd, again["chat"]


async def test_a_returning_end_users_chat_is_kept_for_a_while_and_then_for_anyone() -> None:
    stage = Stage(queue={"preferred_for_s": 30}, profile={"max_sessions": 1})
    bea, cyd, chat = await comes_back(stage)
    everybody = bea, cyd
    assert (await stage.last_event(chat, 26)).preferred_agent_id == "bea"
    told = stage.server.router.why(ChatId(chat), stage.clock.now())
    assert told is not None
    assert (told.kept_for, told.against) == ("bea", {"full": 1, "kept": 1})
    await stage.pass_time(29, alive=everybody)
    assert await stage.kinds(chat) == [26]
    await stage.pass_time(1, alive=everybody)
    assert (await stage.last_event(chat, 8)).agent_id == "cyd"
    assert chat not in offers(bea)


async def test_the_preferred_agent_gets_the_chat_as_soon_as_they_are_free() -> None:
    stage = Stage(queue={"preferred_for_s": 30}, profile={"max_sessions": 1})
    bea, _cyd, chat = await comes_back(stage)
    busy_with = offers(bea)[-1]
    await bea.ask("conclude", chat=busy_with)
    await bea.ask("close_wrap_up", chat=busy_with)
    offer = await stage.last_event(chat, 8)
    assert (offer.agent_id, offer.explanation.preferred) == ("bea", True)


async def test_a_chat_is_kept_for_nobody_who_goes_on_a_break() -> None:
    stage = Stage(queue={"preferred_for_s": 30}, profile={"max_sessions": 1})
    bea, _cyd, chat = await comes_back(stage)
    await bea.ask("set_status", status="on_break")
    assert (await stage.last_event(chat, 8)).agent_id == "cyd"


async def test_a_chat_is_kept_for_nobody_who_goes_off_duty() -> None:
    stage = Stage(queue={"preferred_for_s": 30}, profile={"max_sessions": 1})
    bea, _cyd, chat = await comes_back(stage)
    await bea.ask("conclude", chat=offers(bea)[-1])
    assert await stage.kinds(chat) == [26], "she wraps up"
    await bea.ask("log_off")
    assert (await stage.last_event(chat, 8)).agent_id == "cyd"


async def test_a_chat_that_goes_back_to_its_queue_is_kept_for_nobody() -> None:
    stage = Stage(queue={"preferred_for_s": 30}, profile={"max_sessions": 1})
    bea, _cyd, chat = await comes_back(stage)
    await bea.ask("set_status", status="on_break")
    await bea.ask("set_status", status="available")
    cyd = await stage.agent("cyd")
    await answer(cyd, "accept")
    await cyd.ask("log_off")
    await stage.on_duty("dan")
    assert (await stage.last_event(chat, 8)).agent_id == "dan"


async def test_a_queue_that_keeps_nothing_for_anybody_looks_nobody_up() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _bea, _cyd, chat = await comes_back(stage)
    assert (await stage.last_event(chat, 26)).preferred_agent_id is None
    assert (await stage.last_event(chat, 8)).agent_id == "cyd"


# Rest and capacity -----------------------------------------------------------------------------


async def test_the_next_chat_comes_within_a_second_of_the_end_of_the_rest() -> None:
    stage = Stage(profile={"delay_between_chats_s": 20})
    _ann, bea, _ = await talking(stage)
    ben, chat = await waiting(stage, "ben")
    await stage.pass_time(19, alive=(bea, ben))
    assert chat not in offers(bea)
    await stage.pass_time(1, alive=(bea, ben))
    assert chat in offers(bea)


async def test_max_sessions_changed_while_busy() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _ann, bea, first = await talking(stage)
    _ben, second = await waiting(stage, "ben")
    assert offers(bea) == [first]
    change_profile(stage, max_sessions=2)
    await stage.settle()
    assert offers(bea) == [first, second]
    await answer(bea, "accept")
    change_profile(stage, max_sessions=1)
    await stage.settle()
    _cat, third = await waiting(stage, "cat")
    await bea.ask("conclude", chat=first)
    await bea.ask("close_wrap_up", chat=first)
    assert offers(bea) == [first, second]
    await bea.ask("conclude", chat=second)
    await bea.ask("close_wrap_up", chat=second)
    assert offers(bea) == [first, second, third]
    assert (await stage.duty_kinds("bea")).count(1004) == 2


# At the door -----------------------------------------------------------------------------------


async def test_a_rule_of_the_site_sends_a_request_to_its_queue() -> None:
    stage = Stage()
    add_help(stage, "bea")
    rule = RoutingRule(queue_id=HELP, language="de", answers={"about": "repair"})
    stage.directory.sites[SITE] = stage.directory.sites[SITE].but(rules=(rule,))
    bea = await stage.on_duty("bea")
    ann, ben = await stage.end_user("ann"), await stage.end_user("ben")
    await ann.ask("request_chat", language="de-CH", answers={"about": "Other"})
    chat = (await ben.ask("request_chat", language="de-CH", answers={"about": "Repair"}))["chat"]
    assert offers(bea) == [chat]
    assert (await stage.last_event(chat, 26)).queue_id == HELP


async def test_whoever_waits_at_closing_time_stays_and_is_served() -> None:
    stage = Stage()
    ann, chat = await waiting(stage)
    today = stage.clock.now()
    change_queue(stage, holidays=(_date(today),))
    _ben, refused = await waiting(stage, "ben")
    assert await stage.kinds(refused) == [26, 44, 27]
    await stage.pass_time(5, alive=(ann,))
    bea = await stage.on_duty("bea")
    assert offers(bea) == [chat]


def _date(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
