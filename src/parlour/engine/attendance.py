"""Who has been heard of, and what follows from silence: absences and losses, told to every chat.

Contact is any byte of a client on any of its connections; here it is a stamp that is set, nothing
more. One agent has one presence, however many tabs; likewise one end-user in one chat.

Of several nodes, the one that heard of a client last keeps the watch. Before it says anything it
asks the register whether another has heard of the client since. Clients of a dead node are watched
by the leader: late rather than early.
"""

from collections.abc import Iterator

import structlog

from parlour.agents import commands as duty
from parlour.agents.events import AgentReconnected
from parlour.chat import commands as c
from parlour.chat.events import EndUserPresent, FileEvent
from parlour.directory.directory import Directory
from parlour.engine.act import Act, Done, ignore
from parlour.engine.agenda import Agenda
from parlour.engine.background import Background
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.engine import Engine
from parlour.ids import AbsenceId, AgentId, ChatId, Duration, Millis, later, seconds
from parlour.nodes.membership import Membership
from parlour.nodes.protocol import ClientKey, RegisterUnavailable, agent_key, end_user_key
from parlour.presence.silence import Silence, SilenceRules, Verdict, due_at, verdict
from parlour.settings import Settings

RETRY = Duration(1_000)
"""A verdict that could not be written (the store is away) is tried again after this."""

ADOPT_EVERY = Duration(5_000)
"""How often the leader looks for clients that no living node watches."""

log = structlog.get_logger()


class Watch:
    """One client under watch. `last` is set by every contact."""

    __slots__ = ("asking", "grace", "kept", "key", "last", "rules")

    def __init__(self, key: ClientKey, last: Millis, rules: SilenceRules) -> None:
        self.key = key
        self.last = last
        self.rules = rules
        """As they were when the present silence was first looked at."""
        self.grace = Duration(0)
        """Outages of the server since the last contact, each with one interval on top."""
        self.kept = False
        """Whether it is for this node to say something."""
        self.asking = False
        """Whether the register is being asked."""

    def touch(self, now: Millis) -> None:
        """The client was heard of."""
        self.last = now
        self.grace = Duration(0)


class Attendance:
    """Watches agents on duty and end-users in open chats."""

    def __init__(
        self,
        engine: Engine,
        directory: Directory,
        background: Background,
        membership: Membership | None = None,
    ) -> None:
        """`membership`: among several nodes; alone, everything is for this one to say."""
        self._engine = engine
        self._directory = directory
        self._background = background
        self._membership = membership
        self._agenda: Agenda[ClientKey] = Agenda()
        self._adopted_at = Millis(0)
        self.watches: dict[ClientKey, Watch] = {}
        engine.watchers.append(self)
        if membership is not None:
            engine.observers.append(self)
        engine.on_jump.append(self._follow_clock)

    # Who is watched ----------------------------------------------------------------------------

    def chat_moved(self, live: LiveChat) -> None:
        key = end_user_key(live.chat_id)
        open_for_end_user = self._engine.books.chat_of.get(
            (live.state.site_id, live.state.end_user_id)
        )
        self._watch(key, wanted=open_for_end_user == live.chat_id)

    def agent_moved(self, live: LiveAgent) -> None:
        self._watch(agent_key(live.agent_id), wanted=live.state.on_duty)

    def _watch(self, key: ClientKey, *, wanted: bool) -> None:
        if not wanted:
            gone = self.watches.pop(key, None)
            if gone is not None and gone.kept and self._membership is not None:
                self._membership.forget(key)
        elif key not in self.watches:
            watch = Watch(key, self._engine.clock.now(), self._rules(key))
            self.watches[key] = watch
            if self._membership is None:
                self._keep(watch)

    def committed(self, done: Done) -> None:
        """Among several nodes: a row tells of contact elsewhere, before the register does."""
        for key in _heard_elsewhere(done):
            watch = self.watches.get(key)
            if watch is not None:
                watch.touch(self._engine.clock.now())

    # Contact -----------------------------------------------------------------------------------

    def heard_of(self, key: ClientKey) -> bool:
        """The client made contact; whether it was held to be absent until now."""
        watch = self.watches.get(key)
        if watch is None:
            return False
        watch.touch(self._engine.clock.now())
        if self._membership is not None:
            self._membership.note_heard(key)
            if not watch.kept:
                self._keep(watch)
        return self._is_absent(key)

    def _keep(self, watch: Watch) -> None:
        watch.kept = True
        self._plan(watch.key)

    def welcome_back(self, key: ClientKey) -> None:
        """The absent client made contact without a command: it is present again, everywhere."""

        def welcome(at: Millis) -> Act:
            if key[0] == "end_user":
                return Act(at=at, chats=((ChatId(key[1]), c.MarkEndUserPresent(at=at)),))
            return self.back_on_duty(Act(at=at), AgentId(key[1]))

        self._engine.execute(welcome(self._engine.clock.now()).but(anew=welcome), ignore)
        self._plan(key)

    def back_on_duty(self, act: Act, agent_id: AgentId) -> Act:
        """The act, and with it the return of an absent agent to their log-in and other chats."""
        touched = {chat_id for chat_id, _ in act.chats}
        others = tuple(
            (live.chat_id, c.MarkAgentPresent(at=act.at, agent_id=agent_id))
            for live in self._engine.books.chats_of_agent(agent_id)
            if live.chat_id not in touched
        )
        return act.but(
            chats=(*act.chats, *others),
            duty=((agent_id, duty.MarkPresent(at=act.at)), *act.duty),
        )

    def _follow_clock(self, jump: Duration) -> None:
        """Silence is a length of time, whatever the clock says."""
        for watch in self.watches.values():
            watch.last = later(watch.last, jump)

    def grant_outage(self, outage: Duration) -> None:
        """The server was away for so long: its silence is nobody's absence."""
        for watch in self.watches.values():
            if watch.kept:
                watch.grace = Duration(watch.grace + outage + watch.rules.interval)
                self._plan(watch.key)

    def resume(self, key: ClientKey, silent_since: Millis | None, outage: Duration) -> None:
        """After a start. An absence that was open goes on, longer by the outage; nobody else was
        seen to be silent: they have one interval to come back before their silence counts."""
        watch = self.watches.get(key)
        if watch is None:
            return
        if silent_since is not None:
            watch.last = silent_since
            watch.grace = outage
        watch.grace = Duration(watch.grace + watch.rules.interval)
        if watch.kept:
            self._plan(key)

    # Silence -----------------------------------------------------------------------------------

    def tick(self, now: Millis) -> None:
        """Say what is to be said of those who have been silent too long."""
        for key in self._agenda.take_due(now):
            watch = self.watches.get(key)
            if watch is None or not watch.kept:
                continue
            if self._judge(watch, now):
                self._agenda.plan(key, later(now, RETRY))  # to see whether it could be written
            else:
                self._plan(key)
        if self._membership is not None and self._membership.leads(now):
            self._look_for_orphans(now)

    def _judge(self, watch: Watch, now: Millis) -> Verdict | None:
        """What is to be said, and says it; among several nodes, once the others have been asked."""
        absent = self._is_absent(watch.key)
        if not absent and watch.last + watch.rules.interval > now:
            watch.rules = self._rules(watch.key)
        found = verdict(self._silence(watch), absent=absent, now=now)
        if found is None or self._membership is None:
            self._say(watch, found, now)
        elif not watch.asking and self._membership.is_sure(now):
            watch.asking = True
            self._background.run(self._say_if_nobody_heard(watch, self._membership))
        return found

    def _say(self, watch: Watch, found: Verdict | None, now: Millis) -> None:
        match found:
            case "absent":
                self._tell_absent(watch, now)
                if watch.rules.retries == 1:
                    self._tell_lost(watch, now)
            case "lost":
                self._tell_lost(watch, now)
            case None:
                pass

    # Among several nodes -----------------------------------------------------------------------

    async def _say_if_nobody_heard(self, watch: Watch, membership: Membership) -> None:
        try:
            heard = await membership.last_heard(watch.key)
        except RegisterUnavailable:
            return  # not known, so not said; it is tried again
        finally:
            watch.asking = False
        now = self._engine.clock.now()
        if heard is not None and heard.node_id != membership.node_id:
            if heard.ago < now - watch.last and membership.is_living(heard.node_id):
                watch.kept = False  # it is that node's to say
                return
            watch.last = max(watch.last, Millis(now - heard.ago))
        if self.watches.get(watch.key) is watch:
            absent = self._is_absent(watch.key)
            self._say(watch, verdict(self._silence(watch), absent=absent, now=now), now)

    def _look_for_orphans(self, now: Millis) -> None:
        if self._membership is not None and now - self._adopted_at >= ADOPT_EVERY:
            self._adopted_at = now
            self._background.run(self._adopt_orphans(self._membership))

    async def _adopt_orphans(self, membership: Membership) -> None:
        """Watch those whom no living node watches. If one of them was heard of somewhere all the
        same, the register will say so before anything is said."""
        try:
            kept = await membership.kept()
        except RegisterUnavailable as error:
            log.warning("orphans_not_looked_for", reason=str(error))
            return
        for key, watch in list(self.watches.items()):
            if not watch.kept and key not in kept:
                watch.touch(self._engine.clock.now())
                watch.kept = True
                self.resume(key, self._silent_since(key), Duration(0))

    # Telling -----------------------------------------------------------------------------------

    def _tell_absent(self, watch: Watch, now: Millis) -> None:
        """Where others have written meanwhile, it may have been for what the client did there."""

        def absence(at: Millis) -> Act:
            silence = self._silence(watch)
            if verdict(silence, absent=self._is_absent(watch.key), now=at) != "absent":
                return Act(at=at)
            return self._absence(watch.key, silence, at)

        self._engine.execute(absence(now).but(anew=absence), ignore)

    def _absence(self, key: ClientKey, silence: Silence, now: Millis) -> Act:
        absence_id = AbsenceId(self._engine.ids.fresh("ab"))
        since, lost_at = silence.since, max(silence.lost_at, now)
        if key[0] == "end_user":
            command = c.MarkEndUserAbsent(
                at=now, absence_id=absence_id, silent_since=since, lost_at=lost_at
            )
            return Act(at=now, chats=((ChatId(key[1]), command),))
        agent_id = AgentId(key[1])
        for_chat = c.MarkAgentAbsent(
            at=now,
            agent_id=agent_id,
            absence_id=absence_id,
            silent_since=since,
            lost_at=lost_at,
        )
        for_duty = duty.MarkAbsent(
            at=now, absence_id=absence_id, silent_since=since, lost_at=lost_at
        )
        chats = self._engine.books.chats_of_agent(agent_id)
        return Act(
            at=now,
            chats=tuple((live.chat_id, for_chat) for live in chats),
            duty=((agent_id, for_duty),),
        )

    def _tell_lost(self, watch: Watch, now: Millis) -> None:
        """Whoever is back meanwhile has left a row that says so."""
        key, silence = watch.key, self._silence(watch)

        def loss(at: Millis) -> Act:
            if verdict(silence, absent=self._is_absent(key), now=at) != "lost":
                return Act(at=at)
            return self._loss(key, at)

        self._engine.execute(loss(now).but(anew=loss), ignore)

    def _loss(self, key: ClientKey, now: Millis) -> Act:
        if key[0] == "end_user":
            return Act(at=now, chats=((ChatId(key[1]), c.MarkEndUserLost(at=now)),))
        agent_id = AgentId(key[1])
        chats = self._engine.books.chats_of_agent(agent_id)
        return Act(
            at=now,
            chats=tuple(
                (live.chat_id, c.MarkAgentLost(at=now, agent_id=agent_id)) for live in chats
            ),
            duty=((agent_id, duty.Terminate(at=now, cause="lost")),),
        )

    # What is known -----------------------------------------------------------------------------

    def _plan(self, key: ClientKey) -> None:
        """Never later than one interval from now: a contact may take the grace away meanwhile."""
        watch = self.watches.get(key)
        if watch is not None:
            now = self._engine.clock.now()
            due = due_at(self._silence(watch), absent=self._is_absent(key))
            latest = later(now, watch.rules.interval)
            self._agenda.plan(key, min(due, latest) if due > now else later(now, RETRY))

    def _is_absent(self, key: ClientKey) -> bool:
        return self._silent_since(key) is not None

    def _silent_since(self, key: ClientKey) -> Millis | None:
        """The last contact before the open absence; `None`: there is none."""
        if key[0] == "end_user":
            live = self._engine.books.chats.get(ChatId(key[1]))
            absence = live.state.absence_of(None) if live else None
            return absence.silent_since if absence else None
        agent = self._engine.books.agents.get(AgentId(key[1]))
        away = agent.state.absence if agent else None
        return away.silent_since if away else None

    def _silence(self, watch: Watch) -> Silence:
        return Silence(since=watch.last, rules=watch.rules, grace=watch.grace)

    def _rules(self, key: ClientKey) -> SilenceRules:
        if key[0] == "end_user":
            live = self._engine.books.chats.get(ChatId(key[1]))
            site = self._directory.sites.get(live.state.site_id) if live else None
            settings = site.settings if site else Settings()
            retries = settings.USER_ABSENT_RETRY_COUNT
        else:
            settings = self._directory.settings_of_agent(AgentId(key[1]))
            retries = settings.AGENT_ABSENT_RETRY_COUNT
        return SilenceRules(interval=seconds(settings.ABSENT_INTERVAL), retries=retries)


def _heard_elsewhere(done: Done) -> Iterator[ClientKey]:
    """Whose client did something there, or was found to be back. A file is told of when it has been
    looked at, which may be long after it came."""
    if done.act.chats or done.act.duty:
        return  # here
    for change in done.chats:
        of_end_user = end_user_key(change.chat_id)
        for row in change.rows:
            actor = row.event.actor
            if isinstance(row.event, EndUserPresent):
                yield of_end_user
            elif actor.role != "server" and not isinstance(row.event, FileEvent):
                yield (
                    of_end_user if actor.role == "end_user" else agent_key(AgentId(actor.id or ""))
                )
    for log_in in done.duty:
        for row in log_in.rows:
            if isinstance(row.event, AgentReconnected) or row.event.actor.role == "agent":
                yield agent_key(log_in.agent_id)
