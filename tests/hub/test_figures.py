"""The figures of the floor against a naive count over the same turns."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from parlour.agents.state import AgentState, Hold, SessionHold
from parlour.hub import figures as module
from parlour.hub.figures import ABANDONED, MINUTE, MINUTES_KEPT, RECENT, Figures
from parlour.hub.staffing import Sessions, Staffing, sessions_of
from parlour.hub.tally import Tally, class_of, longest_in, together
from parlour.hub.turns import Turn
from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId

QUEUES = (QueueId("sales"), QueueId("help"))
THRESHOLD = Duration(60_000)
DAY = 24 * 60 * MINUTE
START = 20_000 * DAY + DAY // 2
CAUSES = ("canceled", "lost", "queue_timeout", "deflected", "refused_hours", "agent", "end_user")

Step = tuple[int, int, int, int]
"""Milliseconds that pass, the chat, what happens, and which queue or cause."""
steps = st.lists(
    st.tuples(st.integers(0, 45 * MINUTE), st.integers(0, 5), st.integers(0, 3), st.integers(0, 6)),
    max_size=60,
)


class Wait(NamedTuple):
    queue_id: QueueId
    began: int
    ended: int | None
    how: str


def story(told: Sequence[Step]) -> list[Turn]:
    """Turns that a ledger could hold: a chat waits, is answered, requeued, over, released."""
    turns: list[Turn] = []
    at, stage, life = START, dict[int, str](), dict[int, int]()
    for passed, chat, what, which in told:
        at += passed
        chat_id = ChatId(f"c{chat}-{life.get(chat, 0)}")
        now = stage.get(chat, "new")
        turn = Turn(at=Millis(at), chat_id=chat_id, what="waits", queue_id=QUEUES[which % 2])
        if now == "new" or (now == "engaged" and what == 0):
            stage[chat] = "waiting"
            turns += [turn, turn] if which == 6 else [turn]
        elif now == "waiting" and what <= 1:
            stage[chat] = "engaged"
            turns.append(Turn(at=Millis(at), chat_id=chat_id, what="answered"))
        elif now == "over":
            stage[chat], life[chat] = "new", life.get(chat, 0) + 1
            turns.append(Turn(at=Millis(at), chat_id=chat_id, what="released"))
        elif what == 1:
            turns.append(Turn(at=Millis(at), chat_id=chat_id, what="answered"))
        else:
            stage[chat] = "over"
            turns.append(Turn(at=Millis(at), chat_id=chat_id, what="over", cause=CAUSES[which]))
    return turns


def waits_of(turns: Sequence[Turn]) -> tuple[list[Wait], list[Wait]]:
    """All waits, and all stretches with an agent, counted chat by chat."""
    waits: list[Wait] = []
    talks: list[Wait] = []
    for chat_id in dict.fromkeys(turn.chat_id for turn in turns):
        waited, talked = told_of([turn for turn in turns if turn.chat_id == chat_id])
        waits += waited
        talks += talked
    return waits, talks


def told_of(turns: Sequence[Turn]) -> tuple[list[Wait], list[Wait]]:
    """Of one chat: each change of what it does closes what it did before."""
    done: tuple[list[Wait], list[Wait]] = ([], [])
    queue_id, doing, since = QUEUES[0], -1, 0
    for turn in turns:
        next_ = {"waits": 0, "answered": 1, "over": -1, "released": -1}[turn.what]
        if next_ == doing:
            continue
        if doing >= 0:
            how = turn.cause if turn.what == "over" else turn.what
            done[doing].append(Wait(queue_id, since, turn.at, how))
        doing, since = next_, turn.at
        queue_id = turn.queue_id or queue_id
    if doing >= 0:
        done[doing].append(Wait(queue_id, since, None, ""))
    return done


def figures() -> Figures:
    return Figures(lambda _queue, at: at // DAY, lambda _queue: THRESHOLD)


def counts(tally: Tally) -> dict[str, object]:
    return {name: getattr(tally, name) for name in Tally.__slots__ if name != "released"}


def naive(waits: Sequence[Wait], since: int, until: int) -> Tally:
    tally = Tally()
    for wait in waits:
        if wait.ended is None or not since <= wait.ended < until:
            continue
        lasted = Duration(wait.ended - wait.began)
        if wait.how == "answered":
            tally.count_answer(lasted, in_time=lasted <= THRESHOLD)
        if wait.how in ABANDONED:
            tally.count_abandoned(late=lasted > THRESHOLD, canceled=wait.how == "canceled")
        tally.deflected += wait.how == "deflected"
        tally.refused += wait.how.startswith("refused")
    return tally


@given(steps, st.integers(0, 3 * MINUTE))
def test_the_counts_of_day_and_half_hour_are_those_of_a_naive_count(
    told: list[Step], passed: int
) -> None:
    turns = story(told)
    now = (turns[-1].at if turns else START) + passed
    kept = figures()
    for turn in turns:
        kept.note(turn)
    kept.advance(Millis(now))
    waits, _ = waits_of(turns)
    since = (now // MINUTE - RECENT + 1) * MINUTE
    for queue_id in QUEUES:
        own = [wait for wait in waits if wait.queue_id == queue_id]
        assert counts(kept.today(queue_id)) == counts(naive(own, now // DAY * DAY, now + 1))
        assert counts(kept.recent(queue_id)) == counts(naive(own, since, now + 1))


@given(steps)
def test_each_minute_tells_who_waited_and_who_talked_at_its_end(told: list[Step]) -> None:
    turns = story(told)
    now = (turns[-1].at if turns else START) + MINUTE
    kept = figures()
    for turn in turns:
        kept.note(turn)
    kept.advance(Millis(now))
    waits, talks = waits_of(turns)
    assert len(kept.minutes) <= MINUTES_KEPT
    begins = [minute.begins for minute in kept.minutes]
    assert begins == list(range(now // MINUTE - len(begins), now // MINUTE))
    for minute in kept.minutes:
        ends = (minute.begins + 1) * MINUTE
        open_waits = [w.began for w in waits if w.began < ends <= (w.ended or ends)]
        open_talks = [t for t in talks if t.began < ends <= (t.ended or ends)]
        assert minute.total.waiting == len(open_waits)
        assert minute.total.longest == ends - min(open_waits, default=ends)
        assert minute.total.engaged == len(open_talks)
        assert counts(minute.total.tally) == counts(naive(waits, ends - MINUTE, ends))
        for name in ("waiting", "engaged"):
            parts = sum(getattr(cell, name) for cell in minute.cells.values())
            assert parts == getattr(minute.total, name)


@given(steps)
def test_nothing_is_kept_of_chats_that_are_released(told: list[Step]) -> None:
    turns = story(told)
    kept = figures()
    for turn in turns:
        kept.note(turn)
    gone = {turn.chat_id for turn in turns if turn.what == "released"}
    assert not gone & kept.courses.keys()
    assert len(kept.courses) == len({turn.chat_id for turn in turns} - gone)


@given(st.lists(st.integers(0, 3 * DAY), min_size=1), st.sampled_from((0.5, 0.9, 1.0)))
def test_a_percentile_is_too_long_by_a_second_or_a_twentieth_at_most(
    waited: list[int], share: float
) -> None:
    tally = Tally()
    for one in waited:
        tally.count_answer(Duration(one), in_time=False)
    exact = sorted(waited)[ceil(share * len(waited)) - 1]
    told = tally.percentile(share)
    assert told is not None
    assert exact <= told <= max(exact + 1000, exact * 1.05 + 1050)
    assert tally.average == round(sum(waited) / len(waited))


@given(st.integers(0, 10 * DAY))
def test_a_wait_is_no_longer_than_its_class_and_longer_than_the_one_before(waited: int) -> None:
    length = class_of(Duration(waited))
    assert waited <= longest_in(length) or waited % 1000
    assert length == 0 or waited > longest_in(length - 1) - 1000


def test_nothing_waited_has_no_average() -> None:
    assert (Tally().average, Tally().percentile(0.5)) == (None, None)
    assert counts(together([])) == counts(Tally())


def test_too_many_queues_keep_the_sums_of_old_minutes_only() -> None:
    kept = figures()
    before, module.CELLS_MAX = module.CELLS_MAX, 40
    try:
        for minute in range(30):
            for queue in range(4):
                at = Millis(START + minute * MINUTE)
                chat = ChatId(f"c{minute}-{queue}")
                queue_id = QueueId(f"q{queue}")
                kept.note(Turn(at=at, chat_id=chat, what="waits", queue_id=queue_id))
                kept.note(Turn(at=at, chat_id=chat, what="over", cause="canceled"))
        kept.advance(Millis(START + 30 * MINUTE))
    finally:
        module.CELLS_MAX = before
    assert sum(len(minute.cells) for minute in kept.minutes) == 40
    assert [minute.total.tally.abandoned for minute in kept.minutes][-30:] == [4] * 30


def test_recently_is_the_running_minute_and_the_29_before_it() -> None:
    kept = figures()
    kept.note(Turn(at=Millis(START), chat_id=ChatId("c"), what="waits", queue_id=QUEUES[0]))
    kept.note(Turn(at=Millis(START), chat_id=ChatId("c"), what="answered"))
    kept.advance(Millis(START + 30 * MINUTE - 1))
    assert kept.recent(QUEUES[0]).answered == 1
    kept.advance(Millis(START + 30 * MINUTE))
    assert kept.recent(QUEUES[0]).answered == 0
    assert kept.today(QUEUES[0]).answered == 1


# Occupancy

spells = st.lists(
    st.tuples(st.integers(0, 20 * MINUTE), st.integers(0, 2), st.integers(0, 4), st.booleans()),
    max_size=40,
)


def log_in(agent: int, busy: int, available: bool) -> AgentState:
    holds = tuple(SessionHold(chat_id=ChatId(f"c{n}"), hold=Hold.OCCUPIED) for n in range(busy))
    return AgentState(
        on_duty=True,
        agent_id=AgentId(f"a{agent}"),
        status_type="available" if available else "unavailable",
        max_sessions=3,
        holds=holds,
    )


@given(spells)
def test_session_time_adds_up_to_that_of_a_naive_count(
    told: list[tuple[int, int, int, bool]],
) -> None:
    staffing, at = Staffing(), START
    held: dict[int, Sessions] = {}
    spent: dict[int, list[int]] = {}
    staffing.advance(Millis(at))
    for passed, agent, busy, available in told:
        for second in range(at // 1000, (at + passed) // 1000):
            minute = spent.setdefault(second * 1000 // MINUTE, [0, 0])
            minute[0] += 1000 * sum(one.busy for one in held.values())
            minute[1] += 1000 * sum(one.capacity for one in held.values())
        at += passed // 1000 * 1000
        state = log_in(agent, busy, available)
        staffing.note(Millis(at), AgentId(f"a{agent}"), state)
        held[agent] = sessions_of(state)
    staffing.advance(Millis(at))
    for begins, piece in staffing.minutes().items():
        assert [piece.busy, piece.capacity] == spent.get(begins, [0, 0])


def test_occupancy_is_the_share_of_session_time_in_use() -> None:
    staffing, ada = Staffing(), AgentId("a0")
    staffing.note(Millis(START), ada, log_in(0, 0, True))
    staffing.note(Millis(START + 5 * MINUTE), ada, log_in(0, 3, True))
    assert staffing.occupancy(ada, Millis(START + 10 * MINUTE)) == 0.5
    staffing.note(Millis(START + 10 * MINUTE), ada, log_in(0, 0, False))
    assert staffing.occupancy(ada, Millis(START + 15 * MINUTE)) == 0.5
    staffing.note(Millis(START + 15 * MINUTE), ada, AgentState())
    assert staffing.occupancy(ada, Millis(START + 15 * MINUTE)) is None


def test_whoever_takes_no_chats_has_no_free_sessions() -> None:
    assert sessions_of(log_in(0, 1, False)) == (1, 1)
    assert sessions_of(log_in(0, 1, True)) == (1, 3)
    assert sessions_of(log_in(0, 4, True)) == (4, 4)
