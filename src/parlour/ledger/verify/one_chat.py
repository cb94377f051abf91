"""All that can be proven of one chat from its own rows, taken in one after the other."""

from collections.abc import Iterable, Iterator

from parlour.ledger.protocol import Recorded
from parlour.ledger.verify import content, invitations, lifecycle, participants, presence
from parlour.ledger.verify.facts import Facts
from parlour.ledger.verify.followers import Followers
from parlour.ledger.verify.rules import Found
from parlour.lives.outage import NO_OUTAGES, Outages

Placed = tuple[int, Found]
"""What was found, at which row."""


_CHECKS = (
    lifecycle.check,
    invitations.check,
    participants.check,
    presence.check,
    content.check,
)


class ChatCheck:
    """The rows of one chat in order of `seq`; the chains are looked at elsewhere."""

    def __init__(self, outages: Outages = NO_OUTAGES) -> None:
        self.facts = Facts(outages=outages)
        self._followers = Followers()
        self._first_engaged_tx = ""

    def take(self, row: Recorded) -> Iterator[Placed]:
        facts = self.facts
        previous = facts.previous
        if previous is not None and previous.tx != row.tx:
            yield from self._at(previous.seq, participants.check_end_of_transaction(facts))
        for found in self._followers.look(facts, row):
            yield row.seq, found
        for check in _CHECKS:
            for found in check(facts, row):
                yield row.seq, found
        facts.follow(row)

    def close(self) -> Iterator[Placed]:
        """No row follows, for the time being or ever."""
        last = self.facts.previous
        if last is None:
            return
        yield from self._at(last.seq, self._followers.close())
        yield from self._at(last.seq, participants.check_end_of_transaction(self.facts))

    @staticmethod
    def _at(seq: int, found: Iterable[Found]) -> Iterator[Placed]:
        return ((seq, one) for one in found)
