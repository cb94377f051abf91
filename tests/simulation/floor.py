"""The floor as the ledger has it: every open chat and log-in, followed row by row."""

from collections.abc import Sequence
from typing import cast

from parlour.agents import events as a
from parlour.agents.evolve import evolve as evolve_duty
from parlour.agents.state import AgentState, off_duty
from parlour.chat.events import AnyChatEvent
from parlour.chat.evolve import evolve
from parlour.chat.state import ChatState, Phase, initial
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Recorded


class Floor:
    """Chats not released and agents on duty."""

    def __init__(self) -> None:
        self.chats: dict[ChatId, ChatState] = {}
        self.waiting: dict[ChatId, ChatState] = {}
        self.on_duty: dict[AgentId, AgentState] = {}
        self.version = 0
        """Counts the rows that were followed: while it stays, so does all of this."""
        self._whose: dict[str, AgentId] = {}

    def agent_of(self, stream: str) -> AgentId:
        """Whose log-in it is; it has begun."""
        return self._whose[stream.partition("/")[2]]

    def follow(self, rows: Sequence[Recorded]) -> None:
        self.version += len(rows)
        for row in rows:
            room, _, name = row.stream.partition("/")
            if room == "chat":
                self._follow_chat(ChatId(name), row)
            else:
                self._follow_log_in(name, row)

    def _follow_chat(self, chat_id: ChatId, row: Recorded) -> None:
        before = self.chats.get(chat_id, initial)
        state = evolve(before, cast(AnyChatEvent, row.event), row.at)
        if state.phase is Phase.RELEASED:
            self.chats.pop(chat_id, None)
        else:
            self.chats[chat_id] = state
        if state.phase is Phase.QUEUED:
            self.waiting[chat_id] = state
        else:
            self.waiting.pop(chat_id, None)

    def _follow_log_in(self, name: str, row: Recorded) -> None:
        event = cast(a.AnyAgentEvent, row.event)
        if isinstance(event, a.AgentLoggedOn):
            self._whose[name] = event.agent_id
        agent_id = self._whose[name]
        state = evolve_duty(self.on_duty.get(agent_id, off_duty), event, row.at)
        if state.on_duty:
            self.on_duty[agent_id] = state
        else:
            self.on_duty.pop(agent_id, None)
