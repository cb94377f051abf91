"""What the ledger of a demo holds, read from its file while the server runs."""

import json
import sqlite3
import time

from parlour.ledger.verify import verify_database
from tests.e2e.conftest import Demo

WITHIN_S = 15
PRESENCE = {4, 6, 29, 31, 50, 51}
"""Kinds that tell of reloads and cut lines; how many depends on the moment."""


def kinds_of_released(demo: Demo) -> list[int]:
    """Kinds of the only chat, once it is released; the ledger proves whole."""
    until = time.monotonic() + WITHIN_S
    kinds = kinds_of(demo)
    while kinds[-1:] != [27]:
        assert time.monotonic() < until, f"the chat was not released: {kinds}"
        time.sleep(0.1)
        kinds = kinds_of(demo)
    assert verify_database(demo.database).faults == ()
    return kinds


def kinds_of(demo: Demo) -> list[int]:
    with sqlite3.connect(demo.database) as database:
        found = database.execute(
            "SELECT data FROM event WHERE stream LIKE 'chat/%' ORDER BY position"
        ).fetchall()
    return [json.loads(data)["kind"] for (data,) in found]


def texts(demo: Demo) -> list[str]:
    with sqlite3.connect(demo.database) as database:
        return [body for (body,) in database.execute("SELECT body FROM message ORDER BY position")]
