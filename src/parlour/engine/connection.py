"""What the engine and the sockets know of each other."""

from typing import Protocol

from parlour.directory.records import Principal
from parlour.wire.frames import AgentFrame, EndUserFrame, Hello


class Connection(Protocol):
    """One open socket, seen from the engine."""

    principal: Principal
    user_agent: str
    client_id: str
    """From hello; names the running client that numbers its commands."""

    def send(self, frame: bytes) -> None:
        """Queue one encoded frame. Never blocks; the socket itself closes a reader too slow."""
        ...

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        """Say goodbye (a `goodbye` frame, then the close code)."""
        ...


class Gateway(Protocol):
    """The engine, seen from a socket. All calls are on the event loop and return at once."""

    def stay_away_ms(self) -> int:
        """0: newcomers are taken; else how long the one who asks had better stay away."""
        ...

    def greet(self, connection: Connection, hello: Hello) -> None:
        """The ticket was redeemed: answer with `welcome` and what the client lacks."""
        ...

    def receive(self, connection: Connection, frame: EndUserFrame | AgentFrame) -> None:
        """A frame that was read and fits the sender's role. Never raises."""
        ...

    def contact(self, connection: Connection) -> None:
        """Some other byte came (a pong, a heartbeat): the client lives."""
        ...

    def closed(self, connection: Connection) -> None:
        """The socket is gone; silence begins, nothing else follows from it."""
        ...
