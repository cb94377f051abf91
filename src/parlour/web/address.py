"""Where a request really comes from: behind trusted proxies, what they say; else the peer."""

import ipaddress
from collections.abc import Collection

IPV6_NETWORK_BITS = 64
"""A household or an office has a whole network of this size (RFC 6177), and so would get round
every limit of a single address."""


def address_of(peer: str, forwarded_for: str, trusted: Collection[str]) -> str:
    """The nearest address that is not one of our own proxies.

    Only a trusted peer is believed, and of X-Forwarded-For only the part that trusted proxies
    wrote: from the right, up to the first address that is not theirs. Of IPv6 the network counts.
    """
    if peer not in trusted:
        return network_of(peer)
    for hop in reversed([part.strip() for part in forwarded_for.split(",")]):
        if hop and hop not in trusted:
            return network_of(hop[:64])
    return peer


def network_of(address: str) -> str:
    """The address itself, or of IPv6 the network it is in; of one within IPv6, the IPv4 address."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed), IPV6_NETWORK_BITS), strict=False))
