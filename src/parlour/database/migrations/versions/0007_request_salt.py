"""Makes the digest of a chat's request blind. Requests from before have none in their rows."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE chat_request ADD COLUMN salt TEXT NOT NULL DEFAULT ''")
