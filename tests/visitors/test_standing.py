"""What a launcher offers: every state of the site by every wish of its admin."""

from itertools import product
from typing import get_args

import pytest

from parlour.chat.events import Refusal
from parlour.directory.records import Launcher
from parlour.ids import Duration
from parlour.visitors.standing import Standing, standing

CHAT = Standing(state="open", may_chat=True)
HIDDEN = Standing(state="hidden")

WHEN_CLOSED = {
    "say_so": Standing(state="closed"),
    "leave_message": Standing(state="closed", may_leave_message=True),
    "hide": HIDDEN,
}
WHEN_BUSY = {
    "chat": Standing(state="busy", may_chat=True),
    "leave_message": Standing(state="busy", may_leave_message=True),
    "hide": HIDDEN,
}


@pytest.mark.parametrize("refusal", ["refused_hours", "refused_holiday", "refused_no_agents"])
@pytest.mark.parametrize("wish", WHEN_CLOSED)
def test_a_site_that_is_closed_says_what_the_admin_wishes(wish: str, refusal: Refusal) -> None:
    launcher = Launcher(when_closed=wish)  # type: ignore[arg-type]  # a loop loses literals
    assert standing(launcher, refusal, None, 5) == WHEN_CLOSED[wish]


@pytest.mark.parametrize("wish", WHEN_BUSY)
def test_a_wait_beyond_the_threshold_or_too_few_sessions_is_busy(wish: str) -> None:
    launcher = Launcher(
        wait_threshold_s=40,
        min_sessions_available=2,
        when_busy=wish,  # type: ignore[arg-type]  # a loop loses literals
    )
    assert standing(launcher, None, Duration(40_000), 2) == CHAT
    assert standing(launcher, None, None, 2) == CHAT
    assert standing(launcher, None, Duration(40_001), 2) == WHEN_BUSY[wish]
    assert standing(launcher, None, Duration(0), 1) == WHEN_BUSY[wish]


def test_without_thresholds_nothing_is_busy() -> None:
    assert standing(Launcher(), None, Duration(10**9), 0) == CHAT


def test_a_full_line_is_busy_and_no_chat_can_be_asked_for() -> None:
    full = [
        standing(Launcher(when_busy=wish), "refused_limit", None, 9)
        for wish in ("chat", "leave_message", "hide")
    ]
    assert full == [Standing(state="busy"), WHEN_BUSY["leave_message"], HIDDEN]


def test_a_chat_may_be_asked_for_only_where_it_would_not_be_refused() -> None:
    for refusal, busy, closed in product(get_args(Refusal), WHEN_BUSY, WHEN_CLOSED):
        launcher = Launcher(when_busy=busy, when_closed=closed)  # type: ignore[arg-type]
        assert not standing(launcher, refusal, None, 9).may_chat
