"""Where a request really comes from: behind trusted proxies, what they say; else the peer."""

from collections.abc import Collection


def address_of(peer: str, forwarded_for: str, trusted: Collection[str]) -> str:
    """The nearest address that is not one of our own proxies.

    Only a trusted peer is believed, and of X-Forwarded-For only the part that trusted proxies
    wrote: from the right, up to the first address that is not theirs.
    """
    if peer not in trusted:
        return peer
    for hop in reversed([part.strip() for part in forwarded_for.split(",")]):
        if hop and hop not in trusted:
            return hop[:64]
    return peer
