"""`parlour verify`: reads a whole ledger and tells everything that is wrong with it.

An independent reader: it shares the types and the chain with the ledger, but none of the rules of
`chat.decide` and `chat.evolve`. It reads twice, in bounded memory: stream by stream for what one
stream proves, then in order of position for what only all of them prove.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from parlour.ids import ChatId, LoginId, StreamId
from parlour.ledger.chain import is_chat
from parlour.ledger.projections import ChatRecord, DutyRecord, SessionRecord
from parlour.ledger.protocol import BrokenLedger, ChatRequest, MessageText, Recorded
from parlour.ledger.stored_rows import StoredRow
from parlour.ledger.verify.across import HouseCheck, SealCheck
from parlour.ledger.verify.content import check_text
from parlour.ledger.verify.one_stream import StreamCheck
from parlour.ledger.verify.records import check_chat, check_duty
from parlour.ledger.verify.rules import Fault, fault_of
from parlour.lives.outage import Outages
from parlour.value import Value

NOWHERE = StreamId("")  # of what is wrong with no stream in particular
FAULTS_MAX = 10_000  # kept in a report; a ledger with more is beyond telling one by one

PROGRESS_EVERY = 500  # rows; a screen that is told of each would cost more than the proof

OnProgress = Callable[[int, int], None]
"""Called with the rows done and the rows in all; each row is read twice."""


class Records(Protocol):
    """What is derived from the rows."""

    def chat_records(
        self, chat_id: ChatId
    ) -> tuple[ChatRecord | None, Sequence[SessionRecord], ChatRequest | None]: ...

    def duty_record(self, login_id: LoginId) -> DutyRecord | None: ...


class Source(Records, Protocol):
    """A ledger to read, which does not change meanwhile."""

    def row_count(self) -> int: ...

    def by_stream(self) -> Iterable[StoredRow]:
        """All rows, ordered by stream and seq."""
        ...

    def by_position(self) -> Iterable[StoredRow]: ...

    def seals(self) -> Iterable[tuple[int, str]]:
        """Last position and hash of each group, in order."""
        ...

    def texts(self) -> Iterable[tuple[int, MessageText]]:
        """The texts that are kept with the positions of their rows, in order."""
        ...

    def outages(self) -> Outages:
        """Those of the server, over all its lives."""
        ...

    def damage(self) -> Iterable[Fault]:
        """What is wrong beside the rows: Q5 and Q6."""
        ...

    def quarantined(self) -> dict[StreamId, tuple[int, str]]:
        """The streams that are out of service, each with the row and the reason."""
        ...

    def record_counts(self) -> tuple[int, int]:
        """How many chats and log-ins there are records of."""
        ...


class Report(Value):
    """What a verification came to."""

    rows: int
    chats: int
    log_ins: int
    faults: tuple[Fault, ...]
    """At most `FAULTS_MAX`, stream by stream, then across."""

    @property
    def intact(self) -> bool:
        return not self.faults

    @property
    def summary(self) -> str:
        """One sentence for people."""
        read = f"{self.chats} chats and {self.log_ins} log-ins, {self.rows} rows"
        if self.intact:
            return f"{read}: intact."
        streams = len(self.first_faults())
        return f"{read}: {len(self.faults)} faults in {streams} of them."

    def first_faults(self) -> tuple[Fault, ...]:
        """The first fault of each stream: what comes after it often only follows from it."""
        first: dict[StreamId, Fault] = {}
        for fault in self.faults:
            known = first.get(fault.stream)
            if known is None or fault.seq < known.seq:
                first[fault.stream] = fault
        return tuple(first.values())


def no_progress(_done: int, _all: int) -> None:
    """For whom nobody waits."""


def verify(source: Source, on_progress: OnProgress = no_progress) -> Report:
    """Reads the whole ledger; `on_progress` is called now and then, and at the end."""
    return Verification(source, on_progress).run()


class Verification:
    """One reading of one ledger."""

    def __init__(self, source: Source, on_progress: OnProgress = no_progress) -> None:
        self._source = source
        self._quarantined = source.quarantined()
        self._on_progress = on_progress
        self._outages = source.outages()
        self._all = 2 * source.row_count()
        self._done = 0
        self._chats = 0
        self._log_ins = 0

    def run(self) -> Report:
        kept: list[Fault] = []
        for fault in self.faults():
            if len(kept) < FAULTS_MAX:
                kept.append(fault)
        return Report(
            rows=self._done // 2, chats=self._chats, log_ins=self._log_ins, faults=tuple(kept)
        )

    def faults(self) -> Iterator[Fault]:
        """As they are found; who is content with the first need not read on."""
        for stream, rows in groupby(self._source.by_stream(), key=lambda row: row.stream):
            yield from self._stream(stream, rows)
        rows_of_streams = self._done
        yield from self._across()
        for stream, (seq, reason) in self._quarantined.items():
            yield fault_of(stream, seq, ("Q4", f"in quarantine: {reason}"))
        yield from self._counts(rows_of_streams)
        yield from self._source.damage()

    def _step(self) -> None:
        self._done += 1
        if self._done % PROGRESS_EVERY == 0 or self._done == self._all:
            self._on_progress(self._done, self._all)

    def _stream(self, stream: StreamId, rows: Iterable[StoredRow]) -> Iterator[Fault]:
        check = StreamCheck(stream, self._outages)
        for stored in rows:
            yield from check.take(stored)
            self._step()
        yield from check.close()
        if is_chat(stream):
            self._chats += 1
        else:
            self._log_ins += 1
        yield from check_records(self._source, stream, check.rows)

    def _house(self) -> HouseCheck:
        return HouseCheck(self._outages, frozenset(self._quarantined))

    def _across(self) -> Iterator[Fault]:
        seals, house = SealCheck(iter(self._source.seals())), self._house()
        texts = iter(self._source.texts())
        text = next(texts, None)
        for stored in self._source.by_position():
            yield from seals.take(stored)
            self._step()
            try:
                row = stored.decoded()
            except BrokenLedger:
                continue
            yield from house.take(row)
            while text is not None and text[0] <= stored.position:
                kept = text[1] if text[0] == stored.position else None
                yield from (fault_of(row.stream, row.seq, one) for one in check_text(row, kept))
                text = next(texts, None)
        yield from seals.close()
        yield from house.close()

    def _counts(self, rows_of_streams: int) -> Iterator[Fault]:
        if self._done != 2 * rows_of_streams:
            yield fault_of(NOWHERE, 0, ("S2", "rows can be found by position and not by stream"))
        if self._source.record_counts() != (self._chats, self._log_ins):
            yield fault_of(NOWHERE, 0, ("Q2", "there are records without rows"))


def check_records(source: Records, stream: StreamId, rows: Sequence[Recorded]) -> Iterator[Fault]:
    """The records of one chat or log-in against its rows."""
    name = stream.partition("/")[2]
    if is_chat(stream):
        return check_chat(rows, *source.chat_records(ChatId(name)))
    return check_duty(rows, source.duty_record(LoginId(name)))
