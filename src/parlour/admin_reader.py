"""What admins read of the running server: proofs, faults, lives, outages, the size of the store."""

from pathlib import Path

import msgspec

from parlour import __version__
from parlour.hub.chat_server import ChatServer
from parlour.ids import ChatId, Duration, Millis, StreamId, seconds
from parlour.ledger.protocol import BrokenLedger, LedgerUnavailable, SetAside
from parlour.ledger.verify.rules import RULES
from parlour.lives.sqlite import SqliteLives
from parlour.proofs.prover import Prover
from parlour.proofs.records import FoundFault
from parlour.web.admin_bodies import (
    AdminReply,
    AlertReply,
    FaultReply,
    LifeReply,
    OutageReply,
    PassReply,
    QuarantineReply,
    ReadingReply,
)

SHOWN_FOR: Duration = seconds(7 * 86_400)
"""Of lives and outages: a week tells whether something comes again."""
FAULTS_SHOWN_MAX = 200
"""Whoever has more begins with these."""


class ServerAdminReader:
    """Reads; changes nothing."""

    def __init__(
        self, server: ChatServer, prover: Prover, lives: SqliteLives, database_path: Path
    ) -> None:
        self._server = server
        self._prover = prover
        self._lives = lives
        self._path = database_path
        self._started = server.engine.clock.now()

    async def overview(self) -> AdminReply:
        now = self._server.engine.clock.now()
        since = Millis(now - SHOWN_FOR)
        last, reading = self._prover.last, self._prover.reading
        return AdminReply(
            version=__version__,
            now=now,
            started=self._started,
            store_bytes=store_bytes(self._path),
            proven=PassReply(**msgspec.structs.asdict(last)) if last else None,
            reading=ReadingReply(
                begun=reading.begun, done=reading.rows_done, total=2 * reading.rows
            )
            if reading
            else None,
            proven_at_release=self._prover.proven_at_release,
            faults=tuple(_fault(one) for one in self._prover.faults[:FAULTS_SHOWN_MAX]),
            quarantined=tuple(
                [
                    await self._quarantined(stream, aside)
                    for stream, aside in list(self._server.engine.quarantined.streams.items())
                ]
            ),
            lives=tuple(
                LifeReply(**msgspec.structs.asdict(life)) for life in await self._lives.lives(since)
            ),
            outages=tuple(
                OutageReply(**msgspec.structs.asdict(outage))
                for outage in await self._lives.outages(since)
            ),
        )

    async def _quarantined(self, stream: StreamId, aside: SetAside) -> QuarantineReply:
        chat_id = _chat_of(stream)
        return QuarantineReply(
            chat_id=chat_id,
            stream=stream,
            reason=aside.reason,
            seq=aside.seq,
            since=aside.at,
            name="" if chat_id is None else await self._name_in(chat_id),
        )

    async def _name_in(self, chat_id: ChatId) -> str:
        """What is damaged may be the name itself."""
        try:
            request = await self._server.engine.ledger.request(chat_id)
        except (BrokenLedger, LedgerUnavailable):
            return ""
        return request.name if request is not None else ""

    def alert(self) -> AlertReply:
        return AlertReply(
            faults=len(self._prover.faults),
            quarantined=len(self._server.engine.quarantined.streams),
            store_refuses=self._server.engine.outages.store_refuses,
        )

    def proven_at(self) -> Millis | None:
        return self._prover.last.finished if self._prover.last else None


def store_bytes(path: Path) -> int:
    """The database and its log; nothing while neither is there."""
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def _fault(one: FoundFault) -> FaultReply:
    fault = one.fault
    return FaultReply(
        chat_id=fault.chat_id,
        stream=fault.stream,
        seq=fault.seq,
        rule=fault.rule,
        sentence=RULES[fault.rule],
        text=fault.text,
        found=one.found,
    )


def _chat_of(stream: str) -> ChatId | None:
    room, _, name = stream.partition("/")
    return ChatId(name) if room == "chat" else None
