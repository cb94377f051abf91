"""Errors of the HTTP interface: each has a status, a stable code and one sentence."""

import traceback
from collections.abc import Callable
from typing import Any

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from parlour.accounts.accounts import UnfitPassword
from parlour.accounts.passwords import TooBusy
from parlour.accounts.records import AccountsUnavailable, TooFast, TooManyTries, WrongLogin
from parlour.web.bodies import Problem
from parlour.wire.session import SENTENCES

_log = structlog.get_logger(__name__)


class Fault(Exception):
    """The request is not carried out."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text


class SignedOut(Fault):
    def __init__(self) -> None:
        super().__init__(401, "signed_out", "Sign in first.")


class UnknownVisitor(Fault):
    def __init__(self) -> None:
        super().__init__(401, "unknown_visitor", "Ask for a new token.")


class NotAllowed(Fault):
    def __init__(self) -> None:
        super().__init__(403, "not_allowed", "Your role does not include this.")


class NotThere(Fault):
    """Not there, or not yours: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(404, "not_found", "There is nothing here.")


AnyRequest = Request[object, object, object]  # type: ignore[type-var]  # no user, auth or state

BY_STATUS: dict[int, Problem] = {
    400: Problem(code="bad_request", text="The request is not as it should be."),
    404: Problem(code="not_found", text="There is nothing here."),
    405: Problem(code="method_not_allowed", text="This can't be done here."),
    413: Problem(code="too_large", text="The request is too large."),
    415: Problem(code="bad_request", text="The body must be JSON."),
}
TOO_FAST = Problem(code="too_fast", text=SENTENCES["too_fast"])
UNAVAILABLE = Problem(code="unavailable", text="This can't be written right now; try again.")


def answer(
    status: int, problem: Problem, headers: dict[str, str] | None = None
) -> Response[Problem]:
    return Response(problem, status_code=status, media_type=MediaType.JSON, headers=headers)


def answer_fault(_: object, fault: Fault) -> Response[Problem]:
    return answer(fault.status, Problem(code=fault.code, text=fault.text))


def answer_wrong_login(_: object, __: WrongLogin) -> Response[Problem]:
    return answer(401, Problem(code="wrong_login", text="Name or password is wrong."))


def answer_too_many_tries(_: object, tries: TooManyTries) -> Response[Problem]:
    text = f"Too many tries; wait {tries.retry_after_s} s."
    retry = {"Retry-After": str(tries.retry_after_s)}
    return answer(429, Problem(code="too_many_tries", text=text), retry)


def answer_too_fast(_: object, hurry: TooFast) -> Response[Problem]:
    return answer(429, TOO_FAST, {"Retry-After": str(hurry.retry_after_s)})


def answer_unfit(_: object, unfit: UnfitPassword) -> Response[Problem]:
    text = str(unfit)
    return answer(422, Problem(code="unfit_password", text=f"{text[0].upper()}{text[1:]}."))


def answer_busy(_: object, __: TooBusy) -> Response[Problem]:
    problem = Problem(code="busy", text="Many are signing in; try again in a moment.")
    return answer(503, problem, {"Retry-After": "2"})


def answer_unavailable(_: object, __: AccountsUnavailable) -> Response[Problem]:
    return answer(503, UNAVAILABLE, {"Retry-After": "5"})


def answer_http(_: object, error: HTTPException) -> Response[Problem]:
    """What the framework refuses: unknown paths, methods, bodies. Its details stay inside."""
    problem = BY_STATUS.get(error.status_code, BY_STATUS[400])
    status = error.status_code if error.status_code in BY_STATUS else 400
    return answer(status, problem)


def answer_unreadable(_: object, __: Exception) -> Response[Problem]:
    """Bodies over which the framework's reader stumbles: no UTF-8, or nested without end."""
    return answer(400, BY_STATUS[400])


def answer_bug(request: AnyRequest, error: Exception) -> Response[Problem]:
    trace = "".join(traceback.format_exception(error))  # no local variables: they hold passwords
    _log.error("request_failed", path=request.url.path[:200], trace=trace)
    return answer(500, Problem(code="internal", text="Something went wrong on our side."))


Answers = dict[int | type[Exception], Callable[[Any, Any], Response[Any]]]
UNREADABLE: Answers = {
    UnicodeDecodeError: answer_unreadable,
    RecursionError: answer_unreadable,
}
"""For routes with a body."""
ANSWERS: Answers = {
    Fault: answer_fault,
    WrongLogin: answer_wrong_login,
    TooManyTries: answer_too_many_tries,
    TooFast: answer_too_fast,
    TooBusy: answer_busy,
    UnfitPassword: answer_unfit,
    AccountsUnavailable: answer_unavailable,
    HTTPException: answer_http,
    Exception: answer_bug,
}
