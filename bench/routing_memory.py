"""How much memory the router's index takes: `python -m bench.routing_memory` is a fresh process
that fills one with 15,000 agents, 5,000 queues and 500,000 waiting chats, and says so.

As in the server every id is a string of its own, 34 characters long, and each agent has their own
skills; chats, profiles and ledger rows that the server holds besides are not counted here.
"""

import gc
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from time import thread_time_ns

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.choose import choose
from parlour.routing.line import Candidate, WaitingChat
from parlour.routing.policy import Need, policy_of
from parlour.routing.roster import Roster
from parlour.routing.waiting_line import Line

AGENTS, QUEUES, CHATS = 15_000, 5_000, 500_000
NOW = Millis(1_700_000_000_000)


def run() -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    said = subprocess.run(
        [sys.executable, "-m", "bench.routing_memory"], check=True, capture_output=True, text=True
    ).stdout
    told = json.loads(said)
    return [
        ("arrangement", f"{AGENTS:,} agents, {QUEUES:,} queues, {CHATS:,} chats waiting"),
        ("memory of the process", f"{told['full'] / 2**20:,.0f} MiB"),
        ("of that, before anything was in it", f"{told['empty'] / 2**20:,.0f} MiB"),
        ("one decision", f"{told['decision_ns'] / 1e6:.2f} ms"),
    ]


def fill() -> tuple[dict[QueueId, Line], Roster]:
    chance = random.Random(1)
    queues = [QueueId(f"q_{number:032}") for number in range(QUEUES)]
    need = (Need(skill_id="de", level=3, least=1, relax_every=Duration(30_000)),)
    roster = Roster({queue_id: policy_of(needs=need) for queue_id in queues})
    for number in range(AGENTS):
        roster.put(
            Candidate(
                agent_id=AgentId(f"a_{number:032}"),
                queues=dict.fromkeys(chance.sample(queues, 3), 1),
                available=True,
                absent=False,
                free_sessions=chance.randint(0, 1),
                last_assigned_at=Millis(NOW - number),
                skills={"de": chance.randint(1, 5), "tax": chance.randint(1, 5)},
            )
        )
    lines = {queue_id: Line() for queue_id in queues}
    for number in range(CHATS):
        asked = Millis(NOW - CHATS + number)
        queue_id = chance.choice(queues)
        lines[queue_id].put(
            WaitingChat(
                chat_id=ChatId(f"c_{number:032}"),
                queue_id=queue_id,
                requested_at=asked,
                queued_at=asked,
            )
        )
    return lines, roster


def resident() -> int:
    """Bytes (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    empty = resident()
    filled, agents_on_duty = fill()
    gc.collect()
    full, start = resident(), thread_time_ns()
    choose(filled, agents_on_duty, NOW)
    took = thread_time_ns() - start
    print(json.dumps({"empty": empty, "full": full, "decision_ns": took}))
