"""Which records a record refers to. Pure."""

from collections.abc import Iterator

from parlour.directory.flaws import Key, Kind
from parlour.directory.records import Agent, Profile, Queue, Site, StandardText
from parlour.directory.shelves import Record
from parlour.value import Value


class Reference(Value):
    """`field` of the record names a record of this kind."""

    field: str
    kind: Kind
    id: str

    @property
    def key(self) -> Key:
        return self.kind, self.id


def references(record: Record) -> Iterator[Reference]:
    match record:
        case Site():
            yield Reference(field="default_queue_id", kind="queue", id=record.default_queue_id)
            for index, rule in enumerate(record.rules):
                yield Reference(field=f"rules[{index}].queue_id", kind="queue", id=rule.queue_id)
        case Queue():
            yield from _of_queue(record)
        case Profile():
            yield from _of_profile(record)
        case Agent():
            yield Reference(field="profile_id", kind="profile", id=record.profile_id)
            if record.group_id:
                yield Reference(field="group_id", kind="group", id=record.group_id)
            for skill_id in record.skills:
                yield Reference(field=f"skills.{skill_id}", kind="skill", id=skill_id)
        case StandardText():
            for index, queue_id in enumerate(record.queues):
                yield Reference(field=f"queues[{index}]", kind="queue", id=queue_id)
            for index, group_id in enumerate(record.groups):
                yield Reference(field=f"groups[{index}]", kind="group", id=group_id)
        case _:
            return


def _of_queue(queue: Queue) -> Iterator[Reference]:
    yield Reference(field="site_id", kind="site", id=queue.site_id)
    for index, need in enumerate(queue.skills):
        yield Reference(field=f"skills[{index}].skill_id", kind="skill", id=need.skill_id)
    for index, other in enumerate(queue.overflow):
        yield Reference(field=f"overflow[{index}].queue_id", kind="queue", id=other.queue_id)


def _of_profile(profile: Profile) -> Iterator[Reference]:
    for queue_id in profile.queues:
        yield Reference(field=f"queues.{queue_id}", kind="queue", id=queue_id)
    for skill_id in profile.skills:
        yield Reference(field=f"skills.{skill_id}", kind="skill", id=skill_id)
    yield Reference(field="status_after_log_on", kind="status", id=profile.status_after_log_on)
    for index, status_id in enumerate(profile.allowed_statuses):
        yield Reference(field=f"allowed_statuses[{index}]", kind="status", id=status_id)
