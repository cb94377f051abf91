"""Which chat goes to which agent, and why: scenarios, and laws against a plain reading of them."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.choose import POLICY, Choice, Decision, against, choose
from parlour.routing.estimate import expected_wait
from parlour.routing.explanation import NAMED_MAX, PassedOver
from parlour.routing.line import PASS_PAUSE, Candidate, WaitingChat
from parlour.routing.roster import Roster, turn_of

NOW = Millis(1_000_000)
SALES, HELP = QueueId("sales"), QueueId("help")


def agent(
    name: str,
    *,
    queues: Sequence[QueueId] = (SALES,),
    available: bool = True,
    absent: bool = False,
    free: int = 1,
    last: int | None = None,
    pauses_until: int = 0,
) -> Candidate:
    return Candidate(
        agent_id=AgentId(name),
        queues=dict.fromkeys(queues, 1),
        available=available,
        absent=absent,
        free_sessions=free,
        last_assigned_at=None if last is None else Millis(last),
        pauses_until=Millis(pauses_until),
    )


def chat(
    name: str,
    *,
    queue: QueueId = SALES,
    asked: int = 0,
    passed_by: str | None = None,
    passed_at: int = 0,
    barred: tuple[str, ...] = (),
) -> WaitingChat:
    return WaitingChat(
        chat_id=ChatId(name),
        queue_id=queue,
        requested_at=Millis(asked),
        passed_by=None if passed_by is None else AgentId(passed_by),
        passed_at=Millis(passed_at),
        barred=tuple(AgentId(one) for one in barred),
    )


def lines_of(chats: Sequence[WaitingChat]) -> dict[QueueId, list[WaitingChat]]:
    lines: dict[QueueId, list[WaitingChat]] = {}
    for one in sorted(chats, key=lambda one: (one.requested_at, one.chat_id)):
        lines.setdefault(one.queue_id, []).append(one)
    return lines


def decide(
    chats: Sequence[WaitingChat], agents: Sequence[Candidate], now: Millis = NOW
) -> Decision:
    roster = Roster()
    for one in agents:
        roster.put(one)
    return choose(lines_of(chats), roster, now)


def pair(chats: Sequence[WaitingChat], agents: Sequence[Candidate]) -> tuple[str, str] | None:
    choice = decide(chats, agents).choice
    return None if choice is None else (choice.chat.chat_id, choice.agent_id)


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
        (agent("bea", free=0), "full"),
        (agent("bea", pauses_until=NOW + 1), "pausing"),
        (agent("bea", pauses_until=NOW), None),
        (agent("bea"), None),
    ],
)
def test_what_speaks_against_an_agent(candidate: Candidate, reason: PassedOver | None) -> None:
    assert against(candidate, chat("a"), NOW) == reason
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


@pytest.mark.parametrize(
    ("waits", "position", "wait"),
    [([], 1, None), ([10, 20], 1, 15), ([10, 20], 3, 30), ([7], 2, 14)],
)
def test_the_expected_wait_grows_with_the_place(
    waits: list[int], position: int, wait: int | None
) -> None:
    assert expected_wait([Duration(one) for one in waits], position) == wait


# Laws

names = st.sampled_from(["bea", "cyd", "dan", "eve"])
queues = st.sampled_from([SALES, HELP])
near = st.integers(NOW - 10_000, NOW + 10_000)
candidates = st.builds(
    agent,
    names,
    queues=st.lists(queues, max_size=2, unique=True),
    available=st.booleans(),
    absent=st.booleans(),
    free=st.integers(0, 2),
    last=st.none() | st.integers(0, 5),
    pauses_until=st.just(0) | near,
)
rosters = st.lists(candidates, max_size=4, unique_by=lambda one: one.agent_id)
waiting = st.builds(
    chat,
    st.uuids().map(str),
    queue=queues,
    asked=st.integers(0, 5),
    passed_by=st.none() | names,
    passed_at=near.map(lambda at: min(at, NOW)),
    barred=st.lists(names, max_size=1).map(tuple),
)
chats_waiting = st.lists(waiting, max_size=6, unique_by=lambda one: one.chat_id)


def plainly(chats: Sequence[WaitingChat], agents: Sequence[Candidate]) -> tuple[str, str] | None:
    """The rules word for word: look at everybody for every chat."""
    for one in sorted(chats, key=lambda one: (one.requested_at, one.chat_id)):
        able = [a for a in agents if against(a, one, NOW) is None]
        others = [a for a in able if a.agent_id != one.passed_by]
        if able:
            return one.chat_id, min(others or able, key=turn_of).agent_id
    return None


@given(chats_waiting, rosters)
def test_the_choice_is_the_one_of_a_plain_reading(
    chats: list[WaitingChat], agents: list[Candidate]
) -> None:
    assert pair(chats, agents) == plainly(chats, agents)


@given(chats_waiting, rosters)
def test_the_explanation_is_complete(chats: list[WaitingChat], agents: list[Candidate]) -> None:
    choice = decide(chats, agents).choice
    if choice is None:
        return
    one, why = choice.chat, choice.explanation
    others = {
        a.agent_id: against(a, one, NOW)
        for a in agents
        if one.queue_id in a.queues
        and a.agent_id != choice.agent_id
        and a.agent_id not in one.barred
    }
    assert {named.agent_id: named.against for named in why.considered} == others
    assert why.others_free == sum(reason is None for reason in others.values())
    assert why.considered_more == 0


@given(chats_waiting, rosters, st.randoms(use_true_random=False))
def test_the_order_in_which_agents_came_on_duty_changes_nothing(
    chats: list[WaitingChat], agents: list[Candidate], chance: "st.DataObject"
) -> None:
    before = pair(chats, agents)
    chance.shuffle(agents)  # type: ignore[attr-defined]
    assert pair(chats, agents) == before


@given(chats_waiting, rosters)
def test_after_the_last_pause_there_is_a_choice_or_never_will_be(
    chats: list[WaitingChat], agents: list[Candidate]
) -> None:
    roster, lines, now = Roster(), lines_of(chats), NOW
    for one in agents:
        roster.put(one)
    decision = choose(lines, roster, now)
    for _ in range(20):
        if decision.choice is not None or decision.look_again_at is None:
            break
        assert decision.look_again_at > now, "it does not spin"
        now = decision.look_again_at
        decision = choose(lines, roster, now)
    able = [
        (one, a) for one in chats for a in agents if against(a, one, Millis(NOW + 10**6)) is None
    ]
    assert (decision.choice is not None) == bool(able)


changes = st.lists(candidates | names, max_size=12)


@settings(max_examples=60)
@given(changes, chats_waiting)
def test_a_roster_of_many_changes_is_one_of_the_last_of_them(
    steps: list[Candidate | str], chats: list[WaitingChat]
) -> None:
    """Agents who come, change and go leave nothing behind."""
    roster, last = Roster(), dict[AgentId, Candidate]()
    for step in steps:
        if isinstance(step, Candidate):
            roster.put(step)
            last[step.agent_id] = step
        else:
            roster.drop(AgentId(step))
            last.pop(AgentId(step), None)
        roster.wake(NOW)
    choice = choose(lines_of(chats), roster, NOW).choice
    assert shape(choice) == plainly(chats, list(last.values()))


def shape(choice: Choice | None) -> tuple[str, str] | None:
    return None if choice is None else (choice.chat.chat_id, choice.agent_id)


@given(chats_waiting, rosters)
def test_nobody_is_given_more_than_their_free_sessions(
    chats: list[WaitingChat], agents: list[Candidate]
) -> None:
    roster, lines = Roster(), lines_of(chats)
    for one in agents:
        roster.put(one)
    given_to: dict[str, int] = {}
    while (choice := choose(lines, roster, NOW).choice) is not None:
        lines[choice.chat.queue_id].remove(choice.chat)
        chosen = roster.get(choice.agent_id)
        assert chosen is not None
        roster.put(chosen.but(free_sessions=chosen.free_sessions - 1, last_assigned_at=NOW))
        given_to[choice.agent_id] = given_to.get(choice.agent_id, 0) + 1
    for one in agents:
        assert given_to.get(one.agent_id, 0) <= one.free_sessions
