"""The tables of log-ins: hashes only, but for the secrets of sites."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

account_password = Table(
    "account_password",
    metadata,
    Column("agent_id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    sqlite_with_rowid=False,
)

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("agent_id", Text, nullable=False),
    Column("until", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("sign_in_link_of_agent", sign_in_link.c.agent_id)

browser_session = Table(
    "browser_session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("session_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("opened", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("browser_session_by_agent", browser_session.c.agent_id)

visitor = Table(
    "visitor",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("session_id", Text, nullable=False),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("opened", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    # What the site vouches for, if it has signed them in.
    Column("known_as", Text, nullable=False, server_default=text("''")),
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("email", Text, nullable=False, server_default=text("''")),
    sqlite_with_rowid=False,
)

site_secret = Table(
    "site_secret",
    metadata,
    Column("site_id", Text, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("made", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""By which a site vouches for its visitors. Not hashed: signatures are computed with it."""
