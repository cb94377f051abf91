"""Why a chat is waiting: examples. The laws are in test_laws.py."""

from parlour.ids import Millis
from parlour.routing.explanation import NAMED_MAX, Considered
from parlour.routing.policy import policy_of
from parlour.routing.why import Change, Waiting, why
from tests.routing.worlds import (
    HELP,
    NOW,
    SALES,
    agent,
    chat,
    lines_of,
    overflows,
    roster_of,
    wants,
)

ASKED = {
    SALES: policy_of(
        needs=(wants("de", 3, least=1, every=60_000),), overflow=(overflows(HELP, 90_000),)
    )
}


def test_a_chat_whose_skill_nobody_free_has() -> None:
    one = chat("a", asked=NOW - 70_000)
    agents = [
        agent("bea", skills={"de": 3}, free=0),
        agent("cyd", skills={"de": 1}),
        agent("dan", queues=(HELP,)),
        agent("eve", skills={"de": 3}, pauses_until=NOW + 4_000),
    ]
    lines = lines_of([chat("older", asked=NOW - 80_000), one])
    told = why(one, lines, roster_of(agents, ASKED), NOW)
    assert isinstance(told, Waiting)
    assert (told.place, told.of, told.waited) == (2, 2, 70_000)
    assert told.levels == {"de": 2}
    assert (told.agents, told.free) == (4, 0)
    assert told.against == {"full": 1, "skill": 1, "not_yet": 1, "pausing": 1}
    assert {one.agent_id: one.against for one in told.named} == {
        "cyd": "skill",
        "dan": "not_yet",
        "bea": "full",
        "eve": "pausing",
    }
    assert told.changes == (
        Change(at=Millis(NOW + 4_000), what="pause", about="eve"),
        Change(at=Millis(NOW + 20_000), what="overflow", about=HELP),
        Change(at=Millis(NOW + 50_000), what="skill", about="de"),
    )


def test_a_chat_that_is_kept_and_one_that_was_just_let_go_by() -> None:
    kept = chat("a", asked=NOW, preferred="bea", kept_until=NOW + 30_000)
    agents = [agent("bea", free=0), agent("cyd")]
    told = why(kept, lines_of([kept]), roster_of(agents), NOW)
    assert told.kept_for == "bea"
    assert told.named == (
        Considered(agent_id=agents[1].agent_id, against="kept"),
        Considered(agent_id=agents[0].agent_id, against="full"),
    )
    assert told.changes == (Change(at=Millis(NOW + 30_000), what="preferred", about="bea"),)
    passed = chat("b", asked=NOW - 9, passed_by="cyd", passed_at=NOW - 1_000)
    told = why(passed, lines_of([passed]), roster_of(agents), NOW)
    assert told.against == {"full": 1, "just_passed": 1}
    assert told.changes == (Change(at=Millis(NOW + 4_000), what="just_passed", about="cyd"),)


def test_a_chat_whose_turn_it_is_has_somebody_free() -> None:
    one = chat("a")
    told = why(one, lines_of([one]), roster_of([agent("bea"), agent("cyd")]), NOW)
    assert (told.free, told.against, told.changes) == (2, {}, ())


def test_only_the_first_are_named_and_all_are_counted() -> None:
    one = chat("a")
    many = [agent(f"a{number:02}", free=0) for number in range(30)]
    told = why(one, lines_of([one]), roster_of(many), NOW)
    assert (len(told.named), told.agents, told.against) == (NAMED_MAX, 30, {"full": 30})


def test_who_watches_the_chat_is_not_told_of() -> None:
    one = chat("a", barred=("sue",))
    told = why(one, lines_of([one]), roster_of([agent("sue")]), NOW)
    assert (told.agents, told.named, told.against) == (0, (), {})
