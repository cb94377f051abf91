"""Virtual time: real coroutines on it, and nodes that crash and pause."""

import asyncio
from collections.abc import Coroutine
from inspect import CORO_CLOSED, getcoroutinestate

import pytest

from tests.simulation.virtual_time import SECOND, NodeCrashed, NodeLoop, StandsStill, VirtualTime


def world() -> tuple[VirtualTime, NodeLoop, list[str]]:
    """A node's loop, and what its callbacks let escape."""
    errors: list[str] = []
    time = VirtualTime(errors.append)
    return time, NodeLoop(time, "n1.1", grain_us=1), errors


def test_coroutines_sleep_through_hours_at_once() -> None:
    time, loop, errors = world()
    woke: list[float] = []

    async def sleeper(seconds: float) -> None:
        asleep = asyncio.get_running_loop().create_future()
        loop.call_later(seconds, asleep.set_result, None)
        await asleep
        woke.append(loop.time())

    for seconds in (7200, 3600):
        loop.create_task(sleeper(seconds))
    time.run(10_000 * SECOND)
    assert woke == [3600, 7200]
    assert time.now_s == 10_000
    assert errors == []


def test_of_a_crashed_node_nothing_runs_any_more() -> None:
    time, loop, _ = world()
    ran: list[str] = []

    async def unfinished() -> None:
        await loop.create_future()
        ran.append("task")

    def die() -> None:
        loop.crash()
        raise NodeCrashed

    loop.create_task(unfinished())
    loop.call_later(1, die)
    loop.call_later(2, ran.append, "timer")
    time.run(3 * SECOND)
    loop.call_soon(ran.append, "callback")
    time.run(4 * SECOND)
    assert ran == []


@pytest.mark.parametrize("dies", ["by itself", "while another runs"])
def test_what_the_last_breath_of_a_crashed_node_begins_runs_nowhere(dies: str) -> None:
    """Its `finally` blocks run; what they begin is not carried out, on its loop or on another."""
    time, loop, errors = world()
    other = NodeLoop(time, "n2.1", grain_us=1)
    ran: list[str] = []
    begun: list[Coroutine[None, None, None]] = []

    async def ghost() -> None:
        ran.append("a ghost")

    def begin() -> None:
        begun.append(ghost())
        asyncio.get_running_loop().create_task(begun[-1])

    async def work() -> None:
        try:
            await loop.create_future()
        finally:
            begin()

    async def last_work() -> None:
        try:
            loop.crash()
            raise NodeCrashed
        finally:
            begin()

    loop.create_task(work())
    if dies == "by itself":
        loop.call_later(1, lambda: loop.create_task(last_work()))
    else:
        other.call_later(1, loop.crash)
    time.run(2 * SECOND)
    assert ran == []
    assert {getcoroutinestate(one) for one in begun} == {CORO_CLOSED}, "so nobody awaits it"
    assert errors == []


def test_a_paused_node_does_everything_later_and_in_order() -> None:
    time, loop, _ = world()
    ran: list[tuple[str, float]] = []

    def note(what: str) -> None:
        ran.append((what, time.now_s))

    loop.call_later(2, note, "second")
    loop.call_later(1, note, "first")
    loop.pause()
    time.at(5 * SECOND, None, loop.go_on)
    time.run(10 * SECOND)
    assert ran == [("first", 5), ("second", 5)]


def test_what_was_cancelled_does_not_run() -> None:
    time, loop, errors = world()
    loop.call_later(1, pytest.fail).cancel()
    time.run(2 * SECOND)
    assert errors == []


def test_timers_of_a_node_fire_late_by_its_grain_and_never_early() -> None:
    time, _, _ = world()
    loop = NodeLoop(time, "n2.1", grain_us=500_000)
    fired: list[float] = []
    for delay in (0.1, 0.5, 0.7):
        loop.call_later(delay, lambda: fired.append(time.now_s))
    time.run(2 * SECOND)
    assert fired == [0.5, 0.5, 1.0]


def test_what_a_callback_lets_escape_is_told_and_costs_nobody_else_anything() -> None:
    time, loop, errors = world()
    ran: list[str] = []
    loop.call_soon(int, "no number")
    loop.call_soon(ran.append, "after it")
    time.run(SECOND)
    assert len(errors) == 1
    assert "ValueError" in errors[0]
    assert ran == ["after it"]


def test_a_world_that_turns_for_ever_at_one_moment_stands_still() -> None:
    time, loop, _ = world()

    def again() -> None:
        loop.call_soon(again)

    again()
    with pytest.raises(StandsStill):
        time.run(SECOND)
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
