"""Records of the directory may be removed, what is done to an agent's access is on record, and
there are links that sign somebody in once."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


STATEMENTS = (
    """
    CREATE TABLE directory_change_new (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        deed TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        before TEXT,
        after TEXT
    )
    """,
    """
    INSERT INTO directory_change_new
    SELECT number, at, "by", 'put', kind, id, version, before, after FROM directory_change
    """,
    "DROP TABLE directory_change",
    "ALTER TABLE directory_change_new RENAME TO directory_change",
    "CREATE INDEX directory_change_of_record ON directory_change (kind, id)",
    'CREATE INDEX directory_change_by ON directory_change ("by")',
    *(
        f"""
        CREATE TRIGGER directory_change_forbids_{deed} BEFORE {deed} ON directory_change
        BEGIN SELECT RAISE(ABORT, 'the history of changes is only added to'); END
        """
        for deed in ("UPDATE", "DELETE")
    ),
    """
    CREATE TABLE sign_in_link (
        token_hash TEXT PRIMARY KEY NOT NULL,
        agent_id TEXT NOT NULL,
        until INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX sign_in_link_of_agent ON sign_in_link (agent_id)",
)
