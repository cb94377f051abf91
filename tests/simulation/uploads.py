"""Who sends files, as our clients do: under an id of their own, again until it is answered.

Each file that was said to be taken is told of once in its chat, and its bytes are there; of one
that was refused, or given up, there is either the same or nothing at all.
"""

import random
from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from parlour.chat.events import FileEvent
from parlour.directory.records import Principal
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Recorded, Transaction
from parlour.value import Value
from parlour.web.faults import Fault
from parlour.web.file_bodies import FileReply, FileWish
from tests.simulation.files import INFECTED, FileShelf
from tests.simulation.node import Node, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.simulation.world import World

TRIES_MAX = 8
ANSWER_WITHIN_S = 30.0
"""Then the connection is taken for dead."""
PAUSE_S = 0.05
"""Between the pieces of a body."""

OnFault = Callable[[str, str], None]


class Sending(Value):
    """One file that somebody sends. Its name is unlike all others."""

    name: str
    upload_id: str
    chat: str
    sender: Principal
    body: bytes


class Uploads:
    """All of them, and what has become of each."""

    def __init__(self, world: "World", shelf: FileShelf, on_fault: OnFault) -> None:
        self._world = world
        self._shelf = shelf
        self._on_fault = on_fault
        self._chance = random.Random(f"{world.seed} uploads")
        self._sent: dict[str, Sending] = {}
        self._told: dict[str, FileEvent] = {}
        """By name: the row that tells of the file."""
        self._taken: set[str] = set()
        self._refused: dict[str, str] = {}

    def send(self, sender: Principal, chat: str) -> None:
        if self._world.is_company:
            return
        number = len(self._sent) + 1
        words = "EICAR" if self._chance.random() < INFECTED else "Some words."
        sending = Sending(
            name=f"{sender.id}-{number}.txt",
            upload_id=f"upload-{number}",
            chat=chat,
            sender=sender,
            body=f"{words} {number}".encode(),
        )
        self._sent[sending.name] = sending
        self._try(sending, 1)

    # The client's side

    def _try(self, sending: Sending, tries: int) -> None:
        if tries > TRIES_MAX or sending.name in self._taken or sending.name in self._refused:
            return
        self._world.time.after(ANSWER_WITHIN_S * tries, self._try, sending, tries + 1)
        nodes = serving(self._world.nodes)
        if nodes:
            node = nodes[0]
            node.loop.call_soon(self._receive, node, sending)

    def _receive(self, node: Node, sending: Sending) -> None:
        node.loop.create_task(self._carry(node, sending))

    async def _carry(self, node: Node, sending: Sending) -> None:
        """What the route does, and the answer on its way back."""
        try:
            reply = await self._ask(node, sending)
        except Fault as fault:
            if fault.status not in (400, 429, 503) and fault.code != "under_way":
                self._world.time.after(PAUSE_S, self._note_refusal, sending, fault.code)
        else:
            luck = self._world.luck
            if not luck.strikes("line_cut", luck.faults.line_cut):
                self._world.time.after(PAUSE_S, self._note, sending, reply)

    async def _ask(self, node: Node, sending: Sending) -> FileReply:
        assert node.files is not None, "whoever has no files is sent none"
        exchange, chat_id = node.files.exchange, ChatId(sending.chat)
        wish = FileWish(upload_id=sending.upload_id, name=sending.name, announced=len(sending.body))
        pieces = self._pieces(node, sending.body)
        if sending.sender.role == "agent":
            return await exchange.from_agent(AgentId(sending.sender.id), chat_id, wish, pieces)
        return await exchange.from_end_user(sending.sender, chat_id, wish, pieces)

    async def _pieces(self, node: Node, body: bytes) -> AsyncIterator[bytes]:
        luck = self._world.luck
        for piece in (body[:4], body[4:]):
            await node.store.reach()
            if luck.strikes("line_cut", luck.faults.line_cut):
                raise Fault(400, "cut_off", "The line was lost.")
            yield piece

    def _note(self, sending: Sending, reply: FileReply) -> None:
        if reply.state == "kept":
            self._taken.add(sending.name)
        elif reply.state == "refused":
            self._note_refusal(sending, reply.reason)

    def _note_refusal(self, sending: Sending, code: str) -> None:
        self._refused.setdefault(sending.name, code)

    # What the ledger says

    def follow(self, transaction: Transaction, rows: "Sequence[Recorded]") -> None:
        for row in rows:
            if isinstance(row.event, FileEvent):
                event = row.event
                name = next(t.body for t in transaction.texts if t.message_id == event.message_id)
                self._follow(row.stream[5:], name, event)

    def _follow(self, chat: str, name: str, event: FileEvent) -> None:
        sending = self._sent.get(name)
        if sending is None or sending.chat != chat:
            self._on_fault("file", f"nobody sent {name} in {chat}")
            return
        if name in self._told:
            self._on_fault("file", f"{name} is in the ledger twice")
        self._told[name] = event
        if event.sha256 != sha256(sending.body).hexdigest() or b"EICAR" in sending.body:
            self._on_fault("file", f"{name} is not what was sent, or should not be there")
        if self._shelf.bytes.get(event.file_id) != sending.body:
            self._on_fault("file", f"{name} is told of, and its bytes are not there")

    def check(self) -> None:
        """Everything has come to its end."""
        for name in sorted(self._taken - self._told.keys()):
            self._on_fault("file", f"{name} was taken, and nothing tells of it")
        told = {event.file_id: name for name, event in self._told.items()}
        kept = {record.file_id for record in self._shelf.records.values() if record.state == "kept"}
        if kept != told.keys() or self._shelf.bytes.keys() != told.keys():
            extra = (kept | self._shelf.bytes.keys()) ^ told.keys()
            states = {one: self._shelf.records.get(one) for one in sorted(extra)}
            self._on_fault("file", f"rows, book and bytes don't agree: {states}")
