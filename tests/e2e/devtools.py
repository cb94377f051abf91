"""A browser driven by Chromium's own protocol and nothing else.

Playwright keeps each of its pages in front, so none of them is ever hidden, frozen or asleep. Here
a page can be, as on a phone in a pocket.
"""

import json
import re
import subprocess
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.request import urlopen

from websockets.sync.client import ClientConnection, connect

WITHIN_S = 15
POLL_S = 0.05

Json = dict[str, Any]


DEEP = """(() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap(
    (each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
  const found = all(document);
  const button = (name) => found.find((each) => each.tagName === "BUTTON"
    && (each.ariaLabel ?? each.textContent).trim().startsWith(name));
  return {
    button,
    centre: (name) => {
      const { x, y, width, height } = button(name).getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    },
    field: (label) => found.find((each) => each.matches("input, textarea")
      && (each.ariaLabel ?? each.labels?.[0]?.textContent ?? "").trim().startsWith(label)),
    text: () => found.filter((each) => each.matches("body, .parlour"))
      .map((each) => each.textContent).join(" "),
  };
})()"""
"""Finds things the way people name them."""


class Tab:
    """One page."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)

    def send(self, method: str, **params: Any) -> Json:
        """The result of the command.

        Raises: AssertionError: Chromium refuses it.
        """
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard: Json = json.loads(self._socket.recv(WITHIN_S))
            if heard.get("id") == number:
                assert "error" not in heard, heard["error"]
                result: Json = heard["result"]
                return result

    def evaluate(self, expression: str) -> Any:
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until it counts as true."""
        late = time.monotonic() + WITHIN_S
        while not self.evaluate(f"Boolean({expression})"):
            assert time.monotonic() < late, f"it did not come to be: {expression}"
            time.sleep(POLL_S)

    def go(self, address: str) -> None:
        self.send("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")

    # What a person does and sees, also within shadow roots

    def press(self, name: str) -> None:
        """The button of that label or text, with a finger that the page can feel."""
        self.until(f"{DEEP}.button({json.dumps(name)})")
        x, y = self.evaluate(f"{DEEP}.centre({json.dumps(name)})")
        for event in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=event, x=x, y=y, button="left", clickCount=1)

    def press_unseen(self, name: str) -> None:
        """The same without a finger, on a page that is out of sight."""
        self.until(f"{DEEP}.button({json.dumps(name)})")
        self.evaluate(f"{DEEP}.button({json.dumps(name)}).click()")

    def write(self, label: str, text: str) -> None:
        """Into the field of that label, as a keyboard would."""
        self.until(f"{DEEP}.field({json.dumps(label)})")
        self.evaluate(f"{DEEP}.field({json.dumps(label)}).focus()")
        self.send("Input.insertText", text=text)

    def written(self, label: str) -> str:
        self.until(f"{DEEP}.field({json.dumps(label)})")
        value: str = self.evaluate(f"{DEEP}.field({json.dumps(label)}).value")
        return value

    def sees(self, text: str) -> None:
        self.until(f"{DEEP}.text().includes({json.dumps(text)})")

    # The page's life

    def hide(self) -> None:
        """Another tab is in front."""
        self.freeze()
        self.thaw()

    def freeze(self) -> None:
        """The page is out of sight and does not run any more; Chromium hides what it freezes."""
        self.send("Page.setWebLifecycleState", state="frozen")

    def thaw(self) -> None:
        """The page runs again, still out of sight."""
        self.send("Page.setWebLifecycleState", state="active")


class Chromium:
    """A browser of its own, with a fresh profile."""

    def __init__(self, path: str, flags: tuple[str, ...], profile: Path) -> None:
        self._sockets = ExitStack()
        self._process = subprocess.Popen(
            [path, *flags, "--remote-debugging-port=0", f"--user-data-dir={profile}"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._port = self._read_port()

    def open(self, address: str) -> Tab:
        targets = f"http://127.0.0.1:{self._port}/json"
        with urlopen(targets, timeout=WITHIN_S) as found:
            page = next(each for each in json.load(found) if each["type"] == "page")
        talk = connect(page["webSocketDebuggerUrl"], max_size=None, proxy=None)
        tab = Tab(self._sockets.enter_context(talk))
        tab.send("Page.enable")
        tab.go(address)
        return tab

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sockets.close()
        self._process.terminate()
        self._process.wait(WITHIN_S)
        assert self._process.stderr is not None
        self._process.stderr.close()

    def _read_port(self) -> int:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := re.search(r"DevTools listening on ws://[^:]+:(\d+)/", line):
                return int(found[1])
        raise AssertionError("Chromium did not start")
