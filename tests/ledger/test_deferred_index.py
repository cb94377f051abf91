"""The two orderings take turns; whoever reads meanwhile sees every row and every command."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.ids import TxId
from parlour.ledger import deferred_index
from parlour.ledger.deferred_index import INDEX_EVERY, INDEX_EVERY_QUIET, QUIET_GROUP, due
from parlour.ledger.protocol import AlreadyAnswered, Committed, StreamConflict
from tests.contracts.ledgers import append, append_all, open_sqlite
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, plain
from tests.ledger.team_telling import Story

BUSY = QUIET_GROUP


@given(st.lists(st.integers(1, 64), min_size=200, max_size=400))
def test_under_load_no_group_waits_for_both_and_each_has_its_turn(groups: list[int]) -> None:
    rows = commands = 0
    turns: list[deferred_index.Index] = []
    for posts in groups:
        index = due(rows, commands, BUSY)
        rows, commands = rows + posts, commands + posts
        if index == "stream_index":
            rows = 0
        elif index == "command_index":
            commands = 0
        if index is not None:
            turns.append(index)
        assert rows + commands < INDEX_EVERY + 4 * 64
    assert all(one != other for one, other in pairwise(turns))


def test_in_quiet_times_less_is_left_outside() -> None:
    assert due(INDEX_EVERY_QUIET, 0, QUIET_GROUP - 1) == "stream_index"
    assert due(0, INDEX_EVERY_QUIET, QUIET_GROUP - 1) == "command_index"
    assert due(INDEX_EVERY_QUIET, 0, QUIET_GROUP) is None


@pytest.mark.parametrize("every", [1, 2, 5, 9])
async def test_a_reader_sees_everything_between_any_two_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    monkeypatch.setattr(deferred_index, "INDEX_EVERY_QUIET", every)
    scribe = Scribe()
    team = Team(scribe)
    stories = [Story(scribe), Story(scribe)]
    for story in stories:
        plain(story, team)
    seen: dict[str, int] = {}
    async with open_sqlite(tmp_path) as (ledger, _):
        for transaction in scribe.transactions:
            await append_all(ledger, [transaction])
            for addition in transaction.additions:
                seen[addition.stream] = seen.get(addition.stream, 0) + len(addition.events)
                rows = await ledger.read(addition.stream)
                assert [row.seq for row in rows] == list(range(1, seen[addition.stream] + 1))
            answer = transaction.answer
            if answer is not None:
                assert await ledger.answer(answer.client_id, answer.number) == answer
                again = await append(ledger, transaction)
                assert isinstance(again, AlreadyAnswered)
                assert again.answer == answer
        for story in stories:
            assert await ledger.read(story.stream) == list(story.rows)


async def test_a_ledger_that_was_opened_again_knows_whose_the_last_row_is(tmp_path: Path) -> None:
    scribe = Scribe()
    story = Story(scribe)
    story.created()
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions)
    tx = story.rows[-1].tx
    story.end_user_posts()
    post = scribe.transactions[-1]
    [addition] = post.additions
    async with open_sqlite(tmp_path) as (ledger, _):
        other = post.but(additions=(addition.but(follows=TxId("other")),))
        assert isinstance(await append(ledger, other), StreamConflict)
        sound = post.but(additions=(addition.but(follows=tx),))
        assert isinstance(await append(ledger, sound), Committed)
