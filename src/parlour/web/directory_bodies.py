"""Bodies of the routes about the set-up: sites, queues, profiles, agents and the rest.

Source of the records: parlour.directory.records.
"""

from typing import Annotated, Literal, Protocol

import msgspec

from parlour.accounts.records import SignedIn
from parlour.directory.changes import Deed, Subject, Wanted
from parlour.directory.editor import SentEdit
from parlour.directory.flaws import Flaw, Kind
from parlour.directory.records import (
    Agent,
    AgentStatus,
    Group,
    Profile,
    Queue,
    Site,
    Skill,
    StandardText,
)
from parlour.ids import AgentId, Millis, SiteId
from parlour.value import Value

Difference = Literal["add", "change", "remove", "deactivate"]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""Of a record: 1 when it was first written, one more with each change. 0: it is not there."""

EDITS_MAX = 200
"""In one request: a site with all its queues and profiles."""
CHANGES_MAX = 200
"""Of one page of the history."""
IMPORT_BYTES_MAX = 16 << 20
"""The set-up of twenty thousand agents, twice."""


# Requests


class PutRecord(Value, forbid_unknown_fields=True):
    """Create (`version` 0) or change a record, which comes whole."""

    version: Version
    """That the change was made on; another one since then is a conflict."""
    record: msgspec.Raw


class EditDirectory(Value, forbid_unknown_fields=True):
    """Edits that take effect together or not at all. `dry_run`: only say whether they would."""

    edits: Annotated[tuple[SentEdit, ...], msgspec.Meta(min_length=1, max_length=EDITS_MAX)]
    dry_run: bool = False


class ImportSetUp(Value, forbid_unknown_fields=True):
    """Bring the directory to what an exported file says.

    `remove_others`: what the file does not have goes (agents who have been on duty are deactivated
    instead). `revision`: that of the dry run; it is a conflict if anything has changed since.
    """

    set_up: msgspec.Raw
    dry_run: bool = True
    remove_others: bool = False
    revision: int | None = None


class SetPassword(Value, forbid_unknown_fields=True):
    password: Annotated[str, msgspec.Meta(max_length=256)]


# Answers


class VersionReply(Value):
    """Which version of a record this is, and who made it, when."""

    version: int
    at: Millis
    by: str
    """An agent id, or `setup` for what the server wrote at its first start."""
    by_name: str


class DirectoryReply(Value):
    """Everything, as of one moment."""

    revision: int
    """Grows with every change of the directory."""
    sites: tuple[Site, ...]
    queues: tuple[Queue, ...]
    profiles: tuple[Profile, ...]
    agents: tuple[Agent, ...]
    statuses: tuple[AgentStatus, ...]
    groups: tuple[Group, ...]
    skills: tuple[Skill, ...]
    texts: tuple[StandardText, ...]
    versions: dict[str, VersionReply]
    """By `kind/id`, as in `queue/sales`."""
    without_password: tuple[AgentId, ...]
    """Agents who can't sign in with a password yet."""
    secrets: dict[SiteId, Millis] = {}
    """Sites that can vouch for their visitors, and since when they have the secret for it."""


class EditedReply(Value):
    """The edits have taken effect (or, after a dry run, would)."""

    revision: int
    versions: dict[str, VersionReply]
    """Of the records that were put, by `kind/id`."""


class Clash(Value):
    """Somebody else has changed a record meanwhile."""

    kind: Kind
    id: str
    current: VersionReply | None
    """`null`: it is no longer there, or never was."""
    record: msgspec.Raw
    """As it is now; `null`: not there."""


class RefusedReply(Value):
    """Nothing was written. 422 `invalid`: see `flaws`; 409 `conflict`: see `clashes`."""

    code: Literal["invalid", "conflict"]
    text: str
    flaws: tuple[Flaw, ...] = ()
    clashes: tuple[Clash, ...] = ()


class ChangeReply(Value):
    """One entry of the history."""

    number: int
    at: Millis
    by: str
    by_name: str
    deed: Deed
    kind: Subject
    id: str
    name: str
    """Of the record, as it was last known; else its id."""
    version: int
    before: msgspec.Raw
    """The whole record; `null`: it was not there, or the deed changes no record."""
    after: msgspec.Raw
    fields: tuple[str, ...]
    """Which fields differ: `name`, `settings.ABSENT_INTERVAL`, `queues.sales`, `hours`."""


class HistoryReply(Value):
    """Latest first. `more`: there are older ones; ask with `before` = the last one's `number`."""

    changes: tuple[ChangeReply, ...]
    more: bool


class DifferenceReply(Value):
    """What an import does (or, in a dry run, would do) to one record."""

    kind: Kind
    id: str
    name: str
    deed: Difference
    fields: tuple[str, ...]
    before: msgspec.Raw
    after: msgspec.Raw


class ImportedReply(Value):
    revision: int
    done: bool
    """`false` after a dry run."""
    differences: tuple[DifferenceReply, ...]


class SetUp(Value, forbid_unknown_fields=True):
    """The file of an export: the whole set-up without passwords."""

    format: Literal["parlour-set-up"] = "parlour-set-up"
    format_version: Literal[1] = 1
    sites: tuple[Site, ...] = ()
    queues: tuple[Queue, ...] = ()
    profiles: tuple[Profile, ...] = ()
    agents: tuple[Agent, ...] = ()
    statuses: tuple[AgentStatus, ...] = ()
    groups: tuple[Group, ...] = ()
    skills: tuple[Skill, ...] = ()
    texts: tuple[StandardText, ...] = ()


class LinkReply(Value):
    """A link that signs the agent in, once. It is shown now and never again."""

    token: str
    path: str
    """To put behind the server's address."""
    until: Millis


class SecretReply(Value):
    """By which a site vouches for its visitors. It is shown now and never again."""

    secret: str


class SetUpRefused(Exception):
    """Nothing was written; `reply` says why."""

    def __init__(self, status: Literal[409, 422], reply: RefusedReply) -> None:
        super().__init__(reply.text)
        self.status = status
        self.reply = reply


class SetUpAdmin(Protocol):
    """What the routes about the set-up ask for. Everything that changes it raises `SetUpRefused`
    or `DirectoryUnavailable`, and is told by whom (`by`)."""

    async def directory(self) -> DirectoryReply: ...

    async def edit(self, body: EditDirectory, *, by: AgentId) -> EditedReply: ...

    async def history(self, wanted: Wanted, limit: int) -> HistoryReply: ...

    def export(self) -> SetUp: ...

    async def import_all(self, body: ImportSetUp, *, by: AgentId) -> ImportedReply: ...

    async def set_password(self, agent_id: AgentId, password: str, *, by: AgentId) -> None:
        """
        Raises:
            NotThere, UnfitPassword
        """
        ...

    async def change_password(
        self, who: SignedIn, current: str, password: str, *, address: str
    ) -> None:
        """By themselves; they stay signed in here only. Whoever came by a link and has none yet
        need not know it.

        Raises:
            UnfitPassword, WrongLogin, TooManyTries, TooBusy
        """
        ...

    async def issue_link(self, agent_id: AgentId, *, by: AgentId) -> LinkReply:
        """
        Raises:
            NotThere
            Fault: they are not active.
        """
        ...

    async def sign_out(self, agent_id: AgentId, *, by: AgentId) -> None:
        """
        Raises:
            NotThere
        """
        ...

    async def new_site_secret(self, site_id: SiteId, *, by: AgentId) -> SecretReply:
        """
        Raises:
            NotThere
        """
        ...
