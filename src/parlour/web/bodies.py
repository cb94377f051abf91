"""Bodies of the HTTP interface, and the Protocol through which it reads the floor."""

from typing import Annotated, Any, Literal, Protocol

import msgspec

from parlour.accounts.identity import TOKEN_CHARACTERS_MAX, SignedFields
from parlour.directory.colours import Palette
from parlour.directory.records import AgentRole, ProactiveRule, Survey, Theme, Transcript
from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId, SiteId
from parlour.routing.why import Waiting
from parlour.value import Value
from parlour.visitors.standing import State
from parlour.web.file_bodies import FileRules
from parlour.wire.floor import FigureSeries
from parlour.wire.frames import Board

# Requests


class SignIn(Value, forbid_unknown_fields=True):
    login: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


class ChangePassword(Value, forbid_unknown_fields=True):
    current: Annotated[str, msgspec.Meta(max_length=256)]
    password: Annotated[str, msgspec.Meta(max_length=256)]


class SignInByLink(Value, forbid_unknown_fields=True):
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


# Answers


class Problem(Value):
    """Every error: `code` for programs, `text` one sentence for people."""

    code: str
    text: str


class MeReply(Value):
    id: AgentId
    name: str
    roles: tuple[AgentRole, ...]


class TicketReply(Value):
    ticket: str


class OpenVisit(Value, forbid_unknown_fields=True):
    """Nobody in particular; or who the site says it is, by a token or by signed fields."""

    identity: SignedFields | None = None
    token: Annotated[str, msgspec.Meta(max_length=TOKEN_CHARACTERS_MAX)] = ""


class VisitReply(Value):
    token: str


class WidgetField(Value):
    id: str
    label: str
    type: Literal["text", "email", "textarea"]
    required: bool


class CoBrowseLook(Value):
    """What the end-user's browser must know of co-browse before it is agreed to."""

    pages: tuple[str, ...]
    masked: tuple[str, ...]
    consent: str
    consent_version: str
    """Names the text; empty with an empty one: the widget names its own."""


class WidgetReply(Value):
    """What the widget needs before it is opened."""

    site: SiteId
    name: str
    brand: str
    greeting: str
    language: str
    fields: tuple[WidgetField, ...]
    open: bool
    expected_wait_ms: Duration | None
    agents_available: int
    files: FileRules | None
    """What may be sent in a chat; `None`: no files."""
    palette: Palette
    theme: Theme
    survey: Survey
    transcript: Transcript
    """What of it the site offers, and this server can do."""
    identity: Literal["off", "optional", "required"]
    state: State
    """What the launcher says; in `open` as in `busy` a chat may be asked for if `open` is true."""
    leave_message: bool
    sessions_free: int
    next_opening: Millis | None
    """When it opens again, if it is closed by its hours."""
    proactive: tuple[ProactiveRule, ...]
    articles: bool
    """There are answers to look for while one waits."""
    preview: bool
    """Agents see what is being written."""
    cobrowse: CoBrowseLook | None
    """`None`: nobody may ask to see a page."""


class ChatSummary(Value):
    """One chat of the list; lengths of time as far as they have come."""

    chat_id: ChatId
    state: str
    queue: str
    name: str
    question: str
    requested: Millis
    first_engaged: Millis | None
    completed: Millis | None
    termination: str | None
    lead: str | None
    rows: int
    waited_ms: Duration
    engaged_ms: Duration
    wrap_up_ms: Duration
    score: int | None = None
    """The end-user's rating, 1 bad to 5 good; `None`: none was given."""


class ChatsReply(Value):
    chats: tuple[ChatSummary, ...]


class RowActor(Value):
    role: str
    id: str
    name: str


class SeenRow(Value):
    """What each side saw of a row: the end-user's view as it was sent (`None`: nothing; a text that
    has been erased since is missing), and whether the chat's agents were shown it."""

    end_user: dict[str, Any] | None
    agents: bool


class LedgerRow(Value):
    seq: int
    position: int
    kind: int
    printed: str
    at: Millis
    tx: str
    actor: RowActor
    cause: str | None
    data: dict[str, Any]
    text: str | None
    seen: SeenRow
    prev_hash: str
    hash: str


class LedgerFault(Value):
    seq: int
    rule: str
    text: str


class LedgerProof(Value):
    intact: bool
    fault: LedgerFault | None


class GivenRating(Value):
    """What the end-user thought of the chat."""

    at: Millis
    score: int
    comment: str


class LedgerReply(Value):
    """A chat's ledger under the end-user's name (empty: not given, or erased) and its queue's."""

    chat_id: ChatId
    name: str
    queue: str
    rows: tuple[LedgerRow, ...]
    proof: LedgerProof
    rating: GivenRating | None = None


class WhyReply(Value):
    """Why an open chat is where it is. `waiting`: the router's account, if it waits and is not on
    offer; `offered_to` and `offer_until`: who is asked, and when they must have answered."""

    chat_id: ChatId
    phase: str
    now: Millis
    waiting: Waiting | None
    offered_to: AgentId | None
    offer_until: Millis | None


class SiteFront(Value):
    """How a site stands towards newcomers right now."""

    open: bool
    """A chat may be asked for."""
    expected_wait_ms: Duration | None
    agents_available: int
    sessions_free: int = 0
    state: State = "open"
    leave_message: bool = False
    next_opening: Millis | None = None


class FloorReader(Protocol):
    """What the HTTP interface reads of chats and floor; it changes nothing."""

    async def chats(
        self,
        viewer: AgentId,
        state: Literal["open", "released"],
        *,
        limit: int,
        before: Millis | None,
    ) -> ChatsReply:
        """Those that this supervisor may read, latest requested first; `before`: only those
        requested before then."""
        ...

    async def ledger(self, viewer: AgentId, chat_id: ChatId) -> LedgerReply | None:
        """`None`: there is none that this supervisor may read."""
        ...

    def floor(self, viewer: AgentId) -> Board:
        """As this supervisor may see it."""
        ...

    def series(self, queue_id: QueueId) -> FigureSeries | None:
        """Of one queue over the last four hours; `None`: there is no such queue."""
        ...

    async def why(self, viewer: AgentId, chat_id: ChatId) -> WhyReply | None:
        """`None`: there is no such open chat that this supervisor may read."""
        ...

    def front(self, site_id: SiteId) -> SiteFront: ...

    def is_ready(self) -> bool:
        """Commands can be taken: the ledger is open and writable."""
        ...

    def quarantined(self) -> int:
        """How many chats and log-ins are out of service, because the disk has damaged them."""
        ...

    def outcomes(self) -> dict[str, int]:
        """Commands since the start by outcome: `acknowledged`, `refused`, `unavailable`, …"""
        ...
