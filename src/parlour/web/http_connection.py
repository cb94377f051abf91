"""uvicorn's HTTP connection with limits: how many, how large the headers, how long each part may
take. A connection that becomes a socket leaves here; `sockets` has limits of its own."""

import asyncio
import re
from collections import Counter
from collections.abc import Collection
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from parlour.rates import Rate
from parlour.web.address import network_of
from parlour.web.counts import SocketCounts
from parlour.web.faults import TOO_FAST
from parlour.web.limits import (
    ANSWER_WITHIN_S,
    CLOSED_WITHIN_S,
    HEADER_BYTES_MAX,
    HEADERS_MAX,
    HTTP_CONNECTIONS_MAX,
    HTTP_CONNECTIONS_OF_ADDRESS_MAX,
    REQUEST_WITHIN_S,
    TRANSFER_BYTES_MIN,
    TRANSFER_LOOKED_AT_S,
    TRANSFER_PATH,
)

GUARDED = re.compile(rb"[A-Z]+ /(api|socket)/")
"""Requests that whoever broke the protocol too often must wait with."""
TURNED_AWAY = b"""HTTP/1.1 429 Too Many Requests\r
content-type: application/json\r
content-length: %d\r
retry-after: %d\r
connection: close\r
\r
%s"""


class HeadersTooLong(Exception):
    """The request's line and headers are over HEADER_BYTES_MAX or HEADERS_MAX."""


class Porch:
    """Where everybody comes in: how many connections there are that are no sockets, and whose.

    `offences`: the addresses whose sockets broke the protocol.
    """

    def __init__(
        self, counts: SocketCounts, trusted_proxies: Collection[str], offences: Rate
    ) -> None:
        self._counts = counts
        self._trusted_proxies = trusted_proxies
        self._offences = offences
        self._total = 0
        self._of_address: Counter[str] = Counter()

    def connect(
        self, config: Any, server_state: Any, app_state: Any, _loop: object = None
    ) -> "HttpConnection":
        """A connection for uvicorn, which calls this where it expects a class (`http=`)."""
        return HttpConnection(self, config, server_state, app_state)

    def enter(self, peer: str) -> bool:
        """One more from this peer; whether there is room for it. It must leave either way."""
        address = network_of(peer)
        self._total += 1
        self._of_address[address] += 1
        alone = peer in self._trusted_proxies
        crowded = not alone and self._of_address[address] > HTTP_CONNECTIONS_OF_ADDRESS_MAX
        if crowded or self._total > HTTP_CONNECTIONS_MAX:
            self._counts.cut += 1
            return False
        return True

    def turn_away(self, peer: str) -> bytes:
        """The answer to a peer that must stay away; empty if it need not.

        It comes before the request is read, so that an attack costs the others next to nothing.
        Behind a trusted proxy the peer is not known before: `sockets` and `paced` look again.
        """
        wait_ms = 0 if peer in self._trusted_proxies else self._offences.wait_ms(network_of(peer))
        if not wait_ms:
            return b""
        self._counts.rejected[429] += 1
        body = msgspec.json.encode(TOO_FAST)
        return TURNED_AWAY % (len(body), -(-wait_ms // 1000), body)

    def leave(self, peer: str) -> None:
        address = network_of(peer)
        self._total -= 1
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]


class HttpConnection(HttpToolsProtocol):
    """One connection. One deadline runs all the time: bytes that mean nothing move none."""

    _header_bytes = 0
    _reads = False
    """Within a request."""
    _deadline: asyncio.TimerHandle | None = None
    _inside = False
    _came = 0
    """Bytes of this request's body."""
    _seen = 0
    """So many of them had come when that was last looked at."""
    _left: int | None = None
    """So many bytes of the answer were left then."""

    def __init__(self, porch: Porch, config: Any, server_state: Any, app_state: Any) -> None:
        super().__init__(config, server_state, app_state)
        self._porch = porch

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._inside = True
        if self._porch.enter(self._peer):
            self._arm(REQUEST_WITHIN_S)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reads or not GUARDED.match(data):
            super().data_received(data)
        elif answer := self._porch.turn_away(self._peer):
            self.transport.write(answer)
            self.transport.close()
            self._arm(CLOSED_WITHIN_S)
        else:
            super().data_received(data)

    def handle_websocket_upgrade(self) -> None:
        self._leave()
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._header_bytes = self._came = self._seen = 0
        self._left = None
        self._reads = True
        self._arm(REQUEST_WITHIN_S)

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self._came += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._reads = False
        self._arm_for_what_is_next()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._reads:  # else it was answered before it had come: its own time goes on
            self._arm_for_what_is_next()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._arm(CLOSED_WITHIN_S)

    def _arm_for_what_is_next(self) -> None:
        if self.transport.is_closing():
            self._arm(CLOSED_WITHIN_S)
        elif getattr(self.cycle, "response_complete", True):
            self._arm(REQUEST_WITHIN_S)
        else:
            self._arm(ANSWER_WITHIN_S)

    @property
    def _peer(self) -> str:
        return self.client[0] if self.client else ""

    def _leave(self) -> None:
        self._disarm()
        if self._inside:
            self._inside = False
            self._porch.leave(self._peer)

    def _count(self, length: int) -> None:
        self._header_bytes += length
        if self._header_bytes > HEADER_BYTES_MAX or len(self.headers) >= HEADERS_MAX:
            raise HeadersTooLong  # the parser turns it into its own error, uvicorn that into 400

    def _arm(self, within_s: float) -> None:
        self._disarm()
        self._deadline = self.loop.call_later(within_s, self._give_up)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        """Close; what the peer then still does not take is dropped a little later."""
        self._deadline = None
        if self._keeps_pace():
            self._arm(TRANSFER_LOOKED_AT_S)
        elif self.transport.is_closing():
            self.transport.abort()
        else:
            self.transport.close()
            self._arm(CLOSED_WITHIN_S)

    def _keeps_pace(self) -> bool:
        """A file is coming or going, and enough of it since this was last asked."""
        cycle = self.cycle
        if self.transport.is_closing() or getattr(cycle, "response_complete", True):
            return False
        if not TRANSFER_PATH.fullmatch(cycle.scope["path"]):
            return False
        if not cycle.response_started:
            moved, self._seen = self._came - self._seen, self._came
        elif self._left is None:  # the answer has begun since: from here on it is what counts
            moved, self._left = TRANSFER_BYTES_MIN, cycle.expected_content_length
        else:
            moved = self._left - cycle.expected_content_length
            self._left = cycle.expected_content_length
        return moved >= TRANSFER_BYTES_MIN
