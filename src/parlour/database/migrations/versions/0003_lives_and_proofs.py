"""When the server lived and was away, and what was last proven of the ledger."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (*LIVES, *PROOFS):
        op.execute(statement)


LIVES = (
    """
    CREATE TABLE server_life (
        number INTEGER PRIMARY KEY,
        version TEXT NOT NULL,
        started INTEGER NOT NULL,
        alive INTEGER NOT NULL,
        stopped INTEGER
    )
    """,
    """
    CREATE TABLE server_outage (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL
    )
    """,
    "CREATE INDEX server_outage_by_until ON server_outage (until)",
)

PROOFS = (
    """
    CREATE TABLE proof_pass (
        number INTEGER PRIMARY KEY,
        begun INTEGER NOT NULL,
        finished INTEGER NOT NULL,
        row_count INTEGER NOT NULL,
        chats INTEGER NOT NULL,
        log_ins INTEGER NOT NULL,
        faults INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE proof_fault (
        stream TEXT NOT NULL,
        seq INTEGER NOT NULL,
        rule TEXT NOT NULL,
        text TEXT NOT NULL,
        found INTEGER NOT NULL,
        PRIMARY KEY (stream, seq, rule)
    ) WITHOUT ROWID
    """,
)
