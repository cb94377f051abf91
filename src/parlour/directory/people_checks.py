"""What must hold of profiles, agents, statuses, groups and skills beyond their bounds. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from parlour.directory.directory import Directory
from parlour.directory.records import BUILT_IN_STATUSES, Agent, AgentStatus, Group, Profile, Skill
from parlour.directory.site_checks import too_many, twice
from parlour.directory.texts import Finding

R = TypeVar("R")

QUEUES_OF_PROFILE_MAX = 5_000
"""All there may be."""
SKILLS_MAX = 200
"""Of one agent or profile."""

BUILT_IN = {status.status_id: status for status in BUILT_IN_STATUSES}


def profile_findings(directory: Directory, profile: Profile) -> Iterator[Finding]:
    yield from _name_taken(profile.name, (p.name for p in _others(directory.profiles, profile)))
    if profile.monitor and not profile.supervisor:
        yield "monitor", "needs_supervisor", "Monitor: only supervisors may monitor."
    if profile.wrap_up and profile.wrap_up_guideline_s > profile.wrap_up_limit_s:
        yield "wrap_up_guideline_s", "order", "Wrap-up: the guideline must not be above the limit."
    allowed = profile.allowed_statuses
    yield from twice("allowed_statuses", allowed)
    if allowed and profile.status_after_log_on not in allowed:
        sentence = "Status after log on: it must be among the allowed statuses."
        yield "status_after_log_on", "not_allowed", sentence
    yield from too_many("queues", list(profile.queues), QUEUES_OF_PROFILE_MAX)
    yield from too_many("skills", list(profile.skills), SKILLS_MAX)


def agent_findings(directory: Directory, agent: Agent) -> Iterator[Finding]:
    if any(letter.isspace() for letter in agent.login):
        yield "login", "bad_text", "Login: it must have no blanks."
    login = agent.login.casefold()
    for other in _others(directory.agents, agent):
        if other.login.casefold() == login:
            yield "login", "taken", f"Login: {other.name} has it already."
    if not agent.roles:
        yield "roles", "empty", "Roles: there must be one at least."
    yield from twice("roles", agent.roles)
    yield from too_many("skills", list(agent.skills), SKILLS_MAX)


def status_findings(directory: Directory, status: AgentStatus) -> Iterator[Finding]:
    built_in = BUILT_IN.get(status.status_id)
    if built_in is not None and status.type != built_in.type:
        yield "type", "built_in", "Type: that of a built-in status can't be changed."
    labels = (other.label for other in _others(directory.statuses, status))
    yield from _name_taken(status.label, labels, "label")


def group_findings(directory: Directory, group: Group) -> Iterator[Finding]:
    yield from _name_taken(group.name, (g.name for g in _others(directory.groups, group)))


def skill_findings(directory: Directory, skill: Skill) -> Iterator[Finding]:
    yield from _name_taken(skill.name, (s.name for s in _others(directory.skills, skill)))


def has_admin(directory: Directory) -> bool:
    return any(agent.active and "admin" in agent.roles for agent in directory.agents.values())


def _others(shelf: Mapping[Any, R], record: R) -> Iterator[R]:
    return (other for other in shelf.values() if other is not record)


def _name_taken(name: str, others: Iterable[str], field: str = "name") -> Iterator[Finding]:
    if name.casefold() in {other.casefold() for other in others}:
        yield field, "taken", f"{field.capitalize()}: another one is called {name} already."
