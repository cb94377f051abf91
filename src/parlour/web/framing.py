"""Frames (RFC 6455) by websockets' sans-I/O protocol, as all our sockets use it."""

import logging

from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from parlour.web.door import SUBPROTOCOL

_subprotocols = (Subprotocol(SUBPROTOCOL),)
_library_log = logging.getLogger("parlour.web.frames")
_library_log.setLevel(logging.ERROR)  # below that it would log what people say


def frames_of(state: State, frame_bytes_max: int | None) -> ServerProtocol:
    return ServerProtocol(
        subprotocols=_subprotocols, state=state, max_size=frame_bytes_max, logger=_library_log
    )
