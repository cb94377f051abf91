"""Whether anything hostile came to act: a call of the canary, a request that nobody of ours makes,
a page that opens or goes elsewhere, a link that is not what it says.
"""

import re
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Frame, Page, Request

HERE = Path(__file__).parent
AUDIT = (HERE / "audit.js").read_text()
HIT = b"__hit('canary')"
_policy = re.compile(r"Content Security Policy", re.IGNORECASE)


class Canary:
    """A server that nobody has a reason to ask for anything; what it is asked for all the same."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answering(self) -> type[BaseHTTPRequestHandler]:
        hits = self.hits

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(HIT)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: Any) -> None:
                """They are in `hits`."""

        return Answering


class Watch:
    """Over all pages of a browser's profile. `own`: the origins of ours."""

    def __init__(self, context: BrowserContext, canary: Canary, own: Sequence[str]) -> None:
        self.hits: list[str] = []
        self.policy_reports: list[str] = []
        self.sinks: set[str] = set()
        self.context = context
        self._canary = canary
        self._own = tuple(own)
        self._pages = 0
        context.expose_binding("__hit", lambda _, which=None: self.hits.append(f"call {which}"))
        context.on("response", lambda response: self._asked(response.request))
        context.on("requestfailed", self._asked)
        context.on("page", self._opened)
        context.on("dialog", self._asks)

    def page(self) -> Page:
        self._pages += 1
        page = self.context.new_page()
        page.on("framenavigated", lambda frame: self._went(page, frame))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.hits.append(f"page error: {error}"))
        return page

    def look(self, page: Page) -> set[str]:
        """Inspects what is on the page; the sinks in which marked texts stand."""
        own = "/".join(page.url.split("/", 3)[:3])
        found = page.evaluate(AUDIT, {"own": own, "canary": self._canary.origin})
        self.hits += found["faults"]
        self.sinks.update(found["sinks"])
        return set(found["sinks"])

    def all_hits(self) -> list[str]:
        return sorted({*self.hits, *(f"canary {path}" for path in self._canary.hits)})

    def _is_own(self, url: str) -> bool:
        return url.startswith(("data:", "blob:", "about:", *(f"{own}/" for own in self._own)))

    def _asked(self, request: Request) -> None:
        """Of others than the canary, which tells by itself what reaches it; and not what a policy
        has held back, for nothing of that leaves the browser."""
        if request.url.startswith(self._canary.origin) or request.failure == "csp":
            return
        if not self._is_own(request.url):
            self.hits.append(f"request {request.url[:100]}")

    def _opened(self, page: Page) -> None:
        if len(self.context.pages) > self._pages:
            self.hits.append(f"page {page.url[:100]}")

    def _went(self, page: Page, frame: Frame) -> None:
        if frame == page.main_frame and not self._is_own(frame.url):
            self.hits.append(f"went to {frame.url[:100]}")

    def _asks(self, dialog: Dialog) -> None:
        self.hits.append("dialog")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if _policy.search(message.text):
            self.policy_reports.append(message.text)
