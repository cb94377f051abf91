"""Which history this is, and what of it can't be trusted."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


STATEMENTS = (
    """
    CREATE TABLE history (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        epoch TEXT NOT NULL
    )
    """,
    "INSERT INTO history VALUES (1, lower(hex(randomblob(16))))",
    """
    CREATE TABLE quarantine (
        stream TEXT PRIMARY KEY NOT NULL,
        seq INTEGER NOT NULL,
        reason TEXT NOT NULL,
        since INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    # Not unique any more: a chat in quarantine does not keep its end-user from another one. The
    # one writer sees to the rule, and a REPLACE would have dropped the first chat's record.
    "DROP INDEX chat_one_open_per_end_user",
    """
    CREATE INDEX chat_open_by_end_user ON chat (site_id, end_user_id) WHERE concluded IS NULL
    """,
)
