"""Agents follow the directory: what an operator changes takes effect at once, without a restart."""

from parlour.agents import commands as duty
from parlour.chat import commands as c
from parlour.chat.state import ChatState
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.records import Profile
from parlour.engine.act import Act, Done, Reply
from parlour.engine.books import LiveAgent
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.desk import Desk
from parlour.ids import AgentId, ChatId, Duration, Millis, later
from parlour.ledger.protocol import LedgerUnavailable

RETRY = Duration(1_000)
"""What could not be written for a change of the directory is tried again after this."""


class Staff:
    """Looks at everybody after the directory has changed, and at who watches a chat whenever
    another agent leads it or somebody comes to watch."""

    def __init__(self, engine: Engine, directory: Directory, router: Router, desk: Desk) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._desk = desk
        self._again_at: Millis | None = None
        """Not everything could be written when it should have been."""

    def tick(self, now: Millis) -> None:
        """What the store refused is tried again."""
        if self._again_at is not None and now >= self._again_at:
            self._again_at = None
            self.follow_directory()

    def follow_directory(self) -> None:
        """Who is no longer an agent goes off duty; others work on by their new profile."""
        self._router.follow_directory()
        for live in list(self._engine.books.agents.values()):
            if live.stale:  # what it seems to be now may never have been written
                self._look_again()
            if not live.state.on_duty:
                continue
            profile = rights.profile_at_work(self._directory, live.agent_id)
            if profile is None:
                self._send_off_duty(live)
            else:
                self._grant_sessions(live, profile)
                self._end_pull(live, profile)
                self._engine.announce_agent(live)
        for chat in list(self._engine.books.chats.values()):
            self._end_watching(chat.state)
        self._desk.follow_directory()

    def committed(self, done: Done) -> None:
        for change in done.chats:
            live = self._engine.books.chats.get(change.chat_id)
            if live is not None and _concerns_rights(change.before, change.after):
                self._end_watching(live.state)

    def _end_watching(self, state: ChatState) -> None:
        """Of those who may not watch the chat that this agent leads."""
        for agent_id in state.monitor_ids:
            if not rights.may_monitor(self._directory, agent_id, state.lead_id):
                self._revoke(state.chat_id, agent_id)

    def _revoke(self, chat_id: ChatId, agent_id: AgentId) -> None:
        def revocation(at: Millis) -> Act:
            lead_id = self._engine.books.chat(chat_id).state.lead_id
            if rights.may_monitor(self._directory, agent_id, lead_id):
                return Act(at=at)
            revoke = c.RevokeMonitoring(at=at, agent_id=agent_id)
            return Act(at=at, chats=((chat_id, revoke),))

        now = self._engine.clock.now()
        self._engine.execute(revocation(now).but(anew=revocation), self._note_reply)

    def _send_off_duty(self, live: LiveAgent) -> None:
        """As one who logs out: their chats are promoted or go back to their queues."""

        def removal(at: Millis) -> Act:
            leave = c.RemoveAgent(at=at, agent_id=live.agent_id)
            chats = self._engine.books.chats_of_agent(live.agent_id)
            return Act(
                at=at,
                chats=tuple((chat.chat_id, leave) for chat in chats),
                duty=((live.agent_id, duty.Terminate(at=at, cause="removed")),),
            )

        now = self._engine.clock.now()
        self._engine.execute(removal(now).but(anew=removal), self._note_reply)

    def _end_pull(self, live: LiveAgent, profile: Profile) -> None:
        """Whoever is not in pull mode any more is offered chats without asking."""
        if profile.pull_chat or not live.state.pulls:
            return
        now = self._engine.clock.now()
        end = duty.WithdrawPull(at=now, cause="not_pulling")
        self._engine.execute(Act(at=now, duty=((live.agent_id, end),)), self._note_reply)

    def _grant_sessions(self, live: LiveAgent, profile: Profile) -> None:
        if profile.max_sessions == live.state.max_sessions:
            return
        now = self._engine.clock.now()
        change = duty.ChangeMaxSessions(at=now, max_sessions=profile.max_sessions)
        self._engine.execute(Act(at=now, duty=((live.agent_id, change),)), self._note_reply)

    def _note_reply(self, reply: Reply) -> None:
        if isinstance(reply, LedgerUnavailable):
            self._look_again()

    def _look_again(self) -> None:
        self._again_at = later(self._engine.clock.now(), RETRY)


def _concerns_rights(before: ChatState, after: ChatState) -> bool:
    """Another leads the chat, or somebody has come to watch it: they may have been let in by a node
    that had not heard who leads it now."""
    return before.lead_id != after.lead_id or before.monitor_ids != after.monitor_ids
