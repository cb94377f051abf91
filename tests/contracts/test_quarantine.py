"""What every ledger does with a stream that is set aside, and its epoch."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.ids import StreamId, TxId
from parlour.ledger.protocol import (
    Addition,
    AlreadyOnDuty,
    AlreadyOpen,
    Committed,
    Ledger,
    SetAside,
    Transaction,
)
from tests.contracts.ledgers import LEDGERS, append_all, open_ledger
from tests.contracts.test_ledger_contract import begun, request_of


@pytest.fixture(params=LEDGERS)
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(request.param, tmp_path) as opened:
        yield opened


async def test_what_is_set_aside_counts_as_open_no_more_and_keeps_its_rows(ledger: Ledger) -> None:
    scribe, story, agents = begun()
    await append_all(ledger, scribe.transactions)
    log_in = agents["ann"].stream
    for _ in range(2):
        await ledger.set_aside(story.stream, 2, "a flipped byte", scribe.now)
    await ledger.set_aside(log_in, 1, "another", scribe.now)
    assert list(await ledger.open_streams()) == []
    assert await ledger.quarantined() == {
        story.stream: SetAside(seq=2, reason="a flipped byte", at=scribe.now),
        log_in: SetAside(seq=1, reason="another", at=scribe.now),
    }
    rows = [row for row in scribe.rows if row.stream == story.stream]
    assert list(await ledger.read(story.stream)) == rows


async def test_who_is_set_aside_may_begin_anew(ledger: Ledger) -> None:
    """The end-user another chat, the agent another log-in."""
    scribe, story, agents = begun()
    await append_all(ledger, scribe.transactions)
    begin = request_of(scribe, story, "second")
    first_row = next(row for row in scribe.rows if row.stream == agents["ann"].stream)
    log_on = Transaction(
        tx=TxId("log-on"),
        at=scribe.now,
        additions=(
            Addition(stream=StreamId("agent/again"), expected=0, events=(first_row.event,)),
        ),
    )
    refused = await append_all(ledger, [begin, log_on])
    assert [type(outcome) for outcome in refused] == [AlreadyOpen, AlreadyOnDuty]
    await ledger.set_aside(story.stream, 2, "a flipped byte", scribe.now)
    await ledger.set_aside(agents["ann"].stream, 1, "another", scribe.now)
    taken = await append_all(ledger, [begin, log_on])
    assert [type(outcome) for outcome in taken] == [Committed, Committed]


async def test_the_epoch_is_a_name_that_stays(ledger: Ledger) -> None:
    assert await ledger.epoch()
    assert await ledger.epoch() == await ledger.epoch()
