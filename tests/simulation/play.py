"""One seed played and told: what was done, what went wrong, whether it held."""

import gc
from collections import Counter
from collections.abc import Generator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from parlour.value import Value
from tests.simulation.faults import ALL, Faults
from tests.simulation.world import World

GC_THRESHOLDS = (50_000, 20, 100)
"""As in the server itself: values form no cycles, and the collector need not look often."""
ALARMING = frozenset({"error", "critical", "exception"})
EXPECTED = frozenset({"store_refuses"})
"""The store's own bad hours are told as errors, and rightly so."""


class Outcome(Value):
    """What a run came to."""

    seed: int
    hours: float
    nodes: int
    usual: bool
    """With the faults of `make sim`."""
    digest: str
    trace: int
    """Notes in the trace."""
    failures: tuple[str, ...]
    lines: tuple[str, ...]
    """The end of the trace, when the first failure was found."""
    chats: int
    rows: int
    client_hours: float
    absences: int
    losses: int
    timely_losses: int
    views: int
    posts: int
    fired: dict[str, int]
    frames_up: dict[str, int]
    frames_down: dict[str, int]
    commands: dict[str, int]
    kinds: dict[str, int]
    passed: dict[str, int]
    """How often each fault point was passed."""

    @property
    def held(self) -> bool:
        return not self.failures

    @property
    def command(self) -> str:
        """What replays it."""
        if not self.usual:
            return f"play({self.seed}, {self.hours:g}, faults=…, nodes={self.nodes})"
        nodes = "" if self.nodes == nodes_of(self.seed) else f" NODES={self.nodes}"
        return f"make sim SEED={self.seed} HOURS={self.hours:g}{nodes}"

    def story(self) -> str:
        """For whoever has to find out."""
        return "\n".join((*self.lines, *self.failures, f"Replay it with: {self.command}"))


def nodes_of(seed: int) -> int:
    """Most sites have one machine; companies are dear to simulate, for they never sleep."""
    return {0: 3, 6: 2}.get(seed % 12, 1)


def play(seed: int, hours: float, *, faults: Faults = ALL, nodes: int | None = None) -> Outcome:
    """A world from its beginning to its end. `nodes`: as many as the seed says, if `None`."""
    world = World(seed, faults=faults, nodes=nodes or nodes_of(seed))
    with _listening(world), _seldom_collecting():
        world.play(hours)
    return Outcome(
        seed=seed,
        hours=hours,
        nodes=len(world.nodes),
        usual=faults == ALL,
        digest=world.trace.digest,
        trace=world.trace.count,
        failures=tuple(world.failures),
        lines=tuple(world.last_lines),
        chats=world.chats,
        rows=len(world.store.ledger.written.all_rows),
        client_hours=world.presence.client_hours,
        absences=world.presence.absences,
        losses=world.presence.losses,
        timely_losses=world.presence.timely_losses,
        views=world.histories.views_checked,
        posts=len(world.histories.acknowledged),
        fired=_counts(world.luck.fired),
        frames_up=_counts(world.frames_up),
        frames_down=_counts(world.frames_down),
        commands=_counts(world.commands),
        kinds={str(kind): count for kind, count in sorted(world.kinds.items())},
        passed=_counts(world.luck.passed),
    )


def _counts(counter: "Counter[str]") -> dict[str, int]:
    return dict(sorted(counter.items()))


@contextmanager
def _seldom_collecting() -> Generator[None, None, None]:
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _listening(world: World) -> Generator[None, None, None]:
    """What the product logs as an error is a failure; the rest of its log is dropped."""

    def listen(_logger: Any, method: str, event: MutableMapping[str, Any]) -> Any:
        if method in ALARMING and event["event"] not in EXPECTED:
            world.fail("logged", f"{event}")
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[listen], cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**before)
