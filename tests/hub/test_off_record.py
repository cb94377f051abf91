"""What is said off the record: both sides see it, flagged, and the ledger says that it was."""

from typing import Any

from parlour.chat.events import AgentPost, EndUserPost
from tests.hub.scenes import talking
from tests.hub.stage import Line, Stage


def said(line: Line) -> list[dict[str, Any]]:
    events = [frame["event"] for frame in line.frames("event")]
    return [event for event in events if event["kind"] in (1, 2)]


async def test_both_sides_are_shown_it_and_told_what_it_is() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await ann.ask("post", chat=chat, text="4111 1111 1111 1111", off_record=True)
    await bea.ask("post", chat=chat, text="Thank you", off_record=True)
    await bea.ask("post", chat=chat, text="Anything else?")
    assert [(one["text"], one.get("off_record", False)) for one in said(ann)] == [
        ("4111 1111 1111 1111", True),
        ("Thank you", True),
        ("Anything else?", False),
    ]
    assert [(one["text"], one["event"]["off_record"]) for one in said(bea)] == [
        ("4111 1111 1111 1111", True),
        ("Thank you", True),
        ("Anything else?", False),
    ]


async def test_the_ledger_keeps_the_mark_and_never_the_words() -> None:
    stage = Stage()
    ann, bea, chat = await talking(stage)
    await ann.ask("post", chat=chat, text="secret", off_record=True)
    await bea.ask("post", chat=chat, text="note", private=True, off_record=True)
    own, note = await stage.last_event(chat, 2), await stage.last_event(chat, 1)
    assert isinstance(own, EndUserPost)
    assert isinstance(note, AgentPost)
    assert (own.off_record, note.off_record, note.visibility) == (True, True, "agents")
    assert "secret" not in repr(own)


async def test_who_comes_back_is_shown_it_again_as_what_it_is() -> None:
    stage = Stage()
    ann, _bea, chat = await talking(stage)
    await ann.ask("post", chat=chat, text="secret", off_record=True)
    again = await stage.end_user("ann", "another-device")
    assert [(one["text"], one["off_record"]) for one in said(again)] == [("secret", True)]
