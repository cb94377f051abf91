"""A file's way: it arrives, is checked, scanned and stored, and only then is anybody told of it.

What can't be scanned now is held: stored, and told to nobody, until the scanner is back or time is
up. Whatever breaks off in between leaves neither a row nor, after the next sweep, a byte.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

import structlog

from parlour.database.failures import DatabaseUnavailable
from parlour.engine.ports import Clock, Ids
from parlour.files.book import DAY, FileBook
from parlour.files.images import Images
from parlour.files.kinds import CONTAINERS, IMAGES, ending_for, media_type_of
from parlour.files.names import clean_name, with_ending
from parlour.files.records import FileRecord, NotTaken, Refusal, Upload
from parlour.files.scanner import Scanner, Verdict
from parlour.files.spool import Arrived, Spool, measured
from parlour.files.store import FileStore, NotStored, StoreUnavailable
from parlour.ids import ChatId, Duration, FileId, Millis, later, seconds

RESERVE_BYTES = 256 << 20
"""Of the disk: files stop long before the ledger has no room."""
TRY_AGAIN = seconds(10)
"""A held file is scanned again after so long; a scanner that starts needs half a minute."""
GIVE_UP_AFTER = seconds(30 * 60)
"""A chat is rarely longer; who still waits then is told that it failed."""
LOOK_EVERY_S = 2.0
AT_ONCE = 20
SWEEP_EVERY = seconds(3_600)
STRANGERS_KEPT = Duration(7 * DAY)
"""Bytes that no record tells of: those of a database that a backup has replaced, which somebody may
yet put back."""
STRANGERS_SEEN = Duration(DAY)
"""So long this server must have seen them as old as that: if only its clock says so, somebody has
noticed by then."""
REFUSED_KEPT = Duration(DAY)
"""So long a sender can ask what became of a held file."""
SWEEP_MAX = 10_000

log = structlog.get_logger()

Delivery = Literal["told", "later"]


class Messenger(Protocol):
    """Tells the chat of a file."""

    async def tell(self, record: FileRecord) -> Delivery:
        """The row is durable; or `later`: the sender's line is lost just now.

        Raises: `NotTaken`; `Unavailable`.
        """
        ...

    async def has_told(self, record: FileRecord) -> bool:
        """Whether a row of the chat tells of the file. Raises: `Unavailable`."""
        ...


class Unavailable(Exception):
    """The row can't be written now, and was not."""


_NOW_AWAY = (StoreUnavailable, DatabaseUnavailable, Unavailable, OSError)


class Custody:
    """Takes files in, holds them, lets them out, and cleans up."""

    def __init__(
        self,
        *,
        book: FileBook,
        store: FileStore,
        spool: Spool,
        scanner: Scanner,
        messenger: Messenger,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._book = book
        self.store = store
        self._spool = spool
        self._scanner = scanner
        self._messenger = messenger
        self._clock = clock
        self._ids = ids
        self._images = Images()
        self._arriving: set[tuple[str, str, str]] = set()
        self._busy: set[FileId] = set()
        self._woken = asyncio.Event()
        self._swept_at = Millis(0)
        self._strangers: dict[FileId, float] = {}
        """Old ones, and when (monotonic) they were seen first."""
        self.outcomes: dict[str, int] = {}
        """Files since the start: `kept`, `held`, or why not."""

    # Arriving ----------------------------------------------------------------------------------

    async def take(self, upload: Upload, pieces: AsyncIterator[bytes]) -> FileRecord:
        """The file as it is then: `kept`, or `held` (or, if it was sent before, what became of it).

        Raises: `NotTaken`; `StoreUnavailable`, `DatabaseUnavailable`, `Unavailable`: nothing was
        taken, and the same again may work; what `pieces` raises.
        """
        known = await self._book.find(upload)
        if known is not None and known.state != "arriving":
            return known
        key = upload.chat_id, upload.sender, upload.upload_id
        if known is not None or key in self._arriving:
            raise NotTaken("under_way")
        file_id = FileId(self._ids.fresh("f"))
        self._arriving.add(key)
        self._busy.add(file_id)
        try:
            record = await self._take(file_id, upload, pieces)
        except NotTaken as refused:
            self._count(refused.code)
            raise
        finally:
            self._spool.drop(file_id)
            self._busy.discard(file_id)
            self._arriving.discard(key)
        self._count(record.state)
        return record

    async def state_of(self, upload: Upload) -> FileRecord | None:
        return await self._book.find(upload)

    async def _take(
        self, file_id: FileId, upload: Upload, pieces: AsyncIterator[bytes]
    ) -> FileRecord:
        await self._require_room(upload)
        came = await self._spool.write(
            self._spool.path(file_id, "came"), pieces, upload.terms.size_max
        )
        media_type = await self._type_of(came.path, upload)
        arrived = await self._made_anew(file_id, came, media_type)
        verdict = await self._scanner.scan(arrived.path)
        now = self._clock.now()
        record = FileRecord(
            file_id=file_id,
            chat_id=upload.chat_id,
            site_id=upload.site_id,
            end_user_id=upload.end_user_id,
            agent_id=upload.agent_id,
            sender=upload.sender,
            upload_id=upload.upload_id,
            state="arriving",
            name=clean_name(with_ending(clean_name(upload.name), ending_for(media_type))),
            size=arrived.size,
            sha256=arrived.sha256,
            media_type=media_type,
            received=now,
        )
        record = self._judged(record, verdict)
        await self._book.add(record, upload.terms)
        return await self._settle_or_forget(record, arrived.path)

    async def _require_room(self, upload: Upload) -> None:
        """Before a byte is read. What counts is asked again when the size is known."""
        free = self.store.free_bytes()
        if free is not None and free < RESERVE_BYTES + upload.terms.size_max:
            raise NotTaken("no_space")
        since = Millis(self._clock.now() - DAY)
        of_chat, sent = await self._book.used(
            upload.chat_id, upload.site_id, upload.end_user_id, since
        )
        if of_chat >= upload.terms.chat_quota:
            raise NotTaken("chat_quota")
        if not upload.agent_id and sent >= upload.terms.end_user_quota:
            raise NotTaken("end_user_quota")

    async def _type_of(self, path: Path, upload: Upload) -> str:
        media_type = await asyncio.to_thread(media_type_of, path, clean_name(upload.name))
        if media_type not in upload.terms.types:
            raise NotTaken("type_not_allowed")
        if media_type in CONTAINERS and not self._scanner.is_there:
            raise NotTaken("needs_scanner")
        return media_type

    async def _made_anew(self, file_id: FileId, came: Arrived, media_type: str) -> Arrived:
        if media_type not in IMAGES:
            return came
        made = self._spool.path(file_id, "made")
        await self._images.reencode(media_type, came.path, made)
        return await asyncio.to_thread(measured, made)

    def _judged(self, record: FileRecord, verdict: Verdict) -> FileRecord:
        """With the scanner's word; a record without one is to be held.

        Raises: `NotTaken`.
        """
        now = self._clock.now()
        match verdict.finding:
            case "clean" | "off":
                scan: Literal["clean", "off"] = "off" if verdict.finding == "off" else "clean"
                return record.but(scan=scan, scanned=now)
            case "unavailable":
                log.warning("scanner_unavailable", file=record.file_id, said=verdict.said[:200])
                return record
            case "infected":
                log.warning("file_infected", file=record.file_id, said=verdict.said[:200])
                raise NotTaken("infected")
            case "over_limit":
                raise NotTaken("over_scan_limit")

    async def _settle_or_forget(self, record: FileRecord, path: Path) -> FileRecord:
        """Written down as arriving: from here on it is either told, or all of it goes again."""
        try:
            await self.store.put(record.file_id, path)
            if not record.scan:
                return await self._hold(record)
            return await self._deliver(record)
        except (NotTaken, *_NOW_AWAY):
            await self._undo(record)
            raise

    async def _deliver(self, record: FileRecord) -> FileRecord:
        """Raises: `NotTaken`, `Unavailable`."""
        if await self._messenger.tell(record) == "later":
            return await self._hold(record)
        kept = record.but(state="kept", due=Millis(0))
        try:
            await self._book.put(kept)
        except DatabaseUnavailable as unavailable:  # the row tells of it; the sweep will see that
            log.warning("file_not_settled", file=record.file_id, reason=str(unavailable))
        return kept

    async def _hold(self, record: FileRecord) -> FileRecord:
        held = record.but(state="held", due=later(self._clock.now(), TRY_AGAIN))
        await self._book.put(held)
        return held

    async def _undo(self, record: FileRecord) -> None:
        try:
            await self.store.delete(record.file_id)
            await self._book.forget(record.file_id)
        except (StoreUnavailable, DatabaseUnavailable) as unavailable:
            log.warning("file_left_behind", file=record.file_id, reason=str(unavailable))

    # Held --------------------------------------------------------------------------------------

    async def run(self) -> None:
        """For ever: held files, and the sweep at the start and each hour."""
        while True:
            try:
                await self.sweep_if_due()
                worked = await self.step()
            except _NOW_AWAY as unavailable:
                log.warning("files_unavailable", reason=str(unavailable)[:200])
                worked = False
            if not worked:
                await self._rest()

    async def step(self) -> bool:
        """Look at the held files that are due; whether there were any."""
        due = await self._book.due(self._clock.now(), AT_ONCE)
        for record in due:
            await self._look_again(record)
        return bool(due)

    async def _look_again(self, record: FileRecord) -> None:
        if self._clock.now() - record.received > GIVE_UP_AFTER:
            await self._refuse(record, "not_scanned")
            return
        self._busy.add(record.file_id)
        try:
            if not record.scan:
                record = self._judged(record, await self._scan_stored(record))
            if not record.scan:
                await self._hold(record)
                return
            settled = await self._deliver(record)
            self._count(settled.state)
        except NotTaken as refused:
            if refused.code == "not_engaged":  # back in the queue: an agent will come
                await self._hold(record)
            else:
                await self._refuse(record, refused.code)
        finally:
            self._spool.drop(record.file_id)
            self._busy.discard(record.file_id)

    async def _scan_stored(self, record: FileRecord) -> Verdict:
        path = self._spool.path(record.file_id, "held")
        try:
            arrived = await self._spool.write(path, self.store.read(record.file_id), record.size)
        except NotStored:
            raise NotTaken("not_scanned") from None
        if arrived.sha256 != record.sha256:
            raise NotTaken("not_scanned")
        return await self._scanner.scan(path)

    async def _refuse(self, record: FileRecord, code: Refusal) -> None:
        """Its sender can ask why for a day; name and bytes go at once."""
        self._count(code)
        log.info("held_file_refused", file=record.file_id, reason=code)
        await self._book.put(record.but(state="refused", reason=code, name="", due=Millis(0)))
        await self.store.delete(record.file_id)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await self._woken.wait()
        except TimeoutError:
            return

    # Let out, erased, swept --------------------------------------------------------------------

    async def kept(self, file_id: FileId) -> FileRecord | None:
        """The file, if the chat was told of it."""
        record = await self._book.get(file_id)
        if record is None or record.state == "kept":
            return record
        is_told = record.state in ("arriving", "held") and await self._messenger.has_told(record)
        return record if is_told else None

    async def of_chat(self, chat_id: ChatId) -> Sequence[FileRecord]:
        """In every state, the oldest first."""
        return await self._book.of_chat(chat_id)

    async def erase(self, record: FileRecord) -> None:
        """Its bytes, its record and its name here; the row stays, which tells only of its hash. The
        name in the table of texts is erased with those."""
        await self.store.delete(record.file_id)
        await self._book.forget(record.file_id)

    async def sweep_if_due(self) -> None:
        now = self._clock.now()
        if not self._swept_at or now - self._swept_at >= SWEEP_EVERY:
            await self.sweep()
            self._swept_at = now

    async def sweep(self) -> None:
        """What broke off halfway becomes whole, or goes."""
        for record in await self._book.in_state("arriving", SWEEP_MAX):
            if record.file_id not in self._busy:
                await self._mend(record)
        until = self._clock.now() - REFUSED_KEPT
        for record in await self._book.in_state("refused", SWEEP_MAX):
            await self.store.delete(record.file_id)
            if record.received < until:
                await self._book.forget(record.file_id)
        await self._sweep_strangers()

    async def _mend(self, record: FileRecord) -> None:
        if await self._messenger.has_told(record):
            await self._book.put(record.but(state="kept", due=Millis(0)))
            return
        log.info("broken_upload_collected", file=record.file_id)
        await self._undo(record)

    async def _sweep_strangers(self) -> None:
        until, now_ms = self._clock.now() - STRANGERS_KEPT, self._clock.monotonic_ms()
        strangers: dict[FileId, float] = {}
        for stored in await self.store.all():
            if stored.modified >= until or stored.file_id in self._busy:
                continue
            if await self._book.get(stored.file_id) is not None:
                continue
            strangers[stored.file_id] = self._strangers.get(stored.file_id, now_ms)
            if now_ms - strangers[stored.file_id] >= STRANGERS_SEEN:
                log.info("unknown_file_collected", file=stored.file_id)
                await self.store.delete(stored.file_id)
        self._strangers = strangers

    def _count(self, outcome: str) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
