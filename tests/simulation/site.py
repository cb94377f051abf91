"""The shop that is simulated: twenty agents, two supervisors, two queues, opening hours."""

from parlour.directory.directory import Directory
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    OpeningHours,
    Profile,
    Queue,
    Site,
)
from parlour.ids import AgentId, QueueId
from parlour.settings import Settings
from tests.simulation.end_user import SITE

AGENTS = 20
SUPERVISORS = ("sue", "sam")
SALES, SUPPORT = QueueId("sales"), QueueId("support")
OPENS_H, CLOSES_H = 8, 20
CHATS_A_DAY = 600
RUSHES_A_DAY, RUSH = 2, 20
"""So many come within a minute: the line grows, and everybody is busy."""
SHIFT_S = 10 * 3600.0
PROFILES = ("patient", "quick")
"""A toast that nobody touches declines by itself, or accepts."""
SETTINGS = Settings()


def agent_names(count: int = AGENTS) -> list[str]:
    return [f"a{number:02}" for number in range(1, count + 1)]


def directory() -> Directory:
    people = [(name, False) for name in agent_names()] + [(name, True) for name in SUPERVISORS]
    hours = tuple(
        OpeningHours(weekday=day, opens=60 * (OPENS_H - 1), closes=60 * CLOSES_H)
        for day in range(7)
    )
    return Directory(
        sites=[
            Site(
                site_id=SITE,
                name="Shop",
                default_queue_id=SALES,
                allowed_origins=(),
                settings=SETTINGS,
            )
        ],
        queues=[
            Queue(queue_id=SALES, site_id=SITE, name="Sales", hours=hours),
            Queue(queue_id=SUPPORT, site_id=SITE, name="Support", max_waiting=15),
        ],
        profiles=[
            Profile(
                profile_id=profile_id,
                name=profile_id.capitalize(),
                queues={SALES: 1, SUPPORT: 2},
                max_sessions=2,
                allow_decline=True,
                auto_decline=profile_id == "patient",
                wrap_up_limit_s=120,
                transfer_to_other_groups=True,
            )
            for profile_id in PROFILES
        ],
        agents=[
            Agent(
                agent_id=AgentId(name),
                login=name,
                name=name.capitalize(),
                profile_id=PROFILES[number % len(PROFILES)],
                roles=("agent", "supervisor") if supervisor else ("agent",),
            )
            for number, (name, supervisor) in enumerate(people)
        ],
        statuses=BUILT_IN_STATUSES,
    )
