"""How far each side has looked at an open chat: told to the other side, never stored.

A number is translated from the timeline of the one to that of the other. It is told only when it
is another one there: that somebody has read a row which the receiver does not see shows nowhere.
"""

import msgspec

from parlour.chat.state import Phase
from parlour.engine.act import Done
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.hub.timelines import Audience
from parlour.ids import ChatId
from parlour.nodes.protocol import Bus, SeenHeard
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

Side = tuple[ChatId, Audience]
OTHER: dict[Audience, Audience] = {"agent": "end_user", "end_user": "agent"}


class SeenMarks:
    """Whose mark counts: the end-user's, and that of the agents who take part. Who watches or
    consults reads unseen."""

    def __init__(self, publisher: Publisher, seats: Seats) -> None:
        self._publisher = publisher
        self._seats = seats
        self.bus: Bus | None = None
        """To the other nodes, if there are any."""
        self._marks: dict[Side, int] = {}
        """`seq` of the newest row that the side has looked at."""
        self._told: dict[Side, int] = {}
        """What the others of the side were told last."""
        publisher.on_shown.append(self._tell_newcomer)

    def note(self, seat: Seat, frame: f.Seen) -> None:
        chat_id, audience = ChatId(frame.chat), seat.audience
        state = self._publisher.states.get(chat_id)
        timeline = self._publisher.timelines.get(chat_id)
        if state is None or timeline is None or chat_id not in seat.sent:
            return
        if audience == "agent" and state.participant(seat.agent_id) is None:
            return
        if not 0 < frame.n <= timeline.length(audience):
            return
        seen = SeenHeard(chat_id=chat_id, who=audience, seq=timeline.seq(audience, frame.n))
        if self.hear(seen) and self.bus is not None:
            self.bus.ring(seen)

    def hear(self, seen: SeenHeard) -> bool:
        """On this node or on another. Whether it is news."""
        side: Side = (seen.chat_id, seen.who)
        state = self._publisher.states.get(seen.chat_id)
        if state is None or state.phase is Phase.RELEASED:
            return False
        if seen.seq <= self._marks.get(side, 0):
            return False
        self._marks[side] = seen.seq
        self._tell(side)
        return True

    def committed(self, done: Done) -> None:
        for change in done.chats:
            for audience in OTHER:
                side: Side = (change.chat_id, audience)
                if change.after.phase is Phase.RELEASED:
                    self._marks.pop(side, None)
                    self._told.pop(side, None)
                elif side in self._marks:  # another node may have told of rows before they came
                    self._tell(side)

    def _tell(self, side: Side) -> None:
        chat_id, who = side
        n = self._number(side)
        if n <= self._told.get(side, 0):
            return
        self._told[side] = n
        notice = _encode(f.SeenNotice(chat=chat_id, n=n))
        for seat in self._seats.of_chat(chat_id):
            if seat.audience != who:
                seat.connection.send(notice)

    def _tell_newcomer(self, seat: Seat, chat_id: ChatId) -> None:
        """After the welcome and a resume: it may come ahead of the rows that it is about."""
        n = self._told.get((chat_id, OTHER[seat.audience]), 0)
        if n:
            seat.connection.send(_encode(f.SeenNotice(chat=chat_id, n=n)))

    def _number(self, side: Side) -> int:
        """The mark as a number of the other side's timeline."""
        chat_id, who = side
        timeline = self._publisher.timelines.get(chat_id)
        return 0 if timeline is None else timeline.number_upto(OTHER[who], self._marks[side])
