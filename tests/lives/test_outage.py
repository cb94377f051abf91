"""How much of a stretch of time the server was away."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.ids import Millis
from parlour.lives.outage import Outage, Outages

MOMENTS = st.integers(0, 60)
STRETCHES = st.tuples(MOMENTS, MOMENTS).map(sorted)


@given(away=st.lists(STRETCHES, max_size=6), asked=STRETCHES)
def test_each_moment_counts_once_however_many_outages_it_is_in(
    away: list[list[int]], asked: list[int]
) -> None:
    outages = Outages(
        Outage(kind="stall", since=Millis(since), until=Millis(until)) for since, until in away
    )
    moments = {moment for since, until in away for moment in range(since, until)}
    expected = len(moments & set(range(*asked)))
    assert outages.within(Millis(asked[0]), Millis(asked[1])) == expected
