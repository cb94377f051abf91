"""What a clock that jumps makes old, and what not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.ids import Duration, Millis
from parlour.lives import age
from parlour.lives.outage import Outage

MOMENTS = st.integers(0, 60)
AWAY = st.lists(st.tuples(MOMENTS, MOMENTS).map(sorted), max_size=5)


def outages_of(away: list[list[int]]) -> list[Outage]:
    return [
        Outage(kind="restart", since=Millis(since), until=Millis(until)) for since, until in away
    ]


@pytest.fixture(scope="module", autouse=True)
def _short_belief() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(age, "BELIEVED", Duration(5))
        yield


@given(away=AWAY, kept_for=st.integers(0, 40))
def test_only_time_that_was_seen_to_pass_makes_old(away: list[list[int]], kept_for: int) -> None:
    """However the outages lie: all moments one by one."""
    now, outages = Millis(60), outages_of(away)
    doubtful = {
        moment for since, until in away if until - since > 5 for moment in range(since, until)
    }
    gone_before = age.before(now, Duration(kept_for), outages)
    for moment in range(-40, 61):
        seen = len(set(range(moment, now)) - doubtful)
        if moment < gone_before:
            assert seen >= kept_for
        else:
            assert seen <= kept_for
