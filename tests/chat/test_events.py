"""The 51 kinds as stored: numbers, names, and that nothing is lost on the way."""

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.chat.events import (
    EVENT_CLASSES,
    AnyChatEvent,
    ChatEvent,
    EndUserPost,
    decode_event,
    encode_event,
    kind_of,
)

INTEGERS = st.integers(-(2**53), 2**53)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of this type, deep into the records it is made of."""
    supertype = getattr(hint, "__supertype__", None)
    if supertype is not None:
        return values(supertype)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return records(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([values(argument) for argument in arguments])
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(*map(values, arguments), max_size=3)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=20),
        int: INTEGERS,
        bool: st.booleans(),
        types.NoneType: st.none(),
    }
    return plain[hint]


def records(record: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(record)
    return st.builds(record, **{name: values(hints[name]) for name in record.__struct_fields__})


@pytest.mark.parametrize("kind", EVENT_CLASSES)
def test_decoding_undoes_encoding(kind: int) -> None:
    @settings(max_examples=8, deadline=None, derandomize=True)
    @given(records(EVENT_CLASSES[kind]))
    def check(event: AnyChatEvent) -> None:
        assert decode_event(encode_event(event)) == event
        assert kind_of(event) == kind

    check()


def test_there_are_51_kinds_and_our_own_each_with_its_own_name() -> None:
    assert list(EVENT_CLASSES) == [*range(1, 52), 1001, 1002, 1003]
    printed = [event_class.printed for event_class in EVENT_CLASSES.values()]
    assert len(set(printed)) == len(EVENT_CLASSES)


def test_the_class_is_named_as_the_kind_is_printed() -> None:
    for event_class in EVENT_CLASSES.values():
        bare = "".join(letter for letter in event_class.printed if letter.isalnum())
        assert bare.lower() == event_class.__name__.lower()


def test_every_kind_says_what_it_means_and_none_holds_a_text() -> None:
    personal = {"text", "body", "name", "email", "question", "file_name", "url"}
    for event_class in EVENT_CLASSES.values():
        assert event_class.__doc__
        assert not personal & set(event_class.__struct_fields__)


def test_a_stored_event_tells_its_kind_and_actor_first() -> None:
    stored = (
        '{"kind":2,"actor":["end_user","ann"],"message_id":"m","digest":"d","command_id":"c",'
        '"off_record":false}'
    )
    event = decode_event(stored)
    assert isinstance(event, EndUserPost)
    assert isinstance(event, ChatEvent)
    assert encode_event(event) == stored


def test_what_an_older_version_left_out_takes_its_default() -> None:
    stored = (
        '{"kind":1,"actor":["agent","bea"],"agent_id":"bea","message_id":"m","digest":"d",'
        '"command_id":"c"}'
    )
    assert '"visibility":"everyone"' in encode_event(decode_event(stored))


def test_content_that_does_not_fit_its_kind_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_event('{"kind":2,"actor":["end_user","ann"]}')
    with pytest.raises(msgspec.ValidationError):
        decode_event('{"kind":52,"actor":["server",null]}')
