"""Event 3: what an agent shows the end-user, by address or by standard text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.directory.records import StandardText
from parlour.ids import QueueId
from parlour.texts.markup import cleaned_markup
from tests.hub.scenes import offered, talking
from tests.hub.stage import QUEUE, SITE, Json, Line, Stage
from tests.hub.team import change_agent, change_profile, in_conference, watched

RETURNS = StandardText(
    text_id="returns",
    title="Returns",
    form="html",
    bodies={
        "en": "<p onclick='x'>Dear {{end_user.name}}, {{agent.name}} of {{site.name}}</p>",
        "de": "<p>Guten Tag {{end_user.name}}</p>",
    },
)
GUIDE = StandardText(
    text_id="guide",
    title="Guide",
    form="url",
    bodies={"en": "https://shop.example/guide?for={{end_user.name}}"},
)


def stage_with(*texts: StandardText, **profile: Any) -> Stage:
    stage = Stage(profile={"push_url": True, **profile})
    stage.directory.texts.update({text.text_id: text for text in texts})
    site = stage.directory.sites[SITE]
    stage.directory.sites[SITE] = site.but(allowed_origins=("https://shop.example",))
    return stage


def pushed(line: Line) -> list[tuple[str, str]]:
    """Form and text of each event 3 that the client was shown."""
    events = [frame["event"] for frame in line.frames("event") if frame["event"]["kind"] == 3]
    return [
        (event["form"] if "form" in event else event["event"]["form"], event["text"])
        for event in events
    ]


async def refused(line: Line, chat: str, **push: Any) -> Json:
    answer = await line.ask("push", chat=chat, **push)
    assert answer["type"] == "refused"
    return answer


async def test_an_address_is_shown_to_both_sides_as_it_was_judged() -> None:
    stage = stage_with()
    ann, bea, chat = await talking(stage)
    answer = await bea.ask("push", chat=chat, url="HTTPS://Shop.example:443/a?b=c")
    assert answer["type"] == "ack"
    assert pushed(ann) == pushed(bea) == [("url", "https://shop.example/a?b=c")]
    event = await stage.last_event(chat, 3)
    assert (event.form, event.agent_id) == ("url", "bea")
    assert "shop.example" not in repr(event)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://shop.example@evil.example/",
        "https://sh0p.example/",
        "https://sh\u043ep.example/",
        "https://shop.example.evil.net/",
        "https://other.example/\u202e",
    ],
)
async def test_an_address_that_is_not_safe_is_refused_and_leaves_nothing(url: str) -> None:
    stage = stage_with()
    ann, bea, chat = await talking(stage)
    before = await stage.kinds(chat)
    answer = await refused(bea, chat, url=url)
    assert answer["code"] == "unsafe_address"
    assert answer["text"]
    assert await stage.kinds(chat) == before
    assert pushed(ann) == []


async def test_html_is_filled_cleaned_and_shown_in_the_end_user_s_language() -> None:
    stage = stage_with(RETURNS)
    bea = await stage.on_duty("bea")
    ann = await stage.end_user()
    name = '<script>alert(1)</script>"'
    asked = await ann.ask("request_chat", name=name, question="?", language="de-CH")
    offer = bea.last("offer")
    await bea.ask("accept", chat=offer["chat"], invitation=offer["invitation"])
    chat = asked["chat"]
    escaped = '&lt;script&gt;alert(1)&lt;/script&gt;"'
    await bea.ask("push", chat=chat, standard_text="returns")
    await bea.ask("push", chat=chat, standard_text="returns", language="en")
    assert pushed(ann) == [
        ("html", f"<p>Guten Tag {escaped}</p>"),
        ("html", f"<p>Dear {escaped}, Bea of Shop</p>"),
    ]


async def test_a_text_that_was_written_before_a_rule_is_cleaned_as_it_is_pushed() -> None:
    """The directory of an older version, or a file put back, may hold anything."""
    bad = RETURNS.but(bodies={"en": "<b>a</b><script>alert(1)</script><a href='//evil'>x</a>"})
    stage = stage_with(bad)
    ann, bea, chat = await talking(stage)
    await bea.ask("push", chat=chat, standard_text="returns")
    assert pushed(ann) == [("html", '<b>a</b><a target="_blank" rel="noopener noreferrer">x</a>')]
    stage.directory.texts["returns"] = RETURNS.but(bodies={"en": "<script>alert(1)</script>"})
    assert (await refused(bea, chat, standard_text="returns"))["code"] == "unknown_text"
    stage.directory.texts["returns"] = GUIDE.but(bodies={"en": "javascript:alert(1)"})
    assert (await refused(bea, chat, standard_text="returns"))["code"] == "unsafe_address"


async def test_variables_of_an_address_are_encoded() -> None:
    stage = stage_with(GUIDE)
    bea = await stage.on_duty("bea")
    ann = await stage.end_user()
    asked = await ann.ask("request_chat", name="A&B #1", question="?")
    offer = bea.last("offer")
    await bea.ask("accept", chat=offer["chat"], invitation=offer["invitation"])
    await bea.ask("push", chat=asked["chat"], standard_text="guide")
    assert pushed(ann) == [("url", "https://shop.example/guide?for=A%26B%20%231")]


async def test_free_addresses_need_the_switch_and_standard_texts_do_not() -> None:
    stage = stage_with(GUIDE, push_url=False)
    ann, bea, chat = await talking(stage)
    assert bea.last("welcome")["me"].get("push_url", False) is False
    answer = await refused(bea, chat, url="https://shop.example/")
    assert answer["code"] == "not_allowed"
    assert (await bea.ask("push", chat=chat, standard_text="guide"))["type"] == "ack"
    change_profile(stage, "p", push_url=True)
    assert (await bea.ask("push", chat=chat, url="https://shop.example/"))["type"] == "ack"
    assert len(pushed(ann)) == 2


async def test_only_texts_for_this_agent_and_queue() -> None:
    other = GUIDE.but(text_id="other", queues=(QueueId("elsewhere"),))
    stage = stage_with(
        GUIDE.but(text_id="team", groups=("team",)),
        GUIDE.but(text_id="mine", queues=(QUEUE,)),
        GUIDE.but(text_id="words", form="text"),
        other,
    )
    _ann, bea, chat = await talking(stage)
    for text_id in ("team", "other", "words", "none"):
        assert (await refused(bea, chat, standard_text=text_id))["code"] == "unknown_text"
    change_agent(stage, "bea", group_id="team")
    for text_id in ("team", "mine"):
        assert (await bea.ask("push", chat=chat, standard_text=text_id))["type"] == "ack"


async def test_one_thing_at_a_time() -> None:
    stage = stage_with(GUIDE)
    _ann, bea, chat = await talking(stage)
    assert (await refused(bea, chat))["code"] == "unsafe_address"
    both = await refused(bea, chat, url="https://shop.example/", standard_text="guide")
    assert both["code"] == "unsafe_address"


async def test_only_who_is_in_the_chat_pushes_and_only_while_it_lasts() -> None:
    stage = stage_with(GUIDE)
    ann, bea, cyd, chat = await in_conference(stage)
    assert (await cyd.ask("push", chat=chat, standard_text="guide"))["type"] == "ack"
    dan = await stage.on_duty("dan")
    assert (await refused(dan, chat, standard_text="guide"))["code"] == "unknown_chat"
    await bea.ask("conclude", chat=chat)
    assert (await refused(bea, chat, standard_text="guide"))["code"] == "chat_ended"
    turned = ann.read(type="push", id=9, chat=chat, url="https://shop.example/")
    assert turned.answer.code == "not_for_you"


async def test_neither_an_offer_nor_a_monitor_lets_anybody_push() -> None:
    stage = stage_with(GUIDE)
    _ann, bea, chat = await offered(stage)
    assert (await bea.ask("push", chat=chat, standard_text="guide"))["type"] == "refused"
    stage = stage_with(GUIDE)
    _ann, _bea, sue, chat = await watched(stage)
    assert (await refused(sue, chat, standard_text="guide"))["code"] == "not_a_participant"


async def test_a_desk_is_told_that_texts_were_changed() -> None:
    stage = stage_with(GUIDE)
    _ann, bea, _chat = await talking(stage)
    stage.server.desk.follow_directory()
    told, before = len(bea.frames("me")), bea.last("me")["me"]["texts"]
    stage.server.desk.follow_directory()
    assert len(bea.frames("me")) == told
    stage.directory.texts["guide"] = GUIDE.but(title="Another")
    stage.server.desk.follow_directory()
    assert bea.last("me")["me"]["texts"] not in ("", before)


@given(st.text(max_size=80))
def test_no_name_of_an_end_user_becomes_markup(name: str) -> None:
    shown = cleaned_markup(RETURNS.bodies["de"], (), {"end_user.name": name})
    assert shown.count("<") == 2
