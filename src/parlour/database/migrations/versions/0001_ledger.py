"""The ledger: events, texts, commands and what is computed from them."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in (*TRUTH, *BELONGINGS, *PROJECTIONS, *INDEXES, *GUARDS):
        op.execute(statement)


TRUTH = (
    """
    CREATE TABLE event (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        tx TEXT NOT NULL,
        data TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        kind INTEGER GENERATED ALWAYS AS (json_extract(data, '$.kind')) VIRTUAL,
        actor_role TEXT GENERATED ALWAYS AS (json_extract(data, '$.actor[0]')) VIRTUAL,
        actor_id TEXT GENERATED ALWAYS AS (json_extract(data, '$.actor[1]')) VIRTUAL,
        cause TEXT GENERATED ALWAYS AS (json_extract(data, '$.cause')) VIRTUAL
    )
    """,
    "CREATE TABLE sealed_group (last_position INTEGER PRIMARY KEY, hash TEXT NOT NULL)",
)

BELONGINGS = (
    """
    CREATE TABLE message (
        position INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL,
        chat_id TEXT NOT NULL,
        body TEXT NOT NULL,
        salt TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE chat_request (
        chat_id TEXT PRIMARY KEY NOT NULL,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        question TEXT NOT NULL,
        answers TEXT NOT NULL,
        page_url TEXT NOT NULL,
        page_title TEXT NOT NULL,
        referrer TEXT NOT NULL,
        user_agent TEXT NOT NULL,
        language TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE command (
        id INTEGER PRIMARY KEY,
        client_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        digest TEXT NOT NULL,
        chat_id TEXT,
        seq INTEGER NOT NULL
    )
    """,
)

PROJECTIONS = (
    """
    CREATE TABLE chat (
        chat_id TEXT PRIMARY KEY NOT NULL,
        site_id TEXT NOT NULL,
        end_user_id TEXT NOT NULL,
        queue_id TEXT NOT NULL,
        state TEXT NOT NULL,
        requested INTEGER NOT NULL,
        first_engaged INTEGER,
        concluded INTEGER,
        completed INTEGER,
        cause TEXT,
        lead_agent_id TEXT,
        waited INTEGER NOT NULL,
        engaged INTEGER NOT NULL,
        wrapped_up INTEGER NOT NULL,
        row_count INTEGER,
        agent_posts INTEGER,
        end_user_posts INTEGER
    ) WITHOUT ROWID
    """,
    """
    CREATE UNIQUE INDEX chat_one_open_per_end_user ON chat (site_id, end_user_id)
    WHERE concluded IS NULL
    """,
    "CREATE INDEX chat_not_released ON chat (chat_id) WHERE completed IS NULL",
    "CREATE INDEX chat_by_requested ON chat (requested)",
    """
    CREATE TABLE chat_session (
        chat_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        role TEXT NOT NULL,
        started INTEGER NOT NULL,
        ended INTEGER,
        lead_from INTEGER,
        lead_to INTEGER,
        end_reason TEXT,
        PRIMARY KEY (chat_id, number)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX chat_session_by_agent ON chat_session (agent_id, started)",
    """
    CREATE TABLE duty (
        login_id TEXT PRIMARY KEY NOT NULL,
        agent_id TEXT NOT NULL,
        logged_on INTEGER NOT NULL,
        ended INTEGER,
        end_cause TEXT
    ) WITHOUT ROWID
    """,
    "CREATE INDEX duty_not_ended ON duty (login_id) WHERE ended IS NULL",
    "CREATE INDEX duty_by_agent ON duty (agent_id, logged_on)",
)

INDEXES = (
    """
    CREATE TABLE stream_index (
        stream TEXT NOT NULL,
        seq INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (stream, seq)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE command_index (
        client_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        id INTEGER NOT NULL,
        PRIMARY KEY (client_id, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE indexed_to (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        position INTEGER NOT NULL,
        command INTEGER NOT NULL
    )
    """,
    "INSERT INTO indexed_to VALUES (1, 0, 0)",
    """
    CREATE VIEW stream_event AS
    SELECT i.stream, i.seq, e.position, e.at, e.tx, e.data, e.prev_hash, e.hash,
           e.kind, e.actor_role, e.actor_id, e.cause
    FROM stream_index AS i CROSS JOIN event AS e ON e.position = i.position
    UNION ALL
    SELECT e.stream, e.seq, e.position, e.at, e.tx, e.data, e.prev_hash, e.hash,
           e.kind, e.actor_role, e.actor_id, e.cause
    FROM event AS e WHERE e.position > (SELECT position FROM indexed_to)
    """,
    """
    CREATE VIEW client_command AS
    SELECT i.client_id, i.number, c.digest, c.chat_id, c.seq
    FROM command_index AS i CROSS JOIN command AS c ON c.id = i.id
    UNION ALL
    SELECT c.client_id, c.number, c.digest, c.chat_id, c.seq
    FROM command AS c WHERE c.id > (SELECT command FROM indexed_to)
    """,
)

GUARDS = tuple(
    f"""
    CREATE TRIGGER {table}_forbids_{deed} BEFORE {deed} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END
    """
    for table in ("event", "sealed_group")
    for deed in ("UPDATE", "DELETE")
)
