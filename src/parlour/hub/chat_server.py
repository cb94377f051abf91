"""The chat server in one piece, over whatever ledger, clock and ids it is given."""

from parlour.directory.directory import Directory
from parlour.engine.attendance import Attendance
from parlour.engine.deadlines import Deadlines
from parlour.engine.engine import Engine
from parlour.engine.ports import Clock, Ids
from parlour.engine.recovery import recover
from parlour.engine.router import Router
from parlour.engine.ticker import Ticker
from parlour.hub.background import Background
from parlour.hub.desk import Desk
from parlour.hub.duties import AgentDuties
from parlour.hub.floor import Floor
from parlour.hub.gateway import ChatGateway
from parlour.hub.lobby import Lobby
from parlour.hub.posts import Posts
from parlour.hub.publisher import Publisher
from parlour.hub.requests import EndUserRequests, RequestLimits
from parlour.hub.seats import Seats
from parlour.hub.staff import Staff
from parlour.ledger.protocol import Ledger


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
    ) -> None:
        self.ledger = ledger
        self.directory = directory
        self.background = Background()
        self.engine = Engine(ledger=ledger, clock=clock, ids=ids)
        self.deadlines = Deadlines(self.engine, directory)
        self.attendance = Attendance(self.engine, directory)
        self.router = Router(self.engine, directory)
        self.staff = Staff(self.engine, directory)
        self.seats = Seats()
        self.publisher = Publisher(ledger, directory, self.seats, self.background)
        self.lobby = Lobby(
            engine=self.engine,
            directory=directory,
            router=self.router,
            publisher=self.publisher,
            seats=self.seats,
        )
        self.floor = Floor(
            engine=self.engine,
            directory=directory,
            router=self.router,
            publisher=self.publisher,
            lobby=self.lobby,
        )
        posts = Posts(ids)
        duties = AgentDuties(self.engine, directory, posts)
        self.desk = Desk(
            engine=self.engine,
            directory=directory,
            router=self.router,
            publisher=self.publisher,
            seats=self.seats,
            duties=duties,
            floor=self.floor,
        )
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
                limits=limits or RequestLimits(),
            ),
            agents=duties,
            background=self.background,
        )
        self.ticker = self._ticker(clock)
        self.engine.observers.append(self.publisher)
        self.engine.reactors.extend((self.lobby, self.desk, self.floor, self.router))

    def _ticker(self, clock: Clock) -> Ticker:
        """Whose turn it is at each beat, in this order."""
        turns = [
            self.engine.tick,
            self.deadlines.tick,
            self.attendance.tick,
            self.router.tick,
            self.lobby.tick,
            self.floor.tick,
            self.publisher.tick,
        ]
        return Ticker(clock, turns, [self.attendance.grant_outage, self.deadlines.grant_outage])

    async def recover(self) -> int:
        """Take up what was open when the server last stopped; the number of open chats."""
        return await recover(self.engine, self.attendance, self.deadlines, self.publisher.restore)

    async def finish(self) -> None:
        """Everything under way is answered."""
        await self.background.finish()

    async def stop(self) -> None:
        """Carry out nothing more; everything under way is answered when this returns."""
        self.ticker.stop()
        await self.background.finish()
        await self.ledger.close()
