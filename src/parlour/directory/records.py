"""The records of the directory: frozen values, changed only as a whole. Pure.

Source: docs/settings.md.
"""

from typing import Annotated, Literal

import msgspec

from parlour.ids import AgentId, Millis, QueueId, SiteId
from parlour.settings import Settings
from parlour.value import Value

AgentRole = Literal["agent", "supervisor", "admin"]
StatusType = Literal["available", "unavailable"]
Rank = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Level = Annotated[int, msgspec.Meta(ge=1, le=10)]
"""Of a skill: 1 a little, 10 nobody better."""
DaySeconds = Annotated[int, msgspec.Meta(ge=0, le=86_400)]


class FormField(Value):
    """One question of the pre-chat form; `name`, `email`, `question` have their own place."""

    id: str
    label: str
    type: Literal["text", "email", "textarea"] = "text"
    required: bool = False


class OpeningHours(Value):
    """Open from `opens` to `closes` (minutes since midnight, site time) on `weekday` (0 Monday)."""

    weekday: int
    opens: int
    closes: int


class SkillNeed(Value):
    """A queue wants agents with this skill. `level` falls by one after each `relax_every_s` of
    waiting, but not below `least`; 0 seconds: never. Below level 1 nobody needs the skill."""

    skill_id: str
    level: Level
    least: Annotated[int, msgspec.Meta(ge=0, le=10)] = 1
    relax_every_s: DaySeconds = 0


class Overflow(Value):
    """After `after_s` of waiting, agents of another queue are asked as well."""

    queue_id: QueueId
    after_s: DaySeconds


class Queue(Value):
    """Where chats wait. No hours: always open. Whoever waits at closing time stays."""

    queue_id: QueueId
    site_id: SiteId
    name: str
    hours: tuple[OpeningHours, ...] = ()
    holidays: tuple[str, ...] = ()
    """Dates (YYYY-MM-DD, site time) on which the queue is closed."""
    max_waiting: int | None = None
    needs_agents: bool = False
    """Turn requests away while no agent of this queue is on duty."""
    skills: tuple[SkillNeed, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    preferred_for_s: DaySeconds = 0
    """So long a returning end-user waits for the agent they talked to last, if that one is on
    duty; then for anyone."""
    service_level_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 60
    """A chat answered within this counts as answered in time."""


class RoutingRule(Value):
    """Sends requests that meet all its conditions to a queue. An empty condition is always met."""

    queue_id: QueueId
    page_contains: str = ""
    language: str = ""
    """A primary tag (`de`) or a whole one (`de-CH`)."""
    answers: dict[str, str] = {}
    """Answers of the pre-chat form by field; compared without case."""


class Launcher(Value):
    """When the widget offers a chat. The wait is the expected one of the default queue."""

    wait_threshold_s: DaySeconds | None = None
    """Busy when a wait longer than this is expected; `None`: never for that."""
    min_sessions_available: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    """Busy when fewer sessions are free."""
    when_busy: Literal["chat", "leave_message", "hide"] = "chat"
    """`chat`: the wait is told, and a chat may be asked for all the same."""
    when_closed: Literal["say_so", "leave_message", "hide"] = "leave_message"


class ProactiveRule(Value):
    """Speaks to visitors who have not asked: once in a visit, only while an agent is free."""

    text: str
    page_contains: str = ""
    after_s: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 30
    """So long on the page."""
    min_pages: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1
    """So many pages of the site seen, this one included."""


class Article(Value):
    """An answer that end-users may find while they wait."""

    title: str
    url: str
    keywords: str = ""
    """Words by which it is found beside those of the title."""
    language: str = ""


class Survey(Value):
    """What is asked after a chat."""

    on: bool = True
    question: str = ""
    """Empty: the widget's own, in its language."""
    comment: bool = True


class Transcript(Value):
    """What an end-user may take along."""

    email: bool = True
    download: bool = True


class Theme(Value):
    """How the widget looks, beside its brand colour."""

    scheme: Literal["auto", "light", "dark"] = "auto"
    side: Literal["right", "left"] = "right"
    corner: Literal["round", "soft", "square"] = "soft"
    label: str = ""
    """Beside the launcher's drawing; empty: none."""


class CoBrowseTerms(Value):
    """Whether agents may ask to see an end-user's page, and what they never see of it."""

    on: bool = False
    pages: tuple[str, ...] = ()
    """Beginnings of addresses that may be shown; empty: all of the allowed origins."""
    masked: tuple[str, ...] = ()
    """CSS selectors of what is masked beyond what always is."""
    consent: str = ""
    """What the end-user agrees to; empty: the widget's own text."""
    keep: bool = False
    """Store recordings with the chat."""
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 30
    """So long; then they are erased."""


class Site(Value):
    """One web site with a widget."""

    site_id: SiteId
    name: str
    default_queue_id: QueueId
    allowed_origins: tuple[str, ...]
    """Exact origins (scheme://host[:port]) that may embed the widget."""
    time_zone: str = "UTC"
    language: str = "en"
    brand: str = "#3b5bdb"
    greeting: str = ""
    fields: tuple[FormField, ...] = ()
    settings: Settings = Settings()
    rules: tuple[RoutingRule, ...] = ()
    """The first one that fits chooses the queue; without any, the default queue does."""
    launcher: Launcher = Launcher()
    proactive: tuple[ProactiveRule, ...] = ()
    """The first one that fits speaks."""
    articles: tuple[Article, ...] = ()
    survey: Survey = Survey()
    transcript: Transcript = Transcript()
    theme: Theme = Theme()
    cobrowse: CoBrowseTerms = CoBrowseTerms()
    identity: Literal["off", "optional", "required"] = "off"
    """Whether visitors are signed in by the site, which vouches for them with its secret."""
    mail: str = ""
    """Where messages are sent that visitors leave; empty: they stand on the desk only."""
    file_types: tuple[str, ...] = (
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "application/pdf",
        "text/plain",
    )
    """Media types that may be sent."""


class Group(Value):
    """Agents who belong together: they may always pass chats on to each other."""

    group_id: str
    name: str


class Skill(Value):
    """Something agents can be good at."""

    skill_id: str
    name: str


class Profile(Value):
    """Switches that many agents share."""

    profile_id: str
    name: str
    queues: dict[QueueId, Rank]
    """Queues served, with rank (1 first)."""
    chat: bool = True
    supervisor: bool = False
    monitor: bool = False
    transfer_to_other_groups: bool = False
    pull_chat: bool = False
    allow_decline: bool = False
    auto_decline: bool = False
    max_sessions: Annotated[int, msgspec.Meta(ge=1, le=50)] = 3
    delay_between_chats_s: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 0
    wrap_up: bool = True
    wrap_up_guideline_s: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 120
    wrap_up_limit_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 900
    cobrowse: bool = False
    push_url: bool = False
    pull_policy: Literal["first_due", "strict_priority"] = "first_due"
    status_after_log_on: str = "available"
    allowed_statuses: tuple[str, ...] = ()
    """Statuses to choose from; empty: all."""
    skills: dict[str, Level] = {}
    off_record_view: bool = False
    """Sees what was said off the record also after the chat."""
    supervises: Literal["own_group", "everyone"] = "everyone"
    """Whose chats a supervisor with this profile may watch, join, take over and end."""


class AgentStatus(Value):
    """One status an agent can choose."""

    status_id: str
    label: str
    type: StatusType


BUILT_IN_STATUSES = (
    AgentStatus(status_id="available", label="Available", type="available"),
    AgentStatus(status_id="unqualified", label="Unavailable", type="unavailable"),
    AgentStatus(status_id="in_meeting", label="In Meeting", type="unavailable"),
    AgentStatus(status_id="on_break", label="On Break", type="unavailable"),
)


class Agent(Value):
    """A person who signs in: agent, supervisor or admin."""

    agent_id: AgentId
    login: str
    name: str
    """Shown to end-users."""
    profile_id: str
    roles: tuple[AgentRole, ...] = ("agent",)
    active: bool = True
    group_id: str = ""
    """Empty: none."""
    skills: dict[str, Level] = {}
    """On top of the profile's; where both name a skill, this level counts."""


class StandardText(Value):
    """Something that is said or shown again and again."""

    text_id: str
    title: str
    bodies: dict[str, str]
    """By language, as in `de` or `de-CH`; agents are offered the end-user's first."""
    form: Literal["text", "html", "url"] = "text"
    """`text` is written into the box; `html` and `url` are shown to the end-user (event 3)."""
    folder: str = ""
    """Path of names with `/` between them; empty: none."""
    shortcut: str = ""
    """What to type after `/`."""
    queues: tuple[QueueId, ...] = ()
    """For chats of these queues; empty: of all."""
    groups: tuple[str, ...] = ()
    """For agents of these groups; empty: for all."""


class Principal(Value):
    """Who is behind a connection, as the log-in found."""

    role: Literal["end_user", "agent"]
    site_id: SiteId | None
    id: str
    """End-user id or agent id."""
    session_id: str
    """The browser session or visitor token it stands on; revoking that closes the connection."""
    since: Millis
    name: str = ""
    """Of an end-user whom the site vouches for, as `email`; nobody else has them here."""
    email: str = ""
