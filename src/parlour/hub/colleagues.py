"""Whom and what a chat can be passed on to, live for whoever has the dialog open."""

import msgspec

from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.directory.hours import is_open
from parlour.directory.records import Queue
from parlour.engine.books import LiveAgent
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.lobby import Lobby
from parlour.hub.seats import Seat
from parlour.ids import AgentId, Duration, Millis
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

SPACING = Duration(1_000)
"""Looked at once a second, at its first beat, whatever has happened: were it looked at because
something had, the moment would tell of that, be it the coming of a monitor."""
COLLEAGUES_MAX = 500
"""Listed at once, those who can be had first: nobody chooses from more by eye."""


class ColleaguesWatch:
    """Sends what is different from what each was sent last."""

    def __init__(self, engine: Engine, directory: Directory, router: Router, lobby: Lobby) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._lobby = lobby
        self.watching: dict[Seat, f.Colleagues] = {}
        """In the order of coming, with what each was sent last."""
        self._second = 0

    def watch(self, seat: Seat) -> None:
        self._send(seat, self._shown_to(seat.agent_id, self._everybody()))

    def tick(self, now: Millis) -> None:
        second = now // SPACING
        if second == self._second:
            return
        self._second = second
        if not self.watching:
            return
        everybody = self._everybody()
        for seat, last in list(self.watching.items()):
            shown = self._shown_to(seat.agent_id, everybody)
            if shown != last:
                self._send(seat, shown)

    def _send(self, seat: Seat, shown: f.Colleagues) -> None:
        self.watching[seat] = shown
        seat.connection.send(_encode(shown))

    def _everybody(self) -> list[f.Colleague]:
        """On duty; those who can be had first."""
        agents = [
            self._colleague(live)
            for live in self._engine.books.agents.values()
            if live.state.on_duty and live.agent_id in self._directory.agents
        ]
        return sorted(agents, key=lambda one: (not _can_be_had(one), one.name, one.id))

    def _shown_to(self, agent_id: AgentId, everybody: list[f.Colleague]) -> f.Colleagues:
        agents = [one for one in everybody if rights.may_invite(self._directory, agent_id, one.id)]
        sites = {live.state.site_id for live in self._engine.books.chats_of_agent(agent_id)}
        queues = [queue for queue in self._directory.queues.values() if queue.site_id in sites]
        return f.Colleagues(
            agents=tuple(agents[:COLLEAGUES_MAX]), queues=tuple(map(self._queue, queues))
        )

    def _colleague(self, live: LiveAgent) -> f.Colleague:
        state = live.state
        agent = self._directory.agents[live.agent_id]
        group = self._directory.groups.get(agent.group_id)
        status = self._directory.statuses.get(state.status_id)
        candidate = self._router.roster.get(live.agent_id)
        return f.Colleague(
            id=live.agent_id,
            name=agent.name,
            group=group.name if group else "",
            status=status.label if status else state.status_id,
            status_type=state.status_type,
            absent=candidate is None or candidate.absent,
            sessions_free=state.free_sessions,
            max_sessions=state.max_sessions,
        )

    def _queue(self, queue: Queue) -> f.QueueToPassOnTo:
        """One of the sites whose chats the agent has now."""
        waiting = len(self._router.lines.get(queue.queue_id, ()))
        serving = self._router.roster.serving(queue.queue_id).values()
        site = self._directory.sites[queue.site_id]
        opening = is_open(queue, site.time_zone, self._engine.clock.now())
        return f.QueueToPassOnTo(
            id=queue.queue_id,
            name=queue.name,
            open=opening == "open",
            waiting=waiting,
            agents_available=sum(1 for one in serving if one.available and not one.absent),
            expected_wait_ms=self._lobby.expected_wait(queue.queue_id, waiting + 1),
        )


def _can_be_had(colleague: f.Colleague) -> bool:
    available = colleague.status_type == "available" and not colleague.absent
    return available and colleague.sessions_free > 0
