"""The directory's tables. Records are JSON, read whole at the start: no query looks inside."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

directory_record = Table(
    "directory_record",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

directory_change = Table(
    "directory_change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
"""Who changed what, when, before and after; only added to."""
Index("directory_change_of_record", directory_change.c.kind, directory_change.c.id)
Index("directory_change_by", directory_change.c.by)
