"""The built browser clients, read into memory once: a request can't name a file, only a key.

Names with a hash in them never change their content, so browsers keep them for a year; the others
are asked for again each time, which costs a round trip and no body.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from parlour.value import Value
from parlour.web.plain import Header, send_bytes

BUILT = Path(__file__).parent / "static"
SHOP = "shop/"
"""The demo's shop, served below /demo/ and only in the demo."""
DESK_PAGE = "/desk/index.html"
NOT_BUILT = b"The browser clients are not built yet: run `make build`.\n"
WORTH_GZIP_BYTES = 512
FOREVER = b"public, max-age=31536000, immutable"
ASK_AGAIN = b"no-cache"
FIVE_MINUTES = b"public, max-age=300"
"""The loader: its name never changes, and every page of a site asks for it."""

_hashed = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_packable = ("text/", "application/json", "application/javascript", "image/svg")


class BuiltFile(Value):
    """One file, as sent; `packed` is empty if that saves nothing."""

    body: bytes
    packed: bytes
    content_type: bytes
    caching: bytes
    etag: bytes


class Clients:
    """Wraps the application; answers for paths of the clients."""

    def __init__(self, app: ASGIApp, *, built: Path = BUILT, demo: bool = False) -> None:
        self._app = app
        self._files = {
            f"/{key}": read_file(path) for key, path in files_in(built) if not key.startswith(SHOP)
        }
        if demo:
            self._files |= shop_files(built)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        found = self._files.get(path)
        if found is None and (path == "/desk" or is_desk_page(path)):
            if DESK_PAGE not in self._files:
                await send_bytes(send, 503, NOT_BUILT, [(b"content-type", b"text/plain")])
                return
            found = self._files[DESK_PAGE]
        if found is None:
            await self._app(scope, receive, send)
        else:
            await send_file(scope, send, found)


async def send_file(scope: HTTPScope, send: Send, file: BuiltFile) -> None:
    asked = dict(scope["headers"])
    headers: list[Header] = [
        (b"content-type", file.content_type),
        (b"cache-control", file.caching),
        (b"etag", file.etag),
        (b"vary", b"Accept-Encoding"),
    ]
    if asked.get(b"if-none-match") == file.etag:
        await send_bytes(send, 304, b"", headers)
        return
    body = file.body
    if file.packed and b"gzip" in asked.get(b"accept-encoding", b""):
        body = file.packed
        headers.append((b"content-encoding", b"gzip"))
    if scope["method"] == "HEAD":
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return
    await send_bytes(send, 200, body, headers)


def is_desk_page(path: str) -> bool:
    """A place within the desk, which is one page; a missing bundle file is not."""
    return path.startswith("/desk/") and "." not in path.rpartition("/")[2]


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path


def shop_files(built: Path) -> dict[str, BuiltFile]:
    """The shop by path; its front page also without a file name."""
    shop = {
        f"/demo/{key}": read_file(path) for key, path in files_in(built) if key.startswith(SHOP)
    }
    front = shop.get("/demo/shop/index.html")
    return shop if front is None else {**shop, "/demo/shop": front, "/demo/shop/": front}


def read_file(path: Path) -> BuiltFile:
    body = path.read_bytes()
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = b""
    if content_type.startswith(_packable) and len(body) >= WORTH_GZIP_BYTES:
        packed = gzip.compress(body, mtime=0)
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return BuiltFile(
        body=body,
        packed=packed,
        content_type=content_type.encode(),
        caching=caching_of(path),
        etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"'.encode(),
    )


def caching_of(path: Path) -> bytes:
    if path.name == "parlour.js":
        return FIVE_MINUTES
    return FOREVER if _hashed.search(path.name) else ASK_AGAIN
