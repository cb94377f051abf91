"""Pull mode at the desk: the agent asks for the next chat, and sees whether that stands."""

from tests.hub.scenes import answer, waiting
from tests.hub.stage import Stage
from tests.hub.team import change_profile


async def test_a_chat_comes_when_it_is_asked_for() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    await waiting(stage)
    await stage.pass_time(2, alive=(bea,))
    assert bea.frames("offer") == []
    assert (await bea.ask("pull", on=True))["type"] == "ack"
    await stage.settle()
    assert bea.last("pulling") == {"type": "pulling", "on": True}
    await answer(bea, "accept")
    assert bea.last("pulling") == {"type": "pulling", "on": False}
    assert len(bea.frames("offer")) == 1


async def test_a_request_stands_and_shows_on_every_tab_until_it_is_withdrawn() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    await bea.ask("pull", on=True)
    second = await stage.agent("bea")
    assert second.last("welcome")["pulling"] is True
    await second.ask("pull", on=False)
    assert bea.last("pulling")["on"] is False
    await waiting(stage)
    await stage.pass_time(2, alive=(bea,))
    assert bea.frames("offer") == []


async def test_who_is_pushed_chats_does_not_ask() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    assert (await bea.ask("pull", on=True))["code"] == "not_allowed"
    assert (await bea.ask("pull", on=False))["type"] == "ack"


async def test_a_profile_that_pulls_no_more_ends_the_request() -> None:
    stage = Stage(profile={"pull_chat": True})
    bea = await stage.on_duty("bea")
    await bea.ask("pull", on=True)
    change_profile(stage, "p", pull_chat=False)
    stage.server.staff.follow_directory()
    await stage.settle()
    assert bea.last("pulling")["on"] is False
    assert bea.last("me")["me"]["pull_chat"] is False
