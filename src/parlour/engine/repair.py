"""Streams whose state in memory can't be trusted are read again before anything is decided on them.

That happens after a conflict and after the store was unavailable: what had been decided on top of
the failed write is void. Acts on such streams wait, in order, until the ledger has been read; and
it is read when nothing of ours is on its way there any more, which would be overtaken else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog

from parlour.chat.refusals import ImpossibleEvent, Refused
from parlour.engine.act import Act, Done, OnReply
from parlour.ids import AgentId, ChatId, agent_stream, chat_stream
from parlour.ledger.protocol import BrokenLedger, LedgerUnavailable, Recorded

log = structlog.get_logger()

if TYPE_CHECKING:
    from parlour.engine.books import LiveAgent, LiveChat
    from parlour.engine.engine import Engine
    from parlour.engine.plan import Plan

WAITING_ACTS_MAX = 10_000
"""Acts that may wait for a repair; more are refused as unavailable."""


class Repair:
    """Stale streams, and the acts that wait for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._chats: dict[ChatId, LiveChat] = {}
        self._agents: dict[AgentId, LiveAgent] = {}
        self._waiting: list[tuple[Act, OnReply, int]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def is_under_way(self) -> bool:
        """Some stream is not in memory as the ledger has it."""
        return bool(self._chats or self._agents)

    @property
    def _is_readable(self) -> bool:
        """Of some stale stream all outcomes are known."""
        chats, agents = self._chats.values(), self._agents.values()
        return any(not live.pending for live in chats) or any(not live.pending for live in agents)

    def mark_stale(self, plan: Plan) -> None:
        """The plan failed, or others did that it was made beside: its states can't be trusted."""
        for chat in plan.chats:
            chat.live.stale = True
            self._chats[chat.live.chat_id] = chat.live
        for duty in plan.duty:
            duty.live.stale = True
            self._agents[duty.live.agent_id] = duty.live
            self._engine.books.keep_agent(duty.live)
        self.start()

    def mark_agent_stale(self, agent: LiveAgent) -> None:
        """What another node wrote is not in this state, and what was decided here will not be."""
        agent.stale = True
        self._agents[agent.agent_id] = agent
        self.start()

    def start(self) -> None:
        """Read what is stale, unless that is under way; a read that failed is tried again so."""
        if self.is_under_way and self._task is None and self._is_readable:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def hold_back(self, act: Act, on_reply: OnReply, attempt: int) -> bool:
        """Whether the act touches a stale stream and so has to wait for the repair."""
        if not self.is_under_way or not self._touches_stale(act):
            return False
        if act.is_choice:
            on_reply(Done(act=act))
            return True
        if len(self._waiting) >= WAITING_ACTS_MAX:
            on_reply(LedgerUnavailable("too much is waiting for the store"))
            return True
        self._waiting.insert(self._place(attempt), (act, on_reply, attempt))
        self.start()
        return True

    def _place(self, attempt: int) -> int:
        """What was submitted before is older than all that came while something was stale."""
        if attempt > 1:
            for place, (_, _, other) in enumerate(self._waiting):
                if other == 1:
                    return place
        return len(self._waiting)

    def _touches_stale(self, act: Act) -> bool:
        """Any act may come to need an agent's session, so a stale agent holds back all."""
        return bool(self._agents) or any(chat_id in self._chats for chat_id, _ in act.chats)

    async def _run(self) -> None:
        unavailable: LedgerUnavailable | None = None
        try:
            await self._read_again()
        except LedgerUnavailable as error:
            unavailable = error
        finally:
            self._task = None
        waiting, self._waiting = self._waiting, []
        now = self._engine.clock.now()
        for act, on_reply, attempt in waiting:
            if unavailable is not None:
                on_reply(unavailable)
                continue
            try:
                again = act.at_moment(now)
            except Refused as refused:
                on_reply(refused)
            else:
                self._engine.execute(again, on_reply, attempt)

    async def _read_again(self) -> None:
        """Among several nodes, what was just read may tell of a transaction whose other streams the
        books don't have yet: nothing is decided before they do."""
        while self._is_readable:
            chats = [live for live in self._chats.values() if not live.pending]
            agents = [live for live in self._agents.values() if not live.pending]
            for chat in chats:
                await self._restore_chat(chat)
            for agent in agents:
                await self._restore_agent(agent)
            if self._engine.feed is not None:
                await self._engine.feed.caught_up()
            self._chats = {key: live for key, live in self._chats.items() if live.stale}
            self._agents = {key: live for key, live in self._agents.items() if live.stale}

    async def _restore_chat(self, chat: LiveChat) -> None:
        try:
            rows = await self._engine.ledger.read(chat_stream(chat.chat_id))
            chat.restore(rows)
            self._follow_clock(rows)
        except (BrokenLedger, ImpossibleEvent) as broken:
            self._engine.quarantine(chat, str(broken), getattr(broken, "seq", 0))
        else:
            self._engine.announce_chat(chat)

    def _follow_clock(self, rows: Sequence[Recorded]) -> None:
        """What comes after them is not earlier."""
        if rows:
            self._engine.follow_clock(rows[-1].at)

    async def _restore_agent(self, agent: LiveAgent) -> None:
        try:
            rows = await self._engine.ledger.read(agent_stream(agent.login_id))
            agent.restore(rows)
            self._follow_clock(rows)
        except BrokenLedger as broken:
            self._engine.quarantined.take(broken.stream, broken.seq, str(broken))
            agent.restore(())
        self._engine.announce_agent(agent)
