"""A type, told to a reader of a table and to TypeScript."""

import types
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

PLAIN: dict[Any, tuple[str, str]] = {
    str: ("text", "string"),
    int: ("whole number", "number"),
    float: ("number", "number"),
    bool: ("yes or no", "boolean"),
    types.NoneType: ("nothing", "null"),
    msgspec.Raw: ("JSON", "unknown"),
}
"""In words, and in TypeScript."""


class Field(NamedTuple):
    """One field of a record."""

    name: str
    hint: Any
    default: object
    """`msgspec.NODEFAULT`: it must be given."""

    @property
    def is_required(self) -> bool:
        return self.default is msgspec.NODEFAULT


def fields_of(record: type[msgspec.Struct]) -> list[Field]:
    hints = get_type_hints(record, include_extras=True)
    return [
        Field(field.name, hints[field.name], default_of(field))
        for field in msgspec.structs.fields(record)
    ]


def default_of(field: msgspec.structs.FieldInfo) -> object:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default


def is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def tag_of(record: type[msgspec.Struct]) -> tuple[str, str | int] | None:
    """The field that tells the record apart, and its value."""
    config = record.__struct_config__
    if config.tag_field is None or config.tag is None:
        return None
    return config.tag_field, config.tag


# In words --------------------------------------------------------------------------------------


def in_words(hint: Any) -> str:
    """`text of 1 to 64 characters`, `list of StatusChoice`, `"url" or "html"`."""
    if get_origin(hint) is Annotated:
        plain, *metas = get_args(hint)
        limits = [limit for meta in metas for limit in limits_of(meta, plain)]
        return " ".join([in_words(plain), *limits])
    if is_record(hint):
        return f"`{hint.__name__}`"
    if (name := getattr(hint, "__supertype__", None)) is not None:
        return f"{hint.__name__} ({in_words(name)})"
    return PLAIN[hint][0] if hint in PLAIN else compound_in_words(hint)


def compound_in_words(hint: Any) -> str:
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return " or ".join(f"`{msgspec.json.encode(one).decode()}`" for one in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(in_words(one) for one in arguments)
    if origin is tuple:
        return f"list of {in_words(arguments[0])}"
    assert origin is dict, f"{hint} has no words"
    return f"object: {in_words(arguments[0])} → {in_words(arguments[1])}"


def limits_of(meta: msgspec.Meta, plain: Any) -> list[str]:
    least, most = meta.min_length, meta.max_length
    unit = "characters" if plain is str else "entries"
    limits: list[str] = []
    if most is not None:
        limits.append(f"of {least} to {most} {unit}" if least else f"of at most {most} {unit}")
    if meta.ge is not None or meta.le is not None:
        limits.append(f"from {meta.ge} to {meta.le}")
    if meta.pattern is not None:
        limits.append("out of `A-Z a-z 0-9 _ -`" if "A-Za-z0-9_-" in meta.pattern else "")
    return limits


# In TypeScript ---------------------------------------------------------------------------------


def in_typescript(hint: Any) -> str:
    """The type of a value that was decoded from JSON; readonly throughout."""
    if get_origin(hint) is Annotated:
        return in_typescript(get_args(hint)[0])
    if is_record(hint) or hasattr(hint, "__supertype__"):
        return str(hint.__name__)
    return PLAIN[hint][1] if hint in PLAIN else compound_in_typescript(hint)


def compound_in_typescript(hint: Any) -> str:
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return " | ".join(msgspec.json.encode(one).decode() for one in arguments)
    if origin in (Union, types.UnionType):
        return " | ".join(in_typescript(one) for one in arguments)
    if origin is tuple:
        inner = in_typescript(arguments[0])
        return f"readonly ({inner})[]" if " | " in inner else f"readonly {inner}[]"
    assert origin is dict, f"{hint} has no TypeScript"
    return f"Readonly<Record<string, {in_typescript(arguments[1])}>>"
