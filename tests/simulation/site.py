"""The shop that is simulated: twenty agents in two groups, some in pull mode, some with skills; two
supervisors; queues with opening hours, skills and overflow."""

from parlour.directory.directory import Directory
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    AgentStatus,
    CoBrowseTerms,
    Group,
    OpeningHours,
    Overflow,
    Profile,
    Queue,
    Site,
    Skill,
    SkillNeed,
    StandardText,
)
from parlour.ids import AgentId, QueueId
from parlour.settings import Settings
from tests.simulation.end_user import SITE

AGENTS = 20
SUPERVISORS = ("sue", "sam")
SALES, SUPPORT, RETURNS = QueueId("sales"), QueueId("support"), QueueId("returns")
QUEUES = {SALES: 70, SUPPORT: 15, RETURNS: 15}
"""How many of a hundred visitors ask there."""
OPENS_H, CLOSES_H = 8, 20
CHATS_A_DAY = 600
RUSHES_A_DAY, RUSH = 2, 20
"""So many come within a minute: the line grows, and everybody is busy."""
SHIFT_S = 10 * 3600.0
PROFILES = ("patient", "quick", "patient", "quick", "pulling", "by_rank")
"""Of the agents, in turn. A toast that nobody touches declines by itself, or accepts; the last two
ask for each chat."""
GROUPS = ("front", "back")
SKILLS = ("goods", "law")
SETTINGS = Settings()
HTML = "<p>Have a look at <b>this</b>.</p>"
"""Of the standard text `offer`; nothing in it needs to be cleaned."""


def agent_names(count: int = AGENTS) -> list[str]:
    return [f"a{number:02}" for number in range(1, count + 1)]


def directory() -> Directory:
    return Directory(
        sites=[
            Site(
                site_id=SITE,
                name="Shop",
                default_queue_id=SALES,
                allowed_origins=(),
                settings=SETTINGS,
                cobrowse=CoBrowseTerms(on=True),
            )
        ],
        queues=queues(),
        profiles=profiles(),
        agents=[*agents(), *supervisors()],
        statuses=(
            *BUILT_IN_STATUSES,
            AgentStatus(status_id="paperwork", label="Paperwork", type="unavailable"),
        ),
        groups=[Group(group_id=name, name=name.capitalize()) for name in GROUPS],
        skills=[Skill(skill_id=name, name=name.capitalize()) for name in SKILLS],
        texts=[StandardText(text_id="offer", title="Offer", bodies={"en": HTML}, form="html")],
    )


def queues() -> list[Queue]:
    """Returns need two skills; what is asked falls while somebody waits, and in the end Support's
    agents are asked as well. Whoever comes back is kept for the agent they know."""
    hours = tuple(
        OpeningHours(weekday=day, opens=60 * (OPENS_H - 1), closes=60 * CLOSES_H)
        for day in range(7)
    )
    return [
        Queue(queue_id=SALES, site_id=SITE, name="Sales", hours=hours, preferred_for_s=20),
        Queue(queue_id=SUPPORT, site_id=SITE, name="Support", max_waiting=15),
        Queue(
            queue_id=RETURNS,
            site_id=SITE,
            name="Returns",
            skills=(
                SkillNeed(skill_id="goods", level=5, least=2, relax_every_s=20),
                SkillNeed(skill_id="law", level=2, least=0, relax_every_s=30),
            ),
            overflow=(Overflow(queue_id=SUPPORT, after_s=90),),
            preferred_for_s=40,
        ),
    ]


def profiles() -> list[Profile]:
    usual = Profile(
        profile_id="quick",
        name="Quick",
        queues={SALES: 1, SUPPORT: 2},
        max_sessions=2,
        allow_decline=True,
        wrap_up_limit_s=120,
        transfer_to_other_groups=True,
        skills={"goods": 3},
        cobrowse=True,
        push_url=True,
    )
    pulling = usual.but(profile_id="pulling", name="Pulling", pull_chat=True)
    return [
        usual,
        usual.but(
            profile_id="patient",
            name="Patient",
            queues={SALES: 1, RETURNS: 2},
            auto_decline=True,
            delay_between_chats_s=3,
            transfer_to_other_groups=False,
            skills={"goods": 4, "law": 1},
        ),
        pulling,
        pulling.but(
            profile_id="by_rank",
            name="By rank",
            queues={SUPPORT: 1, RETURNS: 1, SALES: 2},
            pull_policy="strict_priority",
            wrap_up=False,
        ),
        usual.but(
            profile_id="supervising",
            name="Supervising",
            supervisor=True,
            monitor=True,
            max_sessions=3,
            allowed_statuses=("available", "in_meeting", "on_break"),
            status_after_log_on="in_meeting",
        ),
        usual.but(
            profile_id="leading_a_group",
            name="Leading a group",
            supervisor=True,
            monitor=True,
            supervises="own_group",
        ),
    ]


def agents() -> list[Agent]:
    return [
        Agent(
            agent_id=AgentId(name),
            login=name,
            name=name.capitalize(),
            profile_id=PROFILES[number % len(PROFILES)],
            group_id=GROUPS[number % 3 // 2],
            skills={"law": 2 + number % 4} if number % 4 == 0 else {},
        )
        for number, name in enumerate(agent_names())
    ]


def supervisors() -> list[Agent]:
    profile_ids = ("supervising", "leading_a_group")
    return [
        Agent(
            agent_id=AgentId(name),
            login=name,
            name=name.capitalize(),
            profile_id=profile_id,
            roles=("agent", "supervisor"),
            group_id=GROUPS[0],
        )
        for name, profile_id in zip(SUPERVISORS, profile_ids, strict=True)
    ]
