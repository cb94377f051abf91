"""The invited agent looks at the chat and talks to the sender before they answer."""

from tests.hub.stage import Json, Line, Stage
from tests.hub.team import invited, onward, part, reply, two_at_work, words


async def consulting(stage: Stage, form: str = "transfer") -> tuple[Line, Line, Line, str]:
    ann, bea, cyd, chat = await invited(stage, form)
    assert (await reply(cyd, "view_invitation"))["type"] == "ack"
    return ann, bea, cyd, chat


def events(line: Line) -> list[Json]:
    return [frame["event"] for frame in line.frames("event")]


async def test_who_views_reads_the_whole_chat_and_the_toast_stays() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage)
    await ann.ask("post", chat=chat, text="Is it blue or green?")
    await reply(cyd, "view_invitation")
    assert onward(await stage.kinds(chat), 9) == [9, 2, 1002]
    assert part(cyd, chat) == "invited"
    assert words(cyd, chat) == ["Is it blue?", "Is it blue or green?"]
    assert bea.seen()[-1] == 1002
    first, again = cyd.frames("offer")
    assert again["invitation"] == first["invitation"]
    assert again["toast_until"] == stage.clock.now() + 600_000
    await bea.ask("post", chat=chat, text="Let me see.")
    assert words(cyd, chat)[-1] == "Let me see."


async def test_sender_and_invited_exchange_words_that_no_end_user_sees() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await consulting(stage)
    before = len(ann.got)
    assert (await cyd.ask("post", chat=chat, text="Which blue?", private=True))["type"] == "ack"
    await bea.ask("post", chat=chat, text="Navy.", private=True)
    assert onward(await stage.kinds(chat), 1002) == [1002, 1001, 1]
    assert words(bea, chat)[-2:] == words(cyd, chat)[-2:] == ["Which blue?", "Navy."]
    word = events(bea)[-2]["event"]
    assert (word["kind"], word["agent_id"], word["part"]) == (1001, "cyd", "invited")
    assert len(ann.got) == before


async def test_who_views_takes_no_part_yet() -> None:
    stage = Stage()
    ann, _bea, cyd, chat = await consulting(stage)
    before = len(ann.got)
    assert (await cyd.ask("post", chat=chat, text="Hello"))["code"] == "not_a_participant"
    await cyd.say(type="typing", chat=chat, on=True)
    for command in ("conclude", "leave"):
        assert (await cyd.ask(command, chat=chat))["type"] == "refused"
    assert len(ann.got) == before


async def test_who_only_has_the_toast_can_not_write() -> None:
    stage = Stage()
    _ann, _bea, cyd, chat = await invited(stage)
    refused = await cyd.ask("post", chat=chat, text="Hello?", private=True)
    assert refused["code"] == "not_a_participant"
    assert part(cyd, chat) is None


async def test_accepting_after_a_consultation() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await consulting(stage)
    await reply(cyd, "accept")
    assert (part(bea, chat), part(cyd, chat)) == (None, "lead")
    assert [frame["type"] for frame in cyd.got if frame.get("chat") == chat].count(
        "chat_opened"
    ) == 1


async def test_declining_after_a_consultation_closes_the_chat_again() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await consulting(stage, "conference")
    await reply(cyd, "decline")
    assert onward(await stage.kinds(chat), 1002) == [1002, 20]
    assert part(cyd, chat) is None
    assert cyd.last("offer_closed")["outcome"] == 20
    seen = len(cyd.frames("event"))
    await bea.ask("post", chat=chat, text="Without you, then.")
    assert len(cyd.frames("event")) == seen


async def test_a_consultation_ends_with_the_invitation() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await consulting(stage)
    invitation = cyd.last("offer")["invitation"]
    await bea.ask("cancel_invitation", chat=chat, invitation=invitation)
    assert part(cyd, chat) is None
    refused = await cyd.ask("post", chat=chat, text="But…", private=True)
    assert refused["code"] == "unknown_chat"


async def test_a_consultation_takes_ten_minutes_at_most() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await consulting(stage)
    await stage.pass_time(300, alive=(ann, bea, cyd))
    await ann.ask("post", chat=chat, text="Are you still there?")
    assert (await reply(cyd, "toast_ran_out"))["code"] == "too_early"
    await stage.pass_time(299, alive=(ann, bea, cyd))
    assert part(cyd, chat) == "invited"
    await stage.pass_time(2, alive=(ann, bea, cyd))
    assert onward(await stage.kinds(chat), 1002) == [1002, 2, 18]
    assert (await stage.last_event(chat, 18)).cause == "timeout"
    assert part(cyd, chat) is None


async def test_a_consultation_is_there_again_on_a_connection_that_comes() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await consulting(stage)
    cyd.cut()
    await bea.ask("post", chat=chat, text="Navy.", private=True)
    again = await stage.agent("cyd")
    assert part(again, chat) == "invited"
    assert again.last("offer")["toast_until"] == stage.clock.now() + 600_000
    assert words(again, chat)[-1] == "Navy."


async def test_only_the_invited_agent_views() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await two_at_work(stage)
    dan = await stage.on_duty("dan")
    await bea.ask("invite", chat=chat, to="cyd", form="transfer")
    invitation = cyd.last("offer")["invitation"]
    for other in (bea, dan):
        refused = await other.ask("view_invitation", chat=chat, invitation=invitation)
        assert refused["type"] == "refused"
    assert part(dan, chat) is None


async def test_a_restart_finds_the_consultation_as_it_was() -> None:
    stage = Stage()
    _ann, _bea, _cyd, chat = await consulting(stage)
    await stage.restart(after_s=5)
    again = await stage.agent("cyd")
    assert part(again, chat) == "invited"
    assert words(again, chat) == ["Is it blue?"]
