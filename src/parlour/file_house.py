"""The rooms of files put together over a running server and its data folder."""

from pathlib import Path

from parlour.database.database import Database
from parlour.file_exchange import FileLimits, ServerFiles
from parlour.file_messenger import FileMessenger
from parlour.files.custody import Custody
from parlour.files.scanner import NoScanner, Scanner
from parlour.files.spool import Spool
from parlour.files.sqlite import SqliteFiles
from parlour.files.store import FileStore, folder_store
from parlour.hub.chat_server import ChatServer
from parlour.rates import Rates

INCOMING = "incoming"
"""Where files arrive, beside the store's own folder."""


class FileHouse:
    """Custody of the files, and who may send and fetch them."""

    def __init__(
        self,
        server: ChatServer,
        database: Database,
        folder: Path,
        *,
        rates: Rates,
        store: FileStore | None = None,
        scanner: Scanner | None = None,
        limits: FileLimits | None = None,
    ) -> None:
        """`folder`: of all data; files lie in it unless a `store` is given."""
        spool = Spool(folder / INCOMING)
        spool.clear()
        messenger = FileMessenger(server)
        self.store = store or folder_store(folder)
        self.custody = Custody(
            book=SqliteFiles(database),
            store=self.store,
            spool=spool,
            scanner=scanner or NoScanner(),
            messenger=messenger,
            clock=server.engine.clock,
            ids=server.engine.ids,
        )
        self.exchange = ServerFiles(
            server=server,
            custody=self.custody,
            messenger=messenger,
            rates=rates,
            limits=limits,
        )

    def close(self) -> None:
        self.store.close()
