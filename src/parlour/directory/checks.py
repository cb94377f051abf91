"""Whether the directory would be whole after some edits. Pure.

Two questions: what is wrong with a record as it stands among the others (`flaws_of`), and what some
edits together would break (`flaws_of_edits`): also in records that they do not touch.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from parlour.directory.changes import Edit
from parlour.directory.directory import Directory
from parlour.directory.flaws import Flaw, Key, Kind
from parlour.directory.people_checks import (
    BUILT_IN,
    agent_findings,
    group_findings,
    has_admin,
    profile_findings,
    skill_findings,
    status_findings,
)
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
from parlour.directory.references import references
from parlour.directory.shelves import (
    KINDS,
    Record,
    found,
    id_of,
    key_of,
    kind_of,
    put_into,
    records_of,
    shelf,
    title_of,
)
from parlour.directory.site_checks import queue_findings, site_findings
from parlour.directory.standard_texts import text_findings
from parlour.directory.texts import Finding, cleaned, named

RECORDS_MAX: dict[Kind, int] = {
    "site": 500,
    "queue": 5_000,
    "profile": 1_000,
    "agent": 20_000,
    "status": 100,
    "group": 2_000,
    "skill": 2_000,
    "text": 5_000,
}
"""All are kept in memory and sent whole to admins; the largest sites known have a third."""
NAMED_MAX = 3
"""Of those who still need a record; of the others only the number is told."""

_id = re.compile(r"[A-Za-z0-9_.@+-]{1,64}")


def flaws_of(directory: Directory, record: Record) -> list[Flaw]:
    """What is wrong with a record of this directory."""
    return [flaw_of(key_of(record), finding) for finding in _findings(directory, record)]


def flaws_of_edits(before: Directory, edits: Sequence[Edit]) -> list[Flaw]:
    """Everything that keeps these edits from taking effect together; nothing: they may."""
    after = edited(before, edits)
    gone = {edit.key for edit in edits if edit.after is None}
    flaws = [flaw for edit in edits if edit.after for flaw in flaws_of(after, edit.after)]
    flaws += _of_removals(after, gone)
    flaws += _of_numbers(before, after, edits)
    if has_admin(before) and not has_admin(after):
        agent_id = next((edit.id for edit in edits if edit.kind == "agent"), "")
        sentence = "Nobody else is an admin: make somebody one before."
        flaws.append(flaw_of(("agent", agent_id), ("roles", "last_admin", sentence)))
    return list(dict.fromkeys(flaws))


def edited(before: Directory, edits: Iterable[Edit]) -> Directory:
    """The directory as it would be; the one given stays as it is."""
    after = Directory()
    for kind in KINDS:
        shelf(after, kind).update(shelf(before, kind))
    for edit in edits:
        if edit.after is None:
            shelf(after, edit.kind).pop(edit.id, None)
        else:
            put_into(after, edit.after)
    return after


def flaw_of(key: Key, finding: Finding) -> Flaw:
    field, code, text = finding
    return Flaw(kind=key[0], id=key[1], field=field, code=code, text=text)


def _findings(directory: Directory, record: Record) -> Iterator[Finding]:
    if not _id.fullmatch(id_of(record)):
        sentence = "Id: 1 to 64 letters, digits and . _ @ + - without blanks."
        yield f"{kind_of(record)}_id", "bad_id", sentence
    yield from cleaned(record)[1]
    for reference in references(record):
        if found(directory, reference.kind, reference.id) is None:
            sentence = f"{named(reference.field)}: there is no {reference.kind} {reference.id!r}."
            yield reference.field, "unknown", sentence
    yield from _of_kind(directory, record)


def _of_kind(directory: Directory, record: Record) -> Iterator[Finding]:
    match record:
        case Site():
            return site_findings(directory, record)
        case Queue():
            return queue_findings(directory, record)
        case Profile():
            return profile_findings(directory, record)
        case Agent():
            return agent_findings(directory, record)
        case AgentStatus():
            return status_findings(directory, record)
        case Group():
            return group_findings(directory, record)
        case Skill():
            return skill_findings(directory, record)
        case StandardText():
            return text_findings(directory, record)


def _of_removals(after: Directory, gone: set[Key]) -> Iterator[Flaw]:
    """What is built in, and what others still refer to."""
    for key in gone:
        if key[0] == "status" and key[1] in BUILT_IN:
            yield flaw_of(key, ("", "built_in", "A built-in status can't be removed."))
    users: dict[Key, dict[str, None]] = {}
    for record in records_of(after) if gone else ():
        for reference in references(record):
            if reference.key in gone:
                names = users.setdefault(reference.key, {})
                names[f"{kind_of(record)} {title_of(record)}"] = None
    for key, names in users.items():
        yield flaw_of(key, ("", "in_use", f"It is still used by {listed(list(names))}."))


def _of_numbers(before: Directory, after: Directory, edits: Sequence[Edit]) -> Iterator[Flaw]:
    for kind, most in RECORDS_MAX.items():
        touched = [edit.id for edit in edits if edit.kind == kind]
        count = len(shelf(after, kind))
        if touched and count > max(most, len(shelf(before, kind))):
            sentence = f"There may be {most} of them at most."
            yield flaw_of((kind, touched[0]), ("", "too_many", sentence))


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b, c and 4 more`."""
    shown, more = list(names[:NAMED_MAX]), len(names) - NAMED_MAX
    if more > 0:
        shown.append(f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
