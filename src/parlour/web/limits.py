"""The limits of the edge, each with its reason. Times count in seconds of our own running.

A paused process does not count its pause against its clients.
"""

from parlour.value import Value
from parlour.wire.frames import FRAME_BYTES_MAX

BODY_BYTES_MAX = 65_536
"""Any request body: the longest is a site's record, a few KiB."""
HEADER_BYTES_MAX = 16_384
"""Request line and headers together: cookies and long referrers fit, floods don't."""
HEADERS_MAX = 100
REQUEST_WITHIN_S = 10
"""From the first byte of a request to its last header: a phone on a bad line needs two."""
USER_AGENT_CHARACTERS_MAX = 300


class SocketLimits(Value):
    """What one connection, one address and all together may use."""

    frame_bytes_max: int = FRAME_BYTES_MAX
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
