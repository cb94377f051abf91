"""Who may be offered which chat: the law a second time, in the plainest words.

Shares nothing with `parlour.routing`. It asks about one pair at a time, by the states that the
ledger tells and the directory as it is.
"""

from parlour.agents.state import AgentState
from parlour.chat.state import ChatState
from parlour.directory.directory import Directory
from parlour.directory.records import Profile, Queue
from parlour.ids import AgentId


class Eligibility:
    """Of agents on duty for chats that wait."""

    def __init__(self, directory: Directory, on_duty: dict[AgentId, AgentState]) -> None:
        self._directory = directory
        self._on_duty = on_duty

    def takes_chats(self, agent: AgentState) -> bool:
        """Any at all, now: available, here, with a free session, and in pull mode on request."""
        profile = self._profile(agent.agent_id)
        if profile is None or not profile.chat or agent.absence is not None:
            return False
        if agent.status_type != "available" or agent.free_sessions <= 0:
            return False
        return not profile.pull_chat or (agent.pulls and not agent.is_offered)

    def may_have(self, agent_id: AgentId, chat: ChatState, waited_s: float) -> bool:
        """By queue, overflow and skills, after so long a wait."""
        queue = self._directory.queues.get(chat.queue_id)
        profile = self._profile(agent_id)
        if queue is None or profile is None or agent_id in chat.monitor_ids:
            return False
        asked = queue.queue_id in profile.queues or any(
            other.queue_id in profile.queues and waited_s >= other.after_s
            for other in queue.overflow
        )
        return asked and self._is_good_enough(agent_id, profile, queue, waited_s)

    def is_kept_for_another(self, agent_id: AgentId, chat: ChatState, waited_s: float) -> bool:
        """The agent whom a returning end-user knows is there, and there is still time."""
        queue = self._directory.queues.get(chat.queue_id)
        known = chat.preferred_id
        if queue is None or known is None or known == agent_id or waited_s >= queue.preferred_for_s:
            return False
        agent = self._on_duty.get(known)
        is_there = agent is not None and agent.status_type == "available" and agent.absence is None
        return chat.first_engaged_at is None and is_there and self.may_have(known, chat, waited_s)

    def _is_good_enough(
        self, agent_id: AgentId, profile: Profile, queue: Queue, waited_s: float
    ) -> bool:
        skills = {**profile.skills, **self._directory.agents[agent_id].skills}
        for need in queue.skills:
            level = need.level
            if need.relax_every_s:
                level = max(need.least, need.level - int(waited_s // need.relax_every_s))
            if skills.get(need.skill_id, 0) < level:
                return False
        return True

    def _profile(self, agent_id: AgentId) -> Profile | None:
        agent = self._directory.agents.get(agent_id)
        if agent is None or not agent.active:
            return None
        return self._directory.profiles.get(agent.profile_id)
