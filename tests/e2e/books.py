"""What the ledger holds of a story, read from its file while the server runs."""

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from parlour.ledger.verify import verify_database


class Books(Protocol):
    """Whose database, and after which row the story begins."""

    @property
    def database(self) -> Path: ...

    @property
    def since(self) -> int: ...


WITHIN_S = 15
POLL_S = 0.05
PRESENCE = {4, 6, 29, 31, 50, 51}
"""Kinds that tell of reloads and cut lines; how many depends on the moment."""


def kinds_of_released(books: Books) -> list[int]:
    """Kinds of the only chat, once it is released; the ledger proves whole."""
    _wait(lambda: kinds_of(books)[-1:] == [27])
    kinds = kinds_of(books)
    assert kinds[-1:] == [27], f"the chat was not released: {kinds}"
    assert verify_database(books.database).faults == ()
    return kinds


def expect_kinds(books: Books, kinds: list[int], *, after: int = 0) -> None:
    """All kinds of the story's rows but the first `after`, once so many are written. Acts are on
    their way for a moment, and the screen of who acts may be ahead of the ledger."""
    _wait(lambda: len(kinds_of(books)) >= after + len(kinds))
    assert kinds_of(books)[after:] == kinds


def kinds_of(books: Books) -> list[int]:
    with sqlite3.connect(books.database) as database:
        found = database.execute(
            "SELECT data FROM event WHERE stream LIKE 'chat/%' AND position > ? ORDER BY position",
            (books.since,),
        ).fetchall()
    return [json.loads(data)["kind"] for (data,) in found]


def texts(books: Books) -> list[str]:
    with sqlite3.connect(books.database) as database:
        found = database.execute(
            """
            SELECT body FROM message WHERE 'chat/' || chat_id IN
            (SELECT stream FROM event WHERE kind = 26 AND position > ?) ORDER BY position
            """,
            (books.since,),
        )
        return [body for (body,) in found]


def _wait(is_so: Callable[[], bool]) -> None:
    """Until it is, or long enough."""
    until = time.monotonic() + WITHIN_S
    while not is_so() and time.monotonic() < until:
        time.sleep(POLL_S)
