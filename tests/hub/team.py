"""How stories of several agents begin: a supervisor, groups, invitations on their way."""

from typing import Any, Protocol

from parlour.directory.directory import Directory
from parlour.directory.records import Profile
from parlour.ids import AgentId
from tests.hub.scenes import talking
from tests.hub.stage import QUEUE, Json, Line, Stage


class House(Protocol):
    """A server, or the stage of one."""

    @property
    def directory(self) -> Directory: ...


def make_supervisor(house: House, name: str = "sue", **switches: Any) -> None:
    """They may watch, and get no chats themselves."""
    given = {"supervisor": True, "monitor": True, "chat": False, **switches}
    profile = Profile(profile_id=f"of-{name}", name="Supervisors", queues={QUEUE: 1}, **given)
    house.directory.profiles[profile.profile_id] = profile
    change_agent(house, name, profile_id=profile.profile_id)


def change_agent(house: House, name: str, **changes: Any) -> None:
    agent = house.directory.agents[AgentId(name)]
    house.directory.agents[agent.agent_id] = agent.but(**changes)


def change_profile(house: House, profile_id: str, **changes: Any) -> None:
    profile = house.directory.profiles[profile_id]
    house.directory.profiles[profile_id] = profile.but(**changes)


async def two_at_work(stage: Stage) -> tuple[Line, Line, Line, str]:
    """Ann and Bea are talking, Cyd is on duty: end-user, lead, colleague, chat."""
    ann, bea, chat = await talking(stage)
    return ann, bea, await stage.on_duty("cyd"), chat


async def invited(stage: Stage, form: str = "transfer") -> tuple[Line, Line, Line, str]:
    """As before, and Bea has asked Cyd to take over or to join."""
    ann, bea, cyd, chat = await two_at_work(stage)
    assert (await bea.ask("invite", chat=chat, to="cyd", form=form))["type"] == "ack"
    assert cyd.last("offer")["form"] == form
    return ann, bea, cyd, chat


async def in_conference(stage: Stage) -> tuple[Line, Line, Line, str]:
    """Bea leads, Cyd helps."""
    ann, bea, cyd, chat = await invited(stage, "conference")
    await reply(cyd, "accept")
    return ann, bea, cyd, chat


async def watched(stage: Stage) -> tuple[Line, Line, Line, str]:
    """Ann and Bea are talking, Sue watches: end-user, lead, supervisor, chat."""
    make_supervisor(stage)
    ann, bea, chat = await talking(stage)
    sue = await stage.on_duty("sue")
    assert (await sue.ask("monitor", chat=chat, on=True))["type"] == "ack"
    return ann, bea, sue, chat


async def reply(agent: Line, how: str, **more: Any) -> Json:
    """To the newest offer or invitation."""
    offer = agent.last("offer")
    return await agent.ask(how, chat=offer["chat"], invitation=offer["invitation"], **more)


def part(line: Line, chat: str) -> str | None:
    """What the client holds its part in the chat to be."""
    now: str | None = None
    for frame in line.got:
        if frame.get("chat") != chat:
            continue
        if frame["type"] in ("chat_opened", "part"):
            now = frame["part"]
        elif frame["type"] == "chat_closed":
            now = None
    return now


def words(line: Line, chat: str) -> list[str]:
    """What the client shows of what was said."""
    events = [frame["event"] for frame in line.frames("event") if frame["chat"] == chat]
    return [event["text"] for event in events if event.get("text")]


def onward(kinds: list[int], kind: int) -> list[int]:
    """From the last row of that kind on, itself included."""
    return kinds[len(kinds) - 1 - kinds[::-1].index(kind) :]
