"""The set-up of a real server: what is changed is kept, takes effect and spares what is needed."""

from pathlib import Path

import msgspec
import pytest

from parlour.accounts.records import WrongLogin
from parlour.chat.state import initial
from parlour.demo import SALES, SITE, demo_records
from parlour.directory.editor import SentEdit
from parlour.directory.flaws import Kind
from parlour.directory.shelves import encoded
from parlour.ids import AgentId, ChatId
from parlour.main import Parlour, ServerOptions, opened
from parlour.set_up import ServerSetUp
from parlour.web.directory_bodies import EditDirectory, SetUpRefused

ADA, SOPHIE = AgentId("ada"), AgentId("sophie")


def set_up_of(parlour: Parlour) -> ServerSetUp:
    return ServerSetUp(parlour.editor, parlour.accounts, parlour.server.staff.follow_directory)


def removal(kind: Kind, record_id: str) -> EditDirectory:
    edit = SentEdit(kind=kind, id=record_id, version=1, record=msgspec.Raw(b"null"))
    return EditDirectory(edits=(edit,))


async def test_what_was_changed_is_there_after_a_restart(tmp_path: Path) -> None:
    options = ServerOptions(folder=tmp_path)
    async with opened(options) as parlour:
        await parlour.put_all(demo_records(), by="setup")
        queue = parlour.directory.queues[SALES].but(name="Shop", max_waiting=3)
        record = msgspec.Raw(encoded(queue))
        edit = SentEdit(kind="queue", id=SALES, version=1, record=record)
        await set_up_of(parlour).edit(EditDirectory(edits=(edit,)), by=SOPHIE)
    async with opened(options) as parlour:
        assert parlour.directory.queues[SALES] == queue
        read = await set_up_of(parlour).directory()
        version = read.versions["queue/sales"]
        assert (version.version, version.by, version.by_name) == (2, SOPHIE, "Sophie")
        assert read.versions["queue/workshop"].by == "setup"


async def test_who_has_been_on_duty_and_queues_with_chats_stay(tmp_path: Path) -> None:
    async with opened(ServerOptions(folder=tmp_path)) as parlour:
        await parlour.put_all(demo_records(), by="setup")
        row = ("l_1", ADA, 1, 2, "log_out")
        await parlour.database.write(
            lambda db: db.execute("INSERT INTO duty VALUES (?, ?, ?, ?, ?)", row)
        )
        live = parlour.server.engine.books.chat(ChatId("c_1"))
        live.state = initial.but(chat_id=live.chat_id, site_id=SITE, queue_id=SALES)
        parlour.server.engine.books.chats[live.chat_id] = live
        set_up = set_up_of(parlour)
        with pytest.raises(SetUpRefused) as refused:
            await set_up.edit(removal("agent", ADA), by=SOPHIE)
        assert [flaw.code for flaw in refused.value.reply.flaws] == ["has_history"]
        with pytest.raises(SetUpRefused) as refused:
            await set_up.edit(removal("queue", SALES), by=SOPHIE)
        assert "open_chats" in {flaw.code for flaw in refused.value.reply.flaws}
        await set_up.edit(removal("agent", "ben"), by=SOPHIE)
        assert AgentId("ben") not in parlour.directory.agents


async def test_a_link_works_once_also_after_a_restart(tmp_path: Path) -> None:
    options = ServerOptions(folder=tmp_path)
    async with opened(options) as parlour:
        await parlour.put_all(demo_records(), by="setup")
        link = await set_up_of(parlour).issue_link(ADA, by=SOPHIE)
    async with opened(options) as parlour:
        _, who = await parlour.accounts.sign_in_by_link(link.token, "1.2.3.4")
        assert who.agent.agent_id == ADA
        with pytest.raises(WrongLogin):
            await parlour.accounts.sign_in_by_link(link.token, "1.2.3.4")
