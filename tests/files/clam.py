"""A real clamd with signatures of our own: EICAR's, and nothing else. No mirror is asked."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = os.environ.get("CLAMD") or shutil.which("clamd") or "/usr/sbin/clamd"
STARTS_WITHIN_S = 60
STREAM_MAX = 2 << 20
FILE_MAX = 1 << 20


class Clam:
    """A scanner that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: subprocess.Popen[bytes] | None = None
        self.address = f"unix:{folder / 'clamd.sock'}"
        (folder / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"LocalSocket {folder / 'clamd.sock'}\n"
            f"DatabaseDirectory {folder}\n"
            f"TemporaryDirectory {folder}\n"
            f"StreamMaxLength {STREAM_MAX}\nMaxFileSize {FILE_MAX}\nMaxScanSize {FILE_MAX}\n"
            "AlertExceedsMax yes\nForeground yes\nFixStaleSocket yes\nMaxThreads 2\n"
        )
        self._user: str | None = None
        if os.getuid() == 0:
            self._user = "clamav" if _is_known("clamav") else "nobody"
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, self._user)

    def start(self) -> None:
        """Returns once it answers."""
        log = (self._folder / "clamd.log").open("wb")
        with log:
            self._running = subprocess.Popen(
                [CLAMD, "-c", str(self._folder / "clamd.conf")],
                stdout=log,
                stderr=log,
                user=self._user,
            )
        with socket.socket(socket.AF_UNIX) as caller:
            self._call(caller)

    def stop(self) -> None:
        """At once, as when the machine kills it; its socket stays behind."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(STARTS_WITHIN_S)
            self._running = None

    def _call(self, caller: socket.socket) -> None:
        """It has read its signatures when it answers. Its socket is bound before it listens, so a
        refusal means that it is not so far yet."""
        path = self.address.removeprefix("unix:")
        assert self._running is not None
        while True:
            with suppress(FileNotFoundError, ConnectionRefusedError):
                caller.connect(path)
                caller.sendall(b"zPING\0")
                assert caller.recv(64) == b"PONG\0"
                return
            with suppress(subprocess.TimeoutExpired):
                code = self._running.wait(0.05)
                said = (self._folder / "clamd.log").read_text(errors="replace")
                raise AssertionError(f"clamd ended with {code}: {said}")


def _is_known(user: str) -> bool:
    with suppress(KeyError):
        return pwd.getpwnam(user) is not None
    return False


@contextmanager
def clam() -> Iterator[Clam]:
    """In a short path: a socket's may have a hundred characters."""
    folder = Path(tempfile.mkdtemp(prefix="clam"))
    folder.chmod(0o755)
    there = Clam(folder)
    try:
        there.start()
        yield there
    finally:
        there.stop()
        shutil.rmtree(folder, ignore_errors=True)
