"""Lines between clients and nodes: they take time, keep order, and break in every way lines break.

A line is TCP: what arrives, arrives in order. It can be cut (what is in flight is lost, both ends
learn it in their own time or not at all), or go on swallowing one way with nobody told.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from parlour.directory.records import Principal
from parlour.wire.frames import Goodbye, Hello
from parlour.wire.session import Session, Turned
from tests.simulation.virtual_time import SECOND

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.node import Node
    from tests.simulation.world import World

WAY_US = (2_000, 60_000)
"""One way over the net, as long as the line lasts."""
NOTICED_S = (0.05, 8.0)
"""How long after a cut an end is told, if it is told."""
NEVER_NOTICED = 0.3
"""Of the ends of cut lines; they find out by silence."""
DELAY_S = (1.0, 15.0)
ALIVE = b'{"type":"alive"}'
KIND = slice(9, 14)
"""Where a frame says what it is, behind its `{"type":"`; its first letters will do."""
ACK = b'ack",'
AFTER_SENDING = {b"event": "half_published", ACK: "after_ack", b"welco": "during_resume"}
"""Fault points."""

_encode = msgspec.json.Encoder().encode


class Line:
    """One connection, both ends of it. For the server it is a `Connection`."""

    def __init__(self, world: "World", client: "Client", node: "Node") -> None:
        self.world = world
        self.client = client
        self.node = node
        self.loop = node.loop
        self.server = node.server
        self.principal: Principal = client.principal
        self.user_agent = "Simulated"
        self.client_id = ""
        chance = world.chance
        self.way_us = chance.randint(*WAY_US)
        self.heard_us = world.time.now_us
        """When the server last heard anything on it."""
        self.said_hello = False
        self.server_open = True
        self.client_open = True
        self.up_dead = False
        self.down_dead = False
        self._up_us = 0
        self._down_us = 0
        self._session = Session(client.principal.role)

    # What the server calls

    def send(self, frame: bytes) -> None:
        if not self.server_open or self.loop.dead:
            return
        world, node, client = self.world, self.node, self.client
        kind = frame[KIND]
        if kind == ACK:
            node.pass_point("published_before_ack")
        world.trace.note(world.time.now_us, node.name, client.name, frame)
        self._down(client.receive, self, frame)
        if kind in AFTER_SENDING:
            node.pass_point(AFTER_SENDING[kind])

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        if not self.server_open or self.loop.dead:
            return
        goodbye = Goodbye(code=code, text=text, retry_after_ms=retry_after_ms)
        self.send(_encode(goodbye))
        self._session.end()
        self.server_open = False
        self._down(self.client.closed, self, code)
        self.loop.call_soon(self._gone)

    def _down(self, callback: Callable[..., object], *args: object) -> None:
        """To the client, behind all that went before."""
        if self.down_dead:
            return
        time = self.world.time
        self._down_us = max(self._down_us, time.now_us + self.way_us)
        time.at(self._down_us, None, callback, *args)

    # What the client calls

    def say(self, frame: bytes) -> None:
        """One frame up the line, if the line lets it."""
        if self.up_dead:
            return
        world, luck = self.world, self.world.luck
        faults = luck.faults
        if luck.strikes("line_cut", faults.line_cut):
            self.cut()
            return
        if luck.strikes("frame_lost", faults.frame_lost):
            self.swallow()
            return
        if luck.strikes("frame_delayed", faults.frame_delayed):
            self._up_us = world.time.now_us + round(luck.chance.uniform(*DELAY_S) * SECOND)
        self._up_us = max(self._up_us, world.time.now_us + self.way_us)
        world.time.at(self._up_us, self.loop, self._arrive, frame)

    def hang_up(self, *, politely: bool = True) -> None:
        """The client lets go of the line; not `politely`, nobody tells the server."""
        self.client_open = False
        self.down_dead = True
        if self.up_dead or not politely:
            self.up_dead = True
            return
        self.up_dead = True
        time = self.world.time
        self._up_us = max(self._up_us, time.now_us + self.way_us)
        time.at(self._up_us, self.loop, self._gone)

    # What befalls it

    def cut(self) -> None:
        """Nothing passes any more; each end is told in its own time, or has to find out."""
        if self.up_dead and self.down_dead:
            return
        self.up_dead = self.down_dead = True
        world, chance = self.world, self.world.luck.chance
        if chance.random() >= NEVER_NOTICED:
            when = world.time.now_us + round(chance.uniform(*NOTICED_S) * SECOND)
            world.time.at(when, self.loop, self._gone)
        if chance.random() >= NEVER_NOTICED:
            world.time.after(chance.uniform(*NOTICED_S), self.client.closed, self, 1006)

    def swallow(self) -> None:
        """From now on one way loses everything, and nobody is told."""
        if self.world.luck.chance.random() < 0.5:
            self.up_dead = True
        else:
            self.down_dead = True

    def node_died(self) -> None:
        """The machine resets the connection, or is gone so that nobody does."""
        self.server_open = False
        world, chance = self.world, self.world.luck.chance
        if self.client_open and chance.random() >= NEVER_NOTICED:
            world.time.after(chance.uniform(0.01, 2.0), self.client.closed, self, 1006)
        self.up_dead = self.down_dead = True

    # On the node's loop

    def _arrive(self, raw: bytes) -> None:
        if not self.server_open:
            return
        world = self.world
        self.heard_us = now_us = world.time.now_us
        world.trace.note(now_us, self.client.name, self.node.name, raw)
        gateway = self.server.gateway
        if self.said_hello:
            world.presence.heard(self.principal, now_us)
            if raw is ALIVE:  # nearly all that comes; reading it tells nothing
                world.frames_up["Alive"] += 1
                gateway.contact(self)
                self.send(ALIVE)
                return
        frame = self._session.receive(raw)
        if isinstance(frame, Turned):
            world.fail("protocol", f"{self.client.name} was turned away: {frame} for {raw!r}")
        elif isinstance(frame, Hello):
            self._greet(frame)
        else:
            world.frames_up[type(frame).__name__] += 1
            gateway.receive(self, frame)

    def _greet(self, hello: Hello) -> None:
        self.world.frames_up["Hello"] += 1
        self.said_hello = True
        self.client_id = hello.client
        self.world.presence.heard(self.principal, self.world.time.now_us)
        self.server.gateway.greet(self, hello)

    def _gone(self) -> None:
        """The server's end is closed, and the server told."""
        self.server_open = False
        if self not in self.node.lines:
            return
        del self.node.lines[self]
        if self.said_hello:
            self.server.gateway.closed(self)
