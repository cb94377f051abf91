"""The truth of presence: the world knows when each client was really heard.

An absence is false unless somebody listened for a whole ABSENT_INTERVAL and heard nothing. A true
loss is told within a second of its deadline, by a house that is well.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parlour.agents import events as a
from parlour.chat import events as e
from parlour.directory.records import Principal
from parlour.engine.books import OPEN
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Recorded, Transaction
from parlour.settings import Settings
from tests.simulation.calm import Calm
from tests.simulation.floor import Floor
from tests.simulation.virtual_time import SECOND, VirtualTime

OnFault = Callable[[str, str], None]
Key = tuple[str, str, str]
"""Role, id, and for an agent the browser session."""

TOLD_WITHIN_US = 1_000_000
"""After the deadline, the beat's lateness and the write included."""


GRANTED_LATE_US = 10_000_000
"""That the store is back is known when it takes something again, at the latest after 5 s; whoever
was heard before that is granted the outage, too."""
STAMP_US = 1_000
"""The server's clock counts milliseconds."""


class Watched(NamedTuple):
    """An agent on duty, or the end-user of a chat, from that moment on."""

    role: str
    name: str
    """Agent id, or chat id."""
    end_user_id: str
    since_us: int


class Presence:
    """Who was heard when, and whether what is said of them is true."""

    def __init__(
        self,
        *,
        time: VirtualTime,
        calm: Calm,
        floor: Floor,
        settings: Settings,
        on_fault: OnFault,
    ) -> None:
        self._time = time
        self._calm = calm
        self._floor = floor
        self._on_fault = on_fault
        self._interval_us = settings.ABSENT_INTERVAL * SECOND
        self._retries = {
            "agent": settings.AGENT_ABSENT_RETRY_COUNT,
            "end_user": settings.USER_ABSENT_RETRY_COUNT,
        }
        self._heard: dict[Key, int] = {}
        self._watched: dict[tuple[str, str], Watched] = {}
        self._client_us = 0
        self.absences = 0
        self.losses = 0
        self.timely_losses = 0
        """Losses that were told while the house had been well ever since the last contact."""

    @property
    def client_hours(self) -> float:
        """Of agents on duty and end-users in chats, up to now."""
        now = self._time.now_us
        open_us = sum(now - watched.since_us for watched in self._watched.values())
        return (self._client_us + open_us) / (3600 * SECOND)

    def heard(self, principal: Principal, now_us: int) -> None:
        """A node has taken in a byte of this client, or would have had it been well."""
        session = principal.session_id if principal.role == "agent" else ""
        self._heard[principal.role, principal.id, session] = now_us

    def heard_by_http(self, role: str, name: str, now_us: int) -> None:
        """Somebody who is watched sends a file; `name`: of the agent, or of the chat."""
        watched = self._watched.get((role, name))
        if watched is not None:
            self._heard[self._key(watched)] = now_us

    # What a node decides

    def decided(self, node: str, transaction: Transaction) -> None:
        for addition in transaction.additions:
            for event in addition.events:
                if isinstance(event, a.AgentWentAbsent):
                    self._judge(node, self._agent_of(transaction, event))
                elif isinstance(event, e.EndUserAbsent):
                    self._judge(node, self._watched.get(("end_user", addition.stream[5:])))

    def _agent_of(self, transaction: Transaction, event: a.AgentWentAbsent) -> Watched | None:
        for addition in transaction.additions:
            if event in addition.events:
                return self._watched.get(("agent", self._floor.agent_of(addition.stream)))
        return None

    def _judge(self, node: str, watched: Watched | None) -> None:
        if watched is None:
            return
        self.absences += 1
        heard = max(self._last_heard(watched), self._calm.listening_since_us)
        silent = self._time.now_us - heard
        if silent < self._interval_us - STAMP_US:
            text = f"{node} calls {watched.name} absent after {silent / SECOND:.1f} s"
            self._on_fault("false absence", text)

    # What is durable

    def follow(self, rows: Sequence[Recorded]) -> None:
        for row in rows:
            room, _, name = row.stream.partition("/")
            match row.event:
                case a.AgentLoggedOn(agent_id=agent_id):
                    self._watch("agent", agent_id, "")
                case a.AgentTerminated() | a.AgentLoggedOff():
                    agent_id = self._floor.agent_of(row.stream)
                    if isinstance(row.event, a.AgentTerminated) and row.event.cause == "lost":
                        self._note_loss("agent", agent_id)
                    self._unwatch("agent", agent_id)
                case e.ChatCreated():
                    state = self._floor.chats.get(ChatId(name))
                    if state is not None and state.phase in OPEN:
                        self._watch("end_user", name, row.event.end_user_id)
                case e.UserLost():
                    self._note_loss("end_user", name)
                case e.EndUserDisconnected() if room == "chat":
                    self._unwatch("end_user", name)
                case _:
                    pass

    def _note_loss(self, role: str, name: str) -> None:
        watched = self._watched.get((role, name))
        if watched is None:
            return
        self.losses += 1
        heard = self._last_heard(watched)
        silent = self._time.now_us - heard
        if silent < self._retries[role] * self._interval_us - STAMP_US:
            self._on_fault("false loss", f"{name} is lost after {silent / SECOND:.1f} s")
        if self._calm.lasts_since(heard):
            self.timely_losses += 1

    def _watch(self, role: str, name: str, end_user_id: str) -> None:
        watched = Watched(role, name, end_user_id, self._time.now_us)
        self._watched[role, name] = watched
        self._look_at(watched, self._time.now_us + self._interval_us + TOLD_WITHIN_US)

    def _unwatch(self, role: str, name: str) -> None:
        watched = self._watched.pop((role, name), None)
        if watched is not None:
            self._client_us += self._time.now_us - watched.since_us

    # What is due

    def _look_at(self, watched: Watched, at_us: int) -> None:
        self._time.at(at_us, None, self._look, watched)

    def _look(self, watched: Watched) -> None:
        """Whether what had to be said of this client by now has been said."""
        if self._watched.get((watched.role, watched.name)) is not watched:
            return
        heard, now = self._last_heard(watched), self._time.now_us
        times = self._retries[watched.role] if self._is_absent(watched) else 1
        due = heard + times * self._interval_us + TOLD_WITHIN_US
        if due > now:
            self._look_at(watched, due)
            return
        if self._calm.lasts_since(heard - GRANTED_LATE_US):
            said = "lost" if times > 1 else "absent"
            silent = (now - heard) / SECOND
            self._on_fault("late verdict", f"{watched.name} is not {said} after {silent:.1f} s")
        self._look_at(watched, now + self._interval_us)

    def _last_heard(self, watched: Watched) -> int:
        return max(self._heard.get(self._key(watched), 0), watched.since_us)

    def _key(self, watched: Watched) -> Key:
        if watched.role == "end_user":
            return "end_user", watched.end_user_id, ""
        state = self._floor.on_duty.get(AgentId(watched.name))
        return "agent", watched.name, state.console if state else ""

    def _is_absent(self, watched: Watched) -> bool:
        if watched.role == "end_user":
            state = self._floor.chats.get(ChatId(watched.name))
            return state is not None and state.absence_of(None) is not None
        agent = self._floor.on_duty.get(AgentId(watched.name))
        return agent is not None and agent.absence is not None
