"""The end-user's side: welcome, the place in the queue, typing, the idle warning."""

import msgspec

from parlour.chat.state import Phase
from parlour.chat.timing import may_idle_out
from parlour.directory.directory import Directory
from parlour.engine.act import Done
from parlour.engine.books import OPEN, LiveChat
from parlour.engine.deadlines import grace_at
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.hub.seen import SeenMarks
from parlour.hub.trails import Trails
from parlour.hub.waits import Waits
from parlour.ids import ChatId, Duration, Millis, QueueId, SiteId, later, seconds
from parlour.nodes.protocol import Bus, TypingHeard
from parlour.settings import Settings
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

SWEEP = Duration(1_000)
"""How often places in the queue and idle chats are looked at."""
IDLE_WARNING = Duration(60_000)
"""How long before the end of an idle chat its end-user is warned (WCAG 2.2.1)."""
WAIT_NEWS = Duration(5_000)
"""A wait that has changed by less, or by less than a tenth, is not told: a number that flickers is
not believed."""
HEARTBEAT_MAX = seconds(20)
"""A client says something at least this often, and at least every third of ABSENT_INTERVAL."""


class Lobby:
    """What end-users are told beyond the rows of their chats."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        router: Router,
        publisher: Publisher,
        seats: Seats,
        seen: SeenMarks,
        trails: Trails,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._publisher = publisher
        self._seats = seats
        self.seen = seen
        self.trails = trails
        self.bus: Bus | None = None
        """To the other nodes, if there are any."""
        self.waits = Waits(self._samples)
        self._told: dict[ChatId, tuple[Millis, int, Duration | None]] = {}
        self._warned: dict[ChatId, Millis] = {}
        self._swept_at = Millis(0)

    def welcome(self, seat: Seat, last_id: int, resume: dict[str, int]) -> None:
        chat_id = self._engine.books.chat_of.get((seat.site_id, seat.end_user_id))
        if chat_id not in self._publisher.states:
            chat_id = None  # not durable yet; it is shown as soon as it is
        settings = self._settings(seat.site_id)
        welcome = f.WidgetWelcome(
            now=self._engine.clock.now(),
            chat=chat_id,
            heartbeat_ms=heartbeat(settings),
            lost_after_ms=lost_after(settings, settings.USER_ABSENT_RETRY_COUNT),
            last_id=last_id,
            epoch=self._engine.epoch,
        )
        seat.connection.send(_encode(welcome))
        if chat_id is not None:
            self._publisher.show(seat, chat_id, resume.get(chat_id, 0))
            self._told.pop(chat_id, None)
        for known, have in resume.items():
            if known != chat_id:
                self._resume(seat, ChatId(known), have)

    def show_new_chat(self, seat: Seat, chat_id: ChatId) -> None:
        """The chat begins on all devices of the end-user; its first rows are sent now."""
        for other in self._seats.by_end_user.get((seat.site_id, seat.end_user_id), []):
            if chat_id not in other.sent:
                self._publisher.show(other, chat_id, 0)

    def pass_on(self, seat: Seat, frame: f.EndUserFrame | f.AgentFrame) -> None:
        """What is true for the moment, and no command."""
        match frame:
            case f.Typing():
                self._pass_on_typing(seat, frame)
            case f.Seen():
                self.seen.note(seat, frame)
            case f.PageFrame():
                self.trails.note(seat, frame)
            case _:
                pass

    def _pass_on_typing(self, seat: Seat, frame: f.Typing) -> None:
        """To everybody else who shows the chat; counts as activity, leaves no row. Who watches or
        consults types unseen."""
        chat_id = ChatId(frame.chat)
        state = self._publisher.states.get(chat_id)
        if state is None or chat_id not in seat.sent:
            return
        if seat.audience == "agent" and state.participant(seat.agent_id) is None:
            return
        name = self._publisher.shown_name(seat.agent_id) if seat.audience == "agent" else ""
        typing = TypingHeard(
            chat_id=chat_id,
            who=seat.audience,
            by=seat.principal.id,
            name=name,
            on=frame.on,
            text=self._preview(seat, frame),
        )
        self.hear_typing(typing)
        if self.bus is not None:
            self.bus.ring(typing)

    def hear_typing(self, typing: TypingHeard) -> None:
        """On this node or on another."""
        live = self._engine.books.chats.get(typing.chat_id)
        if live is None or live.state.phase not in OPEN:
            return
        live.active_at = self._engine.clock.now()
        notice = f.TypingNotice(chat=typing.chat_id, who=typing.who, name=typing.name, on=typing.on)
        plain, preview = _encode(notice), _encode(notice.but(text=typing.text))
        state = live.state
        for other in self._seats.of_chat(typing.chat_id):
            if (other.audience, other.principal.id) == (typing.who, typing.by):
                continue
            reads = other.audience == "agent" and state.participant(other.agent_id) is not None
            other.connection.send(preview if reads else plain)

    def _preview(self, seat: Seat, frame: f.Typing) -> str:
        """What the chat's agents see of a text that is not sent yet: only where the site says so,
        and of end-users only."""
        allowed = seat.audience == "end_user" and self._settings(seat.site_id).SNEAK_PREVIEW
        return frame.text if allowed and frame.on else ""

    def committed(self, done: Done) -> None:
        """Learn how the lines move, and forget what is over."""
        self.waits.committed(done)
        for change in done.chats:
            if change.after.phase is Phase.RELEASED:
                self._told.pop(change.chat_id, None)
                self._warned.pop(change.chat_id, None)

    def expected_wait(self, queue_id: QueueId, position: int) -> Duration | None:
        """For the chat at this place of the queue."""
        return self.waits.expected(queue_id, position)

    def tick(self, now: Millis) -> None:
        if now - self._swept_at < SWEEP:
            return
        self._swept_at = now
        self.waits.look(self._router.lines, now)
        for queue_id, line in self._router.lines.items():
            for index, waiting in enumerate(line):
                self.waits.see(waiting.chat_id, queue_id, index + 1, now)
                self._tell_wait(waiting.chat_id, queue_id, index + 1, now)
        for live in self._engine.books.chats.values():
            phase = live.state.phase
            if phase is Phase.ENGAGED:
                self._warn_if_idle(live, now)
            elif phase is Phase.OFFERED:
                self._tell_wait(live.chat_id, live.state.queue_id, 1, now)

    def _tell_wait(self, chat_id: ChatId, queue_id: QueueId, position: int, now: Millis) -> None:
        """Looked at for every waiting chat every second: nearly always there is nothing to tell."""
        wait = self.expected_wait(queue_id, position)
        last = self._told.get(chat_id)
        if last is not None and last[1] == position and not is_news(last[2], wait):
            return
        seats = [s for s in self._seats.of_chat(chat_id) if s.audience == "end_user"]
        if not seats:
            return
        spacing = seconds(self._settings(seats[0].site_id).MIN_WAIT_INFO_UPDATE_SECONDS)
        if last is not None and now - last[0] < spacing:
            return
        self._told[chat_id] = (now, position, wait)
        notice = _encode(f.WaitNotice(chat=chat_id, position=position, expected_wait_ms=wait))
        for seat in seats:
            seat.connection.send(notice)

    def _warn_if_idle(self, live: LiveChat, now: Millis) -> None:
        state = live.state
        due = later(max(state.active_at, live.active_at), state.terms.idle_timeout)
        if due - now > IDLE_WARNING or not may_idle_out(state):
            return
        due = later(due, grace_at(live, due))
        if due - now > IDLE_WARNING or self._warned.get(live.chat_id) == due:
            return
        self._warned[live.chat_id] = due
        warning = _encode(f.IdleWarning(chat=live.chat_id, ends_at=due))
        for seat in self._seats.of_chat(live.chat_id):
            if seat.audience == "end_user":
                seat.connection.send(warning)

    def _resume(self, seat: Seat, chat_id: ChatId, have: int) -> None:
        """A chat that has ended for them meanwhile: whatever they lack of it is sent."""
        state = self._publisher.states.get(chat_id)
        if state is None:
            self._publisher.show_past(seat, chat_id, have)
        elif (state.site_id, state.end_user_id) == (seat.site_id, seat.end_user_id):
            self._publisher.show(seat, chat_id, have)

    def _samples(self, queue_id: QueueId) -> int:
        """How many waits count for what is expected."""
        queue = self._directory.queues.get(queue_id)
        settings = self._settings(queue.site_id) if queue else Settings()
        return settings.ESTIMATED_WAIT_TIME_SAMPLES

    def _settings(self, site_id: SiteId) -> Settings:
        site = self._directory.sites.get(site_id)
        return site.settings if site else Settings()


def is_news(told: Duration | None, wait: Duration | None) -> bool:
    """Whether it differs enough from what was told; an estimate moves a little all the time."""
    if told is None or wait is None:
        return told is not wait
    return abs(wait - told) > max(WAIT_NEWS, told // 10)


def heartbeat(settings: Settings) -> Duration:
    """How often a client has to say something."""
    return min(HEARTBEAT_MAX, Duration(seconds(settings.ABSENT_INTERVAL) // 3))


def lost_after(settings: Settings, retries: int) -> Duration:
    """How long a client may be silent before it is given up; `retries` is its side's count."""
    return Duration(seconds(settings.ABSENT_INTERVAL) * retries)
