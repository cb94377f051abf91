"""Two servers over one ledger: to everybody outside they are one."""

import pytest

from parlour.chat.state import Phase
from parlour.engine.ports import ManualClock
from parlour.ids import AgentId, ChatId
from tests.hub.faulty import FaultyLedger
from tests.hub.stage import Line
from tests.nodes.house import INTERVAL, SETTINGS, House, talking, watched_by


def said(line: Line) -> list[str]:
    """What was written, as this side has been shown it."""
    posts = [f["event"] for f in line.frames("event") if f["event"]["kind"] in (1, 2)]
    return [post["text"] for post in posts]


async def test_a_chat_between_two_nodes_is_seen_whole_by_both_sides(house: House) -> None:
    end_user, agent, chat = await talking(house)
    await end_user.ask("post", chat=chat, text="Is it blue?")
    await house.settle()
    await agent.ask("post", chat=chat, text="It is.")
    await house.settle()
    for line in (end_user, agent):
        texts = [
            f["event"].get("text") for f in line.frames("event") if f["event"]["kind"] in (1, 2)
        ]
        assert texts == ["Is it blue?", "It is."]
        numbers = [frame["n"] for frame in line.frames("event")]
        assert numbers == list(range(1, len(numbers) + 1))


async def test_one_node_leads_and_another_takes_over_when_it_is_dead(house: House) -> None:
    assert len(house.leaders) == 1
    leader = next(node for node in house.nodes if node.leads)
    other = next(node for node in house.nodes if not node.leads)
    leader.crash()
    await house.pass_time(7)
    assert house.leaders == [other.name]


async def test_the_agent_reachable_at_one_node_is_offered_chats_by_the_other(house: House) -> None:
    follower = next(node for node in house.nodes if not node.leads)
    agent = await follower.on_duty("bea")
    await house.settle()
    end_user = await follower.end_user("ann")
    await end_user.ask("request_chat", name="Ann", question="?")
    await house.pass_time(0.5)
    assert agent.frames("offer")


async def test_a_silent_bus_delays_by_a_second_and_loses_nothing(house: House) -> None:
    end_user, agent, chat = await talking(house)
    for node in house.nodes:
        node.bus.is_down = True
    await end_user.ask("post", chat=chat, text="Hello?")
    await house.pass_time(1.5, alive=(agent, end_user))
    assert agent.last("event")["event"]["text"] == "Hello?"


async def test_notes_that_come_twice_or_in_disorder_change_nothing(house: House) -> None:
    end_user, agent, chat = await talking(house)
    first, second = house.nodes
    first.bus.copies = 3
    second.bus.held = []
    for number in range(5):
        await end_user.ask("post", chat=chat, text=f"u{number}")
        await agent.ask("post", chat=chat, text=f"a{number}")
    await house.settle()
    second.bus.let_go()
    await house.settle()
    for line in (end_user, agent):
        numbers = [frame["n"] for frame in line.frames("event")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert sorted(said(line)) == sorted([f"{who}{n}" for who in "ua" for n in range(5)])
    assert said(end_user) == said(agent)


async def test_a_client_that_moves_resumes_at_the_other_node_without_a_resync(house: House) -> None:
    end_user, agent, chat = await talking(house)
    await end_user.ask("post", chat=chat, text="one")
    await house.settle()
    have = end_user.last("event")["n"]
    end_user.cut()
    await agent.ask("post", chat=chat, text="two")
    moved = house.nodes[1].line("end_user", "ann", end_user.client_id)
    moved.count = end_user.count
    await moved.hello(**{chat: have})
    await house.settle()
    assert not moved.frames("resync")
    assert [frame["event"].get("text") for frame in moved.frames("event")] == ["two"]
    assert moved.last("welcome")["last_id"] == end_user.count
    assert (await moved.ask("post", chat=chat, text="three"))["type"] == "ack"


async def test_a_command_sent_again_at_the_other_node_is_carried_out_once(house: House) -> None:
    end_user, _agent, chat = await talking(house)
    first = await end_user.ask("post", chat=chat, text="once")
    moved = house.nodes[1].line("end_user", "ann", end_user.client_id)
    await moved.hello()
    await moved.say(type="post", id=end_user.count, chat=chat, text="once")
    await house.settle()
    assert moved.answer(end_user.count) == first
    kinds = [row.kind for row in await house.nodes[0].rows(chat)]
    assert kinds.count(2) == 1


async def test_two_nodes_that_log_the_same_agent_on_give_one_log_in(house: House) -> None:
    first, second = house.nodes
    here, there = await first.agent("bea", "c1", "s1"), await second.agent("bea", "c2", "s2")
    first.server.gateway.receive(here, here.read(type="log_on", id=1))
    second.server.gateway.receive(there, there.read(type="log_on", id=1))
    await house.settle()
    answers = sorted((here.answer(1)["type"], there.answer(1)["type"]))
    assert answers == ["ack", "refused"]
    refused = next(line for line in (here, there) if line.answer(1)["type"] == "refused")
    assert refused.answer(1)["code"] == "already_on_duty"


async def test_a_client_heard_at_another_node_is_not_absent(house: House) -> None:
    _end_user, agent, _chat = await talking(house)
    moved = house.nodes[0].line("agent", "bea", "tab-2")
    await moved.hello()
    agent.cut()
    await house.pass_time(4 * INTERVAL, alive=(moved,))
    kinds = await house.nodes[0].duty_kinds("bea")
    assert 6 not in kinds, "the agent was at work at the other node"
    assert watched_by(house.nodes[0], "bea")


async def test_who_was_heard_before_their_chat_was_known_there_and_hung_up_is_not_absent(
    house: House,
) -> None:
    first, second = house.nodes
    second.is_running = False
    second.bus.is_down = first.bus.is_down = True
    end_user = await first.end_user("ann")
    chat = (await end_user.ask("request_chat", name="Ann", question="?"))["chat"]
    end_user.cut()
    await house.pass_time(INTERVAL - 2)
    second.is_running = True
    moved = second.line("end_user", "ann")
    hello = moved.read(type="hello", ticket="t", client=moved.client_id, resume={})
    second.server.gateway.greet(moved, hello)
    moved.cut()
    await house.pass_time(INTERVAL - 2)
    assert 6 not in await first.kinds(chat), "they were there two seconds before"
    await house.pass_time(INTERVAL)
    assert 6 in await first.kinds(chat)


async def test_a_client_of_a_dead_node_is_found_absent_by_the_other_late_not_early(
    house: House,
) -> None:
    end_user, agent, chat = await talking(house)
    house.nodes[0].crash()
    await house.pass_time(INTERVAL + 1, alive=(agent,))
    assert 6 not in await house.nodes[1].kinds(chat)
    await house.pass_time(4 * INTERVAL, alive=(agent,))
    assert 6 in await house.nodes[1].kinds(chat)
    assert end_user.closed_with is None


async def test_deadlines_of_a_dead_leader_are_kept_by_the_next(house: House) -> None:
    follower = next(node for node in house.nodes if not node.leads)
    leader = next(node for node in house.nodes if node.leads)
    end_user = await follower.end_user("ann")
    chat = (await end_user.ask("request_chat", name="Ann", question="?"))["chat"]
    await house.settle()
    leader.crash()
    wait = SETTINGS.USER_WAIT_QUEUE_TIMEOUT
    await house.pass_time(wait + 10, alive=(end_user,))
    assert (await follower.kinds(chat))[-1] == 27


async def test_a_node_cut_off_from_the_register_judges_nobody_and_sends_its_clients_away(
    house: House,
) -> None:
    end_user, agent, chat = await talking(house)
    first = house.nodes[0]
    first.register.is_down = True
    await house.pass_time(9, alive=(agent, end_user))
    assert end_user.closed_with == 4102
    assert not {4, 6} & set(await first.kinds(chat))


async def test_a_node_that_wrote_without_learning_it_tells_it_like_another_s(house: House) -> None:
    end_user, agent, chat = await talking(house)
    ledger = house.ledger
    assert isinstance(ledger, FaultyLedger)
    ledger.forgetful = 1
    answer_ = await end_user.ask("post", chat=chat, text="lost word")
    assert answer_["code"] == "unavailable"
    await house.pass_time(2, alive=(agent, end_user))
    assert agent.last("event")["event"]["text"] == "lost word"
    await end_user.say(type="post", id=end_user.count, chat=chat, text="lost word")
    await house.settle()
    assert end_user.answer(end_user.count)["type"] == "ack"
    kinds = [row.kind for row in await house.nodes[0].rows(chat)]
    assert kinds.count(2) == 1


async def test_a_node_started_among_others_tells_what_happens_after_it_has_read(
    house: House,
) -> None:
    end_user, agent, chat = await talking(house)
    first = house.nodes[0]
    first.crash()
    await agent.ask("post", chat=chat, text="while you were away")
    await first.start_again()
    back = first.line("end_user", "ann", end_user.client_id)
    back.count = end_user.count
    await back.hello(**{chat: end_user.last("event")["n"]})
    await house.settle()
    await agent.ask("post", chat=chat, text="welcome back")
    await house.settle()
    assert said(back) == ["while you were away", "welcome back"]


async def test_typing_reaches_the_other_node_and_counts_there_as_activity(house: House) -> None:
    end_user, agent, chat = await talking(house)
    await house.pass_time(5, alive=(agent, end_user))
    await end_user.say(type="typing", chat=chat, on=True)
    assert agent.last("is_typing")["on"]
    live = house.nodes[1].server.engine.books.chats
    assert next(iter(live.values())).active_at == house.clock.now()


async def test_what_is_seen_and_which_page_reach_the_other_node(house: House) -> None:
    end_user, agent, chat = await talking(house)
    await agent.ask("post", chat=chat, text="Hello.")
    await house.settle()
    newest = end_user.frames("event")[-1]["n"]
    await end_user.say(type="seen", chat=chat, n=newest)
    assert agent.last("has_seen")["n"] == agent.frames("event")[-1]["n"]
    page = {"url": "https://shop.example/kettle", "title": "Kettle"}
    await end_user.say(type="page", chat=chat, page=page)
    assert [one["url"] for one in agent.last("pages")["pages"]] == [page["url"]]


async def test_both_nodes_end_with_the_same_books(house: House) -> None:
    end_user, agent, chat = await talking(house)
    for number in range(3):
        await end_user.ask("post", chat=chat, text=f"{number}")
    await agent.ask("conclude", chat=chat)
    await house.settle()
    first, second = (node.server.engine.books for node in house.nodes)
    assert {c: (live.state, live.version) for c, live in first.chats.items()} == {
        c: (live.state, live.version) for c, live in second.chats.items()
    }
    assert {a: (live.state, live.version) for a, live in first.agents.items()} == {
        a: (live.state, live.version) for a, live in second.agents.items()
    }
    assert all(live.state.phase is not Phase.RELEASED for live in first.chats.values())


async def test_a_row_that_is_broken_holds_up_one_chat_only() -> None:
    ledger = FaultyLedger()
    house = House(settings=SETTINGS, ledger=ledger)
    await house.open()
    end_user, agent, chat = await talking(house)
    for node in house.nodes:
        node.bus.is_down = True
    await end_user.ask("post", chat=chat, text="to be broken")
    ledger.broken = {
        (row.stream, row.seq) for row in await house.nodes[0].rows(chat) if row.kind == 2
    }
    ben = await house.nodes[0].end_user("ben")
    other = (await ben.ask("request_chat", name="Ben", question="?"))["chat"]
    await house.pass_time(3, alive=(agent, end_user, ben))
    assert agent.last("offer")["chat"] == other


@pytest.mark.parametrize("ahead_ms", [1_500, 3_600_000])
async def test_a_clock_that_is_ahead_makes_nobody_s_silence_longer_or_shorter(
    house: House, ahead_ms: int
) -> None:
    """The second node's clock follows the first one's."""
    end_user, _agent, chat = await talking(house)
    first, second = house.nodes
    ahead = ManualClock(house.clock.now() + ahead_ms)
    first.clock = first.server.engine.clock = ahead
    watch = second.server.attendance.watches["agent", AgentId("bea")]
    silent_for = house.clock.now() - watch.last
    await end_user.ask("post", chat=chat, text="Hello?")
    assert house.clock.now() == ahead.now()
    second.server.ticker.beat()
    assert house.clock.now() - watch.last == silent_for
    assert watch.grace == 0
    assert not second.server.engine.outages.unrecorded


async def test_a_chat_canceled_before_its_offer_was_heard_of_gives_the_session_back(
    house: House,
) -> None:
    """The conflict tells of the chat's new rows; the log-in that they need must be known too."""
    leader = next(node for node in house.nodes if node.leads)
    follower = next(node for node in house.nodes if not node.leads)
    await leader.on_duty("bea")
    await house.settle()
    end_user = await follower.end_user("ann")
    leader.bus.is_down = True
    chat = (await end_user.ask("request_chat", name="Ann", question="?"))["chat"]
    await house.settle()
    assert [row.kind for row in await leader.rows(chat)] == [26, 8]
    assert follower.server.engine.books.chats[ChatId(chat)].version == 1
    assert (await end_user.ask("cancel_chat", chat=chat))["type"] == "ack"
    await house.pass_time(1.5, alive=(end_user,))
    assert (await leader.kinds(chat))[-1] == 27
    for node in house.nodes:
        assert node.server.engine.books.agents[AgentId("bea")].state.holds == ()
