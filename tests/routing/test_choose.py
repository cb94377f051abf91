"""Which chat goes to which agent, and why: scenarios. The laws are in test_laws.py."""

import pytest

from parlour.ids import Millis
from parlour.routing.choose import POLICY, Decision
from parlour.routing.eligibility import Eligibility
from parlour.routing.explanation import NAMED_MAX, PassedOver
from parlour.routing.line import PASS_PAUSE, Candidate
from parlour.routing.policy import policy_of
from parlour.routing.waiting_line import Line
from tests.routing.worlds import (
    BILLS,
    HELP,
    NOW,
    SALES,
    agent,
    chat,
    decide,
    lines_of,
    overflows,
    pair,
    roster_of,
    wants,
)

# Scenarios


def test_the_chat_that_has_waited_longest_goes_first_whatever_its_queue() -> None:
    chats = [chat("b", asked=2), chat("a", asked=1, queue=HELP), chat("c", asked=3)]
    assert pair(chats, [agent("bea", queues=(SALES, HELP))]) == ("a", "bea")
    assert pair(chats, [agent("bea")]) == ("b", "bea")


def test_the_agent_whose_last_chat_is_longest_ago_goes_first_and_a_fresh_one_before() -> None:
    assert pair([chat("a")], [agent("bea", last=5), agent("cyd", last=4)]) == ("a", "cyd")
    assert pair([chat("a")], [agent("bea", last=0), agent("cyd")]) == ("a", "cyd")
    assert pair([chat("a")], [agent("dan"), agent("cyd")]) == ("a", "cyd")


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (agent("bea", queues=(HELP,)), "not_in_queue"),
        (agent("bea", available=False), "unavailable"),
        (agent("bea", absent=True), "absent"),
        (agent("bea", unreachable=True), "unreachable"),
        (agent("bea", free=0), "full"),
        (agent("bea", pauses_until=NOW + 1), "pausing"),
        (agent("bea", pauses_until=NOW), None),
        (agent("bea"), None),
    ],
)
def test_what_speaks_against_an_agent(candidate: Candidate, reason: PassedOver | None) -> None:
    one = chat("a")
    roster = roster_of([candidate])
    assert Eligibility(lines_of([one]), roster, NOW).against(candidate, one) == reason
    assert (pair([chat("a")], [candidate]) is None) == (reason is not None)


def test_who_let_the_chat_go_by_is_asked_last_and_again_only_after_a_pause() -> None:
    passed = chat("a", passed_by="bea", passed_at=NOW)
    assert pair([passed], [agent("bea"), agent("cyd", last=9)]) == ("a", "cyd")
    alone = decide([passed], [agent("bea")])
    assert alone == Decision(choice=None, look_again_at=Millis(NOW + PASS_PAUSE))
    later = decide([passed], [agent("bea")], Millis(NOW + PASS_PAUSE)).choice
    assert later is not None
    assert later.agent_id == "bea"


def test_a_chat_that_nobody_can_take_holds_up_no_other() -> None:
    chats = [chat("a", asked=1, passed_by="bea", passed_at=NOW), chat("b", asked=2)]
    choice = decide(chats, [agent("bea")]).choice
    assert choice is not None
    assert (choice.chat.chat_id, choice.explanation.ahead) == ("b", 1)


def test_whoever_monitors_a_chat_is_not_offered_it_and_no_explanation_tells() -> None:
    watched = chat("a", barred=("sue",))
    assert pair([watched], [agent("sue")]) is None
    choice = decide([watched], [agent("sue"), agent("bea")]).choice
    assert choice is not None
    assert choice.agent_id == "bea"
    assert choice.explanation.considered == ()
    assert (choice.explanation.considered_more, choice.explanation.others_free) == (0, 0)


def test_the_end_of_a_pause_between_chats_is_looked_at_again() -> None:
    pausing = [agent("bea", pauses_until=NOW + 500), agent("cyd", pauses_until=NOW + 300)]
    assert decide([chat("a")], pausing).look_again_at == NOW + 300
    assert decide([chat("a")], []).look_again_at is None


def test_an_explanation_tells_who_else_was_considered_and_why_not() -> None:
    agents = [
        agent("bea"),
        agent("cyd", last=7),
        agent("dan", free=0),
        agent("eve", available=False),
        agent("hal", queues=(HELP,)),
        agent("ina", absent=True),
    ]
    choice = decide([chat("a", asked=NOW - 30)], agents).choice
    assert choice is not None
    why = choice.explanation
    assert (why.policy, why.queue_id, why.waited, why.ahead) == (POLICY, SALES, 30, 0)
    named = {one.agent_id: one.against for one in why.considered}
    assert named == {"cyd": None, "dan": "full", "eve": "unavailable", "ina": "absent"}
    assert (why.others_free, why.considered_more) == (1, 0)


def test_an_explanation_stays_small_however_many_agents_there_are() -> None:
    choice = decide([chat("a")], [agent(f"a{number:03}") for number in range(100)]).choice
    assert choice is not None
    assert len(choice.explanation.considered) == NAMED_MAX
    assert choice.explanation.considered_more == 99 - NAMED_MAX
    assert choice.explanation.others_free == 99


def test_an_offer_again_to_who_let_it_go_by_names_everybody_else() -> None:
    others = [agent(f"a{number:03}", free=0) for number in range(100)]
    passed = chat("a", passed_by="bea", passed_at=NOW - PASS_PAUSE)
    choice = decide([passed], [agent("bea"), *others]).choice
    assert choice is not None
    assert (choice.agent_id, choice.explanation.considered_more) == ("bea", 0)
    assert len(choice.explanation.considered) == 100


# Pull ------------------------------------------------------------------------------------------


def test_who_pulls_is_offered_a_chat_only_while_they_ask() -> None:
    assert pair([chat("a")], [agent("bea", asks=False)]) is None
    assert pair([chat("a")], [agent("bea", asks=True)]) == ("a", "bea")
    choice = decide([chat("a")], [agent("bea", asks=True), agent("cyd", asks=False)]).choice
    assert choice is not None
    assert choice.explanation.pulled
    assert [one.against for one in choice.explanation.considered] == ["not_asked"]


def test_first_due_looks_at_the_time_and_strict_priority_at_the_rank() -> None:
    chats = [chat("old", queue=HELP, asked=1), chat("new", queue=SALES, asked=2)]
    ranks = {SALES: 1, HELP: 2}
    assert pair(chats, [agent("bea", queues=ranks, asks=True)]) == ("old", "bea")
    assert pair(chats, [agent("bea", queues=ranks, by_rank=True)]) == ("new", "bea")
    assert pair(chats, [agent("bea", queues={SALES: 2, HELP: 2}, by_rank=True)]) == ("old", "bea")


def test_ranks_say_nothing_to_who_is_pushed_chats() -> None:
    chats = [chat("old", queue=HELP, asked=1), chat("new", queue=SALES, asked=2)]
    assert pair(chats, [agent("bea", queues={SALES: 1, HELP: 2})]) == ("old", "bea")


def test_strict_priority_takes_of_the_next_rank_when_there_is_nothing_of_the_first() -> None:
    strict = agent("bea", queues={SALES: 1, HELP: 2}, by_rank=True)
    assert pair([chat("a", queue=HELP)], [strict]) == ("a", "bea")
    barred = [chat("a", queue=HELP, asked=1), chat("b", asked=2, barred=("bea",))]
    assert pair(barred, [strict]) == ("a", "bea")


def test_an_older_chat_goes_to_somebody_else_when_strict_priority_takes_another_first() -> None:
    chats = [chat("old", queue=HELP, asked=1), chat("new", queue=SALES, asked=2)]
    strict = agent("bea", queues={SALES: 1, HELP: 2}, by_rank=True)
    choice = decide(chats, [strict, agent("cyd", queues=(HELP,), last=9)]).choice
    assert choice is not None
    assert (choice.chat.chat_id, choice.agent_id) == ("old", "cyd")
    assert [one.against for one in choice.explanation.considered] == ["ranked"]
    assert choice.explanation.others_free == 0


# Skills ----------------------------------------------------------------------------------------

GERMAN = {SALES: policy_of(needs=(wants("de", 3, least=1, every=1_000),))}


def test_the_level_that_is_wanted_falls_step_by_step_to_the_least() -> None:
    waits = [chat("a", asked=NOW)]
    able = agent("bea", skills={"de": 2})
    assert decide(waits, [able], NOW, GERMAN) == Decision(
        choice=None, look_again_at=Millis(NOW + 1_000)
    )
    assert pair(waits, [able], Millis(NOW + 999), GERMAN) is None
    assert pair(waits, [able], Millis(NOW + 1_000), GERMAN) == ("a", "bea")
    for waited in (1_000, 2_000, 10**6):
        assert pair(waits, [agent("cyd")], Millis(NOW + waited), GERMAN) is None
    assert decide(waits, [agent("cyd")], Millis(NOW + 2_000), GERMAN).look_again_at is None


def test_a_need_that_falls_to_nothing_asks_everybody_in_the_end() -> None:
    anybody = {SALES: policy_of(needs=(wants("de", 2, least=0, every=1_000),))}
    waits = [chat("a", asked=NOW)]
    assert pair(waits, [agent("cyd")], Millis(NOW + 1_999), anybody) is None
    assert pair(waits, [agent("cyd")], Millis(NOW + 2_000), anybody) == ("a", "cyd")


def test_a_skill_that_never_relaxes_is_always_wanted() -> None:
    tax = {SALES: policy_of(needs=(wants("tax", 5),))}
    assert pair([chat("a")], [agent("bea", skills={"tax": 4})], NOW, tax) is None
    assert pair([chat("a")], [agent("bea", skills={"tax": 5})], NOW, tax) == ("a", "bea")


def test_the_better_skilled_agent_does_not_go_before_the_one_whose_turn_it_is() -> None:
    agents = [agent("bea", skills={"de": 9}, last=2), agent("cyd", skills={"de": 3}, last=1)]
    assert pair([chat("a")], agents, NOW, GERMAN) == ("a", "cyd")


def test_a_younger_chat_overtakes_one_that_nobody_here_can_take() -> None:
    chats = [chat("old", asked=1), chat("new", asked=2, queue=HELP)]
    tax = {SALES: policy_of(needs=(wants("tax", 5),))}
    assert pair(chats, [agent("bea", queues=(SALES, HELP))], NOW, tax) == ("new", "bea")


def test_a_chat_that_comes_back_to_a_queue_is_asked_for_as_a_new_one() -> None:
    """It keeps its place in the line, but has not yet waited long for somebody who knows German."""
    back = chat("a", asked=0, queued=NOW)
    assert pair([back], [agent("bea", skills={"de": 1})], NOW, GERMAN) is None
    assert pair([back], [agent("bea", skills={"de": 1})], Millis(NOW + 2_000), GERMAN) is not None


def test_the_explanation_tells_the_levels_that_were_asked_for() -> None:
    agents = [agent("bea", skills={"de": 2}), agent("cyd", skills={"de": 1})]
    choice = decide([chat("a", asked=NOW - 1_500)], agents, NOW, GERMAN).choice
    assert choice is not None
    assert choice.explanation.levels == {"de": 2}
    assert [one.against for one in choice.explanation.considered] == ["skill"]


# Overflow --------------------------------------------------------------------------------------

AFTER_FIVE = {SALES: policy_of(overflow=(overflows(HELP, 5_000), overflows(BILLS, 8_000)))}


def test_agents_of_another_queue_are_asked_after_a_while_and_the_chat_keeps_its_queue() -> None:
    waits, helper = [chat("a", asked=NOW)], agent("bea", queues=(HELP,))
    assert decide(waits, [helper], NOW, AFTER_FIVE) == Decision(
        choice=None, look_again_at=Millis(NOW + 5_000)
    )
    choice = decide(waits, [helper], Millis(NOW + 5_000), AFTER_FIVE).choice
    assert choice is not None
    assert (choice.chat.queue_id, choice.explanation.overflowed) == (SALES, True)
    assert pair(waits, [agent("bea", queues=(BILLS,))], Millis(NOW + 7_999), AFTER_FIVE) is None


def test_an_agents_own_older_chat_comes_before_one_that_overflows_to_them() -> None:
    waits = [chat("a", asked=NOW - 6_000), chat("b", queue=HELP, asked=NOW - 7_000)]
    assert pair(waits, [agent("bea", queues=(HELP,))], NOW, AFTER_FIVE) == ("b", "bea")


def test_the_skills_of_its_queue_are_wanted_of_whomever_a_chat_overflows_to() -> None:
    both = {SALES: policy_of(needs=(wants("de", 2),), overflow=(overflows(HELP, 0),))}
    assert pair([chat("a")], [agent("bea", queues=(HELP,))], NOW, both) is None
    able = agent("bea", queues=(HELP,), skills={"de": 2})
    assert pair([chat("a")], [able], NOW, both) == ("a", "bea")


# Preferred agent -------------------------------------------------------------------------------


def test_a_chat_is_kept_for_its_preferred_agent_for_a_while_and_then_for_anyone() -> None:
    waits = [chat("a", asked=NOW, preferred="bea", kept_until=NOW + 3_000)]
    agents = [agent("bea", free=0), agent("cyd")]
    assert decide(waits, agents) == Decision(choice=None, look_again_at=Millis(NOW + 3_000))
    assert pair(waits, agents, Millis(NOW + 3_000)) == ("a", "cyd")


def test_the_preferred_agent_comes_before_those_whose_turn_it_is() -> None:
    waits = [chat("a", asked=NOW, preferred="bea", kept_until=NOW + 3_000)]
    choice = decide(waits, [agent("bea", last=9), agent("cyd")]).choice
    assert choice is not None
    assert (choice.agent_id, choice.explanation.preferred) == ("bea", True)
    assert [one.against for one in choice.explanation.considered] == ["kept"]


@pytest.mark.parametrize(
    "bea",
    [
        agent("bea", queues=(HELP,)),
        agent("bea", available=False),
        agent("bea", absent=True),
        None,
    ],
)
def test_nothing_is_kept_for_somebody_who_is_not_there(bea: Candidate | None) -> None:
    waits = [chat("a", asked=NOW, preferred="bea", kept_until=NOW + 3_000)]
    others = [agent("cyd")] if bea is None else [bea, agent("cyd")]
    assert pair(waits, others) == ("a", "cyd")


def test_a_preferred_agent_who_let_the_chat_go_by_keeps_nobody_waiting() -> None:
    waits = [
        chat(
            "a",
            asked=NOW,
            preferred="bea",
            kept_until=NOW + 3_000,
            passed_by="bea",
            passed_at=NOW,
        )
    ]
    assert pair(waits, [agent("bea"), agent("cyd")]) == ("a", "cyd")


def test_a_chat_that_is_kept_holds_up_no_other() -> None:
    waits = [
        chat("a", asked=NOW - 1, preferred="bea", kept_until=NOW + 3_000),
        chat("b", asked=NOW),
    ]
    assert pair(waits, [agent("bea", free=0), agent("cyd")]) == ("b", "cyd")


def test_of_several_things_to_come_the_soonest_is_looked_at() -> None:
    asked = {
        SALES: policy_of(needs=(wants("de", 2, every=4_000),), overflow=(overflows(HELP, 900),))
    }
    waits = [
        chat("a", asked=NOW, passed_by="bea", passed_at=NOW),
        chat("b", asked=NOW - 3_500, preferred="bea", kept_until=NOW + 800),
    ]
    agents = [agent("bea", free=0, skills={"de": 2}), agent("cyd"), agent("dan", queues=(HELP,))]
    assert decide(waits, agents, NOW, asked).look_again_at == NOW + 500
    agents.append(agent("eve", pauses_until=NOW + 200))
    assert decide(waits, agents, NOW, asked).look_again_at == NOW + 200


def test_who_leaves_the_line_and_comes_back_is_kept_for_nobody_any_more() -> None:
    line, kept = Line(), chat("a", asked=1, preferred="bea", kept_until=NOW)
    line.put(kept)
    line.take_out(kept)
    line.put(chat("a", asked=1))
    assert line.others == []
    assert line.head_of_alike == chat("a", asked=1)
