"""Whoever comes first, nobody leads twice, nobody has too many chats, every invitation ends once.

All interleavings are enumerated: of contenders who read and then write, beside each other; of
contenders who come one after the other; and of an engine whose writes are still under way, come
through together, or are refused.
"""

from itertools import combinations, permutations, product

import pytest
from structlog.testing import capture_logs

from parlour.engine.books import Books
from parlour.ledger.memory import Tables
from parlour.ledger.stored_rows import as_stored
from parlour.ledger.verify import RowsAtHand, verify
from tests.engine.race import (
    NAMED,
    OTHERS,
    Contender,
    books_of,
    contend,
    copied,
    double_leads,
    over_capacity,
    the_moment,
    wind_up,
    wrong_outcomes,
)
from tests.engine.race_engine import Race

ALL = (*NAMED, *OTHERS)
STEPS_MAX = 6


class Judge:
    """Looks at each ledger once, whichever ways lead to it."""

    def __init__(self) -> None:
        self._known = set[tuple[str, ...]]()
        self.ledgers = 0
        self.ways = 0

    def judge(self, tables: Tables, way: object) -> None:
        """Raises: `AssertionError`, if a promise is broken."""
        self.ways += 1
        key = tuple(f"{row.stream} {row.event}" for row in tables.all_rows)
        if key in self._known:
            return
        self._known.add(key)
        self.ledgers += 1
        tables = copied(tables)
        wind_up(tables)
        assert double_leads(tables) == [], way
        assert over_capacity(tables) == [], way
        assert wrong_outcomes(tables) == [], way
        report = verify(
            RowsAtHand(
                map(as_stored, tables.all_rows),
                seals=tables.seals,
                chats=tables.chats,
                sessions=tables.sessions,
                duties=tables.duties,
                texts={},
            )
        )
        assert report.faults == (), way


def interleavings(contenders: int) -> list[tuple[int, ...]]:
    """Orders of two steps of each, reading and writing; who has read writes next."""
    return sorted(set(permutations([*range(contenders)] * 2)))


def test_contenders_who_read_and_write_beside_each_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Three, at least two of them named by the law, two steps each."""
    judge, moment = Judge(), the_moment()
    orders = interleavings(STEPS_MAX // 2)
    threes = [one for one in combinations(ALL, STEPS_MAX // 2) if len({*one} & {*NAMED}) > 1]
    for three, order in product(threes, orders):
        tables = copied(moment)
        read: dict[int, Books] = {}
        for n in order:
            if n in read:
                contend(tables, three[n], read[n])
            else:
                read[n] = books_of(tables)
        judge.judge(tables, ([one.name for one in three], order))
    tell(capsys, judge, "interleavings of reads and writes")


def test_contenders_who_come_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Up to six of those that the law names, in every order."""
    judge = Judge()

    def go_on(tables: Tables, way: tuple[Contender, ...]) -> None:
        judge.judge(tables, [one.name for one in way])
        for contender in NAMED:
            if contender not in way and len(way) < STEPS_MAX:
                following = copied(tables)
                contend(following, contender)
                go_on(following, (*way, contender))

    go_on(the_moment(), ())
    tell(capsys, judge, "orders of up to six contenders")


def test_an_engine_whose_writes_are_under_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Three of those that the law names; after each the store takes all that it was given, or
    nothing yet, or refuses it."""
    judge, moment = Judge(), the_moment()
    threes = permutations(NAMED, STEPS_MAX // 2)
    ways = product(threes, product(("nothing yet", "takes", "refuses"), repeat=STEPS_MAX // 2))
    with capture_logs():  # that the store refuses is told as an error, and rightly so
        for three, stores in ways:
            race = Race(copied(moment))
            for contender, store in zip(three, stores, strict=True):
                race.contend(contender)
                race.store(store)
            race.settle()
            way = [one.name for one in three], stores
            assert race.differences() == [], way
            judge.judge(race.tables, way)
    tell(capsys, judge, "orders through the engine")


def tell(capsys: pytest.CaptureFixture[str], judge: Judge, what: str) -> None:
    with capsys.disabled():
        print(f"\n  {judge.ways} {what}, {judge.ledgers} ledgers", end="")
    assert judge.ways > judge.ledgers > 1
