"""The house's limits and bans, each with its reason beside it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

# ------------------------------------------------------------------ limits

FILE_LINES_MAX = 400  # what one reads in one sitting; a longer file has two subjects
VOCABULARY_LINES_MAX = 800  # a vocabulary belongs on one page, so that its words can be compared
FUNCTION_LINES_MAX = 70  # a screenful: the reader sees the whole
ARM_LINES_MAX = 8  # a flat match may be as long as its vocabulary, if each arm stays a glance
NESTING_MAX = 3  # deeper than that the reader keeps a stack
POSITIONAL_MAX = 4  # beyond it a call no longer says which is which; keyword-only ones are free
LINE_LENGTH_MAX = 100  # two files side by side

VOCABULARIES = (
    "*/events.py",
    "*/commands.py",
    "*/transitions.py",
    "*/frames.py",
    "web/*/messages*",
    "web/messages*",
)

# ------------------------------------------------------------------ bans


class Ban(NamedTuple):
    """Names that may not be used, by their full dotted path; one ending in a dot bans all below."""

    names: tuple[str, ...]
    instead: str
    allowed: Mapping[str, str] = {}  # path pattern → reason
    where: str = "*"


PORTS = "src/parlour/engine/ports.py"

BANS = (
    Ban(
        names=(
            "time.time",
            "time.time_ns",
            "time.monotonic",
            "time.monotonic_ns",
            "time.perf_counter",
            "time.perf_counter_ns",
            "datetime.datetime.now",
            "datetime.datetime.utcnow",
            "datetime.datetime.today",
            "datetime.date.today",
        ),
        instead=f"the clock of {PORTS}; in a rule the time arrives inside the command",
        allowed={
            PORTS: "the one clock",
            "bench/*": "it measures",
            "tests/crash/*": "real processes have real deadlines",
            "tests/e2e/*": "so have real browsers",
            "tests/outages/*": "and servers that are stopped for some seconds",
            "tests/simulation/*": "it tells how long a simulated century took",
        },
    ),
    Ban(
        names=("random.", "secrets.", "uuid.uuid1", "uuid.uuid4", "os.urandom"),
        instead=f"the chance and the ids of {PORTS}; in a rule the choice arrives in the command",
        allowed={
            PORTS: "the one source of chance and ids",
            "bench/*": "seeded load",
            "tests/crash/*": "seeded moments to kill at",
            "tests/database/*": "seeded remains of a power cut",
            "tests/ledger/test_power_cut.py": "seeded moments of the cut",
            "tests/hub/test_flipped_bytes.py": "seeded bytes to flip",
            "tests/test_cli_damage.py": "seeded bytes to flip",
            "tests/simulation/*": "seeded worlds",
        },
    ),
    Ban(
        names=("asyncio.sleep", "time.sleep", "anyio.sleep"),
        instead="the engine's timer, or in a test waiting for the event itself",
        allowed={
            "bench/*": "it paces its load",
            "tests/crash/*": "it polls processes that it does not own from within",
            "tests/e2e/*": "it polls a server that is starting",
            "tests/outages/*": "it polls such processes too, and stalls one",
            "src/parlour/proofs/prover.py": "it rests between two pieces of work",
        },
    ),
    Ban(
        names=("print",),
        instead="structlog, or typer.echo in the cli",
        allowed={"src/parlour/cli*": "its output is what it is for"},
        where="src/*",
    ),
    Ban(
        names=(
            "pytest.skip",
            "pytest.xfail",
            "pytest.importorskip",
            "pytest.mark.skip",
            "pytest.mark.skipif",
            "pytest.mark.xfail",
            "unittest.skip",
        ),
        instead="a test that runs, or none",
    ),
)

# Only what owns a task may catch everything: it logs the error and ends that task.
BROAD_EXCEPTS_ALLOWED: Mapping[str, str] = {
    "src/parlour/database/database.py::_write": "one write, whose error goes to who asked for it",
    "src/parlour/database/writer.py::_run": "the writer's thread, which ends the process with it",
    "src/parlour/engine/engine.py::_tell": "one observer's turn with what has become durable",
    "src/parlour/engine/ticker.py::beat": "one turn of the beat",
    "tests/simulation/virtual_time.py::_run_all": "a node's callback: what escapes it is a failure",
}

VAGUE_ERRORS = ("RuntimeError", "Exception", "BaseException")  # callers cannot tell them apart

# These words fit anything, so they say nothing; the field's own word does.
VAGUE_WORDS = frozenset(
    {"process", "handle", "manage", "manager", "managers", "service", "services"}
    | {"util", "utils", "helper", "helpers"}
)
VAGUE_WHOLE_NAMES = frozenset({"data", "info"})  # as a part they may name a wire format's field
FOREIGN_NAMES: Mapping[str, str] = {
    "handle_exit": "uvicorn",
    "handle_DATA": "aiosmtpd",
    "handle_starttag": "html.parser",
    "handle_websocket_upgrade": "uvicorn",
}

UNFINISHED = re.compile("|".join((r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b")))
