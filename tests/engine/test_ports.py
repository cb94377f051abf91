"""The clock, the chance and the ids, real and made for tests."""

import re

import pytest

from parlour.engine.ports import (
    Ids,
    ManualClock,
    Random,
    SeededIds,
    SeededRandom,
    SystemClock,
    SystemIds,
    SystemRandom,
)
from parlour.ids import Millis


def test_the_clock_never_goes_back_and_stamps_agree_with_durations() -> None:
    clock = SystemClock()
    wall, steady = clock.now(), clock.monotonic_ms()
    later_wall, later_steady = wall, steady
    for _ in range(1000):
        before, later_wall, later_steady = later_wall, clock.now(), clock.monotonic_ms()
        assert later_wall >= before
    assert abs((later_wall - wall) - (later_steady - steady)) <= 1


def test_the_wall_clock_is_read_once_so_that_setting_it_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SystemClock()
    before = clock.now()
    monkeypatch.setattr("parlour.engine.ports.time.time_ns", lambda: 0)
    assert clock.now() >= before


def test_a_manual_clock_stands_still_until_it_is_advanced() -> None:
    clock = ManualClock(1_000)
    assert (clock.now(), clock.monotonic_ms()) == (1_000, 1_000.0)
    clock.advance(500)
    assert (clock.now(), clock.monotonic_ms()) == (1_500, 1_500.0)


@pytest.mark.parametrize("ids", [SystemIds(), SeededIds(7)], ids=["real", "seeded"])
def test_ids_name_their_kind_and_are_fit_for_addresses_and_frames(ids: Ids) -> None:
    fresh = {ids.fresh("c") for _ in range(1000)}
    assert len(fresh) == 1000
    assert all(re.fullmatch(r"c_[0-9a-f]{32}", one) for one in fresh)


@pytest.mark.parametrize("ids", [SystemIds(), SeededIds(7)], ids=["real", "seeded"])
def test_secrets_have_256_bits(ids: Ids) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", ids.secret())


@pytest.mark.parametrize("random", [SystemRandom(), SeededRandom(7)], ids=["real", "seeded"])
def test_chance_stays_within_its_bounds(random: Random) -> None:
    assert all(2 <= random.uniform(2, 3) <= 3 for _ in range(100))


def test_the_same_seed_makes_the_same_world() -> None:
    assert SeededIds(3).fresh("c") == SeededIds(3).fresh("c") != SeededIds(4).fresh("c")
    assert SeededRandom(3).uniform(0, 1) == SeededRandom(3).uniform(0, 1)


def test_a_wall_clock_that_was_set_back_goes_on_from_the_newest_row() -> None:
    clock = SystemClock()
    tomorrow = Millis(clock.now() + 86_400_000)
    clock.not_before(tomorrow)
    assert clock.now() >= tomorrow
    clock.not_before(Millis(0))
    assert clock.now() >= tomorrow
