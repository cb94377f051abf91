"""What may not become of the directory: one example for each rule."""

from typing import Any

import pytest

from parlour.directory.changes import Edit
from parlour.directory.checks import RECORDS_MAX, flaws_of, flaws_of_edits, listed
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Article,
    FormField,
    OpeningHours,
    Overflow,
    ProactiveRule,
    Skill,
    SkillNeed,
    Survey,
    Theme,
)
from parlour.directory.records import RoutingRule as Rule
from parlour.directory.shelves import Record, id_of, kind_of, records_of
from parlour.directory.site_checks import is_date, is_origin
from parlour.ids import QueueId
from tests.directory.house import (
    ANN,
    BEN,
    FAR,
    FAR_QUEUE,
    GROUP,
    LUNCH,
    NEEDY,
    PROFILE,
    QUEUE,
    SALES,
    SITE,
    SKILL,
    WORKSHOP,
    whole,
)


def put(record: Record) -> Edit:
    return Edit(kind=kind_of(record), id=id_of(record), after=record)


def gone(record: Record) -> Edit:
    return Edit(kind=kind_of(record), id=id_of(record), after=None)


def found(*edits: Edit) -> set[tuple[str, str, str]]:
    """Id, field and code of each flaw."""
    return {(flaw.id, flaw.field, flaw.code) for flaw in flaws_of_edits(whole(), edits)}


def hours(*times: tuple[int, int, int]) -> tuple[OpeningHours, ...]:
    return tuple(OpeningHours(weekday=day, opens=a, closes=b) for day, a, b in times)


def test_a_whole_directory_has_no_flaws() -> None:
    directory = whole()
    assert [flaw for record in records_of(directory) for flaw in flaws_of(directory, record)] == []


SHOP = "https://shop.example/delivery"

FLAWED: list[tuple[Record, dict[str, Any], str, str]] = [
    (SITE, {"default_queue_id": QueueId("none")}, "default_queue_id", "unknown"),
    (SITE, {"default_queue_id": FAR}, "default_queue_id", "foreign"),
    (SITE, {"rules": (Rule(queue_id=FAR),)}, "rules[0].queue_id", "foreign"),
    (SITE, {"rules": (Rule(queue_id=QueueId("x")),)}, "rules[0].queue_id", "unknown"),
    (
        SITE,
        {"rules": (Rule(queue_id=SALES, language="de_CH"),)},
        "rules[0].language",
        "bad_language",
    ),
    (SITE, {"rules": (Rule(queue_id=SALES),) * 201}, "rules", "too_many"),
    (SITE, {"allowed_origins": ("https://shop.example/",)}, "allowed_origins[0]", "bad_origin"),
    (SITE, {"allowed_origins": ("http://a", "http://a")}, "allowed_origins[1]", "duplicate"),
    (SITE, {"time_zone": "Europe/Zurich2"}, "time_zone", "unknown_time_zone"),
    (SITE, {"language": "german"}, "language", "bad_language"),
    (SITE, {"brand": "red"}, "brand", "bad_colour"),
    (SITE, {"fields": (FormField(id="a", label="A"),) * 2}, "fields[1].id", "duplicate"),
    (SITE, {"fields": (FormField(id="A b", label="A"),)}, "fields[0].id", "bad_id"),
    (SITE, {"fields": (FormField(id="a", label=" "),)}, "fields[0].label", "empty"),
    (SITE, {"name": "  "}, "name", "empty"),
    (SITE, {"greeting": "x" * 2_001}, "greeting", "too_long"),
    (SITE, {"theme": Theme(label="x" * 31)}, "theme.label", "too_long"),
    (SITE, {"survey": Survey(question="Well?\n")}, "survey.question", "bad_text"),
    (SITE, {"mail": "shop"}, "mail", "bad_address"),
    (SITE, {"mail": "a@b.example, c@d.example"}, "mail", "bad_address"),
    (SITE, {"proactive": (ProactiveRule(text=" "),)}, "proactive[0].text", "empty"),
    (SITE, {"proactive": (ProactiveRule(text="Hi"),) * 51}, "proactive", "too_many"),
    (SITE, {"articles": (Article(title="", url=SHOP),)}, "articles[0].title", "empty"),
    (
        SITE,
        {"articles": (Article(title="A", url="javascript:alert(1)"),)},
        "articles[0].url",
        "bad_address",
    ),
    (SITE, {"articles": (Article(title="A", url=""),)}, "articles[0].url", "bad_address"),
    (QUEUE, {"name": "a\nb"}, "name", "bad_text"),
    (QUEUE, {"name": "a\x07"}, "name", "bad_text"),
    (QUEUE, {"name": "x" * 101}, "name", "too_long"),
    (QUEUE, {"site_id": "none"}, "site_id", "unknown"),
    (QUEUE, {"hours": hours((0, 600, 540))}, "hours[0].closes", "order"),
    (QUEUE, {"hours": hours((0, 600, 600))}, "hours[0].closes", "order"),
    (QUEUE, {"hours": hours((7, 0, 60))}, "hours[0].weekday", "out_of_range"),
    (QUEUE, {"hours": hours((0, 0, 1441))}, "hours[0]", "out_of_range"),
    (QUEUE, {"hours": hours((0, 0, 60), (1, 0, 60), (0, 59, 90))}, "hours[2]", "overlap"),
    (QUEUE, {"holidays": ("2026-02-29",)}, "holidays[0]", "not_a_date"),
    (QUEUE, {"holidays": ("2026-12-25", "2026-12-25")}, "holidays[1]", "duplicate"),
    (QUEUE, {"max_waiting": -1}, "max_waiting", "out_of_range"),
    (QUEUE, {"skills": (SkillNeed(skill_id="x", level=1),)}, "skills[0].skill_id", "unknown"),
    (
        QUEUE,
        {"skills": (SkillNeed(skill_id="tea", level=1),) * 2},
        "skills[1].skill_id",
        "duplicate",
    ),
    (QUEUE, {"skills": (SkillNeed(skill_id="tea", level=1, least=2),)}, "skills[0].least", "order"),
    (QUEUE, {"overflow": (Overflow(queue_id=SALES, after_s=1),)}, "overflow[0].queue_id", "itself"),
    (
        QUEUE,
        {"overflow": (Overflow(queue_id=QueueId("x"), after_s=1),)},
        "overflow[0].queue_id",
        "unknown",
    ),
    (QUEUE, {"site_id": "other"}, "site_id", "foreign"),
    (NEEDY, {"site_id": "other"}, "site_id", "foreign"),
    (PROFILE, {"queues": {"none": 1}}, "queues.none", "unknown"),
    (PROFILE, {"skills": {"none": 1}}, "skills.none", "unknown"),
    (PROFILE, {"status_after_log_on": "none"}, "status_after_log_on", "unknown"),
    (PROFILE, {"allowed_statuses": ("lunch",)}, "status_after_log_on", "not_allowed"),
    (PROFILE, {"allowed_statuses": ("available", "none")}, "allowed_statuses[1]", "unknown"),
    (PROFILE, {"allowed_statuses": ("available",) * 2}, "allowed_statuses[1]", "duplicate"),
    (PROFILE, {"monitor": True}, "monitor", "needs_supervisor"),
    (PROFILE, {"wrap_up_limit_s": 60}, "wrap_up_guideline_s", "order"),
    (BEN, {"profile_id": "none"}, "profile_id", "unknown"),
    (BEN, {"group_id": "none"}, "group_id", "unknown"),
    (BEN, {"skills": {"none": 1}}, "skills.none", "unknown"),
    (BEN, {"login": "ANN"}, "login", "taken"),
    (BEN, {"login": "b en"}, "login", "bad_text"),
    (BEN, {"roles": ()}, "roles", "empty"),
    (BEN, {"roles": ("agent", "agent")}, "roles[1]", "duplicate"),
    (ANN, {"roles": ("agent",)}, "roles", "last_admin"),
    (ANN, {"active": False}, "roles", "last_admin"),
    (BUILT_IN_STATUSES[0], {"type": "unavailable"}, "type", "built_in"),
    (LUNCH, {"label": "available"}, "label", "taken"),
]


@pytest.mark.parametrize(("record", "change", "field", "code"), FLAWED)
def test_each_rule_names_the_field(
    record: Record, change: dict[str, Any], field: str, code: str
) -> None:
    assert (id_of(record), field, code) in found(put(record.but(**change)))


@pytest.mark.parametrize(("record", "change", "field", "code"), FLAWED)
def test_each_flaw_is_one_sentence(
    record: Record, change: dict[str, Any], field: str, code: str
) -> None:
    for flaw in flaws_of_edits(whole(), [put(record.but(**change))]):
        assert flaw.text[0].isupper()
        assert flaw.text.endswith(".")


ALLOWED: list[Record] = [
    SITE.but(default_queue_id=WORKSHOP),
    QUEUE.but(hours=hours((0, 480, 720), (0, 720, 1080), (1, 0, 1440)), holidays=("2028-02-29",)),
    QUEUE.but(overflow=(Overflow(queue_id=FAR, after_s=30),), max_waiting=0),
    PROFILE.but(allowed_statuses=("available", "lunch"), supervisor=True, monitor=True),
    PROFILE.but(wrap_up=False, wrap_up_limit_s=60),
    BEN.but(active=False),
    BUILT_IN_STATUSES[0].but(label="Ready"),
    SKILL.but(name="Thé"),
]


@pytest.mark.parametrize("record", ALLOWED)
def test_what_is_in_order_may_be_put(record: Record) -> None:
    assert found(put(record)) == set()


@pytest.mark.parametrize(
    ("record", "users"),
    [
        (SKILL, "queue Workshop, profile All and agent Ben"),
        (GROUP, "agent Ben"),
        (PROFILE, "agent Ann and agent Ben"),
        (QUEUE, "site Shop and profile All"),
        (SITE, "queue Sales and queue Workshop"),
    ],
)
def test_what_others_refer_to_stays(record: Record, users: str) -> None:
    (flaw,) = flaws_of_edits(whole(), [gone(record)])
    assert (flaw.code, flaw.id, flaw.field) == ("in_use", id_of(record), "")
    assert flaw.text == f"It is still used by {users}."


def test_what_nobody_refers_to_may_go() -> None:
    assert found(gone(LUNCH)) == set()
    assert found(gone(BEN)) == set()


def test_logins_are_compared_without_case() -> None:
    assert ("ben", "login", "taken") in found(put(ANN.but(login="ANN")), put(BEN.but(login="ann")))


def test_a_built_in_status_stays() -> None:
    assert ("on_break", "", "built_in") in found(gone(BUILT_IN_STATUSES[3]))


def test_the_last_admin_stays_unless_another_comes() -> None:
    assert ("ann", "roles", "last_admin") in found(gone(ANN))
    assert found(gone(ANN), put(BEN.but(roles=("admin",)))) == set()


def test_a_site_comes_and_goes_with_its_queues() -> None:
    without = PROFILE.but(queues={SALES: 1})
    other = whole().sites[FAR_QUEUE.site_id]
    assert found(gone(other), gone(FAR_QUEUE), put(without)) == set()
    new = SITE.but(site_id="new", name="New", default_queue_id="q", rules=())
    queue = QUEUE.but(queue_id="q", site_id="new", name="First")
    assert found(put(new), put(queue)) == set()
    assert ("new", "default_queue_id", "unknown") in found(put(new))


def test_there_is_a_limit_to_how_many_there_are() -> None:
    many = [put(Skill(skill_id=f"s{n}", name=f"S{n}")) for n in range(RECORDS_MAX["skill"])]
    assert {code for _, _, code in found(*many)} == {"too_many"}
    assert found(*many[1:]) == set()


@pytest.mark.parametrize("record_id", ["", "a b", "a/b", "x" * 65, "ä"])
def test_an_id_fits_into_an_address(record_id: str) -> None:
    record = Skill(skill_id=record_id, name="New")
    assert (record_id, "skill_id", "bad_id") in found(put(record))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://shop.example", True),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
        ("https://shop.example:443", False),
        ("http://shop.example:80", False),
        ("https://Shop.example", False),
        ("https://shop.example/", False),
        ("https://shop.example?x", False),
        ("https://user@shop.example", False),
        ("https://*.shop.example", False),
        ("ftp://shop.example", False),
        ("https://shop.example:99999", False),
        ("https://", False),
        ("null", False),
        ("*", False),
    ],
)
def test_an_origin_is_written_as_browsers_say_it(text: str, is_one: bool) -> None:
    assert is_origin(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2026-12-25", True), ("2026-13-01", False), ("20261225", False), ("2026-12-25 ", False)],
)
def test_a_holiday_is_a_day_of_the_calendar(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one


def test_of_many_users_only_some_are_named() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
