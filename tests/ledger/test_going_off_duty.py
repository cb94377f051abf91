"""`parlour verify` finds agents who are off duty and still in a chat, or lost in one chat only."""

import pytest

from parlour.agents import events as a
from parlour.chat.events import SERVER
from parlour.ledger.verify import verify
from tests.ledger.evidence import evidence
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story


def rules(scribe: Scribe) -> set[str]:
    return {fault.rule for fault in verify(evidence(scribe)).faults}


def engaged(scribe: Scribe, team: Team) -> Story:
    story = Story(scribe)
    story.created()
    engage(story, team["ann"])
    return story


@pytest.mark.parametrize("wraps_up", [False, True])
def test_whoever_goes_off_duty_has_left_every_chat(wraps_up: bool) -> None:
    scribe = Scribe()
    team = Team(scribe)
    story = engaged(scribe, team)
    if wraps_up:
        story.end()
    assert rules(scribe) == set()
    team["ann"].log_off()
    assert "X7" in rules(scribe)


def test_an_offer_alone_holds_nobody_who_lets_it_go() -> None:
    scribe = Scribe()
    team = Team(scribe)
    story = Story(scribe)
    story.created()
    story.offer(team["ann"])
    story.decline()
    team["ann"].log_off()
    assert rules(scribe) == set()


@pytest.mark.parametrize(("cause", "found"), [("lost", {"X7"}), ("removed", set[str]())])
def test_whoever_is_lost_is_found_lost_in_each_chat(cause: str, found: set[str]) -> None:
    """Here they leave the chat as if they had been taken off duty by an operator."""
    scribe = Scribe()
    team = Team(scribe)
    story, ann = engaged(scribe, team), team["ann"]
    cut = [story.lead_ended(ann, "logged_out", story.queue_id), story.left(ann, "logged_out")]
    story.duty(ann, [a.AgentTerminated(actor=SERVER, cause=cause)])  # type: ignore[arg-type]
    story.write(*cut)
    assert rules(scribe) == found
