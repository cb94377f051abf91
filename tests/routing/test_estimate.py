"""How long a chat will wait: what must hold of every estimate, and some worked out by hand."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.estimate import SITES, Site, measure
from parlour.ids import Duration
from parlour.routing.estimate import (
    EMPTY,
    Accuracy,
    Flow,
    average_wait,
    enters,
    expected_wait,
    gives_up,
    passes,
    turned_out,
)

SAMPLES = 20

steps = st.one_of(
    st.tuples(st.just("time"), st.integers(0, 600_000), st.integers(0, 500)),
    st.tuples(st.just("enters"), st.integers(0, 3_600_000), st.integers(1, 500)),
    st.tuples(st.just("gives_up"), st.just(0), st.just(0)),
)
Step = tuple[str, int, int]


def played(story: list[Step], samples: int = SAMPLES) -> Flow:
    flow = EMPTY
    for what, length, count in story:
        match what:
            case "time":
                flow = passes(flow, Duration(length), count)
            case "enters":
                flow = enters(flow, Duration(length), count, samples)
            case _:
                flow = gives_up(flow)
    return flow


@given(st.lists(steps), st.integers(1, 1_000), st.integers(1, 2_000))
def test_a_wait_is_never_negative_and_grows_with_the_place(
    story: list[Step], samples: int, position: int
) -> None:
    flow = played(story, samples)
    here, next_one = expected_wait(flow, position), expected_wait(flow, position + 1)
    if here is None:
        assert next_one is None
    else:
        assert next_one is not None
        assert 0 <= here <= next_one


@given(st.lists(steps), st.integers(1, 500))
def test_nobody_can_tell_before_anybody_got_in(story: list[Step], position: int) -> None:
    got_in = any(what == "enters" for what, _, _ in story)
    assert (expected_wait(played(story), position) is None) is not got_in


@given(st.lists(steps), st.integers(1, 500))
def test_those_who_give_up_shorten_the_wait_of_others(story: list[Step], position: int) -> None:
    flow = played(story)
    before, after = expected_wait(flow, position), expected_wait(gives_up(flow), position)
    if before is not None:
        assert after is not None
        assert after <= before


@given(st.lists(steps), st.integers(0, 10**6))
def test_time_without_a_line_tells_nothing(story: list[Step], length: int) -> None:
    flow = played(story)
    assert passes(flow, Duration(length), 0) == flow


def test_a_steady_line_moves_on_as_it_did() -> None:
    """One every 30 s, from place 4 in two minutes each."""
    flow = EMPTY
    for _ in range(200):
        flow = passes(flow, Duration(30_000), 4)
        flow = enters(flow, Duration(120_000), 4, SAMPLES)
    for position in (1, 4, 10):
        assert expected_wait(flow, position) == pytest.approx(position * 30_000, rel=0.02)


def test_a_line_that_some_leave_is_shorter_by_the_logarithm() -> None:
    """Agents take one every 30 s; of ten who wait, one a minute gives up."""
    flow = EMPTY
    for _ in range(4_000):
        for _ in range(2):
            flow = passes(flow, Duration(30_000), 10)
            flow = enters(flow, Duration(30_000), 1, SAMPLES)
        flow = gives_up(flow)
    patience = 1 / 600_000
    expected = log(1 + patience * 10 * 30_000) / patience
    assert expected_wait(flow, 10) == pytest.approx(expected, rel=0.02)
    assert expected < 10 * 30_000


def test_what_is_new_weighs_more_than_what_was() -> None:
    flow = EMPTY
    for length in [10_000] * 100 + [60_000] * 100:
        flow = enters(passes(flow, Duration(length), 1), Duration(length), 1, SAMPLES)
    wait = expected_wait(flow, 1)
    assert wait is not None
    assert wait > 0.85 * 60_000


@pytest.mark.parametrize(("waits", "wait"), [([], None), ([7], 7), ([10, 20], 15)])
def test_before_whom_nobody_waits_waits_as_the_last_did(waits: list[int], wait: int | None) -> None:
    assert average_wait([Duration(one) for one in waits]) == wait


def test_it_is_kept_how_far_off_the_told_waits_were() -> None:
    accuracy = Accuracy()
    assert accuracy.mean_off_ms is None
    for told, had in [(10, 30), (50, 40)]:
        accuracy = turned_out(accuracy, Duration(told), Duration(had))
    assert accuracy == Accuracy(count=2, off_ms=30, short_ms=10, waited_ms=70)
    assert accuracy.mean_off_ms == 15


@pytest.mark.parametrize("site", SITES[:3], ids=lambda site: site.name)
def test_on_simulated_days_it_is_a_fifth_better_than_the_last_to_enter(site: Site) -> None:
    """The whole measurement is in docs/measurements.md; this is a sample of it."""
    figures, count, _ = measure(site, days=4)
    assert count > 400
    last = figures["last to enter service"]
    assert figures["ours"].off_s <= 0.8 * last.off_s
    assert figures["ours"].rmse_s <= 0.8 * last.rmse_s
