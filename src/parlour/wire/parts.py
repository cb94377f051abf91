"""What frames to agents are made of: who they are, whom they talk to, whom they work with."""

from typing import Literal

from parlour.ids import AgentId, ChatId, Millis, QueueId
from parlour.value import Value

Whereabouts = Literal["colleague", "queue", "ended"]


class StatusChoice(Value):
    """One status of the menu."""

    id: str
    label: str
    type: Literal["available", "unavailable"]


class Me(Value):
    """The agent who is signed in, with what their profile lets them do."""

    id: AgentId
    name: str
    roles: tuple[Literal["agent", "supervisor", "admin"], ...]
    max_sessions: int
    allow_decline: bool
    auto_decline: bool
    wrap_up: bool
    group: str = ""
    """Shown name of the agent's group; empty: none."""
    pull_chat: bool = False
    """Chats come only when asked for with `pull`."""
    supervisor: bool = False
    """May see the floor and end chats of those they supervise."""
    monitor: bool = False
    """May watch, join and take over chats of those they supervise."""
    push_url: bool = False
    """May show end-users any address, not only standard texts."""
    cobrowse: bool = False
    """May ask end-users to show their page."""
    texts: str = ""
    """Another one than before: standard texts were changed, read them anew."""


class About(Value):
    """What is known of the end-user of a chat."""

    name: str
    email: str
    question: str
    answers: dict[str, str]
    page_url: str
    page_title: str
    referrer: str
    user_agent: str
    language: str
    queue: str
    signed_in: bool = False
    """The site vouches for who it is: name and e-mail are its own."""
    queue_id: str = ""
    site: str = ""
    """Shown name of the site."""
    site_language: str = ""


class LostChat(Value):
    """A chat that the agent was taken out of. `to`: the colleague's shown name, or the queue's;
    `at`: since when it is there."""

    chat: ChatId
    name: str
    went: Whereabouts
    to: str
    at: Millis


class Page(Value):
    """A page the end-user looked at, and when."""

    url: str
    title: str
    at: Millis


class Colleague(Value):
    """One agent on duty whom the receiver may invite."""

    id: AgentId
    name: str
    group: str
    """Shown name of the group; empty: none."""
    status: str
    status_type: Literal["available", "unavailable"]
    absent: bool
    sessions_free: int
    max_sessions: int


class QueueToPassOnTo(Value):
    """One queue a chat can be passed on to."""

    id: QueueId
    name: str
    open: bool
    waiting: int
    agents_available: int
    expected_wait_ms: int | None
