"""What admins read of the server itself."""

from pathlib import Path

from parlour import __version__
from parlour.admin_reader import ServerAdminReader
from parlour.ids import Millis, StreamId
from parlour.ledger.protocol import SetAside
from parlour.ledger.verify.rules import fault_of
from parlour.lives.outage import Outage
from parlour.main import ServerOptions, opened
from parlour.proofs.records import FoundFault
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story
from tests.proofs.test_prover import write


async def test_an_overview_tells_of_proofs_faults_lives_outages_and_size(tmp_path: Path) -> None:
    scribe = Scribe()
    STORIES["plain"][0](Story(scribe), Team(scribe))
    async with opened(ServerOptions(folder=tmp_path)) as parlour:
        await write(parlour.database, scribe.transactions)
        now = parlour.clock.now()
        stall = Outage(kind="stall", since=Millis(now - 9_000), until=Millis(now - 5_000))
        parlour.server.engine.outages.unrecorded.append(stall)
        await parlour.keeper.begin()
        await parlour.prover.begin()
        reader = ServerAdminReader(
            parlour.server, parlour.prover, parlour.lives, parlour.database.path
        )
        assert await parlour.prover.step()
        assert await parlour.prover.step()
        half = await reader.overview()
        assert half.proven is None
        assert half.reading is not None
        assert half.reading.total == 2 * len(scribe.rows)
        while await parlour.prover.step():
            pass
        seen = await reader.overview()
        assert (seen.version, seen.reading) == (__version__, None)
        assert seen.proven is not None
        assert (seen.proven.chats, seen.proven.faults) == (1, 0)
        assert reader.proven_at() == seen.proven.finished
        assert [(one.kind, one.since, one.until) for one in seen.outages] == [
            ("stall", stall.since, stall.until)
        ]
        assert [life.number for life in seen.lives] == [1]
        assert seen.store_bytes > 100_000
        assert reader.alert().faults == 0


async def test_faults_and_quarantined_streams_raise_an_alert(tmp_path: Path) -> None:
    async with opened(ServerOptions(folder=tmp_path)) as parlour:
        reader = ServerAdminReader(
            parlour.server, parlour.prover, parlour.lives, parlour.database.path
        )
        fault = fault_of(StreamId("chat/c1"), 3, ("S3", "it is not"))
        parlour.prover.faults = [FoundFault(fault=fault, found=Millis(7))]
        aside = SetAside(seq=2, reason="row 2 is broken", at=Millis(5))
        parlour.server.engine.quarantined.streams[StreamId("agent/l1")] = aside
        parlour.server.engine.outages.store_refused(parlour.clock.now())
        alert = reader.alert()
        assert (alert.faults, alert.quarantined, alert.store_refuses) == (1, 1, True)
        seen = await reader.overview()
        (shown,) = seen.faults
        assert (shown.chat_id, shown.rule, shown.found) == ("c1", "S3", 7)
        assert shown.sentence.startswith("Each row's hash")
        (told,) = seen.quarantined
        assert (told.chat_id, told.reason, told.since) == (None, "row 2 is broken", 5)
