"""The tables of lives and outages. They are no part of the chain: what is here can be changed by
whoever can write to the file, unlike what the ledger says."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

server_life = Table(
    "server_life",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", Text, nullable=False),
    Column("started", Integer, nullable=False),
    Column("alive", Integer, nullable=False),
    Column("stopped", Integer),
)

server_outage = Table(
    "server_outage",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
)
Index("server_outage_by_until", server_outage.c.until)
