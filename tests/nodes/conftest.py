"""Two nodes that have begun."""

import pytest

from tests.nodes.house import SETTINGS, House


@pytest.fixture
async def house() -> House:
    house = House(settings=SETTINGS)
    await house.open()
    return house
