"""Who comes when: visitors by the hour of the day, agents by their shifts."""

import random
from typing import TYPE_CHECKING

from tests.simulation.end_user import EndUser
from tests.simulation.site import (
    CHATS_A_DAY,
    CLOSES_H,
    OPENS_H,
    QUEUES,
    RUSH,
    RUSHES_A_DAY,
    SHIFT_S,
)

if TYPE_CHECKING:
    from tests.simulation.world import World

HOUR = 3600.0
DAY = 24 * HOUR
AT_NIGHT_AN_HOUR = 0.5
FIRST_SHIFT_H, LAST_SHIFT_H = 7.7, 11.0
COME_BACK = 0.15
"""Visits of people who were there before."""
VISITORS_KEPT = 50
LAST_VISIT_S = 600.0
"""Before the end of the run: whoever comes still has some time."""


class Streets:
    """Sends people to the shop."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.chance = random.Random(f"streets of {world.seed}")
        self._visitors = 0
        self._were_here: list[tuple[str, int]] = []
        """Names, and how often they were here, of the newest whose chat is over."""

    def note_visit(self, name: str, visit: int) -> None:
        self._were_here = [*self._were_here[1 - VISITORS_KEPT :], (name, visit)]

    def begin(self, hours: float) -> None:
        begins = self.world.begins_at_ms / 1000
        days = range(int((begins + hours * HOUR) // DAY) + 1)
        for day in days:
            self._plan_day(day * DAY - begins, hours * HOUR)

    def _plan_day(self, midnight: float, until: float) -> None:
        """`midnight` on the world's clock: the first one was before it began."""
        chance = self.chance
        per_hour = (CHATS_A_DAY - RUSHES_A_DAY * RUSH) / (CLOSES_H - OPENS_H)
        for hour in range(24):
            mean = per_hour if OPENS_H <= hour < CLOSES_H else AT_NIGHT_AN_HOUR
            at = chance.expovariate(mean)
            while at < 1:
                self._visit_at(midnight + (hour + at) * HOUR, until)
                at += chance.expovariate(mean)
        for _ in range(RUSHES_A_DAY):
            begins = chance.uniform(OPENS_H, CLOSES_H)
            for _ in range(RUSH):
                self._visit_at(midnight + begins * HOUR + chance.uniform(0, 60), until)
        for agent in self.world.agents:
            at = midnight + chance.uniform(FIRST_SHIFT_H, LAST_SHIFT_H) * HOUR
            shift = SHIFT_S + chance.uniform(-HOUR, HOUR)
            if 0 <= at < until:
                self.world.time.after(at, agent.begin, shift)

    def _visit_at(self, at: float, until: float) -> None:
        if 0 <= at < until - LAST_VISIT_S:
            self._visitors += 1
            queue = self.chance.choices(list(QUEUES), list(QUEUES.values()))[0]
            name = f"u{self._visitors}"
            self.world.time.after(at, self._arrive, name, queue)

    def _arrive(self, name: str, queue: str) -> None:
        visit = 1
        if self._were_here and self.chance.random() < COME_BACK:
            name, visit = self._were_here.pop(self.chance.randrange(len(self._were_here)))
            visit += 1
        person = EndUser(self.world, name, queue, visit)
        self.world.people[name] = person
        person.begin()
