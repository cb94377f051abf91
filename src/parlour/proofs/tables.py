"""The tables of proofs. They only remember; nothing rests on them."""

from sqlalchemy import Column, Integer, MetaData, Table, Text

metadata = MetaData()

proof_pass = Table(
    "proof_pass",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("begun", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("chats", Integer, nullable=False),
    Column("log_ins", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
)

proof_fault = Table(
    "proof_fault",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("found", Integer, nullable=False),
    sqlite_with_rowid=False,
)
