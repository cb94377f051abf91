"""`parlour verify` finds nothing wrong with what the law allows."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.ids import MessageId
from parlour.ledger.protocol import MessageText
from parlour.ledger.verify import RULES, verification, verify, verify_chat
from tests.ledger.evidence import covered_up, evidence, in_order, texts_of
from tests.ledger.scribe import OnDuty, Scribe
from tests.ledger.stories import AGENTS, STORIES, Team, Teller, engage, kinds
from tests.ledger.team_telling import Story


@pytest.mark.parametrize("name", STORIES)
def test_a_canonical_story_has_its_rows_and_is_intact(name: str) -> None:
    teller, expected = STORIES[name]
    scribe, story = tell(teller)
    assert kinds(story) == expected
    report = verify(evidence(scribe))
    assert report.faults == ()
    assert report.rows == len(scribe.rows)
    assert report.chats == 1
    assert verify_chat(story.rows, scribe_texts(scribe)) == []


def test_all_stories_in_one_house_are_intact() -> None:
    scribe = Scribe()
    agents = Team(scribe)
    for teller, _ in STORIES.values():
        teller(Story(scribe), agents)
    report = verify(evidence(scribe))
    assert report.faults == ()
    assert report.chats == len(STORIES)


def test_covering_up_nothing_changes_nothing() -> None:
    """The tamperer of the breaking tests rebuilds an intact ledger exactly."""
    scribe, _ = tell(STORIES["everything is open at the end"][0])
    honest = evidence(scribe)
    rebuilt = covered_up(in_order(honest.rows), texts_of(scribe))
    assert rebuilt.rows == honest.rows
    assert list(rebuilt.seals()) == list(honest.seals())
    assert verify(rebuilt).faults == ()


def test_a_chat_may_be_cut_between_two_transactions() -> None:
    """An open chat is as intact as a finished one."""
    for teller, _ in STORIES.values():
        _, story = tell(teller)
        chat = story.rows
        for n, row in enumerate(chat):
            if n + 1 == len(chat) or chat[n + 1].tx != row.tx:
                assert verify_chat(chat[: n + 1]) == []


def test_progress_is_told_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "PROGRESS_EVERY", 10)
    scribe, _ = tell(STORIES["plain"][0])
    steps: list[tuple[int, int]] = []
    verify(evidence(scribe), lambda done, of: steps.append((done, of)))
    count = 2 * len(scribe.rows)
    assert steps == [*((n, count) for n in range(10, count, 10)), (count, count)]


def test_a_report_is_summed_up_in_a_sentence() -> None:
    scribe, _ = tell(STORIES["plain"][0])
    report = verify(evidence(scribe))
    assert report.summary == f"1 chats and 1 log-ins, {report.rows} rows: intact."
    source = evidence(scribe)
    source.rows.pop()
    assert "faults in" in verify(source).summary


def test_every_rule_has_one_sentence() -> None:
    for code, sentence in RULES.items():
        assert sentence.endswith("."), code


def blip(story: Story, agents: Team) -> None:
    story.end_user_absent()
    story.end_user_back()


def blip_with_post(story: Story, agents: Team) -> None:
    story.end_user_absent()
    story.end_user_back_with_a_post()


def lead_blips(story: Story, agents: Team) -> None:
    story.agent_absent(story.leading())
    story.agent_back(story.leading())


def lead_lost(story: Story, agents: Team) -> None:
    story.agent_absent(story.leading())
    story.agent_lost(story.leading())


MOVES: dict[str, Callable[[Story, Team], None]] = {
    "end-user posts": lambda s, t: s.end_user_posts(),
    "lead posts": lambda s, t: s.agent_posts(s.leading()),
    "note": lambda s, t: s.agent_posts(s.leading(), "psst", "agents"),
    "push": lambda s, t: s.agent_pushes(s.leading()),
    "file": lambda s, t: s.end_user_sends_file(),
    "transfer": lambda s, t: s.invite("transfer", free(s, t)),
    "conference": lambda s, t: s.invite("conference", free(s, t)),
    "accept": lambda s, t: (
        s.transfer_accepted() if s.invited[0][1] == "transfer" else s.conference_accepted()
    ),
    "decline": lambda s, t: s.invitation_declined(),
    "cancel": lambda s, t: s.invitation_canceled(),
    "unavailable": lambda s, t: s.invitation_unavailable(),
    "hand over": lambda s, t: s.hand_over(),
    "leave": lambda s, t: s.conferee_leaves(),
    "blip": blip,
    "blip with post": blip_with_post,
    "lead blips": lead_blips,
    "lead lost": lead_lost,
    "lead logs out": lambda s, t: s.log_out(),
    "to queue": lambda s, t: s.transfer_to_queue(),
    "co-browse": lambda s, t: s.cobrowse_invite(),
    "consent": lambda s, t: s.cobrowse_accept(),
    "first frame": lambda s, t: s.cobrowse_start(),
    "co-browse closes": lambda s, t: s.cobrowse_close(),
    "monitor": lambda s, t: s.monitor(t["sue"]),
    "monitor stops": lambda s, t: s.monitor_stops(),
    "monitor joins": lambda s, t: s.monitor_joins(),
}


@settings(max_examples=150, deadline=None)
@given(moves=st.lists(st.sampled_from(sorted(MOVES)), max_size=25), wrap_up=st.booleans())
def test_any_course_of_an_engaged_chat_is_intact(moves: list[str], wrap_up: bool) -> None:
    scribe = Scribe()
    agents = Team(scribe)
    story = Story(scribe, wrap_up=wrap_up)
    story.created()
    for move in moves:
        if story.lead is None:
            engage(story, free(story, agents))
        if possible(story, move):
            MOVES[move](story, agents)
    if story.lead is None:
        engage(story, free(story, agents))
    story.end()
    if story.wrapping_up is not None:
        story.release()
    assert verify(evidence(scribe)).first_faults() == ()


def possible(story: Story, move: str) -> bool:
    stage = story.cobrowse[1] if story.cobrowse else "none"
    forms = [form for _, form, _ in story.invited]
    match move:
        case "accept" | "decline" | "cancel" | "unavailable":
            return bool(forms)
        case "transfer":
            return "transfer" not in forms and crowd(story) < 5
        case "conference":
            return crowd(story) < 5
        case "hand over" | "leave":
            return bool(story.conferees)
        case "co-browse":
            return stage == "none"
        case "consent":
            return stage == "invited"
        case "first frame":
            return stage == "accepted"
        case "co-browse closes":
            return stage != "none"
        case "monitor":
            return not story.monitors and "sue" not in names(story)
        case "monitor stops" | "monitor joins":
            return bool(story.monitors)
        case _:
            return True


def names(story: Story) -> set[str]:
    """Of all who have to do with the chat."""
    invited = [agent for _, _, agent in story.invited]
    lead = [story.lead] if story.lead else []
    return {agent.agent_id for agent in (*invited, *lead, *story.conferees, *story.monitors)}


def crowd(story: Story) -> int:
    return len(names(story) - {"sue"})


def free(story: Story, agents: Team) -> OnDuty:
    busy = {*names(story), "sue"}
    return agents[next(name for name in AGENTS if name not in busy)]


def tell(teller: Teller) -> tuple[Scribe, Story]:
    scribe = Scribe()
    agents = Team(scribe)
    story = Story(scribe)
    teller(story, agents)
    return scribe, story


def scribe_texts(scribe: Scribe) -> dict[MessageId, MessageText]:
    return {text.message_id: text for text in texts_of(scribe).values()}
