"""Files of chats: one folder of bytes and one book for all lives of a node, and what a node sees of
them. Where files come by HTTP the socket is left out: whatever stands behind the route is the real
thing. Only a node that is alone has files."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from parlour.database.failures import DatabaseUnavailable
from parlour.file_exchange import ServerFiles
from parlour.file_messenger import FileMessenger
from parlour.files.custody import Custody
from parlour.files.records import FileRecord, FileState, FileTerms, NotTaken, Upload
from parlour.files.scanner import Verdict
from parlour.files.spool import Spool
from parlour.files.store import FileStore, NotStored, StoredObject, StoreUnavailable
from parlour.ids import ChatId, EndUserId, FileId, Millis, SiteId
from parlour.nodes.protocol import ClientKey
from parlour.rates import Rates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.simulation.node import Node
    from tests.simulation.world import World

LOOK_EVERY_S = 5.0
"""While something is held or arriving; else nobody looks."""
SCANNER_AWAY = 0.05
"""Of the scans: the file is held, and looked at again."""
INFECTED = 0.02
UNSETTLED: frozenset[FileState] = frozenset(("arriving", "held"))


class FileShelf:
    """What is durable."""

    def __init__(self) -> None:
        self.records: dict[FileId, FileRecord] = {}
        self.unsettled: dict[FileId, FileState] = {}
        """Those of them that are held or arriving."""
        self.bytes: dict[FileId, bytes] = {}
        self._folder: TemporaryDirectory[str] | None = None

    def spool(self) -> Spool:
        """Where files arrive; what a life before this one has left there is cleared away."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="simulated-files-")
        spool = Spool(Path(self._folder.name))
        spool.clear()
        return spool

    def close(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def put(self, record: FileRecord) -> None:
        self.records[record.file_id] = record
        if record.state in UNSETTLED:
            self.unsettled[record.file_id] = record.state
        else:
            self.unsettled.pop(record.file_id, None)

    def forget(self, file_id: FileId) -> None:
        self.records.pop(file_id, None)
        self.unsettled.pop(file_id, None)

    @property
    def is_busy(self) -> bool:
        return bool(self.unsettled)


class FileCounter:
    """The files of one life of a node, and whoever looks after those that are held."""

    def __init__(self, node: "Node", world: "World") -> None:
        self._node = node
        self._shelf = world.shelf
        server = node.server
        self.custody = Custody(
            book=NodeBook(node, world),
            store=NodeBytes(node, world),
            spool=world.shelf.spool(),
            scanner=MoodyScanner(node),
            messenger=FileMessenger(server),
            clock=node.clock,
            ids=server.engine.ids,
        )
        self.exchange = ServerFiles(
            server=server,
            custody=self.custody,
            messenger=HearingMessenger(node, world),
            rates=Rates(node.clock.monotonic_ms),
        )

    def begin(self) -> None:
        """With a sweep, as `Custody.run` does."""
        self._node.loop.create_task(self._sweep())

    async def _sweep(self) -> None:
        with suppress(StoreUnavailable, DatabaseUnavailable):
            await self.custody.sweep()
        self._look_later()

    async def _look(self) -> None:
        with suppress(StoreUnavailable, DatabaseUnavailable):
            await self.custody.step()
            if "arriving" in self._shelf.unsettled.values():
                await self.custody.sweep()
        self._look_later()

    def _look_later(self) -> None:
        self._node.loop.call_later(LOOK_EVERY_S, self._look_if_busy)

    def _look_if_busy(self) -> None:
        if self._shelf.is_busy:
            self._node.loop.create_task(self._look())
        else:
            self._look_later()


class HearingMessenger(FileMessenger):
    """Tells the world whom the node has heard of."""

    def __init__(self, node: "Node", world: "World") -> None:
        super().__init__(node.server)
        self._world = world

    def note_contact(self, key: ClientKey) -> None:
        super().note_contact(key)
        self._world.presence.heard_by_http(*key, self._world.time.now_us)


class NodeBook:
    """A `FileBook`."""

    def __init__(self, node: "Node", world: "World") -> None:
        self._node = node
        self._store = world.store
        self._shelf = world.shelf
        self._records = world.shelf.records

    async def find(self, upload: Upload) -> FileRecord | None:
        await self._reach()
        return self._find(upload.chat_id, upload.sender, upload.upload_id)

    async def get(self, file_id: FileId) -> FileRecord | None:
        await self._reach()
        return self._records.get(file_id)

    async def add(self, record: FileRecord, terms: FileTerms) -> None:
        await self._reach(writing=True)
        if self._find(record.chat_id, record.sender, record.upload_id) is not None:
            raise NotTaken("under_way")
        used, _ = self._used(record.chat_id, record.end_user_id)
        if used + record.size > terms.chat_quota:
            raise NotTaken("chat_quota")
        self._shelf.put(record)

    async def put(self, record: FileRecord) -> None:
        await self._reach(writing=True)
        if record.file_id in self._records:
            self._shelf.put(record)

    async def forget(self, file_id: FileId) -> None:
        await self._reach(writing=True)
        self._shelf.forget(file_id)

    async def due(self, now: Millis, limit: int) -> Sequence[FileRecord]:
        await self._reach()
        held = [r for r in self._records.values() if r.state == "held" and r.due <= now]
        return sorted(held, key=lambda record: record.due)[:limit]

    async def in_state(self, state: FileState, limit: int) -> Sequence[FileRecord]:
        await self._reach()
        return [record for record in self._records.values() if record.state == state][:limit]

    async def of_chat(self, chat_id: ChatId) -> Sequence[FileRecord]:
        await self._reach()
        return [record for record in self._records.values() if record.chat_id == chat_id]

    async def used(
        self, chat_id: ChatId, site_id: SiteId, end_user_id: EndUserId, since: Millis
    ) -> tuple[int, int]:
        await self._reach()
        return self._used(chat_id, end_user_id)

    def _used(self, chat_id: ChatId, end_user_id: EndUserId) -> tuple[int, int]:
        records: Iterable[FileRecord] = self._records.values()
        of_chat = sum(record.size for record in records if record.chat_id == chat_id)
        sent = (r.size for r in records if r.end_user_id == end_user_id and not r.agent_id)
        return of_chat, sum(sent)

    def _find(self, chat_id: ChatId, sender: str, upload_id: str) -> FileRecord | None:
        wanted = chat_id, sender, upload_id
        for record in self._records.values():
            if (record.chat_id, record.sender, record.upload_id) == wanted:
                return record
        return None

    async def _reach(self, *, writing: bool = False) -> None:
        if not await self._node.store.reach(writing=writing):
            raise DatabaseUnavailable("the database is away")


class NodeBytes(FileStore):
    """The folder, which is away with the database, for it is the same disk."""

    def __init__(self, node: "Node", world: "World") -> None:
        self._node = node
        self._bytes = world.shelf.bytes

    async def put(self, file_id: FileId, source: Path) -> None:
        await self._reach(writing=True)
        self._bytes[file_id] = source.read_bytes()
        self._node.pass_point("file_stored")

    async def read(
        self, file_id: FileId, start: int = 0, end: int | None = None
    ) -> "AsyncIterator[bytes]":
        await self._reach()
        if file_id not in self._bytes:
            raise NotStored
        yield self._bytes[file_id][start:end]

    async def delete(self, file_id: FileId) -> None:
        await self._reach(writing=True)
        self._bytes.pop(file_id, None)

    async def all(self) -> list[StoredObject]:
        await self._reach()
        now = self._node.clock.now()
        return [
            StoredObject(file_id=file_id, size=len(kept), modified=now)
            for file_id, kept in self._bytes.items()
        ]

    def free_bytes(self) -> int | None:
        return None

    async def _reach(self, *, writing: bool = False) -> None:
        if not await self._node.store.reach(writing=writing):
            raise StoreUnavailable("the disk is away")


class MoodyScanner:
    """Finds something now and then, and is away now and then."""

    is_there = True

    def __init__(self, node: "Node") -> None:
        self._node = node

    async def scan(self, path: Path) -> Verdict:
        await self._node.store.reach()
        luck = self._node.luck
        if not luck.over and luck.chance.random() < SCANNER_AWAY:
            return Verdict(finding="unavailable", said="no route to clamd")
        return Verdict(finding="infected" if b"EICAR" in path.read_bytes() else "clean")
