"""The whole server on a real port and a real file: HTTP, sockets, hub, engine and SQLite.

Only the clock is moved by hand. Whatever happened, the file is proven whole in the end.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from parlour.accounts.accounts import Accounts
from parlour.accounts.passwords import Passwords
from parlour.accounts.sqlite import SqliteAccounts
from parlour.admin_reader import ServerAdminReader
from parlour.after_chat import ServerAfterChat
from parlour.before_chat import ServerBeforeChat
from parlour.database.database import Database
from parlour.directory.editor import Editor
from parlour.directory.sqlite import SqliteDirectory
from parlour.engine.ports import ManualClock, SeededRandom
from parlour.erasing.eraser import Eraser
from parlour.erasing.sqlite import SqliteErasures
from parlour.file_house import FileHouse
from parlour.files.scanner import Scanner
from parlour.floor_reader import ServerFloorReader
from parlour.hub.chat_server import ChatServer
from parlour.ids import AgentId, ChatId, chat_stream
from parlour.ledger.archive import Archive
from parlour.ledger.sqlite import SqliteLedger
from parlour.ledger.verify import verify_database
from parlour.lives.outage import NO_OUTAGES, Outages
from parlour.lives.sqlite import SqliteLives
from parlour.mail.letter import Letter
from parlour.mail.outbox import Delivery, Mailer
from parlour.mail.sqlite import SqliteOutbox
from parlour.main import DATABASE_NAME
from parlour.proofs.prover import Prover
from parlour.proofs.sqlite import SqliteProofs
from parlour.rates import Rates
from parlour.ratings.sqlite import SqliteRatings
from parlour.recording_reader import ServerRecordings
from parlour.recordings.sqlite import SqliteRecordings
from parlour.set_up import ServerSetUp, ServerUse
from parlour.settings import Settings
from parlour.visitors.sqlite import SqliteMessages, SqliteTrails
from parlour.web.app import create_app
from parlour.web.rooms import Rooms
from parlour.web.server import serve
from parlour.web.sockets import Sockets
from tests.hub.stage import SECOND, SITE, CountedIds, directory, turns
from tests.web.live_client import PATIENCE_S, Client, Json

PASSWORD = "correct horse"


class Letters:
    """A `Post` that takes everything."""

    def __init__(self) -> None:
        self.taken: list[Letter] = []

    async def deliver(self, letter: Letter) -> tuple[Delivery, str]:
        self.taken.append(letter)
        return "sent", ""


class LiveServer:
    """The server's parts as `main` puts them together, over a clock that is moved by hand."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        profile: Json | None,
        queue: Json | None,
        *,
        scanner: Scanner | None = None,
    ) -> None:
        self.path = folder / DATABASE_NAME
        self.clock = ManualClock()
        self.ids = CountedIds(1)
        self.rates = Rates(self.clock.monotonic_ms)
        self.directory = directory(settings, profile or {}, queue or {})
        self.database = Database.open(self.path, fail)
        self.ledger = SqliteLedger(self.database)
        self.accounts = Accounts(
            SqliteAccounts(self.database),
            self.directory,
            self.clock,
            self.ids,
            passwords=Passwords(memory_kib=8),
            rates=self.rates,
        )
        self.server = ChatServer(
            ledger=self.ledger,
            directory=self.directory,
            clock=self.clock,
            ids=self.ids,
            rates=self.rates,
            trails=SqliteTrails(self.database),
            recordings=SqliteRecordings(self.database),
        )
        self.sockets = Sockets(
            self.server.gateway,
            self.accounts,
            self.directory,
            SeededRandom(1),
            shows=self.server.cobrowsing,
        )
        self.accounts.on_revoked = self.sockets.close_session
        self.letters = Letters()
        self.mailer = Mailer(SqliteOutbox(self.database), self.letters, self.clock)
        self.ratings = SqliteRatings(self.database)
        self.prover = Prover(
            self.database, SqliteProofs(self.database), self.clock, self._no_outages
        )
        self.files = FileHouse(
            self.server, self.database, folder, rates=self.rates, scanner=scanner
        )
        self.eraser = Eraser(
            SqliteErasures(self.database),
            self.files.custody,
            self.clock,
            self.ids,
            is_open=self.server.has_open_chat,
            revoked=self.sockets.close_session,
        )
        self.app = create_app(self._rooms())
        self.origin = ""
        self._tabs = 0
        self.identities: dict[str, Json] = {}
        """What the site says of who these end-users are."""
        self.hello_of_widgets: Json = {}
        """What they say besides who they are."""
        self._browsers: dict[str, httpx.AsyncClient] = {}
        self._open = AsyncExitStack()

    def _rooms(self) -> Rooms:
        server, database = self.server, self.database
        use = ServerUse(server.engine.books, database)
        store = SqliteDirectory(database, self.clock)
        editor = Editor(store, self.directory, use)
        return Rooms(
            self.accounts,
            self.directory,
            ServerFloorReader(server, Archive(database), self.ratings),
            self.sockets.counts,
            admin=ServerAdminReader(server, self.prover, SqliteLives(database), self.path),
            before=ServerBeforeChat(
                server=server,
                archive=Archive(database),
                book=SqliteMessages(database),
                mailer=self.mailer,
                rates=self.rates,
            ),
            after=ServerAfterChat(
                ledger=self.ledger,
                directory=self.directory,
                ratings=self.ratings,
                mailer=self.mailer,
                clock=self.clock,
                ids=self.ids,
                rates=self.rates,
            ),
            files=self.files.exchange,
            recordings=ServerRecordings(server, SqliteRecordings(database), store),
            eraser=self.eraser,
            set_up=ServerSetUp(editor, self.accounts, server.staff.follow_directory),
            rates=self.rates,
            offences=self.sockets.offences,
        )

    async def _no_outages(self) -> Outages:
        return NO_OUTAGES

    # People

    async def end_user(self, name: str = "ann", client: str = "", **resume: int) -> Client:
        """A tab of this end-user's browser, with a token got over HTTP."""
        browser = self._browsers.get(name)
        if browser is None:
            browser = self._browsers[name] = await self._browser()
            visit = await browser.post(
                f"/api/v1/sites/{SITE}/visits", json=self.identities.get(name)
            )
            browser.headers["Authorization"] = f"Bearer {visit.json()['token']}"
        ticket = await browser.post(f"/api/v1/sites/{SITE}/ticket")
        return await self._tab(f"/socket/widget/{SITE}", ticket, client, resume)

    async def agent(self, name: str = "bea", client: str = "", **resume: int) -> Client:
        """A tab in which the agent has signed in by password."""
        browser = self._browsers.get(name)
        if browser is None:
            browser = self._browsers[name] = await self._browser()
            browser.headers["X-Parlour-Seat"] = "0"
            if not await self.accounts.has_password(AgentId(name)):
                await self.accounts.set_password(AgentId(name), PASSWORD)
            signed_in = await browser.post(
                "/api/v1/sign-in", json={"login": name, "password": PASSWORD}
            )
            assert signed_in.status_code == 200, signed_in.text
        ticket = await browser.post("/api/v1/ticket")
        return await self._tab("/socket/desk", ticket, client, resume)

    def browser(self, name: str) -> httpx.AsyncClient:
        """In which this person has been before."""
        return self._browsers[name]

    def forget(self, name: str) -> None:
        """From now on this person uses another browser."""
        del self._browsers[name]

    async def sign_out(self, name: str) -> int:
        return (await self._browsers[name].post("/api/v1/sign-out")).status_code

    async def on_duty(self, name: str = "bea") -> Client:
        agent = await self.agent(name)
        assert (await agent.ask("log_on"))["type"] == "ack"
        return agent

    async def waiting(self, name: str = "ann") -> tuple[Client, str]:
        """An end-user who has asked for a chat."""
        end_user = await self.end_user(name)
        ack = await end_user.ask("request_chat", name=name.capitalize(), question="Is it blue?")
        return end_user, ack["chat"]

    async def talking(self, name: str = "ann", to: str = "bea") -> tuple[Client, Client, str]:
        """The end-user has asked, the agent has accepted."""
        agent = await self.on_duty(to)
        end_user, chat = await self.waiting(name)
        await agent.answer("accept")
        return end_user, agent, chat

    # Time and the ledger

    async def pass_time(self, seconds: float, *, alive: tuple[Client, ...] = ()) -> None:
        """Beat by beat, in steps of at most a second; `alive` clients make contact meanwhile."""
        left = round(seconds * SECOND)
        while left > 0:
            step = min(left, SECOND)
            left -= step
            self.clock.advance(step)
            for client in alive:
                await client.make_contact()
            self.server.ticker.beat()
            await self.settle()

    async def settle(self) -> None:
        """Until everything decided is on the disk, told, and what follows from it is too."""
        before = -1
        while before != self.ids.count:
            before = self.ids.count
            await turns(3)
            await self._written()
            await self.server.background.finish()

    async def kinds(self, chat: str) -> list[int]:
        """The chat's rows as the file has them."""
        return [row.kind for row in await self._rows(chat)]

    async def cause(self, chat: str, kind: int) -> Any:
        """The cause of the chat's last row of the kind."""
        events: list[Any] = [row.event for row in await self._rows(chat) if row.kind == kind]
        return events[-1].cause

    async def _rows(self, chat: str) -> list[Any]:
        await self.settle()
        return list(await self.ledger.read(chat_stream(ChatId(chat))))

    async def _written(self) -> None:
        """The writer has done all that it was asked, and the loop has heard of it."""
        loop = asyncio.get_running_loop()
        reached = loop.create_future()

        def tell(_: sqlite3.Connection) -> None:
            loop.call_soon_threadsafe(loop.call_soon, reached.set_result, None)

        self.database.run(tell)
        await asyncio.wait_for(reached, PATIENCE_S)
        await turns(3)

    # Lines

    async def _browser(self) -> httpx.AsyncClient:
        browser = httpx.AsyncClient(base_url=self.origin, headers={"Origin": self.origin})
        return await self._open.enter_async_context(browser)

    async def _tab(
        self, path: str, ticket: httpx.Response, client_id: str, resume: dict[str, int]
    ) -> Client:
        self._tabs += 1
        socket = await self._open.enter_async_context(
            connect(
                self.origin.replace("http", "ws") + path,
                origin=Origin(self.origin),
                subprotocols=[Subprotocol("parlour.v1")],
                ping_interval=None,
                max_queue=None,
                proxy=None,
            )
        )
        client = Client(socket, client_id or f"tab-{self._tabs}", {})
        hello = {"type": "hello", "client": client.client_id, "resume": resume}
        hello |= self.hello_of_widgets if "/widget/" in path else {}
        await socket.send(json.dumps(hello | ticket.json()))
        client.welcome = await client.until("welcome")
        client.count = client.welcome["last_id"]
        return client

    async def raw_socket(self, path: str, origin: str = "") -> ClientConnection:
        """A socket on which nothing was said yet."""
        return await self._open.enter_async_context(
            connect(
                self.origin.replace("http", "ws") + path,
                origin=Origin(origin or self.origin),
                subprotocols=[Subprotocol("parlour.v1")],
                ping_interval=None,
                max_queue=None,
                max_size=None,
                proxy=None,
            )
        )

    async def close_lines(self) -> None:
        await self._open.aclose()


@asynccontextmanager
async def live(
    folder: Path,
    settings: Settings | None = None,
    *,
    profile: Json | None = None,
    queue: Json | None = None,
    scanner: Scanner | None = None,
) -> AsyncIterator[LiveServer]:
    there = LiveServer(folder, settings or Settings(), profile, queue, scanner=scanner)
    stop = asyncio.Event()
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    ended = asyncio.create_task(
        serve(there.app, there.sockets, "127.0.0.1", 0, started=port.set_result, stop=stop)
    )
    there.origin = f"http://127.0.0.1:{await port}"
    try:
        yield there
    finally:
        await there.close_lines()
        stop.set()
        await asyncio.wait_for(ended, 2 * PATIENCE_S)
        await there.server.stop()
        there.files.close()
        there.database.close()
    assert verify_database(there.path).faults == ()


def fail(error: BaseException) -> None:
    raise AssertionError("the writer met an error") from error
