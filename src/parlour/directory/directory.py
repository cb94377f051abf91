"""The directory as the engine reads it: all records in memory, replaced one by one."""

from collections.abc import Iterable

from parlour.directory.records import (
    Agent,
    AgentStatus,
    Group,
    Profile,
    Queue,
    Site,
    Skill,
    StandardText,
)
from parlour.ids import AgentId, QueueId, SiteId
from parlour.settings import Settings


class Directory:
    """Records by id. Read by everybody, changed only by the store after a durable write."""

    def __init__(
        self,
        *,
        sites: Iterable[Site] = (),
        queues: Iterable[Queue] = (),
        profiles: Iterable[Profile] = (),
        agents: Iterable[Agent] = (),
        statuses: Iterable[AgentStatus] = (),
        groups: Iterable[Group] = (),
        skills: Iterable[Skill] = (),
        texts: Iterable[StandardText] = (),
    ) -> None:
        self.sites: dict[SiteId, Site] = {site.site_id: site for site in sites}
        self.queues: dict[QueueId, Queue] = {queue.queue_id: queue for queue in queues}
        self.profiles: dict[str, Profile] = {profile.profile_id: profile for profile in profiles}
        self.agents: dict[AgentId, Agent] = {agent.agent_id: agent for agent in agents}
        self.statuses: dict[str, AgentStatus] = {status.status_id: status for status in statuses}
        self.groups: dict[str, Group] = {group.group_id: group for group in groups}
        self.skills: dict[str, Skill] = {skill.skill_id: skill for skill in skills}
        self.texts: dict[str, StandardText] = {text.text_id: text for text in texts}

    def profile_of(self, agent_id: AgentId) -> Profile:
        return self.profiles[self.agents[agent_id].profile_id]

    def settings_of_agent(self, agent_id: AgentId) -> Settings:
        """The settings of the site of the agent's first queue; the defaults without one."""
        agent = self.agents.get(agent_id)
        profile = self.profiles.get(agent.profile_id) if agent else None
        first = (
            min(profile.queues.items(), key=lambda queue: queue[::-1])
            if profile and profile.queues
            else None
        )
        queue = self.queues.get(first[0]) if first else None
        return self.sites[queue.site_id].settings if queue else Settings()

    def name_of(self, agent_id: AgentId) -> str:
        """The shown name; the id of an agent who is no longer there."""
        agent = self.agents.get(agent_id)
        return agent.name if agent else agent_id
