"""Co-browse by the ledger and by the streams: one session at a time in a chat, shown to its lead
where they work and to nobody else, from consent to its one end and not a moment longer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from parlour.chat import events as e
from parlour.ids import AgentId, ChatId
from parlour.ledger.protocol import Recorded
from tests.simulation.calm import Calm
from tests.simulation.floor import Floor
from tests.simulation.virtual_time import SECOND, VirtualTime

if TYPE_CHECKING:
    from tests.simulation.streams import StreamLine

KINDS = frozenset({35, 36, 37, 40, 41, 42})
ENDS_OF: dict[str, frozenset[int]] = {
    "invited": frozenset({37}),
    "accepted": frozenset({42}),
    "started": frozenset({41, 42}),
}
LEAD_GONE = frozenset({27, 44, 49})
"""With the end of the chat, or of the lead's part in it, the session ends."""
ELSEWHERE_US = 5 * SECOND
"""So late another node may hear that a session is over, or that its agent has moved."""
MOVED_US = 2 * SECOND
"""A console that was taken over closes with the row; a slow store tells of it so late."""

OnFault = Callable[[str, str], None]


class CoBrowses:
    """Follows the rows; is told of everything that a stream sends a client."""

    def __init__(
        self,
        *,
        time: VirtualTime,
        calm: Calm,
        floor: Floor,
        is_company: bool,
        on_fault: OnFault,
    ) -> None:
        self._time = time
        self._calm = calm
        self._floor = floor
        self._is_company = is_company
        self._on_fault = on_fault
        self._open: dict[str, tuple[str, str]] = {}
        """Of each chat with a session: its id, and its stage."""
        self._chat_of: dict[str, str] = {}
        self._agent_of: dict[str, str] = {}
        self._over_us: dict[str, int] = {}
        """When a session that was consented to came to its end."""
        self._moved_us: dict[str, int] = {}
        """When an agent's log-in last began, ended or moved."""
        self.pictures = 0

    def follow(self, rows: Sequence[Recorded]) -> None:
        """The rows of one transaction."""
        for row in rows:
            if row.stream.startswith("chat/"):
                if row.kind in KINDS:
                    self._step(row.stream[5:], row.kind, cast(e.CoBrowseEvent, row.event))
            elif row.kind in (1, 8, 9, 10):
                self._moved_us[self._floor.agent_of(row.stream)] = self._time.now_us
        for row in rows:
            if row.kind in LEAD_GONE and row.stream[5:] in self._open:
                self._fail(f"{self._open[row.stream[5:]]} outlives its lead in {row.stream}")

    def shown(self, stream: "StreamLine") -> None:
        """The server sends a picture, or a change of it."""
        self.pictures += 1
        admitted = stream.admitted
        if admitted is None or admitted.side != "viewer":
            self._fail(f"a picture was sent to {stream.client.name}, who is no viewer")
            return
        session = admitted.cobrowse_id
        if session in self._over_us:
            if not self._may_be_late(self._over_us[session]):
                self._fail(f"{session} is shown to {stream.client.name} after its end")
            return
        chat = self._chat_of.get(session, "")
        if self._open.get(chat, ("", ""))[1] not in ("accepted", "started"):
            self._fail(f"{session} is shown to {stream.client.name} before consent")
        self._check_viewer(stream, chat)

    def _check_viewer(self, stream: "StreamLine", chat: str) -> None:
        viewer = stream.client.principal
        state = self._floor.chats.get(ChatId(chat))
        if viewer.role != "agent" or state is None or state.lead_id != viewer.id:
            self._fail(f"{stream.client.name} sees {chat} and is not its lead")
            return
        duty = self._floor.on_duty.get(AgentId(viewer.id))
        moved_us = self._moved_us.get(viewer.id, 0)
        is_there = duty is not None and duty.console == viewer.session_id
        has_moved = not is_there and self._time.now_us - moved_us > MOVED_US
        if has_moved and not self._may_be_late(moved_us):
            self._fail(f"{stream.client.name} sees {chat} and works elsewhere")

    def _step(self, chat: str, kind: int, event: e.CoBrowseEvent) -> None:
        session, stage = self._open.get(chat, ("", ""))
        if kind == 35:
            if stage:
                self._fail(f"{event.cobrowse_id} begins beside {session} in {chat}")
            self._open[chat] = (event.cobrowse_id, "invited")
            self._chat_of[event.cobrowse_id] = chat
            self._agent_of[event.cobrowse_id] = event.agent_id
            return
        if event.cobrowse_id != session or event.agent_id != self._agent_of.get(session):
            self._fail(f"row {kind} of {event.cobrowse_id} while {session} is open in {chat}")
        elif (kind, stage) == (36, "invited"):
            self._open[chat] = (session, "accepted")
        elif (kind, stage) == (40, "accepted"):
            self._open[chat] = (session, "started")
        elif kind in ENDS_OF[stage]:
            del self._open[chat]
            if stage != "invited":
                self._over_us[session] = self._time.now_us
        else:
            self._fail(f"row {kind} of {session}, which is {stage}")

    def _may_be_late(self, since_us: int) -> bool:
        """Another node wrote it, and this one has not heard of it yet."""
        if not self._is_company:
            return False
        late = self._time.now_us - since_us
        return late <= ELSEWHERE_US or not self._calm.lasts_since(since_us)

    def _fail(self, text: str) -> None:
        self._on_fault("co-browse", text)
