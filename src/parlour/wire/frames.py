"""Every frame of `parlour.v1`: JSON text, one object a frame, told apart by `type`.

Clients send `hello` first and get `welcome`. Commands carry `id`, which counts 1, 2, 3, … within
one running client (`client` of hello); each gets exactly one `ack` or `refused`, after its rows are
durable. A resend of an answered command gets the first answer again. The types here are the
source of the TypeScript types and of docs/protocol.md.
"""

from typing import Annotated, Literal, final

import msgspec

from parlour.ids import AgentId, ChatId, CoBrowseId, InvitationId, Millis
from parlour.value import Value
from parlour.wire.floor import (
    BoardAgent,
    BoardChat,
    BoardQueue,
    BoardTotals,
    FigureSeries,
    QueueFigures,
    SiteFigures,
    WaitFigures,
)
from parlour.wire.parts import (
    About,
    Colleague,
    LostChat,
    Me,
    Page,
    QueueToPassOnTo,
    StatusChoice,
)

PROTOCOL = 1

# Limits, each with its reason ------------------------------------------------------------------

FRAME_BYTES_MAX = 65_536
"""One frame either way: room for a text of the greatest length in any script, escaped."""
TEXT_CHARACTERS_MAX = 4_000
"""A message: two pages; longer things are files."""
NAME_CHARACTERS_MAX = 80
"""A person's full name in any language, on one line of the desk."""
QUESTION_CHARACTERS_MAX = 1_000
"""What it is about, read at a glance in the toast."""
URL_CHARACTERS_MAX = 2_000
"""The longest address that every browser and proxy takes."""
ANSWERS_MAX = 20
"""Questions of a pre-chat form; nobody fills in more."""
TRAIL_PAGES_MAX = 20
"""Of the pages seen before the chat: as far back as anybody asks."""
RESUME_CHATS_MAX = 64
"""More chats than an agent can hold sessions."""

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$(?!\n)")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_CHARACTERS_MAX)]
Name = Annotated[str, msgspec.Meta(max_length=NAME_CHARACTERS_MAX)]
Url = Annotated[str, msgspec.Meta(max_length=URL_CHARACTERS_MAX)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
Title = Annotated[str, msgspec.Meta(max_length=200)]
Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


class Frame(Value, tag_field="type", forbid_unknown_fields=True, omit_defaults=True):
    """One message on the socket."""


# From every client ----------------------------------------------------------------------------


@final
class Hello(Frame, tag="hello"):
    """First frame of a connection. `resume`: the last `n` this client has of each chat, in the
    history that its last welcome called `epoch`; if ours is another, everything is sent anew.

    Who it is tells either `ticket`, which is fetched over HTTP and opens one socket, or, from an
    end-user, `visit`: the token of their visit itself, so that coming back costs no request.
    """

    client: Id
    ticket: Annotated[str, msgspec.Meta(max_length=128)] = ""
    visit: Annotated[str, msgspec.Meta(max_length=128)] = ""
    protocol: int = PROTOCOL
    resume: Annotated[dict[Id, Cursor], msgspec.Meta(max_length=RESUME_CHATS_MAX)] = {}
    epoch: Annotated[str, msgspec.Meta(max_length=64)] = ""
    cobrowse: bool = False
    """The end-user's client can show its page to an agent, if asked and allowed to."""


@final
class Alive(Frame, tag="alive"):
    """Any byte is life; this one is sent when there is nothing else to say. The server answers it
    with the same, and says it by itself now and then."""


class Typing(Frame, tag="typing"):
    """The sender is writing (or stopped). Counts as activity, is never stored. `text`: what stands
    in the end-user's box so far, if the site lets agents see it (SNEAK_PREVIEW)."""

    chat: Id
    on: bool
    text: Annotated[str, msgspec.Meta(max_length=TEXT_CHARACTERS_MAX)] = ""


class Seen(Frame, tag="seen"):
    """Somebody has looked at the chat up to the sender's number `n`. Never stored."""

    chat: Id
    n: Cursor


class Command(Frame):
    """A frame that wants something; answered by `ack` or `refused` with the same `id`."""

    id: Number


# From the end-user's client -------------------------------------------------------------------


class PageSeen(Value, forbid_unknown_fields=True):
    """A page of the site that the end-user has looked at. `ago_ms`: so long before it is told."""

    url: Url
    title: Title = ""
    ago_ms: Annotated[int, msgspec.Meta(ge=0, le=2**40)] = 0


class PageFrame(Frame, tag="page"):
    """The end-user looks at another page of the site, during the chat."""

    chat: Id
    page: PageSeen


class RequestChatFrame(Command, tag="request_chat"):
    """Ask for a chat, with what the pre-chat form gathered and where the end-user is."""

    name: Name = ""
    email: Annotated[str, msgspec.Meta(max_length=254)] = ""
    question: Annotated[str, msgspec.Meta(max_length=QUESTION_CHARACTERS_MAX)] = ""
    answers: Annotated[dict[Id, Name], msgspec.Meta(max_length=ANSWERS_MAX)] = {}
    queue: Id | None = None
    page_url: Url = ""
    page_title: Title = ""
    referrer: Url = ""
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    trail: Annotated[tuple[PageSeen, ...], msgspec.Meta(max_length=TRAIL_PAGES_MAX)] = ()
    """Pages seen before this one, in the order they were seen."""


class CancelChatFrame(Command, tag="cancel_chat"):
    """Leave while waiting."""

    chat: Id
    deflected: bool = False


class EndChatFrame(Command, tag="end_chat"):
    """End the engaged chat as the end-user."""

    chat: Id


class StayFrame(Command, tag="stay"):
    """Answer to the idle warning: still there. Writes no row."""

    chat: Id


class PostFrame(Command, tag="post"):
    """Write a message; `private` (agents only) keeps it from the end-user. `off_record`: it is
    shown now, and stands in no transcript (a card number, a password)."""

    chat: Id
    text: Text
    private: bool = False
    off_record: bool = False


class AcceptCoBrowseFrame(Command, tag="accept_cobrowse"):
    """The end-user lets the agent see their page; `consent`: version of the text they read."""

    chat: Id
    cobrowse: Id
    consent: Id


class DeclineCoBrowseFrame(Command, tag="decline_cobrowse"):
    """`unavailable`: the client itself can't."""

    chat: Id
    cobrowse: Id
    unavailable: bool = False


class StopCoBrowseFrame(Command, tag="stop_cobrowse"):
    """Either side ends it."""

    chat: Id
    cobrowse: Id


class FailCoBrowseFrame(Command, tag="fail_cobrowse"):
    """Either side's client can't go on."""

    chat: Id
    cobrowse: Id


# From an agent's client -----------------------------------------------------------------------


class LogOnFrame(Command, tag="log_on"):
    """Go on duty; with `override`, take over from another console."""

    status: Id | None = None
    override: bool = False


class LogOffFrame(Command, tag="log_off"):
    """Go off duty; chats in progress are promoted or requeued."""


class SetStatusFrame(Command, tag="set_status"):
    status: Id


class AcceptFrame(Command, tag="accept"):
    chat: Id
    invitation: Id


class DeclineFrame(Command, tag="decline"):
    """Decline pressed; `closed`: the toast closed by its X."""

    chat: Id
    invitation: Id
    closed: bool = False


class ToastRanOutFrame(Command, tag="toast_ran_out"):
    chat: Id
    invitation: Id


class UnavailableFrame(Command, tag="unavailable"):
    """The client's own answer to an offer it can't show."""

    chat: Id
    invitation: Id
    cause: Literal["busy", "unavailable"]


class ConcludeFrame(Command, tag="conclude"):
    """End the chat for the end-user."""

    chat: Id


class CloseWrapUpFrame(Command, tag="close_wrap_up"):
    """Done with the chat that has ended."""

    chat: Id


class WatchFloorFrame(Command, tag="watch_floor"):
    """Supervisors: start or stop the live board."""

    on: bool


class PushFrame(Command, tag="push"):
    """Show the end-user a web page: a `url`, or a standard text made of HTML or of an address, by
    its id and language. Exactly one of the two."""

    chat: Id
    url: Url = ""
    standard_text: Id | None = None
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""


class InviteToCoBrowseFrame(Command, tag="invite_to_cobrowse"):
    """The lead asks to see the end-user's page."""

    chat: Id


class CoBrowseShownFrame(Command, tag="cobrowse_shown"):
    """The agent's client shows the first picture of the end-user's page."""

    chat: Id
    cobrowse: Id


class PullFrame(Command, tag="pull"):
    """Pull mode: ask for the next chat, or withdraw that; stands until a chat is taken."""

    on: bool


# Agents among themselves ----------------------------------------------------------------------


class InviteFrame(Command, tag="invite"):
    """The lead asks a colleague to take the chat over (`transfer`) or to join (`conference`)."""

    chat: Id
    to: Id
    form: Literal["transfer", "conference"]


class CancelInvitationFrame(Command, tag="cancel_invitation"):
    """Call one's own invitation off."""

    chat: Id
    invitation: Id


class ViewInvitationFrame(Command, tag="view_invitation"):
    """Consult before answering: the invited agent reads the chat and exchanges private words with
    the sender; the toast no longer runs out."""

    chat: Id
    invitation: Id


class TransferToQueueFrame(Command, tag="transfer_to_queue"):
    """The lead passes the chat on to a queue, where it keeps its place by the time of request."""

    chat: Id
    queue: Id


class MakeLeadFrame(Command, tag="make_lead"):
    """The lead hands the lead over to a conferee."""

    chat: Id
    to: Id


class LeaveFrame(Command, tag="leave"):
    """A conferee leaves."""

    chat: Id


class WatchColleaguesFrame(Command, tag="watch_colleagues"):
    """Start or stop `colleagues`: who and what a chat can be passed on to, live."""

    on: bool


# Supervisors in a chat ------------------------------------------------------------------------


class MonitorFrame(Command, tag="monitor"):
    """Watch an open chat unseen, or stop. A private `post` while watching is a word to its agents,
    who then know."""

    chat: Id
    on: bool


class JoinFrame(Command, tag="join"):
    """A watching supervisor enters as a conferee."""

    chat: Id


class TakeOverFrame(Command, tag="take_over"):
    """A watching supervisor, or one in the chat, becomes its lead."""

    chat: Id


class EndAsSupervisorFrame(Command, tag="end_as_supervisor"):
    """End the chat for the end-user, from outside it."""

    chat: Id


EndUserFrame = (
    Hello
    | Alive
    | Typing
    | Seen
    | PageFrame
    | RequestChatFrame
    | CancelChatFrame
    | EndChatFrame
    | StayFrame
    | PostFrame
    | AcceptCoBrowseFrame
    | DeclineCoBrowseFrame
    | StopCoBrowseFrame
    | FailCoBrowseFrame
)

AgentFrame = (
    Hello
    | Alive
    | Typing
    | Seen
    | PostFrame
    | PushFrame
    | InviteToCoBrowseFrame
    | CoBrowseShownFrame
    | StopCoBrowseFrame
    | FailCoBrowseFrame
    | LogOnFrame
    | LogOffFrame
    | SetStatusFrame
    | AcceptFrame
    | DeclineFrame
    | ToastRanOutFrame
    | UnavailableFrame
    | ConcludeFrame
    | CloseWrapUpFrame
    | WatchFloorFrame
    | PullFrame
    | InviteFrame
    | CancelInvitationFrame
    | ViewInvitationFrame
    | TransferToQueueFrame
    | MakeLeadFrame
    | LeaveFrame
    | WatchColleaguesFrame
    | MonitorFrame
    | JoinFrame
    | TakeOverFrame
    | EndAsSupervisorFrame
)

# To every client -------------------------------------------------------------------------------


class Ack(Frame, tag="ack"):
    """The command's rows are durable. `chat` and `n`: its first row in this viewer's timeline
    (0: none that this viewer sees)."""

    id: int
    chat: ChatId | None = None
    n: int = 0


class RefusedFrame(Frame, tag="refused"):
    """Nothing was recorded. `id` 0: no readable frame. `retry`: the same again may work, but not
    before `retry_after_ms`."""

    id: int
    code: str
    text: str
    retry: bool = False
    retry_after_ms: int = 0


class EventFrame(Frame, tag="event"):
    """The `n`-th event of this viewer's timeline of the chat (1, 2, 3, … without a gap)."""

    chat: ChatId
    n: int
    at: Millis
    event: msgspec.Raw
    """An `EndUserEvent` or an `AgentViewEvent` (wire.views), told apart by `kind`."""


class Resync(Frame, tag="resync"):
    """What this client has of the chat can't be continued: drop it, a fresh timeline follows."""

    chat: ChatId


class TypingNotice(Frame, tag="is_typing"):
    """`name`: the agent's shown name; empty for the end-user. `text`: what the end-user has written
    so far, where the site lets agents see it."""

    chat: ChatId
    who: Literal["end_user", "agent"]
    name: str
    on: bool
    text: str = ""


class SeenNotice(Frame, tag="has_seen"):
    """The other side has looked at the chat up to the receiver's number `n`."""

    chat: ChatId
    n: int


class CoBrowseTicket(Frame, tag="cobrowse_ticket"):
    """Opens one stream of the co-browse session, once and soon: the end-user's client sends its
    page over it, the agent's gets it."""

    chat: ChatId
    cobrowse: CoBrowseId
    ticket: str


class Goodbye(Frame, tag="goodbye"):
    """The server is about to close; come back after `retry_after_ms`."""

    code: int
    text: str
    retry_after_ms: int


# To the end-user's client ---------------------------------------------------------------------


class WidgetWelcome(Frame, tag="welcome"):
    """`chat`: the end-user's open chat; its events that the client lacks follow as `event`."""

    now: Millis
    chat: ChatId | None
    heartbeat_ms: int
    """Send something at least this often."""
    lost_after_ms: int
    """A client that is silent for so long is given up, and its chat ends."""
    last_id: int
    """The highest command id of this client that was answered."""
    epoch: str
    """Names the history in which timelines are numbered. Another one than before: a backup was
    restored; the client drops every timeline, and sends again what was not answered."""


class WaitNotice(Frame, tag="wait"):
    """Place in the queue (1: next) and expected wait; `None` when nobody can tell."""

    chat: ChatId
    position: int
    expected_wait_ms: int | None


class IdleWarning(Frame, tag="idle_warning"):
    """Without activity the chat ends at `ends_at`."""

    chat: ChatId
    ends_at: Millis


# To an agent's client -------------------------------------------------------------------------


class DeskWelcome(Frame, tag="welcome"):
    """The chats this agent has to do with follow as `chat_opened`, open offers as `offer`."""

    now: Millis
    me: Me
    statuses: tuple[StatusChoice, ...]
    status: str | None
    """`None`: off duty, at least at this console."""
    heartbeat_ms: int
    lost_after_ms: int
    """An agent who is silent for so long is taken off duty, and their chats go to others."""
    last_id: int
    epoch: str
    agents: dict[str, str]
    """Shown names of all agents, by id."""
    queues: dict[str, str]
    elsewhere: bool = False
    """On duty, but from another browser session; `log_on` with `override` moves it here."""
    pulling: bool = False
    """A `pull` of this agent stands."""
    status_since: Millis | None = None


class StatusNotice(Frame, tag="status"):
    """The agent's own status, however it came to change; `None`: off duty.
    `reason` says why when it was not the agent's own doing here."""

    status: str | None
    reason: Literal["", "lost", "removed", "taken_over"] = ""
    since: Millis | None = None


class MeNotice(Frame, tag="me"):
    """An operator has changed what this agent may do."""

    me: Me
    statuses: tuple[StatusChoice, ...]


class PullNotice(Frame, tag="pulling"):
    """Whether a `pull` of this agent stands, however that came."""

    on: bool


TakenOffDuty = Literal["lost", "removed"]


class Away(Frame, tag="away"):
    """The agent was taken off duty without asking; this became of their chats. Follows `welcome`
    and `status`, and comes anew when one of the chats moves on, until they go on duty again."""

    reason: TakenOffDuty
    since: Millis
    chats: tuple[LostChat, ...]


OfferForm = Literal["engagement", "transfer", "conference"]


class Pages(Frame, tag="pages"):
    """The pages of the chat's end-user so far, in the order they were seen: all that is known of
    them with `chat_opened`, and anew when there is another."""

    chat: ChatId
    pages: tuple[Page, ...]


class OfferFrame(Frame, tag="offer"):
    """Show the toast until `toast_until`, then report `toast_ran_out`. A `transfer` or
    `conference` comes from a colleague, the `sender`; it can be viewed first (then this comes anew,
    with a later `toast_until`), and is answered by the same frames."""

    chat: ChatId
    invitation: InvitationId
    at: Millis
    toast_until: Millis
    allow_decline: bool
    auto_decline: bool
    about: About
    requested_at: Millis
    form: OfferForm = "engagement"
    sender: AgentId | None = None


class OfferClosed(Frame, tag="offer_closed"):
    """The offer is no longer open. `outcome`: the number of the kind that closed it."""

    chat: ChatId
    invitation: InvitationId
    outcome: int


Part = Literal["lead", "conferee", "wrap_up", "invited", "monitor"]
"""What an agent has to do with a chat; `invited`: viewing it before they answer."""


class ChatOpened(Frame, tag="chat_opened"):
    """This agent has to do with the chat; its events that the client lacks follow as `event`."""

    chat: ChatId
    about: About
    part: Part


class PartNotice(Frame, tag="part"):
    """The agent's part in a chat that is open here is another now."""

    chat: ChatId
    part: Part


class ChatClosed(Frame, tag="chat_closed"):
    """This agent has nothing to do with the chat any more."""

    chat: ChatId


class Colleagues(Frame, tag="colleagues"):
    """Whom and what a chat can be passed on to; sent on change, at most once a second."""

    agents: tuple[Colleague, ...]
    queues: tuple[QueueToPassOnTo, ...]


# To supervisors -------------------------------------------------------------------------------


class Board(Frame, tag="board"):
    """The floor as it is now; sent on change, at most once a second. Lists are cut so that the
    frame stays small; what is missing is counted."""

    now: Millis
    totals: BoardTotals
    queues: tuple[BoardQueue, ...]
    queues_more: int
    agents: tuple[BoardAgent, ...]
    agents_more: int
    chats: tuple[BoardChat, ...]
    chats_more: int
    """Open chats beyond those listed."""
    released_today: int
    canceled_today: int


class FloorFigures(Frame, tag="figures"):
    """Counts of the floor, sent at once to who begins to watch, then each minute, and on change at
    most every five seconds. `series` goes on from the one sent before: at first the last four
    hours, then the minutes that have ended since."""

    now: Millis
    today: WaitFigures
    recent: WaitFigures
    sites: tuple[SiteFigures, ...]
    queues: tuple[QueueFigures, ...]
    queues_more: int
    series: FigureSeries


ToEndUser = (
    Alive
    | Ack
    | RefusedFrame
    | EventFrame
    | Resync
    | TypingNotice
    | SeenNotice
    | CoBrowseTicket
    | Goodbye
    | WidgetWelcome
    | WaitNotice
    | IdleWarning
)

ToAgent = (
    Alive
    | Ack
    | RefusedFrame
    | EventFrame
    | Resync
    | TypingNotice
    | SeenNotice
    | CoBrowseTicket
    | Pages
    | Goodbye
    | DeskWelcome
    | MeNotice
    | StatusNotice
    | PullNotice
    | Away
    | OfferFrame
    | OfferClosed
    | ChatOpened
    | PartNotice
    | ChatClosed
    | Colleagues
    | Board
    | FloorFigures
)

# Closing the connection ------------------------------------------------------------------------


class CloseCode:
    """Why the server closes: 40xx come back and resume at once, 41xx come back later,
    42xx do not come back by yourself."""

    SLOW_READER = 4000
    """Frames pile up that the client does not read."""
    TICKET_REFUSED = 4001
    """The ticket is unknown, used or too old; get a new one."""
    HELLO_LATE = 4002
    """No `hello` in time."""
    SILENT = 4003
    """Nothing came for so long that the line must be dead."""
    DRAINING = 4100
    """The server is about to stop; another one, or the next, takes over."""
    OVERLOADED = 4101
    """More connections than the server takes."""
    STORE_UNAVAILABLE = 4102
    """Nothing can be recorded at the moment."""
    SIGNED_OUT = 4200
    """The session behind the connection has ended."""
    TAKEN_OVER = 4201
    """The agent works at another console now."""
    BAD_FRAMES = 4202
    """Too much that the protocol does not know; the client is broken."""
    PROTOCOL = 4203
    """The client speaks another version; load the page again."""
    START_OVER = 4204
    """The client was given up; what it holds is no longer so."""
    STREAM_OVER = 4205
    """Of a co-browse stream: the session is over."""
    STREAM_REPLACED = 4206
    """Of a co-browse stream: another one took its place."""
    STREAM_REFUSED = 4207
    """Of a co-browse stream: what came is no page, or more than can be shown."""
