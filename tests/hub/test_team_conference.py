"""Several agents in one chat: who leads, who helps, who leaves, who is lost."""

from tests.hub.stage import Stage
from tests.hub.team import in_conference, invited, onward, part, reply, words


async def test_a_conference_whose_lead_is_handed_over_and_whose_old_lead_leaves() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await in_conference(stage)
    assert onward(await stage.kinds(chat), 10) == [10, 19, 23]
    assert (part(bea, chat), part(cyd, chat)) == ("lead", "conferee")
    await bea.ask("make_lead", chat=chat, to="cyd")
    assert (part(bea, chat), part(cyd, chat)) == ("conferee", "lead")
    await bea.ask("leave", chat=chat)
    assert part(bea, chat) is None
    await ann.ask("end_chat", chat=chat)
    assert part(cyd, chat) == "wrap_up"
    await cyd.ask("close_wrap_up", chat=chat)
    assert onward(await stage.kinds(chat), 10) == [10, 19, 23, 25, 49, 48, 24, 44, 49, 27]
    assert ann.seen() == [26, 23, 48, 23, 49, 48, 24, 44, 49]


async def test_several_conferees() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage, "conference")
    dan = await stage.on_duty("dan")
    await bea.ask("invite", chat=chat, to="dan", form="conference")
    await reply(dan, "accept")
    await reply(cyd, "accept")
    await bea.ask("post", chat=chat, text="Everybody is here.")
    await cyd.ask("post", chat=chat, text="Hello.")
    await dan.ask("post", chat=chat, text="Between us.", private=True)
    assert words(ann, chat) == ["Everybody is here.", "Hello."]
    assert words(bea, chat) == words(cyd, chat) == words(dan, chat)
    assert words(dan, chat)[-1] == "Between us."
    await ann.ask("end_chat", chat=chat)
    assert onward(await stage.kinds(chat), 44) == [44, 49, 24, 24]
    assert [part(one, chat) for one in (bea, cyd, dan)] == ["wrap_up", None, None]


async def test_only_the_lead_hands_over_and_only_a_conferee_leaves() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await in_conference(stage)
    assert (await cyd.ask("make_lead", chat=chat, to="cyd"))["code"] == "not_the_lead"
    assert (await bea.ask("leave", chat=chat))["code"] == "lead_must_hand_over"
    assert (await bea.ask("make_lead", chat=chat, to="dan"))["code"] == "not_a_participant"


async def test_the_conferee_is_promoted_when_the_lead_logs_off() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await in_conference(stage)
    await bea.ask("log_off")
    assert onward(await stage.kinds(chat), 23) == [23, 49, 24, 25, 48]
    assert (await stage.last_event(chat, 25)).cause == "promoted"
    assert (part(bea, chat), part(cyd, chat)) == (None, "lead")
    assert ann.seen()[-3:] == [49, 24, 48]


async def test_the_conferee_is_promoted_when_the_lead_is_lost() -> None:
    stage = Stage()
    ann, _bea, cyd, chat = await in_conference(stage)
    await stage.pass_time(121, alive=(ann, cyd))
    assert part(cyd, chat) == "conferee"
    await stage.pass_time(121, alive=(ann, cyd))
    assert onward(await stage.kinds(chat), 4) == [4, 30, 29, 49, 24, 25, 48]
    assert part(cyd, chat) == "lead"


async def test_the_chat_of_a_lead_lost_alone_goes_to_another() -> None:
    stage = Stage(profile={"allow_decline": True})
    ann, _bea, cyd, chat = await invited(stage)
    await reply(cyd, "decline")
    await stage.pass_time(242, alive=(ann, cyd))
    assert onward(await stage.kinds(chat), 4) == [4, 30, 29, 49, 24, 8]
    await reply(cyd, "accept")
    assert onward(await stage.kinds(chat), 24) == [24, 8, 43, 11, 23, 48]
    assert part(cyd, chat) == "lead"


async def test_a_lead_who_logs_off_alone_gives_the_chat_back_with_its_invitations_closed() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await invited(stage)
    await bea.ask("log_off")
    assert onward(await stage.kinds(chat), 9)[:4] == [9, 17, 49, 24]
    assert (await stage.last_event(chat, 17)).cause == "sender_gone"
    assert [frame["outcome"] for frame in cyd.frames("offer_closed")] == [17]
    assert "form" not in cyd.last("offer")  # an engagement, as nearly always


async def test_a_conferee_who_logs_off_just_leaves() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await in_conference(stage)
    await cyd.ask("log_off")
    assert onward(await stage.kinds(chat), 23) == [23, 24]
    assert (part(bea, chat), part(cyd, chat)) == ("lead", None)


async def test_a_conference_goes_on_where_it_was_when_a_client_comes_back() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await in_conference(stage)
    cyd.cut()
    await bea.ask("post", chat=chat, text="Are you there?")
    again = await stage.agent("cyd")
    assert part(again, chat) == "conferee"
    assert words(again, chat)[-1] == "Are you there?"


async def test_a_conferee_s_typing_shows_to_all_others() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await in_conference(stage)
    await cyd.say(type="typing", chat=chat, on=True)
    assert ann.last("is_typing")["name"] == bea.last("is_typing")["name"] == "Cyd"
    assert cyd.frames("is_typing") == []
