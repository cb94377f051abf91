"""Lets time pass in chats when they are due.

The server's own outage is nobody's delay: deadlines that ran meanwhile run longer by the outage and
one ABSENT_INTERVAL, so that clients have time to come back. Later ones do not.
"""

from parlour.chat.commands import LetTimePass
from parlour.chat.state import Phase
from parlour.chat.timing import due_at
from parlour.directory.directory import Directory
from parlour.engine.act import Act, ignore
from parlour.engine.agenda import Agenda
from parlour.engine.books import LiveAgent, LiveChat
from parlour.engine.engine import Engine
from parlour.engine.own_outages import STALL
from parlour.ids import ChatId, Duration, Millis, later, seconds
from parlour.nodes.membership import Membership
from parlour.settings import Settings

RETRY = Duration(1_000)
"""A chat whose deadline could not be carried out (the store is away, another node leads) is looked
at again after this."""


class Deadlines:
    """The agenda of all open chats. Watches the engine's newest states."""

    def __init__(
        self, engine: Engine, directory: Directory, membership: Membership | None = None
    ) -> None:
        """`membership`: of several nodes only the leader lets time pass."""
        self._engine = engine
        self._directory = directory
        self._membership = membership
        self._agenda: Agenda[ChatId] = Agenda()
        engine.watchers.append(self)
        engine.on_jump.append(self._follow_clock)

    def chat_moved(self, live: LiveChat) -> None:
        self._agenda.plan(live.chat_id, due_of(live))

    def agent_moved(self, live: LiveAgent) -> None:
        """Log-ins have no deadlines of their own."""

    def _follow_clock(self, jump: Duration) -> None:
        """Deadlines are moments: a jump that is worth it moves them, as an outage would."""
        if jump >= STALL:
            self.grant_outage(jump)

    def grant_outage(self, outage: Duration) -> None:
        """The server stood still for so long."""
        now = self._engine.clock.now()
        for live in self._engine.books.chats.values():
            site = self._directory.sites.get(live.state.site_id)
            interval = seconds((site.settings if site else Settings()).ABSENT_INTERVAL)
            live.grant_outage(Duration(outage + interval), now)

    def tick(self, now: Millis) -> None:
        """Carry out what is due; chats that have moved on are planned anew."""
        leads = self._membership is None or self._membership.leads(now)
        for chat_id in self._agenda.take_due(now):
            live = self._engine.books.chats.get(chat_id)
            if live is None:
                continue
            due = due_of(live)
            if due is not None and due <= now and not leads:
                self._agenda.plan(chat_id, later(now, RETRY))
            elif due is not None and due <= now:
                self._let_time_pass(live, now)
            else:
                self._agenda.plan(chat_id, due)

    def _let_time_pass(self, live: LiveChat, now: Millis) -> None:
        command = LetTimePass(at=now, active_at=live.active_at, grace=grace_at(live, now))
        self._engine.execute(Act(at=now, chats=((live.chat_id, command),)), ignore)
        due = due_of(live)
        if due is not None and live.chat_id in self._engine.books.chats:
            self._agenda.plan(live.chat_id, due if due > now else later(now, RETRY))


def due_of(live: LiveChat) -> Millis | None:
    """When the chat is next due, outages of ours granted; `None`: never."""
    due = due_at(live.state, live.active_at)
    return None if due is None else later(due, grace_at(live, due))


def grace_at(live: LiveChat, now: Millis) -> Duration:
    """What is granted to the deadlines that would be over by `now`."""
    state, none = live.state, Duration(0)
    if not live.grace:
        return none
    match state.phase:
        case Phase.OFFERED if state.offer is not None and state.offer.offered_at >= live.outage_at:
            return live.grace if state.queue_until <= now else none
        case Phase.QUEUED:
            return live.grace if state.queued_at < live.outage_at else none
        case Phase.ENGAGED:
            active_at = max(state.active_at, live.active_at)
            return live.grace if active_at < live.outage_at else none
        case _:
            return live.grace
