"""The limits of the edge, each with its reason. Times count in seconds of our own running.

A paused process does not count its pause against its clients.
"""

import re

from parlour.rates import Limit
from parlour.value import Value
from parlour.wire.frames import FRAME_BYTES_MAX

BODY_BYTES_MAX = 65_536
"""Any request body: the longest is a site's record, a few KiB."""
HEADER_BYTES_MAX = 16_384
"""Request line and headers together: cookies and long referrers fit, floods don't."""
HEADERS_MAX = 100
"""A browser behind three proxies sends forty."""
REQUEST_WITHIN_S = 10
"""From the first byte of a request to its last header: a phone on a bad line needs two."""
ANSWER_WITHIN_S = 60
"""From the last byte of a request until its answer is taken: the desk's bundle on a bad line."""
CLOSED_WITHIN_S = 5
"""For the peer to take what is left once we have closed; then the connection is cut."""
TRANSFER_PATH = re.compile(r"/api/v1/(sites/[^/]+/)?chats/[^/]+/(uploads|files)/[^/]+")
"""Where files come and go: as long as they keep pace, they may take longer than all else."""
TRANSFER_LOOKED_AT_S = 10
TRANSFER_BYTES_MIN = 65_536
"""In that time: the worst line of a phone carries twice as much."""
HTTP_CONNECTIONS_MAX = 10_000
"""Connections that are no sockets (yet); each has a few seconds, so these are 1,000 a second."""
HTTP_CONNECTIONS_OF_ADDRESS_MAX = 1_000
"""An office of a hundred and fifty browsers with six each. Does not hold for trusted proxies."""
OFFENCES_OF_ADDRESS = Limit(burst=60, per_s=1)
"""Connections that broke the protocol: ours never do, so a broken proxy or program may at once, and
one who attacks is refused at the door, where it costs others least."""
REQUESTS_OF_ADDRESS = Limit(burst=2_000, per_s=100)
"""To the API: an office of five hundred desks that all come back, with four requests each."""
KERNEL_BUFFER_BYTES = 65_536
"""What the kernel keeps for a connection, doubled by Linux for its own book-keeping (socket(7));
left to itself it takes 2.5 MiB for each reader that has stalled. Half a megabyte a second at a
round trip of 200 ms. Connections inherit it from the listener."""
USER_AGENT_CHARACTERS_MAX = 300


class SocketLimits(Value):
    """What one connection, one address and all together may use."""

    frame_bytes_max: int = FRAME_BYTES_MAX
    """Room for a text of the greatest length in any script, escaped."""
    hello_within_s: int = 10
    """From the handshake: the ticket was fetched before, so only a round trip is due."""
    ping_every_s: int = 15
    """Below the 30 s after which the most impatient proxies cut an idle connection."""
    silent_after_s: int = 45
    """Three pings unanswered. Only the transport ends; absence is judged elsewhere, and later."""
    paused_for_s: int = 20
    """A reader that takes nothing for so long is better served by a fresh connection."""
    close_within_s: int = 5
    """For the peer to answer our close; then the connection is cut."""
    send_buffer_bytes_max: int = 256 * 1024
    """Some hundred events: a reader further behind than that resumes from the ledger."""
    send_buffers_bytes_max: int = 128 * 1024 * 1024
    """Of all readers that are behind; beyond it those who have been so longest go first."""
    frames_burst: int = 300
    """A client that comes back with a full outbox."""
    frames_per_s: int = 30
    """Far above what a person types, clicks and says typing of."""
    frames_over_max: int = 100
    """Refused one by one before the connection is closed."""
    cost_bytes: int = 4096
    """A frame costs one, and one more for each of these."""
    sockets_per_address_max: int = 1_000
    """An office of five hundred agents behind one address, two tabs each."""
    sockets_max: int = 50_000
    """At 6 KiB each some 300 MiB; the machine's file descriptors must allow it."""
    drain_spread_ms: int = 10_000
    """Clients sent away on shutdown come back spread over this."""
    overload_retry_ms: int = 10_000
    """How long a client that was too fast stays away."""

    @property
    def handshakes_of_address(self) -> Limit:
        """All that may be open come back at once, twice; then a tenth of them each second."""
        many = self.sockets_per_address_max
        return Limit(burst=2 * many, per_s=many / 10)
