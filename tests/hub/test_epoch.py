"""After a restore the history is another one: what clients have of the old one does not count."""

from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage


async def come_back(line: Line, epoch: str, **resume: int) -> list[str]:
    """Types of the frames that a hello is answered with."""
    before = len(line.got)
    await line.say(type="hello", ticket="t", client=line.client_id, resume=resume, epoch=epoch)
    return [frame["type"] for frame in line.got[before:]]


async def test_a_welcome_names_the_epoch_of_the_ledger() -> None:
    stage = Stage()
    await stage.restart()
    ann, bea = await stage.end_user(), await stage.agent()
    epoch = await stage.ledger.epoch()
    assert ann.last("welcome")["epoch"] == bea.last("welcome")["epoch"] == epoch != ""


async def test_who_comes_from_another_epoch_gets_every_chat_anew() -> None:
    stage = Stage()
    await stage.restart()
    ann, bea, chat = await talking(stage)
    for text in ("one", "two"):
        await ann.ask("post", chat=chat, text=text)
    for seen_by, again in ((ann, stage.line("end_user", "ann")), (bea, stage.line("agent", "bea"))):
        told = await come_back(again, "another", **{chat: 1})
        assert told.count("resync") == 1
        assert told.index("resync") < told.index("event")
        assert again.frames("event") == seen_by.frames("event")


async def test_in_the_same_epoch_only_what_lacks_is_sent() -> None:
    stage = Stage()
    await stage.restart()
    ann, _bea, chat = await talking(stage)
    epoch, have = ann.last("welcome")["epoch"], len(ann.frames("event"))
    again = stage.line("end_user", "ann")
    assert await come_back(again, epoch, **{chat: have - 1}) == ["welcome", "event"]


async def test_a_chat_that_this_history_does_not_know_is_told_to_be_dropped() -> None:
    stage = Stage()
    await stage.restart()
    ann, bea = stage.line("end_user", "ann"), stage.line("agent", "bea")
    await stage.on_duty("bea")
    assert "resync" in await come_back(ann, "another", never=7)
    assert "chat_closed" in await come_back(bea, "another", never=7)
