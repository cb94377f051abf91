"""From the request to the engagement, and the ways in which it does not come to one."""

import pytest

from parlour.chat.events import OfferProfile, Refusal
from parlour.ids import seconds
from tests.chat.cast import TERMS, WRAP_UP_LIMIT
from tests.chat.scenario import given
from tests.chat.situations import ASKED, ENGAGED, OFFERED, REQUEUED
from tests.chat.stage import ann, bea, cyd, dan, server, sue

ACCEPTS_BY_ITSELF = OfferProfile(
    allow_decline=False, auto_decline=False, wrap_up_limit=WRAP_UP_LIMIT
)
DECLINES_BY_ITSELF = OfferProfile(
    allow_decline=False, auto_decline=True, wrap_up_limit=WRAP_UP_LIMIT
)
MAY_DECLINE = OfferProfile(allow_decline=True, auto_decline=True, wrap_up_limit=WRAP_UP_LIMIT)


def test_a_plain_chat() -> None:
    given().when(
        ann.asks(),
        server.offers(bea),
        bea.accepts(),
        ann.posts(),
        bea.posts(),
        ann.leaves(),
        bea.closes_wrap_up(),
    ).then(
        "26, 8 bea, 43 bea, 11 bea, 23 bea, 48 bea, 2, 1 bea,"
        "44 end_user, 49 bea concluded, 27 bea closed"
    )


def test_an_untouched_toast_accepts_when_auto_decline_is_off() -> None:
    given(*ASKED, server.offers(bea, ACCEPTS_BY_ITSELF)).when(bea.lets_toast_run_out()).then(
        "33 bea ran_out, 23 bea, 48 bea"
    )


def test_a_chain_of_agents_who_do_not_take_the_chat() -> None:
    eve, fay = type(bea)("eve"), type(bea)("fay")
    given().when(
        ann.asks(),
        server.offers(bea),
        bea.declines(),
        server.offers(cyd, DECLINES_BY_ITSELF),
        cyd.lets_toast_run_out(),
        server.offers(dan),
        server.lets_time_pass(60),
        server.offers(eve),
        eve.is_unavailable(),
        server.offers(fay),
        fay.accepts(),
    ).then(
        "26, 8 bea, 12 bea, 8 cyd, 34 cyd ran_out, 8 dan, 13 dan no_answer, 8 eve, 14 eve busy,"
        "8 fay, 43 fay, 11 fay, 23 fay, 48 fay"
    )


def test_who_let_the_last_offer_go_by_is_remembered_until_somebody_takes_the_chat() -> None:
    story = given(*OFFERED).when(bea.declines())
    assert story.scene.state.passed_by == bea.id
    story.when(server.offers(cyd), cyd.accepts())
    assert story.scene.state.passed_by is None


# The toast matrix: what shows, what running out means, what the X means ------------------------


@pytest.mark.parametrize(
    ("profile", "ran_out", "crossed", "declined"),
    [
        pytest.param(ACCEPTS_BY_ITSELF, "33 ran_out", "33 closed", None, id="neither"),
        pytest.param(
            OfferProfile(allow_decline=True, auto_decline=False, wrap_up_limit=None),
            "33 ran_out",
            "33 closed",
            "12",
            id="may decline",
        ),
        pytest.param(DECLINES_BY_ITSELF, "34 ran_out", "34 closed", None, id="auto decline"),
        pytest.param(MAY_DECLINE, "34 ran_out", "12", "12", id="both"),
    ],
)
def test_the_toast_matrix(
    profile: OfferProfile, ran_out: str, crossed: str, declined: str | None
) -> None:
    offered = (*ASKED, server.offers(bea, profile))
    entering = ", 23 bea, 48 bea"
    given(*offered).when(bea.lets_toast_run_out()).then(
        ran_out + (entering if ran_out.startswith("33") else "")
    )
    given(*offered).when(bea.closes_toast()).then(
        crossed + (entering if crossed.startswith("33") else "")
    )
    story = given(*offered).when(bea.declines())
    if declined is None:
        story.then_refused("decline_not_allowed")
    else:
        story.then(declined)


def test_a_toast_does_not_run_out_before_its_time() -> None:
    given(*OFFERED).when(bea.lets_toast_run_out().after(12)).then_refused("too_early")
    given(*OFFERED).when(bea.lets_toast_run_out().after(13)).then("33, 23, 48")


def test_an_agent_may_accept_after_the_toast_ran_out_unnoticed() -> None:
    given(*OFFERED).when(bea.accepts().after(59)).then("43, 11, 23, 48")


# Leaving while waiting -------------------------------------------------------------------------


def test_canceled_while_waiting() -> None:
    given().when(ann.asks(), ann.cancels()).then("26, 28 canceled, 44 canceled by_end_user, 27")


def test_deflected_while_waiting() -> None:
    given(*ASKED).when(ann.cancels(deflected=True)).then("28 deflected, 44 deflected, 27")


def test_canceled_while_offered() -> None:
    given().when(ann.asks(), server.offers(bea), ann.cancels()).then(
        "26, 8, 14 bea withdrawn by_server, 28 canceled, 44 canceled, 27"
    )


def test_a_leave_that_finds_the_chat_back_in_its_queue_is_a_cancel() -> None:
    given(*REQUEUED).when(ann.leaves()).then("28 canceled, 44 canceled, 27")


def test_queue_time_out_while_waiting() -> None:
    given(*ASKED).when(server.lets_time_pass(1799)).then_nothing_happens()
    given(*ASKED).when(server.lets_time_pass(1800)).then("44 queue_timeout by_server, 27")


def test_queue_time_out_while_offered() -> None:
    given(*ASKED, server.offers(bea).after(1790)).when(server.lets_time_pass(10)).then(
        "14 withdrawn, 44 queue_timeout, 27"
    )


def test_an_accept_of_a_chat_that_is_overdue_to_end_comes_too_late() -> None:
    late = given(*ASKED, server.offers(bea).after(1790)).when(bea.accepts().after(11))
    late.then("43 bea, 14 bea gone")
    late.when(server.lets_time_pass()).then("44 queue_timeout, 27")


def test_an_accept_of_a_chat_whose_end_user_is_overdue_to_be_lost_comes_too_late() -> None:
    late = given(*OFFERED, server.marks_absent(ann)).when(
        server.lets_time_pass(59), server.offers(cyd), cyd.accepts().after(70)
    )
    late.then("13 bea, 8 cyd, 43 cyd, 14 cyd gone")
    late.when(server.marks_lost(ann)).then("32, 31, 44 lost, 27")


def test_an_untouched_toast_of_a_chat_that_is_overdue_to_end_is_gone_without_an_accept() -> None:
    given(*ASKED, server.offers(bea).after(1790)).when(bea.lets_toast_run_out()).then("14 bea gone")


def test_a_supervisor_whose_accept_comes_too_late_goes_on_monitoring() -> None:
    given(*ASKED, sue.monitors(), server.offers(sue).after(1790)).when(
        sue.accepts().after(11)
    ).then("43 sue, 14 sue gone")


# Lost while waiting ----------------------------------------------------------------------------


def test_the_end_user_lost_while_waiting() -> None:
    given().when(ann.asks(), server.marks_absent(ann), server.marks_lost(ann)).then(
        "26, 6, 32, 31, 44 lost by_server, 27"
    )


def test_the_end_user_lost_while_offered() -> None:
    patient = server.offers(bea)
    given(*ASKED).when(
        server.marks_absent(ann), patient.after(100), server.marks_lost(ann).after(20)
    ).then("6, 8, 14 withdrawn, 32, 31, 44 lost, 27")
    given(*OFFERED).when(server.marks_absent(ann).after(1), server.marks_lost(ann)).then(
        "6, 14 withdrawn, 32, 31, 44 lost, 27"
    )


def test_the_agent_marked_absent_while_offered_has_not_answered() -> None:
    given(*OFFERED).when(server.marks_absent(bea)).then("13 bea absent by_server")


def test_the_agent_who_logs_out_while_offered_is_unavailable() -> None:
    given(*OFFERED).when(server.removes(bea)).then("14 bea unavailable")


def test_a_lost_agent_back_on_duty_takes_the_chat_like_anybody() -> None:
    given(*ENGAGED, server.marks_absent(bea), server.marks_lost(bea)).when(
        server.offers(bea), bea.accepts()
    ).then("8 bea, 43 bea, 11 bea, 23 bea, 48 bea")


# Turned away, ended ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cause", ["refused_hours", "refused_holiday", "refused_no_agents", "refused_limit"]
)
def test_a_request_turned_away_at_the_door_is_on_record(cause: Refusal) -> None:
    given().when(ann.asks(refused=cause)).then(f"26, 44 {cause} by_server, 27 no_wrap_up")


def test_ended_by_a_supervisor_while_offered() -> None:
    given(*OFFERED).when(sue.concludes(as_supervisor=True)).then(
        "14 withdrawn, 44 supervisor by_supervisor, 27"
    )


def test_ended_by_the_server_while_offered() -> None:
    given(*OFFERED).when(server.ends_the_chat()).then("14 withdrawn, 44 server, 27")


def test_posts_while_waiting_are_a_setting() -> None:
    given(*ASKED).when(ann.posts()).then("2")
    given(*OFFERED).when(ann.posts()).then("2")
    given(ann.asks(TERMS.but(posts_in_queue=False))).when(ann.posts()).then_refused(
        "posts_not_allowed_yet"
    )


def test_files_are_a_setting() -> None:
    given(*ENGAGED).when(ann.attaches()).then("38")
    no_files = ann.asks(TERMS.but(file_uploads=False))
    given(no_files, server.offers(bea), bea.accepts()).when(ann.attaches()).then_refused(
        "uploads_off"
    )


# Being offered a chat and watching it are two things -------------------------------------------


def test_a_supervisor_who_watches_a_waiting_chat_can_be_offered_it() -> None:
    given(*ASKED, sue.monitors()).when(server.offers(sue), sue.accepts()).then(
        "8 sue, 46 sue stopped, 43 sue, 11 sue, 23 sue, 48 sue"
    )


def test_an_absent_supervisor_is_not_offered_the_chat_they_watch() -> None:
    given(*ASKED, sue.monitors(), server.marks_absent(sue)).when(server.offers(sue)).then_refused(
        "not_available"
    )


def test_a_chat_keeps_its_place_by_the_time_of_its_request() -> None:
    asked = given(*ASKED).scene.state.requested_at
    story = given(*REQUEUED)
    assert story.scene.state.requested_at == asked
    assert story.scene.state.queued_at > asked
    assert story.scene.state.queue_until == story.scene.at + seconds(1800)
