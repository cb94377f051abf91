"""When silence becomes an absence, and an absence a loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.ids import Duration, Millis
from parlour.presence.silence import Silence, SilenceRules, Verdict, due_at, verdict

SINCE = Millis(1_000_000)


def silence(retries: int = 2, grace: int = 0) -> Silence:
    rules = SilenceRules(interval=Duration(120_000), retries=retries)
    return Silence(since=SINCE, rules=rules, grace=Duration(grace))


@pytest.mark.parametrize(
    ("after", "absent", "said"),
    [
        (0, False, None),
        (119_999, False, None),
        (120_000, False, "absent"),
        (500_000, False, "absent"),
        (120_000, True, None),
        (239_999, True, None),
        (240_000, True, "lost"),
    ],
)
def test_what_is_said_when(after: int, absent: bool, said: Verdict | None) -> None:
    assert verdict(silence(), absent=absent, now=Millis(SINCE + after)) == said


def test_nobody_is_lost_who_was_not_said_to_be_absent() -> None:
    assert verdict(silence(), absent=False, now=Millis(SINCE + 10**9)) == "absent"


def test_an_outage_moves_both_deadlines_by_itself_and_one_interval() -> None:
    before, after = silence(), silence().after_outage(Duration(300_000))
    assert after.absent_at - before.absent_at == 420_000
    assert after.lost_at - before.lost_at == 420_000


times = st.integers(0, 10**7)


@given(times, st.integers(1, 10), times, st.booleans())
def test_there_is_nothing_to_say_before_it_is_due_and_something_then(
    after: int, retries: int, grace: int, absent: bool
) -> None:
    found, now = silence(retries, grace), Millis(SINCE + after)
    due = due_at(found, absent=absent)
    assert (verdict(found, absent=absent, now=now) is not None) == (now >= due)


@given(st.integers(1, 10), st.lists(times, max_size=5))
def test_outages_only_ever_move_deadlines_later(retries: int, outages: list[int]) -> None:
    found = silence(retries)
    for outage in outages:
        longer = found.after_outage(Duration(outage))
        assert longer.absent_at > found.absent_at
        assert longer.lost_at - longer.absent_at == found.lost_at - found.absent_at
        found = longer
