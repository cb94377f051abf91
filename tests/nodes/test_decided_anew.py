"""Another node was faster: what was asked here is judged by what is there then, rights included."""

from collections.abc import Callable
from typing import Any

import pytest

from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Done, Transaction
from tests.hub.faulty import FaultyLedger
from tests.hub.stage import Line
from tests.hub.team import change_agent, make_supervisor, onward, words
from tests.nodes.house import INTERVAL, SETTINGS, House, talking


class OvertakenLedger(FaultyLedger):
    """Before the next write come those that `overtake` makes."""

    def __init__(self) -> None:
        super().__init__()
        self.overtake: list[Callable[[], None]] = []

    def submit(self, transaction: Transaction, done: Done) -> None:
        while self.overtake:
            self.overtake.pop()()
        super().submit(transaction, done)


class Scene:
    """Ann and Bea are talking, Bea at the second node. Cyd, of another group, is at the first, and
    Sue, who supervises her own group, at the second."""

    def __init__(self) -> None:
        self.ledger = OvertakenLedger()
        self.house = House(settings=SETTINGS, ledger=self.ledger)
        self.first, self.second = self.house.nodes

    async def open(self) -> None:
        for node in self.house.nodes:
            profiles = node.directory.profiles
            profiles["p"] = profiles["p"].but(transfer_to_other_groups=True)
            make_supervisor(node, supervises="own_group", chat=True)
            change_agent(node, "cyd", group_id="elsewhere")
        await self.house.open()
        self.ann, self.bea, self.chat = await talking(self.house)
        self.cyd = await self.first.on_duty("cyd")
        self.sue = await self.second.on_duty("sue")
        await self.house.settle()

    async def ask(self, line: Line, type_: str, **frame: Any) -> dict[str, Any]:
        reply = await line.ask(type_, chat=self.chat, **frame)
        await self.house.settle()
        return reply or line.answer(line.count)

    async def invite(self, name: str, form: str) -> str:
        await self.ask(self.bea, "invite", to=name, form=form)
        line: Line = getattr(self, name)
        return str(line.last("offer")["invitation"])

    def overtake_with(self, line: Line, type_: str, **frame: Any) -> None:
        """This command comes first, though it is given after the next one."""
        line.count += 1
        command = line.read(type=type_, id=line.count, **frame)
        self.ledger.overtake.append(lambda: line.stage.server.gateway.receive(line, command))


@pytest.fixture
async def scene() -> Scene:
    scene = Scene()
    await scene.open()
    return scene


@pytest.mark.parametrize("command", ["monitor", "join", "take_over", "end_as_supervisor"])
async def test_no_supervisor_acts_on_a_chat_that_has_gone_to_another_group(
    scene: Scene, command: str
) -> None:
    if command != "monitor":
        await scene.ask(scene.sue, "monitor", on=True)
    invitation = await scene.invite("cyd", "transfer")
    scene.overtake_with(scene.cyd, "accept", chat=scene.chat, invitation=invitation)
    more = {"on": True} if command == "monitor" else {}
    refused = await scene.ask(scene.sue, command, **more)
    assert refused["code"] == "not_allowed"
    state = scene.second.server.engine.books.chats[ChatId(scene.chat)].state
    assert (state.lead_id, state.part_of(AgentId("sue"))) == ("cyd", None)


async def test_no_supervisor_takes_over_from_within_what_another_group_leads_by_then(
    scene: Scene,
) -> None:
    await scene.ask(scene.sue, "accept", invitation=await scene.invite("sue", "conference"))
    await scene.ask(scene.cyd, "accept", invitation=await scene.invite("cyd", "conference"))
    lead = await scene.first.agent("bea")
    scene.overtake_with(lead, "make_lead", chat=scene.chat, to="cyd")
    assert (await scene.ask(scene.sue, "take_over"))["code"] == "not_allowed"
    state = scene.second.server.engine.books.chats[ChatId(scene.chat)].state
    assert state.lead_id == "cyd"


async def test_who_may_still_take_over_does_though_another_was_faster(scene: Scene) -> None:
    await scene.ask(scene.sue, "monitor", on=True)
    scene.overtake_with(scene.ann, "post", chat=scene.chat, text="Hello?")
    assert (await scene.ask(scene.sue, "take_over"))["type"] == "ack"
    assert scene.second.server.engine.books.chats[ChatId(scene.chat)].state.lead_id == "sue"


async def test_who_logs_off_leaves_the_chat_too_that_they_have_just_accepted_elsewhere(
    scene: Scene,
) -> None:
    eve = await scene.first.end_user("eve")
    chat = (await eve.ask("request_chat", name="Eve", question="?"))["chat"]
    agents = (scene.bea, scene.cyd, scene.sue)
    await scene.house.pass_time(1.2, alive=(scene.ann, eve, *agents))
    here, offer = next(
        (line, offer) for line in agents for offer in line.frames("offer") if offer["chat"] == chat
    )
    elsewhere = next(node for node in scene.house.nodes if node is not here.stage)
    there = await elsewhere.agent(here.principal.id)
    scene.overtake_with(there, "accept", chat=chat, invitation=offer["invitation"])
    here.count += 1
    await here.say(type="log_off", id=here.count)
    await scene.house.settle()
    assert (there.answer(there.count)["type"], here.answer(here.count)["type"]) == ("ack", "ack")
    assert onward(await scene.first.kinds(chat), 43) == [43, 11, 23, 48, 49, 24, 8]


async def test_who_has_just_written_elsewhere_is_not_called_absent(scene: Scene) -> None:
    """The register was asked before, and did not know."""
    others = (scene.bea, scene.cyd, scene.sue)
    elsewhere = await scene.second.end_user("ann", "another")
    await scene.house.pass_time(2, alive=(scene.ann, *others))
    await scene.house.pass_time(INTERVAL - 2, alive=others)
    scene.overtake_with(elsewhere, "post", chat=scene.chat, text="Hello?")
    await scene.house.pass_time(4, alive=others)
    assert elsewhere.answer(elsewhere.count)["type"] == "ack"
    assert onward(await scene.first.kinds(scene.chat), 48) == [48, 2]


async def test_who_is_just_back_elsewhere_is_not_lost(scene: Scene) -> None:
    others = (scene.ann, scene.cyd, scene.sue)
    elsewhere = await scene.first.agent("bea")
    await scene.house.pass_time(2, alive=(scene.bea, *others))
    await scene.house.pass_time(2 * INTERVAL - 2, alive=others)
    assert onward(await scene.first.kinds(scene.chat), 48) == [48, 4]
    scene.ledger.overtake.append(lambda: scene.first.server.gateway.contact(elsewhere))
    await scene.house.pass_time(4, alive=others)
    assert scene.ledger.overtake == []
    assert onward(await scene.first.kinds(scene.chat), 48) == [48, 4, 5]
    assert (await scene.first.duty_kinds("bea"))[-1] == 7


async def test_what_was_overtaken_still_comes_before_what_was_said_after_it(scene: Scene) -> None:
    """The third comes while the first is read again and the second has no outcome yet."""
    scene.ledger.conflicts, scene.ledger.held = 2, True
    await scene.ask(scene.bea, "post", text="one")
    await scene.ask(scene.bea, "post", text="two")
    scene.ledger.tell_first()
    await scene.ask(scene.bea, "post", text="three")
    scene.ledger.tell()
    await scene.house.settle()
    assert words(scene.ann, scene.chat)[-3:] == ["one", "two", "three"]
