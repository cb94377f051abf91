"""What an end-user is writing, seen by the chat's agents where the site says so."""

from parlour.settings import Settings
from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage
from tests.hub.team import in_conference, watched

OPEN = Settings(SNEAK_PREVIEW=True)


def previews(line: Line) -> list[str | None]:
    return [frame.get("text") for frame in line.frames("is_typing")]


async def test_agents_see_the_text_only_where_the_site_allows_it() -> None:
    for settings, shown in ((Settings(), None), (OPEN, "Where is m")):
        ann, bea, chat = await talking(Stage(settings=settings))
        await ann.say(type="typing", chat=chat, on=True, text="Where is m")
        assert previews(bea) == [shown]


async def test_everybody_in_the_chat_sees_it_and_who_only_watches_does_not() -> None:
    ann, bea, cyd, chat = await in_conference(Stage(settings=OPEN))
    await ann.say(type="typing", chat=chat, on=True, text="Where")
    assert previews(bea) == ["Where"] == previews(cyd)
    ann, bea, sue, chat = await watched(Stage(settings=OPEN))
    await ann.say(type="typing", chat=chat, on=True, text="Where")
    assert (previews(bea), previews(sue)) == (["Where"], [None])


async def test_who_has_stopped_shows_nothing_and_an_agent_s_text_goes_nowhere() -> None:
    ann, bea, chat = await talking(Stage(settings=OPEN))
    await ann.say(type="typing", chat=chat, on=False, text="Where")
    await bea.say(type="typing", chat=chat, on=True, text="I think")
    assert previews(bea) == [None]
    assert previews(ann) == [None]


async def test_a_preview_obeys_the_rules_of_a_message_and_leaves_no_row() -> None:
    stage = Stage(settings=OPEN)
    ann, bea, chat = await talking(stage)
    rows = await stage.kinds(chat)
    frame = ann.read(type="typing", chat=chat, on=True, text="a\u202eb")
    assert frame.answer.code == "bad_text"
    await ann.say(type="typing", chat=chat, on=True, text="one\r\ntwo")
    assert previews(bea) == ["one\ntwo"]
    assert await stage.kinds(chat) == rows
