"""The table of erasures: what was asked for, and whether it is done. No name stands in it."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

erasure = Table(
    "erasure",
    metadata,
    Column("erasure_id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("done", Integer),
    sqlite_with_rowid=False,
)
Index("erasure_not_done", erasure.c.asked, sqlite_where=text("done IS NULL"))
