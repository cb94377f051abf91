"""How many requests an address may make, whatever they are for; none while its sockets offend."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from parlour.web.address import address_of
from parlour.web.faults import TOO_FAST
from parlour.web.limits import REQUESTS_OF_ADDRESS
from parlour.web.plain import send_json
from parlour.web.rooms import Rooms

PREFIX = "/api/"
"""The built clients come out of memory and are as cheap as the refusal."""


class Paced:
    """Wraps the application; refuses an API request of an address that makes too many, or whose
    sockets broke the protocol too often."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self._app = app
        self._trusted_proxies = rooms.trusted_proxies
        self._offences = rooms.offences
        self._requests = rooms.rates.add("requests_of_address", REQUESTS_OF_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        peer = scope["client"][0] if scope["client"] else ""
        forwarded = [v.decode("latin-1") for n, v in scope["headers"] if n == b"x-forwarded-for"]
        address = address_of(peer, ",".join(forwarded), self._trusted_proxies)
        if wait_ms := self._offences.wait_ms(address) or self._requests.take(address):
            retry = (b"retry-after", str(-(-wait_ms // 1000)).encode())
            await send_json(send, 429, TOO_FAST.code, TOO_FAST.text, retry)
        else:
            await self._app(scope, receive, send)
