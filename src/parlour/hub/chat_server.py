"""The chat server in one piece, over whatever ledger, clock and ids it is given."""

from parlour.directory.directory import Directory
from parlour.engine.attendance import Attendance
from parlour.engine.background import Background
from parlour.engine.books import LiveChat
from parlour.engine.deadlines import Deadlines
from parlour.engine.engine import Engine
from parlour.engine.ports import Clock, Ids
from parlour.engine.recovery import Recovered, Recovery
from parlour.engine.router import Router
from parlour.engine.ticker import Ticker
from parlour.hub.aftermath import Aftermath
from parlour.hub.cobrowsing import CoBrowsing
from parlour.hub.colleagues import ColleaguesWatch
from parlour.hub.company import Company
from parlour.hub.consoles import Consoles
from parlour.hub.desk import Desk
from parlour.hub.duties import AgentDuties
from parlour.hub.floor import Floor
from parlour.hub.gateway import ChatGateway
from parlour.hub.lobby import Lobby
from parlour.hub.pace import Pace
from parlour.hub.posts import Posts
from parlour.hub.publisher import Publisher
from parlour.hub.pushes import Pushes
from parlour.hub.reception import Reception
from parlour.hub.requests import EndUserRequests, RequestLimits
from parlour.hub.returning import Returning
from parlour.hub.seats import Seats
from parlour.hub.seen import SeenMarks
from parlour.hub.staff import Staff
from parlour.hub.toasts import Toasts
from parlour.hub.trails import Trails
from parlour.ids import EndUserId, SiteId
from parlour.ledger.protocol import ChatRequest, Ledger, Recorded
from parlour.lives.life import NO_PAST, Past
from parlour.nodes.membership import Membership
from parlour.rates import Rates
from parlour.recordings.records import RecordingBook
from parlour.visitors.trails import MemoryTrails, TrailBook


class ChatServer:
    """Engine, router, presence and everything between them and the sockets."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        limits: RequestLimits | None = None,
        rates: Rates | None = None,
        membership: Membership | None = None,
        trails: TrailBook | None = None,
        recordings: RecordingBook | None = None,
    ) -> None:
        """`membership`: its place among several nodes over the same ledger; `None`: it is alone.
        `trails`: where the pages of end-users are kept; `None`: nowhere.
        `recordings`: the same of co-browse."""
        limits, rates = limits or RequestLimits(), rates or Rates(clock.monotonic_ms)
        self.ledger = ledger
        self.directory = directory
        self.background = Background()
        self.engine = Engine(ledger=ledger, clock=clock, ids=ids)
        self.deadlines = Deadlines(self.engine, directory, membership)
        self.attendance = Attendance(self.engine, directory, self.background, membership)
        self.router = Router(self.engine, directory, membership)
        self.seats = Seats()
        self.reception = Reception(clock, self.background)
        self.publisher = Publisher(ledger, directory, self.seats, self.reception)
        self.publisher.on_broken = self.engine.quarantine_broken
        self.seen = SeenMarks(self.publisher, self.seats)
        self.lobby = self._lobby_with(trails or MemoryTrails())
        self.floor = self._floor()
        self.colleagues = ColleaguesWatch(self.engine, directory, self.router, self.lobby)
        posts = Posts(ids, self.publisher.timelines)
        consoles = Consoles(self.engine.books, self.seats)
        self.cobrowsing = self._cobrowsing_at(consoles, rates, recordings)
        self.aftermath = Aftermath(self.publisher, directory)
        self.desk = self._desk_at(consoles)
        self.staff = Staff(self.engine, directory, self.router, self.desk)
        self.returning = Returning(ledger, directory, self.background)
        self.gateway = ChatGateway(
            engine=self.engine,
            attendance=self.attendance,
            seats=self.seats,
            publisher=self.publisher,
            lobby=self.lobby,
            desk=self.desk,
            end_users=EndUserRequests(
                engine=self.engine,
                directory=directory,
                router=self.router,
                posts=posts,
                returning=self.returning,
                cobrowsing=self.cobrowsing,
                limits=limits,
                rates=rates,
            ),
            agents=AgentDuties(
                self.engine,
                directory,
                consoles,
                posts=posts,
                pushes=Pushes(directory, posts, self.publisher.requests),
                cobrowsing=self.cobrowsing,
            ),
            reception=self.reception,
            pace=Pace(limits, rates),
        )
        self.engine.outages.grants += (self.attendance.grant_outage, self.deadlines.grant_outage)
        self._tell_everybody()
        self.company = self._join(membership) if membership is not None else None
        self.ticker = self._ticker(clock)
        self.engine.on_jump += (self.ticker.follow_clock, self.engine.outages.follow_clock)

    def has_open_chat(self, site_id: SiteId, end_user_id: EndUserId) -> bool:
        """Also one that is over for them, and not released."""
        states = (live.state for live in self.engine.books.chats.values())
        return any((s.site_id, s.end_user_id) == (site_id, end_user_id) for s in states)

    def _lobby_with(self, book: TrailBook) -> Lobby:
        trails = Trails(
            publisher=self.publisher,
            seats=self.seats,
            clock=self.engine.clock,
            background=self.background,
            book=book,
        )
        return Lobby(
            engine=self.engine,
            directory=self.directory,
            router=self.router,
            publisher=self.publisher,
            seats=self.seats,
            seen=self.seen,
            trails=trails,
        )

    def _tell_everybody(self) -> None:
        """Who hears of what has happened, in this order."""
        self.engine.observers.append(self.publisher)
        self.engine.reactors.extend(
            (
                self.lobby,
                self.seen,
                self.lobby.trails,
                self.desk,
                self.cobrowsing,
                self.floor,
                self.staff,
                self.returning,
                self.router,
            )
        )

    def _floor(self) -> Floor:
        return Floor(
            engine=self.engine,
            directory=self.directory,
            router=self.router,
            publisher=self.publisher,
            lobby=self.lobby,
        )

    def _cobrowsing_at(
        self, consoles: Consoles, rates: Rates, recordings: RecordingBook | None
    ) -> CoBrowsing:
        cobrowsing = CoBrowsing(
            engine=self.engine,
            directory=self.directory,
            seats=self.seats,
            consoles=consoles,
            background=self.background,
            rates=rates,
            recordings=recordings,
        )
        self.publisher.on_caught_up.append(cobrowsing.caught_up)
        return cobrowsing

    def _desk_at(self, consoles: Consoles) -> Desk:
        toasts = Toasts(
            publisher=self.publisher,
            directory=self.directory,
            seats=self.seats,
            consoles=consoles,
        )
        return Desk(
            engine=self.engine,
            directory=self.directory,
            router=self.router,
            publisher=self.publisher,
            seats=self.seats,
            consoles=consoles,
            toasts=toasts,
            floor=self.floor,
            colleagues=self.colleagues,
            aftermath=self.aftermath,
        )

    def _ticker(self, clock: Clock) -> Ticker:
        """Whose turn it is at each beat, in this order."""
        company = [] if self.company is None else [self.company.tick]
        turns = [
            *company,
            self.engine.tick,
            self.deadlines.tick,
            self.attendance.tick,
            self.router.tick,
            self.lobby.tick,
            self.floor.tick,
            self.colleagues.tick,
            self.publisher.tick,
            self.staff.tick,
            self.cobrowsing.tick,
        ]
        verdicts = (self.deadlines.tick, self.attendance.tick)
        return Ticker(clock, self.engine.outages, turns, verdicts)

    def _join(self, membership: Membership) -> Company:
        return Company(
            membership,
            engine=self.engine,
            router=self.router,
            lobby=self.lobby,
            seats=self.seats,
            gateway=self.gateway,
            background=self.background,
        )

    async def recover(self, past: Past = NO_PAST) -> Recovered:
        """Take up what was open when the server last stopped."""
        recovery = Recovery(self.engine, self.attendance, self.deadlines, self._take_up)
        recovered = await recovery.run(past)
        await self.lobby.trails.restore(tuple(self.engine.books.chats))
        for agent in self.engine.books.agents.values():
            if agent.state.on_duty:
                self.aftermath.forget(agent.agent_id)
        self.ticker.count_from(recovered.outage.until)
        self.floor.begin(recovered.outage.until)
        self.staff.follow_directory()
        self.cobrowsing.end_restored()
        return recovered

    def _take_up(self, live: LiveChat, rows: list[Recorded], request: ChatRequest | None) -> None:
        self.publisher.restore(live, rows, request)
        self.aftermath.restore(live.state, rows)
        self.floor.take_up(live.chat_id, rows)

    async def finish(self) -> None:
        """Everything under way is answered."""
        await self.background.finish()

    async def stop(self) -> None:
        """Carry out nothing more; everything under way is answered when this returns."""
        self.ticker.stop()
        self.cobrowsing.close()
        await self.background.finish()
        await self.ledger.close()
