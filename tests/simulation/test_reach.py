"""The simulation reaches everything: each command, frame, kind of event, fault and fault point."""

from collections import Counter
from functools import cache
from math import exp
from typing import get_args

import pytest

from parlour.chat.commands import AnyChatCommand
from parlour.chat.events import EVENT_CLASSES
from parlour.wire.frames import AgentFrame, EndUserFrame, ToAgent, ToEndUser
from parlour.wire.session import tag_of
from tests.simulation.faults import ALL, POINTS, RATIOS, times
from tests.simulation.play import Outcome, play

HOURS = 2.5
OFTEN = 40
"""So many times more often than on other days come the faults that come by the hour."""
ROUGH = times(ALL, OFTEN)._replace(
    line_cut=0.02,
    frame_lost=0.005,
    frame_delayed=0.02,
    frame_doubled=0.2,
    append_conflict=0.05,
    outcome_lost=1e-3,
    bus_lost=0.1,
    bus_delayed=0.2,
    bus_doubled=0.1,
    points={name: ratio * OFTEN for name, ratio in POINTS.items()}
    | {"during_recovery": POINTS["during_recovery"], "during_resume": 4e-3},
)
"""But nobody may die at every start, nor at every welcome."""
SEEDS_WITH_POINT_MIN = 0.01
NOT_HEARD = {"resync"}
"""It tells that history was lost: here it is a failure by itself."""


@cache
def usual_days() -> tuple[Outcome, ...]:
    return play(41, 13.0, nodes=1), play(75, 6.0, nodes=1), play(43, 4.0, nodes=3)


@cache
def rough_days() -> tuple[Outcome, ...]:
    seeds = {51: 1, 52: 2, 53: 1, 54: 2}
    return tuple(play(seed, HOURS, faults=ROUGH, nodes=nodes) for seed, nodes in seeds.items())


def total(name: str, outcomes: tuple[Outcome, ...]) -> "Counter[str]":
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts.update(getattr(outcome, name))
    return counts


@pytest.mark.xdist_group("reach")
def test_every_command_of_the_core_is_given() -> None:
    given = total("commands", usual_days())
    assert {c.__name__ for c in get_args(AnyChatCommand)} - given.keys() == set()


@pytest.mark.xdist_group("reach")
def test_every_kind_of_event_comes_about() -> None:
    kinds = total("kinds", usual_days() + rough_days())
    assert {str(kind) for kind in EVENT_CLASSES if kind <= 51} - kinds.keys() == set()


@pytest.mark.xdist_group("reach")
def test_every_frame_is_said_by_clients() -> None:
    said = total("frames_up", usual_days())
    known = {frame.__name__ for frame in get_args(EndUserFrame | AgentFrame)}
    assert known - said.keys() == set()


@pytest.mark.xdist_group("reach")
def test_every_frame_but_resync_is_sent_by_the_server() -> None:
    sent = total("frames_down", usual_days())
    assert {tag_of(frame) for frame in get_args(ToEndUser | ToAgent)} - sent.keys() == NOT_HEARD


@pytest.mark.xdist_group("reach")
def test_rough_days_break_no_promise_either() -> None:
    for outcome in rough_days():
        assert outcome.held, outcome.story()


@pytest.mark.xdist_group("reach")
def test_every_fault_strikes() -> None:
    struck = total("fired", rough_days())
    assert set(RATIOS) - struck.keys() == set()
    assert {f"point {name}" for name in POINTS} - struck.keys() == set()


@pytest.mark.xdist_group("reach")
@pytest.mark.parametrize("name", POINTS)
def test_every_fault_point_fires_in_at_least_one_of_a_hundred_seeds(name: str) -> None:
    """By how often it is passed in a day, and of how many passings the node dies there."""
    outcome = usual_days()[-1 if name.endswith("_ring") else 0]
    passed = outcome.passed[name] * 24 / outcome.hours
    assert 1 - exp(-passed * POINTS[name]) >= SEEDS_WITH_POINT_MIN
