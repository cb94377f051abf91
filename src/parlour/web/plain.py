"""Answers given without the framework."""

import msgspec
from litestar.types import Send

from parlour.web.bodies import Problem

Header = tuple[bytes, bytes]


async def send_json(send: Send, status: int, code: str, text: str, *more: Header) -> None:
    """A problem; `more`: headers beside its type and length."""
    body = msgspec.json.encode(Problem(code=code, text=text))
    await send_bytes(send, status, body, [(b"content-type", b"application/json"), *more])


async def send_bytes(send: Send, status: int, body: bytes, headers: list[Header]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body, "more_body": False})
