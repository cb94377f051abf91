"""Changes the directory for people: checks edits against everything there is, then writes them."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Protocol

import msgspec

from parlour.directory.changes import Edit, VersionClash
from parlour.directory.checks import flaw_of, flaws_of_edits
from parlour.directory.directory import Directory
from parlour.directory.flaws import Flaw, Key, Kind
from parlour.directory.people_checks import BUILT_IN
from parlour.directory.reading import record_from
from parlour.directory.records import Agent
from parlour.directory.shelves import Record, found, key_of, records_of
from parlour.directory.store import DirectoryStore
from parlour.directory.texts import Finding
from parlour.ids import AgentId
from parlour.value import Value


class Flawed(Exception):
    """The edits can't take effect; nothing was written."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("; ".join(flaw.text for flaw in flaws))
        self.flaws = tuple(flaws)


class Use(Protocol):
    """Who needs a record, beside the directory itself."""

    def open_chats(self, kind: Kind, record_id: str) -> int:
        """Of a site or queue; 0 for all others."""
        ...

    async def has_been_on_duty(self, agent_id: AgentId) -> bool: ...


class Editor:
    """One edit, or several that take effect together, at a time."""

    def __init__(self, store: DirectoryStore, directory: Directory, use: Use) -> None:
        self.store = store
        self.directory = directory
        self._use = use
        self._one_at_a_time = asyncio.Lock()

    async def apply(self, edits: Sequence[Edit], *, by: str, dry_run: bool = False) -> None:
        """
        Raises:
            Flawed, VersionClash, DirectoryUnavailable: nothing was written.
        """
        async with self._one_at_a_time:
            if late := [edit for edit in edits if self._is_late(edit)]:
                raise VersionClash(late)
            flaws = [*flaws_of_edits(self.directory, edits), *await self._needed(edits)]
            if flaws:
                raise Flawed(flaws)
            if not dry_run:
                await self.store.write(edits, by=by)

    async def differences(
        self, records: Sequence[Record], *, remove_others: bool
    ) -> tuple[Edit, ...]:
        """The edits that bring the directory to these records. Agents who have been on duty stay,
        and are deactivated."""
        wanted = {key_of(record): record for record in records}
        edits = [
            self._edit(key, record)
            for key, record in wanted.items()
            if found(self.directory, *key) != record
        ]
        for record in records_of(self.directory) if remove_others else ():
            key = key_of(record)
            if key in wanted or (key[0] == "status" and key[1] in BUILT_IN):
                continue
            if isinstance(record, Agent) and await self._use.has_been_on_duty(record.agent_id):
                if record.active:
                    edits.append(self._edit(key, record.but(active=False)))
            else:
                edits.append(self._edit(key, None))
        return tuple(edits)

    def _edit(self, key: Key, after: Record | None) -> Edit:
        stamp = self.store.stamps.get(key)
        return Edit(kind=key[0], id=key[1], after=after, version=stamp.version if stamp else 0)

    def _is_late(self, edit: Edit) -> bool:
        stamp = self.store.stamps.get(edit.key)
        return edit.version is not None and edit.version != (stamp.version if stamp else 0)

    async def _needed(self, edits: Sequence[Edit]) -> list[Flaw]:
        """What is removed and has chats, or a past that is told by its name."""
        flaws: list[Flaw] = []
        for edit in edits:
            if edit.after is not None:
                continue
            if count := self._use.open_chats(edit.kind, edit.id):
                sentence = f"It has {count} open chat{'' if count == 1 else 's'}."
                flaws.append(flaw_of(edit.key, ("", "open_chats", sentence)))
            if edit.kind == "agent" and await self._use.has_been_on_duty(AgentId(edit.id)):
                flaws.append(flaw_of(edit.key, _HAS_HISTORY))
        return flaws


_HAS_HISTORY: Finding = (
    "",
    "has_history",
    "They have been on duty, and chats tell of them: deactivate them instead.",
)


class SentEdit(Value, forbid_unknown_fields=True):
    """An edit as it came; `record` `null` removes it."""

    kind: Kind
    id: str
    record: msgspec.Raw
    version: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None = None
    """That the edit was made on, 0: there was none; `null`: whichever there is."""


def edits_from(sent: Sequence[SentEdit]) -> list[Edit]:
    """Edits with their records read.

    Raises:
        Flawed: records that can't be read.
    """
    edits: list[Edit] = []
    flaws: list[Flaw] = []
    known: set[Key] = set()
    for one in sent:
        key: Key = (one.kind, one.id)
        if key in known:
            flaws.append(flaw_of(key, ("", "duplicate", "It stands there twice.")))
        known.add(key)
        record = bytes(one.record)
        after = None if record == b"null" else record_from(one.kind, one.id, record)
        if isinstance(after, list):
            flaws += [flaw_of(key, finding) for finding in after]
        else:
            edits.append(Edit(kind=one.kind, id=one.id, after=after, version=one.version))
    if flaws:
        raise Flawed(flaws)
    return edits
