"""The real server under load, killed again and again: what was acknowledged is kept, once.

Killed at random moments and at every named point of a write. Clients resend what was not
acknowledged, as ours do; in the end the ledger must hold each acknowledged message exactly once, in
the order its sender wrote them, and be proven whole.
"""

import asyncio
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.crash.crashing_server import AGENTS, POINTS, RARE, Point
from tests.crash.crowd import AgentOnDuty, EndUser, Talker

END_USERS = 6
POSTS_PER_CHAT = 15
LIFE_MAX_S = 0.25
PATIENCE_S = 20
TELL_EVERY = 100  # kills
EX_SOFTWARE = 70  # the status with which the server ends itself


class Victim:
    """Servers over one folder and port, one after another. None outlives the `with`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._forks = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.crashing_server", str(folder), str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = 0
        """Of the server that runs now, if any."""

    def __enter__(self) -> "Victim":
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            self.kill()
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.close()
        self._forks.wait(timeout=PATIENCE_S)
        self._forks.stdout.close()

    async def start(self, point: str | None, after: int) -> None:
        assert self._forks.stdin is not None
        self._forks.stdin.write(json.dumps({"point": point, "after": after}) + "\n")
        self._forks.stdin.flush()
        self.pid = (await self._said())["pid"]

    async def said(self) -> dict[str, Any]:
        """`ready`, then `gone`; a server may be gone before it is ready."""
        said = await self._said()
        if said.get("gone"):
            self.pid = 0
        return said

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    async def _said(self) -> dict[str, Any]:
        assert self._forks.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(self._forks.stdout.readline), PATIENCE_S)
        said: dict[str, Any] = json.loads(line)
        return said


@pytest.mark.crash
async def test_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    kills = int(request.config.getoption("--kills", default=200) or 0)
    with Victim(tmp_path) as victim:
        await kill_again_and_again(victim, kills, capsys)


async def kill_again_and_again(
    victim: Victim, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, began = random.Random(kills), time.monotonic()
    end_users = [EndUser(victim.port, f"user{n}") for n in range(END_USERS)]
    agents = [AgentOnDuty(victim.port, name) for name in AGENTS]
    died_at = Counter[str]()

    def tell() -> None:
        promised = sum(len(one.acknowledged) for one in end_users)
        spent = time.monotonic() - began
        with capsys.disabled():
            sys.stdout.write(f"\n{died_at.total()} kills, {promised} posts promised, {spent:.0f} s")
            sys.stdout.flush()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.stay_connected()) for one in (*end_users, *agents)]
        tasks += [group.create_task(one.talk(POSTS_PER_CHAT)) for one in end_users]
        tasks += [group.create_task(one.work()) for one in agents]
        for number in range(kills):
            point = (*POINTS, None)[number % (len(POINTS) + 1)]
            came_to_it = await live_and_die(victim, point, chance)
            died_at[point if point and came_to_it else "any moment"] += 1
            if died_at.total() % TELL_EVERY == 0:
                tell()
        await victim.start(None, 0)
        assert (await victim.said()).get("ready")
        await until_all_have(end_users, more=5)
        for task in tasks:
            task.cancel()
    victim.kill()
    await victim.said()
    tell()
    with capsys.disabled():
        sys.stdout.write(f"\nby where it died: {dict(died_at)}\n")
    report = verify_database(victim.folder / DATABASE_NAME)
    promised = sum(len(one.acknowledged) for one in end_users)
    assert all(died_at[point] for point in POINTS), "some point was never come to"
    assert report.faults == ()
    assert promised > kills
    assert not [gap for one in (*end_users, *agents) for gap in one.gaps]
    check_kept(victim.folder, end_users)
    check_views(victim.folder, [*end_users, *agents])


async def live_and_die(victim: Victim, point: Point | None, chance: random.Random) -> bool:
    """One server's life: until its point (then the answer is yes), or else a random while."""
    await victim.start(point, chance.randint(1, RARE.get(point, 12) if point else 1))
    said = await victim.said()
    if said.get("gone"):
        check_way_to_go(point, said)
        return True
    gone = asyncio.create_task(victim.said())
    try:
        life = chance.uniform(0, LIFE_MAX_S) if point is None else PATIENCE_S / 2
        check_way_to_go(point, await asyncio.wait_for(asyncio.shield(gone), life))
    except TimeoutError:
        victim.kill()
        await gone
        return False
    return True


def check_way_to_go(point: str | None, said: dict[str, Any]) -> None:
    """Killed, or ended by itself because the disk could not sync; never by anything else."""
    assert said["status"] == (EX_SOFTWARE if point == "failed_sync" else -signal.SIGKILL), point


async def until_all_have(end_users: list[EndUser], more: int) -> None:
    """The server that lives: everybody gets on."""
    goals = [len(one.acknowledged) + more for one in end_users]
    until = time.monotonic() + PATIENCE_S
    while any(len(one.acknowledged) < goal for one, goal in zip(end_users, goals, strict=True)):
        assert time.monotonic() < until, "not everybody got on after the last start"
        await asyncio.sleep(0.02)


def check_kept(folder: Path, end_users: list[EndUser]) -> None:
    """Each acknowledged message once, in its sender's order, and nothing nobody sent."""
    with sqlite3.connect(folder / DATABASE_NAME) as database:
        kept = [row[0] for row in database.execute("SELECT body FROM message ORDER BY position")]
    assert len(kept) == len(set(kept)), "a message is there twice"
    for one in end_users:
        own = [text for text in kept if text.startswith(f"{one.name} ")]
        numbers = [int(text.split()[1]) for text in own]
        assert numbers == sorted(numbers), f"{one.name}'s messages are out of order"
        assert set(one.acknowledged) <= set(own), f"{one.name} was promised more than is kept"
        assert max(numbers) <= one.sent


def check_views(folder: Path, talkers: list[Talker]) -> None:
    """What anybody was shown is in the ledger: a view is never ahead of the disk."""
    with sqlite3.connect(folder / DATABASE_NAME) as database:
        kept = {row[0] for row in database.execute("SELECT body FROM message")}
    for one in talkers:
        shown = {
            event["text"]
            for events in one.views
            for _, event in events
            if event.get("kind") == 2 and event.get("text")
        }
        assert shown <= kept


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
