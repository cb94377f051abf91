"""The one path of every change: decide on what is in memory, append, and publish once durable.

`execute` does not wait: it decides at once on the newest state, gives the events to the ledger and
moves the state on. Deciding and submitting are one step of the event loop, so what was decided
first is written first. Replies, publication and reactions come after the commit.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from parlour.agents.commands import HoldSession
from parlour.chat.refusals import Refused
from parlour.engine.act import Act, ChatChange, Done, DutyChange, OnReply, ignore
from parlour.engine.books import Books, LiveAgent, LiveChat
from parlour.engine.feed import Feed
from parlour.engine.own_outages import OwnOutages
from parlour.engine.plan import CONTENT, BrokenChat, Plan, draw_up
from parlour.engine.ports import Clock, Ids
from parlour.engine.quarantine import Quarantine
from parlour.engine.repair import Repair
from parlour.ids import ChatId, Duration, Millis, TxId, chat_stream
from parlour.ledger.protocol import (
    AlreadyOnDuty,
    AlreadyOpen,
    BrokenLedger,
    Committed,
    Ledger,
    LedgerUnavailable,
    Outcome,
    Recorded,
    StreamConflict,
)

log = structlog.get_logger()

ATTEMPTS_MAX = 5
"""An act that meets a conflict is decided again so often, then refused as unavailable."""


class Observer(Protocol):
    """Whoever reacts to what has happened. Called in the order of the ledger."""

    def committed(self, done: Done, /) -> None:
        """The rows are durable."""
        ...


class StateWatcher(Protocol):
    """Whoever keeps an index of the newest state, durable or not yet."""

    def chat_moved(self, live: LiveChat) -> None: ...

    def agent_moved(self, live: LiveAgent) -> None: ...


class Engine:
    """Books of open chats and agents on duty over a ledger."""

    def __init__(self, *, ledger: Ledger, clock: Clock, ids: Ids) -> None:
        self.ledger = ledger
        self.clock = clock
        self.ids = ids
        self.epoch = ""
        """Of the ledger; known once the server has recovered."""
        self.quarantined = Quarantine(ledger, clock)
        self.books = Books()
        self.outages = OwnOutages(clock)
        self.observers: list[Observer] = []
        """Told of everything."""
        self.reactors: list[Observer] = []
        """Told, after them, of everything that is more than talk."""
        self.watchers: list[StateWatcher] = []
        self.on_jump: list[Callable[[Duration], None]] = []
        """Told when the clock has jumped ahead, so that nothing seems to have taken so long."""
        self.feed: Feed | None = None
        """The order of all rows where several nodes write; alone, our own order is that of all."""
        self._repair = Repair(self)
        self._failures = 0

    def execute(self, act: Act, on_reply: OnReply, attempt: int = 1) -> None:
        """Carry the act out; `on_reply` is called once, when it is durable or has failed."""
        if self._repair.hold_back(act, on_reply, attempt):
            return
        try:
            plan = draw_up(self.books, act, self.ids)
        except Refused as refused:
            on_reply(refused)
            return
        except BrokenChat as broken:
            self._set_aside(broken)
            on_reply(Refused("unknown_chat"))
            return
        if plan.is_empty:
            on_reply(Done(act=act))
            return
        transaction = plan.transaction(TxId(self.ids.fresh("t")))
        failures = self._failures
        self._install(plan, transaction.tx)
        if self.feed is not None:
            self.feed.submitted(transaction.tx)
        self.ledger.submit(
            transaction,
            lambda outcome: self._settle(
                plan, outcome, on_reply, attempt=attempt, failures=failures, tx=transaction.tx
            ),
        )

    @property
    def is_reading_again(self) -> bool:
        """Some state in memory is not what the ledger has, or may not be."""
        return self._repair.is_under_way

    def tick(self, _now: Millis) -> None:
        """Read again what could not be read when it should have been."""
        self._repair.start()
        self.quarantined.tick()

    def quarantine(self, live: LiveChat, reason: str, seq: int = 0) -> None:
        """The chat can't be trusted: it is served no more, and agents have their sessions back."""
        self.quarantined.take(chat_stream(live.chat_id), seq, reason)
        live.restore(())
        self.announce_chat(live)
        self.free_sessions_of(live.chat_id)

    def quarantine_broken(self, broken: BrokenLedger) -> None:
        """A stream that could not be read when somebody asked for it."""
        room, _, name = broken.stream.partition("/")
        live = self.books.chats.get(ChatId(name)) if room == "chat" else None
        if live is not None:
            self.quarantine(live, str(broken), broken.seq)
        else:
            self.quarantined.take(broken.stream, broken.seq, str(broken))

    def free_sessions_of(self, chat_id: ChatId) -> None:
        """Of a chat that is out of service."""
        now = self.clock.now()
        for agent in list(self.books.agents.values()):
            if agent.state.hold_of(chat_id) is not None:
                free = HoldSession(at=now, chat_id=chat_id, hold=None)
                self.execute(Act(at=now, duty=((agent.agent_id, free),)), ignore)

    def follow_clock(self, at: Millis) -> None:
        """Another node's clock is ahead of ours: ours goes on from there."""
        jump = self.clock.not_before(at)
        for move in self.on_jump if jump else ():
            move(jump)

    def distrust(self, agent: LiveAgent) -> None:
        """The agent's state is not what the ledger has: it is read again before it is used."""
        self._repair.mark_agent_stale(agent)

    def tell(self, done: Done) -> None:
        """What has happened, to everybody here; whichever node made it happen."""
        is_talk = not done.duty and all(
            type(row.event) in CONTENT for change in done.chats for row in change.rows
        )
        self._tell_all(done, is_talk=is_talk)

    def announce_chat(self, live: LiveChat) -> None:
        """The chat's newest state goes to the books and to whoever keeps an index of it."""
        self.books.keep_chat(live)
        for watcher in self.watchers:
            watcher.chat_moved(live)

    def announce_agent(self, live: LiveAgent) -> None:
        """The agent's newest state likewise."""
        self.books.keep_agent(live)
        for watcher in self.watchers:
            watcher.agent_moved(live)

    def _install(self, plan: Plan, tx: TxId) -> None:
        for chat in plan.chats:
            chat.live.advance(chat.after, chat.expected + len(chat.events), tx)
            chat.live.pending += 1
            # What is said makes deadlines later, which shows when they come up; while an outage is
            # granted it may bring them nearer.
            if chat.live.grace or not chat.is_talk:
                self.announce_chat(chat.live)
        for duty in plan.duty:
            duty.live.login_id = duty.login_id
            duty.live.state = duty.after
            duty.live.version = duty.expected + len(duty.events)
            duty.live.tx = tx
            duty.live.pending += 1
            self.announce_agent(duty.live)

    def _settle(
        self,
        plan: Plan,
        outcome: Outcome,
        on_reply: OnReply,
        *,
        attempt: int,
        failures: int,
        tx: TxId,
    ) -> None:
        """`failures`: the count of failures when the plan was made."""
        plan.note_settled()
        if self.feed is not None:
            self.feed.settled(tx)
        if isinstance(outcome, Committed):
            self.outages.store_took(plan.act.at)
            self._publish(plan, outcome.rows, on_reply)
            self._repair.start()
            return
        if isinstance(outcome, LedgerUnavailable):
            self.outages.store_refused(self.clock.now())
        stands_on_failure = plan.stands_on_failure_after(failures)
        if isinstance(outcome, LedgerUnavailable) or stands_on_failure:
            self._failures += 1
            plan.note_failure(self._failures)
        self._repair.mark_stale(plan)
        if isinstance(outcome, AlreadyOpen):
            on_reply(Refused("already_open"))
        elif isinstance(outcome, AlreadyOnDuty):
            on_reply(Refused("already_on_duty"))
        elif not isinstance(outcome, StreamConflict):
            on_reply(outcome)
        elif stands_on_failure:
            on_reply(LedgerUnavailable("what it was decided upon was not written"))
        elif plan.act.is_choice:
            on_reply(Done(act=plan.act))
        elif attempt < ATTEMPTS_MAX:
            self.execute(plan.act, on_reply, attempt + 1)
        else:
            on_reply(LedgerUnavailable(f"{outcome.stream} is contended"))

    def _publish(self, plan: Plan, rows: tuple[Recorded, ...], on_reply: OnReply) -> None:
        if plan.is_ahead:
            self._repair.mark_stale(plan)
        done = _done(plan, rows)
        if self.feed is None:
            self._tell_all(done, is_talk=plan.is_talk)
            on_reply(done)
            return

        def in_turn() -> None:
            self._tell_all(done, is_talk=plan.is_talk)
            on_reply(done)

        self.feed.committed(done, rows, in_turn)

    def _tell_all(self, done: Done, *, is_talk: bool) -> None:
        for observer in self.observers:
            self._tell(observer, done)
        if not is_talk:
            for reactor in self.reactors:
                self._tell(reactor, done)

    def _tell(self, observer: Observer, done: Done) -> None:
        """What has happened has happened: one who can't cope must not keep it from the others."""
        try:
            observer.committed(done)
        except Exception:
            chats = [change.chat_id for change in done.chats]
            log.exception("observer_failed", observer=type(observer).__name__, chats=chats)

    def _set_aside(self, broken: BrokenChat) -> None:
        live = self.books.chats.get(broken.chat_id)
        if live is not None:
            self.quarantine(live, broken.reason)


def _done(plan: Plan, rows: Sequence[Recorded]) -> Done:
    """The plan's parts, each with its rows: they come in the order of the plan's additions."""
    chats: list[ChatChange] = []
    duty: list[DutyChange] = []
    taken = 0
    for chat in plan.chats:
        own = tuple(rows[taken : taken + len(chat.events)])
        taken += len(own)
        chats.append(
            ChatChange(chat_id=chat.live.chat_id, before=chat.before, after=chat.after, rows=own)
        )
    for log_in in plan.duty:
        own = tuple(rows[taken : taken + len(log_in.events)])
        taken += len(own)
        duty.append(DutyChange(agent_id=log_in.live.agent_id, rows=own))
    return Done(act=plan.act, chats=tuple(chats), duty=tuple(duty))
