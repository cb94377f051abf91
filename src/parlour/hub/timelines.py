"""Each viewer's numbering of a chat: 1, 2, 3, … over the rows that this kind of viewer sees.

Numbers of the ledger would tell, by their gaps, that something is hidden.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, cast

from parlour.chat.events import AnyChatEvent
from parlour.ledger.protocol import Recorded
from parlour.wire.audience import agents_see, end_user_sees

Audience = Literal["end_user", "agent"]


class Timeline:
    """The rows of one chat that each audience sees, by `seq`; four bytes a row and audience."""

    __slots__ = ("_by_agents", "_by_end_user", "newest")

    def __init__(self) -> None:
        self.newest = 0
        """`seq` of the newest published row."""
        self._by_end_user: array[int] = array("I")
        self._by_agents: array[int] = array("I")

    def add(self, seq: int, event: AnyChatEvent) -> dict[Audience, int]:
        """The next row of the chat; its number for each audience that sees it."""
        self.newest = seq
        numbers: dict[Audience, int] = {}
        if end_user_sees(event):
            self._by_end_user.append(seq)
            numbers["end_user"] = len(self._by_end_user)
        if agents_see(event):
            self._by_agents.append(seq)
            numbers["agent"] = len(self._by_agents)
        return numbers

    def length(self, audience: Audience) -> int:
        """The number of the audience's newest row."""
        return len(self._seen(audience))

    def number(self, audience: Audience, seq: int) -> int:
        """The audience's number of the row; 0 if it does not see it."""
        seen = self._seen(audience)
        if seen and seen[-1] == seq:
            return len(seen)
        index = bisect_left(seen, seq)
        return index + 1 if index < len(seen) and seen[index] == seq else 0

    def number_from(self, audience: Audience, seq: int) -> int:
        """The audience's number of the first row it sees from `seq` on; 0: none."""
        seen = self._seen(audience)
        index = bisect_left(seen, seq)
        return index + 1 if index < len(seen) else 0

    def number_upto(self, audience: Audience, seq: int) -> int:
        """The audience's number of the last row it sees up to `seq`; 0: none."""
        return bisect_right(self._seen(audience), seq)

    def first_number(self, audience: Audience, seqs: Iterable[int]) -> int:
        """The number of the first of these rows that the audience sees; 0: none."""
        for seq in seqs:
            if number := self.number(audience, seq):
                return number
        return 0

    def seq(self, audience: Audience, number: int) -> int:
        """The `seq` of the audience's `number`-th row; 0 for number 0."""
        return self._seen(audience)[number - 1] if number else 0

    def _seen(self, audience: Audience) -> "array[int]":
        return self._by_end_user if audience == "end_user" else self._by_agents


def timeline_of(rows: Sequence[Recorded]) -> Timeline:
    """Of all rows of a chat so far."""
    timeline = Timeline()
    for row in rows:
        timeline.add(row.seq, cast(AnyChatEvent, row.event))
    return timeline
