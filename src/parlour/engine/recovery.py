"""At start: open chats and agents on duty are read from the ledger, and running deadlines move by
the time the server was away. An unfinished command either left all its rows or none."""

from collections.abc import Callable

import structlog

from parlour.chat.refusals import ImpossibleEvent
from parlour.engine.attendance import Attendance, agent_key, end_user_key
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.deadlines import Deadlines
from parlour.engine.engine import Engine
from parlour.ids import AgentId, ChatId, Duration, LoginId
from parlour.ledger.protocol import BrokenLedger, ChatRequest, Recorded

log = structlog.get_logger()

OnRestored = Callable[[LiveChat, list[Recorded], ChatRequest | None], None]


async def recover(
    engine: Engine, attendance: Attendance, deadlines: Deadlines, on_chat: OnRestored
) -> int:
    """Fill the books; the number of open chats. A chat that can't be read is left out and named.

    The outage is counted from the newest row: rather too long than too short.
    """
    outage = Duration(max(0, engine.clock.now() - await engine.ledger.last_at()))
    count = 0
    for stream in await engine.ledger.open_streams():
        room, _, name = stream.partition("/")
        try:
            rows = list(await engine.ledger.read(stream))
        except BrokenLedger as broken:
            log.warning("stream_quarantined", stream=stream, reason=str(broken))
            continue
        if room == "agent":
            _restore_agent(engine, LoginId(name), rows)
        elif live := _restore_chat(engine, ChatId(name), rows):
            on_chat(live, rows, await engine.ledger.request(live.chat_id))
            count += 1
    _resume_silences(engine, attendance, outage)
    deadlines.grant_outage(outage)
    return count


def _restore_chat(engine: Engine, chat_id: ChatId, rows: list[Recorded]) -> LiveChat | None:
    live = LiveChat(chat_id)
    try:
        live.restore(rows)
    except ImpossibleEvent as impossible:
        log.warning("chat_quarantined", chat=chat_id, reason=str(impossible))
        return None
    engine.announce_chat(live)
    return live


def _restore_agent(engine: Engine, login_id: LoginId, rows: list[Recorded]) -> None:
    first = rows[0].event
    live = LiveAgent(AgentId(getattr(first, "agent_id", "")))
    live.login_id = login_id
    live.restore(rows)
    engine.announce_agent(live)


def _resume_silences(engine: Engine, attendance: Attendance, outage: Duration) -> None:
    """Open absences go on from the last contact that the ledger knows."""
    for live in engine.books.chats.values():
        absence = live.state.absence_of(None)
        since = absence.silent_since if absence else None
        attendance.resume(end_user_key(live.chat_id), since, outage)
    for agent in engine.books.agents.values():
        away = agent.state.absence
        attendance.resume(agent_key(agent.agent_id), away.silent_since if away else None, outage)
