"""`parlour verify` finds each absence and loss that an outage of the server should have delayed."""

from collections.abc import Iterator

import pytest

from parlour.agents.events import AgentTerminated, AgentWentAbsent
from parlour.chat.events import AgentAbsent, AgentLost, EndUserAbsent, UserLost
from parlour.ids import Millis
from parlour.ledger.protocol import Recorded
from parlour.ledger.verify import Fault, verify, verify_chat
from parlour.ledger.verify.silence import INTERVAL_MIN
from parlour.lives.outage import Outage, Outages
from tests.ledger.evidence import evidence
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story

ABSENCES = (AgentAbsent, EndUserAbsent, AgentWentAbsent)
LOSSES = (AgentLost, UserLost, AgentTerminated)
STORIES_OF_SILENCE = [
    "lost while waiting",
    "lost while offered",
    "lead lost, alone",
    "lead lost, conferee there",
    "end-user lost",
    "everything is open at the end",
]


def told(name: str) -> Scribe:
    scribe = Scribe()
    STORIES[name][0](Story(scribe), Team(scribe))
    return scribe


def faults(scribe: Scribe, *stretches: tuple[int, int]) -> list[Fault]:
    """What is found if the server was away then."""
    source = evidence(scribe)
    source.outages_at_hand = [
        Outage(kind="stall", since=Millis(since), until=Millis(until)) for since, until in stretches
    ]
    return list(verify(source).faults)


def places(found: list[Fault]) -> set[tuple[str, int]]:
    assert {fault.rule for fault in found} <= {"A10"}
    return {(fault.stream, fault.seq) for fault in found}


def absences(scribe: Scribe) -> Iterator[tuple[Recorded, int]]:
    for row in scribe.rows:
        if isinstance(row.event, ABSENCES):
            yield row, row.event.silent_since


def losses(scribe: Scribe) -> Iterator[tuple[Recorded, Recorded]]:
    """Each loss with the absence before it in its stream."""
    for row in scribe.rows:
        if isinstance(row.event, LOSSES):
            own = [r for r in scribe.rows if r.stream == row.stream and r.seq < row.seq]
            yield row, next(r for r in reversed(own) if isinstance(r.event, ABSENCES))


@pytest.mark.parametrize("name", STORIES_OF_SILENCE)
def test_an_absence_after_a_silence_that_was_partly_ours_is_found(name: str) -> None:
    scribe = told(name)
    seen = 0
    for row, since in absences(scribe):
        silent = row.at - since
        for away in (silent - INTERVAL_MIN + 1, silent):
            for start in range(since, row.at - away + 1, INTERVAL_MIN // 4):
                assert (row.stream, row.seq) in places(faults(scribe, (start, start + away)))
                seen += 1
    assert seen


@pytest.mark.parametrize("name", STORIES_OF_SILENCE[:-1])
def test_a_loss_in_an_absence_that_was_partly_ours_is_found(name: str) -> None:
    scribe = told(name)
    seen = 0
    for loss, absence in losses(scribe):
        late = loss.at - absence.event.lost_at + 1  # type: ignore[union-attr]  # an absence
        for away in ((absence.at, absence.at + late), (loss.at - late, loss.at + 9_000)):
            assert (loss.stream, loss.seq) in places(faults(scribe, away))
            seen += 1
    assert seen


@pytest.mark.parametrize("name", STORIES_OF_SILENCE)
def test_outages_before_the_silence_and_after_it_say_nothing(name: str) -> None:
    scribe = told(name)
    stretches = [(since - 50_000, since) for _, since in absences(scribe)]
    last = max(row.at for row in scribe.rows)
    assert faults(scribe, (0, stretches[0][1]), (last, last + 10**12)) == []


def test_a_silence_that_was_long_enough_without_us_is_in_order() -> None:
    scribe = told("end-user lost")
    (row, since), *_ = absences(scribe)
    assert faults(scribe, (since, row.at - INTERVAL_MIN)) == []
    assert faults(scribe, (since, row.at - INTERVAL_MIN + 1)) != []


def test_the_same_stretch_counts_once_however_many_outages_tell_of_it() -> None:
    scribe = told("end-user lost")
    (row, since), *_ = absences(scribe)
    away = since, row.at - INTERVAL_MIN
    assert faults(scribe, away, away) == []


def test_one_chat_by_itself_is_held_against_the_outages_too() -> None:
    scribe = told("end-user lost")
    (row, since), *_ = absences(scribe)
    own = [other for other in scribe.rows if other.stream == row.stream]
    outages = Outages([Outage(kind="drain", since=Millis(since), until=row.at)])
    assert {fault.rule for fault in verify_chat(own, outages=outages)} == {"A10"}
    assert verify_chat(own) == []
