"""An addition says upon whose row it was decided: the version alone does not tell."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.chat.events import SERVER, EndUserDisconnected
from parlour.ids import TxId
from parlour.ledger.protocol import Addition, Committed, Ledger, StreamConflict, Transaction
from tests.contracts.ledgers import LEDGERS, append, append_all, open_ledger
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story


@pytest.fixture(params=LEDGERS)
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(request.param, tmp_path) as opened:
        yield opened


ENDED = EndUserDisconnected(actor=SERVER, cause="server")


@pytest.mark.parametrize("together", [True, False])
async def test_at_the_right_version_but_upon_a_row_of_another_transaction_is_a_conflict(
    ledger: Ledger, together: bool
) -> None:
    """What was decided upon a row of ours that came to nothing, where another's row stands now."""
    scribe = Scribe()
    story = Story(scribe)
    story.created()
    engage(story, Team(scribe)["ann"])
    version, newest = scribe.version(story.stream), story.rows[-1].tx

    def upon(tx: TxId, name: str) -> Transaction:
        addition = Addition(stream=story.stream, expected=version, events=(ENDED,), follows=tx)
        return Transaction(tx=TxId(name), at=scribe.now, additions=(addition,))

    attempts = [upon(TxId("came to nothing"), "void"), upon(newest, "sound")]
    if together:
        outcomes = (await append_all(ledger, [*scribe.transactions, *attempts]))[-2:]
    else:
        await append_all(ledger, scribe.transactions)
        outcomes = [await append(ledger, attempt) for attempt in attempts]
    void, sound = outcomes
    assert isinstance(void, StreamConflict)
    assert (void.expected, void.actual) == (version, version)
    assert isinstance(sound, Committed)
    assert sound.rows[0].seq == version + 1
