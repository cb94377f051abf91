"""The server for ten thousand end-users who are all in a chat: `python -m … FOLDER`.

As shipped but for what the load generator does in a minute and a site in a day: the limits on how
fast people may come and ask. All limits on connections are those of the shop. Prints one JSON line:
the port and a ticket for each agent, good for half a minute.
"""

import asyncio
import json
import sys
from pathlib import Path

import structlog

from bench.server_under_load import SESSIONS_EACH, records
from parlour.accounts.accounts import AccountLimits
from parlour.directory.records import Principal
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId
from parlour.main import Parlour, ServerOptions, opened
from parlour.rates import ENDLESS
from parlour.web.server import new_event_loop

AGENTS = 200
assert AGENTS * SESSIONS_EACH == 10_000, "the crowd that the figures are told for"


async def run(folder: Path) -> None:
    options = ServerOptions(
        folder=folder,
        port=0,
        request_limits=RequestLimits(chats_of_site=ENDLESS, of_agent=ENDLESS),
        account_limits=AccountLimits(
            log_ins_of_address=ENDLESS, visits_of_address=ENDLESS, visits_of_site=ENDLESS
        ),
    )
    async with opened(options) as parlour:
        if not parlour.directory.agents:  # else the folder is that of a server that was killed
            for record in records(AGENTS):
                await parlour.put(record, by="bench")
        tickets = [ticket(parlour, AgentId(f"a{number}")) for number in range(AGENTS)]

        def started(port: int) -> None:
            sys.stdout.write(json.dumps({"port": port, "tickets": tickets}) + "\n")
            sys.stdout.flush()

        await parlour.serve(started, asyncio.Event())


def ticket(parlour: Parlour, agent_id: AgentId) -> str:
    agent = Principal(
        role="agent",
        site_id=None,
        id=agent_id,
        session_id=f"session-of-{agent_id}",
        since=parlour.clock.now(),
    )
    return parlour.accounts.tickets.issue(agent)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(run(Path(sys.argv[1])))
