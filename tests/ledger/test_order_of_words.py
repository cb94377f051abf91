"""`parlour verify` finds words that stand in another order than their client said them."""

from collections.abc import Iterator

import pytest

from parlour.ids import ClientId
from parlour.ledger.verify import verify
from tests.ledger.evidence import evidence
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story


@pytest.mark.parametrize(
    ("numbers", "found"), [((1, 2), set[str]()), ((1, 5), set[str]()), ((2, 1), {"M4"})]
)
def test_the_numbers_of_a_client_s_words_rise(
    numbers: tuple[int, int], found: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scribe = Scribe()
    story, team = Story(scribe), Team(scribe)
    story.created()
    engage(story, team["ann"])
    given: Iterator[int] = iter(numbers)

    def command(_client_id: ClientId) -> int:
        return next(given)

    monkeypatch.setattr(scribe, "command", command)
    story.end_user_posts("First.")
    story.end_user_posts("Second.")
    assert {fault.rule for fault in verify(evidence(scribe)).faults} == found
