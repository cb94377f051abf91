"""docs/schema/frames.schema.json: the same types as JSON Schema, for whoever validates."""

import json
from typing import get_args

import msgspec

from parlour.chat.events import AnyChatEvent
from parlour.wire import frames, views

TOP = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "parlour.v1",
    "description": "Frames between Parlour and its clients, and the events inside them.",
}
SENT = {
    "EndUserFrame": frames.EndUserFrame,
    "AgentFrame": frames.AgentFrame,
    "ToEndUser": frames.ToEndUser,
    "ToAgent": frames.ToAgent,
    "AnyEndUserEvent": views.AnyEndUserEvent,
    "StoredChatEvent": AnyChatEvent,
}


def render() -> str:
    members = {member for union in SENT.values() for member in get_args(union)}
    records = sorted({*members, views.AgentViewEvent}, key=lambda record: str(record.__name__))
    _, components = msgspec.json.schema_components(records, ref_template="#/$defs/{name}")
    unions = {
        name: {"anyOf": [{"$ref": f"#/$defs/{member.__name__}"} for member in get_args(union)]}
        for name, union in SENT.items()
    }
    schema = {**TOP, "$defs": {**dict(sorted(components.items())), **unions}}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
