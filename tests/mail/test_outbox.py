"""Letters are kept until a mail server has taken them, over restarts too."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from parlour.database.database import Database
from parlour.engine.ports import ManualClock
from parlour.ids import Millis
from parlour.mail.letter import Letter
from parlour.mail.outbox import OUTBOX_MAX, TRY_AGAIN, Mailer, OutboxFull
from parlour.mail.smtp import BadMailServer, SmtpPost, mail_server_at
from parlour.mail.sqlite import SqliteOutbox

SENDER = "chat@shop.example"


class Server:
    """A mail server that answers what it is told to."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.taken: list[tuple[list[str], bytes]] = []
        self.came = threading.Event()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content))
            self.came.set()
        return self.answer


@pytest.fixture
def server() -> Generator[tuple[Server, str]]:
    """With its address."""
    handler = Server()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{port}?plain"
    controller.stop()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database.open(tmp_path / "mail.sqlite3", raising)
    yield opened
    opened.close()


def raising(error: BaseException) -> None:
    raise AssertionError(error)


def letter(number: int = 1) -> Letter:
    return Letter(
        letter_id=f"l_{number}",
        to="ann@home.example",
        subject="Your chat",
        text="Hello.",
        html="<p>Hello.</p>",
        made=Millis(1_700_000_000_000),
    )


async def test_a_letter_goes_out_once(database: Database, server: tuple[Server, str]) -> None:
    handler, url = server
    book = SqliteOutbox(database)
    mailer = Mailer(book, SmtpPost(mail_server_at(url, SENDER)), ManualClock())
    await mailer.put(letter())
    await mailer.put(letter())  # asked twice
    assert await mailer.step()
    assert not await mailer.step()
    ((recipients, content),) = handler.taken
    assert recipients == ["ann@home.example"]
    assert b"Subject: Your chat" in content
    assert await book.count() == 0
    assert mailer.outcomes == {"sent": 1, "later": 0, "never": 0}


async def test_a_letter_outlives_the_program(
    database: Database, server: tuple[Server, str]
) -> None:
    handler, url = server
    await Mailer(SqliteOutbox(database), None, ManualClock()).put(letter())
    after = Mailer(SqliteOutbox(database), SmtpPost(mail_server_at(url, SENDER)), ManualClock())
    assert await after.step()
    assert len(handler.taken) == 1


async def test_what_is_refused_for_now_is_tried_again_and_given_up_after_two_days(
    database: Database, server: tuple[Server, str]
) -> None:
    handler, url = server
    handler.answer = "451 Come back later"
    clock, book = ManualClock(), SqliteOutbox(database)
    mailer = Mailer(book, SmtpPost(mail_server_at(url, SENDER)), clock)
    await mailer.put(letter())
    for wait in TRY_AGAIN:
        assert await mailer.step()
        assert not await mailer.step(), "not before it is due"
        clock.advance(wait - 1)
        assert not await mailer.step()
        clock.advance(1)
    assert await book.count() == 1
    assert await mailer.step()
    assert await book.count() == 0, "given up"
    assert mailer.outcomes == {"sent": 0, "later": len(TRY_AGAIN) + 1, "never": 0}
    assert sum(TRY_AGAIN) >= 2 * 86_400_000


async def test_what_is_refused_for_good_is_not_tried_again(
    database: Database, server: tuple[Server, str]
) -> None:
    handler, url = server
    handler.answer = "550 No such person"
    book = SqliteOutbox(database)
    mailer = Mailer(book, SmtpPost(mail_server_at(url, SENDER)), ManualClock())
    await mailer.put(letter())
    assert await mailer.step()
    assert await book.count() == 0
    assert mailer.outcomes["never"] == 1


async def test_a_mail_server_that_is_down_is_waited_for(database: Database) -> None:
    book = SqliteOutbox(database)
    nobody = SmtpPost(mail_server_at("smtp://127.0.0.1:1?plain", SENDER))
    mailer = Mailer(book, nobody, ManualClock())
    await mailer.put(letter())
    assert await mailer.step()
    assert await book.count() == 1
    assert mailer.outcomes["later"] == 1


async def test_starttls_is_not_given_up_silently(
    database: Database, server: tuple[Server, str]
) -> None:
    """A server that offers no encryption gets no letter, unless it was said that it needs none."""
    handler, url = server
    mailer = Mailer(
        SqliteOutbox(database),
        SmtpPost(mail_server_at(url.removesuffix("?plain"), SENDER)),
        ManualClock(),
    )
    await mailer.put(letter())
    assert await mailer.step()
    assert handler.taken == []
    assert mailer.outcomes["later"] == 1


async def test_the_outbox_is_bounded(database: Database) -> None:
    book = SqliteOutbox(database)
    assert await book.add(letter(1), most=1)
    assert not await book.add(letter(2), most=1)
    full = Mailer(FullBook(database), None, ManualClock())
    with pytest.raises(OutboxFull):
        await full.put(letter(3))


class FullBook(SqliteOutbox):
    """As if the greatest number of letters were waiting."""

    async def add(self, letter: Letter, most: int) -> bool:
        assert most == OUTBOX_MAX
        return await super().add(letter, most=0)


async def test_a_new_letter_wakes_the_mailer(
    database: Database, server: tuple[Server, str]
) -> None:
    handler, url = server
    mailer = Mailer(SqliteOutbox(database), SmtpPost(mail_server_at(url, SENDER)), ManualClock())
    running = asyncio.create_task(mailer.run())
    await mailer.put(letter())
    async with asyncio.timeout(4):  # it would look by itself only after five seconds
        await asyncio.to_thread(handler.came.wait)
    running.cancel()


@pytest.mark.parametrize(
    "url",
    ["", "mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://h?other"],
)
def test_an_address_that_is_none_is_said_at_the_start(url: str) -> None:
    with pytest.raises(BadMailServer):
        mail_server_at(url, SENDER)


def test_the_parts_of_a_mail_servers_address() -> None:
    server = mail_server_at("smtps://me:p%40ss@mail.example", SENDER)
    assert (server.host, server.port, server.security) == ("mail.example", 465, "tls")
    assert (server.login, server.password) == ("me", "p@ss")
    assert mail_server_at("smtp://mail.example", SENDER).port == 587
    with pytest.raises(BadMailServer):
        mail_server_at("smtp://mail.example", "The Shop")
