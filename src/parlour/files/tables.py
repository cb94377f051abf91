"""The table of files. A row that is missing was erased, and its file with it."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

file = Table(
    "file",
    metadata,
    Column("file_id", Text, primary_key=True),
    Column("chat_id", Text, nullable=False),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("upload_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("received", Integer, nullable=False),
    Column("scan", Text, nullable=False),
    Column("scanned", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("file_by_upload", file.c.chat_id, file.c.sender, file.c.upload_id, unique=True)
Index("file_by_end_user", file.c.site_id, file.c.end_user_id, file.c.received)
Index("file_not_kept", file.c.state, file.c.due, sqlite_where=text("state <> 'kept'"))
