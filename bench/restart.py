"""From the start of a server that was killed to its first acknowledgement.

The folder holds open chats that have to be taken up. Beside it the part that no server can do
without: starting Python and loading the modules.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import aiohttp

from bench.pairs import come_back, end_user_socket
from bench.started import started

SERVER = "bench.server_under_load"
CHATS = 300
POSTS_EACH = 3
ROUNDS = 3


async def run() -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    with tempfile.TemporaryDirectory(prefix="parlour-bench-") as name:
        folder = Path(name)
        token, chat = await fill(folder)
        took = [await first_ack(folder, token, chat, number) for number in range(ROUNDS)]
    loading = [load_modules() for _ in range(ROUNDS)]
    return [
        (f"restart with {CHATS} open chats to the first ack", f"{median(took):.2f} s"),
        ("of this, Python and the modules alone", f"{median(loading):.2f} s"),
    ]


async def fill(folder: Path) -> tuple[str, str]:
    """Open chats, then a kill; token and chat of one of the end-users."""
    token = chat = ""
    with started(SERVER, folder) as server:
        for number in range(CHATS):
            end_user = await end_user_socket(server, number)
            end_user.say("request_chat", name="Load", question="A question")
            token, chat = end_user.token, (await end_user.wait_for("ack"))["chat"]
            for _ in range(POSTS_EACH):
                end_user.say("post", chat=chat, text="Still waiting.")
                await end_user.wait_for("ack")
        os.kill(server.pid, signal.SIGKILL)
    return token, chat


async def first_ack(folder: Path, token: str, chat: str, number: int) -> float:
    """Seconds from the start of the process to the ack of a post; then it is killed again."""
    began = time.perf_counter()
    with started(SERVER, folder) as server:
        async with aiohttp.ClientSession() as http:
            end_user = await come_back(server, http, token, f"back{number}")
        end_user.say("post", chat=chat, text="And now?")
        await end_user.wait_for("ack")
        took = time.perf_counter() - began
        os.kill(server.pid, signal.SIGKILL)
    return took


def load_modules() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import bench.server_under_load"], check=True)
    return time.perf_counter() - began
