"""The product's own check of a chat: nothing found in any walk, and as sharp as the law here."""

import pytest
from hypothesis import given

from parlour.chat.events import EVENT_CLASSES
from parlour.ids import Millis, StreamId, TxId
from parlour.ledger.protocol import Recorded
from parlour.ledger.verify.one_chat import ChatCheck
from tests.chat.law.book import complaints
from tests.chat.scenario import Scene
from tests.chat.situations import SITUATIONS
from tests.chat.test_laws import laws
from tests.chat.test_oracle import RICH
from tests.chat.walks import Cut, cuts, finish, walk

SEALED = "S11"
"""The seal of a released chat is the ledger's to fill in, and to check."""


def found_by_the_product(scene: Scene, left_out: int = -1) -> list[str]:
    """The codes of what is wrong, when the row at `left_out` was never written."""
    check = ChatCheck()
    placed: list[tuple[int, tuple[str, str]]] = []
    rows = [
        (event, at, row.tx)
        for index, ((event, at), row) in enumerate(zip(scene.log, scene.rows, strict=True))
        if index != left_out
    ]
    for seq, (event, at, tx) in enumerate(rows, start=1):
        row = Recorded(
            stream=StreamId("chat/chat"),
            seq=seq,
            position=seq,
            kind=next(k for k, c in EVENT_CLASSES.items() if c is type(event)),
            at=Millis(at),
            tx=TxId(str(tx)),
            event=event,
            prev_hash="",
            hash="",
        )
        placed.extend(check.take(row))
    placed.extend(check.close())
    return [f"{code} {sentence}" for _, (code, sentence) in placed if code != SEALED]


@laws
@given(cuts)
def test_the_products_check_finds_nothing_in_a_walk(path: list[Cut]) -> None:
    scene = list(walk(path))[-1].scene
    finish(scene)
    assert found_by_the_product(scene) == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_products_check_finds_nothing_in_a_chat_under_way(name: str) -> None:
    scene = Scene()
    for step in SITUATIONS[name]:
        scene.play(step)
    assert found_by_the_product(scene) == []


@pytest.mark.parametrize("story", RICH)
def test_both_miss_the_same_rows(story: str) -> None:
    scene = Scene()
    for step in RICH[story]:
        scene.play(step)
    for index, row in enumerate(scene.rows):
        missed = complaints(scene.rows[:index] + scene.rows[index + 1 :]) != []
        assert (found_by_the_product(scene, index) != []) == missed, row
