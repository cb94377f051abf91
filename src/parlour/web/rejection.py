"""The handshake that is not accepted, answered in HTTP."""

import msgspec
from websockets.datastructures import Headers
from websockets.http11 import Response

from parlour.web.door import Rejected


def rejection(rejected: Rejected) -> Response:
    """Code and text as JSON, and when to come back if that is known."""
    body = msgspec.json.encode({"code": rejected.code, "text": rejected.text})
    headers = Headers(
        [
            ("Connection", "close"),
            ("Content-Length", str(len(body))),
            ("Content-Type", "application/json"),
        ]
    )
    if rejected.retry_after_s:
        headers["Retry-After"] = str(rejected.retry_after_s)
    return Response(rejected.status, "", headers, body)
