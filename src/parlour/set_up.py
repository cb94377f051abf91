"""The set-up of the running server as admins change it: the directory, and who may sign in."""

from collections.abc import Callable, Sequence

import msgspec

from parlour.accounts.accounts import Accounts, check_fit
from parlour.accounts.records import SignedIn
from parlour.database.database import Database
from parlour.directory.changes import Change, Edit, Stamp, VersionClash, Wanted, fields_changed
from parlour.directory.checks import flaw_of
from parlour.directory.editor import Editor, Flawed, SentEdit, edits_from
from parlour.directory.flaws import Flaw, Kind
from parlour.directory.reading import finding_of, unknown_fields
from parlour.directory.records import Agent
from parlour.directory.shelves import (
    KINDS,
    Record,
    encoded,
    found,
    id_of,
    kind_of,
    title_of,
)
from parlour.directory.texts import Finding
from parlour.engine.books import Books
from parlour.ids import AgentId, SiteId
from parlour.web.directory_bodies import (
    ChangeReply,
    Clash,
    Difference,
    DifferenceReply,
    DirectoryReply,
    EditDirectory,
    EditedReply,
    HistoryReply,
    ImportedReply,
    ImportSetUp,
    LinkReply,
    RefusedReply,
    SecretReply,
    SetUp,
    SetUpRefused,
    VersionReply,
)
from parlour.web.faults import Fault, NotThere


class RevisionClash(Exception):
    """The directory has changed since an import was looked at; nothing was written."""


class ServerSetUp:
    """A `SetUpAdmin`. `on_changed` is called after each change, so that it takes effect."""

    def __init__(self, editor: Editor, accounts: Accounts, on_changed: Callable[[], None]) -> None:
        self._editor = editor
        self._accounts = accounts
        self._directory = editor.directory
        self._on_changed = on_changed

    # The directory

    async def directory(self) -> DirectoryReply:
        known = self._directory
        without = await self._accounts.without_password(known.agents)
        return DirectoryReply(
            revision=self._editor.store.revision,
            sites=tuple(known.sites.values()),
            queues=tuple(known.queues.values()),
            profiles=tuple(known.profiles.values()),
            agents=tuple(known.agents.values()),
            statuses=tuple(known.statuses.values()),
            groups=tuple(known.groups.values()),
            skills=tuple(known.skills.values()),
            texts=tuple(known.texts.values()),
            versions={
                f"{kind}/{record_id}": self._version(stamp)
                for (kind, record_id), stamp in self._editor.store.stamps.items()
            },
            without_password=tuple(without),
            secrets=await self._accounts.sites_with_secret(),
        )

    async def edit(self, body: EditDirectory, *, by: AgentId) -> EditedReply:
        try:
            edits = edits_from(body.edits)
            if body.dry_run:
                await self._editor.apply(edits, by=by, dry_run=True)
            else:
                await self._apply(edits, by)
        except (Flawed, VersionClash) as refused:
            raise self._refused(refused) from refused
        stamps = self._editor.store.stamps
        return EditedReply(
            revision=self._editor.store.revision,
            versions={
                f"{edit.kind}/{edit.id}": self._version(stamps[edit.key])
                for edit in edits
                if edit.after is not None and edit.key in stamps
            },
        )

    async def history(self, wanted: Wanted, limit: int) -> HistoryReply:
        changes = await self._editor.store.changes(wanted, limit + 1)
        shown = tuple(self._change(change) for change in changes[:limit])
        return HistoryReply(changes=shown, more=len(changes) > limit)

    def export(self) -> SetUp:
        known = self._directory
        return SetUp(
            sites=tuple(known.sites.values()),
            queues=tuple(known.queues.values()),
            profiles=tuple(known.profiles.values()),
            agents=tuple(known.agents.values()),
            statuses=tuple(known.statuses.values()),
            groups=tuple(known.groups.values()),
            skills=tuple(known.skills.values()),
            texts=tuple(known.texts.values()),
        )

    async def import_all(self, body: ImportSetUp, *, by: AgentId) -> ImportedReply:
        try:
            records = records_in(bytes(body.set_up))
            edits = await self._editor.differences(records, remove_others=body.remove_others)
            if body.revision not in (None, self._editor.store.revision):
                raise RevisionClash
            differences = tuple(self._difference(edit) for edit in edits)
            if edits and body.dry_run:
                await self._editor.apply(edits, by=by, dry_run=True)
            elif edits:
                await self._apply(edits, by)
        except (Flawed, VersionClash, RevisionClash) as refused:
            raise self._refused(refused) from refused
        return ImportedReply(
            revision=self._editor.store.revision,
            done=not body.dry_run,
            differences=differences,
        )

    # Access

    async def set_password(self, agent_id: AgentId, password: str, *, by: AgentId) -> None:
        check_fit(password)
        self._must_be_there(agent_id)
        await self._editor.store.note(("agent", agent_id), "password", by=by)
        await self._accounts.set_password(agent_id, password)

    async def change_password(
        self, who: SignedIn, current: str, password: str, *, address: str
    ) -> None:
        check_fit(password)
        agent_id = who.agent.agent_id
        if await self._accounts.has_password(agent_id):
            await self._accounts.prove(who.agent.login, current, address)
        await self._editor.store.note(("agent", agent_id), "password", by=agent_id)
        await self._accounts.set_password(agent_id, password, keep=who.session)

    async def issue_link(self, agent_id: AgentId, *, by: AgentId) -> LinkReply:
        if not self._must_be_there(agent_id).active:
            raise Fault(422, "not_active", "They are not active, and can't sign in.")
        await self._editor.store.note(("agent", agent_id), "link", by=by)
        token, until = await self._accounts.issue_link(agent_id)
        return LinkReply(token=token, path=f"/desk/#sign-in={token}", until=until)

    async def sign_out(self, agent_id: AgentId, *, by: AgentId) -> None:
        self._must_be_there(agent_id)
        await self._editor.store.note(("agent", agent_id), "sign_out", by=by)
        await self._accounts.shut_out(agent_id)

    async def new_site_secret(self, site_id: SiteId, *, by: AgentId) -> SecretReply:
        if site_id not in self._directory.sites:
            raise NotThere
        await self._editor.store.note(("site", site_id), "secret", by=by)
        return SecretReply(secret=await self._accounts.new_site_secret(site_id))

    def _must_be_there(self, agent_id: AgentId) -> Agent:
        agent = self._directory.agents.get(agent_id)
        if agent is None:
            raise NotThere
        return agent

    # Effects

    async def _apply(self, edits: Sequence[Edit], by: AgentId) -> None:
        before = dict(self._directory.agents)
        await self._editor.apply(edits, by=by)
        self._on_changed()
        for edit in edits:
            if edit.kind != "agent":
                continue
            agent, old = edit.after, before.get(AgentId(edit.id))
            is_gone = not (isinstance(agent, Agent) and agent.active)
            if is_gone and old is not None and (old.active or agent is None):
                await self._accounts.shut_out(old.agent_id, forever=agent is None)

    # Replies

    def _version(self, stamp: Stamp) -> VersionReply:
        name = self._directory.name_of(AgentId(stamp.by))
        return VersionReply(version=stamp.version, at=stamp.at, by=stamp.by, by_name=name)

    def _change(self, change: Change) -> ChangeReply:
        last = change.after or change.before
        match change.kind:
            case "chat" | "end_user":
                pass
            case kind:
                last = last or found(self._directory, kind, change.id)
        return ChangeReply(
            number=change.number,
            at=change.at,
            by=change.by,
            by_name=self._directory.name_of(AgentId(change.by)),
            deed=change.deed,
            kind=change.kind,
            id=change.id,
            name=title_of(last) if last else change.id,
            version=change.version,
            before=msgspec.Raw(encoded(change.before)),
            after=msgspec.Raw(encoded(change.after)),
            fields=fields_changed(change.before, change.after),
        )

    def _difference(self, edit: Edit) -> DifferenceReply:
        before = found(self._directory, edit.kind, edit.id)
        shown = edit.after or before
        return DifferenceReply(
            kind=edit.kind,
            id=edit.id,
            name=title_of(shown) if shown else edit.id,
            deed=_deed(before, edit.after),
            fields=fields_changed(before, edit.after),
            before=msgspec.Raw(encoded(before)),
            after=msgspec.Raw(encoded(edit.after)),
        )

    def _refused(self, refused: Flawed | VersionClash | RevisionClash) -> SetUpRefused:
        match refused:
            case Flawed():
                first, more = refused.flaws[0].text, len(refused.flaws) - 1
                text = first if not more else f"{first} And {more} more."
                reply = RefusedReply(code="invalid", text=text, flaws=refused.flaws)
                return SetUpRefused(422, reply)
            case VersionClash():
                clashes = tuple(self._clash(edit) for edit in refused.edits)
                text = "Somebody else has changed this meanwhile."
                reply = RefusedReply(code="conflict", text=text, clashes=clashes)
                return SetUpRefused(409, reply)
            case RevisionClash():
                text = "The set-up has changed since the file was looked at."
                return SetUpRefused(409, RefusedReply(code="conflict", text=text))

    def _clash(self, edit: Edit) -> Clash:
        stamp = self._editor.store.stamps.get(edit.key)
        return Clash(
            kind=edit.kind,
            id=edit.id,
            current=self._version(stamp) if stamp else None,
            record=msgspec.Raw(encoded(found(self._directory, edit.kind, edit.id))),
        )


class ServerUse:
    """A `Use`: the open chats in memory, the log-ins in the database."""

    def __init__(self, books: Books, database: Database) -> None:
        self._books = books
        self._database = database

    def open_chats(self, kind: Kind, record_id: str) -> int:
        if kind not in {"site", "queue"}:
            return 0
        states = [live.state for live in self._books.chats.values()]
        return sum(record_id == (s.site_id if kind == "site" else s.queue_id) for s in states)

    async def has_been_on_duty(self, agent_id: AgentId) -> bool:
        query = "SELECT EXISTS (SELECT 1 FROM duty WHERE agent_id = ?)"
        (known,) = await self._database.look(lambda db: db.execute(query, (agent_id,)).fetchone())
        return bool(known)


def records_in(sent: bytes) -> list[Record]:
    """The records of an exported file.

    Raises:
        Flawed: it can't be read; each record is checked with clean texts.
    """
    try:
        file = msgspec.json.decode(sent, type=SetUp)
        known = msgspec.json.decode(msgspec.json.encode(file))
        strangers = list(unknown_fields(msgspec.json.decode(sent), known, ""))
    except msgspec.ValidationError as error:
        raise Flawed([_flaw_of_file(finding_of(str(error)))]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Flawed([_flaw_of_file(("", "wrong_type", "It is no set-up."))]) from error
    if strangers:
        path = strangers[0][:100]
        raise Flawed([_flaw_of_file((path, "unknown_field", f"There is no field {path}."))])
    shelves: tuple[Sequence[Record], ...] = (
        file.sites,
        file.queues,
        file.profiles,
        file.agents,
        file.statuses,
        file.groups,
        file.skills,
        file.texts,
    )
    records = [record for shelf in shelves for record in shelf]
    edits = [
        SentEdit(kind=kind_of(one), id=id_of(one), record=msgspec.Raw(encoded(one)))
        for one in records
    ]
    return [edit.after for edit in edits_from(edits) if edit.after is not None]


def _flaw_of_file(finding: Finding) -> Flaw:
    """`finding` with a path of the file, such as `agents[3].login`."""
    shelf = finding[0].partition("[")[0]
    for kind in KINDS:
        if shelf in {f"{kind}s", f"{kind}es"}:
            return flaw_of((kind, ""), finding)
    return flaw_of(("site", ""), finding)


def _deed(before: Record | None, after: Record | None) -> Difference:
    if before is None:
        return "add"
    if after is None:
        return "remove"
    if isinstance(after, Agent) and not after.active:
        return "deactivate" if fields_changed(before, after) == ("active",) else "change"
    return "change"
