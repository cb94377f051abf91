"""No chat waits longer than a second beside a free, eligible, reachable agent, if all is well."""

from collections.abc import Callable, Iterable

from parlour.agents.state import AgentState
from parlour.chat.state import ChatState
from parlour.directory.directory import Directory
from parlour.ids import AgentId, ChatId
from parlour.routing.line import PASS_PAUSE
from tests.simulation.calm import Calm
from tests.simulation.floor import Floor
from tests.simulation.virtual_time import SECOND, VirtualTime

OnFault = Callable[[str, str], None]

LOOK_EVERY_US = 500_000
WAITS_AT_MOST_US = 1_000_000 + 600_000
"""The law's second, the late beat of a simulated machine, and the write of the offer."""
SETTLED_AFTER_US = 12_000_000
"""After an outage: a dead leader's lease runs out, what was refused is tried again, stale streams
are read."""
EXCUSED_FOR_US = 3_000_000
"""After a note was lost: whoever did not hear it looks by itself once a second."""


class Fairness:
    """Looks twice a second, while anybody waits, who could be asked."""

    def __init__(
        self,
        *,
        time: VirtualTime,
        calm: Calm,
        floor: Floor,
        directory: Directory,
        on_fault: OnFault,
    ) -> None:
        self._time = time
        self._calm = calm
        self._floor = floor
        self._directory = directory
        self._on_fault = on_fault
        self._beside: dict[tuple[ChatId, AgentId], int] = {}
        """Since when the chat waits and the agent could take it."""
        self._passed: dict[tuple[ChatId, int], int] = {}
        """When it was first seen that the chat was let go by, by the stamp of that."""
        self._excused_until_us = 0
        self.looks = 0

    def excuse(self) -> None:
        """The nodes have to find out by themselves what they were not told."""
        self._excused_until_us = self._time.now_us + EXCUSED_FOR_US

    def look(self, consoles: Iterable[tuple[AgentId, str]]) -> None:
        """`consoles`: the agents' browser sessions that a serving node has on the line."""
        now = self._time.now_us
        if now < self._excused_until_us or not self._calm.lasts_since(now - SETTLED_AFTER_US):
            self._beside.clear()
            return
        self.looks += 1
        reachable = set(consoles)
        free = [
            agent
            for agent in self._floor.on_duty.values()
            if _could_take_one(agent) and (agent.agent_id, agent.console) in reachable
        ]
        beside = {
            (chat.chat_id, agent.agent_id): None
            for chat in self._floor.waiting.values()
            for agent in free
            if self._is_eligible(agent, chat)
        }
        self._beside = {pair: self._beside.get(pair, now) for pair in beside}
        for (chat_id, agent_id), since in self._beside.items():
            if now - since > WAITS_AT_MOST_US:
                waited = (now - since) / SECOND
                self._on_fault("waits", f"{chat_id} beside {agent_id} for {waited:.1f} s")

    def _is_eligible(self, agent: AgentState, chat: ChatState) -> bool:
        if agent.agent_id in chat.monitor_ids:
            return False
        if agent.agent_id == chat.passed_by and self._was_just_passed(chat):
            return False
        return chat.queue_id in self._directory.profile_of(agent.agent_id).queues

    def _was_just_passed(self, chat: ChatState) -> bool:
        """Until they may be asked again, by the world's time: stamps are a node's."""
        since = self._passed.setdefault((chat.chat_id, chat.passed_at), self._time.now_us)
        return self._time.now_us - since < PASS_PAUSE * 1000 + LOOK_EVERY_US


def _could_take_one(agent: AgentState) -> bool:
    return agent.status_type == "available" and agent.absence is None and agent.free_sessions > 0
