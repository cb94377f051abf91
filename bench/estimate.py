"""How well the wait told on arrival is that which was then had, on simulated days.

One queue, served in the order of coming. Every 45 minutes the load is drawn anew between half and
one and a half of its mean; every hour agents come or go, up to a quarter of them; each has several
sessions; talks last log-normally long; whoever waits gives up after a time drawn for them. Each
estimator sees the same day and tells its wait when somebody has to wait; those who were served
count. Seeded: the same figures every time. Run: python -m bench estimate
"""

import math
import random
from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Protocol

from parlour.ids import Duration
from parlour.routing.estimate import EMPTY, Flow, enters, expected_wait, gives_up, passes
from parlour.value import Value

DAYS = 30
HOURS = 9
LOAD_CHANGES_S = 2_700
STAFF_CHANGES_S = 3_600
SPREAD = 1.0  # of the logarithm of a talk's length: as much as the mean itself, as in chat
SAMPLES = 20


class Site(Value):
    name: str
    agents: int
    sessions: int
    talk_s: float
    load: float
    patience_s: float


SITES = (
    Site(name="3 agents × 2", agents=3, sessions=2, talk_s=480, load=1.0, patience_s=420),
    Site(name="8 × 3", agents=8, sessions=3, talk_s=600, load=1.0, patience_s=480),
    Site(name="8 × 3, patient", agents=8, sessions=3, talk_s=600, load=0.95, patience_s=1_500),
    Site(name="40 × 3", agents=40, sessions=3, talk_s=600, load=1.0, patience_s=480),
)


class Estimator(Protocol):
    """Sees a day pass and says what the one at a place will wait; seconds."""

    def time(self, elapsed_s: float, waiting: int) -> None: ...

    def enters(self, waited_s: float, place: int) -> None: ...

    def gives_up(self) -> None: ...

    def tell(self, place: int, head_waits_s: float | None) -> float | None: ...


class LastToEnter:
    """The wait of the last one who got in."""

    def __init__(self) -> None:
        self.last: float | None = None
        self.place = 1

    def time(self, elapsed_s: float, waiting: int) -> None:
        """Nothing to learn."""

    def enters(self, waited_s: float, place: int) -> None:
        self.last, self.place = waited_s, place

    def gives_up(self) -> None:
        """Nothing to learn."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        return self.last


class LastByLength(LastToEnter):
    """That wait by how much longer or shorter the line is now."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        return None if self.last is None else self.last * place / self.place


class HeadOfLine(LastToEnter):
    """How long the first in line has waited so far."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        return self.last if head_waits_s is None else head_waits_s


class Average(LastToEnter):
    """Of the last waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: deque[float] = deque(maxlen=SAMPLES)

    def enters(self, waited_s: float, place: int) -> None:
        self.waits.append(waited_s)

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        return sum(self.waits) / len(self.waits) if self.waits else None


class ScaledAverage(Average):
    """The one before: the average, more for those further back."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        average = super().tell(place, head_waits_s)
        return None if average is None else average * (1 + (place - 1) / len(self.waits))


class Ours:
    """The live one."""

    def __init__(self) -> None:
        self.flow: Flow = EMPTY

    def time(self, elapsed_s: float, waiting: int) -> None:
        self.flow = passes(self.flow, milliseconds(elapsed_s), waiting)

    def enters(self, waited_s: float, place: int) -> None:
        self.flow = enters(self.flow, milliseconds(waited_s), place, SAMPLES)

    def gives_up(self) -> None:
        self.flow = gives_up(self.flow)

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        wait = expected_wait(self.flow, place)
        return None if wait is None else wait / 1000


class LengthByRate(Ours):
    """The place by the rate at which agents took the last ones; nobody is thought to give up."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        flow = self.flow
        return place * flow.open_ms / flow.entered / 1000 if flow.entered else None


class LengthByDepartures(Ours):
    """The place by the rate at which the last ones left the line, whichever way."""

    def tell(self, place: int, head_waits_s: float | None) -> float | None:
        flow = self.flow
        if not flow.entered or not flow.open_ms:
            return None
        waiting = flow.waiting_ms and flow.gave_up / flow.waiting_ms
        return place / (flow.entered / flow.open_ms + waiting * place) / 1000


CANDIDATES: dict[str, type[Estimator]] = {
    "last to enter service": LastToEnter,
    "head of the line": HeadOfLine,
    "last to enter × length": LastByLength,
    "average of 20": Average,
    "average of 20, scaled (before)": ScaledAverage,
    "place ÷ rate of entries": LengthByRate,
    "place ÷ rate of departures": LengthByDepartures,
    "ours": Ours,
}


def milliseconds(length_s: float) -> Duration:
    return Duration(round(length_s * 1000))


class Waiting:
    """Somebody in the line, and what each estimator told them."""

    def __init__(self, came: float, place: int, told: dict[str, float | None]) -> None:
        self.came = came
        self.place = place
        self.told = told
        self.is_in_line = True


class Day:
    """One day of one site; `outcomes` has what was told and what was had."""

    def __init__(self, site: Site, seed: str) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.outcomes: list[tuple[dict[str, float | None], float]] = []
        self.estimators = {name: kind() for name, kind in CANDIDATES.items()}
        self.line: deque[Waiting] = deque()
        self.waiting = 0
        self.busy = 0
        self.now = 0.0
        self.ends = HOURS * 3600.0
        self.mean = site.load * site.agents * site.sessions / site.talk_s
        blocks = int(self.ends // LOAD_CHANGES_S) + 1
        self.swings = [self.chance.uniform(0.5, 1.5) for _ in range(blocks)]
        self.sessions = self.staffed()
        self.coming: list[tuple[float, int, str, Waiting | None]] = []
        self.count = 0

    def staffed(self) -> int:
        there = round(self.site.agents * self.chance.uniform(0.75, 1.25))
        return max(1, there) * self.site.sessions

    def later(self, by: float, what: str, who: Waiting | None = None) -> None:
        self.count += 1
        heappush(self.coming, (self.now + by, self.count, what, who))

    def run(self) -> None:
        self.later(self.chance.expovariate(1.5 * self.mean), "comes")
        for hour in range(1, HOURS):
            self.later(hour * STAFF_CHANGES_S + self.chance.uniform(-600, 600), "staff")
        while self.coming and self.coming[0][0] < self.ends:
            at, _, what, who = heappop(self.coming)
            for each in self.estimators.values():
                each.time(at - self.now, self.waiting)
            self.now = at
            self.happens(what, who)

    def happens(self, what: str, who: Waiting | None) -> None:
        match what:
            case "comes":
                self.later(self.chance.expovariate(1.5 * self.mean), "comes")
                swing = self.swings[int(self.now // LOAD_CHANGES_S)]
                if self.chance.random() < swing / 1.5:
                    self.comes()
            case "goes":
                assert who is not None, "it is known who gives up"
                self.gives_up(who)
            case "staff":
                self.sessions = self.staffed()
                self.let_in()
            case _:
                self.busy -= 1
                self.let_in()

    def comes(self) -> None:
        if self.busy < self.sessions and not self.waiting:
            self.talk()
            return
        while self.line and not self.line[0].is_in_line:
            self.line.popleft()
        place, head = self.waiting + 1, self.now - self.line[0].came if self.line else None
        told = {name: each.tell(place, head) for name, each in self.estimators.items()}
        who = Waiting(self.now, place, told)
        self.line.append(who)
        self.waiting += 1
        self.later(self.chance.expovariate(1 / self.site.patience_s), "goes", who)

    def gives_up(self, who: Waiting) -> None:
        if who.is_in_line:
            who.is_in_line = False
            self.waiting -= 1
            for each in self.estimators.values():
                each.gives_up()

    def let_in(self) -> None:
        while self.waiting and self.busy < self.sessions:
            who = self.line.popleft()
            if who.is_in_line:
                self.enters(who)

    def enters(self, who: Waiting) -> None:
        who.is_in_line = False
        self.waiting -= 1
        had = self.now - who.came
        self.outcomes.append((who.told, had))
        for each in self.estimators.values():
            each.enters(had, who.place)
        self.talk()

    def talk(self) -> None:
        self.busy += 1
        middle = math.log(self.site.talk_s) - SPREAD**2 / 2
        self.later(self.chance.lognormvariate(middle, SPREAD), "ends")


class Figures(Value):
    """Of one estimator at one site; seconds."""

    off_s: float
    """Mean absolute error."""
    rmse_s: float


def measure(site: Site, days: int) -> tuple[dict[str, Figures], int, float]:
    """By estimator; how many were told and served; their mean wait."""
    outcomes: list[tuple[dict[str, float], float]] = []
    for number in range(days):
        day = Day(site, f"{site.name} {number}")
        day.run()
        outcomes += complete(day.outcomes)
    figures = {
        name: Figures(
            off_s=sum(abs(told[name] - had) for told, had in outcomes) / len(outcomes),
            rmse_s=math.sqrt(
                sum((told[name] - had) ** 2 for told, had in outcomes) / len(outcomes)
            ),
        )
        for name in CANDIDATES
    }
    return figures, len(outcomes), sum(had for _, had in outcomes) / len(outcomes)


def complete(
    outcomes: list[tuple[dict[str, float | None], float]],
) -> Iterator[tuple[dict[str, float], float]]:
    """Those to whom each estimator could tell something."""
    for told, had in outcomes:
        known = {name: wait for name, wait in told.items() if wait is not None}
        if len(known) == len(told):
            yield known, had


def run(days: int = DAYS) -> list[tuple[str, str]]:
    """Mean absolute error and root mean square error against the last to enter service."""
    rows: list[tuple[str, str]] = []
    for site in SITES:
        figures, count, mean_s = measure(site, days)
        rows.append((site.name, f"{count:,} told and served, mean wait {mean_s:.0f} s"))
        least = figures["last to enter service"]
        rows += [
            (
                f"  {name}",
                f"{one.off_s:6.1f} s {one.off_s / least.off_s:5.2f}"
                f"   rms {one.rmse_s:6.1f} s {one.rmse_s / least.rmse_s:5.2f}",
            )
            for name, one in figures.items()
        ]
    return rows
