"""The tables of the ledger as they are now; migrations/ tells how they came about.

Three kinds. The truth, which is only ever added to: `event`, `sealed_group`. What belongs to it:
`message` and `chat_request` hold the personal texts and may be erased, `command` remembers what
clients asked. What can be recomputed: `chat`, `chat_session`, `duty`, and the two indexes. Beside
them stand the `epoch` of this history, and `quarantine`: streams that the disk has damaged.

A post only appends: `event`, `message`, `command` and `sealed_group` grow at their ends. The
indexes by stream and by client are tables of their own, filled for thousands of rows at one go:
kept up to date with each post, they would cost more of the disk than the post itself.
The views `stream_event` and `client_command` find what is indexed and what is not yet.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("tx", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    # Read out of the content, so that they can't say anything else.
    Column("kind", Integer, Computed("json_extract(data, '$.kind')", persisted=False)),
    Column("actor_role", Text, Computed("json_extract(data, '$.actor[0]')", persisted=False)),
    Column("actor_id", Text, Computed("json_extract(data, '$.actor[1]')", persisted=False)),
    Column("cause", Text, Computed("json_extract(data, '$.cause')", persisted=False)),
)

sealed_group = Table(
    "sealed_group",
    metadata,
    Column("last_position", Integer, primary_key=True),
    Column("hash", Text, nullable=False),
)

stream_index = Table(
    "stream_index",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

indexed_to = Table(
    "indexed_to",
    metadata,
    Column("only_row", Integer, CheckConstraint("only_row = 1"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("command", Integer, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("only_row", Integer, CheckConstraint("only_row = 1"), primary_key=True),
    Column("epoch", Text, nullable=False),  # another one only after a restore
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("seq", Integer, nullable=False),  # of the row that is not what was written; 0: unknown
    Column("reason", Text, nullable=False),
    Column("since", Integer, nullable=False),
    sqlite_with_rowid=False,
)

message = Table(
    "message",
    metadata,
    Column("position", Integer, primary_key=True),  # of the row in `event` it belongs to
    Column("message_id", Text, nullable=False),
    Column("chat_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("salt", Text, nullable=False),
)

chat_request = Table(
    "chat_request",
    metadata,
    Column("chat_id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("page_url", Text, nullable=False),
    Column("page_title", Text, nullable=False),
    Column("referrer", Text, nullable=False),
    Column("user_agent", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("salt", Text, nullable=False, server_default=text("''")),
)

command = Table(
    "command",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("chat_id", Text),
    Column("seq", Integer, nullable=False),
)

command_index = Table(
    "command_index",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Integer, nullable=False),
    sqlite_with_rowid=False,
)

chat = Table(
    "chat",
    metadata,
    Column("chat_id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("end_user_id", Text, nullable=False),
    Column("queue_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requested", Integer, nullable=False),
    Column("first_engaged", Integer),
    Column("concluded", Integer),
    Column("completed", Integer),
    Column("cause", Text),
    Column("lead_agent_id", Text),
    Column("waited", Integer, nullable=False),
    Column("engaged", Integer, nullable=False),
    Column("wrapped_up", Integer, nullable=False),
    Column("row_count", Integer),
    Column("agent_posts", Integer),
    Column("end_user_posts", Integer),
    sqlite_with_rowid=False,
)
Index(
    "chat_open_by_end_user",
    chat.c.site_id,
    chat.c.end_user_id,
    sqlite_where=text("concluded IS NULL"),
)
Index("chat_not_released", chat.c.chat_id, sqlite_where=text("completed IS NULL"))
Index("chat_by_requested", chat.c.requested)
Index(
    "chat_led_by_end_user",
    chat.c.site_id,
    chat.c.end_user_id,
    chat.c.completed,
    sqlite_where=text("completed IS NOT NULL AND lead_agent_id IS NOT NULL"),
)

chat_session = Table(
    "chat_session",
    metadata,
    Column("chat_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("agent_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("started", Integer, nullable=False),
    Column("ended", Integer),
    Column("lead_from", Integer),
    Column("lead_to", Integer),
    Column("end_reason", Text),
    sqlite_with_rowid=False,
)
Index("chat_session_by_agent", chat_session.c.agent_id, chat_session.c.started)

duty = Table(
    "duty",
    metadata,
    Column("login_id", Text, primary_key=True),
    Column("agent_id", Text, nullable=False),
    Column("logged_on", Integer, nullable=False),
    Column("ended", Integer),
    Column("end_cause", Text),
    sqlite_with_rowid=False,
)
Index("duty_not_ended", duty.c.login_id, sqlite_where=text("ended IS NULL"))
Index("duty_by_agent", duty.c.agent_id, duty.c.logged_on)
