"""An agent's stay on duty: statuses, sessions, absences, from log-on to log-off."""

from typing import get_args

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from parlour.agents import commands as c
from parlour.agents import events as e
from parlour.agents.evolve import replay
from parlour.agents.state import Hold, off_duty
from parlour.chat.events import SERVER
from parlour.chat.refusals import Refused
from tests.agents.duty import (
    ONE,
    START,
    THREE,
    TWO,
    Duty,
    asks,
    asks_no_more,
    becomes_available,
    complaints,
    falls_silent,
    given,
    goes_on_break,
    is_heard,
    is_lost,
    is_offered,
    is_pushed_now,
    is_removed,
    lets_go,
    logs_off,
    logs_on,
    may_have,
    number,
    takes,
    takes_over,
)

# Stories ---------------------------------------------------------------------------------------


def test_a_plain_day() -> None:
    given().when(
        logs_on(), is_offered(ONE), takes(ONE), lets_go(ONE), goes_on_break(), logs_off
    ).then(1, 2, 1002, 5, 1003, 4, 1001, 9)


def test_an_offer_that_comes_to_nothing_frees_its_session() -> None:
    day = given(logs_on(1)).when(is_offered(ONE), lets_go(ONE), is_offered(TWO))
    day.then(2, 3, 2)


def test_idle_is_said_only_when_the_last_chat_goes_and_not_idle_when_the_first_comes() -> None:
    given(logs_on(2)).when(takes(ONE), takes(TWO), lets_go(ONE), lets_go(TWO)).then(
        1002, 5, 1002, 1003, 1003, 4
    )


def test_an_open_offer_leaves_the_agent_idle() -> None:
    given(logs_on(2), takes(ONE), is_offered(TWO)).when(lets_go(ONE), lets_go(TWO)).then(1003, 4, 3)


def test_offers_and_chats_together_fill_the_sessions() -> None:
    full = given(logs_on(2), takes(ONE), is_offered(TWO))
    full.when(is_offered(THREE)).then_refused("no_free_session")
    full.when(takes(THREE)).then_refused("no_free_session")
    full.when(takes(TWO)).then(1002)


def test_a_transfer_or_conference_takes_a_session_without_an_offer() -> None:
    given(logs_on(1)).when(takes(ONE)).then(1002, 5)


def test_fewer_sessions_end_no_chat_but_let_none_begin() -> None:
    day = given(logs_on(2), takes(ONE), takes(TWO)).when(may_have(1))
    day.then(1004)
    day.when(lets_go(TWO), is_offered(THREE)).then_refused("no_free_session")
    assert day.state.free_sessions == 0


def test_a_held_session_can_be_taken_though_there_are_fewer_now() -> None:
    given(logs_on(1), is_offered(ONE), may_have(1), goes_on_break()).when(takes(ONE)).then(1002, 5)


def test_nobody_unavailable_or_absent_is_offered_a_chat() -> None:
    given(logs_on(available=False)).when(is_offered(ONE)).then_refused("not_available")
    given(logs_on(), falls_silent()).when(is_offered(ONE)).then_refused("not_available")
    given(logs_on(), falls_silent(), is_heard).when(is_offered(ONE)).then(2)
    given(logs_on(available=False), becomes_available()).when(is_offered(ONE)).then(2)


def test_an_offer_told_again_changes_nothing() -> None:
    given(logs_on(), is_offered(ONE)).when(is_offered(ONE)).then_nothing_happens()


def test_another_offer_of_the_same_chat_closes_the_one_before() -> None:
    given(logs_on(1), is_offered(ONE)).when(is_offered(ONE, "another")).then(3, 2)


def test_who_has_the_chat_is_not_offered_it() -> None:
    given(logs_on(), takes(ONE)).when(is_offered(ONE)).then_refused("already_participant")


def test_absent_and_back() -> None:
    day = given(logs_on(), falls_silent()).when(falls_silent("another"))
    day.then_nothing_happens()
    day.when(is_heard, is_heard).then(7)


def test_a_second_console_takes_over_and_keeps_what_is_there() -> None:
    day = given(logs_on(), takes(ONE)).when(takes_over)
    day.then(10)
    assert day.state.console == "second"
    assert day.state.hold_of(ONE) is not None


@pytest.mark.parametrize("end", [logs_off, is_lost, is_removed])
def test_the_last_row(end: c.AnyDutyCommand) -> None:
    day = given(logs_on()).when(end)
    day.then(9 if end is logs_off else 8)
    assert day.state == off_duty
    day.when(is_heard).then_refused("not_on_duty")


def test_last_assigned_is_when_a_chat_was_last_offered_or_taken() -> None:
    day = given(logs_on())
    seen = [day.state.last_assigned_at]
    for command in (is_offered(ONE), goes_on_break(), takes(ONE), falls_silent()):
        day.when(command)
        seen.append(day.state.last_assigned_at)
    offered_at, taken_at = day.rows[1].at, day.rows[3].at
    assert seen == [None, offered_at, offered_at, taken_at, taken_at]


def test_a_pull_stands_until_the_chat_it_was_offered_is_taken() -> None:
    day = given(logs_on(2)).when(asks)
    day.then(1005)
    assert day.state.pulls is True
    day.when(is_offered(ONE), lets_go(ONE)).then(2, 3)
    assert day.state.pulls is True
    day.when(is_offered(TWO), takes(TWO)).then(2, 1002, 5, 1006)
    assert day.rows[-1].event == e.PullEnded(actor=SERVER, cause="taken")
    day.when(asks).then(1005)


def test_a_chat_that_a_colleague_hands_over_answers_no_pull() -> None:
    day = given(logs_on(2), asks).when(takes(ONE))
    day.then(1002, 5)
    assert day.state.pulls is True


def test_going_unavailable_ends_a_pull_and_unavailable_agents_raise_none() -> None:
    day = given(logs_on(), asks).when(goes_on_break())
    day.then(1001, 1006)
    day.when(asks).then_refused("not_available")
    assert day.state.pulls is False


def test_another_status_that_is_available_leaves_the_pull() -> None:
    back = c.ChangeStatus(at=START, status_id="back_office", status_type="available")
    assert given(logs_on(), asks).when(back).then(1001).state.pulls


def test_the_server_ends_a_pull_of_who_is_pushed_chats_now() -> None:
    given(logs_on(), asks).when(is_pushed_now).then(1006)
    day = given(logs_on(), asks).when(asks_no_more, asks_no_more)
    assert [row.event.actor.role for row in day.rows[1:]] == ["agent", "agent"]


# The table -------------------------------------------------------------------------------------

SITUATIONS: dict[str, tuple[c.AnyDutyCommand, ...]] = {
    "off": (),
    "free": (logs_on(1),),
    "on break": (logs_on(1, available=False),),
    "offered": (logs_on(1), is_offered(ONE)),
    "busy": (logs_on(1), takes(ONE)),
    "half": (logs_on(2), takes(ONE)),
    "silent": (logs_on(1), falls_silent()),
    "asking": (logs_on(1), asks, is_offered(ONE)),
    "gone": (logs_on(1), logs_off),
}
DEEDS: dict[str, c.AnyDutyCommand] = {
    "logs on": logs_on(1),
    "takes over": takes_over,
    "goes on break": goes_on_break(),
    "is available": becomes_available(),
    "may have 1": may_have(1),
    "may have 3": may_have(3),
    "offered one": is_offered(ONE),
    "offered two": is_offered(TWO),
    "takes one": takes(ONE),
    "takes two": takes(TWO),
    "lets go one": lets_go(ONE),
    "lets go two": lets_go(TWO),
    "falls silent": falls_silent(),
    "is heard": is_heard,
    "asks": asks,
    "asks no more": asks_no_more,
    "is pushed now": is_pushed_now,
    "is lost": is_lost,
    "logs off": logs_off,
}
CELLS = """
              | off | free   | on break | offered | busy   | half   | silent | asking      | gone
logs on       | 1   | on     | on       | on      | on     | on     | on     | on          | 1
takes over    | off | 10     | 10       | 10      | 10     | 10     | 10     | 10          | off
goes on break | off | 1001   | -        | 1001    | 1001   | 1001   | 1001   | 1001 1006   | off
is available  | off | -      | 1001     | -       | -      | -      | -      | -           | off
may have 1    | off | -      | -        | -       | -      | 1004   | -      | -           | off
may have 3    | off | 1004   | 1004     | 1004    | 1004   | 1004   | 1004   | 1004        | off
offered one   | off | 2      | n/a      | -       | in     | in     | n/a    | -           | off
offered two   | off | 2      | n/a      | full    | full   | 2      | n/a    | full        | off
takes one     | off | 1002 5 | 1002 5   | 1002 5  | -      | -      | 1002 5 | 1002 5 1006 | off
takes two     | off | 1002 5 | 1002 5   | full    | full   | 1002   | 1002 5 | full        | off
lets go one   | off | -      | -        | 3       | 1003 4 | 1003 4 | -      | 3           | off
lets go two   | off | -      | -        | -       | -      | -      | -      | -           | off
falls silent  | off | 6      | 6        | 6       | 6      | 6      | -      | 6           | off
is heard      | off | -      | -        | -       | -      | -      | 7      | -           | off
asks          | off | 1005   | n/a      | 1005    | 1005   | 1005   | 1005   | -           | off
asks no more  | off | -      | -        | -       | -      | -      | -      | 1006        | off
is pushed now | off | -      | -        | -       | -      | -      | -      | 1006        | off
is lost       | off | 8      | 8        | 8       | 8      | 8      | 8      | 8           | off
logs off      | off | 9      | 9        | 9       | 9      | 9      | 9      | 9           | off
"""
SHORT = {
    "-": "",
    "on": "already_on_duty",
    "off": "not_on_duty",
    "n/a": "not_available",
    "full": "no_free_session",
    "in": "already_participant",
}


def table() -> dict[str, dict[str, str]]:
    head, *lines = (line.split("|") for line in CELLS.strip("\n").splitlines())
    names = [cell.strip() for cell in head[1:]]
    return {
        line[0].strip(): dict(zip(names, (cell.strip() for cell in line[1:]), strict=True))
        for line in lines
    }


def test_the_table_has_every_cell() -> None:
    assert list(table()) == list(DEEDS)
    assert all(list(row) == list(SITUATIONS) for row in table().values())
    assert {type(deed) for deed in DEEDS.values()} == set(get_args(c.AnyDutyCommand))


@pytest.mark.parametrize("deed", DEEDS)
def test_what_comes_of_it(deed: str) -> None:
    for name, before in SITUATIONS.items():
        day = given(*before)
        try:
            outcome = " ".join(str(row.kind) for row in day.ask(DEEDS[deed]))
        except Refused as refusal:
            outcome = refusal.code
        expected = table()[deed][name]
        assert outcome == SHORT.get(expected, expected), name


# Laws ------------------------------------------------------------------------------------------

laws = settings(max_examples=150, deadline=None, derandomize=True)
STEPS = (*DEEDS.values(), may_have(2), takes(THREE), lets_go(THREE), is_offered(THREE)) * 2
days = st.lists(st.sampled_from(STEPS), min_size=10, max_size=60)


def day_of(steps: list[c.AnyDutyCommand]) -> Duty:
    """A day up to its end; what is refused is left out."""
    day = given(logs_on(2))
    for step in steps:
        try:
            day.ask(step)
        except Refused:
            continue
        if not day.state.on_duty:
            break
    return day


@laws
@over(days)
def test_every_ledger_of_a_log_in_obeys_the_law(steps: list[c.AnyDutyCommand]) -> None:
    day = day_of(steps)
    assert complaints(day.rows) == []
    assert replay(off_duty, [(row.event, row.at) for row in day.rows]) == day.state


@laws
@over(days)
def test_what_was_just_done_is_not_done_twice(steps: list[c.AnyDutyCommand]) -> None:
    day = given(logs_on(2))
    for step in steps:
        if not day.state.on_duty:
            break
        try:
            day.ask(step)
            again = day.ask(step)
        except Refused:
            continue
        assert not again or isinstance(step, c.OverrideLogOn)


def test_the_law_can_be_broken() -> None:
    rows = given(logs_on(1), is_offered(ONE), takes(ONE), lets_go(ONE), logs_off).rows
    assert complaints(rows) == []
    for index in range(len(rows) - 1):
        if rows[index].kind != 2:
            assert complaints(rows[:index] + rows[index + 1 :]) != [], rows[index]
        assert complaints([*rows[: index + 1], rows[index], *rows[index + 1 :]]) != []


def test_decoding_undoes_encoding() -> None:
    rows = given(
        logs_on(3), is_offered(ONE), lets_go(ONE), takes(TWO), lets_go(TWO), falls_silent()
    ).when(is_heard, takes_over, asks, goes_on_break(), may_have(1), logs_off)
    for row in rows.rows:
        assert e.decode_agent_event(e.encode_agent_event(row.event)) == row.event
    kinds = {number(row.event) for row in rows.rows} | {8}
    assert kinds == {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1001, 1002, 1003, 1004, 1005, 1006}


def test_holds_are_of_two_kinds() -> None:
    assert {hold.value for hold in Hold} == {"offered", "occupied"}
