"""What a node has not heard of yet, because it is starting or because nobody has told it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from parlour.ids import AgentId, ChatId, StreamId
from parlour.ledger.protocol import Recorded
from tests.hub.faulty import FaultyLedger
from tests.hub.stage import Line, turns
from tests.nodes.house import INTERVAL, SETTINGS, House, talking


async def test_an_agent_who_withdrew_at_the_other_node_is_not_offered_the_chat_all_the_same(
    house: House,
) -> None:
    """The offer meets the row that the leader has not heard of; whom to ask is chosen anew."""
    for node in house.nodes:
        node.directory.profiles["p"] = node.directory.profiles["p"].but(pull_chat=True)
    leader = next(node for node in house.nodes if node.leads)
    follower = next(node for node in house.nodes if not node.leads)
    agent = await follower.on_duty("bea")
    assert (await agent.ask("pull", on=True))["type"] == "ack"
    await house.settle()
    agent.cut()
    end_user = await leader.end_user("ann")
    await house.pass_time(1.2, alive=(end_user,))
    chat = (await end_user.ask("request_chat", name="Ann", question="?"))["chat"]
    follower.bus.is_down = True
    agent = await follower.agent("bea")
    assert (await agent.ask("pull", on=False))["type"] == "ack"
    leader.server.router.follow_company(frozenset((AgentId("bea"),)))
    leader.server.router.tick(leader.clock.now())
    await house.pass_time(1.5, alive=(agent, end_user))
    assert await leader.kinds(chat) == [26]
    await agent.ask("pull", on=True)
    await house.pass_time(1.5, alive=(agent, end_user))
    assert await leader.kinds(chat) == [26, 8]


class SlowLedger(FaultyLedger):
    """Its streams can be kept back."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()
        self.answers.set()

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        await self.answers.wait()
        return await super().read(stream, after)


async def one_node_starting() -> tuple[House, Line, str, Callable[[], Awaitable[None]]]:
    """The first node is up to its reading, which the last value lets go on until it has started.
    The agent, and the chat they are in, are at the second."""
    ledger = SlowLedger()
    house = House(settings=SETTINGS, ledger=ledger)
    await house.open()
    _end_user, agent, chat = await talking(house)
    first = house.nodes[0]
    first.crash()
    ledger.answers.clear()
    start = asyncio.create_task(first.start_again())
    await turns(20)

    async def read_on() -> None:
        ledger.answers.set()
        await start

    return house, agent, chat, read_on


async def test_what_others_write_during_a_start_is_told_after_it() -> None:
    house, agent, chat, read_on = await one_node_starting()
    second = house.nodes[1]
    post = agent.read(type="post", id=agent.count + 1, chat=chat, text="Meanwhile")
    agent.count += 1
    second.server.gateway.receive(agent, post)
    await turns(50)
    await read_on()
    await house.settle()
    await agent.ask("post", chat=chat, text="And now")
    await house.settle()
    told = [node.server.publisher.timelines[ChatId(chat)].newest for node in house.nodes]
    assert told[0] == told[1] == len(await second.rows(chat))


async def test_a_chat_that_others_release_during_a_start_is_not_taken_for_damaged() -> None:
    """Its last rows are told to a node that never read the first."""
    house, agent, chat, read_on = await one_node_starting()
    first, second = house.nodes
    for type_ in ("conclude", "close_wrap_up"):
        agent.count += 1
        second.server.gateway.receive(agent, agent.read(type=type_, id=agent.count, chat=chat))
        await turns(50)
    await read_on()
    await house.pass_time(1.2, alive=(agent,))
    assert (await second.kinds(chat))[-1] == 27
    assert first.server.engine.quarantined.streams == {}
    assert first.server.engine.books.chats == {}


async def test_whoever_returned_at_another_node_was_heard_of_there(house: House) -> None:
    """The register may not know yet; the row that tells of the return does."""
    end_user, agent, chat = await talking(house)
    first, second = house.nodes
    await house.pass_time(INTERVAL + 2, alive=(agent,))
    assert (await first.kinds(chat)).count(6) == 1
    back = second.line("end_user", "ann", end_user.client_id)
    second.register.is_down = True
    await back.hello()
    await house.pass_time(INTERVAL - 1, alive=(agent,))
    assert [kind for kind in await first.kinds(chat) if kind in (6, 7)] == [6, 7]
