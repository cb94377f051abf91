"""What an end-user may still ask of their chat when it is over: rate it, take it along."""

from collections.abc import Sequence
from typing import cast

from parlour.chat import events as e
from parlour.directory.directory import Directory
from parlour.directory.records import Principal, Site
from parlour.engine.ports import Clock, Ids
from parlour.floor_reader import last_lead, last_queue
from parlour.ids import AgentId, ChatId, SiteId, chat_stream
from parlour.ledger.protocol import BrokenLedger, Ledger, Recorded
from parlour.mail.letter import Letter, is_address
from parlour.mail.outbox import Mailer, OutboxFull
from parlour.rates import Limit, Rates
from parlour.ratings.records import Rating, RatingBook
from parlour.transcripts.letters import dressed_letter, plain_letter
from parlour.transcripts.transcript import TextOf, lines_of
from parlour.transcripts.words import words_for
from parlour.value import Value
from parlour.web.after_bodies import MailTranscript, RateChat
from parlour.web.faults import Fault, NotThere
from parlour.wire.text import BadText, clean_message


class AfterLimits(Value):
    """Letters go to whatever address is asked for, so they are few: nobody floods a stranger."""

    letters_of_end_user: Limit = Limit(burst=3, per_s=1 / 3600)
    """A typing error or two; then one an hour."""
    letters_of_site: Limit = Limit(burst=200, per_s=0.1)
    """Six a minute from a whole site, as long as it lasts."""
    ratings_of_end_user: Limit = Limit(burst=10, per_s=1 / 60)
    """A change of mind, ten times."""


class ServerAfterChat:
    """An `AfterChat` over the running server."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        directory: Directory,
        ratings: RatingBook,
        mailer: Mailer,
        clock: Clock,
        ids: Ids,
        rates: Rates,
        limits: AfterLimits | None = None,
    ) -> None:
        limits = limits or AfterLimits()
        self._ledger = ledger
        self._directory = directory
        self._ratings = ratings
        self._mailer = mailer
        self._clock = clock
        self._ids = ids
        self._letters = rates.add("letters_of_end_user", limits.letters_of_end_user)
        self._letters_of_site = rates.add("letters_of_site", limits.letters_of_site)
        self._rated = rates.add("ratings_of_end_user", limits.ratings_of_end_user)

    @property
    def can_mail(self) -> bool:
        return self._mailer.can_send

    def letters(self) -> dict[str, int]:
        return {str(outcome): count for outcome, count in self._mailer.outcomes.items()}

    async def rate(self, visitor: Principal, chat_id: ChatId, wish: RateChat) -> None:
        rows = await self._own(visitor, chat_id)
        site = self._site(visitor)
        end = next((row for row in rows if isinstance(row.event, e.EndUserDisconnected)), None)
        lead = last_lead(rows)
        if not site.survey.on:
            raise Fault(409, "no_survey", "This site does not ask for ratings.")
        if end is None or lead is None:
            raise Fault(409, "not_over", "Only a chat that somebody answered, and that is over.")
        if self._rated.take(f"{visitor.site_id}/{visitor.id}"):
            raise Fault(429, "too_fast", "Too much at once; wait a moment.")
        rating = Rating(
            chat_id=chat_id,
            site_id=site.site_id,
            agent_id=lead,
            queue_id=last_queue(rows),
            at=self._clock.now(),
            score=wish.score,
            comment=_clean(wish.comment) if site.survey.comment else "",
        )
        await self._ratings.put(rating)

    async def mail(self, visitor: Principal, chat_id: ChatId, wish: MailTranscript) -> None:
        rows = await self._own(visitor, chat_id)
        site = self._site(visitor)
        if not site.transcript.email or not self._mailer.can_send:
            raise Fault(409, "no_mail", "This site sends no transcripts.")
        if not is_address(wish.email):
            raise Fault(422, "bad_address", "This is no e-mail address.")
        if last_lead(rows) is None:
            raise Fault(409, "nothing_said", "Nobody has answered in this chat.")
        key = f"{visitor.site_id}/{visitor.id}"
        if self._letters.take(key) or self._letters_of_site.take(site.site_id):
            raise Fault(429, "too_fast", "It was sent several times; try again in an hour.")
        try:
            letter = await self._letter(rows, chat_id, site, wish)
            await self._mailer.put(letter.but(about=key))
        except OutboxFull as full:
            raise Fault(503, "unavailable", "No mail can be sent just now.") from full

    async def _letter(
        self, rows: Sequence[Recorded], chat_id: ChatId, site: Site, wish: MailTranscript
    ) -> Letter:
        words = words_for(wish.language or site.language)
        text_of = await self._texts(chat_id)
        told = [(row.at, cast(e.AnyChatEvent, row.event)) for row in rows]
        lines = lines_of(told, text_of, self._shown_name, words)
        return Letter(
            letter_id=self._ids.fresh("l"),
            to=wish.email,
            subject=words.subject.format(site=site.name),
            text=plain_letter(lines, site.name, words, site.time_zone),
            html=dressed_letter(lines, site.name, words, site.time_zone),
            made=self._clock.now(),
        )

    async def _texts(self, chat_id: ChatId) -> TextOf:
        texts = await self._ledger.texts(chat_id)
        request = await self._ledger.request(chat_id)

        def text_of(event: e.AnyChatEvent) -> str | None:
            if isinstance(event, e.WITH_TEXT):
                text = texts.get(event.message_id)
                return text.body if text else None
            return request.question if request and isinstance(event, e.ChatCreated) else None

        return text_of

    async def _own(self, visitor: Principal, chat_id: ChatId) -> Sequence[Recorded]:
        """The chat's rows.

        Raises: `NotThere`, also for one that can't be read any more.
        """
        try:
            rows = await self._ledger.read(chat_stream(chat_id))
        except BrokenLedger as broken:
            raise NotThere from broken
        first = rows[0].event if rows else None
        if not isinstance(first, e.ChatCreated):
            raise NotThere
        if (first.site_id, first.end_user_id) != (visitor.site_id, visitor.id):
            raise NotThere
        return rows

    def _site(self, visitor: Principal) -> Site:
        return self._directory.sites[SiteId(visitor.site_id or "")]

    def _shown_name(self, agent_id: AgentId) -> str:
        agent = self._directory.agents.get(agent_id)
        return agent.name if agent else ""


def _clean(comment: str) -> str:
    """
    Raises:
        Fault: it holds what no text may hold.
    """
    try:
        return clean_message(comment) if comment.strip() else ""
    except BadText as bad:
        raise Fault(422, "bad_text", bad.reason) from bad
