"""Whatever people do and whatever breaks: what must be true stays true."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parlour.settings import Settings
from tests.hub.faulty import FaultyLedger
from tests.hub.stage import Stage
from tests.hub.walk import PROFILE, Step, World

modest = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a walk is a hundred rounds of a whole server
steps = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 839)), min_size=10, max_size=60)


@modest
@given(steps)
def test_no_walk_breaks_anything(path: list[Step]) -> None:
    asyncio.run(World(stage()).play(path))


def stage() -> Stage:
    ledger = FaultyLedger()
    return Stage(
        ledger=ledger,
        profile=PROFILE,
        settings=Settings(CS_IDLE_TIMEOUT=200, USER_WAIT_QUEUE_TIMEOUT=300),
    )
