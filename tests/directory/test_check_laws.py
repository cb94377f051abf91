"""Whatever edits pass the checks, the directory stays whole."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.directory.changes import Edit, fields_changed
from parlour.directory.checks import edited, flaws_of_edits
from parlour.directory.directory import Directory
from parlour.directory.flaws import Kind
from parlour.directory.reading import record_from
from parlour.directory.records import (
    Agent,
    AgentStatus,
    Group,
    Overflow,
    Profile,
    Queue,
    RoutingRule,
    Site,
    Skill,
    SkillNeed,
)
from parlour.directory.shelves import (
    KINDS,
    Record,
    encoded,
    id_of,
    kind_of,
    records_of,
    shelf,
)
from tests.directory.house import RECORDS, whole

IDS = {
    kind: st.sampled_from([*(id_of(r) for r in RECORDS if kind_of(r) == kind), "new"])
    for kind in KINDS
}
KEYS: list[tuple[Kind, str]] = [(kind_of(r), id_of(r)) for r in RECORDS]
levels = st.integers(1, 10)
names = st.sampled_from(["Ann", "Tea", "Sales", "One", "Two", " "])

sites = st.builds(
    Site,
    site_id=IDS["site"],
    name=names,
    default_queue_id=IDS["queue"],
    allowed_origins=st.just(()),
    rules=st.lists(st.builds(RoutingRule, queue_id=IDS["queue"]), max_size=2).map(tuple),
)
queues = st.builds(
    Queue,
    queue_id=IDS["queue"],
    site_id=IDS["site"],
    name=names,
    skills=st.lists(st.builds(SkillNeed, skill_id=IDS["skill"], level=levels), max_size=2).map(
        tuple
    ),
    overflow=st.lists(
        st.builds(Overflow, queue_id=IDS["queue"], after_s=st.just(9)), max_size=2
    ).map(tuple),
)
profiles = st.builds(
    Profile,
    profile_id=IDS["profile"],
    name=names,
    queues=st.dictionaries(IDS["queue"], st.just(1), max_size=2),
    skills=st.dictionaries(IDS["skill"], levels, max_size=1),
    status_after_log_on=IDS["status"],
    allowed_statuses=st.lists(IDS["status"], max_size=2).map(tuple),
)
agents = st.builds(
    Agent,
    agent_id=IDS["agent"],
    login=st.sampled_from(["ann", "ben", "cy"]),
    name=names,
    profile_id=IDS["profile"],
    group_id=st.one_of(st.just(""), IDS["group"]),
    skills=st.dictionaries(IDS["skill"], levels, max_size=1),
    active=st.booleans(),
    roles=st.sampled_from([("agent",), ("admin",), ("agent", "admin")]),
)
statuses = st.builds(
    AgentStatus,
    status_id=IDS["status"],
    label=names,
    type=st.sampled_from(["available", "unavailable"]),
)
groups = st.builds(Group, group_id=IDS["group"], name=names)
skills = st.builds(Skill, skill_id=IDS["skill"], name=names)
records: st.SearchStrategy[Record] = st.one_of(
    sites, queues, profiles, agents, statuses, groups, skills
)
puts = records.map(lambda r: Edit(kind=kind_of(r), id=id_of(r), after=r))
removals = st.sampled_from(KEYS).map(lambda key: Edit(kind=key[0], id=key[1], after=None))
edits = st.one_of(puts, removals)
batches = st.lists(edits, min_size=1, max_size=3, unique_by=lambda edit: edit.key)


def broken(directory: Directory) -> list[object]:
    """References that lead nowhere or to another site; found without asking the checks."""
    d = directory
    dangling: list[object] = []
    for site in d.sites.values():
        for queue_id in (site.default_queue_id, *(rule.queue_id for rule in site.rules)):
            if queue_id not in d.queues or d.queues[queue_id].site_id != site.site_id:
                dangling.append((site.site_id, queue_id))
    for queue in d.queues.values():
        dangling += [queue.site_id] * (queue.site_id not in d.sites)
        dangling += [need for need in queue.skills if need.skill_id not in d.skills]
        over = [other.queue_id for other in queue.overflow]
        dangling += [one for one in over if one not in d.queues or one == queue.queue_id]
    for profile in d.profiles.values():
        dangling += [one for one in profile.queues if one not in d.queues]
        dangling += [one for one in profile.skills if one not in d.skills]
        used = (profile.status_after_log_on, *profile.allowed_statuses)
        dangling += [one for one in used if one not in d.statuses]
    for agent in d.agents.values():
        dangling += [agent.agent_id] * (agent.profile_id not in d.profiles)
        dangling += [agent.group_id] * (agent.group_id not in ("", *d.groups))
        dangling += [one for one in agent.skills if one not in d.skills]
    return dangling


@settings(max_examples=300, deadline=None)
@given(st.lists(batches, max_size=8))
def test_whatever_passes_keeps_the_directory_whole(walk: list[list[Edit]]) -> None:
    directory = whole()
    for batch in walk:
        if not flaws_of_edits(directory, batch):
            directory = edited(directory, batch)
    assert broken(directory) == []
    logins = [agent.login.casefold() for agent in directory.agents.values()]
    assert len(set(logins)) == len(logins)
    assert any(a.active and "admin" in a.roles for a in directory.agents.values())
    assert set(whole().statuses) - {"lunch"} <= set(directory.statuses)


@settings(max_examples=100, deadline=None)
@given(batches)
def test_checking_changes_nothing_and_says_the_same_again(batch: list[Edit]) -> None:
    directory = whole()
    before = {kind: dict(shelf(directory, kind)) for kind in KINDS}
    assert flaws_of_edits(directory, batch) == flaws_of_edits(directory, batch)
    assert {kind: shelf(directory, kind) for kind in KINDS} == before


@settings(max_examples=200, deadline=None)
@given(records)
def test_what_was_read_is_read_the_same_again(record: Record) -> None:
    read = record_from(kind_of(record), id_of(record), encoded(record))
    if isinstance(read, list):
        return
    assert record_from(kind_of(read), id_of(read), encoded(read)) == read


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_fields_are_named_as_changed_if_and_only_if_they_differ(data: Any) -> None:
    old = data.draw(st.sampled_from(RECORDS))
    new = data.draw(records)
    if kind_of(old) == kind_of(new):
        assert bool(fields_changed(old, new)) == (old != new)


def test_nothing_is_broken_to_begin_with() -> None:
    assert broken(whole()) == []
    assert len(records_of(whole())) == len(RECORDS)
