"""`make sim`: one seed, or a year of a site spread over seeds and both cores.

python -m tests.simulation --seed 7 --hours 24
python -m tests.simulation --years 1 --jobs 2
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.simulation.play import Outcome, play

DAY_H = 24.0


def main() -> int:
    options = _options()
    if options.seed is not None:
        return _play_one(options)
    days = range(options.first, options.first + round(365 * options.years))
    return _play_many(days, options.jobs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make sim")
    parser.add_argument("--seed", type=int, help="play this one, and tell all of it")
    parser.add_argument("--hours", type=float, default=DAY_H)
    parser.add_argument("--nodes", type=int, help="else the seed decides")
    parser.add_argument("--years", type=float, default=1.0, help="a day for each seed")
    parser.add_argument("--first", type=int, default=1_000, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _play_one(options: argparse.Namespace) -> int:
    began = time.process_time()
    outcome = play(options.seed, options.hours, nodes=options.nodes)
    if not outcome.held:
        print(outcome.story())
        return 1
    print(f"trace {outcome.digest} of {outcome.trace} notes, {outcome.nodes} nodes")
    for name in ("fired", "frames_up", "frames_down", "commands", "kinds"):
        counts = getattr(outcome, name).items()
        print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in counts))
    print(f"{Totals([outcome])} in {time.process_time() - began:.1f} s")
    return 0


def _play_many(seeds: range, jobs: int) -> int:
    began, totals = time.monotonic(), Totals()
    with ProcessPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(play, seed, DAY_H) for seed in seeds]):
            outcome = future.result()
            totals.add(outcome)
            if not outcome.held:
                print(f"\n{outcome.story()}\n")
            print(f"\r{totals} in {_spent(began, totals, len(seeds))}  ", end="", flush=True)
    print()
    for name, count in sorted(totals.seeds_with.items()):
        print(f"  {name:<40} in {100 * count / len(seeds):5.1f} % of the seeds")
    return 1 if totals.failures else 0


def _spent(began: float, totals: "Totals", days: int) -> str:
    """So far, a day, and until all is done, if it goes on so."""
    spent = time.monotonic() - began
    a_day = spent / totals.days
    return f"{spent:.0f} s, {a_day:.1f} s a day, {a_day * (days - totals.days):.0f} s to go"


class Totals:
    """What all runs came to."""

    def __init__(self, outcomes: list[Outcome] | None = None) -> None:
        self.seeds_with: Counter[str] = Counter()
        """In how many runs each fault fired."""
        self.failures = 0
        self._counts: Counter[str] = Counter()
        self.days = self._client_hours = 0.0
        for outcome in outcomes or ():
            self.add(outcome)

    def add(self, outcome: Outcome) -> None:
        self.seeds_with.update(outcome.fired.keys())
        self.failures += not outcome.held
        self.days += outcome.hours / 24
        self._client_hours += outcome.client_hours
        self._counts.update(
            chats=outcome.chats,
            rows=outcome.rows,
            absences=outcome.absences,
            losses=outcome.losses,
            faults=sum(outcome.fired.values()),
        )

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {what}" for what, count in self._counts.items())
        return (
            f"{self.days:.1f} days, {self._client_hours:.0f} client-hours, {counts},"
            f" {self.failures} failures"
        )


if __name__ == "__main__":
    sys.exit(main())
