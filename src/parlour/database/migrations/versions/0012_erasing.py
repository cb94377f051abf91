"""What is erased: recordings by age, and all of an end-user's; letters by whom they are about."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


TABLES = (
    "CREATE INDEX recording_by_site ON recording (site_id, at)",
    "ALTER TABLE letter ADD COLUMN about TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE erasure (
        erasure_id TEXT NOT NULL PRIMARY KEY,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        asked INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        done INTEGER
    ) WITHOUT ROWID
    """,
    "CREATE INDEX erasure_not_done ON erasure (asked) WHERE done IS NULL",
)
