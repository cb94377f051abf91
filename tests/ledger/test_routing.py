"""What `parlour verify` makes of an offer's explanation: against the log-ins, not by its word."""

from collections.abc import Iterable

import pytest

from parlour.agents import events as a
from parlour.chat.events import SERVER
from parlour.ids import AbsenceId, AgentId
from parlour.ledger.verify import verify
from parlour.ledger.verify.routing import STOOD
from parlour.routing.explanation import Considered, PassedOver
from tests.ledger.evidence import evidence
from tests.ledger.scribe import OnDuty, Scribe
from tests.ledger.stories import Team
from tests.ledger.team_telling import Story
from tests.ledger.telling import ROUTED


def considered(*others: tuple[str, PassedOver | None]) -> tuple[Considered, ...]:
    return tuple(Considered(agent_id=AgentId(name), against=reason) for name, reason in others)


def faults(scribe: Scribe) -> list[tuple[str, str]]:
    return [(fault.rule, fault.text) for fault in verify(evidence(scribe)).faults]


def rules(scribe: Scribe) -> set[str]:
    return {rule for rule, _ in faults(scribe)}


def offered(
    scribe: Scribe,
    to: OnDuty,
    others: Iterable[Considered] = (),
    *,
    free: int = 0,
    more: int = 0,
    pulled: bool = False,
    after: int = STOOD,
) -> Story:
    """A chat that is offered some time after everything before it."""
    story = Story(scribe)
    scribe.wait(after)
    story.created()
    story.explanation = ROUTED.but(
        considered=tuple(others), others_free=free, considered_more=more, pulled=pulled
    )
    story.offer(to)
    return story


def log_on(team: Team, *names: str) -> None:
    """In a team whoever is asked for goes on duty."""
    assert [team[name].agent_id for name in names] == list(names)


def pulls(agent: OnDuty) -> None:
    agent.write(a.PullRaised(actor=agent.me))


def goes_on_break(agent: OnDuty) -> None:
    agent.write(a.StatusChanged(actor=agent.me, status_id="on_break", status_type="unavailable"))


def falls_silent(agent: OnDuty, scribe: Scribe) -> None:
    agent.write(
        a.AgentWentAbsent(
            actor=SERVER,
            absence_id=AbsenceId("gone"),
            silent_since=scribe.now,
            lost_at=scribe.now,
        )
    )


def test_an_explanation_that_agrees_with_the_log_ins_is_intact() -> None:
    scribe = Scribe()
    team = Team(scribe)
    full = OnDuty(scribe, "full", max_sessions=1)
    offered(scribe, full).accept()
    goes_on_break(team["resting"])
    others = considered(
        ("full", "full"), ("resting", "unavailable"), ("bob", None), ("asleep", "unreachable"),
        ("silent", "not_asked"), ("dan", "skill"),
    )  # fmt: skip
    log_on(team, "bob", "dan", "silent", "asleep")
    offered(scribe, team["ann"], others, free=1)
    assert faults(scribe) == []


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("free", "full"),
        ("free", "unavailable"),
        ("free", "absent"),
        ("break", None),
        ("break", "skill"),
        ("break", "unreachable"),
        ("full", None),
        ("full", "pausing"),
        ("pulls", "not_asked"),
        ("silent", None),
    ],
)
def test_what_is_said_of_another_agent_must_be_so_by_their_log_in(
    state: str, told: PassedOver | None
) -> None:
    scribe = Scribe()
    team = Team(scribe)
    ann, bob = team["ann"], OnDuty(scribe, "bob", max_sessions=1)
    if state == "break":
        goes_on_break(bob)
    elif state == "full":
        offered(scribe, bob).accept()
    elif state == "pulls":
        pulls(bob)
    elif state == "silent":
        falls_silent(bob, scribe)
    offered(scribe, ann, considered(("bob", told)), free=int(told is None))
    assert "X5" in rules(scribe)


def test_a_log_in_that_moved_just_before_proves_nothing() -> None:
    scribe = Scribe()
    team = Team(scribe)
    ann, bob = team["ann"], team["bob"]
    scribe.wait(STOOD)
    goes_on_break(bob)
    offered(scribe, ann, considered(("bob", None)), free=1, after=0)
    assert faults(scribe) == []


def test_a_log_in_that_a_node_moved_whose_clock_is_behind_proves_nothing_either() -> None:
    scribe = Scribe()
    team = Team(scribe)
    ann, bob = team["ann"], team["bob"]
    scribe.wait(4 * STOOD)
    log_on(team, "cyd")
    scribe.wait(-2 * STOOD)
    goes_on_break(bob)
    scribe.wait(2 * STOOD)
    offered(scribe, ann, considered(("bob", None), ("cyd", None)), free=2, after=0)
    assert faults(scribe) == []


def test_nobody_is_held_to_rows_that_were_on_their_way_and_may_have_been_refused() -> None:
    """A session was held for another offer; that offer met a conflict, and was never written."""
    for unsettled in ((), (AgentId("bob"),)):
        scribe = Scribe()
        team = Team(scribe)
        ann = team["ann"]
        log_on(team, "bob")
        story = Story(scribe)
        scribe.wait(STOOD)
        story.created()
        story.explanation = ROUTED.but(considered=considered(("bob", "full")), unsettled=unsettled)
        story.offer(ann)
        assert rules(scribe) == (set() if unsettled else {"X5"})


def test_who_is_off_duty_is_not_considered() -> None:
    scribe = Scribe()
    team = Team(scribe)
    offered(scribe, team["ann"], considered(("ghost", "full")))
    assert rules(scribe) == {"X5"}


@pytest.mark.parametrize(("after", "found"), [(STOOD // 2, set[str]()), (STOOD, {"X5"})])
def test_who_went_off_duty_just_now_may_be_considered_by_a_node_that_has_not_heard(
    after: int, found: set[str]
) -> None:
    scribe = Scribe()
    team = Team(scribe)
    ann, bob = team["ann"], team["bob"]
    scribe.wait(STOOD)
    bob.write(a.AgentLoggedOff(actor=bob.me))
    offered(scribe, ann, considered(("bob", "full")), after=after)
    assert rules(scribe) == found


@pytest.mark.parametrize(
    ("others", "free", "more"),
    [
        (considered(("bob", None)), 0, 0),
        (considered(("bob", None)), 2, 0),
        (considered(("bob", None), ("bob", None)), 2, 0),
        (considered(("ann", None)), 1, 0),
        ((), 1, 0),
    ],
)
def test_the_numbers_of_an_explanation_agree(
    others: tuple[Considered, ...], free: int, more: int
) -> None:
    scribe = Scribe()
    team = Team(scribe)
    log_on(team, "bob")
    offered(scribe, team["ann"], others, free=free, more=more)
    assert rules(scribe) == {"X5"}


def test_an_offer_goes_to_nobody_who_is_not_to_be_had() -> None:
    for what in ("break", "silent", "pull"):
        scribe = Scribe()
        ann = Team(scribe)["ann"]
        if what == "break":
            goes_on_break(ann)
        elif what == "silent":
            falls_silent(ann, scribe)
        offered(scribe, ann, pulled=what == "pull")
        assert "X2" in rules(scribe), what


def test_one_pull_brings_one_offer_at_a_time() -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    pulls(ann)
    offered(scribe, ann, pulled=True)
    assert faults(scribe) == []
    offered(scribe, ann, pulled=True)
    assert rules(scribe) == {"X2"}


def test_an_offer_again_to_who_let_it_go_by_accounts_for_everybody_else() -> None:
    scribe = Scribe()
    team = Team(scribe)
    ann, bob = team["ann"], team["bob"]
    goes_on_break(bob)
    story = offered(scribe, ann, considered(("bob", "unavailable")))
    story.decline()
    scribe.wait(STOOD)
    story.offer(ann)
    assert faults(scribe) == []
    story.decline()
    story.explanation = ROUTED.but(considered_more=1)
    story.offer(ann)
    assert rules(scribe) == {"I11"}


def test_it_does_not_help_to_say_that_nobody_else_is_free() -> None:
    """I11 by the log-ins: the chat's own row says that the other was full, and they were not."""
    scribe = Scribe()
    team = Team(scribe)
    ann = team["ann"]
    log_on(team, "bob")
    story = offered(scribe, ann, considered(("bob", None)), free=1)
    story.decline()
    scribe.wait(STOOD)
    story.explanation = ROUTED.but(considered=considered(("bob", "full")))
    story.offer(ann)
    assert rules(scribe) == {"X5"}


# Pull ------------------------------------------------------------------------------------------


def ends_pull(agent: OnDuty, cause: a.PullEnd = "withdrawn") -> None:
    actor = agent.me if cause == "withdrawn" else SERVER
    agent.write(a.PullEnded(actor=actor, cause=cause))


def test_a_pull_is_raised_and_ends_in_turn() -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    pulls(ann)
    ends_pull(ann)
    pulls(ann)
    ends_pull(ann, "not_pulling")
    assert faults(scribe) == []
    ends_pull(ann)
    assert rules(scribe) == {"G5"}


def test_a_pull_that_stands_is_not_raised_again_nor_by_who_is_unavailable() -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    pulls(ann)
    pulls(ann)
    assert rules(scribe) == {"G5"}
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    goes_on_break(ann)
    pulls(ann)
    assert rules(scribe) == {"G5"}


@pytest.mark.parametrize("cause", ["taken", "unavailable"])
def test_a_pull_ends_only_as_its_cause_says(cause: a.PullEnd) -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    pulls(ann)
    ends_pull(ann, cause)
    assert rules(scribe) == {"G5"}


def test_a_pull_does_not_outlive_the_chat_that_it_brought() -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    pulls(ann)
    offered(scribe, ann, pulled=True).accept()
    assert rules(scribe) == {"G5"}


def test_nobody_else_raises_or_withdraws_an_agents_pull() -> None:
    scribe = Scribe()
    ann = Team(scribe)["ann"]
    ann.write(a.PullRaised(actor=SERVER))
    assert rules(scribe) == {"S9"}
