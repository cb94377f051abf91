"""A chat from end to end, as both sides and the ledger see it."""

from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage


async def test_the_plain_story_leaves_exactly_its_rows() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await ann.say(type="post", id=2, chat=chat, text="Hello?")
    await bea.say(type="post", id=3, chat=chat, text="Hi Ann!")
    await bea.say(type="conclude", id=4, chat=chat)
    await bea.say(type="close_wrap_up", id=5, chat=chat)
    assert await stage.kinds(chat) == [26, 8, 43, 11, 23, 48, 2, 1, 44, 49, 27]
    assert stage.server.engine.books.chats == {}


async def test_the_end_user_sees_the_story_without_its_inside() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await bea.say(type="post", id=3, chat=chat, text="Hi Ann!")
    await bea.say(type="post", id=4, chat=chat, text="a secret", private=True)
    await bea.say(type="conclude", id=5, chat=chat)
    assert ann.seen() == [26, 23, 48, 1, 44, 49]
    assert [frame["n"] for frame in ann.frames("event")] == [1, 2, 3, 4, 5, 6]
    assert "a secret" not in str(ann.got)


async def test_the_agent_gets_the_toast_the_transcript_and_the_posts() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    assert bea.last("offer")["about"]["name"] == "Ann"
    assert bea.last("chat_opened")["about"]["question"] == "Is it blue?"
    assert bea.seen() == [26, 8, 43, 11, 23, 48]
    await ann.say(type="post", id=2, chat=chat, text="Hello?")
    assert bea.last("event")["event"]["text"] == "Hello?"


async def test_a_resend_gets_the_first_answer_and_no_second_row() -> None:
    stage = Stage()
    ann, _bea, chat = await talking(stage)
    post = {"type": "post", "id": 2, "chat": chat, "text": "Hello?"}
    for _ in range(3):
        await ann.say(**post)
    acks = [ack for ack in ann.frames("ack") if ack["id"] == 2]
    assert len(acks) == 3
    assert acks[0] == acks[1] == acks[2]
    assert (await stage.kinds(chat)).count(2) == 1


async def test_a_reload_shows_the_same_chat_from_where_it_was() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    ann.cut()
    await bea.say(type="post", id=3, chat=chat, text="Still there?")
    again = await stage.end_user("ann")
    assert again.last("welcome")["chat"] == chat
    assert again.seen() == [26, 23, 48, 1]
    resumed = Line(stage, ann.principal, "client-r")
    await resumed.hello(**{chat: 3})
    assert resumed.seen() == [1]


async def test_after_a_restart_everybody_goes_on() -> None:
    stage = Stage()
    ann, _bea, chat = await talking(stage)
    await ann.say(type="post", id=2, chat=chat, text="Hello?")
    await stage.restart()
    ann2 = await stage.end_user("ann", client=ann.client_id)
    bea2 = await stage.agent("bea")
    assert bea2.last("chat_opened")["chat"] == chat
    await ann2.say(type="post", id=2, chat=chat, text="Hello?")
    assert ann2.last("ack") == ann.last("ack")
    await ann2.say(type="post", id=3, chat=chat, text="Anybody?")
    assert bea2.last("event")["event"]["text"] == "Anybody?"
    assert (await stage.kinds(chat)).count(2) == 2
