"""Ratings in the database."""

from collections.abc import Iterable

import msgspec

from parlour.database.database import Database
from parlour.ids import ChatId
from parlour.ratings.records import Rating

_COLUMNS = ", ".join(Rating.__struct_fields__)
_MARKS = ", ".join("?" * len(Rating.__struct_fields__))
_PUT = f"INSERT OR REPLACE INTO rating ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608


class SqliteRatings:
    """A `RatingBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, rating: Rating) -> None:
        values = msgspec.structs.astuple(rating)
        await self._database.write(lambda db: db.execute(_PUT, values))

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Rating]:
        wanted = list(chat_ids)
        marks = ",".join("?" * len(wanted))
        query = f"SELECT {_COLUMNS} FROM rating WHERE chat_id IN ({marks})"  # noqa: S608
        rows = await self._database.look(lambda db: db.execute(query, wanted).fetchall())
        return {
            row[0]: Rating(**dict(zip(Rating.__struct_fields__, row, strict=True))) for row in rows
        }
