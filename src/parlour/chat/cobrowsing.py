"""Co-browse: invited, consented to, shown, stopped."""

from parlour.chat import commands as c
from parlour.chat import events as e
from parlour.chat.refusals import Refused
from parlour.chat.state import CoBrowse, CoBrowseStage
from parlour.chat.story import Story
from parlour.ids import AgentId, CoBrowseId, later


def invite(story: Story, command: c.InviteToCoBrowse) -> None:
    story.require_lead(command.agent_id)
    if story.state.cobrowse is not None:
        raise Refused("cobrowse_open")
    if not command.end_user_can:
        raise Refused("cobrowse_impossible")
    story.tell(
        e.CoBrowseInvitationSent(
            actor=_agent(command.agent_id),
            cobrowse_id=command.cobrowse_id,
            agent_id=command.agent_id,
            answer_until=later(command.at, command.answer_within),
        )
    )


def accept(story: Story, command: c.AcceptCoBrowse) -> None:
    story.require_end_user(command.end_user_id)
    session = _session(story, command.cobrowse_id, CoBrowseStage.INVITED)
    story.tell(
        e.CoBrowseInvitationAccepted(
            actor=_end_user(story),
            cobrowse_id=session.cobrowse_id,
            agent_id=session.agent_id,
            consent_text=command.consent_text,
        )
    )


def decline(story: Story, command: c.DeclineCoBrowse) -> None:
    story.require_end_user(command.end_user_id)
    session = _session(story, command.cobrowse_id, CoBrowseStage.INVITED)
    cause: e.CoBrowseDecline = "unavailable" if command.unavailable else "declined"
    _tell_declined(story, session, _end_user(story), cause)


def show_first_frame(story: Story, command: c.ShowFirstFrame) -> None:
    session = _session(story, command.cobrowse_id, CoBrowseStage.ACCEPTED)
    _require_own(session, command.agent_id)
    story.tell(
        e.CoBrowseSessionStarted(
            actor=e.SERVER, cobrowse_id=session.cobrowse_id, agent_id=session.agent_id
        )
    )


def stop_as_agent(story: Story, command: c.StopCoBrowseAsAgent) -> None:
    session = _session(story, command.cobrowse_id, *CoBrowseStage)
    _require_own(session, command.agent_id)
    match session.stage:
        case CoBrowseStage.INVITED:
            _tell_declined(story, session, e.SERVER, "unavailable")
        case CoBrowseStage.ACCEPTED:
            _tell_error(story, session, "stopped")
        case _:
            _tell_stopped(story, session, _agent(command.agent_id), "agent")


def stop_as_end_user(story: Story, command: c.StopCoBrowseAsEndUser) -> None:
    story.require_end_user(command.end_user_id)
    session = _session(story, command.cobrowse_id, *CoBrowseStage)
    match session.stage:
        case CoBrowseStage.INVITED:
            _tell_declined(story, session, _end_user(story), "declined")
        case CoBrowseStage.ACCEPTED:
            _tell_error(story, session, "stopped")
        case _:
            _tell_stopped(story, session, _end_user(story), "end_user")


def fail(story: Story, command: c.FailCoBrowse) -> None:
    """42; an invitation whose end-user turns out to be unable is 37."""
    session = _session(story, command.cobrowse_id, *CoBrowseStage)
    if command.by not in (e.SERVER, _agent(session.agent_id), _end_user(story)):
        raise Refused("not_yours")
    if session.stage is CoBrowseStage.INVITED:
        _tell_declined(story, session, e.SERVER, "unavailable")
    else:
        _tell_error(story, session, "failed")


def time_out(story: Story, session: CoBrowse) -> None:
    """No answer to the invitation, or no frame after consent."""
    if session.stage is CoBrowseStage.INVITED:
        _tell_declined(story, session, e.SERVER, "timeout")
    else:
        _tell_error(story, session, "failed")


def _session(story: Story, cobrowse_id: CoBrowseId, *stages: CoBrowseStage) -> CoBrowse:
    story.require_known()
    session = story.state.cobrowse
    if session is None or session.cobrowse_id != cobrowse_id or session.stage not in stages:
        raise Refused("no_such_cobrowse")
    return session


def _require_own(session: CoBrowse, agent_id: AgentId) -> None:
    if session.agent_id != agent_id:
        raise Refused("not_yours")


def _tell_declined(
    story: Story, session: CoBrowse, actor: e.Actor, cause: e.CoBrowseDecline
) -> None:
    story.tell(
        e.CoBrowseInvitationDeclined(
            actor=actor,
            cobrowse_id=session.cobrowse_id,
            agent_id=session.agent_id,
            cause=cause,
        )
    )


def _tell_error(story: Story, session: CoBrowse, cause: e.CoBrowseBreak) -> None:
    story.tell(
        e.CoBrowseSessionError(
            actor=e.SERVER,
            cobrowse_id=session.cobrowse_id,
            agent_id=session.agent_id,
            cause=cause,
        )
    )


def _tell_stopped(story: Story, session: CoBrowse, actor: e.Actor, cause: e.CoBrowseStop) -> None:
    story.tell(
        e.CoBrowseSessionStopped(
            actor=actor,
            cobrowse_id=session.cobrowse_id,
            agent_id=session.agent_id,
            cause=cause,
        )
    )


def _agent(agent_id: AgentId) -> e.Actor:
    return e.Actor(role="agent", id=agent_id)


def _end_user(story: Story) -> e.Actor:
    return e.Actor(role="end_user", id=story.state.end_user_id)
