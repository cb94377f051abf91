"""How stories begin: somebody waits, somebody is offered a chat, two are talking."""

from typing import Any

from tests.hub.stage import Line, Stage


async def waiting(stage: Stage, name: str = "ann") -> tuple[Line, str]:
    """The end-user asks, and nobody is there (or nobody free)."""
    line = await stage.end_user(name)
    ack = await line.ask("request_chat", name=name.capitalize(), question="Is it blue?")
    return line, ack["chat"]


async def offered(stage: Stage, name: str = "ann", to: str = "bea") -> tuple[Line, Line, str]:
    """The end-user asks, the agent's toast shows."""
    agent = await stage.on_duty(to)
    line, chat = await waiting(stage, name)
    assert agent.last("offer")["chat"] == chat
    return line, agent, chat


async def talking(stage: Stage, name: str = "ann", to: str = "bea") -> tuple[Line, Line, str]:
    """The end-user asks, the agent accepts."""
    line, agent, chat = await offered(stage, name, to)
    await answer(agent, "accept")
    return line, agent, chat


async def answer(agent: Line, how: str, **more: Any) -> dict[str, Any]:
    """The agent's client answers its newest offer."""
    offer = agent.last("offer")
    return await agent.ask(how, chat=offer["chat"], invitation=offer["invitation"], **more)


def tail(kinds: list[int], after: int) -> list[int]:
    """What comes after the last row of that kind."""
    return kinds[len(kinds) - kinds[::-1].index(after) :]
