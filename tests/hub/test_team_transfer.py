"""A chat goes to a colleague, or back to a queue."""

import pytest

from parlour.directory.records import Queue
from parlour.ids import AgentId, QueueId, SiteId
from tests.hub.scenes import answer, talking, waiting
from tests.hub.stage import QUEUE, SITE, Stage
from tests.hub.team import invited, onward, part, reply, two_at_work, words


async def test_a_transfer_to_an_agent_accepted() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage)
    await ann.ask("post", chat=chat, text="Still blue?")
    offer = cyd.last("offer")
    assert (offer["sender"], offer["about"]["name"]) == ("bea", "Ann")
    assert offer["allow_decline"] is True
    assert offer["toast_until"] - offer["at"] == 15_000
    await reply(cyd, "accept")
    assert onward(await stage.kinds(chat), 9) == [9, 2, 15, 49, 24, 23, 48]
    assert cyd.last("offer_closed")["outcome"] == 15
    assert (part(bea, chat), part(cyd, chat)) == (None, "lead")
    assert words(cyd, chat) == ["Is it blue?", "Still blue?"]
    assert [row["n"] for row in cyd.frames("event")] == list(range(1, 14))


async def test_the_end_user_sees_who_left_and_who_came_and_nothing_of_the_invitation() -> None:
    stage = Stage()
    ann, _bea, cyd, _chat = await invited(stage)
    assert ann.seen() == [26, 23, 48]
    await reply(cyd, "accept")
    assert ann.seen() == [26, 23, 48, 49, 24, 23, 48]
    events = [frame["event"] for frame in ann.frames("event")][3:]
    assert [event["name"] for event in events] == ["Bea", "Bea", "Cyd", "Cyd"]
    assert not events[0].get("requeued", False)


@pytest.mark.parametrize(
    ("how", "more", "kind", "cause"),
    [
        ("decline", {}, 16, "declined"),
        ("decline", {"closed": True}, 16, "declined"),
        ("unavailable", {"cause": "busy"}, 18, "busy"),
        ("unavailable", {"cause": "unavailable"}, 18, "unavailable"),
    ],
)
async def test_a_transfer_not_accepted(
    how: str, more: dict[str, object], kind: int, cause: str
) -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await invited(stage)
    assert (await reply(cyd, how, **more))["type"] == "ack"
    assert onward(await stage.kinds(chat), 9) == [9, kind]
    assert (await stage.last_event(chat, kind)).cause == cause
    assert cyd.last("offer_closed")["outcome"] == kind
    assert bea.seen()[-2:] == [9, kind]
    assert (part(bea, chat), part(cyd, chat)) == ("lead", None)


async def test_a_transfer_canceled_by_its_sender() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await invited(stage)
    invitation = cyd.last("offer")["invitation"]
    assert (await cyd.ask("cancel_invitation", chat=chat, invitation=invitation))["code"] == (
        "not_yours"
    )
    await bea.ask("cancel_invitation", chat=chat, invitation=invitation)
    assert onward(await stage.kinds(chat), 9) == [9, 17]
    assert cyd.last("offer_closed") == {
        "type": "offer_closed", "chat": chat, "invitation": invitation, "outcome": 17
    }  # fmt: skip
    assert (await reply(cyd, "accept"))["code"] == "no_such_invitation"


@pytest.mark.parametrize(("auto", "kind", "cause"), [(False, 18, "timeout"), (True, 16, "auto")])
async def test_a_toast_that_runs_out_puts_nobody_into_a_colleague_s_chat(
    auto: bool, kind: int, cause: str
) -> None:
    stage = Stage(profile={"auto_decline": auto})
    ann, bea, cyd, chat = await invited(stage)
    assert (await reply(cyd, "toast_ran_out"))["code"] == "too_early"
    await stage.pass_time(15, alive=(ann, bea, cyd))
    await reply(cyd, "toast_ran_out")
    assert onward(await stage.kinds(chat), 9) == [9, kind]
    assert (await stage.last_event(chat, kind)).cause == cause


async def test_a_client_that_never_answers_is_given_up_after_the_setting() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage)
    await stage.pass_time(59, alive=(ann, bea, cyd))
    assert onward(await stage.kinds(chat), 9) == [9]
    await stage.pass_time(2, alive=(ann, bea, cyd))
    assert onward(await stage.kinds(chat), 9) == [9, 18]
    assert (await stage.last_event(chat, 18)).cause == "timeout"


async def test_a_busy_colleague_is_not_asked_and_the_sender_is_told() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _zoe, cyd, _other = await talking(stage, "zoe", "cyd")
    _ann, bea, chat = await talking(stage)
    assert (await bea.ask("invite", chat=chat, to="cyd", form="transfer"))["type"] == "ack"
    assert onward(await stage.kinds(chat), 9) == [9, 18]
    event = await stage.last_event(chat, 18)
    assert (event.cause, event.actor.role) == ("busy", "server")
    assert bea.seen()[-2:] == [9, 18]
    assert len(cyd.frames("offer")) == len(cyd.frames("offer_closed")) == 1


async def test_who_has_become_busy_meanwhile_accepts_nothing() -> None:
    stage = Stage(profile={"max_sessions": 1})
    _ann, _bea, cyd, chat = await invited(stage)
    first = cyd.last("offer")
    await waiting(stage, "zoe")
    await answer(cyd, "accept")
    done = await cyd.ask("accept", chat=chat, invitation=first["invitation"])
    assert done["type"] == "ack"
    assert onward(await stage.kinds(chat), 9) == [9, 18]
    assert (await stage.last_event(chat, 18)).cause == "busy"
    assert stage.server.engine.books.agents[AgentId("cyd")].state.free_sessions == 0


async def test_an_unavailable_colleague_is_not_asked() -> None:
    stage = Stage()
    _ann, bea, cyd, chat = await two_at_work(stage)
    await cyd.ask("set_status", status="on_break")
    await bea.ask("invite", chat=chat, to="cyd", form="transfer")
    assert (await stage.last_event(chat, 18)).cause == "unavailable"
    assert cyd.frames("offer") == []


async def test_an_absent_colleague_is_not_asked() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await two_at_work(stage)
    await stage.pass_time(121, alive=(ann, bea))
    await bea.ask("invite", chat=chat, to="cyd", form="transfer")
    assert (await stage.last_event(chat, 18)).cause == "absent"
    assert cyd.frames("offer") == []


async def test_an_invited_agent_who_falls_silent_or_logs_off_can_not_be_had() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage)
    await cyd.ask("log_off")
    assert (await stage.last_event(chat, 18)).cause == "unavailable"
    await cyd.ask("log_on")
    await bea.ask("invite", chat=chat, to="cyd", form="conference")
    await stage.pass_time(50, alive=(ann, bea))
    assert onward(await stage.kinds(chat), 10) == [10]


async def test_an_absence_ends_an_open_invitation() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await two_at_work(stage)
    await stage.pass_time(100, alive=(ann, bea))
    await bea.ask("invite", chat=chat, to="cyd", form="transfer")
    await stage.pass_time(25, alive=(ann, bea))
    assert (await stage.last_event(chat, 18)).cause == "absent"
    assert cyd.last("offer_closed")["outcome"] == 18


async def test_who_is_off_duty_or_unknown_is_refused() -> None:
    stage = Stage()
    _ann, bea, _cyd, chat = await two_at_work(stage)
    ask = {"chat": chat, "form": "transfer"}
    assert (await bea.ask("invite", to="dan", **ask))["code"] == "not_on_duty"
    assert (await bea.ask("invite", to="nobody", **ask))["code"] == "not_allowed"
    assert (await bea.ask("invite", to="bea", **ask))["code"] == "to_self"


async def test_an_open_invitation_is_shown_again_to_a_connection_that_comes() -> None:
    stage = Stage()
    ann, bea, cyd, chat = await invited(stage)
    again = await stage.agent("cyd")
    assert again.last("offer") == cyd.last("offer")
    await reply(again, "accept")
    assert cyd.last("offer_closed")["outcome"] == again.last("offer_closed")["outcome"] == 15
    assert part(cyd, chat) == part(again, chat) == "lead"
    assert words(again, chat) == words(cyd, chat)
    assert (part(bea, chat), ann.seen()[-4:]) == (None, [49, 24, 23, 48])


async def test_a_transfer_to_a_queue_then_a_cancel() -> None:
    stage = Stage()
    support = QueueId("support")
    stage.directory.queues[support] = Queue(queue_id=support, site_id=SITE, name="Support")
    ann, bea, _cyd, chat = await invited(stage)
    await bea.ask("transfer_to_queue", chat=chat, queue="support")
    assert onward(await stage.kinds(chat), 9) == [9, 17, 47, 49, 24]
    assert part(bea, chat) is None
    assert ann.seen()[-3:] == [47, 49, 24]
    await ann.ask("cancel_chat", chat=chat)
    assert onward(await stage.kinds(chat), 24) == [24, 28, 44, 27]


async def test_a_chat_given_back_keeps_its_place_by_the_time_of_its_request() -> None:
    stage = Stage(profile={"max_sessions": 1})
    ann, bea, chat = await talking(stage)
    await stage.pass_time(1, alive=(ann, bea))
    await waiting(stage, "zoe")
    await bea.ask("set_status", status="on_break")
    await bea.ask("transfer_to_queue", chat=chat, queue=QUEUE)
    cyd = await stage.on_duty("cyd")
    assert [offer["chat"] for offer in cyd.frames("offer")] == [chat]


async def test_a_queue_of_another_site_or_none_is_refused() -> None:
    stage = Stage()
    other = QueueId("other")
    stage.directory.queues[other] = Queue(queue_id=other, site_id=SiteId("elsewhere"), name="O")
    _ann, bea, chat = await talking(stage)
    for queue in ("other", "none"):
        refused = await bea.ask("transfer_to_queue", chat=chat, queue=queue)
        assert refused["code"] == "not_allowed"
    assert onward(await stage.kinds(chat), 48) == [48]
