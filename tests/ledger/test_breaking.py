"""Whatever is done to a ledger, `parlour verify` says so.

Every row of every story is left out, doubled, swapped, edited in each field and re-authored. While
the chain stands as it was written, each single tampering must be found. A tamperer who computes
chain, seals and records anew is held by the rules of the law alone: what they find then is counted,
and may not become less.
"""

import json
from collections import Counter
from itertools import combinations

import pytest

from parlour.ledger.protocol import ChatRequest
from parlour.ledger.verify import RowsAtHand
from tests.ledger.evidence import (
    Tampering,
    covered_up,
    evidence,
    first_fault,
    in_order,
    swapped,
    tamperings,
    texts_of,
    with_content,
)
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story

# Of all tamperings that leave chain, seals and records in order, the rules alone find this share.
FOUND_BY_RULES_ALONE = {
    "delete": 0.9,
    "duplicate": 1.0,
    "swap": 1.0,
    "re-author": 0.98,
    "all": 0.8,
}


def written(name: str) -> Scribe:
    scribe = Scribe()
    agents = Team(scribe)
    STORIES[name][0](Story(scribe), agents)
    return scribe


def as_left(scribe: Scribe, tampering: Tampering) -> RowsAtHand:
    """The tampered rows beside everything else as it was written."""
    honest = evidence(scribe)
    honest.rows = tampering.rows
    return honest


@pytest.mark.parametrize("name", STORIES)
def test_every_tampering_breaks_the_chain(name: str) -> None:
    scribe = written(name)
    rows = in_order(evidence(scribe).rows)
    missed = [
        f"{tampering.deed} at {rows[tampering.at]}"
        for tampering in tamperings(rows)
        if first_fault(as_left(scribe, tampering)) is None
    ]
    assert missed == []


def test_any_two_rows_of_a_chat_that_change_places_break_the_chain() -> None:
    scribe = written("everything is open at the end")
    rows = in_order(evidence(scribe).rows)
    chat = [n for n, row in enumerate(rows) if row.stream.startswith("chat/")]
    for n, m in combinations(chat, 2):
        assert first_fault(as_left(scribe, Tampering("swap", n, swapped(rows, n, m)))), (n, m)


def test_a_tail_that_is_cut_off_an_open_chat_is_missed() -> None:
    """The chain of the chat itself can't show it: the seals over all rows do."""
    scribe = Scribe()
    story = Story(scribe)
    story.created()
    for _ in range(5):
        story.end_user_posts()
    rows = in_order(evidence(scribe).rows)
    for kept in range(len(rows)):
        fault = first_fault(as_left(scribe, Tampering("cut", kept, rows[:kept])))
        assert fault is not None
        assert fault.rule in ("S10", "Q2")


def test_a_changed_text_is_found_and_an_erased_one_is_not_missed() -> None:
    scribe = written("plain")
    texts = texts_of(scribe)
    at, text = next(iter(texts.items()))
    rows = in_order(evidence(scribe).rows)
    changed = covered_up(rows, texts | {at: text.but(body="I never said that.")})
    fault = first_fault(changed)
    assert fault is not None
    assert (fault.rule, fault.seq) == ("M6", rows[at - 1].seq)
    erased = {position: kept for position, kept in texts.items() if position != at}
    assert first_fault(covered_up(rows, erased)) is None


def test_a_request_that_was_changed_is_found_and_an_erased_one_is_not_missed() -> None:
    """Changed in any field, and however well the record keeps its form."""
    scribe = written("plain")
    requests = scribe.tables.requests
    chat_id, request = next(iter(requests.items()))
    for field in ChatRequest.__struct_fields__:
        value = getattr(request, field)
        other = {**value, "by": "post"} if isinstance(value, dict) else f"{value}x"
        requests[chat_id] = request.but(**{field: other})
        fault = first_fault(evidence(scribe))
        assert fault is not None, field
        assert fault.rule in ("M7", "Q2"), field
    del requests[chat_id]
    assert first_fault(evidence(scribe)) is None


def test_rows_from_before_requests_had_digests_stay_valid() -> None:
    scribe = written("plain")
    requests = scribe.tables.requests
    rows = in_order(evidence(scribe).rows)
    begins = next(n for n, row in enumerate(rows) if row.stream.startswith("chat/"))
    content = json.loads(rows[begins].data)
    del content["request_digest"]
    rows[begins] = with_content(rows[begins], content)
    assert first_fault(covered_up(rows, texts_of(scribe), requests)) is None


def test_records_that_say_otherwise_than_the_rows_are_found() -> None:
    scribe = written("conference and hand-over")
    tables = scribe.tables
    chat = next(iter(tables.chats.values()))
    tables.chats[chat.chat_id] = chat.but(engaged=chat.engaged + 1)
    fault = first_fault(evidence(scribe))
    assert fault is not None
    assert fault.rule == "Q2"
    tables.chats[chat.chat_id] = chat.but(first_engaged=None)
    fault = first_fault(evidence(scribe))
    assert fault is not None
    assert fault.rule == "Q1"


def test_the_rules_alone_find_most_that_is_covered_up(capsys: pytest.CaptureFixture[str]) -> None:
    tried, found = Counter[str](), Counter[str]()
    for name in STORIES:
        scribe = written(name)
        texts = texts_of(scribe)
        for tampering in tamperings(in_order(evidence(scribe).rows)):
            requests = scribe.tables.requests
            caught = first_fault(covered_up(tampering.rows, texts, requests)) is not None
            for deed in (tampering.deed, "all"):
                tried[deed] += 1
                found[deed] += caught
    with capsys.disabled():
        for deed, count in tried.most_common():
            print(f"\n  {deed}: {found[deed]} of {count} found by the rules alone", end="")
    for deed, floor in FOUND_BY_RULES_ALONE.items():
        assert found[deed] >= floor * tried[deed], deed
