"""Silence, loss, return and log-out, on either side."""

from tests.chat.cast import TERMS
from tests.chat.scenario import given
from tests.chat.situations import (
    ASKED,
    CONFERENCE,
    CONSENTED,
    ENGAGED,
    OFFERED,
    WRAPPING_UP,
)
from tests.chat.stage import ann, bea, cyd, dan, server, sue

# Lost ------------------------------------------------------------------------------------------


def test_the_lead_lost_alone() -> None:
    story = given(*ENGAGED).when(
        server.marks_absent(bea),
        server.marks_lost(bea),
        server.offers(cyd),
        cyd.accepts(),
    )
    story.then(
        "4 bea, 30 bea, 29 bea, 49 bea lost sales, 24 bea lost,"
        "8 cyd, 43 cyd, 11 cyd, 23 cyd, 48 cyd"
    )


def test_the_lead_lost_with_a_conferee_there() -> None:
    given(*CONFERENCE).when(server.marks_absent(bea), server.marks_lost(bea)).then(
        "4 bea, 30 bea, 29 bea, 49 bea lost, 24 bea lost, 25 bea cyd promoted by_server, 48 cyd"
    )


def test_who_is_present_is_promoted_before_who_is_absent() -> None:
    three = (*CONFERENCE, bea.invites_to_conference(dan), dan.accepts_invitation())
    given(*three, server.marks_absent(cyd), server.marks_absent(bea)).when(
        server.marks_lost(bea)
    ).then("30, 29, 49 bea, 24 bea, 25 dan promoted, 48 dan")
    given(*CONFERENCE, server.marks_absent(cyd), server.marks_absent(bea)).when(
        server.marks_lost(bea)
    ).then("30, 29, 49 bea, 24 bea, 25 cyd promoted, 48 cyd")


def test_a_conferee_lost() -> None:
    given(*CONFERENCE).when(server.marks_absent(cyd), server.marks_lost(cyd)).then(
        "4 cyd, 30 cyd, 29 cyd, 24 cyd lost"
    )


def test_a_monitor_lost() -> None:
    given(*ENGAGED, sue.monitors()).when(server.marks_absent(sue), server.marks_lost(sue)).then(
        "4 sue, 30 sue, 29 sue, 46 sue lost"
    )


def test_a_monitor_lost_while_the_chat_waits_and_while_it_is_offered() -> None:
    given(*ASKED, sue.monitors()).when(server.marks_absent(sue), server.marks_lost(sue)).then(
        "4 sue, 30 sue, 29 sue, 46 sue lost"
    )
    given(*OFFERED, sue.monitors()).when(server.marks_absent(sue), server.marks_lost(sue)).then(
        "4 sue, 30 sue, 29 sue, 46 sue lost"
    )


def test_lost_in_wrap_up() -> None:
    given(*WRAPPING_UP).when(server.marks_absent(bea), server.marks_lost(bea)).then(
        "4 bea, 30 bea, 29 bea, 27 bea lost by_server"
    )


def test_the_end_user_lost_ends_the_chat() -> None:
    given(*ENGAGED).when(
        server.marks_absent(ann), server.marks_lost(ann), bea.closes_wrap_up()
    ).then("6, 32, 31, 44 lost, 49 bea concluded, 27")


def test_nobody_is_lost_before_the_deadline_or_without_an_absence() -> None:
    given(*ENGAGED, server.marks_absent(ann)).when(server.marks_lost(ann).after(119)).then_refused(
        "too_early"
    )
    given(*ENGAGED, server.marks_absent(bea)).when(server.marks_lost(bea).after(119)).then_refused(
        "too_early"
    )
    given(*ENGAGED).when(server.marks_lost(ann), server.marks_lost(bea)).then_nothing_happens()


def test_absent_is_said_once() -> None:
    given(*ENGAGED, server.marks_absent(bea)).when(server.marks_absent(bea)).then_nothing_happens()
    given(*ENGAGED, server.marks_absent(ann)).when(server.marks_absent(ann)).then_nothing_happens()


def test_with_a_retry_count_of_one_absent_and_lost_come_in_the_same_tick() -> None:
    given(*ENGAGED, server.marks_absent(bea)).when(server.marks_lost(bea).after(120)).then(
        "30, 29, 49 bea, 24 bea"
    )


def test_what_the_lead_opened_is_closed_before_the_verdict() -> None:
    given(*CONSENTED, bea.invites_to_transfer(dan), server.marks_absent(bea)).when(
        server.marks_lost(bea).after(120)
    ).then("17 sender_gone, 42 lead_changed, 30, 29, 49 bea lost, 24 bea lost")


# Back in time ----------------------------------------------------------------------------------


def test_a_heartbeat_ends_an_absence() -> None:
    given(*ENGAGED, server.marks_absent(ann)).when(server.marks_present(ann)).then("7")
    given(*ENGAGED, server.marks_absent(bea)).when(server.marks_present(bea)).then("5 bea")
    given(*ENGAGED).when(server.marks_present(ann), server.marks_present(bea)).then("")


def test_a_blip_of_the_end_user_ended_by_a_post() -> None:
    given(*ENGAGED).when(server.marks_absent(ann), ann.posts()).then("6, 51 absent, 7, 2")


def test_a_blip_of_the_agent_ended_by_a_post() -> None:
    given(*ENGAGED).when(server.marks_absent(bea), bea.posts()).then("4, 50 absent, 5, 1")


def test_a_refused_command_of_an_absent_client_writes_nothing() -> None:
    story = given(*ENGAGED, server.marks_absent(bea)).when(bea.makes_lead(cyd))
    story.then_refused("not_a_participant")
    assert story.scene.rows[-1].kind == 4


def test_an_absent_monitor_who_joins_is_back_first() -> None:
    given(*ENGAGED, sue.monitors(), server.marks_absent(sue)).when(sue.joins()).then(
        "50 sue, 5 sue, 46 sue joined, 23 sue"
    )


def test_an_absent_end_user_who_leaves_is_back_first() -> None:
    given(*ENGAGED, server.marks_absent(ann)).when(ann.leaves()).then("51, 7, 44 end_user, 49 bea")


# Back too late ---------------------------------------------------------------------------------


def test_a_lost_end_user_must_start_over() -> None:
    lost = given(*ENGAGED, server.marks_absent(ann), server.marks_lost(ann))
    lost.when(ann.posts()).then_refused("start_over")
    lost.when(server.notes_reset(ann)).then("51 lost")
    lost.when(server.notes_reset(ann)).then_nothing_happens()
    lost.when(ann.posts()).then_refused("chat_ended")


def test_a_lost_lead_must_start_over() -> None:
    lost = given(*ENGAGED, server.marks_absent(bea), server.marks_lost(bea))
    lost.when(bea.posts()).then_refused("start_over")
    lost.when(server.notes_reset(bea)).then("50 bea lost")
    lost.when(server.notes_reset(bea)).then_nothing_happens()
    lost.when(bea.posts()).then_refused("not_engaged")


def test_a_lost_conferee_must_start_over() -> None:
    lost = given(*CONFERENCE, server.marks_absent(cyd), server.marks_lost(cyd))
    lost.when(cyd.posts()).then_refused("start_over")
    lost.when(server.notes_reset(cyd)).then("50 cyd lost")
    lost.when(cyd.posts()).then_refused("not_a_participant")


def test_a_lost_monitor_must_start_over() -> None:
    lost = given(*ENGAGED, sue.monitors(), server.marks_absent(sue), server.marks_lost(sue))
    lost.when(sue.joins()).then_refused("start_over")
    lost.when(server.notes_reset(sue)).then("50 sue lost")
    lost.when(sue.monitors()).then("45 sue")


def test_a_reset_is_noted_of_nobody_who_is_there() -> None:
    given(*ENGAGED).when(
        server.notes_reset(ann), server.notes_reset(bea), server.notes_reset(sue)
    ).then_nothing_happens()


def test_a_supervisors_reset_is_not_the_end_users() -> None:
    given(*ENGAGED, server.marks_absent(ann)).when(server.notes_reset(sue)).then_nothing_happens()


def test_a_reset_noted_while_absent_brings_the_client_back() -> None:
    given(*ENGAGED, server.marks_absent(bea)).when(server.notes_reset(bea)).then("50 absent, 5")
    given(*ENGAGED, server.marks_absent(ann)).when(server.notes_reset(ann)).then("51 absent, 7")


# Logged out ------------------------------------------------------------------------------------


def test_logged_out_as_the_lead_alone() -> None:
    given(*ENGAGED).when(server.removes(bea)).then("49 bea logged_out sales, 24 bea logged_out")


def test_logged_out_as_the_lead_with_a_conferee() -> None:
    given(*CONFERENCE).when(server.removes(bea)).then(
        "49 bea logged_out, 24 bea logged_out, 25 bea cyd promoted, 48 cyd"
    )


def test_logged_out_as_a_conferee_a_monitor_and_in_wrap_up() -> None:
    given(*CONFERENCE).when(server.removes(cyd)).then("24 cyd logged_out")
    given(*ENGAGED, sue.monitors()).when(server.removes(sue)).then("46 sue logged_out")
    given(*WRAPPING_UP).when(server.removes(bea)).then("27 bea logged_out")


def test_logged_out_while_absent_is_a_goodbye_not_a_loss() -> None:
    given(*ENGAGED, server.marks_absent(bea)).when(server.removes(bea)).then(
        "49 bea logged_out, 24 bea logged_out"
    )


def test_logged_out_with_nothing_to_do_with_the_chat() -> None:
    given(*ENGAGED).when(server.removes(dan)).then_nothing_happens()


def test_a_requeued_chat_waits_as_long_as_its_terms_say() -> None:
    short = ann.asks(TERMS.but(queue_timeout=type(TERMS.queue_timeout)(60_000)))
    given(short, server.offers(bea), bea.accepts(), server.removes(bea).after(600)).when(
        server.lets_time_pass(59), server.lets_time_pass(1)
    ).then("44 queue_timeout, 27")
