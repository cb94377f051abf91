"""The whole law: what a ledger, as far as it goes, has wrong."""

from collections.abc import Sequence

from tests.chat.law import invitations, lifecycle, order, people
from tests.chat.law.row import Page, Row

__all__ = ["Row", "complaints"]

RULES = (
    lifecycle.beginning_and_end,
    lifecycle.after_the_end,
    lifecycle.places,
    lifecycle.causes_of_the_end,
    lifecycle.waits,
    lifecycle.idleness,
    lifecycle.wrap_up,
    lifecycle.actors,
    order.structure,
    order.must_follow,
    order.must_precede,
    order.requeue,
    order.tail,
    order.closed_with_the_chat,
    invitations.fresh,
    invitations.offers,
    invitations.team,
    invitations.consultations,
    invitations.cobrowse,
    invitations.monitors,
    people.participants,
    people.engaged_time,
    people.absences,
    people.parts,
    people.content,
    people.settings,
)


def complaints(rows: Sequence[Row]) -> list[str]:
    """Empty for a lawful ledger; an empty ledger is one that has not begun."""
    if not rows:
        return []
    page = Page(rows)
    return [complaint for rule in RULES for complaint in rule(page)]
