"""Durable rows become frames for everybody who shows the chat: encoded once for each audience."""

from collections.abc import Sequence
from typing import cast

import msgspec
import structlog

from parlour.chat import events as e
from parlour.chat.state import ChatState, Phase
from parlour.directory.directory import Directory
from parlour.engine.act import ChatChange, Done
from parlour.engine.books import LiveChat
from parlour.hub.background import Background
from parlour.hub.seats import Seat, Seats
from parlour.hub.timelines import Audience, Timeline
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

COME_BACK_MS = 1_000
"""For a client whose history could not be read just now."""


class Publisher:
    """Sends rows as they become durable, and to newcomers those that they lack.

    Knows open chats as they are on disk: `states`, `timelines` and `requests` are never ahead.
    """

    def __init__(
        self, ledger: Ledger, directory: Directory, seats: Seats, background: Background
    ) -> None:
        self._background = background
        self._ledger = ledger
        self._directory = directory
        self._seats = seats
        self.states: dict[ChatId, ChatState] = {}
        self.timelines: dict[ChatId, Timeline] = {}
        self.requests: dict[ChatId, ChatRequest] = {}
        self._released: list[ChatId] = []

    def restore(self, live: LiveChat, rows: list[Recorded], request: ChatRequest | None) -> None:
        """Take up an open chat after a start."""
        self.states[live.chat_id] = live.state
        self.timelines[live.chat_id] = _timeline_of(rows)
        if request is not None:
            self.requests[live.chat_id] = request

    def committed(self, done: Done) -> None:
        texts: Texts = {text.message_id: text.body for text in done.act.texts}
        if done.act.request is not None:
            self.requests[done.act.request.chat_id] = done.act.request
        for change in done.chats:
            self._publish(change, texts)

    def tick(self, _now: Millis) -> None:
        """Forget the chats that were released; whoever is being caught up gets the rest."""
        released, self._released = self._released, []
        for chat_id in released:
            self.states.pop(chat_id, None)
            self.timelines.pop(chat_id, None)
            self.requests.pop(chat_id, None)
            for seat in self._seats.of_chat(chat_id):
                if chat_id not in seat.behind:
                    self._seats.leave(seat, chat_id)

    async def number(self, chat_id: ChatId, audience: Audience, seq: int) -> int:
        """The audience's number of the first row it sees from `seq` on; also of a released chat."""
        timeline = self.timelines.get(chat_id)
        if timeline is None:
            timeline = _timeline_of(await self._ledger.read(chat_stream(chat_id)))
        return timeline.number_from(audience, seq)

    def show(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """Show an open chat to the seat, which has the rows up to its number `have`.

        A number we never gave out means that the client's history is not ours: it starts anew.
        """
        timeline = self.timelines[chat_id]
        have = self._known_number(seat, chat_id, timeline, have)
        self._seats.show(seat, chat_id, have)
        if have < timeline.length(seat.audience):
            mark = seat.behind[chat_id] = object()
            self._background.run(self._catch_up(seat, chat_id, timeline, mark))

    def show_past(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """Send the end-user what they lack of a chat that is over, if it was theirs."""
        self._background.run(self._send_past(seat, chat_id, have))

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
        except (LedgerUnavailable, BrokenLedger) as error:
            self._send_away(seat, chat_id, error)
            return
        if chat_id not in self.timelines and chat_id not in seat.behind:
            self._seats.leave(seat, chat_id)

    async def _send_missing(
        self, seat: Seat, chat_id: ChatId, timeline: Timeline, mark: object
    ) -> None:
        """Everything that is published by now; done when nothing was published meanwhile."""
        audience, sent = seat.audience, seat.sent[chat_id]
        after = timeline.seq(audience, sent)
        rows = await self._ledger.read(chat_stream(chat_id), after=after)
        texts = await self._texts(chat_id)
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

    async def _send_past(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        try:
            rows = await self._ledger.read(chat_stream(chat_id))
            texts = await self._texts(chat_id)
            request = await self._ledger.request(chat_id)
        except (LedgerUnavailable, BrokenLedger) as error:
            self._send_away(seat, chat_id, error)
            return
        created = rows[0].event if rows else None
        if not isinstance(created, e.ChatCreated) or not _belongs_to(created, seat):
            return
        timeline = _timeline_of(rows)
        have = self._known_number(seat, chat_id, timeline, have)
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

    def _send_away(self, seat: Seat, chat_id: ChatId, error: Exception) -> None:
        """What can't be sent is never left out: the client comes back and asks again."""
        log.warning("history_unreadable", chat=chat_id, reason=str(error))
        seat.connection.close(
            CloseCode.STORE_UNAVAILABLE, "The history can't be read just now.", COME_BACK_MS
        )

    async def _texts(self, chat_id: ChatId) -> Texts:
        kept = await self._ledger.texts(chat_id)
        return {message_id: text.body for message_id, text in kept.items()}

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


def _timeline_of(rows: Sequence[Recorded]) -> Timeline:
    timeline = Timeline()
    for row in rows:
        timeline.add(row.seq, _chat_event(row))
    return timeline


def _belongs_to(created: e.ChatCreated, seat: Seat) -> bool:
    return created.end_user_id == seat.end_user_id and created.site_id == seat.site_id


def _agent_view(row: Recorded, texts: Texts, question: str | None) -> bytes | None:
    event = _chat_event(row)
    view = agent_view(event, _text(event, texts, question))
    return None if view is None else _encode(view)


def _text(event: e.AnyChatEvent, texts: Texts, question: str | None) -> str | None:
    match event:
        case e.EndUserPost() | e.AgentPost() | e.AgentPushedUrl():
            return texts.get(event.message_id)
        case e.ChatCreated():
            return question
        case _:
            return None


def _chat_event(row: Recorded) -> e.AnyChatEvent:
    return cast(e.AnyChatEvent, row.event)


def _event_frame(chat_id: ChatId, number: int, at: Millis, view: bytes) -> bytes:
    return _encode(EventFrame(chat=chat_id, n=number, at=at, event=msgspec.Raw(view)))
