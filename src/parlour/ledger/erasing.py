"""What people wrote in chats, taken out of the tables beside the ledger; no row is touched.

A row's digest is salted, and the salt goes with the text: it proves nothing about the text then.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from parlour.ids import ChatId, EndUserId, SiteId, chat_stream
from parlour.value import Value

COMMANDS_OF_ROWS = """
    SELECT json_extract(data, '$.command_id') FROM stream_event
    WHERE stream = ? AND json_extract(data, '$.command_id') IS NOT NULL
"""
COMMANDS_OF_CLIENTS = """
    SELECT id FROM command_index WHERE client_id >= ?1 AND client_id < ?2
    UNION
    SELECT id FROM command WHERE id > (SELECT command FROM indexed_to)
        AND client_id >= ?1 AND client_id < ?2
"""
COMMAND = """
    SELECT id FROM command_index WHERE client_id = ?1 AND number = ?2
    UNION
    SELECT id FROM command WHERE id > (SELECT command FROM indexed_to)
        AND client_id = ?1 AND number = ?2
"""


class TextsErased(Value):
    """How many there were: posts, names of files and notes, and what was told before a chat."""

    texts: int
    requests: int


def chats_of(
    db: sqlite3.Connection, site_id: SiteId, end_user_id: EndUserId
) -> tuple[list[ChatId], bool]:
    """Those that are released, and whether there is one that is not."""
    query = "SELECT chat_id, completed FROM chat WHERE site_id = ? AND end_user_id = ?"
    found = db.execute(query, (site_id, end_user_id)).fetchall()
    over = [ChatId(chat_id) for chat_id, completed in found if completed is not None]
    return over, len(over) < len(found)


def erase_texts(
    db: sqlite3.Connection, chats: Sequence[ChatId], end_user_id: EndUserId
) -> TextsErased:
    """Of these chats, whoever wrote them. Digests of commands go as well: they are not salted, so
    that whoever guesses a text could find it confirmed."""
    for client_id, number in _commands_in(db, chats):
        _blank(db, COMMAND, (client_id, number))
    _blank(db, COMMANDS_OF_CLIENTS, (f"{end_user_id}.", f"{end_user_id}/"))
    texts = requests = 0
    for chat_id in chats:
        rows = "SELECT position FROM stream_event WHERE stream = ?"
        delete = f"DELETE FROM message WHERE position IN ({rows})"  # noqa: S608
        texts += db.execute(delete, (chat_stream(chat_id),)).rowcount
        requests += db.execute("DELETE FROM chat_request WHERE chat_id = ?", (chat_id,)).rowcount
    return TextsErased(texts=texts, requests=requests)


def _commands_in(db: sqlite3.Connection, chats: Sequence[ChatId]) -> Iterator[tuple[str, int]]:
    for chat_id in chats:
        for (command_id,) in db.execute(COMMANDS_OF_ROWS, (chat_stream(chat_id),)).fetchall():
            client_id, _, number = str(command_id).rpartition(":")
            yield client_id, int(number)


def _blank(db: sqlite3.Connection, which: str, key: tuple[object, ...]) -> None:
    db.execute(f"UPDATE command SET digest = '' WHERE id IN ({which})", key)  # noqa: S608
