"""Frames of an end-user become acts."""

from parlour.chat import commands as c
from parlour.chat.events import ChatTerms, Refusal
from parlour.chat.refusals import Refused
from parlour.directory.directory import Directory
from parlour.directory.hours import is_open
from parlour.directory.records import Queue, Site
from parlour.directory.rules import queue_of
from parlour.engine.act import Act
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.cobrowsing import CoBrowsing
from parlour.hub.posts import Posts
from parlour.hub.returning import Returning
from parlour.hub.seats import Seat
from parlour.ids import ChatId, Millis, is_known, seconds
from parlour.ledger.protocol import ChatRequest
from parlour.rates import Limit, Rates
from parlour.value import Value
from parlour.wire import frames as f

OPEN_AGAIN_MS = 60_000
"""When all places are taken: chats end all the time, but not in seconds."""


class RequestLimits(Value):
    """How many chats may be begun and be open, and how much may be asked within them."""

    at_once: int = 10
    """Chats of one end-user: somebody who keeps canceling and asking again."""
    per_s: float = 0.1
    """Six a minute: nobody talks through more, and a flood fills no ledger."""
    chats_of_site: Limit = Limit(burst=1_000, per_s=20)
    """Begun by all end-users of a site: 72,000 an hour are more than any staff answers."""
    open_chats_max: int = 50_000
    """Of all sites: as many as there may be sockets, some 250 MiB."""
    of_end_user: Limit = Limit(burst=200, per_s=5)
    """Commands over all tabs and devices: a full outbox of a hundred, twice; then faster than
    anybody types."""
    of_agent: Limit = Limit(burst=500, per_s=20)
    """The same for somebody with fifty chats and a second screen."""
    cost_bytes: int = 4_096
    """A command costs one, and one more for each of these: so bytes are limited with them."""


class EndUserRequests:
    """What an end-user asks, as acts on their own chat and no other."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        router: Router,
        posts: Posts,
        returning: Returning,
        cobrowsing: CoBrowsing,
        limits: RequestLimits,
        rates: Rates,
    ) -> None:
        self._engine = engine
        self._open_chats_max = limits.open_chats_max
        of_end_user = Limit(burst=limits.at_once, per_s=limits.per_s)
        self._begun = rates.add("chats_of_end_user", of_end_user)
        self._begun_at_site = rates.add("chats_of_site", limits.chats_of_site)
        self._directory = directory
        self._router = router
        self._posts = posts
        self._returning = returning
        self._cobrowsing = cobrowsing

    def expect(self, seat: Seat) -> None:
        """The end-user has connected: what a request will need is looked up meanwhile."""
        self._returning.expect(seat.site_id, seat.end_user_id)

    def act_of(self, seat: Seat, frame: f.Command, at: Millis) -> Act:
        """The act that carries out the frame.

        Raises: `Refused` when the chat is not this end-user's.
        """
        match frame:
            case f.PostFrame():
                chat_id = self._own(seat, frame.chat)
                return self._posts.of_end_user(seat, chat_id, frame, at)
            case f.RequestChatFrame():
                return self._request(seat, frame, at)
            case f.CancelChatFrame():
                command: c.AnyChatCommand = c.CancelChat(
                    at=at, end_user_id=seat.end_user_id, deflected=frame.deflected
                )
                return Act(at=at, chats=((self._own(seat, frame.chat), command),))
            case f.EndChatFrame():
                command = c.LeaveAsEndUser(at=at, end_user_id=seat.end_user_id)
                return Act(at=at, chats=((self._own(seat, frame.chat), command),))
            case (
                f.AcceptCoBrowseFrame()
                | f.DeclineCoBrowseFrame()
                | f.StopCoBrowseFrame()
                | f.FailCoBrowseFrame()
            ):
                chat_id = self._own(seat, frame.chat)
                return self._cobrowsing.of_end_user(seat, chat_id, frame, at)
            case f.StayFrame():
                self._engine.books.chats[self._own(seat, frame.chat)].active_at = at
                return Act(at=at)
            case _:
                raise Refused("not_yours")

    def _own(self, seat: Seat, chat: str) -> ChatId:
        """The chat, if it is open and this end-user's; else there is no such chat."""
        live = self._engine.books.chats.get(ChatId(chat))
        if live is None or live.state.end_user_id != seat.end_user_id:
            raise Refused("unknown_chat")
        if live.state.site_id != seat.site_id:
            raise Refused("unknown_chat")
        return live.chat_id

    def _request(self, seat: Seat, frame: f.RequestChatFrame, at: Millis) -> Act:
        site = self._directory.sites[seat.site_id]
        if (seat.site_id, seat.end_user_id) in self._engine.books.chat_of:
            raise Refused("already_open")
        if site.identity == "required" and not is_known(seat.end_user_id):
            raise Refused("sign_in_required")
        self._limit(seat)
        queue = queue_of(
            self._directory,
            site,
            wanted=frame.queue,
            page_url=frame.page_url,
            language=frame.language,
            answers=frame.answers,
        )
        chat_id = ChatId(self._engine.ids.fresh("c"))
        who = seat.principal
        request = ChatRequest(
            chat_id=chat_id,
            site_id=site.site_id,
            end_user_id=seat.end_user_id,
            name=who.name or frame.name,
            email=who.email or frame.email,
            question=frame.question,
            answers=frame.answers,
            page_url=frame.page_url,
            page_title=frame.page_title,
            referrer=frame.referrer,
            user_agent=seat.connection.user_agent,
            language=frame.language,
            salt=self._engine.ids.fresh("s"),
        )
        command = c.RequestChat(
            at=at,
            end_user_id=seat.end_user_id,
            chat_id=chat_id,
            site_id=site.site_id,
            queue_id=queue.queue_id,
            terms=terms_of(site),
            refused=refusal_of(self._router, site, queue, at),
            preferred_agent_id=self._returning.last_lead(seat.site_id, seat.end_user_id),
            request_digest=request.digest,
        )
        return Act(at=at, chats=((chat_id, command),), request=request)

    def _limit(self, seat: Seat) -> None:
        """Raises: `Refused` when too many chats were begun, or are open."""
        wait_ms = self._begun.take(
            f"{seat.site_id}/{seat.end_user_id}"
        ) or self._begun_at_site.take(seat.site_id)
        if wait_ms or len(self._engine.books.chats) >= self._open_chats_max:
            raise Refused("too_many_chats", retry_after_ms=wait_ms or OPEN_AGAIN_MS)


def refusal_of(router: Router, site: Site, queue: Queue, at: Millis) -> Refusal | None:
    """What the rules at the door say: hours, holidays, agents, limit."""
    opening = is_open(queue, site.time_zone, at)
    if opening != "open":
        return "refused_holiday" if opening == "holiday" else "refused_hours"
    if queue.needs_agents and not router.roster.within_reach(queue.queue_id):
        return "refused_no_agents"
    waiting = len(router.lines.get(queue.queue_id, ()))
    if queue.max_waiting is not None and waiting >= queue.max_waiting:
        return "refused_limit"
    return None


def terms_of(site: Site) -> ChatTerms:
    """The settings that a chat keeps from its creation."""
    settings = site.settings
    return ChatTerms(
        queue_timeout=seconds(settings.USER_WAIT_QUEUE_TIMEOUT),
        idle_timeout=seconds(settings.CS_IDLE_TIMEOUT),
        posts_in_queue=settings.POSTS_IN_QUEUE,
        file_uploads=settings.CHAT_FILEATACHE_CMD,
    )
