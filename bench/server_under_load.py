"""The real server over a folder of its own, for the load generator: `python -m … FOLDER`.

Everything as shipped but one thing: the flood limit of a connection (30 frames a second), which a
closed loop is meant to exceed. Prints one JSON line: the port and a sign-in link for each agent.
"""

import asyncio
import json
import sys
from pathlib import Path

import structlog

from parlour.directory.records import BUILT_IN_STATUSES, Agent, Profile, Queue, Site
from parlour.ids import AgentId, QueueId, SiteId
from parlour.main import ServerOptions, opened
from parlour.web.limits import SocketLimits
from parlour.web.server import new_event_loop

AGENTS = 40
SESSIONS_EACH = 50
QUEUE, SITE = QueueId("load"), SiteId("load")


async def run(folder: Path) -> None:
    limits = SocketLimits(frames_burst=1_000_000, frames_per_s=1_000_000)
    options = ServerOptions(folder=folder, port=0, socket_limits=limits)
    async with opened(options) as parlour:
        for record in records():
            await parlour.put(record, by="bench")
        links = [parlour.accounts.links.issue(AgentId(f"a{n}")) for n in range(AGENTS)]

        def started(port: int) -> None:
            sys.stdout.write(json.dumps({"port": port, "links": links}) + "\n")
            sys.stdout.flush()

        await parlour.serve(started, asyncio.Event())


def records() -> list[Site | Queue | Profile | Agent]:
    profile = Profile(profile_id="p", name="Agents", queues={QUEUE: 1}, max_sessions=SESSIONS_EACH)
    agents = [
        Agent(agent_id=AgentId(f"a{n}"), login=f"a{n}", name=f"Agent {n}", profile_id="p")
        for n in range(AGENTS)
    ]
    site = Site(site_id=SITE, name="Load", default_queue_id=QUEUE, allowed_origins=())
    return [
        *BUILT_IN_STATUSES,  # type: ignore[list-item]
        Queue(queue_id=QUEUE, site_id=SITE, name="Load"),
        site,
        profile,
        *agents,
    ]


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(run(Path(sys.argv[1])))
