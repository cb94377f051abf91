"""A small directory that is whole, for tests that break it."""

from parlour.directory.directory import Directory
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    AgentStatus,
    FormField,
    Group,
    Profile,
    Queue,
    RoutingRule,
    Site,
    Skill,
    SkillNeed,
)
from parlour.directory.shelves import directory_of
from parlour.ids import AgentId, QueueId, SiteId

SHOP, OTHER = SiteId("shop"), SiteId("other")
SALES, WORKSHOP, FAR = QueueId("sales"), QueueId("workshop"), QueueId("far")

SITE = Site(
    site_id=SHOP,
    name="Shop",
    default_queue_id=SALES,
    allowed_origins=("https://shop.example", "http://localhost:8080"),
    time_zone="Europe/Zurich",
    fields=(FormField(id="name", label="Name"),),
    rules=(RoutingRule(queue_id=WORKSHOP, page_contains="/repair"),),
)
OTHER_SITE = Site(site_id=OTHER, name="Other", default_queue_id=FAR, allowed_origins=())
QUEUE = Queue(queue_id=SALES, site_id=SHOP, name="Sales")
NEEDY = Queue(
    queue_id=WORKSHOP, site_id=SHOP, name="Workshop", skills=(SkillNeed(skill_id="tea", level=3),)
)
FAR_QUEUE = Queue(queue_id=FAR, site_id=OTHER, name="Far")
PROFILE = Profile(profile_id="p", name="All", queues={SALES: 1, FAR: 2}, skills={"tea": 2})
GROUP = Group(group_id="g", name="Team")
SKILL = Skill(skill_id="tea", name="Tea")
LUNCH = AgentStatus(status_id="lunch", label="Lunch", type="unavailable")
ANN = Agent(
    agent_id=AgentId("ann"), login="ann", name="Ann", profile_id="p", roles=("agent", "admin")
)
BEN = Agent(
    agent_id=AgentId("ben"),
    login="ben@shop.example",
    name="Ben",
    profile_id="p",
    group_id="g",
    skills={"tea": 9},
)
RECORDS = (
    SITE,
    OTHER_SITE,
    QUEUE,
    NEEDY,
    FAR_QUEUE,
    PROFILE,
    GROUP,
    SKILL,
    LUNCH,
    *BUILT_IN_STATUSES,
    ANN,
    BEN,
)


def whole() -> Directory:
    return directory_of(RECORDS)
