"""The demo's house within the tests' own process: one server for many stories, its clock set ahead
at will. Between two stories everybody leaves, by the server's own rules for those who are silent.
"""

import asyncio
import gc
import sqlite3
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parlour.demo import demo_agents, demo_records
from parlour.directory.changes import Change, Wanted
from parlour.directory.records import Profile, Site, StandardText
from parlour.directory.shelves import Record
from parlour.engine.ports import SystemClock
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId, Millis, SiteId
from parlour.main import DATABASE_NAME, Parlour, ServerOptions, opened
from parlour.web.server import new_event_loop
from tests.e2e.letter_box import LetterBox
from tests.e2e.proxy import Line

STEP_MS = 500
"""Well below the lateness of a beat that the server takes for its own outage: this machine is slow
at times, too."""
TIMEOUT_S = 30
POLL_S = 0.05
LONG_ENOUGH_S = 250
"""Two absent intervals and something: whoever has gone is given up, and their chats are over."""
ADA, BEN, SOPHIE = AgentId("ada"), AgentId("ben"), AgentId("sophie")
SEATS = {ADA: 1, BEN: 2, SOPHIE: 3}
"""Several people in one browser, as the demo has them."""


class WoundClock(SystemClock):
    """The machine's clock, set ahead by as much as the stories say."""

    ahead_ms = 0

    def now(self) -> Millis:
        return Millis(super().now() + self.ahead_ms)

    def monotonic_ms(self) -> float:
        return super().monotonic_ms() + self.ahead_ms


class House:
    """A running server with the demo's people. `since`: where the story's rows begin."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / DATABASE_NAME
        self.since = 0
        self.clock = WoundClock()
        self.letters = LetterBox()
        self._parlour: Parlour
        self._options = ServerOptions(
            folder=folder,
            port=0,
            demo=True,
            request_limits=RequestLimits(at_once=1_000),
            mail_server=self.letters.server,
        )
        self._loop = new_event_loop()
        self._stop = asyncio.Event()
        self._port: Future[int] = Future()
        self._before = (sys.getswitchinterval(), gc.get_threshold())
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self.port = self._port.result(TIMEOUT_S)
        self.origin = f"http://127.0.0.1:{self.port}"

    # Ways in

    @property
    def shop(self) -> str:
        return f"{self.origin}/demo/shop"

    @property
    def ada(self) -> str:
        return self.desk_of(ADA)

    @property
    def ben(self) -> str:
        return self.desk_of(BEN)

    @property
    def floor(self) -> str:
        return self.desk_of(SOPHIE)

    def desk_of(self, agent_id: AgentId) -> str:
        """An address that signs the agent in, once."""
        page = "floor" if agent_id == SOPHIE else ""
        token = self._parlour.accounts.links.issue(agent_id)
        return f"{self.origin}/desk/{page}?seat={SEATS[agent_id]}#sign-in={token}"

    def give_password(self, agent_id: AgentId, password: str) -> None:
        self._call(self._parlour.accounts.set_password(agent_id, password))

    # Who may do what

    @contextmanager
    def asking(self, agent_id: AgentId) -> Iterator[None]:
        """The agent is in pull mode meanwhile."""
        agent = next(each for each in demo_agents() if each.agent_id == agent_id)
        profile = next(
            record
            for record in demo_records()
            if isinstance(record, Profile) and record.profile_id == agent.profile_id
        )
        pull = profile.but(profile_id="pull", name="Pull", pull_chat=True)
        self._put(pull, agent.but(profile_id="pull"))
        yield
        self._put(agent)

    def site(self, site_id: SiteId) -> Site:
        return self._parlour.directory.sites[site_id]

    def history(self, kind: str) -> list[Change]:
        """Entries of the audit log about this kind, the latest first."""
        wanted = Wanted(kind=kind)
        found: list[Change] = []

        async def read() -> None:
            found.extend(await self._parlour.directory_store.changes(wanted, 100))

        self._call(read())
        return found

    @contextmanager
    def changed(self, site: Site) -> Iterator[None]:
        """The site is like this meanwhile."""
        before = self.site(site.site_id)
        self._put(site)
        yield
        self._put(before)

    @contextmanager
    def with_text(self, text: StandardText) -> Iterator[None]:
        """The text is there meanwhile, as it is: nobody looks at it as it is put."""
        self._put(text)
        yield
        self._put(text.but(form="text", shortcut="", bodies={"en": "-"}))

    def _put(self, *records: Record) -> None:
        for record in records:
            self._call(self._parlour.put(record, by="story"))

    # Time

    def pass_time(self, seconds: int, *, lines: int) -> None:
        """Once only so many are connected. They make contact meanwhile, as their clients do, and
        nobody else does."""
        seats, late = self._parlour.server.seats.by_connection, time.monotonic() + TIMEOUT_S
        while len(seats) != lines:
            assert time.monotonic() < late, f"{len(seats)} are connected, not {lines}"
            time.sleep(POLL_S)
        self._call(self._pass_time(seconds))

    def begin_story(self) -> None:
        with sqlite3.connect(self.database) as database:
            (self.since,) = database.execute(
                "SELECT COALESCE(MAX(position), 0) FROM event"
            ).fetchone()

    def end_story(self) -> None:
        """Everybody has closed their browsers; time does the rest."""
        self._call(self._everybody_leaves())

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(TIMEOUT_S)
        assert not self._thread.is_alive(), "the server did not end"
        self.letters.close()
        interval, threshold = self._before
        sys.setswitchinterval(interval)
        gc.set_threshold(*threshold)
        gc.unfreeze()

    # Within the server's thread

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        async with opened(self._options, self.clock) as self._parlour:
            for record in demo_records():
                await self._parlour.put(record, by="story")
            await self._parlour.serve(self._port.set_result, self._stop)

    async def _pass_time(self, seconds: int) -> None:
        server = self._parlour.server
        for _ in range(seconds * 1_000 // STEP_MS):
            self.clock.ahead_ms += STEP_MS
            for connection in tuple(server.seats.by_connection):
                server.gateway.contact(connection)
            server.ticker.beat()
            await server.background.finish()

    async def _everybody_leaves(self) -> None:
        server = self._parlour.server
        for connection in tuple(server.seats.by_connection):
            server.gateway.closed(connection)
        await self._pass_time(LONG_ENOUGH_S)
        books = server.engine.books
        assert not books.chats, f"still open: {list(books.chats)}"
        assert not books.agents, f"still on duty: {list(books.agents)}"

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(TIMEOUT_S)


class LinedHouse:
    """The same house, and each person comes by a line of their own, which can be cut."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ann_line, self.ada_line, self.ben_line = (Line(house.port) for _ in range(3))

    @property
    def shop(self) -> str:
        return self._by(self.ann_line, self.house.shop)

    @property
    def ada(self) -> str:
        return self._by(self.ada_line, self.house.ada)

    @property
    def ben(self) -> str:
        return self._by(self.ben_line, self.house.ben)

    @property
    def floor(self) -> str:
        return self.house.floor

    @property
    def database(self) -> Path:
        return self.house.database

    @property
    def since(self) -> int:
        return self.house.since

    def close(self) -> None:
        for line in (self.ann_line, self.ada_line, self.ben_line):
            line.close()

    def _by(self, line: Line, address: str) -> str:
        return address.replace(self.house.origin, f"http://127.0.0.1:{line.port}")
