"""The outbox's table: letters that no mail server has taken yet."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

letter = Table(
    "letter",
    metadata,
    Column("letter_id", Text, primary_key=True),
    Column("to", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", Integer, nullable=False),
    Column("html", Text, nullable=False),
    Column("reply_to", Text, nullable=False),
    Column("about", Text, nullable=False, server_default=text("''")),
    Column("tries", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("letter_by_due", letter.c.due)
