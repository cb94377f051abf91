"""Every situation × everything that can be asked: what comes of it, as a table.

The table is cells.txt: under each deed the outcomes (the kinds of the rows, a refusal's code, or
`nothing`), and after each the situations in which it is so. A change of behaviour is a change of
that file, made by hand and weighed against the law.
"""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from parlour.chat.commands import AnyChatCommand
from parlour.chat.events import kind_of
from parlour.chat.refusals import RefusalCode
from tests.chat.cast import Step
from tests.chat.deeds import DEEDS
from tests.chat.law.book import complaints
from tests.chat.scenario import Scene
from tests.chat.situations import SITUATIONS

CELLS = Path(__file__).with_name("cells.txt")


def table() -> dict[str, dict[str, str]]:
    """Outcome by situation by deed; a situation named twice under a deed is an error."""
    found: dict[str, dict[str, str]] = {}
    for block in CELLS.read_text().strip().split("\n\n"):
        deed, *rest = block.splitlines()
        cells = found.setdefault(deed, {})
        for line in unwrapped(rest):
            outcome, _, names = line.partition(": ")
            for name in names.split("; "):
                assert name not in cells, f"{deed}: {name} twice"
                cells[name] = outcome
    return found


def unwrapped(lines: list[str]) -> list[str]:
    """Lines indented twice go on with the line above."""
    joined: list[str] = []
    for line in lines:
        if line.startswith(" " * 8):
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line.strip())
    return joined


@cache
def situation(name: str) -> Scene:
    """A chat in this situation; nobody may go on with it."""
    scene = Scene()
    for step in SITUATIONS[name]:
        assert scene.play(step).refused is None
    return scene


def outcome(name: str, step: Step) -> str:
    scene = situation(name).copy()
    turn = scene.play(step)
    assert complaints(scene.rows) == []
    return turn.refused or " ".join(str(kind_of(event)) for event in turn.events) or "nothing"


def test_the_table_has_every_cell() -> None:
    cells = table()
    assert list(cells) == list(DEEDS)
    for deed, outcomes in cells.items():
        assert set(outcomes) == set(SITUATIONS), deed


@pytest.mark.parametrize("deed", DEEDS)
def test_what_comes_of_it(deed: str) -> None:
    expected = table()[deed]
    found = {name: outcome(name, DEEDS[deed]) for name in SITUATIONS}
    assert found == expected


def test_every_command_is_among_the_deeds() -> None:
    scene = Scene()
    asked = {type(step.ask(scene)) for step in DEEDS.values()}
    assert asked == set(get_args(AnyChatCommand))


def test_every_refusal_of_the_core_is_met_somewhere() -> None:
    """The others are codes of the outer rooms, or of a switch that the situations have one way."""
    met = {cell for cells in table().values() for cell in cells.values()}
    elsewhere = {
        "decline_not_allowed",
        "posts_not_allowed_yet",
        "uploads_off",
        "chat_full",
        "no_free_session",
        "not_on_duty",
        "already_on_duty",
        "too_many_chats",
        "chat_too_long",
        "not_allowed",
        "unknown_text",
        "unsafe_address",
        "sign_in_required",
    }
    assert set(get_args(RefusalCode)) - elsewhere <= met
