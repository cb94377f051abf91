"""The real server over a folder of its own, for the load generator: `python -m … FOLDER`.

Everything as shipped but one thing: the limits on how fast one connection, one person and one site
may ask, which a load generator is meant to exceed; with `--shipped` not even that. Prints one JSON
line: the port and a sign-in link for each agent.
"""

import asyncio
import json
import sys
from pathlib import Path

import structlog

from parlour.directory.records import BUILT_IN_STATUSES, Agent, Profile, Queue, Site
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId, QueueId, SiteId
from parlour.main import ServerOptions, opened
from parlour.rates import ENDLESS
from parlour.web.limits import SocketLimits
from parlour.web.server import new_event_loop

AGENTS = 40
SESSIONS_EACH = 50
QUEUE, SITE = QueueId("load"), SiteId("load")


async def run(options: ServerOptions) -> None:
    async with opened(options) as parlour:
        for record in records(AGENTS):
            await parlour.put(record, by="bench")
        links = [parlour.accounts.links.issue(AgentId(f"a{n}")) for n in range(AGENTS)]

        def started(port: int) -> None:
            sys.stdout.write(json.dumps({"port": port, "links": links}) + "\n")
            sys.stdout.flush()

        await parlour.serve(started, asyncio.Event())


def options_of(arguments: list[str]) -> ServerOptions:
    shipped = ServerOptions(folder=Path(arguments[0]), port=0)
    if "--shipped" in arguments:
        return shipped
    return shipped.but(
        socket_limits=SocketLimits(frames_burst=1_000_000, frames_per_s=1_000_000),
        request_limits=RequestLimits(of_agent=ENDLESS, of_end_user=ENDLESS, chats_of_site=ENDLESS),
    )


def records(count: int) -> list[Site | Queue | Profile | Agent]:
    profile = Profile(profile_id="p", name="Agents", queues={QUEUE: 1}, max_sessions=SESSIONS_EACH)
    agents = [
        Agent(agent_id=AgentId(f"a{n}"), login=f"a{n}", name=f"Agent {n}", profile_id="p")
        for n in range(count)
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
        runner.run(run(options_of(sys.argv[1:])))
