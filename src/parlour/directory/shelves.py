"""Where each kind of record stands in a directory, and how it is written down. Pure."""

from collections.abc import Iterable
from typing import Any, cast, get_args

import msgspec

from parlour.directory.directory import Directory
from parlour.directory.flaws import Key, Kind
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

Record = Site | Queue | Profile | Agent | AgentStatus | Group | Skill | StandardText

KINDS: dict[Kind, type[Record]] = {
    "site": Site,
    "queue": Queue,
    "profile": Profile,
    "agent": Agent,
    "status": AgentStatus,
    "group": Group,
    "skill": Skill,
    "text": StandardText,
}
"""Stored words; they never change."""
assert set(KINDS) == set(get_args(Kind)), "each kind has its record"
_words: dict[type[Record], Kind] = {record_type: kind for kind, record_type in KINDS.items()}


class BadRecord(Exception):
    """A field is not as it must be; `reason` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(record: Record) -> Kind:
    return _words[type(record)]


def id_of(record: Record) -> str:
    match record:
        case Site():
            return record.site_id
        case Queue():
            return record.queue_id
        case Profile():
            return record.profile_id
        case Agent():
            return record.agent_id
        case AgentStatus():
            return record.status_id
        case Group():
            return record.group_id
        case Skill():
            return record.skill_id
        case StandardText():
            return record.text_id


def key_of(record: Record) -> Key:
    return kind_of(record), id_of(record)


def title_of(record: Record) -> str:
    """What people call it."""
    match record:
        case AgentStatus():
            return record.label
        case StandardText():
            return record.title
        case _:
            return record.name


def shelf(directory: Directory, kind: Kind) -> dict[Any, Any]:
    """All records of a kind by id."""
    shelves: dict[Kind, dict[Any, Any]] = {
        "site": directory.sites,
        "queue": directory.queues,
        "profile": directory.profiles,
        "agent": directory.agents,
        "status": directory.statuses,
        "group": directory.groups,
        "skill": directory.skills,
        "text": directory.texts,
    }
    return shelves[kind]


def found(directory: Directory, kind: Kind, record_id: str) -> Record | None:
    return cast("Record | None", shelf(directory, kind).get(record_id))


def records_of(directory: Directory) -> list[Record]:
    """Kind by kind."""
    return [record for kind in KINDS for record in shelf(directory, kind).values()]


def put_into(directory: Directory, record: Record) -> None:
    shelf(directory, kind_of(record))[id_of(record)] = record


def directory_of(records: Iterable[Record]) -> Directory:
    directory = Directory()
    for record in records:
        put_into(directory, record)
    return directory


def encoded(record: Record | None) -> bytes:
    """As JSON; `null` for none."""
    return msgspec.json.encode(record)


def decoded(kind: Kind, record: str | bytes) -> Record:
    """
    Raises: `msgspec.ValidationError` with the path of the field.
    """
    return msgspec.json.decode(record, type=KINDS[kind])


def check_bounds(record: Record) -> None:
    """Bounds hold when a record is decoded; one made in the program is checked here.

    Raises:
        BadRecord
    """
    try:
        decoded(kind_of(record), encoded(record))
    except msgspec.ValidationError as error:
        raise BadRecord(str(error)) from error
