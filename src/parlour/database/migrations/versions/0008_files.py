"""Files that people send each other."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


TABLES: tuple[str, ...] = (
    """
    CREATE TABLE file (
        file_id TEXT NOT NULL PRIMARY KEY,
        chat_id TEXT NOT NULL,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        sender TEXT NOT NULL,
        upload_id TEXT NOT NULL,
        state TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        received INTEGER NOT NULL,
        scan TEXT NOT NULL,
        scanned INTEGER NOT NULL,
        due INTEGER NOT NULL,
        reason TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX file_by_upload ON file (chat_id, sender, upload_id)",
    "CREATE INDEX file_by_end_user ON file (site_id, end_user_id, received)",
    "CREATE INDEX file_not_kept ON file (state, due) WHERE state <> 'kept'",
)
