"""A server that is killed at the n-th step of an upload: `python -m tests.files.dying FOLDER N`.

Exit code 0: there are not so many steps. A step is a call of the book, the store or the messenger;
it dies before or after.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.web.live import live


class Fatal:
    """Stands before a part of the custody, and counts its calls: each is two moments to die."""

    def __init__(self, part: Any, moment: Callable[[], None]) -> None:
        self._part = part
        self._moment = moment

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if not asyncio.iscoroutinefunction(found):
            return found

        async def called(*given: Any) -> Any:
            self._moment()
            result = await found(*given)
            self._moment()
            return result

        return called


class Countdown:
    """Kills the process at zero."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


async def upload(folder: Path, number: int) -> None:
    async with live(folder) as there:
        _, _, chat = await there.talking()
        moment = Countdown(number)
        custody: Any = there.files.custody
        for part in ("_book", "store", "_messenger"):
            setattr(custody, part, Fatal(getattr(custody, part), moment))
        path = f"/api/v1/sites/shop/chats/{chat}/uploads/upload-1"
        sent = await there.browser("ann").post(path, params={"name": "a.txt"}, content=b"hello")
        assert sent.status_code == 200, sent.text
        moment.left = -1


if __name__ == "__main__":
    asyncio.run(upload(Path(sys.argv[1]), int(sys.argv[2])))
