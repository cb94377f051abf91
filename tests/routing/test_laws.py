"""Laws of routing, against a plain reading of the rules."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.ids import AgentId, Duration, Millis, QueueId
from parlour.routing.choose import choose
from parlour.routing.explanation import NAMED_MAX
from parlour.routing.line import Candidate, WaitingChat
from parlour.routing.policy import Policies, QueuePolicy
from parlour.routing.roster import Roster
from parlour.routing.waiting_line import Line
from parlour.routing.why import why
from tests.routing.worlds import (
    NOW,
    SPAN,
    Plainly,
    candidates,
    chats_waiting,
    decide,
    lines_of,
    names,
    needs,
    pair,
    policies,
    roster_of,
    rosters,
)

laws = settings(max_examples=80, deadline=None)
Chats = list[WaitingChat]
Agents = list[Candidate]


@laws
@given(chats_waiting, rosters, policies)
def test_the_choice_is_the_one_of_a_plain_reading(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    assert pair(chats, agents, NOW, asked) == Plainly(chats, agents, NOW, asked).pair()


@laws
@given(chats_waiting, rosters, policies)
def test_the_explanation_is_complete_and_true(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    choice = decide(chats, agents, NOW, asked).choice
    if choice is None:
        return
    one, told, plainly = choice.chat, choice.explanation, Plainly(chats, agents, NOW, asked)
    others = {
        a.agent_id: plainly.against(a, one)
        for a in agents
        if plainly.after(a, one) is not None
        and a.agent_id != choice.agent_id
        and a.agent_id not in one.barred
    }
    assert {named.agent_id: named.against for named in told.considered} == others
    assert told.others_free == sum(reason is None for reason in others.values())
    assert told.considered_more == 0
    before = [c for c in plainly.chats if c.queue_id == one.queue_id]
    assert told.ahead == before.index(one)
    assert told.waited == NOW - one.requested_at


@laws
@given(chats_waiting, rosters, policies)
def test_from_the_explanation_alone_the_same_agent_follows(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    """Among those whom nothing speaks against, the chosen one's turn comes first; one who let the
    chat go by is chosen only when there is nobody else."""
    choice = decide(chats, agents, NOW, asked).choice
    if choice is None:
        return
    free = [one.agent_id for one in choice.explanation.considered if one.against is None]
    passed_by = choice.chat.passed_by
    if choice.agent_id == passed_by:
        assert free == []
    last = {a.agent_id: (a.last_assigned_at, a.agent_id) for a in agents}
    for other in free:
        if other != passed_by:
            mine, theirs = last[choice.agent_id], last[other]
            assert (mine[0] is not None, *mine) < (theirs[0] is not None, *theirs)


@laws
@given(chats_waiting, rosters, policies, st.randoms(use_true_random=False))
def test_the_order_in_which_chats_and_agents_came_changes_nothing(
    chats: Chats, agents: Agents, asked: Policies, chance: Any
) -> None:
    before = decide(chats, agents, NOW, asked)
    chance.shuffle(agents)
    chance.shuffle(chats)
    after = decide(chats, agents, NOW, asked)
    assert (before.look_again_at, pair(chats, agents, NOW, asked)) == (
        after.look_again_at,
        None if before.choice is None else (before.choice.chat.chat_id, before.choice.agent_id),
    )


@laws
@given(chats_waiting, rosters, policies)
def test_nobody_waits_beside_a_free_agent_after_the_time_to_look_again(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    """Whenever there could be an offer, the router has looked by then: between two looks nothing
    becomes possible, and it does not spin."""
    roster, lines, now = roster_of(agents, asked), lines_of(chats), NOW
    decision, looks = choose(lines, roster, now), [NOW]
    while decision.choice is None and decision.look_again_at is not None:
        assert decision.look_again_at > now, "it does not spin"
        now = decision.look_again_at
        looks.append(now)
        decision = choose(lines, roster, now)
    found_at = now if decision.choice is not None else None
    turns = {NOW + step for step in range(0, 4 * SPAN, 250)} | set(looks)
    for at in sorted(turns):
        possible = Plainly(chats, agents, Millis(at), asked).pair() is not None
        if possible:
            assert found_at is not None, f"nobody looks at {at}"
            assert found_at <= at, f"possible at {at}, looked at {found_at}"
            break
    else:
        assert found_at is None


@laws
@given(chats_waiting, rosters, policies)
def test_waiting_longer_only_widens_who_is_asked(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    at_rest = [a.but(pauses_until=Millis(0), by_rank=False) for a in agents]
    plain = [c.but(passed_by=None, preferred=None) for c in chats]
    for one in plain:
        able: set[AgentId] = set()
        for step in range(0, 3 * SPAN, 500):
            moment = Plainly(plain, at_rest, Millis(NOW + step), asked)
            now_able = {a.agent_id for a in at_rest if moment.against(a, one) is None}
            assert able <= now_able
            able = now_able


@given(needs, st.integers(0, 50_000))
def test_levels_fall_one_by_one_at_the_steps_and_not_below_the_least(
    need: Any, waited: int
) -> None:
    steps = [0, *need.steps]
    levels = [need.level_after(Duration(step)) for step in steps]
    assert levels == [need.level - fallen for fallen in range(len(steps))]
    passed = sum(step <= waited for step in steps)
    assert need.level_after(Duration(waited)) == levels[passed - 1]
    assert min(levels) >= min(need.least, need.level)


changes = st.lists(candidates | names | policies, max_size=14)


@laws
@given(changes, chats_waiting)
def test_a_roster_of_many_changes_is_one_of_the_last_of_them(
    steps: list[Candidate | str | dict[QueueId, QueuePolicy]], chats: Chats
) -> None:
    """Agents who come, change and go leave nothing behind, nor do policies."""
    roster, last, asked = Roster(), dict[AgentId, Candidate](), dict[QueueId, QueuePolicy]()
    for step in steps:
        if isinstance(step, Candidate):
            roster.put(step)
            last[step.agent_id] = step
        elif isinstance(step, dict):
            roster.adopt(step)
            asked = step
        else:
            roster.drop(AgentId(step))
            last.pop(AgentId(step), None)
        roster.wake(NOW)
    choice = choose(lines_of(chats), roster, NOW).choice
    shape = None if choice is None else (choice.chat.chat_id, choice.agent_id)
    assert shape == Plainly(chats, list(last.values()), NOW, asked).pair()


@laws
@given(chats_waiting, st.lists(st.integers(0, 20), max_size=12), rosters, policies)
def test_a_line_of_many_changes_is_one_of_the_last_of_them(
    chats: Chats, steps: list[int], agents: Agents, asked: Policies
) -> None:
    lines, there = lines_of(chats), {one.chat_id: one for one in chats}
    for step in steps:
        for line in lines.values():
            line.wake(Millis(NOW - SPAN + step * 500))
        if not chats:
            continue
        one = chats[step % len(chats)]
        if one.chat_id in there:
            lines[one.queue_id].take_out(one)
            del there[one.chat_id]
        else:
            lines.setdefault(one.queue_id, Line()).put(one)
            there[one.chat_id] = one
        lines = {queue_id: line for queue_id, line in lines.items() if len(line)}
    choice = choose(lines, roster_of(agents, asked), NOW).choice
    shape = None if choice is None else (choice.chat.chat_id, choice.agent_id)
    assert shape == Plainly(list(there.values()), agents, NOW, asked).pair()


@laws
@given(chats_waiting, rosters, policies)
def test_nobody_is_given_more_than_their_free_sessions(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    roster, lines = roster_of(agents, asked), lines_of(chats)
    given_to: dict[str, int] = {}
    while (choice := choose(lines, roster, NOW).choice) is not None:
        lines[choice.chat.queue_id].take_out(choice.chat)
        lines = {queue_id: line for queue_id, line in lines.items() if len(line)}
        chosen = roster.get(choice.agent_id)
        assert chosen is not None
        roster.put(chosen.but(free_sessions=chosen.free_sessions - 1, last_assigned_at=NOW))
        given_to[choice.agent_id] = given_to.get(choice.agent_id, 0) + 1
    for one in agents:
        assert given_to.get(one.agent_id, 0) <= one.free_sessions


@laws
@given(chats_waiting, rosters, policies)
def test_why_a_chat_waits_agrees_with_the_rules(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    plainly, lines, roster = (
        Plainly(chats, agents, NOW, asked),
        lines_of(chats),
        roster_of(agents, asked),
    )
    for one in chats:
        told = why(one, lines, roster, NOW)
        others = {
            a.agent_id: plainly.against(a, one)
            for a in agents
            if plainly.after(a, one) is not None and a.agent_id not in one.barred
        }
        assert len(others) <= NAMED_MAX
        assert {named.agent_id: named.against for named in told.named} == others
        assert told.agents == len(others) == told.free + sum(told.against.values())
        assert (told.kept_for is not None) == plainly.is_kept(one)
        assert all(change.at > NOW for change in told.changes)


@laws
@given(chats_waiting, rosters, policies)
def test_what_time_alone_changes_for_a_chat_is_announced(
    chats: Chats, agents: Agents, asked: Policies
) -> None:
    for one in chats:
        told = why(one, lines_of([one]), roster_of(agents, asked), NOW)
        turns = [change.at for change in told.changes]
        able = told.free > 0
        for at in sorted({*range(NOW, NOW + 2 * SPAN, 500), *turns}):
            moment = Plainly([one], agents, Millis(at), asked)
            now_able = any(moment.against(a, one) is None for a in agents)
            if now_able != able:
                assert any(turn <= at for turn in turns), f"a change at {at} was not announced"
