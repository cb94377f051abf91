"""How an engaged chat ends, is wrapped up and released."""

import pytest

from parlour.chat.events import OfferProfile
from tests.chat.cast import Step
from tests.chat.scenario import given
from tests.chat.situations import (
    CONFERENCE,
    CONSENTED,
    ENGAGED,
    INVITED_TO_COBROWSE,
    OFFERED,
    WRAPPING_UP,
)
from tests.chat.stage import ann, bea, cyd, dan, server, sue

NO_WRAP_UP = OfferProfile(allow_decline=True, auto_decline=False, wrap_up_limit=None)
STARTED = (*CONSENTED, bea.shows_first_frame())


def test_ended_by_the_agent() -> None:
    given(*ENGAGED).when(bea.concludes(), bea.closes_wrap_up()).then(
        "44 agent by_agent, 49 bea concluded, 27 closed"
    )


def test_ended_by_a_supervisor_from_outside() -> None:
    given(*ENGAGED).when(sue.concludes(as_supervisor=True)).then(
        "44 supervisor by_supervisor, 49 bea concluded"
    )


def test_ended_by_the_server() -> None:
    given(*ENGAGED).when(server.ends_the_chat()).then("44 server by_server, 49 bea concluded")


def test_without_wrap_up_the_chat_is_released_at_once() -> None:
    given(*OFFERED[:1], server.offers(bea, NO_WRAP_UP), bea.accepts()).when(ann.leaves()).then(
        "44 end_user, 49 bea concluded, 27 no_wrap_up by_server"
    )


def test_everything_open_is_closed_in_the_canonical_order() -> None:
    busy = (
        *CONFERENCE,
        sue.monitors(),
        bea.invites_to_transfer(dan),
        bea.invites_to_conference(type(bea)("eve")),
        bea.invites_to_cobrowse(),
        ann.consents(),
        bea.shows_first_frame(),
    )
    given(*busy).when(ann.leaves()).then(
        "44 end_user, 17 dan chat_ended, 21 eve chat_ended, 41 chat_ended, 49 bea concluded,"
        "24 cyd chat_ended, 46 sue chat_ended"
    )


@pytest.mark.parametrize(
    ("before", "closing"),
    [
        pytest.param(INVITED_TO_COBROWSE, "37 unavailable by_server", id="invited"),
        pytest.param(CONSENTED, "42 chat_ended by_server", id="accepted"),
        pytest.param(STARTED, "41 chat_ended by_server", id="started"),
    ],
)
def test_cobrowse_is_closed_with_the_chat(before: tuple[Step, ...], closing: str) -> None:
    given(*before).when(ann.leaves()).then(f"44, {closing}, 49 bea")


def test_idle() -> None:
    given(*ENGAGED).when(server.lets_time_pass(599)).then_nothing_happens()
    given(*ENGAGED).when(server.lets_time_pass(600), bea.closes_wrap_up()).then(
        "39, 44 idle by_server, 49 bea concluded, 27"
    )


def test_what_either_side_does_puts_the_idle_end_off() -> None:
    for deed in (ann.posts(), bea.posts(), ann.attaches(), bea.pushes_url()):
        given(*ENGAGED, deed.after(300)).when(server.lets_time_pass(599)).then_nothing_happens()
        given(*ENGAGED, deed.after(300)).when(server.lets_time_pass(600)).then("39, 44, 49")


def test_typing_puts_the_idle_end_off_though_it_leaves_no_row() -> None:
    story = given(*ENGAGED)
    typed_at = story.scene.at + 300_000
    story.when(server.lets_time_pass(600, active_at=typed_at)).then_nothing_happens()
    story.when(server.lets_time_pass(300, active_at=typed_at)).then("39, 44 idle, 49")


def test_a_cobrowse_that_comes_to_nothing_by_itself_is_nobodys_activity() -> None:
    given(*INVITED_TO_COBROWSE).when(
        server.lets_time_pass(60), server.lets_time_pass(540), bea.closes_wrap_up()
    ).then("37 timeout, 39, 44 idle, 49 bea, 27")
    given(*INVITED_TO_COBROWSE).when(
        ann.declines_cobrowse().after(60), server.lets_time_pass(599)
    ).then("37 declined")


def test_nobody_idles_out_while_somebody_is_absent() -> None:
    given(*ENGAGED, server.marks_absent(ann)).when(server.lets_time_pass(9999)).then("")
    given(*ENGAGED, server.marks_absent(bea)).when(server.lets_time_pass(9999)).then("")
    given(*CONFERENCE, server.marks_absent(cyd)).when(server.lets_time_pass(600)).then(
        "39, 44 idle, 49 bea, 24 cyd"
    )


# Wrap-up ---------------------------------------------------------------------------------------


def test_the_wrap_up_limit_releases_the_chat() -> None:
    given(*WRAPPING_UP).when(server.lets_time_pass(899)).then_nothing_happens()
    given(*WRAPPING_UP).when(server.lets_time_pass(900)).then("27 bea wrap_up_limit by_server")


def test_only_private_notes_are_written_in_wrap_up() -> None:
    given(*WRAPPING_UP).when(bea.posts("agents")).then("1 bea agents")
    given(*WRAPPING_UP).when(bea.posts()).then_refused("chat_ended")
    given(*WRAPPING_UP).when(bea.pushes_url()).then_refused("chat_ended")
    given(*WRAPPING_UP).when(ann.posts()).then_refused("chat_ended")


def test_only_who_led_closes_the_wrap_up() -> None:
    given(*WRAPPING_UP).when(cyd.closes_wrap_up()).then_refused("not_yours")
    given(*CONFERENCE, ann.leaves()).when(cyd.closes_wrap_up()).then_refused("not_yours")
    given(*ENGAGED).when(bea.closes_wrap_up()).then_refused("not_wrapping_up")


def test_an_absent_agent_can_come_back_to_wrap_up() -> None:
    given(*WRAPPING_UP, server.marks_absent(bea)).when(bea.closes_wrap_up()).then(
        "50, 5, 27 closed"
    )


def test_a_lead_who_was_absent_at_the_end_is_still_given_their_time() -> None:
    given(*ENGAGED, server.marks_absent(bea)).when(ann.leaves(), server.marks_lost(bea)).then(
        "44 end_user, 49 bea concluded, 30, 29, 27 lost"
    )


def test_the_wrap_up_limit_does_not_wait_for_an_absent_agent() -> None:
    given(*WRAPPING_UP, server.marks_absent(bea)).when(server.lets_time_pass(900)).then(
        "27 wrap_up_limit"
    )


def test_stamps_of_the_chat() -> None:
    story = given(*WRAPPING_UP, bea.closes_wrap_up())
    state, rows = story.scene.state, story.scene.rows
    assert state.requested_at == rows[0].at
    assert state.first_engaged_at == next(row.at for row in rows if row.kind == 23)
