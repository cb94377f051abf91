"""Who may do what, and to whom: questions on the directory as it is now. Pure.

Whoever has no group is of one group with all others who have none. Nobody who was deactivated may
do anything. Source: docs/settings.md, "Profile".
"""

from collections.abc import Iterable

from parlour.directory.directory import Directory
from parlour.directory.records import Agent, AgentStatus, Profile
from parlour.ids import AgentId


def may_invite(directory: Directory, agent_id: AgentId, to: AgentId) -> bool:
    """Whether the agent may ask this colleague to take a chat over or to join: their own group
    always, others if the profile says so. Who takes no chats is not asked."""
    return to in invitable(directory, agent_id, (to,))


def invitable(
    directory: Directory, agent_id: AgentId, among: Iterable[AgentId]
) -> frozenset[AgentId]:
    """Whom of them the agent may ask so."""
    own = _working(directory, agent_id)
    if own is None:
        return frozenset()
    asks_others, group_id = own[1].transfer_to_other_groups, own[0].group_id
    found = ((to, _working(directory, to)) for to in among if to != agent_id)
    return frozenset(
        to
        for to, other in found
        if other is not None and other[1].chat and (asks_others or group_id == other[0].group_id)
    )


def may_see_floor(directory: Directory, agent_id: AgentId) -> bool:
    own = _working(directory, agent_id)
    return own is not None and (is_supervisor(directory, agent_id) or "admin" in own[0].roles)


def is_supervisor(directory: Directory, agent_id: AgentId) -> bool:
    """By profile or by role."""
    own = _working(directory, agent_id)
    return own is not None and (own[1].supervisor or "supervisor" in own[0].roles)


def may_monitor_at_all(directory: Directory, agent_id: AgentId) -> bool:
    own = _working(directory, agent_id)
    return own is not None and own[1].monitor and is_supervisor(directory, agent_id)


def may_monitor(directory: Directory, agent_id: AgentId, lead_id: AgentId | None) -> bool:
    """Watch, join and take over the chat that `lead_id` leads."""
    return may_monitor_at_all(directory, agent_id) and _supervises(directory, agent_id, lead_id)


def may_end(directory: Directory, agent_id: AgentId, lead_id: AgentId | None) -> bool:
    """End the chat that `lead_id` leads, from outside it."""
    return is_supervisor(directory, agent_id) and _supervises(directory, agent_id, lead_id)


def may_read(directory: Directory, agent_id: AgentId, lead_id: AgentId | None) -> bool:
    """The ledger of the chat that `lead_id` leads or, if it is over, led last. Admins read all."""
    own = _working(directory, agent_id)
    if own is None or not may_see_floor(directory, agent_id):
        return False
    return "admin" in own[0].roles or _supervises(directory, agent_id, lead_id)


def may_read_off_record(directory: Directory, agent_id: AgentId) -> bool:
    """What was said off the record, outside the chat in which it was said."""
    own = _working(directory, agent_id)
    return own is not None and own[1].off_record_view


def statuses_of(directory: Directory, agent_id: AgentId) -> tuple[AgentStatus, ...]:
    """The statuses that the agent can choose from, in the order of the menu."""
    own = _working(directory, agent_id)
    allowed = own[1].allowed_statuses if own is not None else ()
    return tuple(
        status
        for status in directory.statuses.values()
        if not allowed or status.status_id in allowed
    )


def profile_at_work(directory: Directory, agent_id: AgentId) -> Profile | None:
    """`None`: they are no agent here, or no longer."""
    own = _working(directory, agent_id)
    return None if own is None else own[1]


def _supervises(directory: Directory, agent_id: AgentId, lead_id: AgentId | None) -> bool:
    """A chat that nobody leads belongs to no group: every supervisor looks after it."""
    own = _working(directory, agent_id)
    if own is None:
        return False
    if lead_id is None or own[1].supervises == "everyone":
        return True
    lead = directory.agents.get(lead_id)
    return lead is not None and lead.group_id == own[0].group_id


def _working(directory: Directory, agent_id: AgentId) -> tuple[Agent, Profile] | None:
    """The agent who is one here, with their profile."""
    agent = directory.agents.get(agent_id)
    if agent is None or not agent.active:
        return None
    profile = directory.profiles.get(agent.profile_id)
    return None if profile is None else (agent, profile)
