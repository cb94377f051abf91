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
from parlour.ids import AgentId, Duration, Millis, QueueId
from parlour.wire import frames as f
from parlour.wire.parts import Colleague, QueueToPassOnTo

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
        self._everybody: list[Colleague] = []
        """On duty, in order, as of the last look."""
        self._available: dict[QueueId, int] = {}
        """How many of those who serve the queue can be had, as far as it was asked since."""
        self._looked_at: list[object] = []
        """What that was made of."""
        self._changed = False
        """It is other than at the last beat."""

    def watch(self, seat: Seat) -> None:
        self._look()
        agents, queues = self._agents_for(seat.agent_id), self._queues_for(seat.agent_id, {})
        self._send(seat, f.Colleagues(agents=agents, queues=queues))

    def tick(self, now: Millis) -> None:
        second = now // SPACING
        if second == self._second:
            return
        self._second = second
        if not self.watching:
            return
        self._look()
        changed, self._changed = self._changed, False
        told: dict[QueueId, QueueToPassOnTo] = {}
        for seat, last in list(self.watching.items()):
            agents = self._agents_for(seat.agent_id) if changed else last.agents
            queues = self._queues_for(seat.agent_id, told)
            if agents != last.agents or queues != last.queues:
                self._send(seat, f.Colleagues(agents=agents, queues=queues))

    def _send(self, seat: Seat, shown: f.Colleagues) -> None:
        self.watching[seat] = shown
        seat.connection.send(_encode(shown))

    # Agents

    def _look(self) -> None:
        """Draw everybody anew, unless all is as it was: most seconds nothing happens, and all that
        goes into it are values that are replaced when they change."""
        directory, agents = self._directory, self._engine.books.agents
        now: list[object] = [
            *agents,
            *[live.state for live in agents.values()],
            *map(self._router.roster.get, agents),
            *directory.agents.values(),
            *directory.profiles.values(),
            *directory.groups.values(),
            *directory.statuses.values(),
        ]
        if now == self._looked_at:
            return
        self._looked_at, self._changed = now, True
        self._available.clear()
        everybody = [
            self._colleague(live)
            for live in agents.values()
            if live.state.on_duty and live.agent_id in directory.agents
        ]
        self._everybody = sorted(everybody, key=_in_order)

    def _agents_for(self, agent_id: AgentId) -> tuple[Colleague, ...]:
        everybody = self._everybody
        invitable = rights.invitable(self._directory, agent_id, [one.id for one in everybody])
        return tuple([one for one in everybody if one.id in invitable][:COLLEAGUES_MAX])

    def _colleague(self, live: LiveAgent) -> Colleague:
        state = live.state
        agent = self._directory.agents[live.agent_id]
        group = self._directory.groups.get(agent.group_id)
        status = self._directory.statuses.get(state.status_id)
        candidate = self._router.roster.get(live.agent_id)
        return Colleague(
            id=live.agent_id,
            name=agent.name,
            group=group.name if group else "",
            status=status.label if status else state.status_id,
            status_type=state.status_type,
            absent=candidate is None or candidate.absent,
            sessions_free=state.free_sessions,
            max_sessions=state.max_sessions,
        )

    # Queues

    def _queues_for(
        self, agent_id: AgentId, told: dict[QueueId, QueueToPassOnTo]
    ) -> tuple[QueueToPassOnTo, ...]:
        """Those of the sites whose chats the agent has now. `told`: what is to be told of them now,
        as far as somebody has asked."""
        sites = {live.state.site_id for live in self._engine.books.chats_of_agent(agent_id)}
        queues = [queue for queue in self._directory.queues.values() if queue.site_id in sites]
        for queue in queues:
            if queue.queue_id not in told:
                told[queue.queue_id] = self._queue(queue)
        return tuple(told[queue.queue_id] for queue in queues)

    def _queue(self, queue: Queue) -> QueueToPassOnTo:
        waiting = len(self._router.lines.get(queue.queue_id, ()))
        site = self._directory.sites[queue.site_id]
        opening = is_open(queue, site.time_zone, self._engine.clock.now())
        return QueueToPassOnTo(
            id=queue.queue_id,
            name=queue.name,
            open=opening == "open",
            waiting=waiting,
            agents_available=self._available_at(queue.queue_id),
            expected_wait_ms=self._lobby.expected_wait(queue.queue_id, waiting + 1),
        )

    def _available_at(self, queue_id: QueueId) -> int:
        known = self._available.get(queue_id)
        if known is None:
            serving = self._router.roster.serving(queue_id).values()
            known = sum(1 for one in serving if one.available and not one.absent)
            self._available[queue_id] = known
        return known


def _in_order(one: Colleague) -> tuple[bool, str, AgentId]:
    """Those who can be had first."""
    can_be_had = one.status_type == "available" and not one.absent and one.sessions_free > 0
    return not can_be_had, one.name, one.id
