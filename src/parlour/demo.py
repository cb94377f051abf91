"""What `parlour demo` starts with: a shop, two queues, two teams, three agents, a supervisor."""

from parlour.demo_texts import demo_texts
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    AgentStatus,
    CoBrowseTerms,
    FormField,
    Group,
    Overflow,
    Profile,
    Queue,
    RoutingRule,
    Site,
    Skill,
    SkillNeed,
)
from parlour.directory.shelves import Record
from parlour.ids import AgentId, QueueId, SiteId

SITE = SiteId("demo")
SALES = QueueId("sales")
WORKSHOP = QueueId("workshop")

DEMO_PASSWORD = "parlour-demo"  # noqa: S105 — printed for everybody to see, and only in the demo


def demo_records() -> list[Record]:
    """Every record of the demo."""
    return [*_words(), *_shop(), *_profiles(), *demo_agents(), *demo_texts()]


def demo_agents() -> list[Agent]:
    """In the order of their seats in one browser."""
    return [
        Agent(
            agent_id=AgentId("ada"),
            login="ada",
            name="Ada",
            profile_id="agents",
            group_id="sales",
            skills={"german": 8},
        ),
        Agent(
            agent_id=AgentId("ben"),
            login="ben",
            name="Ben",
            profile_id="agents",
            group_id="workshop",
            skills={"grinders": 9},
        ),
        Agent(
            agent_id=AgentId("sophie"),
            login="sophie",
            name="Sophie",
            profile_id="supervisors",
            roles=("agent", "supervisor", "admin"),
        ),
        Agent(
            agent_id=AgentId("cleo"),
            login="cleo",
            name="Cleo",
            profile_id="pull",
            group_id="sales",
            skills={"german": 3, "grinders": 2},
        ),
    ]


def _words() -> list[Record]:
    return [
        *BUILT_IN_STATUSES,
        AgentStatus(status_id="lunch", label="Lunch", type="unavailable"),
        Group(group_id="sales", name="Sales"),
        Group(group_id="workshop", name="Workshop"),
        Skill(skill_id="german", name="German"),
        Skill(skill_id="grinders", name="Grinders"),
    ]


def _shop() -> list[Record]:
    return [
        Queue(queue_id=SALES, site_id=SITE, name="Sales", preferred_for_s=20),
        Queue(
            queue_id=WORKSHOP,
            site_id=SITE,
            name="Workshop",
            skills=(SkillNeed(skill_id="grinders", level=5, least=0, relax_every_s=10),),
            overflow=(Overflow(queue_id=SALES, after_s=60),),
            service_level_s=90,
        ),
        Site(
            site_id=SITE,
            name="Halden",
            default_queue_id=SALES,
            allowed_origins=(),
            brand="#2f6f5e",
            greeting="Hello! What can we do for you?",
            fields=(
                FormField(id="name", label="Your name", required=True),
                FormField(id="email", label="E-mail (if we get cut off)", type="email"),
                FormField(id="question", label="Your question", type="textarea", required=True),
            ),
            rules=(RoutingRule(queue_id=WORKSHOP, page_contains="workshop"),),
            cobrowse=CoBrowseTerms(on=True),
        ),
    ]


def _profiles() -> list[Record]:
    return [
        Profile(
            profile_id="agents",
            name="Agents",
            queues={SALES: 1, WORKSHOP: 2},
            allow_decline=True,
            transfer_to_other_groups=True,
            push_url=True,
            cobrowse=True,
        ),
        Profile(
            profile_id="pull",
            name="Agents who ask for the next chat",
            queues={SALES: 1, WORKSHOP: 2},
            pull_chat=True,
            pull_policy="strict_priority",
            transfer_to_other_groups=True,
            push_url=True,
            cobrowse=True,
        ),
        Profile(
            profile_id="supervisors",
            name="Supervisors",
            queues={SALES: 1, WORKSHOP: 2},
            supervisor=True,
            monitor=True,
            chat=False,
        ),
    ]
