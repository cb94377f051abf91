"""No chat waits longer than a second beside a free, eligible, reachable agent, if all is well; and
no chat is offered to anybody else."""

from collections.abc import Callable, Iterable, Sequence

from parlour.agents.state import AgentState
from parlour.chat import events as e
from parlour.chat.state import ChatState
from parlour.directory.directory import Directory
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Recorded
from parlour.routing.line import PASS_PAUSE
from tests.simulation.calm import Calm
from tests.simulation.eligibility import Eligibility
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
CHANGING_FOR_US = 5_000_000
"""After an operator's change: an offer may have been under way."""


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
        self._eligibility = Eligibility(directory, floor.on_duty)
        self._beside: dict[tuple[ChatId, AgentId], int] = {}
        """Since when the chat waits and the agent could take it."""
        self._seen: dict[tuple[str, int], int] = {}
        """When it was first seen that a chat waits, was let go by, or that an agent was given a
        chat, by the stamp of that: stamps are a node's, and this is the world's time."""
        self._excused_until_us = 0
        self._changing_until_us = 0
        self._stamp = 0
        self._changes = 0
        """Of the directory."""
        self._takers_at = (-1, -1)
        self._takers_then: list[AgentState] = []
        self.looks = 0

    def excuse(self) -> None:
        """The nodes have to find out by themselves what they were not told."""
        self._excused_until_us = self._time.now_us + EXCUSED_FOR_US

    def note_change(self) -> None:
        """An operator has changed the directory."""
        self._changes += 1
        self._changing_until_us = self._time.now_us + CHANGING_FOR_US

    def before(self, rows: Sequence[Recorded]) -> None:
        """Rows that are about to change the floor: was the agent one who may have the chat?"""
        if self._time.now_us < self._changing_until_us:
            return
        for row in rows:
            if isinstance(row.event, e.AgentEngagementInvitation):
                self._check_offer(row, row.event)

    def rest(self) -> None:
        """Nobody waits."""
        self._beside.clear()

    def look(self, consoles: Callable[[], Iterable[tuple[AgentId, str]]], stamp: int) -> None:
        """`consoles`: the agents' browser sessions that a serving node has on the line. `stamp`:
        the time by the slowest clock; one that was set back stands still for a while."""
        self._stamp = stamp
        now = self._time.now_us
        for chat in self._floor.waiting.values():
            self._since(chat.chat_id, chat.queued_at)
        if now < self._excused_until_us or not self._calm.lasts_since(now - SETTLED_AFTER_US):
            self._beside.clear()
            return
        self.looks += 1
        free = [agent for agent in self._takers() if self._has_paused(agent)]
        if not free:  # as it is nearly always while somebody waits
            self._beside.clear()
            return
        reachable = set(consoles())
        free = [agent for agent in free if (agent.agent_id, agent.console) in reachable]
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

    def _takers(self) -> list[AgentState]:
        """Agents who take chats; the same ones until a row or an operator changes something."""
        versions = self._floor.version, self._changes
        if versions != self._takers_at:
            takes = self._eligibility.takes_chats
            self._takers_at = versions
            self._takers_then = [one for one in self._floor.on_duty.values() if takes(one)]
        return self._takers_then

    def _has_paused(self, agent: AgentState) -> bool:
        """As long as the profile asks for between two chats."""
        profile = self._directory.profile_of(agent.agent_id)
        last = agent.last_assigned_at
        if last is None or not profile.delay_between_chats_s:
            return True
        return self._since(agent.agent_id, last) >= profile.delay_between_chats_s * SECOND

    def _is_eligible(self, agent: AgentState, chat: ChatState) -> bool:
        by_the_world = self._since(chat.chat_id, chat.queued_at) / SECOND
        waited_s = min(by_the_world, (self._stamp - chat.queued_at) / 1000)
        if not self._eligibility.may_have(agent.agent_id, chat, waited_s):
            return False
        if self._eligibility.is_kept_for_another(agent.agent_id, chat, waited_s):
            return False
        if agent.agent_id != chat.passed_by:
            return True
        passed_us = self._since(f"{chat.chat_id} passed", chat.passed_at)
        return passed_us >= PASS_PAUSE * 1000 + LOOK_EVERY_US

    def _since(self, what: str, stamp: int) -> int:
        """Microseconds since it was first seen."""
        return self._time.now_us - self._seen.setdefault((what, stamp), self._time.now_us)

    def _check_offer(self, row: Recorded, offer: e.AgentEngagementInvitation) -> None:
        """By the stamps of one node, which has decided it."""
        chat = self._floor.chats.get(ChatId(row.stream.partition("/")[2]))
        agent = self._floor.on_duty.get(offer.agent_id)
        if chat is None or agent is None:
            self._on_fault("X2", f"{offer.agent_id} was offered {row.stream} out of the blue")
            return
        waited_s = (row.at - chat.queued_at) / 1000
        if not self._eligibility.takes_chats(agent):
            self._on_fault("X2", f"{row.stream} was offered to {offer.agent_id}, who takes none")
        elif not self._eligibility.may_have(agent.agent_id, chat, waited_s):
            self._on_fault("X2", f"{row.stream} was offered to {offer.agent_id}, who may not")
