"""The table of ratings; a comment is personal and may be erased."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

rating = Table(
    "rating",
    metadata,
    Column("chat_id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("queue_id", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("rating_by_at", rating.c.at)
