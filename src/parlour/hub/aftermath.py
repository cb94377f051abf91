"""What became of the chats of agents who were taken off duty without asking: lost, or removed.

Whoever comes back has to be told where each chat went, and comes back to a welcome that no longer
knows of any. So it is remembered here until they go on or off duty by themselves. A restart finds
the chats that are still open in the ledger; of one that was released before it nothing is said.
"""

from collections.abc import Iterable

from parlour.agents import events as duty
from parlour.chat.events import AgentLost
from parlour.chat.state import ChatState, Phase
from parlour.directory.directory import Directory
from parlour.engine.act import ChatChange, Done
from parlour.hub.publisher import Publisher
from parlour.ids import AgentId, ChatId, Millis
from parlour.ledger.protocol import Recorded
from parlour.wire import frames as f
from parlour.wire.parts import LostChat, Whereabouts

CHATS_MAX = f.RESUME_CHATS_MAX
"""Told of one absence: more chats than an agent can hold sessions."""
OWN_PARTS = frozenset(("lead", "conferee", "wrap_up"))
"""Who only watched loses nothing by being away."""


class Aftermath:
    """For each agent concerned, the frame that tells it."""

    def __init__(self, publisher: Publisher, directory: Directory) -> None:
        self._publisher = publisher
        self._directory = directory
        self._told: dict[AgentId, f.Away] = {}
        self.followed: dict[ChatId, set[AgentId]] = {}
        """Chats that are not released yet, and who wants to know what becomes of them."""

    def of(self, agent_id: AgentId) -> f.Away | None:
        """`None`: the agent is on duty, or went off duty by themselves."""
        return self._told.get(agent_id)

    def committed(self, done: Done) -> set[AgentId]:
        """The agents for whom there is something new to tell."""
        concerned = set[AgentId]()
        for log_in in done.duty:
            for row in log_in.rows:
                if isinstance(row.event, duty.AgentTerminated):
                    self._begin(log_in.agent_id, row.event.cause, row.at, done.chats)
                    concerned.add(log_in.agent_id)
                elif isinstance(row.event, duty.AgentLoggedOn | duty.AgentLoggedOff):
                    self.forget(log_in.agent_id)
        for change in done.chats:
            if change.chat_id in self.followed:
                concerned |= self._follow(change.after, done.act.at)
        return concerned

    def restore(self, state: ChatState, rows: Iterable[Recorded]) -> None:
        """Take up an open chat after a start. Agents who are on duty again have to be forgotten."""
        lost = {loss.agent_id for loss in state.lost if loss.part in OWN_PARTS}
        for row in rows:
            event = row.event
            if isinstance(event, AgentLost) and event.agent_id in lost:
                self._add(event.agent_id, state, row.at)

    def _begin(
        self,
        agent_id: AgentId,
        reason: f.TakenOffDuty,
        at: Millis,
        changes: Iterable[ChatChange],
    ) -> None:
        self._told[agent_id] = f.Away(reason=reason, since=at, chats=())
        for change in changes:
            if change.before.part_of(agent_id) in OWN_PARTS:
                self._add(agent_id, change.after, at)

    def _add(self, agent_id: AgentId, state: ChatState, at: Millis) -> None:
        away = self._told.get(agent_id) or f.Away(reason="lost", since=at, chats=())
        request = self._publisher.requests.get(state.chat_id)
        name = request.name if request else ""
        went, to = self._whereabouts(state)
        chat = LostChat(chat=state.chat_id, name=name, went=went, to=to, at=at)
        chats = (*away.chats, chat)
        for left_out in chats[:-CHATS_MAX]:
            self._unfollow(left_out.chat, agent_id)
        self._told[agent_id] = away.but(chats=chats[-CHATS_MAX:])
        if state.phase is not Phase.RELEASED:
            self.followed.setdefault(state.chat_id, set()).add(agent_id)

    def _follow(self, state: ChatState, at: Millis) -> set[AgentId]:
        concerned = set[AgentId]()
        for agent_id in self.followed[state.chat_id]:
            away = self._told[agent_id]
            chats = tuple(
                self._moved(chat, state, at) if chat.chat == state.chat_id else chat
                for chat in away.chats
            )
            if chats != away.chats:
                self._told[agent_id] = away.but(chats=chats)
                concerned.add(agent_id)
        if state.phase is Phase.RELEASED:
            del self.followed[state.chat_id]
        return concerned

    def _moved(self, chat: LostChat, state: ChatState, at: Millis) -> LostChat:
        """The chat as it stands now; `at` changes only with where it is."""
        went, to = self._whereabouts(state)
        return chat if (chat.went, chat.to) == (went, to) else chat.but(went=went, to=to, at=at)

    def _whereabouts(self, state: ChatState) -> tuple[Whereabouts, str]:
        if state.phase in (Phase.ENDED, Phase.RELEASED):
            return "ended", ""
        if state.lead_id is not None:
            return "colleague", self._publisher.shown_name(state.lead_id)
        queue = self._directory.queues.get(state.queue_id)
        return "queue", queue.name if queue else state.queue_id

    def forget(self, agent_id: AgentId) -> None:
        """The agent is on duty, or went off duty by themselves: there is nothing to tell."""
        away = self._told.pop(agent_id, None)
        for chat in away.chats if away is not None else ():
            self._unfollow(chat.chat, agent_id)

    def _unfollow(self, chat_id: ChatId, agent_id: AgentId) -> None:
        followers = self.followed.get(chat_id)
        if followers is not None:
            followers.discard(agent_id)
            if not followers:
                del self.followed[chat_id]
