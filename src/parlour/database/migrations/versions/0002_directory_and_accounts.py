"""The directory with its changes, and the log-ins."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (*DIRECTORY, *ACCOUNTS):
        op.execute(statement)


DIRECTORY = (
    """
    CREATE TABLE directory_record (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE directory_change (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        before TEXT,
        after TEXT NOT NULL
    )
    """,
    *(
        f"""
        CREATE TRIGGER directory_change_forbids_{deed} BEFORE {deed} ON directory_change
        BEGIN SELECT RAISE(ABORT, 'the history of changes is only added to'); END
        """
        for deed in ("UPDATE", "DELETE")
    ),
)

ACCOUNTS = (
    """
    CREATE TABLE account_password (
        agent_id TEXT PRIMARY KEY NOT NULL,
        hash TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE browser_session (
        token_hash TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        opened INTEGER NOT NULL,
        used INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX browser_session_by_agent ON browser_session (agent_id)",
    """
    CREATE TABLE visitor (
        token_hash TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        opened INTEGER NOT NULL,
        used INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
)
