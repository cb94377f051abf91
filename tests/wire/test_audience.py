"""Who sees what: every kind for every viewer, each cell written out."""

import json
from typing import Any, get_args

import msgspec
import pytest

from parlour.chat.events import (
    EVENT_CLASSES,
    AgentAbsent,
    AgentEngagementInvitation,
    AgentPart,
    AnyChatEvent,
    decode_event,
)
from parlour.hub.timelines import Timeline
from parlour.wire.audience import agent_view, agents_see, end_user_sees, end_user_view

AGENT, OTHER = "ag_secret_one", "ag_secret_two"
NAME = "Bea"
TEXT = "what was said"
PRESENCE_OF_AGENTS = (4, 5, 29, 30, 50)
CHOSEN = ("end_user", "url", "everyone", "lead")  # of closed lists of words, in samples
PARTS: tuple[AgentPart, ...] = get_args(AgentPart)

# What the end-user's widget gets of each kind: its fields besides `kind`; None: nothing at all.
END_USER: dict[int, dict[str, Any] | None] = {
    1: {"message_id": "x", "name": NAME, "text": TEXT, "off_record": True},
    2: {"message_id": "x", "text": TEXT, "off_record": True},
    3: {"message_id": "x", "name": NAME, "form": "url", "text": TEXT},
    4: {"name": NAME, "lost_at": 7},
    5: {"name": NAME},
    6: None,
    7: None,
    8: None,
    9: None,
    10: None,
    11: None,
    12: None,
    13: None,
    14: None,
    15: None,
    16: None,
    17: None,
    18: None,
    19: None,
    20: None,
    21: None,
    22: None,
    23: {"name": NAME},
    24: {"name": NAME},
    25: None,
    26: {"question": TEXT},
    27: None,
    28: None,
    29: None,
    30: None,
    31: None,
    32: None,
    33: None,
    34: None,
    35: {"cobrowse_id": "x", "name": NAME, "answer_until": 7},
    36: {"cobrowse_id": "x"},
    37: {"cobrowse_id": "x", "cause": "declined"},
    38: {"file_id": "x", "file_name": TEXT, "size": 7, "media_type": "x"},
    39: None,
    40: {"cobrowse_id": "x"},
    41: {"cobrowse_id": "x", "cause": "end_user"},
    42: {"cobrowse_id": "x", "cause": "chat_ended"},
    43: None,
    44: {"cause": "end_user"},
    45: None,
    46: None,
    47: {},
    48: {"name": NAME},
    49: {"name": NAME, "requeued": True},
    50: None,
    51: None,
    1001: None,
    1002: None,
    1003: {"name": NAME, "file_id": "x", "file_name": TEXT, "size": 7, "media_type": "x"},
}

# Whether the chat's agents get it: everything but who watches unseen.
AGENTS: dict[int, bool] = {
    1: True,
    2: True,
    3: True,
    4: True,
    5: True,
    6: True,
    7: True,
    8: True,
    9: True,
    10: True,
    11: True,
    12: True,
    13: True,
    14: True,
    15: True,
    16: True,
    17: True,
    18: True,
    19: True,
    20: True,
    21: True,
    22: True,
    23: True,
    24: True,
    25: True,
    26: True,
    27: True,
    28: True,
    29: True,
    30: True,
    31: True,
    32: True,
    33: True,
    34: True,
    35: True,
    36: True,
    37: True,
    38: True,
    39: True,
    40: True,
    41: True,
    42: True,
    43: True,
    44: True,
    45: False,
    46: False,
    47: True,
    48: True,
    49: True,
    50: True,
    51: True,
    1001: True,
    1002: True,
    1003: True,
}


def sample(kind: int, **changes: Any) -> AnyChatEvent:
    """An event of the kind with every field filled."""
    event_class = EVENT_CLASSES[kind]
    content = filled(event_class) | {"kind": kind, "actor": ["agent", AGENT]} | changes
    return decode_event(json.dumps(content))


def filled(struct: type[Any]) -> dict[str, Any]:
    described = msgspec.inspect.type_info(struct)
    assert isinstance(described, msgspec.inspect.StructType)
    return {field.encode_name: value_of(field.name, field.type) for field in described.fields}


def value_of(name: str, kind: msgspec.inspect.Type) -> Any:
    match kind:
        case msgspec.inspect.UnionType(types=types):
            return value_of(name, next(t for t in types if t != msgspec.inspect.NoneType()))
        case msgspec.inspect.LiteralType(values=values):
            return next((value for value in CHOSEN if value in values), values[0])
        case msgspec.inspect.StructType(cls=cls, array_like=False):
            return filled(cls)
        case msgspec.inspect.StructType():
            return ["agent", AGENT]
        case msgspec.inspect.IntType():
            return 7
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.DictType(value_type=value):
            return {"x": value_of(name, value)}
        case msgspec.inspect.VarTupleType(item_type=item):
            return [value_of(name, item)]
        case _:
            return {"agent_id": AGENT}.get(name, OTHER if name.endswith("agent_id") else "x")


def name_of(agent_id: str) -> str:
    return NAME


def test_the_tables_have_every_kind() -> None:
    kinds = [*range(1, 52), 1001, 1002, 1003]
    assert list(END_USER) == list(AGENTS) == list(EVENT_CLASSES) == kinds


@pytest.mark.parametrize("kind", END_USER)
def test_what_an_end_user_gets(kind: int) -> None:
    event = sample(kind)
    view = end_user_view(event, TEXT, name_of)
    shown = END_USER[kind]
    assert end_user_sees(event) == (shown is not None)
    if shown is None:
        assert view is None
    else:
        encoded = msgspec.json.encode(view)
        assert msgspec.json.decode(encoded) == {"kind": kind, **shown}
        assert AGENT.encode() not in encoded
        assert OTHER.encode() not in encoded


@pytest.mark.parametrize("kind", AGENTS)
def test_what_the_chat_s_agents_get(kind: int) -> None:
    event = sample(kind)
    view = agent_view(event, TEXT)
    assert agents_see(event) == (view is not None) == AGENTS[kind]
    if view is not None:
        assert (view.kind, view.text) == (kind, TEXT)
        assert json.loads(bytes(view.event))["kind"] == kind


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", PRESENCE_OF_AGENTS)
def test_the_presence_of_an_agent_by_their_part(kind: int, part: AgentPart) -> None:
    event = sample(kind, part=part)
    assert agents_see(event) == (part != "monitor")
    assert end_user_sees(event) == (kind in (4, 5) and part == "lead")


def test_a_private_note_is_for_agents_only() -> None:
    note = sample(1, visibility="agents")
    assert end_user_view(note, TEXT, name_of) is None
    seen = agent_view(note, TEXT)
    assert seen is not None
    assert seen.text == TEXT


def test_an_erased_text_is_gone_for_everybody() -> None:
    view = end_user_view(sample(2), None, name_of)
    assert msgspec.json.decode(msgspec.json.encode(view)) == {
        "kind": 2, "message_id": "x", "text": None, "off_record": True
    }  # fmt: skip


def test_agents_do_not_get_the_reasons_of_the_router() -> None:
    offer = sample(8)
    assert isinstance(offer, AgentEngagementInvitation)
    assert offer.explanation.considered
    view = agent_view(offer, None)
    assert view is not None
    assert json.loads(bytes(view.event))["explanation"]["considered"] == []
    assert json.loads(bytes(view.event))["invitation_id"] == "x"


def test_agents_do_not_get_the_seal_which_counts_what_is_hidden() -> None:
    view = agent_view(sample(27), None)
    assert view is not None
    assert json.loads(bytes(view.event))["seal"] is None


def test_numbers_of_a_timeline_tell_nothing_of_what_is_hidden() -> None:
    timeline = Timeline()
    rows = [
        sample(26),
        sample(45),
        sample(2),
        sample(1, visibility="agents"),
        sample(46),
        sample(1),
    ]
    for seq, event in enumerate(rows, start=1):
        timeline.add(seq, event)
    assert [timeline.number("end_user", seq) for seq in range(1, 7)] == [1, 0, 2, 0, 0, 3]
    assert [timeline.number("agent", seq) for seq in range(1, 7)] == [1, 0, 2, 3, 0, 4]
    assert [timeline.seq("end_user", number) for number in range(4)] == [0, 1, 3, 6]
    assert timeline.number_from("end_user", 4) == 3
    assert timeline.number_from("end_user", 7) == 0
    assert timeline.first_number("agent", (2, 4, 6)) == 3
    assert isinstance(sample(4), AgentAbsent)
