"""The demo's records, and those of a first start, are in order by the rules admins are held to."""

from parlour.demo import demo_records
from parlour.directory.checks import flaws_of
from parlour.directory.records import Agent, Profile
from parlour.directory.shelves import KINDS, Record, directory_of, kind_of
from parlour.serving import first_records


def flaws(records: list[Record]) -> list[str]:
    directory = directory_of(records)
    return [flaw.text for record in records for flaw in flaws_of(directory, record)]


def test_the_demo_is_whole() -> None:
    assert flaws(demo_records()) == []


def test_a_first_start_is_whole() -> None:
    assert flaws(first_records("ann")) == []


def test_the_demo_shows_every_kind_of_record_and_every_way_of_working() -> None:
    records = demo_records()
    assert {kind_of(record) for record in records} == set(KINDS)
    profiles = [record for record in records if isinstance(record, Profile)]
    assert any(one.pull_chat for one in profiles)
    assert any(one.supervisor and one.monitor for one in profiles)
    used = {record.profile_id for record in records if isinstance(record, Agent)}
    assert used == {one.profile_id for one in profiles}
