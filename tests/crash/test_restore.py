"""A backup is taken of a real server under load; later it is restored, and everybody comes back."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from parlour.backup import back_up, restore
from parlour.database.lock import DatabaseInUse
from parlour.ids import Millis
from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.crash.crashing_server import AGENTS
from tests.crash.crowd import AgentOnDuty, EndUser, Talker
from tests.crash.test_crashes import END_USERS, POSTS_PER_CHAT, Victim, check_views, until_all_have

NOON = Millis(1_700_049_600_000)


@pytest.mark.crash
async def test_a_backup_under_load_is_restored_and_nobody_sees_anything_twice(
    tmp_path: Path,
) -> None:
    folder, saved = tmp_path / "live", tmp_path / "saved.sqlite3"
    folder.mkdir()
    with Victim(folder) as victim:
        await talk_through_a_restore(victim, saved)


async def talk_through_a_restore(victim: Victim, saved: Path) -> None:
    folder, database = victim.folder, victim.folder / DATABASE_NAME
    await live(victim)
    end_users = [EndUser(victim.port, f"user{n}") for n in range(END_USERS)]
    agents = [AgentOnDuty(victim.port, name) for name in AGENTS]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.stay_connected()) for one in (*end_users, *agents)]
        tasks += [group.create_task(one.talk(POSTS_PER_CHAT)) for one in end_users]
        tasks += [group.create_task(one.work()) for one in agents]
        await until_all_have(end_users, more=POSTS_PER_CHAT)
        before = {one.name: list(one.acknowledged) for one in end_users}
        report = await asyncio.to_thread(back_up, database, saved, unseen)
        assert report.intact
        await until_all_have(end_users, more=POSTS_PER_CHAT)
        with pytest.raises(DatabaseInUse):
            restore(saved, database, unseen, at=NOON)
        first_epoch = end_users[0].epoch
        victim.kill()
        await victim.said()
        restored = restore(saved, database, unseen, at=NOON)
        since = {one.name: len(one.acknowledged) for one in end_users}
        await live(victim)
        await until_all_have(end_users, more=POSTS_PER_CHAT)
        for task in tasks:
            task.cancel()
    victim.kill()
    await victim.said()
    assert restored.kept is not None
    assert verify_database(restored.kept).intact
    assert verify_database(database).faults == ()
    assert end_users[0].epoch != first_epoch
    kept = bodies(database)
    assert len(kept) == len(set(kept)), "a message is there twice"
    for one in end_users:
        promised = {*before[one.name], *one.acknowledged[since[one.name] :]}
        assert promised <= set(kept), f"{one.name} was promised more than is kept"
    check_shown_once([*end_users, *agents])
    check_views(folder, [*end_users, *agents])


async def live(victim: Victim) -> None:
    await victim.start(None, 0)
    assert (await victim.said()).get("ready")


def unseen(_stage: str) -> "Unseen":
    return Unseen()


class Unseen:
    """Progress that nobody looks at."""

    def __call__(self, done: int, total: int) -> None:
        assert 0 <= done <= total


def bodies(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute("SELECT body FROM message")]


def check_shown_once(talkers: list[Talker]) -> None:
    """Since the restore each view has the numbers 1, 2, 3, … and each message once."""
    for one in talkers:
        assert not one.gaps
        for events in one.views:
            assert [n for n, _ in events] == list(range(1, len(events) + 1))
            texts = [event["text"] for _, event in events if event.get("kind") == 2]
            assert len(texts) == len(set(texts))
