"""The desk's scenes (web/desk/dev), built as the desk is and served with its headers: each screen
and state of it without a server behind. A scene that somebody adds is looked at from then on.
"""

import subprocess
import threading
from contextlib import suppress
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from parlour.web.clients import read_file
from parlour.web.headers import policy_for

WEB = Path(__file__).parents[2] / "web"
READY = "() => document.body.dataset.scene === 'ready' && !document.querySelector('.opening')"
PAGE = "/desk/index.html"
BUILD_S = 120


class Scenes:
    """`with_policy`: under the desk's content security policy, as the server sends it."""

    def __init__(self, folder: Path, *, with_policy: bool = True) -> None:
        self._folder = folder
        self._with_policy = with_policy
        build = ["node_modules/.bin/vite", "build", "desk/dev", "--config", "desk/vite.config.ts"]
        subprocess.run(
            [*build, "--outDir", str(folder / "desk"), "--logLevel", "error"],
            cwd=WEB,
            check=True,
            timeout=BUILD_S,
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://{self._host}"

    def names(self, page: Page) -> list[str]:
        """As the page knows them."""
        page.goto(self.address("signin"))
        found: list[str] = page.evaluate("() => window.scenes")
        return found

    def address(self, name: str, more: str = "") -> str:
        return f"{self.origin}{PAGE}?scene={name}{more}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @cached_property
    def _policy(self) -> str:
        return policy_for("/desk/", self._host) if self._with_policy else ""

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        scenes = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = scenes._folder / self.path.partition("?")[0].lstrip("/")
                is_there = path.is_file() and path.resolve().is_relative_to(scenes._folder)
                if not is_there and self.headers.get("Sec-Fetch-Dest") != "document":
                    self.send_error(404)
                    return
                file = read_file(path if is_there else scenes._folder / PAGE.lstrip("/"))
                self.send_response(200)
                self.send_header("Content-Type", file.content_type.decode())
                self.send_header("Content-Length", str(len(file.body)))
                self.send_header("Cache-Control", file.caching.decode())
                if scenes._policy:
                    self.send_header("Content-Security-Policy", scenes._policy)
                self.end_headers()
                with suppress(ConnectionError):  # the page has gone on meanwhile
                    self.wfile.write(file.body)

            def log_message(self, format: str, *args: Any) -> None:
                """Requests are nobody's news."""

        return Answering


def settle(page: Page) -> None:
    """Once the scene is drawn and still."""
    page.wait_for_function(READY)
