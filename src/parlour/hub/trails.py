"""The pages an end-user looks at, for the agents of their chat."""

from collections.abc import Iterable, Sequence

import msgspec
import structlog

from parlour.chat.state import Phase
from parlour.database.failures import DatabaseUnavailable
from parlour.engine.act import Done
from parlour.engine.background import Background
from parlour.engine.ports import Clock
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.ids import ChatId, Millis
from parlour.nodes.protocol import Bus, PagesHeard
from parlour.visitors.trails import PAGES_MAX, Trail, TrailBook
from parlour.wire import frames as f
from parlour.wire.parts import Page

log = structlog.get_logger()

_encode = msgspec.json.Encoder().encode


class Trails:
    """Of open chats, in memory and in a book. A page that can't be written is lost and no more:
    nobody is kept from chatting for it."""

    def __init__(
        self,
        *,
        publisher: Publisher,
        seats: Seats,
        clock: Clock,
        background: Background,
        book: TrailBook,
    ) -> None:
        self._publisher = publisher
        self._seats = seats
        self._clock = clock
        self._background = background
        self._book = book
        self.bus: Bus | None = None
        """To the other nodes, if there are any."""
        self._trails: dict[ChatId, Trail] = {}
        publisher.on_shown.append(self._tell_newcomer)

    async def restore(self, chat_ids: Iterable[ChatId]) -> None:
        """Of the chats that are open after a start."""
        try:
            self._trails |= await self._book.of_chats(chat_ids)
        except DatabaseUnavailable as unavailable:
            log.warning("trails_unreadable", reason=str(unavailable))

    def begin(self, chat_id: ChatId, frame: f.RequestChatFrame) -> None:
        """A chat has been asked for, from the last of these pages."""
        here = f.PageSeen(url=frame.page_url, title=frame.page_title)
        self._add(chat_id, (*frame.trail, here))

    def note(self, seat: Seat, frame: f.PageFrame) -> None:
        chat_id = ChatId(frame.chat)
        if seat.audience == "end_user" and chat_id in seat.sent:
            self._add(chat_id, (frame.page,))

    def hear(self, heard: PagesHeard) -> None:
        """From another node, which keeps them."""
        if self._is_open(heard.chat_id):
            self._show(heard.chat_id, heard.pages)

    def committed(self, done: Done) -> None:
        for change in done.chats:
            if change.after.phase is Phase.RELEASED:
                self._trails.pop(change.chat_id, None)

    def _add(self, chat_id: ChatId, told: Sequence[f.PageSeen]) -> None:
        if not self._is_open(chat_id):
            return
        before = self._trails.get(chat_id, ())
        new = fresh_pages(before, told, self._clock.now())
        if not new:
            return
        self._show(chat_id, (*before, *new)[-PAGES_MAX:])
        self._background.run(self._keep(chat_id, new))
        if self.bus is not None:
            self.bus.ring(PagesHeard(chat_id=chat_id, pages=self._trails[chat_id]))

    def _is_open(self, chat_id: ChatId) -> bool:
        state = self._publisher.states.get(chat_id)
        return state is not None and state.phase is not Phase.RELEASED

    def _show(self, chat_id: ChatId, trail: Trail) -> None:
        self._trails[chat_id] = trail
        frame = _encode(f.Pages(chat=chat_id, pages=trail))
        for seat in self._seats.of_chat(chat_id):
            if seat.audience == "agent":
                seat.connection.send(frame)

    def _tell_newcomer(self, seat: Seat, chat_id: ChatId) -> None:
        trail = self._trails.get(chat_id)
        if seat.audience == "agent" and trail is not None:
            seat.connection.send(_encode(f.Pages(chat=chat_id, pages=trail)))

    async def _keep(self, chat_id: ChatId, pages: Trail) -> None:
        try:
            await self._book.add(chat_id, pages)
        except DatabaseUnavailable as unavailable:
            log.warning("page_not_kept", chat=chat_id, reason=str(unavailable))


def fresh_pages(before: Trail, told: Sequence[f.PageSeen], now: Millis) -> Trail:
    """What is told, as pages; those without an address are left out, and the one that they are on
    already. Times never go back, whatever the client says."""
    pages: list[Page] = []
    last = before[-1] if before else None
    for page in told:
        if not page.url or (last is not None and last.url == page.url):
            continue
        at = Millis(max(now - page.ago_ms, last.at if last is not None else 0))
        last = Page(url=page.url, title=page.title, at=at)
        pages.append(last)
    return tuple(pages)
