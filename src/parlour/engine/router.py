"""Keeps the lines and the agents as the router sees them, and makes the offers it chooses.

An index of the newest states, durable or not: an offer that loses a race is refused by the append
of chat and log-in together, never by what stands here.
"""

from collections.abc import Mapping

from parlour.chat.commands import OfferChat
from parlour.chat.events import MonitorBegin, MonitorEnd, OfferProfile
from parlour.chat.state import ChatState, Phase
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Profile, Queue
from parlour.engine.act import Act, Done, Reply
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.engine import Engine
from parlour.ids import AgentId, ChatId, Duration, InvitationId, Millis, QueueId, later, seconds
from parlour.ledger.protocol import LedgerUnavailable
from parlour.nodes.membership import Membership
from parlour.routing.choose import Choice, choose
from parlour.routing.explanation import Explanation
from parlour.routing.line import Candidate, WaitingChat
from parlour.routing.policy import Need, Overflow, Policies, QueuePolicy, policy_of
from parlour.routing.roster import Roster
from parlour.routing.waiting_line import Line
from parlour.routing.why import Waiting, why
from parlour.settings import Settings

OFFERS_PER_TURN_MAX = 200
"""Offers made in one go before others get a turn on the event loop."""

WATCHING = (MonitorBegin, MonitorEnd)

RETRY = Duration(1_000)
"""An offer that could not be written (the store is away) is made again after this."""


class Router:
    """Lines of waiting chats, the roster of agents; `tick` makes the offers that can be made."""

    def __init__(
        self, engine: Engine, directory: Directory, membership: Membership | None = None
    ) -> None:
        """`membership`: of several nodes only the leader makes offers."""
        self._engine = engine
        self._directory = directory
        self._membership = membership
        self.lines: dict[QueueId, Line] = {}
        self.roster = Roster(policies_of(directory))
        self._reachable: set[AgentId] = set()
        self._reachable_elsewhere: frozenset[AgentId] = frozenset()
        self._in_line: dict[ChatId, WaitingChat] = {}
        self._look_at: Millis | None = Millis(0)
        self._rests_until = Millis(0)
        """While the store is away there is no use in offering at every beat."""
        engine.watchers.append(self)

    # The index ---------------------------------------------------------------------------------

    def chat_moved(self, live: LiveChat) -> None:
        waiting = self._waiting(live.state)
        before = self._in_line.get(live.chat_id)
        if waiting == before:
            return
        if before is not None:
            self._take_out(before)
        if waiting is not None:
            self._line_up(waiting)
            self._look_at = Millis(0)

    def agent_moved(self, live: LiveAgent) -> None:
        candidate = self._candidate(live) if live.state.on_duty else None
        if candidate is None:
            self.roster.drop(live.agent_id)  # a chat may have been kept for them
        else:
            self.roster.put(candidate)
        self._look_at = Millis(0)

    def follow_directory(self) -> None:
        """What queues ask may be different now, and so for how long a chat is kept for somebody."""
        self.roster.adopt(policies_of(self._directory))
        for live in list(self._engine.books.chats.values()):
            self.chat_moved(live)
        self._look_at = Millis(0)

    def line(self, queue_id: QueueId) -> Line:
        """The queue's waiting chats; to be read only."""
        return self.lines.get(queue_id) or Line()

    def why(self, chat_id: ChatId, now: Millis) -> Waiting | None:
        """Why the chat is waiting; `None`: it is not, for it is offered, engaged or over."""
        chat = self._in_line.get(chat_id)
        return None if chat is None else why(chat, self.lines, self.roster, now)

    def set_reachable(self, agent_id: AgentId, reachable: bool) -> None:
        """Whether the agent's client is connected: an offer must be handed to somebody."""
        (self._reachable.add if reachable else self._reachable.discard)(agent_id)
        if self._membership is not None:
            self._membership.note_reachable(agent_id, reachable)
        live = self._engine.books.agents.get(agent_id)
        if live is not None:
            self.agent_moved(live)

    def follow_company(self, elsewhere: frozenset[AgentId]) -> None:
        """These agents' clients are connected to other nodes."""
        changed = self._reachable_elsewhere ^ elsewhere
        self._reachable_elsewhere = elsewhere
        for agent_id in sorted(changed):
            live = self._engine.books.agents.get(agent_id)
            if live is not None:
                self.agent_moved(live)

    def committed(self, done: Done) -> None:
        """What has just become durable may be what an offer waited for. That somebody watches is
        not, and an offer that came the sooner for it would tell."""
        if done.duty or any(
            type(row.event) not in WATCHING for change in done.chats for row in change.rows
        ):
            self.tick(self._engine.clock.now())

    # Offers ------------------------------------------------------------------------------------

    def tick(self, now: Millis) -> None:
        """Make every offer that can be made now. None is decided on states that are being read
        again: what it said of the agents might not be so by the ledger."""
        if self._look_at is None or self._look_at > now or self._rests_until > now:
            return
        if self._engine.is_reading_again:
            return
        if self._membership is not None and not self._membership.leads(now):
            return
        for _ in range(OFFERS_PER_TURN_MAX):
            decision = choose(self.lines, self.roster, now)
            self._look_at = decision.look_again_at
            if decision.choice is None:
                return
            self._offer(decision.choice, now)
        self._look_at = now

    def _offer(self, choice: Choice, now: Millis) -> None:
        """Make the offer; one that comes to nothing at once counts as passed by, so that the
        choice falls on another."""
        chat, agent_id = choice.chat, choice.agent_id
        settings = self._settings(chat.queue_id)
        profile = self._directory.profile_of(agent_id)
        command = OfferChat(
            at=now,
            invitation_id=InvitationId(self._engine.ids.fresh("i")),
            agent_id=agent_id,
            toast_for=seconds(settings.CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT),
            answer_within=seconds(settings.SRV_AGENT_TIMEOUT),
            profile=offer_profile(profile),
            explanation=self._settled(choice.explanation),
        )
        act = Act(at=now, chats=((chat.chat_id, command),), is_choice=True)
        self._engine.execute(act, self._note_reply)
        if self._in_line.get(chat.chat_id) == chat:
            self._take_out(chat)
            self._line_up(chat.but(passed_by=agent_id, passed_at=now))

    def _settled(self, explanation: Explanation) -> Explanation:
        """With whose log-ins are being written at the moment, of those it names."""
        agents = self._engine.books.agents
        named = (one.agent_id for one in explanation.considered)
        unsettled = tuple(name for name in named if name in agents and agents[name].pending)
        return explanation.but(unsettled=unsettled) if unsettled else explanation

    def _note_reply(self, reply: Reply) -> None:
        if isinstance(reply, LedgerUnavailable):
            self._rests_until = later(self._engine.clock.now(), RETRY)

    def _line_up(self, waiting: WaitingChat) -> None:
        line = self.lines.get(waiting.queue_id)
        if line is None:
            line = self.lines[waiting.queue_id] = Line()
        line.put(waiting)
        self._in_line[waiting.chat_id] = waiting

    def _take_out(self, waiting: WaitingChat) -> None:
        line = self.lines[waiting.queue_id]
        line.take_out(waiting)
        del self._in_line[waiting.chat_id]
        if not line:
            del self.lines[waiting.queue_id]

    def _candidate(self, live: LiveAgent) -> Candidate | None:
        """The agent as the router sees them; `None`: no longer in the directory."""
        agent = self._directory.agents.get(live.agent_id)
        profile = self._directory.profiles.get(agent.profile_id) if agent else None
        if agent is None or profile is None:
            return None
        state = live.state
        last = state.last_assigned_at
        pause = seconds(profile.delay_between_chats_s)
        pulls = profile.pull_chat
        is_reachable = self._is_reachable(live.agent_id)
        return Candidate(
            agent_id=live.agent_id,
            queues=profile.queues if profile.chat else {},
            available=state.status_type == "available",
            absent=state.absence is not None or not is_reachable,
            unreachable=state.absence is None and not is_reachable,
            free_sessions=state.free_sessions,
            last_assigned_at=last,
            pauses_until=Millis(0) if last is None or not pause else later(last, pause),
            skills=_skills_of(agent, profile),
            pulls=pulls,
            asks=not pulls or (state.pulls and not state.is_offered),
            by_rank=pulls and profile.pull_policy == "strict_priority",
        )

    def _waiting(self, state: ChatState) -> WaitingChat | None:
        if state.phase is not Phase.QUEUED:
            return None
        preferred = state.preferred_id if state.first_engaged_at is None else None
        kept_for = self.roster.policy(state.queue_id).preferred_for
        return WaitingChat(
            chat_id=state.chat_id,
            queue_id=state.queue_id,
            requested_at=state.requested_at,
            queued_at=state.queued_at,
            passed_by=state.passed_by,
            passed_at=state.passed_at,
            barred=state.monitor_ids,
            preferred=preferred if kept_for else None,
            kept_until=later(state.queued_at, kept_for) if preferred and kept_for else Millis(0),
        )

    def _is_reachable(self, agent_id: AgentId) -> bool:
        return agent_id in self._reachable or agent_id in self._reachable_elsewhere

    def _settings(self, queue_id: QueueId) -> Settings:
        queue = self._directory.queues.get(queue_id)
        return self._directory.sites[queue.site_id].settings if queue else Settings()


def offer_profile(profile: Profile) -> OfferProfile:
    """The switches of the profile that an offer keeps."""
    return OfferProfile(
        allow_decline=profile.allow_decline,
        auto_decline=profile.auto_decline,
        wrap_up_limit=seconds(profile.wrap_up_limit_s) if profile.wrap_up else None,
    )


def policies_of(directory: Directory) -> Policies:
    """What each queue asks; queues that ask nothing in particular are left out."""
    policies = {queue_id: _policy_of(queue) for queue_id, queue in directory.queues.items()}
    return {queue_id: policy for queue_id, policy in policies.items() if policy != policy_of()}


def _policy_of(queue: Queue) -> QueuePolicy:
    return policy_of(
        needs=tuple(
            Need(
                skill_id=need.skill_id,
                level=need.level,
                least=need.least,
                relax_every=seconds(need.relax_every_s),
            )
            for need in queue.skills
        ),
        overflow=tuple(
            Overflow(queue_id=one.queue_id, after=seconds(one.after_s)) for one in queue.overflow
        ),
        preferred_for=seconds(queue.preferred_for_s),
    )


def _skills_of(agent: Agent, profile: Profile) -> Mapping[str, int]:
    """Where both name a skill, the agent's own level counts."""
    return {**profile.skills, **agent.skills} if agent.skills else profile.skills
