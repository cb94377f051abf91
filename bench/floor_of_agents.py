"""The floor that both routers serve: who is on duty, what they are good at, what queues want.

A thousand agents with three sessions, forty queues, three queues an agent. Every queue wants one
of five skills at level 3 and makes do with one level less after each second of waiting.
"""

import random

from parlour.directory.directory import Directory
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    Profile,
    Queue,
    Site,
    Skill,
    SkillNeed,
)
from parlour.ids import AgentId, QueueId, SiteId

AGENTS, SESSIONS, QUEUES, SKILLS, QUEUES_EACH = 1_000, 3, 40, 5, 3
LEVEL, LEAST, RELAX_EVERY_S = 3, 1, 1
SITE = SiteId("load")


def queue_id(number: int) -> QueueId:
    return QueueId(f"q{number % QUEUES}")


def skill_of(queue: int) -> str:
    return f"s{queue % SKILLS}"


class Member:
    """One agent, by number: the queues they serve and their level in each skill."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.agent_id = AgentId(f"a{number}")
        self.queues = [(number + step * 13) % QUEUES for step in range(QUEUES_EACH)]
        self.skills = {f"s{skill}": chance.randint(1, 5) for skill in range(SKILLS)}


def members() -> list[Member]:
    chance = random.Random(1)
    return [Member(number, chance) for number in range(AGENTS)]


def directory() -> Directory:
    """The same as records. Agents who serve the same queues share a profile."""
    profiles = [
        Profile(
            profile_id=f"p{number}",
            name=f"Agents {number}",
            queues=dict.fromkeys(map(queue_id, Member(number, random.Random(1)).queues), 1),
            max_sessions=SESSIONS,
        )
        for number in range(QUEUES)
    ]
    return Directory(
        sites=[Site(site_id=SITE, name="Load", default_queue_id=queue_id(0), allowed_origins=())],
        queues=[_queue(number) for number in range(QUEUES)],
        profiles=profiles,
        agents=[
            Agent(
                agent_id=member.agent_id,
                login=member.agent_id,
                name=f"Agent {number}",
                profile_id=f"p{number % QUEUES}",
                skills=member.skills,
            )
            for number, member in enumerate(members())
        ],
        statuses=BUILT_IN_STATUSES,
        skills=[Skill(skill_id=f"s{n}", name=f"Skill {n}") for n in range(SKILLS)],
    )


def _queue(number: int) -> Queue:
    need = SkillNeed(
        skill_id=skill_of(number), level=LEVEL, least=LEAST, relax_every_s=RELAX_EVERY_S
    )
    return Queue(queue_id=queue_id(number), site_id=SITE, name=f"Queue {number}", skills=(need,))
