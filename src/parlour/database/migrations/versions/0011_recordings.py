"""Co-browse recordings, where a site keeps them."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


TABLES = (
    """
    CREATE TABLE recording (
        cobrowse_id TEXT NOT NULL,
        part INTEGER NOT NULL,
        chat_id TEXT NOT NULL,
        site_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        lines BLOB NOT NULL,
        PRIMARY KEY (cobrowse_id, part)
    )
    """,
    "CREATE INDEX recording_by_chat ON recording (chat_id)",
)
