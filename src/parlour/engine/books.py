"""What the engine holds in memory: open chats and agents on duty, as the ledger has them.

A book's state runs ahead of the disk by what has been submitted and not yet reported durable. If
that fails, the entry is stale and is read again from the ledger before anything is decided on it.
"""

from collections.abc import Sequence
from typing import cast

from parlour.agents.events import AnyAgentEvent
from parlour.agents.evolve import replay as replay_duty
from parlour.agents.state import AgentState, off_duty
from parlour.chat.events import AnyChatEvent
from parlour.chat.evolve import replay
from parlour.chat.state import ChatState, Phase, initial
from parlour.ids import AgentId, ChatId, Duration, EndUserId, LoginId, Millis, SiteId, TxId
from parlour.ledger.protocol import Recorded

EndUserKey = tuple[SiteId, EndUserId]

WAITING = frozenset((Phase.QUEUED, Phase.OFFERED))
OPEN = frozenset((Phase.QUEUED, Phase.OFFERED, Phase.ENGAGED))


class LiveChat:
    """One open chat. Deadlines from before `outage_at` move by `grace`."""

    __slots__ = (
        "active_at",
        "booked",
        "chat_id",
        "failed_at",
        "grace",
        "outage_at",
        "pending",
        "stale",
        "state",
        "tx",
        "version",
    )

    def __init__(self, chat_id: ChatId) -> None:
        self.chat_id = chat_id
        self.state: ChatState = initial
        self.version = 0
        self.tx: TxId | None = None
        """Of the last row; `None` before the first."""
        self.stale = False
        self.failed_at = 0
        """The engine's count of failures when a write to this chat last failed."""
        self.pending = 0
        """Transactions on this chat whose outcome is not known yet."""
        self.active_at = Millis(0)
        """Last activity that left no row (typing)."""
        self.grace = Duration(0)
        self.outage_at = Millis(0)
        """When the server's last outage ended, as far as it matters to this chat."""
        self.booked: ChatState = initial
        """The state by which the books have the chat indexed."""

    def advance(self, state: ChatState, version: int, tx: TxId) -> None:
        if self.grace and state.phase is not self.state.phase:
            self._note_phase(state.phase)
        self.state = state
        self.version = version
        self.tx = tx

    def grant_outage(self, grace: Duration, now: Millis) -> None:
        """The server was away until now: what ran meanwhile runs longer by `grace`."""
        self.grace = Duration(self.grace + grace)
        self.outage_at = now

    def restore(self, rows: Sequence[Recorded]) -> None:
        """Take the state from the whole stream, as the ledger has it.

        Raises: `ImpossibleEvent` when the ledger holds what no rule could have written.
        """
        self.state = replay(initial, [(cast(AnyChatEvent, row.event), row.at) for row in rows])
        self.version = len(rows)
        self.tx = rows[-1].tx if rows else None
        self.stale = False

    def _note_phase(self, phase: Phase) -> None:
        """An offer interrupts a wait and does not end it; all else has deadlines of its own."""
        if phase not in WAITING or self.state.phase not in WAITING:
            self.grace = Duration(0)


class LiveAgent:
    """One agent; `login_id` names the present log-in's stream."""

    __slots__ = ("agent_id", "failed_at", "login_id", "pending", "stale", "state", "tx", "version")

    def __init__(self, agent_id: AgentId) -> None:
        self.agent_id = agent_id
        self.login_id = LoginId("")
        self.state: AgentState = off_duty
        self.version = 0
        self.tx: TxId | None = None
        """Of the last row of the present log-in; `None` before the first."""
        self.stale = False
        self.failed_at = 0
        self.pending = 0
        """Transactions on this log-in whose outcome is not known yet."""

    def restore(self, rows: Sequence[Recorded]) -> None:
        """Take the state from the whole stream of the present log-in."""
        history = [(cast(AnyAgentEvent, row.event), row.at) for row in rows]
        self.state = replay_duty(off_duty, history)
        self.version = len(rows)
        self.tx = rows[-1].tx if rows else None
        self.stale = False


class Books:
    """Open chats by id, by end-user and by agent; agents by id."""

    def __init__(self) -> None:
        self.chats: dict[ChatId, LiveChat] = {}
        self.agents: dict[AgentId, LiveAgent] = {}
        self.chat_of: dict[EndUserKey, ChatId] = {}
        """The chat of each end-user that has not ended for them."""
        self._chats_of: dict[AgentId, dict[ChatId, LiveChat]] = {}

    def chat(self, chat_id: ChatId) -> LiveChat:
        """The chat; a fresh entry if it is not open (yet)."""
        return self.chats.get(chat_id) or LiveChat(chat_id)

    def agent(self, agent_id: AgentId) -> LiveAgent:
        return self.agents.get(agent_id) or LiveAgent(agent_id)

    def keep_chat(self, live: LiveChat) -> None:
        """Take note of the chat's present state; a released one is forgotten."""
        before, state = live.booked, live.state
        live.booked = state
        if state.phase is not before.phase:
            self._index_phase(live, before)
        if not _concerns_the_same(before, state):
            self._index_agents(live, before)

    def keep_agent(self, live: LiveAgent) -> None:
        if live.state.on_duty or live.stale:
            self.agents[live.agent_id] = live
        else:
            self.agents.pop(live.agent_id, None)

    def chats_of_agent(self, agent_id: AgentId) -> list[LiveChat]:
        """Chats the agent has to do with: offered, invited, taking part, wrapping up, watching."""
        return list(self._chats_of.get(agent_id, {}).values())

    def _index_phase(self, live: LiveChat, before: ChatState) -> None:
        state = live.state
        if state.phase in (Phase.NEW, Phase.RELEASED):
            self.chats.pop(live.chat_id, None)
        else:
            self.chats[live.chat_id] = live
        if state.phase in OPEN:
            self.chat_of[state.site_id, state.end_user_id] = live.chat_id
        elif self.chat_of.get((before.site_id, before.end_user_id)) == live.chat_id:
            del self.chat_of[before.site_id, before.end_user_id]

    def _index_agents(self, live: LiveChat, before: ChatState) -> None:
        was, now = _concerned(before), _concerned(live.state)
        for agent_id in was - now:
            chats = self._chats_of[agent_id]
            del chats[live.chat_id]
            if not chats:
                del self._chats_of[agent_id]
        for agent_id in now - was:
            self._chats_of.setdefault(agent_id, {})[live.chat_id] = live


def _concerns_the_same(before: ChatState, after: ChatState) -> bool:
    """Quick, and never wrong when it says yes: unchanged parts are the same objects."""
    return (
        before.participants is after.participants
        and before.offer is after.offer
        and before.invitations is after.invitations
        and before.monitor_ids is after.monitor_ids
        and before.wrap_up_agent_id is after.wrap_up_agent_id
        and before.phase is after.phase
    )


def _concerned(state: ChatState) -> set[AgentId]:
    """Every agent who has to do with the chat."""
    if state.phase in (Phase.NEW, Phase.RELEASED):
        return set()
    agents = {participant.agent_id for participant in state.participants}
    agents.update(state.monitor_ids)
    agents.update(invitation.to_agent_id for invitation in state.invitations)
    if state.offer is not None:
        agents.add(state.offer.agent_id)
    if state.wrap_up_agent_id is not None:
        agents.add(state.wrap_up_agent_id)
    return agents
