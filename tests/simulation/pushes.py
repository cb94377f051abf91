"""What agents show end-users: each acknowledged one is there once, in its agent's order, as it was
meant; none is there that nobody pushed, nor one whose address is not safe."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from parlour.chat.events import AgentPushedUrl
from parlour.ledger.protocol import Recorded, Transaction

if TYPE_CHECKING:
    from tests.simulation.client import Client

OnFault = Callable[[str, str], None]


class Pushes:
    """By the numbers of the commands, which the rows carry."""

    def __init__(self, on_fault: OnFault) -> None:
        self._on_fault = on_fault
        self._asked: dict[str, tuple[str, str | None]] = {}
        """Chat and body of each push; without a body it must be refused."""
        self._written: set[str] = set()
        self._last_of: dict[tuple[str, str], int] = {}
        self.acknowledged: list[str] = []

    def asked(self, client: "Client", number: int, chat: str, body: str | None) -> None:
        self._asked[_command(client, number)] = (chat, body)

    def answered(self, client: "Client", number: int, *, taken: bool) -> None:
        if taken:
            self.acknowledged.append(_command(client, number))

    def follow(self, transaction: Transaction, rows: Sequence[Recorded]) -> None:
        for row in rows:
            if isinstance(row.event, AgentPushedUrl):
                self._follow(row.stream[5:], row.event, transaction)

    def check_acknowledged(self) -> None:
        for command in self.acknowledged:
            if command not in self._written:
                self._on_fault("push", f"{command} was acknowledged and is not in the ledger")

    def _follow(self, chat: str, event: AgentPushedUrl, transaction: Transaction) -> None:
        command = event.command_id
        body = next(t.body for t in transaction.texts if t.message_id == event.message_id)
        if command in self._written:
            self._on_fault("push", f"{command} is in the ledger twice")
        if self._asked.get(command) != (chat, body):
            self._on_fault("push", f"nobody pushed {body} in {chat} by {command}")
        self._written.add(command)
        client, _, number = command.rpartition(":")
        if self._last_of.get((client, chat), 0) >= int(number):
            self._on_fault("push", f"{command} comes after a later one")
        self._last_of[client, chat] = int(number)


def _command(client: "Client", number: int) -> str:
    return f"{client.principal.id}.{client.client_id}:{number}"
