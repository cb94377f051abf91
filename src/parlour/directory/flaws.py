"""What is wrong with a record: a field, a code for programs, a sentence for people. Pure."""

from typing import Literal

from parlour.value import Value

Kind = Literal["site", "queue", "profile", "agent", "status", "group", "skill", "text"]

Key = tuple[Kind, str]
"""By which a record is known."""

FlawCode = Literal[
    "bad_address",
    "bad_colour",
    "bad_id",
    "bad_language",
    "bad_origin",
    "bad_text",
    "built_in",
    "duplicate",
    "empty",
    "foreign",
    "has_history",
    "id_differs",
    "in_use",
    "itself",
    "last_admin",
    "needs_supervisor",
    "not_a_date",
    "not_allowed",
    "open_chats",
    "order",
    "out_of_range",
    "overlap",
    "taken",
    "too_long",
    "too_many",
    "unknown",
    "unknown_field",
    "unknown_time_zone",
    "unknown_variable",
    "wrong_type",
]
"""Stable words."""


class Flaw(Value):
    """One field that can't be as it is."""

    kind: Kind
    id: str
    field: str
    """Where in the record: `name`, `hours[2].closes`, `settings`, `queues.sales`; empty: all of
    it."""
    code: FlawCode
    text: str
    """One sentence for people."""
