"""A line that dies with something unsent costs the others nothing."""

import asyncio

import pytest

from parlour.web.server import new_event_loop
from tests.hub.stage import turns
from tests.web.stage import hear, house


@pytest.mark.parametrize("loop_factory", [new_event_loop, asyncio.new_event_loop])
def test_a_line_that_dies_with_frames_unsent_keeps_none_from_the_others(
    loop_factory: type[asyncio.AbstractEventLoop],
) -> None:
    async def story() -> None:
        async with house() as there, there.desk("ann"), there.desk("ben") as ben:
            first, second = there.gateway.greeted
            first.cut()  # type: ignore[attr-defined]
            for _ in range(5):
                first.send(b'{"type":"lost"}')
                second.send(b'{"type":"kept"}')
                await turns(1)
            assert [(await hear(ben))["type"] for _ in range(5)] == ["kept"] * 5

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(story())
