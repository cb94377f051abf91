"""At start: the turns of the last day are read from the records, and from the rows of those chats
whose records do not tell them all."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple, cast

from parlour.agents.events import AnyAgentEvent
from parlour.agents.evolve import evolve
from parlour.agents.state import AgentState, off_duty
from parlour.database.database import Database
from parlour.hub.figures import MINUTE, MINUTES_KEPT
from parlour.hub.turns import Turn, turns_of
from parlour.ids import AgentId, ChatId, LoginId, Millis, QueueId, agent_stream, chat_stream
from parlour.ledger.protocol import BrokenLedger, Ledger

LOOK_BACK = 26 * 60 * MINUTE
"""The longest day there is, with a change of the clocks."""
CHATS_MAX = 500_000
"""Newest chats that are looked at; a start must not take longer than people wait for it."""
LOG_INS_MAX = 5_000


class DutyTurn(NamedTuple):
    """An agent's log-in from now on."""

    at: Millis
    agent_id: AgentId
    state: AgentState


class FiguresReader:
    """What a start needs to count on where the server before it stopped."""

    def __init__(self, database: Database, ledger: Ledger) -> None:
        self._database = database
        self._ledger = ledger

    async def turns(self, now: Millis) -> list[Turn]:
        """Of all chats open at some time of the last day, by time."""
        since = Millis(now - LOOK_BACK)
        records = await self._database.look(lambda db: list(_chats(db, since)))
        turns: list[Turn] = []
        for record in records:
            told = turns_of_record(record)
            turns += await self._turns_of_rows(record.chat_id) if told is None else told
        return sorted(turns, key=lambda turn: turn.at)

    async def duty(self, now: Millis) -> list[DutyTurn]:
        """Of all log-ins of the last four hours, by time."""
        since = Millis(now - MINUTES_KEPT * MINUTE)
        log_ins = await self._database.look(lambda db: _log_ins(db, since))
        turns: list[DutyTurn] = []
        for login_id in log_ins:
            turns += await self._turns_of_log_in(login_id)
        return sorted(turns, key=lambda turn: turn.at)

    async def _turns_of_rows(self, chat_id: ChatId) -> list[Turn]:
        """A chat that can't be read is set aside by the recovery, and told there."""
        try:
            return list(turns_of(chat_id, await self._ledger.read(chat_stream(chat_id))))
        except BrokenLedger:
            return []

    async def _turns_of_log_in(self, login_id: LoginId) -> list[DutyTurn]:
        try:
            rows = await self._ledger.read(agent_stream(login_id))
        except BrokenLedger:
            return []
        state, agent_id, turns = off_duty, AgentId(""), list[DutyTurn]()
        for row in rows:
            state = evolve(state, cast(AnyAgentEvent, row.event), row.at)
            agent_id = state.agent_id or agent_id
            turns.append(DutyTurn(row.at, agent_id, state))
        return turns


class Told(NamedTuple):
    """A chat's record, and its lead sessions: how many, and the first one's times."""

    chat_id: ChatId
    queue_id: QueueId
    requested: Millis
    concluded: Millis | None
    completed: Millis | None
    cause: str | None
    leads: int
    lead_from: Millis | None
    lead_to: Millis | None


def turns_of_record(told: Told) -> list[Turn] | None:
    """`None`: the chat was passed on, so that only its rows tell when it waited where."""
    if told.leads > 1 or (told.leads == 1 and told.lead_to != told.concluded):
        return None
    chat_id = told.chat_id
    turns = [Turn(at=told.requested, chat_id=chat_id, what="waits", queue_id=told.queue_id)]
    if told.lead_from is not None:
        turns.append(Turn(at=told.lead_from, chat_id=chat_id, what="answered"))
    if told.concluded is not None:
        cause = told.cause or ""
        turns.append(Turn(at=told.concluded, chat_id=chat_id, what="over", cause=cause))
    if told.completed is not None:
        turns.append(Turn(at=told.completed, chat_id=chat_id, what="released"))
    return turns


def _chats(db: sqlite3.Connection, since: Millis) -> Iterator[Told]:
    found = db.execute(
        """
        SELECT chat_id, queue_id, requested, concluded, completed, cause,
            count(lead_from), min(lead_from), min(lead_to)
        FROM (
            SELECT * FROM chat WHERE requested >= :since
            UNION SELECT * FROM chat WHERE completed IS NULL
            ORDER BY requested DESC LIMIT :most
        ) LEFT JOIN chat_session USING (chat_id)
        GROUP BY chat_id
        """,
        {"since": since, "most": CHATS_MAX},
    )
    return (Told(*row) for row in found)


def _log_ins(db: sqlite3.Connection, since: Millis) -> list[LoginId]:
    found = db.execute(
        "SELECT login_id FROM duty WHERE ended IS NULL OR ended >= ?"
        " ORDER BY logged_on DESC LIMIT ?",
        (since, LOG_INS_MAX),
    )
    return [login_id for (login_id,) in found]
