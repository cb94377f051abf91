"""What a starting server makes of the one before it: which outage it ends."""

import pytest

from parlour.engine.ports import ManualClock
from parlour.ids import Millis
from parlour.lives.life import NO_PAST, Life, Past
from parlour.lives.outage import Outage

START = ManualClock().now()
NOW = Millis(START + 60_000)
KILLED = Life(number=1, version="1", started=START, alive=Millis(START + 10_000))
STOPPED = KILLED.but(stopped=Millis(START + 11_000))


@pytest.mark.parametrize("newest_row", [0, START + 9_000, STOPPED.stopped, START + 14_000])
def test_a_server_that_was_told_to_end_has_listened_to_nobody_since(newest_row: int) -> None:
    """Its newest rows, of what it had begun, may come after it was told."""
    past = Past(life=STOPPED)
    ended = past.outage(Millis(newest_row), NOW)
    assert ended == Outage(kind="drain", since=Millis(START + 11_000), until=NOW)


@pytest.mark.parametrize(
    ("newest_row", "since"), [(0, 10_000), (START + 9_000, 10_000), (START + 14_000, 14_000)]
)
def test_a_server_that_was_killed_lived_until_its_last_sign_of_life(
    newest_row: int, since: int
) -> None:
    ended = Past(life=KILLED).outage(Millis(newest_row), NOW)
    assert ended == Outage(kind="restart", since=Millis(START + since), until=NOW)


def test_without_a_life_on_record_the_newest_row_is_the_last_sign() -> None:
    """An older release left none, and neither does a node among several."""
    assert NO_PAST.outage(START, NOW) == Outage(kind="restart", since=START, until=NOW)


def test_an_outage_does_not_end_before_it_began() -> None:
    """The machine's clock was set back, and the rows are ahead of it."""
    assert Past(life=KILLED).outage(Millis(NOW + 1), NOW).length == 0
    assert Past(life=STOPPED).outage(Millis(NOW + 5_000), NOW).length >= 49_000
