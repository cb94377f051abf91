"""Ten thousand end-users in a chat come back at once: their lines were cut, or the server killed.

Every second one has missed a message. The server has one process; the crowd is another, on the
same machine. Beside it the floor: as many sockets that connect to the bare relay and get their
hello back. And a law: lines that die again and again, five times as fast as in life (2 s down and
3 s up), while agents write; every message arrives once and in order.
"""

import asyncio
import contextlib
import json
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import aiohttp

from bench.chats import at
from bench.crowd import Person, Tally, Target, address_of
from bench.pairs import site_api
from bench.server_under_load import SESSIONS_EACH
from bench.socket_client import SocketClient, connect
from bench.started import Started, started

PEOPLE = int(os.environ.get("PARLOUR_BENCH_PEOPLE", "10000"))
BEGINNING_AT_ONCE = 100
"""While the crowd gathers: more would only wait for the agents."""
BEGUN = 3
"""Events that an end-user has seen once somebody leads: 26, 23, 48."""
SHAKEN = 2_000
SHAKEN_FOR_S = 15.0
DOWN_S, UP_S = 0.4, 0.6
RESUMED_WITHIN_S = 120.0
"""Gives up, and says how many are missing."""

Rows = list[tuple[str, str]]


class Agent:
    """Accepts what it is offered; writes to the chats it leads."""

    def __init__(self) -> None:
        self.chats: list[str] = []
        self.unanswered = 0
        self._id = 0
        self._client: SocketClient | None = None

    async def go_on_duty(self, server: Started, number: int) -> None:
        self._client = await connect("/socket/desk", server.port, self._hear)
        ticket = server.said["tickets"][number]
        self._client.say(type="hello", ticket=ticket, client=f"agent{number}")
        self._say("log_on")

    def _say(self, type_: str, **frame: str) -> None:
        assert self._client is not None, "on duty"
        self._id += 1
        self.unanswered += 1
        self._client.say(type=type_, id=self._id, **frame)

    def post(self, chat: str) -> None:
        self._say("post", chat=chat, text="It is on its way, and will be there tomorrow.")

    def _hear(self, text: bytes) -> None:
        if text.startswith(b'{"type":"offer"'):
            offer = json.loads(text)
            self._say("accept", chat=offer["chat"], invitation=offer["invitation"])
        elif text.startswith(b'{"type":"ack"'):
            self.unanswered -= 1
        elif text.startswith(b'{"type":"event"') and b'"kind":48' in text:
            self.chats.append(json.loads(text)["chat"])
        elif text.startswith(b'{"type":"refused"'):
            raise AssertionError(text.decode())


@dataclass
class Storm:
    """What it took until everybody was back."""

    waits_s: Sequence[float]
    """From the moment at which they could come back, sorted."""
    cpu_s: float
    peak_mib: float = 0.0

    def rows(self, what: str) -> Rows:
        p50, p99 = at(list(self.waits_s), 0.5) / 1000, at(list(self.waits_s), 0.99) / 1000
        return [
            (f"{what}: the last of {len(self.waits_s):,} after", f"{self.waits_s[-1]:.1f} s"),
            (f"{what}: p50 and p99", f"{p50:.1f} s, {p99:.1f} s"),
            (f"{what}: CPU of the server", f"{self.cpu_s:.1f} s"),
        ]


async def run() -> Rows:
    """Rows of a table: what, and its figure."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    floor = await floor_storm()
    with tempfile.TemporaryDirectory(prefix="parlour-bench-") as name:
        return [*floor.rows("floor"), *await parlour_storms(Path(name), floor)]


async def parlour_storms(folder: Path, floor: Storm) -> Rows:
    target, tally = Target(), Tally()
    people = [Person(number, target, tally) for number in range(PEOPLE)]
    with started("bench.crowded_server", folder) as server:
        target.port = server.port
        agents = await gather_crowd(server, people)
        shaken = await shake(people[:SHAKEN], agents)
        cut = await storm(people, agents, server)
        cut_counts = dict(tally.counts)
        tally.counts.clear()
        await miss_some(people, agents)
        killed_at = time.perf_counter()
        os.kill(server.pid, signal.SIGKILL)
    target.port = 1  # nobody listens there
    returning = [asyncio.create_task(person.come_back()) for person in people]
    with started("bench.crowded_server", folder) as server:
        target.port, ready_at, cpu = server.port, time.perf_counter(), server.cpu_s()
        await all_back(returning, people)
        killed = storm_of(people, ready_at, server, cpu)
    return [
        *shaken,
        *cut.rows("lines cut"),
        ("lines cut: as many times as long as the floor", ratio(cut, floor)),
        ("lines cut: what the crowd met with", words(cut_counts)),
        *killed.rows("kill -9, from when it listens"),
        ("kill -9: until it listens", f"{ready_at - killed_at:.1f} s"),
        ("kill -9: as many times as long as the floor", ratio(killed, floor)),
        ("kill -9: what the crowd met with", words(dict(tally.counts))),
        ("peak memory of the restarted server", f"{killed.peak_mib:.0f} MiB"),
    ]


def ratio(ours: Storm, floor: Storm) -> str:
    return f"{ours.waits_s[-1] / floor.waits_s[-1]:.1f} (CPU {ours.cpu_s / floor.cpu_s:.1f})"


def words(counts: dict[str, int]) -> str:
    told = {"lost": 0, "doubled": 0, "resync": 0} | counts
    return ", ".join(f"{what.replace('_', ' ')} {count:,}" for what, count in told.items())


# The crowd ---------------------------------------------------------------------------------------


async def gather_crowd(server: Started, people: Sequence[Person]) -> list[Agent]:
    agents = [Agent() for _ in range(-(-PEOPLE // SESSIONS_EACH))]
    for number, agent in enumerate(agents):
        await agent.go_on_duty(server, number)
    await all_answered(agents)
    turn = asyncio.Semaphore(BEGINNING_AT_ONCE)
    async with contextlib.AsyncExitStack() as stack:
        visits = {
            address: await stack.enter_async_context(session_from(address))
            for address in {address_of(person.number) for person in people}
        }

        async def begin(person: Person) -> None:
            async with turn:
                async with visits[address_of(person.number)].post(
                    f"{site_api(server)}/visits", json={}
                ) as reply:
                    person.token = (await reply.json())["token"]
                await person.come_back()
                assert person.client is not None, "it has just come"
                person.expects = BEGUN
                person.client.say(type="request_chat", id=1, question="Where is my parcel?")
                while not person.is_back:
                    await person.heard.wait()
                    person.heard.clear()

        await asyncio.gather(*map(begin, people))
    return agents


def session_from(address: str) -> aiohttp.ClientSession:
    """One address may ask only so much of the API."""
    connector = aiohttp.TCPConnector(force_close=True, local_addr=(address, 0))
    return aiohttp.ClientSession(connector=connector)


async def miss_some(people: Sequence[Person], agents: Sequence[Agent]) -> None:
    """All lines die; one message to every second person, durable before anybody is back."""
    by_chat = {person.chat: person for person in people}
    for person in people:
        person.cut()
    for agent in agents:
        for chat in agent.chats[::2]:
            if chat in by_chat:
                agent.post(chat)
                by_chat[chat].expects += 1
    await all_answered(agents)


async def all_answered(agents: Sequence[Agent]) -> None:
    async with asyncio.timeout(60):
        while any(agent.unanswered for agent in agents):
            await asyncio.sleep(0.01)


async def storm(people: Sequence[Person], agents: Sequence[Agent], server: Started) -> Storm:
    await miss_some(people, agents)
    began, cpu = time.perf_counter(), server.cpu_s()
    await all_back([asyncio.create_task(person.come_back()) for person in people], people)
    return storm_of(people, began, server, cpu)


async def all_back(returning: Sequence["asyncio.Task[None]"], people: Sequence[Person]) -> None:
    _done, waiting = await asyncio.wait(returning, timeout=RESUMED_WITHIN_S)
    assert not waiting, f"{len(waiting)} of {len(people)} are not back"
    for task in returning:
        task.result()


def storm_of(people: Sequence[Person], began: float, server: Started, cpu: float) -> Storm:
    waits = sorted(person.back_at - began for person in people)
    return Storm(waits, server.cpu_s() - cpu, server.peak_rss_bytes() / 2**20)


# The law -----------------------------------------------------------------------------------------


async def shake(people: Sequence[Person], agents: Sequence[Agent]) -> Rows:
    """Lines die again and again while agents write."""
    by_chat = {person.chat: person for person in people}
    own = [(agent, chat) for agent in agents for chat in agent.chats if chat in by_chat]
    over = asyncio.Event()
    chance = random.Random(2)

    async def shaky(person: Person) -> None:
        while not over.is_set():
            await asyncio.sleep(chance.uniform(0, 2 * UP_S))
            person.cut()
            await asyncio.sleep(DOWN_S)
            await person.come_back()

    writing = asyncio.create_task(write(own, by_chat, over))
    shaking = [asyncio.create_task(shaky(person)) for person in people]
    await asyncio.sleep(SHAKEN_FOR_S)
    over.set()
    said = await writing
    await all_answered(agents)
    await all_back(shaking, people)
    await settle(people)
    counts = people[0].tally.counts
    missing = sum(person.expects - person.has for person in people)
    figures = words({**counts, "lost": counts["lost"] + missing})
    counts.clear()
    return [
        (f"{len(people):,} shaky lines, {SHAKEN_FOR_S:.0f} s, {said:,} messages", figures),
    ]


async def write(
    own: Sequence[tuple[Agent, str]], by_chat: dict[str, Person], over: asyncio.Event
) -> int:
    """To a twentieth of the chats, ten times a second; how many messages it were."""
    said, each_time = 0, len(by_chat) // 20
    while not over.is_set():
        for turn in range(said, said + each_time):
            agent, chat = own[turn * 7 % len(own)]
            agent.post(chat)
            by_chat[chat].expects += 1
        said += each_time
        await asyncio.sleep(0.1)
    return said


async def settle(people: Sequence[Person]) -> None:
    """Until everything that was durable is shown, or will not be any more."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(10):
            while not all(person.is_back for person in people):
                await asyncio.sleep(0.05)


# The floor ---------------------------------------------------------------------------------------


async def floor_storm() -> Storm:
    """As many sockets come to the relay, with the same jitter, and get their hello back."""
    with started("bench.floor_relay") as server:
        chance = random.Random(1)
        began, cpu = time.perf_counter(), server.cpu_s()
        coming = [floor_client(server.port, n, chance.random()) for n in range(PEOPLE)]
        clients = await asyncio.gather(*coming)
        waits = sorted(back_at - began for _, back_at in clients)
        used = server.cpu_s() - cpu
        for client, _ in clients:
            client.abort()
        return Storm(waits, used)


async def floor_client(port: int, number: int, pause: float) -> tuple[SocketClient, float]:
    heard: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    hear = partial(note_time, heard)
    while True:
        await asyncio.sleep(pause)
        try:
            client = await connect(f"/room{number}", port, hear, address_of(number))
        except OSError:
            continue  # too many at once for it, too
        client.send(b'{"type":"hello"}')
        return client, await heard


def note_time(heard: "asyncio.Future[float]", _text: bytes) -> None:
    heard.set_result(time.perf_counter())
