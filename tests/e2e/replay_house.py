"""Recorder and stage of co-browse without a chat, and a canary that hears what is loaded."""

import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from parlour.web.headers import policy_for

WEB = Path(__file__).parents[2] / "web"
BUILD = ("node_modules/.bin/vite", "build", "--config", "cobrowse/dev/vite.config.ts")
HTML = "text/html; charset=utf-8"
BARE = '<!doctype html><html lang="en"><title>Desk</title><body></body></html>'


class Canary:
    """A foreign server: nothing may ever ask it for anything."""

    def __init__(self, pages: Mapping[str, tuple[str, bytes]], policy: str = "") -> None:
        self.asked: list[str] = []
        canary = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.asked.append(self.path)
                path = self.path.partition("?")[0]
                kind, body = pages.get(path, ("text/plain", b""))
                self.send_response(200 if path in pages else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Access-Control-Allow-Origin", "*")
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name http.server looks for

            def log_message(self, *_: Any, **__: Any) -> None:
                """Says nothing: what was asked is counted."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def build(folder: Path) -> bytes:
    """The harness of `web/cobrowse/dev`, as one script."""
    subprocess.run([*BUILD, "--outDir", str(folder)], cwd=WEB, check=True, capture_output=True)
    return (folder / "harness.js").read_bytes()


@contextmanager
def desk_page(script: bytes) -> Iterator[str]:
    """The address of an empty page under the desk's own policy, with the harness beside it."""
    host = Canary(
        {
            "/desk/": (HTML, BARE.encode()),
            "/desk/harness.js": ("text/javascript", script),
        },
        policy_for("/desk/", ""),
    )
    yield f"{host.origin}/desk/"
    host.close()
