"""docs/limits.md: everything that a client could make grow, and where it ends.

The values and the reasons are taken from where they stand in the code; only what happens beyond
a limit is said here.
"""

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

from parlour.generate.sources import one_line, written
from parlour.rates import Limit

HEADER = """\
<!-- Written by `python -m parlour.generate` from the constants themselves. -->

# Limits

Everything that grows by what clients do has an end; beyond it somebody is refused or sent away, and
nobody else is disturbed. Codes of sockets and refusals: [protocol.md](protocol.md). A refusal
`too_fast` says after how long the same may work (`retry_after_ms`), HTTP says it by 429 and
`Retry-After`; `parlour_too_fast_total` in /metrics counts them by limit. Of an IPv6 address the
/64 network counts. The limits of sockets, requests and accounts are options of the server
(`ServerOptions`).
"""


class Bound(NamedTuple):
    """One limit. `where`: module below `parlour` and name, as `rates:KEYS_MAX`."""

    what: str
    where: str
    beyond: str


SOCKETS = "web.limits:SocketLimits."
ASKED = "hub.requests:RequestLimits."
COMING = "accounts.accounts:AccountLimits."
LEFT = "before_chat:MessageLimits."
AFTER = "after_chat:AfterLimits."
TOO_FAST = "`too_fast`, to be sent again"
FORGOTTEN = "the one used longest ago is forgotten"
SENT_AWAY = "closed with 4000, to come back and resume"

SECTIONS: dict[str, tuple[Bound, ...]] = {
    "Coming in": (
        Bound(
            "connections waiting to be accepted",
            "web.server:BACKLOG",
            "the kernel lets them try again",
        ),
        Bound("HTTP connections", "web.limits:HTTP_CONNECTIONS_MAX", "cut as they come"),
        Bound(
            "HTTP connections of an address",
            "web.limits:HTTP_CONNECTIONS_OF_ADDRESS_MAX",
            "cut as they come",
        ),
        Bound("line and headers of a request, bytes", "web.limits:HEADER_BYTES_MAX", "400, closed"),
        Bound("headers of a request", "web.limits:HEADERS_MAX", "400, closed"),
        Bound("body of a request, bytes", "web.limits:BODY_BYTES_MAX", "413, unread"),
        Bound("time of a request, s", "web.limits:REQUEST_WITHIN_S", "closed"),
        Bound("time until its answer is taken, s", "web.limits:ANSWER_WITHIN_S", "closed"),
        Bound("time to take what is left, s", "web.limits:CLOSED_WITHIN_S", "cut"),
        Bound("API requests of an address", "web.limits:REQUESTS_OF_ADDRESS", "429"),
        Bound("handshakes of an address", SOCKETS + "handshakes_of_address", "429"),
        Bound(
            "connections of an address that broke the protocol",
            "web.limits:OFFENCES_OF_ADDRESS",
            "429 for handshakes and API requests",
        ),
        Bound("sockets of an address", SOCKETS + "sockets_per_address_max", "429"),
        Bound("sockets", SOCKETS + "sockets_max", "503"),
        Bound("time until hello, s", SOCKETS + "hello_within_s", "closed with 4002"),
        Bound("log-ins of an address", COMING + "log_ins_of_address", "429"),
        Bound(
            "wrong passwords of a login from an address",
            "accounts.accounts:TRIES_OF_LOGIN",
            "429, the wait doubles",
        ),
        Bound("passwords being checked", "accounts.passwords:WAITING_MAX", "503"),
        Bound("new visitors of an address", COMING + "visits_of_address", "429"),
        Bound("a signed token, characters", "accounts.identity:TOKEN_CHARACTERS_MAX", "400"),
        Bound("the life of a signed token, s", "accounts.identity:LIFE_S_MAX", "`not_vouched`"),
        Bound("new visitors of a site", COMING + "visits_of_site", "429"),
        Bound("tickets of a person", COMING + "tickets_of_person", "429"),
        Bound("tickets of an address", COMING + "tickets_of_address", "429"),
        Bound(
            "tickets that are out", "accounts.tickets:TICKETS_MAX", "the oldest is worth nothing"
        ),
        Bound(
            "greetings and resumes that wait",
            "hub.reception:LINE_MAX",
            "come back at a time of one's own",
        ),
    ),
    "On a socket": (
        Bound(
            "a frame or message, bytes",
            SOCKETS + "frame_bytes_max",
            "closed with 1009, before it is read",
        ),
        Bound("frames at once", SOCKETS + "frames_burst", TOO_FAST),
        Bound("frames a second", SOCKETS + "frames_per_s", TOO_FAST),
        Bound("frames refused so", SOCKETS + "frames_over_max", "closed with 4101"),
        Bound("bytes that a frame's cost covers", SOCKETS + "cost_bytes", "it costs one more"),
        Bound("frames that are none", "wire.session:BAD_FRAMES_MAX", "closed with 4202"),
        Bound("what waits for one reader, bytes", SOCKETS + "send_buffer_bytes_max", SENT_AWAY),
        Bound(
            "what waits for all readers that are behind, bytes",
            SOCKETS + "send_buffers_bytes_max",
            SENT_AWAY + ", who has been behind longest first",
        ),
        Bound(
            "what the kernel keeps for one, bytes",
            "web.limits:KERNEL_BUFFER_BYTES",
            "it waits with us",
        ),
        Bound("a reader that takes nothing, s", SOCKETS + "paused_for_s", SENT_AWAY),
        Bound("silence, s", SOCKETS + "silent_after_s", "closed with 4003"),
        Bound("the answer to our close, s", SOCKETS + "close_within_s", "cut"),
        Bound(
            "log lines about bad input a second", "web.sockets:COMPLAINTS_PER_S_MAX", "counted only"
        ),
    ),
    "What is asked": (
        Bound("commands of an end-user, all tabs", ASKED + "of_end_user", TOO_FAST),
        Bound("commands of an agent, all windows", ASKED + "of_agent", TOO_FAST),
        Bound("bytes that a command's cost covers", ASKED + "cost_bytes", "it costs one more"),
        Bound("chats an end-user begins at once", ASKED + "at_once", "`too_many_chats`"),
        Bound("and a second", ASKED + "per_s", "`too_many_chats`"),
        Bound("chats a site begins", ASKED + "chats_of_site", "`too_many_chats`"),
        Bound("open chats", ASKED + "open_chats_max", "`too_many_chats`"),
        Bound(
            "rows of a chat in which more may be said", "hub.posts:CHAT_ROWS_MAX", "`chat_too_long`"
        ),
        Bound("a message, characters", "wire.frames:TEXT_CHARACTERS_MAX", "`too_long`"),
        Bound("a name, characters", "wire.frames:NAME_CHARACTERS_MAX", "`too_long`"),
        Bound("a question, characters", "wire.frames:QUESTION_CHARACTERS_MAX", "`too_long`"),
        Bound("an address, characters", "wire.frames:URL_CHARACTERS_MAX", "`too_long`"),
        Bound("combining marks in a row", "wire.text:MARKS_MAX", "`bad_text`"),
        Bound("answers of a form", "wire.frames:ANSWERS_MAX", "`bad_frame`"),
        Bound("chats resumed by one hello", "wire.frames:RESUME_CHATS_MAX", "`bad_frame`"),
        Bound("agents of a chat", "chat.state:AGENTS_MAX", "`chat_full`"),
        Bound("monitors of a chat", "chat.state:MONITORS_MAX", "`chat_full`"),
        Bound("edits in one request", "web.directory_bodies:EDITS_MAX", "400"),
        Bound("a set-up to take in, bytes", "web.directory_bodies:IMPORT_BYTES_MAX", "413"),
        Bound("colleagues listed", "hub.colleagues:COLLEAGUES_MAX", "the others are left out"),
        Bound(
            "lost clients a chat remembers",
            "chat.evolve:LOST_CLIENTS_MAX",
            "the first is forgotten",
        ),
    ),
    "Without a chat": (
        Bound("messages an end-user leaves", LEFT + "of_end_user", "429"),
        Bound("messages left from an address", LEFT + "of_address", "429"),
        Bound("messages left on a site", LEFT + "of_site", "429"),
        Bound("messages of a site that nobody settles", "visitors.messages:OPEN_MAX", "503"),
        Bound("articles offered", "visitors.articles:FOUND_MAX", "left out"),
        Bound("pages told with a request", "wire.frames:TRAIL_PAGES_MAX", "`bad_frame`"),
        Bound("pages kept of a chat", "visitors.trails:PAGES_MAX", "the oldest is forgotten"),
    ),
    "After a chat": (
        Bound("a comment, characters", "web.after_bodies:COMMENT_CHARACTERS_MAX", "400"),
        Bound("transcripts of an end-user", AFTER + "letters_of_end_user", "429"),
        Bound("transcripts of a site", AFTER + "letters_of_site", "429"),
        Bound("ratings of an end-user", AFTER + "ratings_of_end_user", "429"),
        Bound("letters that wait", "mail.outbox:OUTBOX_MAX", "503"),
    ),
    "Files and co-browse": (
        Bound("a file's name, characters", "files.names:NAME_CHARACTERS_MAX", "cut"),
        Bound("a file's name as it comes", "web.file_routes:NAME_CHARACTERS_MAX", "cut"),
        Bound("pixels of a picture", "files.images:PIXELS_MAX", "refused"),
        Bound("co-browse sessions", "hub.cobrowsing:SHOWS_MAX", "`cobrowse_impossible`"),
        Bound("streams of them", "web.streams:STREAMS_MAX", "503"),
        Bound("tickets for streams", "hub.stream_tickets:TICKETS_MAX", "the oldest is void"),
        Bound("what a viewer has not read, bytes", "hub.show:UNREAD_BYTES_MAX", "a new picture"),
        Bound("what a recorder brings, bytes", "hub.show:WAITING_BYTES_MAX", "not read on"),
        Bound("changes since a picture, bytes", "hub.show:CHANGES_KEPT_BYTES_MAX", "a new picture"),
        Bound("style sheets said by a recorder", "cobrowse.limits:SHEETS_CHARACTERS_MAX", "4207"),
        Bound("style sheets a viewer has", "web.stream_connection:SHEETS_MAX", "4001"),
        Bound("sheets kept of a site", "cobrowse.sheets:CHARACTERS_OF_SITE_MAX", FORGOTTEN),
        Bound("sheets kept of all sites", "cobrowse.sheets:CHARACTERS_MAX", FORGOTTEN),
        Bound("a recording before it is packed", "hub.kept_shows:GATHER_BYTES_MAX", "packed"),
    ),
    "Within": (
        Bound("keys of a rate", "rates:KEYS_MAX", FORGOTTEN),
        Bound("keys of the log-in throttle", "accounts.throttle:KEYS_MAX", FORGOTTEN),
        Bound(
            "clients remembered", "hub.clients:CLIENTS_MAX", FORGOTTEN + " and asked of the ledger"
        ),
        Bound(
            "answers remembered of a client",
            "hub.clients:ANSWERS_MAX",
            "older ones are asked of the ledger",
        ),
        Bound(
            "failed commands remembered of a client",
            "hub.clients:MISSING_MAX",
            "the first is forgotten",
        ),
        Bound(
            "released chats remembered", "hub.past:REMEMBERED_MAX", FORGOTTEN + " and read again"
        ),
        Bound("last leads remembered", "hub.returning:REMEMBERED_MAX", FORGOTTEN),
        Bound("chats on the board", "hub.board:CHATS_MAX", "counted only"),
        Bound("characters of a question on the board", "hub.board:QUESTION_MAX", "cut"),
        Bound("queues × minutes of the figures", "hub.figures:CELLS_MAX", "sums only"),
        Bound("sites in the figures", "hub.figures_frames:SITES_MAX", "left out"),
        Bound(
            "transactions waiting for the disk", "ledger.group_commit:WAITING_MAX", "`unavailable`"
        ),
        Bound("transactions in one group", "ledger.group_commit:GROUP_MAX", "the next group"),
        Bound("acts waiting for a repair", "engine.repair:WAITING_ACTS_MAX", "`unavailable`"),
        Bound("tries of a contended act", "engine.engine:ATTEMPTS_MAX", "`unavailable`"),
        Bound("offers in one turn", "engine.router:OFFERS_PER_TURN_MAX", "the next turn"),
        Bound("heads of streams remembered", "ledger.sqlite_past:HEADS_KEPT", "read again"),
        Bound("clients' numbers remembered", "ledger.sqlite_past:CLIENTS_KEPT", "read again"),
        Bound("views of chats remembered", "ledger.sqlite_past:VIEWS_KEPT", "read again"),
        Bound("SQLite's page cache, KiB", "database.connect:CACHE_KIB", "read again"),
    ),
}


def render() -> str:
    parts = [HEADER]
    for section, bounds in SECTIONS.items():
        parts.append(f"## {section}\n\n| What | Limit | Beyond it | Why |\n|---|---|---|---|")
        parts += [row(bound) for bound in bounds]
        parts.append("")
    return "\n".join(parts)


def row(bound: Bound) -> str:
    return f"| {bound.what} | {in_words(value_of(bound))} | {bound.beyond} | {reason(bound)} |"


def value_of(bound: Bound) -> object:
    """The value as the code has it; of an option its default."""
    module, names = parts_of(bound)
    found: object = importlib.import_module(module)
    for name in names[:-1]:
        found = getattr(found, name)()
    return getattr(found, names[-1])


def in_words(value: object) -> str:
    if isinstance(value, Limit):
        return f"{value.burst:,g} at once, then {value.per_s:g}/s"
    assert isinstance(value, int | float), f"{value!r} is no limit"
    return f"{value:,}"


def reason(bound: Bound) -> str:
    """What stands beside it: a docstring below, or a comment behind."""
    module, names = parts_of(bound)
    imported = importlib.import_module(module)
    beside = written(imported)
    if len(names) == 1:
        doc = beside[names[0]].doc
    else:
        doc = beside[names[0]].fields.get(names[1], "")
        doc = doc or inspect.getdoc(getattr(getattr(imported, names[0]), names[1], None)) or ""
    return one_line(doc or comment_behind(inspect.getsource(imported), names[-1]))


def comment_behind(source: str, name: str) -> str:
    found = re.search(rf"^\s*{name}\b[^\n]*?=[^\n#]*#\s*(.+)$", source, re.MULTILINE)
    return found[1] if found else ""


def parts_of(bound: Bound) -> tuple[str, list[str]]:
    module, _, names = bound.where.partition(":")
    return f"parlour.{module}", names.split(".")


def without_reason() -> Iterator[str]:
    """Limits beside which nothing says why."""
    return (bound.where for bounds in SECTIONS.values() for bound in bounds if not reason(bound))
