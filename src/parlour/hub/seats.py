"""Who is connected: one seat for each open connection that has said hello."""

from collections.abc import Hashable
from typing import TypeVar

from parlour.directory.records import Principal
from parlour.engine.connection import Connection
from parlour.hub.timelines import Audience
from parlour.ids import AgentId, ChatId, ClientId, EndUserId, SiteId
from parlour.wire.frames import MeNotice

K = TypeVar("K", bound=Hashable)


class Seat:
    """One connection. `sent`: for each chat it shows, the number of the last row it was sent;
    a chat in `behind` is being caught up and gets no live rows meanwhile."""

    __slots__ = (
        "agent_id",
        "audience",
        "behind",
        "can_show_page",
        "client_id",
        "connection",
        "end_user_id",
        "principal",
        "rights",
        "sent",
    )

    def __init__(self, connection: Connection, audience: Audience) -> None:
        self.connection = connection
        self.principal: Principal = connection.principal
        self.agent_id = AgentId(self.principal.id)
        self.end_user_id = EndUserId(self.principal.id)
        """Of the two the one that fits the audience means something."""
        self.client_id = ClientId(f"{self.principal.id}.{connection.client_id}")
        self.audience: Audience = audience
        self.can_show_page = False
        """An end-user's client that is able to co-browse, by its own word."""
        self.sent: dict[ChatId, int] = {}
        self.behind: dict[ChatId, object] = {}
        """Each with the mark of the one catch-up that is under way for it."""
        self.rights: MeNotice | None = None
        """What an agent's client was last told that they may do."""

    @property
    def site_id(self) -> SiteId:
        assert self.principal.site_id is not None, "an end-user belongs to a site"
        return self.principal.site_id


class Seats:
    """All seats: by connection; those that were welcomed by chat, by agent, by end-user."""

    def __init__(self) -> None:
        self.by_connection: dict[Connection, Seat] = {}
        self.by_chat: dict[ChatId, list[Seat]] = {}
        self.by_agent: dict[AgentId, list[Seat]] = {}
        self.by_end_user: dict[tuple[SiteId, EndUserId], list[Seat]] = {}

    def add(self, seat: Seat) -> None:
        """The connection has said hello. Nothing is shown to it before it is welcomed."""
        self.by_connection[seat.connection] = seat

    def sit_down(self, seat: Seat) -> None:
        """The connection is being welcomed: from now on it is told what happens."""
        if seat.audience == "agent":
            self.by_agent.setdefault(seat.agent_id, []).append(seat)
        else:
            self.by_end_user.setdefault((seat.site_id, seat.end_user_id), []).append(seat)

    def remove(self, connection: Connection) -> Seat | None:
        """The connection is gone; its seat, if it had one."""
        seat = self.by_connection.pop(connection, None)
        if seat is None:
            return None
        for chat_id in tuple(seat.sent):
            self.leave(seat, chat_id)
        if seat.audience == "agent":
            _take_out(self.by_agent, seat.agent_id, seat)
        else:
            _take_out(self.by_end_user, (seat.site_id, seat.end_user_id), seat)
        return seat

    def show(self, seat: Seat, chat_id: ChatId, sent: int) -> None:
        """The seat shows the chat from now on and has its rows up to number `sent`."""
        if chat_id not in seat.sent:
            self.by_chat.setdefault(chat_id, []).append(seat)
        seat.sent[chat_id] = sent

    def leave(self, seat: Seat, chat_id: ChatId) -> None:
        """The seat shows the chat no more."""
        if seat.sent.pop(chat_id, None) is not None:
            _take_out(self.by_chat, chat_id, seat)
        seat.behind.pop(chat_id, None)

    def of_agent(self, agent_id: AgentId) -> list[Seat]:
        return self.by_agent.get(agent_id, [])

    def of_chat(self, chat_id: ChatId) -> list[Seat]:
        return self.by_chat.get(chat_id, [])


def _take_out(seats: dict[K, list[Seat]], key: K, seat: Seat) -> None:
    left = [other for other in seats.get(key, []) if other is not seat]
    if left:
        seats[key] = left
    else:
        seats.pop(key, None)
