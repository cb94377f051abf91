"""The board as one supervisor may see it: what is on the floor now."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import NamedTuple, TypeVar

import msgspec

from parlour.agents.state import Hold
from parlour.chat.state import ChatState, Phase
from parlour.directory import rights
from parlour.directory.directory import Directory
from parlour.engine.books import LiveAgent
from parlour.engine.engine import Engine
from parlour.engine.router import Router
from parlour.hub.figures import Figures
from parlour.hub.lobby import Lobby
from parlour.hub.publisher import Publisher
from parlour.hub.staffing import Sessions, Staffing, sessions_of
from parlour.hub.tally import together
from parlour.ids import AgentId, Millis, QueueId
from parlour.value import Value
from parlour.wire import floor as w
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

QUEUES_BYTES, AGENTS_BYTES, CHATS_BYTES = 12_000, 16_000, 32_000
"""What each list may take of a frame, which stays below 64 KiB with them."""
CHATS_MAX = 200
"""Chats looked at for the list, those requested longest ago first."""
QUESTION_MAX = 120
"""Characters of a question; its ledger has the whole."""


Shown = TypeVar("Shown", bound=Value)


class Scope(NamedTuple):
    """What two supervisors must have in common to be sent the same board."""

    monitors: bool
    ends: bool
    group: str | None
    """Whose chats; `None`: everybody's."""


class BoardDrawer:
    """Draws boards from what is durable; knows who may see what."""

    def __init__(
        self,
        *,
        engine: Engine,
        directory: Directory,
        router: Router,
        publisher: Publisher,
        lobby: Lobby,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._router = router
        self._publisher = publisher
        self._lobby = lobby
        self.figures: Figures
        self.staffing: Staffing

    def scope_of(self, agent_id: AgentId) -> Scope:
        directory = self._directory
        agent = directory.agents.get(agent_id)
        profile = rights.profile_at_work(directory, agent_id)
        own = agent is not None and profile is not None and profile.supervises == "own_group"
        return Scope(
            monitors=rights.may_monitor_at_all(directory, agent_id),
            ends=rights.is_supervisor(directory, agent_id),
            group=agent.group_id if own and agent is not None else None,
        )

    def board(self, viewer: AgentId) -> f.Board:
        """As this supervisor may see it; one of the same `Scope` may see it, too."""
        now = self._engine.clock.now()
        live = self._engine.books.chats.values()
        chats = nsmallest(CHATS_MAX, (one.state for one in live), key=_by_request)
        queues = sorted(
            (self.queue(queue_id) for queue_id in self._directory.queues),
            key=lambda queue: (queue.longest_wait_since or now, queue.name),
        )
        agents = sorted(self._agents(now), key=lambda agent: agent.name)
        shown = _fitting((self._chat(chat, viewer) for chat in chats), CHATS_BYTES)
        shown_queues = _fitting(queues, QUEUES_BYTES)
        shown_agents = _fitting(agents, AGENTS_BYTES)
        today = together(self.figures.today(queue.id) for queue in queues)
        return f.Board(
            now=now,
            totals=self._totals(agents),
            queues=shown_queues,
            queues_more=len(queues) - len(shown_queues),
            agents=shown_agents,
            agents_more=len(agents) - len(shown_agents),
            chats=shown,
            chats_more=len(self._engine.books.chats) - len(shown),
            released_today=today.released,
            canceled_today=today.canceled + today.deflected,
        )

    def queue(self, queue_id: QueueId) -> w.BoardQueue:
        waiting = len(self.figures.waiting.get(queue_id, ()))
        serving = [
            candidate
            for candidate in self._router.roster.serving(queue_id).values()
            if candidate.available and not candidate.absent
        ]
        agents = self._engine.books.agents
        sessions = [sessions_of(agents[one.agent_id].state) for one in serving]
        return w.BoardQueue(
            id=queue_id,
            name=self._directory.queues[queue_id].name,
            waiting=waiting,
            longest_wait_since=self.figures.oldest_wait(queue_id),
            expected_wait_ms=self._lobby.expected_wait(queue_id, waiting + 1),
            agents_available=len(serving),
            sessions_free=sum(candidate.free_sessions for candidate in serving),
            sessions=sum(each.capacity for each in sessions),
            sessions_busy=sum(each.busy for each in sessions),
        )

    def _agents(self, now: Millis) -> Iterable[w.BoardAgent]:
        return (self._agent(live, now) for live in self._engine.books.agents.values())

    def _agent(self, live: LiveAgent, now: Millis) -> w.BoardAgent:
        state = live.state
        status = self._directory.statuses.get(state.status_id)
        candidate = self._router.roster.get(live.agent_id)
        occupancy = self.staffing.occupancy(live.agent_id, now)
        return w.BoardAgent(
            id=live.agent_id,
            name=self._directory.name_of(live.agent_id),
            group=self._group_of(live.agent_id),
            status=status.label if status else state.status_id,
            status_type=state.status_type,
            since=state.status_since,
            absent=candidate is None or candidate.absent,
            sessions=state.occupied,
            offered=sum(1 for hold in state.holds if hold.hold is Hold.OFFERED),
            max_sessions=state.max_sessions,
            occupancy=None if occupancy is None else round(occupancy, 3),
        )

    def _totals(self, agents: list[w.BoardAgent]) -> w.BoardTotals:
        phases = [live.state.phase for live in self._engine.books.chats.values()]
        waiting = self.figures.waiting.values()
        sessions = self.staffing.all.now if self.staffing.all else Sessions()
        free = [agent for agent in agents if agent.status_type == "available" and not agent.absent]
        return w.BoardTotals(
            waiting=sum(len(chats) for chats in waiting),
            longest_wait_since=min((next(iter(chats.values())) for chats in waiting), default=None),
            offered=phases.count(Phase.OFFERED),
            engaged=phases.count(Phase.ENGAGED),
            wrap_up=phases.count(Phase.ENDED),
            agents=len(agents),
            agents_available=len(free),
            sessions=sessions.capacity,
            sessions_busy=sessions.busy,
            sessions_free=sum(
                max(0, agent.max_sessions - agent.sessions - agent.offered) for agent in free
            ),
        )

    def _chat(self, state: ChatState, viewer: AgentId) -> w.BoardChat:
        directory, name_of = self._directory, self._directory.name_of
        request = self._publisher.requests.get(state.chat_id)
        queue = directory.queues.get(state.queue_id)
        lead = state.lead_id or state.wrap_up_agent_id
        may_monitor = rights.may_monitor(directory, viewer, state.lead_id)
        course = self.figures.courses.get(state.chat_id)
        return w.BoardChat(
            chat=state.chat_id,
            phase=state.phase,
            queue_id=state.queue_id,
            queue=queue.name if queue else state.queue_id,
            name=request.name if request else "",
            question=(request.question if request else "")[:QUESTION_MAX],
            requested_at=state.requested_at,
            phase_since=course.since if course and course.since else _phase_since(state),
            lead=name_of(lead) if lead else None,
            lead_id=lead,
            group=self._group_of(lead) if lead else "",
            offered_to=name_of(state.offer.agent_id) if state.offer else None,
            conferees=tuple(
                name_of(one.agent_id) for one in state.participants if one.agent_id != lead
            ),
            invited=tuple(
                w.BoardInvitation(to=name_of(one.to_agent_id), form=one.form)
                for one in state.invitations
            ),
            monitors=tuple(name_of(one) for one in state.monitor_ids) if may_monitor else (),
            answered_in_time=self._in_time(state),
            end_user_absent=state.absence_of(None) is not None,
            agent_absent=lead is not None and state.absence_of(lead) is not None,
            may_monitor=may_monitor and state.phase is not Phase.ENDED,
            may_end=rights.may_end(directory, viewer, state.lead_id)
            and state.phase is not Phase.ENDED,
        )

    def _in_time(self, state: ChatState) -> bool | None:
        queue = self._directory.queues.get(state.queue_id)
        if state.first_engaged_at is None or queue is None:
            return None
        return state.first_engaged_at - state.requested_at <= queue.service_level_s * 1000

    def _group_of(self, agent_id: AgentId) -> str:
        agent = self._directory.agents.get(agent_id)
        group = self._directory.groups.get(agent.group_id) if agent else None
        return group.name if group else ""


def looks_different(before: ChatState, after: ChatState) -> bool:
    return (
        before.phase is not after.phase
        or before.lead_id != after.lead_id
        or before.queue_id != after.queue_id
        or before.absences is not after.absences
        or before.participants is not after.participants
        or before.invitations is not after.invitations
        or before.monitor_ids is not after.monitor_ids
    )


def _by_request(state: ChatState) -> Millis:
    return state.requested_at


def _phase_since(state: ChatState) -> Millis:
    """As near as the chat remembers; wrap-up is counted from its beginning by its client."""
    if state.phase in (Phase.QUEUED, Phase.OFFERED):
        return state.queued_at
    return state.first_engaged_at or state.requested_at


def _fitting(values: Iterable[Shown], budget: int) -> tuple[Shown, ...]:
    """As many of the first as take no more bytes than the budget."""
    shown: list[Shown] = []
    for value in values:
        budget -= len(_encode(value)) + 1
        if budget < 0:
            break
        shown.append(value)
    return tuple(shown)
