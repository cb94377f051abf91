"""What the writer knows of the rows that are written: from memory where it can, else from the file.

Used in the writer's thread only.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from parlour.ids import AgentId, ChatId, ClientId, EndUserId, LoginId, SiteId, StreamId
from parlour.ledger.caches import Recent
from parlour.ledger.chain import START, Head
from parlour.ledger.deferred_index import INDEX_EVERY, Index
from parlour.ledger.projections import ChatView
from parlour.ledger.protocol import Answer, BrokenLedger, Recorded
from parlour.ledger.staging import CommandKey, Stage
from parlour.ledger.stored_rows import StoredRow, stored_rows

HEADS_KEPT = 65_536  # ~15 MB: the streams of a busy day
CLIENTS_KEPT = 65_536  # ~10 MB
VIEWS_KEPT = 16_384  # ~30 MB: chats open at once; beyond them a turn of a chat rereads its rows

assert min(HEADS_KEPT, CLIENTS_KEPT) >= INDEX_EVERY, (
    "a stream or client that is not remembered has no rows outside the index"
)


class SqlitePast:
    """Begins with all rows in the index. Learns of each group by `remember`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._heads: Recent[StreamId, Head] = Recent(HEADS_KEPT)
        self._views: Recent[StreamId, ChatView] = Recent(VIEWS_KEPT)
        self._last_numbers: Recent[ClientId, int] = Recent(CLIENTS_KEPT)
        self._fresh_answers: dict[CommandKey, Answer] = {}
        self._fresh_positions: defaultdict[StreamId, list[int]] = defaultdict(list)
        self.fresh_rows = 0
        """Outside the index by stream."""

    @property
    def fresh_commands(self) -> int:
        """Outside the index by client."""
        return len(self._fresh_answers)

    def head(self, stream: StreamId) -> Head:
        known = self._heads.get(stream)
        if known is not None:
            return known
        found = self._connection.execute(
            "SELECT i.seq, e.hash, e.tx FROM stream_index AS i JOIN event AS e USING (position)"
            " WHERE i.stream = ? ORDER BY i.seq DESC LIMIT 1",
            (stream,),
        ).fetchone()
        return START if found is None else Head(seq=found[0], hash=found[1], tx=found[2])

    def answer(self, client_id: ClientId, number: int) -> Answer | None:
        """Clients count upwards, so a new number needs no look into the file."""
        fresh = self._fresh_answers.get((client_id, number))
        if fresh is not None or number > self._last_number(client_id):
            return fresh
        found = self._connection.execute(
            "SELECT c.digest, c.chat_id, c.seq FROM command_index AS i JOIN command AS c USING (id)"
            " WHERE i.client_id = ? AND i.number = ?",
            (client_id, number),
        ).fetchone()
        if found is None:
            return None
        digest, chat_id, seq = found
        return Answer(client_id=client_id, number=number, digest=digest, chat_id=chat_id, seq=seq)

    def open_chat(self, site_id: SiteId, end_user_id: EndUserId) -> ChatId | None:
        found = self._connection.execute(
            "SELECT chat_id FROM chat WHERE site_id = ? AND end_user_id = ? AND concluded IS NULL"
            " AND 'chat/' || chat_id NOT IN (SELECT stream FROM quarantine)",
            (site_id, end_user_id),
        ).fetchone()
        return None if found is None else ChatId(found[0])

    def open_log_in(self, agent_id: AgentId) -> LoginId | None:
        found = self._connection.execute(
            "SELECT login_id FROM duty WHERE agent_id = ? AND ended IS NULL"
            " AND 'agent/' || login_id NOT IN (SELECT stream FROM quarantine)",
            (agent_id,),
        ).fetchone()
        return None if found is None else LoginId(found[0])

    def known_view(self, stream: StreamId) -> ChatView | None:
        return self._views.get(stream)

    def rows(self, stream: StreamId) -> Sequence[Recorded]:
        """Without rows that can't be read: their chat is in quarantine, the others go on."""
        indexed = self._connection.execute(
            "SELECT i.stream, i.seq, position, at, tx, data, prev_hash, hash"
            " FROM stream_index AS i JOIN event USING (position)"
            " WHERE i.stream = ? ORDER BY i.seq",
            (stream,),
        )
        found = list(stored_rows(indexed))
        for position in self._fresh_positions.get(stream, ()):
            fresh = self._connection.execute(_BY_POSITION, (position,))
            found += stored_rows(fresh)
        return [row for stored in found for row in _readable(stored)]

    def remember(self, stage: Stage, index: Index | None) -> None:
        """What was staged is durable; `index`: and in this one, as all before it."""
        self._heads.keep_all(stage.heads)
        for client_id, number in stage.answers:
            self._last_numbers.keep(client_id, max(number, self._last_number(client_id)))
        for stream, view in stage.views.items():
            if view.chat.state == "released":
                self._views.forget(stream)
            else:
                self._views.keep(stream, view)
        if index == "command_index":
            self._fresh_answers.clear()
        else:
            self._fresh_answers |= stage.answers
        if index == "stream_index":
            self._fresh_positions.clear()
            self.fresh_rows = 0
        else:
            self.fresh_rows += len(stage.events)
            for position, stream, *_ in stage.events:
                self._fresh_positions[stream].append(position)

    def _last_number(self, client_id: ClientId) -> int:
        known = self._last_numbers.get(client_id)
        if known is None:
            found = self._connection.execute(
                "SELECT max(number) FROM command_index WHERE client_id = ?", (client_id,)
            ).fetchone()
            known = found[0] or 0
            self._last_numbers.keep(client_id, known)
        return known


_BY_POSITION = """
    SELECT stream, seq, position, at, tx, data, prev_hash, hash FROM event WHERE position = ?
"""


def _readable(stored: StoredRow) -> list[Recorded]:
    try:
        return [stored.decoded()]
    except BrokenLedger:
        return []
