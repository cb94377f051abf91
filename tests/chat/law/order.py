"""What must stand directly behind a row, what before it, and the order of a chat's end."""

from collections.abc import Sequence

from tests.chat.law.row import Complaints, Moment, Page, Row

Wanted = tuple[int, dict[str, object]]

BEFORE: dict[int, tuple[int, ...]] = {
    11: (43,),
    29: (30,),
    31: (32,),
    48: (23, 25, 49),
    23: (11, 33, 19, 24, 46),
}
"""A row of this kind stands directly behind one of these, in the same transaction."""

BEFORE_BY_CAUSE: dict[tuple[int, str], tuple[int, ...]] = {
    (44, "canceled"): (28,),
    (44, "deflected"): (28,),
    (44, "lost"): (31,),
    (44, "idle"): (39,),
    (44, "refused_hours"): (26,),
    (44, "refused_holiday"): (26,),
    (44, "refused_no_agents"): (26,),
    (44, "refused_limit"): (26,),
    (49, "role_change"): (25,),
    (49, "transferred"): (15,),
    (49, "queued"): (47,),
    (49, "lost"): (29,),
    (24, "transferred"): (49,),
    (24, "queued"): (49, 24),
    (24, "lost"): (49, 29),
    (25, "promoted"): (24,),
    (46, "lost"): (29,),
    (27, "lost"): (29,),
}

TAIL = ((17, 21), (37, 41, 42), (49,), (24,), (46,), (27,))
"""The canonical order behind 44."""


def structure(page: Page) -> Complaints:
    """S4, S6: stamps never go back; a transaction's rows are contiguous and share a stamp."""
    closed: set[int] = set()
    for before, row in zip(page.rows, page.rows[1:], strict=False):
        if row.at < before.at:
            yield f"S4: {row.kind} goes back in time"
        if row.tx == before.tx and row.at != before.at:
            yield f"S6: {row.kind} has another stamp than its transaction"
        if row.tx != before.tx:
            closed.add(before.tx)
        if row.tx in closed:
            yield f"S6: the transaction of {row.kind} is torn"


def must_follow(page: Page) -> Complaints:
    """S7: directly behind, in the same transaction, in this order."""
    for index, (row, moment) in enumerate(page):
        wanted = followers(row, moment)
        rest = page.rest_of_tx(index)
        if wanted and not any(begins_with(rest, one) for one in wanted):
            yield f"S7: {row.kind} wants {wanted} behind it, not {[r.kind for r in rest]}"


def begins_with(rest: Sequence[Row], wanted: Sequence[Wanted]) -> bool:
    if len(rest) < len(wanted):
        return False
    return all(
        row.kind == kind and all(row.data.get(key) == value for key, value in fields.items())
        for row, (kind, fields) in zip(rest, wanted, strict=False)
    )


def followers(row: Row, moment: Moment) -> list[list[Wanted]]:
    """The sequences of which one must follow; none: nothing must."""
    data = row.data
    match row.kind:
        case 43:
            same: dict[str, object] = {"invitation_id": row.invitation}
            return [[(11, same)], [(14, {**same, "cause": "gone"})]]
        case 11 | 33:
            return [[(23, {"agent_id": row.agent}), (48, {"agent_id": row.agent})]]
        case 15:
            return [taken_over(data["from_agent_id"], data["to_agent_id"])]
        case 19:
            return [[(23, {"agent_id": data["to_agent_id"]})]]
        case 25:
            start: Wanted = (48, {"agent_id": data["to_agent_id"]})
            end: Wanted = (49, {"agent_id": data["from_agent_id"], "cause": "role_change"})
            return [[start] if row.cause == "promoted" else [end, start]]
        case 47:
            others = [agent for agent in moment.inside if agent != row.agent]
            end = (49, {"agent_id": row.agent, "requeued_to": data["to_queue_id"]})
            leaving: list[Wanted] = [(24, {"agent_id": agent}) for agent in (row.agent, *others)]
            return [[end, *leaving]]
        case 49:
            return [lead_ended(row, moment)]
        case 30 | 32:
            return [[(row.kind - 1, {"absence_id": data["absence_id"]})]]
        case 29:
            return [cut_off(row.agent, moment)]
        case 31:
            return [[(44, {"cause": "lost"})]]
        case 28:
            return [[(44, {"cause": row.cause})]]
        case 39:
            return [[(44, {"cause": "idle"})]]
        case 50 | 51 if data["was"] == "absent":
            return [[(5 if row.kind == 50 else 7, {"absence_id": data["absence_id"]})]]
        case 46 if row.cause == "joined":
            return [[(23, {"agent_id": row.agent})]]
        case 46 if row.cause == "took_over":
            entered: Wanted = (23, {"agent_id": row.agent})
            leads: dict[str, object] = {"to_agent_id": row.agent, "cause": "taken_over"}
            return [[entered, (25, leads)]]
        case _:
            return []


def taken_over(old: str, new: str) -> list[Wanted]:
    return [
        (49, {"agent_id": old, "cause": "transferred"}),
        (24, {"agent_id": old}),
        (23, {"agent_id": new}),
        (48, {"agent_id": new}),
    ]


def lead_ended(row: Row, moment: Moment) -> list[Wanted]:
    """Behind a lead who is gone: they leave, and a conferee is promoted if there is one."""
    if row.cause not in ("lost", "logged_out"):
        return []
    gone: Wanted = (24, {"agent_id": row.agent, "cause": row.cause})
    if len(moment.inside) == 1:
        return [gone]
    return [gone, (25, {"from_agent_id": row.agent, "cause": "promoted"})]


def cut_off(agent: str, moment: Moment) -> list[Wanted]:
    if moment.phase == "X":
        return [(27, {"agent_id": agent, "cause": "lost"})]
    if agent == moment.lead:
        return [(49, {"agent_id": agent, "cause": "lost"})]
    kind = 24 if agent in moment.inside else 46
    return [(kind, {"agent_id": agent, "cause": "lost"})]


def must_precede(page: Page) -> Complaints:
    """P2, P8, P9, I8, A3, L7: what a row stands directly behind."""
    for index, (row, moment) in enumerate(page):
        wanted = BEFORE.get(row.kind) or BEFORE_BY_CAUSE.get((row.kind, row.cause or ""))
        if row.kind == 48 and moment.lead is not None:
            yield "P6: 48 while somebody leads"
        if wanted is None:
            continue
        before = page.before(index)
        if before is None or before.kind not in wanted:
            found = before.kind if before else None
            yield f"P2: {row.kind} {row.cause} stands behind {found}, not one of {wanted}"


def requeue(page: Page) -> Complaints:
    """A lead who is gone alone sends the chat back; with others inside it never does."""
    for row, moment in page:
        if row.kind != 49:
            continue
        alone = row.cause in ("lost", "logged_out") and len(moment.inside) == 1
        goes_back = row.data.get("requeued_to") is not None
        if goes_back != (alone or row.cause == "queued"):
            yield f"T4: 49 {row.cause} requeued: {goes_back}"


def tail(page: Page) -> Complaints:
    """S8: what is behind 44 in its transaction stands in the canonical order."""
    for index, (row, moment) in enumerate(page):
        if row.kind != 44:
            continue
        rest = page.rest_of_tx(index)
        places = [place_of(r.kind) for r in rest]
        if places != sorted(places):
            yield f"S8: behind 44 stands {[r.kind for r in rest]}"
        if sorted(r.kind for r in rest) != expected_tail(row, moment):
            yield f"S8: behind 44 stands {[r.kind for r in rest]}, {expected_tail(row, moment)} due"


def closed_with_the_chat(page: Page) -> Complaints:
    """S8: only what stands behind 44 is closed because the chat has ended."""
    for index, (row, _) in enumerate(page):
        ended = any(r.kind == 44 and r.tx == row.tx for r in page.rows[:index])
        if row.cause in ("chat_ended", "concluded") and not ended:
            yield f"S8: {row.kind} {row.cause}, but the chat has not ended"


def place_of(kind: int) -> int:
    for place, kinds in enumerate(TAIL, start=1):
        if kind in kinds:
            return place
    return 0


def expected_tail(row: Row, moment: Moment) -> list[int]:
    """Everything open is closed: no more, no less."""
    kinds = [17 if i.kind == 9 else 21 for i in moment.invitations.values()]
    if moment.cobrowse is not None:
        kinds.append({35: 37, 36: 42, 40: 41}[moment.cobrowse.kind])
    kinds += [49] if moment.lead else []
    kinds += [24 for agent in moment.inside if agent != moment.lead]
    kinds += [46 for _ in moment.monitors]
    kinds += [27] if row.data.get("wrap_up_until") is None else []
    return sorted(kinds)
