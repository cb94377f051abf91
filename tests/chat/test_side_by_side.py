"""Co-browse and monitoring: what runs beside the talk."""

import pytest

from parlour.chat.events import Actor
from tests.chat.cast import Step
from tests.chat.scenario import given
from tests.chat.situations import (
    ASKED,
    CONSENTED,
    ENGAGED,
    INVITED_TO_COBROWSE,
    OFFERED,
    REQUEUED,
)
from tests.chat.stage import ann, bea, cyd, server, sue

STARTED = (*CONSENTED, bea.shows_first_frame())
BY_BEA = Actor(role="agent", id="bea")
BY_CYD = Actor(role="agent", id="cyd")
BY_ANN = Actor(role="end_user", id="ann")

# Co-browse -------------------------------------------------------------------------------------


def test_a_cobrowse_from_invitation_to_stop() -> None:
    given(*ENGAGED).when(
        bea.invites_to_cobrowse(), ann.consents(), bea.shows_first_frame(), bea.stops_cobrowse()
    ).then("35 bea, 36 by_end_user, 40 by_server, 41 agent by_agent")


def test_the_end_user_stops_the_cobrowse() -> None:
    given(*STARTED).when(ann.stops_cobrowse()).then("41 end_user by_end_user")


def test_a_cobrowse_declined() -> None:
    given(*ENGAGED).when(bea.invites_to_cobrowse(), ann.declines_cobrowse()).then(
        "35, 37 declined by_end_user"
    )


def test_a_cobrowse_that_breaks_before_and_after_its_first_frame() -> None:
    given(*CONSENTED).when(server.fails_cobrowse()).then("42 failed by_server")
    given(*STARTED).when(server.fails_cobrowse()).then("42 failed by_server")


@pytest.mark.parametrize("by", [BY_BEA, BY_ANN])
def test_a_broken_cobrowse_is_the_servers_word_whoever_noticed(by: Actor) -> None:
    given(*CONSENTED).when(server.fails_cobrowse(by)).then("42 failed by_server")


def test_an_outsider_cannot_break_a_cobrowse() -> None:
    given(*STARTED).when(server.fails_cobrowse(BY_CYD)).then_refused("not_yours")
    given(*STARTED).when(server.fails_cobrowse(Actor(role="end_user", id="zoe"))).then_refused(
        "not_yours"
    )


def test_a_cobrowse_the_end_user_turns_out_to_be_unable_to_have() -> None:
    given(*INVITED_TO_COBROWSE).when(ann.declines_cobrowse(unavailable=True)).then(
        "37 unavailable by_end_user"
    )
    given(*INVITED_TO_COBROWSE).when(server.fails_cobrowse()).then("37 unavailable by_server")
    given(*ENGAGED).when(bea.invites_to_cobrowse(end_user_can=False)).then_refused(
        "cobrowse_impossible"
    )


def test_a_cobrowse_invitation_nobody_answers() -> None:
    given(*INVITED_TO_COBROWSE).when(server.lets_time_pass(60)).then("37 timeout by_server")


def test_consent_without_a_first_frame() -> None:
    given(*CONSENTED).when(server.lets_time_pass(59)).then_nothing_happens()
    given(*CONSENTED).when(server.lets_time_pass(60)).then("42 failed by_server")


def test_a_cobrowse_stopped_before_its_first_frame() -> None:
    given(*INVITED_TO_COBROWSE).when(bea.stops_cobrowse()).then("37 unavailable by_server")
    given(*INVITED_TO_COBROWSE).when(ann.stops_cobrowse()).then("37 declined by_end_user")
    given(*CONSENTED).when(bea.stops_cobrowse()).then("42 stopped by_server")
    given(*CONSENTED).when(ann.stops_cobrowse()).then("42 stopped by_server")


def test_no_frame_before_consent() -> None:
    given(*INVITED_TO_COBROWSE).when(bea.shows_first_frame()).then_refused("no_such_cobrowse")


def test_one_cobrowse_at_a_time() -> None:
    given(*STARTED).when(bea.invites_to_cobrowse()).then_refused("cobrowse_open")


# Monitoring ------------------------------------------------------------------------------------


def test_a_supervisor_monitors_then_joins_then_leaves() -> None:
    given(*ENGAGED).when(sue.monitors(), sue.joins(), sue.posts(), sue.leaves()).then(
        "45 sue by_supervisor, 46 sue joined by_supervisor, 23 sue, 1 sue, 24 sue left"
    )


@pytest.mark.parametrize("before", [ASKED, OFFERED, ENGAGED, REQUEUED])
def test_a_chat_can_be_monitored_from_its_queue_on(before: tuple[Step, ...]) -> None:
    given(*before).when(sue.monitors(), sue.stops_monitoring()).then("45 sue, 46 sue stopped")


def test_monitoring_goes_on_through_a_requeue_and_ends_with_the_chat() -> None:
    given(*ENGAGED, sue.monitors()).when(bea.transfers_to_queue(), ann.cancels()).then(
        "47, 49, 24, 28, 44 canceled, 46 sue chat_ended by_server, 27"
    )


def test_a_monitor_invited_stops_monitoring_before_taking_part() -> None:
    given(*ENGAGED, sue.monitors(), bea.invites_to_transfer(sue)).when(
        sue.accepts_invitation()
    ).then("46 sue stopped, 15 sue, 49 bea, 24 bea, 23 sue, 48 sue")
    given(*ENGAGED, sue.monitors(), bea.invites_to_conference(sue)).when(
        sue.accepts_invitation()
    ).then("46 sue stopped, 19 sue, 23 sue")


def test_an_invitation_to_a_monitor_who_joins_by_themselves_has_come_to_nothing() -> None:
    given(*ENGAGED, sue.monitors(), bea.invites_to_conference(sue)).when(sue.joins()).then(
        "22 sue unavailable, 46 sue joined, 23 sue"
    )


def test_who_takes_part_does_not_monitor() -> None:
    given(*ENGAGED).when(bea.monitors()).then_refused("already_participant")
    given(*ENGAGED, sue.monitors()).when(sue.monitors()).then_refused("already_monitoring")
    given(*ENGAGED).when(sue.joins()).then_refused("not_monitoring")
    given(*ASKED, sue.monitors()).when(sue.joins()).then_refused("not_engaged")
    given(*ENGAGED).when(cyd.stops_monitoring()).then_refused("not_monitoring")


def test_two_supervisors_monitor_side_by_side() -> None:
    tom = type(sue)("tom", "supervisor")
    given(*ENGAGED).when(sue.monitors(), tom.monitors(), ann.leaves()).then(
        "45 sue, 45 tom, 44, 49 bea, 46 sue, 46 tom"
    )
