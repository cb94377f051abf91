"""What the server ends by itself: the one command of the core that no client has a frame for."""

import random
from typing import TYPE_CHECKING

from parlour.chat.commands import EndChat
from parlour.chat.state import Phase
from parlour.engine.act import Act, ignore
from tests.simulation.node import Node, serving

if TYPE_CHECKING:
    from tests.simulation.world import World

DEED_EVERY_S = 3 * 3600.0


class Colleague:
    """Ends a chat now and then, straight at a node."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.chance = random.Random(f"{world.seed} colleague")

    def begin(self) -> None:
        self.world.time.after(self.chance.expovariate(1 / DEED_EVERY_S), self._go)

    def _go(self) -> None:
        if self.world.closing:
            return
        self.begin()
        nodes = [node for node in serving(self.world.nodes) if node.is_serving]
        if nodes and self.world.floor.chats:
            node = self.chance.choice(nodes)
            node.loop.call_soon(self._act, node)

    def _act(self, node: Node) -> None:
        """On the node's loop."""
        chats = node.server.engine.books.chats
        known = [chat for chat, live in chats.items() if live.state.phase is not Phase.ENDED]
        if known:
            now = node.clock.now()
            command = EndChat(at=now)
            act = Act(at=now, chats=((self.chance.choice(known), command),))
            node.server.engine.execute(act, ignore)
