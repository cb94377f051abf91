"""Durable rows become frames for everybody who shows the chat: encoded once for each audience."""

from collections.abc import Callable, Sequence
from typing import cast

import msgspec
import structlog

from parlour.chat import events as e
from parlour.chat.state import ChatState, Phase
from parlour.directory.directory import Directory
from parlour.engine.act import ChatChange, Done
from parlour.engine.books import LiveChat
from parlour.hub.past import PastChat, PastChats
from parlour.hub.reception import Reception
from parlour.hub.seats import Seat, Seats
from parlour.hub.timelines import Audience, Timeline, timeline_of
from parlour.ids import AgentId, ChatId, MessageId, Millis, chat_stream
from parlour.ledger.protocol import (
    BrokenLedger,
    ChatRequest,
    Ledger,
    LedgerUnavailable,
    Recorded,
)
from parlour.wire.audience import agent_view, end_user_view
from parlour.wire.frames import CloseCode, EventFrame, Resync

log = structlog.get_logger()

_encode = msgspec.json.Encoder().encode

Texts = dict[MessageId, str]


class Publisher:
    """Sends rows as they become durable, and to newcomers those that they lack.

    Knows open chats as they are on disk: `states`, `timelines` and `requests` are never ahead.
    """

    def __init__(
        self, ledger: Ledger, directory: Directory, seats: Seats, reception: Reception
    ) -> None:
        self._reception = reception
        self._ledger = ledger
        self._directory = directory
        self._seats = seats
        self.states: dict[ChatId, ChatState] = {}
        self.timelines: dict[ChatId, Timeline] = {}
        self.requests: dict[ChatId, ChatRequest] = {}
        self._released: list[ChatId] = []
        self._past = PastChats(ledger)
        self.on_shown: list[Callable[[Seat, ChatId], None]] = []
        """Told that a seat shows an open chat from now on."""
        self.on_caught_up: list[Callable[[Seat, ChatId], None]] = []
        """Told that it has all rows of it."""
        self.on_broken: Callable[[BrokenLedger], None] = _nobody
        """Told of rows that are not what was written."""

    def restore(self, live: LiveChat, rows: list[Recorded], request: ChatRequest | None) -> None:
        """Take up an open chat after a start."""
        self.states[live.chat_id] = live.state
        self.timelines[live.chat_id] = timeline_of(rows)
        if request is not None:
            self.requests[live.chat_id] = request

    def committed(self, done: Done) -> None:
        texts: Texts = {text.message_id: text.body for text in done.act.texts}
        if done.act.request is not None:
            self.requests[done.act.request.chat_id] = done.act.request
        for change in done.chats:
            self._publish(change, texts)

    def tick(self, _now: Millis) -> None:
        """Forget the chats that were released, once nobody is being caught up with them."""
        released, self._released = self._released, []
        for chat_id in released:
            seats = self._seats.of_chat(chat_id)
            if any(chat_id in seat.behind for seat in seats):
                self._released.append(chat_id)
                continue
            state = self.states.pop(chat_id)
            timeline = self.timelines.pop(chat_id)
            self.requests.pop(chat_id, None)
            self._past.keep(chat_id, PastChat(state.site_id, state.end_user_id, timeline))
            for seat in seats:
                self._seats.leave(seat, chat_id)

    async def number(self, chat_id: ChatId, audience: Audience, seq: int) -> int:
        """The audience's number of the first row it sees from `seq` on; also of a released chat."""
        timeline = self.timelines.get(chat_id)
        if timeline is not None:
            return timeline.number_from(audience, seq)
        past = await self._past.get(chat_id)
        return past.timeline.number_from(audience, seq) if past is not None else 0

    def show(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """Show an open chat to the seat, which has the rows up to its number `have`.

        A number we never gave out means that the client's history is not ours: it starts anew.
        """
        timeline = self.timelines[chat_id]
        have = self._known_number(seat, chat_id, timeline, have)
        self._seats.show(seat, chat_id, have)
        if have < timeline.length(seat.audience):
            mark = seat.behind[chat_id] = object()
            self._reception.run(lambda: self._catch_up(seat, chat_id, timeline, mark))
        for tell in self.on_shown:
            tell(seat, chat_id)
        if chat_id not in seat.behind:
            self._tell_caught_up(seat, chat_id)

    def show_past(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """Send the end-user what they lack of a chat that is over, if it was theirs."""
        self._reception.run(lambda: self._send_past(seat, chat_id, have))

    def _publish(self, change: ChatChange, texts: Texts) -> None:
        chat_id = change.chat_id
        self.states[chat_id] = change.after
        timeline = self.timelines.get(chat_id)
        if timeline is None:
            timeline = self.timelines[chat_id] = Timeline()
        seats = self._seats.of_chat(chat_id)
        for row in change.rows:
            numbers = timeline.add(row.seq, _chat_event(row))
            encoded: dict[Audience, bytes | None] = {}
            for seat in seats:
                audience = seat.audience
                number = numbers.get(audience)
                if number is None or chat_id in seat.behind:
                    continue
                if audience not in encoded:
                    encoded[audience] = self._frame((chat_id, number), row, audience, texts)
                frame = encoded[audience]
                if frame is not None:
                    seat.sent[chat_id] = number
                    seat.connection.send(frame)
        if change.after.phase is Phase.RELEASED:
            self._released.append(chat_id)

    # Catching up -------------------------------------------------------------------------------

    async def _catch_up(
        self, seat: Seat, chat_id: ChatId, timeline: Timeline, mark: object
    ) -> None:
        try:
            while seat.behind.get(chat_id) is mark:
                await self._send_missing(seat, chat_id, timeline, mark)
        except LedgerUnavailable as error:
            log.warning("history_unreadable", chat=chat_id, reason=str(error))
        except BrokenLedger as broken:
            self._set_aside(seat, chat_id, broken)
        finally:
            if seat.behind.get(chat_id) is mark:
                self._send_away(seat)

    async def _send_missing(
        self, seat: Seat, chat_id: ChatId, timeline: Timeline, mark: object
    ) -> None:
        """Everything that is published by now; done when nothing was published meanwhile."""
        audience, sent = seat.audience, seat.sent[chat_id]
        rows, texts = await self._rows_after(chat_id, timeline.seq(audience, sent))
        if seat.behind.get(chat_id) is not mark:
            return
        for row in rows:
            if row.seq > timeline.newest:
                break  # durable, but not yet published: its turn comes
            number = timeline.number(audience, row.seq)
            frame = self._frame((chat_id, number), row, audience, texts) if number > sent else None
            if frame is not None:
                seat.sent[chat_id] = number
                seat.connection.send(frame)
        if seat.sent.get(chat_id) == timeline.length(audience):
            seat.behind.pop(chat_id, None)
            self._tell_caught_up(seat, chat_id)

    def _tell_caught_up(self, seat: Seat, chat_id: ChatId) -> None:
        for tell in self.on_caught_up:
            tell(seat, chat_id)

    async def _send_past(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        answered = False
        try:
            await self._send_rest(seat, chat_id, have)
            answered = True
        except LedgerUnavailable as error:
            log.warning("history_unreadable", chat=chat_id, reason=str(error))
        except BrokenLedger as broken:
            self._set_aside(seat, chat_id, broken)
            answered = True
        finally:
            if not answered:
                self._send_away(seat)

    async def _send_rest(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """A chat that is not there, or not theirs, can't be continued, which is said."""
        past = await self._past.get(chat_id)
        if past is None or (past.site_id, past.end_user_id) != (seat.site_id, seat.end_user_id):
            seat.connection.send(_encode(Resync(chat=chat_id)))
            return
        timeline = past.timeline
        have = self._known_number(seat, chat_id, timeline, have)
        if have == timeline.length(seat.audience):
            return
        rows, texts = await self._rows_after(chat_id, timeline.seq(seat.audience, have))
        request = await self._ledger.request(chat_id) if have == 0 else None
        question = request.question if request else None
        for row in rows:
            number = timeline.number(seat.audience, row.seq)
            view = self._end_user_view(row, texts, question) if number > have else None
            if view is not None:
                seat.connection.send(_event_frame(chat_id, number, row.at, view))

    def _known_number(self, seat: Seat, chat_id: ChatId, timeline: Timeline, have: int) -> int:
        if have <= timeline.length(seat.audience):
            return have
        seat.connection.send(_encode(Resync(chat=chat_id)))
        return 0

    def _set_aside(self, seat: Seat, chat_id: ChatId, broken: BrokenLedger) -> None:
        """A history that is not what was written is not shown, which is said; the connection goes
        on with the other chats."""
        self.on_broken(broken)
        seat.connection.send(_encode(Resync(chat=chat_id)))
        self._seats.leave(seat, chat_id)

    def _send_away(self, seat: Seat) -> None:
        """What can't be sent now is never left out: the client comes back and asks again."""
        seat.connection.close(
            CloseCode.STORE_UNAVAILABLE,
            "The history can't be read just now.",
            self._reception.appointment_ms(),
        )

    async def _rows_after(self, chat_id: ChatId, seq: int) -> tuple[Sequence[Recorded], Texts]:
        """What was written after the row `seq`, and nothing else is read."""
        rows = await self._ledger.read(chat_stream(chat_id), after=seq)
        if not any(isinstance(row.event, e.WITH_TEXT) for row in rows):
            return rows, {}
        kept = await self._ledger.texts_of(rows)
        return rows, {message_id: text.body for message_id, text in kept.items()}

    # Frames ------------------------------------------------------------------------------------

    def _frame(
        self, place: tuple[ChatId, int], row: Recorded, audience: Audience, texts: Texts
    ) -> bytes | None:
        """`place`: the chat, and the row's number for this audience."""
        chat_id, number = place
        request = self.requests.get(chat_id)
        question = request.question if request else None
        view = (
            self._end_user_view(row, texts, question)
            if audience == "end_user"
            else _agent_view(row, texts, question)
        )
        return None if view is None else _event_frame(chat_id, number, row.at, view)

    def _end_user_view(self, row: Recorded, texts: Texts, question: str | None) -> bytes | None:
        event = _chat_event(row)
        view = end_user_view(event, _text(event, texts, question), self.shown_name)
        return None if view is None else _encode(view)

    def shown_name(self, agent_id: AgentId) -> str:
        """Never the id: an agent who is no longer in the directory has no name."""
        agent = self._directory.agents.get(agent_id)
        return agent.name if agent else ""


def _agent_view(row: Recorded, texts: Texts, question: str | None) -> bytes | None:
    event = _chat_event(row)
    view = agent_view(event, _text(event, texts, question))
    return None if view is None else _encode(view)


def _text(event: e.AnyChatEvent, texts: Texts, question: str | None) -> str | None:
    if isinstance(event, e.WITH_TEXT):
        return texts.get(event.message_id)
    return question if isinstance(event, e.ChatCreated) else None


def _nobody(_broken: BrokenLedger) -> None:
    """Until somebody wants to know."""


def _chat_event(row: Recorded) -> e.AnyChatEvent:
    return cast(e.AnyChatEvent, row.event)


def _event_frame(chat_id: ChatId, number: int, at: Millis, view: bytes) -> bytes:
    return _encode(EventFrame(chat=chat_id, n=number, at=at, event=msgspec.Raw(view)))
