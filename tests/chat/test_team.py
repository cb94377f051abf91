"""Transfer, conference and the lead: agents among themselves."""

import pytest

from parlour.chat.events import OfferProfile, UnavailableCause
from tests.chat.cast import WRAP_UP_LIMIT, Step
from tests.chat.scenario import given
from tests.chat.situations import CONFERENCE, CONSENTED, ENGAGED, INVITED_TO_COBROWSE
from tests.chat.stage import ann, bea, cyd, dan, server, sue

AUTO_DECLINE = OfferProfile(allow_decline=True, auto_decline=True, wrap_up_limit=WRAP_UP_LIMIT)
STARTED = (*CONSENTED, bea.shows_first_frame())
TO_CYD = bea.invites_to_transfer(cyd)
WITH_CYD = bea.invites_to_conference(cyd)

# Transfer --------------------------------------------------------------------------------------


def test_a_transfer_to_an_agent() -> None:
    given(*ENGAGED).when(TO_CYD, cyd.accepts_invitation()).then(
        "9 bea cyd, 15 bea cyd by_agent, 49 bea transferred, 24 bea transferred, 23 cyd, 48 cyd"
    )


def test_a_transfer_declined_canceled_unavailable() -> None:
    given(*ENGAGED).when(TO_CYD, cyd.declines_invitation()).then("9, 16 declined by_agent")
    given(*ENGAGED).when(TO_CYD, bea.cancels_invitation(cyd)).then("9, 17 sender by_agent")
    given(*ENGAGED).when(TO_CYD, cyd.is_unavailable_to_join()).then("9, 18 busy by_agent")


def test_a_conference_declined_canceled_unavailable() -> None:
    given(*ENGAGED).when(WITH_CYD, cyd.declines_invitation()).then("10, 20 declined by_agent")
    given(*ENGAGED).when(WITH_CYD, bea.cancels_invitation(cyd)).then("10, 21 sender by_agent")
    given(*ENGAGED).when(WITH_CYD, cyd.is_unavailable_to_join("unavailable")).then(
        "10, 22 unavailable by_agent"
    )


def test_an_untouched_invitation_is_declined_with_auto_decline_and_else_timed_out() -> None:
    auto = bea.invites_to_transfer(cyd, AUTO_DECLINE)
    given(*ENGAGED, auto).when(cyd.declines_invitation(ran_out=True)).then("16 auto")
    given(*ENGAGED, TO_CYD).when(cyd.declines_invitation(ran_out=True)).then("18 timeout")


def test_an_invitation_does_not_run_out_before_its_time() -> None:
    given(*ENGAGED, TO_CYD).when(cyd.declines_invitation(ran_out=True).after(5)).then_refused(
        "too_early"
    )


def test_an_invitation_nobody_answers_times_out() -> None:
    given(*ENGAGED, TO_CYD).when(server.lets_time_pass(59)).then_nothing_happens()
    given(*ENGAGED, TO_CYD).when(server.lets_time_pass(60)).then("18 timeout by_server")
    given(*ENGAGED, WITH_CYD).when(server.lets_time_pass(60)).then("22 timeout by_server")


def test_an_invited_agent_who_goes_silent_or_logs_out_cannot_be_had() -> None:
    given(*ENGAGED, TO_CYD).when(server.marks_absent(cyd)).then("18 absent by_server")
    given(*ENGAGED, WITH_CYD).when(server.removes(cyd)).then("22 unavailable")


def test_one_transfer_at_a_time_and_one_invitation_for_each_agent() -> None:
    given(*ENGAGED, TO_CYD).when(bea.invites_to_transfer(dan)).then_refused("transfer_pending")
    given(*ENGAGED, TO_CYD).when(WITH_CYD).then_refused("already_invited")
    given(*ENGAGED, TO_CYD).when(bea.invites_to_conference(dan)).then("10 dan")
    given(*ENGAGED).when(bea.invites_to_transfer(bea)).then_refused("to_self")


def test_a_transfer_accepted_while_a_conference_is_pending_cancels_that() -> None:
    given(*ENGAGED, WITH_CYD, bea.invites_to_transfer(dan)).when(dan.accepts_invitation()).then(
        "21 cyd sender_gone by_server, 15 dan, 49 bea, 24 bea, 23 dan, 48 dan"
    )


def test_the_conferees_stay_when_the_lead_transfers() -> None:
    story = given(*CONFERENCE, bea.invites_to_transfer(dan)).when(dan.accepts_invitation())
    story.then("15, 49 bea, 24 bea, 23 dan, 48 dan")
    assert [p.agent_id for p in story.scene.state.participants] == [cyd.id, dan.id]


def test_a_transfer_to_a_queue_then_a_cancel() -> None:
    given(*ENGAGED).when(bea.transfers_to_queue(), ann.cancels()).then(
        "47 bea support, 49 bea queued support, 24 bea queued, 28, 44 canceled, 27"
    )


def test_a_transfer_to_a_queue_takes_everybody_out_and_closes_what_is_open() -> None:
    busy = (*CONFERENCE, bea.invites_to_transfer(dan), bea.invites_to_cobrowse())
    given(*busy).when(bea.transfers_to_queue()).then(
        "17 dan sender_gone, 37 unavailable, 47 bea, 49 bea queued, 24 bea queued, 24 cyd queued"
    )


# Conference and lead ---------------------------------------------------------------------------


def test_a_conference_whose_lead_is_handed_over_and_whose_old_lead_leaves() -> None:
    given(*ENGAGED).when(
        WITH_CYD,
        cyd.accepts_invitation(),
        bea.makes_lead(cyd),
        bea.leaves(),
        ann.leaves(),
        cyd.closes_wrap_up(),
    ).then(
        "10 cyd, 19 cyd, 23 cyd, 25 bea cyd handed_over by_agent, 49 bea role_change, 48 cyd,"
        "24 bea left by_agent, 44 end_user, 49 cyd concluded, 27 cyd closed"
    )


def test_the_lead_goes_back_and_forth() -> None:
    given(*CONFERENCE).when(bea.makes_lead(cyd), cyd.makes_lead(bea)).then(
        "25 bea cyd, 49 bea, 48 cyd, 25 cyd bea, 49 cyd, 48 bea"
    )


def test_the_lead_cannot_be_handed_to_somebody_absent() -> None:
    given(*CONFERENCE, server.marks_absent(cyd)).when(bea.makes_lead(cyd)).then_refused(
        "not_available"
    )


def test_handing_the_lead_over_closes_what_the_old_lead_opened() -> None:
    given(*CONFERENCE, bea.invites_to_conference(dan), bea.invites_to_cobrowse()).when(
        bea.makes_lead(cyd)
    ).then("21 dan sender_gone, 37 unavailable, 25, 49 bea, 48 cyd")


def test_an_absent_monitor_fares_as_any_absent_agent_who_is_invited() -> None:
    story = given(*ENGAGED, sue.monitors(), server.marks_absent(sue))
    story.when(bea.invites_to_conference(sue)).then("10 sue, 22 absent by_server")
    assert story.scene.state.absence_of(sue.id) is not None
    given(*ENGAGED).when(bea.invites_to_transfer(cyd, unavailable="absent")).then(
        "9 cyd, 18 absent by_server"
    )


@pytest.mark.parametrize("cause", ["busy", "unavailable", "absent"])
def test_who_is_known_not_to_be_had_is_asked_and_given_up_at_once(cause: UnavailableCause) -> None:
    given(*ENGAGED).when(bea.invites_to_transfer(cyd, unavailable=cause)).then(
        f"9 cyd, 18 cyd {cause} by_server"
    )
    given(*ENGAGED).when(bea.invites_to_conference(cyd, unavailable=cause)).then(
        f"10 cyd, 22 cyd {cause} by_server"
    )


# Consultation ----------------------------------------------------------------------------------


def test_a_consultation_before_the_answer() -> None:
    given(*ENGAGED, TO_CYD).when(
        cyd.views_invitation(), cyd.posts("agents"), bea.posts("agents"), cyd.accepts_invitation()
    ).then(
        "1002 bea cyd by_agent, 1001 cyd invited by_agent, 1 bea agents,"
        "15, 49 bea, 24 bea, 23 cyd, 48 cyd"
    )
    given(*ENGAGED, WITH_CYD, cyd.views_invitation()).when(cyd.declines_invitation()).then("20")


def test_a_viewed_invitation_does_not_run_out_by_its_toast_but_in_the_end() -> None:
    story = given(*ENGAGED, TO_CYD, cyd.views_invitation())
    story.when(cyd.declines_invitation(ran_out=True)).then_refused("too_early")
    story.when(server.lets_time_pass(500), ann.posts()).then("2")
    story.when(server.lets_time_pass(100)).then("18 timeout by_server")


def test_who_only_got_the_toast_has_no_say() -> None:
    given(*ENGAGED, TO_CYD).when(cyd.posts("agents")).then_refused("not_a_participant")
    given(*ENGAGED, TO_CYD, cyd.views_invitation()).when(cyd.posts()).then_refused(
        "not_a_participant"
    )


# Supervisors -----------------------------------------------------------------------------------


def test_a_supervisor_takes_over_and_the_old_lead_stays() -> None:
    story = given(*ENGAGED, sue.monitors()).when(sue.takes_over())
    story.then(
        "46 sue took_over by_supervisor, 23 sue, 25 bea sue taken_over by_supervisor,"
        "49 bea role_change, 48 sue"
    )
    assert [p.agent_id for p in story.scene.state.participants] == [bea.id, sue.id]
    given(*ENGAGED, sue.monitors(), sue.joins()).when(sue.takes_over()).then(
        "25 bea sue taken_over, 49 bea, 48 sue"
    )


def test_taking_over_closes_what_the_old_lead_opened() -> None:
    given(
        *CONFERENCE, sue.monitors(), bea.invites_to_transfer(sue), bea.invites_to_cobrowse()
    ).when(sue.takes_over()).then(
        "17 sue sender_gone, 37 unavailable, 46 sue, 23 sue, 25, 49 bea, 48 sue"
    )


def test_a_monitor_s_word_is_for_the_agents() -> None:
    given(*ENGAGED, sue.monitors()).when(sue.posts("agents")).then("1001 sue monitor by_supervisor")
    given(*ENGAGED, sue.monitors()).when(sue.posts()).then_refused("not_a_participant")


def test_an_invited_agent_who_also_monitors_speaks_as_invited() -> None:
    asked = (*ENGAGED, sue.monitors(), bea.invites_to_conference(sue))
    given(*asked).when(sue.views_invitation(), sue.posts("agents")).then("1002, 1001 sue invited")


def test_a_supervisor_who_may_not_watch_any_longer_watches_no_more() -> None:
    given(*ENGAGED, sue.monitors()).when(server.revokes_monitoring(sue)).then(
        "46 sue revoked by_server"
    )
    absent = given(*ENGAGED, sue.monitors(), server.marks_absent(sue))
    absent.when(server.revokes_monitoring(sue)).then("46 sue revoked")
    assert absent.scene.state.absences == ()


def test_the_return_of_a_monitor_is_no_activity_of_the_chat() -> None:
    """Else the moment at which an idle chat ends would tell of them."""
    idle = given(*ENGAGED, sue.monitors(), server.marks_absent(sue).after(300))
    idle.when(server.marks_present(sue).after(100)).then("5 sue monitor")
    idle.when(server.lets_time_pass(199)).then("39, 44 idle, 49 bea, 46 sue")


def test_a_lost_agent_back_on_duty_can_be_invited_and_accept() -> None:
    given(*CONFERENCE, server.marks_absent(cyd), server.marks_lost(cyd)).when(
        WITH_CYD, cyd.accepts_invitation()
    ).then("10 cyd, 19 cyd, 23 cyd")


# Co-browse belongs to the lead -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "closing"),
    [
        pytest.param(INVITED_TO_COBROWSE, "37 unavailable by_server", id="invited"),
        pytest.param(CONSENTED, "42 lead_changed by_server", id="accepted"),
        pytest.param(STARTED, "41 lead_changed by_server", id="started"),
    ],
)
def test_cobrowse_is_closed_before_the_lead_changes(before: tuple[Step, ...], closing: str) -> None:
    given(*before, TO_CYD).when(cyd.accepts_invitation()).then(
        f"{closing}, 15, 49 bea, 24 bea, 23 cyd, 48 cyd"
    )
    given(*before, WITH_CYD, cyd.accepts_invitation()).when(bea.makes_lead(cyd)).then(
        f"{closing}, 25, 49 bea, 48 cyd"
    )
    given(*before).when(bea.transfers_to_queue()).then(f"{closing}, 47, 49 bea, 24 bea")
    given(*before).when(server.removes(bea)).then(f"{closing}, 49 bea logged_out, 24 bea")
    given(*before, server.marks_absent(bea)).when(server.marks_lost(bea).after(120)).then(
        f"{closing}, 30, 29, 49 bea lost, 24 bea lost"
        if not closing.startswith("3")
        else "37, 30, 29, 49 bea lost, 24 bea lost"
    )


def test_cobrowse_stays_while_conferees_come_and_go() -> None:
    story = given(*STARTED, WITH_CYD).when(cyd.accepts_invitation(), cyd.leaves())
    story.then("19, 23 cyd, 24 cyd")
    assert story.scene.state.cobrowse is not None
