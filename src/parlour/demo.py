"""What `parlour demo` starts with: a shop, two queues, two agents, a supervisor."""

from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    AgentStatus,
    FormField,
    Profile,
    Queue,
    Site,
)
from parlour.ids import AgentId, QueueId, SiteId

SITE = SiteId("demo")
SALES = QueueId("sales")
WORKSHOP = QueueId("workshop")

DEMO_PASSWORD = "parlour-demo"  # noqa: S105 — printed for everybody to see, and only in the demo

Record = Site | Queue | Profile | Agent | AgentStatus


def demo_records() -> list[Record]:
    """Every record of the demo, in an order in which each finds what it refers to."""
    return [
        *BUILT_IN_STATUSES,
        Queue(queue_id=SALES, site_id=SITE, name="Sales"),
        Queue(queue_id=WORKSHOP, site_id=SITE, name="Workshop"),
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
        ),
        Profile(
            profile_id="agents",
            name="Agents",
            queues={SALES: 1, WORKSHOP: 2},
            allow_decline=True,
        ),
        Profile(
            profile_id="supervisors",
            name="Supervisors",
            queues={SALES: 1, WORKSHOP: 2},
            supervisor=True,
            monitor=True,
            chat=False,
        ),
        Agent(agent_id=AgentId("ada"), login="ada", name="Ada", profile_id="agents"),
        Agent(agent_id=AgentId("ben"), login="ben", name="Ben", profile_id="agents"),
        Agent(
            agent_id=AgentId("sophie"),
            login="sophie",
            name="Sophie",
            profile_id="supervisors",
            roles=("agent", "supervisor", "admin"),
        ),
    ]


def demo_agents() -> list[Agent]:
    return [record for record in demo_records() if isinstance(record, Agent)]
