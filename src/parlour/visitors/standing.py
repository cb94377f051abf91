"""How a site stands towards somebody who has not asked yet: what its launcher offers. Pure.

Source: docs/widget.md, "The launcher".
"""

from typing import Literal

from parlour.chat.events import Refusal
from parlour.directory.records import Launcher
from parlour.ids import Duration, seconds
from parlour.value import Value

State = Literal["open", "busy", "closed", "hidden"]


class Standing(Value):
    """`hidden`: there is no launcher. In all other states something is said, and these may be
    asked for."""

    state: State
    may_chat: bool = False
    may_leave_message: bool = False


def standing(
    launcher: Launcher, refusal: Refusal | None, wait: Duration | None, sessions_free: int
) -> Standing:
    """`refusal`: what a request would be told now; `wait`: what it would have to expect."""
    if refusal is not None and refusal != "refused_limit":
        return _without_chat("closed", launcher.when_closed)
    if refusal is None and not is_busy(launcher, wait, sessions_free):
        return Standing(state="open", may_chat=True)
    if launcher.when_busy == "chat":
        return Standing(state="busy", may_chat=refusal is None)
    return _without_chat("busy", launcher.when_busy)


def is_busy(launcher: Launcher, wait: Duration | None, sessions_free: int) -> bool:
    threshold = launcher.wait_threshold_s
    is_long = threshold is not None and wait is not None and wait > seconds(threshold)
    return is_long or sessions_free < launcher.min_sessions_available


def _without_chat(
    state: State, wish: Literal["chat", "leave_message", "say_so", "hide"]
) -> Standing:
    if wish == "hide":
        return Standing(state="hidden")
    return Standing(state=state, may_leave_message=wish == "leave_message")
