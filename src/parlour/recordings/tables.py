"""The table of recordings; all of it is personal and may be erased."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

recording = Table(
    "recording",
    metadata,
    Column("cobrowse_id", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("chat_id", Text, nullable=False),
    Column("site_id", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("lines", LargeBinary, nullable=False),
)
Index("recording_by_chat", recording.c.chat_id)
Index("recording_by_site", recording.c.site_id, recording.c.at)
