"""The composition root: the only place that puts adapters, rooms and the web together."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from parlour.accounts.accounts import AccountLimits, Accounts
from parlour.accounts.sqlite import SqliteAccounts
from parlour.admin_reader import ServerAdminReader
from parlour.after_chat import ServerAfterChat
from parlour.before_chat import ServerBeforeChat
from parlour.database.database import Database
from parlour.directory.changes import Edit
from parlour.directory.editor import Editor
from parlour.directory.shelves import Record, id_of, kind_of
from parlour.directory.sqlite import SqliteDirectory
from parlour.engine.ports import Ids, Random, SystemClock, SystemIds, SystemRandom
from parlour.erasing.eraser import Eraser
from parlour.erasing.sqlite import SqliteErasures
from parlour.figures_reader import FiguresReader
from parlour.file_house import FileHouse
from parlour.files.scanner import SIZE_MAX, Clamd
from parlour.files.store import bucket_store
from parlour.floor_reader import ServerFloorReader
from parlour.hub.chat_server import ChatServer
from parlour.hub.requests import RequestLimits
from parlour.ids import Millis, seconds
from parlour.ledger.archive import Archive
from parlour.ledger.sqlite import SqliteLedger
from parlour.lives import age
from parlour.lives.keeper import LifeKeeper
from parlour.lives.outage import Outage, Outages
from parlour.lives.sqlite import SqliteLives
from parlour.mail.outbox import Mailer
from parlour.mail.smtp import MailServer, SmtpPost
from parlour.mail.sqlite import SqliteOutbox
from parlour.proofs.prover import Prover
from parlour.proofs.sqlite import SqliteProofs
from parlour.rates import Rates
from parlour.ratings.sqlite import SqliteRatings
from parlour.recording_reader import ServerRecordings
from parlour.recordings.expiry import RecordingExpiry
from parlour.recordings.sqlite import SqliteRecordings
from parlour.set_up import ServerSetUp, ServerUse
from parlour.value import Value
from parlour.visitors.sqlite import SqliteMessages, SqliteTrails
from parlour.web.app import create_app
from parlour.web.limits import SocketLimits
from parlour.web.rooms import Rooms
from parlour.web.server import serve
from parlour.web.sockets import Sockets

log = structlog.get_logger()

DATABASE_NAME = "parlour.sqlite3"
SWITCH_S = 0.0005
"""How long a busy event loop may keep the interpreter from the writer: Python's own 5 ms is as long
as the fsync the writer is there for."""
GC_THRESHOLDS = (2_000, 10, 200)
"""Objects more, collections of the first kind, of the second. Our values form no cycles, but the
connections and requests of libraries do. Everybody waits while the collector looks: some 0.7 µs for
each object, so 1.5 ms here; at 20,000 it was 10 ms, and the tail when many connections broke."""
CLEAN_UP_EVERY = seconds(3_600)


class ServerOptions(Value):
    """How to run the server."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8080
    public_origin: str = ""
    """scheme://host[:port] under which browsers reach the server, if a proxy stands before it."""
    trusted_proxies: frozenset[str] = frozenset()
    """Addresses whose X-Forwarded-For counts."""
    allowed_origins: tuple[str, ...] = ()
    """Origins that may embed the widget, beside those already allowed."""
    demo: bool = False
    mail_server: MailServer | None = None
    """Takes transcripts and the messages that visitors leave; none: nothing is mailed."""
    file_store: str = ""
    """`s3://bucket/prefix`; empty: files lie in the folder."""
    scanner: str = ""
    """Of clamd, `unix:/path` or `tcp://host:port`; empty: files are not scanned."""
    scan_bytes_max: int = SIZE_MAX
    """The scanner's own limit: what is larger is not taken."""
    socket_limits: SocketLimits = SocketLimits()
    request_limits: RequestLimits = RequestLimits()
    account_limits: AccountLimits = AccountLimits()


class Parlour:
    """Everything that runs, over one data folder."""

    def __init__(
        self, options: ServerOptions, database: Database, clock: SystemClock | None = None
    ) -> None:
        self.options = options
        self.database = database
        self.clock = clock or SystemClock()
        self.ids: Ids = SystemIds()
        self.random: Random = SystemRandom()
        self.rates = Rates(self.clock.monotonic_ms)
        self.directory_store = SqliteDirectory(database, self.clock)
        self._cleaned_up_at = Millis(0)

    async def start(self) -> None:
        """Read the directory and take up the open chats."""
        self.directory = await self.directory_store.load()
        self.accounts = Accounts(
            SqliteAccounts(self.database),
            self.directory,
            self.clock,
            self.ids,
            limits=self.options.account_limits,
            rates=self.rates,
        )
        ledger = SqliteLedger(self.database)
        self.recordings = SqliteRecordings(self.database)
        lives = SqliteLives(self.database)
        past = await lives.past()
        self.clock.not_before(max(await ledger.last_at(), past.last_seen))
        self.server = ChatServer(
            ledger=ledger,
            directory=self.directory,
            clock=self.clock,
            ids=self.ids,
            limits=self.options.request_limits,
            rates=self.rates,
            trails=SqliteTrails(self.database),
            recordings=self.recordings,
        )
        use = ServerUse(self.server.engine.books, self.database)
        self.editor = Editor(self.directory_store, self.directory, use)
        figures, now = FiguresReader(self.database, ledger), self.clock.now()
        self.server.floor.restore(await figures.turns(now), await figures.duty(now))
        recovered = await self.server.recover(past)
        outages = self.server.engine.outages
        away_ms = recovered.outage.length if past.life else 0  # the first start ends no outage
        if past.life:
            outages.unrecorded.append(recovered.outage)
            if not age.is_believed(recovered.outage):
                log.warning("long_away_or_clock_wrong", away_ms=away_ms)
        self.lives = lives
        post = SmtpPost(self.options.mail_server) if self.options.mail_server else None
        self.ratings = SqliteRatings(self.database)
        self.mailer = Mailer(SqliteOutbox(self.database), post, self.clock)
        self.files = self._open_files()
        self.eraser = Eraser(
            SqliteErasures(self.database),
            self.files.custody,
            self.clock,
            self.ids,
            is_open=self.server.has_open_chat,
            revoked=self._end_visit,
        )
        self.prover = Prover(
            self.database, SqliteProofs(self.database), self.clock, self._all_outages
        )
        self.keeper = LifeKeeper(lives, outages, self.clock, past)
        self.expiry = RecordingExpiry(
            self.recordings, self.directory, self.server.background.run, self._outages_so_far
        )
        log.info("recovered", open_chats=recovered.open_chats, away_ms=away_ms)

    def _end_visit(self, session_id: str) -> None:
        """As sockets are told of it by then."""
        self.accounts.on_revoked(session_id)

    def _open_files(self) -> FileHouse:
        """Raises: `StoreUnavailable`, `BadScannerAddress`."""
        options = self.options
        return FileHouse(
            self.server,
            self.database,
            options.folder,
            rates=self.rates,
            store=bucket_store(options.file_store) if options.file_store else None,
            scanner=Clamd(options.scanner, options.scan_bytes_max) if options.scanner else None,
        )

    async def put(self, record: Record, *, by: str) -> None:
        """Write a record of the directory; it takes effect at once, also for agents on duty."""
        await self.put_all([record], by=by)

    async def put_all(self, records: Sequence[Record], *, by: str) -> None:
        """Write records, all of them or none."""
        edits = [Edit(kind=kind_of(one), id=id_of(one), after=one) for one in records]
        await self.directory_store.write(edits, by=by)
        self.server.staff.follow_directory()

    def rooms(self, sockets: Sockets) -> Rooms:
        """What the HTTP routes are given."""
        return Rooms(
            self.accounts,
            self.directory,
            ServerFloorReader(self.server, Archive(self.database), self.ratings),
            sockets.counts,
            admin=ServerAdminReader(self.server, self.prover, self.lives, self.database.path),
            before=ServerBeforeChat(
                server=self.server,
                archive=Archive(self.database),
                book=SqliteMessages(self.database),
                mailer=self.mailer,
                rates=self.rates,
            ),
            after=ServerAfterChat(
                ledger=self.server.ledger,
                directory=self.directory,
                ratings=self.ratings,
                mailer=self.mailer,
                clock=self.clock,
                ids=self.ids,
                rates=self.rates,
            ),
            files=self.files.exchange,
            recordings=ServerRecordings(self.server, self.recordings, self.directory_store),
            eraser=self.eraser,
            set_up=ServerSetUp(self.editor, self.accounts, self.server.staff.follow_directory),
            rates=self.rates,
            offences=sockets.offences,
            public_origin=self.options.public_origin,
            trusted_proxies=self.options.trusted_proxies,
        )

    async def serve(self, started: Callable[[int], None], stop: asyncio.Event) -> None:
        """Serve until `stop`, SIGTERM or SIGINT."""
        options = self.options
        sockets = Sockets(
            self.server.gateway,
            self.accounts,
            self.directory,
            self.random,
            limits=options.socket_limits,
            rates=self.rates,
            shows=self.server.cobrowsing,
            public_origin=options.public_origin,
            trusted_proxies=options.trusted_proxies,
        )
        self.accounts.on_revoked = sockets.close_session
        app = create_app(self.rooms(sockets), demo=options.demo)
        sys.setswitchinterval(SWITCH_S)
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        await self.keeper.begin()
        await self.prover.begin()
        self.server.engine.reactors.append(self.prover)
        works = (self.prover.run(), self.mailer.run(), self.files.custody.run())
        beside = [asyncio.create_task(work) for work in works]
        self.server.background.run(self.eraser.finish_all())
        self.server.ticker.on_tick += (self._clean_up, self._give_sign_of_life, self.expiry.tick)
        self.server.ticker.start()
        try:
            await serve(
                app,
                sockets,
                options.host,
                options.port,
                started=started,
                drain=self._drain,
                stop=stop,
            )
        finally:
            for work in beside:
                work.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            self.files.close()

    async def _drain(self) -> None:
        """From now on the silence is our own. Everything under way is durable and answered."""
        self.server.engine.outages.drain()
        await self.keeper.stop()
        await self.server.stop()

    async def _all_outages(self) -> Outages:
        return Outages(await self._outages_so_far())

    async def _outages_so_far(self) -> list[Outage]:
        own = tuple(self.server.engine.outages.unrecorded)
        return [*await self.lives.outages(Millis(0), -1), *own]

    def _give_sign_of_life(self, now: Millis) -> None:
        self.keeper.tick(self.server.background.run, now)

    def _clean_up(self, now: Millis) -> None:
        """Forget log-ins that are over, once an hour."""
        if now - self._cleaned_up_at >= CLEAN_UP_EVERY:
            self._cleaned_up_at = now
            self.server.background.run(self.accounts.forget_over())


@asynccontextmanager
async def opened(
    options: ServerOptions, clock: SystemClock | None = None
) -> AsyncGenerator[Parlour]:
    """The parts over the data folder, started but not serving yet.

    Raises: `DatabaseInUse` when another process has the folder.
    """
    options.folder.mkdir(parents=True, exist_ok=True)
    database = Database.open(options.folder / DATABASE_NAME, end_at_once)
    try:
        parlour = Parlour(options, database, clock)
        await parlour.start()
        yield parlour
    finally:
        database.close()


def end_at_once(reason: BaseException) -> None:
    """A failed fsync: what is on the disk is unknown, so nothing more may be acknowledged."""
    log.critical("ending", reason=repr(reason))
    os._exit(70)
