"""Servers that the bench starts, each in a folder and process of its own, and ends by its id."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


class Started:
    """A running server: what it said of itself, and what it has used."""

    def __init__(self, server: subprocess.Popen[str], said: dict[str, Any]) -> None:
        self.said = said
        self.port: int = said["port"]
        self._usage = Path(f"/proc/{server.pid}")
        self.pid = server.pid

    def cpu_s(self) -> float:
        """CPU seconds used so far, all threads, in user and system mode (proc(5), stat)."""
        fields = (self._usage / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_bytes(self) -> int:
        """Resident memory (proc(5), statm)."""
        pages = int((self._usage / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def peak_rss_bytes(self) -> int:
        """The most memory it ever had (proc(5), status)."""
        status = (self._usage / "status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@contextmanager
def started(module: str, folder: Path | None = None, *more: str) -> Iterator[Started]:
    """`python -m module FOLDER …` (a fresh folder, if none is given), ready when it has printed its
    line. Whoever kills it meanwhile does not disturb."""
    with tempfile.TemporaryDirectory(prefix="parlour-bench-") as fresh:
        server = subprocess.Popen(
            [sys.executable, "-m", module, str(folder or fresh), *more],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        try:
            assert server.stdout is not None
            said = json.loads(server.stdout.readline())
            threading.Thread(target=pass_on, args=(server.stdout,), daemon=True).start()
            yield Started(server, said)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(timeout=40)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def pass_on(complaints: IO[str]) -> None:
    """What the server logs, to be seen; unread, it would fill the pipe and hold the server up."""
    with complaints:
        for line in complaints:
            sys.stderr.write(line)
