"""Erasing an end-user: nothing of them is left in any file, the ledger is as it was and proven, and
whatever breaks off is ended later."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from parlour.cli import app
from parlour.database.failures import DatabaseUnavailable
from parlour.directory.changes import Wanted
from parlour.directory.sqlite import SqliteDirectory
from parlour.directory.store import put
from parlour.files.store import StoreUnavailable
from parlour.ids import EndUserId
from parlour.ledger.verify import verify_database
from tests.erasing.kept import SECRETS, chatted, found_in, ledger_of
from tests.hub.stage import SITE
from tests.hub.team import change_agent, make_supervisor
from tests.web.live import LiveServer, live

PATH = f"/api/v1/admin/sites/{SITE}/end-users"


async def erase(there: LiveServer, end_user_id: str) -> Any:
    return await there.browser("sue").post(f"{PATH}/{end_user_id}/erase")


async def an_admin(there: LiveServer) -> None:
    make_supervisor(there.server)
    change_agent(there.server, "sue", roles=("admin",))
    await there.agent("sue")


async def test_nothing_is_left_but_the_rows_and_others_keep_theirs(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")
        await chatted(there, "cleo")
        assert found_in(tmp_path, "ann") == found_in(tmp_path, "cleo") == list(SECRETS)
        rows = ledger_of(there.path)
        answer = await erase(there, ann)
        assert answer.status_code == 200
        erased = answer.json()
        assert erased == {
            **{"chats": 1, "texts": 4, "requests": 1, "files": 1, "recordings": 1, "pages": 1},
            **{"comments": 1, "messages": 1, "letters": 2, "visits": 1},
        }
        assert found_in(tmp_path, "ann") == []
        assert found_in(tmp_path, "cleo") == list(SECRETS)
        assert ledger_of(there.path) == rows
        report = verify_database(there.path)
        assert report.intact, report.first_faults()


async def test_no_digest_is_left_by_which_a_guess_could_be_confirmed(tmp_path: Path) -> None:
    """Those in rows are salted, and the salt is gone; those of commands go themselves."""
    async with live(tmp_path) as there:
        await an_admin(there)
        chat, ann = await chatted(there, "ann")
        other, _ = await chatted(there, "cleo")
        await erase(there, ann)
        query = "SELECT client_id, chat_id, digest <> '' FROM command"
        found = await there.database.look(lambda db: db.execute(query).fetchall())
        told = {(client.partition(".")[0], of) for client, of, is_told in found if is_told}
        assert ann not in {client for client, _ in told}
        assert any(of == other for _, of in told)
        posts = f"SELECT digest FROM command WHERE chat_id = '{chat}' AND client_id LIKE 'bea.%'"
        digests = await there.database.look(lambda db: db.execute(posts).fetchall())
        assert digests.count(("",)) == 2  # her posts; that she accepted and concluded is no secret
        assert len(digests) > 2


async def test_it_is_in_the_history_with_the_id_and_no_name(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")
        await erase(there, ann)
        store = SqliteDirectory(there.database, there.clock)
        (entry,) = await store.changes(Wanted(kind="end_user"), 10)
        assert (entry.deed, entry.by, entry.id) == ("erase", "sue", f"{SITE}/{ann}")


async def test_again_it_takes_only_what_has_come_since(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")
        await erase(there, ann)
        again = (await erase(there, ann)).json()
        assert again == dict.fromkeys(again, 0) | {"chats": 1}


async def test_the_visit_is_over_and_a_new_one_is_somebody_else(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")
        await erase(there, ann)
        ticket = await there.browser("ann").post(f"/api/v1/sites/{SITE}/ticket")
        assert ticket.status_code == 401


async def test_whoever_is_in_a_chat_is_not_erased_and_nothing_begins(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")
        await there.waiting("ann")
        answer = await erase(there, ann)
        assert (answer.status_code, answer.json()["code"]) == (409, "chat_open")
        assert found_in(tmp_path, "ann") == list(SECRETS)
        store = SqliteDirectory(there.database, there.clock)
        assert await store.changes(Wanted(kind="end_user"), 10) == []


async def test_only_admins(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        make_supervisor(there.server)
        await there.agent("sue")
        _, ann = await chatted(there, "ann")
        assert (await erase(there, ann)).status_code == 403
        assert found_in(tmp_path, "ann") == list(SECRETS)


async def test_the_command_does_it_where_no_server_runs(tmp_path: Path) -> None:
    async with live(tmp_path) as there:
        _, ann = await chatted(there, "ann")
        site = there.directory.sites[SITE]
        await put(SqliteDirectory(there.database, there.clock), site, by="setup")

    def command(site_id: str = SITE, folder: Path = tmp_path) -> Result:
        given = ["--site", site_id, "--end-user", ann, "--data", str(folder)]
        return CliRunner().invoke(app, ["erase", *given])

    refused = await asyncio.to_thread(command, "none")
    assert (refused.exit_code, found_in(tmp_path, "ann")) == (2, list(SECRETS))
    nowhere = await asyncio.to_thread(command, SITE, tmp_path / "nowhere")
    assert nowhere.exit_code == 2
    assert not (tmp_path / "nowhere").exists()
    done = await asyncio.to_thread(command)
    assert done.exit_code == 0, done.output
    assert "1 files" in done.output
    assert found_in(tmp_path, "ann") == []


# Broken off --------------------------------------------------------------------------------------


class Dead(BaseException):
    """The process is gone."""


class Fatal:
    """Stands before a part of the eraser; each call is two moments to die."""

    def __init__(self, part: Any, moment: Callable[[], None]) -> None:
        self._part = part
        self._moment = moment

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)

        async def called(*given: Any) -> Any:
            self._moment()
            result = await found(*given)
            self._moment()
            return result

        return called


class Countdown:
    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Dead


async def test_it_is_ended_after_the_next_start_wherever_it_broke_off(tmp_path: Path) -> None:
    """Step by step, until it does not die any more."""
    async with live(tmp_path) as there:
        await an_admin(there)
        eraser: Any = there.eraser
        book, files = eraser._book, eraser._files
        deaths = 0
        while True:
            who = f"ann{deaths}"
            _, end_user = await chatted(there, who)
            there.forget(who)
            moment = Countdown(deaths)
            eraser._book, eraser._files = Fatal(book, moment), Fatal(files, moment)
            try:
                await eraser.erase(SITE, EndUserId(end_user), by="sue")
            except Dead:
                deaths += 1
            else:
                assert found_in(tmp_path, who) == []
                break
            eraser._book, eraser._files = book, files
            begun = [erasure.end_user_id for erasure in await book.open_ones()]
            await eraser.finish_all()
            assert await book.open_ones() == []
            if deaths == 1:  # died before anything was written down
                assert begun == []
                assert found_in(tmp_path, who) == list(SECRETS)
            else:
                assert found_in(tmp_path, who) == []
        assert deaths > 10


@pytest.mark.parametrize("failing", [DatabaseUnavailable("full"), StoreUnavailable("away")])
async def test_what_cant_be_done_now_is_said_and_done_later(
    tmp_path: Path, failing: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with live(tmp_path) as there:
        await an_admin(there)
        _, ann = await chatted(there, "ann")

        async def refuses(*_: object) -> None:
            raise failing

        with monkeypatch.context() as patch:
            patch.setattr(there.eraser._files, "erase", refuses)
            answer = await erase(there, ann)
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            await there.eraser.finish_all()
        await there.eraser.finish_all()
        assert found_in(tmp_path, "ann") == []
