"""What clients will do once there are frames for it: the core's other commands, straight to a node.

Co-browse, files, URLs, the server's own end. Whoever is held to be absent does nothing here, for
these deeds bring no contact with them.
"""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from parlour.chat.commands import AnyChatCommand
from parlour.chat.state import ChatState, Phase
from parlour.engine.act import Act, Reply
from parlour.ids import AgentId, Millis
from tests.chat.cast import Agent, EndUser, Step
from tests.chat.stage import server
from tests.simulation.node import Node, serving

if TYPE_CHECKING:
    from tests.simulation.world import World

DEED_EVERY_S = 25.0

Deeds = list[Step]


class Moment:
    """What a step of the cast asks of its scene."""

    def __init__(self, at: Millis, state: ChatState, fresh: Callable[[str], str]) -> None:
        self.at = at
        self.state = state
        self.fresh = fresh


class Colleague:
    """Picks a chat and does something to it that somebody could do."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.chance = random.Random(f"{world.seed} colleague")
        self._number = 0

    def begin(self) -> None:
        self._again()

    def _again(self) -> None:
        pause = self.chance.expovariate(1 / DEED_EVERY_S)
        self.world.time.after(pause, self._go)

    def _go(self) -> None:
        if self.world.closing:
            return
        self._again()
        nodes = [node for node in serving(self.world.nodes) if node.is_serving]
        if nodes and self.world.floor.chats:
            node = self.chance.choice(nodes)
            node.loop.call_soon(self._act, node)

    def _act(self, node: Node) -> None:
        """On the node's loop."""
        chats = node.server.engine.books.chats
        known = [live for live in chats.values() if live.state.phase is not Phase.ENDED]
        if not known:
            return
        begun = [live for live in known if live.state.cobrowse]
        live = self.chance.choice(begun if begun and self.chance.random() < 0.6 else known)
        state = live.state
        deeds = self._deeds(state)
        if not deeds:
            return
        now = node.clock.now()
        moment = Moment(now, state, self._fresh)
        command: AnyChatCommand = self.chance.choice(deeds).ask(moment)  # type: ignore[arg-type]
        node.server.engine.execute(Act(at=now, chats=((live.chat_id, command),)), _ignore)

    def _fresh(self, prefix: str) -> str:
        self._number += 1
        return f"{prefix}{self._number}"

    # What can be done

    def _deeds(self, state: ChatState) -> Deeds:
        present = self._present(state)
        deeds: Deeds = []
        if state.absence_of(None) is None:
            deeds += self._of_end_user(state)
        if state.lead_id is None or state.lead_id not in present:
            return deeds + ([server.ends_the_chat()] if self.chance.random() < 0.06 else [])
        lead = Agent(state.lead_id)
        deeds.append(lead.pushes_url())
        deeds += self._of_cobrowse(state, lead)
        return deeds

    def _present(self, state: ChatState) -> list[AgentId]:
        return [
            agent.agent_id
            for agent in self.world.floor.on_duty.values()
            if agent.absence is None
            and state.absence_of(agent.agent_id) is None
            and state.loss_of(agent.agent_id) is None
        ]

    def _of_end_user(self, state: ChatState) -> Deeds:
        ann, session = EndUser(state.end_user_id), state.cobrowse
        if session is None:
            return [ann.attaches()]
        often = [ann.consents()] * 4
        return [*often, ann.declines_cobrowse(), ann.stops_cobrowse(), server.fails_cobrowse()]

    def _of_cobrowse(self, state: ChatState, lead: Agent) -> Deeds:
        if state.cobrowse is None:
            return [lead.invites_to_cobrowse()]
        return [lead.shows_first_frame()] * 5 + [lead.stops_cobrowse()]


def _ignore(_reply: Reply) -> None:
    """Refused or not, it was worth asking."""
