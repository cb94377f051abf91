"""Every ledger finds whom a returning end-user talked to last."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.chat.events import Actor, ChatCreated
from parlour.ids import EndUserId, SiteId
from parlour.ledger.protocol import Ledger
from tests.contracts.ledgers import LEDGERS, append_all, open_ledger
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage, finish
from tests.ledger.team_telling import Story


@pytest.fixture(params=LEDGERS)
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(request.param, tmp_path) as opened:
        yield opened


async def test_the_last_lead_of_an_end_user_is_the_one_of_their_newest_chat_that_was_led(
    ledger: Ledger,
) -> None:
    scribe = Scribe()
    agents = Team(scribe)
    end_user = Actor(role="end_user", id="una")
    for lead in ("bob", "ann", None):
        story = Story(scribe)
        story.end_user = end_user
        story.created()
        if lead is None:
            story.cancel()
        else:
            engage(story, agents[lead])
            finish(story)
    still_open = Story(scribe)
    still_open.end_user = end_user
    still_open.created()
    engage(still_open, agents["bob"])
    await append_all(ledger, scribe.transactions)
    una = EndUserId("una")
    (site_id,) = {row.event.site_id for row in scribe.rows if isinstance(row.event, ChatCreated)}
    assert await ledger.last_lead(site_id, una) == "ann"
    assert await ledger.last_lead(site_id, EndUserId("somebody else")) is None
    assert await ledger.last_lead(SiteId("another"), una) is None
