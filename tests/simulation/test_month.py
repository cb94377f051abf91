"""A month of a site of twenty agents, day by day, with everything going wrong that can."""

import pytest

from tests.simulation.play import play

DAYS = range(1, 31)
"""Each a seed. `make sim` plays a year, of other seeds."""


@pytest.mark.parametrize("seed", DAYS)
def test_a_day_with_all_faults_breaks_no_promise(seed: int) -> None:
    outcome = play(seed, 24)
    assert outcome.held, outcome.story()
    assert outcome.chats > 300
    assert outcome.client_hours > 150
