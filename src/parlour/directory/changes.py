"""Edits of the directory and the history they leave. Values."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from parlour.directory.flaws import Key, Kind
from parlour.directory.json_shapes import is_object
from parlour.directory.shelves import Record
from parlour.ids import Millis
from parlour.value import Value

Deed = Literal["put", "remove", "password", "link", "sign_out", "secret", "recording", "erase"]
"""Stored words. From `password` on they change no record: three are about an agent's access, one
about the secret by which a site vouches for its visitors; then whose recording was looked at (of a
chat), and whose data was erased (of an end-user)."""

Subject = Kind | Literal["chat", "end_user"]
"""What an entry is about: a record, or what a deed was done to."""
About = tuple[Subject, str]
"""With its id; an end-user's is `site/id`."""


class Edit(Value):
    """Put `after`, or take the record away if that is `None`."""

    kind: Kind
    id: str
    after: Record | None
    version: int | None = None
    """The edit was made on this one (0: on none); `None`: whichever there is."""

    @property
    def key(self) -> Key:
        return self.kind, self.id


class Stamp(Value):
    """The newest version of a record."""

    version: int
    at: Millis
    by: str


class Change(Value):
    """One entry of the history. `before` is `None` for a new record, `after` for one removed."""

    number: int
    at: Millis
    by: str
    deed: Deed
    kind: Subject
    id: str
    version: int
    before: Record | None
    after: Record | None


class Wanted(Value):
    """Which changes to show: those older than number `before` that fit what is given."""

    kind: str = ""
    id: str = ""
    by: str = ""
    before: int = 1 << 53

    def fits(self, change: Change) -> bool:
        pairs = ((self.kind, change.kind), (self.id, change.id), (self.by, change.by))
        return change.number < self.before and all(not want or want == is_ for want, is_ in pairs)


class DirectoryUnavailable(Exception):
    """The change can't be written now; nothing was. Retryable."""


class VersionClash(Exception):
    """Others have changed these records since the edits were made; nothing was written."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        super().__init__(", ".join(f"{edit.kind} {edit.id}" for edit in edits))
        self.edits = tuple(edits)


def fields_changed(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Paths of what differs, objects by key (`settings.ABSENT_INTERVAL`, `queues.sales`); lists
    as a whole. Nothing for a record that comes or goes."""
    if before is None or after is None:
        return ()
    old: dict[str, Any] = msgspec.to_builtins(before)
    new: dict[str, Any] = msgspec.to_builtins(after)
    return tuple(_differing(old, new, ""))


def _differing(old: dict[str, Any], new: dict[str, Any], path: str) -> list[str]:
    paths: list[str] = []
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one == other:
            continue
        if is_object(one) and is_object(other):
            paths += _differing(one, other, f"{path}{name}.")
        else:
            paths.append(path + name)
    return paths
