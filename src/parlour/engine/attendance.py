"""Who has been heard of, and what follows from silence: absences and losses, told to every chat.

Contact is any byte of a client on any of its connections; here it is a stamp that is set, nothing
more. One agent has one presence, however many tabs; likewise one end-user in one chat.
"""

from parlour.agents import commands as duty
from parlour.chat import commands as c
from parlour.directory.directory import Directory
from parlour.engine.act import Act, ignore
from parlour.engine.agenda import Agenda
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.engine import Engine
from parlour.ids import AbsenceId, AgentId, ChatId, Duration, Millis, later, seconds
from parlour.presence.silence import Silence, SilenceRules, Verdict, due_at, verdict
from parlour.settings import Settings

RETRY = Duration(1_000)
"""A verdict that could not be written (the store is away) is tried again after this."""

ClientKey = tuple[str, str]
"""`("agent", agent id)` or `("end_user", chat id)`."""


class Watch:
    """One client under watch. `last` is set by every contact."""

    __slots__ = ("grace", "key", "last", "rules")

    def __init__(self, key: ClientKey, last: Millis, rules: SilenceRules) -> None:
        self.key = key
        self.last = last
        self.rules = rules
        """As they were when the present silence was first looked at."""
        self.grace = Duration(0)
        """Outages of the server since the last contact, each with one interval on top."""

    def touch(self, now: Millis) -> None:
        """The client was heard of."""
        self.last = now
        self.grace = Duration(0)


class Attendance:
    """Watches agents on duty and end-users in open chats."""

    def __init__(self, engine: Engine, directory: Directory) -> None:
        self._engine = engine
        self._directory = directory
        self._agenda: Agenda[ClientKey] = Agenda()
        self.watches: dict[ClientKey, Watch] = {}
        engine.watchers.append(self)

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
            self.watches.pop(key, None)
        elif key not in self.watches:
            self.watches[key] = Watch(key, self._engine.clock.now(), self._rules(key))
            self._plan(key)

    # Contact -----------------------------------------------------------------------------------

    def heard_of(self, key: ClientKey) -> bool:
        """The client made contact; whether it was held to be absent until now."""
        watch = self.watches.get(key)
        if watch is None:
            return False
        watch.touch(self._engine.clock.now())
        return self._is_absent(key)

    def welcome_back(self, key: ClientKey) -> None:
        """The absent client made contact without a command: it is present again, everywhere."""
        now = self._engine.clock.now()
        if key[0] == "end_user":
            chat_id = ChatId(key[1])
            act = Act(at=now, chats=((chat_id, c.MarkEndUserPresent(at=now)),))
        else:
            act = self.back_on_duty(Act(at=now), AgentId(key[1]))
        self._engine.execute(act, ignore)
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

    def grant_outage(self, outage: Duration) -> None:
        """The server was away for so long: its silence is nobody's absence."""
        for watch in self.watches.values():
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
        self._plan(key)

    # Silence -----------------------------------------------------------------------------------

    def tick(self, now: Millis) -> None:
        """Say what is to be said of those who have been silent too long."""
        for key in self._agenda.take_due(now):
            watch = self.watches.get(key)
            if watch is None:
                continue
            if self._judge(watch, now):
                self._agenda.plan(key, later(now, RETRY))  # to see whether it could be written
            else:
                self._plan(key)

    def _judge(self, watch: Watch, now: Millis) -> Verdict | None:
        absent = self._is_absent(watch.key)
        if not absent and watch.last + watch.rules.interval > now:
            watch.rules = self._rules(watch.key)
        silence = self._silence(watch)
        found = verdict(silence, absent=absent, now=now)
        match found:
            case "absent":
                self._tell_absent(watch.key, silence, now)
                if silence.rules.retries == 1:
                    self._tell_lost(watch.key, now)
            case "lost":
                self._tell_lost(watch.key, now)
            case None:
                pass
        return found

    def _tell_absent(self, key: ClientKey, silence: Silence, now: Millis) -> None:
        absence_id = AbsenceId(self._engine.ids.fresh("ab"))
        since, lost_at = silence.since, max(silence.lost_at, now)
        if key[0] == "end_user":
            command = c.MarkEndUserAbsent(
                at=now, absence_id=absence_id, silent_since=since, lost_at=lost_at
            )
            self._engine.execute(Act(at=now, chats=((ChatId(key[1]), command),)), ignore)
            return
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
        act = Act(
            at=now,
            chats=tuple((live.chat_id, for_chat) for live in chats),
            duty=((agent_id, for_duty),),
        )
        self._engine.execute(act, ignore)

    def _tell_lost(self, key: ClientKey, now: Millis) -> None:
        if key[0] == "end_user":
            act = Act(at=now, chats=((ChatId(key[1]), c.MarkEndUserLost(at=now)),))
            self._engine.execute(act, ignore)
            return
        agent_id = AgentId(key[1])
        chats = self._engine.books.chats_of_agent(agent_id)
        act = Act(
            at=now,
            chats=tuple(
                (live.chat_id, c.MarkAgentLost(at=now, agent_id=agent_id)) for live in chats
            ),
            duty=((agent_id, duty.Terminate(at=now, cause="lost")),),
        )
        self._engine.execute(act, ignore)

    # What is known -----------------------------------------------------------------------------

    def _plan(self, key: ClientKey) -> None:
        watch = self.watches.get(key)
        if watch is not None:
            now = self._engine.clock.now()
            due = due_at(self._silence(watch), absent=self._is_absent(key))
            self._agenda.plan(key, due if due > now else later(now, RETRY))

    def _is_absent(self, key: ClientKey) -> bool:
        if key[0] == "end_user":
            live = self._engine.books.chats.get(ChatId(key[1]))
            return live is not None and live.state.absence_of(None) is not None
        agent = self._engine.books.agents.get(AgentId(key[1]))
        return agent is not None and agent.state.absence is not None

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


def agent_key(agent_id: AgentId) -> ClientKey:
    return ("agent", agent_id)


def end_user_key(chat_id: ChatId) -> ClientKey:
    return ("end_user", chat_id)
