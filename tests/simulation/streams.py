"""Streams of co-browse: sockets of their own, each opened with a ticket that its client was sent.

What is on a page does not matter here, only that it is one: a heading, a field, and what changes.
"""

from typing import TYPE_CHECKING, Protocol

from parlour.cobrowse.nodes import NoPage
from parlour.hub.show import Show
from parlour.hub.stream_tickets import Pass
from parlour.wire.frames import CloseCode
from tests.cobrowse.streams import RecorderEnd
from tests.hub.cobrowse_scene import ORIGIN, change, picture, window
from tests.simulation.network import NOTICED_S, WAY_US
from tests.simulation.virtual_time import SECOND

if TYPE_CHECKING:
    from tests.simulation.client import Client
    from tests.simulation.node import Node
    from tests.simulation.world import World

SILENT_AFTER_S = 45.0
"""By pings; so long after a cut the server knows at the latest."""
FORGOTTEN_TICKET = 0.03
"""Of the tickets: their page takes longer than they live."""
TICKET_FORGOTTEN_S = 40.0
SIGN_IN_S = 0.1
"""Name look-up, TLS and the upgrade, before the first message."""


class StreamEnd(Protocol):
    """Whoever has opened a stream."""

    def stream_opened(self, stream: "StreamLine") -> None: ...

    def stream_brought(self, stream: "StreamLine", message: bytes) -> None:
        """A binary message: of the page."""
        ...

    def stream_told(self, stream: "StreamLine", message: bytes) -> None:
        """A text message: about the stream."""
        ...

    def stream_closed(self, stream: "StreamLine", code: int) -> None: ...


class StreamLine:
    """One stream, both ends of it. For the server it is a `hub.show.Stream`."""

    unread_bytes = 0

    def __init__(self, world: "World", client: "Client", node: "Node", ticket: str) -> None:
        self.world = world
        self.client = client
        self.node = node
        self.loop = node.loop
        self.server = node.server
        self.ticket = ticket
        self.end: StreamEnd | None = None
        """Whoever is told at the client's end, as long as anybody is."""
        self.admitted: Pass | None = None
        self.show: Show | None = None
        self.is_paused = False
        self.server_open = True
        self.up_dead = False
        self.down_dead = False
        self.way_us = world.chance.randint(*WAY_US)
        self._up_us = self._down_us = 0

    # What the client calls

    def open(self, end: StreamEnd) -> None:
        self.end = end
        chance = self.world.chance
        pause_s = TICKET_FORGOTTEN_S if chance.random() < FORGOTTEN_TICKET else SIGN_IN_S
        self.node.streams[self] = None
        self._up_us = self.world.time.now_us + round(pause_s * SECOND)
        self._up(self._admit)

    def bring(self, message: bytes) -> None:
        """What a recorder has to show."""
        luck = self.world.luck
        if not self.up_dead and luck.strikes("line_cut", luck.faults.line_cut):
            self.cut()
        self._up(self._take, message)

    def point(self, message: bytes) -> None:
        """What a viewer shows the end-user of their own page."""
        self._up(self._point, message)

    def hang_up(self) -> None:
        """The client has done with it, or its page is gone."""
        self.end = None
        self.down_dead = True
        self._up(self._gone)
        self.up_dead = True

    # What the server calls

    def send(self, data: bytes) -> None:
        self.world.cobrowses.shown(self)
        self._down(self._receive, data)

    def say(self, text: bytes) -> None:
        self._down(self._hear, text)

    def close(self, code: int, text: str) -> None:
        if self.server_open:
            self._down(self._closed, code)
            self.server_open = False
            self.loop.call_soon(self._gone)

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    # What befalls it

    def cut(self) -> None:
        self.up_dead = self.down_dead = True
        chance, time = self.world.luck.chance, self.world.time
        for callback, owner in ((self._gone, self.loop), (self._cut_off, None)):
            pause = chance.uniform(*NOTICED_S) if chance.random() < 0.7 else SILENT_AFTER_S
            time.at(time.now_us + round(pause * SECOND), owner, callback)

    def node_died(self) -> None:
        self.server_open = False
        self.up_dead = self.down_dead = True
        self.world.time.after(self.world.chance.uniform(0.01, 2.0), self._cut_off)

    # On the node's loop

    def _admit(self) -> None:
        shows = self.server.cobrowsing
        self.admitted = shows.redeem(self.ticket)
        if self.admitted is None:
            self.close(CloseCode.TICKET_REFUSED, "The ticket is unknown, used or late.")
            return
        self.show = shows.join(self.admitted, self, ORIGIN)
        if self.show is None:
            self.close(CloseCode.STREAM_OVER, "The co-browse session is over.")
        else:
            self._down(self._opened)

    def _take(self, message: bytes) -> None:
        if self.show is not None and self.server_open:
            self.show.take(self, message)

    def _point(self, message: bytes) -> None:
        if self.show is None or not self.server_open:
            return
        try:
            self.show.point(self, message)
        except NoPage:  # it is no viewer (any more)
            self.close(CloseCode.STREAM_REFUSED, "This is no message.")

    def _gone(self) -> None:
        """The server's end is closed, and the server told."""
        self.server_open = False
        if self.node.streams.pop(self, self) is None and self.admitted is not None:
            self.server.cobrowsing.left(self.admitted, self)

    # At the client

    def _opened(self) -> None:
        if self.end is not None:
            self.end.stream_opened(self)

    def _receive(self, message: bytes) -> None:
        if self.end is not None and not self.client.asleep:
            self.end.stream_brought(self, message)

    def _hear(self, message: bytes) -> None:
        if self.end is not None and not self.client.asleep:
            self.end.stream_told(self, message)

    def _closed(self, code: int) -> None:
        end, self.end = self.end, None
        self.up_dead = True
        if end is not None:
            end.stream_closed(self, code)

    def _cut_off(self) -> None:
        self._closed(1006)

    # Both ways

    def _up(self, callback: object, *args: object) -> None:
        if self.up_dead:
            return
        self._up_us = max(self._up_us, self.world.time.now_us) + self.way_us
        self.world.time.at(self._up_us, self.loop, callback, *args)  # type: ignore[arg-type]

    def _down(self, callback: object, *args: object) -> None:
        if not self.server_open or self.down_dead or self.loop.dead:
            return
        time = self.world.time
        self._down_us = max(self._down_us, time.now_us + self.way_us)
        time.at(self._down_us, None, callback, *args)  # type: ignore[arg-type]


class Recording:
    """What one page's recorder sends, message by message."""

    def __init__(self) -> None:
        self._end = RecorderEnd()
        self._at = 0

    def whole(self) -> bytes:
        """The window and its picture."""
        self._at += 2
        return self._end.packed(window(at=self._at - 1), picture("A basket", at=self._at))

    def change(self) -> bytes:
        self._at += 1
        return self._end.packed(change(value=f"{self._at} things", at=self._at))
