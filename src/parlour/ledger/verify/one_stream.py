"""The chain of one stream and, if it is a chat's, all that its rows prove."""

from collections.abc import Iterable, Iterator, Mapping

from parlour.ids import StreamId
from parlour.ledger.chain import GENESIS, Stamp, is_chat, row_hash
from parlour.ledger.protocol import BrokenLedger, MessageText, Recorded
from parlour.ledger.stored_rows import StoredRow
from parlour.ledger.verify.content import check_text
from parlour.ledger.verify.one_chat import ChatCheck
from parlour.ledger.verify.rules import Fault, Found, fault_of
from parlour.lives.outage import NO_OUTAGES, Outages


class StreamCheck:
    """Takes the rows of one stream in order of `seq`; `rows` are those that could be read."""

    def __init__(self, stream: StreamId, outages: Outages = NO_OUTAGES) -> None:
        self.stream = stream
        self.rows: list[Recorded] = []
        self._previous: StoredRow | None = None
        self._txs: set[str] = set()
        self._chat = ChatCheck(outages) if is_chat(stream) else None

    def take(self, stored: StoredRow) -> Iterator[Fault]:
        for found in self._structure(stored):
            yield fault_of(self.stream, stored.seq, found)
        self._previous = stored
        try:
            row = stored.decoded()
        except BrokenLedger:
            yield fault_of(self.stream, stored.seq, ("S5", "the content fits no kind"))
            return
        stamp = Stamp(tx=stored.tx, at=stored.at)
        own = row_hash(stored.prev_hash, (stored.stream, stored.seq, row.kind), stamp, stored.data)
        if own != stored.hash:
            yield fault_of(self.stream, stored.seq, ("S3", "the hash is not that of the content"))
        self.rows.append(row)
        if self._chat is not None:
            for seq, found in self._chat.take(row):
                yield fault_of(self.stream, seq, found)

    def close(self) -> Iterator[Fault]:
        if self._chat is not None:
            for seq, found in self._chat.close():
                yield fault_of(self.stream, seq, found)

    def _structure(self, stored: StoredRow) -> Iterator[Found]:
        previous = self._previous
        seq, head = (previous.seq, previous.hash) if previous else (0, GENESIS)
        if stored.seq != seq + 1:
            yield "S1", f"row {stored.seq} comes after row {seq}"
        if stored.prev_hash != head:
            yield "S3", "the row is not chained to the one before it"
        if "\n" in stored.stream or "\n" in stored.tx:
            yield "S12", "an id of several lines"
        if previous is None:
            self._txs.add(stored.tx)
            return
        if stored.at < previous.at:
            yield "S4", "the stamp is before that of the row before it"
        if stored.position <= previous.position:
            yield "S2", "the position is before that of the row before it"
        together = stored.tx == previous.tx
        if together and stored.at != previous.at:
            yield "S6", "two stamps in one transaction"
        if not together and stored.tx in self._txs:
            yield "S6", "the transaction was over already"
        self._txs.add(stored.tx)


def verify_stream(
    rows: Iterable[StoredRow],
    texts: Mapping[int, MessageText] | None = None,
    outages: Outages = NO_OUTAGES,
) -> list[Fault]:
    """What is wrong in one stream; `texts` are those that are kept, by the position of their row.

    Agreement with other streams and with the projections needs the whole ledger.
    """
    faults: list[Fault] = []
    check: StreamCheck | None = None
    for stored in rows:
        check = check or StreamCheck(stored.stream, outages)
        faults += check.take(stored)
    if check is None:
        return []
    faults += check.close()
    for row in check.rows:
        text = (texts or {}).get(row.position)
        faults += [fault_of(row.stream, row.seq, one) for one in check_text(row, text)]
    return faults
