"""What a command to an agent's log-in comes to. Here capacity is kept: a session that is not free
can't be held, and since chat and log-in are written together, no race gets round it.

Source: docs/ledger.md, "The agent ledger".
"""

from typing import assert_never

from parlour.agents import commands as c
from parlour.agents import events as e
from parlour.agents.evolve import evolve
from parlour.agents.state import AgentState, Hold, SessionHold
from parlour.chat.events import SERVER, Actor
from parlour.chat.refusals import Refused


def decide(state: AgentState, command: c.AnyDutyCommand) -> list[e.AnyAgentEvent]:
    """The events to record, in order; none if there is nothing to do.

    Raises: `Refused` when a rule forbids the command.
    """
    if isinstance(command, c.LogOn):
        return _log_on(state, command)
    if not state.on_duty:
        raise Refused("not_on_duty")
    agent = Actor(role="agent", id=state.agent_id)
    match command:
        case c.OverrideLogOn():
            return [e.LogOnOverridden(actor=agent, console=command.console)]
        case c.ChangeStatus():
            return _change_status(state, command, agent)
        case c.ChangeMaxSessions():
            if command.max_sessions == state.max_sessions:
                return []
            return [e.MaxSessionsChanged(actor=SERVER, max_sessions=command.max_sessions)]
        case c.HoldSession():
            return _hold_session(state, command)
        case c.RaisePull():
            return _raise_pull(state, agent)
        case c.WithdrawPull():
            by = agent if command.cause == "withdrawn" else SERVER
            return _end_pull(state, command.cause, by)
        case c.MarkAbsent():
            return _mark_absent(state, command)
        case c.MarkPresent():
            if state.absence is None:
                return []
            return [e.AgentReconnected(actor=SERVER, absence_id=state.absence.absence_id)]
        case c.Terminate():
            return [e.AgentTerminated(actor=SERVER, cause=command.cause)]
        case c.LogOff():
            return [e.AgentLoggedOff(actor=agent)]
        case _:
            assert_never(command)


def _log_on(state: AgentState, command: c.LogOn) -> list[e.AnyAgentEvent]:
    if state.on_duty:
        raise Refused("already_on_duty")
    return [
        e.AgentLoggedOn(
            actor=Actor(role="agent", id=command.agent_id),
            agent_id=command.agent_id,
            status_id=command.status_id,
            status_type=command.status_type,
            max_sessions=command.max_sessions,
            console=command.console,
        )
    ]


def _change_status(
    state: AgentState, command: c.ChangeStatus, agent: Actor
) -> list[e.AnyAgentEvent]:
    if command.status_id == state.status_id:
        return []
    changed = e.StatusChanged(
        actor=agent, status_id=command.status_id, status_type=command.status_type
    )
    if command.status_type == "available":
        return [changed]
    return [changed, *_end_pull(state, "unavailable", SERVER)]


def _raise_pull(state: AgentState, agent: Actor) -> list[e.AnyAgentEvent]:
    if state.status_type != "available":
        raise Refused("not_available")
    return [] if state.pulls else [e.PullRaised(actor=agent)]


def _end_pull(state: AgentState, cause: e.PullEnd, by: Actor) -> list[e.AnyAgentEvent]:
    return [e.PullEnded(actor=by, cause=cause)] if state.pulls else []


def _mark_absent(state: AgentState, command: c.MarkAbsent) -> list[e.AnyAgentEvent]:
    if state.absence is not None:
        return []
    return [
        e.AgentWentAbsent(
            actor=SERVER,
            absence_id=command.absence_id,
            silent_since=command.silent_since,
            lost_at=command.lost_at,
        )
    ]


def _hold_session(state: AgentState, command: c.HoldSession) -> list[e.AnyAgentEvent]:
    held = state.hold_of(command.chat_id)
    if command.hold is None:
        return [] if held is None else _let_go(state, command)
    if held is None and state.free_sessions == 0:
        raise Refused("no_free_session")
    if command.hold is Hold.OCCUPIED:
        return [] if held is not None and held.hold is Hold.OCCUPIED else _take(state, command)
    return _offer(state, command, held)


def _offer(
    state: AgentState, command: c.HoldSession, held: SessionHold | None
) -> list[e.AnyAgentEvent]:
    """The session is held for the offer; an earlier offer of the same chat comes to nothing."""
    if held is not None and held.hold is Hold.OCCUPIED:
        raise Refused("already_participant")
    if held is not None and held.invitation_id == command.invitation_id:
        return []
    if state.status_type != "available" or state.absence is not None:
        raise Refused("not_available")
    assert command.invitation_id is not None, "an offer has an invitation"
    sent = e.EngagementRequestSent(
        actor=SERVER, chat_id=command.chat_id, invitation_id=command.invitation_id
    )
    return [sent] if held is None else [*_let_go(state, command), sent]


def _take(state: AgentState, command: c.HoldSession) -> list[e.AnyAgentEvent]:
    taken: list[e.AnyAgentEvent] = [e.SessionTaken(actor=SERVER, chat_id=command.chat_id)]
    if state.occupied == 0:
        taken.append(e.AgentNotIdle(actor=SERVER))
    is_offered = state.hold_of(command.chat_id) is not None
    return [*taken, *_end_pull(state, "taken", SERVER)] if is_offered else taken


def _let_go(state: AgentState, command: c.HoldSession) -> list[e.AnyAgentEvent]:
    held = state.hold_of(command.chat_id)
    assert held is not None, "there is a hold to let go"
    if held.hold is Hold.OFFERED:
        assert held.invitation_id is not None, "an offer has an invitation"
        return [
            e.EngagementRequestCanceled(
                actor=SERVER, chat_id=command.chat_id, invitation_id=held.invitation_id
            )
        ]
    freed = e.SessionFreed(actor=SERVER, chat_id=command.chat_id)
    after = evolve(state, freed, command.at)
    return [freed, e.AgentIdle(actor=SERVER)] if after.occupied == 0 else [freed]
