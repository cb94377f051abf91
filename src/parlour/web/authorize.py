"""The one gate: who may do what, over HTTP. Every route passes it.

What an agent may do to a chat over the socket is decided where chats are decided; here it is about
whole functions, and about end-users staying on their site.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from parlour.accounts.records import SignedIn
from parlour.directory.records import Principal
from parlour.ids import SiteId
from parlour.web.faults import NotAllowed, NotThere, SignedOut

Role = Literal["nobody", "end_user", "agent", "supervisor", "admin"]
Action = Literal[
    "sign_in",
    "sign_out",
    "see_me",
    "change_password",
    "read_texts",
    "take_agent_ticket",
    "list_chats",
    "read_ledger",
    "watch_recording",
    "see_floor",
    "see_figures",
    "see_why",
    "see_alert",
    "see_admin",
    "see_set_up",
    "change_set_up",
    "give_access",
    "erase",
    "see_widget",
    "open_visit",
    "take_visitor_ticket",
    "leave_message",
    "read_messages",
    "settle_message",
    "see_earlier",
    "rate_chat",
    "take_transcript",
    "send_file",
    "fetch_file",
    "send_file_as_visitor",
    "fetch_file_as_visitor",
]
Actor = SignedIn | Principal | None

_OPEN_TO_ALL: frozenset[Action] = frozenset({"sign_in", "see_widget", "open_visit"})
_OF_AGENTS: frozenset[Action] = frozenset(
    {
        "sign_out",
        "see_me",
        "change_password",
        "read_texts",
        "take_agent_ticket",
        "send_file",
        "fetch_file",
        "see_earlier",
    }
)
_OF_SUPERVISORS: frozenset[Action] = frozenset(
    {
        "list_chats",
        "read_ledger",
        "watch_recording",
        "see_floor",
        "see_figures",
        "see_why",
        "see_alert",
        "read_messages",
        "settle_message",
    }
)
_OF_ADMINS: frozenset[Action] = frozenset(
    {"see_admin", "see_set_up", "change_set_up", "give_access", "erase"}
)
_OF_END_USERS: frozenset[Action] = frozenset(
    {
        "take_visitor_ticket",
        "leave_message",
        "rate_chat",
        "take_transcript",
        "send_file_as_visitor",
        "fetch_file_as_visitor",
    }
)

ALLOWED: Mapping[Role, frozenset[Action]] = {
    "nobody": _OPEN_TO_ALL,
    "end_user": _OPEN_TO_ALL | _OF_END_USERS,
    "agent": _OPEN_TO_ALL | _OF_AGENTS,
    "supervisor": _OPEN_TO_ALL | _OF_AGENTS | _OF_SUPERVISORS,
    "admin": _OPEN_TO_ALL | _OF_AGENTS | _OF_SUPERVISORS | _OF_ADMINS,
}
assert set(ALLOWED) == set(get_args(Role)), "each role has its row"


def authorize(
    actor: Actor, action: Action, site_id: SiteId | None = None, *, sees_floor: bool = False
) -> None:
    """Pass, or be told why not. `site_id`: the site it is about.

    `sees_floor`: the directory lets the actor see the floor, be it by profile alone.

    Raises:
        SignedOut: nobody may do it, but somebody might.
        NotAllowed: none of the actor's roles includes it.
        NotThere: it is about somebody else's; the same as if it were not there.
    """
    by_role = any(action in ALLOWED[role] for role in roles_of(actor))
    if not by_role and not (sees_floor and action in _OF_SUPERVISORS):
        raise SignedOut if actor is None else NotAllowed
    if isinstance(actor, Principal) and site_id != actor.site_id:
        raise NotThere


def roles_of(actor: Actor) -> tuple[Role, ...]:
    match actor:
        case None:
            return ("nobody",)
        case SignedIn():
            return actor.agent.roles
        case Principal():
            return ("end_user",)
