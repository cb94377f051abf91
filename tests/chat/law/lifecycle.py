"""The path of a chat: where each kind may stand, what comes first, once and last; who may act."""

from tests.chat.law.row import Complaints, Moment, Page, Row

STATES: dict[str, tuple[int, ...]] = {
    "N": (26,),
    "Q": (8, 28),
    "O": (43, 11, 33, 12, 34, 13, 14),
    "QE": (31, 32, 44),
    "QOE": (2, 6, 7, 45),
    "E": (23, 48, 25, 9, 15, 16, 18, 10, 19, 20, 22, 47, 3, 38, 39, 35, 36, 40, 1001, 1002, 1003),
    "EX": (1, 17, 21, 37, 41, 42, 49),
    "QEX": (24,),
    "QOEX": (4, 5, 29, 30, 46, 50, 51),
    "X": (27,),
}
"""Where the chat is as a row is written. Read with what the same transaction wrote before: 28, 31,
32 and 44 behind the 14 that closed the offer, 23 and 48 behind 11, 24 behind a 49 that requeued.
"""

ALLOWED = {kind: frozenset(states) for states, kinds in STATES.items() for kind in kinds}

AFTER_THE_END = frozenset({17, 21, 37, 41, 42, 49, 24, 46, 27, 1, 4, 5, 29, 30, 50, 51})
"""Closings, private posts, and the presence of whoever wraps up."""

ACTORS: dict[str, tuple[int, ...]] = {
    "server": (26, 8, 11, 13, 23, 48, 49, 4, 5, 30, 29, 6, 7, 32, 31, 50, 51, 39, 40, 42),
    "agent": (43, 33, 12, 34, 9, 15, 16, 10, 19, 20, 47, 1, 3, 35, 1002, 1003),
    "agent supervisor": (1001,),
    "end_user": (2, 38, 28, 36),
    "supervisor": (45,),
    "agent server": (14, 24, 17, 18, 21, 22, 27),
    "agent server supervisor": (25,),
    "end_user server": (37,),
    "supervisor server": (46,),
    "agent end_user server": (41,),
    "agent end_user supervisor server": (44,),
}
WHO_MAY = {kind: set(roles.split()) for roles, kinds in ACTORS.items() for kind in kinds}

ENDED_BY = {
    "end_user": "end_user",
    "agent": "agent",
    "supervisor": "supervisor",
    "canceled": "end_user",
    "deflected": "end_user",
}
"""Who is the actor of 44, by its cause; the server of all others."""

PASSED_ON_BY = {"handed_over": "agent", "promoted": "server", "taken_over": "supervisor"}
"""Who is the actor of 25, by its cause."""


def beginning_and_end(page: Page) -> Complaints:
    """L1 to L4."""
    kinds = [row.kind for row in page.rows]
    if kinds[:1] != [26] or kinds.count(26) != 1:
        yield "L1: 26 is first and only once"
    if 27 in kinds and (kinds.count(27) != 1 or kinds[-1] != 27):
        yield "L2: 27 is last and only once"
    if kinds.count(44) > 1 or (27 in kinds and 44 not in kinds):
        yield "L4: exactly one 44"


def after_the_end(page: Page) -> Complaints:
    """L6: behind 44 only closings and private posts; nothing is open when 27 is written."""
    ended = False
    for row, moment in page:
        if ended and row.kind not in AFTER_THE_END:
            yield f"L6: {row.kind} after 44"
        if ended and row.kind == 1 and row.data["visibility"] != "agents":
            yield "L6: a post for everyone after 44"
        if row.kind == 27:
            yield from open_at_release(moment)
        ended = ended or row.kind == 44


def open_at_release(moment: Moment) -> Complaints:
    left_open = (
        moment.offer,
        moment.invitations,
        moment.cobrowse,
        moment.lead,
        moment.monitors,
        moment.inside[1:],
    )
    if any(left_open):
        yield f"L6: released with something open: {left_open}"


def places(page: Page) -> Complaints:
    """L9: each kind where it may stand."""
    for row, moment in page:
        if moment.phase not in ALLOWED[row.kind]:
            yield f"L9: {row.kind} in {moment.phase}"


def causes_of_the_end(page: Page) -> Complaints:
    """L7: the cause of 44 fits where the chat was and who did it."""
    for row, moment in page:
        if row.kind == 44:
            yield from cause_of_the_end(row, moment)


def cause_of_the_end(row: Row, moment: Moment) -> Complaints:
    waiting = row.cause in ("canceled", "deflected", "queue_timeout")
    engaged = row.cause in ("end_user", "agent", "idle")
    if (waiting and moment.phase != "Q") or (engaged and moment.phase != "E"):
        yield f"L7: 44 {row.cause} in {moment.phase}"
    if row.data["actor"][0] != ENDED_BY.get(str(row.cause), "server"):
        yield f"L7: 44 {row.cause} by {row.data['actor']}"


def waits(page: Page) -> Complaints:
    """X8: 44 queue_timeout not before the wait was over."""
    until = 0
    for row, _ in page:
        until = row.data.get("queue_until") or until
        if row.kind == 44 and row.cause == "queue_timeout" and row.at < until:
            yield "X8: queue_timeout before its time"


def idleness(page: Page) -> Complaints:
    """D1 to D3: 39 once, both sides present, nothing done for the time."""
    limit = page.rows[0].data.get("terms", {}).get("idle_timeout", 0)
    for row, moment in page:
        if row.kind != 39:
            continue
        if "the end-user" in moment.absent or moment.lead in moment.absent:
            yield "D3: 39 while somebody is absent"
        if row.at < max(moment.active_at, row.data["idle_since"]) + limit:
            yield "D2: 39 before its time"


def wrap_up(page: Page) -> Complaints:
    """27 by the wrap-up limit not before it."""
    until = None
    for row, _ in page:
        if row.kind == 44:
            until = row.data.get("wrap_up_until")
        if row.kind == 27 and row.cause == "wrap_up_limit" and (until is None or row.at < until):
            yield "L2: wrapped up before the limit"


def actors(page: Page) -> Complaints:
    """S9: who may bring a row about."""
    for row, moment in page:
        role, name = row.data["actor"]
        if role not in WHO_MAY[row.kind]:
            yield f"S9: {row.kind} by {role}"
        if (role == "server") != (name is None):
            yield f"S9: {row.kind} by {role} {name}"
        if row.kind in (9, 10, 47, 35) and name != moment.lead:
            yield f"S9: {row.kind} by {name}, who does not lead"
        if row.kind == 25 and role != PASSED_ON_BY.get(str(row.cause)):
            yield f"S9: 25 {row.cause} by {role}"
        if row.kind in (15, 16, 19, 20) and name != row.data["to_agent_id"]:
            yield f"S9: {row.kind} by {name}, who was not invited"
