"""The engine as sockets see it: greets, carries out commands once, answers when durable."""

from collections import Counter
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import structlog

from parlour.chat.commands import NoteReset
from parlour.chat.events import Actor
from parlour.chat.refusals import Refused
from parlour.engine.act import Act, ClientCommand, Done, Reply, ignore
from parlour.engine.attendance import Attendance
from parlour.engine.connection import Connection
from parlour.engine.engine import Engine
from parlour.hub.clients import Client, Clients, Taken
from parlour.hub.desk import Desk
from parlour.hub.duties import AgentDuties
from parlour.hub.lobby import Lobby
from parlour.hub.other_nodes import OtherNodes
from parlour.hub.pace import Pace
from parlour.hub.publisher import Publisher
from parlour.hub.reception import Reception
from parlour.hub.requests import EndUserRequests
from parlour.hub.seats import Seat, Seats
from parlour.ids import ChatId, Duration, Millis
from parlour.ledger.protocol import AlreadyAnswered, BrokenLedger, LedgerUnavailable
from parlour.nodes.protocol import ClientKey, agent_key, end_user_key
from parlour.wire import frames as f
from parlour.wire import session

log = structlog.get_logger()

_encode = msgspec.json.Encoder().encode

READY_AGAIN = Duration(5_000)
"""So long after a failure the server calls itself ready again: only commands can tell."""
TOO_FAST = session.SENTENCES["too_fast"]
MANY_AT_ONCE = "Many come at once; you are let in in a moment."
NEVER_GIVEN = 2**53 - 1
"""No timeline is so long."""
UNAVAILABLE = "The server can't save anything at the moment; please try again."


class Errand(NamedTuple):
    """A command under way: who asked what."""

    seat: Seat
    frame: f.Command
    client: Client
    taken: Taken


class ChatGateway:
    """Everything a connection can bring, for end-users and agents."""

    def __init__(
        self,
        *,
        engine: Engine,
        attendance: Attendance,
        seats: Seats,
        publisher: Publisher,
        lobby: Lobby,
        desk: Desk,
        end_users: EndUserRequests,
        agents: AgentDuties,
        reception: Reception,
        pace: Pace,
    ) -> None:
        self._engine = engine
        self._pace = pace
        self._attendance = attendance
        self._seats = seats
        self._publisher = publisher
        self._lobby = lobby
        self._desk = desk
        self._end_users = end_users
        self._agents = agents
        self._clients = Clients()
        self.company: OtherNodes | None = None
        """The other nodes, if there are any."""
        self.outcomes: Counter[str] = Counter()
        """Commands since the start: `acknowledged`, `refused`, `unavailable`, `too_fast`."""
        self._failed_at: Millis | None = None
        """When the ledger last took nothing, unless it has taken something since."""
        self._reception = reception

    @property
    def accepts_commands(self) -> bool:
        """Whether the ledger took the last thing it was given; after a while that is tried anew."""
        failed_at = self._failed_at
        return failed_at is None or self._engine.clock.now() - failed_at > READY_AGAIN

    # What a socket calls

    def stay_away_ms(self) -> int:
        return self._reception.appointment_ms() if self._reception.is_full else 0

    def greet(self, connection: Connection, hello: f.Hello) -> None:
        seat = Seat(connection, connection.principal.role)
        seat.can_show_page = hello.cobrowse
        self._seats.add(seat)
        self.contact(connection)
        if self._reception.is_full:
            self._send_away(seat, f.CloseCode.OVERLOADED, MANY_AT_ONCE)
        else:
            self._reception.run(lambda: self._greet(seat, hello))

    def receive(self, connection: Connection, frame: f.EndUserFrame | f.AgentFrame) -> None:
        seat = self._seats.by_connection.get(connection)
        if seat is None:
            return
        if isinstance(frame, f.Command):
            self._take(seat, frame)
        else:
            self.contact(connection)
            if not isinstance(frame, f.Alive) and not self._pace.wait_ms(seat, 0):
                self._lobby.pass_on(seat, frame)

    def contact(self, connection: Connection) -> None:
        seat = self._seats.by_connection.get(connection)
        if seat is not None:
            self._heard_of(seat)

    def _heard_of(self, seat: Seat) -> None:
        key = self._key(seat)
        if key is not None and self._attendance.heard_of(key):
            self._attendance.welcome_back(key)

    def closed(self, connection: Connection) -> None:
        seat = self._seats.remove(connection)
        if seat is not None and seat.audience == "agent":
            self._desk.left(seat)

    # Greeting

    def _send_away(self, seat: Seat, code: int, text: str) -> None:
        """For now; each to come back at a time of their own."""
        seat.connection.close(code, text, self._reception.appointment_ms())

    async def _greet(self, seat: Seat, hello: f.Hello) -> None:
        try:
            if self.company is not None:
                await self._catch_up_with(self.company, seat)
            if seat.connection not in self._seats.by_connection:
                return  # gone while it stood in line
            client = await self._client_of(seat)
        except LedgerUnavailable:
            self._send_away(seat, f.CloseCode.STORE_UNAVAILABLE, UNAVAILABLE)
            return
        if seat.connection not in self._seats.by_connection:
            return
        client.connect()
        self._seats.sit_down(seat)
        resume = self._resume_of(hello)
        if seat.audience == "agent":
            self._desk.welcome(seat, client.highest, resume)
        else:
            self._end_users.expect(seat)
            self._lobby.welcome(seat, client.highest, resume)

    def _resume_of(self, hello: f.Hello) -> dict[str, int]:
        """Numbers of another history than ours are none that we ever gave out."""
        if hello.epoch in ("", self._engine.epoch):
            return hello.resume
        return dict.fromkeys(hello.resume, NEVER_GIVEN)

    async def _catch_up_with(self, company: OtherNodes, seat: Seat) -> None:
        """Whose chat this is may be known here only now. They were heard, even if they are gone by
        the time we know that, and the others are to learn it."""
        await company.catch_up()
        self._heard_of(seat)
        await company.introduce()

    async def _client_of(self, seat: Seat) -> Client:
        """The client with the numbers it has used, on whatever node."""
        client = self._clients.get(seat.client_id)
        if client is not None and self.company is None:
            return client
        highest = await self._engine.ledger.last_number(seat.client_id)
        client = self._clients.remember(seat.client_id, highest)
        client.highest = max(client.highest, highest)
        return client

    # Commands

    def _take(self, seat: Seat, frame: f.Command) -> None:
        client = self._clients.get(seat.client_id)
        if client is None:
            client = self._clients.remember(seat.client_id, 0)
        is_new = client.is_new(frame.id)
        if is_new and client.must_wait(frame.id):
            self.contact(seat.connection)
            client.give_back(frame.id)
            self._refuse(seat.connection, frame.id, "unavailable")
            return
        raw = _encode(frame)
        if wait_ms := self._pace.wait_ms(seat, len(raw)):
            if is_new:
                client.give_back(frame.id)
            self._slow_down(seat, frame.id, wait_ms)
            return
        digest = blake2b(raw, digest_size=12).hexdigest()
        if is_new:
            taken = client.take(frame.id, digest, seat.connection)
            self._carry_out(Errand(seat, frame, client, taken))
            return
        self.contact(seat.connection)
        known = client.taken.get(frame.id)
        if known is None and self._reception.is_full:
            self._refuse(seat.connection, frame.id, "unavailable")
        elif known is None:
            self._reception.run(lambda: self._answer_again(seat, frame, digest))
        elif known.digest != digest:
            self._refuse(seat.connection, frame.id, "reused_id")
        elif known.answer is not None:
            seat.connection.send(known.answer)
        else:
            known.connection = seat.connection

    def _carry_out(self, errand: Errand) -> None:
        seat, frame, _client, taken = errand
        now = self._engine.clock.now()
        key = self._key(seat)
        was_absent = key is not None and self._attendance.heard_of(key)
        of_absent_agent = was_absent and seat.audience == "agent"

        def anew(at: Millis) -> Act:
            act = self._act_of(seat, frame, at)
            return self._attendance.back_on_duty(act, seat.agent_id) if of_absent_agent else act

        try:
            act = anew(now)
        except Refused as refused:
            self._settle(errand, refused)
        else:
            command = ClientCommand(client_id=seat.client_id, number=frame.id, digest=taken.digest)
            self._engine.execute(
                act.but(command=command, anew=anew if _hangs_on_others(seat, act) else None),
                lambda reply: self._settle(errand, reply),
            )
        if was_absent and key is not None:
            self._note_return(seat, frame, key, now)

    def _act_of(self, seat: Seat, frame: f.Command, at: Millis) -> Act:
        if type(frame) is f.WatchFloorFrame:
            self._desk.watch_floor(seat, frame)
            return Act(at=at)
        if type(frame) is f.WatchColleaguesFrame:
            self._desk.watch_colleagues(seat, frame)
            return Act(at=at)
        if seat.audience == "agent":
            return self._agents.act_of(seat, frame, at)
        return self._end_users.act_of(seat, frame, at)

    def _note_return(self, seat: Seat, frame: f.Command, key: ClientKey, now: Millis) -> None:
        """The command came from a client held absent. If it was refused, the reset is noted all
        the same; nothing happens if the command itself has done so."""
        chat_id = ChatId(getattr(frame, "chat", ""))
        if chat_id in self._engine.books.chats:
            actor = Actor(role=seat.audience, id=seat.principal.id)
            self._engine.execute(
                Act(at=now, chats=((chat_id, NoteReset(at=now, by=actor)),)), ignore
            )
        self._attendance.welcome_back(key)

    def _settle(self, errand: Errand, reply: Reply) -> None:
        seat, frame, client, taken = errand
        self._count(reply)
        match reply:
            case Done():
                self._after(seat, frame, reply)
                taken.settle(self._ack(seat, frame.id, reply))
            case AlreadyAnswered():
                self._reception.run(lambda: self._settle_from_ledger(seat, frame, taken))
            case LedgerUnavailable():
                client.give_back(frame.id)
                taken.settle(_refusal(frame.id, "unavailable"))
            case _:
                if reply.code == "start_over":
                    self._note_reset_of_lost(seat, frame)
                refused = f.RefusedFrame(
                    id=frame.id,
                    code=reply.code,
                    text=str(reply),
                    retry_after_ms=int(reply.data.get("retry_after_ms", 0)),
                )
                taken.settle(_encode(refused))

    def _count(self, reply: Reply) -> None:
        match reply:
            case Done() | AlreadyAnswered():
                self.outcomes["acknowledged"] += 1
                self._failed_at = None
            case LedgerUnavailable():
                self.outcomes["unavailable"] += 1
                self._failed_at = self._engine.clock.now()
            case _:
                self.outcomes["refused"] += 1

    def _after(self, seat: Seat, frame: f.Command, done: Done) -> None:
        """A newly begun chat is shown on every device of the end-user."""
        kind = type(frame)
        if isinstance(frame, f.RequestChatFrame) and done.chats:
            self._lobby.trails.begin(done.chats[0].chat_id, frame)
            self._lobby.show_new_chat(seat, done.chats[0].chat_id)
        if kind is f.RequestChatFrame or kind is f.LogOnFrame:
            self.contact(seat.connection)  # it has just become somebody to watch

    def _note_reset_of_lost(self, seat: Seat, frame: f.Command) -> None:
        now = self._engine.clock.now()
        chat_id = ChatId(getattr(frame, "chat", ""))
        actor = Actor(role=seat.audience, id=seat.principal.id)
        act = Act(at=now, chats=((chat_id, NoteReset(at=now, by=actor)),))
        self._engine.execute(act, ignore)

    def _ack(self, seat: Seat, number: int, done: Done) -> bytes:
        if not done.chats:
            return _encode(f.Ack(id=number))
        change = done.chats[0]
        timeline = self._publisher.timelines.get(change.chat_id)
        n = (
            timeline.first_number(seat.audience, [row.seq for row in change.rows])
            if timeline is not None
            else 0
        )
        return _encode(f.Ack(id=number, chat=change.chat_id, n=n))

    async def _answer_again(self, seat: Seat, frame: f.Command, digest: str) -> None:
        """A command that is no longer remembered here: answered as it was then, or too late."""
        seat.connection.send(await self._answer_from_ledger(seat, frame, digest))

    async def _settle_from_ledger(self, seat: Seat, frame: f.Command, taken: Taken) -> None:
        """A command that turns out to have been carried out before a start or on another node."""
        taken.settle(await self._answer_from_ledger(seat, frame, taken.digest))

    async def _answer_from_ledger(self, seat: Seat, frame: f.Command, digest: str) -> bytes:
        try:
            if self.company is not None:
                await self.company.catch_up()
            answer = await self._engine.ledger.answer(seat.client_id, frame.id)
            if answer is None:
                return _refusal(frame.id, "out_of_order")
            if answer.digest != digest:
                return _refusal(frame.id, "reused_id")
            if answer.chat_id is None:
                return _encode(f.Ack(id=frame.id))
            n = await self._publisher.number(answer.chat_id, seat.audience, answer.seq)
        except LedgerUnavailable:
            return _refusal(frame.id, "unavailable")
        except BrokenLedger as broken:
            log.warning("answer_unreadable", client=seat.client_id, reason=str(broken))
            return _refusal(frame.id, "out_of_order")
        return _encode(f.Ack(id=frame.id, chat=answer.chat_id, n=n))

    def _refuse(self, connection: Connection, number: int, code: str) -> None:
        connection.send(_refusal(number, code))

    def _slow_down(self, seat: Seat, number: int, wait_ms: int) -> None:
        """The same person asks too much: over all their connections, or else the connection would
        have said so. What comes behind it has to wait for it, so that their order stays."""
        self.contact(seat.connection)
        self.outcomes["too_fast"] += 1
        refused = f.RefusedFrame(
            id=number, code="too_fast", text=TOO_FAST, retry=True, retry_after_ms=wait_ms
        )
        seat.connection.send(_encode(refused))

    # Who it is

    def _key(self, seat: Seat | None) -> ClientKey | None:
        if seat is None:
            return None
        if seat.audience == "agent":
            return agent_key(seat.agent_id) if self._agents.consoles.is_at(seat) else None
        chat_id = self._engine.books.chat_of.get((seat.site_id, seat.end_user_id))
        return None if chat_id is None else end_user_key(chat_id)


def _hangs_on_others(seat: Seat, act: Act) -> bool:
    """What end-users ask hangs on nothing but their own chat."""
    return seat.audience == "agent" and bool(act.chats or act.duty)


def _refusal(number: int, code: str) -> bytes:
    frame = f.RefusedFrame(id=number, code=code, text=SENTENCES[code], retry=code == "unavailable")
    return _encode(frame)


SENTENCES = {
    "unavailable": UNAVAILABLE,
    "out_of_order": "A later command of this client was carried out already.",
    "reused_id": "This command number was used for something else.",
}
