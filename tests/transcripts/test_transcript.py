"""A transcript is what its end-user saw, without what was said off the record."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from parlour.chat import events as e
from parlour.ids import AgentId, CommandId, EndUserId, FileId, Millis
from parlour.ids import MessageId as Id
from parlour.transcripts.letters import dressed_letter, plain_letter
from parlour.transcripts.transcript import Line, lines_of
from parlour.transcripts.words import ARABIC, ENGLISH, LANGUAGES, words_for
from parlour.wire.audience import SHOWN_TO_END_USER

ANN = e.Actor(role="end_user", id=EndUserId("ann"))
BEA = e.Actor(role="agent", id=AgentId("bea"))
AT = Millis(1_767_225_600_000)


def own(number: int, *, off_record: bool = False) -> e.EndUserPost:
    return e.EndUserPost(
        actor=ANN,
        message_id=Id(f"m{number}"),
        digest="",
        command_id=CommandId(f"c:{number}"),
        off_record=off_record,
    )


def post(
    number: int, *, off_record: bool = False, visibility: e.Visibility = "everyone"
) -> e.AgentPost:
    return e.AgentPost(
        actor=BEA,
        agent_id=AgentId("bea"),
        message_id=Id(f"m{number}"),
        digest="",
        command_id=CommandId(f"d:{number}"),
        visibility=visibility,
        off_record=off_record,
    )


def told(*events: e.AnyChatEvent, erased: bool = False) -> list[Line]:
    def text_of(event: e.AnyChatEvent) -> str | None:
        return None if erased else f"text of {getattr(event, 'message_id', 'none')}"

    return list(lines_of([(AT, one) for one in events], text_of, lambda _: "Bea", ENGLISH))


def test_it_has_what_both_said_and_who_came() -> None:
    entered = e.EngagementParticipantEntered(
        actor=e.SERVER, agent_id=AgentId("bea"), wrap_up_limit=None
    )
    ended = e.EndUserDisconnected(actor=BEA, cause="agent")
    assert [(line.side, line.who, line.text) for line in told(entered, own(1), post(2), ended)] == [
        ("happening", "", "Bea joined"),
        ("end_user", "You", "text of m1"),
        ("agent", "Bea", "text of m2"),
        ("happening", "", "The chat ended"),
    ]


def test_private_and_off_the_record_are_left_out() -> None:
    lines = told(own(1, off_record=True), post(2, visibility="agents"), post(3, off_record=True))
    assert lines == []


def test_erased_is_said() -> None:
    assert [line.text for line in told(own(1), erased=True)] == ["(erased)"]


@given(st.permutations([own(1), post(2, visibility="agents"), post(3), own(4, off_record=True)]))
def test_no_order_of_rows_tells_more(rows: list[e.AnyChatEvent]) -> None:
    assert {line.text for line in told(*rows)} == {"text of m1", "text of m3"}


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_text_becomes_markup(text: str) -> None:
    """The letter has the tags that it has without the text, and no other."""
    line = Line(at=AT, side="agent", who=text or "Bea", text=text)
    dressed = dressed_letter([line], "Shop", ENGLISH, "UTC")
    plain = dressed_letter([line.but(who="Bea", text="")], "Shop", ENGLISH, "UTC")
    assert dressed.count("<") == plain.count("<")
    assert dressed.count('"') == plain.count('"')


def test_the_letter_is_in_the_sites_time_and_the_readers_direction() -> None:
    line = Line(at=AT, side="agent", who="Bea", text="Hello.")
    assert "2026-01-01 01:00  Bea: Hello." in plain_letter([line], "Shop", ENGLISH, "Europe/Zurich")
    assert 'dir="rtl"' in dressed_letter([line], "Shop", ARABIC, "UTC")
    assert words_for("de-CH") is LANGUAGES["de"]
    assert words_for("xx") is ENGLISH


def test_every_kind_that_end_users_see_is_a_line_or_is_known_to_be_none() -> None:
    """A new kind that end-users see has to be thought of here."""
    silent = {
        e.AgentAbsent,
        e.AgentPresent,
        e.LeadSessionStart,
        e.LeadSessionEnd,
        e.CoBrowseInvitationSent,
        e.CoBrowseInvitationAccepted,
        e.CoBrowseInvitationDeclined,
        e.CoBrowseSessionStarted,
        e.CoBrowseSessionStopped,
        e.CoBrowseSessionError,
    }
    spoken = {
        e.AgentPost,
        e.EndUserPost,
        e.AgentPushedUrl,
        e.FileAttachmentReceived,
        e.AgentFileSent,
        e.ChatCreated,
        e.EngagementParticipantEntered,
        e.EngagementParticipantLeft,
        e.TransferredToQueue,
        e.EndUserDisconnected,
    }
    assert set(SHOWN_TO_END_USER) <= silent | spoken
    assert set(SHOWN_TO_END_USER) <= set(get_args(e.AnyChatEvent))


def test_files_are_named() -> None:
    file = e.AgentFileSent(
        actor=BEA,
        agent_id=AgentId("bea"),
        file_id=FileId("f1"),
        sha256="",
        size=3,
        media_type="text/plain",
        command_id=CommandId("c:9"),
        message_id=Id("m9"),
        digest="",
    )
    assert [line.text for line in told(file)] == ["File: text of m9"]
