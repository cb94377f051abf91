"""The tables of pages seen and messages left; all of it is personal and may be erased."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

chat_page = Table(
    "chat_page",
    metadata,
    Column("chat_id", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""`n` counts from 1; of a long visit the newest pages are kept."""

left_message = Table(
    "left_message",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page_url", Text, nullable=False),
    Column("page_title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("left_at", Integer, nullable=False),
    Column("settled_at", Integer),
    Column("settled_by", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("left_message_by_time", left_message.c.left_at)
Index("left_message_open", left_message.c.site_id, sqlite_where=text("settled_at IS NULL"))
