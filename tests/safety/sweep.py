"""Each sink of each state is shown the whole corpus, in as few loads as that takes.

A sink is a place in which a text stands: which text (its path in what the page was told) in which
element or attribute.
"""

from collections.abc import Callable, Iterable

from tests.safety.poison import PACKS

Show = Callable[[str, int], set[str]]
"""Shows a state with a pack of texts, looks for harm, and tells the sinks that it found."""


def sweep(states: Iterable[str], show: Show) -> None:
    found = {state: show(state, 0) for state in states}
    for state in few_with_all(found):
        for pack in range(1, PACKS):
            show(state, pack)


def few_with_all(found: dict[str, set[str]]) -> list[str]:
    """States that have all sinks among them, those with the most first."""
    left, chosen = set[str]().union(*found.values()), list[str]()
    while left:
        best = max(found, key=lambda state: len(found[state] & left))
        chosen.append(best)
        left -= found[best]
    return chosen
