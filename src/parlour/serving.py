"""What the commands serve, demo and add-agent do once the server's parts are together."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from parlour.database.database import Database
from parlour.demo import DEMO_PASSWORD, SITE, demo_agents, demo_records
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    AgentRole,
    FormField,
    Profile,
    Queue,
    Site,
)
from parlour.directory.shelves import Record
from parlour.erasing.eraser import ChatOpen
from parlour.ids import AgentId, EndUserId, QueueId, SiteId
from parlour.ledger.rebuild import OnProgress, rebuild_records
from parlour.main import DATABASE_NAME, Parlour, ServerOptions, end_at_once, opened

Say = Callable[[str], None]
AskForAdmin = Callable[[], tuple[str, str]]

SETUP = "setup"
"""Stands in the history of changes for what the first start writes."""


async def serve_site(options: ServerOptions, ask_for_admin: AskForAdmin, say: Say) -> None:
    """Run the server; a first start sets up a site and its admin before."""
    async with opened(options) as parlour:
        if not await _has_admin(parlour):
            login, password = ask_for_admin()
            await parlour.accounts.set_password(AgentId(login), password)
            await _put_all(parlour, first_records(login))
        await _allow_origins(parlour, options.allowed_origins)

        def started(port: int) -> None:
            origin = options.public_origin or f"http://{options.host}:{port}"
            say(f"Desk    {origin}/desk/")
            for site in parlour.directory.sites.values():
                say(f"Snippet for {site.name}: {snippet(origin, site.site_id)}")
                if not site.allowed_origins:
                    say("No other page may embed it yet: start with --allow-origin https://…")
            say("Stop with Ctrl-C.")

        await parlour.serve(started, asyncio.Event())


async def serve_demo(options: ServerOptions, say: Say) -> None:
    """Run the demo; the first start sets it up, and what was changed or said since is kept."""
    async with opened(options) as parlour:
        if SITE not in parlour.directory.sites:
            await _put_all(parlour, demo_records())
        seats = [agent for agent in demo_agents() if agent.agent_id in parlour.directory.agents]
        for agent in seats:
            if not await parlour.accounts.has_password(agent.agent_id):
                await parlour.accounts.set_password(agent.agent_id, DEMO_PASSWORD)

        def started(port: int) -> None:
            origin = options.public_origin or f"http://{options.host}:{port}"
            say("\nParlour is running. Open these side by side:\n")
            say(f"  Shop with the widget    {origin}/demo/shop")
            for seat, agent in enumerate(seats, start=1):
                is_supervisor = "supervisor" in agent.roles
                page = "floor" if is_supervisor else ""
                what = f"{'Floor' if is_supervisor else 'Desk'} as {agent.name}"
                token = parlour.accounts.links.issue(agent.agent_id)
                say(f"  {what:<22}  {origin}/desk/{page}?seat={seat}#sign-in={token}")
            say(f"\nAll chats are kept in {options.folder}. Stop with Ctrl-C.\n")

        await parlour.serve(started, asyncio.Event())


async def add_agent_to(
    options: ServerOptions,
    login: str,
    name: str,
    ask_password: Callable[[], str],
    *,
    roles: Sequence[AgentRole],
) -> None:
    """Write an agent and their password, with the first profile there is.

    Nobody is asked for a password that could not be kept: the folder is opened before.
    """
    async with opened(options) as parlour:
        password = ask_password()
        profile_id = next(iter(parlour.directory.profiles), "agents")
        agent = Agent(
            agent_id=AgentId(login),
            login=login,
            name=name,
            profile_id=profile_id,
            roles=tuple(roles),
        )
        await parlour.put(agent, by=SETUP)
        await parlour.accounts.set_password(agent.agent_id, password)


async def erase_in(
    options: ServerOptions, site_id: str, end_user_id: str, *, say: Say, fail: Say
) -> None:
    """Erase an end-user; what an earlier erasure left undone is ended with it. `fail`: says why
    not, and does not return."""
    async with opened(options) as parlour:
        await parlour.eraser.finish_all()
        if site_id not in parlour.directory.sites:
            fail(f"There is no site {site_id}.")
        try:
            erased = await parlour.eraser.erase(SiteId(site_id), EndUserId(end_user_id), by=SETUP)
        except ChatOpen:
            fail("They are in a chat: end and release it, then erase. Nothing was erased.")
            return
    counts = ", ".join(f"{count} {what}" for what, count in msgspec.to_builtins(erased).items())
    say(f"Erased: {counts}.")
    say("The rows of the ledger stay; they hold no words. Older backups hold what they held.")


async def rebuild_in(folder: Path, on_progress: OnProgress, say: Say) -> None:
    """Work out all records anew.

    Raises: `DatabaseInUse`; `BrokenLedger`: a row can't be read, and nothing was changed.
    """
    database = Database.open(folder / DATABASE_NAME, end_at_once)
    try:
        count = await rebuild_records(database, on_progress)
    finally:
        database.close()
    say(f"{count} records have been worked out anew.")


def snippet(origin: str, site_id: SiteId) -> str:
    """What a customer pastes into their pages."""
    return f'<script async src="{origin}/parlour.js" data-site="{site_id}"></script>'


async def _has_admin(parlour: Parlour) -> bool:
    """Whether anybody can sign in as an admin; a first start that broke off is begun again."""
    for agent in parlour.directory.agents.values():
        is_admin = agent.active and "admin" in agent.roles
        if is_admin and await parlour.accounts.has_password(agent.agent_id):
            return True
    return False


async def _allow_origins(parlour: Parlour, origins: Sequence[str]) -> None:
    """These origins may embed the widget of every site, beside those that may already."""
    for site in list(parlour.directory.sites.values()):
        allowed = tuple(dict.fromkeys((*site.allowed_origins, *origins)))
        if allowed != site.allowed_origins:
            await parlour.put(site.but(allowed_origins=allowed), by=SETUP)


async def _put_all(parlour: Parlour, records: Sequence[Record]) -> None:
    await parlour.put_all(records, by=SETUP)


def first_records(login: str) -> list[Record]:
    queue_id, site_id = QueueId("default"), SiteId("main")
    return [
        *BUILT_IN_STATUSES,
        Queue(queue_id=queue_id, site_id=site_id, name="Default queue"),
        Site(
            site_id=site_id,
            name="My site",
            default_queue_id=queue_id,
            allowed_origins=(),
            greeting="Hello! How can we help?",
            fields=(
                FormField(id="name", label="Your name"),
                FormField(id="question", label="Your question", type="textarea", required=True),
            ),
        ),
        Profile(profile_id="agents", name="Agents", queues={queue_id: 1}),
        Agent(
            agent_id=AgentId(login),
            login=login,
            name=login,
            profile_id="agents",
            roles=("agent", "supervisor", "admin"),
        ),
    ]
