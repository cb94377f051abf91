"""The house style that no linter knows, held by reading the syntax trees.

The limits and bans stand in tidy/house.py. All complaints come in one list. Then each rule is
fed a source that it must refuse, so that a rule that has gone blind is noticed.
"""

import pytest

from tests.tidy.rules import RULES
from tests.tidy.source import Source, sources


def test_the_house_is_tidy() -> None:
    found = [complaint for source in sources() for complaint in complaints(source)]
    if found:
        pytest.fail("\n".join([f"{len(found)} untidy places:", *found]), pytrace=False)


def complaints(source: Source) -> list[str]:
    found = {complaint for rule in RULES for complaint in rule(source)}
    return [f"{source.path}:{line}: {sentence}" for line, sentence in sorted(found)]


ROOM = "src/parlour/room/door.py"
DEEP = "if a:\n for b in c:\n  with d:\n   while e:\n    pass\n"
LONG_BODY = "    b = 1\n" * 70
LONG_ARM = "            b = 1\n" * 69


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("a = 1\n" * 401, "401 lines, at most 400", id="a long file"),
        pytest.param("a = " + "1" * 97, "101 columns, at most 100", id="a long line"),
        pytest.param(f"def a():\n{LONG_BODY}", "71 lines, at most 70", id="a long function"),
        pytest.param(
            f"def a(b):\n    match b:\n        case 1:\n{LONG_ARM}",
            "72 lines, at most 70",
            id="a long function that is a match with a long arm",
        ),
        pytest.param(DEEP, ":4: nested deeper", id="deep nesting"),
        pytest.param(
            "match a:\n case 1:\n  if b:\n   if c:\n    if d:\n     pass\n",
            ":5: nested deeper",
            id="deep nesting in a match",
        ),
        pytest.param("def a(b, c, d, e, f): ...", "5 positional", id="many positional arguments"),
        pytest.param("import time\ntime.time()", "time.time is banned", id="a clock"),
        pytest.param("import time as t\nt.monotonic()", "time.monotonic is", id="a renamed clock"),
        pytest.param(
            "from datetime import UTC, datetime\ndatetime.now(UTC)",
            "datetime.datetime.now is banned",
            id="a calendar",
        ),
        pytest.param("import random\nrandom.choice([1])", "random.choice is", id="chance"),
        pytest.param("from secrets import token_hex\ntoken_hex()", "token_hex is", id="a secret"),
        pytest.param(
            "from uuid import uuid4\na = [uuid4]", "uuid4 is banned", id="an id, uncalled"
        ),
        pytest.param("import asyncio\nasyncio.sleep(1)", "asyncio.sleep is", id="a sleep"),
        pytest.param("print(1)", "print is banned", id="a print"),
        pytest.param("import pytest\n@pytest.mark.skip\ndef a(): ...", "skip is", id="a skip"),
        pytest.param("try:\n a\nexcept:\n b", "catches everything", id="a bare except"),
        pytest.param(
            "def a():\n try:\n  b\n except (KeyError, Exception):\n  c",
            "catches everything",
            id="a broad except",
        ),
        pytest.param("raise RuntimeError('no')", "raises RuntimeError", id="a vague error"),
        pytest.param("raise Exception", "raises Exception", id="a vague error, uncalled"),
        pytest.param("def handle_post(): ...", "handle fits anything", id="a vague function"),
        pytest.param("class ChatManager: ...", "manager fits anything", id="a vague class"),
        pytest.param("class Data: ...", "Data says nothing", id="a vague whole name"),
        pytest.param("# TO" + "DO: later", "unfinished", id="an unfinished place"),
    ],
)
def test_an_untidy_source_is_refused(text: str, sentence: str) -> None:
    found = complaints(Source(ROOM, text))
    assert len(found) == 1, found
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("src/parlour/chat/events.py", "a = 1\n" * 800, id="a vocabulary of 800 lines"),
        pytest.param("src/parlour/engine/ports.py", "import time\ntime.time()", id="the one clock"),
        pytest.param("src/parlour/cli.py", "print(1)", id="the cli prints"),
        pytest.param("tests/chat/test_a.py", "print(1)", id="a test prints"),
        pytest.param("tests/a.py", "def test_a_killed_process(): ...", id="a test is a sentence"),
        pytest.param(ROOM, "def a(random):\n    random.choice()", id="an argument named random"),
        pytest.param(ROOM, "def a(self, b, c, d, e, *, f): ...", id="four arguments and more"),
        pytest.param(
            ROOM,
            "if a:\n b\nelif c:\n d\nelif e:\n f\nelif g:\n h\nelse:\n i\n",
            id="an elif stands beside its if",
        ),
        pytest.param(
            ROOM,
            "def a(b):\n    match b:\n" + "        case 1:\n            return 2\n" * 99,
            id="a long flat match",
        ),
        pytest.param(
            ROOM,
            'def a():\n    """\n' + "    b\n" * 90 + '    """\n',
            id="a long docstring is no code",
        ),
    ],
)
def test_a_tidy_source_passes(path: str, text: str) -> None:
    assert complaints(Source(path, text)) == []


def test_client_sources_are_held_to_the_same_length() -> None:
    assert complaints(Source("web/desk/a.ts", "a\n" * 401)) != []
    assert complaints(Source("web/desk/messages/en.ts", "a\n" * 800)) == []


def test_it_looks_at_itself() -> None:
    assert "tests/test_tidy.py" in {source.path for source in sources()}
