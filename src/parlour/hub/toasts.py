"""Offers and invitations at the desks: shown while they are open, taken away when answered."""

import msgspec

from parlour.chat import events as e
from parlour.chat.state import ChatState, Invitation, Offer
from parlour.directory.directory import Directory
from parlour.engine.act import ChatChange
from parlour.hub.about import about
from parlour.hub.consoles import Consoles
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat, Seats
from parlour.ids import AgentId, ChatId, InvitationId
from parlour.ledger.protocol import Recorded
from parlour.wire import frames as f

_encode = msgspec.json.Encoder().encode

OFFER_CLOSERS = (
    e.AgentEngagementAccepted,
    e.AgentEngagementDeclined,
    e.AgentEngagementTimeout,
    e.AgentEngagementUnavailable,
    e.AgentEngagementAutoAccepted,
    e.AgentEngagementAutoDeclined,
)
INVITATION_OPENERS = (
    e.AgentTransferInvitation,
    e.AgentConferenceInvitation,
    e.ConsultationStarted,
)
"""A consultation shows the toast anew: it stays for as long as the answer may take."""


class Toasts:
    """What is asked of agents, on all connections of the console they work from."""

    def __init__(
        self, *, publisher: Publisher, directory: Directory, seats: Seats, consoles: Consoles
    ) -> None:
        self._publisher = publisher
        self._directory = directory
        self._seats = seats
        self._consoles = consoles

    def committed(self, change: ChatChange) -> None:
        for row in change.rows:
            event = row.event
            if isinstance(event, e.AgentEngagementInvitation):
                self._show(event.agent_id, change.after.offer, change.after)
            elif isinstance(event, INVITATION_OPENERS):
                invitation = change.after.invitation(event.invitation_id)
                self._show(event.to_agent_id, invitation, change.after)
            elif isinstance(event, OFFER_CLOSERS):
                self._take_away(event.agent_id, event.invitation_id, row)
            elif isinstance(event, e.TeamEvent) and change.before.invitation(event.invitation_id):
                self._take_away(event.to_agent_id, event.invitation_id, row)

    def show_all(self, seat: Seat, state: ChatState) -> None:
        """Everything that the chat asks of this agent, on a connection that has just come."""
        if state.offer is not None and state.offer.agent_id == seat.agent_id:
            seat.connection.send(self._frame(state, state.offer))
        for invitation in state.invitations:
            if invitation.to_agent_id == seat.agent_id:
                seat.connection.send(self._frame(state, invitation))

    def _show(self, agent_id: AgentId, asked: Offer | Invitation | None, state: ChatState) -> None:
        """`None`: it was given up in the same breath."""
        if asked is not None:
            shown = self._frame(state, asked)
            for seat in self._consoles.of(agent_id):
                seat.connection.send(shown)

    def _take_away(self, agent_id: AgentId, invitation_id: InvitationId, row: Recorded) -> None:
        chat_id = ChatId(row.stream.partition("/")[2])
        closed = _encode(f.OfferClosed(chat=chat_id, invitation=invitation_id, outcome=row.kind))
        for seat in self._seats.of_agent(agent_id):
            seat.connection.send(closed)

    def _frame(self, state: ChatState, asked: Offer | Invitation) -> bytes:
        invitation = asked if isinstance(asked, Invitation) else None
        offer = f.OfferFrame(
            chat=state.chat_id,
            invitation=asked.invitation_id,
            at=asked.offered_at,
            toast_until=asked.toast_until,
            allow_decline=invitation is not None or asked.profile.allow_decline,
            auto_decline=asked.profile.auto_decline,
            about=about(self._publisher, self._directory, state),
            requested_at=state.requested_at,
            form=invitation.form if invitation else "engagement",
            sender=invitation.from_agent_id if invitation else None,
        )
        return _encode(offer)
