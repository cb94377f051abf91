"""Offers, invitations between agents, co-browse, monitors: opened, and closed exactly once."""

from tests.chat.law.row import Complaints, Moment, Page, Row

OUTCOMES = {8: (11, 12, 13, 14, 33, 34), 9: (15, 16, 17, 18), 10: (19, 20, 21, 22)}
ENGAGEMENT = frozenset(OUTCOMES[8])
TEAM = frozenset((*OUTCOMES[9], *OUTCOMES[10]))
EARLY = 2_000
"""A toast's own clock may be this much ahead of ours."""


def fresh(page: Page) -> Complaints:
    """I0: an invitation's id is its own."""
    seen: set[str] = set()
    for row, _ in page:
        if row.kind in OUTCOMES:
            if row.invitation in seen:
                yield f"I0: {row.invitation} twice"
            seen.add(row.invitation)


def offers(page: Page) -> Complaints:
    """I1, I3, I8, I10, I12: one open offer; each has exactly one outcome, by its own switches."""
    for row, moment in page:
        if row.kind == 8 and moment.offer is not None:
            yield "I3: two open offers"
        if row.kind in ENGAGEMENT | {43}:
            yield from outcome_of_offer(row, moment.offer)
    if page.moments[-1].offer is not None and page.rows[-1].kind == 27:
        yield "I1: an 8 without an outcome"


def outcome_of_offer(row: Row, offer: Row | None) -> Complaints:
    if offer is None or (offer.invitation, offer.agent) != (row.invitation, row.agent):
        yield f"I1: {row.kind} without its 8"
        return
    profile = offer.data["profile"]
    if row.kind == 12 and not profile["allow_decline"]:
        yield "I10: 12, though declining is not allowed"
    if row.kind in (33, 34) and profile["auto_decline"] != (row.kind == 34):
        yield f"I10: {row.kind} with auto_decline {profile['auto_decline']}"
    if row.kind in (33, 34) and row.cause == "ran_out":
        early = row.at < offer.data["toast_until"] - EARLY
        yield from ["I12: the toast ran out early"] if early else []
    if row.kind == 13 and row.cause == "no_answer" and row.at < offer.data["answer_until"]:
        yield "I9: 13 before the answer was due"


def team(page: Page) -> Complaints:
    """I1, I4 to I7: by the lead, to an outsider, one transfer at a time, one outcome each."""
    for row, moment in page:
        if row.kind in (9, 10):
            yield from invited(row, moment)
        if row.kind in TEAM:
            yield from answered(row, moment)
    if page.moments[-1].invitations and page.rows[-1].kind == 27:
        yield "I1: a 9 or 10 without an outcome"


def invited(row: Row, moment: Moment) -> Complaints:
    sender, target = row.data["from_agent_id"], row.data["to_agent_id"]
    pending = moment.invitations.values()
    if sender != moment.lead:
        yield f"I4: {row.kind} by {sender}, who does not lead"
    if target in moment.inside:
        yield f"I5: {row.kind} to {target}, who takes part"
    if any(other.data["to_agent_id"] == target for other in pending):
        yield f"I6: {target} is invited twice"
    if row.kind == 9 and any(other.kind == 9 for other in pending):
        yield "I7: two transfers pending"


def answered(row: Row, moment: Moment) -> Complaints:
    invitation = moment.invitations.get(row.invitation)
    if invitation is None or row.kind not in OUTCOMES[invitation.kind]:
        yield f"I1: {row.kind} without its invitation"
        return
    for name in ("from_agent_id", "to_agent_id"):
        if invitation.data[name] != row.data[name]:
            yield f"I1: {row.kind} with another {name}"
    if row.cause == "timeout" and row.at < invitation.data["toast_until"] - EARLY:
        yield f"I9: {row.kind} timeout before its time"


def consultations(page: Page) -> Complaints:
    """I13: of an open invitation, once, by the invited agent."""
    for row, moment in page:
        if row.kind != 1002:
            continue
        invitation = moment.invitations.get(row.invitation)
        if invitation is None or row.invitation in moment.consulted:
            yield "I13: 1002 without an invitation to look into"
        elif row.data["actor"] != ["agent", invitation.data["to_agent_id"]]:
            yield "I13: 1002 by somebody else than the invited"


def cobrowse(page: Page) -> Complaints:
    """C1 to C4: 35 by the lead, then 37, or 36 and 42, or 36, 40 and 41 or 42."""
    path = {35: (), 36: (35,), 37: (35,), 40: (36,), 41: (40,), 42: (36, 40)}
    for row, moment in page:
        if row.kind not in path:
            if row.kind == 48 and moment.cobrowse is not None:
                yield "C4: the lead changes under an open co-browse"
            continue
        last = moment.cobrowse
        if (last.kind if last else None) not in (path[row.kind] or (None,)):
            yield f"C2: {row.kind} behind {last}"
            continue
        if last and any(last.data[k] != row.data[k] for k in ("cobrowse_id", "agent_id")):
            yield f"C3: {row.kind} of another session"
        if row.kind == 35 and row.agent != moment.lead:
            yield "C1: 35 by somebody who does not lead"


def monitors(page: Page) -> Complaints:
    """N1, N4, X10: balanced, closed before 27, never beside taking part."""
    for row, moment in page:
        if row.kind == 45 and row.agent in (*moment.monitors, *moment.inside):
            yield "N1: 45 by somebody who is here already"
        if row.kind == 46 and row.agent not in moment.monitors:
            yield "N1: 46 without 45"
        if row.kind == 23 and row.agent in moment.monitors:
            yield "X10: a monitor takes part"
