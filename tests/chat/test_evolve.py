"""What can be written where: every kind in every phase, and every machine beside it."""

from collections.abc import Iterable
from functools import cache

import pytest

from parlour.chat.events import EVENT_CLASSES, AnyChatEvent
from parlour.chat.evolve import evolve
from parlour.chat.refusals import ImpossibleEvent
from parlour.chat.state import ChatState, Phase
from parlour.chat.transitions import (
    ALLOWED_IN,
    COBROWSE,
    ENGAGEMENT,
    INVITATION,
    MONITOR,
    PARTICIPANT,
    PRESENCE,
    REQUEUE,
)
from tests.chat.law.lifecycle import ALLOWED
from tests.chat.samples import LATER, candidates, moments
from tests.chat.scenario import given
from tests.chat.situations import SITUATIONS
from tests.chat.stage import bea, cyd, dan

LETTERS = {
    Phase.NEW: "N",
    Phase.QUEUED: "Q",
    Phase.OFFERED: "O",
    Phase.ENGAGED: "E",
    Phase.ENDED: "X",
    Phase.RELEASED: "R",
}

states = cache(moments)


def is_possible(state: ChatState, event: AnyChatEvent) -> bool:
    try:
        evolve(state, event, LATER)
    except ImpossibleEvent:
        return False
    return True


@pytest.mark.parametrize("kind", EVENT_CLASSES)
def test_a_kind_is_possible_where_the_law_has_it_and_nowhere_else(kind: int) -> None:
    possible = {
        LETTERS[state.phase]
        for state in states()
        if any(is_possible(state, event) for event in candidates(kind, state))
    }
    assert possible == ALLOWED[kind]


def test_the_stories_behind_that_reach_every_phase() -> None:
    assert {state.phase for state in states()} == set(Phase)


# The machines side by side ---------------------------------------------------------------------


def cells(table: dict[object, dict[int, object]]) -> set[str]:
    return {f"{now} {kind} {then}" for now, row in table.items() for kind, then in row.items()}


MACHINES: dict[str, tuple[object, str]] = {
    "engagement": (
        ENGAGEMENT,
        "new 26 queued, queued 8 offered, queued 44 ended, offered 11 engaged,"
        "offered 33 engaged, offered 12 queued, offered 13 queued, offered 14 queued,"
        f"offered 34 queued, engaged {REQUEUE} queued, engaged 44 ended, ended 27 released",
    ),
    "participant": (
        PARTICIPANT,
        "out 23 conferee, conferee 48 lead, conferee 24 out, lead 49 conferee",
    ),
    "presence": (
        PRESENCE,
        "active 4 absent, active 6 absent, absent 50 absent, absent 51 absent, absent 5 active,"
        "absent 7 active, absent 30 lost, absent 32 lost, lost 29 lost, lost 31 lost,"
        "lost 50 active, lost 51 active",
    ),
    "invitation": (
        INVITATION,
        "nothing 9 transfer, nothing 10 conference, transfer 15 nothing, transfer 16 nothing,"
        "transfer 17 nothing, transfer 18 nothing, conference 19 nothing,"
        "conference 20 nothing, conference 21 nothing, conference 22 nothing,"
        "transfer 1002 transfer, conference 1002 conference",
    ),
    "cobrowse": (
        COBROWSE,
        "none 35 invited, invited 36 accepted, invited 37 none, accepted 40 started,"
        "accepted 42 none, started 41 none, started 42 none",
    ),
    "monitor": (MONITOR, "off 45 on, on 46 off"),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_the_cells_of_each_machine(machine: str) -> None:
    table, expected = MACHINES[machine]
    assert isinstance(table, dict)
    assert cells(table) == {cell.strip() for cell in expected.split(",")}


def test_the_phase_table_is_the_law() -> None:
    ours = {kind: {LETTERS[phase] for phase in phases} for kind, phases in ALLOWED_IN.items()}
    assert ours == ALLOWED


# What the tables forbid beyond the phase -------------------------------------------------------


def impossible(state: ChatState, kind: int, **content: object) -> bool:
    """Every event of the kind with this content is impossible here."""
    found = [event.but(**content) for event in candidates(kind, state)]
    assert found
    return not any(is_possible(state, event) for event in found)


def state_of(name: str) -> ChatState:
    return given(*SITUATIONS[name]).scene.state


def every(names: Iterable[str]) -> list[ChatState]:
    return [state_of(name) for name in names]


def test_nobody_enters_twice() -> None:
    assert impossible(state_of("engaged"), 23, agent_id=bea.id)


def test_nobody_leaves_who_is_not_there_and_the_lead_not_before_49() -> None:
    assert impossible(state_of("engaged"), 24, agent_id=cyd.id)
    assert impossible(state_of("engaged"), 24, agent_id=bea.id)


def test_there_is_no_second_lead() -> None:
    assert impossible(state_of("conference"), 48, agent_id=cyd.id)
    assert impossible(state_of("engaged"), 48, agent_id=dan.id)


def test_only_the_lead_ends_their_lead_or_gives_the_chat_back() -> None:
    assert impossible(state_of("conference"), 49, agent_id=cyd.id)
    assert impossible(state_of("conference"), 47, agent_id=cyd.id)


def test_the_lead_passes_only_to_a_conferee() -> None:
    assert impossible(state_of("conference"), 25, to_agent_id=dan.id)
    assert impossible(state_of("conference"), 25, to_agent_id=bea.id)


def test_an_invitation_is_answered_once_and_in_its_own_family() -> None:
    for kind in (15, 16, 17, 18):
        assert impossible(state_of("conference pending"), kind)
    for kind in (19, 20, 21, 22):
        assert impossible(state_of("transfer pending"), kind)
    for kind in range(15, 23):
        assert impossible(state_of("engaged"), kind)


def test_an_invitation_is_not_sent_twice() -> None:
    state = state_of("transfer pending")
    assert impossible(state, 9, invitation_id=state.invitations[0].invitation_id)


def test_an_offer_is_answered_by_its_own_id_and_agent() -> None:
    for kind in (11, 12, 13, 14, 33, 34, 43):
        assert impossible(state_of("offered"), kind, invitation_id="another")
        assert impossible(state_of("offered"), kind, agent_id=cyd.id)


def test_an_absence_is_not_begun_twice_nor_ended_without_having_begun() -> None:
    assert impossible(state_of("lead absent"), 4, agent_id=bea.id)
    assert impossible(state_of("ann absent"), 6)
    for kind in (5, 30, 29, 50):
        assert impossible(state_of("engaged"), kind)
    for kind in (7, 32, 31, 51):
        assert impossible(state_of("engaged"), kind)


def test_a_reset_of_a_lost_client_is_written_once() -> None:
    lost = state_of("requeued, bea lost")
    reset = next(e for e in candidates(50, lost) if getattr(e, "agent_id", "") == bea.id)
    once = evolve(lost, reset.but(was="lost"), LATER)
    assert not is_possible(once, reset)


def test_cobrowse_goes_its_way_step_by_step() -> None:
    ways = {"engaged": 35, "co-browse invited": 36, "co-browse accepted": 40}
    allowed = {
        "engaged": {35},
        "co-browse invited": {36, 37},
        "co-browse accepted": {40, 42},
        "co-browse started": {41, 42},
    }
    assert set(ways) < set(allowed)
    for name, kinds in allowed.items():
        for kind in {35, 36, 37, 40, 41, 42} - kinds:
            assert impossible(state_of(name), kind), (name, kind)


def test_cobrowse_steps_belong_to_the_open_session() -> None:
    for kind in (36, 37):
        assert impossible(state_of("co-browse invited"), kind, cobrowse_id="another")


def test_a_monitor_begins_and_ends_once() -> None:
    monitored = state_of("monitored")
    assert impossible(monitored, 45, agent_id=monitored.monitor_ids[0])
    assert impossible(state_of("engaged"), 46)


def test_an_impossible_event_says_which_and_why() -> None:
    event = next(candidates(27, state_of("engaged")))
    with pytest.raises(ImpossibleEvent) as caught:
        evolve(state_of("engaged"), event, LATER)
    assert (caught.value.kind, caught.value.situation) == (27, "engaged")
