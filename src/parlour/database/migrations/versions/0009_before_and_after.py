"""What visitors do before a chat and say without one: pages seen, messages left."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


TABLES = (
    """
    CREATE TABLE chat_page (
        chat_id TEXT NOT NULL,
        n INTEGER NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (chat_id, n)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE left_message (
        message_id TEXT NOT NULL PRIMARY KEY,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        text TEXT NOT NULL,
        page_url TEXT NOT NULL,
        page_title TEXT NOT NULL,
        language TEXT NOT NULL,
        left_at INTEGER NOT NULL,
        settled_at INTEGER,
        settled_by TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX left_message_by_time ON left_message (left_at)",
    "CREATE INDEX left_message_open ON left_message (site_id) WHERE settled_at IS NULL",
)
