"""One seed makes everything: the same in every process, and another for every seed."""

import os
import subprocess
import sys

HOURS = "1.5"


def trace_of(seed: str, hash_seed: str) -> str:
    """The line of a run in a process of its own that tells the hash of its trace."""
    command = [sys.executable, "-m", "tests.simulation", "--hours", HOURS, "--nodes", "2"]
    done = subprocess.run(
        [*command, "--seed", seed],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(line for line in done.stdout.splitlines() if line.startswith("trace "))


def test_a_seed_leaves_the_same_trace_in_every_process() -> None:
    assert trace_of("3", "1") == trace_of("3", "2")


def test_another_seed_leaves_another_trace() -> None:
    assert trace_of("3", "1") != trace_of("4", "1")
