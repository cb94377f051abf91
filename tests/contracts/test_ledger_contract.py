"""What every ledger must do, whatever it is made of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.agents.events import AgentLoggedOff
from parlour.chat.events import SERVER, ChatReleased, EndUserDisconnected
from parlour.ids import (
    ChatId,
    ClientId,
    MessageId,
    Millis,
    StreamId,
    TxId,
    chat_stream,
)
from parlour.ledger.chain import GENESIS, Stamp, encode_row, row_hash
from parlour.ledger.protocol import (
    Addition,
    AlreadyAnswered,
    AlreadyOpen,
    Answer,
    Committed,
    Ledger,
    LedgerUnavailable,
    MessageText,
    StreamConflict,
    Transaction,
)
from tests.contracts.ledgers import LEDGERS, append, append_all, open_ledger
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team, engage
from tests.ledger.team_telling import Story


@pytest.fixture(params=LEDGERS)
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(request.param, tmp_path) as opened:
        yield opened


def told(name: str = "plain") -> tuple[Scribe, Story]:
    """A story written by hand; its transactions are for the ledger under test."""
    scribe = Scribe()
    story = Story(scribe)
    STORIES[name][0](story, Team(scribe))
    return scribe, story


def begun() -> tuple[Scribe, Story, Team]:
    """An engaged chat."""
    scribe = Scribe()
    agents = Team(scribe)
    story = Story(scribe)
    story.created()
    engage(story, agents["ann"])
    return scribe, story, agents


async def test_rows_are_read_as_they_were_committed(ledger: Ledger) -> None:
    scribe, story = told()
    outcomes = await append_all(ledger, scribe.transactions)
    rows = [row for outcome in outcomes for row in committed(outcome).rows]
    assert rows == list(scribe.rows)
    assert list(await ledger.feed(0, 1000)) == rows
    assert list(await ledger.read(story.stream)) == [r for r in rows if r.stream == story.stream]


@pytest.mark.parametrize("name", STORIES)
async def test_every_story_is_kept_alike(ledger: Ledger, name: str) -> None:
    scribe, _ = told(name)
    for transaction in scribe.transactions:
        committed(await append(ledger, transaction))
    assert list(await ledger.feed(0, 1000)) == list(scribe.rows)


async def test_seq_and_position_have_no_gaps(ledger: Ledger) -> None:
    scribe, story = told()
    conflict = scribe.transactions[-1].but(
        additions=(
            Addition(stream=story.stream, expected=99, events=(ChatReleased(actor=SERVER),)),
        )
    )
    await append_all(ledger, [conflict, *scribe.transactions, conflict])
    rows = await ledger.feed(0, 1000)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    for stream in {row.stream for row in rows}:
        seqs = [row.seq for row in await ledger.read(stream)]
        assert seqs == list(range(1, len(seqs) + 1))


async def test_rows_of_a_stream_are_chained(ledger: Ledger) -> None:
    scribe, story = told()
    await append_all(ledger, scribe.transactions)
    prev_hash = GENESIS
    for row in await ledger.read(story.stream):
        assert row.prev_hash == prev_hash
        stamp = Stamp(tx=row.tx, at=row.at)
        data = encode_row(row.event)
        assert row.hash == row_hash(prev_hash, (row.stream, row.seq, row.kind), stamp, data)
        prev_hash = row.hash


async def test_a_release_is_sealed_with_the_rows_before_it(ledger: Ledger) -> None:
    scribe, story = told()
    await append_all(ledger, scribe.transactions)
    *before, last = await ledger.read(story.stream)
    assert isinstance(last.event, ChatReleased)
    assert last.event.seal is not None
    assert last.event.seal.rows == len(before)
    assert last.event.seal.head == before[-1].hash


async def test_read_goes_on_after_a_seq(ledger: Ledger) -> None:
    scribe, story = told()
    await append_all(ledger, scribe.transactions)
    rows = list(await ledger.read(story.stream))
    assert list(await ledger.read(story.stream, after=4)) == rows[4:]
    assert list(await ledger.read(story.stream, after=len(rows))) == []
    assert list(await ledger.read(StreamId("chat/unknown"))) == []


async def test_the_feed_goes_on_after_a_position_and_keeps_to_its_limit(ledger: Ledger) -> None:
    scribe, _ = told()
    await append_all(ledger, scribe.transactions)
    rows = list(scribe.rows)
    assert list(await ledger.feed(3, 5)) == rows[3:8]
    assert list(await ledger.feed(len(rows), 5)) == []


# Versions ----------------------------------------------------------------------------------------


async def test_a_stream_at_another_version_is_a_conflict(ledger: Ledger) -> None:
    scribe, story = told()
    await append_all(ledger, scribe.transactions[:-1])
    late = scribe.transactions[-1]
    version = len(await ledger.read(story.stream))
    for expected in (version - 1, version + 1, 0):
        addition = Addition(stream=story.stream, expected=expected, events=(released(),))
        outcome = await append(ledger, late.but(additions=(addition,)))
        assert isinstance(outcome, StreamConflict)
        assert (outcome.stream, outcome.expected, outcome.actual) == (
            story.stream,
            expected,
            version,
        )
    committed(await append(ledger, late))


async def test_one_stream_in_conflict_keeps_the_other_from_being_written(ledger: Ledger) -> None:
    scribe, story, agents = begun()
    await append_all(ledger, scribe.transactions)
    ann, version = agents["ann"].stream, scribe.version(story.stream)
    before = list(await ledger.feed(0, 1000))
    torn = Transaction(
        tx=TxId("torn"),
        at=scribe.now,
        additions=(
            Addition(stream=story.stream, expected=version, events=(ended(),)),
            Addition(stream=ann, expected=77, events=(AgentLoggedOff(actor=SERVER),)),
        ),
        texts=(),
        answer=an_answer("client", 1),
    )
    outcome = await append(ledger, torn)
    assert isinstance(outcome, StreamConflict)
    assert outcome.stream == ann
    assert list(await ledger.feed(0, 1000)) == before
    assert await ledger.answer(ClientId("client"), 1) is None


async def test_a_conflict_leaves_the_rest_of_its_group_alone(ledger: Ledger) -> None:
    scribe, story = told()
    bad = Transaction(
        tx=TxId("bad"),
        at=scribe.now,
        additions=(Addition(stream=story.stream, expected=50, events=(released(),)),),
    )
    group = [tx for good in scribe.transactions for tx in (bad, good)]
    outcomes = await append_all(ledger, group)
    assert all(isinstance(outcome, StreamConflict) for outcome in outcomes[0::2])
    assert all(isinstance(outcome, Committed) for outcome in outcomes[1::2])
    assert list(await ledger.feed(0, 1000)) == list(scribe.rows)


async def test_the_first_of_two_rivals_wins(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    await append_all(ledger, scribe.transactions)
    version = scribe.version(story.stream)
    rivals = [
        Transaction(
            tx=TxId(name),
            at=scribe.now,
            additions=(Addition(stream=story.stream, expected=version, events=(ended(),)),),
        )
        for name in ("first", "second")
    ]
    first, second = await append_all(ledger, rivals)
    assert committed(first).rows[0].tx == "first"
    assert isinstance(second, StreamConflict)
    assert second.actual == version + 1


# Commands ----------------------------------------------------------------------------------------


async def test_a_resent_command_is_answered_and_not_written_again(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    story.end_user_posts()
    await append_all(ledger, scribe.transactions)
    post = scribe.transactions[-1]
    before = list(await ledger.feed(0, 1000))
    for resent in (post, post.but(additions=(), texts=(), tx=TxId("again"))):
        outcome = await append(ledger, resent)
        assert isinstance(outcome, AlreadyAnswered)
        assert outcome.answer == post.answer
    assert list(await ledger.feed(0, 1000)) == before


async def test_a_command_resent_in_the_same_group_is_written_once(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    story.end_user_posts()
    *before, post = scribe.transactions
    await append_all(ledger, before)
    first, second, third = await append_all(ledger, [post, post, post])
    assert isinstance(first, Committed)
    assert isinstance(second, AlreadyAnswered)
    assert isinstance(third, AlreadyAnswered)


async def test_answers_are_found_by_client_and_number(ledger: Ledger) -> None:
    answers = [an_answer("tab", 2), an_answer("tab", 5), an_answer("other", 9)]
    for answer in answers:
        outcome = await append(ledger, only_an_answer(answer))
        assert committed(outcome).rows == ()
    for answer in answers:
        assert await ledger.answer(answer.client_id, answer.number) == answer
    assert await ledger.answer(ClientId("tab"), 3) is None
    assert await ledger.answer(ClientId("nobody"), 1) is None


async def test_the_last_number_of_a_client_is_its_highest(ledger: Ledger) -> None:
    assert await ledger.last_number(ClientId("tab")) == 0
    for number in (3, 7, 5):
        await append(ledger, only_an_answer(an_answer("tab", number)))
    await append(ledger, only_an_answer(an_answer("other", 9)))
    assert await ledger.last_number(ClientId("tab")) == 7
    repeated = await append(ledger, only_an_answer(an_answer("tab", 5)))
    assert isinstance(repeated, AlreadyAnswered)


# What belongs to a chat --------------------------------------------------------------------------


async def test_texts_and_the_request_are_kept_with_their_chat(ledger: Ledger) -> None:
    scribe, story = told("everything is open at the end")
    other = Story(scribe)
    other.created()
    other.end_user_posts()
    await append_all(ledger, scribe.transactions)
    given = [text for tx in scribe.transactions for text in tx.texts]
    for chat_id in (story.chat_id, other.chat_id):
        expected = {text.message_id: text for text in given if text.chat_id == chat_id}
        found = await ledger.texts(chat_id)
        assert found == expected
        assert list(found) == list(expected), "in the order they were written"
    request = await ledger.request(story.chat_id)
    assert request is not None
    assert request.name == "Zoë"
    assert await ledger.request(ChatId("unknown")) is None
    assert await ledger.texts(ChatId("unknown")) == {}


async def test_a_text_without_a_row_is_not_taken(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    stray = MessageText(message_id=MessageId("stray"), chat_id=story.chat_id, body="?", salt="salt")
    with pytest.raises(AssertionError, match="stray"):
        ledger.submit(scribe.transactions[0].but(texts=(stray,)), print)


async def test_an_end_user_has_one_open_chat(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    await append_all(ledger, scribe.transactions)
    second = request_of(scribe, story, "second")
    outcome = await append(ledger, second)
    assert isinstance(outcome, AlreadyOpen)
    assert outcome.chat_id == story.chat_id
    assert list(await ledger.read(chat_stream(ChatId("second")))) == []
    written = len(scribe.transactions)
    story.end()
    ending, again, third = await append_all(
        ledger, [*scribe.transactions[written:], second, request_of(scribe, story, "third")]
    )
    assert isinstance(ending, Committed)
    assert isinstance(again, Committed), "the first chat is in wrap-up, which is not the end-user's"
    assert isinstance(third, AlreadyOpen)
    assert third.chat_id == "second"


async def test_a_request_turned_away_opens_no_chat(ledger: Ledger) -> None:
    scribe, story, _ = begun()
    await append_all(ledger, scribe.transactions)
    turned_away = request_of(scribe, story, "second", refused=True)
    assert isinstance(await append(ledger, turned_away), Committed)


async def test_open_streams_are_chats_not_released_and_agents_on_duty(ledger: Ledger) -> None:
    assert list(await ledger.open_streams()) == []
    scribe, story = told()
    waiting, wrapping_up = Story(scribe), Story(scribe)
    waiting.created()
    agents = Team(scribe)
    dee, eve = agents["dee"], agents["eve"]
    wrapping_up.created()
    engage(wrapping_up, eve)
    wrapping_up.end()
    on_duty = {row.stream for row in scribe.rows if row.stream.startswith("agent/")}
    dee.log_off()
    await append_all(ledger, scribe.transactions)
    expected = {waiting.stream, wrapping_up.stream, *on_duty} - {dee.stream}
    assert set(await ledger.open_streams()) == expected
    assert story.stream not in expected


async def test_last_at_is_the_newest_stamp(ledger: Ledger) -> None:
    assert await ledger.last_at() == 0
    scribe, _ = told()
    await append_all(ledger, scribe.transactions)
    assert await ledger.last_at() == scribe.rows[-1].at


async def test_a_closed_ledger_takes_nothing_and_has_told_everything(ledger: Ledger) -> None:
    scribe, _ = told()
    outcomes: list[object] = []
    for transaction in scribe.transactions:
        ledger.submit(transaction, outcomes.append)
    await ledger.close()
    assert len(outcomes) == len(scribe.transactions)
    assert isinstance(await append(ledger, scribe.transactions[0]), LedgerUnavailable)
    assert list(await ledger.feed(0, 1000)) == list(scribe.rows), "reading goes on"


# Parts -------------------------------------------------------------------------------------------


def committed(outcome: object) -> Committed:
    assert isinstance(outcome, Committed), outcome
    return outcome


def ended() -> EndUserDisconnected:
    return EndUserDisconnected(actor=SERVER, cause="server", wrap_up_until=Millis(1))


def released() -> ChatReleased:
    return ChatReleased(actor=SERVER)


def an_answer(client: str, number: int) -> Answer:
    return Answer(
        client_id=ClientId(client), number=number, digest=f"d{number}", chat_id=None, seq=0
    )


def only_an_answer(answer: Answer) -> Transaction:
    return Transaction(tx=TxId(f"tx-{answer.number}"), at=Millis(1), additions=(), answer=answer)


def request_of(scribe: Scribe, story: Story, name: str, *, refused: bool = False) -> Transaction:
    """Another request of the same end-user."""
    other = Scribe()
    other.now = scribe.now
    second = Story(other)
    second.chat_id, second.end_user = ChatId(name), story.end_user
    second.stream = chat_stream(second.chat_id)
    if refused:
        second.refused("refused_limit")
    else:
        second.created()
    return other.transactions[0].but(tx=TxId(f"tx-{name}"))
