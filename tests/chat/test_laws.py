"""What holds on every walk through a chat, however odd."""

from collections import Counter

import msgspec
from hypothesis import given, settings

from parlour.chat.events import EVENT_CLASSES
from parlour.chat.evolve import replay
from parlour.chat.state import AGENTS_MAX, MONITORS_MAX, ChatState, Phase, initial
from parlour.chat.timing import due_at
from parlour.engine.ports import SeededRandom
from tests.chat.law.book import complaints
from tests.chat.scenario import Scene
from tests.chat.stage import server
from tests.chat.walks import CUTS, Cut, cuts, finish, walk

laws = settings(max_examples=60, deadline=None, derandomize=True)
"""Few walks, for they are long; the same ones each time, for a red test must stay red."""

CONTENT = {1, 2, 3, 38, 1001, 1003}
STATE_BYTES_MAX = 16_384


@laws
@given(cuts)
def test_every_ledger_obeys_the_law(path: list[Cut]) -> None:
    scene = last_of(path)
    assert complaints(scene.rows) == []
    finish(scene)
    assert complaints(scene.rows) == []


@laws
@given(cuts)
def test_a_ledger_read_again_gives_the_same_state(path: list[Cut]) -> None:
    scene = last_of(path)
    assert replay(initial, scene.log) == scene.state
    half = len(scene.log) // 2
    assert replay(replay(initial, scene.log[:half]), scene.log[half:]) == scene.state


GIVEN_UP_AT_ONCE = ({9, 18}, {10, 22})


@laws
@given(cuts)
def test_what_was_just_done_is_not_done_twice(path: list[Cut]) -> None:
    """Posts and invitations that came to nothing at once apart: those are told from their
    repetition by their command's number, outside."""
    for going in walk(path):
        if going.last is None:
            continue
        again = going.scene.copy()
        turn = again.carry_out(going.last)
        kinds = {row.kind for row in again.rows[len(going.scene.rows) :]}
        assert kinds <= CONTENT or kinds in GIVEN_UP_AT_ONCE, turn


@laws
@given(cuts)
def test_time_alone_does_something_when_it_is_due_and_nothing_before(path: list[Cut]) -> None:
    for going in walk(path):
        scene = going.scene
        due = due_at(scene.state)
        if due is None:
            assert not time_passes(scene, 10**10)
            continue
        wait = max(0, due - scene.at)
        if wait > 0:
            assert not time_passes(scene, wait - 1)
        assert time_passes(scene, wait)


@laws
@given(cuts)
def test_every_chat_can_be_finished_by_time_alone(path: list[Cut]) -> None:
    for going in walk(path):
        scene = going.scene.copy()
        finish(scene)
        assert scene.state.phase in (Phase.NEW, Phase.RELEASED)


@laws
@given(cuts)
def test_what_a_chat_remembers_stays_small(path: list[Cut]) -> None:
    steps = list(walk(path))
    for going in steps:
        state = going.scene.state
        assert agents_in(state) <= AGENTS_MAX
        assert len(state.monitor_ids) <= MONITORS_MAX
        assert len(msgspec.json.encode(state)) < STATE_BYTES_MAX
    last = steps[-1].scene
    finish(last)
    assert not leftovers(last.state)


WALKS = 1_000
"""The rarest kind (15) comes about in one of some two hundred."""


def test_the_walks_see_every_kind_and_every_phase() -> None:
    """Else they would prove little. Drawn evenly: Hypothesis prefers numbers that stand in the
    code, and which of it is loaded depends on the other tests."""
    chance = SeededRandom(15)
    kinds: Counter[int] = Counter()
    for _ in range(WALKS):
        length = int(chance.uniform(20, 51))
        scene = last_of([int(chance.uniform(0, CUTS)) for _ in range(length)])
        finish(scene)
        kinds.update(row.kind for row in scene.rows)
    assert set(kinds) == set(EVENT_CLASSES), set(EVENT_CLASSES) - set(kinds)


def last_of(path: list[Cut]) -> Scene:
    return list(walk(path))[-1].scene


def time_passes(scene: Scene, millis: int) -> bool:
    turn = scene.copy().play(server.lets_time_pass(millis / 1000))
    return bool(turn.events)


def agents_in(state: ChatState) -> int:
    return len(state.participants) + len(state.invitations)


def leftovers(state: ChatState) -> list[object]:
    """What a released chat still holds open."""
    return [
        *state.participants,
        *state.invitations,
        *state.monitor_ids,
        *state.absences,
        *state.lost,
        *filter(None, (state.offer, state.lead_id, state.cobrowse, state.wrap_up_until)),
    ]
