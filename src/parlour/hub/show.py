"""One co-browse session while it lasts: a recorder's stream on its way to its viewers.

Bytes are unpacked, masked and packed anew on a thread beside the event loop, in order. What comes
out is sent only while the chat says that the session is open.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from typing import Protocol

import msgspec
import structlog

from parlour.cobrowse import limits
from parlour.cobrowse.masking import PageTerms
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.pointer import pointed
from parlour.cobrowse.reading import Part, Reading
from parlour.cobrowse.sheets import SheetShelf
from parlour.cobrowse.viewing import Viewing, weight_of
from parlour.engine.background import Background
from parlour.hub.budget import Budget
from parlour.hub.stream_tickets import Pass
from parlour.ids import SiteId
from parlour.wire.frames import CloseCode

log = structlog.get_logger()
_encode = msgspec.json.Encoder().encode

UNREAD_BYTES_MAX = 512 << 10
"""Of a viewer: beyond it a fresh picture is sooner there than all that was missed."""
CAUGHT_UP_BYTES = 64 << 10
WAITING_BYTES_MAX = 2 << 20
"""Of a recorder that are not looked at yet; then it is not read on."""
CHANGES_KEPT_BYTES_MAX = 4 << 20
"""Since the last picture, for viewers who come later."""
SNAPSHOT_EVERY_MS = 2_000
"""A picture costs the end-user's browser a tenth of a second."""
ASK_FOR_SNAPSHOT = b'{"type":"snapshot"}'
RECORDER_GONE = b'{"type":"gone"}'
OVER = "The co-browse session is over."
REPLACED = "Another one has taken this place."
NO_PAGE = "This is no page that can be shown."


class Stream(Protocol):
    """One open stream socket, seen from the session."""

    @property
    def unread_bytes(self) -> int: ...

    def send(self, data: bytes) -> None:
        """One binary message."""
        ...

    def say(self, text: bytes) -> None:
        """One text message."""
        ...

    def close(self, code: int, text: str) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Viewer:
    """`waiting`: for the next picture; it gets nothing before."""

    def __init__(self, stream: Stream, admitted: Pass, sheets: Collection[str]) -> None:
        self.stream = stream
        self.admitted = admitted
        self.viewing = Viewing(sheets)
        self.waiting = True


Message = tuple[Reading, bytes]


class Show:
    """`sheets`: what is known of the site's style sheets; `is_open`: whether the chat says that
    pages may be shown now."""

    def __init__(
        self,
        terms: PageTerms,
        *,
        site_id: SiteId,
        sheets: SheetShelf,
        now_ms: Callable[[], float],
        background: Background,
        executor: Executor,
        is_open: Callable[[], bool],
        failed: Callable[[], None],
    ) -> None:
        self._terms = terms
        self._site_id = site_id
        self._sheets = sheets
        self._now_ms = now_ms
        self._background = background
        self._executor = executor
        self._is_open = is_open
        self._failed = failed
        self.viewers: list[Viewer] = []
        self.recorder: Stream | None = None
        self.recorder_gone_at: float | None = None
        """`None`: it is there, or was never."""
        self.is_over = False
        self.on_parts: Callable[[list[Part]], None] = _drop
        self._reading: Reading | None = None
        self._work: deque[Message | Viewer] = deque()
        self._waiting_bytes = 0
        self._is_working = False
        self._is_paused = False
        self._kept: list[Part] = []
        """The last window and picture and all changes since; nothing if they grew too many."""
        self._kept_bytes = 0
        self._asked_at = -float(SNAPSHOT_EVERY_MS)
        self._packed = Budget(limits.PACKED_PER_S, limits.PACKED_AT_ONCE_MAX)
        self._inflated = Budget(limits.INFLATED_PER_S, limits.INFLATED_AT_ONCE_MAX)
        self._events = Budget(limits.EVENTS_PER_S, limits.EVENTS_BURST)
        self._pointers = Budget(limits.POINTERS_PER_S, limits.POINTERS_PER_S)

    # Coming and going

    def join_recorder(self, stream: Stream, origin: str) -> None:
        """`origin`: of the page; others it does not show."""
        if self.recorder is not None:
            self.recorder.close(CloseCode.STREAM_REPLACED, REPLACED)
        self.recorder, self.recorder_gone_at = stream, None
        told = self._sheets.told(self._site_id)
        self._reading = Reading(self._terms.but(origins=frozenset({origin})), told)
        stream.say(known_sheets(list(told)))
        self._is_paused = False
        self._asked_at = self._now_ms()  # it begins with a picture anyway

    def join_viewer(
        self, stream: Stream, admitted: Pass, sheets: Collection[str] = frozenset()
    ) -> None:
        """`sheets`: names of those that it has."""
        for other in [v for v in self.viewers if v.admitted.client_id == admitted.client_id]:
            self.viewers.remove(other)
            other.stream.close(CloseCode.STREAM_REPLACED, REPLACED)
        viewer = Viewer(stream, admitted, sheets)
        self.viewers.append(viewer)
        self._do(viewer)

    def leave(self, stream: Stream) -> bool:
        """The stream is gone; whether it had a part in this, so that it may come back."""
        if stream is self.recorder:
            self.recorder, self._reading = None, None
            self.recorder_gone_at = self._now_ms()
            for viewer in self.viewers:
                viewer.stream.say(RECORDER_GONE)
            return not self.is_over
        before = len(self.viewers)
        self.viewers = [viewer for viewer in self.viewers if viewer.stream is not stream]
        return len(self.viewers) < before and not self.is_over

    def end(self, code: int = CloseCode.STREAM_OVER, text: str = OVER) -> None:
        """Nothing is taken or sent any more."""
        self.is_over = True
        streams = [viewer.stream for viewer in self.viewers]
        if self.recorder is not None:
            streams.append(self.recorder)
        self.viewers, self.recorder, self._reading = [], None, None
        self._work.clear()
        self._kept = []
        for stream in streams:
            stream.close(code, text)

    # What the streams bring

    def take(self, stream: Stream, packed: bytes) -> None:
        """A binary message, which only the recorder may send."""
        if self.is_over or stream is not self.recorder or self._reading is None:
            return
        if not self._is_open():
            return
        self._waiting_bytes += len(packed)
        self._packed.spend(len(packed), self._now_ms())
        self._do((self._reading, packed))
        self._regulate()

    def point(self, stream: Stream, raw: bytes) -> None:
        """A text message, which only viewers may send.

        Raises: `NoPage`.
        """
        if not any(viewer.stream is stream for viewer in self.viewers):
            raise NoPage("a message from who says nothing")
        message = pointed(raw)
        now = self._now_ms()
        if self.recorder is None or not self._is_open() or self._pointers.over_ms(now) > 0:
            return
        self._pointers.spend(1, now)
        self.recorder.say(message)

    def tick(self) -> None:
        """Read on, and ask for the picture that somebody waits for."""
        if self.is_over:
            return
        self._regulate()
        for viewer in self.viewers:
            if viewer.waiting and viewer.stream.unread_bytes < CAUGHT_UP_BYTES:
                self._ask_for_picture()

    # The work, in order

    def _do(self, work: Message | Viewer) -> None:
        self._work.append(work)
        if not self._is_working:
            self._is_working = True
            self._background.run(self._work_on())

    async def _work_on(self) -> None:
        try:
            while self._work and not self.is_over:
                work = self._work.popleft()
                if isinstance(work, Viewer):
                    await self._begin(work)
                else:
                    await self._read(*work)
        except NoPage as fault:
            log.info("cobrowse_stream_refused", reason=str(fault))
            self._fail()
        finally:
            self._is_working = False

    def _fail(self) -> None:
        if not self.is_over:
            self.end(CloseCode.STREAM_REFUSED, NO_PAGE)
            self._failed()

    async def _read(self, reading: Reading, packed: bytes) -> None:
        loop = asyncio.get_running_loop()
        understood = await loop.run_in_executor(self._executor, reading.understood, packed)
        if self.is_over or reading is not self._reading:
            return
        now = self._now_ms()
        self._waiting_bytes = max(0, self._waiting_bytes - len(packed))
        self._inflated.spend(understood.inflated_bytes, now)
        self._events.spend(understood.events, now)
        self._sheets.keep(self._site_id, understood.sheets)
        if self._events.over_ms(now) > 0:
            raise NoPage("too many changes")
        self._regulate()
        if understood.parts and self._is_open():
            self._keep(understood.parts)
            self.on_parts(understood.parts)
            for viewer in tuple(self.viewers):
                await self._pass_on(viewer, understood.parts)

    async def _begin(self, viewer: Viewer) -> None:
        """A viewer has come: what is there is sent, or else a picture asked for."""
        if any(part.kind == "picture" for part in self._kept):
            viewer.waiting = False
            await self._send(viewer, list(self._kept))
        else:
            self._ask_for_picture()

    async def _pass_on(self, viewer: Viewer, parts: list[Part]) -> None:
        if viewer.waiting:
            is_new = any(part.kind == "picture" for part in parts)
            if not is_new or viewer.stream.unread_bytes >= CAUGHT_UP_BYTES:
                return
            viewer.waiting = False
            parts = list(self._kept)
        elif viewer.stream.unread_bytes > UNREAD_BYTES_MAX:
            viewer.waiting = True
            return
        await self._send(viewer, parts)

    async def _send(self, viewer: Viewer, parts: list[Part]) -> None:
        loop = asyncio.get_running_loop()
        packed = await loop.run_in_executor(self._executor, viewer.viewing.packed, parts)
        if packed and viewer in self.viewers and self._is_open():
            viewer.stream.send(packed)

    def _keep(self, parts: list[Part]) -> None:
        for part in parts:
            kept = part._replace(line=b"")
            if part.kind == "window":
                self._kept, self._kept_bytes = [kept], 0
            elif self._kept:
                self._kept.append(kept)
                self._kept_bytes += weight_of(kept) if part.kind == "change" else 0
        if self._kept_bytes > CHANGES_KEPT_BYTES_MAX:
            self._kept, self._kept_bytes = [], 0

    def _ask_for_picture(self) -> None:
        now = self._now_ms()
        if self.recorder is None or now - self._asked_at < SNAPSHOT_EVERY_MS:
            return
        self._asked_at = now
        self.recorder.say(ASK_FOR_SNAPSHOT)

    def _regulate(self) -> None:
        """Who brings too much is read more slowly."""
        if self.recorder is None:
            return
        now = self._now_ms()
        is_much = (
            self._waiting_bytes > WAITING_BYTES_MAX
            or self._packed.over_ms(now) > 0
            or self._inflated.over_ms(now) > 0
        )
        if is_much and not self._is_paused:
            self.recorder.pause_reading()
        elif self._is_paused and not is_much:
            self.recorder.resume_reading()
        self._is_paused = is_much


def known_sheets(names: list[str]) -> bytes:
    """What a recorder is told first: the style sheets that it may name."""
    return _encode({"type": "sheets", "known": names})


def _drop(_parts: list[Part]) -> None:
    """Nothing is stored unless the site asks for it."""
