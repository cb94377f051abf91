"""What supervisors read over HTTP: lists of chats and any chat's ledger with its proof."""

from collections.abc import Sequence
from typing import Any, Literal, cast

import msgspec

from parlour.chat.events import (
    AgentPost,
    AnyChatEvent,
    ChatCreated,
    EndUserPost,
    LeadSessionStart,
    TransferredToQueue,
    encode_event,
)
from parlour.directory import rights
from parlour.directory.hours import next_opening
from parlour.hub.chat_server import ChatServer
from parlour.hub.requests import refusal_of
from parlour.ids import AgentId, ChatId, Duration, MessageId, Millis, QueueId, SiteId, chat_stream
from parlour.ledger.archive import Archive, ArchivedChat
from parlour.ledger.protocol import BrokenLedger, MessageText, Recorded
from parlour.ledger.verify import Fault, verify_chat
from parlour.ratings.records import Rating, RatingBook
from parlour.visitors.standing import standing
from parlour.web.bodies import (
    ChatsReply,
    ChatSummary,
    GivenRating,
    LedgerFault,
    LedgerProof,
    LedgerReply,
    LedgerRow,
    RowActor,
    SeenRow,
    SiteFront,
    WhyReply,
)
from parlour.wire.audience import agents_see, end_user_view
from parlour.wire.floor import FigureSeries
from parlour.wire.frames import Board

_ENVELOPE = ("kind", "actor", "cause")


class ServerFloorReader:
    """Reads the running server and its archive; changes nothing."""

    def __init__(self, server: ChatServer, archive: Archive, ratings: RatingBook) -> None:
        self._server = server
        self._archive = archive
        self._ratings = ratings

    async def chats(
        self,
        viewer: AgentId,
        state: Literal["open", "released"],
        *,
        limit: int,
        before: Millis | None,
    ) -> ChatsReply:
        """Looks on until the page is full: chats of other groups take no place in it."""
        page: list[ArchivedChat] = []
        while len(page) < limit:
            found = await self._archive.chats(
                released=state == "released", limit=limit, before=before
            )
            page += [one for one in found if self._may_read(viewer, one.record.lead_agent_id)]
            if len(found) < limit:
                break
            before = found[-1].record.requested
        rated = await self._ratings.of_chats(one.record.chat_id for one in page[:limit])
        return ChatsReply(
            chats=tuple(
                self._summary(chat, rated.get(chat.record.chat_id)) for chat in page[:limit]
            )
        )

    async def ledger(self, viewer: AgentId, chat_id: ChatId) -> LedgerReply | None:
        try:
            rows = await self._server.ledger.read(chat_stream(chat_id))
        except BrokenLedger as broken:
            return _unreadable(chat_id, broken)
        if not rows or not self._may_read(viewer, last_lead(rows)):
            return None
        texts = await self._server.ledger.texts(chat_id)
        told = self._told(viewer, rows, texts)
        request = await self._server.ledger.request(chat_id)
        return LedgerReply(
            chat_id=chat_id,
            name=request.name if request else "",
            queue=self._queue_name(last_queue(rows)),
            rows=tuple(self._row(row, told, request.question if request else None) for row in rows),
            proof=_proof(verify_chat(rows, texts)),
            rating=await self._rating(chat_id),
        )

    async def _rating(self, chat_id: ChatId) -> GivenRating | None:
        rating = (await self._ratings.of_chats([chat_id])).get(chat_id)
        if rating is None:
            return None
        return GivenRating(at=rating.at, score=rating.score, comment=rating.comment)

    def _told(
        self, viewer: AgentId, rows: Sequence[Recorded], texts: dict[MessageId, MessageText]
    ) -> dict[MessageId, MessageText]:
        """The texts that the viewer may read: those off the record only by their profile."""
        if rights.may_read_off_record(self._server.directory, viewer):
            return texts
        kept = {
            row.event.message_id
            for row in rows
            if isinstance(row.event, AgentPost | EndUserPost) and row.event.off_record
        }
        return {message_id: text for message_id, text in texts.items() if message_id not in kept}

    def floor(self, viewer: AgentId) -> Board:
        return self._server.floor.board(viewer)

    def series(self, queue_id: QueueId) -> FigureSeries | None:
        if queue_id not in self._server.directory.queues:
            return None
        return self._server.floor.series(queue_id)

    async def why(self, viewer: AgentId, chat_id: ChatId) -> WhyReply | None:
        server = self._server
        live = server.engine.books.chats.get(chat_id)
        if live is None or not self._may_read(viewer, live.state.lead_id):
            return None
        state = live.state
        offer = state.offer
        return WhyReply(
            chat_id=chat_id,
            phase=state.phase,
            now=server.engine.clock.now(),
            waiting=server.router.why(chat_id, server.engine.clock.now()),
            offered_to=offer.agent_id if offer else None,
            offer_until=offer.answer_until if offer else None,
        )

    def _may_read(self, viewer: AgentId, lead_id: AgentId | None) -> bool:
        return rights.may_read(self._server.directory, viewer, lead_id)

    def front(self, site_id: SiteId) -> SiteFront:
        server, now = self._server, self._server.engine.clock.now()
        site = server.directory.sites[site_id]
        queue = server.directory.queues[site.default_queue_id]
        board = server.floor.queue(queue.queue_id)
        wait = server.lobby.expected_wait(queue.queue_id, board.waiting + 1)
        refusal = refusal_of(server.router, site, queue, now)
        stands = standing(site.launcher, refusal, wait, board.sessions_free)
        is_shut = refusal in ("refused_hours", "refused_holiday")
        return SiteFront(
            open=stands.may_chat,
            expected_wait_ms=wait,
            agents_available=board.agents_available,
            sessions_free=board.sessions_free,
            state=stands.state,
            leave_message=stands.may_leave_message,
            next_opening=next_opening(queue, site.time_zone, now) if is_shut else None,
        )

    def is_ready(self) -> bool:
        return self._server.gateway.accepts_commands and not self._server.engine.outages.is_away

    def quarantined(self) -> int:
        return len(self._server.engine.quarantined.streams)

    def outcomes(self) -> dict[str, int]:
        return dict(self._server.gateway.outcomes)

    def _summary(self, chat: ArchivedChat, rating: Rating | None) -> ChatSummary:
        record = chat.record
        return ChatSummary(
            chat_id=record.chat_id,
            state=record.state,
            queue=self._queue_name(record.queue_id),
            name=chat.name,
            question=chat.question,
            requested=record.requested,
            first_engaged=record.first_engaged,
            completed=record.completed,
            termination=record.cause,
            lead=self._server.directory.name_of(lead) if (lead := record.lead_agent_id) else None,
            rows=chat.rows,
            waited_ms=Duration(record.waited),
            engaged_ms=Duration(record.engaged),
            wrap_up_ms=Duration(record.wrapped_up),
            score=rating.score if rating else None,
        )

    def _row(
        self, row: Recorded, texts: dict[MessageId, MessageText], question: str | None
    ) -> LedgerRow:
        event = cast(AnyChatEvent, row.event)
        data: dict[str, Any] = msgspec.json.decode(encode_event(event))
        text = texts.get(data.get("message_id", ""))
        actor = event.actor
        return LedgerRow(
            seq=row.seq,
            position=row.position,
            kind=row.kind,
            printed=event.printed,
            at=row.at,
            tx=row.tx,
            actor=RowActor(role=actor.role, id=actor.id or "", name=self._name(actor.id)),
            cause=data.get("cause"),
            data={key: value for key, value in data.items() if key not in _ENVELOPE},
            text=text.body if text else None,
            seen=self._seen(event, text.body if text else None, question),
            prev_hash=row.prev_hash,
            hash=row.hash,
        )

    def _seen(self, event: AnyChatEvent, text: str | None, question: str | None) -> SeenRow:
        said = question if isinstance(event, ChatCreated) else text
        view = end_user_view(event, said, self._server.publisher.shown_name)
        shown = None if view is None else msgspec.json.decode(msgspec.json.encode(view))
        return SeenRow(end_user=shown, agents=agents_see(event))

    def _queue_name(self, queue_id: QueueId) -> str:
        queue = self._server.directory.queues.get(queue_id)
        return queue.name if queue else queue_id

    def _name(self, actor_id: str | None) -> str:
        """An agent's name; end-users are called by their chat's own."""
        agent = self._server.directory.agents.get(AgentId(actor_id or ""))
        return agent.name if agent else ""


def last_lead(rows: Sequence[Recorded]) -> AgentId | None:
    """Who leads the chat, or led it last."""
    for row in reversed(rows):
        if isinstance(row.event, LeadSessionStart):
            return row.event.agent_id
    return None


def last_queue(rows: Sequence[Recorded]) -> QueueId:
    """The queue that the chat was requested in, or the last one that it was passed on to."""
    queue_id = QueueId("")
    for row in rows:
        match row.event:
            case ChatCreated(queue_id=queue_id) | TransferredToQueue(to_queue_id=queue_id):
                pass
            case _:
                pass
    return queue_id


def _unreadable(chat_id: ChatId, broken: BrokenLedger) -> LedgerReply:
    """The chat is quarantined: what is stored of it is not what was written."""
    fault = LedgerFault(seq=broken.seq, rule="S3", text=str(broken))
    return LedgerReply(
        chat_id=chat_id, name="", queue="", rows=(), proof=LedgerProof(intact=False, fault=fault)
    )


def _proof(faults: list[Fault]) -> LedgerProof:
    if not faults:
        return LedgerProof(intact=True, fault=None)
    first = faults[0]
    return LedgerProof(
        intact=False, fault=LedgerFault(seq=first.seq, rule=first.rule, text=first.text)
    )
