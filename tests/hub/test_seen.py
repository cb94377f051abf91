"""Who has read how far, told to the other side in its own numbers."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from parlour.chat import events as e
from parlour.hub.timelines import Audience, Timeline
from parlour.ids import AgentId, CommandId, MessageId
from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage
from tests.hub.team import in_conference, reply, watched


def seen_by_other(line: Line) -> list[int]:
    return [frame["n"] for frame in line.frames("has_seen")]


def newest(line: Line, chat: str) -> int:
    numbers: list[int] = [f["n"] for f in line.frames("event") if f["chat"] == chat]
    return max(numbers)


async def test_each_side_is_told_how_far_the_other_has_read() -> None:
    ann, bea, chat = await talking(Stage())
    await bea.ask("post", chat=chat, text="Hello.")
    await ann.say(type="seen", chat=chat, n=newest(ann, chat))
    assert seen_by_other(bea) == [newest(bea, chat)]
    await ann.ask("post", chat=chat, text="Hi.")
    await bea.say(type="seen", chat=chat, n=newest(bea, chat))
    assert seen_by_other(ann) == [newest(ann, chat)]
    assert not ann.frames("refused")


async def test_what_was_told_is_not_told_again_and_never_less() -> None:
    ann, bea, chat = await talking(Stage())
    await bea.ask("post", chat=chat, text="One.")
    top = newest(ann, chat)
    for n in (top, top, 1, top + 1, 10**9, 0):
        await ann.say(type="seen", chat=chat, n=n)
    assert len(seen_by_other(bea)) == 1


async def test_a_private_note_that_is_read_shows_nowhere() -> None:
    ann, bea, chat = await talking(Stage())
    await bea.say(type="seen", chat=chat, n=newest(bea, chat))
    before = seen_by_other(ann)
    await bea.ask("post", chat=chat, text="She is angry.", private=True)
    await bea.say(type="seen", chat=chat, n=newest(bea, chat))
    assert seen_by_other(ann) == before


async def test_who_watches_or_consults_reads_unseen() -> None:
    stage = Stage()
    ann, bea, sue, chat = await watched(stage)
    await ann.ask("post", chat=chat, text="Hello?")
    await sue.say(type="seen", chat=chat, n=newest(sue, chat))
    assert seen_by_other(ann) == []
    cyd = await stage.on_duty("cyd")
    await bea.ask("invite", chat=chat, to="cyd", form="transfer")
    await reply(cyd, "view_invitation")
    await cyd.say(type="seen", chat=chat, n=newest(cyd, chat))
    assert seen_by_other(ann) == []


async def test_it_is_told_again_on_a_new_connection() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await bea.ask("post", chat=chat, text="Hello.")
    await ann.say(type="seen", chat=chat, n=newest(ann, chat))
    await bea.say(type="seen", chat=chat, n=newest(bea, chat))
    bea.cut()
    again = await stage.agent("bea", bea.client_id)
    assert seen_by_other(again) == seen_by_other(bea)
    ann.cut()
    back = await stage.end_user("ann", ann.client_id)
    assert seen_by_other(back) == seen_by_other(ann)


async def test_nobody_else_s_chat_can_be_marked() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    zoe, cyd = await stage.end_user("zoe"), await stage.on_duty("cyd")
    await zoe.say(type="seen", chat=chat, n=1)
    await cyd.say(type="seen", chat=chat, n=1)
    assert seen_by_other(ann) == [] == seen_by_other(bea)


async def test_nothing_is_kept_of_a_chat_that_is_over() -> None:
    stage = Stage(profile={"wrap_up": False})
    ann, bea, chat = await talking(stage)
    await ann.say(type="seen", chat=chat, n=newest(ann, chat))
    await ann.ask("end_chat", chat=chat)
    await bea.say(type="seen", chat=chat, n=1)
    assert stage.server.seen.__dict__["_marks"] == {}


async def test_a_conferee_who_reads_counts_and_typing_previews_go_to_both() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await in_conference(stage)
    await ann.ask("post", chat=chat, text="Both of you?")
    await cyd.say(type="seen", chat=chat, n=newest(cyd, chat))
    assert seen_by_other(ann)[-1] == newest(ann, chat)
    assert seen_by_other(bea) == []


BEA = AgentId("bea")
ACTOR = e.Actor(role="agent", id="bea")


def post(visibility: e.Visibility) -> e.AgentPost:
    return e.AgentPost(
        actor=ACTOR,
        agent_id=BEA,
        message_id=MessageId("m"),
        digest="",
        command_id=CommandId("c:1"),
        visibility=visibility,
    )


SEEN_BY_BOTH, SEEN_BY_AGENTS = post("everyone"), post("agents")
SEEN_BY_NEITHER = e.MonitorBegin(actor=ACTOR, agent_id=BEA)
rows_of_a_chat = st.lists(
    st.sampled_from((SEEN_BY_BOTH, SEEN_BY_AGENTS, SEEN_BY_NEITHER)), max_size=40
)


@given(rows_of_a_chat, st.integers(0, 40))
def test_a_translated_number_is_the_newest_row_not_beyond_the_one_that_was_seen(
    rows: list[e.AnyChatEvent], seen: int
) -> None:
    timeline = Timeline()
    for seq, event in enumerate(rows, 1):
        timeline.add(seq, event)
    for audience in get_args(Audience):
        n = timeline.number_upto(audience, seen)
        assert timeline.seq(audience, n) <= seen
        assert n == timeline.length(audience) or timeline.seq(audience, n + 1) > seen
