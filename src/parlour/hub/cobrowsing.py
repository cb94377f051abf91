"""Co-browse between rows and streams: who may ask, who gets a ticket, when it is over."""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import structlog

from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import ChatState, CoBrowseStage
from parlour.cobrowse.masking import PageTerms
from parlour.cobrowse.sheets import SheetShelf
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.engine.act import Act, ChatChange, Done, ignore
from parlour.engine.background import Background
from parlour.engine.engine import Engine
from parlour.hub.consoles import Consoles
from parlour.hub.kept_shows import ShowRecorder
from parlour.hub.seats import Seat, Seats
from parlour.hub.show import REPLACED, Show, Stream
from parlour.hub.stream_tickets import Pass, StreamTickets
from parlour.ids import (
    AgentId,
    ChatId,
    ClientId,
    CoBrowseId,
    Duration,
    Millis,
    SiteId,
    later,
    seconds,
)
from parlour.rates import Limit, Rates
from parlour.recordings.records import RecordingBook
from parlour.wire import frames as f

log = structlog.get_logger()

_encode = msgspec.json.Encoder().encode

SHOWS_MAX = 200
"""At once: a picture and its tree take some 5 MiB, and all share two threads."""
THREADS = 2
"""One for who brings much, one for the others."""
RECORDER_BACK_WITHIN = Duration(20_000)
"""A page that loads for longer has been left."""
TICKETS = Limit(burst=20, per_s=0.2)
"""For one side of a session: a stream that always breaks at once is given up."""
EMAILS = "email"
"""Among a site's selectors: the kind of text, not an element."""
OPEN_STAGES = (CoBrowseStage.ACCEPTED, CoBrowseStage.STARTED)


class Held(msgspec.Struct):
    """A session that pages may be shown in. `guest`: the one client that consent was given in."""

    chat_id: ChatId
    site_id: SiteId
    agent_id: AgentId
    guest: ClientId
    show: Show
    kept: ShowRecorder | None
    failed_at: Millis = Millis(0)
    """When it was last tried to end it."""


class CoBrowsing:
    """All sessions of this server. Nothing is taken from a recorder nor sent to a viewer before
    row 36 is durable, for nobody has a ticket; and nothing once the chat is past it."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        seats: Seats,
        consoles: Consoles,
        background: Background,
        rates: Rates,
        recordings: RecordingBook | None = None,
    ) -> None:
        """`recordings`: where those sites that want it keep them; `None`: nowhere."""
        self._engine = engine
        self._directory = directory
        self._seats = seats
        self._consoles = consoles
        self._background = background
        self._recordings = recordings
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="cobrowse")
        self._tickets = StreamTickets(engine.clock, engine.ids)
        self._rate = rates.add("cobrowse_tickets", TICKETS)
        self._held: dict[CoBrowseId, Held] = {}
        self._sheets = SheetShelf()

    def __len__(self) -> int:
        return len(self._held)

    # Frames

    def of_agent(self, seat: Seat, chat_id: ChatId, frame: f.Command, at: Millis) -> Act:
        """
        Raises: `Refused`.
        """
        agent_id = seat.agent_id
        match frame:
            case f.InviteToCoBrowseFrame():
                command: c.AnyChatCommand = self._invite(seat, chat_id, at)
            case f.CoBrowseShownFrame():
                command = c.ShowFirstFrame(
                    at=at, agent_id=agent_id, cobrowse_id=CoBrowseId(frame.cobrowse)
                )
            case f.StopCoBrowseFrame():
                command = c.StopCoBrowseAsAgent(
                    at=at, agent_id=agent_id, cobrowse_id=CoBrowseId(frame.cobrowse)
                )
            case f.FailCoBrowseFrame():
                command = c.FailCoBrowse(
                    at=at,
                    by=e.Actor(role="agent", id=agent_id),
                    cobrowse_id=CoBrowseId(frame.cobrowse),
                )
            case _:
                raise Refused("not_yours")
        return Act(at=at, chats=((chat_id, command),))

    def of_end_user(self, seat: Seat, chat_id: ChatId, frame: f.Command, at: Millis) -> Act:
        """
        Raises: `Refused`.
        """
        end_user_id = seat.end_user_id
        match frame:
            case f.AcceptCoBrowseFrame():
                command: c.AnyChatCommand = c.AcceptCoBrowse(
                    at=at,
                    end_user_id=end_user_id,
                    cobrowse_id=CoBrowseId(frame.cobrowse),
                    consent_text=frame.consent,
                )
            case f.DeclineCoBrowseFrame():
                command = c.DeclineCoBrowse(
                    at=at,
                    end_user_id=end_user_id,
                    cobrowse_id=CoBrowseId(frame.cobrowse),
                    unavailable=frame.unavailable,
                )
            case f.StopCoBrowseFrame():
                command = c.StopCoBrowseAsEndUser(
                    at=at, end_user_id=end_user_id, cobrowse_id=CoBrowseId(frame.cobrowse)
                )
            case f.FailCoBrowseFrame():
                command = c.FailCoBrowse(
                    at=at,
                    by=e.Actor(role="end_user", id=end_user_id),
                    cobrowse_id=CoBrowseId(frame.cobrowse),
                )
            case _:
                raise Refused("not_yours")
        return Act(at=at, chats=((chat_id, command),))

    def _invite(self, seat: Seat, chat_id: ChatId, at: Millis) -> c.InviteToCoBrowse:
        state = self._engine.books.chats[chat_id].state
        site = self._directory.sites.get(state.site_id)
        profile = rights.profile_at_work(self._directory, seat.agent_id)
        if site is None or not site.cobrowse.on or profile is None or not profile.cobrowse:
            raise Refused("not_allowed")
        return c.InviteToCoBrowse(
            at=at,
            agent_id=seat.agent_id,
            cobrowse_id=CoBrowseId(self._engine.ids.fresh("b")),
            answer_within=seconds(site.settings.COBROWSE_ANSWER_TIMEOUT),
            end_user_can=any(guest.can_show_page for guest in self._guests(chat_id)),
        )

    # What has happened

    def committed(self, done: Done) -> None:
        for change in done.chats:
            for row in change.rows:
                match row.event:
                    case e.CoBrowseInvitationAccepted() if done.act.command is not None:
                        self._begin(change, row.event, done.act.command.client_id)
                    case e.CoBrowseSessionStopped() | e.CoBrowseSessionError():
                        self._end(row.event.cobrowse_id)
                    case _:
                        pass
        if done.duty:
            self._look_after_viewers()

    def caught_up(self, seat: Seat, chat_id: ChatId) -> None:
        """The seat shows the chat and has all its rows: it may go on with what it showed before."""
        for cobrowse_id, held in self._held.items():
            if held.chat_id == chat_id:
                self._give_ticket(cobrowse_id, held, seat)

    def tick(self, now: Millis) -> None:
        if not self._held:
            return
        self._look_after_viewers()
        for cobrowse_id, held in tuple(self._held.items()):
            gone_at = held.show.recorder_gone_at
            gone_ms = 0.0 if gone_at is None else self._engine.clock.monotonic_ms() - gone_at
            if gone_ms >= RECORDER_BACK_WITHIN or held.show.is_over:
                self._fail(cobrowse_id, held, now)
            else:
                held.show.tick()
            if held.kept is not None:
                held.kept.tick(now)

    def end_restored(self) -> None:
        """After a start: nobody knows any more in which tab consent was given, so it has to be
        asked for again."""
        now = self._engine.clock.now()
        for live in tuple(self._engine.books.chats.values()):
            session = live.state.cobrowse
            if session is not None and session.stage in OPEN_STAGES:
                fail = c.FailCoBrowse(at=now, by=e.SERVER, cobrowse_id=session.cobrowse_id)
                self._engine.execute(Act(at=now, chats=((live.chat_id, fail),)), ignore)

    def close(self) -> None:
        for cobrowse_id in tuple(self._held):
            held = self._held.pop(cobrowse_id)
            held.show.end(f.CloseCode.DRAINING, "The server restarts.")
            if held.kept is not None:
                held.kept.write()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _begin(
        self, change: ChatChange, accepted: e.CoBrowseInvitationAccepted, guest: ClientId
    ) -> None:
        cobrowse_id, state = accepted.cobrowse_id, change.after
        chat_id, now = change.chat_id, self._engine.clock.now()
        show = Show(
            self._terms(state),
            site_id=state.site_id,
            sheets=self._sheets,
            now_ms=self._engine.clock.monotonic_ms,
            background=self._background,
            executor=self._executor,
            is_open=lambda: self._is_open(chat_id, cobrowse_id),
            failed=lambda: self._fail(cobrowse_id, held, self._engine.clock.now()),
        )
        kept = self._recorder(cobrowse_id, state)
        if kept is not None:
            show.on_parts = kept.keep
        held = Held(chat_id, state.site_id, accepted.agent_id, guest, show, kept)
        if len(self._held) >= SHOWS_MAX:
            log.warning("cobrowse_full", sessions=len(self._held))
            self._fail(cobrowse_id, held, now)
            return
        self._held[cobrowse_id] = held
        for seat in (*self._guests(chat_id), *self._consoles.of(accepted.agent_id)):
            if chat_id in seat.sent and chat_id not in seat.behind:
                self._give_ticket(cobrowse_id, held, seat)

    def _recorder(self, cobrowse_id: CoBrowseId, state: ChatState) -> ShowRecorder | None:
        site = self._directory.sites.get(state.site_id)
        if self._recordings is None or site is None or not site.cobrowse.keep:
            return None
        return ShowRecorder(
            self._recordings,
            self._engine.clock,
            self._background,
            of=(cobrowse_id, state.chat_id, state.site_id),
        )

    def _terms(self, state: ChatState) -> PageTerms:
        site = self._directory.sites.get(state.site_id)
        if site is None:
            return PageTerms(pages=("/nowhere/",))
        terms = site.cobrowse
        return PageTerms(pages=terms.pages, emails=EMAILS in terms.masked)

    def _end(self, cobrowse_id: CoBrowseId) -> None:
        held = self._held.pop(cobrowse_id, None)
        if held is not None:
            self._tickets.revoke(cobrowse_id)
            held.show.end()
            if held.kept is not None:
                held.kept.write()

    def _fail(self, cobrowse_id: CoBrowseId, held: Held, now: Millis) -> None:
        """42, at the latest when the ledger takes something again."""
        if held.failed_at and now < later(held.failed_at, seconds(1)):
            return
        held.failed_at = now
        fail = c.FailCoBrowse(at=now, by=e.SERVER, cobrowse_id=cobrowse_id)
        self._engine.execute(Act(at=now, chats=((held.chat_id, fail),)), ignore)

    def _is_open(self, chat_id: ChatId, cobrowse_id: CoBrowseId) -> bool:
        """As the chat is now, also before the disk has it."""
        if cobrowse_id not in self._held:
            return False
        live = self._engine.books.chats.get(chat_id)
        session = live.state.cobrowse if live is not None else None
        return (
            session is not None
            and session.cobrowse_id == cobrowse_id
            and session.stage in OPEN_STAGES
        )

    # Tickets and streams

    def redeem(self, ticket: str) -> Pass | None:
        """Whom the ticket admits; `None`: nobody."""
        admits = self._tickets.redeem(ticket)
        return admits if admits is not None and admits.cobrowse_id in self._held else None

    def join(
        self,
        admitted: Pass,
        stream: Stream,
        origin: str,
        sheets: Collection[str] = frozenset(),
    ) -> Show | None:
        """The stream takes its place; `None`: the session is over. `origin`: of its page, which
        was found to be one of the site's or ours; `sheets`: names of the style sheets it has."""
        held = self._held.get(admitted.cobrowse_id)
        if held is None or held.show.is_over:
            return None
        if admitted.side == "recorder":
            held.show.join_recorder(stream, origin)
        else:
            held.show.join_viewer(stream, admitted, sheets)
        return held.show

    def left(self, admitted: Pass, stream: Stream) -> None:
        """The stream is gone. Its client gets another ticket, if it is there."""
        held = self._held.get(admitted.cobrowse_id)
        if held is None or not held.show.leave(stream):
            return
        for seat in self._seats.of_chat(held.chat_id):
            if seat.client_id == admitted.client_id and held.chat_id not in seat.behind:
                self._give_ticket(admitted.cobrowse_id, held, seat)

    def _give_ticket(self, cobrowse_id: CoBrowseId, held: Held, seat: Seat) -> None:
        """To the client that has agreed, or to the lead where they work; else to nobody."""
        if held.show.is_over or not self._is_open(held.chat_id, cobrowse_id):
            return
        is_guest = seat.audience == "end_user" and seat.client_id == held.guest
        is_lead = seat.audience == "agent" and seat.agent_id == held.agent_id
        if not is_guest and not (is_lead and self._consoles.is_at(seat)):
            return
        if self._rate.take(f"{cobrowse_id}/{seat.client_id}"):
            return
        admits = Pass(
            cobrowse_id=cobrowse_id,
            side="recorder" if is_guest else "viewer",
            site_id=held.site_id,
            client_id=seat.client_id,
            session_id=seat.principal.session_id,
        )
        ticket = self._tickets.issue(admits)
        notice = f.CoBrowseTicket(chat=held.chat_id, cobrowse=cobrowse_id, ticket=ticket)
        seat.connection.send(_encode(notice))

    def _look_after_viewers(self) -> None:
        """Who works from another place now, or not at all, sees nothing any more."""
        for held in self._held.values():
            live = self._engine.books.agents.get(held.agent_id)
            console = live.state.console if live is not None and live.state.on_duty else None
            for viewer in tuple(held.show.viewers):
                if viewer.admitted.session_id != console:
                    held.show.leave(viewer.stream)
                    viewer.stream.close(f.CloseCode.STREAM_REPLACED, REPLACED)

    def _guests(self, chat_id: ChatId) -> Iterator[Seat]:
        return (seat for seat in self._seats.of_chat(chat_id) if seat.audience == "end_user")
