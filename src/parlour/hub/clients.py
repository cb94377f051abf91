"""Each running client's commands: carried out once, answered again as often as they are resent.

A client numbers its commands 1, 2, 3, …; a number above the highest taken is new, any other is a
resend, unless the command failed for now: then its number is missing, and those after it have to
wait for it, so that what one client says keeps its order. Answers are kept with the rows they
acknowledge; the newest ones are also kept here.
"""

from collections import OrderedDict

from parlour.engine.connection import Connection
from parlour.ids import ClientId

CLIENTS_MAX = 100_000
"""Clients remembered; one that was forgotten is asked of the ledger when it comes back."""
ANSWERS_MAX = 16
"""Answers remembered per client; older ones are in the ledger."""
MISSING_MAX = 100
"""Failed commands remembered per client: as many as a client keeps unanswered."""


class Taken:
    """A command under way or answered. `answer` is the encoded frame, once there is one."""

    __slots__ = ("answer", "connection", "digest")

    def __init__(self, digest: str, connection: Connection) -> None:
        self.digest = digest
        self.connection: Connection | None = connection
        """Where the answer goes: to whoever sent the command last. Let go of once it has gone."""
        self.answer: bytes | None = None

    def settle(self, answer: bytes) -> None:
        """The answer is known, and goes out."""
        self.answer = answer
        if self.connection is not None:
            self.connection.send(answer)
            self.connection = None


NONE: frozenset[int] = frozenset()


class Client:
    """One running client: the highest number taken, and its newest commands."""

    __slots__ = ("_holds_order", "_missing", "highest", "taken")

    def __init__(self, highest: int) -> None:
        self.highest = highest
        self.taken: dict[int, Taken] = {}
        """The oldest first."""
        self._missing: frozenset[int] = NONE
        self._holds_order = True

    def is_new(self, number: int) -> bool:
        """Whether the command was never carried out, as far as this client's memory goes."""
        return number > self.highest or number in self._missing

    def must_wait(self, number: int) -> bool:
        """Whether an earlier command failed for now and is to come again first."""
        return self._holds_order and any(missing < number for missing in self._missing)

    def take(self, number: int, digest: str, connection: Connection) -> Taken:
        """A new command begins."""
        taken = Taken(digest, connection)
        self.taken[number] = taken
        self.highest = max(self.highest, number)
        if self._missing:
            self._missing -= {number}
        if len(self.taken) > ANSWERS_MAX:
            self._forget_answered()
        return taken

    def _forget_answered(self) -> None:
        """The oldest go, but none that still waits for its answer."""
        while len(self.taken) > ANSWERS_MAX and next(iter(self.taken.values())).answer is not None:
            del self.taken[next(iter(self.taken))]

    def give_back(self, number: int) -> None:
        """The command failed for now: it may come again under the same number."""
        self.taken.pop(number, None)
        self._missing |= {number}
        self._holds_order = True
        if len(self._missing) > MISSING_MAX:
            self._missing -= {min(self._missing)}

    def connect(self) -> None:
        """On a new connection the client sends again, in order, what it still wants; a missing
        command that it gave up holds back nothing."""
        self._holds_order = False


class Clients:
    """Running clients, the longest unheard-of forgotten first."""

    def __init__(self) -> None:
        self._clients: OrderedDict[ClientId, Client] = OrderedDict()

    def get(self, client_id: ClientId) -> Client | None:
        client = self._clients.get(client_id)
        if client is not None:
            self._clients.move_to_end(client_id)
        return client

    def remember(self, client_id: ClientId, highest: int) -> Client:
        """The client, known from now on to have had its numbers up to `highest` answered."""
        client = self._clients.setdefault(client_id, Client(highest))
        if len(self._clients) > CLIENTS_MAX:
            self._clients.popitem(last=False)
        return client
