"""The one path of every change: decide on what is in memory, append, and publish once durable.

`execute` does not wait: it decides at once on the newest state, gives the events to the ledger and
moves the state on. Deciding and submitting are one step of the event loop, so what was decided
first is written first. Replies, publication and reactions come after the commit.
"""

from collections.abc import Sequence
from typing import Protocol

import structlog

from parlour.chat.refusals import Refused
from parlour.chat.state import initial
from parlour.engine.act import Act, ChatChange, Done, DutyChange, OnReply
from parlour.engine.books import Books, LiveAgent, LiveChat
from parlour.engine.plan import BrokenChat, Plan, draw_up
from parlour.engine.ports import Clock, Ids
from parlour.engine.repair import Repair
from parlour.ids import Millis, TxId
from parlour.ledger.protocol import (
    AlreadyOpen,
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
        self.books = Books()
        self.observers: list[Observer] = []
        """Told of everything."""
        self.reactors: list[Observer] = []
        """Told, after them, of everything that is more than talk."""
        self.watchers: list[StateWatcher] = []
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
        self._install(plan)
        self.ledger.submit(
            transaction,
            lambda outcome: self._settle(
                plan, outcome, on_reply, attempt=attempt, failures=failures
            ),
        )

    def tick(self, _now: Millis) -> None:
        """Read again what could not be read when it should have been."""
        self._repair.start()

    def quarantine(self, live: LiveChat, reason: str) -> None:
        """The chat can't be trusted: it is served no more until the next start; others are."""
        log.error("chat_quarantined", chat=live.chat_id, reason=reason)
        live.state, live.version, live.stale = initial, 0, False
        self.announce_chat(live)

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

    def _install(self, plan: Plan) -> None:
        for chat in plan.chats:
            chat.live.advance(chat.after, chat.expected + len(chat.events))
            # What is said makes deadlines later, which shows when they come up; while an outage is
            # granted it may bring them nearer.
            if chat.live.grace or not chat.is_talk:
                self.announce_chat(chat.live)
        for duty in plan.duty:
            duty.live.login_id = duty.login_id
            duty.live.state = duty.after
            duty.live.version = duty.expected + len(duty.events)
            self.announce_agent(duty.live)

    def _settle(
        self, plan: Plan, outcome: Outcome, on_reply: OnReply, *, attempt: int, failures: int
    ) -> None:
        """`failures`: the count of failures when the plan was made."""
        if isinstance(outcome, Committed):
            if plan.is_ahead:
                self._repair.mark_stale(plan)
            done = _done(plan, outcome.rows)
            for observer in self.observers:
                self._tell(observer, done)
            if not plan.is_talk:
                for reactor in self.reactors:
                    self._tell(reactor, done)
            on_reply(done)
            return
        stands_on_failure = plan.stands_on_failure_after(failures)
        if isinstance(outcome, LedgerUnavailable) or stands_on_failure:
            self._failures += 1
            plan.note_failure(self._failures)
        self._repair.mark_stale(plan)
        if isinstance(outcome, AlreadyOpen):
            on_reply(Refused("already_open"))
        elif not isinstance(outcome, StreamConflict):
            on_reply(outcome)
        elif stands_on_failure:
            on_reply(LedgerUnavailable("what it was decided upon was not written"))
        elif attempt < ATTEMPTS_MAX:
            self.execute(plan.act, on_reply, attempt + 1)
        else:
            on_reply(LedgerUnavailable(f"{outcome.stream} is contended"))

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
