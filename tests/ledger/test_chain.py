"""Laws of the chains: every bit of a row counts, and so does the order of all rows."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.ids import Millis, StreamId, TxId
from parlour.ledger.chain import GENESIS, Stamp, decode_row, encode_row, row_hash, seal_of
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
rows = st.tuples(
    hashes, words, st.integers(1, 99), st.integers(1, 60), st.integers(0), words, words
)


def hash_of(row: tuple[str, str, int, int, int, str, str]) -> str:
    prev_hash, stream, seq, kind, at, tx, data = row
    stamp = Stamp(tx=TxId(tx), at=Millis(at))
    return row_hash(prev_hash, (StreamId(stream), seq, kind), stamp, data)


@given(rows, rows)
def test_rows_have_one_hash_only_if_they_are_one(
    one: tuple[str, str, int, int, int, str, str], other: tuple[str, str, int, int, int, str, str]
) -> None:
    assert (hash_of(one) == hash_of(other)) == (one == other)
    for place in range(len(one)):
        mixed = (*one[:place], other[place], *one[place + 1 :])
        assert (hash_of(mixed) == hash_of(one)) == (mixed == one)  # type: ignore[arg-type]


@given(st.lists(hashes, max_size=6), st.lists(hashes, max_size=6))
def test_a_seal_stands_for_its_rows_in_their_order(one: list[str], other: list[str]) -> None:
    assert (seal_of(GENESIS, one) == seal_of(GENESIS, other)) == (one == other)
    assert seal_of("1" * 64, one) != seal_of(GENESIS, one)


def test_what_is_stored_reads_back_as_it_was_and_stays_on_one_line() -> None:
    for teller, _ in STORIES.values():
        scribe = Scribe()
        teller(Story(scribe), Team(scribe))
        for row in scribe.rows:
            stored = encode_row(row.event)
            assert "\n" not in stored
            assert decode_row(row.stream, stored) == row.event
            assert encode_row(decode_row(row.stream, stored)) == stored
