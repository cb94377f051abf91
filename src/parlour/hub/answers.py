"""Frames that answer an offer or an invitation become commands to its chat."""

from parlour.chat import commands as c
from parlour.chat.refusals import Refused
from parlour.chat.state import Invitation
from parlour.engine.books import Books, LiveChat
from parlour.engine.deadlines import grace_at
from parlour.hub.consoles import concerning
from parlour.hub.seats import Seat
from parlour.ids import AgentId, ChatId, Duration, InvitationId, Millis
from parlour.wire import frames as f

CONSULTATION = Duration(600_000)
"""How long an invited agent may look at the chat before they answer: ten minutes, in which the
sender goes on talking to the end-user; what takes longer is a conference."""

Answer = f.AcceptFrame | f.DeclineFrame | f.ToastRanOutFrame | f.UnavailableFrame


class Answers:
    """The same frames serve engagement offers, transfers and conferences, told apart by id."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def command_of(
        self, seat: Seat, frame: Answer | f.ViewInvitationFrame, at: Millis
    ) -> tuple[ChatId, c.AnyChatCommand]:
        """Raises: `Refused` when the agent has nothing to do with the chat any more."""
        live = self._chat(seat, frame.chat)
        invitation = live.state.invitation(InvitationId(frame.invitation))
        if isinstance(frame, f.ViewInvitationFrame):
            return live.chat_id, _view(seat, frame, at)
        if invitation is None:
            return live.chat_id, _to_offer(seat, frame, at, grace_at(live, at))
        return live.chat_id, self._to_invitation(seat, frame, at, invitation)

    def _chat(self, seat: Seat, chat: str) -> LiveChat:
        """A chat that goes on without the agent is known to them by what they answer."""
        try:
            return concerning(self._books, seat, chat)
        except Refused:
            if ChatId(chat) in self._books.chats:
                raise Refused("no_such_invitation") from None
            raise

    def _to_invitation(
        self, seat: Seat, frame: Answer, at: Millis, invitation: Invitation
    ) -> c.AnyChatCommand:
        agent_id, invitation_id = seat.agent_id, invitation.invitation_id
        match frame:
            case f.AcceptFrame() if self._is_busy(agent_id):
                return c.ReportInvitationUnavailable(
                    at=at, agent_id=agent_id, invitation_id=invitation_id, cause="busy"
                )
            case f.AcceptFrame():
                return c.AcceptInvitation(at=at, agent_id=agent_id, invitation_id=invitation_id)
            case f.DeclineFrame():
                return c.DeclineInvitation(at=at, agent_id=agent_id, invitation_id=invitation_id)
            case f.ToastRanOutFrame():
                return c.DeclineInvitation(
                    at=at, agent_id=agent_id, invitation_id=invitation_id, ran_out=True
                )
            case f.UnavailableFrame():
                return c.ReportInvitationUnavailable(
                    at=at, agent_id=agent_id, invitation_id=invitation_id, cause=frame.cause
                )

    def _is_busy(self, agent_id: AgentId) -> bool:
        """No session is free, so that accepting comes to 18 or 22: capacity is never exceeded."""
        live = self._books.agents.get(agent_id)
        return live is not None and live.state.free_sessions == 0


def _view(seat: Seat, frame: f.ViewInvitationFrame, at: Millis) -> c.ViewInvitation:
    return c.ViewInvitation(
        at=at,
        agent_id=seat.agent_id,
        invitation_id=InvitationId(frame.invitation),
        answer_within=CONSULTATION,
    )


def _to_offer(seat: Seat, frame: Answer, at: Millis, grace: Duration) -> c.AnyChatCommand:
    """`grace`: what the chat's deadlines are granted for an outage of ours."""
    agent_id, invitation_id = seat.agent_id, InvitationId(frame.invitation)
    match frame:
        case f.AcceptFrame():
            return c.AcceptOffer(at=at, agent_id=agent_id, invitation_id=invitation_id, grace=grace)
        case f.DeclineFrame():
            return c.DeclineOffer(
                at=at,
                agent_id=agent_id,
                invitation_id=invitation_id,
                closed=frame.closed,
                grace=grace,
            )
        case f.ToastRanOutFrame():
            return c.LetToastRunOut(
                at=at, agent_id=agent_id, invitation_id=invitation_id, grace=grace
            )
        case f.UnavailableFrame():
            return c.ReportUnavailable(
                at=at, agent_id=agent_id, invitation_id=invitation_id, cause=frame.cause
            )
