"""How many posts a second the ledger takes: durable, chained, with text and answer.

Each submitter posts to chats of its own, and posts again as soon as it is told that the post is on
the disk. The whole runs in one process: the event loop and the writer's thread share one
interpreter, as they do in the server.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from parlour.chat.events import SERVER, Actor, ChatCreated, ChatTerms, EndUserPost
from parlour.database.database import Database
from parlour.ids import (
    ChatId,
    ClientId,
    CommandId,
    Duration,
    EndUserId,
    MessageId,
    Millis,
    QueueId,
    SiteId,
    TxId,
    chat_stream,
)
from parlour.ledger.protocol import Addition, Answer, Committed, MessageText, Outcome, Transaction
from parlour.ledger.sqlite import SqliteLedger
from parlour.value import Value

SUBMITTERS = 64
SECONDS = 5.0
TEXT = "I have a question about my order. "


class Figures(Value):
    """Of one run."""

    posts_per_second: float
    group_size: float
    """Posts that shared one fsync, on average."""
    p50_ms: float
    p99_ms: float
    cpu_us: float
    """Processor time for each post, of the submitters too."""


async def measure(
    folder: Path, *, submitters: int = SUBMITTERS, chats: int = 1, for_s: float = SECONDS
) -> Figures:
    """Runs for `for_s` seconds; each submitter goes round `chats` chats of its own."""
    database = Database.open(folder / "bench.db", fatal=_raise)
    ledger = SqliteLedger(database)
    crowd = [Submitter(ledger, number, chats) for number in range(submitters)]
    await asyncio.gather(*(one.begin() for one in crowd))
    started, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one.post_until(started + for_s) for one in crowd))
    took, cpu = time.perf_counter() - started, time.process_time() - worked
    await ledger.close()
    groups = await database.look(lambda db: db.execute("SELECT count(*) FROM sealed_group"))
    count = groups.fetchone()[0]
    database.close()
    waits = sorted(wait for one in crowd for wait in one.waits)
    return Figures(
        posts_per_second=len(waits) / took,
        group_size=len(waits) / count,
        p50_ms=waits[len(waits) // 2] * 1000,
        p99_ms=waits[len(waits) * 99 // 100] * 1000,
        cpu_us=cpu / len(waits) * 1e6,
    )


class Submitter:
    """One end-user's client, which never pauses."""

    def __init__(self, ledger: SqliteLedger, number: int, chats: int) -> None:
        self._ledger = ledger
        self._name = f"{number:06d}"
        self._versions = {ChatId(f"chat-{number:06d}-{n:06d}"): 0 for n in range(chats)}
        self._posts = 0
        self.waits: list[float] = []

    async def begin(self) -> None:
        for chat_id in self._versions:
            await self._add(_creation(chat_id))
            self._versions[chat_id] = 1

    async def post_until(self, end: float) -> None:
        chats = list(self._versions)
        now = time.perf_counter()
        while now < end:
            chat_id = chats[self._posts % len(chats)]
            self._posts += 1
            await self._add(_post(chat_id, self._name, self._posts, self._versions[chat_id]))
            self._versions[chat_id] += 1
            before, now = now, time.perf_counter()
            self.waits.append(now - before)

    async def _add(self, transaction: Transaction) -> None:
        told: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._ledger.submit(transaction, told.set_result)
        outcome = await told
        assert isinstance(outcome, Committed), outcome


def _creation(chat_id: ChatId) -> Transaction:
    created = ChatCreated(
        actor=SERVER,
        chat_id=chat_id,
        site_id=SiteId("main"),
        queue_id=QueueId("help"),
        end_user_id=EndUserId(f"end-user of {chat_id}"),
        terms=ChatTerms(
            queue_timeout=Duration(1_800_000),
            idle_timeout=Duration(600_000),
            posts_in_queue=True,
            file_uploads=True,
        ),
        queue_until=Millis(0),
    )
    addition = Addition(stream=chat_stream(chat_id), expected=0, events=(created,))
    return Transaction(tx=TxId(f"{chat_id}-0"), at=Millis(1_700_000_000_000), additions=(addition,))


def _post(chat_id: ChatId, name: str, number: int, version: int) -> Transaction:
    client_id = ClientId(f"client-{name}")
    message_id = MessageId(f"message-{name}-{number:08d}")
    post = EndUserPost(
        actor=Actor(role="end_user", id=f"end-user of {chat_id}"),
        message_id=message_id,
        digest="d" * 64,
        command_id=CommandId(f"{client_id}:{number}"),
    )
    return Transaction(
        tx=TxId(f"tx-{name}-{number:08d}"),
        at=Millis(1_700_000_000_000 + number),
        additions=(Addition(stream=chat_stream(chat_id), expected=version, events=(post,)),),
        texts=(MessageText(message_id=message_id, chat_id=chat_id, body=TEXT, salt="s" * 22),),
        answer=Answer(
            client_id=client_id,
            number=number,
            digest="d" * 64,
            chat_id=chat_id,
            seq=version + 1,
        ),
    )


def _raise(error: Exception) -> None:
    raise error


async def run() -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    rows: list[tuple[str, str]] = []
    for submitters, chats in ((1, 1), (64, 100), (512, 1), (64, 1)):
        with tempfile.TemporaryDirectory() as folder:
            found = await measure(Path(folder), submitters=submitters, chats=chats)
        figure = (
            f"{found.posts_per_second:,.0f} posts/s, {found.group_size:.1f} to a group,"
            f" p50 {found.p50_ms:.2f} ms, p99 {found.p99_ms:.2f} ms, {found.cpu_us:.0f} µs CPU"
        )
        rows.append((f"{submitters} submitters × {chats} chats", figure))
    return rows
