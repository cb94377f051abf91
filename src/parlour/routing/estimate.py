"""How long the next in line will wait: from the waits of those who got through last.

First form: the average of the last waits, scaled by the place in the line. Pure.
"""

from collections.abc import Sequence

from parlour.ids import Duration


def expected_wait(recent_waits: Sequence[Duration], position: int) -> Duration | None:
    """Expected wait of the chat at `position` (1: next) of its queue; `None`: nobody can tell.

    `recent_waits`: whole waits of the last chats of this queue that reached an agent.
    """
    if not recent_waits:
        return None
    average = sum(recent_waits) / len(recent_waits)
    depth = max(1, len(recent_waits))
    return Duration(round(average * (1 + (position - 1) / depth)))
