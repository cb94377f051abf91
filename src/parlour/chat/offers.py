"""A chat is offered to one agent at a time, until one takes it."""

from parlour.chat import closings
from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import ChatState, Offer, Phase
from parlour.chat.story import Story
from parlour.ids import AgentId, Duration, Millis, later

EARLY = Duration(2_000)
"""A toast may run out this much before its time: the agent's clock is not ours."""


def offer_chat(story: Story, command: c.OfferChat) -> None:
    story.require_phase(frozenset((Phase.QUEUED,)))
    story.require_present(command.agent_id)
    story.tell(
        e.AgentEngagementInvitation(
            actor=e.SERVER,
            invitation_id=command.invitation_id,
            agent_id=command.agent_id,
            toast_until=later(command.at, command.toast_for),
            answer_until=later(command.at, command.answer_within),
            profile=command.profile,
            explanation=command.explanation,
        )
    )


def accept_offer(story: Story, command: c.AcceptOffer) -> None:
    """43 and what comes of it: 11 and the engagement, or 14 if the chat is overdue to end."""
    offer = _offer(story, command)
    gone = _is_gone(story.state, command)
    if not gone:
        closings.stop_monitoring(story, offer.agent_id, "stopped")
    story.tell(
        e.AgentAccepted(
            actor=_agent(offer), invitation_id=offer.invitation_id, agent_id=offer.agent_id
        )
    )
    if gone:
        closings.withdraw_offer(story, "gone")
        return
    story.tell(
        e.AgentEngagementAccepted(
            actor=e.SERVER, invitation_id=offer.invitation_id, agent_id=offer.agent_id
        )
    )
    _engage(story, offer)


def decline_offer(story: Story, command: c.DeclineOffer) -> None:
    """Decline pressed, or the toast closed by its X: see the toast matrix of docs/settings.md."""
    offer = _offer(story, command)
    if command.closed and not offer.profile.auto_decline:
        _accept_untouched(story, offer, command, closed=True)
    elif offer.profile.allow_decline:
        story.tell(
            e.AgentEngagementDeclined(
                actor=_agent(offer), invitation_id=offer.invitation_id, agent_id=offer.agent_id
            )
        )
    elif command.closed:
        _decline_untouched(story, offer, closed=True)
    else:
        raise Refused("decline_not_allowed")


def let_toast_run_out(story: Story, command: c.LetToastRunOut) -> None:
    offer = _offer(story, command)
    require_run_out(story, offer.toast_until)
    if offer.profile.auto_decline:
        _decline_untouched(story, offer, closed=False)
    else:
        _accept_untouched(story, offer, command, closed=False)


def report_unavailable(story: Story, command: c.ReportUnavailable) -> None:
    _offer(story, command)
    closings.withdraw_offer(story, command.cause)


def require_run_out(story: Story, toast_until: Millis) -> None:
    """A client that says so may be a little ahead of us, no more."""
    if story.at < toast_until - EARLY:
        raise Refused("too_early")


def time_out(story: Story, offer: Offer, *, absent: bool) -> None:
    """13: the agent's client did not answer."""
    story.tell(
        e.AgentEngagementTimeout(
            actor=e.SERVER,
            invitation_id=offer.invitation_id,
            agent_id=offer.agent_id,
            cause="absent" if absent else "no_answer",
        )
    )


def _offer(
    story: Story,
    command: c.AcceptOffer | c.DeclineOffer | c.LetToastRunOut | c.ReportUnavailable,
) -> Offer:
    story.require_known()
    return story.require_offer(command.agent_id, command.invitation_id)


def _accept_untouched(story: Story, offer: Offer, command: c.OfferAnswer, *, closed: bool) -> None:
    if _is_gone(story.state, command):
        closings.withdraw_offer(story, "gone")
        return
    closings.stop_monitoring(story, offer.agent_id, "stopped")
    story.tell(
        e.AgentEngagementAutoAccepted(
            actor=_agent(offer),
            invitation_id=offer.invitation_id,
            agent_id=offer.agent_id,
            cause="closed" if closed else "ran_out",
        )
    )
    _engage(story, offer)


def _decline_untouched(story: Story, offer: Offer, *, closed: bool) -> None:
    story.tell(
        e.AgentEngagementAutoDeclined(
            actor=_agent(offer),
            invitation_id=offer.invitation_id,
            agent_id=offer.agent_id,
            cause="closed" if closed else "ran_out",
        )
    )


def _engage(story: Story, offer: Offer) -> None:
    enter(story, offer.agent_id, offer.profile.wrap_up_limit)
    story.tell(e.LeadSessionStart(actor=e.SERVER, agent_id=offer.agent_id))


def enter(story: Story, agent_id: AgentId, wrap_up_limit: Duration | None) -> None:
    """23: the agent takes part from now on."""
    story.tell(
        e.EngagementParticipantEntered(
            actor=e.SERVER, agent_id=agent_id, wrap_up_limit=wrap_up_limit
        )
    )


def _is_gone(state: ChatState, command: c.OfferAnswer) -> bool:
    """The chat is overdue to end, though the server has not got round to it."""
    by = command.at - command.grace
    absence = state.absence_of(None)
    return state.queue_until <= by or (absence is not None and absence.lost_at <= by)


def _agent(offer: Offer) -> e.Actor:
    return e.Actor(role="agent", id=offer.agent_id)
