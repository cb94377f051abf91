"""Time that moves only when everything due at a moment is done, and event loops that live in it.

One line of callbacks for the whole world, in order of time and then of asking. A callback belongs
to the world or to one incarnation of a node: of a crashed node nothing runs any more, of a paused
one everything is kept back until it goes on, as with a process that is stopped.
"""

import asyncio
from asyncio.events import (
    _get_running_loop,  # pyright: ignore[reportPrivateUsage]
    _set_running_loop,  # pyright: ignore[reportPrivateUsage]
)
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar, cast

T = TypeVar("T")

SECOND = 1_000_000
"""The unit is the microsecond: network and disk are told apart, and sums are exact."""
AT_ONE_MOMENT_MAX = 1_000_000
"""Callbacks without time going on; more is a loop that turns for ever."""


THREAD_US = 1_500
"""What a thread takes for what is given to it."""
TASKS_PRUNED_AT = 100
"""Those that are done are forgotten now and then."""


class NodeCrashed(BaseException):
    """Unwinds what a node was doing when it crashed. Nothing in the product catches it."""


class StandsStill(Exception):
    """Callbacks ask for each other for ever, and time does not go on."""

    def __init__(self, at_us: int) -> None:
        super().__init__(f"nothing but callbacks at {at_us / SECOND:.3f} s")


class Entry(list[Any]):
    """A callback to come; what asyncio calls a handle.

    A list in the order of `_WHEN` and so on, for there are hundreds of thousands a day: one is made
    and compared without a line of Python. No two have the same moment and number.
    """

    __slots__ = ()

    def cancel(self) -> None:
        self[_CALLBACK] = None
        self[_ARGS] = ()

    def cancelled(self) -> bool:
        return self[_CALLBACK] is None

    def when(self) -> float:
        at_us: int = self[_WHEN]
        return at_us / SECOND


_WHEN, _NUMBER, _OWNER, _CALLBACK, _ARGS, _CONTEXT = range(6)


class VirtualTime:
    """The world's clock and its line of callbacks."""

    def __init__(self, on_error: Callable[[str], None]) -> None:
        """`on_error` is told of what a node's callback let escape."""
        self.now_us = 0
        self.on_error = on_error
        self._stopped = False
        self._running: NodeLoop | None = None
        """Whose loop asyncio takes for the running one; the world itself asks for none."""
        self.timers: list[Entry] = []
        """A heap."""
        self._ready: deque[Entry] = deque()
        self.soon = self._ready.append
        """To be carried out at this moment, behind what was to be already."""
        self.number = count(1).__next__
        """The next number of an entry."""

    @property
    def now_s(self) -> float:
        return self.now_us / SECOND

    def at(
        self, when_us: int, owner: "NodeLoop | None", callback: Callable[..., object], *args: Any
    ) -> None:
        heappush(self.timers, Entry((when_us, self.number(), owner, callback, args, None)))

    def after(self, seconds: float, callback: Callable[..., object], *args: Any) -> Entry:
        """For the world's own people and weather."""
        when_us = self.now_us + round(seconds * SECOND)
        entry = Entry((when_us, self.number(), None, callback, args, None))
        heappush(self.timers, entry)
        return entry

    def stop(self) -> None:
        """Nothing runs any more."""
        self._stopped = True

    def run(self, until_us: int) -> None:
        """Everything that is due until then, in order."""
        try:
            self._run_all(until_us)
        finally:
            self._running = None
            _set_running_loop(None)

    def _run_all(self, until_us: int) -> None:
        """One flat loop, for it turns a million times a day."""
        ready, timers, turns = self._ready, self.timers, 0
        while not self._stopped:
            if ready:
                turns += 1
                if turns > AT_ONE_MOMENT_MAX:
                    raise StandsStill(self.now_us)
                entry = ready.popleft()
                _, _, owner, callback, args, context = entry
            elif timers and timers[0][_WHEN] <= until_us:
                entry = heappop(timers)
                when_us, _, owner, callback, args, context = entry
                if when_us > self.now_us:
                    self.now_us, turns = when_us, 0
            else:
                self.now_us = max(self.now_us, until_us)
                break
            if callback is None:
                continue
            if owner is None:
                callback(*args)
                continue
            if owner.held is not None:
                owner.held.append(entry)
                continue
            if owner.dead:
                continue
            if owner is not self._running:
                self._running = owner
                _set_running_loop(owner.as_asyncio)
            try:
                if context is None:
                    callback(*args)
                else:
                    context.run(callback, *args)
            except NodeCrashed:
                assert owner.dead, "only a node that has crashed unwinds"
            except Exception as error:
                self.on_error(f"{owner.name}: {callback} let escape {error!r}")


class NodeLoop:
    """The event loop of one incarnation of a node, as far as the product needs one.

    Its timers fire on the beat of `grain_us`: late by that much at most, like those of a busy
    machine. The dead hours of a night cost next to nothing when the grain is coarse.
    """

    def __init__(self, time: VirtualTime, name: str, grain_us: int) -> None:
        self.name = name
        self.grain_us = grain_us
        self.dead = False
        self.held: list[Entry] | None = None
        self.as_asyncio = cast(asyncio.AbstractEventLoop, self)
        """It has what asyncio asks of a loop that has no sockets or processes; what threads would
        do is done by the loop, a little later."""
        self._time = time
        self._soon, self._timers = time.soon, time.timers
        self._tasks: list[asyncio.Task[Any]] = []
        self._tasks_max = TASKS_PRUNED_AT

    def crash(self) -> None:
        """Nothing of it runs any more; what was under way is dropped where it stands, and takes
        this loop for the running one, whoever runs now."""
        self.dead, self.held = True, None
        tasks, self._tasks = self._tasks, []
        running = _get_running_loop()
        _set_running_loop(self.as_asyncio)
        try:
            for task in tasks:
                if not task.done() and task is not asyncio.current_task(self.as_asyncio):
                    _drop(task)
        finally:
            _set_running_loop(running)

    def pause(self) -> None:
        self.held = []

    def go_on(self) -> None:
        """What was due meanwhile comes now, in the order in which it was due."""
        held, self.held = self.held or [], None
        for entry in held:
            self._soon(entry)

    # What asyncio asks of a loop

    def time(self) -> float:
        return self._time.now_us / SECOND

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Entry:
        entry = Entry((self._time.now_us, 0, self, callback, args, context))
        if not self.dead:
            self._soon(entry)
        return entry

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Entry:
        when_us = self._time.now_us + max(0, round(delay * SECOND))
        return self._at(when_us, callback, args, context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Entry:
        return self._at(round(when * SECOND), callback, args, context)

    def _at(
        self,
        when_us: int,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        context: Context | None,
    ) -> Entry:
        when_us = -(-when_us // self.grain_us) * self.grain_us
        entry = Entry((when_us, self._time.number(), self, callback, args, context))
        heappush(self._timers, entry)
        return entry

    def create_future(self) -> "asyncio.Future[Any]":
        return asyncio.Future(loop=self.as_asyncio)

    def create_task(
        self,
        coro: Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> "asyncio.Task[T]":
        task = asyncio.Task(coro, loop=self.as_asyncio, name=name, context=context)
        if self.dead:
            coro.close()  # somebody's last breath
            return task
        self._tasks.append(task)
        if len(self._tasks) > self._tasks_max:
            self._tasks = [task for task in self._tasks if not task.done()]
            self._tasks_max = 2 * len(self._tasks) + TASKS_PRUNED_AT
        return task

    def run_in_executor(
        self, _executor: object, work: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        return self.create_task(self._on_thread(work, args))

    async def _on_thread(self, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        over = self.create_future()
        self._time.at(self._time.now_us + THREAD_US, self, _wake, over)
        await over
        return work(*args)

    get_debug = staticmethod(bool)
    """It is no debugging one; asked for each future, so without a line of Python."""

    def is_running(self) -> bool:
        return not self.dead

    def is_closed(self) -> bool:
        return self.dead

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """A task of a crashed node dies unfinished; of a living one, that is a fault."""
        if not self.dead:
            self._time.on_error(f"{self.name}: {context.get('message')} {context.get('exception')}")


def _wake(over: "asyncio.Future[None]") -> None:
    if not over.done():
        over.set_result(None)


def _drop(task: "asyncio.Task[Any]") -> None:
    """Its `finally` blocks run, on a loop that carries out nothing any more."""
    coroutine = task.get_coro()
    assert isinstance(coroutine, Coroutine), "tasks are made of coroutines"
    with suppress(RuntimeError):  # one that awaits while it is closed
        coroutine.close()
