"""What visitors do without a chat: look for answers, leave messages; and what agents see of it and
of chats of before."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import cast

import msgspec
import structlog

from parlour.chat import events as e
from parlour.database.failures import DatabaseUnavailable
from parlour.directory.records import Principal, Site
from parlour.hub.chat_server import ChatServer
from parlour.ids import (
    AgentId,
    ChatId,
    Duration,
    EndUserId,
    MessageId,
    Millis,
    SiteId,
    chat_stream,
)
from parlour.ledger.archive import Archive, ArchivedChat
from parlour.ledger.protocol import BrokenLedger, Recorded
from parlour.mail.letter import is_address
from parlour.mail.outbox import Mailer, OutboxFull
from parlour.rates import Limit, Rates
from parlour.value import Value
from parlour.visitors.articles import found
from parlour.visitors.letters import letter_of
from parlour.visitors.messages import LeftMessage, MessageBook
from parlour.web.before_bodies import (
    EARLIER_MAX,
    ArticlesReply,
    EarlierChat,
    EarlierReply,
    EarlierRow,
    EarlierTranscript,
    FoundArticle,
    LeaveMessage,
    MessagesReply,
    SettleMessage,
    message_reply,
)
from parlour.web.faults import Fault, NotThere
from parlour.wire.audience import agent_view
from parlour.wire.text import BadText, clean_line, clean_message, clean_url

log = structlog.get_logger()

_encode = msgspec.json.Encoder().encode


class MessageLimits(Value):
    """People read these, one by one."""

    of_end_user: Limit = Limit(burst=3, per_s=1 / 600)
    """Something forgotten, twice; then one in ten minutes."""
    of_address: Limit = Limit(burst=20, per_s=1 / 60)
    """An office behind one address."""
    of_site: Limit = Limit(burst=200, per_s=0.1)
    """A night's worth at once, then six a minute."""


class ServerBeforeChat:
    """A `BeforeChat` over the running server."""

    def __init__(
        self,
        *,
        server: ChatServer,
        archive: Archive,
        book: MessageBook,
        mailer: Mailer,
        rates: Rates,
        limits: MessageLimits | None = None,
    ) -> None:
        limits = limits or MessageLimits()
        self._server = server
        self._directory = server.directory
        self._archive = archive
        self._book = book
        self._mailer = mailer
        self._of_end_user = rates.add("messages_of_end_user", limits.of_end_user)
        self._of_address = rates.add("messages_of_address", limits.of_address)
        self._of_site = rates.add("messages_of_site", limits.of_site)

    def articles(self, site_id: SiteId, question: str, language: str) -> ArticlesReply:
        best = found(self._directory.sites[site_id].articles, question, language)
        return ArticlesReply(articles=tuple(FoundArticle(title=a.title, url=a.url) for a in best))

    # Messages ----------------------------------------------------------------------------------

    async def leave(self, visitor: Principal, wish: LeaveMessage, address: str) -> None:
        site = self._directory.sites[SiteId(visitor.site_id or "")]
        launcher = site.launcher
        if "leave_message" not in (launcher.when_busy, launcher.when_closed):
            raise Fault(409, "no_messages", "This site takes no messages.")
        message = self._message(visitor, site, wish)
        who = f"{site.site_id}/{visitor.id}"
        if (
            self._of_end_user.take(who)
            or self._of_address.take(address)
            or self._of_site.take(site.site_id)
        ):
            raise Fault(429, "too_fast", "Several were left already; try again later.")
        try:
            taken = await self._book.add(message)
        except DatabaseUnavailable as unavailable:
            raise Fault(503, "unavailable", "It can't be taken just now; try again.") from (
                unavailable
            )
        if taken == "full":
            raise Fault(503, "unavailable", "No more messages are taken just now.")
        if taken == "new":
            await self._mail(message, site)

    def _message(self, visitor: Principal, site: Site, wish: LeaveMessage) -> LeftMessage:
        """
        Raises:
            Fault: a text or the address is none.
        """
        email = visitor.email or wish.email.strip()
        if not is_address(email):
            raise Fault(422, "bad_address", "This is no e-mail address.")
        named = f"{site.site_id}/{visitor.id}/{wish.key}"
        try:
            return LeftMessage(
                message_id=f"lm_{blake2b(named.encode(), digest_size=16).hexdigest()}",
                site_id=site.site_id,
                end_user_id=EndUserId(visitor.id),
                name=visitor.name or clean_line(wish.name),
                email=email,
                text=clean_message(wish.text),
                page_url=clean_url(wish.page_url),
                page_title=clean_line(wish.page_title),
                language=clean_line(wish.language),
                left_at=self._server.engine.clock.now(),
            )
        except BadText as bad:
            raise Fault(422, "bad_text", bad.reason) from bad

    async def _mail(self, message: LeftMessage, site: Site) -> None:
        """It stands on the desk in any case; that it can't be mailed is the operator's to know."""
        if not site.mail or not self._mailer.can_send:
            return
        try:
            await self._mailer.put(letter_of(message, site))
        except (OutboxFull, DatabaseUnavailable) as failed:
            log.warning("message_not_mailed", message=message.message_id, reason=repr(failed))

    async def messages(self, *, settled: bool, limit: int, before: Millis | None) -> MessagesReply:
        page = await self._book.page(settled=settled, limit=limit, before=before)
        sites, name_of = self._directory.sites, self._directory.name_of
        replies = tuple(
            message_reply(
                message,
                sites[message.site_id].name if message.site_id in sites else message.site_id,
                name_of(AgentId(message.settled_by)) if message.settled_by else "",
            )
            for message in page
        )
        return MessagesReply(messages=replies, open=await self._book.count_open())

    async def open_messages(self) -> int:
        return await self._book.count_open()

    async def settle(self, message_id: str, wish: SettleMessage, *, by: AgentId) -> None:
        at = self._server.engine.clock.now() if wish.settled else None
        try:
            is_there = await self._book.settle(message_id, at, by)
        except DatabaseUnavailable as unavailable:
            raise Fault(503, "unavailable", "This can't be written just now; try again.") from (
                unavailable
            )
        if not is_there:
            raise NotThere

    # Chats of before ---------------------------------------------------------------------------

    async def earlier(self, viewer: AgentId, chat_id: ChatId) -> EarlierReply:
        site_id, end_user_id = self._end_user_of(viewer, chat_id)
        chats = await self._archive.of_end_user(site_id, end_user_id, limit=EARLIER_MAX)
        return EarlierReply(
            chats=tuple(self._summary(c) for c in chats if c.record.chat_id != chat_id)
        )

    async def earlier_transcript(
        self, viewer: AgentId, chat_id: ChatId, earlier_id: ChatId
    ) -> EarlierTranscript:
        theirs = self._end_user_of(viewer, chat_id)
        ledger = self._server.ledger
        try:
            rows = await ledger.read(chat_stream(earlier_id))
            texts = {m: text.body for m, text in (await ledger.texts(earlier_id)).items()}
        except BrokenLedger as broken:
            raise NotThere from broken
        created = rows[0].event if rows else None
        if not isinstance(created, e.ChatCreated) or earlier_id == chat_id:
            raise NotThere
        if (created.site_id, created.end_user_id) != theirs:
            raise NotThere
        request = await ledger.request(earlier_id)
        told = _Told(texts, request.question if request else None, self._sees_off_record(viewer))
        return EarlierTranscript(
            chat_id=earlier_id,
            name=request.name if request else "",
            rows=tuple(told.rows(rows)),
        )

    def _end_user_of(self, viewer: AgentId, chat_id: ChatId) -> tuple[SiteId, EndUserId]:
        """
        Raises:
            NotThere: no open chat, or none that they take part in or watch.
        """
        live = self._server.engine.books.chats.get(chat_id)
        if live is None or live.state.part_of(viewer) is None:
            raise NotThere
        return live.state.site_id, live.state.end_user_id

    def _sees_off_record(self, viewer: AgentId) -> bool:
        agent = self._directory.agents.get(viewer)
        profile = self._directory.profiles.get(agent.profile_id) if agent else None
        return profile is not None and profile.off_record_view

    def _summary(self, chat: ArchivedChat) -> EarlierChat:
        record = chat.record
        queue = self._directory.queues.get(record.queue_id)
        lead = record.lead_agent_id
        return EarlierChat(
            chat_id=record.chat_id,
            requested=record.requested,
            queue=queue.name if queue else record.queue_id,
            question=chat.question,
            lead=self._directory.name_of(lead) if lead else "",
            cause=record.cause or "",
            engaged_ms=Duration(record.engaged),
        )


class _Told:
    """Rows as the chat's agents saw them, numbered as they were."""

    def __init__(self, texts: dict[MessageId, str], question: str | None, off_record: bool) -> None:
        self._texts = texts
        self._question = question
        self._off_record = off_record

    def rows(self, rows: Sequence[Recorded]) -> Sequence[EarlierRow]:
        shown: list[EarlierRow] = []
        for row in rows:
            event = cast(e.AnyChatEvent, row.event)
            view = agent_view(event, self._text(event))
            if view is not None:
                seen = msgspec.Raw(_encode(view))
                shown.append(EarlierRow(n=len(shown) + 1, at=row.at, event=seen))
        return shown

    def _text(self, event: e.AnyChatEvent) -> str | None:
        if isinstance(event, e.ChatCreated):
            return self._question
        if getattr(event, "off_record", False) and not self._off_record:
            return None
        return self._texts.get(event.message_id) if isinstance(event, e.WITH_TEXT) else None
