"""Participants, the lead, presence and content."""

from tests.chat.law.row import END_USER, Complaints, Moment, Page, Row

CONTENT = (1, 2, 3, 38, 1001, 1003)


def participants(page: Page) -> Complaints:
    """P1 to P7: nobody enters twice, nobody leaves as the lead, the lead takes part."""
    for row, moment in page:
        match row.kind:
            case 23 if row.agent in moment.inside:
                yield f"P1: {row.agent} enters twice"
            case 24 if row.agent not in moment.inside:
                yield f"P3: {row.agent} leaves without having been there"
            case 24 if row.agent == moment.lead:
                yield "P4: the lead leaves before 49"
            case 48 if row.agent not in moment.inside:
                yield "P7: the lead takes no part"
            case 49 if row.agent != moment.lead:
                yield "P6: 49 of somebody who does not lead"
            case 25:
                yield from role_change(row, moment)
            case _:
                pass


def role_change(row: Row, moment: Moment) -> Complaints:
    old, new = row.data["from_agent_id"], row.data["to_agent_id"]
    if old == new or new not in moment.inside:
        yield f"P5: 25 from {old} to {new}"
    if (row.cause != "promoted") != (old == moment.lead):
        yield f"P5: 25 {row.cause} while {moment.lead} leads"


def engaged_time(page: Page) -> Complaints:
    """P10, and the end of a transaction finds no half-done change of lead."""
    for row, later, moment in zip(
        page.rows, [*page.rows[1:], None], page.moments[1:], strict=False
    ):
        if later is not None and later.tx == row.tx:
            continue
        if (moment.phase == "E") != (moment.lead is not None):
            yield f"P10: {moment.phase} with {moment.lead} in the lead"
        if moment.phase in ("Q", "O", "R") and moment.inside[1:]:
            yield f"P3: {moment.inside} inside while {moment.phase}"


def absences(page: Page) -> Complaints:
    """A1 to A6, X7: they alternate, and a verdict comes in its time."""
    for row, moment in page:
        open_one = moment.absent.get(row.who)
        match row.kind:
            case 4 | 6:
                yield from absent(row, moment)
            case 5 | 7 | 30 | 32:
                yield from absence_ends(row, open_one)
            case 29 | 31 if row.who not in moment.lost:
                yield f"A3: {row.kind} without its verdict"
            case 50 | 51:
                yield from reset(row, moment)
            case _:
                pass


def absent(row: Row, moment: Moment) -> Complaints:
    here = row.who == END_USER or row.who in (*moment.inside, *moment.monitors)
    if row.who in moment.absent:
        yield f"A1: {row.who} absent twice"
    if not here:
        yield f"A1: {row.who} has no part to be absent from"
    if row.at < row.data["silent_since"]:
        yield "A7: silent from a later time"


def absence_ends(row: Row, absence: Row | None) -> Complaints:
    if absence is None or absence.data["absence_id"] != row.data["absence_id"]:
        yield f"A1: {row.kind} without its absence"
    elif row.kind in (30, 32) and row.at < absence.data["lost_at"]:
        yield f"A6: {row.kind} before its deadline"


def parts(page: Page) -> Complaints:
    """A row about an agent's presence tells the part they had as the client was last there."""
    for row, moment in page:
        if row.kind not in (4, 5, 30, 29, 50):
            continue
        lost = moment.lost.get(row.who) if row.kind == 50 else None
        had = lost.data["part"] if lost else moment.part_of(row.who)
        if row.data["part"] != had:
            yield f"A4: {row.kind} of a {row.data['part']}, who is {had}"


def reset(row: Row, moment: Moment) -> Complaints:
    """R1, R2: only while held to be gone, of that very absence."""
    found = (moment.absent if row.data["was"] == "absent" else moment.lost).get(row.who)
    if found is None or found.data["absence_id"] != row.data["absence_id"]:
        yield f"R1: {row.kind} of somebody who is not {row.data['was']}"


def content(page: Page) -> Complaints:
    """M1 to M3, A8: written by participants who are there, under a number of their own."""
    seen: set[str] = set()
    for row, moment in page:
        if row.kind not in CONTENT:
            continue
        if row.kind in (1, 3) and row.agent not in moment.inside:
            yield f"M2: {row.kind} by an outsider"
        if row.kind == 1001 and row.data["part"] != moment.outside_part_of(row.agent):
            yield f"M2: 1001 by {row.agent}, who is {moment.outside_part_of(row.agent)}"
        if row.who in moment.absent:
            yield f"A8: {row.kind} by somebody absent"
        if row.data["command_id"] in seen:
            yield f"M3: {row.data['command_id']} twice"
        seen.add(row.data["command_id"])


def settings(page: Page) -> Complaints:
    """M1, K1: posts in the queue and uploads only where the terms have them."""
    terms = page.rows[0].data.get("terms", {})
    for row, moment in page:
        if row.kind == 2 and moment.phase != "E" and not terms.get("posts_in_queue"):
            yield "M1: a post while waiting"
        if row.kind in (38, 1003) and not terms.get("file_uploads"):
            yield "K1: a file, though uploads are off"
