"""A house of people, and a real browser in front of it; and the demo as a new user starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Generic, Protocol, TypeVar

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

from parlour.main import DATABASE_NAME
from tests.e2e.house import House, LinedHouse
from tests.e2e.people import DeskAgent, Shopper
from tests.e2e.proxy import Line

CHROMIUM = os.environ.get("CHROMIUM") or which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 15_000
expect.set_options(timeout=WAIT_MS)


class Place(Protocol):
    """Where a story plays: addresses for everybody."""

    @property
    def shop(self) -> str: ...

    @property
    def ada(self) -> str: ...

    @property
    def ben(self) -> str: ...

    @property
    def floor(self) -> str: ...


class Demo:
    """A running `parlour demo`: its addresses, seen through a line that can be cut."""

    since = 0
    """All its rows are of one story."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = self._start(port=0)
        links = self._read_links()
        self._port = int(re.findall(r":(\d+)/", links[0])[0])
        self.line = Line(self._port)
        self.origin = f"http://127.0.0.1:{self.line.port}"
        self.shop, self.ada, self.ben, self.floor, self.cleo = (
            re.sub(r"^http://[^/]+", self.origin, link) for link in links
        )

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME

    def kill(self) -> None:
        """The machine fails: nothing is finished, nobody is told."""
        self._server.kill()
        self._server.wait()
        assert self._server.stdout is not None
        self._server.stdout.close()

    def restart(self) -> None:
        """On the same folder and port, after `kill`."""
        self._server = self._start(self._port)
        self._read_links()

    def stop(self) -> None:
        self._server.send_signal(signal.SIGTERM)
        assert self._server.stdout is not None
        self._server.stdout.read()
        self._server.stdout.close()
        assert self._server.wait(timeout=40) == 0, "the server did not end well"
        self.line.close()

    def _start(self, port: int) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "parlour", "demo", "--data", str(self.folder)]
        return subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _read_links(self) -> list[str]:
        assert self._server.stdout is not None
        said = ""
        for line in self._server.stdout:
            said += line
            if "Stop with" in line:
                return re.findall(r"http://\S+", said)
        raise AssertionError(f"the demo did not start:\n{said}")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """For the few stories that need a server of their own: they start, kill or cut it off."""
    running = Demo(tmp_path / "data")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("house"))
    yield running
    running.stop()


@pytest.fixture
def house(open_house: House) -> Iterator[House]:
    """Empty at the beginning of each story."""
    open_house.begin_story()
    yield open_house
    open_house.end_story()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module, not for the session: Playwright keeps a loop running in this thread, and
    while it does no async test can run here."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


LINE_IS_DOWN = re.compile(r"ERR_(CONNECTION|EMPTY|SOCKET|FAILED|INTERNET)|WebSocket connection to")
"""What a browser says by itself when a line is cut."""


class Visitors:
    """Pages of one browser profile; anything a page complains of fails the test."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        self._allowed = LINE_IS_DOWN

    def open_unsigned(self, address: str) -> Page:
        """A page whose first question, who is signed in, may be answered with 401."""
        self._allowed = re.compile(r"\b401\b")
        return self.open(address)

    def allow(self, statuses: str) -> None:
        """Answers that the story is about: `401|422`."""
        self._allowed = re.compile(rf"\b({statuses})\b")

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.on("response", self._look)
        page.goto(address)
        return page

    def _note(self, message: ConsoleMessage) -> None:
        """Also what the content security policy has refused is told on the console."""
        if message.type in {"error", "warning"} and not (
            LINE_IS_DOWN.search(message.text) or self._allowed.search(message.text)
        ):
            self.complaints.append(f"{message.text} at {message.location}")

    def _look(self, response: Response) -> None:
        if response.status >= 400 and not self._allowed.search(str(response.status)):
            self.complaints.append(f"{response.status} for {response.url}")


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = Visitors(context)
    yield found
    context.close()
    assert found.complaints == []


Where = TypeVar("Where", bound=Place)


class Cast(Generic[Where]):
    """Who takes part in a story: each comes when first called."""

    def __init__(self, place: Where, visitors: Visitors) -> None:
        self.place = place
        self.visitors = visitors

    def end_user(self) -> Shopper:
        return Shopper(self.visitors.open(self.place.shop))

    def ada(self) -> DeskAgent:
        return self._on_duty(self.place.ada)

    def ben(self) -> DeskAgent:
        return self._on_duty(self.place.ben)

    def sophie(self) -> Page:
        return self.visitors.open(self.place.floor)

    def talking(self) -> tuple[Shopper, DeskAgent]:
        """Ann in a chat with Ada."""
        ann, ada = self.end_user(), self.ada()
        ann.open_chat()
        ann.ask("Ann", "Is the small kettle in stock?")
        ada.accept()
        ann.sees(re.compile("Ada joined"))
        return ann, ada

    def _on_duty(self, address: str) -> DeskAgent:
        agent = DeskAgent(self.visitors.open(address))
        agent.go_on_duty()
        return agent


@pytest.fixture
def cast(house: House, visitors: Visitors) -> Cast[House]:
    return Cast(house, visitors)


@pytest.fixture
def apart(house: House, visitors: Visitors) -> Iterator[Cast[LinedHouse]]:
    """A cast each of whom can be cut off without the others."""
    lined = LinedHouse(house)
    yield Cast(lined, visitors)
    lined.close()
