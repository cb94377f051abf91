"""What an agent points at, on its way to the end-user's page. Pure."""

from typing import Annotated

import msgspec

from parlour.cobrowse.limits import WINDOW_PIXELS_MAX
from parlour.cobrowse.nodes import NoPage
from parlour.value import Value

MESSAGE_BYTES_MAX = 1_000
_Pixels = Annotated[float, msgspec.Meta(ge=0, le=WINDOW_PIXELS_MAX)]


class _Pointer(Value, tag_field="type", tag="pointer", forbid_unknown_fields=True):
    x: _Pixels
    y: _Pixels


class _Leave(Value, tag_field="type", tag="leave", forbid_unknown_fields=True):
    pass


class _Highlight(Value, tag_field="type", tag="highlight", forbid_unknown_fields=True):
    node: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]


_decode = msgspec.json.Decoder(_Pointer | _Leave | _Highlight).decode
_encode = msgspec.json.Encoder().encode


def pointed(raw: bytes) -> bytes:
    """The message, written anew.

    Raises: `NoPage`: it is none.
    """
    if len(raw) > MESSAGE_BYTES_MAX:
        raise NoPage("a message that is too long")
    try:
        return _encode(_decode(raw))
    except msgspec.MsgspecError as error:
        raise NoPage("no message of a viewer") from error
