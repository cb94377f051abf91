"""What an event makes of an agent's log-in."""

from collections.abc import Iterable
from typing import assert_never

from parlour.agents import events as e
from parlour.agents.state import AgentAbsence, AgentState, Hold, SessionHold, off_duty
from parlour.ids import ChatId, Millis


def evolve(state: AgentState, event: e.AnyAgentEvent, at: Millis) -> AgentState:
    """The state after the event."""
    match event:
        case e.AgentLoggedOn():
            return AgentState(
                on_duty=True,
                agent_id=event.agent_id,
                status_id=event.status_id,
                status_type=event.status_type,
                status_since=at,
                max_sessions=event.max_sessions,
                console=event.console,
            )
        case e.EngagementRequestSent():
            hold = SessionHold(
                chat_id=event.chat_id, hold=Hold.OFFERED, invitation_id=event.invitation_id
            )
            return _with_hold(state, hold).but(last_assigned_at=at)
        case e.SessionTaken():
            hold = SessionHold(chat_id=event.chat_id, hold=Hold.OCCUPIED)
            return _with_hold(state, hold).but(last_assigned_at=at)
        case e.EngagementRequestCanceled() | e.SessionFreed():
            return state.but(holds=_without(state, event.chat_id))
        case e.AgentIdle() | e.AgentNotIdle():
            return state
        case e.LogOnOverridden():
            return state.but(console=event.console)
        case e.AgentWentAbsent():
            absence = AgentAbsence(
                absence_id=event.absence_id,
                silent_since=event.silent_since,
                lost_at=event.lost_at,
            )
            return state.but(absence=absence)
        case e.AgentReconnected():
            return state.but(absence=None)
        case e.AgentTerminated() | e.AgentLoggedOff():
            return off_duty
        case e.StatusChanged():
            return state.but(
                status_id=event.status_id, status_type=event.status_type, status_since=at
            )
        case e.PullRaised() | e.PullEnded():
            return state.but(pulls=isinstance(event, e.PullRaised))
        case e.MaxSessionsChanged():
            return state.but(max_sessions=event.max_sessions)
        case _:
            assert_never(event)


def replay(state: AgentState, history: Iterable[tuple[e.AnyAgentEvent, Millis]]) -> AgentState:
    """The state after all these events, each with its stamp."""
    for event, at in history:
        state = evolve(state, event, at)
    return state


def _with_hold(state: AgentState, hold: SessionHold) -> AgentState:
    return state.but(holds=(*_without(state, hold.chat_id), hold))


def _without(state: AgentState, chat_id: ChatId) -> tuple[SessionHold, ...]:
    return tuple(hold for hold in state.holds if hold.chat_id != chat_id)
