"""Finds the last chat of an end-user that an agent led."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE INDEX chat_led_by_end_user ON chat (site_id, end_user_id, completed)
        WHERE completed IS NOT NULL AND lead_agent_id IS NOT NULL
        """
    )
