"""One group of transactions, decided in memory before any of it is written.

Every adapter stages with the same code, so they agree on what succeeds: a transaction is taken in
whole or turned away whole, and the ones after it see it as if it were written already.
"""

from collections.abc import Sequence
from typing import Protocol

from parlour.agents.events import AgentLoggedOn
from parlour.chat.events import WITH_TEXT, ChatCreated, ChatReleased, EndUserDisconnected
from parlour.ids import (
    AgentId,
    ChatId,
    ClientId,
    EndUserId,
    LoginId,
    MessageId,
    SiteId,
    StreamId,
)
from parlour.ledger.chain import (
    Head,
    Stamp,
    encode_row,
    is_chat,
    kind_number,
    row_hash,
    seal_of,
    sealed,
)
from parlour.ledger.projections import (
    CONTENT,
    TURNS_OF_DUTY,
    ChatRecord,
    ChatView,
    DutyRecord,
    SessionRecord,
    fold_chat,
    fold_duty,
)
from parlour.ledger.protocol import (
    Addition,
    AlreadyAnswered,
    AlreadyOnDuty,
    AlreadyOpen,
    Answer,
    AnyEvent,
    ChatRequest,
    Committed,
    MessageText,
    Outcome,
    Recorded,
    StreamConflict,
    Transaction,
)

CommandKey = tuple[ClientId, int]
EventRow = tuple[int, StreamId, int, int, str, str, str, str]
"""position, stream, seq, at, tx, data, prev_hash, hash: a row as it lies in the table."""


class Past(Protocol):
    """What is written already."""

    def head(self, stream: StreamId) -> Head: ...

    def answer(self, client_id: ClientId, number: int) -> Answer | None: ...

    def open_chat(self, site_id: SiteId, end_user_id: EndUserId) -> ChatId | None: ...

    def open_log_in(self, agent_id: AgentId) -> LoginId | None:
        """The agent's log-in that has not ended."""
        ...

    def known_view(self, stream: StreamId) -> ChatView | None:
        """The chat's view if it is at hand: up to date but for the counts of posts."""
        ...

    def rows(self, stream: StreamId) -> Sequence[Recorded]: ...


class Stage:
    """The group in the making. What it holds is written as it stands, or dropped."""

    def __init__(self, past: Past, position: int, seal: str) -> None:
        """`position` and `seal` are those of the last row and the last group."""
        self._past = past
        self.position = position
        self._seal = seal
        self.events: list[EventRow] = []
        self.recorded: list[Recorded] = []
        self.texts: list[tuple[int, MessageText]] = []
        self.requests: list[ChatRequest] = []
        self.answers: dict[CommandKey, Answer] = {}
        self.heads: dict[StreamId, Head] = {}
        self.views: dict[StreamId, ChatView] = {}
        self.chats: dict[ChatId, ChatRecord] = {}
        self.sessions: dict[tuple[ChatId, int], SessionRecord] = {}
        self.duties: dict[StreamId, DutyRecord] = {}

    @property
    def is_empty(self) -> bool:
        """Nothing is to be written."""
        return not (self.events or self.answers or self.requests)

    @property
    def seal(self) -> str:
        """The seal of the group; the one before it if it has no rows."""
        if not self.events:
            return self._seal
        return seal_of(self._seal, [row[-1] for row in self.events])

    def add(self, transaction: Transaction) -> Outcome:
        """Takes a transaction in, or says why not and leaves the group as it was."""
        heads = [self._head(addition.stream) for addition in transaction.additions]
        refusal = self._refusal(transaction, heads)
        if refusal is not None:
            return refusal
        stamp = Stamp(tx=transaction.tx, at=transaction.at)
        rows: list[Recorded] = []
        for addition, head in zip(transaction.additions, heads, strict=True):
            added = self._append(addition, head, stamp)
            self.recorded += added
            self._project(addition.stream, added)
            rows += added
        self._take_belongings(transaction, rows)
        return Committed(rows=tuple(rows))

    # Refusing ----------------------------------------------------------------------------------

    def _refusal(self, transaction: Transaction, heads: Sequence[Head]) -> Outcome | None:
        answer = transaction.answer
        if answer is not None:
            given = self.answers.get(_key(answer)) or self._past.answer(*_key(answer))
            if given is not None:
                return AlreadyAnswered(given)
        for addition, head in zip(transaction.additions, heads, strict=True):
            expected = addition.expected
            if head.seq != expected or addition.follows not in (None, head.tx):
                return StreamConflict(addition.stream, expected, head.seq)
            if expected == 0:
                if open_chat := self._second_chat(addition.events):
                    return AlreadyOpen(open_chat)
                if open_log_in := self._second_log_in(addition.events):
                    return AlreadyOnDuty(open_log_in)
        return None

    def _second_chat(self, events: Sequence[AnyEvent]) -> ChatId | None:
        """The chat that the end-user has open already, if these events begin another.

        A request that is turned away at the door begins and ends at once: it opens none.
        """
        first = events[0] if events else None
        if not isinstance(first, ChatCreated):
            return None
        if any(isinstance(event, EndUserDisconnected) for event in events):
            return None
        for chat in self.chats.values():
            if chat.concluded is None and _belongs_to(chat, first.site_id, first.end_user_id):
                return chat.chat_id
        found = self._past.open_chat(first.site_id, first.end_user_id)
        return None if found in self.chats else found

    def _second_log_in(self, events: Sequence[AnyEvent]) -> LoginId | None:
        """The log-in in which the agent is on duty already, if these events begin another."""
        first = events[0] if events else None
        if not isinstance(first, AgentLoggedOn):
            return None
        ended = set[LoginId]()
        for duty in self.duties.values():
            if duty.agent_id == first.agent_id and duty.ended is None:
                return duty.login_id
            ended.add(duty.login_id)
        found = self._past.open_log_in(first.agent_id)
        return None if found in ended else found

    # Taking in ---------------------------------------------------------------------------------

    def _append(self, addition: Addition, head: Head, stamp: Stamp) -> list[Recorded]:
        stream = addition.stream
        rows: list[Recorded] = []
        for asked in addition.events:
            event = sealed(asked, head)
            kind, seq, data = kind_number(event), head.seq + 1, encode_row(event)
            own = row_hash(head.hash, (stream, seq, kind), stamp, data)
            self.position += 1
            row = Recorded(
                stream=stream,
                seq=seq,
                position=self.position,
                kind=kind,
                at=stamp.at,
                tx=stamp.tx,
                event=event,
                prev_hash=head.hash,
                hash=own,
            )
            rows.append(row)
            self.events.append(
                (self.position, stream, seq, stamp.at, stamp.tx, data, head.hash, own)
            )
            head = Head(seq=seq, hash=own, tx=stamp.tx)
        self.heads[stream] = head
        return rows

    def _take_belongings(self, transaction: Transaction, rows: Sequence[Recorded]) -> None:
        for text in transaction.texts:
            for row in rows:
                if event_text_id(row.event) == text.message_id:
                    self.texts.append((row.position, text))
        if transaction.request is not None:
            self.requests.append(transaction.request)
        if transaction.answer is not None:
            self.answers[_key(transaction.answer)] = transaction.answer

    def _project(self, stream: StreamId, rows: Sequence[Recorded]) -> None:
        """Nearly all rows are content, which changes no record: they end here."""
        if len(rows) == 1 and type(rows[0].event) in CONTENT:
            return
        if is_chat(stream):
            self._project_chat(stream, rows)
        elif any(isinstance(row.event, TURNS_OF_DUTY) for row in rows):
            duty = fold_duty(None, self._all_rows(stream, rows))
            if duty is not None:
                self.duties[stream] = duty

    def _project_chat(self, stream: StreamId, rows: Sequence[Recorded]) -> None:
        before = self.views.get(stream) or self._past.known_view(stream)
        if before is None or isinstance(rows[-1].event, ChatReleased):
            after = fold_chat(None, self._all_rows(stream, rows))
        else:
            after = fold_chat(before, rows)
        if after is None:
            return
        self.views[stream] = after
        chat = after.chat
        if before is None or chat != before.chat:
            self.chats[chat.chat_id] = chat
        known = () if before is None else before.sessions
        for session in after.sessions:
            if session not in known:
                self.sessions[chat.chat_id, session.number] = session

    def _all_rows(self, stream: StreamId, rows: Sequence[Recorded]) -> Sequence[Recorded]:
        """All rows of a stream, of which `rows` are the newest."""
        if rows[0].seq == 1:
            return rows
        staged = [row for row in self.recorded if row.stream == stream]
        return [*self._past.rows(stream), *staged]

    def _head(self, stream: StreamId) -> Head:
        return self.heads.get(stream) or self._past.head(stream)


def check(transaction: Transaction) -> None:
    """A transaction adds to a stream once, and each of its texts belongs to a row of its own."""
    additions = transaction.additions
    if len(additions) > 1:
        streams = {addition.stream for addition in additions}
        assert len(streams) == len(additions), f"{transaction.tx} adds to a stream twice"
    if not transaction.texts:
        return
    told = [event_text_id(event) for added in additions for event in added.events]
    for text in transaction.texts:
        assert text.message_id in told, f"no row of {transaction.tx} tells of {text.message_id}"


def event_text_id(event: AnyEvent) -> MessageId | None:
    """The id of the text that an event refers to."""
    return getattr(event, "message_id", None) if type(event) in WITH_TEXT else None


def _key(answer: Answer) -> CommandKey:
    return answer.client_id, answer.number


def _belongs_to(chat: ChatRecord, site_id: SiteId, end_user_id: EndUserId) -> bool:
    return chat.site_id == site_id and chat.end_user_id == end_user_id
