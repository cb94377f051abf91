"""Token buckets: so many at once, then so many a second, for each key by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour import rates
from parlour.engine.ports import ManualClock
from parlour.ids import Duration
from parlour.rates import Limit, Rate, Rates


class Bench:
    """A rate and its clock."""

    def __init__(self, burst: float, per_s: float) -> None:
        self.clock = ManualClock()
        self.rate = Rate(self.clock.monotonic_ms, Limit(burst=burst, per_s=per_s))


def test_a_burst_is_free_and_then_the_wait_is_told_to_the_millisecond() -> None:
    bench = Bench(3, 2)
    assert [bench.rate.take("ann") for _ in range(5)] == [0, 0, 0, 500, 500]
    bench.clock.advance(499)
    assert bench.rate.take("ann") == 1
    bench.clock.advance(1)
    assert bench.rate.take("ann") == 0
    assert bench.rate.refused == 3


def test_the_wait_can_be_asked_for_and_costs_nothing() -> None:
    bench = Bench(2, 2)
    assert bench.rate.wait_ms("ann") == 0
    assert len(bench.rate) == 0
    bench.rate.take("ann", 2)
    assert [bench.rate.wait_ms("ann") for _ in range(3)] == [500] * 3
    bench.clock.advance(500)
    assert [bench.rate.wait_ms("ann") for _ in range(3)] == [0] * 3
    assert bench.rate.take("ann") == 0
    assert bench.rate.refused == 0


def test_one_who_is_too_fast_costs_nobody_else_anything() -> None:
    bench = Bench(1, 1)
    assert [bench.rate.take("ann") for _ in range(100)].count(0) == 1
    assert bench.rate.take("bea") == 0


def test_a_long_pause_saves_up_one_burst_and_no_more() -> None:
    bench = Bench(2, 1)
    bench.rate.take("ann", 2)
    bench.clock.advance(3_600_000)
    assert [bench.rate.take("ann") for _ in range(3)] == [0, 0, 1_000]


def test_what_costs_more_than_the_burst_waits_for_a_full_bucket() -> None:
    bench = Bench(5, 1)
    assert bench.rate.take("ann", 1) == 0
    assert bench.rate.take("ann", 1_000) == 1_000
    bench.clock.advance(1_000)
    assert bench.rate.take("ann", 1_000) == 0


def test_a_flood_of_keys_is_forgotten_and_the_one_who_floods_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rates, "KEYS_MAX", 10)
    bench = Bench(1, 1)
    bench.rate.take("ann")
    for number in range(1_000):
        bench.rate.take(f"invented {number}")
        assert bench.rate.take("ann") > 0
    assert len(bench.rate) == 10


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 4)), max_size=60))
def test_never_more_is_taken_than_the_burst_and_what_flowed_in(
    takes: list[tuple[int, int]],
) -> None:
    bench = Bench(4, 2)
    taken = passed_ms = 0
    for pause_ms, cost in takes:
        bench.clock.advance(Duration(pause_ms))
        passed_ms += pause_ms
        wait_ms = bench.rate.take("ann", cost)
        taken += 0 if wait_ms else cost
        assert taken <= 4 + 2 * passed_ms / 1_000 + 1e-6
        if wait_ms:
            bench.clock.advance(Duration(wait_ms))
            passed_ms += wait_ms
            assert bench.rate.take("ann", cost) == 0, "the wait that was told is enough"
            taken += cost


def test_all_rates_are_counted_by_name_and_a_name_is_given_once() -> None:
    clock = ManualClock()
    house = Rates(clock.monotonic_ms)
    posts = house.add("posts", Limit(burst=1, per_s=1))
    house.add("chats", Limit(burst=1, per_s=1))
    posts.take("ann")
    posts.take("ann")
    assert house.refused() == {"posts": 1, "chats": 0}
    with pytest.raises(AssertionError):
        house.add("posts", Limit(burst=1, per_s=1))
