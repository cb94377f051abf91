"""A bucket of S3, served by rclone out of a folder."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RCLONE = str(Path(sys.executable).with_name("rclone"))
KEY, SECRET = "parlour", "not-a-secret-of-anybody"
STARTS_WITHIN_S = 30


class Bucket:
    """Can be stopped and started again; what was put into it stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "files-of-parlour").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._running: subprocess.Popen[bytes] | None = None
        self.url = "s3://files-of-parlour/house"
        self.environment = {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "eu-central-1",
            "AWS_ENDPOINT": f"http://127.0.0.1:{self.port}",
        }

    def start(self) -> None:
        self._running = subprocess.Popen(
            [
                *(RCLONE, "serve", "s3", str(self._folder)),
                *("--addr", f"127.0.0.1:{self.port}", "--auth-key", f"{KEY},{SECRET}"),
                *("--config", "", "--quiet"),
            ],
        )
        while True:
            with suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port), STARTS_WITHIN_S).close()
                return
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"rclone ended with {self._running.wait(0.05)}")

    def stop(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait(STARTS_WITHIN_S)
            self._running = None


@contextmanager
def bucket(folder: Path) -> Iterator[Bucket]:
    there = Bucket(folder)
    try:
        there.start()
        yield there
    finally:
        there.stop()
