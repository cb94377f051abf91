"""Mail that is to be sent, ratings, and the secrets by which sites vouch for visitors."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


TABLES = (
    """
    CREATE TABLE letter (
        letter_id TEXT NOT NULL PRIMARY KEY,
        "to" TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        made INTEGER NOT NULL,
        html TEXT NOT NULL,
        reply_to TEXT NOT NULL,
        tries INTEGER NOT NULL,
        due INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX letter_by_due ON letter (due)",
    """
    CREATE TABLE rating (
        chat_id TEXT NOT NULL PRIMARY KEY,
        site_id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        queue_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        score INTEGER NOT NULL,
        comment TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX rating_by_at ON rating (at)",
    """
    CREATE TABLE site_secret (
        site_id TEXT NOT NULL PRIMARY KEY,
        secret TEXT NOT NULL,
        made INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "ALTER TABLE visitor ADD COLUMN known_as TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE visitor ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE visitor ADD COLUMN email TEXT NOT NULL DEFAULT ''",
)
