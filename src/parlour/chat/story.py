"""A decision in the making: the events so far, and the state they lead to."""

from parlour.chat.events import AnyChatEvent
from parlour.chat.evolve import evolve
from parlour.chat.refusals import Refused
from parlour.chat.state import (
    AGENTS_MAX,
    MONITORS_MAX,
    ChatState,
    Invitation,
    Offer,
    Phase,
)
from parlour.ids import AgentId, EndUserId, InvitationId, Millis

WAITING = frozenset((Phase.QUEUED, Phase.OFFERED))
OPEN = frozenset((Phase.QUEUED, Phase.OFFERED, Phase.ENGAGED))


class Story:
    """Events told one by one; each rule sees what the ones before it have made of the chat."""

    def __init__(self, state: ChatState, at: Millis) -> None:
        self.state = state
        self.at = at
        self.events: list[AnyChatEvent] = []

    def tell(self, event: AnyChatEvent) -> None:
        self.state = evolve(self.state, event, self.at)
        self.events.append(event)

    # What a command needs, or else it is refused -----------------------------------------------

    def require_known(self) -> None:
        if self.state.phase is Phase.NEW:
            raise Refused("unknown_chat")

    def require_phase(self, phases: frozenset[Phase]) -> None:
        self.require_known()
        if self.state.phase in phases:
            return
        if self.state.phase in (Phase.ENDED, Phase.RELEASED):
            raise Refused("chat_ended")
        raise Refused("not_waiting" if phases <= WAITING else "not_engaged")

    def require_engaged(self) -> None:
        self.require_phase(frozenset((Phase.ENGAGED,)))

    def require_end_user(self, end_user_id: EndUserId) -> None:
        self.require_known()
        if end_user_id != self.state.end_user_id:
            raise Refused("not_yours")

    def require_participant(self, agent_id: AgentId) -> None:
        if self.state.participant(agent_id) is None:
            raise Refused("not_a_participant")

    def require_lead(self, agent_id: AgentId) -> None:
        self.require_engaged()
        self.require_participant(agent_id)
        if agent_id != self.state.lead_id:
            raise Refused("not_the_lead")

    def require_present(self, agent_id: AgentId) -> None:
        if self.state.absence_of(agent_id) is not None:
            raise Refused("not_available")

    def require_room(self) -> None:
        """For one more agent to be invited or to enter uninvited."""
        if len(self.state.participants) + len(self.state.invitations) >= AGENTS_MAX:
            raise Refused("chat_full")

    def require_room_to_watch(self) -> None:
        if len(self.state.monitor_ids) >= MONITORS_MAX:
            raise Refused("chat_full")

    def require_offer(self, agent_id: AgentId, invitation_id: InvitationId) -> Offer:
        offer = self.state.offer
        if offer is None or offer.invitation_id != invitation_id:
            raise Refused("no_such_offer")
        if offer.agent_id != agent_id:
            raise Refused("not_yours")
        return offer

    def require_invitation(self, agent_id: AgentId, invitation_id: InvitationId) -> Invitation:
        """The open transfer or conference invitation that was sent to this agent."""
        invitation = self.state.invitation(invitation_id)
        if invitation is None:
            raise Refused("no_such_invitation")
        if invitation.to_agent_id != agent_id:
            raise Refused("not_yours")
        return invitation
